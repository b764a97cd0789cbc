//! B12: one payment that the customer sees twice, as a line of the wallet and as a line of the bank behind it.

use std::collections::BTreeMap;

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::{same, whole};
use crate::model::{BillRow, Flow, Number, RowKind, RowState, Side};
use crate::text::reconcile::finding as t;

/// The bank books within so many seconds.
const BOOKED: i64 = 36 * 3600;

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    let paid = |side: Side| {
        let mut by: BTreeMap<(u16, i64), Vec<u32>> = BTreeMap::new();
        for row in (0..matching.sides.rows).filter(|row| matching.side_of(*row) == side && is_outgoing(rule, *row)) {
            let amount = matching.sides.row(row).amount;
            by.entry((amount.currency.numeric(), amount.minor)).or_default().push(row);
        }
        by
    };
    let (wallets, banks) = (paid(Side::Customer), paid(Side::Bank));
    for (amount, rows) in &wallets {
        let there = banks.get(amount).map_or(&[][..], Vec::as_slice);
        for row in rows.iter().filter(|row| is_ours(rule, **row)) {
            if let Some(line) = line_of(rule, *row, rows, there) {
                let evidence = vec![say::row(matching, *row), say::row(matching, line)];
                let entries = matching.entry_of(*row).into_iter().collect();
                let told =
                    Told::new(FindingId::B12, Severity::Note, &t::SEEN_TWICE).of(entries).at(*row).because(evidence);
                out.push(told.doing(&t::EXPLAIN_LINES).never(&t::NOT_REFUND_LINES));
            }
        }
    }
}

fn is_outgoing(rule: &Rule<'_>, row: u32) -> bool {
    let told = rule.matching.sides.row(row);
    let live = matches!(told.state, RowState::Booked | RowState::Pending | RowState::Unknown);
    // A bank says of a debit little more than that it is one.
    let kind = match rule.matching.side_of(row) {
        Side::Bank => !matches!(told.kind, RowKind::Fee | RowKind::Payout) && told.flow == Flow::Out,
        Side::Customer | Side::Merchant => told.kind == RowKind::Payment && told.flow != Flow::In,
    };
    kind && live && !rule.matching.is_echo(row)
}

/// Whether a line of the customer is about this shop: a record here has its order, or a row of the shop's own bill.
fn is_ours(rule: &Rule<'_>, row: u32) -> bool {
    let matching = rule.matching;
    matching.entry_of(row).is_some() || rule.orders.contains(&order_of(matching.sides.row(row)))
}

pub(super) fn order_of(row: &BillRow) -> String {
    whole(&row.order).unwrap_or_default().to_owned()
}

/// The bank's line of a payment: the one that quotes one of its numbers, or the only one of the amount in those days where this is
/// the only payment of it as well.
fn line_of(rule: &Rule<'_>, row: u32, alike: &[u32], lines: &[u32]) -> Option<u32> {
    let sides = &rule.matching.sides;
    let told = sides.row(row);
    let quotes = |line: &&u32| {
        let line = sides.row(**line);
        let numbers = |row: &BillRow| [row.order.clone(), row.trade.clone()];
        let pairs = numbers(told).into_iter().flatten().map(|one| one.as_str().to_owned());
        let theirs: Vec<Number> = numbers(line).into_iter().flatten().collect();
        pairs.into_iter().any(|one| theirs.iter().any(|other| same(&one, other.as_str())))
    };
    let near = |other: &&u32| match (sides.row_at(row), sides.row_at(**other)) {
        (Some(here), Some(there)) => (there - here).abs() <= BOOKED,
        _ => false,
    };
    if let Some(line) = lines.iter().find(quotes) {
        return Some(*line);
    }
    let mut around = lines.iter().filter(near);
    match (around.next(), around.next(), alike.iter().filter(near).count()) {
        (Some(line), None, 1) => Some(*line),
        _ => None,
    }
}
