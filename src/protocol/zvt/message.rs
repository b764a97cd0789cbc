//! Messages: an APDU taken apart into positions, BMPs and objects, redacted as soon as it is parsed.
//!
//! Decided where the specification is silent or ambiguous:
//! - What a completion `06 0F` answers need not be known: a version begins with `F0` and two digits `Fx`, which no BMP does;
//!   a lone byte, or one before nothing but a container, is a terminal status; everything else is a list of BMPs.
//! - Behind the status of `04 FF` a byte is the timeout, also where the container's tag would fit, unless what follows is
//!   exactly a container and without the timeout only.
//! - `06 D1` may have a container behind its text: the first one that reaches exactly to the end.
//! - The currency behind result 6F stands without a tag; a tagged one, and any other BMP there, is read as well.
//! - BMPs may stand in any order and more than once.

use super::control::Control;
use super::fields::{CONTAINER, Keep, Place, Size, Step, known, prefix};
use super::frame::RawApdu;
use super::redact;
use super::tlv::{self, Form, Tlv, TlvError, Value};
use crate::model::{Direction, Password};

/// How many places of a print line's text are tried for the begin of a container: a hostile line has thousands.
const CANDIDATES: usize = 8;

/// One piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A password at its position.
    Password(Password),
    /// A position without a tag; the value without its length.
    Fixed(Place, Vec<u8>),
    /// A BMP; the value without its length.
    Bmp(u8, Vec<u8>),
    /// A TLV container (BMP 06), and how its length was written.
    Tlv(Form, Vec<Tlv>),
    /// The rest of a message that cannot be read: it begins with an undefined BMP, or is of an undefined command. Its
    /// bytes are not kept: they may be anything.
    Unread {
        /// The undefined BMP; `None` where the command is undefined.
        bmp: Option<u8>,
        /// Bytes of the rest, the BMP's own included.
        len: usize,
    },
}

/// A message. It is redacted when it is made, by parsing or by [`new`](Self::new): card numbers keep their first six and
/// last four digits, tracks, PIN and chip data, CVV, MAC and file blocks become zeros of the same length, text loses the
/// card numbers in it. Otherwise it is kept byte for byte, so that a right message encodes to the bytes it came from. The
/// password of a request is kept for comparison, but neither [`shown`](Self::shown) nor any format holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which command or answer it is.
    pub control: Control,
    /// Its pieces, in order.
    pub items: Vec<Item>,
    /// Its length was written in three bytes though one would do.
    long: bool,
}

/// Why an APDU is no message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// It ends inside a position, BMP or container.
    #[error("{control}: ends inside {what}")]
    Cut {
        /// Its control field.
        control: Control,
        /// What is cut: the name of a position, or `BMP 04`.
        what: String,
    },
    /// A length that is not made of decimal digits.
    #[error("{control}: the length of BMP {bmp:02X} is not decimal")]
    Length {
        /// Its control field.
        control: Control,
        /// The BMP.
        bmp: u8,
    },
    /// Its TLV container breaks the rules.
    #[error("{control}: TLV container: {error}")]
    Tlv {
        /// Its control field.
        control: Control,
        /// What is wrong.
        error: TlvError,
    },
}

/// Why a message cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// A part of it was not readable and not kept.
    #[error("a part of the message could not be read and was not kept")]
    Unread,
    /// A piece whose value has not its length.
    #[error("a field of the message has a wrong length")]
    Field,
    /// More than 65535 bytes of data.
    #[error("the message is too long")]
    Long,
}

impl Message {
    /// A message to be sent, redacted like one that came.
    pub fn new(control: Control, mut items: Vec<Item>) -> Self {
        for item in &mut items {
            match item {
                Item::Bmp(tag, value) => redact::bmp(*tag, value),
                Item::Fixed(place, value) if place.is_text() => redact::text(value),
                Item::Tlv(_, objects) => redact::objects(objects),
                Item::Password(_) | Item::Fixed(..) | Item::Unread { .. } => {}
            }
        }
        Self { control, items, long: false }
    }

    /// A command of which only its name is known: `len` bytes that do not read.
    pub fn unreadable(control: Control, len: usize) -> Self {
        Self { control, items: vec![Item::Unread { bmp: None, len }], long: false }
    }

    /// Parses and redacts.
    pub fn parse(raw: &RawApdu) -> Result<Self, MessageError> {
        let control = raw.control();
        let mut reader = Reader { control, rest: raw.data(), items: Vec::new() };
        match control {
            Control::COMPLETION => reader.completion()?,
            Control::PRINT_LINE => reader.print_line()?,
            _ if control.name().is_none() => reader.unread(None),
            _ => {
                reader.prefix()?;
                reader.bmps()?;
            }
        }
        Ok(Self { long: raw.is_long() && raw.data().len() < 0xFF, ..Self::new(control, reader.items) })
    }

    /// The APDU to be sent; [`frame`](super::frame::frame) makes a block of it.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut data = Vec::new();
        for item in &self.items {
            write(item, true, &mut data)?;
        }
        self.apdu(&data).ok_or(EncodeError::Long)
    }

    /// The APDU as it may be shown and kept: passwords are zeros, and what could not be read is left out.
    pub fn shown(&self) -> Vec<u8> {
        let mut data = Vec::new();
        for item in &self.items {
            let before = data.len();
            if write(item, false, &mut data).is_err() {
                data.truncate(before);
            }
        }
        self.apdu(&data).unwrap_or_default()
    }

    fn apdu(&self, data: &[u8]) -> Option<Vec<u8>> {
        let len = u16::try_from(data.len()).ok()?;
        let mut out = Vec::with_capacity(data.len() + 5);
        out.extend([self.control.0, self.control.1]);
        match u8::try_from(len) {
            Ok(len) if len < 0xFF && !self.long => out.push(len),
            _ => {
                let [low, high] = len.to_le_bytes();
                out.extend([0xFF, low, high]);
            }
        }
        out.extend(data);
        Some(out)
    }

    /// The side that it goes to; `None` for answers, which both sides give, and for commands that we do not know.
    pub fn direction(&self) -> Option<Direction> {
        self.control.direction()
    }

    /// The password at position `index` (only the change of a password has two).
    pub fn password(&self, index: usize) -> Option<Password> {
        let mut passwords = self.items.iter().filter_map(|item| match item {
            Item::Password(password) => Some(*password),
            _ => None,
        });
        passwords.nth(index)
    }

    /// The value of a position.
    pub fn fixed(&self, place: Place) -> Option<&[u8]> {
        self.items.iter().find_map(|item| match item {
            Item::Fixed(found, value) if *found == place => Some(value.as_slice()),
            _ => None,
        })
    }

    /// The value of a BMP, the first where it stands more than once.
    pub fn bmp(&self, tag: u8) -> Option<&[u8]> {
        self.bmps(tag).next()
    }

    /// Every value of a BMP.
    pub fn bmps(&self, tag: u8) -> impl Iterator<Item = &[u8]> {
        self.items.iter().filter_map(move |item| match item {
            Item::Bmp(found, value) if *found == tag => Some(value.as_slice()),
            _ => None,
        })
    }

    /// The objects of its container; `None` where it has none, which differs from an empty one.
    pub fn container(&self) -> Option<&[Tlv]> {
        self.items.iter().find_map(|item| match item {
            Item::Tlv(_, objects) => Some(objects.as_slice()),
            _ => None,
        })
    }

    /// The bytes of the first object at a path of tags from the container's top.
    pub fn tlv(&self, path: &[u32]) -> Option<&[u8]> {
        tlv::find(self.container()?, path).map(Tlv::content)
    }

    /// The bytes of its texts: fields of text, lines of print and display, messages of the maker.
    pub(super) fn texts(&self) -> Vec<&[u8]> {
        fn inside<'a>(objects: &'a [Tlv], texts: &mut Vec<&'a [u8]>) {
            for object in objects {
                match &object.value {
                    Value::Objects(objects) => inside(objects, texts),
                    Value::Bytes(bytes) if matches!(object.tag.0, 0x07 | 0x1F17) => texts.push(bytes),
                    Value::Bytes(_) => {}
                }
            }
        }
        let mut texts = Vec::new();
        for item in &self.items {
            match item {
                Item::Fixed(place, bytes) if place.is_text() => texts.push(bytes.as_slice()),
                Item::Bmp(tag, bytes) if known(*tag).is_some_and(|bmp| bmp.keep == Keep::Text) => texts.push(bytes),
                Item::Tlv(_, objects) => inside(objects, &mut texts),
                _ => {}
            }
        }
        texts
    }

    /// The undefined BMP and the length of what could not be read, if there is such a rest.
    pub fn unread(&self) -> Option<(Option<u8>, usize)> {
        self.items.iter().find_map(|item| match item {
            Item::Unread { bmp, len } => Some((*bmp, *len)),
            _ => None,
        })
    }

    /// BMPs that stand more than once, each named once: which of them counts, nobody can say.
    pub fn duplicates(&self) -> Vec<u8> {
        let tags = self.items.iter().filter_map(|item| match item {
            Item::Bmp(tag, _) => Some(*tag),
            Item::Tlv(..) => Some(CONTAINER),
            _ => None,
        });
        let mut count = [0u32; 256];
        for tag in tags {
            count[usize::from(tag)] += 1;
        }
        (0..=255u8).filter(|tag| count[usize::from(*tag)] > 1).collect()
    }
}

fn write(item: &Item, secrets: bool, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    match item {
        Item::Password(password) if secrets => out.extend(password.as_bytes()),
        Item::Password(_) => out.extend(Password::NONE.as_bytes()),
        Item::Fixed(Place::Version, value) => {
            write_digits(3, value.len(), out)?;
            out.extend(value);
        }
        Item::Fixed(_, value) => out.extend(value),
        Item::Bmp(tag, value) => {
            let bmp = known(*tag).ok_or(EncodeError::Field)?;
            out.push(*tag);
            match bmp.size {
                Size::Fixed(len) if len == value.len() => {}
                Size::Llvar => write_digits(2, value.len(), out)?,
                Size::Lllvar => write_digits(3, value.len(), out)?,
                Size::Fixed(_) | Size::Tlv => return Err(EncodeError::Field),
            }
            out.extend(value);
        }
        Item::Tlv(form, objects) => {
            let mut content = Vec::new();
            tlv::write(objects, &mut content).ok_or(EncodeError::Long)?;
            out.push(CONTAINER);
            tlv::write_length(*form, content.len(), out).ok_or(EncodeError::Long)?;
            out.extend(content);
        }
        Item::Unread { .. } => return Err(EncodeError::Unread),
    }
    Ok(())
}

/// A length as decimal digits, each in the low half of a byte `Fx`.
fn write_digits(digits: u32, len: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if len >= 10usize.pow(digits) {
        return Err(EncodeError::Field);
    }
    for place in (0..digits).rev() {
        let digit = u8::try_from(len / 10usize.pow(place) % 10).unwrap_or(0);
        out.push(0xF0 | digit);
    }
    Ok(())
}

/// The number that `digits` bytes `F0` to `F9` at the start of `bytes` say; `None` where one is something else.
fn read_digits(digits: usize, bytes: &[u8]) -> Option<usize> {
    bytes.get(..digits)?.iter().try_fold(0, |number, byte| match byte {
        0xF0..=0xF9 => Some(number * 10 + usize::from(byte & 0xF)),
        _ => None,
    })
}

struct Reader<'a> {
    control: Control,
    rest: &'a [u8],
    items: Vec<Item>,
}

impl<'a> Reader<'a> {
    fn cut(&self, what: impl Into<String>) -> MessageError {
        MessageError::Cut { control: self.control, what: what.into() }
    }

    fn take(&mut self, len: usize, what: impl FnOnce() -> String) -> Result<&'a [u8], MessageError> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or_else(|| self.cut(what()))?;
        self.rest = rest;
        Ok(taken)
    }

    fn fixed(&mut self, place: Place, len: usize) -> Result<(), MessageError> {
        let value = self.take(len, || place.name().to_owned())?;
        self.items.push(Item::Fixed(place, value.to_vec()));
        Ok(())
    }

    fn prefix(&mut self) -> Result<(), MessageError> {
        for step in prefix(self.control) {
            match *step {
                Step::PasswordOrNothing if self.rest.is_empty() => {}
                Step::Password | Step::PasswordOrNothing => {
                    let taken = self.take(3, || "password".to_owned())?;
                    let bytes = taken.try_into().map_err(|_| self.cut("password"))?;
                    self.items.push(Item::Password(Password::from_bytes(bytes)));
                }
                Step::May(Place::Minutes, _) if self.skips_minutes() => {}
                Step::May(..) if self.rest.is_empty() => {}
                Step::Must(place, len) | Step::May(place, len) => self.fixed(place, len)?,
            }
        }
        let refused = matches!(self.control, Control::ABORT_PT | Control(Control::REFUSED, 0x1E));
        let wrong_currency = self.items == [Item::Fixed(Place::Result, vec![0x6F])];
        // A currency has three digits: a byte above 09 is the tag of a BMP.
        let currency = self.rest.len() >= 2 && self.rest[0] <= 0x09 && !self.is_container(0);
        if refused && wrong_currency && currency {
            self.fixed(Place::Currency, 2)?;
        }
        Ok(())
    }

    /// Whether the container stands where the timeout of `04 FF` would.
    fn skips_minutes(&self) -> bool {
        self.rest.is_empty() || (self.is_container(0) && !self.is_container(1))
    }

    /// Whether what stands at this place is a container that reaches exactly to the end.
    fn is_container(&self, at: usize) -> bool {
        let exact = |rest: &[u8]| tlv::length(rest).is_ok_and(|(_, len, behind)| len == behind.len());
        matches!(self.rest.get(at..), Some([CONTAINER, rest @ ..]) if exact(rest))
    }

    fn completion(&mut self) -> Result<(), MessageError> {
        let (versioned, status) = match *self.rest {
            [0xF0, 0xF0..=0xF9, 0xF0..=0xF9, ..] => (true, true),
            [_] => (false, true),
            [_, ..] => (false, self.is_container(1) && !self.is_container(0)),
            [] => (false, false),
        };
        if versioned {
            let len = read_digits(3, self.rest).unwrap_or(0);
            self.take(3, || Place::Version.name().to_owned())?;
            self.fixed(Place::Version, len)?;
        }
        if status {
            self.fixed(Place::Status, 1)?;
        }
        self.bmps()
    }

    fn print_line(&mut self) -> Result<(), MessageError> {
        self.prefix()?;
        let end = (0..self.rest.len())
            .filter(|&at| self.rest[at] == CONTAINER && self.is_container(at))
            .take(CANDIDATES)
            .find(|&at| tlv::length(&self.rest[at + 1..]).is_ok_and(|(_, _, inside)| tlv::parse(inside).is_ok()))
            .unwrap_or(self.rest.len());
        if end > 0 {
            self.fixed(Place::Line, end)?;
        }
        self.bmps()
    }

    fn bmps(&mut self) -> Result<(), MessageError> {
        while let Some((&tag, rest)) = self.rest.split_first() {
            let Some(bmp) = known(tag) else {
                self.unread(Some(tag));
                return Ok(());
            };
            let name = || format!("BMP {tag:02X}");
            self.rest = rest;
            let digits = match bmp.size {
                Size::Tlv => {
                    self.container()?;
                    continue;
                }
                Size::Fixed(len) => {
                    let value = self.take(len, name)?.to_vec();
                    self.items.push(Item::Bmp(tag, value));
                    continue;
                }
                Size::Llvar => 2,
                Size::Lllvar => 3,
            };
            let length = self.take(digits, name)?;
            let len = read_digits(digits, length).ok_or(MessageError::Length { control: self.control, bmp: tag })?;
            let value = self.take(len, name)?.to_vec();
            self.items.push(Item::Bmp(tag, value));
        }
        Ok(())
    }

    fn container(&mut self) -> Result<(), MessageError> {
        let control = self.control;
        let wrong = |error| MessageError::Tlv { control, error };
        let (form, len, rest) = tlv::length(self.rest).map_err(wrong)?;
        let (content, behind) = rest.split_at_checked(len).ok_or(wrong(TlvError::Cut))?;
        self.items.push(Item::Tlv(form, tlv::parse(content).map_err(wrong)?));
        self.rest = behind;
        Ok(())
    }

    fn unread(&mut self, bmp: Option<u8>) {
        if !self.rest.is_empty() {
            self.items.push(Item::Unread { bmp, len: self.rest.len() });
            self.rest = &[];
        }
    }
}
