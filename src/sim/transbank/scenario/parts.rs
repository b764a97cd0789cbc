//! The lists of a scenario: sales in memory, cards that pay, what the till does, bytes put into answers.

use jiff::civil::DateTime;
use serde::Deserialize;

use crate::sim::scenario::{civil, last4, one, yes};
use crate::sim::transbank::sale::{CardKind, StoredSale};

/// A sale of the memory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleSpec {
    /// Pesos.
    pub amount: u32,
    /// When.
    #[serde(deserialize_with = "civil")]
    pub time: DateTime,
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// Credit or debit.
    #[serde(default, rename = "type")]
    pub card: CardKind,
    /// Brand; Visa or Redcompra where it is not given.
    #[serde(default)]
    pub brand: Option<String>,
    /// Ticket; the number of the sale where it is not given.
    #[serde(default)]
    pub ticket: Option<String>,
    /// Authorisation code.
    #[serde(default)]
    pub auth: Option<String>,
    /// Tip in pesos.
    #[serde(default)]
    pub tip: u32,
    /// Instalments.
    #[serde(default, alias = "shares")]
    pub instalments: Option<u8>,
    /// Employee number.
    #[serde(default)]
    pub employee: String,
    /// Multi-code provider.
    #[serde(default)]
    pub provider: Option<String>,
    /// Operation number; the next one in order of time where it is not given.
    #[serde(default)]
    pub operation: Option<u32>,
    /// It was voided.
    #[serde(default)]
    pub voided: bool,
    /// The shop's till heard of it.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

/// A card that pays a sale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// Credit or debit.
    #[serde(default, rename = "type")]
    pub card: CardKind,
    /// Brand; Visa or Redcompra where it is not given.
    #[serde(default)]
    pub brand: Option<String>,
    /// Instalments.
    #[serde(default, alias = "shares")]
    pub instalments: Option<u8>,
    /// Tip in pesos.
    #[serde(default)]
    pub tip: u32,
    /// Result; anything but 0 means that no card is charged.
    #[serde(default)]
    pub result: u8,
}

/// What the till does beside the console: exactly one moment and one deed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// Moment: after this many records of a list were acknowledged.
    #[serde(default)]
    pub after_record: Option<usize>,
    /// Moment: before this command is looked at.
    #[serde(default)]
    pub before: Option<String>,
    /// Moment: after this command was answered.
    #[serde(default)]
    pub after: Option<String>,
    /// Which command of its kind (or which list), from 1.
    #[serde(default = "one")]
    pub nth: u32,
    /// Deed: a sale.
    #[serde(default)]
    pub sell: Option<Sell>,
    /// Deed: a void of this operation.
    #[serde(default)]
    pub void: Option<u32>,
    /// Deed: the batch is closed.
    #[serde(default)]
    pub close: bool,
    /// Deed: the paper runs out (`false`) or is changed (`true`).
    #[serde(default)]
    pub paper: Option<bool>,
    /// Deed: the terminal is taken out of integrated mode (`false`) or put back (`true`).
    #[serde(default)]
    pub integrated: Option<bool>,
    /// Deed: another terminal stands in its place, with this id and an empty memory.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

/// A sale that the till makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sell {
    /// Pesos.
    pub amount: u32,
    /// Ticket, at most six characters.
    #[serde(default)]
    pub ticket: String,
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// Credit or debit.
    #[serde(default, rename = "type")]
    pub card: CardKind,
    /// The till keeps it in its own books.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

/// Bytes put into an answer as they are: no redaction, no check of lengths. The frame's LRC is right.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    /// Command of the answer: `0261`.
    pub answer: String,
    /// Which one of a conversation, from 1; every one where it is not given.
    #[serde(default)]
    pub nth: Option<usize>,
    /// Field by name (`ticket`) or index (`4`, 0 is the command); `+` appends a field; `*` replaces all data.
    pub field: String,
    /// What to put there; characters up to U+00FF, one byte each.
    pub text: String,
}

impl SaleSpec {
    /// The sale; number 0, ticket and authorisation empty where the order of time is to give them.
    pub(super) fn stored(&self) -> StoredSale {
        StoredSale {
            operation: self.operation.unwrap_or(0),
            ticket: self.ticket.clone().unwrap_or_default(),
            authorisation: self.auth.clone().unwrap_or_default(),
            amount: self.amount,
            tip: self.tip,
            instalments: instalments(self.instalments, self.card),
            last4: self.last4.clone(),
            card: self.card,
            brand: brand(self.brand.as_deref(), self.card),
            time: self.time,
            employee: self.employee.clone(),
            provider: self.provider.clone(),
            voided: self.voided,
            void_of: None,
            known_to_till: self.known_to_till,
        }
    }
}

/// Instalments as stored: none for debit, one for credit paid at once.
pub(in crate::sim::transbank) fn instalments(given: Option<u8>, card: CardKind) -> u8 {
    match card {
        CardKind::Debit => 0,
        CardKind::Credit => given.unwrap_or(1).clamp(1, 99),
    }
}

/// The brand given, or the usual one of the card kind.
pub(in crate::sim::transbank) fn brand(given: Option<&str>, card: CardKind) -> String {
    let usual = if card == CardKind::Debit { "DB" } else { "VI" };
    given.unwrap_or(usual).to_owned()
}
