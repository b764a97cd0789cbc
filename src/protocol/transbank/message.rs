//! Messages: a command and its fields, parted by `|`, redacted as soon as they are parsed.

use super::fields::{Layout, layout};
use super::frame::Frame;
use super::redact;
use crate::model::Direction;

/// A message. Fields are kept byte for byte, so that a right message encodes to the bytes it came from, but
/// for what is redacted when it is made (by parsing or by [`new`](Self::new)): the account keeps its last four digits
/// (first six too, where it is a full card number), card numbers and tracks are masked anywhere, a field longer than the
/// specification allows, a reserved one and one of an unknown command are replaced by their length (`?(16 bytes)`).
/// Control characters in fields become `?`.
///
/// Texts are taken for Latin-1: the reference names no character set, and every byte then has a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Four digits: `0260`.
    pub command: String,
    /// The fields after the command, harmless.
    pub fields: Vec<String>,
    /// Whether a separator stood after the last field. A separator at the very end is always taken for this one, never
    /// for an empty last field (`0500||` is one empty field and an end separator), so that equal bytes are equal messages.
    pub end_separator: bool,
}

/// Why the data of a frame is no message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// No four digits at the start, or something else than a separator behind them.
    #[error("the frame does not begin with a command of four digits ({len} bytes)")]
    NoCommand {
        /// Length of the data.
        len: usize,
    },
}

impl Message {
    /// A message to be sent, redacted like one that came.
    pub fn new(command: &str, fields: Vec<String>, end_separator: bool) -> Self {
        let lengths: Vec<usize> = fields.iter().map(|field| field.chars().count()).collect();
        let specs = layout(command, &lengths).map_or(&[][..], |layout| layout.fields);
        let mut fields: Vec<String> =
            fields.iter().enumerate().map(|(index, field)| redact::field(field, specs.get(index))).collect();
        let folded = !end_separator && fields.last().is_some_and(String::is_empty);
        if folded {
            fields.pop();
        }
        Self { command: command.to_owned(), fields, end_separator: end_separator || folded }
    }

    /// Parses and redacts.
    pub fn parse(frame: &Frame) -> Result<Self, MessageError> {
        let bad = MessageError::NoCommand { len: frame.data.len() };
        let Some((command, rest)) = frame.data.split_at_checked(4) else { return Err(bad) };
        if !command.iter().all(u8::is_ascii_digit) || rest.first().is_some_and(|byte| *byte != b'|') {
            return Err(bad);
        }
        let command: String = command.iter().map(|&byte| char::from(byte)).collect();
        let fields: Vec<String> = rest
            .split(|byte| *byte == b'|')
            .skip(1)
            .map(|field| field.iter().map(|&byte| char::from(byte)).collect())
            .collect();
        Ok(Self::new(&command, fields, false))
    }

    /// The frame on the wire: STX, data, ETX, LRC. Whatever a field holds, it is one frame of these fields: characters
    /// that the protocol cannot carry are sent as `?`.
    pub fn encode(&self) -> Vec<u8> {
        let mut data: Vec<u8> = Vec::with_capacity(64);
        let byte = |symbol: char| match u8::try_from(symbol) {
            Ok(byte) if !symbol.is_control() && byte != b'|' => byte,
            _ => b'?',
        };
        data.extend(self.command.chars().map(byte));
        for field in &self.fields {
            data.push(b'|');
            data.extend(field.chars().map(byte));
        }
        if self.end_separator {
            data.push(b'|');
        }
        super::frame::frame(&data)
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
        self.layout().map(|layout| layout.direction)
    }

    /// The table of its fields.
    pub(super) fn layout(&self) -> Option<&'static Layout> {
        let lengths: Vec<usize> = self.fields.iter().map(|field| field.chars().count()).collect();
        layout(&self.command, &lengths)
    }
}
