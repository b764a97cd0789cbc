//! What may be done for an entry, and for each refusal why. Pure: judged by the entry as archived and the journal as read.

use crate::model::{
    Anomaly, CardType, Entry, EntryResult, Journal, Kind, RefName, Refusal, Remedy, RemedyKind, VoidMark,
};
use crate::protocol::transbank::Request;

/// Largest operation number: six digits.
const MOST_OPERATION: u32 = 999_999;

/// The remedies of an entry. This family has one: the void of an approved credit sale that is still in memory. With `now`
/// the list has to show the entry's number once, with the same authorisation, amount, date and time.
pub fn remedies(entry: &Entry, now: Option<&Journal>) -> Vec<Remedy> {
    let mut refusals = by_itself(entry);
    if let Some(journal) = now {
        for refusal in by_journal(entry, journal) {
            if !refusals.contains(&refusal) {
                refusals.push(refusal);
            }
        }
    }
    vec![Remedy { kind: RemedyKind::Void, refusals }]
}

/// The bytes that a remedy sends. There is nothing in them to redact.
pub fn request(kind: RemedyKind, entry: &Entry) -> Vec<u8> {
    match kind {
        RemedyKind::Void => void_of(entry.number).message().encode(),
    }
}

/// The void of an operation.
pub(super) fn void_of(operation: u32) -> Request {
    Request::Void { operation }
}

fn by_itself(entry: &Entry) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if entry.kind != Kind::Sale || entry.result != EntryResult::Approved {
        refusals.push(Refusal::NotApprovedSale);
    }
    match entry.card_type {
        CardType::Credit => {}
        CardType::Debit => refusals.push(Refusal::Debit),
        CardType::Unknown => refusals.push(Refusal::CardTypeUnknown),
    }
    if entry.void == VoidMark::Voided {
        refusals.push(Refusal::AlreadyVoided);
    }
    if !(1..=MOST_OPERATION).contains(&entry.number) {
        refusals.push(Refusal::Ambiguous);
    }
    refusals
}

fn by_journal(entry: &Entry, journal: &Journal) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if journal.device.as_ref() != Some(&entry.device) {
        refusals.push(Refusal::OtherDevice { found: journal.device.clone() });
    }
    let twice = journal.anomalies.contains(&Anomaly::Duplicate { number: entry.number });
    let shown: Vec<&Entry> = journal.entries.iter().filter(|shown| shown.number == entry.number).collect();
    match shown.as_slice() {
        _ if twice => refusals.push(Refusal::Ambiguous),
        [] => refusals.push(Refusal::NotInMemory),
        [shown] => refusals.extend(by_record(entry, shown)),
        several => {
            refusals.push(Refusal::Ambiguous);
            if several.iter().any(|shown| shown.void == VoidMark::Voided) {
                refusals.push(Refusal::AlreadyVoided);
            }
        }
    }
    refusals
}

fn by_record(entry: &Entry, shown: &Entry) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let differs = differences(entry, shown);
    if !differs.is_empty() {
        refusals.push(Refusal::Changed { what: differs.join("; ") });
    }
    if shown.void == VoidMark::Voided {
        refusals.push(Refusal::AlreadyVoided);
    }
    refusals.extend(by_itself(shown));
    refusals
}

/// What parts two records of one number. A fact that is not told cannot agree.
pub(super) fn differences(archived: &Entry, shown: &Entry) -> Vec<String> {
    let authorisation = |entry: &Entry| entry.reference(RefName::AuthorisationCode).map(ToString::to_string);
    let time = |entry: &Entry| entry.time.map(|time| time.to_string());
    let card = |entry: &Entry| entry.card.as_ref().map(|card| card.last4().to_owned());
    let mut found = Vec::new();
    let mut compare = |name: &str, was: Option<String>, is: Option<String>| match (was, is) {
        (Some(was), Some(is)) if was == is => {}
        (None, None) => found.push(format!("{name} is not told")),
        (was, is) => {
            let text = |value: Option<String>| value.unwrap_or_else(|| "not told".into());
            found.push(format!("{name}: {} in the archive, {} now", text(was), text(is)));
        }
    };
    compare("authorisation", authorisation(archived), authorisation(shown));
    compare("amount", Some(archived.amount.to_string()), Some(shown.amount.to_string()));
    compare("date and time", time(archived), time(shown));
    if archived.device != shown.device {
        compare("terminal", Some(archived.device.to_string()), Some(shown.device.to_string()));
    }
    if card(archived) != card(shown) {
        compare("last four digits", card(archived), card(shown));
    }
    if archived.card_type != shown.card_type {
        compare("card type", Some(archived.card_type.as_str().into()), Some(shown.card_type.as_str().into()));
    }
    found
}
