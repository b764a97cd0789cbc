//! One line of English for the wire view and for evidence. Everything foreign in it has passed the codec's redaction.

use crate::model::{Code, CodeKind, Direction};
use crate::protocol::zvt::{Charset, Message, codes, meaning_line};

/// Most bytes of a message that evidence quotes: more than any result has, and a text block would only repeat itself.
const QUOTED: usize = 256;

/// What stands in place of a meaning.
const UNDEFINED: &str = "a code that the specification does not define";

/// What a message is, in one line; texts are in `charset` unless it names one.
pub(super) fn of_message(message: &Message, charset: Charset) -> String {
    match message.direction() {
        Some(Direction::ToDevice) => format!("asks for {}", meaning_line(message, charset)),
        _ => meaning_line(message, charset),
    }
}

/// What a message is and its redacted bytes, as notes and evidence quote it. The colons keep a row of bytes from looking
/// like a card number, which every text that is kept would have masked.
pub(super) fn quoted(message: &Message, charset: Charset) -> String {
    let shown = message.shown();
    let (head, more) = if shown.len() > QUOTED { (&shown[..QUOTED], "...") } else { (&shown[..], "") };
    let bytes: Vec<String> = head.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} [{}{more}]", of_message(message, charset), bytes.join(":"))
}

/// A result code with its meaning.
pub(super) fn of_code(code: u8) -> String {
    format!("{code:02X} ({})", codes::result(code).unwrap_or(UNDEFINED))
}

/// The code with which a command was refused, with its meaning.
pub(super) fn of_refusal(code: Code) -> String {
    format!("{code} ({})", meaning(code))
}

/// A code in English.
pub(super) fn meaning(code: Code) -> &'static str {
    let named = match code.kind {
        CodeKind::Result => codes::result(code.value),
        CodeKind::Refusal => codes::refusal(code.value),
        CodeKind::Status => codes::status(code.value),
    };
    named.unwrap_or(UNDEFINED)
}
