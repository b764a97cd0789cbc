//! A visit: one device on one port, from listening to the hand-back list.

use super::{Console, Failure};
use crate::device::{Device, Watch};
use crate::link::{Fingerprint, PortSpec};
use crate::model::{Capability, DeviceId, Family, Health, Identity};
use crate::text::Phrase;

/// An open visit.
pub struct Visit {
    /// The driver.
    pub device: Device,
    /// Where it is.
    pub port: PortSpec,
    /// For people.
    pub name: String,
    /// What stays the same when the adapter comes back.
    pub fingerprint: Fingerprint,
    /// A saved device.
    pub read_only: bool,
    /// Who it is, once asked.
    pub identity: Option<Identity>,
}

/// The answer to `identify`.
#[derive(Clone, Debug)]
pub struct Identified {
    /// Who.
    pub identity: Identity,
    /// How it is.
    pub health: Health,
    /// What its family can do.
    pub capabilities: &'static [Capability],
    /// What has to be right again when the technician leaves.
    pub hand_back: Vec<Phrase>,
}

/// Opens the port, listens, and finds the family by silent commands (or takes the one named). The visit goes into the
/// ledger.
pub async fn open(
    console: &mut Console,
    port: &PortSpec,
    protocol: Option<Family>,
    watch: &mut dyn Watch,
) -> Result<Visit, Failure> {
    let _ = (console, port, protocol, watch);
    todo!()
}

/// Opens the same port again after the link was lost, and makes sure by its numbers that it is the same device: another one is
/// an error and the visit stays closed.
pub async fn reopen(console: &mut Console, lost: Visit, watch: &mut dyn Watch) -> Result<Visit, Failure> {
    let _ = (console, lost, watch);
    todo!()
}

/// Asks who it is and how it is; judges continuity with the newest archive.
pub async fn identify(console: &mut Console, visit: &mut Visit, watch: &mut dyn Watch) -> Result<Identified, Failure> {
    let _ = (console, visit, watch);
    todo!()
}

/// What has to be right again when the technician leaves.
pub fn hand_back(family: Family, device: Option<&DeviceId>) -> Vec<Phrase> {
    let _ = (family, device);
    todo!()
}
