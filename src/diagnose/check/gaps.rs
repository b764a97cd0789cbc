//! J07 and J08: numbers that are missing in a journal.
//!
//! A number is accounted for where any archive of the same batch holds it: a void may take its sale off the list. What is left
//! is told as it is, with its neighbours. A clock that steps back at the very place is a sign of lost power.

use std::collections::HashSet;
use std::fmt::Display;

use super::say::Words;
use super::{Facts, Reading};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Anomaly, Entry};
use crate::text::finding::memory as words;
use crate::text::{Phrase, Text};

/// Gaps that are told one by one.
const LISTED: usize = 20;
/// Seconds of a step back that count: below that a clock was trimmed.
const STEP: i64 = 60;
const RESTART: Words =
    Words { cause: &words::RESTART_CAUSE, remedy: &words::RESTART_DO, must_not: &words::RESTART_NOT };
const GAP: Words = Words { cause: &words::GAP_CAUSE, remedy: &words::GAP_DO, must_not: &words::GAP_NOT };

/// Missing numbers, first and last, and the entries before and behind them.
struct Gap<'a> {
    first: u32,
    last: u32,
    before: Option<&'a Entry>,
    after: Option<&'a Entry>,
}

/// J07: one finding for each gap at which the clock steps back.
pub(super) fn restarts(facts: &Facts) -> Vec<Finding> {
    let gaps = all(facts);
    let restarts = gaps.iter().filter(|gap| gap.steps_back());
    restarts
        .map(|gap| {
            RESTART.finding(
                FindingId::J07,
                Severity::Warning,
                gap.neighbours(),
                vec![numbered(&words::RESTART, &[gap])],
            )
        })
        .collect()
}

/// J08: one finding for all other gaps.
pub(super) fn unaccounted(facts: &Facts) -> Vec<Finding> {
    let gaps = all(facts);
    let plain: Vec<&Gap<'_>> = gaps.iter().filter(|gap| !gap.steps_back()).collect();
    if plain.is_empty() {
        return Vec::new();
    }
    let evidence = vec![numbered(&words::GAP, &plain)];
    let mut neighbours: Vec<&Entry> = plain.iter().flat_map(|gap| gap.neighbours()).collect();
    neighbours.dedup_by(|left, right| left.key == right.key);
    vec![GAP.finding(FindingId::J08, Severity::Question, neighbours, evidence)]
}

/// A sentence with the numbers of gaps; of very many the first ones.
fn numbered(text: &'static Text, gaps: &[&Gap<'_>]) -> Phrase {
    let mut numbers: Vec<String> = gaps.iter().take(LISTED).map(|gap| gap.numbers()).collect();
    if gaps.len() > LISTED {
        numbers.push(format!("+ {}", gaps.len() - LISTED));
    }
    text.with([("numbers", &numbers.join(", ") as &dyn Display)])
}

fn all(facts: &Facts) -> Vec<Gap<'_>> {
    let batches = facts.batches();
    let gaps = batches.iter().filter_map(|batch| {
        let newest = *batch.last()?;
        let known: HashSet<u32> = batch.iter().flat_map(|reading| &reading.entries).map(|entry| entry.number).collect();
        Some(newest.anomalies.iter().flat_map(move |anomaly| parts(newest, anomaly, &known)).collect::<Vec<_>>())
    });
    gaps.flatten().collect()
}

/// What is left of a gap where some of its numbers are known.
fn parts<'a>(reading: &'a Reading, anomaly: &Anomaly, known: &HashSet<u32>) -> Vec<Gap<'a>> {
    let Anomaly::Gap { after, before } = *anomaly else { return Vec::new() };
    let entry = |number: u32| reading.entries.iter().find(|entry| entry.number == number);
    if before <= after {
        // Numbers began again inside the gap.
        let (first, last) = (after.saturating_add(1), before.saturating_sub(1));
        return vec![Gap { first, last, before: entry(after), after: entry(before) }];
    }
    // Numbers inside a gap that are known are few, whatever the gap: a memory holds no more.
    let mut inside: Vec<u32> = known.iter().copied().filter(|number| (after..before).contains(number)).collect();
    inside.extend([after, before]);
    inside.sort_unstable();
    inside.dedup();
    let pairs = inside.iter().zip(inside.iter().skip(1)).filter(|(low, high)| **high > low.saturating_add(1));
    pairs.map(|(low, high)| Gap { first: low + 1, last: high - 1, before: entry(*low), after: entry(*high) }).collect()
}

impl<'a> Gap<'a> {
    fn neighbours(&self) -> Vec<&'a Entry> {
        self.before.into_iter().chain(self.after).collect()
    }

    fn steps_back(&self) -> bool {
        let time = |entry: Option<&Entry>| Some(entry?.time?.civil);
        let (Some(before), Some(after)) = (time(self.before), time(self.after)) else { return false };
        before.duration_since(after).as_secs() > STEP
    }

    /// `5`, or `7-9`.
    fn numbers(&self) -> String {
        match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{}-{}", self.first, self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::diagnose::check::bench::{Archive, found_in, sale};
    use crate::model::EntryKey;

    fn day() -> Vec<Entry> {
        vec![
            sale(1, 900, "2026-05-14T10:00:00", "4242"),
            sale(2, 1_900, "2026-05-14T10:10:00", "1881"),
            sale(5, 2_900, "2026-05-14T10:20:00", "5556"),
        ]
    }

    const GAP_OF_DAY: Anomaly = Anomaly::Gap { after: 2, before: 5 };

    #[test]
    fn a_gap_is_unaccounted_and_no_more() {
        let archive = Archive::of(day()).odd(GAP_OF_DAY);
        let gap = &found_in(from_ref(&archive), FindingId::J08)[0];
        let keys: Vec<EntryKey> = day()[1..].iter().map(|entry| entry.key.clone()).collect();
        assert_eq!((gap.severity, &gap.entries), (Severity::Question, &keys));
        assert!(found_in(&[archive], FindingId::J07).is_empty());
        assert!(found_in(&[Archive::of(day())], FindingId::J08).is_empty());
    }

    #[test]
    fn a_number_that_an_earlier_archive_holds_is_accounted_for() {
        let mut earlier = day();
        earlier.truncate(2);
        earlier.push(sale(3, 700, "2026-05-14T10:12:00", "7316"));
        earlier.push(sale(4, 800, "2026-05-14T10:13:00", "7316"));
        let both = [Archive::of(earlier.clone()), Archive::of(day()).odd(GAP_OF_DAY).follows(2)];
        assert!(found_in(&both, FindingId::J08).is_empty());
        earlier.pop();
        let three = [Archive::of(earlier), Archive::of(day()).odd(GAP_OF_DAY).follows(2)];
        let left = &found_in(&three, FindingId::J08)[0];
        assert!(left.evidence[0].read(crate::text::Lang::En).ends_with("for: 4."), "{left:?}");
    }

    #[test]
    fn a_gap_where_the_clock_steps_back_is_a_sign_of_lost_power() {
        let mut odd = day();
        odd[2] = sale(5, 2_900, "2020-01-01T00:03:00", "5556");
        let archive = Archive::of(odd).odd(GAP_OF_DAY);
        assert_eq!(found_in(from_ref(&archive), FindingId::J07)[0].severity, Severity::Warning);
        assert!(found_in(&[archive], FindingId::J08).is_empty());
    }
}
