//! Power cuts and failing disks at every single operation: never a lie, and nothing that was acknowledged is lost.

use std::io::ErrorKind;
use std::path::Path;

use tillwright::vault::disk::{Disk, Fault, MemoryDisk};
use tillwright::vault::{Vault, VaultError};

use crate::life::{Acknowledged, check, disk, go_on, life};
use crate::making::*;

/// All subsets of up to twelve operations.
const ALL: usize = 4096;
/// Few of them, where there are other things to vary.
const FEW: usize = 4;

fn operations() -> usize {
    let disk = disk();
    life(&disk, &mut Acknowledged::default()).unwrap();
    disk.operations()
}

/// What was tried, and how much of it ended in an alarm.
#[derive(Debug, Default)]
struct Tally {
    images: usize,
    alarms: usize,
}

impl Tally {
    /// Opens every image that a power cut now may leave. Every eighth goes on with its work.
    fn cut(&mut self, disk: &MemoryDisk, most: usize, seed: u64, acknowledged: &Acknowledged, when: &str) {
        for (number, image) in disk.crash_images(most, seed).iter().enumerate() {
            let when = format!("{when}, image {number}");
            let (vault, alarm) = check(image, acknowledged, &when);
            self.images += 1;
            self.alarms += usize::from(alarm);
            if !alarm && self.images.is_multiple_of(8) {
                go_on(vault, &mut acknowledged.clone(), &when);
            }
        }
    }
}

#[test]
fn a_power_cut_at_every_operation_of_every_verb() {
    let mut tally = Tally::default();
    for number in 0..operations() {
        for keep in [0, 60, 5_000] {
            let disk = disk();
            disk.fail_at(number, Fault::Torn { keep });
            let mut acknowledged = Acknowledged::default();
            life(&disk, &mut acknowledged).unwrap_err();
            tally.cut(&disk, ALL, number as u64, &acknowledged, &format!("cut at {number} keeping {keep}"));
        }
    }
    println!("{tally:?}");
    assert!(tally.images > 4_000 && tally.alarms * 50 < tally.images, "{tally:?}");
}

/// The process dies first, and what it had begun is not durable. Another one builds on that before the power goes.
#[test]
fn a_power_cut_after_another_process_went_on_from_a_crash() {
    let mut tally = Tally::default();
    for number in 0..operations() {
        let disk = disk();
        disk.fail_at(number, Fault::Torn { keep: 100 });
        let mut acknowledged = Acknowledged::default();
        life(&disk, &mut acknowledged).unwrap_err();
        disk.heal();
        let when = format!("killed at {number}");
        let (vault, alarm) = check(&disk, &acknowledged, &when);
        assert!(!alarm, "{when}");
        go_on(vault, &mut acknowledged, &when);
        tally.cut(&disk, 16, number as u64, &acknowledged, &format!("{when}, gone on, cut"));
    }
    println!("{tally:?}");
    assert!(tally.images > 1_000, "{tally:?}");
}

#[test]
fn a_disk_that_fails_at_every_operation() {
    let (mut failures, mut tally) = (0, Tally::default());
    let operations = operations();
    let refused = [Fault::Refused(ErrorKind::ReadOnlyFilesystem), Fault::Refused(ErrorKind::PermissionDenied)];
    for number in 0..operations {
        for fault in [[Fault::Io, Fault::NoSpace][number % 2], refused[number / 2 % 2]] {
            let disk = disk();
            disk.fail_at(number, fault);
            let mut acknowledged = Acknowledged::default();
            failures += usize::from(life(&disk, &mut acknowledged).is_err());
            let when = format!("{fault:?} at {number}");
            tally.cut(&disk, FEW, number as u64, &acknowledged, &format!("{when}, then a power cut"));
            disk.heal();
            let (vault, alarm) = check(&disk, &acknowledged, &when);
            assert!(!alarm, "{when}");
            go_on(vault, &mut acknowledged, &when);
            tally.cut(&disk, FEW, number as u64, &acknowledged, &format!("{when}, gone on, then a power cut"));
        }
    }
    println!("{tally:?}, {failures} failures");
    assert!(failures > operations, "most operations matter: {failures} of {}", 2 * operations);
}

fn intend(disk: &MemoryDisk) -> Result<Vault, VaultError> {
    let mut vault = open(disk)?;
    let (plan, consent, pre_state) = plan(&entry(&device("1"), 3), "00");
    vault.ledger_mut().intend(at(1), plan, consent, pre_state)?;
    Ok(vault)
}

/// An intent that was never durable was never sent: its torn line goes, its whole line counts, and a second intent follows.
#[test]
fn an_intent_torn_at_every_length() {
    let whole = disk();
    drop(open(&whole).unwrap());
    let before = whole.fork();
    drop(intend(&whole).unwrap());
    let is_intent = |line: &&String| line.starts_with("append vault/ledger/");
    let journal = whole.journal();
    let length: usize =
        journal.iter().rev().find(is_intent).and_then(|line| line.rsplit(' ').next()).unwrap().parse().unwrap();
    assert!(length > 1000, "{journal:?}");
    let operation = {
        let disk = before.fork();
        drop(open(&disk).unwrap());
        disk.operations()
    };
    for keep in 0..=length {
        let disk = before.fork();
        disk.fail_at(operation, Fault::Torn { keep });
        assert!(intend(&disk).is_err());
        disk.heal();
        let vault = open(&disk).unwrap();
        let verified = vault.ledger().verify().unwrap();
        assert!(verified.iter().all(|one| one.broken.is_none()), "{keep}: {verified:?}");
        // A whole line that lacks its newline only is a whole line.
        assert_eq!(vault.ledger().cases().unwrap().len(), usize::from(keep + 1 >= length), "{keep}");
        let aside = disk.files().iter().filter(|(path, _)| path.to_string_lossy().contains("torn-")).count();
        assert_eq!(aside, usize::from(keep > 0 && keep + 1 < length), "{keep}: a torn end is kept aside");
        drop(vault);
        assert_eq!(intend(&disk).unwrap().ledger().cases().unwrap().len(), 1 + usize::from(keep + 1 >= length));
    }
}

#[test]
fn whatever_a_power_cut_leaves_after_all_work_is_right() {
    let disk = disk();
    let mut acknowledged = Acknowledged::default();
    life(&disk, &mut acknowledged).unwrap();
    let mut tally = Tally::default();
    tally.cut(&disk, ALL, 7, &acknowledged, "after all work");
    assert!(tally.images > 1);
}

/// A pull that was killed anywhere is resumed: what it left counts as kept from then on, and so does each batch behind it.
#[test]
fn what_a_resumed_pull_counts_as_kept_outlives_a_power_cut() {
    let one = device("1");
    let all = entries(&one, 1..9);
    let first = |disk: &MemoryDisk| -> Result<(), VaultError> {
        let mut vault = open(disk)?;
        let mut spool = vault.spool(header(Some(&one), 10))?;
        all.chunks(3).try_for_each(|batch| spool.entries(batch))
    };
    let operations = {
        let disk = MemoryDisk::new();
        first(&disk).unwrap();
        disk.operations()
    };
    let mut images = 0;
    for number in 0..operations {
        let disk = MemoryDisk::new();
        disk.fail_at(number, Fault::Torn { keep: 5_000 });
        assert!(first(&disk).is_err());
        disk.heal();
        let mut vault = open(&disk).unwrap();
        let mut spool = vault.spool(header(Some(&one), 11)).unwrap();
        let mut kept = spool.resumed().len();
        for more in [0, 1, 2] {
            spool.entries(&all[kept..(kept + more).min(all.len())]).unwrap();
            kept = (kept + more).min(all.len());
            for image in disk.crash_images(ALL, number as u64) {
                let vault = open(&image).unwrap();
                let there = vault.archives().unwrap().iter().map(|info| info.entries).max();
                assert!(there.unwrap_or(0) >= kept, "killed at {number}: {there:?} of {kept}");
                images += 1;
            }
        }
    }
    assert!(images > 100, "{images}");
}

/// The lines of another laptop's ledger come in its order: none stands behind one that the power took.
#[test]
fn a_restore_that_the_power_cuts_short_leaves_no_line_behind_a_hole() {
    let elsewhere = MemoryDisk::new();
    (0..100).for_each(|_| assert!(elsewhere.entropy().is_ok())); // another name
    let mut other = open(&elsewhere).unwrap();
    let disk = MemoryDisk::new();
    for (name, numbers) in [("first.twp", 1..2), ("later.twp", 2..6)] {
        for number in numbers {
            let (plan, consent, pre_state) = plan(&entry(&device("1"), number), "00");
            other.ledger_mut().intend(at(1), plan, consent, pre_state).unwrap();
        }
        other.export(Path::new(name), &[], None).unwrap();
        disk.create_new(Path::new(name), &elsewhere.read(Path::new(name)).unwrap()).unwrap();
    }
    let restored = |disk: &MemoryDisk, name| open(disk).and_then(|mut vault| vault.restore(Path::new(name), None));
    restored(&disk, "first.twp").unwrap();
    let disk = disk.fork();
    let operations = {
        let disk = disk.fork();
        restored(&disk, "later.twp").unwrap();
        disk.operations()
    };
    let (mut images, mut torn) = (0, 0);
    for number in 0..operations {
        let disk = disk.fork();
        disk.fail_at(number, Fault::Torn { keep: 100_000 });
        restored(&disk, "later.twp").unwrap_err();
        for image in (0..40).flat_map(|seed| disk.crash_images(ALL, seed)) {
            let vault = open(&image).unwrap();
            let (lines, chains) = (vault.ledger().lines().unwrap(), vault.ledger().verify().unwrap());
            drop(vault);
            for chain in chains {
                let readable = lines.iter().filter(|line| line.writer == chain.writer).count() as u64;
                // One that can be read and does not verify is the last.
                assert!(readable <= chain.lines + 1, "cut at {number}: {readable} lines, {chain:?}");
                if chain.broken.is_some_and(|why| why.contains("ends in a torn line")) {
                    restored(&image, "later.twp").unwrap_or_else(|error| panic!("cut at {number}: {error}"));
                    torn += 1;
                }
            }
            images += 1;
        }
    }
    assert!(images > 1_000 && torn > 50, "{images} images, {torn} torn");
}
