//! A disputed payment, answered from the vault.

use std::collections::HashSet;
use std::fmt::Display;

use super::state::Standings;
use super::{Console, Failure, continuity};
use crate::diagnose::dispute::{self, Dispute, Evidence, Question};
use crate::model::{DeviceId, Entry, EntryKey, Extent};
use crate::text::{Phrase, ops as words};
use crate::vault::VaultError;

/// An entry with when it was last seen.
pub(super) type Seen = (Entry, jiff::Timestamp);

/// Answers from everything the vault has of a device. Archives that do not verify are left out, and the answer says so.
pub fn ask(console: &Console, device: &DeviceId, question: Question) -> Result<Dispute, Failure> {
    let memory = continuity::last_seen(&console.vault, device)?;
    let held: HashSet<EntryKey> =
        memory.iter().flat_map(|saved| &saved.entries).map(|entry| entry.key.clone()).collect();
    let standings = Standings::of_vault(&console.vault)?;
    let (seen, left_out) = everything(console, device)?;
    let evidence = seen.into_iter().map(|(entry, last_seen)| {
        let in_memory = held.contains(&entry.key);
        let remedy = standings.remedy(&entry.key).map(|(_, outcome)| outcome.clone());
        Evidence { entry, last_seen, in_memory, remedy }
    });
    let as_of = memory.first().map(|saved| saved.info.begun);
    let mut answer = dispute::judge(question, evidence.collect(), as_of);
    answer.evidence.extend(left_out);
    if !memory.is_empty() && memory.iter().all(|saved| saved.info.extent == Extent::Last) {
        answer.evidence.push((&words::ONLY_LAST_KNOWN).into());
    }
    Ok(answer)
}

/// Every entry that was ever seen of a device, and a sentence for each archive that had to be left out.
pub(super) fn everything(console: &Console, device: &DeviceId) -> Result<(Vec<Seen>, Vec<Phrase>), VaultError> {
    match console.vault.journal(Some(device)) {
        Ok(known) => {
            let seen = known.into_iter().filter_map(|known| {
                let last_seen = known.seen.iter().map(|seen| seen.at).max()?;
                Some((known.entry, last_seen))
            });
            Ok((seen.collect(), Vec::new()))
        }
        Err(VaultError::Damaged { .. } | VaultError::Newer { .. }) => {
            let (archives, damaged) = continuity::all_readable(&console.vault, device)?;
            let seen = archives.into_iter().flat_map(|archive| {
                let begun = archive.info.begun;
                archive.entries.into_iter().map(move |entry| (entry, begun))
            });
            let left_out = damaged.iter().map(|path| {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                words::ARCHIVE_LEFT_OUT.with([("file", &name as &dyn Display)])
            });
            Ok((seen.collect(), left_out.collect()))
        }
        Err(error) => Err(error),
    }
}
