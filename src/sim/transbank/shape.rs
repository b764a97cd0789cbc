//! The last step before the wire: an answer's bytes, and what a scenario puts into them.

use super::scenario::Raw;
use crate::protocol::transbank::Message;
use crate::protocol::transbank::frame;

/// Where a scenario puts its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The field of this index, 0 is the command.
    Field(usize),
    /// A field more at the end.
    Append,
    /// All of the data.
    All,
}

/// Names of the fields of a sale (`0210`, `0271`, `0260`), from index 1.
const SALE: &[&str] = &[
    "result",
    "merchant",
    "terminal",
    "ticket",
    "authorisation",
    "amount",
    "instalments",
    "instalment_amount",
    "last4",
    "operation",
    "card_type",
    "accounting_date",
    "account",
    "brand",
    "date",
    "time",
    "employee",
    "tip",
    "voucher",
    "change",
    "provider",
];
/// Names of the fields of a record of the list (`0261`).
const ITEM: &[&str] = &[
    "result",
    "merchant",
    "terminal",
    "ticket",
    "authorisation",
    "amount",
    "last4",
    "operation",
    "card_type",
    "accounting_date",
    "account",
    "brand",
    "date",
    "time",
    "employee",
    "tip",
    "instalment_amount",
    "instalments",
    "change",
    "provider",
];

/// Where `field` is in the answer `command`.
pub(super) fn index_of(command: &str, field: &str) -> Result<Place, String> {
    let names: &[&str] = match command {
        "0210" | "0271" | "0260" => SALE,
        "0261" => ITEM,
        "0710" => &["result", "count", "total"],
        "0510" | "0810" => &["result", "merchant", "terminal"],
        "1210" => &["result", "merchant", "terminal", "authorisation", "operation"],
        "0900" => &["result"],
        _ => return Err(format!("{command:?} is no answer of a terminal")),
    };
    match field {
        "+" => Ok(Place::Append),
        "*" => Ok(Place::All),
        _ => match (names.iter().position(|name| *name == field), field.parse()) {
            (Some(at), _) => Ok(Place::Field(at + 1)),
            (None, Ok(index)) => Ok(Place::Field(index)),
            (None, Err(_)) => Err(format!("{command} has no field {field:?}; it has {}", names.join(", "))),
        },
    }
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|symbol| u8::try_from(symbol).unwrap_or(b'?')).collect()
}

/// The frame of `message`, the `nth` with its command in this conversation, with what the scenario puts in. That goes
/// past the codec, which would redact it.
pub(super) fn bytes(message: &Message, nth: usize, raw: &[Raw]) -> Vec<u8> {
    let wanted = |raw: &&Raw| raw.answer == message.command && raw.nth.is_none_or(|only| only == nth);
    let raw: Vec<&Raw> = raw.iter().filter(wanted).collect();
    let plain = message.encode();
    if raw.is_empty() {
        return plain;
    }
    let data = plain.get(1..plain.len().saturating_sub(2)).unwrap_or_default();
    let mut fields: Vec<Vec<u8>> = data.split(|byte| *byte == b'|').map(<[u8]>::to_vec).collect();
    for raw in raw {
        match index_of(&raw.answer, &raw.field) {
            Ok(Place::Field(index)) => {
                if fields.len() <= index {
                    fields.resize(index + 1, Vec::new());
                }
                fields[index] = latin1(&raw.text);
            }
            Ok(Place::Append) => {
                // The end separator stays at the end.
                let at = if fields.last().is_some_and(Vec::is_empty) { fields.len() - 1 } else { fields.len() };
                fields.insert(at, latin1(&raw.text));
            }
            Ok(Place::All) => return frame::frame(&latin1(&raw.text)),
            Err(_) => {}
        }
    }
    frame::frame(&fields.join(&b'|'))
}

/// The frame of `message` without the empty fields at its end.
pub(super) fn short(message: &Message) -> Vec<u8> {
    let plain = message.encode();
    let data = plain.get(1..plain.len().saturating_sub(2)).unwrap_or_default();
    let end = data.iter().rposition(|byte| *byte != b'|').map_or(0, |last| last + 1);
    frame::frame(&data[..end])
}
