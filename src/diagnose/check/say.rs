//! Sentences that several rules say.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::Facts;
use crate::diagnose::finding::{Finding, FindingId, Severity, WaitUntil};
use crate::model::Entry;
use crate::text::finding::{money, shared};
use crate::text::{Phrase, Text, figures, terms};

/// Entries that are told one by one; the others are counted.
const LISTED: usize = 6;

/// What a rule says whatever it found.
pub(super) struct Words {
    pub(super) cause: &'static Text,
    pub(super) remedy: &'static Text,
    pub(super) must_not: &'static Text,
}

impl Words {
    /// A finding about these entries; they are told behind `evidence`.
    pub(super) fn finding<'a>(
        &self,
        id: FindingId,
        severity: Severity,
        entries: impl IntoIterator<Item = &'a Entry>,
        mut evidence: Vec<Phrase>,
    ) -> Finding {
        let entries: Vec<&Entry> = entries.into_iter().collect();
        evidence.extend(entries.iter().take(LISTED).map(|entry| told(entry)));
        if let Some(more @ 1..) = entries.len().checked_sub(LISTED) {
            evidence.push(shared::MORE.with([("count", &more as &dyn Display)]));
        }
        Finding {
            id,
            severity,
            entries: entries.iter().map(|entry| entry.key.clone()).collect(),
            evidence,
            cause: self.cause.plain(),
            remedy: self.remedy.plain(),
            must_not: vec![self.must_not.plain()],
            wait_until: None,
        }
    }
}

/// An entry in one line.
fn told(entry: &Entry) -> Phrase {
    let family = entry.device.family;
    let (time, amount, result) = (entry.time, entry.amount, entry.result);
    let card = entry.card.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let kind = entry.kind;
    shared::ENTRY
        .with([("number", &entry.number_text() as &dyn Display), ("card", &card)])
        .each("word", |lang| terms::number(family).get(lang).to_owned())
        .each("time", move |lang| time.map_or_else(|| "-".to_owned(), |time| figures::civil(time.civil, lang)))
        .each("amount", move |lang| figures::amount(&amount, lang))
        .each("result", move |lang| format!("{}, {}", terms::kind(kind).get(lang), terms::result(result).get(lang)))
}

/// A sentence with one count.
pub(super) fn counted(text: &'static Text, count: usize) -> Phrase {
    text.with([("count", &count as &dyn Display)])
}

/// Puts a civil time into a sentence.
pub(super) fn time(phrase: Phrase, name: &'static str, time: DateTime) -> Phrase {
    phrase.each(name, |lang| figures::civil(time, lang))
}

/// Puts a moment of this machine into a sentence.
pub(super) fn moment(phrase: Phrase, name: &'static str, at: Timestamp, facts: &Facts) -> Phrase {
    phrase.each(name, |lang| figures::moment(at, &facts.zone, lang))
}

/// Waiting for the bill of a day: it is there at the end of the next one.
pub(super) fn next_bill(of: DateTime) -> Option<WaitUntil> {
    let next = of.date().tomorrow().ok()?;
    Some(WaitUntil { at: next.at(23, 59, 0, 0), what: money::NEXT_BILL.plain() })
}
