//! A failure as people get it: what happened, to which device, what was not done, what to do next.

use std::fmt::Display;

use crate::device::DeviceError;
use crate::link::LinkError;
use crate::model::{DeviceId, Outcome, Printable, Refusal};
use crate::text::{Lang, Phrase, Text, failure as say};
use crate::vault::VaultError;

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

    /// The one to tell where several occur: the first of 11, 8, 7, 6, 5, 4, 12, 10, 9, 1, then what stopped the
    /// program itself. `None` where none occurs.
    pub fn worst(classes: impl IntoIterator<Item = Class>) -> Option<Class> {
        const ORDER: [Class; 13] = [
            Class::Unknown,
            Class::Vault,
            Class::Refused,
            Class::Link,
            Class::Busy,
            Class::NoDevice,
            Class::Rule,
            Class::Consent,
            Class::Partial,
            Class::Found,
            Class::Configuration,
            Class::Usage,
            Class::Interrupted,
        ];
        let occurring: Vec<Class> = classes.into_iter().collect();
        ORDER.into_iter().find(|class| occurring.contains(class))
    }

    /// The class that an outcome ends with: `None` for done; a remedy that was not done was refused by the device.
    pub fn of_outcome(outcome: &Outcome) -> Option<Class> {
        match outcome {
            Outcome::Done { .. } => None,
            Outcome::NotDone { .. } => Some(Class::Refused),
            Outcome::Unknown { .. } => Some(Class::Unknown),
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

impl Failure {
    /// A failure with its three sentences.
    pub fn new(
        class: Class,
        code: &'static str,
        what: impl Into<Phrase>,
        not_done: impl Into<Phrase>,
        next: impl Into<Phrase>,
    ) -> Self {
        Self {
            class,
            code,
            what: what.into(),
            subject: None,
            not_done: not_done.into(),
            next: next.into(),
            detail: None,
        }
    }

    /// Names the device or file.
    #[must_use]
    pub fn on(mut self, subject: impl Display) -> Self {
        self.subject = Some(harmless(subject));
        self
    }

    /// Adds what the system or the device said, in English.
    #[must_use]
    pub fn because(mut self, detail: impl Display) -> Self {
        self.detail = Some(harmless(detail));
        self
    }

    /// Says otherwise what was not done.
    #[must_use]
    pub fn without(mut self, not_done: impl Into<Phrase>) -> Self {
        self.not_done = not_done.into();
        self
    }

    /// Says otherwise what to do next.
    #[must_use]
    pub fn then(mut self, next: impl Into<Phrase>) -> Self {
        self.next = next.into();
        self
    }

    /// Three lines: what happened and to which device, what was not done, what to do next. No line holds a control
    /// character, whatever the values in it are.
    pub fn to_text(&self, lang: Lang) -> String {
        let mut first = match &self.subject {
            Some(subject) => format!("{subject}: {}", self.what.read(lang)),
            None => self.what.read(lang),
        };
        if let Some(detail) = &self.detail {
            first.push_str(&format!(" ({detail})"));
        }
        [first, self.not_done.read(lang), self.next.read(lang)]
            .map(|line| line.chars().map(|symbol| if symbol.is_control() { ' ' } else { symbol }).collect::<String>())
            .join("\n")
    }

    /// A conversation with a device that did not come to its end, while only reading.
    pub fn device(error: &DeviceError, subject: impl Display) -> Self {
        let (class, code, what, next): (_, _, &'static Text, &'static Text) = match error {
            DeviceError::Lost(_) => (Class::Link, "link_lost", &say::W_LINK_LOST, &say::N_LINK_LOST),
            DeviceError::Silent { .. } => (Class::Link, "no_answer", &say::W_NO_ANSWER, &say::N_NO_ANSWER),
            DeviceError::Protocol { .. } => (Class::Link, "protocol_error", &say::W_PROTOCOL, &say::N_PROTOCOL),
            DeviceError::Refused { .. } => (Class::Refused, "device_refused", &say::W_REFUSED, &say::N_REFUSED),
            DeviceError::WrongPassword { .. } => {
                (Class::Refused, "wrong_password", &say::W_WRONG_PASSWORD, &say::N_WRONG_PASSWORD)
            }
            DeviceError::NotLast { .. } => (Class::Rule, "not_last", &say::W_NOT_LAST, &say::N_NOT_LAST),
            DeviceError::TillHeard(_) => (Class::Busy, "till_heard", &say::W_TILL_HEARD, &say::N_TILL_HEARD),
            DeviceError::NotAllowed { .. } => (Class::Rule, "not_allowed", &say::W_NOT_ALLOWED, &say::N_NOT_ALLOWED),
            DeviceError::Cancelled => (Class::Interrupted, "cancelled", &say::W_CANCELLED, &say::N_CANCELLED),
            DeviceError::NotStored(_) => (Class::Vault, "not_stored", &say::W_NOT_STORED, &say::N_DISK),
        };
        let not_done = match error {
            DeviceError::NotAllowed { .. } => &say::NOTHING_SENT,
            _ => &say::D_NOTHING_CHANGED,
        };
        Self::new(class, code, what, not_done, next).on(subject).because(error)
    }

    /// A rule of ours, or a fact, that stands against a remedy. The first one is told; the others are named.
    pub fn refused(refusals: &[Refusal], device: &DeviceId, subject: impl Display) -> Option<Self> {
        let (first, others) = refusals.split_first()?;
        let (what, next) = refusal_sentences(first, device);
        let failure = Self::new(Class::Rule, first.as_str(), what, &say::D_NO_MONEY, next).on(subject);
        let others: Vec<&str> = others.iter().map(Refusal::as_str).collect();
        Some(if others.is_empty() { failure } else { failure.because(format!("also: {}", others.join(", "))) })
    }
}

/// The sentence that says why a remedy is refused, and the one that says what to do instead.
pub fn refusal_sentences(refusal: &Refusal, device: &DeviceId) -> (Phrase, Phrase) {
    let (what, next): (&'static Text, &'static Text) = match refusal {
        Refusal::NotApprovedSale => (&say::W_NOT_APPROVED_SALE, &say::N_NOT_APPROVED_SALE),
        Refusal::Debit => (&say::W_DEBIT, &say::N_DEBIT),
        Refusal::CardTypeUnknown => (&say::W_CARD_TYPE_UNKNOWN, &say::N_CARD_TYPE_UNKNOWN),
        Refusal::AlreadyVoided => (&say::W_ALREADY_VOIDED, &say::N_ALREADY_VOIDED),
        Refusal::NotInMemory => (&say::W_NOT_IN_MEMORY, &say::N_NOT_IN_MEMORY),
        Refusal::Ambiguous => (&say::W_AMBIGUOUS, &say::N_AMBIGUOUS),
        Refusal::IdentityUnproven => (&say::W_IDENTITY_UNPROVEN, &say::N_IDENTITY_UNPROVEN),
        Refusal::NoArchive => (&say::W_NO_ARCHIVE, &say::N_NO_ARCHIVE),
        Refusal::ReadOnly => (&say::W_READ_ONLY, &say::N_READ_ONLY),
        Refusal::Changed { what } => {
            return (say::W_CHANGED.with([("what", &harmless(what) as &dyn Display)]), (&say::N_CHANGED).into());
        }
        Refusal::OtherDevice { found: None } => (&say::W_IDENTITY_UNPROVEN, &say::N_IDENTITY_UNPROVEN),
        Refusal::OtherDevice { found: Some(found) } => {
            let what = say::W_OTHER_DEVICE.with([("found", found as &dyn Display), ("expected", device)]);
            return (what, (&say::N_OTHER_DEVICE).into());
        }
        Refusal::IntentUnknown { intent } => {
            let what = say::W_INTENT_UNKNOWN.with([("intent", intent as &dyn Display)]);
            return (what, (&say::N_INTENT_UNKNOWN).into());
        }
        Refusal::LedgerBroken { writer, why } => {
            let (writer, why) = (harmless(writer), harmless(why));
            let what = say::W_LEDGER_BROKEN.with([("writer", &writer as &dyn Display), ("why", &why)]);
            return (what, (&say::N_LEDGER_BROKEN).into());
        }
    };
    (what.into(), next.into())
}

/// Without control characters and card numbers, and of a length that a line can bear.
fn harmless(text: impl Display) -> String {
    Printable::new(&text.to_string(), 400).to_string()
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        let (class, code, what, next): (_, _, &'static Text, &'static Text) = match &error {
            LinkError::NoSuchPort { .. } => {
                (Class::NoDevice, "no_such_port", &say::W_NO_SUCH_PORT, &say::N_NO_SUCH_PORT)
            }
            LinkError::Busy { .. } => (Class::Busy, "port_busy", &say::W_PORT_BUSY, &say::N_PORT_BUSY),
            LinkError::NotPermitted { .. } => {
                (Class::Busy, "not_permitted", &say::W_NOT_PERMITTED, &say::N_NOT_PERMITTED)
            }
            LinkError::Bad(_) => (Class::Usage, "bad_port", &say::W_BAD_PORT, &say::N_BAD_PORT),
            LinkError::Lost { .. } => (Class::Link, "link_lost", &say::W_LINK_LOST, &say::N_LINK_LOST),
            LinkError::Io { .. } => (Class::Link, "link_io", &say::W_LINK_IO, &say::N_LINK_LOST),
        };
        let failure = Self::new(class, code, what, &say::NOTHING_SENT, next).because(&error);
        match error {
            LinkError::NoSuchPort { port }
            | LinkError::Busy { port, .. }
            | LinkError::NotPermitted { port, .. }
            | LinkError::Lost { port, .. }
            | LinkError::Io { port, .. } => failure.on(port),
            LinkError::Bad(_) => failure,
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        let (code, what, next): (_, &'static Text, &'static Text) = match &error {
            VaultError::Io { .. } => ("vault_io", &say::W_VAULT_IO, &say::N_DISK),
            VaultError::InUse { .. } => ("vault_in_use", &say::W_VAULT_IN_USE, &say::N_VAULT_IN_USE),
            VaultError::Damaged { .. } => ("vault_damaged", &say::W_VAULT_DAMAGED, &say::N_VAULT_DAMAGED),
            VaultError::Exists { .. } => ("file_exists", &say::W_EXISTS, &say::N_EXISTS),
            VaultError::NotFound(_) => ("not_found", &say::W_NOT_FOUND, &say::N_NOT_FOUND),
            VaultError::Newer { .. } => ("newer_format", &say::W_NEWER, &say::N_NEWER),
            VaultError::Passphrase { .. } => ("passphrase", &say::W_PASSPHRASE, &say::N_PASSPHRASE),
            VaultError::ReadOnly { .. } => ("vault_read_only", &say::W_VAULT_READ_ONLY, &say::N_VAULT_IN_USE),
        };
        let failure = Self::new(Class::Vault, code, what, &say::D_NOTHING_WRITTEN, next).because(&error);
        match error {
            VaultError::Io { path, .. }
            | VaultError::InUse { path, .. }
            | VaultError::Damaged { path, .. }
            | VaultError::Exists { path }
            | VaultError::Newer { path, .. }
            | VaultError::Passphrase { path, .. }
            | VaultError::ReadOnly { path } => failure.on(path.display()),
            VaultError::NotFound(_) => failure,
        }
    }
}
