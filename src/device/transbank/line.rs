//! The line as Transbank terminals use it: frames with an LRC, acknowledged one by one.

use tokio::time::Instant;

use super::super::line::{self, Form, Told};
use super::super::{DeviceError, Watch};
use super::{timing, words};
use crate::link::Stream;
use crate::model::Direction;
use crate::protocol::transbank::Message;
use crate::protocol::transbank::frame::{ACK, Decoder, Event, NAK};

pub(super) type Heard = line::Heard<Message>;
pub(super) type Line<S> = line::Line<Frames, S>;

/// Frames.
pub(super) struct Frames(Decoder);

impl<S: Stream> Line<S> {
    pub(super) fn new(stream: S) -> Self {
        Self::over(stream, Frames(Decoder::new()))
    }

    /// Writes a message.
    pub(super) async fn say(&mut self, message: &Message, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let bytes = message.encode();
        watch.wire(Direction::ToDevice, &bytes, &words::of_message(message), Some(true));
        self.write(&bytes).await
    }
}

impl Form for Frames {
    type Message = Message;
    type Event = Event;
    const FRAME: &'static str = "frame";

    fn acknowledges(&self) -> bool {
        true
    }

    fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.0.push(bytes)
    }

    fn finish(&mut self) -> Option<Event> {
        self.0.finish()
    }

    fn in_frame(&self) -> bool {
        self.0.in_frame()
    }

    /// A little later than `until`, but not longer than a frame may pause.
    fn cut(&self, last: Instant, until: Instant) -> Instant {
        (last + timing::CUT).min(until + timing::GRACE)
    }

    fn tell(&self, event: Event) -> Told<Message> {
        match event {
            Event::Ack => Told::byte(Heard::Ack, ACK, "ACK"),
            Event::Nak => Told::byte(Heard::Nak, NAK, "NAK"),
            Event::Frame(frame) => match Message::parse(&frame) {
                Ok(message) => Told {
                    direction: message.direction().unwrap_or(Direction::FromDevice),
                    shown: words::shown(&message),
                    meaning: words::of_message(&message),
                    checksum_ok: Some(true),
                    noise: 0,
                    heard: Heard::Message(message),
                },
                Err(error) => Told::hidden(Heard::NoMessage, error.to_string(), Some(true), 0),
            },
            Event::BadLrc { len, found, right } => {
                let meaning = format!("a frame of {len} bytes with LRC {found:02X} instead of {right:02X}");
                Told::hidden(Heard::Spoilt, meaning, Some(false), len)
            }
            Event::Garbage { len } => Told::hidden(Heard::Noise, format!("{len} bytes that are no frame"), None, len),
        }
    }
}
