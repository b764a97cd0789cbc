//! Frames as people read them: for the wire view, the log and the `decode` command. Redacted throughout.

use super::codes::ResultCode;
use super::frame::{ACK, Decoder, Event, NAK};
use super::meaning::{Answer, ItemAnswer, Request, SaleAnswer};
use super::message::Message;
use crate::model::Direction;
use crate::protocol::Decoded;

/// Takes a whole stream apart; bytes of an unfinished frame at its end are garbage. Fields have the names of the reference's
/// tables in snake_case; those behind a table's last are `extra_1` and so on.
pub fn decode(bytes: &[u8]) -> Vec<Decoded> {
    let mut decoder = Decoder::new();
    let mut events = decoder.push(bytes);
    events.extend(decoder.finish());
    events.iter().map(of_event).collect()
}

/// One event of a stream.
fn of_event(event: &Event) -> Decoded {
    match event {
        Event::Ack => Decoded::byte(ACK, "ACK", "understood"),
        Event::Nak => Decoded::byte(NAK, "NAK", "not understood"),
        Event::Frame(frame) => match Message::parse(frame) {
            Ok(message) => of_message(&message),
            Err(error) => Decoded::unreadable("unknown frame", Some(true), error.to_string()),
        },
        Event::BadLrc { len, found, right } => {
            let why = format!("LRC is {found:02X}, right is {right:02X} ({len} bytes of data, not shown)");
            Decoded::unreadable("bad frame", Some(false), why)
        }
        Event::Garbage { len } => Decoded::unreadable("garbage", None, format!("{len} bytes outside any frame")),
    }
}

/// A message, sent or received.
fn of_message(message: &Message) -> Decoded {
    let layout = message.layout();
    let mut fields = vec![("command".to_owned(), message.command.clone())];
    for (index, text) in message.fields.iter().enumerate() {
        let known = layout.and_then(|layout| layout.fields.get(index)).map(|field| field.name.to_owned());
        let extra = index + 1 - layout.map_or(0, |layout| layout.fields.len()).min(index);
        fields.push((known.unwrap_or_else(|| format!("extra_{extra}")), text.clone()));
    }
    let name = layout.map_or("unknown command", |layout| layout.title);
    let (said, problem) = say(message);
    let said = said.strip_prefix(&message.command).map_or(said.as_str(), |rest| rest.trim_start_matches([':', ' ']));
    let colon = if said.is_empty() { "" } else { ": " };
    let meaning = format!("{} {name}{colon}{said}", message.command);
    let direction = message.direction();
    let raw = message.encode();
    Decoded { direction, name: name.to_owned(), fields, checksum_ok: Some(true), raw, meaning, problem }
}

/// What a message says, and what is wrong with it.
fn say(message: &Message) -> (String, Option<String>) {
    let said = match message.direction() {
        Some(Direction::ToDevice) => Request::of(message).map(|request| (say_request(&request), None)),
        _ => Answer::of(message).map(|answer| (say_answer(&answer), odd(&answer))),
    };
    said.unwrap_or_else(|error| (error.to_string(), Some(error.to_string())))
}

fn odd(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Item(ItemAnswer { odd, .. }) if !odd.is_empty() => Some(odd.join("; ")),
        _ => None,
    }
}

fn say_request(request: &Request) -> String {
    match request {
        Request::Poll | Request::LoadKeys | Request::LastSale | Request::Close | Request::Totals | Request::Leave => {
            String::new()
        }
        Request::Sale { amount, ticket, .. } => format!("{amount}, ticket {ticket}"),
        Request::LastSaleMulti { voucher: true } => "with the voucher text".to_owned(),
        Request::LastSaleMulti { voucher: false } => "without the voucher text".to_owned(),
        Request::List { to_host: true, .. } => "to the host".to_owned(),
        Request::List { to_host: false, .. } => "onto paper".to_owned(),
        Request::Void { operation } => format!("operation {operation}"),
    }
}

fn say_answer(answer: &Answer) -> String {
    let told = |number: Option<u32>| number.map_or_else(|| "not told".to_owned(), |number| number.to_string());
    match answer {
        Answer::Item(item) if item.is_end => format!("end of the list, {}", say_code(item.sale.result)),
        Answer::Sale(sale) | Answer::LastSale(sale) | Answer::Item(ItemAnswer { sale, .. }) => say_sale(sale),
        Answer::Totals { result, count, total } => {
            format!("{} sales, {}, {}", told(*count), told(*total), say_code(*result))
        }
        Answer::Close { result, merchant, terminal } | Answer::Keys { result, merchant, terminal } => {
            format!("{}, merchant {merchant}, terminal {terminal}", say_code(*result))
        }
        Answer::Void { result, operation, .. } => format!("operation {}, {}", told(*operation), say_code(*result)),
        Answer::Progress { code } => say_code(*code),
    }
}

fn say_sale(sale: &SaleAnswer) -> String {
    let mut parts = Vec::new();
    if let Some(operation) = sale.operation {
        parts.push(format!("operation {operation}"));
    }
    if let Some(amount) = sale.amount {
        parts.push(amount.to_string());
    }
    parts.push(say_code(sale.result));
    parts.join(", ")
}

fn say_code(code: ResultCode) -> String {
    format!("{} {code}", code.meaning())
}
