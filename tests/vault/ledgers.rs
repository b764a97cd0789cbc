//! The ledger.

use std::sync::Arc;

use tillwright::model::*;
use tillwright::vault::archive::Header;
use tillwright::vault::disk::{Disk, Fault, MemoryDisk, RealDisk};
use tillwright::vault::ledger::Event;
use tillwright::vault::{Vault, VaultError};

use crate::making::*;

fn note(vault: &mut Vault, text: &str) -> Result<(), VaultError> {
    vault.ledger_mut().note(at(3), Event::Upkeep { text: text.into() })
}

fn ledger_file(disk: &MemoryDisk) -> (std::path::PathBuf, Vec<u8>) {
    disk.files().into_iter().find(|(path, _)| path.extension().is_some_and(|end| end == "jsonl")).unwrap()
}

fn texts(vault: &Vault) -> Vec<String> {
    let lines = vault.ledger().lines().unwrap();
    lines
        .into_iter()
        .filter_map(|line| match line.event {
            Some(Event::Upkeep { text }) => Some(text),
            _ => None,
        })
        .collect()
}

#[test]
fn an_intent_is_durable_open_and_comes_back_the_same() {
    let (disk, mut vault) = memory();
    let (one, archive) = (device("75001234"), "ab".repeat(32));
    let (plan, consent, pre_state) = plan(&entry(&one, 12), &archive);
    let durable = vault.ledger_mut().intend(at(7), plan.clone(), consent, pre_state).unwrap();
    let intent = durable.get().clone();
    assert_eq!(intent.id.0, format!("{}-1", vault.ledger().writer().unwrap()));
    drop(vault);
    for image in disk.crash_images(8, 1) {
        let vault = Vault::read(Arc::new(image) as Arc<dyn Disk>, root()).unwrap();
        let cases = vault.ledger().cases().unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].intent, intent);
        assert_eq!(cases[0].intent.plan.hash(), intent.consent.plan_hash);
        assert!(cases[0].is_open() && cases[0].outcome.is_none());
    }
    let mut vault = open(&disk).unwrap();
    assert!(vault.ledger().cases().unwrap()[0].own);
    for (outcome, is_open) in [
        (Outcome::Unknown { evidence: "no answer".into(), probe: "read the list".into() }, true),
        (Outcome::Done { evidence: "line 1\nline 2".into() }, false),
    ] {
        let event = Event::Outcome {
            intent: intent.id.clone(),
            outcome: outcome.clone(),
            by: Some("Ana".into()),
            over: Vec::new(),
        };
        vault.ledger_mut().note(at(9), event).unwrap();
        let case = vault.ledger().cases().unwrap().remove(0);
        assert_eq!((case.is_open(), case.outcome), (is_open, Some(outcome)));
    }
    assert_eq!(vault.ledger().verify().unwrap()[0].broken, None);
}

#[test]
fn every_event_comes_back_the_same() {
    let (_, mut vault) = memory();
    let one = device("75001234");
    let events = [
        Event::Visit { port: "/dev/ttyUSB0".into(), device: Some(one.clone()), consent: String::new() },
        Event::Visit { port: "COM3".into(), device: None, consent: "transbank".into() },
        Event::Pulled { device: Some(one.clone()), archive: "12".repeat(32), entries: 999 },
        Event::Reprinted { device: Some(one.clone()), wanted: entry(&one, 4).key, printed: "the wanted one".into() },
        Event::Answer { intent: IntentId("bcd-1".into()), text: "00 approved".into() },
        Event::Outcome {
            intent: IntentId("bcd-1".into()),
            outcome: Outcome::NotDone { evidence: "05".into() },
            by: None,
            over: vec!["ab".repeat(32)],
        },
        Event::Upkeep { text: "rebuilt".into() },
    ];
    for event in &events {
        vault.ledger_mut().note(at(1), event.clone()).unwrap();
    }
    let lines = vault.ledger().lines().unwrap();
    assert_eq!(lines.iter().map(|line| line.event.clone().unwrap()).collect::<Vec<_>>(), events);
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), (1..=7).collect::<Vec<_>>());
}

#[test]
fn card_numbers_in_any_text_are_masked_before_the_disk() {
    let (disk, mut vault) = memory();
    let one = device("1");
    let canary = || "track ;4111111111111234=25121010000012345678? \u{1b}[2J".to_owned();
    let id = IntentId("bcd-1".into());
    for event in [
        Event::Visit { port: canary(), device: None, consent: canary() },
        Event::Reprinted { device: None, wanted: entry(&one, 1).key, printed: canary() },
        Event::Answer { intent: id.clone(), text: canary() },
        Event::Outcome {
            intent: id,
            outcome: Outcome::Unknown { evidence: canary(), probe: canary() },
            by: Some(canary()),
            over: vec![canary()],
        },
        Event::Upkeep { text: canary() },
    ] {
        vault.ledger_mut().note(at(1), event).unwrap();
    }
    let mut spool = vault.spool(Header { port: canary(), ..header(None, 1) }).unwrap();
    spool.wire(&[wire(&canary())]).unwrap();
    spool.entries(&entries(&one, 1..4)).unwrap();
    let why = canary();
    let info = spool.seal(Some(one), Extent::Whole, &[Anomaly::Unreadable { position: 1, why }]).unwrap();
    let saved = format!("{:?}", vault.load(&info.path).unwrap());
    for (path, bytes) in disk.files() {
        let text = format!("{} {} {saved}", path.display(), String::from_utf8_lossy(&bytes));
        assert!(!text.contains("4111111111") && !text.contains("2512101"), "{}", path.display());
        let lines = path.extension().is_some_and(|end| end == "jsonl");
        assert!(!lines || !text.contains('\u{1b}'), "{}", path.display());
        assert!(!saved.contains("\\u{1b}"));
    }
    assert!(saved.contains("411111******1234"));
}

#[test]
fn a_ledger_cut_at_every_byte_keeps_what_was_acknowledged_before_the_cut() {
    let (disk, mut vault) = memory();
    for text in ["first", "second", "third"] {
        note(&mut vault, text).unwrap();
    }
    drop(vault);
    let (path, bytes) = ledger_file(&disk);
    let ends: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
    for cut in 0..bytes.len() {
        disk.damage(&path, |content| *content = bytes[..cut].to_vec());
        let copy = &disk.fork();
        let mut vault = open(copy).unwrap();
        let whole = ends.iter().filter(|end| cut >= **end).count();
        let told = texts(&vault);
        assert_eq!(told[..whole], ["first", "second", "third"][..whole], "cut at {cut}");
        let torn = !ends.contains(&cut) && cut != 0 && !ends.contains(&(cut - 1));
        assert_eq!(told.len(), whole + usize::from(torn), "cut at {cut}");
        if torn {
            assert!(told[whole].contains("torn"));
            let aside = copy.files().into_iter().find(|(name, _)| name.to_string_lossy().contains(".torn-1")).unwrap();
            let from = if whole == 0 { 0 } else { ends[whole - 1] + 1 };
            assert_eq!(aside.1, &bytes[from..cut]);
        }
        note(&mut vault, "after").unwrap();
        assert_eq!(vault.ledger().verify().unwrap()[0].broken, None, "cut at {cut}");
    }
}

#[test]
fn every_flipped_bit_is_found_and_no_line_is_forgotten_in_silence() {
    let (disk, mut vault) = memory();
    for text in ["first", "second"] {
        note(&mut vault, text).unwrap();
    }
    drop(vault);
    let (path, bytes) = ledger_file(&disk);
    for byte in 0..bytes.len() {
        for bit in 0..8 {
            disk.damage(&path, |content| {
                *content = bytes.clone();
                content[byte] ^= 1 << bit;
            });
            let copy = &disk.fork();
            let reader = Vault::read(Arc::new(copy.clone()) as Arc<dyn Disk>, root()).unwrap();
            let broken = reader.ledger().verify().unwrap()[0].broken.clone();
            assert!(broken.is_some(), "bit {bit} of byte {byte}");
            let mut vault = open(copy).unwrap();
            let error = note(&mut vault, "more").unwrap_err();
            assert!(matches!(error, VaultError::Damaged { .. }), "bit {bit} of byte {byte}: {error}");
            assert_eq!(ledger_file(copy).1.len(), bytes.len(), "nothing is cut off a damaged ledger");
        }
    }
}

#[test]
fn lines_taken_out_or_exchanged_are_found() {
    let (disk, mut vault) = memory();
    for text in ["first", "second", "third"] {
        note(&mut vault, text).unwrap();
    }
    let (path, bytes) = ledger_file(&disk);
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    for order in [vec![0, 2], vec![1, 2], vec![0, 2, 1], vec![0, 0, 1, 2]] {
        disk.damage(&path, |content| *content = order.iter().flat_map(|at| lines[*at]).copied().collect());
        assert!(vault.ledger().verify().unwrap()[0].broken.is_some(), "{order:?}");
    }
    disk.damage(&path, |content| *content = lines[..2].concat());
    let verified = vault.ledger().verify().unwrap().remove(0);
    assert_eq!((verified.broken, verified.lines), (None, 2), "a chain does not protect its end: compare its head");
}

#[test]
fn a_line_of_a_newer_version_is_kept_and_counted() {
    let (disk, mut vault) = memory();
    note(&mut vault, "first").unwrap();
    let (path, bytes) = ledger_file(&disk);
    drop(vault);
    // The next line as a newer program would write it.
    use sha2::Digest;
    let text = String::from_utf8(bytes.clone()).unwrap();
    let prev = &text[text.find("\"hash\":\"").unwrap() + 8..][..64];
    let body = format!("{{\"v\":7,\"n\":2,\"at\":\"{}\",\"prev\":\"{prev}\",\"event\":\"blessing\",\"x\":[1]}}", at(4));
    let hash = hex::encode(sha2::Sha256::digest(format!("{prev}{body}")));
    let line = format!("{},\"hash\":\"{hash}\"}}\n", body.strip_suffix('}').unwrap());
    disk.damage(&path, |content| content.extend(line.bytes()));
    let mut vault = open(&disk).unwrap();
    note(&mut vault, "third").unwrap();
    let lines = vault.ledger().lines().unwrap();
    assert_eq!(lines.len(), 3);
    assert_eq!((lines[1].event.clone(), lines[1].number), (None, 2));
    assert_eq!(vault.ledger().verify().unwrap()[0].broken, None);
}

#[test]
fn full_disks_lose_nothing_that_was_acknowledged() {
    for fault in [Fault::NoSpace, Fault::Io, Fault::Torn { keep: 40 }] {
        for step in 0..12 {
            let (disk, mut vault) = memory();
            disk.fail_at(disk.operations() + step, fault);
            let mut acknowledged = Vec::new();
            for number in 0..5 {
                let text = format!("line {number}");
                if note(&mut vault, &text).is_ok() {
                    acknowledged.push(text);
                }
            }
            disk.heal();
            if fault != (Fault::Torn { keep: 40 }) {
                note(&mut vault, "again").unwrap();
                acknowledged.push("again".into());
                assert_eq!(texts(&vault), acknowledged, "{fault:?} at {step}");
            }
            drop(vault);
            for image in disk.crash_images(16, step as u64) {
                let mut vault = open(&image).unwrap();
                let told = texts(&vault);
                let kept: Vec<_> = told.iter().filter(|text| acknowledged.contains(text)).cloned().collect();
                assert_eq!(kept, acknowledged, "{fault:?} at {step}");
                // Rubbish may end in a newline; it is no torn line then, and nothing is written behind it.
                match note(&mut vault, "after") {
                    Ok(()) => assert_eq!(vault.ledger().verify().unwrap()[0].broken, None),
                    Err(error) => {
                        assert!(matches!(error, VaultError::Damaged { .. }), "{error}");
                        assert!(vault.ledger().verify().unwrap()[0].broken.is_some());
                    }
                }
            }
        }
    }
}

#[test]
fn one_writer_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("vault");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let first = Vault::open(Arc::clone(&disk), &root).unwrap();
    match Vault::open(Arc::clone(&disk), &root).err() {
        Some(VaultError::InUse { holder, .. }) => assert_eq!(holder, std::process::id().to_string()),
        other => panic!("{other:?}"),
    }
    let mut reader = Vault::read(Arc::clone(&disk), &root).unwrap();
    assert!(matches!(note(&mut reader, "no"), Err(VaultError::ReadOnly { .. })));
    assert!(matches!(reader.spool(header(None, 1)), Err(VaultError::ReadOnly { .. })));
    drop(first);
    let mut again = Vault::open(disk, &root).unwrap();
    let spool = again.spool(header(None, 1)).unwrap();
    drop(again);
    assert!(
        matches!(Vault::open(Arc::new(RealDisk), &root).err(), Some(VaultError::InUse { .. })),
        "a spool still writes"
    );
    drop(spool);
    Vault::open(Arc::new(RealDisk), &root).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("deep/vault");
    let mut vault = Vault::open(Arc::new(RealDisk), &root).unwrap();
    let one = device("1");
    let info = pull(&mut vault, &one, 1, &entries(&one, 1..4)).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&root), 0o700);
    assert_eq!(mode(info.path.parent().unwrap()), 0o700);
    assert_eq!(mode(&info.path), 0o600);
    assert_eq!(mode(&root.join("writer")), 0o600);
    std::fs::remove_file(root.join("writer")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", root.join("writer")).unwrap();
    drop(vault);
    assert!(Vault::open(Arc::new(RealDisk), &root).is_err(), "links are not followed");
}
