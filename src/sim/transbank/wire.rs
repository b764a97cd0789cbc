//! One connection as the terminal has it: events in, frames out, each answer repeated until it is acknowledged.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::scenario::Busy;
use crate::link::Stream;
use crate::protocol::transbank::frame::{ACK, Decoder, Event, Frame, NAK};

/// How often an answer is sent in all.
const SENDINGS: usize = 3;

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Acknowledged.
    Acked,
    /// Sent three times, never acknowledged.
    GivenUp,
    /// A command came in place of the ACK; it waits to be carried out.
    Interrupted,
    /// The connection ended.
    Gone,
}

/// A connection. When its other end goes away it stays usable and does nothing any more, so that a sale that was begun
/// is brought to its end as in a real terminal.
pub(super) struct Wire<S> {
    stream: S,
    decoder: Decoder,
    events: VecDeque<Event>,
    gone: bool,
}

impl<S: Stream> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, decoder: Decoder::new(), events: VecDeque::new(), gone: false }
    }

    /// The next event; `None` at the end of the connection.
    pub(super) async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some(event);
            }
            if self.gone {
                return None;
            }
            let mut bytes = [0; 512];
            match self.stream.read(&mut bytes).await {
                Ok(0) => self.gone = true,
                Ok(len) => self.events.extend(self.decoder.push(&bytes[..len])),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.gone = true,
            }
        }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) {
        if self.gone {
            return;
        }
        let sent = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        self.gone = sent.await.is_err();
    }

    pub(super) async fn ack(&mut self) {
        self.send(&[ACK]).await;
    }

    pub(super) async fn nak(&mut self) {
        self.send(&[NAK]).await;
    }

    /// The connection ends from this side.
    pub(super) async fn hang_up(&mut self) {
        if !self.gone {
            // The other end may be gone first; there is nothing to do about it.
            let _ = self.stream.shutdown().await;
        }
        self.gone = true;
        self.events.clear();
    }

    /// Works for `time`; commands that come meanwhile get what a busy terminal gives.
    pub(super) async fn work(&mut self, time: Duration, busy: Busy) {
        if time.is_zero() {
            return;
        }
        let end = Instant::now() + time;
        loop {
            if self.gone && self.events.is_empty() {
                sleep_until(end).await;
                return;
            }
            match timeout_at(end, self.next()).await {
                Err(_) => return,
                Ok(Some(Event::Frame(_) | Event::BadLrc { .. })) if busy == Busy::Nak => self.nak().await,
                Ok(_) => {}
            }
        }
    }

    /// Sends a frame until it is acknowledged: again on NAK, again on silence, three times in all. `first` are the bytes
    /// of the first sending where they differ.
    pub(super) async fn deliver(&mut self, bytes: &[u8], first: Option<&[u8]>, patience: Duration) -> Delivery {
        for sending in 0..SENDINGS {
            let bytes = if sending == 0 { first.unwrap_or(bytes) } else { bytes };
            self.send(bytes).await;
            match self.reply(Instant::now() + patience).await {
                Some(delivery) => return delivery,
                None => continue,
            }
        }
        Delivery::GivenUp
    }

    /// What comes back for a frame; `None` on NAK or silence.
    async fn reply(&mut self, end: Instant) -> Option<Delivery> {
        loop {
            match timeout_at(end, self.next()).await {
                Err(_) | Ok(Some(Event::Nak)) => return None,
                Ok(None) => return Some(Delivery::Gone),
                Ok(Some(Event::Ack)) => return Some(Delivery::Acked),
                Ok(Some(Event::Frame(frame))) => {
                    self.put_back(frame);
                    return Some(Delivery::Interrupted);
                }
                Ok(Some(Event::BadLrc { .. })) => self.nak().await,
                Ok(Some(Event::Garbage { .. })) => {}
            }
        }
    }

    fn put_back(&mut self, frame: Frame) {
        self.events.push_front(Event::Frame(frame));
    }
}
