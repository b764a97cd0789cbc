//! A bill while it is being read, and what has to hold before it becomes one.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use sha2::{Digest, Sha256};

use super::amount::Mark;
use super::table::{Head, Record};
use super::when::{self, Order};
use crate::model::{
    BadRow, Bill, BillFormat, BillRefusal, BillRow, Currency, Exact, Money, Number, Printable, RowFault, Side, Total,
    Zone, ZoneSource,
};

/// Longest text of a cell that is kept.
pub(super) const TEXT: usize = 80;

/// A file under its name.
pub(super) struct Source {
    /// Its name, harmless.
    pub name: Printable,
    /// SHA-256, hex.
    pub sha256: String,
}

impl Source {
    pub(super) fn new(name: &str, bytes: &[u8]) -> Self {
        Self { name: Printable::new(name, 120), sha256: hex::encode(Sha256::digest(bytes)) }
    }
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Draft {
    /// Good rows.
    pub rows: Vec<BillRow>,
    /// The others.
    pub bad: Vec<BadRow>,
    /// Totals.
    pub totals: Vec<Total>,
    /// Merchants that the file names beside its rows.
    pub merchants: Vec<Number>,
    /// Days that the file says it covers.
    pub covers: Option<(Date, Date)>,
    /// Zone.
    pub zone: Option<Zone>,
}

impl Draft {
    /// Takes a row, or what is wrong with it.
    pub(super) fn push(&mut self, row: Result<BillRow, BadRow>) {
        match row {
            Ok(row) => self.rows.push(row),
            Err(bad) => self.bad.push(bad),
        }
    }

    /// Rows of the file, read or not.
    pub(super) fn count(&self) -> usize {
        self.rows.len() + self.bad.len()
    }

    /// States a total: what the file says beside what was summed.
    pub(super) fn total(&mut self, what: &str, said: Exact, summed: Exact) {
        self.totals.push(Total { what: Printable::new(what, 40), said, summed });
    }

    /// The bill, if it may be used: it has rows, one of them could be read, and no total contradicts them. The totals of a
    /// customer's export may differ, because the export itself says that they may.
    pub(super) fn finish(self, source: &Source, format: BillFormat, side: Side) -> Result<Bill, BillRefusal> {
        if side == Side::Merchant && !self.totals.is_empty() {
            one_currency(&self.rows)?;
        }
        if side != Side::Customer
            && let Some(total) = self.totals.iter().find(|total| !total.tallies())
        {
            let Total { what, said, summed } = total.clone();
            return Err(BillRefusal::FooterDiffers { what, said, summed, bad_rows: self.bad.len() });
        }
        if self.rows.is_empty() {
            return Err(match self.bad.len() {
                0 => BillRefusal::NoRows,
                rows => BillRefusal::NoRowReadable { rows },
            });
        }
        Ok(Bill {
            format,
            sha256: source.sha256.clone(),
            name: source.name.clone(),
            side,
            merchants: merchants(self.merchants, &self.rows),
            covers: self.covers.or_else(|| days_of(&self.rows)),
            covers_told: self.covers.is_some(),
            zone: self.zone,
            cut_off: None,
            buffer_days: None,
            rows: self.rows,
            bad_rows: self.bad,
            totals: self.totals,
        })
    }
}

/// A sum over several currencies means nothing.
fn one_currency(rows: &[BillRow]) -> Result<(), BillRefusal> {
    let Some(first) = rows.first().map(|row| row.amount.currency) else { return Ok(()) };
    match rows.iter().map(|row| row.amount.currency).find(|other| *other != first) {
        Some(other) => Err(BillRefusal::CurrencyMixed { first, other }),
        None => Ok(()),
    }
}

fn merchants(named: Vec<Number>, rows: &[BillRow]) -> Vec<Number> {
    let mut seen = BTreeSet::new();
    let all = named.into_iter().chain(rows.iter().filter_map(|row| row.merchant.clone()));
    all.filter(|merchant| seen.insert(merchant.clone())).collect()
}

fn days_of(rows: &[BillRow]) -> Option<(Date, Date)> {
    let days = || rows.iter().filter_map(|row| row.finished.or(row.at)).map(|time| time.date());
    days().min().zip(days().max())
}

/// The zone of the Chinese wallets.
pub(super) fn china() -> Option<Zone> {
    Some(Zone { name: Printable::new("Asia/Shanghai", TEXT), source: ZoneSource::Format })
}

/// Text of a cell, bounded and harmless. It may begin with `=`, `+`, `-` or `@`: it is only text here, and who writes it into
/// a table for a spreadsheet has to disarm it there.
pub(super) fn text(cell: &str) -> Printable {
    Printable::new(cell, TEXT)
}

/// Reads the cells of one record; faults name line and column.
pub(super) struct Cells<'a> {
    /// The header.
    pub head: &'a Head,
    /// The record.
    pub record: &'a Record,
    /// Decimal mark of its amounts.
    pub mark: Mark,
    /// Currency of its amounts.
    pub currency: Currency,
    /// Order of its dates.
    pub order: Order,
}

impl Cells<'_> {
    /// Whether the record has as many cells as the header has columns. Empty cells behind the last column do not count; a
    /// workbook leaves out empty cells at the end of its rows.
    pub(super) fn check_width(&self) -> Result<(), BadRow> {
        let (found, expected) = (self.record.cells.len(), self.head.len());
        let behind = self.record.cells.iter().skip(expected).all(|cell| super::table::trim(cell).is_empty());
        let short = found < expected && self.record.numbers.is_empty();
        if behind && !short { Ok(()) } else { Err(self.fault(None, RowFault::Cells { found, expected })) }
    }

    pub(super) fn fault(&self, at: Option<usize>, why: RowFault) -> BadRow {
        self.head.fault(self.record.line, at, why)
    }

    /// A cell, trimmed; empty where the column is not there.
    pub(super) fn get(&self, at: Option<usize>) -> &str {
        self.record.cell(at)
    }

    /// An identifier. A workbook that holds one of more than 15 digits as a number has lost the others: that is none.
    pub(super) fn number(&self, at: Option<usize>) -> Option<Number> {
        let cell = self.get(at);
        let lost = self.record.is_number(at) && (cell.len() > 15 || cell.contains(['E', 'e', '.']));
        if lost { None } else { Number::new(cell) }
    }

    /// Numbers of a workbook have a point, whatever the profile says of text.
    fn mark_of(&self, at: Option<usize>) -> Mark {
        if self.record.is_number(at) { Mark::Point } else { self.mark }
    }

    /// An amount with its sign; `None` where the cell is empty or the column is not there.
    pub(super) fn money(&self, at: Option<usize>) -> Result<Option<Money>, BadRow> {
        let cell = self.get(at);
        if cell.is_empty() {
            return Ok(None);
        }
        super::amount::money(cell, self.mark_of(at), self.currency).map(Some).map_err(|why| self.fault(at, why))
    }

    /// An exact number; `None` as with [`Self::money`].
    pub(super) fn exact(&self, at: Option<usize>) -> Result<Option<Exact>, BadRow> {
        let cell = self.get(at);
        if cell.is_empty() {
            return Ok(None);
        }
        super::amount::exact(cell, self.mark_of(at)).map(Some).map_err(|why| self.fault(at, why))
    }

    /// A time; `None` as with [`Self::money`].
    pub(super) fn time(&self, at: Option<usize>) -> Result<Option<when::When>, BadRow> {
        let cell = self.get(at);
        if cell.is_empty() {
            return Ok(None);
        }
        if self.record.is_number(at)
            && let Some(time) = self.serial(cell)
        {
            return Ok(Some((time, None)));
        }
        let why = || RowFault::NotATime { text: Printable::new(cell, 40) };
        when::read(cell, self.order).map(Some).ok_or_else(|| self.fault(at, why()))
    }

    fn serial(&self, cell: &str) -> Option<DateTime> {
        when::of_serial(cell.parse().ok()?, self.record.since_1904)
    }

    /// A time whose date and time of day may stand in two columns.
    pub(super) fn date_and_time(&self, date: Option<usize>, time: Option<usize>) -> Result<Option<when::When>, BadRow> {
        let clock = self.get(time);
        let Some((day, offset)) = self.time(date)? else { return Ok(None) };
        if clock.is_empty() || day.time() != jiff::civil::Time::midnight() {
            return Ok(Some((day, offset)));
        }
        let whole = if self.record.is_number(time) {
            let part: f64 = clock.parse().unwrap_or(-1.0);
            let seconds = jiff::SignedDuration::from_secs((part.fract() * 86_400.0).round() as i64);
            if part < 0.0 { None } else { day.checked_add(seconds).ok().map(|time| (time, offset)) }
        } else {
            when::read(&format!("{} {clock}", day.date()), Order::Ymd)
        };
        let why = || RowFault::NotATime { text: Printable::new(clock, 40) };
        whole.map(Some).ok_or_else(|| self.fault(time, why()))
    }

    /// What has to be there.
    pub(super) fn need<T>(&self, at: Option<usize>, found: Option<T>) -> Result<T, BadRow> {
        found.ok_or_else(|| self.fault(at, RowFault::Empty))
    }

    /// An amount that has to be there and not below zero, as `word` says what the row is.
    pub(super) fn not_negative(&self, at: Option<usize>, word: &str) -> Result<Money, BadRow> {
        let amount = self.need(at, self.money(at)?)?;
        if amount.minor >= 0 {
            return Ok(amount);
        }
        let why = RowFault::SignContradicts { text: Printable::new(self.get(at), 40), word: text(word) };
        Err(self.fault(at, why))
    }
}

/// Without its sign; the kind of a row tells the direction.
pub(super) fn unsigned(amount: Money) -> Money {
    Money { minor: amount.minor.saturating_abs(), ..amount }
}
