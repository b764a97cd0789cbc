//! The case sheet: one page for shop, acquirer and file, with every reference number to quote; as plain text and as a document
//! that prints on A4.

mod document;
mod plain;

use std::fmt::Display;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::dispute::{Candidate, Dispute};
use super::evidence::{asked, card, or_not_told};
use crate::model::{DeviceId, Printable};
use crate::text::dispute as words;
use crate::text::receipt::CARD_TYPE;
use crate::text::{Lang, Phrase, Text, code, figures, terms};

pub use document::to_html;
pub use plain::{WIDTH, to_text};

/// Nearly fitting entries on the sheet; a page is a page.
const NEAR: usize = 8;

/// A case sheet in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSheet {
    /// The language it is written in.
    pub lang: Lang,
    parts: Vec<Part>,
    /// When, by whom and with what it was made.
    made: String,
}

/// What a part of the sheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Device,
    Question,
    Answer,
    Records,
    Near,
    Evidence,
    Do,
    DoNot,
    Signatures,
}

impl About {
    fn heading(self) -> &'static Text {
        match self {
            About::Device => &words::SHEET_DEVICE,
            About::Question => &words::SHEET_QUESTION,
            About::Answer => &words::SHEET_ANSWER,
            About::Records => &words::SHEET_CANDIDATES,
            About::Near => &words::SHEET_NEAR,
            About::Evidence => &words::SHEET_EVIDENCE,
            About::Do => &words::SHEET_DO,
            About::DoNot => &words::SHEET_DO_NOT,
            About::Signatures => &words::SHEET_SIGN,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    about: About,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Says(String),
    Fact {
        label: &'static str,
        value: String,
    },
    /// One of a list.
    Item(String),
    /// One step of an order.
    Step(String),
    /// Another record begins.
    Parting,
    /// So many more are not on the page.
    More(usize),
    /// Somebody signs here.
    Signature(&'static str),
}

/// The sheet of a dispute, times in the zone of this machine.
pub fn case_sheet(dispute: &Dispute, device: Option<&DeviceId>, made: Timestamp, who: &str, lang: Lang) -> CaseSheet {
    case_sheet_in(dispute, device, made, &TimeZone::system(), who, lang)
}

/// The same, with the time zone in which moments are told.
pub fn case_sheet_in(
    dispute: &Dispute,
    device: Option<&DeviceId>,
    made: Timestamp,
    zone: &TimeZone,
    who: &str,
    lang: Lang,
) -> CaseSheet {
    let mut sheet = Writer { lang, zone, parts: Vec::new() };
    sheet.device(device);
    sheet.question(dispute);
    sheet.begin(About::Answer);
    sheet.put(Line::Says(dispute.headline().get(lang).to_owned()));
    sheet.candidates(dispute);
    sheet.near(dispute);
    // The answer has its own place above.
    let answer = dispute.headline().plain();
    sheet.list(About::Evidence, dispute.evidence.iter().filter(|phrase| **phrase != answer), Line::Item);
    sheet.list(About::Do, dispute.advice.iter(), Line::Step);
    sheet.list(About::DoNot, dispute.must_not.iter(), Line::Item);
    sheet.signatures();
    CaseSheet { lang, made: sheet.made(made, who), parts: sheet.parts }
}

struct Writer<'a> {
    lang: Lang,
    zone: &'a TimeZone,
    parts: Vec<Part>,
}

impl Writer<'_> {
    fn begin(&mut self, about: About) {
        self.parts.push(Part { about, lines: Vec::new() });
    }

    fn put(&mut self, line: Line) {
        if let Some(part) = self.parts.last_mut() {
            part.lines.push(line);
        }
    }

    fn row(&mut self, label: &'static Text, value: &str) {
        let value = or_not_told(value, self.lang);
        self.put(Line::Fact { label: label.get(self.lang), value });
    }

    fn device(&mut self, device: Option<&DeviceId>) {
        self.begin(About::Device);
        match device {
            Some(id) => {
                self.row(&words::SHEET_FAMILY, id.family.as_str());
                if id.family.has_merchant() {
                    self.row(&terms::MERCHANT, id.merchant.as_str());
                }
                self.row(&terms::TERMINAL, id.terminal.as_str());
            }
            None => self.put(Line::Says(words::SHEET_NO_DEVICE.get(self.lang).to_owned())),
        }
    }

    fn question(&mut self, dispute: &Dispute) {
        self.begin(About::Question);
        let question = &dispute.question;
        self.row(&terms::AMOUNT, &figures::amount(&question.amount, self.lang));
        let around = question.around.map(|around| asked(around, self.lang)).unwrap_or_default();
        self.row(&words::SHEET_AROUND, &around);
        self.row(&words::SHEET_LAST4, question.last4.as_deref().unwrap_or_default());
    }

    fn candidates(&mut self, dispute: &Dispute) {
        if dispute.candidates.is_empty() {
            return;
        }
        self.begin(About::Records);
        for (index, candidate) in dispute.candidates.iter().enumerate() {
            if index > 0 {
                self.put(Line::Parting);
            }
            self.record(candidate);
        }
    }

    /// Every number that somebody may have to quote.
    fn record(&mut self, candidate: &Candidate) {
        let lang = self.lang;
        let entry = &candidate.evidence.entry;
        self.row(terms::number(entry.device.family), &entry.number_text());
        for reference in entry.references.iter().filter(|reference| !reference.value.is_blank()) {
            self.row(terms::reference(reference.name), &reference.shown());
        }
        let result = terms::result(entry.result).get(lang);
        self.row(&words::SHEET_KIND, &format!("{}, {result}", terms::kind(entry.kind).get(lang)));
        self.row(&words::SHEET_CODE, &code::of_entry(entry, lang));
        self.row(&terms::DATE_TIME, &entry.time.map(|time| figures::civil(time.civil, lang)).unwrap_or_default());
        self.row(&terms::AMOUNT, &figures::amount(&entry.amount, lang));
        if let Some(tip) = entry.tip.filter(|tip| tip.minor != 0) {
            self.row(&terms::TIP, &figures::amount(&tip, lang));
        }
        self.row(&terms::CARD, &card(entry));
        self.row(&CARD_TYPE, terms::card_type(entry.card_type).get(lang));
        if let Some(instalments) = entry.instalments.filter(|instalments| instalments.count > 1) {
            let each = instalments.amount.map(|amount| format!(" x {}", figures::amount(&amount, lang)));
            self.row(&terms::INSTALMENTS, &format!("{}{}", instalments.count, each.unwrap_or_default()));
        }
        let seen = figures::moment(candidate.evidence.last_seen, self.zone, lang);
        self.row(&words::SHEET_LAST_SEEN, &seen);
        self.row(&words::SHEET_FIT, &fit(candidate, lang));
        self.row(&words::SHEET_KEY, entry.key.as_str());
    }

    fn near(&mut self, dispute: &Dispute) {
        if dispute.near.is_empty() {
            return;
        }
        self.begin(About::Near);
        for candidate in dispute.near.iter().take(NEAR) {
            let entry = &candidate.evidence.entry;
            let time = entry.time.map(|time| figures::civil(time.civil, self.lang)).unwrap_or_default();
            let facts = [
                candidate.evidence.entry.number_text(),
                figures::amount(&entry.amount, self.lang),
                or_not_told(&time, self.lang),
                card(entry),
                terms::result(entry.result).get(self.lang).to_owned(),
            ];
            self.put(Line::Item(format!("{}: {}", facts.join(", "), fit(candidate, self.lang))));
        }
        if dispute.near.len() > NEAR {
            self.put(Line::More(dispute.near.len() - NEAR));
        }
    }

    fn list<'p>(&mut self, about: About, phrases: impl Iterator<Item = &'p Phrase>, line: fn(String) -> Line) {
        self.begin(about);
        for phrase in phrases {
            self.put(line(phrase.read(self.lang)));
        }
    }

    fn signatures(&mut self) {
        self.begin(About::Signatures);
        for text in [&words::SHEET_SHOP, &words::SHEET_CUSTOMER, &words::SHEET_TECHNICIAN] {
            self.put(Line::Signature(text.get(self.lang)));
        }
    }

    fn made(&self, made: Timestamp, who: &str) -> String {
        let who = Printable::new(who, 60);
        let version = env!("CARGO_PKG_VERSION");
        let phrase = words::SHEET_MADE
            .with([("who", &who as &dyn Display), ("version", &version)])
            .each("when", |lang| figures::moment(made, self.zone, lang));
        phrase.read(self.lang)
    }
}

fn fit(candidate: &Candidate, lang: Lang) -> String {
    candidate.fit().iter().map(|phrase| phrase.read(lang)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
