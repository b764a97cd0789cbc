//! A table read through a profile.

use std::collections::BTreeMap;

use super::super::draft::{Cells, Draft, Source, text, unsigned};
use super::super::table::{Head, Record, plain_name};
use super::super::when::{self, Order};
use super::fit::{self, Fit};
use super::{Field, Profile};
use crate::model::{
    BadRow, Bill, BillFormat, BillRefusal, BillRow, Card, Currency, Exact, Flow, Money, Number, Printable, RowFault,
    RowKind, RowState, Side,
};

/// Reads the records behind the header.
pub(in super::super) fn read(source: &Source, records: &[Record], fit: &Fit<'_>) -> Result<Bill, BillRefusal> {
    let profile = fit.profile;
    let header = records.get(fit.header).ok_or(BillRefusal::NotABill)?;
    let head = Head::new(&header.cells)?;
    let table = Table { profile, columns: fit::columns(profile, &head)?, head };
    let rows: Vec<&Record> = records.iter().skip(fit.header + 1).filter(|record| !record.is_blank()).collect();
    let order = table.order(&rows)?;
    let mut draft = Draft { zone: profile.zone.clone(), ..Draft::default() };
    let mut sums = Sums::default();
    let mut said = Vec::new();
    for record in rows {
        match table.total_word(record) {
            Some(word) => said.extend(table.total(record, order).map(|total| (word, total))),
            None => {
                let row = table.row(record, order);
                sums.add(row.as_ref().ok());
                draft.push(row);
            }
        }
    }
    for (word, total) in said {
        let summed = sums.nearest(total);
        draft.total(&word, total, summed);
    }
    let bill = draft.finish(source, BillFormat::Profile(profile.name.clone()), Side::Merchant)?;
    Ok(Bill { cut_off: profile.cut_off, buffer_days: profile.buffer_days, ..bill })
}

/// What a line of totals may mean: everything, or payments less what was taken back.
#[derive(Default)]
struct Sums {
    gross: Exact,
    net: Exact,
}

impl Sums {
    fn add(&mut self, row: Option<&BillRow>) {
        let Some(value) = row.and_then(|row| Exact::of_money(&row.amount)) else { return };
        let back = row.is_some_and(|row| row.flow == Flow::Out);
        let net = if back { self.net.checked_sub(value) } else { self.net.checked_add(value) };
        (self.gross, self.net) = (self.gross.checked_add(value).unwrap_or(self.gross), net.unwrap_or(self.net));
    }

    fn nearest(&self, said: Exact) -> Exact {
        if said == self.gross { self.gross } else { self.net }
    }
}

struct Table<'a> {
    profile: &'a Profile,
    head: Head,
    columns: BTreeMap<Field, usize>,
}

impl Table<'_> {
    fn at(&self, field: Field) -> Option<usize> {
        self.columns.get(&field).copied()
    }

    /// The order of all dates: the profile's, or what the column of dates proves.
    fn order(&self, rows: &[&Record]) -> Result<Order, BillRefusal> {
        if let Some(order) = self.profile.order {
            return Ok(order);
        }
        let at = self.at(Field::Date);
        let texts =
            rows.iter().filter(|row| !row.is_number(at) && self.total_word(row).is_none()).map(|row| row.cell(at));
        when::order_of(texts).map_err(|text| BillRefusal::DatesAmbiguous { text: Printable::new(text, 40) })
    }

    /// The word of a line of totals: its first cell with something in it.
    fn total_word(&self, record: &Record) -> Option<String> {
        let first = record.cells.iter().map(|cell| plain_name(cell)).find(|cell| !cell.is_empty())?;
        self.profile.totals.contains(&first).then_some(first)
    }

    fn total(&self, record: &Record, order: Order) -> Option<Exact> {
        self.cells(record, order).exact(self.at(Field::Amount)).ok().flatten()
    }

    fn cells<'a>(&'a self, record: &'a Record, order: Order) -> Cells<'a> {
        // The currency is set before the first amount is read.
        let currency = self.profile.currency.unwrap_or(Currency::XXX);
        Cells { head: &self.head, record, mark: self.profile.mark, currency, order }
    }

    fn row(&self, record: &Record, order: Order) -> Result<BillRow, BadRow> {
        let mut cells = self.cells(record, order);
        cells.check_width()?;
        cells.currency = self.currency(&cells)?;
        let amount = cells.need(self.at(Field::Amount), cells.money(self.at(Field::Amount))?)?;
        let kind = self.kind(&cells, amount)?;
        let mut row = BillRow::new(record.line, kind, unsigned(amount));
        row.flow = flow_of(kind);
        row.kind_said = text(cells.get(self.at(Field::Kind)));
        row.settled = cells.money(self.at(Field::Settled))?.map(unsigned);
        row.fee = cells.exact(self.at(Field::Fee))?;
        self.times(&mut row, &cells)?;
        self.state(&mut row, &cells);
        self.numbers(&mut row, &cells);
        Ok(row)
    }

    fn currency(&self, cells: &Cells<'_>) -> Result<Currency, BadRow> {
        let at = self.at(Field::Currency);
        let code = cells.get(at).to_uppercase();
        match (self.profile.currency, code.as_str()) {
            (Some(known), "") => Ok(known),
            (None, "") => Err(cells.fault(at, RowFault::Empty)),
            (_, "RMB" | "人民币") => Ok(Currency::CNY),
            (_, code) => {
                let found = Currency::from_code(code);
                found.ok_or_else(|| cells.fault(at, RowFault::UnknownCurrency { text: text(code) }))
            }
        }
    }

    fn kind(&self, cells: &Cells<'_>, amount: Money) -> Result<RowKind, BadRow> {
        let negative = amount.minor < 0;
        let at = self.at(Field::Kind);
        let word = cells.get(at);
        let kind = match at {
            None if negative && self.profile.negative_is_refund => RowKind::Refund,
            None => RowKind::Payment,
            Some(_) => {
                let plain = plain_name(word);
                let known = self.profile.kinds.iter().find(|(known, _)| *known == plain).map(|(_, kind)| *kind);
                known.ok_or_else(|| cells.fault(at, RowFault::UnknownKind { word: text(word) }))?
            }
        };
        if kind == RowKind::Payment && negative {
            let shown = text(cells.get(self.at(Field::Amount)));
            let why = RowFault::SignContradicts { text: shown, word: text(word) };
            return Err(cells.fault(self.at(Field::Amount), why));
        }
        Ok(kind)
    }

    fn times(&self, row: &mut BillRow, cells: &Cells<'_>) -> Result<(), BadRow> {
        let (date, time) = (self.at(Field::Date), self.at(Field::Time));
        let (at, offset) = cells.need(date, cells.date_and_time(date, time)?)?;
        row.at = Some(at);
        row.offset = offset;
        row.finished = cells.time(self.at(Field::Finished))?.map(|(time, _)| time);
        Ok(())
    }

    /// A table without a column for it lists what was settled.
    fn state(&self, row: &mut BillRow, cells: &Cells<'_>) {
        let Some(at) = self.at(Field::State) else {
            row.state = RowState::Booked;
            return;
        };
        let word = cells.get(Some(at));
        row.state_said = text(word);
        let plain = plain_name(word);
        let known = self.profile.states.iter().find(|(known, _)| *known == plain);
        row.state = known.map_or(RowState::Unknown, |(_, state)| *state);
    }

    fn numbers(&self, row: &mut BillRow, cells: &Cells<'_>) {
        let number = |field| -> Option<Number> { cells.number(self.at(field)) };
        row.merchant = number(Field::Merchant);
        row.terminal = number(Field::Terminal);
        row.batch = number(Field::Batch);
        row.trace = number(Field::Trace);
        row.rrn = number(Field::Rrn);
        row.authorisation = number(Field::Authorisation);
        row.order = number(Field::Order);
        row.trade = number(Field::Trade);
        row.refund_order = number(Field::RefundOrder);
        row.refund_trade = number(Field::RefundTrade);
        row.original_rrn = number(Field::OriginalRrn);
        row.original_trace = number(Field::OriginalTrace);
        row.original_order = number(Field::OriginalOrder);
        row.card = Card::mask(cells.get(self.at(Field::Card)));
        row.scheme = text(cells.get(self.at(Field::Scheme)));
        row.description = text(cells.get(self.at(Field::Description)));
    }
}

fn flow_of(kind: RowKind) -> Flow {
    match kind {
        RowKind::Payment | RowKind::Payout => Flow::In,
        RowKind::Refund | RowKind::Reversal | RowKind::Fee => Flow::Out,
        RowKind::Other => Flow::NotTold,
    }
}
