//! One line of English for the wire view and for evidence. Everything foreign in it has passed the codec's redaction.

use crate::protocol::transbank::{Answer, Message, Request};

/// What a message is, in one line.
pub(super) fn of_message(message: &Message) -> String {
    let command = message.command.as_str();
    if let Ok(request) = Request::of(message) {
        return format!("asks for {}", super::allow::name(&request));
    }
    match Answer::of(message) {
        Ok(answer) => of_answer(command, &answer),
        Err(error) => format!("{command}: {error}"),
    }
}

/// What an answer says, in one line.
fn of_answer(command: &str, answer: &Answer) -> String {
    let operation = |number: Option<u32>| number.map_or_else(String::new, |number| format!(", operation {number}"));
    match answer {
        Answer::Sale(sale) | Answer::LastSale(sale) => {
            format!("{command} {}: result {}{}", noun(answer), sale.result, operation(sale.operation))
        }
        Answer::Item(item) if item.is_end => format!("{command} end of the list: result {}", item.sale.result),
        Answer::Item(item) => {
            format!("{command} sale of the list: result {}{}", item.sale.result, operation(item.sale.operation))
        }
        Answer::Void { result, operation: number, .. } => {
            format!("{command} void: result {result}{}", operation(*number))
        }
        Answer::Totals { result, .. } | Answer::Close { result, .. } | Answer::Keys { result, .. } => {
            format!("{command} {}: result {result}", noun(answer))
        }
        Answer::Progress { code } => format!("{command} progress {code}"),
    }
}

fn noun(answer: &Answer) -> &'static str {
    match answer {
        Answer::Sale(_) => "sale",
        Answer::LastSale(_) => "last sale",
        Answer::Item(_) => "sale of the list",
        Answer::Totals { .. } => "totals",
        Answer::Close { .. } => "close",
        Answer::Keys { .. } => "key load",
        Answer::Void { .. } => "void",
        Answer::Progress { .. } => "progress",
    }
}

/// Place of the voucher text in a last sale. It is the one field of any length and any words, and nothing that this driver
/// sends asks for it (`0280` would).
const VOUCHER: usize = 19;

/// A message as wire and evidence show it: the bytes as redacted by the codec, of a voucher text its length only.
pub(super) fn shown(message: &Message) -> Vec<u8> {
    match message.field(VOUCHER) {
        Some(text) if message.command == "0260" && !text.is_empty() => {
            let mut without = message.clone();
            without.fields[VOUCHER - 1] = format!("?({} bytes)", text.chars().count());
            without.encode()
        }
        _ => message.encode(),
    }
}

/// Bytes as evidence quotes them. The colons keep a row of bytes from looking like a card number, which every text that
/// is kept would have masked.
pub(super) fn in_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":")
}
