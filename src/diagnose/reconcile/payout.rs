//! B15: the payouts of a bill are not what its rows give.

use std::collections::BTreeMap;

use super::{Rule, Told};
use crate::diagnose::finding::{FindingId, Severity};
use crate::model::{BillRow, Exact, RowKind, RowState, Side};
use crate::text::reconcile::{evidence as words, finding as t};

/// Payments less what was given back and fees, and what was paid out.
#[derive(Default)]
struct Sum {
    net: Exact,
    paid: Exact,
    payouts: usize,
    payments: usize,
}

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let sides = &rule.matching.sides;
    for (number, sheet) in sides.sheets.iter().enumerate() {
        if sheet.bill.side != Side::Merchant || !sheet.bill.is_whole() {
            continue;
        }
        let mut by_currency: BTreeMap<&str, Option<Sum>> = BTreeMap::new();
        for row in &sheet.bill.rows {
            let sum = by_currency.entry(row.amount.currency.code()).or_insert_with(|| Some(Sum::default()));
            *sum = sum.take().and_then(|sum| add(sum, row));
        }
        for sum in by_currency.into_values().flatten() {
            if sum.payouts > 0 && sum.payments > 0 && sum.net != sum.paid {
                let file = &sheet.bill.name;
                let evidence = words::PAYOUT.with([
                    ("file", file as &dyn std::fmt::Display),
                    ("net", &sum.net),
                    ("paid", &sum.paid),
                ]);
                let told = Told::new(FindingId::B15, Severity::Warning, &t::PAYOUT_OFF).because(vec![evidence]);
                let told = sides.rows_of(number).next().map_or(told.clone(), |row| told.at(row));
                out.push(told.doing(&t::FIND_ADJUSTMENT).never(&t::NOT_BLAME_SALE));
            }
        }
    }
}

/// Adds a row; `None` where it cannot be said what it does to the sum.
fn add(mut sum: Sum, row: &BillRow) -> Option<Sum> {
    if matches!(row.state, RowState::Closed | RowState::Pending) {
        return Some(sum);
    }
    let amount = Exact::of_money(&row.settled.unwrap_or(row.amount))?;
    let fee = row.fee.unwrap_or_default().abs();
    match row.kind {
        RowKind::Payment => {
            sum.payments += 1;
            sum.net = sum.net.checked_add(amount)?.checked_sub(fee)?;
        }
        // The fee comes back where the file writes it with the other sign.
        RowKind::Refund | RowKind::Reversal => {
            let back = if row.fee.is_some_and(Exact::is_negative) { fee } else { Exact::ZERO };
            let cost = if row.fee.is_some_and(|fee| !fee.is_negative()) { fee } else { Exact::ZERO };
            sum.net = sum.net.checked_sub(amount)?.checked_add(back)?.checked_sub(cost)?;
        }
        RowKind::Fee => sum.net = sum.net.checked_sub(amount)?,
        RowKind::Payout => {
            sum.payouts += 1;
            sum.paid = sum.paid.checked_add(amount)?;
        }
        RowKind::Other => return None,
    }
    Some(sum)
}
