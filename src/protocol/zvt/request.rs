//! What a till or console asks of a terminal (PA00P015, chapter "commands ECR to PT"), and what that does there.

use jiff::civil::{Date, Time};

use super::control::Control;
use super::message::{Item, Message};
use super::tlv::Tlv;
use crate::model::{Currency, Effect, Password, Repeat};

/// Receipt number that stands for "all" or "none".
pub const ALL_RECEIPTS: [u8; 2] = [0xFF, 0xFF];

/// What payments and their kin carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// BMP 04, minor units, 0 to 999999999999.
    pub amount: Option<i64>,
    /// BMP 49.
    pub currency: Option<Currency>,
    /// BMP 19.
    pub payment_type: Option<u8>,
    /// Everything else.
    pub rest: Vec<Item>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// `06 00`: registers the ECR and changes the terminal's stored configuration.
    Registration {
        /// Password.
        password: Password,
        /// Configuration byte, see [`config`].
        config: u8,
        /// Currency, without a tag. Needed if there is a service byte or a container.
        currency: Option<Currency>,
        /// BMP 03.
        service: Option<u8>,
        /// Objects of the container; even an empty one allows the terminal to send containers.
        tlv: Option<Vec<Tlv>>,
    },
    /// `06 02`.
    LogOff,
    /// `05 01`. A terminal may start a due end-of-day on it.
    StatusEnquiry {
        /// Some terminals demand it.
        password: Option<Password>,
        /// BMP 03: 02 without version, 04 with container.
        service: Option<u8>,
        /// Objects of the container.
        tlv: Option<Vec<Tlv>>,
    },
    /// `06 01`: a payment.
    Authorisation(Charge),
    /// `06 30`: reversal of a payment by its receipt number.
    Reversal {
        /// Password.
        password: Password,
        /// BMP 87, 0 to 9999.
        receipt: u16,
        /// With the amount, a terminal must refuse unless it is that of the payment.
        charge: Charge,
    },
    /// `06 31`.
    Refund {
        /// Password.
        password: Password,
        /// What to give back.
        charge: Charge,
    },
    /// `06 22`.
    PreAuthorisation(Charge),
    /// `06 23`: gives a part of a pre-authorisation back.
    PartialReversal {
        /// BMP 87.
        receipt: Option<u16>,
        /// The unused part.
        charge: Charge,
    },
    /// `06 23` with receipt `FFFF` and nothing else: which pre-authorisations are open.
    OpenPreAuthorisations,
    /// `06 24`: books a pre-authorisation.
    BookTotal {
        /// BMP 87.
        receipt: Option<u16>,
        /// The used part.
        charge: Charge,
    },
    /// `06 25`.
    PreAuthorisationReversal {
        /// BMP 87.
        receipt: u16,
        /// What else is told.
        charge: Charge,
    },
    /// `06 20`.
    RepeatReceipt {
        /// Password.
        password: Password,
        /// BMP 03: bit 01 also the status information, bit 02 no print.
        service: Option<u8>,
        /// TLV 1F01: which receipt; 05 is the journal.
        which: Option<u8>,
        /// TLV 1F02 and 1F03: a range of TA numbers (whether these are trace or receipt numbers, nobody defines), 0 to
        /// 999999.
        range: Option<(u32, Option<u32>)>,
    },
    /// `06 10`: totals of the open batch.
    Totals {
        /// Password.
        password: Password,
    },
    /// `06 12`: prints receipts again.
    ReprintRange {
        /// Password.
        password: Password,
        /// First receipt number, 0 to 9999.
        from: u16,
        /// Last one; `None` for the one receipt only.
        to: Option<u16>,
    },
    /// `06 50`: closes the batch.
    EndOfDay {
        /// Password.
        password: Password,
    },
    /// `06 70`.
    Diagnosis {
        /// TLV 1B: 01 line, 02 extended, 03 configuration, 04 EMV configuration, 05 EP2.
        kind: Option<u8>,
    },
    /// `06 93`.
    Initialisation {
        /// Password.
        password: Password,
    },
    /// `06 1A`: prints the system configuration.
    SystemConfiguration,
    /// `06 79`.
    SelfTest,
    /// `08 11`.
    ReadFile {
        /// TLV 1D: 01 merchant journal.
        id: u8,
        /// TLV 1E.
        offset: Option<u32>,
    },
    /// `06 91`.
    SetClock {
        /// Password.
        password: Password,
        /// New date.
        date: Date,
        /// New time.
        time: Time,
    },
    /// `06 B0`: ends what runs, a payment included.
    Abort,
    /// `08 40`: 00 9600, 01 19200, 06 57600, 07 115200.
    ChangeBaud {
        /// Code of the rate.
        code: u8,
    },
    /// `0F 10` of card complete: cash report on paper.
    CashReport {
        /// Password.
        password: Password,
        /// With a list of the transactions since the last closure.
        detailed: bool,
    },
    /// Any other command to a terminal, known or not, as it is.
    Other(Message),
}

/// Bits of the configuration byte of a registration.
pub mod config {
    /// The ECR prints receipts of payments.
    pub const PAYMENT_RECEIPTS: u8 = 0x02;
    /// The ECR prints administrative receipts.
    pub const ADMIN_RECEIPTS: u8 = 0x04;
    /// Intermediate status is wanted.
    pub const INTERMEDIATE: u8 = 0x08;
    /// Print by `06 D1` and `06 D3`.
    pub const PRINT_COMMANDS: u8 = 0x80;
    /// What a console that captures receipts registers; the terminal's own menus stay usable.
    pub const CONSOLE: u8 = PAYMENT_RECEIPTS | ADMIN_RECEIPTS | INTERMEDIATE | PRINT_COMMANDS;
}

/// Bits of the service byte of `06 20`.
pub mod repeat {
    /// The status information of the transaction too.
    pub const STATUS: u8 = 0x01;
    /// Nothing is printed.
    pub const NO_PRINT: u8 = 0x02;
}

/// Why a message is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// It comes from a terminal, or is an answer.
    #[error("{0} is no request to a terminal")]
    OtherSide(Control),
    /// A field that the meaning depends on is missing or not as specified.
    #[error("{control}: {name} is missing or not as specified")]
    Field {
        /// The command.
        control: Control,
        /// The field.
        name: &'static str,
    },
    /// A part of it could not be read: what it asks for cannot be known.
    #[error("{0}: a part of the request could not be read")]
    Unread(Control),
}

impl Request {
    /// What it does to terminal and shop. What the specification leaves open counts as the worse case.
    pub fn effect(&self) -> Effect {
        match self {
            Request::OpenPreAuthorisations | Request::Totals { .. } | Request::ReadFile { .. } => Effect::Silent,
            Request::RepeatReceipt { service: Some(service), .. } if service & repeat::NO_PRINT != 0 => Effect::Silent,
            Request::RepeatReceipt { .. }
            | Request::ReprintRange { .. }
            | Request::SystemConfiguration
            | Request::SelfTest
            | Request::CashReport { .. } => Effect::Prints,
            Request::Diagnosis { .. } => Effect::GoesOnline,
            Request::Registration { .. }
            | Request::LogOff
            | Request::Initialisation { .. }
            | Request::SetClock { .. }
            | Request::ChangeBaud { .. } => Effect::ChangesConfiguration,
            Request::StatusEnquiry { .. } | Request::EndOfDay { .. } => Effect::MayCloseBatch,
            Request::Authorisation(_)
            | Request::Reversal { .. }
            | Request::Refund { .. }
            | Request::PreAuthorisation(_)
            | Request::PartialReversal { .. }
            | Request::BookTotal { .. }
            | Request::PreAuthorisationReversal { .. }
            | Request::Abort
            | Request::Other(_) => Effect::MovesMoney,
        }
    }

    /// When it may be sent again.
    pub fn repeat(&self) -> Repeat {
        match self.effect() {
            Effect::Silent => Repeat::OnNak,
            _ => Repeat::Never,
        }
    }

    /// Its control field.
    pub fn control(&self) -> Control {
        self.message().control
    }

    /// What it is, in a few English words.
    pub fn name(&self) -> &'static str {
        match self {
            Request::OpenPreAuthorisations => "list of open pre-authorisations",
            _ => self.control().name().unwrap_or("unknown command"),
        }
    }
}
