//! B01: paid there, and declined, unknown or not at all here.

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::model::{Entry, EntryResult, Kind, RowKind, Side};
use crate::text::reconcile::{evidence as words, finding as t};

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for pair in &matching.pairs {
        let ours = matching.sides.entry(pair.entry);
        if ours.kind == Kind::Sale && is_not_approved(ours) && rule.is_paid(pair.row) {
            out.push(tell(rule, pair.row, say::pair(matching, pair), vec![pair.entry]));
        }
    }
    for row in (0..matching.sides.rows).filter(|row| is_alone(rule, *row)) {
        let devices: Vec<String> = matching.sides.books.iter().map(|book| book.device.to_string()).collect();
        let mut evidence = vec![say::row(matching, row)];
        evidence.push(words::NO_ENTRY.with([("devices", &devices.join(", ") as &dyn std::fmt::Display)]));
        evidence.extend(say::alike(matching, |_, other| other == row));
        out.push(tell(rule, row, evidence, Vec::new()));
    }
}

pub(super) fn is_not_approved(entry: &Entry) -> bool {
    matches!(entry.result, EntryResult::Declined | EntryResult::Unknown)
}

/// Whether a payment of the shop's own bill has no entry although a journal that holds its time has none.
fn is_alone(rule: &Rule<'_>, row: u32) -> bool {
    let matching = rule.matching;
    matching.sides.row(row).kind == RowKind::Payment
        && matching.side_of(row) == Side::Merchant
        && matching.entry_of(row).is_none()
        && !matching.is_row_held(row)
        && rule.is_paid(row)
        && matching.is_covered(row)
}

fn tell(rule: &Rule<'_>, row: u32, evidence: Vec<crate::text::Phrase>, entries: Vec<u32>) -> Told {
    let (bill, told) = (rule.matching.sides.sheet(row).bill, rule.matching.sides.row(row));
    let mut finding =
        Told::new(FindingId::B01, Severity::Urgent, &t::ANSWER_LOST).of(entries).at(row).because(evidence);
    finding = match say::wallet(bill, told) {
        Some(order) => finding.doing(order).never(&t::NOT_CARD_REVERSAL),
        None => finding.doing(&t::ASK_ACQUIRER_STATE),
    };
    finding.never(&t::NOT_SECOND_SALE)
}
