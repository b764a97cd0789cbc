//! Purging old archives.

use tillwright::model::*;
use tillwright::vault::disk::Fault;
use tillwright::vault::ledger::Event;

use crate::making::*;

#[test]
fn old_archives_go_and_leave_tombstones() {
    let (_, mut vault) = memory();
    let (one, two) = (device("1"), device("2"));
    let old = pull(&mut vault, &one, 10, &entries(&one, 1..5)).unwrap();
    let base = pull(&mut vault, &two, 20, &entries(&two, 1..5)).unwrap();
    let delta = pull(&mut vault, &two, 90, &entries(&two, 1..7)).unwrap();
    assert_eq!(vault.purge(at(50), true).unwrap(), std::slice::from_ref(&old));
    assert_eq!(vault.archives().unwrap().len(), 3, "a dry run removes nothing");
    assert_eq!(vault.purge(at(50), false).unwrap(), std::slice::from_ref(&old));
    assert_eq!(vault.archives().unwrap(), [delta.clone(), base.clone()], "a base that is needed stays");
    let stones = vault.tombstones().unwrap();
    assert_eq!(stones.len(), 1);
    assert_eq!((stones[0].hash.as_str(), stones[0].entries), (old.hash.as_str(), 4));
    assert_eq!(stones[0].device.as_deref(), Some("transbank:000000000017:1"));
    assert_eq!(Some(stones[0].by.as_str()), vault.ledger().writer());
    assert_eq!(vault.load(&delta.path).unwrap().entries.len(), 6);

    assert_eq!(vault.purge(at(91), false).unwrap(), [delta, base], "a delta goes before its base");
    assert!(vault.journal(None).unwrap().is_empty());
    assert_eq!(vault.tombstones().unwrap().len(), 3);
    assert_eq!(vault.purge(at(91), false).unwrap(), []);
}

#[test]
fn what_an_open_intent_speaks_of_stays() {
    let (disk, mut vault) = memory();
    let one = device("1");
    let old = pull(&mut vault, &one, 10, &entries(&one, 1..5)).unwrap();
    let (plan, consent, pre_state) = plan(&entry(&one, 2), "another archive");
    let id = vault.ledger_mut().intend(at(20), plan, consent, pre_state).unwrap().get().id.clone();
    assert_eq!(vault.purge(at(50), false).unwrap(), []);
    let damaged = pull(&mut vault, &one, 30, &entries(&one, 2..5)).unwrap();
    disk.damage(&damaged.path, |content| content[70] ^= 1);
    let outcome = Outcome::NotDone { evidence: "05".into() };
    vault.ledger_mut().note(at(40), Event::Outcome { intent: id, outcome, by: None, over: Vec::new() }).unwrap();
    assert_eq!(vault.purge(at(50), false).unwrap(), [old], "and so does what cannot be read");
    assert_eq!(vault.archives().unwrap().len(), 1);
}

#[test]
fn spools_that_were_given_up_go_too() {
    let (disk, mut vault) = memory();
    let one = device("1");
    let mut spool = vault.spool(header(Some(&one), 1)).unwrap();
    spool.entries(&entries(&one, 1..4)).unwrap();
    spool.restart().unwrap();
    drop(spool);
    assert_eq!(vault.purge(at(2), true).unwrap().len(), 2);
    let active = vault.spool(header(Some(&one), 2)).unwrap();
    assert_eq!(vault.purge(at(2), false).unwrap().len(), 1, "the one in use stays");
    drop(active);
    assert_eq!(vault.purge(at(2), false).unwrap().len(), 1);
    let left = |path: &std::path::Path| path.to_string_lossy().contains(".part");
    assert!(!disk.files().iter().any(|(path, _)| left(path)));
}

#[test]
fn interrupted_anywhere_no_delta_loses_its_base() {
    let one = device("1");
    for step in 0..12 {
        let (disk, mut vault) = memory();
        for second in 1..4i64 {
            pull(&mut vault, &one, second, &entries(&one, 1..4 + second as u32)).unwrap();
        }
        disk.fail_at(disk.operations() + step, Fault::Torn { keep: 9 });
        let done = vault.purge(at(50), false).is_ok();
        drop(vault);
        for image in disk.crash_images(1, 0) {
            let mut vault = open(&image).unwrap();
            let left = vault.archives().unwrap();
            let stones = vault.tombstones().unwrap();
            assert!(left.len() == 3 || stones.len() == 3, "step {step}: nothing goes without its tombstone");
            assert!(!done || stones.len() == 3);
            vault.purge(at(50), false).unwrap();
        }
        disk.heal();
        let mut vault = open(&disk).unwrap();
        vault.journal(None).unwrap();
        vault.purge(at(50), false).unwrap();
        assert!(vault.archives().unwrap().is_empty());
    }
}
