//! Drivers: one a family, linear async code over a link. What they may send is on their allowlists and nowhere else.

pub mod transbank;
pub mod zvt;

use std::time::Duration;

use jiff::Timestamp;

use crate::link::{BoxStream, LineSettings};
use crate::model::{
    Capability, Direction, Effect, Entry, EntryKey, Family, Health, Identity, Intent, Journal, Outcome, Printable,
    Remedy, RemedyKind,
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
    /// The device answered, but whether and what it printed is unknown.
    Unknown {
        /// Why.
        why: String,
    },
}

/// What a pull will do to device and shop, said before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullCost {
    /// Whether paper comes out.
    pub paper: bool,
    /// Bytes for one entry, both ways.
    pub bytes_an_entry: u32,
    /// Most entries that the family's memory holds.
    pub most_entries: u32,
}

/// Line settings a family uses where a person gave none.
pub fn default_settings(family: Family) -> LineSettings {
    match family {
        Family::Transbank => transbank::SETTINGS,
    }
}

/// What a family can do.
pub fn capabilities(family: Family) -> &'static [Capability] {
    match family {
        Family::Transbank => transbank::CAPABILITIES,
    }
}

/// A driver with its link. A closed set, so no trait object is needed.
pub enum Device {
    /// Transbank POS Integrado.
    Transbank(transbank::Driver<BoxStream>),
}

impl Device {
    /// A driver of the family over a stream. Nothing is sent.
    pub fn new(family: Family, stream: BoxStream) -> Self {
        match family {
            Family::Transbank => Device::Transbank(transbank::Driver::new(stream)),
        }
    }

    /// The family.
    pub fn family(&self) -> Family {
        match self {
            Device::Transbank(_) => Family::Transbank,
        }
    }

    /// Listens before the first word: a till's request is an error, a device's late answers are let pass and told.
    pub async fn listen(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        match self {
            Device::Transbank(driver) => driver.listen(watch).await,
        }
    }

    /// Whether a device of this family answers, by its most silent command.
    pub async fn detect(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        match self {
            Device::Transbank(driver) => driver.detect(watch).await,
        }
    }

    /// Who it says it is, silently. The proof is at best [`Told`](crate::model::IdentityProof::Told): continuity is judged
    /// by who knows the archives.
    pub async fn identify(&mut self, watch: &mut dyn Watch) -> Result<Identity, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.identify(watch).await,
        }
    }

    /// What health it offers, silently.
    pub async fn health(&mut self, watch: &mut dyn Watch) -> Result<Health, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.health(watch).await,
        }
    }

    /// What a pull will do.
    pub fn pull_cost(&self) -> PullCost {
        match self {
            Device::Transbank(driver) => driver.pull_cost(),
        }
    }

    /// Reads the whole journal, pushing entries to `sink` as they come. A later record may change what an entry that was
    /// pushed before showed of a void: the returned journal has the last word.
    pub async fn pull(&mut self, sink: &mut dyn Sink, watch: &mut dyn Watch) -> Result<Journal, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.pull(sink, watch).await,
        }
    }

    /// Prints a receipt again on the device.
    pub async fn reprint(&mut self, wanted: &Entry, watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.reprint(wanted, watch).await,
        }
    }

    /// What the family allows for an entry, judged by the entry as archived and the journal as it is now (`None`: not
    /// read now).
    pub fn remedies(&self, entry: &Entry, now: Option<&Journal>) -> Vec<Remedy> {
        match self {
            Device::Transbank(_) => transbank::remedies(entry, now),
        }
    }

    /// The redacted bytes that a remedy would send.
    pub fn request(&self, kind: RemedyKind, entry: &Entry) -> Vec<u8> {
        match self {
            Device::Transbank(_) => transbank::request(kind, entry),
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
        match self {
            Device::Transbank(driver) => driver.execute(intent, witness, watch).await,
        }
    }

    /// Settles an unknown outcome by reading only; may well leave it unknown, with what was found as evidence.
    pub async fn resolve(&mut self, intent: &Intent, watch: &mut dyn Watch) -> Result<Outcome, DeviceError> {
        match self {
            Device::Transbank(driver) => driver.resolve(intent, watch).await,
        }
    }
}
