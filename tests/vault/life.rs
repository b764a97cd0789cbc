//! Everything that a vault does to its disk, step by step, and what has to be there afterwards whatever happened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tillwright::model::*;
use tillwright::vault::archive::ArchiveInfo;
use tillwright::vault::disk::{Disk, MemoryDisk};
use tillwright::vault::ledger::Event;
use tillwright::vault::{Vault, VaultError};

use crate::making::*;

/// The file that the vault exports to, and two that another laptop exported earlier and later.
pub(crate) const OUT: &str = "out.twp";
const FIRST: &str = "first.twp";
const LATER: &str = "later.twp";

/// What the vault said was done.
#[derive(Clone, Default, Debug)]
pub(crate) struct Acknowledged {
    pub(crate) notes: Vec<String>,
    /// Intents, and the outcome that was written last.
    pub(crate) intents: BTreeMap<IntentId, Option<Outcome>>,
    pub(crate) sealed: BTreeMap<PathBuf, Vec<Entry>>,
    /// Entries of the journal that is being pulled.
    pub(crate) spooled: usize,
    pub(crate) exported: bool,
    /// Lines of the other laptop's ledger.
    pub(crate) others_lines: usize,
    /// Whether old archives are being purged, or were.
    pub(crate) purging: bool,
}

pub(crate) fn one() -> DeviceId {
    device("75001234")
}

fn two() -> DeviceId {
    device("75009999")
}

/// The journal of the device whose pull breaks off.
fn broken_off() -> Vec<Entry> {
    entries(&two(), 1..10)
}

fn note(vault: &mut Vault, acknowledged: &mut Acknowledged, second: i64, text: &str) -> Result<(), VaultError> {
    vault.ledger_mut().note(at(second), Event::Upkeep { text: text.to_owned() })?;
    acknowledged.notes.push(text.to_owned());
    Ok(())
}

fn sealed(acknowledged: &mut Acknowledged, info: &ArchiveInfo, all: &[Entry]) {
    acknowledged.sealed.insert(info.path.clone(), all.to_vec());
}

fn settle(
    vault: &mut Vault,
    acknowledged: &mut Acknowledged,
    id: &IntentId,
    outcome: Outcome,
    by: Option<&str>,
) -> Result<(), VaultError> {
    let event =
        Event::Outcome { intent: id.clone(), outcome: outcome.clone(), by: by.map(str::to_owned), over: Vec::new() };
    vault.ledger_mut().note(at(70), event)?;
    acknowledged.intents.insert(id.clone(), Some(outcome));
    Ok(())
}

/// A disk with what another laptop exported, before anything else.
pub(crate) fn disk() -> MemoryDisk {
    let disk = MemoryDisk::new();
    disk.set_now(at(0));
    let elsewhere = MemoryDisk::new();
    elsewhere.set_now(at(0));
    (0..100).for_each(|_| assert!(elsewhere.entropy().is_ok())); // another name
    let mut other = open(&elsewhere).unwrap();
    for (name, last) in [(FIRST, 5), (LATER, 8)] {
        other.ledger_mut().note(at(1), Event::Upkeep { text: format!("elsewhere {last}") }).unwrap();
        pull(&mut other, &device("75007777"), i64::from(last), &entries(&device("75007777"), 1..last)).unwrap();
        other.ledger_mut().note(at(2), Event::Upkeep { text: format!("elsewhere again {last}") }).unwrap();
        other.export(Path::new(name), &[], None).unwrap();
        let bytes = elsewhere.read(Path::new(name)).unwrap();
        disk.create_new(Path::new(name), &bytes).unwrap();
    }
    disk.fork()
}

/// A first pull and a remedy, recovered; a delta; a conclusion by a person.
fn remedies(vault: &mut Vault, acknowledged: &mut Acknowledged) -> Result<(), VaultError> {
    note(vault, acknowledged, 1, "begun")?;
    let all = entries(&one(), 1..9);
    let mut spool = vault.spool(header(None, 10))?;
    for batch in all.chunks(3) {
        spool.wire(&[wire("0261 sale")])?;
        spool.entries(batch)?;
        acknowledged.spooled += batch.len();
    }
    let info = spool.seal(Some(one()), Extent::Whole, &oddities())?;
    acknowledged.spooled = 0;
    sealed(acknowledged, &info, &all);
    let (plan_one, consent, pre_state) = plan(&all[2], &info.hash);
    let id = vault.ledger_mut().intend(at(20), plan_one, consent, pre_state)?.get().id.clone();
    acknowledged.intents.insert(id.clone(), None);
    let event = Event::Answer { intent: id.clone(), text: "1210 00 approved".to_owned() };
    vault.ledger_mut().note(at(21), event)?;
    let unknown = Outcome::Unknown { evidence: "no answer".to_owned(), probe: "the statement".to_owned() };
    settle(vault, acknowledged, &id, unknown, None)?;

    let more = entries(&one(), 1..12);
    let info = pull(vault, &one(), 30, &more)?;
    sealed(acknowledged, &info, &more);
    settle(vault, acknowledged, &id, Outcome::Done { evidence: "the slip".to_owned() }, Some("Ana"))?;
    let (plan_two, consent, pre_state) = plan(&more[9], &info.hash);
    let id = vault.ledger_mut().intend(at(40), plan_two, consent, pre_state)?.get().id.clone();
    acknowledged.intents.insert(id, None);
    Ok(())
}

/// A pull that breaks off, is resumed after a restart, found to be another journal, and begun anew.
fn broken_pulls(vault: Vault, disk: &MemoryDisk, acknowledged: &mut Acknowledged) -> Result<Vault, VaultError> {
    let mut vault = vault;
    let mut spool = vault.spool(header(Some(&two()), 50))?;
    spool.entries(&broken_off()[..4])?;
    acknowledged.spooled = 4;
    drop(spool);
    drop(vault);
    let mut vault = open(disk)?;
    let spool = vault.spool(header(Some(&two()), 51))?;
    assert_eq!(spool.resumed(), &broken_off()[..4]);
    drop(spool);
    let info = pull(&mut vault, &two(), 52, &broken_off())?;
    acknowledged.spooled = 0;
    sealed(acknowledged, &info, &broken_off());
    let three = device("75003333");
    let mut spool = vault.spool(header(Some(&three), 53))?;
    spool.entries(&entries(&three, 1..4))?;
    drop(spool);
    let other = entries(&three, 20..25);
    let info = pull(&mut vault, &three, 54, &other)?;
    sealed(acknowledged, &info, &other);
    Ok(vault)
}

/// Export, restores of another laptop's history, purge, rebuild.
fn keeping(vault: &mut Vault, acknowledged: &mut Acknowledged) -> Result<(), VaultError> {
    vault.export(Path::new(OUT), &[], None)?;
    acknowledged.exported = true;
    restore(vault, acknowledged)?;
    acknowledged.purging = true;
    let purged = vault.purge(at(60), false)?;
    assert!(purged.iter().any(|info| info.base.is_some()), "a delta and its base, for the order to matter");
    vault.rebuild()?;
    note(vault, acknowledged, 90, "ended")
}

fn restore(vault: &mut Vault, acknowledged: &mut Acknowledged) -> Result<(), VaultError> {
    for (name, lines) in [(FIRST, 2), (LATER, 4)] {
        for path in vault.restore(Path::new(name), None)?.archives {
            let saved = vault.load(&path)?;
            sealed(acknowledged, &saved.info, &saved.entries);
        }
        acknowledged.others_lines = lines;
    }
    Ok(())
}

/// Every verb that writes.
pub(crate) fn life(disk: &MemoryDisk, acknowledged: &mut Acknowledged) -> Result<(), VaultError> {
    let mut vault = open(disk)?;
    remedies(&mut vault, acknowledged)?;
    let mut vault = broken_pulls(vault, disk, acknowledged)?;
    keeping(&mut vault, acknowledged)
}

/// Opens what a power cut left and asks for all that was acknowledged. Returns the vault, and whether a ledger is an alarm:
/// rubbish behind the last acknowledged line may make it one. (The torn end of another laptop's ledger waits for the next restore.)
pub(crate) fn check(disk: &MemoryDisk, acknowledged: &Acknowledged, when: &str) -> (Vault, bool) {
    let vault = open(disk).unwrap_or_else(|error| panic!("{when}: {error}"));
    let lines = vault.ledger().lines().unwrap();
    let noted = |wanted: &str| {
        let event = Some(Event::Upkeep { text: wanted.to_owned() });
        lines.iter().filter(|line| line.event == event).count()
    };
    for wanted in &acknowledged.notes {
        assert_eq!(noted(wanted), 1, "{when}: note {wanted}");
    }
    let other = lines.iter().filter(|line| Some(line.writer.as_str()) != vault.ledger().writer());
    assert!(other.count() >= acknowledged.others_lines, "{when}: the other laptop's ledger");
    let cases = vault.ledger().cases().unwrap();
    for (id, outcome) in &acknowledged.intents {
        let case = cases.iter().find(|case| case.intent.id == *id).unwrap_or_else(|| panic!("{when}: intent {id}"));
        match outcome {
            Some(settled @ Outcome::Done { .. }) => assert_eq!(case.outcome.as_ref(), Some(settled), "{when}"),
            // Its next outcome may have been written and not acknowledged.
            _ => assert!(case.is_open() || case.by.is_some(), "{when}: {case:?}"),
        }
    }
    archives_hold(&vault, acknowledged, when);
    let own = vault.ledger().writer().map(str::to_owned);
    let broken = vault.ledger().verify().unwrap().into_iter().filter_map(|one| Some((one.broken?, Some(one.writer))));
    let alarm = broken.into_iter().any(|(why, writer)| writer == own || !why.contains("ends in a torn line"));
    (vault, alarm)
}

fn archives_hold(vault: &Vault, acknowledged: &Acknowledged, when: &str) {
    let all = vault.archives().unwrap();
    let sealed: Vec<&ArchiveInfo> = all.iter().filter(|info| !info.partial).collect();
    for (path, entries) in &acknowledged.sealed {
        match sealed.iter().any(|info| info.path == *path) {
            true => assert_eq!(vault.load(path).unwrap().entries, *entries, "{when}"),
            false => assert!(acknowledged.purging, "{when}: {} is lost", path.display()),
        }
    }
    for info in sealed.iter().filter(|info| !acknowledged.sealed.contains_key(&info.path)) {
        vault.load(&info.path).unwrap_or_else(|error| panic!("{when}: backup verify: {error}"));
    }
    let spooled = all.iter().filter(|info| info.partial).map(|info| info.entries).max().unwrap_or(0);
    // The seal of that spool may be done and not acknowledged.
    let more = sealed.len() > acknowledged.sealed.len();
    assert!(spooled >= acknowledged.spooled || more, "{when}: a batch that the device was told is kept");
    assert!(!acknowledged.exported || vault.disk().len(Path::new(OUT)).unwrap().is_some(), "{when}: the export");
}

/// What was exported can be taken in elsewhere.
fn export_holds(vault: &Vault) -> Result<(), VaultError> {
    let fresh = MemoryDisk::new();
    fresh.create_new(Path::new(OUT), &vault.disk().read(Path::new(OUT)).unwrap()).unwrap();
    (0..60).for_each(|_| assert!(fresh.entropy().is_ok())); // a third name
    open(&fresh)?.restore(Path::new(OUT), None).map(drop)
}

/// Goes on as if nothing had been: every verb works, and nothing is left over.
pub(crate) fn go_on(mut vault: Vault, acknowledged: &mut Acknowledged, when: &str) {
    go_on_with(&mut vault, acknowledged).unwrap_or_else(|error| panic!("{when}, gone on: {error}"));
    let broken: Vec<_> = vault.ledger().verify().unwrap().into_iter().filter(|one| one.broken.is_some()).collect();
    assert!(broken.is_empty(), "{when}: {broken:?}");
}

fn go_on_with(vault: &mut Vault, acknowledged: &mut Acknowledged) -> Result<(), VaultError> {
    let all = entries(&one(), 1..14);
    let info = pull(vault, &one(), 100, &all)?;
    assert_eq!(vault.load(&info.path)?.entries, all);
    sealed(acknowledged, &info, &all);
    let resumed = pull(vault, &two(), 101, &broken_off())?;
    sealed(acknowledged, &resumed, &broken_off());
    acknowledged.spooled = 0;
    if acknowledged.exported {
        export_holds(vault)?;
    }
    restore(vault, acknowledged)?;
    vault.journal(None)?;
    let (plan, consent, pre_state) = plan(&all[11], &info.hash);
    let intent = vault.ledger_mut().intend(at(102), plan, consent, pre_state)?;
    acknowledged.intents.insert(intent.get().id.clone(), None);
    note(vault, acknowledged, 103, "after")
}
