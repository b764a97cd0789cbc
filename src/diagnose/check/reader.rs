//! J22 and J23: the reader fails again and again. How a card was read is told by neither family, so only result codes speak.

use super::Facts;
use super::say::{self, Words};
use super::signs::{self, Sign};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::text::Text;
use crate::text::finding::care as words;

/// Failures within a day that are more than a worn card.
const LEAST: usize = 3;
const DAY: i64 = 24 * 60;
const STRIPE: Words = Words { cause: &words::STRIPE_CAUSE, remedy: &words::STRIPE_DO, must_not: &words::STRIPE_NOT };
const CHIP: Words = Words { cause: &words::CHIP_CAUSE, remedy: &words::CHIP_DO, must_not: &words::CHIP_NOT };

/// J22.
pub(super) fn stripe(facts: &Facts) -> Vec<Finding> {
    told(facts, Sign::Stripe, FindingId::J22, &STRIPE, &words::STRIPE)
}

/// J23.
pub(super) fn chip(facts: &Facts) -> Vec<Finding> {
    told(facts, Sign::Chip, FindingId::J23, &CHIP, &words::CHIP)
}

fn told(facts: &Facts, sign: Sign, id: FindingId, say: &Words, said: &'static Text) -> Vec<Finding> {
    let bursts = signs::bursts(facts, sign, LEAST, DAY);
    bursts
        .iter()
        .map(|burst| {
            let evidence = vec![say::counted(said, burst.len())];
            say.finding(id, Severity::Warning, burst.iter().map(|fact| &fact.entry), evidence)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one};
    use crate::model::Entry;
    use crate::model::samples::declined;

    #[test]
    fn three_failures_within_a_day_are_the_reader_and_two_are_a_card() {
        for (code, id) in [("09", FindingId::J22), ("92", FindingId::J23)] {
            let fails = |times: &[&str]| -> Vec<Entry> {
                times.iter().zip(1..).map(|(time, number)| declined(number, 900, time, "4242", code)).collect()
            };
            let day = fails(&["2026-05-14T10:00:00", "2026-05-14T12:00:00", "2026-05-14T18:00:00"]);
            assert_eq!(one(&day, id).entries.len(), 3, "{code}");
            assert!(found(&day[..2], id).is_empty());
            let week = fails(&["2026-05-14T10:00:00", "2026-05-16T12:00:00", "2026-05-18T18:00:00"]);
            assert!(found(&week, id).is_empty());
        }
    }
}
