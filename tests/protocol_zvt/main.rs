//! The ZVT codec, by vectors and by properties.

// The helpers of tests stand outside test functions, where the lints do not know them for tests.
#![allow(clippy::unwrap_used, clippy::panic)]

mod inputs;
mod meaning;
mod properties;
mod secrets;
mod streams;
mod vectors;

use tillwright::protocol::zvt::{Charset, Decoder, Event, Message, MessageError, RawApdu, Reply, Wire};

fn events(wire: Wire, bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::new(wire);
    let mut events = decoder.push(bytes);
    events.extend(decoder.finish());
    events
}

/// The one APDU of a stream that holds nothing else.
fn raw(wire: Wire, bytes: &[u8]) -> RawApdu {
    match events(wire, bytes).as_slice() {
        [Event::Apdu(raw)] => raw.clone(),
        other => panic!("{other:?}"),
    }
}

fn parse(apdu: &[u8]) -> Result<Message, MessageError> {
    Message::parse(&raw(Wire::Network, apdu))
}

/// A message from hex digits and blanks.
fn message(hex: &str) -> Message {
    parse(&bytes(hex)).unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex.replace(' ', "")).unwrap()
}

/// An APDU with this data, and the length that it has.
fn apdu(control: [u8; 2], data: &[u8]) -> Vec<u8> {
    let mut out = control.to_vec();
    match u8::try_from(data.len()) {
        Ok(len) if len < 0xFF => out.push(len),
        _ => {
            out.push(0xFF);
            out.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        }
    }
    out.extend(data);
    out
}

fn reply(hex: &str) -> Reply {
    Reply::of(&message(hex), Charset::default()).unwrap()
}

/// The hex of an APDU from control field and data; its length is put in.
fn built(hex: &str) -> String {
    let bytes = bytes(hex);
    hex::encode(apdu([bytes[0], bytes[1]], &bytes[2..]))
}
