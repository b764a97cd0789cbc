//! A journal put together from what the terminal tells in structured form and what it prints to us.
//!
//! - The same transaction read both ways is one entry: the result stands over the receipt, which leaves its lines and what
//!   only it tells. They are the same where their keys are (trace number, amount, day), or, where the receipt prints no trace
//!   number, where number, amount and day are.
//! - A reversal marks the payment that it took back, where exactly one fits it.
//! - A number that stands for more than one transaction is told, and nobody may act on it by number alone.

use std::collections::BTreeMap;

use super::entry::trace_of;
use super::slip::{self, Slip, SlipKind};
use crate::model::{
    Anomaly, Code, Currency, DeviceId, Entry, EntryResult, Extent, Family, Journal, Kind, Printable, Provenance,
    RefName, VoidMark, Way,
};
use crate::protocol::zvt::Line;

/// Most lines that are kept of one receipt.
const MOST_LINES: usize = 300;

/// A journal being read.
#[derive(Default)]
pub(super) struct Reading {
    device: Option<DeviceId>,
    /// Results, in the order in which they were heard, that no receipt has been found for yet.
    told: Vec<Entry>,
    entries: Vec<Entry>,
    anomalies: Vec<Anomaly>,
    /// Receipts asked for.
    position: usize,
    /// The last number that printed something, and whether others since then printed nothing.
    before: Option<u16>,
    missing: bool,
}

impl Reading {
    /// Keeps what was told in structured form, oldest first.
    pub(super) fn tell(&mut self, entry: Entry) {
        self.told.retain(|known| known.key != entry.key);
        self.told.push(entry);
    }

    /// The terminal that named itself on this link.
    pub(super) fn of(mut self, device: Option<DeviceId>) -> Self {
        self.device = device;
        self
    }

    /// How many transactions are known so far.
    pub(super) fn known(&self) -> usize {
        self.told.len() + self.entries.len()
    }

    /// Something that the terminal does not offer.
    pub(super) fn not_offered(&mut self, way: Way, answer: Option<Code>) {
        self.anomalies.push(Anomaly::NotOffered { way, answer });
    }

    /// Entries so far, in the order of the device.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What the terminal printed for a receipt number: nothing, one receipt in a copy or two, or more than it should.
    pub(super) fn receipt(&mut self, number: u16, lines: &[Line], currency: Currency, today: jiff::civil::Date) {
        self.position += 1;
        let receipts = parted(lines);
        if receipts.is_empty() {
            self.missing = true;
            return;
        }
        self.close_gap(number);
        self.before = Some(number);
        let mut found: Vec<Entry> = Vec::new();
        let mut doubts = Vec::new();
        for printed in receipts {
            match self.printed(number, printed, currency, today) {
                Ok(entry) if found.iter().any(|known| is_same(known, &entry)) => {}
                Ok(entry) => found.push(entry),
                Err(why) => doubts.push(why),
            }
        }
        if found.is_empty() {
            let why = format!("receipt {number:04}: {}", doubts.join("; "));
            self.anomalies.push(Anomaly::Unreadable { position: self.position, why });
        }
        for entry in found {
            self.add(entry);
        }
    }

    /// Numbers that printed nothing lie before this one.
    fn close_gap(&mut self, number: u16) {
        if std::mem::take(&mut self.missing) {
            let after = self.before.map_or(0, u32::from);
            self.anomalies.push(Anomaly::Gap { after, before: u32::from(number) });
        }
    }

    /// One printed receipt as an entry, or why it is none.
    fn printed(
        &mut self,
        number: u16,
        printed: Vec<Printable>,
        currency: Currency,
        today: jiff::civil::Date,
    ) -> Result<Entry, String> {
        let texts: Vec<&str> = printed.iter().map(Printable::as_str).collect();
        let mut slip = slip::read(&texts, Some(currency));
        if let Some(other) = slip.receipt.filter(|other| *other != number) {
            let why = format!("asked for receipt {number:04}, and {other:04} was printed");
            self.anomalies.push(Anomaly::Unreadable { position: self.position, why });
        }
        slip.receipt.get_or_insert(number);
        let device = self.whose(&slip).ok_or("it does not say whose it is")?;
        slip::entry(&slip, &device, printed, today).map_err(|why| {
            let doubts = if slip.doubts.is_empty() { String::new() } else { format!(" ({})", slip.doubts.join(", ")) };
            format!("{why}{doubts}")
        })
    }

    /// The terminal that a receipt names, or else the one that named itself on this link.
    fn whose(&self, slip: &Slip) -> Option<DeviceId> {
        let plain = |text: &str| text.trim_start_matches('0').to_owned();
        let named = slip.terminal.as_ref().filter(|terminal| !terminal.is_blank());
        match (&self.device, named) {
            (Some(device), Some(named)) if plain(device.terminal.as_str()) == plain(named.as_str()) => {
                Some(device.clone())
            }
            (_, Some(named)) => Some(DeviceId::new(Family::Zvt, "", named.as_str())),
            (device, None) => device.clone(),
        }
    }

    /// Adds a printed entry, completed by the result of the same transaction.
    fn add(&mut self, mut entry: Entry) {
        if let Some(place) = self.told.iter().position(|told| is_same(told, &entry)) {
            let mut told = self.told.remove(place);
            // A result does not tell a refund from a payment; a receipt does.
            if told.kind == Kind::Sale && entry.kind != Kind::Void {
                told.kind = entry.kind;
            }
            told.complete_with(&entry);
            entry = told;
        }
        if !self.entries.iter().any(|known| is_same(known, &entry)) {
            self.entries.push(entry);
        }
    }

    /// What was told and not printed goes to the end. Tells from which entry on these are.
    pub(super) fn add_told(&mut self) -> usize {
        let from = self.entries.len();
        self.entries.append(&mut self.told);
        from
    }

    /// Gives the lines that were printed for a transaction to its entry; the terminal told with them which one it is.
    pub(super) fn last_printed(&mut self, told: Option<&Entry>, lines: &[Line]) {
        let entry = self.told.iter_mut().find(|known| told.is_some_and(|told| told.key == known.key));
        if let (Some(last), Some(printed)) = (entry, parted(lines).into_iter().next()) {
            let texts: Vec<&str> = printed.iter().map(Printable::as_str).collect();
            if slip::read(&texts, Some(last.amount.currency)).kind == SlipKind::Refund && last.kind == Kind::Sale {
                last.kind = Kind::Refund;
            }
            last.printed = printed;
        }
    }

    /// The journal.
    pub(super) fn end(mut self, extent: Extent) -> Journal {
        if std::mem::take(&mut self.missing) {
            let after = self.before.map_or(0, u32::from);
            let why = format!("nothing was printed for the numbers behind {after:04}");
            self.anomalies.push(Anomaly::Unreadable { position: self.position, why });
        }
        self.add_told();
        self.mark_reversed();
        self.find_duplicates();
        self.find_others();
        Journal { device: self.device, extent, entries: self.entries, anomalies: self.anomalies }
    }

    fn mark_reversed(&mut self) {
        let reversals: Vec<Entry> = self
            .entries
            .iter()
            .filter(|entry| matches!(entry.kind, Kind::Void | Kind::Refund) && entry.result == EntryResult::Approved)
            .cloned()
            .collect();
        for reversal in reversals {
            let fitting = |entry: &&mut Entry| {
                entry.kind != Kind::Void
                    && entry.result == EntryResult::Approved
                    && (reversal.takes_back(entry) || (reversal.kind == Kind::Void && is_of(&reversal, entry)))
            };
            let mut places = self.entries.iter_mut().filter(fitting);
            if let (Some(entry), None) = (places.next(), places.next()) {
                entry.void = VoidMark::Voided;
            }
        }
    }

    fn find_duplicates(&mut self) {
        let mut times: BTreeMap<u32, usize> = BTreeMap::new();
        for entry in &self.entries {
            *times.entry(entry.number).or_default() += 1;
        }
        let twice = times.into_iter().filter(|(number, count)| *number != 0 && *count > 1);
        self.anomalies.extend(twice.map(|(number, _)| Anomaly::Duplicate { number }));
    }

    fn find_others(&mut self) {
        let first = self.entries.first().map(|entry| entry.device.clone());
        let device =
            self.device.get_or_insert_with(|| first.unwrap_or_else(|| DeviceId::new(Family::Zvt, "", ""))).clone();
        if device.terminal.is_blank() {
            self.device = None;
            return;
        }
        let mut others: Vec<DeviceId> = Vec::new();
        for entry in &self.entries {
            if entry.device != device && !others.contains(&entry.device) {
                others.push(entry.device.clone());
            }
        }
        self.anomalies.extend(others.into_iter().map(|id| Anomaly::OtherDevice { id }));
    }
}

/// Whether two readings are of one transaction.
fn is_same(left: &Entry, right: &Entry) -> bool {
    let day = |entry: &Entry| entry.time.map(|time| (time.civil.month(), time.civil.day()));
    let trace = |entry: &Entry| trace_of(entry, RefName::Trace);
    let printed = left.provenance == Provenance::Print || right.provenance == Provenance::Print;
    let without_trace = printed && (trace(left).is_none() || trace(right).is_none());
    left.device == right.device
        && (left.key == right.key
            || (without_trace
                && left.number == right.number
                && left.amount.same_amount(&right.amount)
                && day(left).is_some()
                && day(left) == day(right)))
}

/// Whether a reversal names this entry, by its trace number or else by its receipt number.
fn is_of(reversal: &Entry, entry: &Entry) -> bool {
    let named = trace_of(reversal, RefName::OriginalTrace);
    let by_trace = named.map(|trace| trace_of(entry, RefName::Trace) == Some(trace));
    let by_number = || trace_of(reversal, RefName::Original).is_some_and(|number| number == entry.number);
    reversal.device == entry.device && reversal.amount.same_amount(&entry.amount) && by_trace.unwrap_or_else(by_number)
}

/// Lines parted into receipts by their end marks, without empty lines at either end. What the terminal did not close is
/// closed by the completion.
pub(super) fn parted(lines: &[Line]) -> Vec<Vec<Printable>> {
    let pieces = lines.split_inclusive(|line| line.last);
    let texts = pieces.map(|piece| {
        let blank = |line: &&Line| line.text.is_blank();
        let head = piece.iter().take_while(blank).count();
        let tail = piece.iter().rev().take_while(blank).count();
        let inside = piece.get(head..piece.len().saturating_sub(tail).max(head)).unwrap_or_default();
        inside.iter().take(MOST_LINES).map(|line| line.text.clone()).collect::<Vec<Printable>>()
    });
    texts.filter(|receipt| !receipt.is_empty()).collect()
}
