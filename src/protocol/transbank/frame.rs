//! Frames: `02 DATA 03 LRC`, and the single bytes 06 (ACK) and 15 (NAK) between them.
//!
//! How [`Decoder`] finds its way in a stream that may be broken anywhere (the reference says nothing about it):
//!
//! - Data holds neither 02 nor 03. An STX inside data therefore begins a new frame, and what stood before it is garbage.
//!   So a frame that was cut off never hides the one behind it.
//! - The byte after ETX is the LRC, whatever its value (02, 03, 06 and 15 are all possible). Where it is wrong *and* 02,
//!   the LRC may have been lost and this be the STX of the next frame: the bad LRC is told, and a frame is begun.
//! - A 06 or 15 right behind an STX is an acknowledgement behind a stray STX: a frame begins with a digit.
//! - A frame with more than [`MAX_DATA`] bytes of data is given up as garbage.
//! - Garbage is counted, never kept.
//!
//! The LRC is the exclusive or of data and ETX, always. Two samples of the reference do not follow it and are slips: the
//! totals answer is printed with 4A and with 04 (4A is right), `0280|1` with the LRC of `0280|` (44 is right). One SDK takes
//! frames without looking at the LRC; this decoder never does.
//!
//! **What is guaranteed**: a good frame is found whatever stood before it, with one exception that no decoder can
//! avoid: the bytes before it end in a frame without its LRC, and the right LRC of that one is 02.

use std::fmt;

pub use crate::protocol::{ACK, NAK};

/// Start of a frame.
pub const STX: u8 = 0x02;
/// End of the data of a frame; the LRC follows.
pub const ETX: u8 = 0x03;
/// Longest data that a frame may have before it is given up as one that never ends. The longest message specified is
/// the multi-code last sale with its voucher text.
pub const MAX_DATA: usize = 8 * 1024;

/// A frame with its data, as it came; only a [`Decoder`] makes one. Raw: it may hold a card number, so it never
/// leaves this folder undecoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    /// The bytes between STX and ETX.
    pub(super) data: Vec<u8>,
}

impl Frame {
    /// How many bytes the whole frame has on the wire.
    pub fn wire_len(&self) -> usize {
        self.data.len() + 3
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Frame({} bytes)", self.data.len())
    }
}

/// What a decoder found in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// 06.
    Ack,
    /// 15.
    Nak,
    /// A frame with a right LRC.
    Frame(Frame),
    /// A frame whose LRC is wrong: answer NAK. Its content is not told.
    BadLrc {
        /// Length of the data.
        len: usize,
        /// The LRC in the frame.
        found: u8,
        /// The right one.
        right: u8,
    },
    /// Bytes outside a frame, or of a frame that was given up.
    Garbage {
        /// How many in a row.
        len: usize,
    },
}

/// LRC of a frame with this data: exclusive or of the data and ETX (STX is left out).
pub fn lrc(data: &[u8]) -> u8 {
    data.iter().fold(ETX, |sum, byte| sum ^ byte)
}

/// The raw frame around any data, with a right LRC. Nothing is checked or redacted: it is for simulated devices that
/// send what they should not. What a console sends comes from [`Message::encode`](super::Message::encode).
pub fn frame(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len() + 3);
    bytes.push(STX);
    bytes.extend_from_slice(data);
    bytes.push(ETX);
    bytes.push(lrc(data));
    bytes
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    Data,
    Lrc,
}

/// Finds frames in a stream. The events depend on the bytes alone, not on the pieces they come in. Memory is bounded
/// by [`MAX_DATA`].
pub struct Decoder {
    state: State,
    data: Vec<u8>,
    /// The STX of the open frame was told before, as a wrong LRC: it is not counted again as garbage.
    told: bool,
    garbage: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Decoder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Decoder({:?}, {} bytes)", self.state, self.data.len())
    }
}

impl Decoder {
    /// A decoder between frames.
    pub fn new() -> Self {
        Self { state: State::Between, data: Vec::new(), told: false, garbage: 0 }
    }

    /// Takes the next bytes. Garbage is told when something else follows it, or by [`finish`](Self::finish), so that a
    /// run of it is one event.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            match self.state {
                State::Between => self.between(byte, &mut events),
                State::Data => self.inside(byte, &mut events),
                State::Lrc => self.close(byte, &mut events),
            }
        }
        events
    }

    /// Nothing more will come, or not soon: an open frame is given up, and garbage not told yet is told.
    pub fn finish(&mut self) -> Option<Event> {
        if self.state != State::Between {
            self.give_up();
        }
        let len = std::mem::take(&mut self.garbage);
        (len > 0).then_some(Event::Garbage { len })
    }

    /// Whether a frame has begun and not ended: more bytes are to come.
    pub fn in_frame(&self) -> bool {
        self.state != State::Between
    }

    /// Whether garbage waits to be told by the next event or by [`finish`](Self::finish).
    pub fn has_garbage(&self) -> bool {
        self.garbage > 0
    }

    fn between(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            STX => self.open(false),
            ACK => self.tell(Event::Ack, events),
            NAK => self.tell(Event::Nak, events),
            _ => self.garbage += 1,
        }
    }

    fn inside(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            STX => {
                self.give_up();
                self.open(false);
            }
            ETX => self.state = State::Lrc,
            ACK | NAK if self.data.is_empty() => {
                self.give_up();
                self.between(byte, events);
            }
            _ if self.data.len() == MAX_DATA => {
                self.give_up();
                self.between(byte, events);
            }
            _ => self.data.push(byte),
        }
    }

    fn close(&mut self, found: u8, events: &mut Vec<Event>) {
        let data = std::mem::take(&mut self.data);
        let right = lrc(&data);
        self.state = State::Between;
        if found == right {
            self.tell(Event::Frame(Frame { data }), events);
            return;
        }
        self.tell(Event::BadLrc { len: data.len(), found, right }, events);
        if found == STX {
            self.open(true);
        }
    }

    fn open(&mut self, told: bool) {
        self.state = State::Data;
        self.data.clear();
        self.told = told;
    }

    fn give_up(&mut self) {
        let stx = usize::from(!self.told);
        let etx = usize::from(self.state == State::Lrc);
        self.garbage += stx + self.data.len() + etx;
        self.data.clear();
        self.state = State::Between;
    }

    fn tell(&mut self, event: Event, events: &mut Vec<Event>) {
        let len = std::mem::take(&mut self.garbage);
        if len > 0 {
            events.push(Event::Garbage { len });
        }
        events.push(event);
    }
}
