//! Power cuts and failing disks at every single operation: never a lie, and nothing that was acknowledged is lost.

use tillwright::model::*;
use tillwright::vault::disk::{Fault, MemoryDisk};
use tillwright::vault::ledger::Event;
use tillwright::vault::{Vault, VaultError};

use crate::making::*;

/// What the vault said was done.
#[derive(Default, Debug)]
struct Acknowledged {
    entries: usize,
    sealed: Option<std::path::PathBuf>,
    notes: Vec<String>,
    intents: Vec<IntentId>,
}

const ALL: u32 = 8;

fn script(disk: &MemoryDisk, acknowledged: &mut Acknowledged) -> Result<(), VaultError> {
    let one = device("75001234");
    let all = entries(&one, 1..1 + ALL);
    let mut vault = open(disk)?;
    let text = "begun".to_owned();
    vault.ledger_mut().note(at(1), Event::Upkeep { text: text.clone() })?;
    acknowledged.notes.push(text);
    let mut spool = vault.spool(header(None, 10))?;
    for batch in all.chunks(3) {
        spool.wire(&[wire("0261 sale")])?;
        spool.entries(batch)?;
        acknowledged.entries += batch.len();
    }
    let info = spool.seal(Some(one), Extent::Whole, &[])?;
    acknowledged.sealed = Some(info.path.clone());
    let (plan, consent, pre_state) = plan(&all[2], &info.hash);
    let intent = vault.ledger_mut().intend(at(20), plan, consent, pre_state)?;
    acknowledged.intents.push(intent.get().id.clone());
    let text = "ended".to_owned();
    vault.ledger_mut().note(at(30), Event::Upkeep { text: text.clone() })?;
    acknowledged.notes.push(text);
    Ok(())
}

fn check(disk: &MemoryDisk, acknowledged: &Acknowledged, when: &str) {
    let one = device("75001234");
    let all = entries(&one, 1..1 + ALL);
    let mut vault = open(disk).unwrap_or_else(|error| panic!("{when}: {error}"));
    let lines = vault.ledger().lines().unwrap();
    for wanted in &acknowledged.notes {
        let has = |line: &&tillwright::vault::ledger::Line| line.event == Some(Event::Upkeep { text: wanted.clone() });
        assert_eq!(lines.iter().filter(has).count(), 1, "{when}: note {wanted}");
    }
    let cases = vault.ledger().cases().unwrap();
    for id in &acknowledged.intents {
        assert!(cases.iter().any(|case| case.intent.id == *id && case.is_open()), "{when}: intent {id}");
    }
    assert!(vault.ledger().verify().unwrap().iter().all(|one| one.broken.is_none()), "{when}");
    if let Some(path) = &acknowledged.sealed {
        assert_eq!(vault.load(path).unwrap().entries, all, "{when}");
    }
    let known = vault.journal(None).unwrap_or_else(|error| panic!("{when}: {error}"));
    assert!(known.is_empty() || known.len() == all.len(), "{when}: a sealed archive is whole");
    let again = vault.spool(header(None, 40)).unwrap();
    let resumed = again.resumed().to_vec();
    assert!(all.starts_with(&resumed), "{when}");
    assert!(!known.is_empty() || resumed.len() >= acknowledged.entries, "{when}: {} resumed", resumed.len());
    drop(again);
    finish(&mut vault, &one, &all, when);
}

fn finish(vault: &mut Vault, one: &DeviceId, all: &[Entry], when: &str) {
    let mut spool = vault.spool(header(None, 50)).unwrap();
    let have = spool.resumed().len();
    spool.entries(&all[have..]).unwrap();
    let info = spool.seal(Some(one.clone()), Extent::Whole, &[]).unwrap();
    assert_eq!(vault.load(&info.path).unwrap().entries, all, "{when}");
    assert!(vault.archives().unwrap().iter().all(|info| !info.partial), "{when}: no spool is left over");
    vault.ledger_mut().note(at(60), Event::Upkeep { text: "after".into() }).unwrap();
}

fn operations() -> usize {
    let disk = MemoryDisk::new();
    script(&disk, &mut Acknowledged::default()).unwrap();
    disk.operations()
}

#[test]
fn a_power_cut_at_every_operation() {
    for number in 0..operations() {
        for keep in [0, 7, 60, 5_000] {
            let disk = MemoryDisk::new();
            disk.fail_at(number, Fault::Torn { keep });
            let mut acknowledged = Acknowledged::default();
            script(&disk, &mut acknowledged).unwrap_err();
            for (image, disk) in disk.crash_images(8, number as u64).iter().enumerate() {
                check(disk, &acknowledged, &format!("cut at {number} keeping {keep}, image {image}"));
            }
        }
    }
}

#[test]
fn a_disk_that_fails_at_every_operation() {
    let mut failures = 0;
    for number in 0..operations() {
        for fault in [Fault::Io, Fault::NoSpace] {
            let disk = MemoryDisk::new();
            disk.fail_at(number, fault);
            let mut acknowledged = Acknowledged::default();
            failures += usize::from(script(&disk, &mut acknowledged).is_err());
            for (image, disk) in disk.crash_images(4, number as u64).iter().enumerate() {
                check(disk, &acknowledged, &format!("{fault:?} at {number}, then a power cut, image {image}"));
            }
            disk.heal();
            check(&disk, &acknowledged, &format!("{fault:?} at {number}"));
        }
    }
    assert!(failures > operations(), "most operations matter: {failures}");
}

#[test]
fn whatever_a_power_cut_leaves_after_a_whole_visit_is_right() {
    let disk = MemoryDisk::new();
    let mut acknowledged = Acknowledged::default();
    script(&disk, &mut acknowledged).unwrap();
    let images = disk.crash_images(64, 7);
    assert!(images.len() > 1);
    for (number, image) in images.iter().enumerate() {
        check(image, &acknowledged, &format!("image {number}"));
    }
}
