//! Drivers: one a family, linear async code over a link. What they may send is on their allowlists and nowhere else.

mod line;
pub mod transbank;
pub mod zvt;

use std::time::Duration;

use jiff::Timestamp;

use crate::link::{BoxStream, LineKind, LineSettings};
use crate::model::{
    Capability, Direction, Effect, Entry, EntryKey, Family, Health, HealthItem, Intent, Journal, Outcome, Password,
    Printable, Remedy, RemedyKind,
};
use crate::vault::ledger::Durable;

/// Why a conversation did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The stream failed or ended (an unplugged adapter reads as its end).
    #[error("the link was lost: {0}")]
    Lost(String),
    /// Nothing came.
    #[error("no answer to {what} within {} s", after.as_secs())]
    Silent {
        /// The command.
        what: &'static str,
        /// How long was waited.
        after: Duration,
    },
    /// Something came that the specification does not allow here.
    #[error("unexpected answer to {what}: {why}")]
    Protocol {
        /// The command.
        what: &'static str,
        /// What came, harmless.
        why: String,
    },
    /// The device said no.
    #[error("the device refused {what}: {code} {meaning}")]
    Refused {
        /// The command.
        what: &'static str,
        /// Its code.
        code: Printable,
        /// The code in English.
        meaning: &'static str,
    },
    /// The password is not the device's. It is not asked again, and no other one is tried.
    #[error("the device refused {what}: wrong password ({code})")]
    WrongPassword {
        /// The command.
        what: &'static str,
        /// Its code.
        code: Printable,
    },
    /// The device reprints its last sale only, and that is another one. Nothing was printed.
    #[error("the device reprints its last sale only, which is not the wanted one")]
    NotLast {
        /// What was wanted.
        wanted: EntryKey,
        /// The last sale in the device's memory, where there is one.
        last: Option<EntryKey>,
    },
    /// Another party speaks on this line.
    #[error("a till is talking on this line ({0})")]
    TillHeard(String),
    /// The driver's allowlists do not hold this command in this situation.
    #[error("{what} is not allowed here ({effect:?})")]
    NotAllowed {
        /// The command.
        what: &'static str,
        /// Its effect.
        effect: Effect,
    },
    /// The person cancelled.
    #[error("cancelled")]
    Cancelled,
    /// A batch that had arrived could not be stored.
    #[error("could not be stored: {0}")]
    NotStored(String),
}

/// How far a read has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries read.
    pub entries: usize,
    /// Entries that there will be, where known.
    pub total: Option<usize>,
    /// Bytes on the wire, both ways.
    pub bytes: u64,
}

/// Somebody who looks on: gets the redacted wire and the progress, lends the clock, may cancel what only reads.
pub trait Watch: Send {
    /// This machine's clock.
    fn now(&self) -> Timestamp;
    /// A frame or byte passed.
    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, checksum_ok: Option<bool>);
    /// A read came further.
    fn progress(&mut self, progress: Progress);
    /// Whether the person wants a read to stop. Never asked once a money-moving request may have left.
    fn cancelled(&self) -> bool;
}

/// Takes a journal's entries as they arrive; an entry is acknowledged to nobody's loss only after it returned.
pub trait Sink: Send {
    /// A batch in the device's order; durable when it returns.
    fn batch(&mut self, entries: &[Entry]) -> Result<(), NotDurable>;
}

/// Makes what a device says during a remedy durable before it is acknowledged to the device.
pub trait Witness: Send {
    /// Returns when the note is durable.
    fn note(&mut self, text: &str) -> Result<(), NotDurable>;
}

/// The disk failed; in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotDurable(pub String);

/// What came of a reprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reprinted {
    /// The wanted one.
    Wanted,
    /// Another sale was printed: the slip is to be destroyed.
    Other {
        /// What was printed.
        printed: Box<Entry>,
    },
    /// The device sent the receipt to us in place of its paper.
    Received {
        /// Its lines, harmless.
        lines: Vec<Printable>,
    },
    /// The device answered, but whether and what it printed is unknown.
    Unknown {
        /// Why.
        why: String,
    },
}

/// Whether paper comes out of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// None.
    None,
    /// A receipt an entry, which the device is told to send to us; one that does not obey prints it.
    Redirected,
}

/// What a pull will do to device and shop, said before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullCost {
    /// Whether paper comes out.
    pub paper: Paper,
    /// Bytes for one entry, both ways.
    pub bytes_an_entry: u32,
    /// Entries to be read: as many as the device told, or the most that the family's memory holds.
    pub entries: u32,
    /// Milliseconds that the device needs for an entry beside the line.
    pub pause_ms: u32,
}

/// How deep a pull reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Depth {
    /// As far as silent queries go.
    Silent,
    /// Beside that the one entry with this number, asked for by name. Takes the steps of a full pull.
    One(u32),
    /// Everything that the device offers; what that needs beside silent queries is told by [`Device::pull_steps`].
    Full,
}

/// Something that a driver does to a device and that is not silent, told before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The command, in English.
    pub what: &'static str,
    /// What it does at most.
    pub effect: Effect,
}

/// On what terms a driver speaks to a device.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// What carries the bytes.
    pub line: LineKind,
    /// The till's password, where the family has one.
    pub password: Password,
    /// A person named the family, and so agreed to the steps of a visit of that family that are not silent.
    pub consented: bool,
}

/// Something that a device can be asked beyond its journal. Each is asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inquiry {
    /// Its status and software version.
    Status,
    /// The totals of the open batch.
    Totals,
    /// Pre-authorisations that are open.
    Preauthorisations,
    /// Its configuration, as it prints it.
    Configuration,
    /// Whether it reaches its host.
    Diagnosis,
    /// Which of its log files it would hand out, and how large they are. Their content is never read.
    Files,
}

impl Inquiry {
    /// All of them.
    pub const ALL: &[Inquiry] = &[
        Inquiry::Status,
        Inquiry::Totals,
        Inquiry::Preauthorisations,
        Inquiry::Configuration,
        Inquiry::Diagnosis,
        Inquiry::Files,
    ];

    /// The name used in commands and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Inquiry::Status => "status",
            Inquiry::Totals => "totals",
            Inquiry::Preauthorisations => "preauthorisations",
            Inquiry::Configuration => "configuration",
            Inquiry::Diagnosis => "diagnosis",
            Inquiry::Files => "files",
        }
    }
}

/// What a device answered to an [`Inquiry`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What it told, item by item.
    pub items: Vec<HealthItem>,
    /// What it printed to us, line by line.
    pub lines: Vec<Printable>,
}

/// Line settings a family uses where a person gave none.
pub fn default_settings(family: Family) -> LineSettings {
    match family {
        Family::Transbank => transbank::SETTINGS,
        Family::Zvt => zvt::SETTINGS,
    }
}

/// What a family can do.
pub fn capabilities(family: Family) -> &'static [Capability] {
    match family {
        Family::Transbank => transbank::CAPABILITIES,
        Family::Zvt => zvt::CAPABILITIES,
    }
}

/// Whether devices of a family can print their last sale again and no other one.
pub fn reprints_last_only(family: Family) -> bool {
    match family {
        Family::Transbank => true,
        Family::Zvt => false,
    }
}

/// What a family can be asked beyond its journal, and what each does at most.
pub fn inquiries(family: Family) -> &'static [(Inquiry, Effect)] {
    match family {
        Family::Transbank => &[],
        Family::Zvt => zvt::INQUIRIES,
    }
}

/// A driver with its link. A closed set, so no trait object is needed.
pub enum Device {
    /// Transbank POS Integrado.
    Transbank(transbank::Driver<BoxStream>),
    /// ZVT.
    Zvt(zvt::Driver<BoxStream>),
}

/// The same call on whichever driver it is.
macro_rules! driver {
    ($device:expr, $driver:ident => $call:expr) => {
        match $device {
            Device::Transbank($driver) => $call,
            Device::Zvt($driver) => $call,
        }
    };
}

impl Device {
    /// A driver of the family over a stream. Nothing is sent.
    pub fn new(family: Family, stream: BoxStream, terms: Terms) -> Self {
        match family {
            Family::Transbank => Device::Transbank(transbank::Driver::new(stream)),
            Family::Zvt => Device::Zvt(zvt::Driver::new(stream, terms)),
        }
    }

    /// The family.
    pub fn family(&self) -> Family {
        match self {
            Device::Transbank(_) => Family::Transbank,
            Device::Zvt(_) => Family::Zvt,
        }
    }

    /// Whether the device names itself in its answers, so that its numbers prove who it is as long as nothing contradicts
    /// them. Otherwise only continuity proves it.
    pub fn names_itself(&self) -> bool {
        matches!(self, Device::Zvt(_))
    }

    /// A person agreed to the steps of a visit of this family that are not silent.
    pub fn agree(&mut self) {
        match self {
            Device::Transbank(_) => {}
            Device::Zvt(driver) => driver.agree(),
        }
    }

    /// Listens before the first word: a till's request is an error, a device's late answers are let pass and told.
    pub async fn listen(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        driver!(self, driver => driver.listen(watch).await)
    }

    /// Whether a device of this family answers, by its most silent command.
    pub async fn detect(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        driver!(self, driver => driver.detect(watch).await)
    }

    /// What health it offers, silently.
    pub async fn health(&mut self, watch: &mut dyn Watch) -> Result<Health, DeviceError> {
        driver!(self, driver => driver.health(watch).await)
    }

    /// Asks silently how much there is to read, where the family can tell: [`pull_cost`](Self::pull_cost) knows it then.
    pub async fn survey(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        match self {
            Device::Transbank(_) => Ok(()),
            Device::Zvt(driver) => driver.survey(watch).await,
        }
    }

    /// What a full pull will do.
    pub fn pull_cost(&self) -> PullCost {
        driver!(self, driver => driver.pull_cost())
    }

    /// What a full pull does beside silent queries. Each needs a person's agreement and is noted before it is done.
    pub fn pull_steps(&self) -> &'static [Step] {
        match self {
            Device::Transbank(_) => &[],
            Device::Zvt(_) => zvt::PULL_STEPS,
        }
    }

    /// Reads the journal, pushing entries to `sink` as they come. A later record may change what an entry that was pushed
    /// before showed of a void: the returned journal has the last word, and says what its entries stand for.
    pub async fn pull(
        &mut self,
        depth: Depth,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.pull(sink, watch).await,
            Device::Zvt(driver) => driver.pull(depth, sink, watch).await,
        }
    }

    /// Asks something beyond the journal; [`inquiries`] tells which there are.
    pub async fn inquire(&mut self, what: Inquiry, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        match self {
            Device::Transbank(_) => Ok(Findings::default()),
            Device::Zvt(driver) => driver.inquire(what, watch).await,
        }
    }

    /// Prints a receipt again on the device.
    pub async fn reprint(&mut self, wanted: &Entry, watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        driver!(self, driver => driver.reprint(wanted, watch).await)
    }

    /// What the family allows for an entry, judged by the entry as archived and the journal as it is now (`None`: not
    /// read now).
    pub fn remedies(&self, entry: &Entry, now: Option<&Journal>) -> Vec<Remedy> {
        match self {
            Device::Transbank(_) => transbank::remedies(entry, now),
            Device::Zvt(_) => zvt::remedies(entry, now),
        }
    }

    /// The redacted bytes that a remedy would send.
    pub fn request(&self, kind: RemedyKind, entry: &Entry) -> Vec<u8> {
        match self {
            Device::Transbank(_) => transbank::request(kind, entry),
            Device::Zvt(_) => zvt::request(kind, entry),
        }
    }

    /// Sends a durable intent's request, once, and waits for its answer. Every answer is noted before it is acknowledged.
    /// There is no error: whatever goes wrong after the first byte is [`Outcome::Unknown`].
    pub async fn execute(
        &mut self,
        intent: &Durable<Intent>,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> Outcome {
        driver!(self, driver => driver.execute(intent, witness, watch).await)
    }

    /// Settles an unknown outcome by reading only; may well leave it unknown, with what was found as evidence. `steps`: those
    /// of [`resolve_steps`](Self::resolve_steps) may be taken; otherwise only silent queries are sent.
    pub async fn resolve(
        &mut self,
        intent: &Intent,
        steps: bool,
        watch: &mut dyn Watch,
    ) -> Result<Outcome, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.resolve(intent, watch).await,
            Device::Zvt(driver) => driver.resolve(intent, steps, watch).await,
        }
    }

    /// What settling an unknown outcome may do beside silent queries, where a person agreed to such steps.
    pub fn resolve_steps(&self) -> &'static [Step] {
        match self {
            Device::Transbank(_) => &[],
            Device::Zvt(_) => zvt::RESOLVE_STEPS,
        }
    }

    /// Whether this visit changed a stored setting that it cannot put back.
    pub fn changed_configuration(&self) -> bool {
        match self {
            Device::Transbank(_) => false,
            Device::Zvt(driver) => driver.changed_configuration(),
        }
    }

    /// Ends the till's registration with the device, where the family has one.
    pub async fn log_off(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        match self {
            Device::Transbank(_) => Ok(()),
            Device::Zvt(driver) => driver.log_off(watch).await,
        }
    }
}
