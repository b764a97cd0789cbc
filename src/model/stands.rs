//! How an entry stands towards a void.

use super::IntentId;

/// How an entry stands, from the device's own mark and from what our ledger says of voids together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stands {
    /// As the device recorded it: nobody that we know of tried to void it.
    #[default]
    AsRecorded,
    /// A void took effect. It is no payment any more.
    Voided(VoidedBy),
    /// A void was sent, and nobody can say yet whether it took effect.
    VoidUnknown(IntentId),
    /// A void was tried and did not take effect: it is still what the device recorded.
    VoidNotDone,
}

/// On whose word an entry is voided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoidedBy {
    /// The device's journal marks it, and our ledger knows of no void.
    Journal,
    /// Our ledger: this tool voided it.
    Us,
    /// Our ledger: a person concluded that the void took effect.
    Person,
}

impl Stands {
    /// Whether a void took effect.
    pub fn is_voided(&self) -> bool {
        matches!(self, Stands::Voided(_))
    }

    /// Whether a void was sent whose outcome is unknown.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Stands::VoidUnknown(_))
    }

    /// Token used in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Stands::AsRecorded => "as_recorded",
            Stands::Voided(_) => "voided",
            Stands::VoidUnknown(_) => "void_unknown",
            Stands::VoidNotDone => "void_not_done",
        }
    }
}
