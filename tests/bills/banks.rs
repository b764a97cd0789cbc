//! Statements and notifications of banks.

use tillwright::model::{BillFormat, BillRefusal, Exact, Flow, Side};

use crate::kit::{bill, bytes, of, short};

#[test]
fn a_statement_of_version_8() {
    let bill = bill("camt053.v8.xml");
    assert_eq!((bill.format.clone(), bill.side), (BillFormat::Camt053, Side::Bank));
    assert_eq!(
        short(&bill.rows),
        [
            "15 payout booked 2499 TW-1",
            "16 payout booked 2501 -",
            "18 other pending 1200 -",
            "19 reversal booked 1500 -",
            "20 payment booked 1000 -",
        ]
    );
    assert_eq!(bill.rows[0].rrn.as_ref().unwrap().as_str(), "607310000017");
    assert_eq!(bill.rows[1].description.as_str(), "A & B");
    assert_eq!(bill.rows[3].flow, Flow::Out);
    let card = &bill.rows[4];
    assert_eq!(card.card.as_ref().unwrap().to_string(), "411111******1111");
    assert_eq!(card.terminal.as_ref().unwrap().as_str(), "TW000017");
    assert_eq!((card.at.unwrap().to_string(), card.offset.unwrap().seconds()), ("2026-03-14T10:00:05".into(), 3_600));
    assert_eq!(bill.merchants[0].as_str(), "1234", "of an account its last four only");
    assert!(bill.is_proven() && bill.totals.len() == 3);
    assert!(!format!("{bill:?}").contains("4111111111111111"));
}

#[test]
fn several_statements_in_one_file() {
    let bill = bill("camt053.v2.multi.statement.xml");
    assert_eq!(short(&bill.rows).len(), 2);
    assert_eq!((bill.rows[0].flow, bill.rows[1].flow), (Flow::In, Flow::Out));
    assert_eq!(bill.totals.len(), 2, "each has its own balances");
}

#[test]
fn details_without_amounts_stay_one_row() {
    let bill = bill("camt054.v2.xml");
    assert_eq!(bill.format, BillFormat::Camt054);
    assert_eq!(short(&bill.rows), ["58 other booked 20000000 MUELL/FINP/RA12345"]);
}

#[test]
fn balances_that_do_not_add_up_are_refused() {
    let BillRefusal::FooterDiffers { said, summed, .. } = of(&bytes("camt053.v2.five.decimals.xml")).unwrap_err()
    else {
        panic!()
    };
    assert_eq!((said, summed), (Exact::parse("27.05").unwrap(), Exact::parse("27.00").unwrap()));
    let text = String::from_utf8(bytes("camt053.v8.xml")).unwrap();
    let short = text.replace("24.99", "24.98");
    let bill = of(short.as_bytes()).unwrap();
    assert_eq!((bill.rows.len(), bill.bad_rows.len()), (3, 1), "an entry whose details do not give it is not read");
    assert!(of(text.replace("15.00", "15.01").as_bytes()).is_err());
    assert!(of(text.replace("<ns2:NbOfNtries>4", "<ns2:NbOfNtries>5").as_bytes()).is_err());
}

#[test]
fn versions_and_dangers() {
    let text = String::from_utf8(bytes("camt053.v8.xml")).unwrap();
    for number in 2..=8 {
        assert!(of(text.replace("001.08", &format!("001.0{number}")).as_bytes()).is_ok(), "{number}");
    }
    let unknown = |from: &str, to: &str| of(text.replace(from, to).as_bytes()).unwrap_err();
    assert!(matches!(unknown("camt.053.001.08", "camt.052.001.08"), BillRefusal::UnknownVersion { .. }));
    assert!(matches!(unknown("camt.053.001.08", "pain.001.001.03"), BillRefusal::UnknownVersion { .. }));
    assert_eq!(of(&bytes("bomb.xml")).unwrap_err(), BillRefusal::XmlDoctype);
    assert_eq!(unknown("A &amp; B", "A &own; B"), BillRefusal::XmlDoctype);
    let deep = format!("<Document>{}", "<a>".repeat(100_000));
    assert!(matches!(
        of(deep.as_bytes()).unwrap_err(),
        BillRefusal::UnknownVersion { .. } | BillRefusal::TooLarge { .. }
    ));
    let deep = text.replace("<ns2:Id>S1", &format!("<ns2:Id>{}S1", "<b>".repeat(1_000)));
    assert!(matches!(of(deep.as_bytes()).unwrap_err(), BillRefusal::TooLarge { what: "levels", .. }));
}
