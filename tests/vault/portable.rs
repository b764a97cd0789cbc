//! Portable files: from one machine's vault to another's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tillwright::vault::disk::{Disk, Fault, MemoryDisk};
use tillwright::vault::ledger::Event;
use tillwright::vault::{Vault, VaultError};

use crate::making::*;

const FILE: &str = "out/visit.twp";

/// A second machine, with other entropy, on a disk that already carries the files of `from`'s export.
fn other_machine(from: &MemoryDisk, path: &str) -> (MemoryDisk, Vault) {
    let disk = MemoryDisk::new();
    disk.set_now(at(100));
    for _ in 0..7 {
        disk.entropy().unwrap();
    }
    disk.create_dir(Path::new("out")).unwrap();
    disk.create_new(Path::new(path), &from.read(Path::new(path)).unwrap()).unwrap();
    let vault = open(&disk).unwrap();
    (disk, vault)
}

fn carry(from: &MemoryDisk, to: &MemoryDisk, path: &str) {
    to.create_new(Path::new(path), &from.read(Path::new(path)).unwrap()).unwrap();
}

fn note(vault: &mut Vault, text: &str) {
    vault.ledger_mut().note(at(3), Event::Upkeep { text: text.into() }).unwrap();
}

fn filled() -> (MemoryDisk, Vault) {
    let (disk, mut vault) = memory();
    let one = device("75001234");
    note(&mut vault, "here");
    pull(&mut vault, &one, 10, &entries(&one, 1..5)).unwrap();
    pull(&mut vault, &one, 20, &entries(&one, 1..9)).unwrap();
    (disk, vault)
}

#[test]
fn another_machine_gets_all_of_it() {
    let (disk, vault) = filled();
    assert_eq!(vault.export(Path::new(FILE), &[], None).unwrap(), 2);
    assert!(matches!(vault.export(Path::new(FILE), &[], None), Err(VaultError::Exists { .. })));

    let (_, mut there) = other_machine(&disk, FILE);
    note(&mut there, "there");
    let done = there.restore(Path::new(FILE), None).unwrap();
    assert_eq!((done.archives.len(), done.present), (2, 0));
    let first = vault.ledger().writer().unwrap().to_owned();
    assert_ne!(there.ledger().writer().unwrap(), first);
    assert_eq!(done.ledgers, std::slice::from_ref(&first));
    assert_eq!(there.journal(None).unwrap(), vault.journal(None).unwrap());
    for info in there.archives().unwrap() {
        there.load(&info.path).unwrap();
    }
    assert!(there.ledger().verify().unwrap().iter().all(|one| one.broken.is_none()));
    assert_eq!(there.ledger().lines().unwrap().iter().filter(|line| line.writer == first).count(), 1);

    let done = there.restore(Path::new(FILE), None).unwrap();
    assert_eq!((done.archives, done.present, done.ledgers), (Vec::new(), 2, Vec::new()));
}

#[test]
fn ledgers_go_to_and_fro_and_grow() {
    let (disk, mut vault) = filled();
    vault.export(Path::new(FILE), &[], None).unwrap();
    let (there_disk, mut there) = other_machine(&disk, FILE);
    there.restore(Path::new(FILE), None).unwrap();
    note(&mut vault, "more");
    vault.export(Path::new("out/2.twp"), &[], None).unwrap();
    carry(&disk, &there_disk, "out/2.twp");
    let done = there.restore(Path::new("out/2.twp"), None).unwrap();
    assert_eq!(done.ledgers.len(), 1);
    assert_eq!(there.ledger().lines().unwrap().len(), 2 + 2);

    let done = there.restore(Path::new(FILE), None).unwrap();
    assert_eq!(done.ledgers, Vec::<String>::new(), "a shorter one takes nothing away");
    assert_eq!(there.ledger().lines().unwrap().len(), 2 + 3);

    there.export(Path::new("out/3.twp"), &[], None).unwrap();
    carry(&there_disk, &disk, "out/3.twp");
    let before = vault.ledger().lines().unwrap();
    let done = vault.restore(Path::new("out/3.twp"), None).unwrap();
    assert_eq!(done.ledgers, [there.ledger().writer().unwrap()]);
    assert!(vault.ledger().lines().unwrap().len() > before.len());
    assert!(vault.ledger().verify().unwrap().iter().all(|one| one.broken.is_none()));
    note(&mut vault, "the own ledger goes on");
}

#[test]
fn a_ledger_that_contradicts_or_runs_ahead_of_its_own_machine_is_refused() {
    let (disk, mut vault) = filled();
    vault.export(Path::new(FILE), &[], None).unwrap();
    let (there_disk, mut there) = other_machine(&disk, FILE);
    there.restore(Path::new(FILE), None).unwrap();
    let (ledger, _) =
        disk.files().into_iter().find(|(path, _)| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    drop(vault);
    // The same machine put back to an empty ledger, and going on in another way.
    disk.damage(&ledger, Vec::clear);
    vault = open(&disk).unwrap();
    let error = vault.restore(Path::new(FILE), None).unwrap_err().to_string();
    assert!(error.contains("longer in it than here"), "{error}");
    note(&mut vault, "another story");
    vault.export(Path::new("out/2.twp"), &[], None).unwrap();
    carry(&disk, &there_disk, "out/2.twp");
    let before = there_disk.files();
    let error = there.restore(Path::new("out/2.twp"), None).unwrap_err().to_string();
    assert!(error.contains("contradict"), "{error}");
    assert_eq!(there_disk.files(), before, "nothing was stored");
}

#[test]
fn every_flipped_bit_and_every_cut_is_found_and_nothing_is_stored() {
    let (disk, mut vault) = memory();
    let one = device("1");
    pull(&mut vault, &one, 10, &entries(&one, 1..3)).unwrap();
    note(&mut vault, "here");
    vault.export(Path::new(FILE), &[], None).unwrap();
    let whole = disk.read(Path::new(FILE)).unwrap();
    let (there_disk, mut there) = other_machine(&disk, FILE);
    let before: Vec<PathBuf> = there_disk.files().into_iter().map(|(path, _)| path).collect();
    for byte in 0..whole.len() {
        for bit in 0..8 {
            there_disk.damage(Path::new(FILE), |content| content[byte] ^= 1 << bit);
            assert!(there.restore(Path::new(FILE), None).is_err(), "bit {bit} of byte {byte}");
            there_disk.damage(Path::new(FILE), |content| content[byte] ^= 1 << bit);
        }
    }
    for len in 0..whole.len() {
        there_disk.damage(Path::new(FILE), |content| content.truncate(len));
        assert!(there.restore(Path::new(FILE), None).is_err(), "cut at {len}");
        there_disk.damage(Path::new(FILE), |content| *content = whole.clone());
    }
    assert_eq!(there_disk.files().into_iter().map(|(path, _)| path).collect::<Vec<_>>(), before);
    there.restore(Path::new(FILE), None).unwrap();
}

#[test]
fn encrypted_it_opens_with_its_passphrase_only() {
    let (disk, vault) = filled();
    assert_eq!(vault.export(Path::new(FILE), &[], Some("correct horse")).unwrap(), 2);
    let bytes = disk.read(Path::new(FILE)).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(!bytes.windows(10).any(|window| window == b"tillwright"));
    let (there_disk, mut there) = other_machine(&disk, FILE);
    for wrong in [None, Some("wrong horse"), Some("")] {
        assert!(matches!(there.restore(Path::new(FILE), wrong), Err(VaultError::Passphrase { .. })), "{wrong:?}");
    }
    there_disk.damage(Path::new(FILE), |content| *content.last_mut().unwrap() ^= 1);
    assert!(matches!(there.restore(Path::new(FILE), Some("correct horse")), Err(VaultError::Damaged { .. })));
    there_disk.damage(Path::new(FILE), |content| *content.last_mut().unwrap() ^= 1);
    assert_eq!(there.restore(Path::new(FILE), Some("correct horse")).unwrap().archives.len(), 2);
}

#[test]
fn one_archive_brings_its_base() {
    let (disk, vault) = filled();
    let delta = vault.archives().unwrap().remove(0);
    assert!(delta.base.is_some());
    assert_eq!(vault.export(Path::new(FILE), std::slice::from_ref(&delta.path), None).unwrap(), 2);
    let (_, mut there) = other_machine(&disk, FILE);
    there.restore(Path::new(FILE), None).unwrap();
    assert_eq!(there.journal(None).unwrap().len(), 8);
    assert!(vault.export(Path::new("out/none.twp"), &["archives/none.twa".into()], None).is_err());
}

#[test]
fn a_damaged_archive_is_not_exported_as_if_it_were_well() {
    let (disk, vault) = filled();
    let info = vault.archives().unwrap().pop().unwrap();
    disk.damage(&info.path, |content| content[80] ^= 1);
    assert!(
        matches!(vault.export(Path::new(FILE), &[], None), Err(VaultError::Damaged { path, .. }) if path == info.path)
    );
    assert_eq!(disk.len(Path::new(FILE)).unwrap(), None);
}

#[test]
fn a_full_disk_at_any_point_leaves_both_vaults_right() {
    let (disk, vault) = filled();
    let before = disk.operations();
    vault.export(Path::new(FILE), &[], None).unwrap();
    let steps = disk.operations() - before;
    for step in 0..steps {
        let (disk, vault) = filled();
        disk.fail_at(disk.operations() + step, Fault::NoSpace);
        let result = vault.export(Path::new(FILE), &[], None);
        disk.heal();
        assert_eq!(result.is_ok(), disk.len(Path::new(FILE)).unwrap().is_some(), "step {step}: {result:?}");
        let _ = result.or_else(|_| vault.export(Path::new(FILE), &[], None)).unwrap();
    }
    for step in 0..40 {
        let (there_disk, mut there) = other_machine(&disk, FILE);
        there_disk.fail_at(there_disk.operations() + step, Fault::NoSpace);
        let failed = there.restore(Path::new(FILE), None).is_err();
        there_disk.heal();
        if failed {
            there.restore(Path::new(FILE), None).unwrap();
        }
        drop(there);
        let there = Vault::read(Arc::new(there_disk) as Arc<dyn Disk>, root()).unwrap();
        assert_eq!(there.journal(None).unwrap(), vault.journal(None).unwrap(), "step {step}");
        assert!(there.ledger().verify().unwrap().iter().all(|one| one.broken.is_none()), "step {step}");
    }
}

/// A journal without the ledger beside it would say that nothing was ever sent for its sales.
#[test]
fn a_restore_that_breaks_off_never_leaves_archives_without_their_ledgers() {
    let (disk, vault) = filled();
    vault.export(Path::new(FILE), &[], None).unwrap();
    let writer = vault.ledger().writer().unwrap();
    let whole = vault.ledger().verify().unwrap().remove(0).head;
    for step in 0..60 {
        let (there_disk, mut there) = other_machine(&disk, FILE);
        there_disk.fail_at(there_disk.operations() + step, Fault::Torn { keep: 3 });
        let _ = there.restore(Path::new(FILE), None);
        drop(there);
        there_disk.heal();
        let there = open(&there_disk).unwrap();
        let came = there.ledger().verify().unwrap().into_iter().any(|one| one.writer == writer && one.head == whole);
        assert!(came || there.archives().unwrap().is_empty(), "step {step}");
    }
}
