//! The journal into a sealed, verified archive.

use std::collections::HashSet;
use std::fmt::Display;
use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;

use super::{Class, Console, Failure, Visit, continuity, visit};
use crate::device::{self, Depth, Device, DeviceError, NotDurable, Paper, Progress, Sink, Step, Watch};
use crate::link::{LineKind, PortSpec};
use crate::model::{Anomaly, Direction, Entry, EntryKey, Extent, IdentityProof, Journal, WireLine};
use crate::text::{Phrase, device as device_words, failure as say, ops as words, terms};
use crate::vault::VaultError;
use crate::vault::archive::{ArchiveInfo, Header, Spool};
use crate::vault::ledger::Event;

/// What a pull brought.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// The sealed archive, read back and verified.
    pub archive: ArchiveInfo,
    /// Entries it stands for.
    pub entries: usize,
    /// Entries that no earlier archive of this device had.
    pub new: usize,
    /// Entries taken over from an interrupted pull.
    pub resumed: usize,
    /// What was odd.
    pub anomalies: Vec<Anomaly>,
    /// How the journal relates to what we knew.
    pub proof: IdentityProof,
}

/// What it will do, in sentences, to be said before it begins. Asks the device silently how much there is to read.
pub async fn announce(visit: &mut Visit, watch: &mut dyn Watch) -> Result<Vec<Phrase>, Failure> {
    visit.device.survey(watch).await.map_err(|error| Failure::device(&error, &visit.name))?;
    let cost = visit.device.pull_cost();
    let entries = u64::from(cost.entries);
    let bytes = u64::from(cost.bytes_an_entry) * entries;
    let seconds = on_the_line(visit, bytes) + (u64::from(cost.pause_ms) * entries).div_ceil(1000);
    let time = words::PULL_TIME.with([
        ("entries", &cost.entries as &dyn Display),
        ("kilobytes", &bytes.div_ceil(1000)),
        ("seconds", &seconds),
    ]);
    let paper = match cost.paper {
        Paper::None => (&words::PULL_NO_PAPER).into(),
        Paper::Redirected => words::PULL_REDIRECTED.with([("entries", &cost.entries as &dyn Display)]),
    };
    let steps = visit.device.pull_steps().iter().map(step);
    Ok(std::iter::once(paper).chain([time, (&words::PULL_DOWN_TIME).into()]).chain(steps).collect())
}

/// Seconds that bytes take on a serial line as it is set; a network takes none worth telling.
fn on_the_line(visit: &Visit, bytes: u64) -> u64 {
    let usual = device::default_settings(visit.device.family());
    let settings = match &visit.port {
        PortSpec::Serial { settings, .. } => settings.unwrap_or(usual),
        PortSpec::Tcp { .. } | PortSpec::Archive(_) | PortSpec::Sim(_) => usual,
    };
    match visit.line {
        LineKind::Network => 0,
        LineKind::Serial => (bytes * u64::from(settings.bits_per_char())).div_ceil(u64::from(settings.baud.max(1))),
    }
}

/// What reading one entry by its number will do beside silent queries, in sentences; nothing where nobody agreed to it, as it is
/// not done then.
pub fn announce_one(visit: &Visit) -> Vec<Phrase> {
    let steps = if visit.consented { visit.device.pull_steps() } else { &[] };
    steps.iter().map(step).collect()
}

/// A step that is not silent, as people read it.
pub(super) fn step(step: &Step) -> Phrase {
    words::PULL_STEP
        .plain()
        .each("what", |lang| device_words::step(step.what).map_or(step.what, |text| text.get(lang)).to_owned())
        .each("effect", |lang| terms::effect(step.effect).get(lang).to_owned())
}

/// What of a pull needs a person's agreement and has none yet; the agreement goes into the ledger before anything is sent.
fn agreed(console: &mut Console, visit: &Visit, depth: Depth) -> Result<(), Failure> {
    let steps = visit.device.pull_steps();
    if steps.is_empty() || depth == Depth::Silent {
        return Ok(());
    }
    let told = told(steps);
    if !visit.consented {
        let what = words::PULL_NEEDS_CONSENT.with([("steps", &told as &dyn Display)]);
        let next = words::NAME_THE_FAMILY.with([("family", &visit.device.family() as &dyn Display)]);
        let failure = Failure::new(Class::Consent, "consent_missing", what, &say::D_NOTHING_CHANGED, next);
        return Err(failure.on(&visit.name));
    }
    visit::note(console, visit, format!("pull: {told}"))
}

/// Steps in English, for the ledger.
pub(super) fn told(steps: &[Step]) -> String {
    let told = |step: &Step| format!("{} ({})", step.what, terms::effect(step.effect).en);
    steps.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// Pulls all that the device offers. Cancelled or cut, what arrived stays in a `.part`, and the next pull compares with it and goes on. A saved device
/// whose journal the vault has already is not sealed again: its old archive is the answer.
pub async fn pull(console: &mut Console, visit: &mut Visit, watch: &mut dyn Watch) -> Result<Pulled, Failure> {
    Ok(pull_journal(console, visit, Depth::Full, watch).await?.0)
}

/// As [`pull`], but only what is known silently and the one entry with this number, where the device can be asked for one.
pub async fn pull_one(
    console: &mut Console,
    visit: &mut Visit,
    number: u32,
    watch: &mut dyn Watch,
) -> Result<Pulled, Failure> {
    let depth = if visit.consented { Depth::One(number) } else { Depth::Silent };
    Ok(pull_journal(console, visit, depth, watch).await?.0)
}

/// As [`pull`], with the journal as it was read.
pub(super) async fn pull_journal(
    console: &mut Console,
    visit: &mut Visit,
    depth: Depth,
    watch: &mut dyn Watch,
) -> Result<(Pulled, Journal), Failure> {
    if visit.saved.is_some() {
        return take_saved(console, visit, watch).await;
    }
    agreed(console, visit, depth)?;
    let extent = if depth == Depth::Full { Extent::Whole } else { Extent::Last };
    let tape = Mutex::new(Tape::default());
    let mut keeper = Keeper::new(console.vault.spool(header(console, visit, extent))?, &tape);
    let journal = match read(&mut visit.device, depth, &mut keeper, &mut Tee { inner: watch, tape: &tape }).await {
        Ok(journal) => journal,
        Err(error) => return Err(interrupted(keeper, &error, &visit.name)),
    };
    settle_identity(console, visit, &journal)?;
    keeper.agree_with(&journal.entries)?;
    let resumed = keeper.taken_over;
    let pulled = seal(console, visit, keeper.finish()?, &journal, resumed)?;
    Ok((pulled, journal))
}

/// The conversation of an archive begins with the most silent command, so that a saved device can be found like a live one.
async fn read(
    device: &mut Device,
    depth: Depth,
    keeper: &mut Keeper<'_>,
    watch: &mut dyn Watch,
) -> Result<Journal, DeviceError> {
    device.detect(watch).await?;
    device.pull(depth, keeper, watch).await
}

/// A saved device is read as a whole before anything is spooled: where the vault has this journal already, its archive is
/// the answer, because sealing it again would claim that the device was read today.
async fn take_saved(
    console: &mut Console,
    visit: &mut Visit,
    watch: &mut dyn Watch,
) -> Result<(Pulled, Journal), Failure> {
    let tape = Mutex::new(Tape::default());
    let journal = visit::read(visit, &mut Tee { inner: watch, tape: &tape }).await?;
    settle_identity(console, visit, &journal)?;
    let pulled = match already_here(console, &journal)? {
        Some(archive) => {
            let proof = visit.identity.as_ref().map_or(IdentityProof::None, |identity| identity.proof);
            let anomalies = journal.anomalies.clone();
            Pulled { archive, entries: journal.entries.len(), new: 0, resumed: 0, anomalies, proof }
        }
        None => {
            let mut keeper = Keeper::new(console.vault.spool(header(console, visit, journal.extent))?, &tape);
            keeper.begin_again(&journal.entries)?;
            seal(console, visit, keeper.finish()?, &journal, 0)?
        }
    };
    Ok((pulled, journal))
}

fn header(console: &Console, visit: &Visit, extent: Extent) -> Header {
    Header {
        family: visit.device.family(),
        device: visit.identity.as_ref().and_then(|identity| identity.id.clone()),
        begun: console.now(),
        port: visit.name.clone(),
        extent,
        network: visit.line == LineKind::Network,
    }
}

/// Judges who the device is; another one than the visit knew ends it, and nothing is sealed.
fn settle_identity(console: &Console, visit: &mut Visit, journal: &Journal) -> Result<(), Failure> {
    let expected = visit.identity.as_ref().and_then(|identity| identity.id.as_ref());
    if let (Some(expected), Some(found)) = (expected, &journal.device)
        && expected != found
    {
        return Err(visit::other_device(&visit.name, expected, found));
    }
    visit::settle_identity(console, visit, journal)?;
    Ok(())
}

/// Seals and notes it.
fn seal(
    console: &mut Console,
    visit: &Visit,
    spool: Spool,
    journal: &Journal,
    resumed: usize,
) -> Result<Pulled, Failure> {
    let new = count_new(console, journal)?;
    let archive = spool.seal(journal.device.clone(), journal.extent, &journal.anomalies)?;
    let pulled = Pulled {
        archive,
        entries: journal.entries.len(),
        new,
        resumed,
        anomalies: journal.anomalies.clone(),
        proof: visit.identity.as_ref().map_or(IdentityProof::None, |identity| identity.proof),
    };
    note(console, &pulled, journal)?;
    Ok(pulled)
}

/// What is told when the reading did not come to its end. What arrived is on the disk already; the frames since then
/// follow where the disk lets them.
fn interrupted(mut keeper: Keeper<'_>, error: &DeviceError, name: &str) -> Failure {
    let kept = keeper.stored;
    let wire_lost = keeper.flush_wire().is_err();
    let not_done = say::D_KEPT.with([("kept", &kept as &dyn Display)]);
    let mut failure = Failure::device(error, name).without(not_done);
    if matches!(error, DeviceError::Cancelled) {
        failure.class = Class::Partial;
        failure.code = "pull_cancelled";
    }
    if wire_lost {
        failure = failure.because(format!("{error}; the last frames could not be stored"));
    }
    failure
}

/// The archive that holds exactly this journal.
fn already_here(console: &Console, journal: &Journal) -> Result<Option<ArchiveInfo>, VaultError> {
    for info in console.vault.archives()? {
        if info.partial || info.device != journal.device || info.entries != journal.entries.len() {
            continue;
        }
        if console.vault.load(&info.path)?.entries == journal.entries {
            return Ok(Some(info));
        }
    }
    Ok(None)
}

/// Entries that no readable archive of the device has yet. (A damaged one must not keep a new one from being sealed.)
fn count_new(console: &Console, journal: &Journal) -> Result<usize, VaultError> {
    let Some(device) = &journal.device else { return Ok(journal.entries.len()) };
    let (archives, _) = continuity::all_readable(&console.vault, device)?;
    let known: HashSet<&EntryKey> =
        archives.iter().flat_map(|archive| &archive.entries).map(|entry| &entry.key).collect();
    Ok(journal.entries.iter().filter(|entry| !known.contains(&entry.key)).count())
}

/// Writes the pull into the ledger. The archive stands even where that fails, and the failure says so.
fn note(console: &mut Console, pulled: &Pulled, journal: &Journal) -> Result<(), Failure> {
    let event = Event::Pulled {
        device: journal.device.clone(),
        archive: pulled.archive.hash.clone(),
        entries: journal.entries.len(),
    };
    let now = console.now();
    let path: &Path = &pulled.archive.path;
    console.vault.ledger_mut().note(now, event).map_err(|error| {
        Failure::from(error).on(path.display()).without(&say::D_NOT_REMEMBERED).then(&say::N_LEDGER_BEHIND)
    })
}

/// Frames of one conversation, and how many of them the spool has.
#[derive(Default)]
struct Tape {
    lines: Vec<WireLine>,
    flushed: usize,
}

/// Passes everything on and keeps the frames for the archive.
struct Tee<'a> {
    inner: &'a mut dyn Watch,
    tape: &'a Mutex<Tape>,
}

impl Watch for Tee<'_> {
    fn now(&self) -> Timestamp {
        self.inner.now()
    }

    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, checksum_ok: Option<bool>) {
        self.inner.wire(direction, bytes, meaning, checksum_ok);
        let at = self.inner.now();
        let line = WireLine { at, direction, bytes: bytes.to_vec(), meaning: meaning.to_owned(), checksum_ok };
        held(self.tape).lines.push(line);
    }

    fn progress(&mut self, progress: Progress) {
        self.inner.progress(progress);
    }

    fn cancelled(&self) -> bool {
        self.inner.cancelled()
    }
}

/// The tape; a lock that somebody panicked under holds lines that are whole all the same.
fn held(tape: &Mutex<Tape>) -> std::sync::MutexGuard<'_, Tape> {
    tape.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Writes what arrives into the spool, comparing it with what an interrupted pull left there.
struct Keeper<'a> {
    spool: Spool,
    tape: &'a Mutex<Tape>,
    /// What the interrupted pull left and has not been compared yet or agreed.
    left: Vec<Entry>,
    /// How many of those agreed.
    taken_over: usize,
    /// What the device sent in this pull.
    arrived: Vec<Entry>,
    /// How many entries the spool holds, durable.
    stored: usize,
}

impl<'a> Keeper<'a> {
    fn new(spool: Spool, tape: &'a Mutex<Tape>) -> Self {
        let left = spool.resumed().to_vec();
        let stored = left.len();
        Self { spool, tape, left, taken_over: 0, arrived: Vec::new(), stored }
    }

    fn store(&mut self, entries: &[Entry]) -> Result<(), VaultError> {
        if !entries.is_empty() {
            self.spool.entries(entries)?;
            self.stored += entries.len();
        }
        Ok(())
    }

    fn flush_wire(&mut self) -> Result<(), VaultError> {
        let mut tape = held(self.tape);
        let from = tape.flushed;
        if from < tape.lines.len() {
            self.spool.wire(&tape.lines[from..])?;
            tape.flushed = tape.lines.len();
        }
        Ok(())
    }

    /// Begins the spool anew with `entries`: what was left there is not the beginning of this journal.
    fn begin_again(&mut self, entries: &[Entry]) -> Result<(), VaultError> {
        if self.stored > 0 {
            self.spool.restart()?;
            held(self.tape).flushed = 0;
        }
        self.left.clear();
        self.taken_over = 0;
        self.stored = 0;
        self.flush_wire()?;
        self.store(entries)
    }

    fn take(&mut self, batch: &[Entry]) -> Result<(), VaultError> {
        self.flush_wire()?;
        let before = self.arrived.len();
        self.arrived.extend_from_slice(batch);
        if self.left.len() <= before {
            return self.store(batch);
        }
        let overlap = self.arrived.len().min(self.left.len());
        if self.arrived[before..overlap] != self.left[before..overlap] {
            let all = self.arrived.clone();
            return self.begin_again(&all);
        }
        self.taken_over = overlap;
        let further = self.arrived[overlap..].to_vec();
        self.store(&further)
    }

    /// Makes the spool hold exactly the journal. It differs where the device held less than the interrupted pull left, or
    /// where a later record changed what the journal shows of an earlier one (a void).
    fn agree_with(&mut self, entries: &[Entry]) -> Result<(), VaultError> {
        if self.left.len() <= self.arrived.len() && self.arrived == entries {
            return Ok(());
        }
        self.begin_again(entries)
    }

    /// The spool with every frame in it.
    fn finish(mut self) -> Result<Spool, VaultError> {
        self.flush_wire()?;
        Ok(self.spool)
    }
}

impl Sink for Keeper<'_> {
    fn batch(&mut self, entries: &[Entry]) -> Result<(), NotDurable> {
        self.take(entries).map_err(|error| NotDurable(error.to_string()))
    }
}
