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
use crate::model::Printable;
use crate::protocol::Decoded;

/// Longest text of one field.
const TEXT: usize = 160;

/// Takes a whole stream apart, serial or bare: it is serial where blocks are found in it, or where nothing else makes
/// sense of it. Bytes of an unfinished block or APDU at its end are garbage. Numbers and codes of a message are written in the
/// hex digits of their bytes, objects of a container by the path of their tags (`tlv.E4.1F40`); the second `receipt` is
/// `receipt_2`.
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
    events.iter().map(|event| decode_event(event, wire)).collect()
}

/// What a message says, in one English line without control characters: `06 30 reversal: receipt 42, EUR 12.34`.
pub fn meaning_line(message: &Message) -> String {
    meaning::say(message).0
}

/// One event of a stream.
pub fn decode_event(event: &Event, wire: Wire) -> Decoded {
    match event {
        Event::Ack => Decoded::byte(ACK, "ACK", "received"),
        Event::Nak => Decoded::byte(NAK, "NAK", "not understood"),
        Event::Apdu(raw) => match Message::parse(raw) {
            Ok(message) => of_message(&message, wire),
            Err(error) => Decoded::unreadable("unreadable message", checksum(wire), error.to_string()),
        },
        Event::BadCrc { len, found, right } => {
            let why = format!("CRC is {found:04X}, right is {right:04X} ({len} bytes, not shown)");
            Decoded::unreadable("bad block", Some(false), why)
        }
        Event::Malformed { len } => {
            let why = format!("the length byte does not agree with the {len} bytes of the block");
            Decoded::unreadable("malformed block", Some(true), why)
        }
        Event::Garbage { len } => Decoded::unreadable("garbage", None, format!("{len} bytes outside any frame")),
    }
}

/// A message, sent or received.
fn of_message(message: &Message, wire: Wire) -> Decoded {
    let Control(class, instr) = message.control;
    let mut fields = Fields::default();
    fields.push("command", format!("{class:02X}{instr:02X}"));
    for item in &message.items {
        fields.item(item);
    }
    let (meaning, problem) = meaning::say(message);
    Decoded {
        direction: message.direction(),
        name: message.control.name().unwrap_or("unknown command").to_owned(),
        fields: fields.told,
        checksum_ok: checksum(wire),
        raw: frame(wire, &message.shown()),
        meaning,
        problem,
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
