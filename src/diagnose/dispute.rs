//! A disputed payment: what this device knows of it.

use jiff::{Timestamp, civil::DateTime};

use crate::model::{Entry, EntryKey, Money, Outcome};
use crate::text::Phrase;

/// What the shop asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The amount as the customer's phone or statement shows it.
    pub amount: Money,
    /// About when, by the shop's clock.
    pub around: Option<DateTime>,
    /// Last four digits of the card.
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

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One entry fits, and it was approved here.
    ApprovedHere,
    /// One entry fits, and it was declined here.
    DeclinedHere,
    /// More than one fits: they are listed, none is picked.
    Several,
    /// None fits.
    NoRecord,
}

impl Verdict {
    /// Token used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::ApprovedHere => "approved_here",
            Verdict::DeclinedHere => "declined_here",
            Verdict::Several => "several",
            Verdict::NoRecord => "no_record",
        }
    }
}

/// An entry that fits the question, and how well.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The entry and what we know beside it.
    pub evidence: Evidence,
    /// Minutes between the time asked and the device's time; `None` without a time.
    pub minutes_off: Option<i64>,
    /// Whether the last four digits agree; `None` where one side does not tell them.
    pub card_agrees: Option<bool>,
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
    /// Entries that nearly fit (another card, far off in time, amount plus tip): shown apart, never as an answer.
    pub near: Vec<Candidate>,
    /// How we know, in sentences.
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

/// Answers a question from everything known of one device. `as_of`: when its newest journal was read.
pub fn judge(question: Question, known: Vec<Evidence>, as_of: Option<Timestamp>) -> Dispute {
    let _ = (question, known, as_of);
    todo!()
}
