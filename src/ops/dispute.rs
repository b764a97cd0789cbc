//! A disputed payment, answered from the vault.

use super::{Console, Failure};
use crate::diagnose::dispute::{Dispute, Question};
use crate::model::DeviceId;

/// Answers from everything the vault has of a device.
pub fn ask(console: &Console, device: &DeviceId, question: Question) -> Result<Dispute, Failure> {
    let _ = (console, device, question);
    todo!()
}
