//! What passed over a line, as it may be shown and kept; and what a command does to a device.

use jiff::Timestamp;

/// Which way bytes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From this console (or a till) to the device.
    ToDevice,
    /// From the device.
    FromDevice,
}

impl Direction {
    /// Token used in JSON and archives: `host->device` or `device->host`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::ToDevice => "host->device",
            Direction::FromDevice => "device->host",
        }
    }
}

/// One frame or loose byte of a conversation, **after** the codec has redacted it. Bytes that could not be
/// decoded are represented by their number only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireLine {
    /// When it was complete, by this machine's clock.
    pub at: Timestamp,
    /// Which way.
    pub direction: Direction,
    /// Redacted bytes; empty where they could not be decoded.
    pub bytes: Vec<u8>,
    /// The decoded meaning, or what was wrong, in one line without control characters.
    pub meaning: String,
    /// Whether its checksum was right; `None` for bytes without one.
    pub checksum_ok: Option<bool>,
}

/// What a command does beyond answering. Declared by each driver for each command; what is on none of a driver's
/// lists cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing anybody would notice.
    Silent,
    /// Paper comes out.
    Prints,
    /// The device calls its host.
    GoesOnline,
    /// A stored setting of the device changes.
    ChangesConfiguration,
    /// May end the batch, and with it the right to void.
    MayCloseBatch,
    /// Gives or takes money.
    MovesMoney,
}

/// When a request may be sent again without a new decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// Never, not even when the device says that it did not understand.
    Never,
    /// When the device says that it did not understand (queries only).
    OnNak,
}
