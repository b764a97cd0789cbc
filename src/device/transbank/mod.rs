//! Driver for Transbank POS Integrado.

use super::{DeviceError, PullCost, Reprinted, Sink, Watch, Witness};
use crate::link::{LineSettings, Parity, Stream};
use crate::model::{Capability, Entry, Health, Identity, Intent, Journal, Outcome, Remedy, RemedyKind};
use crate::vault::ledger::Durable;

/// Line settings of the reference: 115200 8N1.
pub const SETTINGS: LineSettings = LineSettings { baud: 115_200, data_bits: 8, parity: Parity::None, stop_bits: 1 };

/// What this family can do.
pub const CAPABILITIES: &[Capability] = &[];

/// The driver.
pub struct Driver<S> {
    #[allow(dead_code)]
    stream: S,
}

impl<S: Stream> Driver<S> {
    /// Over a stream; sends nothing.
    pub fn new(stream: S) -> Self {
        Self { stream }
    }
    /// See [`Device::listen`](super::Device::listen).
    pub async fn listen(&mut self, _watch: &mut dyn Watch) -> Result<(), DeviceError> {
        todo!()
    }
    /// See [`Device::detect`](super::Device::detect).
    pub async fn detect(&mut self, _watch: &mut dyn Watch) -> Result<(), DeviceError> {
        todo!()
    }
    /// See [`Device::identify`](super::Device::identify).
    pub async fn identify(&mut self, _watch: &mut dyn Watch) -> Result<Identity, DeviceError> {
        todo!()
    }
    /// See [`Device::health`](super::Device::health).
    pub async fn health(&mut self, _watch: &mut dyn Watch) -> Result<Health, DeviceError> {
        todo!()
    }
    /// See [`Device::pull_cost`](super::Device::pull_cost).
    pub fn pull_cost(&self) -> PullCost {
        todo!()
    }
    /// See [`Device::pull`](super::Device::pull).
    pub async fn pull(&mut self, _sink: &mut dyn Sink, _watch: &mut dyn Watch) -> Result<Journal, DeviceError> {
        todo!()
    }
    /// See [`Device::reprint`](super::Device::reprint).
    pub async fn reprint(&mut self, _wanted: &Entry, _watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        todo!()
    }
    /// See [`Device::execute`](super::Device::execute).
    pub async fn execute(
        &mut self,
        _intent: &Durable<Intent>,
        _witness: &mut dyn Witness,
        _watch: &mut dyn Watch,
    ) -> Outcome {
        todo!()
    }
    /// See [`Device::resolve`](super::Device::resolve).
    pub async fn resolve(&mut self, _intent: &Intent, _watch: &mut dyn Watch) -> Result<Outcome, DeviceError> {
        todo!()
    }
}

/// What may be done for an entry, and why not.
pub fn remedies(_entry: &Entry, _now: Option<&Journal>) -> Vec<Remedy> {
    todo!()
}

/// The bytes a remedy would send.
pub fn request(_kind: RemedyKind, _entry: &Entry) -> Vec<u8> {
    todo!()
}
