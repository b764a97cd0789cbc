//! Bytes to messages and back, one folder a family. No I/O, no clock. What leaves these modules is redacted.

mod decoded;
mod mask;
pub mod transbank;
pub mod zvt;

pub use decoded::Decoded;

/// Understood; between frames.
pub const ACK: u8 = 0x06;
/// Not understood: the sender repeats up to two more times.
pub const NAK: u8 = 0x15;
