//! How we know: sentences about the journal, the entries that fit, and what our ledger says of them.

use std::fmt::Display;

use jiff::tz::TimeZone;

use super::dispute::{Around, Case, Evidence, Verdict};
use super::fit;
use crate::model::{Entry, EntryResult, Family, Kind, Outcome, Printable, Provenance, RefName, VoidMark, brand_name};
use crate::text::dispute as words;
use crate::text::{Lang, Phrase, Text, figures, terms};

/// More entries than this are read in the list, not in sentences.
const TOLD: usize = 10;
/// So much of an outcome's evidence is told.
const QUOTED: usize = 200;

/// The answer, then how we know.
pub(super) fn collect(case: &Case<'_>, zone: &TimeZone) -> Vec<Phrase> {
    let mut out = Vec::new();
    if case.as_of.is_none() {
        out.push(words::NEVER_PULLED.plain());
    }
    out.push(case.headline().plain());
    // A void is said before everything else, of every entry, however many there are.
    for candidate in case.listed() {
        void(&candidate.evidence, &mut out);
    }
    journal(case, zone, &mut out);
    let single = case.verdict != Verdict::Several;
    for candidate in case.candidates.iter().take(TOLD) {
        out.push(record(&candidate.evidence.entry));
        if candidate.evidence.entry.provenance == Provenance::Print {
            out.push(numbered(&words::FROM_PRINT, &candidate.evidence.entry));
        }
        if candidate.with_tip {
            out.push(words::FIT_WITH_TIP.plain());
        }
        let entry = &candidate.evidence.entry;
        // A printed receipt says in words that it was declined, and seldom a code.
        if entry.result != EntryResult::Approved && !(entry.provenance == Provenance::Print && entry.code.is_blank()) {
            out.push(code(&candidate.evidence.entry));
        }
        state(&candidate.evidence, single, zone, &mut out);
    }
    // So is where an entry is of which more has to be said.
    for candidate in case.candidates.iter().skip(TOLD).chain(case.near) {
        let evidence = &candidate.evidence;
        if evidence.remedy.is_some() || evidence.is_voided() {
            state(evidence, false, zone, &mut out);
        }
    }
    related(case, &mut out);
    out
}

/// Of when the journal is, and what it covers.
fn journal(case: &Case<'_>, zone: &TimeZone, out: &mut Vec<Phrase>) {
    if let Some(read) = case.as_of {
        out.push(words::AS_OF.plain().each("when", |lang| figures::moment(read, zone, lang)));
    }
    if let Some(around) = case.question.around.filter(|_| case.stale) {
        out.push(words::STALE.plain().each("around", |lang| asked(around, lang)));
    }
    if let Some(around @ Around::Time(_)) = case.question.around {
        out.push(words::ANY_DAY.with([("time", &around as &dyn Display)]));
    }
    if case.unlisted > 0 {
        out.push(words::UNLISTED.with([("count", &case.unlisted as &dyn Display)]));
    }
    if case.known.is_empty() && case.as_of.is_some() {
        out.push(words::NOTHING_KNOWN.plain());
    }
    let times = || case.known.iter().filter_map(|known| known.entry.time.map(|time| time.civil));
    if let (Some(first), Some(last)) = (times().min(), times().max()) {
        let count = case.known.len();
        out.push(
            words::COVERAGE
                .with([("count", &count as &dyn Display)])
                .each("first", |lang| figures::civil(first, lang))
                .each("last", |lang| figures::civil(last, lang)),
        );
    }
}

/// The time asked, as the language writes it.
pub(super) fn asked(around: Around, lang: Lang) -> String {
    match around {
        Around::Moment(moment) => figures::civil(moment, lang),
        Around::Day(day) => figures::date(day, lang),
        Around::Time(_) => words::SHEET_ANY_DAY.with([("time", &around as &dyn Display)]).read(lang),
    }
}

/// The entry in one sentence.
fn record(entry: &Entry) -> Phrase {
    let card = card(entry);
    described(&words::RECORD, entry)
        .each("card", |lang| or_not_told(&card, lang))
        .each("type", |lang| terms::card_type(entry.card_type).get(lang).to_owned())
        .each("code", |lang| or_not_told(&authorisation(entry), lang))
}

fn described(text: &'static Text, entry: &Entry) -> Phrase {
    numbered(text, entry)
        .each("kind", |lang| terms::kind(entry.kind).get(lang).to_owned())
        .each("result", |lang| terms::result(entry.result).get(lang).to_owned())
        .each("amount", |lang| figures::amount(&entry.amount, lang))
        .each("time", |lang| match entry.time {
            Some(time) => figures::civil(time.civil, lang),
            None => words::NOT_TOLD.get(lang).to_owned(),
        })
}

/// Brand and masked number.
pub(super) fn card(entry: &Entry) -> String {
    let brand = entry.brand.as_str().trim();
    let brand = brand_name(entry.device.family, brand).unwrap_or(brand);
    let card = entry.card.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{brand} {card}").trim().to_owned()
}

/// The authorisation code, empty where none was told.
pub(super) fn authorisation(entry: &Entry) -> String {
    entry.reference(RefName::AuthorisationCode).map(|code| code.as_str().trim().to_owned()).unwrap_or_default()
}

/// The value, or that it was not told.
pub(super) fn or_not_told(value: &str, lang: Lang) -> String {
    if value.is_empty() { words::NOT_TOLD.get(lang).to_owned() } else { value.to_owned() }
}

/// A text with the entry's number in it.
pub(super) fn numbered(text: &'static Text, entry: &Entry) -> Phrase {
    text.with([("number", &entry.number as &dyn Display)])
}

fn code(entry: &Entry) -> Phrase {
    let text = if withheld(entry) { &words::CODE_WITHHELD } else { &words::CODE };
    let code = entry.code.as_str().trim();
    numbered(text, entry).each("code", |lang| or_not_told(code, lang))
}

/// Codes that only say that the issuer refused (POS Integrado reference, result codes).
fn withheld(entry: &Entry) -> bool {
    match entry.device.family {
        Family::Transbank => matches!(entry.code.as_str().trim(), "01" | "54" | "93"),
        Family::Zvt => false,
    }
}

/// Where the entry is, and whether it was undone. `all`: also say what is not the case.
fn state(evidence: &Evidence, all: bool, zone: &TimeZone, out: &mut Vec<Phrase>) {
    let entry = &evidence.entry;
    if !evidence.in_memory {
        let seen = evidence.last_seen;
        out.push(numbered(&words::NOT_IN_MEMORY, entry).each("when", |lang| figures::moment(seen, zone, lang)));
    } else if all {
        out.push(numbered(&words::IN_MEMORY, entry));
    }
    match &evidence.remedy {
        Some(outcome @ Outcome::NotDone { .. }) => out.push(told(&words::REMEDY_NOT_DONE, entry, outcome)),
        None if all && entry.result == EntryResult::Approved => out.push(numbered(&words::REMEDY_NONE, entry)),
        _ => {}
    }
}

/// A void that took effect or may have.
fn void(evidence: &Evidence, out: &mut Vec<Phrase>) {
    let entry = &evidence.entry;
    match &evidence.remedy {
        Some(outcome @ Outcome::Done { .. }) => out.push(told(&words::REMEDY_DONE, entry, outcome)),
        Some(outcome @ Outcome::Unknown { .. }) => out.push(told(&words::REMEDY_UNKNOWN, entry, outcome)),
        Some(Outcome::NotDone { .. }) | None => {}
    }
    if entry.void == VoidMark::Voided {
        out.push(numbered(&words::MARKED_VOIDED, entry));
    }
}

fn told(text: &'static Text, entry: &Entry, outcome: &Outcome) -> Phrase {
    let evidence = Printable::new(outcome.evidence(), QUOTED);
    numbered(text, entry).each("evidence", |_| evidence.to_string())
}

/// Voids and records of other kinds that belong to what fits, or have the amount asked: told, never an answer.
fn related(case: &Case<'_>, out: &mut Vec<Phrase>) {
    let original = |entry: &Entry| {
        let told = entry.reference(RefName::Original)?.as_str().trim().parse::<u32>().ok()?;
        case.listed().any(|candidate| candidate.evidence.entry.number == told).then_some(told)
    };
    let in_reach = |entry: &Entry| {
        let minutes = fit::minutes_off(case.question, entry);
        fit::amount_fit(case.question, entry).is_some() && minutes.is_none_or(|minutes| minutes.abs() <= fit::NEAR)
    };
    let others = case.known.iter().map(|known| &known.entry).filter(|entry| entry.kind != Kind::Sale);
    for entry in others.filter(|entry| original(entry).is_some() || in_reach(entry)).take(TOLD) {
        out.push(described(&words::RELATED, entry));
        if let Some(original) = original(entry) {
            out.push(numbered(&words::RELATED_ORIGINAL, entry).each("original", |_| original.to_string()));
        }
    }
}
