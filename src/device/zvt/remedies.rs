//! What may be done for an entry, and for each refusal why. Pure: judged by the entry as archived and the journal as read.

use super::allow::{MOST_AMOUNT, MOST_RECEIPT};
use super::entry::trace_of;
use crate::model::{
    Anomaly, Entry, EntryResult, Extent, Journal, Kind, Password, RefName, Refusal, Remedy, RemedyKind, VoidMark,
};
use crate::protocol::zvt::{Charge, Request};

/// The remedies of an entry. This family has one: the reversal of an approved payment by its receipt number, together with
/// its amount. With `now` nothing that the terminal shows may contradict it; a journal that stands for the whole memory has
/// to hold it.
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

/// The bytes that a remedy sends, with zeros in place of the password; empty for an entry that has no remedy.
pub fn request(kind: RemedyKind, entry: &Entry) -> Vec<u8> {
    match kind {
        RemedyKind::Void => {
            reversal_of(entry, Password::NONE).map_or_else(Vec::new, |request| request.message().shown())
        }
    }
}

/// The reversal of an entry; `None` where its number or amount cannot stand in one.
pub(super) fn reversal_of(entry: &Entry, password: Password) -> Option<Request> {
    let receipt = u16::try_from(entry.number).ok().filter(|number| (1..=MOST_RECEIPT).contains(number))?;
    let minor = Some(entry.amount.minor).filter(|minor| (1..=MOST_AMOUNT).contains(minor))?;
    Some(Request::Reversal { password, receipt, charge: Charge { amount: Some(minor), ..Charge::default() } })
}

fn by_itself(entry: &Entry) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if entry.kind != Kind::Sale || entry.result != EntryResult::Approved {
        refusals.push(Refusal::NotApprovedSale);
    }
    if entry.void == VoidMark::Voided {
        refusals.push(Refusal::AlreadyVoided);
    }
    if reversal_of(entry, Password::NONE).is_none() {
        refusals.push(Refusal::Ambiguous);
    }
    refusals
}

fn by_journal(entry: &Entry, journal: &Journal) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if journal.device.as_ref() != Some(&entry.device) {
        refusals.push(Refusal::OtherDevice { found: journal.device.clone() });
    }
    if journal.entries.iter().any(|shown| shown.takes_back(entry)) {
        refusals.push(Refusal::AlreadyVoided);
    }
    let twice = journal.anomalies.contains(&Anomaly::Duplicate { number: entry.number });
    let shown: Vec<&Entry> = journal.entries.iter().filter(|shown| shown.number == entry.number).collect();
    match shown.as_slice() {
        _ if twice => refusals.push(Refusal::Ambiguous),
        [] if journal.extent == Extent::Last => {}
        [] => refusals.push(Refusal::NotInMemory),
        [shown] => refusals.extend(by_record(entry, shown)),
        _ => refusals.push(Refusal::Ambiguous),
    }
    refusals
}

fn by_record(entry: &Entry, shown: &Entry) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let differs = differences(entry, shown);
    if !differs.is_empty() {
        refusals.push(Refusal::Changed { what: differs.join("; ") });
    }
    refusals.extend(by_itself(shown));
    refusals
}

/// What parts two records of one number. What one of them does not tell does not part them: a receipt that was printed or
/// typed tells less than a result.
pub(super) fn differences(archived: &Entry, shown: &Entry) -> Vec<String> {
    let card = |entry: &Entry| entry.card.as_ref().map(|card| card.last4().to_owned());
    let day = |entry: &Entry| entry.time.map(|time| time.civil.date().to_string());
    let trace = |entry: &Entry| trace_of(entry, RefName::Trace).map(|trace| trace.to_string());
    let mut found = Vec::new();
    let mut compare = |name: &str, was: Option<String>, is: Option<String>| {
        if let (Some(was), Some(is)) = (was, is)
            && was != is
        {
            found.push(format!("{name}: {was} in the archive, {is} now"));
        }
    };
    compare("terminal", Some(archived.device.to_string()), Some(shown.device.to_string()));
    compare("amount", Some(archived.amount.to_string()), Some(shown.amount.to_string()));
    compare("trace number", trace(archived), trace(shown));
    compare("date", day(archived), day(shown));
    compare("last four digits", card(archived), card(shown));
    found
}
