//! What differs between the two sides of a pair: everything, not only the first.

use super::book::{Sides, civil};
use super::key::{merchant_of, merchant_of_row, same, whole};
use crate::model::{BillRow, Entry, EntryResult, Money, RowState};

/// A fact that both sides tell differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// Amount; the bill's ordered and received amounts were both tried, with and without tip.
    Amount,
    /// Currency.
    Currency,
    /// Approved here and taken back or closed there, or declined here and paid there.
    State,
    /// Last digits of the card.
    Card,
    /// Time, more than a day off after the clocks were set against each other.
    Time,
    /// Merchant number.
    Merchant,
    /// Terminal number.
    Terminal,
    /// Authorisation code.
    Authorisation,
}

impl What {
    /// Token used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Amount => "amount",
            What::Currency => "currency",
            What::State => "state",
            What::Card => "card",
            What::Time => "time",
            What::Merchant => "merchant",
            What::Terminal => "terminal",
            What::Authorisation => "authorisation",
        }
    }
}

/// One difference of a pair, both sides as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which fact.
    pub what: What,
    /// What the journal says.
    pub ours: String,
    /// What the bill says.
    pub theirs: String,
}

/// More than this after correction is another day.
const DAY: i64 = 26 * 3600;

/// All differences of an entry and its row. `offset`: seconds that the bill's clock is ahead of the device's, where that is known.
pub(super) fn differences(sides: &Sides<'_>, entry: u32, row: u32, offset: Option<i64>) -> Vec<Difference> {
    let (ours, theirs) = (sides.entry(entry), sides.row(row));
    let mut out = Vec::new();
    let mut tell = |what, ours: String, theirs: String| out.push(Difference { what, ours, theirs });
    if ours.amount.currency != theirs.amount.currency {
        tell(What::Currency, ours.amount.currency.code().into(), theirs.amount.currency.code().into());
    }
    if !amount_agrees(ours, theirs) {
        tell(What::Amount, ours.amount.to_string(), theirs.amount.to_string());
    }
    if contradicts(ours, theirs) {
        tell(What::State, ours.result.as_str().into(), theirs.state.as_str().into());
    }
    if let (Some(our_card), Some(their_card)) = (&ours.card, &theirs.card)
        && our_card.last4() != their_card.last4()
    {
        tell(What::Card, our_card.last4().into(), their_card.last4().into());
    }
    if let (Some(our_time), Some(their_time)) = (sides.entry_at(entry), sides.row_at(row))
        && (their_time - our_time - offset.unwrap_or(0)).abs() > DAY
    {
        tell(What::Time, civil(our_time).to_string(), civil(their_time).to_string());
    }
    let numbers = [
        (What::Merchant, merchant_of(ours), merchant_of_row(sides.sheet(row).bill, theirs)),
        (What::Terminal, Some(ours.device.terminal.as_str()), whole(&theirs.terminal)),
        (What::Authorisation, authorisation(ours), whole(&theirs.authorisation)),
    ];
    for (what, our_number, their_number) in numbers {
        if let (Some(our_number), Some(their_number)) = (our_number, their_number)
            && comparable(our_number, their_number)
            && !same(our_number, their_number)
        {
            tell(what, our_number.trim().into(), their_number.into());
        }
    }
    out
}

/// Whether amount, currency, merchant or terminal may differ, without a word made.
pub(super) fn may_differ(sides: &Sides<'_>, entry: u32, row: u32) -> bool {
    let (ours, theirs) = (sides.entry(entry), sides.row(row));
    let parted =
        |ours: Option<&str>, theirs: Option<&str>| ours.zip(theirs).is_some_and(|(ours, theirs)| ours != theirs);
    ours.amount.currency != theirs.amount.currency
        || !amount_agrees(ours, theirs)
        || parted(merchant_of(ours), merchant_of_row(sides.sheet(row).bill, theirs))
        || parted(Some(ours.device.terminal.as_str()), whole(&theirs.terminal))
}

fn authorisation(entry: &Entry) -> Option<&str> {
    entry.reference(crate::model::RefName::AuthorisationCode).map(|value| value.as_str())
}

/// Whether two numbers are of one numbering, by their looks: a device may know its shop under another number than the acquirer.
fn comparable(left: &str, right: &str) -> bool {
    let digits = |text: &str| text.trim().trim_start_matches('0').bytes().all(|byte| byte.is_ascii_digit());
    let length = |text: &str| text.trim().len();
    digits(left) == digits(right) && (length(left) == length(right) || !digits(left))
}

/// Whether the entry's amount, with or without its tip, stands in a column of the row that means it: what was ordered, or what
/// the shop received.
pub(super) fn amount_agrees(entry: &Entry, row: &BillRow) -> bool {
    let with_tip = entry.tip.and_then(|tip| entry.amount.checked_add(tip));
    let ours = [Some(entry.amount), with_tip];
    let theirs = [Some(row.amount), row.settled];
    let equal = |left: &Money, right: &Money| left.minor == right.minor;
    ours.iter().flatten().any(|left| theirs.iter().flatten().any(|right| equal(left, right)))
}

/// Whether both sides say how it ended, and not the same.
fn contradicts(entry: &Entry, row: &BillRow) -> bool {
    matches!(
        (entry.result, row.state),
        (EntryResult::Approved, RowState::Reversed | RowState::Closed)
            | (EntryResult::Declined | EntryResult::Unknown, RowState::Booked)
    )
}
