//! What faces look at: the shelves of the vault, the ledger, receipts and sheets, and the names of the types in them,
//! so that a face need not know the rooms below.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{Console, Failure};
use crate::diagnose::sheet;
use crate::model::{DeviceId, Entry};
use crate::receipt;
use crate::text::Lang;

pub use crate::device::{Progress, PullCost, Reprinted, Watch};
pub use crate::diagnose::dispute::{Candidate, Dispute, Evidence, Question, Verdict};
pub use crate::link::{Fingerprint, PortSpec};
pub use crate::vault::archive::ArchiveInfo;
pub use crate::vault::ledger::{Case, Event, Line, Verified};
pub use crate::vault::{Known, Observation};

/// What the vault has of one device, or of all.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Entries, oldest first.
    pub known: Vec<Known>,
    /// Archives of every device, newest first, headers only.
    pub archives: Vec<ArchiveInfo>,
    /// Every intent with what became of it, oldest first.
    pub cases: Vec<Case>,
}

/// The ledger with the state of its chains.
#[derive(Clone, Debug, Default)]
pub struct LedgerView {
    /// Lines in order.
    pub lines: Vec<Line>,
    /// The chains.
    pub chains: Vec<Verified>,
}

/// What the vault has of `device`, or of all devices.
pub fn shelf(console: &Console, device: Option<&DeviceId>) -> Result<Shelf, Failure> {
    let vault = &console.vault;
    Ok(Shelf { known: vault.journal(device)?, archives: vault.archives()?, cases: vault.ledger().cases()? })
}

/// The ledger, every chain checked.
pub fn ledger(console: &Console) -> Result<LedgerView, Failure> {
    let ledger = console.vault.ledger();
    Ok(LedgerView { lines: ledger.lines()?, chains: ledger.verify()? })
}

/// The receipt of an entry as plain text, marked as a copy; lines of at most [`receipt::WIDTH`] cells.
pub fn receipt_text(entry: &Entry, made: Timestamp, lang: Lang) -> String {
    receipt::to_text(&receipt::compose(entry, made, lang))
}

/// The case sheet of a dispute.
pub fn case_sheet(dispute: &Dispute, device: Option<&DeviceId>, made: Timestamp, who: &str, lang: Lang) -> String {
    sheet::case_sheet(dispute, device, made, who, lang)
}

/// Saves a case sheet under `sheets/` of the vault, named by the time; an existing one is never overwritten.
pub fn save_sheet(console: &Console, text: &str) -> Result<PathBuf, Failure> {
    let folder = console.vault.root().join("sheets");
    let path = folder.join(format!("case-{}.txt", console.now().strftime("%Y%m%dT%H%M%SZ")));
    let disk = console.vault.disk();
    let save = || -> std::io::Result<()> {
        disk.create_dir(&folder)?;
        disk.create_new(&path, text.as_bytes())?;
        disk.sync(&path)?;
        disk.sync_dir(&folder)
    };
    save().map_err(|source| crate::vault::VaultError::Io { path: path.clone(), source })?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use crate::device::capabilities;
    use crate::model::Family;
    use crate::text::device;

    #[test]
    fn every_capability_has_words_in_every_language() {
        for family in Family::ALL {
            for capability in capabilities(*family) {
                assert!(device::capability(capability.name).is_some(), "{}", capability.name);
            }
        }
    }
}
