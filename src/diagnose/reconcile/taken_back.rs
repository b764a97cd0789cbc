//! B05: approved here, taken back there; or voided here, paid there. B10: the same, in a later file. B11: an order of a wallet
//! that was paid and then revoked.

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::{Expected, Original, Pair};
use crate::model::{EntryResult, Kind, RowKind, RowState, Side};
use crate::text::Phrase;
use crate::text::reconcile::{evidence as words, finding as t};

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for pair in matching.pairs.iter().filter(|pair| matching.side_of(pair.row) == Side::Merchant) {
        let ours = matching.sides.entry(pair.entry);
        if ours.kind != Kind::Sale || ours.result != EntryResult::Approved {
            continue;
        }
        if rule.is_voided(pair.entry) {
            out.extend(void_is_missing(rule, pair));
        } else if !matching.back.of.contains_key(&Original::Row(pair.row)) && is_undone(rule, pair.row) {
            out.push(lost(vec![pair.entry], pair.row, say::pair(matching, pair)));
        }
    }
    for (original, rows) in &matching.back.of {
        let reversals: Vec<u32> = rows.iter().copied().filter(|row| is_reversal(rule, *row)).collect();
        if let (Some(first), false) = (reversals.first(), reversals.iter().any(|row| matching.entry_of(*row).is_some()))
        {
            out.extend(reversed(rule, *original, *first));
        }
    }
}

fn is_undone(rule: &Rule<'_>, row: u32) -> bool {
    matches!(rule.matching.sides.row(row).state, RowState::Reversed | RowState::Closed)
}

fn is_reversal(rule: &Rule<'_>, row: u32) -> bool {
    let told = rule.matching.sides.row(row);
    told.kind == RowKind::Reversal && told.state != RowState::Closed
}

fn reversed(rule: &Rule<'_>, original: Original, reversal: u32) -> Option<Told> {
    let matching = rule.matching;
    let (entry, row) = match original {
        Original::Row(row) => (matching.entry_of(row), Some(row)),
        Original::Entry(entry) => (Some(entry), None),
    };
    let voided = entry.is_some_and(|entry| rule.is_voided(entry));
    let approved = entry.is_some_and(|entry| matching.sides.entry(entry).result == EntryResult::Approved);
    let mut evidence: Vec<Phrase> = entry.map(|entry| say::entry(matching, entry)).into_iter().collect();
    evidence.extend(row.map(|row| say::row(matching, row)));
    evidence.push(say::row(matching, reversal));
    let entries = entry.into_iter().collect();
    let sheet = matching.sides.sheet_of(reversal);
    let wallet = say::wallet(matching.sides.sheets[sheet].bill, matching.sides.row(reversal)).is_some();
    let net = |id, cause| {
        let told = Told::new(id, Severity::Note, cause).of(Vec::clone(&entries)).at(reversal).because(evidence.clone());
        told.doing(&t::NET_THEM).never(&t::NOT_GIVE_BACK_AGAIN)
    };
    match row {
        // The device knows of it: both sides say the same.
        _ if voided => None,
        Some(_) if wallet => Some(net(FindingId::B11, &t::PAID_THEN_REVOKED)),
        Some(row) if matching.sides.sheet_of(row) != sheet => Some(net(FindingId::B10, &t::REVERSED_LATER)),
        _ if approved => Some(lost(entries, reversal, evidence)),
        // Not approved here and taken back there: that is as it should be.
        _ => None,
    }
}

fn lost(entries: Vec<u32>, row: u32, evidence: Vec<Phrase>) -> Told {
    let told = Told::new(FindingId::B05, Severity::Urgent, &t::TAKEN_BACK_THERE).of(entries).at(row).because(evidence);
    told.doing(&t::MERCHANT_LOST).never(&t::NOT_GIVE_BACK_AGAIN)
}

/// A sale that was voided here, and its bill shows the payment and nothing given back.
fn void_is_missing(rule: &Rule<'_>, pair: &Pair) -> Option<Told> {
    let matching = rule.matching;
    let voids = matching.back.here.get(&pair.entry).map_or(&[][..], Vec::as_slice);
    let seen = voids.iter().any(|void| matching.rows_of_entry(*void).next().is_some() || matching.is_held(*void));
    let given = matching.back.of.contains_key(&Original::Row(pair.row));
    if seen || given || !rule.is_paid(pair.row) {
        return None;
    }
    let mut evidence = say::pair(matching, pair);
    evidence.push(words::VOIDED_HERE.plain());
    evidence.extend(voids.iter().map(|void| say::entry(matching, *void)));
    let entries = std::iter::once(pair.entry).chain(voids.iter().copied()).collect();
    let told = |evidence| {
        Told::new(FindingId::B05, Severity::Urgent, &t::VOID_NOT_THERE).of(entries).at(pair.row).because(evidence)
    };
    let told = match matching.expected(voids.first().copied().unwrap_or(pair.entry), rule.now) {
        Expected::No | Expected::BadRows => return None,
        Expected::Due => told(evidence).doing(&t::CLAIM_VOID),
        Expected::Waiting(until) | Expected::NextFile(Some(until)) => {
            evidence.push(super::until(until));
            told(evidence).lighter().until(Some(until)).doing(&t::WAIT_FOR_FILE)
        }
        Expected::NotTold | Expected::NextFile(None) => {
            evidence.push(words::DUE_TELLS_NOBODY.plain());
            told(evidence).lighter().doing(&t::ASK_HOW_LONG)
        }
    };
    Some(told.never(&t::NOT_VOID_AGAIN))
}
