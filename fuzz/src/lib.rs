//! The bodies of the targets: the same code that the tests of the main package run.

#[path = "../../tests/decoders/bodies/mod.rs"]
pub mod bodies;
