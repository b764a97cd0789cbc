//! A disputed payment: what this device knows of it.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::DateTime};

use super::{advice, evidence, fit};
use crate::model::{Entry, EntryKey, EntryResult, Money, Outcome, VoidMark};
use crate::text::dispute as words;
use crate::text::{Phrase, Text};

/// What the shop asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The amount as the customer's phone or statement shows it.
    pub amount: Money,
    /// About when, by the shop's clock.
    pub around: Option<DateTime>,
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

/// An entry that fits the question, and how well.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The entry and what we know beside it.
    pub evidence: Evidence,
    /// Not the amount but the sum of amount and tip is what was asked. Whether a family's amount includes the tip is not
    /// always documented, and a customer sees the total.
    pub with_tip: bool,
    /// Minutes from the time asked to the device's time, begun minutes counted whole; `None` without a time.
    pub minutes_off: Option<i64>,
    /// Whether the last four digits agree; `None` where one side does not tell all of them.
    pub card_agrees: Option<bool>,
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
    let (candidates, near) = fit::sort(&question, &known);
    let verdict = verdict(&candidates);
    let stale = fit::is_stale(&question, as_of, zone);
    let case = Case { question: &question, verdict, known: &known, candidates: &candidates, near: &near, as_of, stale };
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
    pub(super) as_of: Option<Timestamp>,
    pub(super) stale: bool,
}

impl Case<'_> {
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
