//! What only a bill shows: rules over what was set against each other, one file a finding (B01 to B16), each with its evidence,
//! likely cause, what to do and what must not be done.
//!
//! What a bill shows as given back is offered no remedy by any of them.

mod amount;
mod bad_file;
mod bank_only;
mod double_remedy;
mod doubled;
mod fee;
mod hold;
mod mix_up;
mod no_original;
mod payout;
mod say;
mod taken_back;
mod terminal_only;
mod told;
mod two_lines;

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::diagnose::finding::Finding;
use crate::diagnose::matching::{Matching, Original};
use crate::model::{Money, RowKind, RowState, Side};
use crate::text::reconcile::evidence as words;
use crate::text::{Phrase, figures};
pub use say::{difference, key};
use told::Told;

/// One rule: what it finds is added.
type Find = fn(&Rule<'_>, &mut Vec<Told>);

/// The rules, in the order of the table in docs/reconcile.md.
const RULES: &[Find] = &[
    bank_only::find,
    terminal_only::find,
    amount::find,
    fee::find,
    taken_back::find,
    doubled::find,
    double_remedy::find,
    no_original::find,
    two_lines::find,
    hold::find,
    mix_up::find,
    payout::find,
    bad_file::find,
];

/// Everything that the bills show, the most urgent first. `now` is this machine's clock: what may still come is not missing.
pub fn find(matching: &Matching<'_>, now: Timestamp) -> Vec<Finding> {
    let voids = matching.back.here.values().flatten().copied().collect();
    let rule = Rule { matching, now, voids, orders: orders(matching) };
    let mut told = Vec::new();
    for find in RULES {
        find(&rule, &mut told);
    }
    told.sort_by_cached_key(|one| one.place(matching));
    let mut found: Vec<Finding> = told.into_iter().map(|one| one.finish(matching)).collect();
    found.sort_by(Finding::order);
    found
}

/// Orders of the shop's own bills, where a customer's export was given as well.
fn orders(matching: &Matching<'_>) -> BTreeSet<String> {
    let merchant = |row: &u32| matching.side_of(*row) == Side::Merchant;
    let wanted = matching.accounts.iter().any(|account| account.side == Side::Customer);
    let rows = (0..if wanted { matching.sides.rows } else { 0 }).filter(merchant);
    rows.map(|row| two_lines::order_of(matching.sides.row(row))).filter(|order| !order.is_empty()).collect()
}

/// What the rules look at.
struct Rule<'m> {
    matching: &'m Matching<'m>,
    now: Timestamp,
    /// Sales and payments that were voided here, by number of the entry.
    voids: HashSet<u32>,
    /// Orders of the shop's own bills, where customers' lines have to be told from others.
    orders: BTreeSet<String>,
}

impl Rule<'_> {
    /// Whether the row says that the customer's money was taken and nothing says that all of it was given back.
    fn is_paid(&self, row: u32) -> bool {
        let told = self.matching.sides.row(row);
        let taken = told.kind == RowKind::Payment && matches!(told.state, RowState::Booked | RowState::Unknown);
        taken && !self.matching.is_echo(row) && !self.is_given_back(row)
    }

    fn is_given_back(&self, row: u32) -> bool {
        let amount = self.matching.sides.row(row).amount;
        let rows = self.matching.back.of.get(&Original::Row(row));
        let sum = rows.and_then(|rows| self.sum(rows));
        sum.is_some_and(|sum| sum.currency == amount.currency && sum.minor >= amount.minor)
    }

    /// What these rows gave back; `None` where they are of several currencies.
    fn sum(&self, rows: &[u32]) -> Option<Money> {
        let mut amounts = rows.iter().map(|row| self.matching.sides.row(*row).amount);
        let first = amounts.next()?;
        amounts.try_fold(first, Money::checked_add)
    }

    /// Whether a sale was voided here, by the device's mark, our ledger or a void of its journal.
    fn is_voided(&self, entry: u32) -> bool {
        self.matching.back.here.contains_key(&entry) || self.matching.sides.stands(entry).is_voided()
    }

    /// Whether an entry takes back a sale of the same journal.
    fn is_of_a_sale(&self, entry: u32) -> bool {
        self.voids.contains(&entry)
    }
}

/// The sentence that says until when a row may come.
fn until(when: DateTime) -> Phrase {
    words::MAY_COME.plain().each("when", |lang| figures::civil(when, lang))
}
