//! What to do next, and what must not be done. A repeated payment is never an advice; a remedy is never more than a look
//! at what is allowed.

use super::dispute::{Case, Evidence, Verdict};
use super::evidence::{authorisation, numbered, or_not_told};
use super::fit;
use crate::model::{CardType, EntryResult};
use crate::text::Phrase;
use crate::text::dispute as words;

/// What to do next, in order.
pub(super) fn what_to_do(case: &Case<'_>) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = unsettled(case).map(|evidence| numbered(&words::DO_RECOVER, &evidence.entry)).collect();
    for candidate in case.candidates.iter().filter(|candidate| is_settled_void(&candidate.evidence)) {
        out.push(numbered(&words::DO_VOIDED_WAIT, &candidate.evidence.entry));
    }
    if case.stale || case.as_of.is_none() {
        out.push(words::DO_PULL.plain());
    }
    twice(case, &mut out);
    match (case.verdict, case.candidates) {
        (Verdict::ApprovedHere, [only]) => approved(&only.evidence, &mut out),
        (Verdict::DeclinedHere, _) => out.extend([words::DO_STATEMENT.plain(), words::DO_ACQUIRER.plain()]),
        (Verdict::Unknown, _) => {
            out.extend([words::DO_PAPER.plain(), words::DO_STATEMENT.plain(), words::DO_ACQUIRER.plain()]);
        }
        (Verdict::Several, candidates) => {
            out.push(words::DO_TELL_APART.plain());
            let ended = |result| candidates.iter().any(|fit| fit.evidence.entry.result == result);
            if ended(EntryResult::Declined) && ended(EntryResult::Approved) {
                out.push(words::DO_MIXED.plain());
            }
            out.push(words::DO_QUOTE.plain());
        }
        _ => no_record(case, &mut out),
    }
    out
}

fn is_settled_void(evidence: &Evidence) -> bool {
    evidence.is_voided() && !evidence.is_remedy_unknown()
}

/// Entries whose remedy nobody can judge yet.
fn unsettled<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Evidence> {
    case.listed().map(|candidate| &candidate.evidence).filter(|evidence| evidence.is_remedy_unknown())
}

fn twice(case: &Case<'_>, out: &mut Vec<Phrase>) {
    for (first, second, minutes) in fit::twice(case.listed()) {
        let (first, second) = (first.evidence.entry.number, second.evidence.entry.number);
        out.push(words::DO_ASK_TWICE.with([
            ("first", &first as &dyn std::fmt::Display),
            ("second", &second),
            ("minutes", &minutes),
        ]));
    }
}

fn approved(evidence: &Evidence, out: &mut Vec<Phrase>) {
    let entry = &evidence.entry;
    if evidence.is_remedy_unknown() {
        out.push(words::DO_QUOTE.plain());
        return;
    }
    if evidence.is_voided() {
        out.push(words::DO_VOIDED_GOODS.plain());
        out.push(words::DO_QUOTE.plain());
        return;
    }
    let code = authorisation(entry);
    out.push(numbered(&words::DO_TILL, entry).each("code", |lang| or_not_told(&code, lang)));
    out.push(words::DO_REPRINT.plain());
    let by_type = entry.device.family.voids_by_card_type();
    out.push(match (evidence.in_memory, entry.card_type) {
        (_, CardType::Debit) if by_type => words::DO_DEBIT.plain(),
        (false, _) => numbered(&words::DO_REFUND_ELSEWHERE, entry),
        (true, CardType::Unknown) if by_type => words::DO_TYPE_UNKNOWN.plain(),
        (true, _) => numbered(&words::DO_REMEDY, entry),
    });
    out.push(words::DO_QUOTE.plain());
}

fn no_record(case: &Case<'_>, out: &mut Vec<Phrase>) {
    if !case.near.is_empty() {
        out.push(words::DO_NEAR.plain());
    }
    out.extend([
        words::DO_PAPER.plain(),
        words::DO_OTHER_TERMINALS.plain(),
        words::DO_ASK_ACQUIRER.plain(),
        words::DO_STATEMENT.plain(),
    ]);
}

/// What must not be done.
pub(super) fn what_not(case: &Case<'_>) -> Vec<Phrase> {
    let mut out: Vec<Phrase> =
        unsettled(case).map(|evidence| numbered(&words::NOT_OTHER_REMEDY, &evidence.entry)).collect();
    for candidate in case.candidates.iter().filter(|candidate| candidate.evidence.is_voided()) {
        out.push(numbered(&words::NOT_TWICE, &candidate.evidence.entry));
    }
    let of_verdict: &[&'static crate::text::Text] = match case.verdict {
        Verdict::ApprovedHere => &[&words::NOT_CHARGE_AGAIN, &words::NOT_VOID_ANOTHER, &words::NOT_CLOSE_UNSAVED],
        Verdict::DeclinedHere => &[
            &words::NOT_CHARGE_YET,
            &words::NOT_HAND_OVER,
            &words::NOT_REFUND_HOLD,
            &words::NOT_VOID_ANOTHER,
            &words::NOT_CLOSE_UNSAVED,
        ],
        Verdict::Unknown => &[
            &words::NOT_CHARGE_AGAIN,
            &words::NOT_HAND_OVER,
            &words::NOT_REFUND_HOLD,
            &words::NOT_VOID_ANOTHER,
            &words::NOT_CLOSE_UNSAVED,
        ],
        Verdict::Several => &[&words::NOT_PICK, &words::NOT_CHARGE_AGAIN, &words::NOT_CLOSE_UNSAVED],
        Verdict::NoRecord => &[&words::NOT_VOID_ANOTHER, &words::NOT_CHARGE_AGAIN, &words::NOT_CLOSE],
    };
    out.extend(of_verdict.iter().map(|text| text.plain()));
    if case.verdict == Verdict::ApprovedHere && !fit::twice(case.listed()).is_empty() {
        out.push(words::NOT_PICK.plain());
    }
    out
}
