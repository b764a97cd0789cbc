//! Messages: a command and its fields, parted by `|`, redacted as soon as they are parsed.

use super::frame::Frame;
use crate::model::Direction;

/// A message. Fields are kept byte for byte, so that a right message encodes to the bytes it came from, but
/// for what is redacted on parsing: the account keeps its last four digits (first six too, where it is a full card
/// number), runs of digits long enough for a card number are masked anywhere, and a field longer than the
/// specification allows is replaced by its length. Control characters in fields become `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Four digits: `0260`.
    pub command: String,
    /// The fields after the command, Latin-1 decoded, harmless.
    pub fields: Vec<String>,
    /// Whether a separator stood after the last field. (`0500||` is two empty fields with no end separator by this
    /// reading: the bytes come out the same.)
    pub end_separator: bool,
}

/// Why the data of a frame is no message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// No four digits at the start.
    #[error("the frame does not begin with a command of four digits ({len} bytes)")]
    NoCommand {
        /// Length of the data.
        len: usize,
    },
}

impl Message {
    /// A message to be sent.
    pub fn new(command: &str, fields: Vec<String>, end_separator: bool) -> Self {
        Self { command: command.to_owned(), fields, end_separator }
    }

    /// Parses and redacts.
    pub fn parse(frame: &Frame) -> Result<Self, MessageError> {
        let _ = frame;
        todo!()
    }

    /// The frame on the wire: STX, data, ETX, LRC.
    pub fn encode(&self) -> Vec<u8> {
        todo!()
    }

    /// Field `index` as the pages count: 0 is the command. `None` where the message is shorter.
    pub fn field(&self, index: usize) -> Option<&str> {
        match index {
            0 => Some(&self.command),
            _ => self.fields.get(index - 1).map(String::as_str),
        }
    }

    /// The direction that the command belongs to; `None` for commands that we do not know. (`0260` is request and
    /// answer: told apart by its fields.)
    pub fn direction(&self) -> Option<Direction> {
        todo!()
    }
}
