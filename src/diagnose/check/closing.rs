//! J10 and J12: the terminal asked for a close of its batch, or said that its memory is full.

use super::Facts;
use super::say::Words;
use super::signs::{self, Sign};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::text::Text;
use crate::text::finding::memory as words;

const UNCLOSED: Words =
    Words { cause: &words::UNCLOSED_CAUSE, remedy: &words::UNCLOSED_DO, must_not: &words::UNCLOSED_NOT };
const FULL: Words = Words { cause: &words::FULL_CAUSE, remedy: &words::FULL_DO, must_not: &words::FULL_NOT };

/// J10.
pub(super) fn unclosed(facts: &Facts) -> Vec<Finding> {
    told(facts, Sign::Unclosed, FindingId::J10, &UNCLOSED, &words::UNCLOSED)
}

/// J12. No limit of memory is told by either family, so only the terminal's own word counts.
pub(super) fn full(facts: &Facts) -> Vec<Finding> {
    told(facts, Sign::Full, FindingId::J12, &FULL, &words::FULL)
}

fn told(facts: &Facts, sign: Sign, id: FindingId, say: &Words, said: &'static Text) -> Vec<Finding> {
    let records = signs::all(facts, sign);
    if records.is_empty() {
        return Vec::new();
    }
    vec![say.finding(id, Severity::Warning, records.iter().map(|fact| &fact.entry), vec![said.plain()])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::samples::declined;

    #[test]
    fn the_terminals_own_word_counts() {
        let time = "2026-05-14T12:00:00";
        for (code, id) in
            [("67", FindingId::J12), ("76", FindingId::J12), ("74", FindingId::J10), ("13", FindingId::J10)]
        {
            assert_eq!(one(&[declined(1, 5_000, time, "4242", code)], id).severity, Severity::Warning, "{code}");
        }
        for id in [FindingId::J10, FindingId::J12] {
            assert!(found(&[sale(1, 5_000, time, "4242"), declined(2, 1, time, "4242", "01")], id).is_empty());
        }
    }
}
