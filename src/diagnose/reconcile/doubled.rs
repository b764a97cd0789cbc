//! B06: the same transaction twice in one bill, or in two that do not cover the same day.

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::Double;
use crate::model::Side;
use crate::text::reconcile::finding as t;

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    for double in &rule.matching.doubles {
        let rows = same(rule, double);
        if let Some(first) = rows.first()
            && rows.len() > double.entries.len().max(1)
        {
            let mut evidence: Vec<_> = double.entries.iter().map(|entry| say::entry(rule.matching, *entry)).collect();
            evidence.extend(rows.iter().take(say::TOLD).map(|row| say::row(rule.matching, *row)));
            let told = Told::new(FindingId::B06, Severity::Urgent, &t::DOUBLED)
                .of(double.entries.clone())
                .at(*first)
                .because(evidence);
            out.push(told.doing(&t::DISPUTE_ONE).never(&t::NOT_BOTH));
        }
    }
}

/// Rows of a double that are one transaction by all that they tell, still charged, in the shop's own bill.
fn same(rule: &Rule<'_>, double: &Double) -> Vec<u32> {
    let matching = rule.matching;
    let charged = |row: &u32| matching.side_of(*row) == Side::Merchant && rule.is_paid(*row);
    let rows: Vec<u32> = double.rows.iter().copied().filter(charged).collect();
    let Some(first) = rows.first().copied() else { return rows };
    let once = matching.is_given_once(double);
    rows.into_iter().filter(|row| once || matching.may_be_one(first, *row)).collect()
}
