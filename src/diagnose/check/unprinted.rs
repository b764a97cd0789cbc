//! J06: approved, and the printer was not ready.

use jiff::civil::DateTime;

use super::say::Words;
use super::signs::{self, Sign};
use super::{Fact, Facts};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::text::finding::money as words;

/// Seconds between what the printer said and the sale that it belongs to.
const BESIDE: i64 = 180;
const WORDS: Words =
    Words { cause: &words::UNPRINTED_CAUSE, remedy: &words::UNPRINTED_DO, must_not: &words::UNPRINTED_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let signs = signs::all(facts, Sign::Printer);
    signs
        .into_iter()
        .map(|sign| {
            let beside = facts.entries.iter().filter(|fact| fact.is_good_sale() && is_beside(fact, sign));
            let mut sales: Vec<&Fact> = beside.collect();
            let (severity, said) = match sales.is_empty() {
                true => (Severity::Note, &words::PRINTER_ONLY),
                false => (Severity::Warning, &words::UNPRINTED),
            };
            if !sales.iter().any(|fact| fact.entry.key == sign.entry.key) {
                sales.push(sign);
            }
            WORDS.finding(FindingId::J06, severity, sales.iter().map(|fact| &fact.entry), vec![said.plain()])
        })
        .collect()
}

/// Whether a time is within minutes of these two.
pub(super) fn is_between(time: DateTime, from: DateTime, to: DateTime) -> bool {
    time.duration_since(from).as_secs() >= -BESIDE && to.duration_since(time).as_secs() >= -BESIDE
}

fn is_beside(sale: &Fact, sign: &Fact) -> bool {
    let (Some(sold), Some(said)) = (sale.time(), sign.time()) else { return sale.entry.key == sign.entry.key };
    sold.duration_since(said).as_secs().abs() <= BESIDE && sale.entry.amount.same_amount(&sign.entry.amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::samples::declined;

    #[test]
    fn paper_out_beside_an_approved_sale_is_a_missing_receipt() {
        let approved = sale(1, 5_000, "2026-05-14T12:00:00", "4242");
        let paper = declined(2, 5_000, "2026-05-14T12:00:40", "4242", "24");
        let finding = one(&[approved.clone(), paper.clone()], FindingId::J06);
        assert_eq!((finding.severity, finding.entries.len()), (Severity::Warning, 2));
        // Another amount, or an hour later: the printer alone.
        let other = sale(1, 5_100, "2026-05-14T12:00:00", "4242");
        assert_eq!(one(&[other, paper.clone()], FindingId::J06).severity, Severity::Note);
        let late = sale(1, 5_000, "2026-05-14T13:00:00", "4242");
        assert_eq!(one(&[late, paper], FindingId::J06).severity, Severity::Note);
        assert!(found(&[approved], FindingId::J06).is_empty());
    }
}
