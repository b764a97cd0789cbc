//! B02: approved here and not billed. B09: made after the acquirer's hour, so that the next file has it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::{Expected, Original};
use crate::model::{EntryResult, Kind, Side};
use crate::text::Phrase;
use crate::text::reconcile::{evidence as words, finding as t};

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    let mut next: BTreeMap<Option<DateTime>, Vec<u32>> = BTreeMap::new();
    for entry in (0..matching.sides.entries).filter(|entry| is_alone(rule, *entry)) {
        let expected = matching.expected(entry, rule.now);
        let mut evidence = vec![say::entry(matching, entry)];
        let missing = |evidence| {
            Told::new(FindingId::B02, Severity::Warning, &t::NOT_BILLED_YET).of(vec![entry]).because(evidence)
        };
        let told = match expected {
            Expected::No | Expected::BadRows => continue,
            Expected::NextFile(until) => {
                next.entry(until).or_default().push(entry);
                continue;
            }
            Expected::Waiting(until) => {
                evidence.extend([words::NO_ROW.plain(), super::until(until)]);
                evidence.extend(alike(rule, entry));
                missing(evidence).lighter().until(Some(until)).doing(&t::WAIT_FOR_FILE)
            }
            Expected::NotTold => {
                evidence.extend([words::NO_ROW.plain(), words::DUE_TELLS_NOBODY.plain()]);
                evidence.extend(alike(rule, entry));
                missing(evidence).lighter().doing(&t::ASK_HOW_LONG)
            }
            Expected::Due => {
                evidence.push(words::NO_ROW.plain());
                evidence.extend(alike(rule, entry));
                let told = missing(evidence);
                match matching.sides.entry(entry).kind {
                    Kind::Sale => told.doing(&t::CLAIM_FROM_ACQUIRER),
                    _ => told.doing(&t::CLAIM_VOID),
                }
            }
        };
        out.push(match matching.sides.entry(entry).kind {
            Kind::Sale => told.never(&t::NOT_REVERSE).never(&t::NOT_SAY_UNPAID),
            _ => told.never(&t::NOT_VOID_AGAIN),
        });
    }
    out.extend(next.into_iter().map(|(until, entries)| next_file(rule, until, entries)));
}

/// B09, once for all that one file has to bring.
fn next_file(rule: &Rule<'_>, until: Option<DateTime>, entries: Vec<u32>) -> Told {
    let mut evidence: Vec<Phrase> =
        entries.iter().take(say::TOLD).map(|entry| say::entry(rule.matching, *entry)).collect();
    evidence.extend(until.map(super::until));
    let told = Told::new(FindingId::B09, Severity::Note, &t::AFTER_CUT_OFF).of(entries).because(evidence);
    told.until(until).doing(&t::WAIT_FOR_FILE).never(&t::NOT_REVERSE).never(&t::NOT_SAY_UNPAID)
}

fn alike(rule: &Rule<'_>, entry: u32) -> Vec<Phrase> {
    say::alike(rule.matching, |other, _| other == entry)
}

/// Whether money was moved here and no bill of the shop shows it. A sale that was voided may be in no bill at all, and a void
/// belongs to its sale.
fn is_alone(rule: &Rule<'_>, entry: u32) -> bool {
    let matching = rule.matching;
    let told = matching.sides.entry(entry);
    let counts = match told.kind {
        Kind::Sale => !rule.is_voided(entry) && !matching.sides.stands(entry).is_unknown(),
        Kind::Refund | Kind::Void => !rule.is_of_a_sale(entry),
        Kind::Other => false,
    };
    counts
        && told.result == EntryResult::Approved
        && !matching.is_held(entry)
        && !matching.rows_of_entry(entry).any(|pair| matching.side_of(pair.row) == Side::Merchant)
        && !matching.back.of.contains_key(&Original::Entry(entry))
}
