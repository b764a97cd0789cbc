//! What was given back, and of which payment: refunds, partial refunds, reversals, also in a later file.

use std::collections::{BTreeMap, HashMap};

use super::book::Sides;
use super::join::hash;
use super::key::{digits, put, whole};
use crate::model::{Bill, BillRow, Entry, EntryResult, Kind, RefName, RowKind, RowState, Side};

/// A payment as one side or the other tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Original {
    /// A row.
    Row(u32),
    /// An entry whose payment no bill shows.
    Entry(u32),
}

/// What was given back.
#[derive(Debug, Default)]
pub(crate) struct Back {
    /// Rows that gave back, by payment.
    pub(crate) of: BTreeMap<Original, Vec<u32>>,
    /// Entries that took a sale back here, by sale.
    pub(crate) here: BTreeMap<u32, Vec<u32>>,
    /// Rows that name a payment which is nowhere.
    pub(crate) orphans: Vec<u32>,
}

/// The ways by which a row names its payment, most telling first.
const WAYS: u8 = 6;

/// Finds the payment of everything that gave back.
pub(super) fn link(sides: &Sides<'_>, is_echo: &[bool], entry_of_row: impl Fn(u32) -> Option<u32>) -> Back {
    let merchant = |row: &u32| sides.sheet(*row).bill.side == Side::Merchant && !is_echo[*row as usize];
    let gives = |row: &BillRow| matches!(row.kind, RowKind::Refund | RowKind::Reversal);
    let giving: Vec<u32> = (0..sides.rows).filter(|row| merchant(row) && gives(sides.row(*row))).collect();
    let mut back = Back { here: taken_back_here(sides), ..Back::default() };
    if giving.is_empty() {
        return back;
    }
    let mut payments = Payments::asked_for(sides, &giving);
    for row in (0..sides.rows).filter(merchant) {
        payments.add(sides, row);
    }
    let by_trace = entries_by_trace(sides, &giving);
    for row in giving {
        let told = sides.row(row);
        if matches!(told.state, RowState::Closed) {
            continue;
        }
        let sale = || sale_of(sides, &by_trace, row).or_else(|| sale_of_void(&back.here, entry_of_row(row)));
        let original = payments.find(sides, row).map(Original::Row).or_else(|| sale().map(Original::Entry));
        match original {
            Some(original) => back.of.entry(original).or_default().push(row),
            None => back.orphans.push(row),
        }
    }
    back
}

/// Payments of bills by what rows name them with. Two under one name answer to none. Only names that somebody asks for are kept:
/// a million payments have few refunds.
struct Payments {
    by: HashMap<(u8, u64), Found>,
}

#[derive(Clone, Copy)]
enum Found {
    None,
    One(u32),
    Several,
}

impl Found {
    fn add(&mut self, number: u32) {
        *self = match self {
            Found::None => Found::One(number),
            Found::One(_) | Found::Several => Found::Several,
        };
    }

    fn only(self) -> Option<u32> {
        match self {
            Found::One(number) => Some(number),
            Found::None | Found::Several => None,
        }
    }
}

impl Payments {
    fn asked_for(sides: &Sides<'_>, giving: &[u32]) -> Self {
        let names = giving.iter().flat_map(|row| {
            let bill = sides.sheet(*row).bill;
            (0..WAYS).filter_map(move |way| Some((way, name_of_original(way, bill, sides.row(*row))?)))
        });
        Self { by: names.map(|name| (name, Found::None)).collect() }
    }

    fn add(&mut self, sides: &Sides<'_>, row: u32) {
        let told = sides.row(row);
        if told.kind != RowKind::Payment || told.state == RowState::Closed {
            return;
        }
        for way in 0..WAYS {
            if let Some(name) = name_of_payment(way, sides.sheet(row).bill, told)
                && let Some(found) = self.by.get_mut(&(way, name))
            {
                found.add(row);
            }
        }
    }

    fn find(&self, sides: &Sides<'_>, row: u32) -> Option<u32> {
        let told = sides.row(row);
        let bill = sides.sheet(row).bill;
        (0..WAYS)
            .filter_map(|way| self.by.get(&(way, name_of_original(way, bill, told)?))?.only())
            .find(|payment| sides.row(*payment).amount.currency == told.amount.currency)
    }
}

fn name(parts: &[Option<&str>]) -> Option<u64> {
    let mut out = Vec::with_capacity(64);
    parts.iter().all(|part| part.is_some_and(|part| put(&mut out, part))).then(|| hash(&out))
}

/// The name under which a payment can be asked for in one of the [`WAYS`].
fn name_of_payment(way: u8, bill: &Bill, row: &BillRow) -> Option<u64> {
    let format = Some(bill.format.as_str());
    let terminal = whole(&row.terminal);
    let amount = row.amount.minor.to_string();
    let card = row.card.as_ref().map(digits);
    let card = card.as_deref();
    match way {
        0 => name(&[format, whole(&row.trade)]),
        1 => name(&[format, whole(&row.rrn)]),
        2 => name(&[format, whole(&row.order)]),
        3 => name(&[format, terminal, whole(&row.trace)]),
        4 => name(&[format, terminal, whole(&row.authorisation), Some(&amount), card]),
        // Of the same day, since only that is reversed.
        _ => name(&[format, terminal, Some(&row.at?.date().to_string()), Some(&amount), card]),
    }
}

/// The name under which a row asks for its payment. A reversal often has the payment's own numbers.
fn name_of_original(way: u8, bill: &Bill, row: &BillRow) -> Option<u64> {
    let format = Some(bill.format.as_str());
    let terminal = whole(&row.terminal);
    let reversal = row.kind == RowKind::Reversal;
    let own = |number| if reversal { whole(number) } else { None };
    match way {
        0 => name(&[format, whole(&row.trade)]),
        1 => name(&[format, whole(&row.original_rrn).or_else(|| own(&row.rrn))]),
        2 => name(&[format, whole(&row.original_order).or_else(|| whole(&row.order))]),
        3 => name(&[format, terminal, whole(&row.original_trace).or_else(|| own(&row.trace))]),
        _ if reversal => name_of_payment(way, bill, row),
        _ => None,
    }
}

/// Whether a row says which payment it gives back.
pub(crate) fn names_original(row: &BillRow) -> bool {
    let named = [&row.original_rrn, &row.original_trace, &row.original_order, &row.order, &row.trade];
    named.into_iter().any(|number| whole(number).is_some())
}

/// Sales by device and trace number, as far as rows ask for them.
fn entries_by_trace(sides: &Sides<'_>, giving: &[u32]) -> HashMap<u64, Found> {
    let mut by: HashMap<u64, Found> =
        giving.iter().filter_map(|row| Some((trace_named(sides.row(*row))?, Found::None))).collect();
    let entries = if by.is_empty() { 0 } else { sides.entries };
    for entry in 0..entries {
        let told = sides.entry(entry);
        let trace = told.reference(RefName::Trace).map(|trace| trace.as_str());
        if told.kind == Kind::Sale
            && let Some(name) = name(&[Some(told.device.terminal.as_str()), trace])
            && let Some(found) = by.get_mut(&name)
        {
            found.add(entry);
        }
    }
    by
}

/// Terminal and trace number of the payment that a row gives back.
fn trace_named(row: &BillRow) -> Option<u64> {
    let own = if row.kind == RowKind::Reversal { whole(&row.trace) } else { None };
    name(&[whole(&row.terminal), whole(&row.original_trace).or(own)])
}

/// The sale that a row gives back, by the trace number that it names.
fn sale_of(sides: &Sides<'_>, by_trace: &HashMap<u64, Found>, row: u32) -> Option<u32> {
    let told = sides.row(row);
    let sale = by_trace.get(&trace_named(told)?)?.only()?;
    // The number may be another batch's.
    super::differ::amount_agrees(sides.entry(sale), told).then_some(sale)
}

fn sale_of_void(here: &BTreeMap<u32, Vec<u32>>, void: Option<u32>) -> Option<u32> {
    let void = void?;
    here.iter().find(|(_, voids)| voids.contains(&void)).map(|(sale, _)| *sale)
}

/// Sales that an approved void or refund of the same journal takes back.
fn taken_back_here(sides: &Sides<'_>) -> BTreeMap<u32, Vec<u32>> {
    let mut here: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for book in 0..sides.books.len() {
        let voids: Vec<u32> = sides.entries_of(book).filter(|entry| takes_back(sides, *entry)).collect();
        if voids.is_empty() {
            continue;
        }
        let mut sales: HashMap<&str, Vec<u32>> =
            voids.iter().map(|void| (trace_of(sides.entry(*void), RefName::OriginalTrace), Vec::new())).collect();
        for sale in sides.entries_of(book).filter(|entry| sides.entry(*entry).kind == Kind::Sale) {
            if let Some(named) = sales.get_mut(trace_of(sides.entry(sale), RefName::Trace)) {
                named.push(sale);
            }
        }
        for void in voids {
            let told = sides.entry(void);
            let named = sales.get(trace_of(told, RefName::OriginalTrace)).map_or(&[][..], Vec::as_slice);
            let mut fitting = named.iter().filter(|sale| told.takes_back(sides.entry(**sale)));
            // Trace numbers come round: of several none is picked.
            if let (Some(&sale), None) = (fitting.next(), fitting.next()) {
                here.entry(sale).or_default().push(void);
            }
        }
    }
    here
}

/// A trace number without its padding; empty where none is told.
fn trace_of(entry: &Entry, name: RefName) -> &str {
    entry.reference(name).map_or("", |trace| trace.as_str().trim().trim_start_matches('0'))
}

fn takes_back(sides: &Sides<'_>, entry: u32) -> bool {
    let told = sides.entry(entry);
    matches!(told.kind, Kind::Void | Kind::Refund)
        && told.result == EntryResult::Approved
        && told.reference(RefName::OriginalTrace).is_some()
}
