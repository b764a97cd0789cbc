//! The index: what lists and filters need, in sled. The only file that names sled. It can always be thrown away.
