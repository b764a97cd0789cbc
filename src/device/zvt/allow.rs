//! What may be sent, by situation, down to the form of each command. What is on none of these lists cannot be sent at all:
//! payments (`06 01`), reset (`06 18`), pre-authorisations and what is done with them (`06 22`, `06 24`, `06 25`, `06 23` but
//! for the question which are open), refunds (`06 31`), closing the batch (`06 50`, `06 51`, `06 52`), clock, initialisation,
//! passwords and terminal id (`06 91`, `06 93`, `06 95`, `06 1B`), service mode, updates, files to be deleted or written and
//! the baud rate (`08 01`, `08 10`, `08 12`, `08 13`, `08 14`, `08 40`), abort (`06 B0`), and in any command the mirrored
//! transaction id (TLV `1F1F`), which can make a terminal take its last transaction back.

use super::super::DeviceError;
use crate::model::Effect;
use crate::protocol::zvt::request::{config, repeat};
use crate::protocol::zvt::{Charge, Control, Request, Tlv};

/// What the driver is doing, which decides what it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Situation {
    /// Finding out whether a device of this family is there.
    Detecting,
    /// Reading what changes nothing.
    Reading,
    /// Making the terminal print to us: a person agreed to a pull and its steps.
    Registering,
    /// Printing, which a person agreed to.
    Printing,
    /// Asking something beyond the journal, which a person agreed to.
    Enquiring,
    /// Waiting until a terminal is idle again, to settle a reversal; a person agreed to what is not silent.
    Settling,
    /// Ending the registration, which a person asked for.
    LoggingOff,
    /// Carrying out a durable intent.
    Remedy,
}

/// A command and the effect it may have at most.
type Allowed = (Control, Effect);

const LAST: Allowed = (Control::REPEAT_RECEIPT, Effect::Silent);
const OPEN: Allowed = (Control::PARTIAL_REVERSAL, Effect::Silent);
const TOTALS: Allowed = (Control::TOTALS, Effect::Silent);
const STATUS: Allowed = (Control::STATUS_ENQUIRY, Effect::MayCloseBatch);

const DETECTING: &[Allowed] = &[LAST];
const READING: &[Allowed] = &[LAST, OPEN, TOTALS];
const REGISTERING: &[Allowed] = &[(Control::REGISTRATION, Effect::ChangesConfiguration)];
const PRINTING: &[Allowed] = &[(Control::REPRINT_RANGE, Effect::Prints), (Control::REPEAT_RECEIPT, Effect::Prints)];
const ENQUIRING: &[Allowed] = &[
    STATUS,
    (Control::SYSTEM_CONFIGURATION, Effect::Prints),
    (Control::DIAGNOSIS, Effect::GoesOnline),
    (Control::READ_FILE, Effect::Silent),
];
const SETTLING: &[Allowed] = &[STATUS];
const LOGGING_OFF: &[Allowed] = &[(Control::LOG_OFF, Effect::ChangesConfiguration)];
const REMEDY: &[Allowed] = &[(Control::REVERSAL, Effect::MovesMoney)];

impl Situation {
    fn list(self) -> &'static [Allowed] {
        match self {
            Situation::Detecting => DETECTING,
            Situation::Reading => READING,
            Situation::Registering => REGISTERING,
            Situation::Printing => PRINTING,
            Situation::Enquiring => ENQUIRING,
            Situation::Settling => SETTLING,
            Situation::LoggingOff => LOGGING_OFF,
            Situation::Remedy => REMEDY,
        }
    }

    /// Lets a request pass or refuses it; what the codec says of its effect has to agree with the list, and its form has to be
    /// the one that this driver sends.
    pub(super) fn permit(self, request: &Request) -> Result<(), DeviceError> {
        let effect = request.effect();
        match self.list().contains(&(request.control(), effect)) && is_ours(request) {
            true => Ok(()),
            false => Err(DeviceError::NotAllowed { what: request.name(), effect }),
        }
    }
}

/// Whether a request has a form that this driver sends. Everything that could carry more than it needs is named here.
fn is_ours(request: &Request) -> bool {
    match request {
        Request::RepeatReceipt { service: Some(service), which: None, range: None, .. } => {
            [repeat::STATUS, repeat::STATUS | repeat::NO_PRINT].contains(service)
        }
        Request::OpenPreAuthorisations | Request::Totals { .. } => true,
        Request::Registration { config: config::CONSOLE, currency: Some(_), service: None, tlv: Some(tlv), .. } => {
            tlv.iter().all(|object| *object == print_blocks())
        }
        Request::LogOff | Request::SystemConfiguration => true,
        Request::ReprintRange { from, to: Some(to), .. } => from == to && (1..=MOST_RECEIPT).contains(from),
        Request::StatusEnquiry { tlv: None, .. } => true,
        Request::Diagnosis { kind: None } => true,
        Request::ReadFile { offset: None, .. } => true,
        Request::Reversal { receipt, charge, .. } => {
            let Charge { amount, currency, payment_type, rest } = charge;
            (1..=MOST_RECEIPT).contains(receipt)
                && amount.is_some_and(|minor| (1..=MOST_AMOUNT).contains(&minor))
                && currency.is_none()
                && payment_type.is_none()
                && rest.is_empty()
        }
        _ => false,
    }
}

/// Largest receipt number: four digits.
pub(super) const MOST_RECEIPT: u16 = 9_999;
/// Largest amount: twelve digits.
pub(super) const MOST_AMOUNT: i64 = 999_999_999_999;

/// The list of commands (TLV 26) that tells a terminal that it may print to us in blocks.
pub(super) fn print_blocks() -> Tlv {
    Tlv::objects(0x26, vec![Tlv::bytes(0x0A, [Control::PRINT_BLOCK.0, Control::PRINT_BLOCK.1])])
}
