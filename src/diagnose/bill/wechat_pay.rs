//! Trade bill of WeChat Pay for merchants (pay.weixin.qq.com, "Transaction bill format"): ALL with 27 or 24 columns, SUCCESS
//! with 20 or 18, REFUND with times of its own. UTF-8. Values stand behind a backtick and are parted by `` ,` ``, because goods
//! may hold commas. Two lines of totals end the file; they have to agree with the rows.

use super::amount::{self, Mark};
use super::draft::{self, Cells, Draft, Source, china, text, unsigned};
use super::table::{Head, Record, lines, plain_name, trim};
use super::when::Order;
use crate::model::{
    BadRow, Bill, BillFormat, BillRefusal, BillRow, Currency, Exact, Flow, Number, RowFault, RowKind, RowState, Side,
};

/// First name of the totals, in every version.
const COUNT: &str = "总交易单数";

/// Most merchants whose bills a provider gets in one file; more are told by their rows.
const MAX_MERCHANTS: usize = 100;

/// Names of what the file sums, by the name of its total. A version that has no such column sums nothing.
const SUMS: &[(&str, &[&str])] = &[
    ("应结订单总金额", &["应结订单金额"]),
    ("订单总金额", &["订单金额"]),
    ("总交易额", &["总金额", "订单金额", "应结订单金额"]),
    ("退款总金额", &["退款金额"]),
    ("总退款金额", &["退款金额"]),
    ("申请退款总金额", &["申请退款金额"]),
    ("充值券退款总金额", COUPON_REFUNDS),
    ("总企业红包退款金额", COUPON_REFUNDS),
    ("总代金券或立减优惠退款金额", COUPON_REFUNDS),
    ("代金券或立减优惠退款总金额", COUPON_REFUNDS),
    ("手续费总金额", &["手续费"]),
];
const COUPON_REFUNDS: &[&str] = &["充值券退款金额", "代金券或立减优惠退款金额", "企业红包退款金额"];

/// Whether the header of a merchant's bill stands on this line.
pub(super) fn is_header(line: &str) -> bool {
    let has = |name: &str| line.contains(name);
    has("微信订单号") && ["公众账号ID", "商户数据包", "用户标识"].into_iter().any(has)
}

/// Reads the bill.
pub(super) fn read(source: &Source, all: &str) -> Result<Bill, BillRefusal> {
    let mut filled = lines(all)?.into_iter().filter(|(_, line)| !trim(line).is_empty());
    let Some((_, header)) = filled.next() else { return Err(BillRefusal::NotABill) };
    let head = Head::new(&split(header))?;
    let columns = Columns::find(&head)?;
    let mut draft = Draft { zone: china(), ..Draft::default() };
    let mut sums: Vec<Exact> = vec![Exact::ZERO; head.len()];
    let to_sum = summed(&head);
    let mut totals: Option<(Head, Option<Record>)> = None;
    for (line, text) in filled {
        let record = Record::of_text(line, split(text));
        match &mut totals {
            _ if trim(text).starts_with(COUNT) => match totals {
                Some(_) => return Err(BillRefusal::ColumnDoubled { name: draft::text(COUNT) }),
                None => totals = Some((Head::new(&record.cells)?, None)),
            },
            Some((_, said @ None)) => *said = Some(record),
            _ => {
                add(&mut sums, &to_sum, &record);
                name_merchant(&mut draft, record.cell(Some(columns.merchant)));
                draft.push(row(&head, &columns, &record));
            }
        }
    }
    let Some((names, Some(said))) = totals else { return Err(BillRefusal::FooterMissing) };
    tally(&mut draft, &head, &sums, &names, &said)?;
    draft.finish(source, BillFormat::WechatPay, Side::Merchant)
}

/// Keeps the merchant of a provider beside the shops that its rows name.
fn name_merchant(draft: &mut Draft, cell: &str) {
    let known = draft.merchants.iter().any(|merchant| merchant.as_str() == cell);
    if !known && draft.merchants.len() < MAX_MERCHANTS {
        draft.merchants.extend(Number::new(cell));
    }
}

/// Cells of a line: those of values stand behind backticks, those of headers do not.
fn split(line: &str) -> Vec<String> {
    let line = line.trim_start_matches('\u{feff}').trim_end();
    match line.trim_start().strip_prefix('`') {
        Some(values) => values.split(",`").map(str::to_owned).collect(),
        None => line.split(',').map(str::to_owned).collect(),
    }
}

/// Which columns the file sums up.
fn summed(head: &Head) -> Vec<usize> {
    let named =
        |at: &usize| SUMS.iter().flat_map(|(_, columns)| columns.iter()).any(|name| *name == head.name(*at).as_str());
    (0..head.len()).filter(named).collect()
}

/// Adds the numbers of a row to the sums of its columns. Rows of another width are left out: nobody knows what is what.
fn add(sums: &mut [Exact], columns: &[usize], record: &Record) {
    if record.cells.len() != sums.len() {
        return;
    }
    for at in columns {
        let value = amount::exact(record.cell(Some(*at)), Mark::Point).unwrap_or_default();
        if let Some(sum) = sums.get_mut(*at) {
            *sum = sum.checked_add(value).unwrap_or(*sum);
        }
    }
}

/// Puts every total that the file states beside what was summed.
fn tally(draft: &mut Draft, head: &Head, sums: &[Exact], names: &Head, said: &Record) -> Result<(), BillRefusal> {
    if said.cells.len() != names.len() {
        return Err(BillRefusal::Truncated { line: said.line });
    }
    for at in 0..names.len() {
        let name = names.name(at);
        let value = amount::exact(said.cell(Some(at)), Mark::Point);
        let value = value.map_err(|_| BillRefusal::Truncated { line: said.line })?;
        let summed = if name.as_str() == COUNT {
            Exact::whole(i64::try_from(draft.count()).unwrap_or(i64::MAX)).unwrap_or_default()
        } else {
            let known = SUMS.iter().find(|(total, _)| plain_name(total) == name.as_str());
            let Some((_, columns)) = known else { return Err(BillRefusal::UnknownVersion { said: name }) };
            // The first name that there is: an old version calls the amount of the order something else.
            let first = columns.iter().find_map(|column| head.find(&[column]).transpose()).transpose()?;
            first.and_then(|at| sums.get(at).copied()).unwrap_or_default()
        };
        draft.total(name.as_str(), value, summed);
    }
    Ok(())
}

/// Where what stands. All of these are in every version, except those that are options.
struct Columns {
    time: usize,
    merchant: usize,
    sub_merchant: usize,
    terminal: usize,
    trade: usize,
    order: usize,
    kind: usize,
    state: usize,
    bank: usize,
    currency: usize,
    goods: usize,
    fee: usize,
    /// What the customer was asked for.
    amount: Option<usize>,
    settled: Option<usize>,
    refund: Option<Refund>,
}

/// Columns of ALL and REFUND only.
struct Refund {
    trade: usize,
    order: usize,
    settled: usize,
    state: usize,
    requested: Option<usize>,
    began: Option<usize>,
    done: Option<usize>,
}

impl Columns {
    fn find(head: &Head) -> Result<Self, BillRefusal> {
        let columns = Self {
            time: head.need(&["交易时间"])?,
            merchant: head.need(&["商户号"])?,
            sub_merchant: head.need(&["特约商户号", "子商户号"])?,
            terminal: head.need(&["设备号"])?,
            trade: head.need(&["微信订单号"])?,
            order: head.need(&["商户订单号"])?,
            kind: head.need(&["交易类型"])?,
            state: head.need(&["交易状态"])?,
            bank: head.need(&["付款银行"])?,
            currency: head.need(&["货币种类"])?,
            goods: head.need(&["商品名称"])?,
            fee: head.need(&["手续费"])?,
            amount: head.find(&["订单金额", "总金额"])?,
            settled: head.find(&["应结订单金额"])?,
            refund: Refund::find(head)?,
        };
        // A version with the settled amount has the order's amount as well; one without it calls that the whole amount.
        if columns.amount.is_none() {
            let name = if columns.settled.is_some() { "订单金额" } else { "总金额" };
            return Err(BillRefusal::ColumnMissing { name: text(name) });
        }
        if columns.settled.is_none() && head.find(&["总金额"])?.is_none() {
            return Err(BillRefusal::ColumnMissing { name: text("应结订单金额") });
        }
        Ok(columns)
    }
}

impl Refund {
    /// All columns of refunds, or `None` where the version has none of them.
    fn find(head: &Head) -> Result<Option<Self>, BillRefusal> {
        let names = ["微信退款单号", "商户退款单号", "退款金额", "退款状态", "退款类型"];
        let there: Vec<bool> = names.iter().map(|name| Ok(head.find(&[name])?.is_some())).collect::<Result<_, _>>()?;
        let requested = head.find(&["申请退款金额"])?;
        if !there.contains(&true) && requested.is_none() {
            return Ok(None);
        }
        if requested.is_none() && head.find(&["应结订单金额"])?.is_some() {
            return Err(BillRefusal::ColumnMissing { name: text("申请退款金额") });
        }
        Ok(Some(Self {
            trade: head.need(&["微信退款单号"])?,
            order: head.need(&["商户退款单号"])?,
            settled: head.need(&["退款金额"])?,
            state: head.need(&["退款状态"])?,
            requested,
            began: head.find(&["退款申请时间"])?,
            done: head.find(&["退款成功时间"])?,
        }))
    }
}

fn row(head: &Head, columns: &Columns, record: &Record) -> Result<BillRow, BadRow> {
    let mut cells = Cells { head, record, mark: Mark::Point, currency: Currency::CNY, order: Order::Ymd };
    cells.check_width()?;
    let code = cells.get(Some(columns.currency));
    let unknown = || RowFault::UnknownCurrency { text: text(code) };
    cells.currency = Currency::from_code(code).ok_or_else(|| cells.fault(Some(columns.currency), unknown()))?;
    let said = cells.get(Some(columns.state));
    let kind = match said {
        "SUCCESS" => RowKind::Payment,
        "REFUND" => RowKind::Refund,
        "REVOKED" => RowKind::Reversal,
        word => return Err(cells.fault(Some(columns.state), RowFault::UnknownKind { word: text(word) })),
    };
    let time = cells.need(Some(columns.time), cells.time(Some(columns.time))?)?;
    let mut row = paid(&cells, columns, kind)?;
    row.kind_said = text(said);
    row.at = Some(time.0);
    row.fee = cells.exact(Some(columns.fee))?;
    row.merchant = cells.number(Some(columns.sub_merchant)).or_else(|| cells.number(Some(columns.merchant)));
    row.terminal = cells.number(Some(columns.terminal));
    row.trade = cells.number(Some(columns.trade));
    row.order = cells.number(Some(columns.order));
    row.scheme = text(&format!("{} {}", cells.get(Some(columns.kind)), cells.get(Some(columns.bank))));
    row.description = text(cells.get(Some(columns.goods)));
    Ok(row)
}

/// Amounts, direction and state: those of the order, or those of the refund.
fn paid(cells: &Cells<'_>, columns: &Columns, kind: RowKind) -> Result<BillRow, BadRow> {
    let line = cells.record.line;
    if kind == RowKind::Payment {
        let mut row = BillRow::new(line, kind, cells.not_negative(columns.amount, "SUCCESS")?);
        row.settled = cells.money(columns.settled)?.map(unsigned);
        (row.state, row.flow) = (RowState::Booked, Flow::In);
        return Ok(row);
    }
    let Some(refund) = &columns.refund else {
        let mut row = BillRow::new(line, kind, unsigned(cells.need(columns.amount, cells.money(columns.amount)?)?));
        row.flow = Flow::Out;
        return Ok(row);
    };
    let asked = cells.money(refund.requested)?.filter(|amount| amount.minor != 0);
    let given = cells.money(Some(refund.settled))?;
    let whole = cells.money(columns.amount)?;
    // What was revoked before it was settled may show no refund: then it is the order that was taken back.
    let amount = asked.or(given.filter(|amount| amount.minor != 0)).or(whole);
    let mut row = BillRow::new(line, kind, unsigned(cells.need(Some(refund.settled), amount)?));
    row.settled = given.map(unsigned);
    row.refund_trade = cells.number(Some(refund.trade));
    row.refund_order = cells.number(Some(refund.order));
    row.finished = cells.time(refund.done)?.map(|(time, _)| time);
    row.state_said = text(cells.get(Some(refund.state)));
    row.state = match row.state_said.as_str() {
        "SUCCESS" => RowState::Booked,
        "PROCESSING" => RowState::Pending,
        "FAIL" | "CHANGE" => RowState::Closed,
        _ if kind == RowKind::Reversal => RowState::Booked,
        _ => RowState::Unknown,
    };
    row.flow = Flow::Out;
    // The time of the request stands in a column of its own where the first one is that of the payment.
    if let Some((began, _)) = cells.time(refund.began)? {
        row.finished = row.finished.or(Some(began));
    }
    Ok(row)
}
