//! The journals of devices set against bills: which record and which row are one transaction, what differs, what is left.
//!
//! Keys decide (`key`, `join`), and only where they name one record and one row. What then looks alike is a suggestion and
//! closes nothing (`suggest`). What is left counts as missing only where that can be said at all (`cover`). Files of one format
//! are one account of things; a record can have a row in each account. The order of files, rows and devices does not matter, and
//! a file that is given twice counts once.

mod back;
mod book;
mod clock;
mod cover;
mod differ;
mod echo;
mod join;
mod key;
mod suggest;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use book::{Book, Span};
pub use clock::Clock;
pub use differ::{Difference, What};
pub use key::Key;

pub(crate) use back::{Back, Original, names_original};
pub(crate) use book::{Sides, civil};
pub(crate) use cover::Expected;
pub(crate) use key::{same, whole};
pub(crate) use suggest::Suggestion;

use jiff::civil::Date;

use crate::model::{Bill, BillFormat, BillRow, Entry, RowKind, RowState, Side};
use book::Sheet;
use clock::Clocks;
use key::LONG_ORDER;

/// An entry and a row that a key names both. Numbers are those of [`Sides`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) entry: u32,
    pub(crate) row: u32,
    pub(crate) key: Key,
}

/// A pair as others see it.
#[derive(Clone, Copy, Debug)]
pub struct Joint<'a> {
    /// Our record.
    pub entry: &'a Entry,
    /// The bill.
    pub bill: &'a Bill,
    /// Its row.
    pub row: &'a BillRow,
    /// The key that joined them.
    pub key: Key,
}

/// Entries and rows that one key names, too many for it to decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Double {
    pub(crate) key: Key,
    pub(crate) entries: Vec<u32>,
    pub(crate) rows: Vec<u32>,
}

/// All files of one format: one account of what happened.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) side: Side,
    pub(crate) sheets: Vec<usize>,
    /// Terminals that its rows name.
    pub(crate) terminals: BTreeSet<String>,
    /// Pairs by journal and brand.
    pub(crate) pairs: BTreeMap<(usize, String), usize>,
    /// Payments in it.
    pub(crate) payments: usize,
    /// Times of the entries, by journal, that it has rows of, by their devices' clocks, in order.
    pub(crate) times: BTreeMap<usize, Vec<i64>>,
}

/// What came of setting both sides against each other.
#[derive(Debug)]
pub struct Matching<'a> {
    pub(crate) sides: Sides<'a>,
    pub(crate) accounts: Vec<Account>,
    /// Account of each sheet.
    pub(crate) account_of: Vec<usize>,
    /// By entry, then row.
    pub(crate) pairs: Vec<Pair>,
    /// Entry of each row plus one; 0 where it has none.
    entry_of: Vec<u32>,
    /// What keys could not decide and is not settled by a stronger one.
    pub(crate) doubles: Vec<Double>,
    held_entries: BTreeSet<u32>,
    held_rows: BTreeSet<u32>,
    echo: Vec<bool>,
    pub(crate) clocks: Clocks,
    pub(crate) back: Back,
    pub(crate) suggestions: Vec<Suggestion>,
}

/// The days that a bill is about: as it says itself, or those of its rows.
pub fn days_of(bill: &Bill) -> Option<(Date, Date)> {
    Sheet::new(bill, 0).days
}

/// Whether two texts are one number, however they are padded and written.
pub fn same_number(left: &str, right: &str) -> bool {
    same(left, right)
}

/// Sets journals against bills. Every entry may stand in its book once; books of one device are given as one.
pub fn compare<'a>(books: &'a [Book<'a>], bills: &'a [Bill]) -> Matching<'a> {
    let sides = Sides::new(books, bills);
    let echo = echo::echoes(&sides);
    let (mut accounts, account_of) = accounts(&sides);
    let mut entry_of = vec![0; sides.rows as usize];
    let mut pairs = Vec::new();
    let mut doubles = Vec::new();
    for account in &accounts {
        let rows: Vec<u32> = rows_of(&sides, account).filter(|row| !echo[*row as usize]).collect();
        cascade(&sides, &rows, &mut entry_of, &mut pairs, &mut doubles);
    }
    pairs.sort_unstable();
    for account in &mut accounts {
        count(&sides, account, &entry_of);
    }
    let clocks = Clocks::measure(&sides, &pairs, &account_of);
    let back = back::link(&sides, &echo, |row| entry_of[row as usize].checked_sub(1));
    let mut matching = Matching {
        sides,
        accounts,
        account_of,
        pairs,
        entry_of,
        doubles: Vec::new(),
        held_entries: BTreeSet::new(),
        held_rows: BTreeSet::new(),
        echo,
        clocks,
        back,
        suggestions: Vec::new(),
    };
    matching.settle(doubles);
    let (entries, rows) = (matching.loose_entries(), matching.loose_rows());
    matching.suggestions = suggest::suggest(&matching.sides, &matching.clocks, &entries, &rows);
    matching
}

/// Files by format, in an order of their own.
fn accounts(sides: &Sides<'_>) -> (Vec<Account>, Vec<usize>) {
    let name = |format: &BillFormat| match format {
        BillFormat::Profile(name) => (format.as_str(), name.as_str().to_owned()),
        _ => (format.as_str(), String::new()),
    };
    let mut by_name: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (number, sheet) in sides.sheets.iter().enumerate() {
        by_name.entry((sheet.bill.side.as_str(), name(&sheet.bill.format))).or_default().push(number);
    }
    let mut account_of = vec![0; sides.sheets.len()];
    let mut accounts = Vec::new();
    for sheets in by_name.into_values() {
        for sheet in &sheets {
            account_of[*sheet] = accounts.len();
        }
        let side = sheets.first().map_or(Side::Merchant, |sheet| sides.sheets[*sheet].bill.side);
        let (terminals, pairs, times) = (BTreeSet::new(), BTreeMap::new(), BTreeMap::new());
        accounts.push(Account { side, sheets, terminals, pairs, payments: 0, times });
    }
    (accounts, account_of)
}

fn rows_of<'s>(sides: &'s Sides<'_>, account: &'s Account) -> impl Iterator<Item = u32> + 's {
    account.sheets.iter().flat_map(|sheet| sides.rows_of(*sheet))
}

/// Tries every key, strongest first. What a stronger key paired, a weaker one does not pair again.
fn cascade(sides: &Sides<'_>, rows: &[u32], entry_of: &mut [u32], pairs: &mut Vec<Pair>, doubles: &mut Vec<Double>) {
    let mut taken = vec![false; sides.entries as usize];
    for key in Key::CASCADE.iter().chain(&[Key::Trade]) {
        let joined = join::join(sides, *key, rows, *key != Key::Trade, |row| entry_of[row as usize] == 0);
        for pair in joined.pairs {
            let (entry, row) = (pair.entry as usize, pair.row as usize);
            if !taken[entry] && entry_of[row] == 0 {
                taken[entry] = true;
                entry_of[row] = pair.entry + 1;
                pairs.push(pair);
            }
        }
        doubles.extend(joined.doubles);
    }
}

/// What shows that an account is about a journal.
fn count(sides: &Sides<'_>, account: &mut Account, entry_of: &[u32]) {
    let (mut terminals, mut payments) = (BTreeSet::new(), 0);
    let mut by_brand: HashMap<(usize, &str), usize> = HashMap::new();
    for row in account.sheets.iter().flat_map(|sheet| sides.rows_of(*sheet)) {
        let told = sides.row(row);
        payments += usize::from(told.kind == RowKind::Payment);
        if let Some(terminal) = whole(&told.terminal)
            && !terminals.contains(terminal)
        {
            terminals.insert(terminal.to_owned());
        }
        if let Some(entry) = entry_of[row as usize].checked_sub(1) {
            let book = sides.book_of(entry);
            *by_brand.entry((book, sides.entry(entry).brand.as_str().trim())).or_default() += 1;
            account.times.entry(book).or_default().extend(sides.entry_at(entry));
        }
    }
    account.times.values_mut().for_each(|times| times.sort_unstable());
    let by_brand = by_brand.into_iter().map(|((book, brand), count)| ((book, brand.to_owned()), count));
    (account.terminals, account.payments, account.pairs) = (terminals, payments, by_brand.collect());
}

impl<'a> Matching<'a> {
    /// Keeps of what keys could not decide that which is still open: a row that has no entry yet.
    fn settle(&mut self, doubles: Vec<Double>) {
        for double in doubles {
            let open: Vec<u32> = double.rows.iter().copied().filter(|row| self.entry_of(*row).is_none()).collect();
            let told = self.held_rows.is_superset(&open.iter().copied().collect());
            if open.is_empty() || told {
                continue;
            }
            self.held_rows.extend(open);
            let free = double.entries.iter().copied().filter(|entry| self.rows_of_entry(*entry).next().is_none());
            let free: Vec<u32> = free.collect();
            self.held_entries.extend(free);
            self.doubles.push(double);
        }
        self.doubles.sort();
    }

    /// The entry that a row is paired with.
    pub(crate) fn entry_of(&self, row: u32) -> Option<u32> {
        self.entry_of[row as usize].checked_sub(1)
    }

    /// Every pair.
    pub fn joints(&self) -> impl Iterator<Item = Joint<'a>> {
        self.pairs.iter().map(|pair| Joint {
            entry: self.sides.entry(pair.entry),
            bill: self.sides.sheet(pair.row).bill,
            row: self.sides.row(pair.row),
            key: pair.key,
        })
    }

    /// Pairs of an entry, at most one an account.
    pub(crate) fn rows_of_entry(&self, entry: u32) -> impl Iterator<Item = &Pair> {
        let from = self.pairs.partition_point(|pair| pair.entry < entry);
        self.pairs[from..].iter().take_while(move |pair| pair.entry == entry)
    }

    /// Whether a key names it beside others, so that nothing can be said of it.
    pub(crate) fn is_held(&self, entry: u32) -> bool {
        self.held_entries.contains(&entry)
    }

    /// The same of a row.
    pub(crate) fn is_row_held(&self, row: u32) -> bool {
        self.held_rows.contains(&row)
    }

    /// Whether a row repeats one of another file.
    pub(crate) fn is_echo(&self, row: u32) -> bool {
        self.echo[row as usize]
    }

    /// Whose account a row stands in.
    pub(crate) fn side_of(&self, row: u32) -> Side {
        self.sides.sheet(row).bill.side
    }

    /// Whether anything may differ in a pair: a look without words, for millions of them.
    pub(crate) fn may_differ(&self, pair: &Pair) -> bool {
        differ::may_differ(&self.sides, pair.entry, pair.row)
    }

    /// Everything that a pair tells differently.
    pub(crate) fn differences(&self, pair: &Pair) -> Vec<Difference> {
        let clock = self.clocks.get(self.sides.book_of(pair.entry), self.sides.sheet_of(pair.row));
        let offset = clock.filter(Clock::is_known).map(|clock| clock.offset);
        differ::differences(&self.sides, pair.entry, pair.row, offset)
    }

    /// Transactions that no key paired and no key names beside others.
    pub(crate) fn loose_entries(&self) -> Vec<u32> {
        let loose = |entry: &u32| self.rows_of_entry(*entry).next().is_none() && !self.is_held(*entry);
        let all = (0..self.sides.entries).filter(loose);
        all.filter(|entry| key::class_of_entry(self.sides.entry(*entry)).is_some()).collect()
    }

    /// The same of rows; what was closed without money is none.
    pub(crate) fn loose_rows(&self) -> Vec<u32> {
        let loose = |row: &u32| self.entry_of(*row).is_none() && !self.is_row_held(*row) && !self.is_echo(*row);
        let money = |row: &u32| {
            let told = self.sides.row(*row);
            key::class_of_row(told).is_some() && told.state != RowState::Closed
        };
        (0..self.sides.rows).filter(loose).filter(money).collect()
    }

    /// Whether two rows can be one transaction: no number that both tell differs.
    pub(crate) fn may_be_one(&self, left: u32, right: u32) -> bool {
        let (left, right) = (self.sides.row(left), self.sides.row(right));
        let numbers = [
            (&left.terminal, &right.terminal),
            (&left.trace, &right.trace),
            (&left.rrn, &right.rrn),
            (&left.authorisation, &right.authorisation),
            (&left.trade, &right.trade),
            (&left.refund_trade, &right.refund_trade),
        ];
        numbers.into_iter().all(|(left, right)| match (whole(left), whole(right)) {
            (Some(left), Some(right)) => same(left, right),
            _ => true,
        })
    }

    /// Whether the key of a double is one that is never given to two payments.
    pub(crate) fn is_given_once(&self, double: &Double) -> bool {
        let order = |row: &u32| whole(&self.sides.row(*row).order).map_or(0, str::len);
        double.key == Key::Order && double.rows.iter().all(|row| order(row) >= LONG_ORDER)
    }
}

#[cfg(test)]
mod tests;
