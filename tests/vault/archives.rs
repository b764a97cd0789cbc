//! Archives and spools.

use proptest::prelude::*;
use tillwright::model::*;
use tillwright::vault::VaultError;
use tillwright::vault::disk::{Disk, Fault};

use crate::making::*;

#[test]
fn what_was_pulled_comes_back() {
    let (_, mut vault) = memory();
    let one = device("75001234");
    let all = entries(&one, 1..600);
    let info = pull(&mut vault, &one, 10, &all).unwrap();
    assert_eq!((info.entries, info.base.as_deref(), info.partial), (599, None, false));
    let saved = vault.load(&info.path).unwrap();
    assert_eq!(saved.entries, all);
    assert_eq!(saved.info, info);
    assert_eq!(saved.anomalies, oddities());
    assert_eq!(saved.wire.len(), 200);
    assert_eq!(saved.wire[0], wire("0261 sale"));
    assert_eq!(vault.archives().unwrap(), std::slice::from_ref(&info));
    assert_eq!(vault.newest(&one).unwrap(), Some(info));
    assert_eq!(vault.newest(&device("other")).unwrap(), None);
}

#[test]
fn a_longer_journal_is_a_delta_and_a_changed_one_is_full() {
    let (_, mut vault) = memory();
    let one = device("75001234");
    let first = pull(&mut vault, &one, 10, &entries(&one, 1..20)).unwrap();
    let second = pull(&mut vault, &one, 20, &entries(&one, 1..25)).unwrap();
    assert_eq!((second.base.as_deref(), second.entries), (Some(first.hash.as_str()), 24));
    assert_eq!(vault.load(&second.path).unwrap().entries, entries(&one, 1..25));
    assert!(second.size < first.size);

    let mut voided = entries(&one, 1..25);
    voided[3].void = VoidMark::Voided;
    let third = pull(&mut vault, &one, 30, &voided).unwrap();
    assert_eq!(third.base, None, "an observation that changed is kept");
    assert_eq!(vault.load(&third.path).unwrap().entries, voided);
    let fourth = pull(&mut vault, &one, 40, &voided[1..]).unwrap();
    assert_eq!(fourth.base, None, "an entry that vanished");

    let known = vault.journal(Some(&one)).unwrap();
    assert_eq!(known.len(), 24);
    assert_eq!(known[3].entry, voided[3]);
    assert_eq!(
        known[3].seen.iter().map(|seen| seen.void).collect::<Vec<_>>(),
        [VoidMark::NotTold, VoidMark::NotTold, VoidMark::Voided, VoidMark::Voided]
    );
    assert_eq!(known[0].seen.len(), 3);
    assert_eq!(*known[0].seen[1].archive, *second.hash);
}

#[test]
fn deltas_do_not_stand_on_ever_more() {
    let (_, mut vault) = memory();
    let one = device("75001234");
    let infos: Vec<_> =
        (1..40i64).map(|n| pull(&mut vault, &one, n * 10, &entries(&one, 1..3 + n as u32)).unwrap()).collect();
    let fulls = infos.iter().filter(|info| info.base.is_none()).count();
    assert!((2..=4).contains(&fulls), "{fulls}");
    assert_eq!(vault.load(&infos[38].path).unwrap().entries, entries(&one, 1..42));
    assert_eq!(vault.journal(None).unwrap().len(), 41);
}

#[test]
fn an_interrupted_pull_is_gone_on_with() {
    let (_, mut vault) = memory();
    let one = device("75001234");
    let all = entries(&one, 1..10);
    let mut spool = vault.spool(header(None, 1)).unwrap();
    spool.entries(&all[..6]).unwrap();
    drop(spool);
    assert!(vault.archives().unwrap()[0].partial);
    assert_eq!(vault.archives().unwrap()[0].entries, 6);

    let mut spool = vault.spool(header(None, 50)).unwrap();
    assert_eq!(spool.resumed(), &all[..6]);
    let beside = vault.spool(header(None, 51)).unwrap();
    assert!(beside.resumed().is_empty(), "one part is never resumed twice");
    drop(beside);
    spool.entries(&all[6..]).unwrap();
    let info = spool.seal(Some(one.clone()), Extent::Whole, &[]).unwrap();
    assert_eq!((info.device.as_ref(), info.begun), (Some(&one), at(50)));
    assert!(info.path.to_string_lossy().contains("transbank-000000000017-75001234"));
    assert_eq!(vault.load(&info.path).unwrap().entries, all);
}

#[test]
fn a_part_of_another_journal_is_set_aside_not_deleted() {
    let (disk, mut vault) = memory();
    let one = device("75001234");
    let mut spool = vault.spool(header(Some(&one), 1)).unwrap();
    spool.entries(&entries(&one, 1..5)).unwrap();
    drop(spool);
    assert!(vault.spool(header(Some(&device("99")), 2)).unwrap().resumed().is_empty());
    let mut spool = vault.spool(header(Some(&one), 3)).unwrap();
    assert_eq!(spool.resumed().len(), 4);
    spool.restart().unwrap();
    assert!(spool.resumed().is_empty());
    spool.entries(&entries(&one, 50..52)).unwrap();
    let info = spool.seal(None, Extent::Whole, &[]).unwrap();
    assert_eq!(vault.load(&info.path).unwrap().entries, entries(&one, 50..52));
    assert!(disk.files().iter().any(|(path, _)| path.to_string_lossy().ends_with(".part.1.aside")));
}

#[test]
fn a_torn_tail_of_a_part_is_cut_and_damage_before_its_end_is_not() {
    let one = device("75001234");
    let (disk, mut vault) = memory();
    let mut spool = vault.spool(header(Some(&one), 1)).unwrap();
    for batch in entries(&one, 1..10).chunks(3) {
        spool.entries(batch).unwrap();
    }
    drop(spool);
    drop(vault);
    let (part, bytes) =
        disk.files().into_iter().find(|(path, _)| path.extension().is_some_and(|e| e == "part")).unwrap();
    let mut counts = std::collections::BTreeSet::new();
    for cut in 1..bytes.len() {
        disk.damage(&part, |content| *content = bytes[..cut].to_vec());
        let copy = &disk.fork();
        let mut vault = open(copy).unwrap();
        let spool = vault.spool(header(Some(&one), 2)).unwrap();
        let resumed = spool.resumed().to_vec();
        assert_eq!(resumed, entries(&one, 1..1 + resumed.len() as u32), "cut at {cut}");
        counts.insert(resumed.len());
    }
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [0, 3, 6]);

    disk.damage(&part, |content| {
        *content = bytes.clone();
        let middle = content.len() / 2;
        content[middle] ^= 1;
    });
    let mut vault = open(&disk).unwrap();
    assert!(vault.spool(header(Some(&one), 2)).unwrap().resumed().is_empty());
    let aside = disk.files().into_iter().find(|(path, _)| path.to_string_lossy().ends_with(".aside")).unwrap();
    assert_eq!(aside.1.len(), bytes.len());
}

#[test]
fn every_flipped_bit_and_every_cut_of_an_archive_is_found() {
    let (disk, mut vault) = memory();
    let one = device("75001234");
    let info = pull(&mut vault, &one, 10, &entries(&one, 1..4)).unwrap();
    let whole = disk.read(&info.path).unwrap();
    for byte in 0..whole.len() {
        for bit in 0..8 {
            disk.damage(&info.path, |content| content[byte] ^= 1 << bit);
            assert!(vault.load(&info.path).is_err(), "bit {bit} of byte {byte}");
            let _ = vault.archives().unwrap();
            disk.damage(&info.path, |content| content[byte] ^= 1 << bit);
        }
    }
    for len in 0..whole.len() {
        disk.damage(&info.path, |content| *content = whole[..len].to_vec());
        assert!(vault.load(&info.path).is_err(), "cut at {len}");
        assert!(vault.journal(None).is_err());
        let _ = vault.archives().unwrap();
    }
    disk.damage(&info.path, |content| {
        *content = whole.clone();
        content.extend_from_slice(&whole);
    });
    assert!(vault.load(&info.path).is_err(), "twice itself");
    disk.damage(&info.path, |content| *content = whole.clone());
    assert_eq!(vault.load(&info.path).unwrap().entries.len(), 3);
}

#[test]
fn a_base_that_is_gone_or_changed_is_an_error() {
    let (disk, mut vault) = memory();
    let one = device("75001234");
    let base = pull(&mut vault, &one, 10, &entries(&one, 1..5)).unwrap();
    let delta = pull(&mut vault, &one, 20, &entries(&one, 1..8)).unwrap();
    let bytes = disk.read(&base.path).unwrap();
    disk.damage(&base.path, |content| content[60] ^= 4);
    assert!(matches!(vault.load(&delta.path), Err(VaultError::Damaged { path, .. }) if path == base.path));
    disk.damage(&base.path, |content| *content = bytes);
    vault.load(&delta.path).unwrap();
    disk.remove(&base.path).unwrap();
    let error = vault.load(&delta.path).unwrap_err().to_string();
    assert!(error.contains("not here") && error.contains(&base.hash), "{error}");
    let full = pull(&mut vault, &one, 30, &entries(&one, 1..9)).unwrap();
    assert_eq!(full.base, None, "nothing is built on what cannot be read");
}

#[test]
fn a_newer_version_is_named() {
    let (disk, mut vault) = memory();
    let one = device("75001234");
    let info = pull(&mut vault, &one, 10, &entries(&one, 1..5)).unwrap();
    disk.damage(&info.path, |content| content[19] = b'2');
    assert!(matches!(vault.load(&info.path), Err(VaultError::Newer { found: 2, known: 1, .. })));
}

#[test]
fn hostile_lengths_take_no_memory() {
    let (disk, mut vault) = memory();
    let one = device("75001234");
    let info = pull(&mut vault, &one, 10, &entries(&one, 1..5)).unwrap();
    let bytes = disk.read(&info.path).unwrap();
    for at in 21..37 {
        disk.damage(&info.path, |content| content[at] = 0xff);
        assert!(matches!(vault.load(&info.path), Err(VaultError::Damaged { .. })));
        disk.damage(&info.path, |content| *content = bytes.clone());
    }
}

#[test]
fn an_error_in_the_middle_is_tried_again_and_nothing_is_doubled() {
    let one = device("75001234");
    let all = entries(&one, 1..10);
    for fault in [Fault::Io, Fault::NoSpace] {
        let (disk, mut vault) = memory();
        let mut spool = vault.spool(header(Some(&one), 1)).unwrap();
        spool.entries(&all[..3]).unwrap();
        let next = disk.operations();
        disk.fail_at(next, fault);
        spool.entries(&all[3..6]).unwrap_err();
        disk.heal();
        spool.entries(&all[3..6]).unwrap();
        disk.fail_at(disk.operations() + 1, Fault::Io);
        spool.entries(&all[6..]).unwrap_err();
        spool.entries(&all[6..]).unwrap();
        let info = spool.seal(None, Extent::Whole, &[]).unwrap();
        assert_eq!(vault.load(&info.path).unwrap().entries, all, "{fault:?}");
    }
}

#[test]
fn what_a_program_killed_while_sealing_left_is_swept() {
    let (disk, mut vault) = memory();
    let one = device("1");
    let info = pull(&mut vault, &one, 10, &entries(&one, 1..4)).unwrap();
    let left = info.path.with_extension("twa.00ff00ff.new");
    disk.append(&left, b"half of it").unwrap();
    drop(vault);
    let vault = open(&disk).unwrap();
    assert_eq!(disk.len(&left).unwrap(), None);
    assert_eq!(vault.archives().unwrap(), [info]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_entry_comes_back_the_same(all in prop::collection::vec(any_entry(), 0..40), meaning in any::<String>()) {
        let (_, mut vault) = memory();
        let one = device("1");
        let mut spool = vault.spool(header(Some(&one), 1)).unwrap();
        spool.wire(&[wire(&meaning)]).unwrap();
        spool.entries(&all).unwrap();
        let info = spool.seal(None, Extent::Whole, &[]).unwrap();
        prop_assert_eq!(vault.load(&info.path).unwrap().entries, all);
    }

    #[test]
    fn any_bytes_are_refused_without_harm(junk in prop::collection::vec(any::<u8>(), 0..300), keep in 0usize..200) {
        let (disk, mut vault) = memory();
        let one = device("1");
        let info = pull(&mut vault, &one, 10, &entries(&one, 1..4)).unwrap();
        disk.damage(&info.path, |content| { content.truncate(keep); content.extend(junk); });
        prop_assert!(vault.load(&info.path).is_err());
        let _ = vault.archives().unwrap();
    }
}
