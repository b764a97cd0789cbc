//! J02: a payment that ended without a usable answer.
//!
//! Only structured records count. What a printed receipt does not say for certain is unread, not unanswered.

use super::say::{self, Words};
use super::{Fact, Facts};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{EntryResult, Kind, Provenance, Stands};
use crate::text::finding::money as words;

const WORDS: Words =
    Words { cause: &words::UNANSWERED_CAUSE, remedy: &words::UNANSWERED_DO, must_not: &words::UNANSWERED_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let unanswered = facts.entries.iter().filter(|fact| is_unanswered(fact) && !is_taken_back(facts, fact));
    unanswered
        .map(|fact| {
            let evidence = vec![words::UNANSWERED.plain()];
            let finding = WORDS.finding(FindingId::J02, Severity::Urgent, [&fact.entry], evidence);
            Finding { wait_until: fact.time().and_then(say::next_bill), ..finding }
        })
        .collect()
}

/// Whether nobody knows how this payment ended.
pub(super) fn is_unanswered(fact: &Fact) -> bool {
    let entry = &fact.entry;
    entry.kind == Kind::Sale
        && entry.result == EntryResult::Unknown
        && entry.provenance == Provenance::Structured
        && fact.stands == Stands::AsRecorded
}

fn is_taken_back(facts: &Facts, sale: &Fact) -> bool {
    facts.entries.iter().any(|other| other.entry.takes_back(&sale.entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::Printable;

    #[test]
    fn a_payment_without_an_answer_is_unknown_until_the_next_bill() {
        let mut lost = sale(2, 5_000, "2026-05-14T12:00:00", "4242");
        (lost.result, lost.code) = (EntryResult::Unknown, Printable::new("02", 2));
        let finding = one(&[sale(1, 900, "2026-05-14T11:00:00", "1881"), lost.clone()], FindingId::J02);
        assert_eq!((finding.severity, &finding.entries), (Severity::Urgent, &vec![lost.key.clone()]));
        assert_eq!(finding.wait_until.unwrap().at.to_string(), "2026-05-15T23:59:00");
        for change in [EntryResult::Approved, EntryResult::Declined] {
            lost.result = change;
            assert!(found(&[lost.clone()], FindingId::J02).is_empty(), "{change:?}");
        }
        (lost.result, lost.provenance) = (EntryResult::Unknown, Provenance::Print);
        assert!(found(&[lost], FindingId::J02).is_empty(), "a receipt that was not read for certain");
    }
}
