//! A failure as people get it: what happened, to which device, what was not done, what to do next.

use crate::text::Phrase;

/// Kinds of failure; each is an exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Ran and found something wrong: 1.
    Found,
    /// The call was wrong: 2.
    Usage,
    /// Configuration: 3.
    Configuration,
    /// No such port or device: 4.
    NoDevice,
    /// Busy or not permitted: 5.
    Busy,
    /// Link lost, time-out, protocol error: 6.
    Link,
    /// The device refused: 7.
    Refused,
    /// Vault: 8.
    Vault,
    /// Done in part: 9.
    Partial,
    /// Consent missing: 10.
    Consent,
    /// Outcome unknown: 11.
    Unknown,
    /// Refused by a rule of ours: 12.
    Rule,
    /// Interrupted: 130.
    Interrupted,
}

impl Class {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Class::Found => 1,
            Class::Usage => 2,
            Class::Configuration => 3,
            Class::NoDevice => 4,
            Class::Busy => 5,
            Class::Link => 6,
            Class::Refused => 7,
            Class::Vault => 8,
            Class::Partial => 9,
            Class::Consent => 10,
            Class::Unknown => 11,
            Class::Rule => 12,
            Class::Interrupted => 130,
        }
    }
}

/// A failure. `code` is stable; the sentences are in no language yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Kind.
    pub class: Class,
    /// Stable name for scripts: `port_busy`, `no_answer`, `vault_in_use`.
    pub code: &'static str,
    /// What happened.
    pub what: Phrase,
    /// To which device or file.
    pub subject: Option<String>,
    /// What was not done.
    pub not_done: Phrase,
    /// What to do next.
    pub next: Phrase,
    /// What the system said, in English.
    pub detail: Option<String>,
}
