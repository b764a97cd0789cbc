//! A disputed payment, answered from the vault.

use std::collections::HashSet;

use super::{Console, Failure};
use crate::diagnose::dispute::{self, Dispute, Evidence, Question};
use crate::model::{DeviceId, EntryKey};
use crate::vault::ledger::Case;

/// Answers from everything the vault has of a device.
pub fn ask(console: &Console, device: &DeviceId, question: Question) -> Result<Dispute, Failure> {
    let newest = console.vault.newest(device)?;
    let held: HashSet<EntryKey> = match &newest {
        Some(info) => console.vault.load(&info.path)?.entries.into_iter().map(|entry| entry.key).collect(),
        None => HashSet::new(),
    };
    let cases = console.vault.ledger().cases()?;
    let known = console.vault.journal(Some(device))?;
    let evidence = known
        .into_iter()
        .filter_map(|known| {
            let last_seen = known.seen.iter().map(|seen| seen.at).max()?;
            let in_memory = held.contains(&known.entry.key);
            let remedy = newest_outcome(&cases, &known.entry.key);
            Some(Evidence { entry: known.entry, last_seen, in_memory, remedy })
        })
        .collect();
    Ok(dispute::judge(question, evidence, newest.map(|info| info.begun)))
}

/// What the ledger says of remedies for an entry: an open one before a settled one, done before not done.
fn newest_outcome(cases: &[Case], key: &EntryKey) -> Option<crate::model::Outcome> {
    let of_entry: Vec<&Case> = cases.iter().filter(|case| case.intent.plan.entry.key == *key).collect();
    let telling = of_entry
        .iter()
        .rev()
        .find(|case| case.is_open())
        .or_else(|| of_entry.iter().rev().find(|case| matches!(case.outcome, Some(crate::model::Outcome::Done { .. }))))
        .or_else(|| of_entry.last())?;
    Some(telling.outcome.clone().unwrap_or_else(super::recover::nothing_recorded))
}
