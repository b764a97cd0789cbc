//! What the rules see of one device.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::model::{
    Anomaly, DeviceId, Entry, EntryKey, EntryResult, Extent, IdentityProof, IntentId, Kind, Outcome, Stands, VoidMark,
};

/// One archive: the journal as it was read at one time.
#[derive(Clone, Debug)]
pub struct Reading {
    /// When the pull began, by this machine's clock.
    pub at: Timestamp,
    /// Content hash of the archive; orders readings of one moment.
    pub hash: String,
    /// What its entries stand for.
    pub extent: Extent,
    /// Entries in the device's order.
    pub entries: Vec<Entry>,
    /// What was odd.
    pub anomalies: Vec<Anomaly>,
    /// How it follows the whole reading before it; [`IdentityProof::Told`] for the first one.
    pub proof: IdentityProof,
}

impl Reading {
    /// Whether it stands for all of the device's memory.
    pub fn is_whole(&self) -> bool {
        self.extent == Extent::Whole
    }

    /// Entries that surely stand in the device's order, and that it shows again as long as their batch is open.
    pub(super) fn in_order(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| is_in_order(entry))
    }
}

/// Where journals are read by receipt, what was told and not printed stands at the end, whatever its time.
pub(super) fn is_in_order(entry: &Entry) -> bool {
    !entry.device.family.reads_by_receipt() || !entry.printed.is_empty()
}

/// A remedy that was sent from here, as our ledger has it.
#[derive(Clone, Debug)]
pub struct Remedied {
    /// Which intent.
    pub intent: IntentId,
    /// For which entry.
    pub entry: Entry,
    /// When it was made durable.
    pub at: Timestamp,
    /// How it ended; `None` where nothing was recorded.
    pub outcome: Option<Outcome>,
}

impl Remedied {
    /// Whether nobody can say yet what became of it.
    pub fn is_open(&self) -> bool {
        matches!(self.outcome, None | Some(Outcome::Unknown { .. }))
    }
}

/// An entry as known from all archives.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its facts; voided where any reading shows it so.
    pub entry: Entry,
    /// How it stands, by journal and ledger.
    pub stands: Stands,
    /// When it was first seen.
    pub first_seen: Timestamp,
}

impl Fact {
    /// Its time by the device's clock.
    pub(super) fn time(&self) -> Option<DateTime> {
        self.entry.time.map(|time| time.civil)
    }

    /// Whether it is an approved sale that nobody voided, as far as anybody can say.
    pub(super) fn is_good_sale(&self) -> bool {
        self.is_approved_sale() && !self.stands.is_voided() && !self.stands.is_unknown()
    }

    pub(super) fn is_approved_sale(&self) -> bool {
        self.entry.kind == Kind::Sale && self.entry.result == EntryResult::Approved
    }
}

/// What [`Facts`] are made from.
pub struct Given<'a> {
    /// Which device.
    pub device: DeviceId,
    /// Its archives, in any order.
    pub readings: Vec<Reading>,
    /// Remedies for its entries, in any order.
    pub remedies: Vec<Remedied>,
    /// Other devices that the vault knows.
    pub others: Vec<DeviceId>,
    /// How an entry stands.
    pub stands: &'a dyn Fn(&Entry) -> Stands,
    /// The time zone of the shop's clock.
    pub zone: TimeZone,
}

/// What the rules see of one device.
pub struct Facts {
    /// Which device.
    pub device: DeviceId,
    /// Its archives, oldest first.
    pub readings: Vec<Reading>,
    /// Every entry that any archive holds, by time, then number; those without a time first.
    pub entries: Vec<Fact>,
    /// Remedies for its entries, oldest first.
    pub remedies: Vec<Remedied>,
    /// Other devices that the vault knows.
    pub others: Vec<DeviceId>,
    /// The time zone of the shop's clock.
    pub zone: TimeZone,
}

impl Facts {
    /// Puts the archives of a device together.
    pub fn new(given: Given<'_>) -> Self {
        let Given { device, mut readings, mut remedies, mut others, stands, zone } = given;
        readings.sort_by(|left, right| (left.at, &left.hash).cmp(&(right.at, &right.hash)));
        remedies.sort_by(|left, right| (left.at, &left.intent).cmp(&(right.at, &right.intent)));
        others.sort();
        others.dedup();
        let entries = merge(&device, &readings, stands);
        Self { device, readings, entries, remedies, others, zone }
    }

    /// Whole readings, oldest first, parted into those of one batch: from one to the next the memory only grew.
    pub(super) fn batches(&self) -> Vec<Vec<&Reading>> {
        let mut batches: Vec<Vec<&Reading>> = Vec::new();
        for reading in self.readings.iter().filter(|reading| reading.is_whole()) {
            match batches.last_mut() {
                Some(batch) if matches!(reading.proof, IdentityProof::Continuity { .. }) => batch.push(reading),
                _ => batches.push(vec![reading]),
            }
        }
        batches
    }

    /// Pairs of whole readings that follow one another.
    pub(super) fn whole_pairs(&self) -> Vec<(&Reading, &Reading)> {
        let whole: Vec<&Reading> = self.readings.iter().filter(|reading| reading.is_whole()).collect();
        whole.iter().zip(whole.iter().skip(1)).map(|(before, after)| (*before, *after)).collect()
    }

    /// Entries that have a time, with it, in its order.
    pub(super) fn timed(&self) -> Vec<(DateTime, &Fact)> {
        self.entries.iter().filter_map(|fact| Some((fact.time()?, fact))).collect()
    }

    /// A moment of this machine as the shop's clock would show it.
    pub(super) fn civil(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }
}

fn merge(device: &DeviceId, readings: &[Reading], stands: &dyn Fn(&Entry) -> Stands) -> Vec<Fact> {
    let mut places: HashMap<EntryKey, usize> = HashMap::new();
    let mut facts: Vec<Fact> = Vec::new();
    let mut voided: HashSet<EntryKey> = HashSet::new();
    for reading in readings {
        for entry in reading.entries.iter().filter(|entry| entry.device == *device) {
            match places.get(&entry.key) {
                Some(&place) => facts[place].entry.complete_with(entry),
                None => {
                    places.insert(entry.key.clone(), facts.len());
                    facts.push(Fact { entry: entry.clone(), stands: Stands::AsRecorded, first_seen: reading.at });
                }
            }
            // A void does not come undone: a later reading may only show less, where it shows one transaction.
            if entry.void == VoidMark::Voided {
                voided.insert(entry.key.clone());
            }
        }
    }
    for fact in &mut facts {
        fact.entry.void = if voided.contains(&fact.entry.key) { VoidMark::Voided } else { VoidMark::NotTold };
        fact.stands = stands(&fact.entry);
    }
    facts.sort_by(|left, right| {
        let order = |fact: &Fact| (fact.time(), fact.entry.number);
        order(left).cmp(&order(right)).then_with(|| left.entry.key.cmp(&right.entry.key))
    });
    facts
}
