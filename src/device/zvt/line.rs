//! The line as ZVT terminals use it: blocks with a CRC that are acknowledged one by one, or bare APDUs over a network.
//!
//! What is told are the redacted bytes in the form in which they travel here, a serial block with the CRC of its redacted
//! APDU, so that an archive can be played back as a line.

use tokio::time::Instant;

use super::super::line::{self, Form, Told};
use super::super::{DeviceError, Watch};
use super::{timing, words};
use crate::link::{LineKind, Stream};
use crate::model::Direction;
use crate::protocol::zvt::Message;
use crate::protocol::zvt::frame::{self, ACK, Decoder, Event, NAK, Wire};

pub(super) type Heard = line::Heard<Message>;
pub(super) type Line<S> = line::Line<Blocks, S>;

/// Blocks, or bare APDUs.
pub(super) struct Blocks {
    wire: Wire,
    decoder: Decoder,
}

impl<S: Stream> Line<S> {
    pub(super) fn new(stream: S, kind: LineKind) -> Self {
        let wire = match kind {
            LineKind::Serial => Wire::Serial,
            LineKind::Network => Wire::Network,
        };
        Self::over(stream, Blocks { wire, decoder: Decoder::new(wire) })
    }

    /// Whether blocks are acknowledged one by one.
    pub(super) fn is_serial(&self) -> bool {
        self.form.acknowledges()
    }

    /// Writes an APDU. `message` is the same one, redacted, for whoever looks on.
    pub(super) async fn say(
        &mut self,
        apdu: &[u8],
        message: &Message,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        let (shown, checksum_ok) = (self.form.shown(message), self.form.checked());
        watch.wire(Direction::ToDevice, &shown, &words::of_message(message), checksum_ok);
        self.write(&frame::frame(self.form.wire, apdu)).await
    }
}

impl Blocks {
    /// What is told of the checksum of a block that is right: a network has none.
    fn checked(&self) -> Option<bool> {
        self.acknowledges().then_some(true)
    }

    /// A message as it looks on this line, redacted.
    fn shown(&self, message: &Message) -> Vec<u8> {
        frame::frame(self.wire, &message.shown())
    }
}

impl Form for Blocks {
    type Message = Message;
    type Event = Event;
    const FRAME: &'static str = "block";

    fn acknowledges(&self) -> bool {
        self.wire == Wire::Serial
    }

    fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.decoder.push(bytes)
    }

    fn finish(&mut self) -> Option<Event> {
        self.decoder.finish()
    }

    fn in_frame(&self) -> bool {
        self.decoder.in_frame()
    }

    /// Whoever listens waits for the end of a block that has begun, which may take more than a minute at 9600 baud.
    fn cut(&self, last: Instant, _: Instant) -> Instant {
        last + if self.acknowledges() { timing::T1 } else { timing::CUT }
    }

    fn tell(&self, event: Event) -> Told<Message> {
        match event {
            Event::Ack => Told::byte(Heard::Ack, ACK, "ACK"),
            Event::Nak => Told::byte(Heard::Nak, NAK, "NAK"),
            Event::Apdu(raw) => match Message::parse(&raw) {
                Ok(message) => Told {
                    direction: message.direction().unwrap_or(Direction::FromDevice),
                    shown: self.shown(&message),
                    meaning: words::of_message(&message),
                    checksum_ok: self.checked(),
                    noise: 0,
                    heard: Heard::Message(message),
                },
                Err(error) => Told::hidden(Heard::NoMessage, format!("{}: {error}", raw.control()), self.checked(), 0),
            },
            Event::BadCrc { len, found, right } => {
                let meaning = format!("a block of {len} bytes with CRC {found:04X} instead of {right:04X}");
                Told::hidden(Heard::Spoilt, meaning, Some(false), len)
            }
            Event::Malformed { len } => {
                let meaning = format!("a block of {len} bytes whose length byte says otherwise");
                Told::hidden(Heard::NoMessage, meaning, Some(true), len)
            }
            Event::Garbage { len } => Told::hidden(Heard::Noise, format!("{len} bytes that are no block"), None, len),
        }
    }
}
