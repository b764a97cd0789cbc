//! The only way archives and ledger touch the disk: one synchronous layer, real and in memory.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use super::memory::{Fault, MemoryDisk};
pub use super::real::RealDisk;

/// What the vault needs of a disk. Durability is explicit: nothing is durable before [`sync`](Disk::sync), and no name
/// before [`sync_dir`](Disk::sync_dir).
pub trait Disk: Send + Sync {
    /// Makes a directory and its parents, private to the user, and makes their names durable.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// Whole content of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// At most `len` bytes of a file from `offset`; shorter at its end.
    fn read_at(&self, path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>>;
    /// Appends; makes the file (0600) where there is none. After an error any part of `bytes` may have been written.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a new file with this content; an error where it exists.
    fn create_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Cuts a file to `len` bytes.
    fn truncate(&self, path: &Path, len: u64) -> io::Result<()>;
    /// Makes the content of a file durable.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a directory durable.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
    /// Renames within a directory; never over an existing file ([`io::ErrorKind::AlreadyExists`]).
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Names in a directory, sorted; empty where there is none.
    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>>;
    /// Length of a file; `None` where there is none (or it is a directory).
    fn len(&self, path: &Path) -> io::Result<Option<u64>>;
    /// Takes an exclusive lock on a file, released when the guard goes; `None` when another holds it.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Send + Sync>>>;
    /// Bytes that nobody can guess or repeat, for the name of a writer.
    fn entropy(&self) -> io::Result<[u8; 8]>;
    /// The clock beside this disk, for what the vault notes by itself.
    fn now(&self) -> Timestamp;
    /// Whether paths on this disk are files of the system, so that an index can live beside them.
    fn is_real(&self) -> bool {
        false
    }
}

/// The directory a file is in.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
