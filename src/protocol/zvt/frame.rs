//! APDUs in a stream: serial blocks `10 02 APDU 10 03 CRC CRC` with single bytes 06 (ACK) and 15 (NAK) between them, and
//! the bare APDUs of a network connection (PA00P016, transport protocol for serial lines and for TCP/IP).
//!
//! How [`Decoder`] finds its way in a serial stream that may be broken anywhere (the specification is silent):
//!
//! - Every 10 of an APDU is doubled, so `10 02` inside a block begins a new one, and what stood before it is garbage.
//! - The two bytes behind `10 03` are the CRC, whatever they are; they are not doubled. Where the CRC is wrong *and* its
//!   bytes are or end in what begins a block, the CRC may have been lost: the bad CRC is told, and a block is begun.
//! - 06 is ACK *and* the commonest first byte of an APDU: it counts as ACK outside a block only. A block that breaks off
//!   inside (a 10 before a byte that may not follow it, more bytes than an APDU can have) stays open for counting until
//!   its end mark, the next block or [`finish`](Decoder::finish), so that its remains are not taken for ACKs.
//! - Garbage is counted, never kept.
//!
//! **What is guaranteed** for serial lines: a good block is found whatever stood before it, unless that ends in a 10
//! inside a block (the `10 02` then reads as a doubled 10), or in a block whose CRC lacks bytes that the good block's first
//! bytes make right. The bad CRC that follows is answered by NAK, and the block comes again.
//!
//! A network stream has no marks. An APDU whose class ZVT does not know ([`plausible`]) ends the reading: everything up to
//! [`finish`](Decoder::finish) is garbage.

use std::fmt;

use super::control::Control;
pub use crate::protocol::{ACK, NAK};

/// Doubled inside an APDU, first of the marks.
pub const DLE: u8 = 0x10;
/// Second byte of the start mark.
pub const STX: u8 = 0x02;
/// Second byte of the end mark; part of the CRC.
pub const ETX: u8 = 0x03;
/// Longest APDU: two bytes of control field, `FF lo hi`, 65535 bytes of data.
pub const MAX_APDU: usize = 5 + 0xFFFF;

/// What the specification calls "CRC-XModem" is CRC-16/KERMIT of the catalogues, low byte first.
const CRC: crc::Crc<u16> = crc::Crc::<u16>::new(&crc::CRC_16_KERMIT);

/// The form in which APDUs travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wire {
    /// Serial lines and USB: blocks with CRC, ACK and NAK.
    Serial,
    /// TCP: bare APDUs.
    Network,
}

/// An APDU as it came: control field, length, data, consistent. Raw: it may hold a card number, so that its content can
/// only be had through [`Message::parse`](super::Message::parse).
#[derive(Clone, PartialEq, Eq)]
pub struct RawApdu {
    bytes: Vec<u8>,
    /// Where the data begins: 3, or 5 with the long length.
    data: usize,
}

impl RawApdu {
    /// The one APDU that these bytes are; `None` where length and bytes do not agree.
    fn whole(bytes: Vec<u8>) -> Option<Self> {
        match extent(&bytes) {
            Extent::Known { data, len } if bytes.len() == data + len => Some(Self { bytes, data }),
            _ => None,
        }
    }

    /// Its first two bytes.
    pub fn control(&self) -> Control {
        match self.bytes[..] {
            [class, instr, ..] => Control(class, instr),
            _ => Control(0, 0),
        }
    }

    /// How many bytes it has, control field and length included.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Whether its length is written in three bytes.
    pub(super) fn is_long(&self) -> bool {
        self.data == 5
    }

    /// What stands behind the length.
    pub(super) fn data(&self) -> &[u8] {
        self.bytes.get(self.data..).unwrap_or_default()
    }
}

impl fmt::Debug for RawApdu {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RawApdu({}, {} bytes)", self.control(), self.bytes.len())
    }
}

/// What a decoder found in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// 06 outside a block.
    Ack,
    /// 15 outside a block.
    Nak,
    /// An APDU: its block's CRC is right, its length agrees.
    Apdu(RawApdu),
    /// A block whose CRC is wrong: answer NAK. Its content is not told.
    BadCrc {
        /// Bytes between the marks, doubled ones counted once.
        len: usize,
        /// The CRC in the block.
        found: u16,
        /// The right one.
        right: u16,
    },
    /// A block with a right CRC that is no APDU: its length byte does not agree with its data.
    Malformed {
        /// Bytes between the marks, doubled ones counted once.
        len: usize,
    },
    /// Bytes outside a block, or of one that was given up.
    Garbage {
        /// How many in a row.
        len: usize,
    },
}

/// CRC of a block with this APDU, which is not doubled yet: over the APDU and ETX.
pub fn crc(apdu: &[u8]) -> u16 {
    let mut digest = CRC.digest();
    digest.update(apdu);
    digest.update(&[ETX]);
    digest.finalize()
}

/// What is written to the line for an APDU. Nothing is checked or redacted: what a console sends comes from
/// [`Message::encode`](super::Message::encode).
pub fn frame(wire: Wire, apdu: &[u8]) -> Vec<u8> {
    if wire == Wire::Network {
        return apdu.to_vec();
    }
    let mut bytes = Vec::with_capacity(apdu.len() + 8);
    bytes.extend([DLE, STX]);
    for &byte in apdu {
        if byte == DLE {
            bytes.push(DLE);
        }
        bytes.push(byte);
    }
    bytes.extend([DLE, ETX]);
    bytes.extend(crc(apdu).to_le_bytes());
    bytes
}

/// Whether a class byte may begin an APDU: commands are 01 to 0F, answers 80 to 8F.
fn plausible(class: u8) -> bool {
    matches!(class, 0x01..=0x0F | 0x80..=0x8F)
}

/// How far an APDU reaches, by its first bytes.
enum Extent {
    /// The length has not come yet.
    Open,
    /// Data begins there and has so many bytes.
    Known { data: usize, len: usize },
}

fn extent(bytes: &[u8]) -> Extent {
    match *bytes {
        [_, _, 0xFF, low, high, ..] => Extent::Known { data: 5, len: usize::from(u16::from_le_bytes([low, high])) },
        [_, _, 0xFF, ..] => Extent::Open,
        [_, _, len, ..] => Extent::Known { data: 3, len: usize::from(len) },
        _ => Extent::Open,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Serial: outside a block. Network: in an APDU or before one.
    Between,
    /// A 10 outside a block.
    Mark,
    /// Inside a block.
    Data,
    /// A 10 inside a block.
    DataMark,
    /// Inside a block that cannot be read any more, or in a network stream that cannot.
    Lost,
    /// A 10 inside such a block.
    LostMark,
    /// The CRC's first byte is next; of a block that can be read or not.
    CrcLow { lost: bool },
    /// The CRC's second byte is next.
    CrcHigh { lost: bool, low: u8 },
}

/// Finds APDUs in a stream. The events depend on the bytes alone, not on the pieces they come in. Memory is bounded by
/// [`MAX_APDU`].
pub struct Decoder {
    wire: Wire,
    state: State,
    data: Vec<u8>,
    /// Bytes of the open block as they stood on the wire, for counting it as garbage.
    open: usize,
    garbage: usize,
}

impl fmt::Debug for Decoder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Decoder({:?}, {:?}, {} bytes)", self.wire, self.state, self.data.len())
    }
}

impl Decoder {
    /// A decoder between APDUs.
    pub fn new(wire: Wire) -> Self {
        Self { wire, state: State::Between, data: Vec::new(), open: 0, garbage: 0 }
    }

    /// Takes the next bytes. Garbage is told when something else follows it, or by [`finish`](Self::finish), so that a
    /// run of it is one event.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            match self.wire {
                Wire::Serial => self.serial(byte, &mut events),
                Wire::Network => self.network(byte, &mut events),
            }
        }
        events
    }

    /// Nothing more will come, or not soon (T1 on a serial line): an open block is given up, and garbage not told yet is
    /// told.
    pub fn finish(&mut self) -> Option<Event> {
        self.drop_but(0);
        self.state = State::Between;
        let len = std::mem::take(&mut self.garbage);
        (len > 0).then_some(Event::Garbage { len })
    }

    /// Whether a block or APDU has begun and not ended: more bytes are to come. Not in a network stream that can no
    /// longer be read.
    pub fn in_frame(&self) -> bool {
        match self.wire {
            Wire::Serial => self.state != State::Between,
            Wire::Network => !self.data.is_empty(),
        }
    }

    /// Whether garbage waits to be told by the next event or by [`finish`](Self::finish).
    pub fn has_garbage(&self) -> bool {
        self.garbage > 0
    }

    fn network(&mut self, byte: u8, events: &mut Vec<Event>) {
        if self.state == State::Lost || (self.data.is_empty() && !plausible(byte)) {
            self.state = State::Lost;
            self.garbage += 1;
            return;
        }
        self.data.push(byte);
        self.open += 1;
        let Extent::Known { data, len } = extent(&self.data) else { return };
        if self.data.len() == data + len {
            let bytes = std::mem::take(&mut self.data);
            self.open = 0;
            self.tell(Event::Apdu(RawApdu { bytes, data }), events);
        }
    }

    fn serial(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.open += 1;
        self.state = match (self.state, byte) {
            (State::Between, DLE) => State::Mark,
            (State::Between, _) => self.between(byte, events),
            (State::Mark, STX) => State::Data,
            (State::Mark, DLE) => {
                self.drop_but(1);
                State::Mark
            }
            (State::Mark, _) => {
                self.drop_but(1);
                self.between(byte, events)
            }
            (State::Data, DLE) => State::DataMark,
            (State::DataMark, ETX) => State::CrcLow { lost: false },
            (State::LostMark, ETX) => State::CrcLow { lost: true },
            (State::DataMark | State::LostMark, STX) => {
                self.drop_but(2);
                State::Data
            }
            (State::Data, _) | (State::DataMark, DLE) if self.data.len() < MAX_APDU => {
                self.data.push(byte);
                State::Data
            }
            (State::Data | State::DataMark, _) => {
                self.data.clear();
                State::Lost
            }
            (State::Lost, DLE) => State::LostMark,
            (State::Lost | State::LostMark, _) => State::Lost,
            (State::CrcLow { lost }, _) => State::CrcHigh { lost, low: byte },
            (State::CrcHigh { lost: true, low: DLE }, STX) => {
                self.drop_but(2);
                State::Data
            }
            (State::CrcHigh { lost: true, .. }, DLE) => {
                self.drop_but(1);
                State::Mark
            }
            (State::CrcHigh { lost: true, .. }, _) => {
                self.drop_but(0);
                State::Between
            }
            (State::CrcHigh { lost: false, low }, _) => self.close(low, byte, events),
        };
    }

    /// A byte outside a block that is no 10.
    fn between(&mut self, byte: u8, events: &mut Vec<Event>) -> State {
        self.open = 0;
        match byte {
            ACK => self.tell(Event::Ack, events),
            NAK => self.tell(Event::Nak, events),
            _ => self.garbage += 1,
        }
        State::Between
    }

    /// Both bytes of the CRC are there.
    fn close(&mut self, low: u8, high: u8, events: &mut Vec<Event>) -> State {
        let data = std::mem::take(&mut self.data);
        let (len, found, right) = (data.len(), u16::from_le_bytes([low, high]), crc(&data));
        self.open = 0;
        if found == right {
            let event = RawApdu::whole(data).map_or(Event::Malformed { len }, Event::Apdu);
            self.tell(event, events);
            return State::Between;
        }
        self.tell(Event::BadCrc { len, found, right }, events);
        // Bytes told with the bad CRC are not counted again if what they begin comes to nothing.
        match (low, high) {
            (DLE, STX) => State::Data,
            (_, DLE) => State::Mark,
            _ => State::Between,
        }
    }

    /// The open block is garbage but for its last bytes, which begin another.
    fn drop_but(&mut self, keep: usize) {
        self.garbage += self.open.saturating_sub(keep);
        self.open = self.open.min(keep);
        self.data.clear();
    }

    fn tell(&mut self, event: Event, events: &mut Vec<Event>) {
        let len = std::mem::take(&mut self.garbage);
        if len > 0 {
            events.push(Event::Garbage { len });
        }
        events.push(event);
    }
}
