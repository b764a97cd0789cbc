//! Archives: list, verify, export, restore, purge.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Class, Console, Failure};
use crate::model::Printable;
use crate::text::{failure as say, ops as words};
use crate::vault::RestoredFiles;
use crate::vault::archive::ArchiveInfo;
use crate::vault::ledger::Event;

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

/// Every archive, each read and verified, newest first. A pull that was never finished is listed with that as its damage.
pub fn list(console: &Console) -> Result<Vec<Checked>, Failure> {
    let check = |info: ArchiveInfo| {
        let damage = match console.vault.load(&info.path) {
            Err(error) => Some(error.to_string()),
            Ok(_) if info.partial => Some(UNFINISHED.to_owned()),
            Ok(_) => None,
        };
        Checked { info, damage }
    };
    Ok(console.vault.archives()?.into_iter().map(check).collect())
}

/// Writes one portable file with the given archives (all where none is named) and every ledger; encrypted for a
/// passphrase where one is given. Verified by reading it back. An existing file is never overwritten, and no folder is made
/// for it. Returns how many
/// archives are in it, those that a named one builds on included.
pub fn export(
    console: &mut Console,
    to: &Path,
    archives: &[PathBuf],
    passphrase: Option<String>,
) -> Result<usize, Failure> {
    folder_there(console, to)?;
    let count = console.vault.export(to, archives, passphrase.as_deref())?;
    let how = if passphrase.is_some() { "encrypted" } else { "not encrypted" };
    let name = to.file_name().map(|name| Printable::new(&name.to_string_lossy(), 200)).unwrap_or_default();
    let event = Event::Upkeep { text: format!("exported {count} archives to {name}, {how}") };
    let now = console.now();
    console
        .vault
        .ledger_mut()
        .note(now, event)
        .map_err(|error| Failure::from(error).without(&say::D_NOT_REMEMBERED).then(&say::N_LEDGER_BEHIND))?;
    Ok(count)
}

/// A folder that is not there was mistyped, or is a stick that is not plugged in: nothing is written in its place.
fn folder_there(console: &Console, to: &Path) -> Result<(), Failure> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !console.vault.disk().is_real() || folder.is_dir() {
        return Ok(());
    }
    let (what, next) = (&words::NO_FOLDER, &words::MAKE_FOLDER);
    Err(Failure::new(Class::Usage, "not_written", what, &say::D_NOTHING_WRITTEN, next).on(folder.display()))
}

/// Takes a portable file in. Nothing that is here is overwritten; what does not verify is refused as a whole. The vault
/// notes it in the ledger.
pub fn restore(console: &mut Console, from: &Path, passphrase: Option<String>) -> Result<Restored, Failure> {
    let RestoredFiles { archives, present, ledgers } = console.vault.restore(from, passphrase.as_deref())?;
    Ok(Restored { archives, present, ledgers })
}

/// Removes archives pulled before `before` and returns them; with `dry_run` it only says which. What a delta needs, and
/// what holds an entry with an open case, stays. The vault notes it in the ledger.
pub fn purge(console: &mut Console, before: Timestamp, dry_run: bool) -> Result<Vec<ArchiveInfo>, Failure> {
    Ok(console.vault.purge(before, dry_run)?)
}

/// Builds the index anew; returns how many entries it holds. The vault notes it in the ledger.
pub fn rebuild(console: &mut Console) -> Result<usize, Failure> {
    Ok(console.vault.rebuild()?)
}

/// What [`list`] tells of a spool that reads well: it is no damage, but no archive either.
pub const UNFINISHED: &str = "the pull was never finished; the next pull of this device goes on with it";
