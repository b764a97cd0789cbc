//! Remedies: what may be done, what is planned, what was consented to, how it ended.

use std::fmt;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{DeviceId, Entry, EntryKey, Money, Printable};

/// The side of a case that a remedy settles. For one original at most one remedy per leg may ever take effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leg {
    /// Reversal, void, refund.
    Money,
}

/// What would be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RemedyKind {
    /// Void of an approved sale in the open batch (Transbank *anulación*, ZVT *Storno*).
    Void,
}

impl RemedyKind {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RemedyKind::Void => "void",
        }
    }

    /// The leg it settles.
    pub fn leg(self) -> Leg {
        match self {
            RemedyKind::Void => Leg::Money,
        }
    }
}

/// Whether goods or services were handed over for the payment in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Goods {
    /// Handed over: undoing the payment leaves the shop without its money.
    HandedOver,
    /// Not handed over, or handed back.
    NotHandedOver,
}

impl Goods {
    /// Token used in files, flags and JSON: `yes` or `no` (goods handed over?).
    pub fn as_str(self) -> &'static str {
        match self {
            Goods::HandedOver => "yes",
            Goods::NotHandedOver => "no",
        }
    }
}

/// What a remedy would send, and on what it rests. Frozen when shown; consent names its [`hash`](Plan::hash).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What would be done.
    pub kind: RemedyKind,
    /// To which device.
    pub device: DeviceId,
    /// To which entry, as the archive has it.
    pub entry: Entry,
    /// The bytes that would be sent, redacted.
    pub request: Vec<u8>,
    /// Why, in the words of the person who asked.
    pub reason: Printable,
    /// Who of the shop agreed.
    pub authoriser: Printable,
    /// Whether goods were handed over.
    pub goods: Goods,
    /// Content hash of the sealed archive that holds the entry.
    pub archive: String,
    /// When it was made.
    pub made: Timestamp,
}

impl Plan {
    /// SHA-256 in hex over everything that a person consents to.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        let amount = self.entry.amount.to_string();
        let request = hex::encode(&self.request);
        for part in [
            self.kind.as_str(),
            &self.device.to_string(),
            self.entry.key.as_str(),
            &amount,
            &request,
            self.reason.as_str(),
            self.authoriser.as_str(),
            self.goods.as_str(),
            &self.archive,
            &self.made.to_string(),
        ] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hex::encode(hash.finalize())
    }
}

/// How consent was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConsentHow {
    /// Typed on the screen.
    Typed,
    /// By command-line flags.
    Flags,
}

impl ConsentHow {
    /// Token used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            ConsentHow::Typed => "typed",
            ConsentHow::Flags => "flags",
        }
    }
}

/// A person's consent to one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Who sits at this console.
    pub who: Printable,
    /// How it was given.
    pub how: ConsentHow,
    /// The plan's hash.
    pub plan_hash: String,
}

/// What the device showed just before the request, by silent queries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreState {
    /// The entry as read then; `None` where silent queries do not show it.
    pub shown: Option<Entry>,
    /// The last transaction as read then: what comes after it came after the request.
    pub last: Option<Entry>,
    /// How many entries the device showed then.
    pub entries: usize,
    /// The sum of their amounts.
    pub total: Money,
    /// When.
    pub read: Timestamp,
}

/// Names an intent: `writer-number`, given by the ledger, never used again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IntentId(pub String);

impl fmt::Display for IntentId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

/// A plan with consent and pre-state, ready to be made durable by the ledger before its first byte is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Given by the ledger.
    pub id: IntentId,
    /// What is to be done.
    pub plan: Plan,
    /// Who agreed.
    pub consent: Consent,
    /// What the device showed before.
    pub pre_state: PreState,
}

/// How a remedy ended. An error answer after a money frame is *unknown* unless the specification says that the
/// refusal comes before execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took effect.
    Done {
        /// What proves it.
        evidence: String,
    },
    /// It certainly did not, by this request.
    NotDone {
        /// What proves it.
        evidence: String,
    },
    /// Nobody can say yet.
    Unknown {
        /// What is known.
        evidence: String,
        /// What could settle it.
        probe: String,
    },
}

impl Outcome {
    /// Token used in files and JSON: `done`, `not_done`, `unknown`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Outcome::Done { .. } => "done",
            Outcome::NotDone { .. } => "not_done",
            Outcome::Unknown { .. } => "unknown",
        }
    }

    /// What is known.
    pub fn evidence(&self) -> &str {
        match self {
            Outcome::Done { evidence } | Outcome::NotDone { evidence } | Outcome::Unknown { evidence, .. } => evidence,
        }
    }
}

/// Why a remedy is not allowed for an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not an approved sale.
    NotApprovedSale,
    /// Debit sales cannot be voided by this protocol.
    Debit,
    /// The card type is not told.
    CardTypeUnknown,
    /// The journal or our ledger shows it voided.
    AlreadyVoided,
    /// The entry is no longer in the device's memory: its batch was closed (or it was voided and vanished).
    NotInMemory,
    /// The device's record of this number differs from the archived one: the number was used again.
    Changed {
        /// What differs.
        what: String,
    },
    /// The number stands more than once in the list.
    Ambiguous,
    /// Nothing proves which device this is.
    IdentityUnproven,
    /// Another device is at the other end.
    OtherDevice {
        /// Which one answered.
        found: Option<DeviceId>,
    },
    /// No fresh verified archive holds the entry.
    NoArchive,
    /// The outcome of an earlier remedy for this entry is still unknown.
    IntentUnknown {
        /// Which intent.
        intent: IntentId,
    },
    /// A ledger of this vault does not verify, or holds a line that this program does not understand: either may hide a
    /// remedy that was sent.
    LedgerBroken {
        /// Whose ledger.
        writer: String,
        /// Where and what, in English.
        why: String,
    },
    /// The source is a saved device.
    ReadOnly,
}

impl Refusal {
    /// Stable token for JSON and tests.
    pub fn as_str(&self) -> &'static str {
        match self {
            Refusal::NotApprovedSale => "not_approved_sale",
            Refusal::Debit => "debit",
            Refusal::CardTypeUnknown => "card_type_unknown",
            Refusal::AlreadyVoided => "already_voided",
            Refusal::NotInMemory => "not_in_memory",
            Refusal::Changed { .. } => "changed",
            Refusal::Ambiguous => "ambiguous",
            Refusal::IdentityUnproven => "identity_unproven",
            Refusal::OtherDevice { .. } => "other_device",
            Refusal::NoArchive => "no_archive",
            Refusal::IntentUnknown { .. } => "intent_unknown",
            Refusal::LedgerBroken { .. } => "ledger_broken",
            Refusal::ReadOnly => "read_only",
        }
    }
}

/// One remedy and whether it may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Which.
    pub kind: RemedyKind,
    /// Why not; empty where it is allowed.
    pub refusals: Vec<Refusal>,
}

/// The remedies of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedies {
    /// Which entry.
    pub entry: EntryKey,
    /// All that the family has.
    pub all: Vec<Remedy>,
}
