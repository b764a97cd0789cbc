//! What a customer brings: the export of his own WeChat (UTF-8) or Alipay (GB18030). It shows what he was charged, and its
//! merchant's order joins it with the shop's books. Lines of notes stand before the table, cells are padded, the totals in the
//! notes may differ by the files' own words, so they are told and not required. The names of other people are not kept.

use super::amount::{self, Mark};
use super::draft::{Cells, Draft, Source, china, text, unsigned};
use super::table::{Head, Record, narrow, trim};
use super::when::{self, Order};
use crate::model::{
    BadRow, Bill, BillFormat, BillRefusal, BillRow, Card, Currency, Exact, Flow, RowKind, RowState, Side,
};

/// Which app wrote the export whose header stands on this line.
pub(super) fn header_of(line: &str) -> Option<BillFormat> {
    let has = |name: &str| line.contains(name);
    if !has("交易时间") || !has("收/支") {
        return None;
    }
    if has("支付方式") && has("商户单号") {
        return Some(BillFormat::WechatConsumer);
    }
    (has("商家订单号") && has("交易状态")).then_some(BillFormat::AlipayConsumer)
}

/// Reads the export.
pub(super) fn read(source: &Source, records: &[Record], format: BillFormat) -> Result<Bill, BillRefusal> {
    let mut draft = Draft { zone: china(), ..Draft::default() };
    let mut said = None;
    let mut found = None;
    for record in records {
        match &found {
            None if header_of(&record.cells.join(",")).is_some() => {
                let head = Head::new(&record.cells)?;
                let columns = Columns::find(&head)?;
                found = Some((head, columns));
            }
            None => note(&mut draft, &mut said, record.cell(Some(0))),
            Some(_) if record.is_blank() || is_rule(record) => {}
            Some((head, columns)) => draft.push(row(head, columns, record)),
        }
    }
    if let Some(said) = said {
        let read = Exact::whole(i64::try_from(draft.count()).unwrap_or(i64::MAX)).unwrap_or_default();
        draft.total("共N笔记录", said, read);
    }
    draft.finish(source, format, Side::Customer)
}

/// A line of hyphens, as some exports end with.
fn is_rule(record: &Record) -> bool {
    record.cells.first().is_some_and(|cell| trim(cell).starts_with("-----"))
}

/// Days and count out of the notes.
fn note(draft: &mut Draft, said: &mut Option<Exact>, note: &str) {
    let note = narrow(note);
    let day = |name: &str| {
        let (_, tail) = note.split_once(name)?;
        let (_, tail) = tail.split_once('[')?;
        when::read(tail.split_once(']')?.0, Order::Ymd).map(|(time, _)| time.date())
    };
    if let (Some(first), Some(last)) = (day("起始时间"), day("终止时间")) {
        draft.covers = Some((first, last));
    }
    if let Some(count) = note.strip_prefix('共').and_then(|tail| tail.strip_suffix("笔记录")) {
        *said = amount::exact(count, Mark::Point).ok();
    }
}

/// Where what stands.
struct Columns {
    time: usize,
    class: usize,
    goods: usize,
    way: usize,
    amount: usize,
    paid_with: usize,
    state: usize,
    trade: usize,
    order: usize,
}

impl Columns {
    fn find(head: &Head) -> Result<Self, BillRefusal> {
        Ok(Self {
            time: head.need(&["交易时间"])?,
            class: head.need(&["交易类型", "交易分类"])?,
            goods: head.need(&["商品", "商品说明"])?,
            way: head.need(&["收/支"])?,
            amount: head.need(&["金额(元)", "金额"])?,
            paid_with: head.need(&["支付方式", "收/付款方式"])?,
            state: head.need(&["当前状态", "交易状态"])?,
            trade: head.need(&["交易单号", "交易订单号", "交易号"])?,
            order: head.need(&["商户单号", "商家订单号"])?,
        })
    }
}

fn row(head: &Head, columns: &Columns, record: &Record) -> Result<BillRow, BadRow> {
    let cells = Cells { head, record, mark: Mark::Point, currency: Currency::CNY, order: Order::Ymd };
    cells.check_width()?;
    let class = cells.get(Some(columns.class));
    let way = cells.get(Some(columns.way));
    let state = cells.get(Some(columns.state));
    let amount = cells.need(Some(columns.amount), cells.money(Some(columns.amount))?)?;
    let time = cells.need(Some(columns.time), cells.time(Some(columns.time))?)?;
    let (kind, flow) = kind_of(class, way, state);
    let mut row = BillRow::new(record.line, kind, unsigned(amount));
    row.kind_said = text(&format!("{class} {way}"));
    row.flow = flow;
    row.state = state_of(state);
    row.state_said = text(state);
    row.at = Some(time.0);
    row.trade = cells.number(Some(columns.trade));
    row.order = cells.number(Some(columns.order));
    row.scheme = text(cells.get(Some(columns.paid_with)));
    row.card = card_in(cells.get(Some(columns.paid_with)));
    row.description = text(cells.get(Some(columns.goods)));
    Ok(row)
}

/// The last four digits of a card, which stand in brackets behind the name of the bank.
fn card_in(paid_with: &str) -> Option<Card> {
    let narrow = narrow(paid_with);
    let (_, tail) = narrow.rsplit_once('(')?;
    let digits = tail.split_once(')')?.0.trim();
    let four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if four { Card::mask(digits) } else { None }
}

/// What happened, for the customer's account. Words of other transactions are kept and mean nothing here.
fn kind_of(class: &str, way: &str, state: &str) -> (RowKind, Flow) {
    let refund = class.contains("退款") || state == "退款成功";
    match way {
        _ if refund => (RowKind::Refund, Flow::In),
        "支出" => (RowKind::Payment, Flow::Out),
        "收入" => (RowKind::Other, Flow::In),
        _ if class.contains("提现") => (RowKind::Payout, Flow::Out),
        _ => (RowKind::Other, Flow::NotTold),
    }
}

fn state_of(word: &str) -> RowState {
    match word {
        "交易关闭" | "支付失败" | "已关闭" => RowState::Closed,
        "已全额退款" | "对方已退还" => RowState::Reversed,
        "等待确认收货" | "等待对方发货" | "退款中" | "等待付款" => RowState::Pending,
        "交易成功" | "支付成功" | "退款成功" | "还款成功" | "充值完成" | "充值成功" | "提现已到账" | "已转账"
        | "已收钱" | "朋友已收钱" | "对方已收钱" | "已存入零钱" | "已到账" => RowState::Booked,
        _ => RowState::Unknown,
    }
}
