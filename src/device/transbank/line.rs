//! The line: bytes in and out, everything told to whoever looks on, nothing interpreted.

use std::collections::VecDeque;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};

use super::super::{DeviceError, Watch};
use super::{timing, words};
use crate::link::Stream;
use crate::model::Direction;
use crate::protocol::transbank::Message;
use crate::protocol::transbank::frame::{ACK, Decoder, Event, NAK};

/// Most bytes that mean nothing before a conversation is given up: a device that babbles, or a wrong line setting.
const MOST_NOISE: usize = 64 * 1024;
/// Most bytes between two things worth telling.
const MOST_UNTOLD: usize = 4 * 1024;

/// What was heard.
#[derive(Debug)]
pub(super) enum Heard {
    /// 06.
    Ack,
    /// 15.
    Nak,
    /// A message in a frame with a right LRC; not acknowledged yet.
    Message(Message),
    /// A frame with a right LRC that holds no message; not acknowledged yet.
    NoMessage,
    /// A frame with a wrong LRC, or one that was cut in its middle.
    Spoilt,
    /// Bytes that are no frame.
    Noise,
    /// Nothing until the given time.
    Nothing,
}

/// A stream with its decoder.
pub(super) struct Line<S> {
    stream: S,
    decoder: Decoder,
    events: VecDeque<Event>,
    last_byte: Option<Instant>,
    noise: usize,
    bytes: u64,
}

impl<S: Stream> Line<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, decoder: Decoder::new(), events: VecDeque::new(), last_byte: None, noise: 0, bytes: 0 }
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

    /// The next thing heard before `until`. A frame that has begun by then may end, within [`timing::GRACE`]; one that
    /// pauses for [`timing::CUT`] is given up. Everything heard is told to `watch`.
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

    /// When to stop waiting: inside a frame a little later than `until`, but not longer than a frame may pause.
    fn stop(&self, until: Instant) -> Instant {
        match self.last_byte {
            Some(last) if self.decoder.in_frame() => (last + timing::CUT).min(until + timing::GRACE),
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
            Event::Frame(frame) => match Message::parse(&frame) {
                Ok(message) => {
                    let direction = message.direction().unwrap_or(from);
                    watch.wire(direction, &words::shown(&message), &words::of_message(&message), Some(true));
                    Ok(Heard::Message(message))
                }
                Err(error) => {
                    watch.wire(from, &[], &error.to_string(), Some(true));
                    Ok(Heard::NoMessage)
                }
            },
            Event::BadLrc { len, found, right } => {
                let meaning = format!("a frame of {len} bytes with LRC {found:02X} instead of {right:02X}");
                watch.wire(from, &[], &meaning, Some(false));
                self.count_noise(len)?;
                Ok(Heard::Spoilt)
            }
            Event::Garbage { len } => {
                watch.wire(from, &[], &format!("{len} bytes that are no frame"), None);
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
                    "{} bytes that are no frame: wrong line settings, or not a device of this family",
                    self.noise
                ),
            }),
            false => Ok(()),
        }
    }

    /// Writes a message.
    pub(super) async fn say(&mut self, message: &Message, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let bytes = message.encode();
        watch.wire(Direction::ToDevice, &bytes, &words::of_message(message), Some(true));
        self.write(&bytes).await
    }

    /// Acknowledges the frame heard last.
    pub(super) async fn acknowledge(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        watch.wire(Direction::ToDevice, &[ACK], "ACK", None);
        self.write(&[ACK]).await
    }

    /// Says that the frame heard last was not understood, so that the terminal repeats it.
    pub(super) async fn refuse(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
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
