//! One file a screen: its state, its keys, its picture.

pub mod backups;
pub mod devices;
pub mod dispute;
pub mod help;
pub mod journal;
pub mod ledger;
pub mod overview;
pub mod receipt;
pub mod remedy;
pub mod wire;
