//! What a till or console asks of a terminal (PA00P015, chapter "commands ECR to PT").
//!
//! Decided where the specification leaves room:
//! - Pieces that have no field here are kept as they are in `rest`, in order, behind the fields: nothing of a till's request
//!   is lost for the terminal that reads it.
//! - `06 23` with receipt `FFFF` and nothing else asks for open pre-authorisations; with anything else it is refused, not
//!   guessed.
//! - Numbers in requests are read strictly: a receipt number or amount that is not decimal is no request.

use jiff::civil::{Date, Time};

use super::amounts;
use super::control::Control;
use super::fields::Place;
use super::message::{Item, Message};
use super::tlv::{Form, Tlv};
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
    /// No payments from the terminal's own menu.
    pub const NO_PAYMENTS_AT_PT: u8 = 0x10;
    /// No administration from the terminal's own menu.
    pub const NO_ADMIN_AT_PT: u8 = 0x20;
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
    /// Reads a request.
    pub fn of(message: &Message) -> Result<Self, RequestError> {
        let control = message.control;
        if control.is_answer() || message.direction() == Some(crate::model::Direction::FromDevice) {
            return Err(RequestError::OtherSide(control));
        }
        let reader = Reader { message };
        let request = match control {
            Control::REGISTRATION => Request::Registration {
                password: reader.password()?,
                config: reader.byte(message.fixed(Place::Config), "config")?.ok_or(reader.wrong("config"))?,
                currency: reader.currency(message.fixed(Place::Currency))?,
                service: reader.bmp_byte(0x03, "service_byte")?,
                tlv: message.container().map(<[Tlv]>::to_vec),
            },
            Control::LOG_OFF => Request::LogOff,
            Control::STATUS_ENQUIRY => Request::StatusEnquiry {
                password: message.password(0),
                service: reader.bmp_byte(0x03, "service_byte")?,
                tlv: message.container().map(<[Tlv]>::to_vec),
            },
            Control::AUTHORISATION => Request::Authorisation(reader.charge(false)?),
            Control::REVERSAL => Request::Reversal {
                password: reader.password()?,
                receipt: reader.receipt()?.ok_or(reader.wrong("receipt"))?,
                charge: reader.charge(true)?,
            },
            Control::REFUND => Request::Refund { password: reader.password()?, charge: reader.charge(false)? },
            Control::PRE_AUTHORISATION => Request::PreAuthorisation(reader.charge(false)?),
            Control::PARTIAL_REVERSAL if message.bmp(0x87) == Some(&ALL_RECEIPTS) => match message.items.len() {
                1 => Request::OpenPreAuthorisations,
                _ => return Err(reader.wrong("receipt")),
            },
            Control::PARTIAL_REVERSAL => {
                Request::PartialReversal { receipt: reader.receipt()?, charge: reader.charge(true)? }
            }
            Control::BOOK_TOTAL => Request::BookTotal { receipt: reader.receipt()?, charge: reader.charge(true)? },
            Control::PRE_AUTHORISATION_REVERSAL => Request::PreAuthorisationReversal {
                receipt: reader.receipt()?.ok_or(reader.wrong("receipt"))?,
                charge: reader.charge(true)?,
            },
            Control::REPEAT_RECEIPT => reader.repeat_receipt()?,
            Control::TOTALS => Request::Totals { password: reader.password()? },
            Control::REPRINT_RANGE => Request::ReprintRange {
                password: reader.password()?,
                from: reader.range_end(Place::From, "from")?.ok_or(reader.wrong("from"))?,
                to: reader.range_end(Place::To, "to")?,
            },
            Control::END_OF_DAY => Request::EndOfDay { password: reader.password()? },
            Control::DIAGNOSIS => Request::Diagnosis { kind: reader.byte(message.tlv(&[0x1B]), "1B")? },
            Control::INITIALISATION => Request::Initialisation { password: reader.password()? },
            Control::SYSTEM_CONFIGURATION => Request::SystemConfiguration,
            Control::SELF_TEST => Request::SelfTest,
            Control::READ_FILE => reader.read_file()?,
            Control::SET_CLOCK => Request::SetClock {
                password: reader.password()?,
                date: message.bmp(0xAA).and_then(amounts::date).ok_or(reader.wrong("date_with_year"))?,
                time: message.bmp(0x0C).and_then(amounts::time).ok_or(reader.wrong("time"))?,
            },
            Control::ABORT => Request::Abort,
            Control::CHANGE_BAUD => Request::ChangeBaud {
                code: reader.byte(message.fixed(Place::Baud), "baud")?.ok_or(reader.wrong("baud"))?,
            },
            Control::CASH_REPORT => Request::CashReport {
                password: reader.password()?,
                detailed: reader.bmp_byte(0x03, "service_byte")?.is_some_and(|byte| byte & 1 != 0),
            },
            _ => return Ok(Request::Other(message.clone())),
        };
        match message.unread() {
            Some(_) => Err(RequestError::Unread(control)),
            None => Ok(request),
        }
    }

    /// The message, in the order of the specification's tables.
    pub fn message(&self) -> Message {
        let password = |password: &Password| Item::Password(*password);
        match self {
            Request::Registration { password: secret, config, currency, service, tlv } => {
                let mut items = vec![password(secret), Item::Fixed(Place::Config, vec![*config])];
                // Service byte and container stand behind a currency only.
                let needed = service.is_some() || tlv.is_some();
                if let Some(currency) = currency.or(needed.then_some(Currency::EUR)) {
                    items.push(Item::Fixed(Place::Currency, amounts::currency_bcd(currency)));
                }
                push_service(&mut items, *service);
                push_tlv(&mut items, tlv.as_deref());
                Message::new(Control::REGISTRATION, items)
            }
            Request::LogOff => Message::new(Control::LOG_OFF, vec![]),
            Request::StatusEnquiry { password: secret, service, tlv } => {
                let mut items: Vec<Item> = secret.iter().map(password).collect();
                push_service(&mut items, *service);
                push_tlv(&mut items, tlv.as_deref());
                Message::new(Control::STATUS_ENQUIRY, items)
            }
            Request::Authorisation(charge) => Message::new(Control::AUTHORISATION, charge.items(vec![])),
            Request::Reversal { password: secret, receipt, charge } => {
                Message::new(Control::REVERSAL, charge.items(vec![password(secret), receipt_item(*receipt)]))
            }
            Request::Refund { password: secret, charge } => {
                Message::new(Control::REFUND, charge.items(vec![password(secret)]))
            }
            Request::PreAuthorisation(charge) => Message::new(Control::PRE_AUTHORISATION, charge.items(vec![])),
            Request::PartialReversal { receipt, charge } => {
                Message::new(Control::PARTIAL_REVERSAL, charge.items(receipt.map(receipt_item).into_iter().collect()))
            }
            Request::OpenPreAuthorisations => {
                Message::new(Control::PARTIAL_REVERSAL, vec![Item::Bmp(0x87, ALL_RECEIPTS.to_vec())])
            }
            Request::BookTotal { receipt, charge } => {
                Message::new(Control::BOOK_TOTAL, charge.items(receipt.map(receipt_item).into_iter().collect()))
            }
            Request::PreAuthorisationReversal { receipt, charge } => {
                Message::new(Control::PRE_AUTHORISATION_REVERSAL, charge.items(vec![receipt_item(*receipt)]))
            }
            Request::RepeatReceipt { password: secret, service, which, range } => {
                let mut items = vec![password(secret)];
                push_service(&mut items, *service);
                let mut tlv: Vec<Tlv> = which.iter().map(|which| Tlv::bytes(0x1F01, [*which])).collect();
                if let Some((from, to)) = range {
                    tlv.push(Tlv::bytes(0x1F02, amounts::bcd((*from).into(), 3)));
                    tlv.extend(to.map(|to| Tlv::bytes(0x1F03, amounts::bcd(to.into(), 3))));
                }
                push_tlv(&mut items, (!tlv.is_empty()).then_some(tlv.as_slice()));
                Message::new(Control::REPEAT_RECEIPT, items)
            }
            Request::Totals { password: secret } => Message::new(Control::TOTALS, vec![password(secret)]),
            Request::ReprintRange { password: secret, from, to } => {
                let number = |place, number: u16| Item::Fixed(place, amounts::bcd(number.into(), 2));
                let mut items = vec![password(secret), number(Place::From, *from)];
                items.extend(to.map(|to| number(Place::To, to)));
                Message::new(Control::REPRINT_RANGE, items)
            }
            Request::EndOfDay { password: secret } => Message::new(Control::END_OF_DAY, vec![password(secret)]),
            Request::Diagnosis { kind } => {
                let mut items = Vec::new();
                push_tlv(&mut items, kind.map(|kind| [Tlv::bytes(0x1B, [kind])]).as_ref().map(<[Tlv; 1]>::as_slice));
                Message::new(Control::DIAGNOSIS, items)
            }
            Request::Initialisation { password: secret } => {
                Message::new(Control::INITIALISATION, vec![password(secret)])
            }
            Request::SystemConfiguration => Message::new(Control::SYSTEM_CONFIGURATION, vec![]),
            Request::SelfTest => Message::new(Control::SELF_TEST, vec![]),
            Request::ReadFile { id, offset } => {
                let mut file = vec![Tlv::bytes(0x1D, [*id])];
                file.extend(offset.map(|offset| Tlv::bytes(0x1E, offset.to_be_bytes())));
                let container = [Tlv::objects(0x2D, file)];
                let mut items = Vec::new();
                push_tlv(&mut items, Some(&container));
                Message::new(Control::READ_FILE, items)
            }
            Request::SetClock { password: secret, date, time } => {
                let date = Item::Bmp(0xAA, amounts::date_bcd(*date));
                let time = Item::Bmp(0x0C, amounts::time_bcd(*time));
                Message::new(Control::SET_CLOCK, vec![password(secret), date, time])
            }
            Request::Abort => Message::new(Control::ABORT, vec![]),
            Request::ChangeBaud { code } => {
                Message::new(Control::CHANGE_BAUD, vec![Item::Fixed(Place::Baud, vec![*code])])
            }
            Request::CashReport { password: secret, detailed } => {
                let service = Item::Bmp(0x03, vec![u8::from(*detailed)]);
                Message::new(Control::CASH_REPORT, vec![password(secret), service])
            }
            Request::Other(message) => message.clone(),
        }
    }

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

impl Charge {
    fn items(&self, mut items: Vec<Item>) -> Vec<Item> {
        items.extend(self.amount.map(|minor| Item::Bmp(0x04, amounts::amount_bcd(minor))));
        items.extend(self.payment_type.map(|kind| Item::Bmp(0x19, vec![kind])));
        items.extend(self.currency.map(|currency| Item::Bmp(0x49, amounts::currency_bcd(currency))));
        items.extend(self.rest.iter().cloned());
        items
    }
}

fn receipt_item(receipt: u16) -> Item {
    Item::Bmp(0x87, amounts::bcd(receipt.into(), 2))
}

fn push_service(items: &mut Vec<Item>, service: Option<u8>) {
    items.extend(service.map(|byte| Item::Bmp(0x03, vec![byte])));
}

fn push_tlv(items: &mut Vec<Item>, tlv: Option<&[Tlv]>) {
    items.extend(tlv.map(|objects| Item::Tlv(Form::Short, objects.to_vec())));
}

struct Reader<'a> {
    message: &'a Message,
}

impl Reader<'_> {
    fn wrong(&self, name: &'static str) -> RequestError {
        RequestError::Field { control: self.message.control, name }
    }

    fn password(&self) -> Result<Password, RequestError> {
        self.message.password(0).ok_or(self.wrong("password"))
    }

    /// One byte, where the field is there.
    fn byte(&self, value: Option<&[u8]>, name: &'static str) -> Result<Option<u8>, RequestError> {
        match value {
            None => Ok(None),
            Some([byte]) => Ok(Some(*byte)),
            Some(_) => Err(self.wrong(name)),
        }
    }

    fn bmp_byte(&self, tag: u8, name: &'static str) -> Result<Option<u8>, RequestError> {
        self.byte(self.once(tag, name)?, name)
    }

    /// The value of a BMP that may stand once at most: of two, nobody can say which counts.
    fn once(&self, tag: u8, name: &'static str) -> Result<Option<&[u8]>, RequestError> {
        let mut values = self.message.bmps(tag);
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(self.wrong(name)),
        }
    }

    fn receipt(&self) -> Result<Option<u16>, RequestError> {
        let value = self.once(0x87, "receipt")?;
        value.map(|bytes| amounts::short(bytes).ok_or(self.wrong("receipt"))).transpose()
    }

    fn range_end(&self, place: Place, name: &'static str) -> Result<Option<u16>, RequestError> {
        self.message.fixed(place).map(|bytes| amounts::short(bytes).ok_or(self.wrong(name))).transpose()
    }

    fn currency(&self, value: Option<&[u8]>) -> Result<Option<Currency>, RequestError> {
        value.map(|bytes| amounts::currency(bytes).ok_or(self.wrong("currency"))).transpose()
    }

    fn charge(&self, receipt: bool) -> Result<Charge, RequestError> {
        let amount = self.once(0x04, "amount")?;
        let typed = |item: &Item| match item {
            Item::Bmp(0x04 | 0x19 | 0x49, _) | Item::Password(_) => true,
            Item::Bmp(0x87, _) => receipt,
            _ => false,
        };
        Ok(Charge {
            amount: amount.map(|bytes| amounts::amount(bytes).ok_or(self.wrong("amount"))).transpose()?,
            currency: self.currency(self.once(0x49, "currency")?)?,
            payment_type: self.bmp_byte(0x19, "payment_type")?,
            rest: self.message.items.iter().filter(|item| !typed(item)).cloned().collect(),
        })
    }

    fn repeat_receipt(&self) -> Result<Request, RequestError> {
        let number = |tag, name| {
            let value = self.message.tlv(&[tag]);
            value.map(|bytes| amounts::small(bytes).ok_or(self.wrong(name))).transpose()
        };
        let (from, to) = (number(0x1F02, "1F02")?, number(0x1F03, "1F03")?);
        if from.is_none() && to.is_some() {
            return Err(self.wrong("1F02"));
        }
        Ok(Request::RepeatReceipt {
            password: self.password()?,
            service: self.bmp_byte(0x03, "service_byte")?,
            which: self.byte(self.message.tlv(&[0x1F01]), "1F01")?,
            range: from.map(|from| (from, to)),
        })
    }

    fn read_file(&self) -> Result<Request, RequestError> {
        let id = self.byte(self.message.tlv(&[0x2D, 0x1D]), "1D")?.ok_or(self.wrong("1D"))?;
        let offset = self.message.tlv(&[0x2D, 0x1E]);
        let offset = offset.map(|bytes| super::status::big_endian(bytes).ok_or(self.wrong("1E"))).transpose()?;
        Ok(Request::ReadFile { id, offset })
    }
}
