//! Joining both sides by a key: sort, then walk through runs of equal keys. A record costs 16 bytes while it lasts.
//!
//! A key decides only where it names one entry and one row. Numbers come round again, so a run of one key is parted where
//! neighbours lie more than twelve hours apart, and each part is judged by itself.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::book::Sides;
use super::key::{self, Key, LONG_ORDER};
use super::{Double, Pair};
use crate::model::{BillRow, Entry, EntryResult, RowState};

/// Marks rows among the numbers of a run.
const ROW: u32 = 1 << 31;
/// Neighbours that lie farther apart are not of one transaction. Covers time zones of one country and a clock set wrong by hours.
const APART: i32 = 12 * 60;
/// So far apart two records may still be one, where everything else speaks for it: a clock set to another day.
const FAR: i32 = 40 * 24 * 60;
/// No time is told.
const NO_TIME: i32 = i32::MIN;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    hash: u64,
    /// Minutes.
    at: i32,
    who: u32,
}

/// What a join gives.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) pairs: Vec<Pair>,
    pub(super) doubles: Vec<Double>,
}

/// Joins all entries with these rows by one key, as far as a row is still free. `rows` are numbers of rows.
pub(super) fn join(sides: &Sides<'_>, by: Key, rows: &[u32], entries: bool, is_free: impl Fn(u32) -> bool) -> Joined {
    let mut items = collect(sides, by, rows, entries);
    items.sort_unstable();
    items.dedup();
    let mut joined = Joined::default();
    for run in items.chunk_by(|left, right| left.hash == right.hash) {
        if run.len() > 1 && run.iter().any(|item| item.who & ROW != 0 && is_free(item.who & !ROW)) {
            same_hash(sides, by, run, &mut joined);
        }
    }
    joined
}

fn collect(sides: &Sides<'_>, by: Key, rows: &[u32], entries: bool) -> Vec<Item> {
    let count = if entries { sides.entries as usize } else { 0 };
    let mut items = Vec::with_capacity(count + rows.len());
    let mut buffer = Vec::with_capacity(96);
    for number in 0..count as u32 {
        let at = minutes(sides.entry_at(number));
        key::of_entry(by, sides.entry(number), &mut buffer, &mut |bytes| {
            items.push(Item { hash: hash(bytes), at, who: number });
        });
    }
    for &number in rows {
        let sheet = sides.sheet(number);
        let row = sides.row(number);
        let at = minutes(sheet.at(row));
        key::of_row(by, sheet.bill, row, &mut buffer, &mut |bytes| {
            items.push(Item { hash: hash(bytes), at, who: number | ROW });
        });
    }
    items
}

fn minutes(at: Option<i64>) -> i32 {
    at.map_or(NO_TIME, |at| i32::try_from(at / 60).unwrap_or(NO_TIME))
}

/// The same in every run of the program. That it can be foreseen does no harm: equal sums are told apart by their keys.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Parts a run by the keys themselves, which nearly always are one.
fn same_hash(sides: &Sides<'_>, by: Key, run: &[Item], joined: &mut Joined) {
    if let [one, other] = run {
        if exact(sides, by, one) == exact(sides, by, other) {
            same_key(sides, by, run, joined);
        }
        return;
    }
    let mut by_key: BTreeMap<Vec<u8>, Vec<Item>> = BTreeMap::new();
    for item in run {
        by_key.entry(exact(sides, by, item)).or_default().push(*item);
    }
    for items in by_key.into_values() {
        same_key(sides, by, &items, joined);
    }
}

/// The key of an item itself.
fn exact(sides: &Sides<'_>, by: Key, item: &Item) -> Vec<u8> {
    let mut found = Vec::new();
    let mut take = |bytes: &[u8]| {
        if hash(bytes) == item.hash {
            found = bytes.to_vec();
        }
    };
    let mut buffer = Vec::new();
    match item.who & ROW {
        0 => key::of_entry(by, sides.entry(item.who), &mut buffer, &mut take),
        _ => {
            let row = item.who & !ROW;
            key::of_row(by, sides.sheet(row).bill, sides.row(row), &mut buffer, &mut take);
        }
    }
    found
}

/// Judges all that has one key, in order of time.
fn same_key(sides: &Sides<'_>, by: Key, items: &[Item], joined: &mut Joined) {
    let timeless = items.iter().any(|item| item.at == NO_TIME);
    let parts: Vec<&[Item]> = match timeless {
        true => vec![items],
        false => items.chunk_by(|left, right| right.at - left.at <= APART).collect(),
    };
    if let [one, other] = items
        && parts.len() == 2
    {
        let (entry, row) = if one.who & ROW == 0 { (one, other) } else { (other, one) };
        let mixed = entry.who & ROW == 0 && row.who & ROW != 0;
        if mixed && (other.at - one.at).abs() <= FAR && agree(by, sides.entry(entry.who), sides.row(row.who & !ROW)) {
            joined.pairs.push(Pair { entry: entry.who, row: row.who & !ROW, key: by });
        }
        return;
    }
    for part in parts {
        near(sides, by, part, joined);
    }
}

/// Whether amount and card (or an order that is given once) agree, so that a date far off does not part them.
fn agree(by: Key, entry: &Entry, row: &BillRow) -> bool {
    let card = match (&entry.card, &row.card) {
        (Some(ours), Some(theirs)) => ours.last4() == theirs.last4(),
        _ => by == Key::Order && row.order.as_ref().is_some_and(|order| order.as_str().len() >= LONG_ORDER),
    };
    card && super::differ::amount_agrees(entry, row)
}

/// Judges what has one key and lies together.
fn near(sides: &Sides<'_>, by: Key, items: &[Item], joined: &mut Joined) {
    let mut entries: Vec<u32> = items.iter().filter(|item| item.who & ROW == 0).map(|item| item.who).collect();
    let mut rows: Vec<u32> = items.iter().filter(|item| item.who & ROW != 0).map(|item| item.who & !ROW).collect();
    // A till gives one ticket to a payment however often it is tried, and bills list attempts that were closed.
    keep_if_any(&mut entries, |entry| sides.entry(*entry).result != EntryResult::Declined);
    keep_if_any(&mut rows, |row| sides.row(*row).state != RowState::Closed);
    match (entries.as_slice(), rows.as_slice()) {
        ([entry], [row]) => joined.pairs.push(Pair { entry: *entry, row: *row, key: by }),
        (_, []) | ([], [_]) => {}
        _ => {
            entries.sort_unstable();
            rows.sort_unstable();
            joined.doubles.push(Double { key: by, entries, rows });
        }
    }
}

/// Drops what does not hold, unless that is all there is.
fn keep_if_any(all: &mut Vec<u32>, holds: impl Fn(&u32) -> bool) {
    if all.iter().any(&holds) {
        all.retain(holds);
    }
}
