//! One line as the terminal has it: APDUs in and out, with the acknowledgements and repeats of a serial line, or bare on a
//! network (PA00P016).
//!
//! A serial line that is unplugged says nothing to the terminal: it goes on, hears nothing and repeats into the air until
//! its timers run out, and when the cable is back in time, the conversation goes on. So a line outlives its streams; a
//! network connection does not.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use crate::link::{BoxStream, LineKind};
use crate::protocol::zvt::frame::{ACK, NAK};
use crate::protocol::zvt::{Decoder, Event, RawApdu, Wire as Form, frame};

/// Longest silence between two bytes of a block.
const T1: Duration = Duration::from_millis(200);
/// How long the terminal waits for the acknowledgement of a block.
pub(super) const T2: Duration = Duration::from_secs(5);
/// How long it waits for the answer to a command of its own.
pub(super) const T3: Duration = Duration::from_secs(5);
/// How often a block is sent in all.
const SENDINGS: u8 = 3;
/// Bytes that are no block, no ACK and no NAK.
const GARBAGE: &[u8] = b"\x00\xff~~noise|7c\x7f\x80";
/// `84 9C 00`: please wait.
const BUSY: [u8; 3] = [0x84, 0x9C, 0x00];

/// A stream that was plugged in, and whom to tell when it is gone.
pub(super) struct Plug {
    pub(super) stream: BoxStream,
    pub(super) gone: oneshot::Sender<()>,
}

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// The ACK of the line.
    Ack,
    /// Its NAK.
    Nak,
    /// An APDU, not acknowledged yet.
    Apdu(RawApdu),
}

/// What became of an APDU that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// It arrived, as far as the line tells.
    Arrived,
    /// Sent three times, never acknowledged.
    GivenUp,
    /// The network connection ended.
    Gone,
}

/// How an APDU is sent wrongly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mishap {
    /// The first sending has a wrong CRC; every one where `always`.
    pub(super) bad_crc: bool,
    /// The first sending is cut in half; every one where `always`.
    pub(super) truncated: bool,
    /// Nothing is put on the line; always.
    pub(super) lost: bool,
    /// Also the repeats.
    pub(super) always: bool,
    /// It comes twice.
    pub(super) twice: bool,
    /// Garbage around the first sending.
    pub(super) garbage: bool,
    /// So many acknowledgements are not heard.
    pub(super) deaf: u8,
    /// The connection ends behind the first sending.
    pub(super) hang_up: bool,
}

/// A line.
pub(super) struct Wire {
    kind: LineKind,
    plug: Option<Plug>,
    /// Where streams come from when a serial line is plugged in again.
    plugs: Option<mpsc::UnboundedReceiver<Plug>>,
    decoder: Decoder,
    events: VecDeque<Event>,
    /// The last APDU that was taken, to know it when the line repeats it.
    last: Option<RawApdu>,
    /// Repeats are taken for new commands.
    takes_repeats: bool,
    /// Repeated commands that wait to be carried out again.
    again: VecDeque<RawApdu>,
}

impl Wire {
    pub(super) fn network(stream: BoxStream) -> Self {
        let (gone, _) = oneshot::channel();
        Self::new(LineKind::Network, Some(Plug { stream, gone }), None, false)
    }

    pub(super) fn serial(plugs: mpsc::UnboundedReceiver<Plug>, takes_repeats: bool) -> Self {
        Self::new(LineKind::Serial, None, Some(plugs), takes_repeats)
    }

    fn new(
        kind: LineKind,
        plug: Option<Plug>,
        plugs: Option<mpsc::UnboundedReceiver<Plug>>,
        takes_repeats: bool,
    ) -> Self {
        let decoder = Decoder::new(form(kind));
        let (events, again) = (VecDeque::new(), VecDeque::new());
        Self { kind, plug, plugs, decoder, events, last: None, takes_repeats, again }
    }

    /// The next APDU while nothing is going on; `None` when the stream is gone and no other waits.
    pub(super) async fn command(&mut self) -> Option<RawApdu> {
        if let Some(repeated) = self.again.pop_front() {
            return Some(repeated);
        }
        loop {
            if self.plug.is_none() && !self.replug() {
                return None;
            }
            // A stray ACK or NAK belongs to a block that was given up.
            if let Some(Heard::Apdu(apdu)) = self.look().await {
                self.last = Some(apdu.clone());
                return Some(apdu);
            }
        }
    }

    /// Takes a stream that waits; whether there was one.
    pub(super) fn replug(&mut self) -> bool {
        let waiting = self.plugs.as_mut().and_then(|plugs| plugs.try_recv().ok());
        waiting.map(|plug| self.attach(plug)).is_some()
    }

    fn attach(&mut self, plug: Plug) {
        self.plug = Some(plug);
        self.decoder = Decoder::new(form(self.kind));
        self.events.clear();
    }

    /// Whether a network connection ended.
    pub(super) fn is_gone(&self) -> bool {
        self.kind == LineKind::Network && self.plug.is_none()
    }

    /// What is heard next; `None` at the end of a network connection. On a serial line it waits for the next stream.
    pub(super) async fn next(&mut self) -> Option<Heard> {
        loop {
            if self.plug.is_none() {
                match self.plugs.as_mut()?.recv().await {
                    Some(plug) => self.attach(plug),
                    // The terminal itself is gone; nobody will plug anything in.
                    None => return None,
                }
            }
            if let Some(heard) = self.look().await {
                return Some(heard);
            }
        }
    }

    /// What the stream says next; `None` when it ended.
    async fn look(&mut self) -> Option<Heard> {
        loop {
            match self.events.pop_front() {
                Some(Event::Ack) => return Some(Heard::Ack),
                Some(Event::Nak) => return Some(Heard::Nak),
                Some(Event::Apdu(apdu)) => return Some(Heard::Apdu(apdu)),
                Some(Event::BadCrc { .. }) => {
                    self.nak().await;
                    continue;
                }
                // The line did its part; what it carried is no APDU.
                Some(Event::Malformed { .. }) => {
                    self.ack().await;
                    continue;
                }
                Some(Event::Garbage { .. }) => continue,
                None => {}
            }
            let plug = self.plug.as_mut()?;
            let mut bytes = [0; 1024];
            let read = match self.decoder.in_frame() && self.kind == LineKind::Serial {
                true => timeout(T1, plug.stream.read(&mut bytes)).await,
                false => Ok(plug.stream.read(&mut bytes).await),
            };
            match read {
                Err(_) => {
                    self.decoder.finish();
                    self.nak().await;
                }
                Ok(Ok(len)) if len > 0 => self.events.extend(self.decoder.push(&bytes[..len])),
                Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(_) => self.unplug(),
            }
        }
    }

    fn unplug(&mut self) {
        if let Some(plug) = self.plug.take() {
            // Whoever plugged it in may have gone first.
            let _ = plug.gone.send(());
        }
        self.events.clear();
    }

    async fn send(&mut self, bytes: &[u8]) {
        let Some(plug) = &mut self.plug else { return };
        let sent = async {
            plug.stream.write_all(bytes).await?;
            plug.stream.flush().await
        };
        if sent.await.is_err() {
            self.unplug();
        }
    }

    /// Acknowledges a block; a network needs none.
    pub(super) async fn ack(&mut self) {
        if self.kind == LineKind::Serial {
            self.send(&[ACK]).await;
        }
    }

    pub(super) async fn nak(&mut self) {
        if self.kind == LineKind::Serial {
            self.send(&[NAK]).await;
        }
    }

    /// The connection ends from this side.
    pub(super) async fn hang_up(&mut self) {
        if let Some(plug) = &mut self.plug {
            // The other end may be gone first; there is nothing to do about it.
            let _ = plug.stream.shutdown().await;
        }
        self.unplug();
    }

    /// Refuses a command out of turn, without waiting for anything.
    pub(super) async fn please_wait(&mut self) {
        self.send(&frame(form(self.kind), &BUSY)).await;
    }

    /// Hears nothing for a while.
    pub(super) async fn sleep(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while !self.is_gone() {
            if timeout_at(end, self.next()).await.is_err() {
                return;
            }
        }
        sleep_until(end).await;
    }

    /// Sends an APDU; on a serial line until it is acknowledged: again on NAK, again on silence, three times in all.
    pub(super) async fn deliver(&mut self, apdu: &[u8], mishap: Mishap) -> Delivery {
        let right = frame(form(self.kind), apdu);
        if self.kind == LineKind::Network {
            self.put(&right, mishap, true).await;
            return if self.is_gone() { Delivery::Gone } else { Delivery::Arrived };
        }
        let mut deaf = mishap.deaf;
        for sending in 0..SENDINGS {
            self.put(&right, mishap, sending == 0).await;
            if self.acknowledged(&mut deaf).await {
                return Delivery::Arrived;
            }
        }
        Delivery::GivenUp
    }

    async fn put(&mut self, right: &[u8], mishap: Mishap, first: bool) {
        let wrong = first || mishap.always;
        if mishap.lost {
            return;
        }
        if mishap.garbage && first {
            self.send(GARBAGE).await;
        }
        match right.split_last() {
            _ if mishap.truncated && wrong => self.send(&right[..right.len() / 2]).await,
            Some((crc, block)) if mishap.bad_crc && wrong && self.kind == LineKind::Serial => {
                self.send(&[block, &[crc ^ 0x55]].concat()).await
            }
            _ => self.send(right).await,
        }
        if mishap.twice && first {
            self.send(right).await;
        }
        if mishap.garbage && first {
            self.send(GARBAGE).await;
        }
        if mishap.hang_up && first {
            self.hang_up().await;
        }
    }

    /// Waits for the ACK of a block; false on NAK and silence.
    async fn acknowledged(&mut self, deaf: &mut u8) -> bool {
        let end = Instant::now() + T2;
        loop {
            match timeout_at(end, self.next()).await {
                Err(_) | Ok(Some(Heard::Nak) | None) => return false,
                Ok(Some(Heard::Ack)) if *deaf > 0 => *deaf -= 1,
                Ok(Some(Heard::Ack)) => return true,
                Ok(Some(Heard::Apdu(apdu))) if self.is_news(&apdu).await => self.please_wait().await,
                Ok(Some(Heard::Apdu(_))) => {}
            }
        }
    }

    /// Acknowledges an APDU that came out of turn; whether it is a command that was not heard before. A command whose
    /// ACK was lost comes again: it is not done twice.
    pub(super) async fn is_news(&mut self, apdu: &RawApdu) -> bool {
        self.ack().await;
        let is_command = !apdu.control().is_answer();
        let repeated = self.last.as_ref() == Some(apdu);
        if repeated && is_command && self.takes_repeats {
            self.again.push_back(apdu.clone());
        }
        is_command && !repeated
    }

    /// Waits for the answer to a command of the terminal; `None` where none comes in time.
    pub(super) async fn answer(&mut self, acks: bool) -> Option<RawApdu> {
        let end = Instant::now() + T3;
        let mut acks = acks;
        loop {
            match timeout_at(end, self.next()).await {
                Err(_) | Ok(None) => return None,
                Ok(Some(Heard::Apdu(apdu))) if apdu.control().is_answer() => {
                    if !acks {
                        // Not acknowledged this once: it comes again.
                        acks = true;
                        continue;
                    }
                    self.ack().await;
                    self.last = Some(apdu.clone());
                    return Some(apdu);
                }
                Ok(Some(Heard::Apdu(apdu))) if self.is_news(&apdu).await => self.please_wait().await,
                Ok(Some(_)) => {}
            }
        }
    }
}

fn form(kind: LineKind) -> Form {
    match kind {
        LineKind::Serial => Form::Serial,
        LineKind::Network => Form::Network,
    }
}
