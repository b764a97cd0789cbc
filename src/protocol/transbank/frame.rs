//! Frames: `02 DATA 03 LRC`, and the single bytes 06 (ACK) and 15 (NAK) between them.

/// Start of a frame.
pub const STX: u8 = 0x02;
/// End of the data of a frame; the LRC follows.
pub const ETX: u8 = 0x03;
/// Understood.
pub const ACK: u8 = 0x06;
/// Not understood: the sender repeats up to two more times.
pub const NAK: u8 = 0x15;
/// Longest data that a frame may have before it is given up as one that never ends. The longest message specified is
/// the multi-code last sale with its voucher text.
pub const MAX_DATA: usize = 8 * 1024;

/// A frame with its data, as it came. Raw: it may hold a card number, so it never leaves this folder undecoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    /// The bytes between STX and ETX.
    pub(super) data: Vec<u8>,
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

impl std::fmt::Debug for Frame {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Frame({} bytes)", self.data.len())
    }
}
