//! J14: details that do not add up by themselves.
//!
//! The totals of neither family are kept in archives (Transbank prints them, ZVT tells them as a range to read), so they cannot
//! be set against the details. What can be seen: records that could not be read, and numbers that stand for two records.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::say::{self, Words};
use super::{Facts, Reading};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Anomaly, Entry, Family};
use crate::text::Phrase;
use crate::text::finding::memory as words;

const WORDS: Words = Words { cause: &words::DETAILS_CAUSE, remedy: &words::DETAILS_DO, must_not: &words::DETAILS_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let batches = facts.batches();
    batches.iter().filter_map(|batch| of(facts, batch.last()?)).collect()
}

fn of(facts: &Facts, reading: &Reading) -> Option<Finding> {
    let mut evidence: Vec<Phrase> = Vec::new();
    let unreadable = reading.anomalies.iter().filter(|odd| matches!(odd, Anomaly::Unreadable { .. })).count();
    if unreadable > 0 {
        evidence.push(say::counted(&words::UNREADABLE, unreadable));
    }
    let twice: BTreeSet<u32> = reading
        .anomalies
        .iter()
        .filter_map(|odd| match odd {
            Anomaly::Duplicate { number } => Some(*number),
            _ => None,
        })
        .collect();
    evidence.extend(twice.iter().map(|number| words::SAME_NUMBER.with([("number", number as &dyn Display)])));
    if evidence.is_empty() {
        return None;
    }
    // A slip that is of no payment (a pre-authorisation, a report) is told as unreadable too.
    let severity = match (facts.device.family, twice.is_empty()) {
        (Family::Zvt, true) => Severity::Note,
        _ => Severity::Warning,
    };
    let entries: Vec<&Entry> = reading.entries.iter().filter(|entry| twice.contains(&entry.number)).collect();
    Some(WORDS.finding(FindingId::J14, severity, entries, evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{Archive, found_in, sale};

    #[test]
    fn a_number_that_stands_twice_and_a_record_that_does_not_read_are_told() {
        let two = vec![sale(6, 6_000, "2026-05-14T10:00:00", "4242"), sale(6, 6_600, "2026-05-14T10:05:00", "4242")];
        let archive = Archive::of(two.clone()).odd(Anomaly::Duplicate { number: 6 });
        let found = &found_in(&[archive], FindingId::J14)[0];
        assert_eq!((found.severity, found.entries.len()), (Severity::Warning, 2));
        let short = Archive::of(two.clone()).odd(Anomaly::Unreadable { position: 3, why: "short".into() });
        assert!(found_in(&[short], FindingId::J14)[0].entries.is_empty());
        let repeated = Archive::of(two).odd(Anomaly::Repeated { number: 6 });
        assert!(found_in(&[repeated], FindingId::J14).is_empty());
    }
}
