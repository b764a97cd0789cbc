//! J24: the host does not answer, several times within an hour.

use super::Facts;
use super::say::{self, Words};
use super::signs::{self, Sign};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::text::finding::care as words;

/// Fewest records of a burst, and how long one lasts in minutes.
const LEAST: usize = 3;
const MINUTES: i64 = 60;
const WORDS: Words = Words { cause: &words::NETWORK_CAUSE, remedy: &words::NETWORK_DO, must_not: &words::NETWORK_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let bursts = signs::bursts(facts, Sign::Network, LEAST, MINUTES);
    bursts
        .iter()
        .map(|burst| {
            let evidence = vec![say::counted(&words::NETWORK, burst.len())];
            WORDS.finding(FindingId::J24, Severity::Warning, burst.iter().map(|fact| &fact.entry), evidence)
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
    fn a_burst_within_an_hour_is_the_network_and_single_ones_are_not() {
        let lost = |times: &[&str], code: &str| -> Vec<Entry> {
            times.iter().zip(1..).map(|(time, number)| declined(number, 900, time, "4242", code)).collect()
        };
        let hour = ["2026-05-14T10:00:00", "2026-05-14T10:20:00", "2026-05-14T10:59:00"];
        assert_eq!(one(&lost(&hour, "02"), FindingId::J24).entries.len(), 3);
        assert!(found(&lost(&hour, "01"), FindingId::J24).is_empty(), "plain declines");
        let day = ["2026-05-14T10:00:00", "2026-05-14T12:20:00", "2026-05-14T14:59:00"];
        assert!(found(&lost(&day, "02"), FindingId::J24).is_empty());
    }
}
