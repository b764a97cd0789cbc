//! What may be concluded from absence: what a bill covers, from when on a row counts as missing, what a journal covers.

use jiff::civil::{Date, DateTime};
use jiff::{Span as Duration, Timestamp};

use super::Matching;
use super::book::{Sheet, civil, seconds};
use super::key::same;
use crate::model::{Bill, Side};

/// Where the acquirer's hour is not told, a sale this late on the last day of a file may be in the next.
const LATE_HOUR: i8 = 22;
/// Seconds that are left free at the ends of a journal where its clock was not measured.
const MARGIN: i64 = 15 * 60;
/// Seconds that a device may take to write down what it did.
const SETTLES: i64 = 5 * 60;
/// Pairs of one kind that show that a bill is about a journal.
const SHOWS: usize = 3;

/// Whether the row of an entry has to be in the bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// It has to be there by now.
    Due,
    /// It has to come; nobody can say that it is missing before this, in the bill's civil time.
    Waiting(DateTime),
    /// It has to come, and nothing tells until when.
    NotTold,
    /// It is after the acquirer's hour on the last day: the next file has it. Missing not before this, where that is told.
    NextFile(Option<DateTime>),
    /// A row that could not be read may be it.
    BadRows,
    /// No bill is about it.
    No,
}

/// The acquirer's day of a moment: its day ends at the hour of the cut-off, in the evening or in the small hours.
pub(crate) fn business_day(at: DateTime, cut_off: Option<u8>) -> Date {
    match cut_off.map(|hour| hour as i8) {
        Some(hour) if hour >= 12 && at.hour() >= hour => later(at.date(), 1),
        Some(hour) if (1..12).contains(&hour) && at.hour() < hour => later(at.date(), -1),
        _ => at.date(),
    }
}

/// When the row of a moment counts as missing: the end of its business day and the days of the buffer.
pub(crate) fn due(bill: &Bill, at: DateTime) -> Option<DateTime> {
    let day = business_day(at, bill.cut_off);
    let end = match bill.cut_off {
        Some(hour) if hour >= 12 => day.at(hour as i8, 0, 0, 0),
        Some(hour) => later(day, 1).at(hour as i8, 0, 0, 0),
        None => later(day, 1).at(0, 0, 0, 0),
    };
    let buffer = i64::from(bill.buffer_days?);
    end.checked_add(Duration::new().days(buffer)).ok()
}

fn later(day: Date, days: i64) -> Date {
    day.checked_add(Duration::new().days(days)).unwrap_or(day)
}

fn holds((first, last): (Date, Date), day: Date) -> bool {
    (first..=last).contains(&day)
}

/// Whether a moment is so late on the last day that a cut-off which nobody told may part it from the others.
fn is_late_on(sheet: &Sheet<'_>, last: Date, at: i64) -> bool {
    sheet.bill.cut_off.is_none() && civil(at).date() == last && civil(at).hour() >= LATE_HOUR
}

impl Matching<'_> {
    /// Whether the row of an entry has to be in one of the bills, by the one that says most.
    pub(crate) fn expected(&self, entry: u32, now: Timestamp) -> Expected {
        let all = (0..self.accounts.len()).map(|account| self.expected_in(account, entry, now));
        all.min_by_key(|expected| match expected {
            Expected::BadRows => 0,
            Expected::NextFile(_) => 1,
            Expected::Waiting(_) => 2,
            Expected::NotTold => 3,
            Expected::Due => 4,
            Expected::No => 5,
        })
        .unwrap_or(Expected::No)
    }

    fn expected_in(&self, account: usize, entry: u32, now: Timestamp) -> Expected {
        let Some(ours) = self.sides.entry_at(entry) else { return Expected::No };
        if !self.is_about(account, entry) {
            return Expected::No;
        }
        let book = self.sides.book_of(entry);
        let around: Vec<(usize, i64)> = self.accounts[account]
            .sheets
            .iter()
            .map(|sheet| (*sheet, ours + self.clocks.window(book, *sheet).0))
            .filter(|(sheet, at)| self.sides.sheets[*sheet].days.is_some_and(|days| holds(days, civil(*at).date())))
            .collect();
        let Some(&(sheet, at)) = around.iter().min_by_key(|(sheet, _)| !self.sides.sheets[*sheet].bill.covers_told)
        else {
            return Expected::No;
        };
        let there = &self.sides.sheets[sheet];
        let due = due(there.bill, civil(at));
        let business = business_day(civil(at), there.bill.cut_off);
        let next: Vec<usize> = self.about(account, business).collect();
        let last = self.accounts[account].sheets.iter().filter_map(|sheet| self.sides.sheets[*sheet].days);
        let late = last.map(|(_, last)| last).max().is_some_and(|last| is_late_on(there, last, at));
        let beyond = there.ends.is_some_and(|(_, to)| at > to) && (next.is_empty() || late);
        let told = there.bill.covers_told;
        if !(told || beyond || self.is_between(account, book, ours, there)) {
            return Expected::No;
        }
        let mut sheets = around.iter().map(|(sheet, _)| *sheet).chain(next.iter().copied());
        if !sheets.all(|sheet| self.sides.sheets[sheet].bill.is_whole()) {
            return Expected::BadRows;
        }
        if next.is_empty() || late {
            return Expected::NextFile(due);
        }
        match due {
            None => Expected::NotTold,
            Some(due) if there.local(now) < seconds(due) => Expected::Waiting(due),
            Some(_) => Expected::Due,
        }
    }

    /// Files of an account that are about a day.
    fn about(&self, account: usize, day: Date) -> impl Iterator<Item = usize> {
        let sheets = self.accounts[account].sheets.iter().copied();
        sheets.filter(move |sheet| self.sides.sheets[*sheet].days.is_some_and(|days| holds(days, day)))
    }

    /// Whether the account shows the neighbours of a moment: entries of the same journal shortly before and after it. Files that
    /// do not say what they cover may hold one row of last month, and that covers nothing.
    fn is_between(&self, account: usize, book: usize, ours: i64, sheet: &Sheet<'_>) -> bool {
        let Some(times) = self.accounts[account].times.get(&book) else { return false };
        let at = times.partition_point(|time| *time < ours);
        let day = |time: i64| business_day(civil(time), sheet.bill.cut_off);
        let before = at.checked_sub(1).and_then(|at| times.get(at));
        let near = |one: &i64, other: &i64| later(day(*one), 1) >= day(*other);
        before.is_some_and(|before| near(before, &ours)) && times.get(at).is_some_and(|after| near(&ours, after))
    }

    /// Whether an account is about entries like this one: it names the terminal, or pairs prove it; and it has others of the
    /// brand, since acquirers share the brands of one terminal between them.
    fn is_about(&self, account: usize, entry: u32) -> bool {
        let told = self.sides.entry(entry);
        let account = &self.accounts[account];
        if account.side != Side::Merchant {
            return false;
        }
        let book = self.sides.book_of(entry);
        let of_brand = account.pairs.get(&(book, told.brand.as_str().trim().to_owned())).copied().unwrap_or(0);
        let names = account.terminals.iter().any(|terminal| same(terminal, told.device.terminal.as_str()));
        of_brand >= if names { 1 } else { SHOWS }
    }

    /// Whether the journals would hold the entry of a row: that of its terminal, or all where the row names none.
    pub(crate) fn is_covered(&self, row: u32) -> bool {
        let told = self.sides.row(row);
        let Some(at) = self.sides.row_at(row) else { return false };
        let sheet = self.sides.sheet_of(row);
        if self.sides.sheets[sheet].days_only {
            return false;
        }
        match (&told.terminal, self.sides.book_named(told)) {
            (_, Some(book)) => self.holds(book, sheet, at),
            (Some(_), None) => false,
            (None, None) => {
                let account = &self.accounts[self.account_of[sheet]];
                let shown: usize = account.pairs.values().sum();
                // A wallet's bill may be of codes that no terminal of the shop ever saw.
                shown >= SHOWS
                    && 2 * shown >= account.payments
                    && (0..self.sides.books.len()).all(|book| self.holds(book, sheet, at))
            }
        }
    }

    fn holds(&self, book: usize, sheet: usize, at: i64) -> bool {
        let (offset, _, measured) = self.clocks.window(book, sheet);
        let ours = at - offset;
        let margin = if measured { 0 } else { MARGIN };
        let there = &self.sides.sheets[sheet];
        self.sides.books[book].spans.iter().any(|span| {
            let (first, last) = (seconds(span.first) + margin, seconds(span.last) - margin);
            let until_read = there.has_zone() && at <= there.local(span.read) - SETTLES;
            first <= ours && (ours <= last || until_read)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_acquirers_day_ends_at_its_hour() {
        for (time, cut_off, day) in [
            ("2026-05-14T22:59:59", Some(23), "2026-05-14"),
            ("2026-05-14T23:00:00", Some(23), "2026-05-15"),
            ("2026-05-15T01:59:00", Some(2), "2026-05-14"),
            ("2026-05-15T02:00:00", Some(2), "2026-05-15"),
            ("2026-05-15T00:00:00", Some(0), "2026-05-15"),
            ("2026-05-14T23:59:59", None, "2026-05-14"),
        ] {
            assert_eq!(business_day(at(time), cut_off).to_string(), day, "{time} {cut_off:?}");
        }
    }
}
