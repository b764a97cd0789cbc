//! From records to a journal: entries, what the list shows of voids, and what is odd.
//!
//! What a terminal shows of a voided sale is not documented. Three readings are handled:
//! - **It stays**, as it was, or with result 04, which marks it.
//! - **It disappears**: then the list says nothing; who compares with an earlier archive sees it.
//! - **A record of its own follows.** It is taken for the void of a sale only where that is certain: result 04 (or another
//!   than 00 together with an authorisation), and exactly one earlier approved sale has its authorisation, amount and
//!   card, or its number, amount and card. Then the sale is marked, and the record is a void that names it. A record
//!   with result 00 that has authorisation, amount and card of an earlier sale but a number of its own may be either, so it
//!   marks nothing and is itself never voidable. Everything else is told as it stands.

use std::collections::BTreeMap;

use super::record::{entry_of, id_of, original};
use crate::model::{Anomaly, DeviceId, Entry, EntryResult, Extent, Journal, Kind, RefName, VoidMark};
use crate::protocol::transbank::ItemAnswer;
use crate::protocol::transbank::codes::ResultCode;

/// A journal being read, in the device's order.
#[derive(Default)]
pub(super) struct Reading {
    entries: Vec<Entry>,
    anomalies: Vec<Anomaly>,
    position: usize,
    last_number: Option<u32>,
    /// Number to the places of the entries that have it.
    places: BTreeMap<u32, Vec<usize>>,
}

impl Reading {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Entries so far.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Records so far, the unreadable ones too.
    pub(super) fn records(&self) -> usize {
        self.position
    }

    /// A record that could not be read at all.
    pub(super) fn unreadable(&mut self, why: String) {
        self.position += 1;
        self.anomalies.push(Anomaly::Unreadable { position: self.position, why });
    }

    /// An answer to another command, where the next record was waited for: a record may be missing.
    pub(super) fn stray(&mut self, command: &str) {
        let why = format!("an answer to another command ({command}) came in its place");
        self.anomalies.push(Anomaly::Unreadable { position: self.position + 1, why });
    }

    /// A record of the list that is not its end.
    pub(super) fn record(&mut self, item: &ItemAnswer) {
        let mut entry = match entry_of(&item.sale) {
            Ok(entry) => entry,
            Err(lacks) => {
                let why: Vec<&str> = item.odd.iter().map(String::as_str).chain([lacks]).collect();
                self.unreadable(why.join("; "));
                if let Some(number) = item.sale.operation {
                    self.claim(number);
                }
                return;
            }
        };
        self.position += 1;
        if !item.odd.is_empty() {
            let why = item.odd.join("; ");
            self.anomalies.push(Anomaly::Unreadable { position: self.position, why });
            if entry.result == EntryResult::Approved {
                entry.kind = Kind::Other;
            }
        }
        self.gap(entry.number);
        if self.known(&entry) {
            return;
        }
        self.recognise_void(&mut entry);
        self.places.entry(entry.number).or_default().push(self.entries.len());
        self.entries.push(entry);
    }

    /// A number that a record without other use names: nobody may act on it if another record has it too.
    fn claim(&mut self, number: u32) {
        self.gap(number);
        if self.places.contains_key(&number) {
            self.duplicate(number);
        }
        self.places.entry(number).or_default();
    }

    fn gap(&mut self, number: u32) {
        if let Some(after) = self.last_number.replace(number)
            && number > after.saturating_add(1)
        {
            self.anomalies.push(Anomaly::Gap { after, before: number });
        }
    }

    fn duplicate(&mut self, number: u32) {
        let anomaly = Anomaly::Duplicate { number };
        if !self.anomalies.contains(&anomaly) {
            self.anomalies.push(anomaly);
        }
    }

    /// Handles a record whose number was there before; tells whether it is no new entry.
    fn known(&mut self, entry: &Entry) -> bool {
        let number = entry.number;
        let Some(places) = self.places.get(&number) else { return false };
        let Some(&same) = places.iter().find(|&&place| self.entries[place].key == entry.key) else {
            let void_of_it = places.iter().any(|&place| is_void_by_number(entry, &self.entries[place]));
            if !void_of_it {
                self.duplicate(number);
            }
            return false;
        };
        let before = &mut self.entries[same];
        match () {
            () if before.code == entry.code => self.anomalies.push(Anomaly::Repeated { number }),
            () if entry.void == VoidMark::Voided => before.void = VoidMark::Voided,
            () if before.void == VoidMark::Voided => {}
            () => self.duplicate(number),
        }
        true
    }

    /// Finds the sale whose void this record is, where it is one.
    fn recognise_void(&mut self, record: &mut Entry) {
        let by_number = self.approved(|sale| is_void_by_number(record, sale));
        let by_authorisation = self.approved(|sale| has_same_authorisation(record, sale));
        if record.code.as_str() == ResultCode::OK.to_string() {
            // An approval with another's authorisation: a copy, or a void told as an approval.
            if let Some(&place) = by_authorisation.first() {
                record.kind = Kind::Other;
                record.references.push(original(self.entries[place].number));
            }
            return;
        }
        match (by_number.as_slice(), by_authorisation.as_slice()) {
            (&[place], _) | ([], &[place]) => {
                record.kind = Kind::Void;
                record.void = VoidMark::NotTold;
                record.references.push(original(self.entries[place].number));
                self.entries[place].void = VoidMark::Voided;
            }
            // An authorisation without approval, of no one sale that we see: what it is cannot be told.
            _ if record.result != EntryResult::Approved && record.reference(RefName::AuthorisationCode).is_some() => {
                record.kind = Kind::Other;
            }
            _ => {}
        }
    }

    /// The places of the approved records that fit.
    fn approved(&self, fits: impl Fn(&Entry) -> bool) -> Vec<usize> {
        let is_approval = |entry: &Entry| entry.kind != Kind::Void && entry.result == EntryResult::Approved;
        let places = self.entries.iter().enumerate().filter(|(_, entry)| is_approval(entry) && fits(entry));
        places.map(|(place, _)| place).collect()
    }

    /// The list has ended. `told` are the ids of its last record, where it names any.
    pub(super) fn end(mut self, last: &ItemAnswer) -> Journal {
        if !last.odd.is_empty() {
            self.unreadable(last.odd.join("; "));
        }
        let told = id_of(&last.sale.merchant, &last.sale.terminal);
        let device = told.or_else(|| self.entries.first().map(|entry| entry.device.clone()));
        let mut others: Vec<DeviceId> = Vec::new();
        for entry in &self.entries {
            if Some(&entry.device) != device.as_ref() && !others.contains(&entry.device) {
                others.push(entry.device.clone());
            }
        }
        self.anomalies.extend(others.into_iter().map(|id| Anomaly::OtherDevice { id }));
        Journal { device, extent: Extent::Whole, entries: self.entries, anomalies: self.anomalies }
    }
}

/// Result 04 with the number, amount and card of a sale.
fn is_void_by_number(record: &Entry, sale: &Entry) -> bool {
    record.void == VoidMark::Voided && record.number == sale.number && is_like(record, sale)
}

/// The authorisation, amount and card of a sale, under another number.
fn has_same_authorisation(record: &Entry, sale: &Entry) -> bool {
    let authorisation = record.reference(RefName::AuthorisationCode);
    authorisation.is_some()
        && authorisation == sale.reference(RefName::AuthorisationCode)
        && record.number != sale.number
        && is_like(record, sale)
}

fn is_like(record: &Entry, sale: &Entry) -> bool {
    record.device == sale.device && record.amount.same_amount(&sale.amount) && record.card == sale.card
}
