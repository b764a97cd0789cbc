//! Bills set against the journals of the vault. Only reads: nothing is sent to a device, and no case is closed by it.

mod files;
mod journals;
mod result;

use std::path::PathBuf;

use jiff::civil::Date;

pub use files::{Seen, preview};
pub use result::{Alike, Ambiguous, Differing, Measured, Reconciled, Spot};

use super::{Console, Failure};
use crate::diagnose::{matching, reconcile as rules};
use crate::model::DeviceId;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Files of bills.
    pub files: Vec<PathBuf>,
    /// Only the journal of this device.
    pub device: Option<DeviceId>,
    /// A mapping profile for tables of an acquirer.
    pub profile: Option<PathBuf>,
    /// The merchant that the bills have to be of.
    pub merchant: Option<String>,
    /// A day that they have to cover.
    pub day: Option<Date>,
}

/// Reads all files and sets them against the journals. One file that cannot be used stops everything: half of the bills would
/// make payments of the other half look missing.
pub fn reconcile(console: &Console, ask: &Ask) -> Result<Reconciled, Failure> {
    let bills = files::read_all(ask)?;
    let (shelves, remarks) = journals::read(console, ask.device.as_ref())?;
    let books: Vec<matching::Book<'_>> = shelves.iter().map(journals::Shelf::book).collect();
    let matching = matching::compare(&books, &bills);
    let findings = rules::find(&matching, console.now());
    let mut reconciled = Reconciled::of(&matching, findings);
    drop(matching);
    reconciled.devices = shelves.into_iter().map(|shelf| shelf.device).collect();
    reconciled.remarks = remarks;
    reconciled.bills = bills;
    Ok(reconciled)
}
