//! Ledgers, on a disk in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tillwright::model::Outcome;
use tillwright::vault::Vault;
use tillwright::vault::disk::{Disk, MemoryDisk};
use tillwright::vault::ledger::{Event, Line};

use super::archive::{disk_with, open};
use super::{assemble, look};

/// Name of the writer whose ledger it is.
const WRITER: &str = "bcdfghjk";

/// This machine's own ledger: the file itself and lines that become parts of its chain, mixed.
pub fn ledger(data: &[u8]) {
    let bytes = assemble::ledger(WRITER, data);
    let path = Path::new("vault/ledger").join(format!("{WRITER}.jsonl"));
    let disk = disk_with(&path, &bytes);
    let vault = Vault::read(Arc::new(disk.clone()), Path::new("vault")).unwrap_or_else(|error| panic!("{error}"));
    let lines = vault.ledger().lines().unwrap_or_else(|error| panic!("{error}"));
    let held = verified(&vault);
    assert!(held.0 as usize <= lines.len());
    assert!(held.1 || held.0 as usize == lines.len(), "a chain that holds has every line that can be read");
    texts(&lines);
    let cases = vault.ledger().cases().unwrap_or_else(|error| panic!("{error}"));
    for line in &lines {
        if let Some(Event::Intent(intent)) = &line.event {
            assert!(cases.iter().any(|case| case.intent.id == intent.id), "an intent is never forgotten");
        }
    }
    written(&disk, &path, &bytes, held.0);
}

/// Opened for writing: nothing that holds is lost, what is cut off is kept beside, and a line is added only to a chain that holds.
fn written(disk: &MemoryDisk, path: &Path, bytes: &[u8], held: u64) {
    let made = disk.create_new(Path::new("vault/writer"), format!("{WRITER}\n").as_bytes());
    made.unwrap_or_else(|error| panic!("{error}"));
    let mut vault = open(disk);
    let (lines, broken) = verified(&vault);
    assert!(lines >= held, "what held before holds");
    let now = content(disk, path);
    let cut = disk.files().into_iter().find(|(name, _)| name.to_string_lossy().contains(".torn-"));
    let cut = cut.map(|(_, content)| content).unwrap_or_default();
    let kept = bytes.strip_suffix(&cut[..]).unwrap_or_else(|| panic!("what was cut off is the end of the file"));
    assert!(now.starts_with(kept), "what was not cut off stands as it was");
    let event = Event::Upkeep { text: "one more".to_owned() };
    let noted = vault.ledger_mut().note(disk.now(), event);
    assert_eq!(noted.is_err(), broken, "{noted:?}");
    assert_eq!(verified(&vault), (lines + u64::from(!broken), broken));
    drop(vault);
    assert_eq!(verified(&open(disk)), (lines + u64::from(!broken), broken), "opened again it is the same");
}

fn content(disk: &MemoryDisk, path: &Path) -> Vec<u8> {
    let found: Option<(PathBuf, Vec<u8>)> = disk.files().into_iter().find(|(name, _)| name == path);
    found.map(|(_, content)| content).unwrap_or_default()
}

/// How many lines hold, and whether anything does not.
fn verified(vault: &Vault) -> (u64, bool) {
    let all = vault.ledger().verify().unwrap_or_else(|error| panic!("{error}"));
    let [one] = &all[..] else { panic!("{all:?}") };
    look::plain(one.broken.as_deref().unwrap_or(""));
    (one.lines, one.broken.is_some())
}

/// Texts of a ledger are harmless, whoever wrote it.
fn texts(lines: &[Line]) {
    for line in lines {
        look::plain(&line.hash);
        let Some(event) = &line.event else { continue };
        let texts: Vec<String> = match event {
            Event::Visit { port, consent, .. } => vec![port.clone(), consent.clone()],
            Event::Pulled { archive, .. } => {
                look::plain(archive);
                continue;
            }
            Event::Reprinted { wanted, printed, .. } => vec![wanted.to_string(), printed.clone()],
            Event::Intent(intent) => {
                let plan = &intent.plan;
                look::secret_free(&plan.request);
                let printed = [&plan.reason, &plan.authoriser, &intent.consent.who].map(ToString::to_string);
                [printed.to_vec(), vec![intent.id.to_string(), plan.entry.key.to_string()]].concat()
            }
            Event::Answer { intent, text } => vec![intent.to_string(), text.clone()],
            Event::Outcome { intent, outcome, by, over } => {
                let probe = match outcome {
                    Outcome::Unknown { probe, .. } => probe.clone(),
                    Outcome::Done { .. } | Outcome::NotDone { .. } => String::new(),
                };
                assert!(over.iter().all(|line| line.chars().all(|digit| digit.is_ascii_hexdigit())));
                vec![intent.to_string(), outcome.evidence().to_owned(), probe, by.clone().unwrap_or_default()]
            }
            Event::Upkeep { text } => vec![text.clone()],
        };
        for text in texts {
            text.split('\n').for_each(look::harmless);
        }
    }
}
