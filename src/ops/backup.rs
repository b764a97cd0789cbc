//! Archives: list, verify, export, restore, purge.

use std::path::{Path, PathBuf};

use super::{Console, Failure};
use crate::vault::archive::ArchiveInfo;

/// An archive with the result of reading all of it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The archive.
    pub info: ArchiveInfo,
    /// `None`: every byte verified. Otherwise what does not.
    pub damage: Option<String>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Archives that were new here.
    pub archives: Vec<PathBuf>,
    /// Archives that were here already, byte for byte.
    pub present: usize,
    /// Ledgers of other writers that came along (read-only from now on).
    pub ledgers: Vec<String>,
}

/// Every archive, each read and verified.
pub fn list(console: &Console) -> Result<Vec<Checked>, Failure> {
    let _ = console;
    todo!()
}

/// Writes one portable file with the given archives (all where none is named) and every ledger; encrypted for a
/// passphrase where one is given. Verified by reading it back. An existing file is never overwritten.
pub fn export(
    console: &mut Console,
    to: &Path,
    archives: &[PathBuf],
    passphrase: Option<String>,
) -> Result<usize, Failure> {
    let _ = (console, to, archives, passphrase);
    todo!()
}

/// Takes a portable file in. Nothing that is here is overwritten; what does not verify is refused as a whole.
pub fn restore(console: &mut Console, from: &Path, passphrase: Option<String>) -> Result<Restored, Failure> {
    let _ = (console, from, passphrase);
    todo!()
}
