//! J27: payments in the night, where this device otherwise sells by day. A shop that often sells at night shows nothing here.

use std::collections::BTreeSet;
use std::fmt::Display;

use jiff::civil::DateTime;

use super::say::Words;
use super::{Fact, Facts};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::text::finding::care as words;

/// From midnight to before this hour it is night.
const MORNING: i8 = 5;
/// Fewest payments and days of a baseline.
const PAYMENTS: usize = 50;
const DAYS: usize = 3;
/// Of so many payments one at night is still out of the way.
const SHARE: usize = 50;
const WORDS: Words = Words { cause: &words::NIGHT_CAUSE, remedy: &words::NIGHT_DO, must_not: &words::NIGHT_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let approved = |(_, fact): &(DateTime, &Fact)| fact.is_approved_sale();
    let sales: Vec<(DateTime, &Fact)> = facts.timed().into_iter().filter(approved).collect();
    let days: BTreeSet<_> = sales.iter().map(|(time, _)| time.date()).collect();
    let night: Vec<&Fact> = sales.iter().filter(|(time, _)| time.hour() < MORNING).map(|(_, fact)| *fact).collect();
    let is_baseline = sales.len() >= PAYMENTS && days.len() >= DAYS;
    // Where the clock is wrong, night may be day.
    if night.is_empty() || !is_baseline || night.len() * SHARE > sales.len() || !super::clock::find(facts).is_empty() {
        return Vec::new();
    }
    let evidence = words::NIGHT.with([("count", &night.len() as &dyn Display), ("all", &sales.len())]);
    vec![WORDS.finding(FindingId::J27, Severity::Note, night.iter().map(|fact| &fact.entry), vec![evidence])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::Entry;

    /// Sales by day on so many days, `each` a day, and then one at night.
    fn shop(days: u32, each: u32, hour: u32) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        for day in 1..=days {
            for number in 0..each {
                let time = format!("2026-05-{day:02}T{hour:02}:{:02}:00", number * 2);
                all.push(sale(1 + all.len() as u32, 1_000 + i64::from(number), &time, "4242"));
            }
        }
        all.push(sale(1 + all.len() as u32, 77_000, &format!("2026-05-{:02}T03:10:00", days + 1), "1881"));
        all
    }

    #[test]
    fn a_night_payment_of_a_shop_that_sells_by_day_is_noted() {
        let finding = one(&shop(4, 20, 12), FindingId::J27);
        assert_eq!((finding.severity, finding.entries.len()), (Severity::Note, 1));
        assert!(found(&shop(4, 5, 12), FindingId::J27).is_empty(), "too little to know what is usual");
        assert!(found(&shop(1, 29, 12), FindingId::J27).is_empty());
        assert!(found(&shop(4, 20, 2), FindingId::J27).is_empty(), "a bar");
    }
}
