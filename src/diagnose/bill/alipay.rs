//! Business detail of Alipay for merchants: 25 columns, or 22 in an older form. GB18030 or UTF-8. Lines with `#` stand before
//! and behind the table; those behind it hold the totals, which have to agree with the rows. A tab follows every number. A
//! refund has the number of its payment and a refund number of its own.

use super::amount::{self, Mark};
use super::draft::{Cells, Draft, Source, china, text, unsigned};
use super::table::{Head, Record, lines, narrow, records, trim};
use super::when::{self, Order};
use crate::model::{
    BadRow, Bill, BillFormat, BillRefusal, BillRow, Currency, Exact, Flow, Number, RowFault, RowKind, RowState, Side,
};

/// Whether the header of a merchant's bill stands on this line.
pub(super) fn is_header(line: &str) -> bool {
    line.contains("支付宝交易号") && line.contains("业务类型")
}

/// Reads the bill.
pub(super) fn read(source: &Source, all: &str) -> Result<Bill, BillRefusal> {
    let mut draft = Draft { zone: china(), ..Draft::default() };
    let mut foot = Foot::default();
    let mut table = String::new();
    let mut begun = false;
    // Notes become empty lines, so that the lines of the table keep their numbers.
    for (_, line) in lines(all)? {
        let note = trim(line).strip_prefix('#').map(str::trim);
        match note {
            Some(note) if begun => foot.take(note)?,
            Some(note) => preamble(&mut draft, note),
            None => {
                begun |= is_header(line);
                table.push_str(line);
            }
        }
        table.push('\n');
    }
    let mut filled = records(&table, ',')?.into_iter().filter(|record| !record.is_blank());
    let header = filled.next().ok_or(BillRefusal::NotABill)?;
    let head = Head::new(&header.cells)?;
    let columns = Columns::find(&head)?;
    let mut sums = Sums::default();
    for record in filled {
        sums.add(&record, &columns);
        draft.push(row(&head, &columns, &record));
    }
    foot.tally(&mut draft, &sums)?;
    draft.finish(source, BillFormat::Alipay, Side::Merchant)
}

/// Account and days out of the lines before the table.
fn preamble(draft: &mut Draft, note: &str) {
    let note = narrow(note);
    if let Some((_, account)) = note.split_once("账号:") {
        draft.merchants.extend(Number::new(account.trim_matches(['[', ']', ' '])));
    }
    let day = |name: &str| {
        let (_, tail) = note.split_once(name)?;
        let (_, tail) = tail.split_once('[')?;
        when::read(tail.split_once(']')?.0, Order::Ymd).map(|(time, _)| time)
    };
    if let (Some(first), Some(end)) = (day("起始日期"), day("终止日期")) {
        // The end is the first moment that is no longer covered.
        let last = end.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(end);
        draft.covers = Some((first.date(), last.date().max(first.date())));
    }
}

/// What the rows of the table sum up to, payments and refunds apart.
#[derive(Default)]
struct Sums {
    payments: (i64, Exact),
    refunds: (i64, Exact),
}

impl Sums {
    fn add(&mut self, record: &Record, columns: &Columns) {
        let received = amount::exact(record.cell(Some(columns.settled)), Mark::Point).unwrap_or_default();
        let back = matches!(kind_of(record.cell(Some(columns.kind))), Some(RowKind::Refund | RowKind::Reversal));
        let (count, sum) = if back { &mut self.refunds } else { &mut self.payments };
        *count += 1;
        *sum = sum.checked_add(if back { received.abs() } else { received }).unwrap_or(*sum);
    }
}

/// Totals behind the table: count and sum.
#[derive(Default)]
struct Foot {
    payments: Option<(Exact, Exact)>,
    refunds: Option<(Exact, Exact)>,
}

impl Foot {
    fn take(&mut self, note: &str) -> Result<(), BillRefusal> {
        let note = narrow(note);
        let (place, name) = if note.starts_with("交易合计") {
            (&mut self.payments, "交易合计")
        } else if note.starts_with("退款合计") {
            (&mut self.refunds, "退款合计")
        } else {
            return Ok(());
        };
        if place.is_some() {
            return Err(BillRefusal::ColumnDoubled { name: text(name) });
        }
        let between = |from: &str, to: &str| {
            let (_, tail) = note.split_once(from)?;
            amount::exact(tail.split_once(to)?.0, Mark::Point).ok()
        };
        *place = between("合计:", "笔").zip(between("实收共", "元").or_else(|| between("实收退款共", "元")));
        Ok(())
    }

    fn tally(self, draft: &mut Draft, sums: &Sums) -> Result<(), BillRefusal> {
        let (Some(payments), Some(refunds)) = (self.payments, self.refunds) else {
            return Err(BillRefusal::FooterMissing);
        };
        let whole = |count| Exact::whole(count).unwrap_or_default();
        draft.total("交易合计 笔", payments.0, whole(sums.payments.0));
        draft.total("交易合计 商家实收", payments.1, sums.payments.1);
        draft.total("退款合计 笔", refunds.0, whole(sums.refunds.0));
        // Some files write refunds below zero, some do not.
        draft.total("退款合计 商家实收退款", refunds.1.abs(), sums.refunds.1);
        Ok(())
    }
}

/// Where what stands.
struct Columns {
    trade: usize,
    order: usize,
    kind: usize,
    goods: usize,
    created: usize,
    finished: usize,
    terminal: usize,
    amount: usize,
    settled: usize,
    refund: usize,
    fee: usize,
}

impl Columns {
    fn find(head: &Head) -> Result<Self, BillRefusal> {
        Ok(Self {
            trade: head.need(&["支付宝交易号"])?,
            order: head.need(&["商户订单号"])?,
            kind: head.need(&["业务类型"])?,
            goods: head.need(&["商品名称"])?,
            created: head.need(&["创建时间"])?,
            finished: head.need(&["完成时间"])?,
            terminal: head.need(&["终端号"])?,
            amount: head.need(&["订单金额（元）", "订单金额"])?,
            settled: head.need(&["商家实收（元）", "商家实收"])?,
            refund: head.need(&["退款批次号/请求号", "退款批次号", "退款请求号"])?,
            fee: head.need(&["服务费（元）", "服务费"])?,
        })
    }
}

fn kind_of(word: &str) -> Option<RowKind> {
    match word {
        "交易" => Some(RowKind::Payment),
        "退款" | "交易退款" => Some(RowKind::Refund),
        "撤销" | "冲正" | "交易撤销" => Some(RowKind::Reversal),
        _ => None,
    }
}

fn row(head: &Head, columns: &Columns, record: &Record) -> Result<BillRow, BadRow> {
    let cells = Cells { head, record, mark: Mark::Point, currency: Currency::CNY, order: Order::Ymd };
    cells.check_width()?;
    let word = cells.get(Some(columns.kind));
    let unknown = || RowFault::UnknownKind { word: text(word) };
    let kind = kind_of(word).ok_or_else(|| cells.fault(Some(columns.kind), unknown()))?;
    let amount = match kind {
        RowKind::Payment => cells.not_negative(Some(columns.amount), word)?,
        _ => unsigned(cells.need(Some(columns.amount), cells.money(Some(columns.amount))?)?),
    };
    let settled = cells.need(Some(columns.settled), cells.money(Some(columns.settled))?)?;
    let created = cells.need(Some(columns.created), cells.time(Some(columns.created))?)?;
    let mut row = BillRow::new(record.line, kind, amount);
    row.kind_said = text(word);
    // This file lists only what was finished.
    row.state = RowState::Booked;
    row.flow = if kind == RowKind::Payment { Flow::In } else { Flow::Out };
    row.settled = Some(unsigned(settled));
    row.fee = cells.exact(Some(columns.fee))?;
    row.at = Some(created.0);
    row.finished = cells.time(Some(columns.finished))?.map(|(time, _)| time);
    row.terminal = cells.number(Some(columns.terminal));
    row.trade = cells.number(Some(columns.trade));
    row.order = cells.number(Some(columns.order));
    row.refund_order = cells.number(Some(columns.refund));
    row.description = text(cells.get(Some(columns.goods)));
    Ok(row)
}
