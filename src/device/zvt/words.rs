//! One line of English for the wire view and for evidence. Everything foreign in it has passed the codec's redaction.

use crate::model::Direction;
use crate::protocol::zvt::{Message, codes, meaning_line};

/// Most bytes of a message that evidence quotes: more than any result has, and a text block would only repeat itself.
const QUOTED: usize = 256;

/// What a message is, in one line.
pub(super) fn of_message(message: &Message) -> String {
    match message.direction() {
        Some(Direction::ToDevice) => format!("asks for {}", meaning_line(message)),
        _ => meaning_line(message),
    }
}

/// What a message is and its redacted bytes, as notes and evidence quote it. The colons keep a row of bytes from looking
/// like a card number, which every text that is kept would have masked.
pub(super) fn quoted(message: &Message) -> String {
    let shown = message.shown();
    let (head, more) = if shown.len() > QUOTED { (&shown[..QUOTED], "...") } else { (&shown[..], "") };
    let bytes: Vec<String> = head.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} [{}{more}]", of_message(message), bytes.join(":"))
}

/// A result code with its meaning.
pub(super) fn of_code(code: u8) -> String {
    format!("{code:02X} ({})", meaning(code))
}

/// A result code in English.
pub(super) fn meaning(code: u8) -> &'static str {
    codes::result(code).unwrap_or("a code that the specification does not define")
}
