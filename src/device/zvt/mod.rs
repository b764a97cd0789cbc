//! Driver for ZVT terminals (Germany, Austria, Switzerland).

use super::{Depth, DeviceError, Findings, Inquiry, Paper, PullCost, Reprinted, Sink, Step, Terms, Watch, Witness};
use crate::link::{LineSettings, Parity, Stream};
use crate::model::{Capability, Effect, Entry, Health, Intent, Journal, Outcome, Remedy, RemedyKind};
use crate::vault::ledger::Durable;

/// Line settings of PA00P016: 9600 8N2.
pub const SETTINGS: LineSettings = LineSettings { baud: 9_600, data_bits: 8, parity: Parity::None, stop_bits: 2 };

/// What this family can do.
pub const CAPABILITIES: &[Capability] = &[];

/// What can be asked beyond the journal.
pub const INQUIRIES: &[(Inquiry, Effect)] = &[];

/// What a full pull does beside silent queries.
pub const PULL_STEPS: &[Step] = &[];

/// The driver.
pub struct Driver<S> {
    _stream: S,
    _terms: Terms,
}

const NOT_YET: &str = "ZVT";

fn not_yet() -> DeviceError {
    DeviceError::NotAllowed { what: NOT_YET, effect: Effect::Silent }
}

impl<S: Stream> Driver<S> {
    /// Over a stream; sends nothing.
    pub fn new(stream: S, terms: Terms) -> Self {
        Self { _stream: stream, _terms: terms }
    }

    /// See [`Device::agree`](super::Device::agree).
    pub fn agree(&mut self) {}

    /// See [`Device::listen`](super::Device::listen).
    pub async fn listen(&mut self, _: &mut dyn Watch) -> Result<(), DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::detect`](super::Device::detect).
    pub async fn detect(&mut self, _: &mut dyn Watch) -> Result<(), DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::health`](super::Device::health).
    pub async fn health(&mut self, _: &mut dyn Watch) -> Result<Health, DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::survey`](super::Device::survey).
    pub async fn survey(&mut self, _: &mut dyn Watch) -> Result<(), DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::pull_cost`](super::Device::pull_cost).
    pub fn pull_cost(&self) -> PullCost {
        PullCost { paper: Paper::Redirected, bytes_an_entry: 2_000, entries: 9_999, pause_ms: 200 }
    }

    /// See [`Device::pull`](super::Device::pull).
    pub async fn pull(&mut self, _: Depth, _: &mut dyn Sink, _: &mut dyn Watch) -> Result<Journal, DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::inquire`](super::Device::inquire).
    pub async fn inquire(&mut self, _: Inquiry, _: &mut dyn Watch) -> Result<Findings, DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::reprint`](super::Device::reprint).
    pub async fn reprint(&mut self, _: &Entry, _: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::execute`](super::Device::execute).
    pub async fn execute(&mut self, _: &Durable<Intent>, _: &mut dyn Witness, _: &mut dyn Watch) -> Outcome {
        Outcome::NotDone { evidence: "nothing was sent".to_owned() }
    }

    /// See [`Device::resolve`](super::Device::resolve).
    pub async fn resolve(&mut self, _: &Intent, _: &mut dyn Watch) -> Result<Outcome, DeviceError> {
        Err(not_yet())
    }

    /// See [`Device::changed_configuration`](super::Device::changed_configuration).
    pub fn changed_configuration(&self) -> bool {
        false
    }

    /// See [`Device::log_off`](super::Device::log_off).
    pub async fn log_off(&mut self, _: &mut dyn Watch) -> Result<(), DeviceError> {
        Err(not_yet())
    }
}

/// What may be done for an entry, and for each refusal why.
pub fn remedies(_: &Entry, _: Option<&Journal>) -> Vec<Remedy> {
    Vec::new()
}

/// The redacted bytes that a remedy sends.
pub fn request(_: RemedyKind, _: &Entry) -> Vec<u8> {
    Vec::new()
}
