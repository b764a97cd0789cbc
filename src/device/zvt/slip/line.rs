//! One printed line taken apart: labels with their values, bare values, phrases.
//!
//! A line is read from its beginning, piece by piece, and only as a whole: a line with anything in it that is not
//! understood is a sentence, and tells nothing.

use super::amount::{Sum, currency_at};
use super::fold::{Word, words};
use super::label::{Label, is_plain, label};
use super::moment::{Clock, Day};
use super::pan;
use super::words::{Sense, sense};
use crate::model::{Card, Currency};

/// One thing that a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Item<'a> {
    /// A number behind its label.
    Number(Label, &'a str),
    /// Letters and digits behind their label.
    Text(Label, &'a str),
    /// An amount, behind a label or bare.
    Sum(Option<Label>, Sum<'a>),
    /// A date, and whether a label stands before it.
    Day(Day, bool),
    /// A time, and whether a label stands before it.
    Clock(Clock, bool),
    /// A masked card number.
    Card(Card),
    /// A two-digit code at the beginning of the line.
    Code(&'a str),
    /// A word or phrase, and what is printed.
    Sense(Sense, &'a str),
    /// A label whose value should stand on the next line; the currency where it stands here.
    Missing(Label, Option<Currency>),
    /// A label of which we only need to know that it is there.
    Noted(Label),
    /// A label whose value does not read; whether that is a doubt.
    Bad(Label, bool),
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Line<'a> {
    /// It was understood as a whole.
    Read(Vec<Item<'a>>),
    /// A sentence, a name, a footer. Labels in it whose values did not read are kept for the doubts.
    Unread(Vec<Item<'a>>),
}

impl<'a> Line<'a> {
    /// What the line says, where it was understood.
    pub fn items(&self) -> &[Item<'a>] {
        match self {
            Line::Read(items) => items,
            Line::Unread(_) => &[],
        }
    }

    /// Reads a repaired line.
    pub fn read(text: &'a str) -> Self {
        let words = words(text);
        let mut cursor = Cursor { text, words: &words, at: 0, items: Vec::new() };
        if !cursor.phrase() {
            cursor.at = 0;
            cursor.items.clear();
            // A report with a time behind its name is a plan of reports.
            if !cursor.fields() || cursor.items.iter().any(|item| matches!(item, Item::Sense(Sense::Totals, _))) {
                cursor.items = cursor.items.iter().filter_map(doubtful).collect();
                return Line::Unread(cursor.items);
            }
        }
        Line::Read(cursor.items)
    }

    /// Reads a repaired line as the value of a label on the line before; `None` where it is not just that.
    pub fn value(text: &'a str, label: Label, currency: Option<Currency>) -> Option<Vec<Item<'a>>> {
        let words = words(text);
        let mut cursor = Cursor { text, words: &words, at: 0, items: Vec::new() };
        cursor.take(label, true);
        if let [Item::Sum(_, sum)] = cursor.items.as_mut_slice() {
            sum.currency = sum.currency.or(currency);
        }
        let first = !cursor.items.iter().any(|item| matches!(item, Item::Bad(..) | Item::Missing(..)));
        (first && cursor.fields()).then_some(cursor.items)
    }
}

/// What is left of an item in a line that was not understood: that a label's value does not read.
fn doubtful<'a>(item: &Item<'a>) -> Option<Item<'a>> {
    match item {
        Item::Number(label, _) | Item::Text(label, _) | Item::Sum(Some(label), _) | Item::Bad(label, true) => {
            Some(Item::Bad(*label, true))
        }
        _ => None,
    }
}

struct Cursor<'a, 'w> {
    text: &'a str,
    words: &'w [Word<'a>],
    at: usize,
    items: Vec<Item<'a>>,
}

impl<'a> Cursor<'a, '_> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Index of the word that begins where the cursor stands.
    fn word(&self) -> Option<usize> {
        self.words.iter().position(|word| word.start == self.at)
    }

    fn skip(&mut self, marks: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(marks).len();
    }

    /// A line that consists of known words, with at most a two-digit code before them.
    fn phrase(&mut self) -> bool {
        self.skip(decorates);
        let code: &'a str =
            self.rest().get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or("");
        if !code.is_empty() && self.rest()[2..].starts_with(' ') {
            self.items.push(Item::Code(code));
            self.at += 2;
        }
        // A label that stands alone waits for its value.
        if self.words.first().is_some_and(|first| self.text[..first.start].chars().all(decorates))
            && label(self.text, self.words, 0).is_some_and(|(_, length)| length == self.words.len())
        {
            return false;
        }
        let from = self.items.len();
        loop {
            self.skip(decorates);
            if self.rest().is_empty() {
                return self.items.len() > from;
            }
            if !self.known_words() {
                return false;
            }
        }
    }

    fn known_words(&mut self) -> bool {
        let Some(word) = self.word() else { return false };
        let Some((meaning, length)) = sense(self.text, self.words, word) else { return false };
        let end = self.words[word + length - 1].end;
        self.items.push(Item::Sense(meaning, &self.text[self.at..end]));
        self.at = end;
        true
    }

    /// Labels with their values, bare values and known words, to the end of the line.
    fn fields(&mut self) -> bool {
        loop {
            if let Some((card, used)) = pan::read(self.rest()) {
                self.items.push(Item::Card(card));
                self.at += used;
                continue;
            }
            let before = self.at;
            self.skip(char::is_whitespace);
            if self.rest().is_empty() {
                return !self.items.is_empty();
            }
            if self.at > before {
                continue;
            }
            let found = self
                .word()
                .and_then(|word| label(self.text, self.words, word).map(|(label, length)| (label, word, length)));
            if let Some((label, word, length)) = found {
                let named = &self.words[word..word + length];
                self.at = named.last().map_or(self.at, |last| last.end);
                let strong = is_plain(named);
                if !self.take(label, strong) {
                    return false;
                }
            } else if !self.bare() {
                let Some(mark) = self.rest().chars().next().filter(|mark| decorates(*mark)) else { return false };
                self.at += mark.len_utf8();
            }
        }
    }

    /// A value without a label, or a known word.
    fn bare(&mut self) -> bool {
        if let Some((day, used)) = Day::read(self.rest()) {
            self.items.push(Item::Day(day, false));
            self.at += used;
        } else if let Some((clock, used)) = Clock::read(self.rest()) {
            self.items.push(Item::Clock(clock, false));
            self.at += used;
        } else if let Some((sum, used)) = Sum::read(self.rest()).filter(|(sum, _)| sum.currency.is_some()) {
            self.items.push(Item::Sum(None, sum));
            self.at += used;
        } else {
            return self.known_words();
        }
        true
    }

    /// The value of a label behind the cursor. False where it does not read.
    fn take(&mut self, label: Label, strong: bool) -> bool {
        let amount = matches!(label, Label::Amount | Label::Total | Label::Tip);
        self.skip(|mark| mark.is_whitespace() || matches!(mark, '.' | ':' | '=' | ')' | '_') || !amount && mark == '-');
        // A line to write on is no value.
        if self.rest().is_empty() && self.text.ends_with("__") {
            self.items.push(Item::Noted(label));
            return true;
        }
        if label == Label::Skip || label == Label::Reserved || label == Label::Unclear {
            return self.pass(label);
        }
        if self.rest().is_empty() {
            // A word of many uses does not make the next line its value.
            self.items.push(if strong { Item::Missing(label, None) } else { Item::Noted(label) });
            return true;
        }
        let taken = match label {
            Label::Amount | Label::Total | Label::Tip => self.take_sum(label),
            Label::Date | Label::DateTime => Day::read(self.rest()).map(|(day, used)| (Item::Day(day, true), used)),
            Label::Time => Clock::read(self.rest()).map(|(clock, used)| (Item::Clock(clock, true), used)),
            Label::Card => pan::read(self.rest()).map(|(card, used)| (Item::Card(card), used)),
            Label::Words => {
                self.items.push(Item::Noted(label));
                return true;
            }
            Label::Receipt | Label::OriginalReceipt | Label::Trace | Label::Ta | Label::OriginalTrace => {
                let number = token(self.rest());
                // "Beleg 2" is a second receipt, "Beleg 0002" the number of one.
                let enough = if strong { 1 } else { 4 };
                let whole = number.len() >= enough && number.bytes().all(|byte| byte.is_ascii_digit());
                whole.then_some((Item::Number(label, number), number.len()))
            }
            _ => {
                let text = token(self.rest());
                let whole = text.bytes().any(|byte| byte.is_ascii_digit())
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
                whole.then_some((Item::Text(label, text), text.len()))
            }
        };
        match taken {
            Some((item, used)) => {
                self.items.push(item);
                self.at += used;
                true
            }
            None => {
                self.items.push(Item::Bad(label, strong));
                false
            }
        }
    }

    fn take_sum(&self, label: Label) -> Option<(Item<'a>, usize)> {
        if let Some((sum, used)) = Sum::read(self.rest()) {
            return Some((Item::Sum(Some(label), sum), used));
        }
        let (currency, used) = currency_at(self.rest())?;
        let only = self.rest()[used..].chars().all(decorates);
        only.then_some((Item::Missing(label, Some(currency)), self.rest().len()))
    }

    /// Passes over what stands behind a label that tells us nothing, up to the next column that begins with a label.
    fn pass(&mut self, label: Label) -> bool {
        self.items.push(if self.rest().is_empty() { Item::Missing(label, None) } else { Item::Noted(label) });
        let next = self.words.iter().enumerate().find(|(index, word)| {
            word.start > self.at
                && self.text[..word.start].ends_with("  ")
                && super::label::label(self.text, self.words, *index).is_some()
        });
        self.at = next.map_or(self.text.len(), |(_, word)| word.start);
        true
    }
}

/// Marks that decorate a line.
fn decorates(mark: char) -> bool {
    mark.is_whitespace()
        || mark.is_ascii_punctuation() && !matches!(mark, '?' | '%' | '@')
        || matches!(mark, '─' | '═' | '·')
}

/// Letters and digits up to the next blank or mark that may close a value; empty where they go on as something else.
fn token(text: &str) -> &str {
    let end = text.find(|symbol: char| !symbol.is_alphanumeric()).unwrap_or(text.len());
    let behind = &text[end..];
    let closes = behind.trim_start_matches([')', ',', ';', '.', '*', '|']);
    if closes.is_empty() || closes.starts_with(char::is_whitespace) && !behind.starts_with('*') {
        &text[..end]
    } else {
        ""
    }
}
