//! Portable files, taken in by a vault that has something already.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tillwright::vault::disk::{Disk, MemoryDisk};

use super::archive::{disk_with, open, told};
use super::assemble;

/// A ledger that the vault has already; files of the corpora go on with it, stop before its end or contradict it.
const PRESENT: &[u8] = b"+\"event\":\"upkeep\",\"text\":\"one\"\n+\"event\":\"upkeep\",\"text\":\"two\"\n";

/// The file itself, or lines that are made into one. All of it is taken in, or nothing; nothing that was there changes but
/// for lines that other machines' ledgers grow by.
pub fn portable(data: &[u8]) {
    let raw = data.starts_with(b"tillwright portable ") || data.starts_with(b"age-encryption.org/");
    let bytes = if raw { data.to_vec() } else { assemble::portable(data) };
    let disk = disk_with(Path::new("vault/ledger/zzz.jsonl"), &assemble::ledger("zzz", PRESENT));
    let mut vault = open(&disk);
    let from = Path::new("vault/in.twp");
    disk.create_new(from, &bytes).unwrap_or_else(|error| panic!("{error}"));
    let before = others(&disk, vault.ledger().writer());
    let restored = vault.restore(from, None);
    let after = others(&disk, vault.ledger().writer());
    let done = match restored {
        Err(error) => {
            told(&error);
            assert_eq!(after, before, "what is refused leaves nothing: {error}");
            return;
        }
        Ok(done) => done,
    };
    for (path, content) in &before {
        let now = after.get(path).unwrap_or_else(|| panic!("{} is gone", path.display()));
        let grown = path.extension().is_some_and(|name| name == "jsonl") && now.starts_with(content);
        assert!(grown || now == content, "{} has changed", path.display());
    }
    for path in &done.archives {
        vault.load(path).unwrap_or_else(|error| panic!("what was restored reads: {error}"));
    }
    let again = vault.restore(from, None).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((again.archives.len(), again.ledgers.len()), (0, 0), "a second time brings nothing");
    assert_eq!(again.present, done.present + done.archives.len());
}

/// Every file but the own ledger, which notes what was done.
fn others(disk: &MemoryDisk, own: Option<&str>) -> BTreeMap<PathBuf, Vec<u8>> {
    let own = PathBuf::from(format!("vault/ledger/{}.jsonl", own.unwrap_or_default()));
    disk.files().into_iter().filter(|(path, _)| *path != own).collect()
}
