//! A disputed payment: what this device knows of it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::{advice, evidence, fit};
use crate::model::{Entry, EntryKey, EntryResult, Money, Outcome, VoidMark};
use crate::text::dispute as words;
use crate::text::{Phrase, Text};

/// About when, as far as it was said. What was not said is not made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// A day and a time.
    Moment(DateTime),
    /// A time of day; the day was not said, so any day may be meant.
    Time(Time),
    /// A day; the time was not said.
    Day(Date),
}

impl Around {
    /// Token used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Around::Moment(_) => "moment",
            Around::Time(_) => "time",
            Around::Day(_) => "day",
        }
    }
}

/// As it was asked: `2026-11-23T12:30:00`, `12:30`, `12:30:15`, `2026-11-23`.
impl fmt::Display for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Around::Moment(moment) => write!(f, "{}", moment.strftime("%Y-%m-%dT%H:%M:%S")),
            Around::Time(time) if time.second() == 0 => write!(f, "{}", time.strftime("%H:%M")),
            Around::Time(time) => write!(f, "{}", time.strftime("%H:%M:%S")),
            Around::Day(date) => write!(f, "{date}"),
        }
    }
}

/// What the shop asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The amount as the customer's phone or statement shows it.
    pub amount: Money,
    /// About when, by the shop's clock.
    pub around: Option<Around>,
    /// Last four digits of the card. Of what a person gives no more than that is kept.
    pub last4: Option<String>,
}

/// An entry and what we know beside it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The entry.
    pub entry: Entry,
    /// When an archive last held it.
    pub last_seen: Timestamp,
    /// Whether the newest archive of the device still holds it.
    pub in_memory: bool,
    /// What our ledger says of a remedy for it.
    pub remedy: Option<Outcome>,
}

impl Evidence {
    /// Whether a void of it is recorded, by the device's journal or as done in our ledger.
    pub fn is_voided(&self) -> bool {
        self.entry.void == VoidMark::Voided || matches!(self.remedy, Some(Outcome::Done { .. }))
    }

    /// Whether nobody can say yet what became of a remedy for it.
    pub fn is_remedy_unknown(&self) -> bool {
        matches!(self.remedy, Some(Outcome::Unknown { .. }))
    }
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One entry fits, and it was approved here.
    ApprovedHere,
    /// One entry fits, and it was declined here.
    DeclinedHere,
    /// One entry fits, and the device's own record does not settle how it ended.
    Unknown,
    /// More than one fits: they are listed, none is picked.
    Several,
    /// None fits.
    NoRecord,
}

impl Verdict {
    /// All of them.
    pub const ALL: &[Verdict] =
        &[Verdict::ApprovedHere, Verdict::DeclinedHere, Verdict::Unknown, Verdict::Several, Verdict::NoRecord];

    /// Token used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::ApprovedHere => "approved_here",
            Verdict::DeclinedHere => "declined_here",
            Verdict::Unknown => "unknown",
            Verdict::Several => "several",
            Verdict::NoRecord => "no_record",
        }
    }

    /// The answer as a sentence.
    pub fn text(self) -> &'static Text {
        match self {
            Verdict::ApprovedHere => &words::VERDICT_APPROVED,
            Verdict::DeclinedHere => &words::VERDICT_DECLINED,
            Verdict::Unknown => &words::VERDICT_UNKNOWN,
            Verdict::Several => &words::VERDICT_SEVERAL,
            Verdict::NoRecord => &words::VERDICT_NO_RECORD,
        }
    }
}

/// What is known of a void of the one sale that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoidKnown {
    /// It took effect.
    Voided,
    /// Nobody can say yet.
    Unknown,
}

fn void(verdict: Verdict, candidates: &[Candidate]) -> Option<VoidKnown> {
    match (verdict, candidates) {
        (Verdict::ApprovedHere, [only]) if only.evidence.is_remedy_unknown() => Some(VoidKnown::Unknown),
        (Verdict::ApprovedHere, [only]) if only.evidence.is_voided() => Some(VoidKnown::Voided),
        _ => None,
    }
}

fn headline(verdict: Verdict, candidates: &[Candidate]) -> &'static Text {
    match void(verdict, candidates) {
        Some(VoidKnown::Voided) => &words::VERDICT_VOIDED,
        Some(VoidKnown::Unknown) => &words::VERDICT_VOID_UNKNOWN,
        None => verdict.text(),
    }
}

/// An entry that fits the question, and how well.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The entry and what we know beside it.
    pub evidence: Evidence,
    /// Not the amount but the sum of amount and tip is what was asked. Whether a family's amount includes the tip is not
    /// always documented, and a customer sees the total.
    pub with_tip: bool,
    /// Minutes from the time asked to the device's time, begun minutes counted whole; `None` without a time, and where
    /// only the day was asked and it is that day. Where only a time of day was asked, on the record's own day.
    pub minutes_off: Option<i64>,
    /// Whether the last four digits agree; `None` where one side does not tell all of them.
    pub card_agrees: Option<bool>,
    /// The day of the record, where it fits a time of day that was asked without one: the date is the record's word,
    /// not the shop's.
    pub day: Option<Date>,
}

impl Candidate {
    /// How well it fits, point by point; for one that nearly fits, also why it does not.
    pub fn fit(&self) -> Vec<Phrase> {
        fit::sentences(self)
    }
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// The question.
    pub question: Question,
    /// In one word.
    pub verdict: Verdict,
    /// What fits, best first, none picked.
    pub candidates: Vec<Candidate>,
    /// Entries that nearly fit (another card, far off in time): shown apart, never as an answer.
    pub near: Vec<Candidate>,
    /// The answer as a sentence, and how we know, in sentences.
    pub evidence: Vec<Phrase>,
    /// What to do next, in order.
    pub advice: Vec<Phrase>,
    /// What must not be done.
    pub must_not: Vec<Phrase>,
    /// Of when the newest journal is; `None` when none was ever pulled.
    pub as_of: Option<Timestamp>,
}

impl Dispute {
    /// The answer as a sentence for people. A sale that was approved here and then voided, or perhaps voided, is not told
    /// as a good one; the verdict stays what the device's own record says.
    pub fn headline(&self) -> &'static Text {
        headline(self.verdict, &self.candidates)
    }

    /// What became of the one sale that fits, where it was approved here and a void of it is known.
    pub fn void(&self) -> Option<VoidKnown> {
        void(self.verdict, &self.candidates)
    }

    /// The day that the answer took for granted: where a time of day was asked without one, and every record that fits
    /// is of one day.
    pub fn assumed_day(&self) -> Option<Date> {
        let mut days = self.candidates.iter().map(|candidate| candidate.day);
        let first = days.next()??;
        days.all(|day| day == Some(first)).then_some(first)
    }

    /// Keys of the candidates.
    pub fn keys(&self) -> impl Iterator<Item = &EntryKey> {
        self.candidates.iter().map(|candidate| &candidate.evidence.entry.key)
    }
}

/// Answers a question from everything known of one device. `as_of`: when its newest journal was read. The shop's clock is
/// taken to be in the time zone of this machine.
pub fn judge(question: Question, known: Vec<Evidence>, as_of: Option<Timestamp>) -> Dispute {
    judge_in(question, known, as_of, &TimeZone::system())
}

/// The same, for a shop whose clock is in `zone`. The answer does not depend on the order of `known`.
pub fn judge_in(question: Question, known: Vec<Evidence>, as_of: Option<Timestamp>, zone: &TimeZone) -> Dispute {
    let question = Question { last4: question.last4.as_deref().and_then(fit::last4), ..question };
    let known = fit::merge(known);
    let (candidates, near, unlisted) = fit::sort(&question, &known);
    let verdict = verdict(&candidates);
    let stale = fit::is_stale(&question, as_of, zone);
    let (listed, close) = (&candidates, &near);
    let case =
        Case { question: &question, verdict, known: &known, candidates: listed, near: close, unlisted, as_of, stale };
    let evidence = evidence::collect(&case, zone);
    let advice = advice::what_to_do(&case);
    let must_not = advice::what_not(&case);
    Dispute { question, verdict, candidates, near, evidence, advice, must_not, as_of }
}

/// Everything that sentences are made from.
pub(super) struct Case<'a> {
    pub(super) question: &'a Question,
    pub(super) verdict: Verdict,
    pub(super) known: &'a [Evidence],
    pub(super) candidates: &'a [Candidate],
    pub(super) near: &'a [Candidate],
    /// How many more have the amount asked, at times far off: counted, not listed.
    pub(super) unlisted: usize,
    pub(super) as_of: Option<Timestamp>,
    pub(super) stale: bool,
}

impl Case<'_> {
    /// The answer as a sentence for people.
    pub(super) fn headline(&self) -> &'static Text {
        headline(self.verdict, self.candidates)
    }

    /// What fits and what nearly fits.
    pub(super) fn listed(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().chain(self.near)
    }
}

/// Two that fit are never one answer, however different they are.
fn verdict(candidates: &[Candidate]) -> Verdict {
    match candidates {
        [] => Verdict::NoRecord,
        [only] => match only.evidence.entry.result {
            EntryResult::Approved => Verdict::ApprovedHere,
            EntryResult::Declined => Verdict::DeclinedHere,
            EntryResult::Unknown => Verdict::Unknown,
        },
        _ => Verdict::Several,
    }
}

#[cfg(test)]
mod tests;
