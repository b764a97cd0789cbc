//! The journals of the vault, with how entries stand and of which times nothing is missing.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diagnose::matching::{Book, Span};
use crate::model::{DeviceId, Entry, EntryKey, Extent, Stands};
use crate::ops::state::Standings;
use crate::ops::{Console, Failure, continuity, dispute};
use crate::text::Phrase;

/// The journal of one device.
pub(super) struct Shelf {
    pub(super) device: DeviceId,
    entries: Vec<Entry>,
    stands: HashMap<EntryKey, Stands>,
    spans: Vec<Span>,
}

impl Shelf {
    pub(super) fn book(&self) -> Book<'_> {
        let (stands, spans) = (self.stands.clone(), self.spans.clone());
        Book { device: self.device.clone(), entries: &self.entries, stands, spans }
    }
}

/// Journals of one device or of all, and what had to be left out.
pub(super) fn read(console: &Console, only: Option<&DeviceId>) -> Result<(Vec<Shelf>, Vec<Phrase>), Failure> {
    let known = console.vault.archives()?.into_iter().filter_map(|archive| archive.device);
    let devices: BTreeSet<DeviceId> = match only {
        Some(device) => [device.clone()].into(),
        None => known.collect(),
    };
    let standings = Standings::of_vault(&console.vault)?;
    let (mut shelves, mut remarks) = (Vec::new(), Vec::new());
    for device in devices {
        let (seen, left_out) = dispute::everything(console, &device)?;
        remarks.extend(left_out);
        let mut once = HashSet::new();
        let entries = seen.into_iter().map(|(entry, _)| entry).filter(|entry| once.insert(entry.key.clone()));
        let entries: Vec<Entry> = entries.collect();
        let told = entries.iter().filter(|entry| standings.remedy(&entry.key).is_some());
        let stands = told.map(|entry| (entry.key.clone(), standings.of(entry))).collect();
        let spans = spans(console, &device)?;
        shelves.push(Shelf { device, entries, stands, spans });
    }
    Ok((shelves, remarks))
}

/// One stretch for each archive of a whole memory that verifies.
fn spans(console: &Console, device: &DeviceId) -> Result<Vec<Span>, Failure> {
    let (archives, _) = continuity::all_readable(&console.vault, device)?;
    let whole = archives.into_iter().filter(|saved| saved.info.extent == Extent::Whole && !saved.info.partial);
    let spans = whole.filter_map(|saved| {
        let times = || saved.entries.iter().filter_map(|entry| entry.time.map(|time| time.civil));
        Some(Span { first: times().min()?, last: times().max()?, read: saved.info.begun })
    });
    Ok(spans.collect())
}
