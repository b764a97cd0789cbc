//! Tables of acquirers through mapping profiles.

use tillwright::diagnose::bill::{self, Field, Profile};
use tillwright::model::{BillFormat, BillRefusal, Exact, RowFault};

use crate::kit::{bill, bytes, of, short};

fn profile_of(format: &BillFormat) -> &str {
    match format {
        BillFormat::Profile(name) => name.as_str(),
        _ => "none",
    }
}

#[test]
fn a_chilean_table() {
    let bill = bill("transbank.csv");
    assert_eq!(profile_of(&bill.format), "transbank");
    assert_eq!(
        short(&bill.rows),
        ["5 payment booked 12500 -", "6 reversal booked 12500 -", "7 payment booked 1234567 -"]
    );
    let void = &bill.rows[1];
    assert_eq!(void.card.as_ref().unwrap().to_string(), "411111******1111", "masked when it is read");
    assert_eq!(void.authorisation.as_ref().unwrap().as_str(), "000124");
    assert_eq!(void.at.unwrap().to_string(), "2026-03-14T10:30:00");
    assert_eq!(bill.rows[0].fee, Exact::parse("-187.5"));
    assert_eq!((bill.cut_off, bill.buffer_days), (Some(14), Some(3)));
    assert_eq!(bill.zone.unwrap().name.as_str(), "America/Santiago");
    assert_eq!(bill.totals[0].summed, Exact::whole(1_234_567).unwrap());
}

#[test]
fn a_german_table_in_windows_1252() {
    let bill = bill("german-1252.csv");
    assert_eq!(profile_of(&bill.format), "german");
    assert_eq!(short(&bill.rows), ["2 payment booked 123450 -", "3 refund booked 1000 -"]);
    assert!(matches!(&bill.bad_rows[0].why, RowFault::UnknownKind { word } if word.as_str() == "Rätsel"));
    assert_eq!(bill.rows[0].trace.as_ref().unwrap().as_str(), "000017", "leading zeros count");
}

#[test]
fn a_workbook() {
    let bill = bill("german.xlsx");
    assert_eq!(short(&bill.rows), ["3 payment booked 123450 -", "4 refund booked 1000 -"]);
    let sale = &bill.rows[0];
    assert_eq!(sale.at.unwrap().to_string(), "2026-03-14T10:00:05");
    assert_eq!(sale.fee, Exact::parse("-0.99"));
    assert_eq!(sale.order, None, "a number that Excel rounded is no number");
    assert_eq!(sale.trace.as_ref().unwrap().as_str(), "000017");
    assert_eq!(bill.rows[1].at.unwrap().to_string(), "2026-03-14T10:20:00");
}

#[test]
fn a_chinese_table() {
    let bill = bill("chinese-gb18030.csv");
    assert_eq!(profile_of(&bill.format), "chinese");
    assert_eq!(short(&bill.rows), ["2 payment booked 102499 -", "3 reversal booked 102499 -", "4 refund booked 500 -"]);
    assert_eq!(bill.rows[1].original_rrn.as_ref().unwrap().as_str(), "131000000017");
    assert_eq!(bill.rows[0].settled.unwrap().minor, 101_884);
}

#[test]
fn an_english_table_in_utf16_proves_its_own_dates() {
    let bill = bill("english-utf16.txt");
    assert_eq!(short(&bill.rows), ["2 payment booked 123450 -", "3 refund booked 1000 -"]);
    assert_eq!(bill.rows[1].at.unwrap().to_string(), "2026-03-04T22:05:05", "month first, as the first row shows");
    assert!(matches!(bill.bad_rows[0].why, RowFault::AmbiguousAmount { .. }), "1.234 is never a guess");
}

#[test]
fn a_spanish_table_with_offsets() {
    let bill = bill("spanish.csv");
    assert_eq!(short(&bill.rows), ["2 payment booked 2499 -", "3 refund booked 2499 -"]);
    assert_eq!(bill.rows[0].offset.unwrap().seconds(), 3_600);
}

const OWN: &str = r#"
name = "corner shop"
currency = "EUR"
decimal = "point"
dates = "ymd"
negative_is_refund = true

[columns]
amount = ["Amt"]
date = ["When"]
trace = ["No"]
"#;

#[test]
fn a_profile_of_ones_own() {
    let own = Profile::parse(OWN).unwrap();
    let table = "When,No,Amt,Else\n2026-03-14 10:00,17,5.00,x\n2026-03-14 11:00,18,-2.00,y\n2026-03-14,19,\"2.5,0\",\n";
    let bill = bill::read("own.csv", table.as_bytes(), std::slice::from_ref(&own)).unwrap();
    assert_eq!(short(&bill.rows), ["2 payment booked 500 -", "3 refund booked 200 -"]);
    assert_eq!((bill.bad_rows[0].line, bill.bad_rows[0].column.as_str()), (4, "amt"));
    let preview = bill::preview(table.as_bytes(), &own).unwrap();
    let columns: Vec<_> = preview.columns.iter().map(|(field, name)| (*field, name.as_str())).collect();
    assert_eq!(columns, [(Field::Date, "When"), (Field::Trace, "No"), (Field::Amount, "Amt")]);
    assert_eq!((preview.left_over[0].as_str(), preview.counts, preview.missing.len()), ("Else", (2, 1), 0));
    let bare = bill::preview(b"When,No,Sum\n2026-03-14,1,5\n", &own);
    assert_eq!(bare.unwrap_err(), BillRefusal::NotABill, "two names are no header");
}

#[test]
fn ambiguous_dates_are_refused_for_the_whole_column() {
    let table = "Date,Type,STAN,Amount,Currency\n03/04/2026,Sale,1,5.00,USD\n05/06/2026,Sale,2,5.00,USD\n";
    assert!(matches!(of(table.as_bytes()).unwrap_err(), BillRefusal::DatesAmbiguous { .. }));
}

#[test]
fn a_total_that_differs_is_refused() {
    let text = String::from_utf8(bytes("transbank.csv")).unwrap();
    let cut: Vec<&str> = text.lines().filter(|line| !line.contains("000125")).collect();
    assert!(matches!(of(cut.join("\n").as_bytes()).unwrap_err(), BillRefusal::FooterDiffers { .. }));
}
