//! Entries as people read them, one line each or in full.

use super::{Context, output};
use crate::model::{Entry, EntryResult, Kind, Stands, VoidMark};
use crate::ops::browse::Known;
use crate::ops::state::Standings;
use crate::ops::{Class, Failure};
use crate::text::Lang;
use crate::text::cli as words;
use crate::text::terms;
use crate::text::width::pad;
use crate::vault::Vault;

/// Amount as the language groups it.
pub(super) fn amount(entry: &Entry, lang: Lang) -> String {
    crate::text::money(&entry.amount, lang)
}

/// Cells for how an entry stands.
const STATE: usize = 36;

/// Heading of a list.
pub(super) fn heading(lang: Lang) -> String {
    format!(
        "{} {} {} {} {} {}",
        pad(words::NUMBER.get(lang), 6),
        pad(terms::DATE_TIME.get(lang), 19),
        pad(terms::AMOUNT.get(lang), 14),
        pad(terms::CARD.get(lang), 18),
        pad(terms::RESULT.get(lang), STATE),
        "key",
    )
}

/// One line of a list.
pub(super) fn line(entry: &Entry, stands: &Stands, lang: Lang) -> String {
    let time = entry.time.map(|time| time.to_string()).unwrap_or_default();
    let card = entry.card.as_ref().map(ToString::to_string).unwrap_or_default();
    let card = format!("{card} {}", entry.brand);
    format!(
        "{} {} {:>14} {} {} {}",
        pad(&entry.number.to_string(), 6),
        pad(&time, 19),
        amount(entry, lang),
        pad(&card, 18),
        pad(&state(entry, stands, lang), STATE),
        entry.key,
    )
}

/// Mark and words for how an entry stands.
pub(super) fn state(entry: &Entry, stands: &Stands, lang: Lang) -> String {
    let mark = match (stands, entry.result) {
        (Stands::Voided(_), _) => "x",
        (Stands::VoidUnknown(_), _) => "?",
        (_, EntryResult::Approved) => "+",
        (_, EntryResult::Declined) => "-",
        (_, EntryResult::Unknown) => "?",
    };
    let mut words = vec![terms::result(entry.result).get(lang)];
    if entry.kind != Kind::Sale {
        words.insert(0, terms::kind(entry.kind).get(lang));
    }
    match stands {
        Stands::Voided(_) => words.push(terms::VOIDED.get(lang)),
        Stands::VoidUnknown(_) => words.push(terms::VOID_UNKNOWN.get(lang)),
        Stands::AsRecorded | Stands::VoidNotDone => {}
    }
    format!("{mark} {}", words.join(", "))
}

/// The result's code in brackets; nothing where none was told (paper seldom shows one).
fn code(entry: &Entry) -> String {
    if entry.code.is_blank() { String::new() } else { format!(" ({})", entry.code) }
}

/// Everything of an entry, a label and a value a line.
pub(super) fn full(known: &Known, standings: &Standings, lang: Lang) -> String {
    let entry = &known.entry;
    let stands = standings.of(entry);
    let mut out: Vec<(&str, String)> = vec![
        ("key", entry.key.to_string()),
        (terms::TERMINAL.get(lang), entry.device.terminal.to_string()),
        (terms::number(entry.device.family).get(lang), entry.number.to_string()),
        (terms::AMOUNT.get(lang), amount(entry, lang)),
        (terms::RESULT.get(lang), format!("{}{}", state(entry, &stands, lang), code(entry))),
    ];
    if entry.device.family.has_merchant() {
        out.insert(1, (terms::MERCHANT.get(lang), entry.device.merchant.to_string()));
    }
    if let Some((intent, outcome)) = standings.remedy(&entry.key) {
        let said = words::outcome(intent, outcome, lang).replace('\n', " ");
        out.push((terms::VOID.get(lang), said));
    }
    if let Some(time) = entry.time {
        out.push((terms::DATE_TIME.get(lang), time.to_string()));
    }
    if let Some(card) = &entry.card {
        let kind = terms::card_type(entry.card_type).get(lang);
        out.push((terms::CARD.get(lang), format!("{card} {} {kind}", entry.brand)));
    }
    if let Some(tip) = &entry.tip {
        out.push((terms::TIP.get(lang), crate::text::money(tip, lang)));
    }
    if let Some(plan) = &entry.instalments {
        let each =
            plan.amount.as_ref().map(|each| format!(" x {}", crate::text::money(each, lang))).unwrap_or_default();
        out.push((terms::INSTALMENTS.get(lang), format!("{}{each}", plan.count)));
    }
    for reference in &entry.references {
        out.push((terms::reference(reference.name).get(lang), reference.value.to_string()));
    }
    out.push((terms::PROVENANCE.get(lang), terms::provenance(entry.provenance).get(lang).to_owned()));
    for seen in &known.seen {
        let mark = if seen.void == VoidMark::Voided { terms::VOIDED.get(lang) } else { "" };
        out.push((
            words::SEEN.get(lang),
            format!("{} {} {mark}", output::when(seen.at), seen.archive.get(..12).unwrap_or("")),
        ));
    }
    let facts = out.iter().map(|(label, value)| format!("{} {value}", pad(label, 24)));
    // As it came out of the device, with room at its left so that nobody takes it for our words.
    let printed = entry.printed.iter().map(|line| format!("    | {line}"));
    facts.chain(printed).collect::<Vec<_>>().join("\n")
}

/// The one entry that a text names. Ambiguous and unknown names are told, never guessed.
pub(super) fn one(vault: &Vault, name: &str, context: &Context) -> Result<Known, Failure> {
    let mut found = vault.find(name).map_err(Failure::from)?;
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let shown = crate::model::Printable::new(name, 60);
    let standings = Standings::of_vault(vault)?;
    let row = |known: &Known| line(&known.entry, &standings.of(&known.entry), context.lang);
    let list: Vec<String> = found.iter().map(row).collect();
    let (code, what): (_, crate::text::Phrase) = if found.is_empty() {
        ("no_entry", words::NO_ENTRY.with([("name", &shown as &dyn std::fmt::Display)]))
    } else {
        let list = format!("\n{}", list.join("\n"));
        ("which_entry", words::WHICH_ENTRY.with([("name", &shown as &dyn std::fmt::Display), ("list", &list)]))
    };
    Err(Failure::new(Class::Usage, code, what, &words::NOTHING_DONE, &words::NAME_ENTRY_OR_PULL))
}
