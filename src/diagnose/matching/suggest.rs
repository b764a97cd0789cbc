//! What looks alike and has no key in common: amount, card and time. For a person to look at; it closes nothing.

use super::book::Sides;
use super::clock::Clocks;
use super::key::{class_of_entry, class_of_row};

/// An entry with more rows around it than these is told with their count only.
const MOST: usize = 5;
/// Seconds of a day, for bills that tell no time of day.
const DAY: i64 = 86_399;

/// An entry and a row that look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Suggestion {
    pub(crate) entry: u32,
    pub(crate) row: u32,
    /// Seconds between them after correction; `None` where the bill tells no time of day.
    pub(crate) apart: Option<i64>,
    /// Seconds of the window.
    pub(crate) window: i64,
    /// Whether the clock was measured.
    pub(crate) measured: bool,
    /// Whether both sides tell the card, and the same.
    pub(crate) card: bool,
    /// Rows that look as much alike.
    pub(crate) among: u32,
}

/// A row that nothing was found for, to search by.
struct Loose {
    class: u8,
    minor: i64,
    at: i64,
    row: u32,
}

/// Looks for what is alike among entries and rows that are left.
pub(super) fn suggest(sides: &Sides<'_>, clocks: &Clocks, entries: &[u32], rows: &[u32]) -> Vec<Suggestion> {
    let mut out = Vec::new();
    for sheet in 0..sides.sheets.len() {
        let numbers = sides.rows_of(sheet);
        let from = rows.partition_point(|row| *row < numbers.start);
        let to = rows.partition_point(|row| *row < numbers.end);
        let loose = sorted(sides, &rows[from..to]);
        if !loose.is_empty() {
            for &entry in entries {
                of_entry(sides, clocks, sheet, entry, &loose, &mut out);
            }
        }
    }
    out.sort_unstable();
    out
}

fn sorted(sides: &Sides<'_>, rows: &[u32]) -> Vec<Loose> {
    let loose = rows.iter().filter_map(|&row| {
        let told = sides.row(row);
        let class = class_of_row(told)? as u8;
        Some(Loose { class, minor: told.amount.minor, at: sides.row_at(row)?, row })
    });
    let mut loose: Vec<Loose> = loose.collect();
    loose.sort_unstable_by_key(|one| (one.class, one.minor, one.at, one.row));
    loose
}

fn of_entry(sides: &Sides<'_>, clocks: &Clocks, sheet: usize, entry: u32, loose: &[Loose], out: &mut Vec<Suggestion>) {
    let told = sides.entry(entry);
    let (Some(class), Some(at)) = (class_of_entry(told), sides.entry_at(entry)) else { return };
    let (offset, window, measured) = clocks.window(sides.book_of(entry), sheet);
    let days_only = sides.sheets[sheet].days_only;
    let (middle, before, after) = if days_only { (at, DAY, 0) } else { (at + offset, window, window) };
    let key = |at| (class as u8, told.amount.minor, at);
    let from = loose.partition_point(|one| (one.class, one.minor, one.at) < key(middle - before));
    let to = loose.partition_point(|one| (one.class, one.minor, one.at) <= key(middle + after));
    let digits = |card: &Option<crate::model::Card>| card.as_ref().map(|card| card.last4().to_owned());
    // Looked at one by one only up to a limit: a shop with one price has thousands in a window.
    let near = loose.get(from..to).unwrap_or(&[]).iter().take(MOST * 20).filter_map(|one| {
        let row = sides.row(one.row);
        let cards = (digits(&told.card), digits(&row.card));
        let same = row.amount.currency == told.amount.currency;
        let card = match cards {
            (Some(left), Some(right)) if left != right => return None,
            (Some(_), Some(_)) => true,
            _ => false,
        };
        same.then_some((one, card))
    });
    let near: Vec<_> = near.collect();
    let among = near.len() as u32;
    for (one, card) in near.into_iter().take(MOST) {
        let apart = (!days_only).then_some(one.at - middle);
        out.push(Suggestion { entry, row: one.row, apart, window, measured, card, among });
    }
}
