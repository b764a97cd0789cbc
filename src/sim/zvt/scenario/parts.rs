//! The lists of a scenario: transactions in memory, cards that pay, what the till does, bytes put into messages.

use jiff::civil::DateTime;
use serde::Deserialize;

use crate::sim::scenario::{civil, last4, one, yes};
use crate::sim::zvt::card::{Card, Entry, Scheme};
use crate::sim::zvt::transaction::{Deed, Standing, Transaction};

/// A transaction of the memory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    /// Cents.
    pub amount: u64,
    /// When.
    #[serde(deserialize_with = "civil")]
    pub time: DateTime,
    /// What it did.
    #[serde(default = "payment")]
    pub deed: Deed,
    /// Card scheme.
    #[serde(default)]
    pub card: Scheme,
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// How the card was read.
    #[serde(default)]
    pub entry: Entry,
    /// Approval number.
    #[serde(default)]
    pub auth: Option<String>,
    /// Receipt number; the next one in order of time where it is not given.
    #[serde(default)]
    pub receipt: Option<u16>,
    /// Result; anything but 0 means that it was declined.
    #[serde(default)]
    pub result: u8,
    /// It was reversed: a reversal follows it in memory, some minutes later.
    #[serde(default)]
    pub reversed: bool,
    /// The shop's till heard of it.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

/// A card that pays.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payer {
    /// Card scheme.
    #[serde(default)]
    pub card: Scheme,
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// How the card is read.
    #[serde(default)]
    pub entry: Entry,
    /// Result; anything but 0 means that no card is charged.
    #[serde(default)]
    pub result: u8,
}

/// What the till does beside the console: exactly one moment and one deed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// Moment: before this command is looked at, control field in hex.
    #[serde(default)]
    pub before: Option<String>,
    /// Moment: after this command was answered.
    #[serde(default)]
    pub after: Option<String>,
    /// Which command of its kind, from 1.
    #[serde(default = "one")]
    pub nth: u32,
    /// Deed: a payment of so many cents.
    #[serde(default)]
    pub pay: Option<u64>,
    /// Deed: a reversal of this receipt number.
    #[serde(default)]
    pub reverse: Option<u16>,
    /// Deed: the batch is closed.
    #[serde(default)]
    pub close: bool,
    /// Deed: the paper runs out (`false`) or is changed (`true`).
    #[serde(default)]
    pub paper: Option<bool>,
    /// Deed: the till registers with this configuration byte.
    #[serde(default)]
    pub register: Option<u8>,
    /// Deed: another terminal stands in its place, with this id and an empty memory.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

/// Bytes put into a message as they are: no redaction, no check of lengths. The line's CRC is right.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    /// Control field of the message, in hex: `040F`.
    pub answer: String,
    /// Which one of a connection, from 1; every one where it is not given.
    #[serde(default)]
    pub nth: Option<usize>,
    /// Bytes in hex, put behind the data of the message.
    #[serde(default)]
    pub append: Option<String>,
    /// Bytes in hex, in place of the data of the message; its length is made to fit.
    #[serde(default)]
    pub data: Option<String>,
    /// Bytes in hex, in place of the whole APDU.
    #[serde(default)]
    pub apdu: Option<String>,
    /// Text in place of a printed line, or of the additional text of a result; characters up to U+00FF, a byte each.
    #[serde(default)]
    pub text: Option<String>,
}

fn payment() -> Deed {
    Deed::Payment
}

impl Stored {
    /// The transaction; numbers 0 and approval empty where the order of time is to give them.
    pub(super) fn transaction(&self) -> Transaction {
        Transaction {
            deed: self.deed,
            standing: if self.result == 0 { Standing::Final } else { Standing::Declined },
            receipt: self.receipt.unwrap_or(0),
            trace: 0,
            turnover: 0,
            amount: self.amount,
            time: self.time,
            card: Card { scheme: self.card, last4: self.last4.clone(), entry: self.entry, expiry: "2712".to_owned() },
            authorisation: self.auth.clone().unwrap_or_default(),
            result: self.result,
            closed: self.reversed,
            original: None,
            known_to_till: self.known_to_till,
        }
    }
}
