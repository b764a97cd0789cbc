//! Outcomes that are unknown: settled by reading, or by a person.

use super::{Console, Failure, Visit};
use crate::device::Watch;
use crate::model::{IntentId, Outcome};
use crate::vault::ledger::Case;

/// A case and what became of it now.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// The case as it was.
    pub case: Case,
    /// How it stands now.
    pub outcome: Outcome,
}

/// Cases of this vault that are still open, of every device.
pub fn open_cases(console: &Console) -> Result<Vec<Case>, Failure> {
    let _ = console;
    todo!()
}

/// Tries to settle every open case of the device at hand, reading only.
pub async fn recover(
    console: &mut Console,
    visit: &mut Visit,
    watch: &mut dyn Watch,
) -> Result<Vec<Recovered>, Failure> {
    let _ = (console, visit, watch);
    todo!()
}

/// A person concludes a case: `done` or not, with evidence. The ledger says that it was a person.
pub fn conclude(console: &mut Console, intent: &IntentId, done: bool, evidence: &str) -> Result<Recovered, Failure> {
    let _ = (console, intent, done, evidence);
    todo!()
}
