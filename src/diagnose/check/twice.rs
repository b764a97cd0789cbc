//! J17: same card, same amount, minutes apart. Two real purchases look the same, so this is only ever a question.

use jiff::civil::DateTime;

use super::say::{self, Words};
use super::signs::{self, Sign};
use super::{Fact, Facts, unanswered, unprinted};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Entry, Family};
use crate::text::finding::money as words;

/// Minutes between two payments of one card that may be one: as long as a dispute looks for.
pub(super) const MINUTES: i64 = 15;
const WORDS: Words = Words { cause: &words::TWICE_CAUSE, remedy: &words::TWICE_DO, must_not: &words::TWICE_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let sales: Vec<(DateTime, &Fact)> = facts.timed().into_iter().filter(|(_, fact)| fact.is_good_sale()).collect();
    let beside = Beside::of(facts);
    let mut taken = vec![false; sales.len()];
    let mut found = Vec::new();
    for at in 0..sales.len() {
        if std::mem::replace(&mut taken[at], true) {
            continue;
        }
        let mut group = vec![sales[at]];
        let mut last = sales[at].0;
        for next in at + 1..sales.len() {
            let (time, fact) = sales[next];
            if !soon(last, time) {
                break;
            }
            let (_, first) = group[0];
            if !taken[next]
                && same_card(&first.entry, &fact.entry)
                && first.entry.amount.same_amount(&fact.entry.amount)
            {
                taken[next] = true;
                last = time;
                group.push((time, fact));
            }
        }
        if group.len() > 1 {
            found.push(question(&beside, &group, last));
        }
    }
    found
}

/// What went wrong at which times.
struct Beside<'a> {
    unanswered: Vec<(DateTime, &'a Fact)>,
    printer: Vec<DateTime>,
}

impl<'a> Beside<'a> {
    fn of(facts: &'a Facts) -> Self {
        let lost = |(_, fact): &(DateTime, &Fact)| unanswered::is_unanswered(fact);
        let printer = signs::all(facts, Sign::Printer);
        Self {
            unanswered: facts.timed().into_iter().filter(lost).collect(),
            printer: printer.into_iter().filter_map(Fact::time).collect(),
        }
    }
}

fn question(beside: &Beside<'_>, group: &[(DateTime, &Fact)], last: DateTime) -> Finding {
    let (first, one) = group[0];
    let mut evidence = vec![say::counted(&words::TWICE, group.len())];
    let is_same = |fact: &Fact| same_card(&fact.entry, &one.entry) && fact.entry.amount.same_amount(&one.entry.amount);
    if beside.unanswered.iter().any(|(time, fact)| is_same(fact) && (soon(*time, first) || soon(first, *time))) {
        evidence.push(words::TWICE_BROKEN_OFF.plain());
    }
    if beside.printer.iter().any(|time| unprinted::is_between(*time, first, last)) {
        evidence.push(words::TWICE_PRINTER.plain());
    }
    WORDS.finding(FindingId::J17, Severity::Question, group.iter().map(|(_, fact)| &fact.entry), evidence)
}

/// Whether `later` is no more than some minutes behind `earlier`.
pub(super) fn soon(earlier: DateTime, later: DateTime) -> bool {
    (0..=MINUTES * 60).contains(&later.duration_since(earlier).as_secs())
}

/// Whether both tell a card, and nothing told differs. Fewer than four digits tell no card. Names of cards count where they are
/// codes: in print the same card is named one way held against the terminal and another put in.
pub(super) fn same_card(left: &Entry, right: &Entry) -> bool {
    let (Some(a), Some(b)) = (&left.card, &right.card) else { return false };
    let same_issuer = a.first6().zip(b.first6()).is_none_or(|(left, right)| left == right);
    let same_brand = match left.device.family {
        Family::Transbank => left.brand == right.brand,
        Family::Zvt => true,
    };
    a.last4().len() == 4 && a.last4() == b.last4() && same_issuer && same_brand
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::samples::declined;
    use crate::model::{EntryResult, Printable, VoidMark};

    #[test]
    fn two_alike_within_minutes_are_a_question() {
        let first = sale(1, 45_980, "2026-03-14T17:03:07", "2207");
        let second = sale(2, 45_980, "2026-03-14T17:03:45", "2207");
        let third = sale(3, 45_980, "2026-03-14T17:10:45", "2207");
        let found_two = one(&[second.clone(), first.clone()], FindingId::J17);
        assert_eq!((found_two.severity, found_two.entries.len()), (Severity::Question, 2));
        assert_eq!(one(&[first.clone(), second.clone(), third], FindingId::J17).entries.len(), 3);
        let no = |change: &dyn Fn(&mut crate::model::Entry)| {
            let mut other = second.clone();
            change(&mut other);
            assert!(found(&[first.clone(), other.clone()], FindingId::J17).is_empty(), "{other:?}");
        };
        no(&|other| other.amount.minor += 1);
        no(&|other| other.void = VoidMark::Voided);
        no(&|other| other.result = EntryResult::Declined);
        no(&|other| other.card = crate::model::Card::mask("2208"));
        no(&|other| other.card = None);
        no(&|other| other.brand = Printable::new("MC", 2));
        no(&|other| other.time = Some(crate::model::DeviceTime::told("2026-03-14T17:20:00".parse().unwrap())));
    }

    #[test]
    fn what_went_wrong_beside_it_is_part_of_the_evidence() {
        let first = sale(1, 45_980, "2026-03-14T17:03:07", "2207");
        let second = sale(3, 45_980, "2026-03-14T17:04:45", "2207");
        let plain = one(&[first.clone(), second.clone()], FindingId::J17).evidence.len();
        let mut lost = declined(2, 45_980, "2026-03-14T17:03:30", "2207", "02");
        lost.result = EntryResult::Unknown;
        let paper = declined(4, 45_980, "2026-03-14T17:03:20", "2207", "24");
        assert_eq!(one(&[first, second, lost, paper], FindingId::J17).evidence.len(), plain + 2);
    }
}
