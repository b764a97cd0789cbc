//! B08: money given back for a payment that is nowhere, although it would have to be seen.

use jiff::civil::Date;

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::{civil, names_original};
use crate::model::{BillFormat, RowKind};
use crate::text::reconcile::{evidence as words, finding as t};

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for &row in &matching.back.orphans {
        if matching.entry_of(row).is_none() && !matching.is_row_held(row) && would_be_seen(rule, row) {
            let evidence = vec![say::row(matching, row), words::NAMES_NOTHING.plain()];
            let told = Told::new(FindingId::B08, Severity::Warning, &t::NO_ORIGINAL).at(row).because(evidence);
            out.push(told.doing(&t::AUDIT_OPERATOR).never(&t::NOT_PICK_PAYMENT));
        }
    }
}

/// Whether the payment of a row lies in what the files cover: a refund may be of last month, and that is none of this.
fn would_be_seen(rule: &Rule<'_>, row: u32) -> bool {
    let matching = rule.matching;
    let told = matching.sides.row(row);
    let account = &matching.accounts[matching.account_of[matching.sides.sheet_of(row)]];
    let bills = || account.sheets.iter().map(|sheet| matching.sides.sheets[*sheet].bill);
    let covered = |day: Date| {
        let mut covering = bills()
            .filter(|bill| bill.covers_told && bill.covers.is_some_and(|(first, last)| (first..=last).contains(&day)))
            .peekable();
        covering.peek().is_some() && covering.all(|bill| bill.is_whole())
    };
    let Some(day) = matching.sides.row_at(row).map(|at| civil(at).date()) else { return false };
    if !names_original(told) {
        let others = matching.back.of.values().flatten().filter(|other| names_original(matching.sides.row(**other)));
        return others
            .map(|other| matching.account_of[matching.sides.sheet_of(*other)])
            .any(|other| other == matching.account_of[matching.sides.sheet_of(row)]);
    }
    let of_alipay = matching.sides.sheet(row).bill.format == BillFormat::Alipay;
    match told.kind {
        // Its time is that of the payment.
        RowKind::Refund if of_alipay => covered(day),
        // What is reversed is of the same day, or the day before.
        RowKind::Reversal => covered(day) && day.yesterday().is_ok_and(covered),
        _ => false,
    }
}
