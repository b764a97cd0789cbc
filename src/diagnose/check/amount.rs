//! J18: two payments of one card, minutes apart, whose amounts look like one mistyped.

use jiff::civil::DateTime;

use super::say::Words;
use super::twice::{same_card, soon};
use super::{Fact, Facts};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::text::finding::money as words;

/// Fewest digits of an amount in which two that changed round mean anything.
const DIGITS: usize = 4;
const WORDS: Words = Words { cause: &words::AMOUNT_CAUSE, remedy: &words::AMOUNT_DO, must_not: &words::AMOUNT_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let approved = |(_, fact): &(DateTime, &Fact)| fact.is_approved_sale() && !fact.stands.is_unknown();
    let sales: Vec<(DateTime, &Fact)> = facts.timed().into_iter().filter(approved).collect();
    let mut found = Vec::new();
    for (at, (time, first)) in sales.iter().enumerate() {
        let near = sales[at + 1..].iter().take_while(|(later, _)| soon(*time, *later));
        let slips = near.filter(|(_, second)| same_card(&first.entry, &second.entry) && is_slip(first, second));
        found.extend(slips.filter_map(|(_, second)| told(first, second)));
    }
    found
}

fn told(first: &Fact, second: &Fact) -> Option<Finding> {
    let mut evidence = vec![words::AMOUNT_SLIP.plain()];
    let severity = match (first.stands.is_voided(), second.stands.is_voided()) {
        (true, true) => return None,
        (false, false) => Severity::Question,
        _ => {
            evidence.push(words::AMOUNT_RIGHTED.plain());
            Severity::Note
        }
    };
    Some(WORDS.finding(FindingId::J18, severity, [&first.entry, &second.entry], evidence))
}

fn is_slip(first: &Fact, second: &Fact) -> bool {
    let (one, two) = (first.entry.amount, second.entry.amount);
    let (low, high) = (one.minor.min(two.minor), one.minor.max(two.minor));
    let times = |factor: i64| low.checked_mul(factor) == Some(high);
    one.currency == two.currency && low > 0 && low != high && (times(10) || times(100) || is_swapped(low, high))
}

/// Whether two neighbouring digits changed places and nothing else.
fn is_swapped(low: i64, high: i64) -> bool {
    let (low, high) = (low.to_string().into_bytes(), high.to_string().into_bytes());
    if low.len() != high.len() || low.len() < DIGITS {
        return false;
    }
    let differing: Vec<usize> = (0..low.len()).filter(|&at| low[at] != high[at]).collect();
    match differing.as_slice() {
        &[left, right] => right == left + 1 && low[left] == high[right] && low[right] == high[left],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{found, one, sale};
    use crate::model::VoidMark;

    #[test]
    fn amounts_that_look_mistyped_are_a_question_and_put_right_a_note() {
        let pair = |low: i64, high: i64| {
            [sale(1, low, "2026-05-14T10:00:00", "4242"), sale(2, high, "2026-05-14T10:04:00", "4242")]
        };
        for (low, high) in [(1_250, 12_500), (990, 99_000), (12_500, 15_200), (12_500, 12_050)] {
            assert_eq!(one(&pair(low, high), FindingId::J18).severity, Severity::Question, "{low} {high}");
        }
        for (low, high) in [(1_250, 1_250), (1_250, 12_501), (120, 210), (12_500, 52_100), (0, 0)] {
            assert!(found(&pair(low, high), FindingId::J18).is_empty(), "{low} {high}");
        }
        let mut righted = pair(1_250, 12_500);
        righted[1].void = VoidMark::Voided;
        assert_eq!(one(&righted, FindingId::J18).severity, Severity::Note);
        righted[0].void = VoidMark::Voided;
        assert!(found(&righted, FindingId::J18).is_empty());
        let other = [sale(1, 1_250, "2026-05-14T10:00:00", "4242"), sale(2, 12_500, "2026-05-14T10:04:00", "4243")];
        assert!(found(&other, FindingId::J18).is_empty());
    }
}
