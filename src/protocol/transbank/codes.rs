//! Result codes, progress codes and card brands.

use std::fmt;

/// A result or progress code: two digits as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResultCode(pub u8);

impl ResultCode {
    /// Approved, done.
    pub const OK: ResultCode = ResultCode(0);
}

impl fmt::Display for ResultCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}", self.0)
    }
}

/// What an answer to a void proves about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoidProof {
    /// 00: done.
    Done,
    /// 04: it is voided, not known by whom.
    AlreadyVoided,
    /// Refused before execution: certainly not by this request.
    Refused,
    /// The host may have executed it.
    Unknown,
}
