//! Mapping profiles: which column of an acquirer's table means what. A profile is TOML; it names columns by the words of their
//! headers and never by position. Ours are in `profiles/`, a shop's own come from a file (docs/bills.md).

mod file;
mod fit;
mod preview;
mod read;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::amount::Mark;
use super::when::Order;
use crate::model::{Currency, Printable, RowKind, RowState, Zone};

pub(super) use fit::{best, split};
pub use preview::{Preview, preview};
pub(super) use read::read;

/// What a column can mean. The names in a profile are these in small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Amount of the transaction. Has to be there.
    Amount,
    /// Date, or date and time. Has to be there.
    Date,
    /// Time of day, where it has a column of its own.
    Time,
    /// What happened. Has to be there where the profile names it.
    Kind,
    /// How far it has come.
    State,
    /// Currency of the amount.
    Currency,
    /// What counts for the shop.
    Settled,
    /// Fee.
    Fee,
    /// When it was booked.
    Finished,
    /// Merchant.
    Merchant,
    /// Terminal.
    Terminal,
    /// Batch.
    Batch,
    /// Trace number (STAN).
    Trace,
    /// Retrieval reference number.
    Rrn,
    /// Authorisation code.
    Authorisation,
    /// Card number, masked when it is read.
    Card,
    /// Card scheme or issuer.
    Scheme,
    /// The merchant's order.
    Order,
    /// The acquirer's number.
    Trade,
    /// The merchant's number of a refund.
    RefundOrder,
    /// The acquirer's number of a refund.
    RefundTrade,
    /// RRN of the original.
    OriginalRrn,
    /// Trace number of the original.
    OriginalTrace,
    /// Order of the original.
    OriginalOrder,
    /// Goods or note.
    Description,
}

impl Field {
    /// Token used in profiles, files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Amount => "amount",
            Field::Date => "date",
            Field::Time => "time",
            Field::Kind => "kind",
            Field::State => "state",
            Field::Currency => "currency",
            Field::Settled => "settled",
            Field::Fee => "fee",
            Field::Finished => "finished",
            Field::Merchant => "merchant",
            Field::Terminal => "terminal",
            Field::Batch => "batch",
            Field::Trace => "trace",
            Field::Rrn => "rrn",
            Field::Authorisation => "authorisation",
            Field::Card => "card",
            Field::Scheme => "scheme",
            Field::Order => "order",
            Field::Trade => "trade",
            Field::RefundOrder => "refund_order",
            Field::RefundTrade => "refund_trade",
            Field::OriginalRrn => "original_rrn",
            Field::OriginalTrace => "original_trace",
            Field::OriginalOrder => "original_order",
            Field::Description => "description",
        }
    }
}

/// A mapping profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: Printable,
    /// Headers of each field, in the form in which names are compared.
    columns: BTreeMap<Field, Vec<String>>,
    kinds: Vec<(String, RowKind)>,
    states: Vec<(String, RowState)>,
    totals: Vec<String>,
    mark: Mark,
    order: Option<Order>,
    currency: Option<Currency>,
    negative_is_refund: bool,
    zone: Option<Zone>,
    cut_off: Option<u8>,
    buffer_days: Option<u8>,
}

/// Why a profile cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct ProfileError {
    /// Line of the profile, from 1; 1 where it is about the whole.
    pub line: u32,
    /// What is wrong, in English, harmless.
    pub why: String,
}

impl Profile {
    /// Its name.
    pub fn name(&self) -> &Printable {
        &self.name
    }

    /// Fields without which a table cannot be read through this profile.
    fn required(&self) -> impl Iterator<Item = Field> {
        let kind = self.columns.contains_key(&Field::Kind).then_some(Field::Kind);
        let currency = self.currency.is_none().then_some(Field::Currency);
        [Field::Amount, Field::Date].into_iter().chain(kind).chain(currency)
    }

    /// The profiles that come with the program.
    pub fn built_in() -> &'static [Profile] {
        static ALL: OnceLock<Vec<Profile>> = OnceLock::new();
        ALL.get_or_init(|| SOURCES.iter().filter_map(|text| Profile::parse(text).ok()).collect())
    }
}

/// Sources of the built-in profiles; special ones before general ones.
const SOURCES: &[&str] = &[
    include_str!("../profiles/transbank.toml"),
    include_str!("../profiles/chinese.toml"),
    include_str!("../profiles/english.toml"),
    include_str!("../profiles/german.toml"),
    include_str!("../profiles/spanish.toml"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_profile_can_be_used() {
        for source in SOURCES {
            Profile::parse(source).unwrap();
        }
        assert_eq!(Profile::built_in().len(), SOURCES.len());
    }
}
