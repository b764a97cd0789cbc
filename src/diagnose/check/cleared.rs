//! J13: a journal that is shorter than its archive.
//!
//! A close empties the memory as a whole, and no family tells of it: so an emptied memory is only noted. Records that are gone
//! while others are still there are a question, unless a void from here or a mark of the device explains them.

use std::collections::HashSet;
use std::fmt::Display;

use super::facts::is_in_order;
use super::say::{self, Words};
use super::{Facts, Reading};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Anomaly, Entry, EntryKey, EntryResult, IdentityProof};
use crate::text::Phrase;
use crate::text::finding::memory as words;

const SHORT: Words = Words { cause: &words::SHORT_CAUSE, remedy: &words::SHORT_DO, must_not: &words::MEMORY_NOT };
const EMPTIED: Words = Words { cause: &words::EMPTIED_CAUSE, remedy: &words::EMPTIED_DO, must_not: &words::MEMORY_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let pairs = facts.whole_pairs();
    let mut found: Vec<Finding> = pairs.iter().filter_map(|(before, after)| short(facts, before, after)).collect();
    let emptied =
        pairs.iter().filter(|(before, after)| after.proof == IdentityProof::Told && !before.entries.is_empty());
    let evidence: Vec<Phrase> = emptied.flat_map(|(before, after)| emptied_between(facts, before, after)).collect();
    if !evidence.is_empty() {
        found.push(EMPTIED.finding(FindingId::J13, Severity::Note, [], evidence));
    }
    found
}

fn short(facts: &Facts, before: &Reading, after: &Reading) -> Option<Finding> {
    let IdentityProof::Continuity { .. } = after.proof else { return None };
    // What could not be read this time is not gone.
    if after.anomalies.iter().any(|odd| matches!(odd, Anomaly::Unreadable { .. } | Anomaly::NotOffered { .. })) {
        return None;
    }
    let there: HashSet<&EntryKey> = after.entries.iter().map(|entry| &entry.key).collect();
    let voided: HashSet<&EntryKey> =
        facts.entries.iter().filter(|fact| fact.stands.is_voided()).map(|fact| &fact.entry.key).collect();
    let is_gone = |entry: &&Entry| is_kept(entry) && !there.contains(&entry.key) && !voided.contains(&entry.key);
    let gone: Vec<&Entry> = before.entries.iter().filter(is_gone).collect();
    if gone.is_empty() {
        return None;
    }
    let evidence = between(say::counted(&words::SHORT, gone.len()), facts, before, after);
    Some(SHORT.finding(FindingId::J13, Severity::Question, gone, vec![evidence]))
}

/// Whether a memory keeps such a record and shows it again. (A decline need not be kept.)
fn is_kept(entry: &Entry) -> bool {
    entry.result == EntryResult::Approved && is_in_order(entry)
}

fn emptied_between(facts: &Facts, before: &Reading, after: &Reading) -> Vec<Phrase> {
    let mut said = vec![between(say::counted(&words::EMPTIED, before.entries.len()), facts, before, after)];
    let last = before.in_order().map(|entry| entry.number).max();
    if let (Some(last), Some(first)) = (last, after.in_order().next().map(|entry| entry.number))
        && first <= last
    {
        said.push(words::NUMBERS_AGAIN.with([("first", &first as &dyn Display), ("last", &last)]));
    }
    said
}

fn between(phrase: Phrase, facts: &Facts, before: &Reading, after: &Reading) -> Phrase {
    say::moment(say::moment(phrase, "before", before.at, facts), "after", after.at, facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{Archive, found_in, sale};
    use crate::model::VoidMark;

    fn day() -> Vec<Entry> {
        (1..=3).map(|number| sale(number, 900, &format!("2026-05-14T1{number}:00:00"), "4242")).collect()
    }

    #[test]
    fn an_emptied_memory_is_noted_and_not_accused() {
        let again = sale(1, 5_000, "2026-05-15T10:00:00", "1881");
        let found = found_in(&[Archive::of(day()), Archive::of(vec![again])], FindingId::J13);
        assert_eq!((found.len(), found[0].severity, found[0].evidence.len()), (1, Severity::Note, 2));
        let next = sale(4, 5_000, "2026-05-15T10:00:00", "1881");
        assert_eq!(found_in(&[Archive::of(day()), Archive::of(vec![next])], FindingId::J13)[0].evidence.len(), 1);
        assert!(found_in(&[Archive::of(day()), Archive::of(day()).follows(3)], FindingId::J13).is_empty());
        assert!(found_in(&[Archive::of(day())], FindingId::J13).is_empty());
    }

    #[test]
    fn a_record_that_is_gone_while_others_are_there_is_a_question() {
        let mut later = day();
        let gone = later.remove(1);
        let pair = |first: Vec<Entry>| [Archive::of(first), Archive::of(later.clone()).follows(2)];
        let found = &found_in(&pair(day()), FindingId::J13)[0];
        assert_eq!((found.severity, &found.entries), (Severity::Question, &vec![gone.key]));
        // A decline need not be kept, and the device may have shown it as voided before it went.
        let mut refused = day();
        refused[1].result = EntryResult::Declined;
        assert!(found_in(&pair(refused), FindingId::J13).is_empty());
        let mut marked = day();
        marked[1].void = VoidMark::Voided;
        assert!(found_in(&pair(marked), FindingId::J13).is_empty());
    }
}
