//! The case sheet: one page of plain text for shop, acquirer and file, with every reference number to quote.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::dispute::{Candidate, Dispute};
use super::evidence::{asked, card, or_not_told};
use crate::model::{DeviceId, Printable, is_hostile};
use crate::text::dispute as words;
use crate::text::receipt::CARD_TYPE;
use crate::text::{Lang, Phrase, Text, code, figures, terms, width};

/// Width of the sheet in cells.
pub const WIDTH: usize = 78;
/// Cells for labels.
const LABELS: usize = 26;
/// Nearly fitting entries on the sheet; a page is a page.
const NEAR: usize = 8;

/// The sheet of a dispute, at most [`WIDTH`] cells wide, times in the zone of this machine.
pub fn case_sheet(dispute: &Dispute, device: Option<&DeviceId>, made: Timestamp, who: &str, lang: Lang) -> String {
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
) -> String {
    let mut sheet = Sheet { out: String::new(), lang, zone };
    sheet.rule('=');
    sheet.line(&width::centre(words::SHEET_TITLE.get(lang), WIDTH));
    sheet.rule('=');
    sheet.device(device);
    sheet.question(dispute);
    sheet.heading(&words::SHEET_ANSWER);
    sheet.indented("  ", dispute.headline().get(lang));
    sheet.candidates(dispute);
    sheet.near(dispute);
    // The answer has its own place above.
    let answer = dispute.headline().plain();
    let rest: Vec<&Phrase> = dispute.evidence.iter().filter(|phrase| **phrase != answer).collect();
    sheet.list(&words::SHEET_EVIDENCE, &rest, false);
    sheet.list(&words::SHEET_DO, &dispute.advice.iter().collect::<Vec<_>>(), true);
    sheet.list(&words::SHEET_DO_NOT, &dispute.must_not.iter().collect::<Vec<_>>(), false);
    sheet.signatures();
    sheet.made(made, who);
    sheet.out
}

struct Sheet<'a> {
    out: String,
    lang: Lang,
    zone: &'a TimeZone,
}

impl Sheet<'_> {
    /// One line, whatever it holds made harmless and cut to the width.
    fn line(&mut self, text: &str) {
        let harmless: String = text.chars().map(|symbol| if is_hostile(symbol) { '?' } else { symbol }).collect();
        self.out.push_str(width::fit(&harmless, WIDTH).trim_end());
        self.out.push('\n');
    }

    fn rule(&mut self, symbol: char) {
        self.line(&symbol.to_string().repeat(WIDTH));
    }

    fn heading(&mut self, text: &'static Text) {
        self.out.push('\n');
        self.line(&text.get(self.lang).to_uppercase());
    }

    /// A text behind `mark`, further lines below its beginning.
    fn indented(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(width::cells(mark));
        for (index, part) in width::wrap(text, WIDTH - width::cells(mark)).iter().enumerate() {
            let lead = if index == 0 { mark } else { &indent };
            self.line(&format!("{lead}{part}"));
        }
    }

    fn row(&mut self, label: &'static Text, value: &str) {
        let label = width::pad(label.get(self.lang), LABELS);
        let value = or_not_told(value, self.lang);
        self.indented(&format!("  {label} "), &value);
    }

    fn device(&mut self, device: Option<&DeviceId>) {
        self.heading(&words::SHEET_DEVICE);
        match device {
            Some(id) => {
                self.row(&words::SHEET_FAMILY, id.family.as_str());
                if id.family.has_merchant() {
                    self.row(&terms::MERCHANT, id.merchant.as_str());
                }
                self.row(&terms::TERMINAL, id.terminal.as_str());
            }
            None => self.indented("  ", words::SHEET_NO_DEVICE.get(self.lang)),
        }
    }

    fn question(&mut self, dispute: &Dispute) {
        self.heading(&words::SHEET_QUESTION);
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
        self.heading(&words::SHEET_CANDIDATES);
        for (index, candidate) in dispute.candidates.iter().enumerate() {
            if index > 0 {
                self.line(&format!("  {}", "-".repeat(WIDTH - 2)));
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
        self.heading(&words::SHEET_NEAR);
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
            self.indented("  - ", &format!("{}: {}", facts.join(", "), fit(candidate, self.lang)));
        }
        if dispute.near.len() > NEAR {
            self.line(&format!("    + {}", dispute.near.len() - NEAR));
        }
    }

    fn list(&mut self, heading: &'static Text, phrases: &[&Phrase], numbered: bool) {
        self.heading(heading);
        for (index, phrase) in phrases.iter().enumerate() {
            let mark = if numbered { format!("  {}. ", index + 1) } else { "  - ".to_owned() };
            self.indented(&mark, &phrase.read(self.lang));
        }
    }

    fn signatures(&mut self) {
        self.heading(&words::SHEET_SIGN);
        self.line(&format!("  ({})", words::SHEET_SIGN_LINE.get(self.lang)));
        for text in [&words::SHEET_SHOP, &words::SHEET_CUSTOMER, &words::SHEET_TECHNICIAN] {
            self.out.push('\n');
            let label = width::pad(text.get(self.lang), 12);
            self.line(&format!("  {label} {}", "_".repeat(WIDTH - 15)));
        }
    }

    fn made(&mut self, made: Timestamp, who: &str) {
        self.out.push('\n');
        self.rule('-');
        let who = Printable::new(who, 60);
        let version = env!("CARGO_PKG_VERSION");
        let phrase = words::SHEET_MADE
            .with([("who", &who as &dyn Display), ("version", &version)])
            .each("when", |lang| figures::moment(made, self.zone, lang));
        self.indented("", &phrase.read(self.lang));
    }
}

fn fit(candidate: &Candidate, lang: Lang) -> String {
    candidate.fit().iter().map(|phrase| phrase.read(lang)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
