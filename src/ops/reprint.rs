//! A receipt printed again on the device.

use super::{Console, Failure, Visit};
use crate::device::{Reprinted, Watch};
use crate::model::Entry;

/// Prints on the device and compares what it printed with what was wanted. Noted in the ledger.
pub async fn reprint(
    console: &mut Console,
    visit: &mut Visit,
    wanted: &Entry,
    watch: &mut dyn Watch,
) -> Result<Reprinted, Failure> {
    let _ = (console, visit, wanted, watch);
    todo!()
}
