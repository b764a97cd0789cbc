//! What a comparison came to, without the journals and bills that it borrowed.

use std::collections::BTreeMap;

use crate::diagnose::finding::{Finding, Severity};
use crate::diagnose::matching::{Clock, Difference, Key, Matching, Suggestion};
use crate::model::{Bill, DeviceId, EntryKey, Printable};
use crate::text::Phrase;

/// A row, by its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Name of the file.
    pub file: Printable,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// Line, from 1.
    pub line: u32,
    /// Which one of several on that line, from 0.
    pub part: u32,
}

/// A pair of which both sides tell something differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Our record.
    pub entry: EntryKey,
    /// The row.
    pub row: Spot,
    /// What joined them.
    pub key: Key,
    /// All that differs.
    pub differences: Vec<Difference>,
}

/// What a key names on both sides, too often to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// The key.
    pub key: Key,
    /// Records.
    pub entries: Vec<EntryKey>,
    /// Rows.
    pub rows: Vec<Spot>,
}

/// A record and a row that look alike. It closes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Our record.
    pub entry: EntryKey,
    /// The row.
    pub row: Spot,
    /// Seconds between them after the clocks were set against each other; `None`: the bill tells no time of day.
    pub seconds: Option<i64>,
    /// Seconds that were allowed.
    pub window: i64,
    /// Whether the clock was measured; otherwise the window is wide.
    pub measured: bool,
    /// Whether both sides tell the card, and the same.
    pub card: bool,
    /// Rows that look as much alike.
    pub among: u32,
}

/// The clock of a device against a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Whose clock.
    pub device: DeviceId,
    /// Against which file.
    pub file: Printable,
    /// What was measured.
    pub clock: Clock,
}

/// What reconciling came to.
#[derive(Clone, Debug, Default)]
pub struct Reconciled {
    /// The bills.
    pub bills: Vec<Bill>,
    /// Devices whose journals were set against them.
    pub devices: Vec<DeviceId>,
    /// What had to be left out.
    pub remarks: Vec<Phrase>,
    /// What is wrong, the most urgent first.
    pub findings: Vec<Finding>,
    /// How many pairs each key joined, strongest first.
    pub pairs: Vec<(Key, usize)>,
    /// Pairs that differ.
    pub differing: Vec<Differing>,
    /// What no key could decide.
    pub ambiguous: Vec<Ambiguous>,
    /// Transactions without a row, and rows without a record, whatever the reason.
    pub left: (usize, usize),
    /// Rows that repeat those of another file and count once.
    pub repeated: usize,
    /// What looks alike.
    pub suggestions: Vec<Alike>,
    /// Clocks that were measured.
    pub clocks: Vec<Measured>,
}

impl Reconciled {
    /// Whether nothing is wrong. A note says that nothing is.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Note) && self.differing.is_empty()
    }

    pub(super) fn of(matching: &Matching<'_>, findings: Vec<Finding>) -> Self {
        let mut by_key: BTreeMap<Key, usize> = BTreeMap::new();
        for pair in &matching.pairs {
            *by_key.entry(pair.key).or_default() += 1;
        }
        let differing = matching.pairs.iter().filter_map(|pair| {
            let differences = matching.differences(pair);
            let told = || Differing {
                entry: key(matching, pair.entry),
                row: spot(matching, pair.row),
                key: pair.key,
                differences: differences.clone(),
            };
            (!differences.is_empty()).then(told)
        });
        let ambiguous = matching.doubles.iter().map(|double| Ambiguous {
            key: double.key,
            entries: double.entries.iter().map(|entry| key(matching, *entry)).collect(),
            rows: double.rows.iter().map(|row| spot(matching, *row)).collect(),
        });
        Self {
            findings,
            pairs: by_key.into_iter().collect(),
            differing: differing.collect(),
            ambiguous: ambiguous.collect(),
            left: (matching.loose_entries().len(), matching.loose_rows().len()),
            repeated: (0..matching.sides.rows).filter(|row| matching.is_echo(*row)).count(),
            suggestions: matching.suggestions.iter().map(|one| alike(matching, one)).collect(),
            clocks: clocks(matching),
            ..Self::default()
        }
    }
}

fn key(matching: &Matching<'_>, entry: u32) -> EntryKey {
    matching.sides.entry(entry).key.clone()
}

fn spot(matching: &Matching<'_>, row: u32) -> Spot {
    let (bill, told) = (matching.sides.sheet(row).bill, matching.sides.row(row));
    Spot { file: bill.name.clone(), sha256: bill.sha256.clone(), line: told.line, part: told.part }
}

fn alike(matching: &Matching<'_>, one: &Suggestion) -> Alike {
    Alike {
        entry: key(matching, one.entry),
        row: spot(matching, one.row),
        seconds: one.apart,
        window: one.window,
        measured: one.measured,
        card: one.card,
        among: one.among,
    }
}

fn clocks(matching: &Matching<'_>) -> Vec<Measured> {
    let sides = &matching.sides;
    let all = (0..sides.books.len()).flat_map(|book| (0..sides.sheets.len()).map(move |sheet| (book, sheet)));
    let measured = all.filter_map(|(book, sheet)| {
        let clock = matching.clocks.get(book, sheet)?;
        let (device, file) = (sides.books[book].device.clone(), sides.sheets[sheet].bill.name.clone());
        Some(Measured { device, file, clock })
    });
    measured.collect()
}
