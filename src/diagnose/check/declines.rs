//! J32: many declines in a day. They are explained, not taken for a fault.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::Date;

use super::say::{self, Words};
use super::signs::{self, Sign};
use super::{Fact, Facts};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{EntryResult, Kind};
use crate::text::figures;
use crate::text::finding::care as words;

/// Fewest declines of a day, and their share in percent.
const LEAST: usize = 5;
const PERCENT: usize = 30;
const WORDS: Words =
    Words { cause: &words::DECLINES_CAUSE, remedy: &words::DECLINES_DO, must_not: &words::DECLINES_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let mut days: BTreeMap<Date, Vec<&Fact>> = BTreeMap::new();
    for (time, fact) in facts.timed().into_iter().filter(|(_, fact)| fact.entry.kind == Kind::Sale) {
        days.entry(time.date()).or_default().push(fact);
    }
    days.iter().filter_map(|(day, sales)| told(*day, sales)).collect()
}

fn told(day: Date, sales: &[&Fact]) -> Option<Finding> {
    let declined: Vec<&Fact> =
        sales.iter().copied().filter(|fact| fact.entry.result == EntryResult::Declined).collect();
    if declined.len() < LEAST || declined.len() * 100 < sales.len() * PERCENT {
        return None;
    }
    let counts = [("count", &declined.len() as &dyn Display), ("all", &sales.len())];
    let mut evidence = vec![words::DECLINES.with(counts).each("day", |lang| figures::date(day, lang))];
    let issuer = declined.iter().filter(|fact| signs::of(&fact.entry) == Some(Sign::Issuer)).count();
    if issuer > 0 {
        evidence.push(say::counted(&words::ISSUER_DOWN, issuer));
    }
    Some(WORDS.finding(FindingId::J32, Severity::Note, declined.iter().map(|fact| &fact.entry), evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::samples::declined;
    use crate::model::{Entry, Printable, Provenance};

    #[test]
    fn many_declines_are_noted_and_few_are_not() {
        let refused = |count: u32| -> Vec<Entry> {
            let time = |number: u32| format!("2026-05-14T10:{number:02}:00");
            (1..=count).map(|number| declined(number, 900, &time(number), "4242", "01")).collect()
        };
        assert_eq!(one(&refused(5), FindingId::J32).severity, Severity::Note);
        assert!(found(&refused(4), FindingId::J32).is_empty());
        let mut busy = refused(5);
        busy.extend((10..=40).map(|number| sale(number, 900, "2026-05-14T12:00:00", "1881")));
        assert!(found(&busy, FindingId::J32).is_empty());
        let mut down = refused(5);
        for entry in &mut down {
            (entry.code, entry.provenance) = (Printable::new("91", 2), Provenance::Print);
        }
        assert_eq!(one(&down, FindingId::J32).evidence.len(), one(&refused(5), FindingId::J32).evidence.len() + 1);
    }
}
