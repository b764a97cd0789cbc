//! A visit: one device on one port, from listening to the hand-back list.

use std::fmt::Display;

use super::{Class, Console, Failure, continuity, pull};
use crate::device::{self, Depth, Device, DeviceError, Findings, Inquiry, NotDurable, Sink, Terms, Watch};
use crate::link::{Fingerprint, LineKind, Opened, PortSpec, Saved};
use crate::model::{Capability, DeviceId, Effect, Entry, Family, Health, Identity, Journal, Password};
use crate::text::{Phrase, failure as say, ops as words, terms};
use crate::vault::ledger::Event;

/// An open visit.
pub struct Visit {
    /// The driver.
    pub device: Device,
    /// Where it is.
    pub port: PortSpec,
    /// What carries the bytes.
    pub line: LineKind,
    /// For people.
    pub name: String,
    /// What stays the same when the adapter comes back.
    pub fingerprint: Fingerprint,
    /// What the other end is a saved device of; `None`: a device.
    pub saved: Option<Saved>,
    /// A person agreed to the steps of a visit of this family that are not silent.
    pub consented: bool,
    /// Who it is, once asked.
    pub identity: Option<Identity>,
    /// A stored setting of the device was changed before the link was opened again.
    changed: bool,
}

impl Visit {
    /// Whether a stored setting of the device may have been changed by this visit, lost links included. A saved device has none.
    pub fn changed_configuration(&self) -> bool {
        self.saved.is_none() && (self.changed || self.device.changed_configuration())
    }
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
    /// What a pull will do, in sentences, to be said before it begins.
    pub pull: Vec<Phrase>,
    /// What has to be right again when the technician leaves.
    pub hand_back: Vec<Phrase>,
}

/// Which family a person named for a port, and whether that was meant as consent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The only family to be asked; `None`: all, silently.
    pub family: Option<Family>,
    /// The steps of a visit of that family that are not silent are agreed to.
    pub consented: bool,
}

impl Asked {
    /// As `--protocol FAMILY` means it: named is agreed to.
    pub fn named(family: Option<Family>) -> Self {
        Self { family, consented: family.is_some() }
    }
}

/// Opens the port, listens, and finds the family by silent commands (or takes the one named). The visit goes into the
/// ledger.
pub async fn open(
    console: &mut Console,
    port: &PortSpec,
    asked: Asked,
    watch: &mut dyn Watch,
) -> Result<Visit, Failure> {
    let visit = find(console, port, asked, watch).await?;
    let consent = match asked.family {
        Some(family) if asked.consented => format!("--protocol {family}"),
        _ => String::new(),
    };
    note(console, &visit, consent)?;
    Ok(visit)
}

/// A person agreed, on the screen, to the steps of this visit that are not silent.
pub fn agree(console: &mut Console, visit: &mut Visit) -> Result<(), Failure> {
    if !visit.consented {
        visit.device.agree();
        visit.consented = true;
        note(console, visit, "agreed on the screen".to_owned())?;
    }
    Ok(())
}

/// Opens the same port again after the link was lost, and makes sure by its numbers that it is the same device: another one is
/// an error and the visit stays closed. Who finds the adapter under a new name puts that into `lost.port` first. A device
/// that tells no numbers now is let in without identity, so nothing that moves money is allowed.
pub async fn reopen(console: &mut Console, lost: Visit, watch: &mut dyn Watch) -> Result<Visit, Failure> {
    let changed = lost.changed_configuration();
    let Visit { device, port, fingerprint, identity, consented, .. } = lost;
    let family = device.family();
    drop(device);
    let asked = Asked { family: Some(family), consented };
    let mut visit = find(console, &port, asked, watch).await?;
    visit.changed = changed;
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
    let pull = pull::announce(visit, watch).await?;
    Ok(Identified {
        hand_back: hand_back(visit),
        identity,
        health,
        capabilities: device::capabilities(visit.device.family()),
        pull,
    })
}

/// Asks a device something beyond its journal. What is not silent needs the family named, and goes into the ledger before
/// it is sent.
pub async fn inquire(
    console: &mut Console,
    visit: &mut Visit,
    what: Inquiry,
    watch: &mut dyn Watch,
) -> Result<Findings, Failure> {
    let family = visit.device.family();
    let known = device::inquiries(family).iter().find(|(known, _)| *known == what);
    let Some(&(_, effect)) = known else {
        let what = words::NO_INQUIRY.with([("what", &what.as_str() as &dyn Display), ("family", &family)]);
        return Err(
            Failure::new(Class::Rule, "no_inquiry", what, &say::NOTHING_SENT, &words::SEE_FAMILY).on(&visit.name)
        );
    };
    if effect != Effect::Silent {
        let told = format!("{} ({})", what.as_str(), terms::effect(effect).en);
        if !visit.consented {
            let what = words::PULL_NEEDS_CONSENT.with([("steps", &told as &dyn Display)]);
            let next = words::NAME_THE_FAMILY.with([("family", &family as &dyn Display)]);
            let failure = Failure::new(Class::Consent, "consent_missing", what, &say::D_NOTHING_CHANGED, next);
            return Err(failure.on(&visit.name));
        }
        note(console, visit, told)?;
    }
    visit.device.inquire(what, watch).await.map_err(|error| Failure::device(&error, &visit.name))
}

/// Ends the till's registration with the device, as a person asked; goes into the ledger.
pub async fn log_off(console: &mut Console, visit: &mut Visit, watch: &mut dyn Watch) -> Result<(), Failure> {
    note(console, visit, "log-off, as asked".to_owned())?;
    visit.device.log_off(watch).await.map_err(|error| Failure::device(&error, &visit.name))
}

/// What has to be right again when the technician leaves.
pub fn hand_back(visit: &Visit) -> Vec<Phrase> {
    let device = visit.identity.as_ref().and_then(|identity| identity.id.as_ref());
    let till = match device {
        Some(device) => words::BACK_TILL.with([("device", device as &dyn Display)]),
        None => (&words::BACK_TILL_UNNAMED).into(),
    };
    match visit.device.family() {
        Family::Zvt => {
            let registered = visit.changed_configuration();
            let registration = if registered { &words::BACK_REGISTERED } else { &words::BACK_REGISTRATION };
            vec![
                registration.into(),
                (&words::BACK_BAUD).into(),
                till,
                (&words::BACK_POLL).into(),
                (&words::BACK_SLIPS).into(),
                (&words::BACK_OPEN_CASES).into(),
            ]
        }
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

/// Reads the journal without keeping it: the silent query that everything is judged by. Of a saved device all that it was
/// asked for: nothing comes to harm there.
pub(super) async fn read(visit: &mut Visit, watch: &mut dyn Watch) -> Result<Journal, Failure> {
    let depth = if visit.saved == Some(Saved::Whole) { Depth::Full } else { Depth::Silent };
    visit.device.pull(depth, &mut Unkept, watch).await.map_err(|error| Failure::device(&error, &visit.name))
}

/// Judges the journal and remembers the result in the visit.
pub(super) fn settle_identity(console: &Console, visit: &mut Visit, journal: &Journal) -> Result<Identity, Failure> {
    let proof = continuity::judge(&console.vault, journal)?;
    let identity = Identity { family: visit.device.family(), id: journal.device.clone(), proof };
    visit.identity = Some(identity.clone());
    Ok(identity)
}

/// Opens and listens for each family that may be asked, and takes the first that answers.
async fn find(console: &Console, port: &PortSpec, asked: Asked, watch: &mut dyn Watch) -> Result<Visit, Failure> {
    let family = asked.family.or_else(|| simulated(port));
    let families = family.as_ref().map_or(Family::ALL, std::slice::from_ref);
    let opener = console.opener.clone();
    let mut tried = Vec::new();
    let mut last = None;
    for &family in families {
        let opened = opener.open(port, device::default_settings(family)).await?;
        let Opened { stream, line, fingerprint, saved, name } = opened;
        // A saved device can be asked anything that it was asked once, and was kept without its password.
        let terms = match saved {
            Some(_) => Terms { line, password: Password::NONE, consented: true },
            None => Terms { line, password: console.password, consented: asked.consented },
        };
        let consented = terms.consented;
        let mut device = Device::new(family, stream, terms);
        let answered = match device.listen(watch).await {
            Ok(()) => device.detect(watch).await,
            error => error,
        };
        match answered {
            Ok(()) => {
                let port = port.clone();
                return Ok(Visit {
                    device,
                    port,
                    line,
                    name,
                    fingerprint,
                    saved,
                    consented,
                    identity: None,
                    changed: false,
                });
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

/// The family of a simulated device stands in its name.
fn simulated(port: &PortSpec) -> Option<Family> {
    match port {
        PortSpec::Sim(text) => text.split('?').next()?.parse().ok(),
        _ => None,
    }
}

/// Writes the visit, or what a person agreed to in it, into the ledger.
pub(super) fn note(console: &mut Console, visit: &Visit, consent: String) -> Result<(), Failure> {
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
