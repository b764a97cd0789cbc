//! J21: the device's clock against its own order, and against this machine's clock.
//!
//! That a device is behind cannot be told from its newest sale, which may be old. It can be told from a sale that is new since
//! the reading before and yet is older than that reading.

use std::collections::HashSet;
use std::fmt::Display;

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::say::{self, Words};
use super::{Facts, Reading};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Entry, IdentityProof};
use crate::text::Phrase;
use crate::text::finding::care as words;

/// Seconds that a clock may step back: it is trimmed now and then, and receipts print no seconds.
const STEP: i64 = 120;
/// Seconds between two clocks that nobody minds.
const OFFSET: i64 = 10 * 60;
/// Steps and offsets that are told one by one.
const TOLD: usize = 3;
const WORDS: Words = Words { cause: &words::CLOCK_CAUSE, remedy: &words::CLOCK_DO, must_not: &words::CLOCK_NOT };

/// One thing that is wrong with the clock.
struct Fault<'a> {
    entries: Vec<&'a Entry>,
    said: Phrase,
    seconds: i64,
}

/// One finding for all of them.
pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let mut faults: Vec<Fault<'_>> = Vec::new();
    for batch in facts.batches() {
        faults.extend(batch.last().into_iter().flat_map(|reading| steps(reading)));
    }
    faults.extend(facts.readings.iter().filter_map(|reading| ahead(facts, reading)));
    faults.extend(facts.whole_pairs().into_iter().filter_map(|(before, after)| behind(facts, before, after)));
    if faults.is_empty() {
        return Vec::new();
    }
    let zone = faults.iter().all(|fault| may_be_zone(fault.seconds));
    let severity = if zone { Severity::Question } else { Severity::Warning };
    let mut known = HashSet::new();
    let entries: Vec<&Entry> =
        faults.iter().flat_map(|fault| &fault.entries).copied().filter(|entry| known.insert(&entry.key)).collect();
    let evidence = faults.into_iter().take(TOLD).map(|fault| fault.said).collect();
    vec![WORDS.finding(FindingId::J21, severity, entries, evidence)]
}

/// Summer time and other zones: whole half hours, up to fourteen hours.
fn may_be_zone(seconds: i64) -> bool {
    const HALF: i64 = 30 * 60;
    let off = (seconds + HALF / 2).rem_euclid(HALF) - HALF / 2;
    off.abs() <= OFFSET / 2 && seconds.abs() <= 14 * 3600 + OFFSET
}

fn steps(reading: &Reading) -> Vec<Fault<'_>> {
    let timed: Vec<(DateTime, &Entry)> =
        reading.in_order().filter_map(|entry| Some((entry.time?.civil, entry))).collect();
    let pairs = timed.iter().zip(timed.iter().skip(1));
    pairs
        .filter_map(|((earlier, before), (time, entry))| {
            let seconds = earlier.duration_since(*time).as_secs();
            (seconds > STEP).then(|| {
                let numbers = [("number", &entry.number as &dyn Display), ("before", &before.number)];
                let said = say::time(say::time(words::STEP_BACK.with(numbers), "time", *time), "earlier", *earlier);
                Fault { entries: vec![before, entry], said, seconds }
            })
        })
        .collect()
}

fn ahead<'a>(facts: &Facts, reading: &'a Reading) -> Option<Fault<'a>> {
    let timed = reading.entries.iter().filter_map(|entry| Some((entry.time?.civil, entry)));
    let (time, entry) = timed.max_by_key(|(time, entry)| (*time, entry.number))?;
    // A pull may take long, and its time is that of its beginning.
    let read = facts.civil(reading.at).saturating_add(SignedDuration::from_mins(30));
    let seconds = time.duration_since(read).as_secs();
    (seconds > OFFSET).then(|| {
        let said = say::time(words::CLOCK_AHEAD.with([("number", &entry.number as &dyn Display)]), "time", time);
        let whole = time.duration_since(facts.civil(reading.at)).as_secs();
        Fault { entries: vec![entry], said: say::moment(said, "read", reading.at, facts), seconds: whole }
    })
}

fn behind<'a>(facts: &Facts, before: &Reading, after: &'a Reading) -> Option<Fault<'a>> {
    let IdentityProof::Continuity { .. } = after.proof else { return None };
    let known: HashSet<&crate::model::EntryKey> = before.entries.iter().map(|entry| &entry.key).collect();
    let last = before.in_order().next_back()?.time?.civil;
    let read = facts.civil(before.at);
    let newer = after.in_order().rev().take_while(|entry| !known.contains(&entry.key));
    let newer = newer.filter_map(|entry| Some((entry.time?.civil, entry)));
    // Whose clock stepped back against its own order is told as that.
    let (time, entry) = newer.filter(|(time, _)| *time >= last).min_by_key(|(time, entry)| (*time, entry.number))?;
    let seconds = read.duration_since(time).as_secs();
    (seconds > OFFSET).then(|| {
        let said = say::time(words::CLOCK_BEHIND.with([("number", &entry.number as &dyn Display)]), "time", time);
        Fault { entries: vec![entry], said: say::moment(said, "read", before.at, facts), seconds }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{Archive, found_in, sale};

    fn at(times: &[&str]) -> Vec<Entry> {
        times.iter().zip(1..).map(|(time, number)| sale(number, 900 + i64::from(number), time, "4242")).collect()
    }

    #[test]
    fn a_step_back_against_the_devices_own_order_is_told() {
        let found = |times: &[&str]| found_in(&[Archive::of(at(times))], FindingId::J21);
        let stepped = found(&["2026-05-14T10:00:00", "2026-05-14T07:40:00", "2026-05-14T07:45:00"]);
        assert_eq!((stepped[0].severity, stepped[0].entries.len()), (Severity::Warning, 2));
        assert_eq!(found(&["2026-05-14T02:50:00", "2026-05-14T01:55:00"])[0].severity, Severity::Question);
        assert!(found(&["2026-05-14T10:00:00", "2026-05-14T09:59:00", "2026-05-14T10:10:00"]).is_empty());
    }

    #[test]
    fn the_laptops_clock_shows_one_that_is_ahead_or_behind() {
        // The archives of the bench are read in May 2026 at noon, one day after the other.
        let found = |archives: &[Archive]| found_in(archives, FindingId::J21);
        let ahead = found(&[Archive::of(at(&["2027-05-14T10:00:00"]))]);
        assert_eq!(ahead[0].severity, Severity::Warning);
        let zone = found(&[Archive::of(at(&["2026-05-20T14:02:00"]))]);
        assert_eq!(zone[0].severity, Severity::Question, "another time zone, perhaps");
        assert!(found(&[Archive::of(at(&["2026-05-20T12:05:00"]))]).is_empty());
        let behind = [
            Archive::of(at(&["2026-05-14T10:00:00"])),
            Archive::of(at(&["2026-05-14T10:00:00", "2026-05-16T10:17:00"])).follows(1),
        ];
        assert_eq!(found(&behind)[0].severity, Severity::Warning);
        let right = [
            Archive::of(at(&["2026-05-14T10:00:00"])),
            Archive::of(at(&["2026-05-14T10:00:00", "2026-05-20T12:30:00"])).follows(1),
        ];
        assert!(found(&right).is_empty());
    }
}
