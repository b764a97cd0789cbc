//! Rules that need bills of another kind than a card acquirer's.

use std::collections::HashMap;

use tillwright::diagnose::finding::Finding;
use tillwright::diagnose::matching::{Book, compare};
use tillwright::diagnose::reconcile;
use tillwright::model::*;
use tillwright::text::Lang;

const ORDER: &str = "S2026-0310-A1B2-0001";

fn row(line: u32, kind: RowKind, minor: i64, at: &str) -> BillRow {
    let mut row = BillRow::new(line, kind, Money::new(minor, Currency::CNY, CurrencySource::Bill));
    row.state = RowState::Booked;
    row.at = Some(at.parse().unwrap());
    row
}

fn order(line: u32, kind: RowKind, minor: i64, at: &str) -> BillRow {
    let mut row = row(line, kind, minor, at);
    row.order = Number::new(ORDER);
    row.trade = Number::new("4200000925202603104997714292");
    row
}

fn bill(format: BillFormat, side: Side, name: &str, rows: Vec<BillRow>) -> Bill {
    let days: Vec<_> = rows.iter().filter_map(|row| row.at).map(|at| at.date()).collect();
    Bill {
        format,
        sha256: name.to_owned(),
        name: Printable::new(name, 20),
        side,
        merchants: Vec::new(),
        covers: days.iter().min().copied().zip(days.iter().max().copied()),
        covers_told: true,
        zone: Some(Zone { name: Printable::new("Asia/Shanghai", 20), source: ZoneSource::Format }),
        cut_off: None,
        buffer_days: None,
        rows,
        bad_rows: Vec::new(),
        totals: Vec::new(),
    }
}

fn wechat(rows: Vec<BillRow>) -> Bill {
    bill(BillFormat::WechatPay, Side::Merchant, "wechat.csv", rows)
}

/// A sale that the terminal knows by the order of the till.
fn sale(result: EntryResult) -> Entry {
    let device = DeviceId::new(Family::Zvt, "", "52500017");
    Entry {
        key: EntryKey::new(&device, 7, "00000000"),
        device,
        number: 7,
        kind: Kind::Sale,
        result,
        code: Printable::default(),
        amount: Money::new(2_500, Currency::CNY, CurrencySource::Device),
        tip: None,
        time: Some(DeviceTime::told("2026-03-10T12:00:00".parse().unwrap())),
        card: None,
        card_type: CardType::Unknown,
        brand: Printable::default(),
        instalments: None,
        references: vec![Reference { name: RefName::Ticket, value: Printable::new(ORDER, 40) }],
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
    }
}

fn found(entries: &[Entry], files: &[Bill]) -> Vec<Finding> {
    let device = DeviceId::new(Family::Zvt, "", "52500017");
    let books = [Book { device, entries, stands: HashMap::new(), spans: Vec::new() }];
    let matching = compare(&books, files);
    reconcile::find(&matching, "2026-04-01T00:00:00Z".parse().unwrap())
}

fn ids(entries: &[Entry], files: &[Bill]) -> Vec<String> {
    found(entries, files).iter().map(|one| one.id.to_string()).collect()
}

#[test]
fn a_wallets_order_is_queried_and_refunded_never_reversed_on_the_terminal() {
    let paid = wechat(vec![order(2, RowKind::Payment, 2_500, "2026-03-10T12:00:20")]);
    let found = found(&[sale(EntryResult::Declined)], &[paid]);
    let [only] = found.as_slice() else { panic!("{found:?}") };
    let remedy = only.remedy.read(Lang::En);
    assert!(only.id.as_str() == "B01" && remedy.contains(ORDER), "{remedy}");
    for timer in ["15 seconds", "7 days", "5 minutes"] {
        assert!(remedy.contains(timer), "{remedy}");
    }
    assert!(only.must_not.iter().any(|never| never.read(Lang::En).contains("card terminal")));
}

#[test]
fn an_order_that_was_paid_and_revoked_is_nothing_and_needs_no_remedy() {
    let rows = vec![
        order(2, RowKind::Payment, 2_500, "2026-03-10T12:00:20"),
        order(3, RowKind::Reversal, 2_500, "2026-03-10T12:01:20"),
    ];
    assert_eq!(ids(&[sale(EntryResult::Declined)], &[wechat(rows.clone())]), ["B11"]);
    let refunded_too = order(4, RowKind::Refund, 2_500, "2026-03-10T15:00:00");
    let all = rows.into_iter().chain([refunded_too]).collect();
    assert_eq!(ids(&[sale(EntryResult::Declined)], &[wechat(all)]), ["B07", "B11"]);
}

#[test]
fn what_was_refunded_is_not_offered_a_refund_and_a_part_of_it_is_told_as_nothing() {
    let paid = order(2, RowKind::Payment, 2_500, "2026-03-10T12:00:20");
    let mut refund = order(3, RowKind::Refund, 1_000, "2026-03-10T13:00:20");
    refund.refund_trade = Number::new("1");
    let mut rest = order(4, RowKind::Refund, 1_500, "2026-03-10T14:00:20");
    rest.refund_trade = Number::new("2");
    let declined = [sale(EntryResult::Declined)];
    assert_eq!(ids(&declined, &[wechat(vec![paid.clone(), refund.clone()])]), ["B01"], "the rest is still there");
    assert_eq!(ids(&declined, &[wechat(vec![paid, refund, rest])]), Vec::<String>::new());
}

#[test]
fn one_payment_that_the_customer_sees_twice_is_explained() {
    let mut line = order(9, RowKind::Payment, 2_500, "2026-03-10T12:00:20");
    line.flow = Flow::Out;
    let wallet = bill(BillFormat::AlipayConsumer, Side::Customer, "alipay.csv", vec![line]);
    let mut booked = row(5, RowKind::Other, 2_500, "2026-03-10T23:00:00");
    booked.flow = Flow::Out;
    let bank = bill(BillFormat::Camt054, Side::Bank, "bank.xml", vec![booked.clone()]);
    let approved = [sale(EntryResult::Approved)];
    assert_eq!(ids(&approved, &[wallet.clone(), bank]), ["B12"]);
    let twice = bill(BillFormat::Camt054, Side::Bank, "bank.xml", vec![booked.clone(), BillRow { line: 6, ..booked }]);
    assert_eq!(ids(&approved, &[wallet, twice]), Vec::<String>::new(), "two lines of the bank may be two payments");
}

#[test]
fn payouts_are_added_up_and_unread_rows_told() {
    let payout = |minor| {
        let mut sold = row(2, RowKind::Payment, 10_000, "2026-03-10T12:00:00");
        sold.fee = Exact::parse("-1.50");
        let rows = vec![
            sold,
            row(3, RowKind::Refund, 1_000, "2026-03-10T13:00:00"),
            row(4, RowKind::Payout, minor, "2026-03-10T23:00:00"),
        ];
        bill(BillFormat::Profile(Printable::new("x", 9)), Side::Merchant, "p.csv", rows)
    };
    assert_eq!(ids(&[], &[payout(8_850)]), Vec::<String>::new());
    assert_eq!(ids(&[], &[payout(8_000)]), ["B15"]);
    let mut torn = payout(8_000);
    torn.bad_rows.push(BadRow { line: 5, column: Printable::default(), why: RowFault::Empty });
    assert_eq!(ids(&[], &[torn]), ["B16"], "a file with rows unread gives no sum");
}
