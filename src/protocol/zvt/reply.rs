//! What a terminal sends: answers, results, print, and the answers 80 and 84 that both sides give (PA00P015, chapters
//! "commands PT to ECR" and "answers").

use jiff::civil::{Date, Time};

use super::amounts;
use super::charset::Charset;
use super::control::Control;
use super::fields::Place;
use super::message::{Item, Message};
use super::print::{Block, Line};
use super::request::ALL_RECEIPTS;
use super::status::{Status, text};
use super::tlv::{self, Form, Tag, Tlv};
use crate::model::{Currency, Direction, Printable};

/// Most lines of text that an intermediate status may bring.
const LINES: usize = 8;
/// Most receipt numbers that are kept of a list.
const RECEIPTS: usize = 10_000;

/// A message of a terminal, or an answer of either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// `80 xx`, and `84 00`, which says the same.
    Accepted {
        /// Pieces behind it (a message sequence id, blocks of a file).
        rest: Vec<Item>,
    },
    /// `84 xx`.
    Refused {
        /// The code: the second byte, or the first byte of the data behind `84 1E`.
        code: u8,
        /// Whether the code stands in the data, behind `84 1E`.
        inside: bool,
        /// Pieces behind it.
        rest: Vec<Item>,
    },
    /// `04 FF`: what the terminal is doing.
    Intermediate {
        /// Code, see [`codes::intermediate`](super::codes::intermediate).
        status: u8,
        /// New T4 in minutes.
        minutes: Option<u8>,
        /// Text for the display (TLV 24).
        text: Vec<Printable>,
    },
    /// `04 0F`.
    Status(Box<Status>),
    /// `06 0F`.
    Completion(Box<Completion>),
    /// `06 1E`.
    Abort(Abort),
    /// `06 D1`.
    Line(Line),
    /// `06 D3`.
    Block(Block),
    /// `04 01`: the ECR is to set its clock.
    SetClock {
        /// Date.
        date: Option<Date>,
        /// Time.
        time: Option<Time>,
    },
    /// Any other command of a terminal, or one that nobody defined.
    Other(Message),
}

/// `06 0F`: a command is completed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Terminal status, in the answer to `05 01`; see [`codes::status`](super::codes::status).
    pub status: Option<u8>,
    /// Software version, in the same.
    pub version: Option<Printable>,
    /// BMP 27.
    pub result: Option<u8>,
    /// BMP 19, in the answer to a registration: bits 01 initialisation needed, 02 diagnosis needed, 04 OPT action, 08
    /// filling station mode, 10 vending mode.
    pub state: Option<u8>,
    /// BMP 29, or TLV 1F44: eight digits.
    pub terminal: Option<Printable>,
    /// BMP 49.
    pub currency: Option<Currency>,
    /// BMP 3C.
    pub text: Option<Printable>,
    /// Objects of the container; `None` where it has none.
    pub tlv: Option<Vec<Tlv>>,
    /// Whether a part of the message could not be read.
    pub unread: bool,
}

/// `06 1E`: a command ended without success.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abort {
    /// Result code, see [`codes`](super::codes).
    pub code: u8,
    /// Currency of the terminal, behind code 6F.
    pub currency: Option<Currency>,
    /// Receipt numbers of open pre-authorisations: one in BMP 87, or all of them in TLV 23.
    pub receipts: Vec<u16>,
    /// Whether it says that there is none (`87 FF FF`, or an empty TLV 23).
    pub none_open: bool,
    /// Whether `receipts` are all of them: they came in TLV 23.
    pub all_told: bool,
    /// Message of the maker (TLV 1F17).
    pub text: Option<Printable>,
}

/// Why a message is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    /// It goes to a terminal.
    #[error("{0} is no message of a terminal")]
    OtherSide(Control),
    /// A field that the meaning depends on is missing or not as specified.
    #[error("{control}: {name} is missing or not as specified")]
    Field {
        /// The command.
        control: Control,
        /// The field.
        name: &'static str,
    },
}

impl Reply {
    /// Reads a message of a terminal; texts are in `charset` unless the message names one.
    pub fn of(message: &Message, charset: Charset) -> Result<Self, ReplyError> {
        let control = message.control;
        let wrong = |name| ReplyError::Field { control, name };
        if message.direction() == Some(Direction::ToDevice) {
            return Err(ReplyError::OtherSide(control));
        }
        let one = |place: Place| message.fixed(place).and_then(<[u8]>::first).copied();
        Ok(match control {
            Control(0x80, _) | Control(Control::REFUSED, 0) => Reply::Accepted { rest: message.items.clone() },
            Control(Control::REFUSED, code) => {
                let inside = one(Place::Result);
                let first = |item: &&Item| matches!(item, Item::Fixed(Place::Result, _));
                let rest = message.items.iter().filter(|item| !first(item)).cloned().collect();
                Reply::Refused { code: inside.unwrap_or(code), inside: inside.is_some(), rest }
            }
            Control::INTERMEDIATE => Reply::Intermediate {
                status: one(Place::Intermediate).ok_or(wrong("status"))?,
                minutes: message
                    .fixed(Place::Minutes)
                    .and_then(amounts::short)
                    .and_then(|minutes| u8::try_from(minutes).ok()),
                text: display(message, charset),
            },
            Control::STATUS_INFORMATION => {
                Reply::Status(Box::new(Status::of(message, charset).ok_or(wrong("status"))?))
            }
            Control::COMPLETION => Reply::Completion(Box::new(Completion::of(message, charset))),
            Control::ABORT_PT => Reply::Abort(Abort::of(message, charset).ok_or(wrong("result"))?),
            Control::PRINT_LINE => Reply::Line(Line::of(message, charset).ok_or(wrong("attribute"))?),
            Control::PRINT_BLOCK => Reply::Block(Block::of(message, charset)),
            Control::SET_CLOCK_ECR => Reply::SetClock {
                date: message.bmp(0xAA).and_then(amounts::date),
                time: message.bmp(0x0C).and_then(amounts::time),
            },
            _ => Reply::Other(message.clone()),
        })
    }

    /// `80 00 00`.
    pub fn accepted() -> Self {
        Reply::Accepted { rest: vec![] }
    }

    /// `84 code 00`.
    pub fn refused(code: u8) -> Self {
        Reply::Refused { code, inside: false, rest: vec![] }
    }

    /// The message, in the order of the specification's tables; texts in CP437.
    pub fn message(&self) -> Message {
        match self {
            Reply::Accepted { rest } => Message::new(Control::ACCEPTED, rest.clone()),
            Reply::Refused { code, inside: false, rest } => {
                Message::new(Control(Control::REFUSED, *code), rest.clone())
            }
            Reply::Refused { code, inside: true, rest } => {
                let mut items = vec![Item::Fixed(Place::Result, vec![*code])];
                items.extend(rest.iter().cloned());
                Message::new(Control(Control::REFUSED, 0x1E), items)
            }
            Reply::Intermediate { status, minutes, text } => {
                let mut items = vec![Item::Fixed(Place::Intermediate, vec![*status])];
                let needed = (!text.is_empty()).then_some(0);
                let minutes = minutes.or(needed);
                items.extend(minutes.map(|minutes| Item::Fixed(Place::Minutes, amounts::bcd(u64::from(minutes), 1))));
                let lines = text.iter().map(|line| Tlv::bytes(0x07, Charset::Cp437.encode(line.as_str()))).collect();
                items.extend((!text.is_empty()).then(|| Item::Tlv(Form::Short, vec![Tlv::objects(0x24, lines)])));
                Message::new(Control::INTERMEDIATE, items)
            }
            Reply::Status(status) => status.message(),
            Reply::Completion(completion) => completion.message(),
            Reply::Abort(abort) => abort.message(),
            Reply::Line(line) => line.message(),
            Reply::Block(block) => block.message(),
            Reply::SetClock { date, time } => {
                let mut items = Vec::new();
                items.extend(date.map(|date| Item::Bmp(0xAA, amounts::date_bcd(date))));
                items.extend(time.map(|time| Item::Bmp(0x0C, amounts::time_bcd(time))));
                Message::new(Control::SET_CLOCK_ECR, items)
            }
            Reply::Other(message) => message.clone(),
        }
    }
}

/// Text lines of TLV 24.
fn display(message: &Message, charset: Charset) -> Vec<Printable> {
    let charset = Charset::told_by(message).unwrap_or(charset);
    let inside = message.container().and_then(|objects| tlv::find(objects, &[0x24])).map_or(&[][..], Tlv::inside);
    let lines = inside.iter().filter(|object| object.tag == Tag(0x07)).take(LINES);
    lines.filter_map(|line| text(line.content(), charset)).collect()
}

impl Completion {
    fn of(message: &Message, charset: Charset) -> Self {
        let charset = Charset::told_by(message).unwrap_or(charset);
        let one = |tag| message.bmp(tag).and_then(<[u8]>::first).copied();
        let terminal = message.bmp(0x29).or_else(|| message.tlv(&[0x1F44]));
        Self {
            status: message.fixed(Place::Status).and_then(<[u8]>::first).copied(),
            version: message.fixed(Place::Version).and_then(|bytes| text(bytes, charset)),
            result: one(0x27),
            state: one(0x19),
            terminal: terminal.map(|bytes| Printable::new(&hex::encode(bytes), 8)),
            currency: message.bmp(0x49).and_then(amounts::currency),
            text: message.bmp(0x3C).and_then(|bytes| text(bytes, charset)),
            tlv: message.container().map(<[Tlv]>::to_vec),
            unread: message.unread().is_some(),
        }
    }

    fn message(&self) -> Message {
        let mut items = Vec::new();
        items.extend(
            self.version.as_ref().map(|text| Item::Fixed(Place::Version, Charset::Cp437.encode(text.as_str()))),
        );
        items.extend(self.status.map(|status| Item::Fixed(Place::Status, vec![status])));
        items.extend(self.result.map(|result| Item::Bmp(0x27, vec![result])));
        items.extend(self.state.map(|state| Item::Bmp(0x19, vec![state])));
        let in_container = self.object(&[0x1F44]).is_some();
        let terminal =
            self.terminal.as_ref().filter(|_| !in_container).and_then(|text| hex::decode(text.as_str()).ok());
        items.extend(terminal.map(|bytes| Item::Bmp(0x29, bytes)));
        items.extend(self.text.as_ref().map(|text| Item::Bmp(0x3C, Charset::Cp437.encode(text.as_str()))));
        items.extend(self.currency.map(|currency| Item::Bmp(0x49, amounts::currency_bcd(currency))));
        items.extend(self.tlv.clone().map(|objects| Item::Tlv(Form::Short, objects)));
        Message::new(Control::COMPLETION, items)
    }

    /// Bytes of an object of the container.
    pub fn object(&self, path: &[u32]) -> Option<&[u8]> {
        tlv::find(self.tlv.as_deref()?, path).map(Tlv::content)
    }

    /// Device name, software version and serial number (TLV E4, or at the top).
    pub fn device_text(&self, tag: u32) -> Option<Printable> {
        let bytes = self.object(&[0xE4, tag]).or_else(|| self.object(&[tag]))?;
        match tag {
            // The serial number is BCD on paper and hex in practice.
            0x1F42 => Some(Printable::new(&hex::encode_upper(bytes), 20)),
            _ => text(bytes, Charset::Cp437),
        }
    }

    /// The terminal's clock (TLV 34).
    pub fn clock(&self) -> Option<(Date, Time)> {
        let date = self.object(&[0x34, 0x1F0E]).and_then(amounts::date)?;
        let time = self.object(&[0x34, 0x1F0F]).and_then(amounts::time)?;
        Some((date, time))
    }
}

impl Abort {
    fn of(message: &Message, charset: Charset) -> Option<Self> {
        let code = *message.fixed(Place::Result)?.first()?;
        let listed = message.container().and_then(|objects| tlv::find(objects, &[0x23]));
        let inside = listed.map_or(&[][..], Tlv::inside).iter().filter(|object| object.tag == Tag(0x08));
        let told: Vec<&[u8]> = message.bmps(0x87).chain(inside.map(Tlv::content)).collect();
        let receipts: Vec<u16> = told.iter().filter_map(|bytes| amounts::short(bytes)).take(RECEIPTS).collect();
        let none = told.iter().any(|bytes| *bytes == ALL_RECEIPTS);
        Some(Self {
            code,
            currency: message.fixed(Place::Currency).or_else(|| message.bmp(0x49)).and_then(amounts::currency),
            none_open: receipts.is_empty() && (none || listed.is_some_and(|list| list.inside().is_empty())),
            all_told: listed.is_some(),
            receipts,
            text: message.tlv(&[0x1F17]).and_then(|bytes| text(bytes, charset)),
        })
    }

    fn message(&self) -> Message {
        let mut items = vec![Item::Fixed(Place::Result, vec![self.code])];
        items.extend(self.currency.map(|currency| Item::Fixed(Place::Currency, amounts::currency_bcd(currency))));
        let number = |receipt: &u16| amounts::bcd((*receipt).into(), 2);
        let mut container = Vec::new();
        if self.all_told {
            let list = self.receipts.iter().map(|receipt| Tlv::bytes(0x08, number(receipt))).collect();
            container.push(Tlv::objects(0x23, list));
        } else if self.none_open {
            items.push(Item::Bmp(0x87, ALL_RECEIPTS.to_vec()));
        } else {
            items.extend(self.receipts.iter().map(|receipt| Item::Bmp(0x87, number(receipt))));
        }
        container.extend(self.text.as_ref().map(|text| Tlv::bytes(0x1F17, Charset::Cp437.encode(text.as_str()))));
        items.extend((!container.is_empty()).then_some(Item::Tlv(Form::Short, container)));
        Message::new(Control::ABORT_PT, items)
    }
}
