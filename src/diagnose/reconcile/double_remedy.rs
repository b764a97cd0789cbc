//! B07: more was given back than was paid.

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::Original;
use crate::model::{Money, RowKind, RowState};
use crate::text::Phrase;
use crate::text::reconcile::finding as t;

/// A refund so many seconds away from the void is another act.
const ANOTHER: i64 = 15 * 60;

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for (original, rows) in &matching.back.of {
        let (entry, row) = match original {
            Original::Row(row) => (matching.entry_of(*row), Some(*row)),
            Original::Entry(entry) => (Some(*entry), None),
        };
        let paid = match original {
            Original::Row(row) => matching.sides.row(*row).amount,
            Original::Entry(entry) => matching.sides.entry(*entry).amount,
        };
        let Some(sum) = rule.sum(rows) else { continue };
        let refunded = rows.iter().any(|row| matching.sides.row(*row).kind == RowKind::Refund);
        let reversed = row.is_some_and(|row| matching.sides.row(row).state == RowState::Reversed);
        let voided = entry.is_some_and(|entry| is_voided_beside(rule, entry, rows));
        if sum.currency == paid.currency && (sum.minor > paid.minor || (refunded && (reversed || voided))) {
            out.push(tell(rule, entry, row, rows, sum, paid));
        }
    }
}

/// Whether the void of this terminal is another act than every refund of the bill: it has no row of its own there, or the refunds
/// have other times.
fn is_voided_beside(rule: &Rule<'_>, sale: u32, rows: &[u32]) -> bool {
    let matching = rule.matching;
    let Some(voids) = matching.back.here.get(&sale) else { return false };
    let book = matching.sides.book_of(sale);
    voids.iter().any(|void| {
        let own = matching.rows_of_entry(*void).any(|pair| rows.contains(&pair.row));
        let apart = rows.iter().all(|row| {
            let sheet = matching.sides.sheet_of(*row);
            let offset = matching.clocks.window(book, sheet).0;
            let times = (matching.sides.entry_at(*void), matching.sides.row_at(*row));
            matches!(times, (Some(here), Some(there)) if (there - here - offset).abs() > ANOTHER)
        });
        !own && apart
    })
}

fn tell(rule: &Rule<'_>, entry: Option<u32>, row: Option<u32>, rows: &[u32], sum: Money, paid: Money) -> Told {
    let matching = rule.matching;
    let mut evidence: Vec<Phrase> = entry.map(|entry| say::entry(matching, entry)).into_iter().collect();
    evidence.extend(row.map(|row| say::row(matching, row)));
    evidence.extend(rows.iter().take(say::TOLD).map(|row| say::row(matching, *row)));
    evidence.push(say::given_back(sum, paid));
    let mut entries: Vec<u32> = entry.into_iter().collect();
    let voids = entry.and_then(|entry| matching.back.here.get(&entry));
    entries.extend(voids.into_iter().flatten());
    let told = Told::new(FindingId::B07, Severity::Urgent, &t::TWO_ACTED).of(entries).because(evidence);
    let told = rows.first().map_or(told.clone(), |row| told.at(*row));
    told.doing(&t::RECOVER_SECOND).never(&t::NOT_NEW_SALE)
}
