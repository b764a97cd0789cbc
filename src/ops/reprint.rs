//! A receipt printed again on the device.

use super::{Class, Console, Failure, Visit};
use crate::device::{DeviceError, Reprinted, Watch};
use crate::model::{DeviceId, Entry};
use crate::text::failure as say;
use crate::vault::ledger::Event;

/// Prints on the device and compares what it printed with what was wanted. Noted in the ledger, also where nobody can say
/// whether paper came out. The caller's explicit command is the consent.
pub async fn reprint(
    console: &mut Console,
    visit: &mut Visit,
    wanted: &Entry,
    watch: &mut dyn Watch,
) -> Result<Reprinted, Failure> {
    if visit.saved.is_some() {
        let failure = Failure::new(Class::Rule, "read_only", &say::W_READ_ONLY, &say::NOTHING_SENT, &say::N_READ_ONLY);
        return Err(failure.on(&visit.name));
    }
    let device = visit.identity.as_ref().and_then(|identity| identity.id.clone());
    if let Some(found) = &device
        && *found != wanted.device
    {
        return Err(super::visit::other_device(&visit.name, &wanted.device, found).without(&say::NOTHING_SENT));
    }
    let printed = visit.device.reprint(wanted, watch).await;
    let told = match &printed {
        Ok(Reprinted::Wanted) => Some("the wanted one".to_owned()),
        Ok(Reprinted::Other { printed }) => Some(format!("another one: {}; that slip is to be destroyed", printed.key)),
        Ok(Reprinted::Received { lines }) => Some(format!("not on paper: the device sent {} lines to us", lines.len())),
        Ok(Reprinted::Unknown { why }) => Some(format!("unknown: {why}")),
        Err(error) => asked(error).then(|| format!("unknown: {error}")),
    };
    if let Some(told) = told {
        note(console, device, wanted, told).map_err(|failure| failure.on(&visit.name))?;
    }
    printed.map_err(|error| not_printed(&error, visit))
}

/// Whether the request may have reached the device before this error.
fn asked(error: &DeviceError) -> bool {
    use DeviceError::{Cancelled, NotAllowed, NotLast, TillHeard};
    !matches!(error, NotLast { .. } | TillHeard(_) | NotAllowed { .. } | Cancelled)
}

fn not_printed(error: &DeviceError, visit: &Visit) -> Failure {
    let failure = visit.failed(error);
    match error {
        DeviceError::Refused { .. } => failure.without(&say::D_NOT_PRINTED).then(&say::N_LOOK_AT_PAPER),
        error if asked(error) => failure.without(&say::D_MAYBE_PRINTED).then(&say::N_LOOK_AT_PAPER),
        _ => failure.without(&say::D_NOT_PRINTED),
    }
}

fn note(console: &mut Console, device: Option<DeviceId>, wanted: &Entry, printed: String) -> Result<(), Failure> {
    let event = Event::Reprinted { device, wanted: wanted.key.clone(), printed };
    let now = console.now();
    let noted = console.vault.ledger_mut().note(now, event);
    noted.map_err(|error| Failure::from(error).without(&say::D_NOT_REMEMBERED).then(&say::N_LEDGER_BEHIND))
}
