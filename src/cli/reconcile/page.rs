//! The page for people: 80 columns.

use std::fmt::Display;
use std::path::Path;

use crate::model::{Bill, BillFormat, BillRow, Number};
use crate::ops::browse::{Finding, Preview, difference, key_words};
use crate::ops::reconcile::{Alike, Differing, Reconciled, Seen};
use crate::text::{Lang, Phrase, bill as faults, figures, reconcile as t, width};

/// Cells of a line.
const WIDTH: usize = 80;
/// Of a long list so many are shown.
const SHOWN: usize = 20;

/// Lines, wrapped and indented.
struct Page {
    lines: Vec<String>,
    lang: Lang,
}

impl Page {
    fn say(&mut self, indent: usize, text: &str) {
        let lines = width::wrap(text, WIDTH - indent);
        self.lines.extend(lines.into_iter().map(|line| format!("{:indent$}{line}", "")));
    }

    fn phrase(&mut self, indent: usize, phrase: &Phrase) {
        let text = phrase.read(self.lang);
        self.say(indent, &text);
    }

    fn head(&mut self, text: &str) {
        self.lines.push(String::new());
        self.say(0, text);
    }

    /// The first of a long list, and how many more there are.
    fn list<T>(&mut self, all: &[T], each: impl Fn(&mut Self, &T)) {
        for one in all.iter().take(SHOWN) {
            each(self, one);
        }
        if all.len() > SHOWN {
            self.phrase(2, &t::MORE.with([("count", &(all.len() - SHOWN) as &dyn Display)]));
        }
    }
}

/// What reconciling came to.
pub(super) fn reconciled(found: &Reconciled, lang: Lang) -> String {
    let mut page = Page { lines: Vec::new(), lang };
    for bill in &found.bills {
        page.phrase(0, &about(bill));
        page.list(&bill.bad_rows, |page, row| {
            let why = faults::row_fault(&row.why);
            let file: &dyn Display = &bill.name;
            page.phrase(2, &t::BAD_ROW.with([("file", file), ("line", &row.line)]).each("why", |lang| why.read(lang)));
        });
    }
    let devices: Vec<String> = found.devices.iter().map(ToString::to_string).collect();
    match devices.is_empty() {
        true => page.say(0, t::NO_JOURNAL.get(lang)),
        false => page.phrase(0, &t::JOURNALS.with([("devices", &devices.join(", ") as &dyn Display)])),
    }
    counts(&mut page, found);
    if !found.differing.is_empty() {
        page.head(t::DIFFERENCES.get(lang));
        page.list(&found.differing, differing);
    }
    if !found.suggestions.is_empty() {
        page.head(t::SUGGESTIONS.get(lang));
        page.list(&found.suggestions, suggestion);
    }
    page.head(t::FINDINGS.get(lang));
    if found.findings.is_empty() {
        page.say(2, t::NO_FINDINGS.get(lang));
    }
    page.list(&found.findings, finding);
    page.lines.join("\n")
}

fn about(bill: &Bill) -> Phrase {
    let day = |day: Option<jiff::civil::Date>, lang| day.map_or_else(|| "?".to_owned(), |day| figures::date(day, lang));
    let format = match &bill.format {
        BillFormat::Profile(name) => name.to_string(),
        format => format.as_str().to_owned(),
    };
    let numbers: [(_, &dyn Display); 4] =
        [("file", &bill.name), ("rows", &bill.rows.len()), ("bad", &bill.bad_rows.len()), ("format", &format)];
    t::BILL
        .with(numbers)
        .each("from", |lang| day(bill.covers.map(|(from, _)| from), lang))
        .each("to", |lang| day(bill.covers.map(|(_, to)| to), lang))
}

fn counts(page: &mut Page, found: &Reconciled) {
    for (key, count) in &found.pairs {
        let words = key_words(*key);
        page.phrase(
            2,
            &t::PAIRS.with([("count", count as &dyn Display)]).each("key", |lang| words.get(lang).to_owned()),
        );
    }
    page.phrase(
        2,
        &t::LEFT.with([
            ("entries", &found.left.0 as &dyn Display),
            ("rows", &found.left.1),
            ("ambiguous", &found.ambiguous.len()),
            ("repeated", &found.repeated),
        ]),
    );
    page.list(&found.clocks, |page, one| {
        page.phrase(
            2,
            &t::CLOCK.with([
                ("file", &one.file as &dyn Display),
                ("device", &one.device),
                ("offset", &one.clock.offset),
                ("pairs", &one.clock.pairs),
                ("spread", &one.clock.spread),
            ]),
        );
    });
}

fn differing(page: &mut Page, one: &Differing) {
    page.say(2, &format!("{} = {}:{}", one.entry, one.row.file, one.row.line));
    for one in &one.differences {
        page.phrase(4, &difference(one));
    }
}

fn suggestion(page: &mut Page, one: &Alike) {
    let apart = one.seconds.map_or_else(|| "?".to_owned(), |seconds| seconds.to_string());
    page.phrase(
        2,
        &t::SUGGESTION.with([
            ("entry", &one.entry as &dyn Display),
            ("file", &one.row.file),
            ("line", &one.row.line),
            ("apart", &apart),
            ("among", &one.among),
        ]),
    );
}

fn finding(page: &mut Page, finding: &Finding) {
    let lang = page.lang;
    page.say(2, &format!("{} {}", finding.id, finding.cause.read(lang)));
    for evidence in &finding.evidence {
        page.say(6, &evidence.read(lang));
    }
    page.phrase(6, &t::DO.plain().each("what", |lang| finding.remedy.read(lang)));
    for never in &finding.must_not {
        page.say(6, &format!("! {}", never.read(lang)));
    }
    if let Some(wait) = &finding.wait_until {
        let until = t::WAIT.plain().each("when", |lang| figures::civil(wait.at, lang));
        page.phrase(6, &until.each("what", |lang| wait.what.read(lang)));
    }
}

/// What a file would be read as.
pub(super) fn seen(path: &Path, seen: &Seen, lang: Lang) -> String {
    let mut page = Page { lines: Vec::new(), lang };
    match seen {
        Seen::Table(preview) => table(&mut page, path, preview),
        Seen::Bill(bill) => {
            page.phrase(0, &about(bill));
            page.list(&bill.rows[..bill.rows.len().min(5)], |page, row| page.say(2, &line(row, lang)));
        }
    }
    page.lines.join("\n")
}

fn table(page: &mut Page, path: &Path, preview: &Preview) {
    page.say(0, &path.display().to_string());
    for (field, name) in &preview.columns {
        page.phrase(2, &t::COLUMN.with([("field", &field.as_str() as &dyn Display), ("name", name)]));
    }
    let missing: Vec<&str> = preview.missing.iter().map(|field| field.as_str()).collect();
    let left: Vec<&str> = preview.left_over.iter().map(|name| name.as_str()).collect();
    for (text, names) in [(&t::MISSING, missing), (&t::LEFT_OVER, left)] {
        if !names.is_empty() {
            page.phrase(2, &text.with([("names", &names.join(", ") as &dyn Display)]));
        }
    }
    let lang = page.lang;
    page.list(&preview.rows, |page, row| page.say(2, &line(row, lang)));
    for row in &preview.bad_rows {
        page.say(2, &format!("{}: {}", row.line, faults::row_fault(&row.why).read(lang)));
    }
    page.phrase(2, &t::COUNTS.with([("good", &preview.counts.0 as &dyn Display), ("bad", &preview.counts.1)]));
    if let Some(refusal) = &preview.refusal {
        page.phrase(2, &faults::happened(refusal));
    }
}

fn line(row: &BillRow, lang: Lang) -> String {
    let time = row.at.map(|at| figures::civil(at, lang));
    let numbers = [&row.terminal, &row.trace, &row.rrn, &row.authorisation, &row.order];
    let numbers = numbers.into_iter().flatten().map(Number::to_string);
    let card = row.card.as_ref().map(ToString::to_string);
    let front = [format!("{}:", row.line), row.kind.as_str().to_owned(), figures::amount(&row.amount, lang)];
    front.into_iter().chain(time).chain(card).chain(numbers).collect::<Vec<_>>().join(" ")
}
