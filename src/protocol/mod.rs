//! Bytes to messages and back, one folder a family. No I/O, no clock. What leaves these modules is redacted.

mod decoded;
mod mask;
pub mod transbank;
pub mod zvt;

pub use decoded::Decoded;
