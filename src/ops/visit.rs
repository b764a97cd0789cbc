//! A visit: one device on one port, from listening to the hand-back list.

use std::fmt::Display;

use super::{Class, Console, Failure, continuity};
use crate::device::{self, Device, DeviceError, NotDurable, Sink, Watch};
use crate::link::{Fingerprint, Opened, PortSpec};
use crate::model::{Capability, DeviceId, Entry, Family, Health, Identity, Journal};
use crate::text::{Phrase, failure as say, ops as words};
use crate::vault::ledger::Event;

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
    let visit = find(console, port, protocol, watch).await?;
    let consent = protocol.map(|family| format!("--protocol {family}")).unwrap_or_default();
    note(console, &visit, consent)?;
    Ok(visit)
}

/// Opens the same port again after the link was lost, and makes sure by its numbers that it is the same device: another one is
/// an error and the visit stays closed. Who finds the adapter under a new name puts that into `lost.port` first. A device
/// that tells no numbers now is let in without identity, so nothing that moves money is allowed.
pub async fn reopen(console: &mut Console, lost: Visit, watch: &mut dyn Watch) -> Result<Visit, Failure> {
    let Visit { device, port, fingerprint, identity, .. } = lost;
    let family = device.family();
    drop(device);
    let mut visit = find(console, &port, Some(family), watch).await?;
    let told = |print: &Fingerprint| *print != Fingerprint::default();
    if told(&fingerprint) && told(&visit.fingerprint) && visit.fingerprint != fingerprint {
        let failure = Failure::new(
            Class::Rule,
            "other_adapter",
            &say::W_OTHER_ADAPTER,
            &say::D_VISIT_CLOSED,
            &say::N_OTHER_ADAPTER,
        );
        return Err(failure.on(&visit.name));
    }
    let journal = read(&mut visit, watch).await?;
    let found = settle_identity(console, &mut visit, &journal)?;
    let expected = identity.and_then(|identity| identity.id);
    if let (Some(expected), Some(found)) = (&expected, &found.id)
        && expected != found
    {
        return Err(other_device(&visit.name, expected, found));
    }
    note(console, &visit, "the link was lost and opened again".to_owned())?;
    Ok(visit)
}

/// Asks who it is and how it is; judges continuity with the newest archive. Another device than the visit knew before
/// is an error.
pub async fn identify(console: &mut Console, visit: &mut Visit, watch: &mut dyn Watch) -> Result<Identified, Failure> {
    let journal = read(visit, watch).await?;
    let before = visit.identity.as_ref().and_then(|identity| identity.id.clone());
    if let (Some(expected), Some(found)) = (&before, &journal.device)
        && expected != found
    {
        return Err(other_device(&visit.name, expected, found));
    }
    let identity = settle_identity(console, visit, &journal)?;
    let health = visit.device.health(watch).await.map_err(|error| Failure::device(&error, &visit.name))?;
    let family = visit.device.family();
    Ok(Identified {
        hand_back: hand_back(family, identity.id.as_ref()),
        identity,
        health,
        capabilities: device::capabilities(family),
    })
}

/// What has to be right again when the technician leaves.
pub fn hand_back(family: Family, device: Option<&DeviceId>) -> Vec<Phrase> {
    let till = match device {
        Some(device) => words::BACK_TILL.with([("device", device as &dyn Display)]),
        None => (&words::BACK_TILL_UNNAMED).into(),
    };
    match family {
        Family::Transbank => vec![
            (&words::BACK_INTEGRATED).into(),
            (&words::BACK_BAUD).into(),
            till,
            (&words::BACK_POLL).into(),
            (&words::BACK_SLIPS).into(),
            (&words::BACK_OPEN_CASES).into(),
        ],
    }
}

/// The failure of finding another device than the one that was expected (design rule: stop).
pub(super) fn other_device(name: &str, expected: &DeviceId, found: &DeviceId) -> Failure {
    let what = say::W_OTHER_DEVICE.with([("found", found as &dyn Display), ("expected", expected)]);
    Failure::new(Class::Rule, "other_device", what, &say::D_VISIT_CLOSED, &say::N_OTHER_DEVICE).on(name)
}

/// Reads the journal without keeping it: the silent query that everything is judged by.
pub(super) async fn read(visit: &mut Visit, watch: &mut dyn Watch) -> Result<Journal, Failure> {
    visit.device.pull(&mut Unkept, watch).await.map_err(|error| Failure::device(&error, &visit.name))
}

/// Judges the journal and remembers the result in the visit.
pub(super) fn settle_identity(console: &Console, visit: &mut Visit, journal: &Journal) -> Result<Identity, Failure> {
    let proof = continuity::judge(&console.vault, journal)?;
    let identity = Identity { family: visit.device.family(), id: journal.device.clone(), proof };
    visit.identity = Some(identity.clone());
    Ok(identity)
}

/// Opens and listens for each family that may be asked, and takes the first that answers.
async fn find(
    console: &Console,
    port: &PortSpec,
    protocol: Option<Family>,
    watch: &mut dyn Watch,
) -> Result<Visit, Failure> {
    let families = protocol.as_ref().map_or(Family::ALL, std::slice::from_ref);
    let opener = console.opener.clone();
    let mut tried = Vec::new();
    let mut last = None;
    for &family in families {
        let opened = opener.open(port, device::default_settings(family)).await?;
        let Opened { stream, fingerprint, read_only, name } = opened;
        let mut device = Device::new(family, stream);
        let answered = match device.listen(watch).await {
            Ok(()) => device.detect(watch).await,
            error => error,
        };
        match answered {
            Ok(()) => {
                return Ok(Visit { device, port: port.clone(), name, fingerprint, read_only, identity: None });
            }
            Err(error @ (DeviceError::Silent { .. } | DeviceError::Protocol { .. })) => {
                tried.push(format!("{family} {name}"));
                last = Some(error);
            }
            Err(error) => return Err(Failure::device(&error, &name)),
        }
    }
    let what = say::W_NO_DEVICE.with([("tried", &tried.join(", ") as &dyn Display)]);
    let failure = Failure::new(Class::NoDevice, "no_device", what, &say::D_NOTHING_CHANGED, &say::N_NO_DEVICE);
    Err(match last {
        Some(error) => failure.because(error),
        None => failure,
    })
}

/// Writes the visit into the ledger.
fn note(console: &mut Console, visit: &Visit, consent: String) -> Result<(), Failure> {
    let device = visit.identity.as_ref().and_then(|identity| identity.id.clone());
    let event = Event::Visit { port: visit.name.clone(), device, consent };
    let now = console.now();
    Ok(console.vault.ledger_mut().note(now, event)?)
}

/// Lets entries go by.
struct Unkept;

impl Sink for Unkept {
    fn batch(&mut self, _entries: &[Entry]) -> Result<(), NotDurable> {
        Ok(())
    }
}
