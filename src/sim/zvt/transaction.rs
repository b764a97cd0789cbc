//! A transaction as the terminal stores it.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::card::Card;

/// What a transaction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// A payment (06 01).
    Payment,
    /// A reversal of a payment (06 30).
    Reversal,
    /// A refund (06 31).
    Refund,
    /// A pre-authorisation (06 22): money is set aside, none moves.
    Reservation,
    /// A pre-authorisation turned into a payment (06 24).
    Booking,
    /// A pre-authorisation given up (06 25), or a part of it (06 23).
    Release,
}

impl Deed {
    /// Whether a reversal may name it.
    pub(super) fn is_reversible(self) -> bool {
        matches!(self, Deed::Payment | Deed::Booking)
    }
}

/// How far it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Executed, but its result was not acknowledged yet: it may still be undone.
    Pending,
    /// Final.
    Final,
    /// Undone by the terminal itself, because nobody acknowledged the result.
    Undone,
    /// Declined; never executed.
    Declined,
}

/// The numbers of another transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its receipt number.
    pub receipt: u16,
    /// Its trace number.
    pub trace: u32,
}

/// One transaction of the terminal's memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// What it did.
    pub deed: Deed,
    /// How far it got.
    pub standing: Standing,
    /// Receipt number, 1 to 9999 (BMP 87).
    pub receipt: u16,
    /// Trace number, 1 to 999999 (BMP 0B).
    pub trace: u32,
    /// Turnover record number, 1 to 999999 (BMP 88); 0 for one that was declined.
    pub turnover: u32,
    /// Cents.
    pub amount: u64,
    /// By the terminal's clock.
    pub time: DateTime,
    /// The card.
    pub card: Card,
    /// Approval number, at most eight characters; empty where there was none.
    #[serde(default)]
    pub authorisation: String,
    /// Result code; 0 is good.
    #[serde(default)]
    pub result: u8,
    /// A payment that was reversed, or a reservation that is no longer open.
    #[serde(default)]
    pub closed: bool,
    /// What it reverses, books or releases.
    #[serde(default)]
    pub original: Option<Original>,
    /// Whether the shop's till ever heard of it.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

fn yes() -> bool {
    true
}

impl Transaction {
    /// Whether it counts: executed and not undone.
    pub fn is_good(&self) -> bool {
        matches!(self.standing, Standing::Pending | Standing::Final)
    }

    /// Whether it is a reservation with money still set aside.
    pub(super) fn is_open_reservation(&self) -> bool {
        self.deed == Deed::Reservation && self.is_good() && !self.closed
    }

    /// Its numbers, for the one that undoes it.
    pub(super) fn numbers(&self) -> Original {
        Original { receipt: self.receipt, trace: self.trace }
    }
}
