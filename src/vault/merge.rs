//! The journals of many archives as one: each entry once, with where and how it was seen.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::store::{Entries, Listed, Store};
use super::{Known, Observation, VaultError};
use crate::model::{
    Card, CardType, DeviceId, DeviceTime, Entry, EntryKey, EntryResult, Kind, Money, Printable, Provenance, VoidMark,
};

/// What lists and filters need of an entry; the rest stays in the archives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Names the entry.
    pub key: EntryKey,
    /// Whose journal.
    pub device: Arc<DeviceId>,
    /// The device's own number.
    pub number: u32,
    /// Kind of transaction.
    pub kind: Kind,
    /// How it ended there.
    pub result: EntryResult,
    /// The family's result code as told.
    pub code: Printable,
    /// Amount.
    pub amount: Money,
    /// Time by the device's clock.
    pub time: Option<DeviceTime>,
    /// Card, masked.
    pub card: Option<Card>,
    /// Credit or debit.
    pub card_type: CardType,
    /// Brand as the family writes it.
    pub brand: Printable,
    /// What the newest archive that holds it shows of a void.
    pub void: VoidMark,
    /// How it is known.
    pub provenance: Provenance,
    /// Whether the device's own receipt is kept with it.
    pub printed: bool,
    /// Whether archives tell it differently (a structured record here, a printed receipt there): then its details are put
    /// together from all of them.
    pub varied: bool,
    /// In how many archives it was seen.
    pub seen: usize,
}

impl Row {
    /// The row of an entry that was not seen in any archive yet.
    fn of(entry: &Entry, device: Arc<DeviceId>) -> Self {
        Self {
            key: entry.key.clone(),
            device,
            number: entry.number,
            kind: entry.kind,
            result: entry.result,
            code: entry.code.clone(),
            amount: entry.amount,
            time: entry.time,
            card: entry.card.clone(),
            card_type: entry.card_type,
            brand: entry.brand.clone(),
            void: entry.void,
            provenance: entry.provenance,
            printed: !entry.printed.is_empty(),
            varied: false,
            seen: 0,
        }
    }
}

/// One archive that holds an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sighting {
    /// Number of the archive in [`Merged::archives`].
    pub(super) archive: u32,
    /// Place of the entry among all that the archive stands for.
    pub(super) place: u32,
    /// What it shows of a void.
    pub(super) void: VoidMark,
}

/// An archive that was merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) hash: Arc<str>,
    pub(super) begun: Timestamp,
    pub(super) base: Option<String>,
    /// Entries that it stands for.
    pub(super) entries: usize,
}

impl Source {
    pub(super) fn of(listed: &Listed) -> Self {
        let info = &listed.info;
        Self { hash: info.hash.as_str().into(), begun: info.begun, base: info.base.clone(), entries: info.entries }
    }
}

/// Rows in order of first sight, and the archives that they came from, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) rows: Arc<Vec<Row>>,
    /// For each row where it was seen, oldest first.
    pub(super) seen: Vec<Vec<Sighting>>,
    pub(super) archives: Vec<Source>,
}

impl Merged {
    /// An entry as known, given its facts.
    pub(super) fn known(&self, number: usize, entry: Entry) -> Known {
        let mut known = Known { entry, seen: Vec::new() };
        self.complete(number, &mut known);
        known
    }

    /// Adds what all archives together say of an entry to its facts.
    pub(super) fn complete(&self, number: usize, known: &mut Known) {
        let (row, seen) = (&self.rows[number], &self.seen[number]);
        known.entry.void = row.void;
        let observation = |sighting: &Sighting| {
            let source = self.archives.get(sighting.archive as usize)?;
            Some(Observation { at: source.begun, archive: Arc::clone(&source.hash), void: sighting.void })
        };
        // Exactly as many as there are: a hundred thousand entries may stay in memory.
        known.seen.reserve_exact(seen.len());
        known.seen.extend(seen.iter().filter_map(observation));
    }
}

/// Adds archives to a [`Merged`], oldest first.
pub(super) struct Merger {
    pub(super) merged: Merged,
    by_key: HashMap<EntryKey, u32>,
    /// For each archive, the row and the void mark of each place in it.
    places: HashMap<String, Vec<(u32, VoidMark)>>,
    devices: HashMap<DeviceId, Arc<DeviceId>>,
    /// Rows from here on are new or were touched, for the index.
    pub(super) touched: Vec<u32>,
}

impl Merger {
    /// Goes on with what was merged before.
    pub(super) fn onto(merged: Merged) -> Self {
        let mut merger = Self {
            by_key: HashMap::new(),
            places: HashMap::new(),
            devices: HashMap::new(),
            touched: Vec::new(),
            merged,
        };
        for (number, row) in (0u32..).zip(merger.merged.rows.iter()) {
            merger.by_key.insert(row.key.clone(), number);
            merger.devices.entry((*row.device).clone()).or_insert_with(|| Arc::clone(&row.device));
        }
        merger
    }

    /// Whether the places of this archive are known, as a delta on it needs.
    fn knows(&self, hash: &str) -> bool {
        self.places.contains_key(hash)
    }

    /// Reads and adds an archive. `told` gets every entry that was not known, in the order of rows, and every one that this
    /// archive tells otherwise, with the number of its row.
    pub(super) fn add(
        &mut self,
        store: &Store,
        listed: &Listed,
        mut told: impl FnMut(usize, &Entry),
    ) -> Result<(), VaultError> {
        let path = &listed.info.path;
        let known = listed.info.base.as_deref().is_some_and(|base| self.knows(base));
        let (mut places, own) = if known {
            let parsed = store.parse(path, false)?;
            let base = parsed
                .base
                .as_ref()
                .and_then(|base| self.places.get(&base.hash).filter(|all| all.len() == base.entries));
            let base = base.ok_or("its base is not as it says").map_err(VaultError::damaged(path))?;
            (base.clone(), parsed.own)
        } else {
            let chain = store.chain(path, false)?;
            (Vec::new(), chain.into_iter().flat_map(|parsed| parsed.own).collect())
        };
        for entry in &own {
            places.push((self.row(entry, &mut told), entry.void));
        }
        let archive =
            u32::try_from(self.merged.archives.len()).map_err(|_| VaultError::NotFound("too many archives".into()))?;
        for (place, (number, void)) in (0u32..).zip(&places) {
            let seen = &mut self.merged.seen[*number as usize];
            if seen.last().is_some_and(|last| last.archive == archive) {
                continue; // twice in one archive is one sighting
            }
            seen.push(Sighting { archive, place, void: *void });
            let row = &mut Arc::make_mut(&mut self.merged.rows)[*number as usize];
            row.void = *void;
            row.seen += 1;
            self.touched.push(*number);
        }
        self.merged.archives.push(Source::of(listed));
        self.places.insert(listed.info.hash.clone(), places);
        Ok(())
    }

    fn row(&mut self, entry: &Entry, told: &mut impl FnMut(usize, &Entry)) -> u32 {
        if let Some(number) = self.by_key.get(&entry.key) {
            let at = *number as usize;
            if self.is_told_otherwise(at, entry) {
                let rows = Arc::make_mut(&mut self.merged.rows);
                if entry.provenance == Provenance::Structured {
                    let device = Arc::clone(&rows[at].device);
                    let Row { void, seen, printed, .. } = rows[at];
                    rows[at] = Row { void, seen, printed, ..Row::of(entry, device) };
                }
                rows[at].printed |= !entry.printed.is_empty();
                rows[at].varied = true;
                told(at, entry);
            }
            return *number;
        }
        let number = self.merged.rows.len() as u32;
        let device = self.devices.entry(entry.device.clone()).or_insert_with(|| Arc::new(entry.device.clone()));
        let row = Row::of(entry, Arc::clone(device));
        Arc::make_mut(&mut self.merged.rows).push(row);
        self.merged.seen.push(Vec::new());
        self.by_key.insert(entry.key.clone(), number);
        told(number as usize, entry);
        number
    }

    /// Whether another kind of reading tells this entry now, or whether its own receipt comes with it.
    fn is_told_otherwise(&self, number: usize, entry: &Entry) -> bool {
        let row = &self.merged.rows[number];
        row.provenance != entry.provenance || (!row.printed && !entry.printed.is_empty())
    }
}

/// Sealed archives, oldest first; of those that may hold entries of `device` where one is named.
pub(super) fn sealed(store: &Store, device: Option<&DeviceId>) -> Result<Vec<Listed>, VaultError> {
    let mut all = store.list()?;
    // A file that cannot even be listed may be anybody's: reading it tells what is wrong with it.
    let may_hold = |one: &Listed| device.is_none_or(|device| one.concerns(device) || one.info.hash.is_empty());
    all.retain(|one| one.sealed() && may_hold(one));
    Ok(all)
}

/// Merges straight from the archives, each read and verified.
pub(super) fn read(
    store: &Store,
    device: Option<&DeviceId>,
    mut told: impl FnMut(usize, &Entry),
) -> Result<Merged, VaultError> {
    let mut merger = Merger::onto(Merged::default());
    for listed in sealed(store, device)? {
        merger.add(store, &listed, &mut told)?;
    }
    Ok(merger.merged)
}

/// The whole entries of some rows, in their order. Neighbours are read together.
pub(super) fn details(store: &Store, merged: &Merged, wanted: impl Fn(&Row) -> bool) -> Result<Vec<Known>, VaultError> {
    let mut places = None;
    let mut block: Option<Entries> = None;
    let mut out = Vec::new();
    for (number, row) in merged.rows.iter().enumerate().filter(|(_, row)| wanted(row)) {
        if places.is_none() {
            let all = store.list()?.into_iter().filter(Listed::sealed);
            places = Some(all.map(|listed| (listed.info.hash.clone(), listed)).collect::<HashMap<_, _>>());
        }
        let Some(places) = &places else { continue };
        let mut entry = match block.as_ref().and_then(|block| pick(block, row)) {
            Some(entry) => entry,
            None => {
                block = match merged.seen[number].first() {
                    Some(first) => at(store, merged, places, first)?,
                    None => None,
                };
                let entry = block.as_ref().and_then(|block| pick(block, row));
                entry.ok_or_else(|| VaultError::NotFound(format!("no archive here holds {} any more", row.key)))?
            }
        };
        for other in merged.seen[number].iter().skip(1).filter(|_| row.varied) {
            if let Some(other) = at(store, merged, places, other)?.and_then(|block| pick(&block, row)) {
                entry.complete_with(&other);
            }
        }
        out.push(merged.known(number, entry));
    }
    Ok(out)
}

fn pick(block: &[Entry], row: &Row) -> Option<Entry> {
    block.iter().find(|entry| entry.key == row.key).cloned()
}

/// The block of an archive in which an entry was seen.
fn at(
    store: &Store,
    merged: &Merged,
    places: &HashMap<String, Listed>,
    seen: &Sighting,
) -> Result<Option<Entries>, VaultError> {
    let Some(source) = merged.archives.get(seen.archive as usize) else { return Ok(None) };
    store.entry_at(places, &source.hash, seen.place as usize)
}
