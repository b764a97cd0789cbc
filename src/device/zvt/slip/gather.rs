//! What the lines of one receipt say together.

mod settle;

use super::claim::Claim;
use super::fold::{Word, repair, same, words};
use super::label::Label;
use super::line::{Item, Line};
use super::moment::{Clock, Day};
use super::total::Sums;
use super::words::{Sense, is_negation, mentions};
use super::{Party, phrase};
use crate::model::{Card, Currency, EntryResult, Printable};

/// Everything that the lines told, before it is judged.
#[derive(Default)]
pub struct Gather {
    default: Option<Currency>,
    kinds: Vec<Sense>,
    mentioned: Vec<Sense>,
    outcome: Claim<EntryResult>,
    refusal_mentioned: bool,
    receipt: Claim<u16>,
    trace: Claim<u32>,
    ta: Claim<u32>,
    short_ta: bool,
    original_receipt: Claim<u16>,
    original_trace: Claim<u32>,
    terminal: Claim<String>,
    contract: Claim<String>,
    sums: Sums,
    labelled_day: Claim<Day>,
    bare_day: Claim<Day>,
    labelled_clock: Claim<Clock>,
    bare_clock: Claim<Clock>,
    card: Claim<Card>,
    card_name: Claim<String>,
    authorisation: Claim<String>,
    code: Claim<String>,
    contactless: Claim<bool>,
    party: Claim<Party>,
    copy: bool,
    reserved: bool,
    /// Whether the line stands behind the last result: what it tells may be the next receipt's.
    late: bool,
    late_told: bool,
    /// Whether a bare amount may stand here: behind the words for a payment, a card or its reading, with nothing between that
    /// was not understood.
    sum_may_follow: bool,
    late_party: Claim<Party>,
    doubts: Vec<&'static str>,
}

impl Gather {
    /// Reads the lines of one receipt.
    pub fn new(lines: &[&str], default: Option<Currency>) -> Self {
        let mut found = Self { default, ..Self::default() };
        let texts: Vec<String> = lines.iter().map(|line| repair(line)).filter(|text| says_something(text)).collect();
        let reads: Vec<Line<'_>> = texts.iter().map(|text| Line::read(text)).collect();
        let end = reads.iter().rposition(|read| phrase::outcome(read.items()).is_some()).unwrap_or(reads.len());
        let mut waiting: Option<(Label, Option<Currency>)> = None;
        let mut before = Before::Read;
        for (at, (text, read)) in texts.iter().zip(&reads).enumerate() {
            found.late = at > end;
            let waited = waiting.take();
            if let Some((label, currency)) = waited
                && !is_passed_over(label)
            {
                if let Some(items) = Line::value(text, label, currency) {
                    waiting = found.items(&items, before);
                    before = Before::Read;
                    continue;
                }
                if matches!(label, Label::Amount | Label::Total) {
                    found.sums.unreadable();
                }
            }
            let words = words(text);
            // A sentence may go on: what ends in a negation makes every result doubtful.
            if words.last().is_some_and(|last| is_negation(last.text) && text[last.end..].trim().is_empty()) {
                found.refusal_mentioned = true;
            }
            let passed = waited.is_some_and(|(label, _)| is_passed_over(label)) && !tells_by_itself(read);
            match read {
                Line::Read(_) if passed => {}
                Line::Read(items) => {
                    found.sum_may_follow |= phrase::senses(items).any(announces_sum);
                    waiting = found.items(items, before);
                    if !items.iter().all(|item| matches!(item, Item::Noted(_))) {
                        before = Before::Read;
                    }
                }
                Line::Unread(bad) => {
                    found.items(bad, Before::Unread);
                    mentions(text, &words).into_iter().for_each(|sense| found.mention(sense));
                    found.sum_may_follow = false;
                    if !passed {
                        before = behind(text, &words);
                    }
                }
            }
        }
        found
    }

    fn mention(&mut self, sense: Sense) {
        if sense == Sense::Declined {
            self.refusal_mentioned = true;
        } else if !self.mentioned.contains(&sense) {
            self.mentioned.push(sense);
        }
    }

    fn doubt(&mut self, why: &'static str) {
        if !self.doubts.contains(&why) {
            self.doubts.push(why);
        }
    }

    /// Takes what one line says. Returns the label that waits for a value on the next line.
    fn items(&mut self, items: &[Item<'_>], before: Before) -> Option<(Label, Option<Currency>)> {
        if self.late {
            self.late_items(items);
            return None;
        }
        let stamp = items.iter().any(|item| matches!(item, Item::Day(..)))
            && items.iter().any(|item| matches!(item, Item::Clock(..)));
        let bare_counts = before == Before::Read || before == Before::Unread && stamp;
        let outcome = phrase::outcome(items);
        if let Some(outcome) = outcome {
            self.outcome.tell(outcome);
        }
        if let Some(name) = phrase::card_name(items) {
            self.card_name.tell_by(name, longer_name);
        }
        self.senses(items, outcome);
        let mut waiting = None;
        for item in items {
            match item {
                Item::Number(label, digits) => self.number(*label, digits),
                Item::Text(label, text) => self.text(*label, text),
                Item::Sum(label, sum) => {
                    let of_it = self.sum_may_follow && items.iter().all(belongs_to_sum);
                    self.sums.tell(*label, sum, self.default, of_it);
                }
                Item::Day(day, true) => self.labelled_day.tell(*day),
                Item::Clock(clock, true) => self.labelled_clock.tell_by(*clock, Clock::with),
                Item::Day(_, false) | Item::Clock(_, false) if !bare_counts => {}
                Item::Day(day, false) => self.bare_day.tell(*day),
                Item::Clock(clock, false) => self.bare_clock.tell_by(*clock, Clock::with),
                Item::Card(card) => self.card.tell_by(card.clone(), same_card),
                Item::Code(code) if outcome.is_some() => self.code.tell((*code).to_owned()),
                Item::Missing(label, currency) => {
                    self.noted(*label);
                    waiting = Some((*label, *currency));
                }
                Item::Noted(label) => self.noted(*label),
                Item::Bad(label, true) => self.bad(*label),
                Item::Code(_) | Item::Sense(..) | Item::Bad(_, false) => {}
            }
        }
        waiting
    }

    /// Takes what a line behind the result says: whose receipt it is, and what makes the rest doubtful.
    fn late_items(&mut self, items: &[Item<'_>]) {
        for item in items {
            match item {
                Item::Sense(Sense::Customer, _) => self.late_party.tell(Party::Customer),
                Item::Sense(Sense::Merchant, _) => self.late_party.tell(Party::Merchant),
                Item::Sense(Sense::Copy, _) => self.copy = true,
                Item::Sense(Sense::Reversed, _) => self.mention(Sense::Reversal),
                Item::Sense(sense, _) if phrase::kind(*sense) || *sense == Sense::Practice => self.mention(*sense),
                Item::Sense(..) | Item::Noted(_) | Item::Code(_) | Item::Bad(..) | Item::Missing(Label::Skip, _) => {}
                Item::Number(..)
                | Item::Text(..)
                | Item::Sum(..)
                | Item::Day(..)
                | Item::Clock(..)
                | Item::Card(_)
                | Item::Missing(..) => self.late_told = true,
            }
        }
    }

    fn senses(&mut self, items: &[Item<'_>], outcome: Option<EntryResult>) {
        let all = || phrase::senses(items);
        let negated = all().any(|sense| sense == Sense::Not);
        for sense in all() {
            match sense {
                Sense::Customer => self.party.tell(Party::Customer),
                Sense::Merchant => self.party.tell(Party::Merchant),
                Sense::Copy => self.copy = true,
                Sense::Contactless if !negated => self.contactless.tell(true),
                // "Chip" alone may be printed beside anything.
                Sense::Contact
                    if !negated
                        && items.contains(&Item::Noted(Label::Words))
                        && !all().any(|other| other == Sense::Contactless) =>
                {
                    self.contactless.tell(false);
                }
                Sense::Reversed if outcome.is_none() => self.mention(Sense::Reversal),
                Sense::Reversed => self.kinds.push(Sense::Reversal),
                Sense::Practice => self.mention(sense),
                // "Storno nicht möglich" may end a reversal or be a notice.
                Sense::Reversal | Sense::Refund | Sense::Reserve | Sense::Totals if negated => self.mention(sense),
                Sense::Pay | Sense::Booking | Sense::Reversal | Sense::Refund | Sense::Reserve | Sense::Totals => {
                    self.kinds.push(sense);
                }
                _ => {}
            }
        }
    }

    fn number(&mut self, label: Label, digits: &str) {
        let receipt = digits.parse::<u16>().ok().filter(|number| (1..=9999).contains(number));
        // Six digits in BMP 0B, however wide they are printed.
        let trace = digits.parse::<u32>().ok().filter(|number| (1..=999_999).contains(number) && digits.len() <= 9);
        match label {
            Label::Receipt => tell_or(&mut self.receipt, receipt, "the receipt number does not read", &mut self.doubts),
            Label::OriginalReceipt => {
                tell_or(
                    &mut self.original_receipt,
                    receipt,
                    "the original's receipt number does not read",
                    &mut self.doubts,
                );
            }
            Label::OriginalTrace => {
                tell_or(&mut self.original_trace, trace, "the original's trace number does not read", &mut self.doubts);
            }
            Label::Ta => {
                self.short_ta |= digits.len() <= 4;
                tell_or(&mut self.ta, trace, "the trace number does not read", &mut self.doubts);
            }
            _ => tell_or(&mut self.trace, trace, "the trace number does not read", &mut self.doubts),
        }
    }

    fn text(&mut self, label: Label, text: &str) {
        let (claim, least, most, why) = match label {
            Label::Terminal => (&mut self.terminal, 4, 16, "the terminal id does not read"),
            Label::Contract => (&mut self.contract, 5, 15, "the contract number does not read"),
            Label::Authorisation => (&mut self.authorisation, 2, 8, "the authorisation does not read"),
            _ => (&mut self.code, 1, 3, "the response code does not read"),
        };
        // What would be masked as a card number is no longer the number that was printed.
        let fits = (least..=most).contains(&text.len()) && Printable::new(text, 24).as_str() == text;
        tell_or(claim, fits.then(|| text.to_owned()), why, &mut self.doubts);
    }

    fn noted(&mut self, label: Label) {
        match label {
            Label::Reserved => self.reserved = true,
            Label::Unclear => self.doubt("a number may be this transaction's or its original's"),
            _ => {}
        }
    }

    fn bad(&mut self, label: Label) {
        match label {
            Label::Amount | Label::Total | Label::Tip => self.sums.unreadable(),
            Label::Receipt => self.doubt("the receipt number does not read"),
            Label::Trace | Label::Ta => self.doubt("the trace number does not read"),
            Label::OriginalReceipt => self.doubt("the original's receipt number does not read"),
            Label::OriginalTrace => self.doubt("the original's trace number does not read"),
            Label::Terminal => self.doubt("the terminal id does not read"),
            Label::Contract => self.doubt("the contract number does not read"),
            Label::Authorisation => self.doubt("the authorisation does not read"),
            Label::Code => self.doubt("the response code does not read"),
            Label::Date | Label::DateTime => self.doubt("the date does not read"),
            Label::Time => self.doubt("the time does not read"),
            Label::Card => self.doubt("the card number does not read"),
            Label::Words | Label::Reserved | Label::Unclear | Label::Skip => {}
        }
    }
}

/// What stands before a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, or a line that was understood.
    Read,
    /// A line that was not: bare values may belong to it.
    Unread,
    /// A line that was not, and that asks for something behind it.
    Open,
}

/// What an unread line is for the one behind it.
fn behind(text: &str, words: &[Word<'_>]) -> Before {
    if leads(text, words) { Before::Open } else { Before::Unread }
}

/// Whether a line has letters, digits or an amount's sign in it.
fn says_something(text: &str) -> bool {
    text.contains(|symbol: char| symbol.is_alphanumeric() || symbol == '€')
}

/// Whether what stands behind a label is passed over.
fn is_passed_over(label: Label) -> bool {
    matches!(label, Label::Skip | Label::Reserved | Label::Unclear)
}

/// Whether a sentence goes on where its line ends.
fn leads(text: &str, words: &[Word<'_>]) -> bool {
    const OPEN: &[&str] =
        &["AM", "BIS", "UM", "VON", "VOM", "AB", "SEIT", "ZUM", "ON", "AT", "UNTIL", "FROM", "BY", "BEFORE"];
    text.ends_with(':')
        || words.last().is_some_and(|last| last.end == text.len() && OPEN.iter().any(|key| same(last.text, key)))
}

/// Whether the amount may stand bare behind these words.
fn announces_sum(sense: Sense) -> bool {
    use Sense::{Booking, Brand, Contact, Contactless, Pay, Refund, Reversal};
    matches!(sense, Pay | Booking | Reversal | Refund | Brand | Contactless | Contact)
}

/// Whether an item of a line says what its bare amount is of.
fn belongs_to_sum(item: &Item<'_>) -> bool {
    match item {
        Item::Sum(..) => true,
        Item::Sense(sense, _) => matches!(sense, Sense::Pay | Sense::Booking | Sense::Reversal | Sense::Refund),
        _ => false,
    }
}

/// Whether a line has a meaning of its own, so that it is not the value of a label on the line before.
fn tells_by_itself(line: &Line<'_>) -> bool {
    line.items().iter().any(|item| {
        matches!(
            item,
            Item::Number(..) | Item::Text(..) | Item::Sum(Some(_), _) | Item::Day(_, true) | Item::Clock(_, true)
        ) || matches!(item, Item::Sense(..) | Item::Missing(..) | Item::Noted(_))
    })
}

fn tell_or<T: PartialEq>(claim: &mut Claim<T>, value: Option<T>, why: &'static str, doubts: &mut Vec<&'static str>) {
    match value {
        Some(value) => claim.tell(value),
        None if !doubts.contains(&why) => doubts.push(why),
        None => {}
    }
}

/// Two prints of one card may show more and less of it.
fn same_card(left: Card, right: Card) -> Option<Card> {
    if left.last4() != right.last4() {
        return None;
    }
    match (left.first6(), right.first6()) {
        (Some(one), Some(other)) => (one == other).then_some(left),
        (Some(_), None) => Some(left),
        (None, _) => Some(right),
    }
}

/// Two prints of one card's name may be longer and shorter (`VISA`, `Visa Debit`).
fn longer_name(left: String, right: String) -> Option<String> {
    let (upper_left, upper_right) = (left.to_uppercase(), right.to_uppercase());
    if upper_left.contains(&upper_right) { Some(left) } else { upper_right.contains(&upper_left).then_some(right) }
}
