//! Frames as people read them: for the wire view, the log and the `decode` command. Redacted throughout.

use std::collections::BTreeMap;

use super::charset::Charset;
use super::control::Control;
use super::fields::{Keep, known};
use super::frame::{ACK, Decoder, Event, NAK, Wire, frame};
use super::meaning;
use super::message::{Item, Message};
use super::redact::is_text;
use super::tlv::{Tlv, Value};
use crate::model::{Direction, Printable};

/// Longest text of one field.
const TEXT: usize = 160;

/// One piece of a stream, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Which side sends such a message; `None` where both may, and where nobody can say.
    pub direction: Option<Direction>,
    /// What it is, in a few English words: `reversal`, `ACK`, `bad block`, `garbage`.
    pub name: String,
    /// The pieces in their order, redacted, the first is `command`. Numbers and codes are written in the hex digits of
    /// their bytes, objects of a container by the path of their tags (`tlv.E4.1F40`). Names are unique: the second
    /// `receipt` is `receipt_2`.
    pub fields: Vec<(String, String)>,
    /// Whether the CRC was right; `None` for what has none.
    pub checksum_ok: Option<bool>,
    /// The redacted bytes in the form of the line, with the CRC of the redacted bytes; empty where the content may not be
    /// shown.
    pub raw: Vec<u8>,
    /// What it says, in one English line without control characters.
    pub meaning: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// Takes a whole stream apart, serial or bare: it is serial where blocks are found in it, or where nothing else makes
/// sense of it. Bytes of an unfinished block or APDU at its end are garbage.
pub fn decode(bytes: &[u8]) -> Vec<Decoded> {
    let read = |wire| {
        let mut decoder = Decoder::new(wire);
        let mut events = decoder.push(bytes);
        events.extend(decoder.finish());
        events
    };
    let (serial, network) = (read(Wire::Serial), read(Wire::Network));
    let is_apdu = |event: &Event| matches!(event, Event::Apdu(_));
    let begins_block = matches!(bytes, [0x10, 0x02, ..] | [ACK | NAK]);
    let is_serial = begins_block || serial.iter().any(is_apdu) || !network.iter().any(is_apdu);
    let (wire, events) = if is_serial { (Wire::Serial, serial) } else { (Wire::Network, network) };
    events.iter().map(|event| Decoded::of(event, wire)).collect()
}

/// What a message says, in one English line without control characters: `06 30 reversal: receipt 42, EUR 12.34`.
/// Texts are in `charset` unless it names one.
pub fn meaning_line(message: &Message, charset: Charset) -> String {
    meaning::say(message, charset).0
}

impl Decoded {
    /// One event of a stream.
    pub fn of(event: &Event, wire: Wire) -> Self {
        match event {
            Event::Ack => Self::byte(ACK, "ACK", "received"),
            Event::Nak => Self::byte(NAK, "NAK", "not understood"),
            Event::Apdu(raw) => match Message::parse(raw) {
                Ok(message) => Self::of_message(&message, wire),
                Err(error) => Self::unreadable("unreadable message", checksum(wire), error.to_string()),
            },
            Event::BadCrc { len, found, right } => {
                let why = format!("CRC is {found:04X}, right is {right:04X} ({len} bytes, not shown)");
                Self::unreadable("bad block", Some(false), why)
            }
            Event::Malformed { len } => {
                let why = format!("the length byte does not agree with the {len} bytes of the block");
                Self::unreadable("malformed block", Some(true), why)
            }
            Event::Garbage { len } => Self::unreadable("garbage", None, format!("{len} bytes outside any frame")),
        }
    }

    /// A message, sent or received.
    pub fn of_message(message: &Message, wire: Wire) -> Self {
        let Control(class, instr) = message.control;
        let mut fields = Fields::default();
        fields.push("command", format!("{class:02X}{instr:02X}"));
        for item in &message.items {
            fields.item(item);
        }
        let (meaning, problem) = meaning::say(message, Charset::default());
        Self {
            direction: message.direction(),
            name: message.control.name().unwrap_or("unknown command").to_owned(),
            fields: fields.told,
            checksum_ok: checksum(wire),
            raw: frame(wire, &message.shown()),
            meaning,
            problem,
        }
    }

    fn byte(byte: u8, name: &str, meaning: &str) -> Self {
        Self {
            direction: None,
            name: name.to_owned(),
            fields: Vec::new(),
            checksum_ok: None,
            raw: vec![byte],
            meaning: format!("{name} ({meaning})"),
            problem: None,
        }
    }

    fn unreadable(name: &str, checksum_ok: Option<bool>, why: String) -> Self {
        let meaning = format!("{name}: {why}");
        let (fields, raw) = (Vec::new(), Vec::new());
        Self { direction: None, name: name.to_owned(), fields, checksum_ok, raw, meaning, problem: Some(why) }
    }
}

/// A message that was read from a serial line came in a block with a right CRC.
fn checksum(wire: Wire) -> Option<bool> {
    (wire == Wire::Serial).then_some(true)
}

/// Names and values of a message's pieces.
#[derive(Default)]
struct Fields {
    told: Vec<(String, String)>,
    /// How often each name came.
    seen: BTreeMap<String, usize>,
}

impl Fields {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Password(_) => self.push("password", "******".to_owned()),
            Item::Fixed(place, value) if place.is_text() => self.push(place.name(), text(value)),
            Item::Fixed(place, value) => self.push(place.name(), hex::encode_upper(value)),
            Item::Bmp(tag, value) => {
                let Some(bmp) = known(*tag) else { return };
                let shown = match bmp.keep {
                    Keep::Text => text(value),
                    Keep::Card => card(value),
                    Keep::Length => format!("?({} bytes)", value.len()),
                    Keep::All if *tag == 0x3B => text(value),
                    Keep::All | Keep::Exactly(_) => hex::encode_upper(value),
                };
                self.push(bmp.name, shown);
            }
            Item::Tlv(_, objects) if objects.is_empty() => self.push("tlv", String::new()),
            Item::Tlv(_, objects) => self.objects("tlv", objects),
            Item::Unread { bmp, len } => {
                let name = bmp.map_or_else(|| "unread".to_owned(), |bmp| format!("unread_from_{bmp:02X}"));
                self.push(&name, format!("?({len} bytes)"));
            }
        }
    }

    fn objects(&mut self, path: &str, objects: &[Tlv]) {
        for object in objects {
            let path = format!("{path}.{}", object.tag);
            match &object.value {
                Value::Objects(inside) if inside.is_empty() => self.push(&path, String::new()),
                Value::Objects(inside) => self.objects(&path, inside),
                Value::Bytes(bytes) if is_text(object.tag) => self.push(&path, text(bytes)),
                Value::Bytes(bytes) => self.push(&path, hex::encode_upper(bytes)),
            }
        }
    }

    fn push(&mut self, name: &str, value: String) {
        let count = self.seen.entry(name.to_owned()).and_modify(|count| *count += 1).or_insert(1);
        let unique = if *count == 1 { name.to_owned() } else { format!("{name}_{count}") };
        self.told.push((unique, value));
    }
}

fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    Printable::new(&Charset::Cp437.decode(&bytes[..end]), TEXT).to_string()
}

/// A card number in digits, `*` for those that are not shown.
fn card(bytes: &[u8]) -> String {
    let digits = hex::encode_upper(bytes);
    digits.trim_end_matches('F').replace('E', "*")
}
