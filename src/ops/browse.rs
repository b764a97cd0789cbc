//! What faces look at: the shelves of the vault, the ledger, receipts and sheets, and the names of the types in them,
//! so that a face need not know the rooms below.

use std::fmt::Display;
use std::path::PathBuf;

use jiff::Timestamp;

use super::{Console, Failure};
use crate::diagnose::reconcile as rules;
use crate::diagnose::sheet;
use crate::model::{DeviceId, Entry, Stands};
use crate::receipt;
use crate::text::{Lang, Phrase, Text, money, terms, tui as t};

pub use crate::device::{Findings, Inquiry, Progress, Reprinted, Watch, reprints_last_only};
pub use crate::diagnose::bill::Preview;
pub use crate::diagnose::dispute::{Around, Candidate, Dispute, Evidence, Question, Verdict, VoidKnown};
pub use crate::diagnose::finding::{Finding, FindingId, Severity};
pub use crate::diagnose::matching::{Difference, Key};
pub use crate::diagnose::sheet::{CaseSheet, to_html, to_text};
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
/// `stands`: as [`Standings::of`](super::state::Standings::of) tells it.
pub fn receipt_text(entry: &Entry, stands: &Stands, made: Timestamp, lang: Lang) -> String {
    receipt::to_text(&receipt::compose(entry, stands, made, lang))
}

/// The case sheet of a dispute.
pub fn case_sheet(dispute: &Dispute, device: Option<&DeviceId>, made: Timestamp, who: &str, lang: Lang) -> CaseSheet {
    sheet::case_sheet(dispute, device, made, who, lang)
}

/// Saves a case sheet under `sheets/` of the vault, as text and as a document beside it, named by the time; an existing one is
/// never overwritten. Returns the text's path.
pub fn save_sheet(console: &Console, sheet: &CaseSheet) -> Result<PathBuf, Failure> {
    let folder = console.vault.root().join("sheets");
    let path = folder.join(format!("case-{}.txt", console.now().strftime("%Y%m%dT%H%M%SZ")));
    let disk = console.vault.disk();
    let save = || -> std::io::Result<()> {
        disk.create_dir(&folder)?;
        let document = path.with_extension("html");
        for (path, content) in [(&path, to_text(sheet)), (&document, to_html(sheet))] {
            disk.create_new(path, content.as_bytes())?;
            disk.sync(path)?;
        }
        disk.sync_dir(&folder)
    };
    save().map_err(|source| crate::vault::VaultError::Io { path: path.clone(), source })?;
    Ok(path)
}

/// The words for a key.
pub fn key_words(key: Key) -> &'static Text {
    rules::key(key)
}

/// What a pair tells differently, as a sentence.
pub fn difference(one: &Difference) -> Phrase {
    rules::difference(one)
}

/// Stable token of what a line of the ledger is; `unknown` for one of a newer version.
pub fn kind(line: &Line) -> &'static str {
    match &line.event {
        None => "unknown",
        Some(Event::Visit { .. }) => "visit",
        Some(Event::Pulled { .. }) => "pulled",
        Some(Event::Reprinted { .. }) => "reprinted",
        Some(Event::Intent(_)) => "intent",
        Some(Event::Answer { .. }) => "answer",
        Some(Event::Outcome { .. }) => "outcome",
        Some(Event::Upkeep { .. }) => "upkeep",
    }
}

/// What a line of the ledger says.
pub fn describe(line: &Line) -> Phrase {
    let Some(event) = &line.event else { return t::E_NEWER.plain() };
    let named = |device: &Option<DeviceId>| device.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let short = |hash: &str| hash.get(..16).unwrap_or(hash).to_owned();
    match event {
        Event::Visit { port, device, consent } => {
            t::E_VISIT.with([("port", port as &dyn Display), ("device", &named(device)), ("consent", consent)])
        }
        Event::Pulled { device, archive, entries } => t::E_PULLED.with([
            ("device", &named(device) as &dyn Display),
            ("entries", entries),
            ("archive", &short(archive)),
        ]),
        Event::Reprinted { wanted, printed, .. } => {
            t::E_REPRINTED.with([("wanted", wanted as &dyn Display), ("printed", printed)])
        }
        Event::Intent(intent) => {
            let plan = &intent.plan;
            t::E_INTENT
                .with([
                    ("intent", &intent.id as &dyn Display),
                    ("number", &plan.entry.number),
                    ("reason", &plan.reason),
                    ("authoriser", &plan.authoriser),
                ])
                .each("amount", |lang| money(&plan.entry.amount, lang))
        }
        Event::Answer { intent, text } => t::E_ANSWER.with([("intent", intent as &dyn Display), ("text", text)]),
        Event::Outcome { intent, outcome, by, .. } => {
            let by = by.as_ref().map_or_else(String::new, |by| format!(" ({by})"));
            t::E_OUTCOME
                .with([("intent", intent as &dyn Display), ("evidence", &outcome.evidence())])
                .each("outcome", |lang| format!("{}{by}", terms::outcome(outcome).get(lang)))
        }
        Event::Upkeep { text } => t::E_UPKEEP.with([("text", text as &dyn Display)]),
    }
}

#[cfg(test)]
mod tests {
    use crate::device::{Device, Terms, capabilities};
    use crate::link::memory::pair;
    use crate::model::Family;
    use crate::text::device;

    #[test]
    fn every_capability_has_words_in_every_language() {
        for family in Family::ALL {
            for capability in capabilities(*family) {
                assert!(device::capability(*family, capability.name).is_some(), "{}", capability.name);
            }
            let (stream, _) = pair();
            for step in Device::new(*family, Box::new(stream), Terms::default()).pull_steps() {
                assert!(device::step(step.what).is_some(), "{}", step.what);
            }
        }
    }
}
