//! J15 and J16: sales that were taken back, once or more than once, and voids whose outcome is unknown.

use std::collections::HashMap;
use std::fmt::Display;

use super::say::{self, Words};
use super::{Fact, Facts};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Entry, EntryResult, Kind, RefName};
use crate::text::finding::money as words;

const VOIDED: Words = Words { cause: &words::VOIDED_CAUSE, remedy: &words::VOIDED_DO, must_not: &words::VOIDED_NOT };
const TWICE: Words =
    Words { cause: &words::VOIDED_TWICE_CAUSE, remedy: &words::VOIDED_TWICE_DO, must_not: &words::VOIDED_TWICE_NOT };
const UNKNOWN: Words =
    Words { cause: &words::VOID_UNKNOWN_CAUSE, remedy: &words::VOID_UNKNOWN_DO, must_not: &words::VOID_UNKNOWN_NOT };

/// J15: a note on all that is voided, and one urgent finding for each sale that more than one record took back.
pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let mut found = twice(facts);
    let voided: Vec<&Entry> = facts
        .entries
        .iter()
        .filter(|fact| fact.is_approved_sale() && fact.stands.is_voided())
        .map(|fact| &fact.entry)
        .collect();
    if !voided.is_empty() {
        let evidence = vec![say::counted(&words::VOIDED, voided.len())];
        found.push(VOIDED.finding(FindingId::J15, Severity::Note, voided, evidence));
    }
    found
}

fn twice(facts: &Facts) -> Vec<Finding> {
    let mut backs: HashMap<u32, Vec<&Entry>> = HashMap::new();
    let voids: Vec<&Entry> = facts.entries.iter().map(|fact| &fact.entry).filter(|entry| is_back(entry)).collect();
    // By the number of the sale that a void names; by its trace number where it names that.
    let sales = facts.entries.iter().filter(|fact| fact.is_approved_sale());
    for void in &voids {
        if let Some(number) = original(void) {
            backs.entry(number).or_default().push(void);
        }
    }
    sales
        .filter_map(|sale| {
            let named = backs.get(&sale.entry.number).into_iter().flatten().copied().filter(|void| is_of(void, sale));
            let traced = voids.iter().copied().filter(|void| original(void).is_none() && void.takes_back(&sale.entry));
            let all: Vec<&Entry> = named.chain(traced).collect();
            (all.len() > 1).then(|| {
                let evidence = vec![say::counted(&words::VOIDED_TWICE, all.len())];
                TWICE.finding(FindingId::J15, Severity::Urgent, std::iter::once(&sale.entry).chain(all), evidence)
            })
        })
        .collect()
}

fn is_back(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Void | Kind::Refund) && entry.result == EntryResult::Approved
}

fn original(void: &Entry) -> Option<u32> {
    void.reference(RefName::Original)?.as_str().trim().parse().ok()
}

/// Whether a void that names this number is of this sale and not of one of an earlier batch with the same number.
fn is_of(void: &Entry, sale: &Fact) -> bool {
    let later = match (void.time, sale.entry.time) {
        (Some(void), Some(sale)) => {
            let seconds = void.civil.duration_since(sale.civil).as_secs();
            (0..=3 * 24 * 3600).contains(&seconds)
        }
        _ => true,
    };
    later && void.amount.same_amount(&sale.entry.amount) && void.device == sale.entry.device
}

/// J16.
pub(super) fn unknown(facts: &Facts) -> Vec<Finding> {
    let open = facts.remedies.iter().filter(|remedy| remedy.is_open());
    let ours = open.map(|remedy| {
        let evidence = words::VOID_UNKNOWN.with([("intent", &remedy.intent as &dyn Display)]);
        let found = UNKNOWN.finding(FindingId::J16, Severity::Urgent, [&remedy.entry], vec![evidence]);
        Finding { wait_until: say::next_bill(facts.civil(remedy.at)), ..found }
    });
    let records = facts.entries.iter().filter(|fact| {
        matches!(fact.entry.kind, Kind::Void | Kind::Refund) && fact.entry.result == EntryResult::Unknown
    });
    let theirs = records.map(|fact| {
        let evidence = vec![words::VOID_RECORD_UNKNOWN.plain()];
        let found = UNKNOWN.finding(FindingId::J16, Severity::Urgent, [&fact.entry], evidence);
        Finding { wait_until: fact.time().and_then(say::next_bill), ..found }
    });
    ours.chain(theirs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{Archive, found, found_with, one, remedied, sale};
    use crate::model::{Outcome, Printable, Reference, VoidMark};

    fn void(number: u32, of: &Entry, time: &str) -> Entry {
        let mut void = sale(number, of.amount.minor, time, "4242");
        void.kind = Kind::Void;
        void.references = vec![Reference { name: RefName::Original, value: Printable::new(&of.number.to_string(), 6) }];
        void
    }

    #[test]
    fn voided_sales_are_noted_and_sales_voided_twice_are_urgent() {
        let mut sold = sale(1, 900, "2026-05-14T10:00:00", "4242");
        assert!(found(&[sold.clone()], FindingId::J15).is_empty());
        sold.void = VoidMark::Voided;
        let first = void(2, &sold, "2026-05-14T10:30:00");
        assert_eq!(one(&[sold.clone(), first.clone()], FindingId::J15).severity, Severity::Note);
        let second = void(3, &sold, "2026-05-14T10:31:00");
        let both = found(&[sold.clone(), first.clone(), second.clone()], FindingId::J15);
        assert_eq!((both.len(), both[0].severity, both[0].entries.len()), (2, Severity::Urgent, 3));
        // A void of another amount, and one of another batch with the same numbers, are of other sales.
        let mut other = second.clone();
        other.amount.minor = 1_000;
        assert_eq!(one(&[sold.clone(), first.clone(), other], FindingId::J15).severity, Severity::Note);
        let month = void(3, &sold, "2026-06-14T10:31:00");
        assert_eq!(one(&[sold, first, month], FindingId::J15).severity, Severity::Note);
    }

    #[test]
    fn a_void_that_is_unknown_is_urgent_until_it_is_settled() {
        let sold = sale(1, 900, "2026-05-14T10:00:00", "4242");
        let archives = [Archive::of(vec![sold.clone()])];
        let unknown = Outcome::Unknown { evidence: "e".into(), probe: "p".into() };
        for outcome in [None, Some(unknown)] {
            let found = &found_with(&archives, &[remedied(&sold, outcome)], FindingId::J16)[0];
            assert_eq!((found.severity, found.wait_until.is_some()), (Severity::Urgent, true));
        }
        let settled = Some(Outcome::NotDone { evidence: "e".into() });
        assert!(found_with(&archives, &[remedied(&sold, settled)], FindingId::J16).is_empty());
        let mut lost = void(2, &sold, "2026-05-14T10:30:00");
        assert!(found(&[sold.clone(), lost.clone()], FindingId::J16).is_empty());
        lost.result = EntryResult::Unknown;
        assert_eq!(one(&[sold, lost.clone()], FindingId::J16).entries, [lost.key]);
    }
}
