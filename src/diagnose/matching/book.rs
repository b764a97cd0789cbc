//! Both sides of a comparison, flat: every entry and every row has one number, and nothing is copied.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::key::whole;
use crate::model::{Bill, BillRow, DeviceId, Entry, EntryKey, Stands, VoidMark, VoidedBy};

/// The journal of one device.
#[derive(Clone, Debug)]
pub struct Book<'a> {
    /// Whose.
    pub device: DeviceId,
    /// Its entries, each once, in any order.
    pub entries: &'a [Entry],
    /// What our ledger says of voids, where it says anything.
    pub stands: HashMap<EntryKey, Stands>,
    /// Times of which the journal holds everything that was approved.
    pub spans: Vec<Span>,
}

/// A stretch of a journal in which nothing is missing: the memory of a device as one whole archive has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First entry, by the device's clock.
    pub first: DateTime,
    /// Last entry, by the device's clock.
    pub last: DateTime,
    /// When it was read, by this machine's clock.
    pub read: Timestamp,
}

/// From here seconds are counted.
const EPOCH: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

/// Seconds of a civil time.
pub(crate) fn seconds(at: DateTime) -> i64 {
    at.duration_since(EPOCH).as_secs()
}

/// The civil time of so many seconds.
pub(crate) fn civil(seconds: i64) -> DateTime {
    EPOCH.saturating_add(jiff::SignedDuration::from_secs(seconds))
}

/// A bill with what is asked of it over and over.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) bill: &'a Bill,
    /// Number of its first row.
    start: u32,
    /// Places of its rows in the order of their lines, where they stand in another one.
    order: Option<Vec<u32>>,
    /// The offset in which its times are counted where each row has its own.
    offset: Option<Offset>,
    zone: Option<TimeZone>,
    /// Whether no row tells a time of day.
    pub(crate) days_only: bool,
    /// First and last moment of its rows.
    pub(crate) ends: Option<(i64, i64)>,
    /// The days that it is about: as it says itself, or of its rows. (Days of booking, which a bill may cover, are no days of
    /// payments.)
    pub(crate) days: Option<(Date, Date)>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(bill: &'a Bill, start: u32) -> Self {
        let midnight = |row: &BillRow| row.at.is_none_or(|at| at == at.date().at(0, 0, 0, 0));
        let mut sheet = Self {
            bill,
            start,
            order: in_order(&bill.rows),
            // The same one in whatever order the rows stand.
            offset: bill.rows.iter().filter_map(|row| row.offset).min(),
            zone: bill.zone.as_ref().and_then(|zone| TimeZone::get(zone.name.as_str()).ok()),
            days_only: bill.rows.iter().all(midnight),
            ends: None,
            days: None,
        };
        let times = || bill.rows.iter().filter_map(|row| sheet.at(row));
        sheet.ends = times().min().zip(times().max());
        let of_rows = sheet.ends.map(|(from, to)| (civil(from).date(), civil(to).date()));
        sheet.days = bill.covers.filter(|_| bill.covers_told).or(of_rows);
        sheet
    }

    /// The moment in the bill's own civil time; rows with an offset of their own are brought to one.
    pub(crate) fn moment(&self, row: &BillRow, at: DateTime) -> i64 {
        match (row.offset, self.offset) {
            (Some(own), Some(common)) => seconds(at) + i64::from(common.seconds() - own.seconds()),
            _ => seconds(at),
        }
    }

    /// When the row happened, in the bill's own civil time.
    pub(crate) fn at(&self, row: &BillRow) -> Option<i64> {
        row.at.or(row.finished).map(|at| self.moment(row, at))
    }

    /// A moment of this machine in the bill's own civil time. Where no zone is known it is the earliest that it can be, so that
    /// nobody concludes too soon.
    pub(crate) fn local(&self, now: Timestamp) -> i64 {
        let offset = match (&self.zone, self.offset) {
            (Some(zone), _) => zone.to_offset(now),
            (None, Some(offset)) => offset,
            (None, None) => jiff::tz::offset(-12),
        };
        seconds(offset.to_datetime(now))
    }

    /// Whether its times can be set against those of this machine.
    pub(crate) fn has_zone(&self) -> bool {
        self.zone.is_some() || self.offset.is_some()
    }
}

/// Places of rows in the order of their lines; `None` where they stand so, as they nearly always do.
fn in_order(rows: &[BillRow]) -> Option<Vec<u32>> {
    let key = |row: &BillRow| (row.line, row.part);
    if rows.is_sorted_by_key(key) {
        return None;
    }
    let mut places: Vec<u32> = (0..rows.len() as u32).collect();
    places.sort_by_key(|place| key(&rows[*place as usize]));
    Some(places)
}

/// Both sides.
#[derive(Debug)]
pub(crate) struct Sides<'a> {
    pub(crate) books: Vec<&'a Book<'a>>,
    pub(crate) sheets: Vec<Sheet<'a>>,
    starts: Vec<u32>,
    pub(crate) entries: u32,
    pub(crate) rows: u32,
}

impl<'a> Sides<'a> {
    /// Takes both sides in an order of their own, a file that was given twice once. More than 2^31 of either side are not taken.
    pub(crate) fn new(books: &'a [Book<'a>], bills: &'a [Bill]) -> Self {
        let mut books: Vec<&Book<'_>> = books.iter().collect();
        books.sort_by(|left, right| left.device.cmp(&right.device));
        let mut files: Vec<&Bill> = bills.iter().collect();
        files.sort_by(|left, right| left.sha256.cmp(&right.sha256));
        files.dedup_by(|left, right| left.sha256 == right.sha256);
        let mut starts = Vec::with_capacity(books.len());
        let mut entries = 0;
        for book in &books {
            starts.push(entries);
            entries += book.entries.len() as u32;
        }
        let mut rows = 0;
        let sheets = files.into_iter().map(|bill| {
            let sheet = Sheet::new(bill, rows);
            rows += bill.rows.len() as u32;
            sheet
        });
        Self { sheets: sheets.collect(), books, starts, entries, rows }
    }

    /// The journal of an entry, by its place.
    pub(crate) fn book_of(&self, entry: u32) -> usize {
        self.starts.partition_point(|start| *start <= entry) - 1
    }

    /// An entry.
    pub(crate) fn entry(&self, entry: u32) -> &'a Entry {
        let book = self.book_of(entry);
        &self.books[book].entries[(entry - self.starts[book]) as usize]
    }

    /// The bill of a row, by its place.
    pub(crate) fn sheet_of(&self, row: u32) -> usize {
        self.sheets.partition_point(|sheet| sheet.start <= row) - 1
    }

    /// The sheet of a row.
    pub(crate) fn sheet(&self, row: u32) -> &Sheet<'a> {
        &self.sheets[self.sheet_of(row)]
    }

    /// A row.
    pub(crate) fn row(&self, row: u32) -> &'a BillRow {
        let sheet = self.sheet(row);
        let place = (row - sheet.start) as usize;
        let place = sheet.order.as_ref().map_or(place, |order| order[place] as usize);
        &sheet.bill.rows[place]
    }

    /// Numbers of the rows of a sheet.
    pub(crate) fn rows_of(&self, sheet: usize) -> std::ops::Range<u32> {
        let start = self.sheets[sheet].start;
        start..start + self.sheets[sheet].bill.rows.len() as u32
    }

    /// Numbers of the entries of a book.
    pub(crate) fn entries_of(&self, book: usize) -> std::ops::Range<u32> {
        let start = self.starts[book];
        start..start + self.books[book].entries.len() as u32
    }

    /// When an entry happened, by its device's clock.
    pub(crate) fn entry_at(&self, entry: u32) -> Option<i64> {
        self.entry(entry).time.map(|time| seconds(time.civil))
    }

    /// When a row happened, in its bill's civil time.
    pub(crate) fn row_at(&self, row: u32) -> Option<i64> {
        self.sheet(row).at(self.row(row))
    }

    /// How an entry stands towards a void: our ledger's word, or the device's mark.
    pub(crate) fn stands(&self, entry: u32) -> Stands {
        let told = self.entry(entry);
        match self.books[self.book_of(entry)].stands.get(&told.key) {
            Some(stands) => stands.clone(),
            None if told.void == VoidMark::Voided => Stands::Voided(VoidedBy::Journal),
            None => Stands::AsRecorded,
        }
    }

    /// The device that a row names as its terminal.
    pub(crate) fn book_named(&self, row: &BillRow) -> Option<usize> {
        let terminal = whole(&row.terminal)?;
        self.books.iter().position(|book| super::key::same(book.device.terminal.as_str(), terminal))
    }
}
