//! Which device is at the other end, and how we know.

use std::fmt;
use std::str::FromStr;

use super::{Currency, Printable};

/// A protocol family. A closed set: a family is added by a variant, a `protocol`, a `device` and a `sim` folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Transbank POS Integrado (Chile), card terminals.
    Transbank,
    /// ZVT (Germany, Austria, Switzerland), card terminals.
    Zvt,
}

impl Family {
    /// All families, in the order in which detection tries them.
    pub const ALL: &[Family] = &[Family::FIRST, Family::Zvt];

    /// The one that stands first wherever nothing says which, and something has to be shown.
    pub const FIRST: Family = Family::Transbank;

    /// The name used in commands, files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Family::Transbank => "transbank",
            Family::Zvt => "zvt",
        }
    }

    /// Whether a merchant number is part of how its devices name themselves. (Where it differs by card scheme it stands with
    /// each entry.)
    pub fn has_merchant(self) -> bool {
        match self {
            Family::Transbank => true,
            Family::Zvt => false,
        }
    }

    /// A trace number as its records and receipts write it.
    pub fn trace_text(self, trace: u32) -> String {
        match self {
            Family::Transbank => trace.to_string(),
            Family::Zvt => format!("{trace:06}"),
        }
    }

    /// Whether its devices void a sale by the type of its card: then the record has to tell it.
    pub fn voids_by_card_type(self) -> bool {
        match self {
            Family::Transbank => true,
            Family::Zvt => false,
        }
    }

    /// Whether a whole journal is read receipt by receipt. What was told and not printed then stands at its end, whatever its time,
    /// and may be of a batch that is closed.
    pub fn reads_by_receipt(self) -> bool {
        match self {
            Family::Transbank => false,
            Family::Zvt => true,
        }
    }

    /// The currency in which devices of the family usually work, where nothing told it yet.
    pub fn currency(self) -> Currency {
        match self {
            Family::Transbank => Currency::CLP,
            Family::Zvt => Currency::EUR,
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl FromStr for Family {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Family::ALL.iter().copied().find(|family| family.as_str() == text).ok_or_else(|| {
            let known: Vec<_> = Family::ALL.iter().map(|family| family.as_str()).collect();
            format!("no family {:?}; known: {}", Printable::new(text, 30).as_str(), known.join(", "))
        })
    }
}

/// The numbers a device names itself with. Written `family:merchant:terminal`; the merchant is empty in families whose
/// merchant number differs by card scheme.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId {
    /// Protocol family.
    pub family: Family,
    /// Merchant (commerce) number.
    pub merchant: Printable,
    /// Terminal number.
    pub terminal: Printable,
}

impl DeviceId {
    /// An id; both parts keep letters and digits only, so that it can stand in a path or a command line. Made again from
    /// its own parts it stays the same: card numbers are masked before the mask's stars become `_`.
    pub fn new(family: Family, merchant: &str, terminal: &str) -> Self {
        let part = |raw: &str| {
            let masked = Printable::new(raw.trim(), 24);
            let letters = masked.as_str().chars();
            let plain: String =
                letters.map(|symbol| if symbol.is_ascii_alphanumeric() { symbol } else { '_' }).collect();
            Printable::new(&plain, 24)
        };
        Self { family, merchant: part(merchant), terminal: part(terminal) }
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.family, self.merchant, self.terminal)
    }
}

impl FromStr for DeviceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ':');
        let (family, merchant, terminal) = (parts.next(), parts.next(), parts.next());
        match (family, merchant, terminal) {
            (Some(family), Some(merchant), Some(terminal)) if !terminal.trim().is_empty() => {
                Ok(Self::new(family.parse()?, merchant, terminal))
            }
            _ => Err(format!("{:?} is no device id (family:merchant:terminal)", Printable::new(text, 60).as_str())),
        }
    }
}

/// What the identity rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentityProof {
    /// The numbers came in the device's answers, and its journal continues the newest archive of that device
    /// (`matched` entries are in both).
    Continuity {
        /// Entries present in the newest archive and in the device now.
        matched: usize,
    },
    /// The device told its numbers; nothing earlier to compare with.
    Told,
    /// The device told its numbers, but its journal contradicts or does not continue what we know of it.
    Broken,
    /// Nothing that the device says tells which one it is (an empty memory, for example).
    None,
}

/// The identity of the device at the other end of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The protocol family that answered.
    pub family: Family,
    /// The numbers it told, if any.
    pub id: Option<DeviceId>,
    /// What they rest on.
    pub proof: IdentityProof,
}
