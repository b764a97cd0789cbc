//! What the lines of one receipt say together.

use super::claim::Claim;
use super::fold::{repair, words};
use super::label::Label;
use super::line::{Item, Line};
use super::moment::{Clock, Day};
use super::total::Sums;
use super::words::{Sense, is_negation, mentions};
use super::{Party, Slip, SlipKind, phrase};
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
    doubts: Vec<&'static str>,
}

impl Gather {
    /// Reads the lines of one receipt.
    pub fn new(lines: &[&str], default: Option<Currency>) -> Self {
        let mut found = Self { default, ..Self::default() };
        let mut waiting: Option<(Label, Option<Currency>)> = None;
        let mut last_read = true;
        let mut negated = false;
        for line in lines {
            let text = repair(line);
            if !text.chars().any(char::is_alphanumeric) && !text.contains('€') {
                continue;
            }
            let read = Line::read(&text);
            if let Some((label, currency)) = waiting.take() {
                if matches!(label, Label::Skip | Label::Reserved | Label::Unclear) {
                    if !tells_by_itself(&read) {
                        last_read = true;
                        continue;
                    }
                } else if let Some(items) = Line::value(&text, label, currency) {
                    waiting = found.items(&items, last_read, false);
                    last_read = true;
                    continue;
                } else if matches!(label, Label::Amount | Label::Total) {
                    found.sums.unreadable();
                }
            }
            let words = words(&text);
            match &read {
                Line::Read(items) => {
                    waiting = found.items(items, last_read, negated);
                    last_read = true;
                }
                Line::Unread(bad) => {
                    found.items(bad, false, false);
                    last_read = false;
                }
            }
            let phrase = matches!(&read, Line::Read(items) if items.iter().all(|item| matches!(item, Item::Sense(..) | Item::Code(_))));
            if !phrase {
                for sense in mentions(&words) {
                    found.mention(sense);
                }
            }
            negated = words.last().is_some_and(|word| is_negation(word.text));
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
    fn items(&mut self, items: &[Item<'_>], bare_counts: bool, negated: bool) -> Option<(Label, Option<Currency>)> {
        let outcome = phrase::outcome(items);
        if let Some(outcome) = outcome {
            let outcome = if negated { EntryResult::Unknown } else { outcome };
            self.outcome.tell_by(outcome, |old, new| (old == new).then_some(new));
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
                Item::Sum(label, sum) => self.sums.tell(*label, sum, self.default, bare_counts),
                Item::Day(day, true) => self.labelled_day.tell(*day),
                Item::Day(day, false) => self.bare_day.tell(*day),
                Item::Clock(clock, true) => self.labelled_clock.tell_by(*clock, Clock::with),
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
        let trace = digits.parse::<u32>().ok().filter(|number| *number > 0 && digits.len() <= 9);
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
        let fits = (least..=most).contains(&text.len());
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

    /// The facts. What was told twice and differently, or may be something else, is left out with a doubt.
    pub fn slip(mut self) -> Slip {
        let outcome = self.settle_outcome();
        let kind = self.settle_kind(outcome.is_some());
        let trace = self.settle_trace();
        let (amount, tip) = self.sums.settle(kind, &mut self.doubts);
        if self.reserved {
            self.doubt("reserved amounts are not read");
        }
        let doubts = &mut self.doubts;
        let day = if self.labelled_day.is_silent() { &self.bare_day } else { &self.labelled_day };
        let clock = if self.labelled_clock.is_silent() { &self.bare_clock } else { &self.labelled_clock };
        let mut slip = Slip {
            kind,
            outcome,
            receipt: taken(&self.receipt, "several receipt numbers", doubts),
            trace,
            original_receipt: taken(&self.original_receipt, "several numbers of originals", doubts),
            original_trace: taken(&self.original_trace, "several numbers of originals", doubts),
            terminal: taken(&self.terminal, "several terminal ids", doubts).map(|text| Printable::new(&text, 16)),
            contract: taken(&self.contract, "several contract numbers", doubts).map(|text| Printable::new(&text, 24)),
            amount,
            tip,
            day: taken(day, "several dates", doubts),
            time: taken(clock, "several times", doubts).map(|clock| clock.time),
            card: taken(&self.card, "several card numbers", doubts),
            card_name: taken(&self.card_name, "several card names", doubts).map(|text| Printable::new(&text, 32)),
            authorisation: taken(&self.authorisation, "several authorisations", doubts)
                .map(|text| Printable::new(&text, 8)),
            code: taken(&self.code, "several response codes", doubts).map(|text| Printable::new(&text, 3)),
            contactless: taken(&self.contactless, "read with and without contact", doubts),
            copy: self.copy,
            party: taken(&self.party, "the customer's and the merchant's receipt", doubts),
            doubts: Vec::new(),
        };
        if kind == SlipKind::Totals {
            // A report's numbers are those of many payments.
            slip = Slip {
                kind,
                terminal: slip.terminal,
                day: slip.day,
                time: slip.time,
                copy: slip.copy,
                party: slip.party,
                ..Slip::default()
            };
        }
        slip.doubts = self.doubts;
        slip
    }

    fn settle_outcome(&mut self) -> Option<EntryResult> {
        if self.outcome.clashes() {
            self.doubt("approved and declined");
            return None;
        }
        let told = self.outcome.get().copied()?;
        let zeros = self.code.get().map(|code| code.bytes().all(|digit| digit == b'0'));
        let why = match told {
            EntryResult::Unknown => Some("the result does not read"),
            EntryResult::Approved if self.refusal_mentioned => Some("approved, with a refusal mentioned"),
            EntryResult::Approved if self.code.clashes() || zeros == Some(false) => {
                Some("approved, with another response code")
            }
            EntryResult::Declined if zeros == Some(true) => Some("declined, with the response code of an approval"),
            _ => None,
        };
        let Some(why) = why else { return Some(told) };
        self.doubt(why);
        None
    }

    fn settle_kind(&mut self, ended: bool) -> SlipKind {
        let told = |wanted: Sense| self.kinds.contains(&wanted);
        let kind = match (told(Sense::Reversal), told(Sense::Refund)) {
            _ if told(Sense::Totals) => return SlipKind::Totals,
            _ if told(Sense::Reserve) || self.reserved => SlipKind::PreAuthorisation,
            (true, true) => {
                self.doubt("a reversal and a refund");
                return SlipKind::Other;
            }
            (true, false) => SlipKind::Reversal,
            (false, true) => SlipKind::Refund,
            // Reversals print "Kartenzahlung" and "Purchase" too, and say what they are at the end.
            (false, false) if told(Sense::Booking) || told(Sense::Pay) && ended => SlipKind::Payment,
            (false, false) => {
                if told(Sense::Pay) {
                    self.doubt("a payment without a result");
                }
                return SlipKind::Other;
            }
        };
        let own = match kind {
            SlipKind::Reversal => Some(Sense::Reversal),
            SlipKind::Refund => Some(Sense::Refund),
            SlipKind::PreAuthorisation => Some(Sense::Reserve),
            SlipKind::Payment | SlipKind::Totals | SlipKind::Other => None,
        };
        if kind != SlipKind::PreAuthorisation && self.mentioned.iter().any(|sense| Some(*sense) != own) {
            self.doubt("another kind of transaction is mentioned");
            return SlipKind::Other;
        }
        kind
    }

    fn settle_trace(&mut self) -> Option<u32> {
        if self.short_ta && self.receipt.is_silent() {
            self.doubt("a short TA number without a receipt number may be either");
            self.ta = Claim::default();
            self.original_trace = Claim::default();
        }
        let mut trace = self.trace.clone();
        if self.ta.clashes() {
            trace = self.ta.clone();
        } else if let Some(ta) = self.ta.get() {
            trace.tell(*ta);
        }
        taken(&trace, "several trace numbers", &mut self.doubts)
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

fn taken<T: PartialEq + Clone>(claim: &Claim<T>, why: &'static str, doubts: &mut Vec<&'static str>) -> Option<T> {
    if claim.clashes() && !doubts.contains(&why) {
        doubts.push(why);
    }
    claim.get().cloned()
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
