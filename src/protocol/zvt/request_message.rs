//! Requests from messages and to messages.
//!
//! Decided where the specification leaves room:
//! - Pieces that have no field here are kept as they are in `rest`, in order, behind the fields: nothing of a till's request
//!   is lost for the terminal that reads it.
//! - `06 23` with receipt `FFFF` and nothing else asks for open pre-authorisations; with anything else it is refused, not
//!   guessed.
//! - Numbers in requests are read strictly: a receipt number or amount that is not decimal is no request.

use super::amounts;
use super::control::Control;
use super::fields::Place;
use super::message::{Item, Message};
use super::request::{ALL_RECEIPTS, Charge, Request, RequestError};
use super::status::big_endian;
use super::tlv::{Form, Tlv};
use crate::model::{Currency, Direction, Password};

impl Request {
    /// Reads a request.
    pub fn of(message: &Message) -> Result<Self, RequestError> {
        let control = message.control;
        if control.is_answer() || message.direction() == Some(Direction::FromDevice) {
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
        let offset = offset.map(|bytes| big_endian(bytes).ok_or(self.wrong("1E"))).transpose()?;
        Ok(Request::ReadFile { id, offset })
    }
}
