//! The line of every family: bytes in and out, everything told to whoever looks on, nothing interpreted. How messages
//! travel on it is the family's [`Form`].

use std::collections::VecDeque;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};

use super::{DeviceError, Watch};
use crate::link::Stream;
use crate::model::{Direction, Printable};
use crate::protocol::{ACK, NAK};

/// For the line to take what we write.
const WRITE: Duration = Duration::from_secs(5);
/// Most bytes that mean nothing before a conversation is given up: a device that babbles, or a wrong line setting.
const MOST_NOISE: usize = 64 * 1024;
/// Most bytes between two things worth telling.
const MOST_UNTOLD: usize = 4 * 1024;
/// Longest text that a system error may bring.
const SYSTEM: usize = 120;

/// What was heard.
#[derive(Debug)]
pub(super) enum Heard<M> {
    /// 06 outside a frame.
    Ack,
    /// 15 outside a frame.
    Nak,
    /// A message in a frame with a right checksum; not acknowledged yet.
    Message(M),
    /// A frame with a right checksum that cannot be read: repeating it would not help; not acknowledged yet.
    NoMessage,
    /// A frame with a wrong checksum, or one that was cut in its middle.
    Spoilt,
    /// Bytes that are no frame.
    Noise,
    /// Nothing until the given time.
    Nothing,
}

/// Something heard, and what is told of it.
pub(super) struct Told<M> {
    pub(super) heard: Heard<M>,
    pub(super) direction: Direction,
    /// Redacted; empty where the content may not be shown.
    pub(super) shown: Vec<u8>,
    pub(super) meaning: String,
    /// `None` for what has no checksum.
    pub(super) checksum_ok: Option<bool>,
    /// Bytes of it that mean nothing.
    pub(super) noise: usize,
}

impl<M> Told<M> {
    /// Something from the device whose content may not be shown.
    pub(super) fn hidden(heard: Heard<M>, meaning: String, checksum_ok: Option<bool>, noise: usize) -> Self {
        Self { heard, direction: Direction::FromDevice, shown: Vec::new(), meaning, checksum_ok, noise }
    }

    /// An acknowledgement, or its opposite.
    pub(super) fn byte(heard: Heard<M>, byte: u8, meaning: &str) -> Self {
        Self { shown: vec![byte], ..Self::hidden(heard, meaning.to_owned(), None, 0) }
    }
}

/// How the messages of a family travel: its decoder, and what is told of each of its events.
pub(super) trait Form {
    type Message;
    type Event;
    /// What the family calls that in which a message travels.
    const FRAME: &'static str;

    /// Whether frames are acknowledged one by one.
    fn acknowledges(&self) -> bool;
    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8]) -> Vec<Self::Event>;
    /// Nothing more will come, or not soon: tells what is half there.
    fn finish(&mut self) -> Option<Self::Event>;
    /// Whether a frame has begun and not ended.
    fn in_frame(&self) -> bool;
    /// When to give up a frame that has begun and whose last byte came at `last`; who listens does it until `until`.
    fn cut(&self, last: Instant, until: Instant) -> Instant;
    /// What an event says.
    fn tell(&self, event: Self::Event) -> Told<Self::Message>;
}

/// A stream with its decoder.
pub(super) struct Line<F: Form, S> {
    pub(super) form: F,
    stream: S,
    events: VecDeque<F::Event>,
    last_byte: Option<Instant>,
    noise: usize,
    bytes: u64,
}

impl<F: Form, S: Stream> Line<F, S> {
    pub(super) fn over(stream: S, form: F) -> Self {
        Self { form, stream, events: VecDeque::new(), last_byte: None, noise: 0, bytes: 0 }
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

    /// The next thing heard before `until`. A frame that has begun by then may end, unless it pauses for too long
    /// ([`Form::cut`]). Everything heard is told to `watch`.
    pub(super) async fn hear(
        &mut self,
        until: Instant,
        watch: &mut dyn Watch,
    ) -> Result<Heard<F::Message>, DeviceError> {
        let mut buffer = [0; 1024];
        let mut untold = 0;
        loop {
            if let Some(event) = self.events.pop_front() {
                return self.tell(event, watch);
            }
            let stop = match self.last_byte {
                Some(last) if self.form.in_frame() => self.form.cut(last, until),
                _ => until,
            };
            // A line that never pauses never lets the timer speak: look at the clock, and at what it has said.
            let never_pauses = untold > 0 && Instant::now() >= stop;
            if never_pauses || (untold > MOST_UNTOLD && !self.form.in_frame()) {
                return self.give_up(watch);
            }
            match timeout_at(stop, self.stream.read(&mut buffer)).await {
                Err(_) => return self.give_up(watch),
                Ok(Ok(0)) => {
                    return Err(DeviceError::Lost("the other end closed it, or the adapter was unplugged".into()));
                }
                Ok(Err(error)) => return Err(lost(&error)),
                Ok(Ok(count)) => {
                    self.bytes += count as u64;
                    self.last_byte = Some(Instant::now());
                    untold += count;
                    self.events.extend(self.form.push(&buffer[..count]));
                }
            }
        }
    }

    /// Nothing more came in time: what is half there is told.
    fn give_up(&mut self, watch: &mut dyn Watch) -> Result<Heard<F::Message>, DeviceError> {
        let cut = self.form.in_frame();
        let Some(event) = self.form.finish() else { return Ok(Heard::Nothing) };
        let heard = self.tell(event, watch)?;
        Ok(if cut { Heard::Spoilt } else { heard })
    }

    fn tell(&mut self, event: F::Event, watch: &mut dyn Watch) -> Result<Heard<F::Message>, DeviceError> {
        let told = self.form.tell(event);
        watch.wire(told.direction, &told.shown, &told.meaning, told.checksum_ok);
        self.noise = self.noise.saturating_add(told.noise);
        if told.noise > 0 && self.noise > MOST_NOISE {
            let (noise, frame) = (self.noise, F::FRAME);
            let why = format!("{noise} bytes that are no {frame}: wrong line settings, or not a device of this family");
            return Err(DeviceError::Protocol { what: "anything", why });
        }
        Ok(told.heard)
    }

    /// Acknowledges the frame heard last, on a line that has such a thing.
    pub(super) async fn acknowledge(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.answer(ACK, "ACK", watch).await
    }

    /// Says that the frame heard last was not understood, so that the terminal repeats it.
    pub(super) async fn refuse(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.answer(NAK, "NAK", watch).await
    }

    async fn answer(&mut self, byte: u8, meaning: &str, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        if !self.form.acknowledges() {
            return Ok(());
        }
        watch.wire(Direction::ToDevice, &[byte], meaning, None);
        self.write(&[byte]).await
    }

    /// Writes bytes of which whoever looks on was told.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), DeviceError> {
        let written = timeout(WRITE, async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        });
        match written.await {
            Err(_) => Err(DeviceError::Lost(format!("it took no bytes for {} s", WRITE.as_secs()))),
            Ok(Err(error)) => Err(lost(&error)),
            Ok(Ok(())) => {
                self.bytes += bytes.len() as u64;
                Ok(())
            }
        }
    }
}

/// A system error, harmless and bounded.
fn lost(error: &std::io::Error) -> DeviceError {
    DeviceError::Lost(Printable::new(&error.to_string(), SYSTEM).to_string())
}
