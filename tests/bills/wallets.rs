//! WeChat Pay and Alipay: bills of merchants, exports of customers.

use tillwright::model::{BillFormat, Exact, Flow, RowState, Side};

use crate::kit::{bill, short};

#[test]
fn wechat_with_27_columns() {
    let bill = bill("wechat-all-27.csv");
    assert_eq!((bill.format.clone(), bill.side), (BillFormat::WechatPay, Side::Merchant));
    assert_eq!(
        short(&bill.rows),
        [
            "2 payment booked 2499 TW2026031410000100001",
            "3 payment booked 10000 TW2026031410050000002",
            "4 refund booked 1000 TW2026031410000100001",
            "5 payment booked 500 TW2026031411300000003",
            "6 reversal booked 500 TW2026031411300000003",
        ]
    );
    assert!(bill.is_proven() && bill.is_whole() && bill.totals.len() == 7);
    let coupon = &bill.rows[1];
    assert_eq!(coupon.settled.unwrap().minor, 9_000, "a coupon of the wallet's is not the shop's");
    assert_eq!(coupon.description.as_str(), "=1+1", "only text here");
    let refund = &bill.rows[2];
    assert_eq!(refund.trade.as_ref().unwrap().as_str(), "4200009901202603140000000001");
    assert_eq!(refund.refund_order.as_ref().unwrap().as_str(), "RF2026031411000001");
    assert_eq!(refund.fee, Exact::parse("-0.06"));
    assert_eq!(bill.rows[0].description.as_str(), "茶, 杯,盖");
    assert_eq!(bill.merchants[0].as_str(), "1900000109");
    assert_eq!(bill.rows[0].terminal.as_ref().unwrap().as_str(), "T0000017");
    let (first, last) = bill.covers.unwrap();
    assert_eq!(
        (first.to_string(), last.to_string(), bill.covers_told),
        ("2026-03-14".into(), "2026-03-14".into(), false)
    );
    assert!(!format!("{bill:?}").contains("oNOBODY"), "who paid is not kept");
}

#[test]
fn wechat_with_other_columns() {
    let of = |name: &str| short(&bill(name).rows);
    assert_eq!(
        of("wechat-success-20-bom-crlf.csv"),
        ["2 payment booked 57 TW2026031412000000011", "3 payment booked 1200 TW2026031412000000012"]
    );
    assert_eq!(of("wechat-all-24.csv"), ["2 payment booked 3250 TW0001", "3 refund pending 250 TW0001"]);
    assert_eq!(of("wechat-success-18.csv"), ["2 payment booked 9500 TW0002"]);
    assert_eq!(bill("wechat-success-18.csv").rows[0].at.unwrap().to_string(), "2014-11-10T16:33:45");
    assert_eq!(bill("wechat-success-20-bom-crlf.csv").rows[0].fee, Exact::parse("0.00342"));
    let refund = &bill("wechat-refund.csv").rows[0];
    assert_eq!(refund.finished.unwrap().to_string(), "2026-03-14T09:00:07");
}

#[test]
fn alipay_in_both_encodings_and_widths() {
    let wide = bill("alipay-25-gb18030-crlf.csv");
    let old = bill("alipay-22-utf8.csv");
    assert_eq!(
        short(&wide.rows),
        ["6 payment booked 2499 TW-A-1", "7 refund booked 1000 TW-A-1", "8 payment booked 10000 TW-A-2"]
    );
    assert_eq!(wide.rows, old.rows, "amounts of refunds above or below zero mean the same");
    assert!(wide.is_proven() && wide.covers_told);
    let (first, last) = wide.covers.unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2026-03-14".into(), "2026-03-14".into()));
    assert_eq!(wide.merchants[0].as_str(), "20880000000000000156");
    let refund = &wide.rows[1];
    assert_eq!(refund.trade, wide.rows[0].trade, "a refund has the number of its payment");
    assert_eq!(refund.refund_order.as_ref().unwrap().as_str(), "re_1");
    assert_eq!(refund.finished.unwrap().to_string(), "2026-03-14T12:00:00");
    assert_eq!(wide.rows[2].settled.unwrap().minor, 9_000);
}

#[test]
fn a_zip_is_the_bill_in_it() {
    let (zipped, plain) = (bill("alipay.zip"), bill("alipay-25-gb18030-crlf.csv"));
    assert_eq!(zipped.rows, plain.rows);
    assert_eq!(zipped.sha256, plain.sha256, "imported both ways it counts once");
}

#[test]
fn what_a_customer_brings_from_wechat() {
    let bill = bill("wechat-consumer-utf8.csv");
    assert_eq!((bill.side, bill.rows.len(), bill.bad_rows.len()), (Side::Customer, 27, 0));
    assert_eq!(short(&bill.rows[..1]), ["18 payment booked 2816 129847129"]);
    assert_eq!(bill.rows[0].card.as_ref().unwrap().last4(), "1234");
    assert_eq!(bill.rows[0].flow, Flow::Out);
    assert_eq!(bill.rows[1].order.as_ref().unwrap().as_str(), "129847129");
    assert_eq!(bill.rows[4].order, None, "a slash is nothing");
    assert!(!bill.is_proven(), "its own count differs, and it says that it may");
    assert_eq!(bill.totals[0].said, Exact::whole(43).unwrap());
    assert!(!format!("{bill:?}").contains("同性好友"), "names of others are not kept");
}

#[test]
fn what_a_customer_brings_from_alipay() {
    let bill = bill("alipay-consumer-gb18030.csv");
    assert_eq!((bill.side, bill.rows.len(), bill.bad_rows.len()), (Side::Customer, 10, 0));
    assert_eq!(short(&bill.rows[..3])[2], "28 refund booked 1603 20xxxxxxxxxxxxxxxx5");
    assert_eq!(bill.rows[1].state, RowState::Pending);
    assert_eq!(bill.rows[5].state, RowState::Closed);
    assert_eq!(bill.rows[0].card.as_ref().unwrap().last4(), "7449");
    assert_eq!(bill.covers.unwrap().0.to_string(), "2023-02-10");
}
