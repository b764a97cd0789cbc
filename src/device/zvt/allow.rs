//! What may be sent, by situation, down to the form of each command. What is on none of these lists cannot be sent at all:
//! payments (`06 01`), reset (`06 18`), pre-authorisations and what is done with them (`06 22`, `06 24`, `06 25`, `06 23` but
//! for the question which are open), refunds (`06 31`), closing the batch (`06 50`, `06 51`, `06 52`), clock, initialisation,
//! passwords and terminal id (`06 91`, `06 93`, `06 95`, `06 1B`), service mode, updates, files to be deleted or written and
//! the baud rate (`08 01`, `08 10`, `08 12`, `08 13`, `08 14`, `08 40`), abort (`06 B0`), and in any command the mirrored
//! transaction id (TLV `1F1F`), which can make a terminal take its last transaction back.

use super::super::DeviceError;
use crate::model::Effect;
use crate::protocol::zvt::request::{config, repeat, status};
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
    Resolving,
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
const RESOLVING: &[Allowed] = &[STATUS];
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
            Situation::Resolving => RESOLVING,
            Situation::LoggingOff => LOGGING_OFF,
            Situation::Remedy => REMEDY,
        }
    }

    /// Lets a request pass or refuses it; what the codec says of its effect has to agree with the list, and its form has to be
    /// the one that this driver sends.
    pub(super) fn permit(self, request: &Request) -> Result<(), DeviceError> {
        let effect = request.effect();
        match self.list().contains(&(request.control(), effect)) && is_ours(self, request) {
            true => Ok(()),
            false => Err(DeviceError::NotAllowed { what: request.name(), effect }),
        }
    }
}

/// Whether a request has a form that this driver sends there. Everything that could carry more than it needs is named here.
fn is_ours(situation: Situation, request: &Request) -> bool {
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
        Request::StatusEnquiry { password: Some(_), service: None, tlv: None } => true,
        // Only the empty container, which allows the terminal to send one.
        Request::StatusEnquiry { password: Some(_), service: Some(status::CONTAINER), tlv: Some(tlv) } => {
            situation == Situation::Enquiring && tlv.is_empty()
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Currency, Password};
    use crate::protocol::zvt::{Item, Message};
    use jiff::civil::{date, time};

    const ALL: &[Situation] = &[
        Situation::Detecting,
        Situation::Reading,
        Situation::Registering,
        Situation::Printing,
        Situation::Enquiring,
        Situation::Resolving,
        Situation::LoggingOff,
        Situation::Remedy,
    ];
    const PASSWORD: Password = Password::NONE;

    fn reversal(receipt: u16, charge: Charge) -> Request {
        Request::Reversal { password: PASSWORD, receipt, charge }
    }

    fn charge() -> Charge {
        Charge { amount: Some(1_010), ..Charge::default() }
    }

    fn repeat_receipt(service: Option<u8>) -> Request {
        Request::RepeatReceipt { password: PASSWORD, service, which: None, range: None }
    }

    fn registration(tlv: Option<Vec<Tlv>>) -> Request {
        let (config, currency) = (config::CONSOLE, Some(Currency::EUR));
        Request::Registration { password: PASSWORD, config, currency, service: None, tlv }
    }

    fn enquiry(service: Option<u8>, tlv: Option<Vec<Tlv>>) -> Request {
        Request::StatusEnquiry { password: Some(PASSWORD), service, tlv }
    }

    /// What this driver sends, and where.
    fn sent() -> Vec<(Request, Vec<Situation>)> {
        use Situation::{Detecting, Enquiring, LoggingOff, Printing, Reading, Registering, Remedy, Resolving};
        vec![
            (repeat_receipt(Some(3)), vec![Detecting, Reading]),
            (repeat_receipt(Some(1)), vec![Printing]),
            (Request::Totals { password: PASSWORD }, vec![Reading]),
            (Request::OpenPreAuthorisations, vec![Reading]),
            (registration(Some(vec![print_blocks()])), vec![Registering]),
            (Request::ReprintRange { password: PASSWORD, from: 7, to: Some(7) }, vec![Printing]),
            (enquiry(None, None), vec![Enquiring, Resolving]),
            (enquiry(Some(4), Some(vec![])), vec![Enquiring]),
            (Request::SystemConfiguration, vec![Enquiring]),
            (Request::Diagnosis { kind: None }, vec![Enquiring]),
            (Request::ReadFile { id: 1, offset: None }, vec![Enquiring]),
            (Request::LogOff, vec![LoggingOff]),
            (reversal(42, charge()), vec![Remedy]),
        ]
    }

    #[test]
    fn each_situation_lets_its_own_commands_pass_and_no_other() {
        for (request, places) in sent() {
            let found: Vec<Situation> = ALL.iter().copied().filter(|place| place.permit(&request).is_ok()).collect();
            assert_eq!(found, places, "{}", request.name());
        }
    }

    fn bare(class: u8, instr: u8) -> Request {
        Request::Other(Message::new(Control(class, instr), Vec::new()))
    }

    /// Every other request that the codec can write, and forms of our own commands that say more than they need.
    fn never() -> Vec<Request> {
        let password = PASSWORD;
        let some = charge;
        let mirrored = || vec![print_blocks(), Tlv::bytes(0x1F1F, [0, 0, 0, 1])];
        let mut requests = vec![
            Request::Authorisation(some()),
            Request::Refund { password, charge: some() },
            Request::PreAuthorisation(some()),
            Request::PartialReversal { receipt: Some(42), charge: some() },
            Request::PartialReversal { receipt: None, charge: Charge::default() },
            Request::BookTotal { receipt: Some(42), charge: some() },
            Request::PreAuthorisationReversal { receipt: 42, charge: some() },
            Request::EndOfDay { password },
            Request::Initialisation { password },
            Request::SelfTest,
            Request::SetClock { password, date: date(2026, 1, 1), time: time(0, 0, 0, 0) },
            Request::Abort,
            Request::ChangeBaud { code: 7 },
            Request::CashReport { password, detailed: true },
            registration(Some(mirrored())),
            registration(None),
            Request::Registration {
                password,
                config: 0xBE,
                currency: Some(Currency::EUR),
                service: None,
                tlv: Some(vec![]),
            },
            enquiry(None, Some(vec![])),
            enquiry(None, Some(mirrored())),
            enquiry(Some(4), None),
            enquiry(Some(4), Some(mirrored())),
            enquiry(Some(4), Some(vec![print_blocks()])),
            enquiry(Some(1), Some(vec![])),
            enquiry(Some(6), Some(vec![])),
            Request::StatusEnquiry { password: None, service: None, tlv: None },
            Request::StatusEnquiry { password: None, service: Some(4), tlv: Some(vec![]) },
            Request::ReprintRange { password, from: 1, to: Some(9_999) },
            Request::ReprintRange { password, from: 1, to: None },
            Request::ReprintRange { password, from: 0, to: Some(0) },
            Request::Diagnosis { kind: Some(5) },
            Request::ReadFile { id: 1, offset: Some(1) },
            repeat_receipt(None),
            repeat_receipt(Some(2)),
            Request::RepeatReceipt { password, service: Some(3), which: Some(5), range: Some((0, None)) },
            reversal(42, Charge::default()),
            reversal(0, some()),
            reversal(42, Charge { amount: Some(0), ..some() }),
            reversal(42, Charge { amount: Some(MOST_AMOUNT + 1), ..some() }),
            reversal(42, Charge { payment_type: Some(0x40), ..some() }),
            reversal(42, Charge { rest: vec![Item::Bmp(0x0E, vec![0x26, 0x12])], ..some() }),
            reversal(42, Charge { rest: vec![Item::Tlv(Default::default(), mirrored())], ..some() }),
        ];
        requests.extend(
            [
                (0x06, 0x01),
                (0x06, 0x18),
                (0x06, 0x1B),
                (0x06, 0x22),
                (0x06, 0x23),
                (0x06, 0x24),
                (0x06, 0x25),
                (0x06, 0x26),
                (0x06, 0x30),
                (0x06, 0x31),
                (0x06, 0x50),
                (0x06, 0x51),
                (0x06, 0x52),
                (0x06, 0x91),
                (0x06, 0x93),
                (0x06, 0x95),
                (0x08, 0x01),
                (0x08, 0x10),
                (0x08, 0x12),
                (0x08, 0x13),
                (0x08, 0x14),
                (0x08, 0x40),
                (0x0F, 0x10),
                (0x7F, 0x7F),
            ]
            .map(|(class, instr)| bare(class, instr)),
        );
        requests
    }

    #[test]
    fn what_is_on_no_list_cannot_be_sent() {
        for request in never() {
            for place in ALL {
                assert!(place.permit(&request).is_err(), "{} {place:?} {request:?}", request.name());
            }
        }
    }

    #[test]
    fn what_is_sent_has_the_bytes_of_the_specification() {
        let hex = |request: &Request| hex::encode(request.message().shown());
        assert_eq!(hex(&Request::OpenPreAuthorisations), "06230387ffff");
        assert_eq!(hex(&repeat_receipt(Some(3))), "0620050000000303");
        assert_eq!(
            hex(&registration(Some(vec![print_blocks()]))),
            "06000e0000008e097806062604_0a0206d3".replace('_', "")
        );
        assert_eq!(hex(&enquiry(Some(4), Some(vec![]))), "05010700000003040600");
        assert_eq!(hex(&reversal(42, charge())), "06300d00000087004204000000001010");
        assert_eq!(hex(&Request::ReprintRange { password: PASSWORD, from: 7, to: Some(7) }), "06120700000000070007");
        for (request, _) in sent() {
            assert!(!hex(&request).contains("1f1f"));
        }
    }

    #[test]
    fn what_is_refused_is_named() {
        let refused = Situation::Reading.permit(&Request::EndOfDay { password: PASSWORD }).unwrap_err();
        assert_eq!(refused.to_string(), "end-of-day is not allowed here (MayCloseBatch)");
    }
}
