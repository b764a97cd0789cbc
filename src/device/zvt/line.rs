//! The line: blocks in and out, everything told to whoever looks on, nothing interpreted.
//!
//! What is told are the redacted bytes in the form in which they travel here, a serial block with the CRC of its redacted
//! APDU, so that an archive can be played back as a line.

use std::collections::VecDeque;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};

use super::super::{DeviceError, Watch};
use super::{timing, words};
use crate::link::{LineKind, Stream};
use crate::model::Direction;
use crate::protocol::zvt::frame::{self, ACK, Decoder, Event, NAK, Wire};
use crate::protocol::zvt::{Charset, Message, Writing};

/// Most bytes that mean nothing before a conversation is given up: a device that babbles, or a wrong line setting.
const MOST_NOISE: usize = 64 * 1024;
/// Most bytes between two things worth telling.
const MOST_UNTOLD: usize = 4 * 1024;

/// What was heard.
#[derive(Debug)]
pub(super) enum Heard {
    /// 06 outside a block.
    Ack,
    /// 15 outside a block.
    Nak,
    /// An APDU whose block and length are right; not acknowledged yet.
    Message(Message),
    /// A block with a right CRC that cannot be read: repeating it would not help; not acknowledged yet.
    NoMessage,
    /// A block with a wrong CRC, or one that was cut in its middle.
    Spoilt,
    /// Bytes that are no block.
    Noise,
    /// Nothing until the given time.
    Nothing,
}

/// A stream with its decoder.
pub(super) struct Line<S> {
    stream: S,
    kind: LineKind,
    decoder: Decoder,
    events: VecDeque<Event>,
    last_byte: Option<Instant>,
    noise: usize,
    bytes: u64,
    /// What its texts were heard to be written in.
    writing: Writing,
}

impl<S: Stream> Line<S> {
    pub(super) fn new(stream: S, kind: LineKind) -> Self {
        let decoder = Decoder::new(wire_of(kind));
        Self {
            stream,
            kind,
            decoder,
            events: VecDeque::new(),
            last_byte: None,
            noise: 0,
            bytes: 0,
            writing: Writing::default(),
        }
    }

    /// The character set of what is said on this line, as far as it is known by now.
    pub(super) fn charset(&self) -> Charset {
        self.writing.charset()
    }

    /// Whether blocks are acknowledged one by one.
    pub(super) fn is_serial(&self) -> bool {
        self.kind == LineKind::Serial
    }

    /// Bytes that went both ways so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes that meant nothing since [`forget_noise`](Self::forget_noise).
    pub(super) fn noise(&self) -> usize {
        self.noise
    }

    /// Begins to count noise anew.
    pub(super) fn forget_noise(&mut self) {
        self.noise = 0;
    }

    /// The next thing heard before `until`. A block that has begun by then may end (the longest takes more than a minute at
    /// 9600 baud); one that pauses for T1 is given up. Everything heard is told to `watch`.
    pub(super) async fn hear(&mut self, until: Instant, watch: &mut dyn Watch) -> Result<Heard, DeviceError> {
        let mut buffer = [0; 1024];
        let mut untold = 0;
        loop {
            if let Some(event) = self.events.pop_front() {
                return self.tell(event, watch);
            }
            let stop = self.stop(until);
            // A line that never pauses never lets the timer speak: look at the clock, and at what it has said.
            let never_pauses = untold > 0 && Instant::now() >= stop;
            if never_pauses || (untold > MOST_UNTOLD && !self.decoder.in_frame()) {
                return self.give_up(watch);
            }
            match timeout_at(stop, self.stream.read(&mut buffer)).await {
                Err(_) => return self.give_up(watch),
                Ok(Ok(0)) => {
                    return Err(DeviceError::Lost("the other end closed it, or the adapter was unplugged".into()));
                }
                Ok(Err(error)) => return Err(DeviceError::Lost(words::of_system(&error))),
                Ok(Ok(count)) => {
                    self.bytes += count as u64;
                    self.last_byte = Some(Instant::now());
                    untold += count;
                    self.events.extend(self.decoder.push(&buffer[..count]));
                }
            }
        }
    }

    /// When to stop waiting: inside a block when it pauses for too long.
    fn stop(&self, until: Instant) -> Instant {
        let pause = if self.is_serial() { timing::T1 } else { timing::CUT };
        match self.last_byte {
            Some(last) if self.decoder.in_frame() => last + pause,
            _ => until,
        }
    }

    /// Nothing more came in time: what is half there is told.
    fn give_up(&mut self, watch: &mut dyn Watch) -> Result<Heard, DeviceError> {
        let cut = self.decoder.in_frame();
        let Some(event) = self.decoder.finish() else { return Ok(Heard::Nothing) };
        let heard = self.tell(event, watch)?;
        Ok(if cut { Heard::Spoilt } else { heard })
    }

    fn tell(&mut self, event: Event, watch: &mut dyn Watch) -> Result<Heard, DeviceError> {
        let from = Direction::FromDevice;
        match event {
            Event::Ack => {
                watch.wire(from, &[ACK], "ACK", None);
                Ok(Heard::Ack)
            }
            Event::Nak => {
                watch.wire(from, &[NAK], "NAK", None);
                Ok(Heard::Nak)
            }
            Event::Apdu(raw) => match Message::parse(&raw) {
                Ok(message) => {
                    let direction = message.direction().unwrap_or(from);
                    self.writing.hear(&message);
                    let meaning = words::of_message(&message, self.charset());
                    watch.wire(direction, &self.shown(&message), &meaning, self.checked());
                    Ok(Heard::Message(message))
                }
                Err(error) => {
                    let meaning = format!("{}: {error}", raw.control());
                    watch.wire(from, &[], &meaning, self.checked());
                    Ok(Heard::NoMessage)
                }
            },
            Event::BadCrc { len, found, right } => {
                let meaning = format!("a block of {len} bytes with CRC {found:04X} instead of {right:04X}");
                watch.wire(from, &[], &meaning, Some(false));
                self.count_noise(len)?;
                Ok(Heard::Spoilt)
            }
            Event::Malformed { len } => {
                watch.wire(from, &[], &format!("a block of {len} bytes whose length byte says otherwise"), Some(true));
                self.count_noise(len)?;
                Ok(Heard::NoMessage)
            }
            Event::Garbage { len } => {
                watch.wire(from, &[], &format!("{len} bytes that are no block"), None);
                self.count_noise(len)?;
                Ok(Heard::Noise)
            }
        }
    }

    fn count_noise(&mut self, len: usize) -> Result<(), DeviceError> {
        self.noise = self.noise.saturating_add(len);
        match self.noise > MOST_NOISE {
            true => Err(DeviceError::Protocol {
                what: "anything",
                why: format!(
                    "{} bytes that are no block: wrong line settings, or not a device of this family",
                    self.noise
                ),
            }),
            false => Ok(()),
        }
    }

    /// What `watch` is told of the checksum of a block that is right: a network has none.
    fn checked(&self) -> Option<bool> {
        self.is_serial().then_some(true)
    }

    /// A message as it looks on this line, redacted.
    fn shown(&self, message: &Message) -> Vec<u8> {
        frame::frame(wire_of(self.kind), &message.shown())
    }

    /// Writes an APDU. `message` is the same one, redacted, for whoever looks on.
    pub(super) async fn say(
        &mut self,
        apdu: &[u8],
        message: &Message,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        let meaning = words::of_message(message, self.charset());
        watch.wire(Direction::ToDevice, &self.shown(message), &meaning, self.checked());
        self.write(&frame::frame(wire_of(self.kind), apdu)).await
    }

    /// Acknowledges the block heard last, on a line that has such a thing.
    pub(super) async fn acknowledge(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        if !self.is_serial() {
            return Ok(());
        }
        watch.wire(Direction::ToDevice, &[ACK], "ACK", None);
        self.write(&[ACK]).await
    }

    /// Says that the block heard last was not understood, so that the terminal repeats it.
    pub(super) async fn refuse(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        if !self.is_serial() {
            return Ok(());
        }
        watch.wire(Direction::ToDevice, &[NAK], "NAK", None);
        self.write(&[NAK]).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), DeviceError> {
        let written = timeout(timing::WRITE, async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        });
        match written.await {
            Err(_) => Err(DeviceError::Lost(format!("it took no bytes for {} s", timing::WRITE.as_secs()))),
            Ok(Err(error)) => Err(DeviceError::Lost(words::of_system(&error))),
            Ok(Ok(())) => {
                self.bytes += bytes.len() as u64;
                Ok(())
            }
        }
    }
}

fn wire_of(kind: LineKind) -> Wire {
    match kind {
        LineKind::Serial => Wire::Serial,
        LineKind::Network => Wire::Network,
    }
}
