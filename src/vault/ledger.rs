//! The ledger: what we did. Append-only JSON lines, each with the hash of the line before; one file a writer.

use jiff::Timestamp;

use super::VaultError;
use crate::model::{Consent, DeviceId, EntryKey, Intent, IntentId, Outcome, Plan, PreState};

/// A value that is on the disk, against a power cut too. Only the ledger makes one, so a function that takes it cannot
/// be called too early.
#[derive(Clone, Debug)]
pub struct Durable<T> {
    value: T,
}

impl<T> Durable<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }
}

/// What a line of the ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A visit began: port, family, identity in words.
    Visit {
        /// Port, as people read it.
        port: String,
        /// Device, where it told.
        device: Option<DeviceId>,
        /// Consent by name (`--protocol`), for what is not silent.
        consent: String,
    },
    /// A journal was sealed into an archive.
    Pulled {
        /// Device.
        device: Option<DeviceId>,
        /// Content hash.
        archive: String,
        /// Entries.
        entries: usize,
    },
    /// A receipt was printed again on the device.
    Reprinted {
        /// Device.
        device: Option<DeviceId>,
        /// What was wanted.
        wanted: EntryKey,
        /// Whether the device printed that one, and what else if not.
        printed: String,
    },
    /// An intent: from here on its outcome is unknown until an [`Event::Outcome`] says otherwise.
    Intent(Box<Intent>),
    /// Something the device said during a remedy (redacted frame in hex and its meaning).
    Answer {
        /// Which intent.
        intent: IntentId,
        /// In words and hex.
        text: String,
    },
    /// How an intent ended, or that it is still unknown.
    Outcome {
        /// Which intent.
        intent: IntentId,
        /// How.
        outcome: Outcome,
        /// The person who concluded it with `recover --conclude`; `None` when the device proved it.
        by: Option<String>,
    },
    /// Archives were exported, restored, purged; a torn tail was set aside; the index was rebuilt.
    Upkeep {
        /// In words.
        text: String,
    },
}

/// A line as read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Writer it belongs to.
    pub writer: String,
    /// Number in that writer's file, from 1.
    pub number: u64,
    /// When it was written, by that machine's clock.
    pub at: Timestamp,
    /// What it says; `None` for an event of a newer version (kept, counted in the chain, shown as unknown).
    pub event: Option<Event>,
    /// Hash of the line (SHA-256, hex).
    pub hash: String,
}

/// An intent and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The intent.
    pub intent: Intent,
    /// When it was written.
    pub at: Timestamp,
    /// Its newest outcome; `None` means that not even a failure was recorded: unknown.
    pub outcome: Option<Outcome>,
    /// Whether this vault's own machine wrote it.
    pub own: bool,
}

impl Case {
    /// Whether it still has to be settled.
    pub fn is_open(&self) -> bool {
        matches!(self.outcome, None | Some(Outcome::Unknown { .. }))
    }
}

/// What verifying found for one writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Writer.
    pub writer: String,
    /// Lines that hold.
    pub lines: u64,
    /// Hash of the last one: to be noted on the service slip, as a chain does not protect its own end.
    pub head: String,
    /// What does not hold, and from which line.
    pub broken: Option<String>,
}

/// The ledgers of a vault.
pub struct Ledger {
    _private: (),
}

impl Ledger {
    /// Every line of every writer, in the order of time within a writer.
    pub fn lines(&self) -> Result<Vec<Line>, VaultError> {
        todo!()
    }

    /// Checks every chain.
    pub fn verify(&self) -> Result<Vec<Verified>, VaultError> {
        todo!()
    }

    /// Every intent with what became of it, oldest first.
    pub fn cases(&self) -> Result<Vec<Case>, VaultError> {
        todo!()
    }

    /// Appends an event; durable when it returns.
    pub fn note(&mut self, at: Timestamp, event: Event) -> Result<(), VaultError> {
        let _ = (at, event);
        todo!()
    }

    /// Gives an intent its number and makes it durable.
    pub fn intend(
        &mut self,
        at: Timestamp,
        plan: Plan,
        consent: Consent,
        pre_state: PreState,
    ) -> Result<Durable<Intent>, VaultError> {
        let _ = (at, plan, consent, pre_state);
        todo!()
    }
}
