//! The record of a conversation: all that a terminal said to one command, and how it ended. Nothing is judged in it.

use std::time::Duration;

use super::super::{DeviceError, NotDurable};
use super::words;
use crate::model::{Code, CodeKind, Family, Printable};
use crate::protocol::zvt::reply::Abort;
use crate::protocol::zvt::{Completion, Line, Request, Status};

/// The code of a wrong password, as some terminals have it.
pub(super) const WRONG_PASSWORD: u8 = 0x37;

/// How a conversation ended.
#[derive(Debug, Default)]
pub(super) enum Ending {
    /// `06 0F`.
    Completed(Box<Completion>),
    /// `06 1E`.
    Aborted(Abort),
    /// `84 xx` to the command.
    Refused(u8),
    /// Accepted, and nothing more is to come.
    Accepted,
    /// Nothing came any more.
    #[default]
    Silent,
    /// It broke off.
    Failed(DeviceError),
}

/// What a link saw of the end of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum End {
    /// The exchange was not held on this link.
    Elsewhere,
    /// No end of it, or one that may be of something else.
    Open,
    /// `84 xx`, `06 1E`, or `06 0F` with a code of its own: nothing was done, as far as the terminal says.
    Refused,
    /// `06 0F`.
    Completed,
}

/// All that was said.
#[derive(Debug, Default)]
pub(super) struct Talk {
    /// The conversation before it on this link came to its end.
    pub(super) synced: bool,
    /// The command was acknowledged, by the line or by its answer.
    pub(super) acknowledged: bool,
    /// The command was answered NAK, and not sent again.
    pub(super) not_understood: bool,
    /// `80 00` came.
    pub(super) accepted: bool,
    /// Results since then.
    pub(super) results: Vec<Status>,
    /// What was printed to us since then.
    pub(super) lines: Vec<Line>,
    /// What the terminal said that it was doing.
    pub(super) doing: Vec<u8>,
    /// Everything that is not as in a clean exchange.
    pub(super) odd: Vec<String>,
    /// The first note that could not be made durable.
    pub(super) not_stored: Option<NotDurable>,
    /// How it ended.
    pub(super) ending: Ending,
    /// How long it was silent at the end.
    pub(super) waited: Duration,
    /// Bytes that were no block.
    pub(super) noise: usize,
}

impl Talk {
    /// The conversation as the answer to a question: an error unless it was completed (or accepted, where there is nothing to
    /// complete).
    pub(super) fn success(self, request: &Request) -> Result<Self, DeviceError> {
        let what = request.name();
        match self.ending {
            Ending::Completed(_) | Ending::Accepted => Ok(self),
            Ending::Aborted(Abort { code, .. }) => Err(refused(request, result(code))),
            Ending::Refused(code) => Err(refused(request, refusal(code))),
            Ending::Silent if self.not_understood => {
                Err(DeviceError::Protocol { what, why: "NAK to every try".into() })
            }
            Ending::Silent if self.noise > 0 && !self.accepted => {
                Err(DeviceError::Protocol { what, why: format!("{} bytes that are no block", self.noise) })
            }
            Ending::Silent => Err(DeviceError::Silent { what, after: self.waited }),
            Ending::Failed(DeviceError::Protocol { why, .. }) => Err(DeviceError::Protocol { what, why }),
            Ending::Failed(error) => Err(error),
        }
    }

    /// Code of the refusal, by `84 xx` or `06 1E`, where it ended so.
    pub(super) fn refusal(&self) -> Option<Code> {
        match &self.ending {
            Ending::Aborted(Abort { code, .. }) => Some(result(*code)),
            Ending::Refused(code) => Some(refusal(*code)),
            _ => None,
        }
    }

    /// What ended it, where it is a completion.
    pub(super) fn completion(&self) -> Option<&Completion> {
        match &self.ending {
            Ending::Completed(completion) => Some(completion),
            _ => None,
        }
    }

    /// The last word of the terminal in it, where nobody can doubt that it was of this conversation.
    pub(super) fn end(&self) -> End {
        match &self.ending {
            _ if !self.synced => End::Open,
            Ending::Completed(completion) if completion.result.is_none_or(|code| code == 0) => End::Completed,
            Ending::Completed(_) | Ending::Aborted(_) | Ending::Refused(_) => End::Refused,
            Ending::Accepted | Ending::Silent | Ending::Failed(_) => End::Open,
        }
    }

    /// What was printed, line by line.
    pub(super) fn printed(&self) -> Vec<Printable> {
        self.lines.iter().map(|line| line.text.clone()).collect()
    }
}

/// The device said no, with a code of this family.
pub(super) fn refused(request: &Request, code: Code) -> DeviceError {
    match (code.kind, code.value) {
        (CodeKind::Refusal, WRONG_PASSWORD) => wrong_password(request, code),
        _ => DeviceError::Refused { what: request.name(), code, meaning: words::meaning(code) },
    }
}

/// The device said no to the till's password.
pub(super) fn wrong_password(request: &Request, code: Code) -> DeviceError {
    DeviceError::WrongPassword { what: request.name(), code }
}

/// `06 1E`, or BMP 27 of a result.
pub(super) fn result(code: u8) -> Code {
    Code::result(Family::Zvt, code)
}

/// `84 xx` to a command.
fn refusal(code: u8) -> Code {
    Code { family: Family::Zvt, kind: CodeKind::Refusal, value: code }
}
