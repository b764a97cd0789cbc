//! Real files in a folder outside of the tree: `wechat/`, `alipay/`, `consumer/`, `camt/` (each .xml beside the .json of what
//! another reader makes of it). `TILLWRIGHT_BILLS` names the folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tillwright::model::{Bill, BillRefusal, Exact, RowKind};

use crate::kit::of;

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("TILLWRIGHT_BILLS").map(PathBuf::from);
    if named.is_none() {
        println!("skipped: TILLWRIGHT_BILLS names no folder of real bills");
    }
    named
}

fn files(folder: &Path, kind: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder.join(kind)).unwrap().map(|file| file.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|found| found == ending));
    all.sort();
    assert!(!all.is_empty(), "{kind} is empty");
    all.into_iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect()
}

/// Prints one line of the table, and gives the answer on.
fn told(name: &str, present: usize, read: Result<Bill, BillRefusal>) -> Result<Bill, BillRefusal> {
    match &read {
        Ok(bill) => println!("{name}: {} of {present} rows, {} bad", bill.rows.len(), bill.bad_rows.len()),
        Err(refusal) => println!("{name}: 0 of {present} rows, refused: {refusal}"),
    }
    read
}

fn sum(bill: &Bill, kind: RowKind) -> i64 {
    bill.rows.iter().filter(|row| row.kind == kind).map(|row| row.amount.minor).sum()
}

fn filled_lines(bytes: &[u8], begin: &str) -> usize {
    bytes.split(|byte| *byte == b'\n').filter(|line| line.starts_with(begin.as_bytes())).count()
}

#[test]
fn bills_of_wechat() {
    let Some(folder) = folder() else { return };
    for (name, bytes) in files(&folder, "wechat", "csv") {
        let present = filled_lines(&bytes, "`") - 1;
        let read = told(&name, present, of(&bytes));
        let differs = |said: i64| {
            let said = Exact::whole(said).unwrap();
            matches!(&read, Err(BillRefusal::FooterDiffers { what, said: told, .. }) if what.as_str() == "总交易单数" && *told == said)
        };
        match name.as_str() {
            "wechat-ALL-27col-official-doc.csv" => assert!(differs(12)),
            "wechat-SUCCESS-legacy-18col.csv" => assert!(differs(383)),
            _ => {
                let bill = read.unwrap();
                assert_eq!((bill.rows.len(), bill.bad_rows.len()), (present, 0), "{name}");
                assert_eq!(sum(&bill, RowKind::Payment), i64::try_from(present).unwrap());
                assert!(bill.is_proven());
            }
        }
    }
}

#[test]
fn bills_of_alipay() {
    let Some(folder) = folder() else { return };
    let all: Vec<Bill> = files(&folder, "alipay", "csv")
        .into_iter()
        .map(|(name, bytes)| {
            let bill = told(&name, filled_lines(&bytes, "20"), of(&bytes)).unwrap();
            assert_eq!((bill.rows.len(), bill.bad_rows.len()), (10, 0));
            assert_eq!((sum(&bill, RowKind::Payment), sum(&bill, RowKind::Refund)), (6, 4));
            assert!(bill.is_proven());
            bill
        })
        .collect();
    assert!(all.windows(2).all(|pair| pair[0].rows == pair[1].rows), "the encoding changes nothing");
}

#[test]
fn exports_of_customers() {
    let Some(folder) = folder() else { return };
    for (name, bytes) in files(&folder, "consumer", "csv") {
        let present = filled_lines(&bytes, "20");
        let bill = told(&name, present, of(&bytes)).unwrap();
        assert_eq!((bill.rows.len(), bill.bad_rows.len()), (present, 0), "{name}");
    }
}

#[test]
fn statements_of_banks() {
    let Some(folder) = folder() else { return };
    for (name, bytes) in files(&folder, "camt", "xml") {
        let json = folder.join("camt").join(name.replace(".xml", ".json"));
        let expected: Option<Value> = fs::read(json).ok().map(|json| serde_json::from_slice(&json).unwrap());
        let text = String::from_utf8(bytes.clone()).unwrap();
        let present = text.matches("<Ntry>").count();
        let read = told(&name, present, of(&bytes));
        let Some(expected) = expected else {
            assert!(read.is_err(), "{name} is not valid by its schema");
            continue;
        };
        let entries = expected["getEntries"].as_array().unwrap();
        match read {
            Ok(bill) => {
                assert_eq!((bill.rows.len(), bill.bad_rows.len()), (present, 0), "{name}");
                same(&name, &bill, entries);
            }
            Err(refusal) => {
                assert!(matches!(refusal, BillRefusal::FooterDiffers { .. }), "{name}: {refusal}");
                assert!(!tallies(entries), "{name} tallies by the other reader's numbers");
            }
        }
    }
}

/// Amount, direction, state, dates and references as the other reader found them.
fn same(name: &str, bill: &Bill, entries: &[Value]) {
    // Its list has one place for each number, and numbers begin anew with each statement: the last statement's entry stands there.
    let rows = &bill.rows[bill.rows.len() - entries.len()..];
    for (row, entry) in rows.iter().zip(entries) {
        let amount: i64 = entry["getAmount"]["getAmount"].as_str().unwrap().parse().unwrap();
        assert_eq!(row.amount.minor, amount.abs(), "{name}");
        assert_eq!(row.amount.currency.code(), entry["getAmount"]["getCurrency"]["getCode"].as_str().unwrap());
        let credit = entry["getCreditDebitIndicator"] == "CRDT";
        assert_eq!(row.flow.as_str(), if credit { "in" } else { "out" }, "{name}");
        if let Some(state) = entry["getStatus"].as_str() {
            assert_eq!(row.state_said.as_str(), state);
        }
        let booked = entry["getBookingDate"]["0"].as_str();
        assert_eq!(
            row.finished.map(|time| time.date().to_string()),
            booked.map(|date| date[..10].to_owned()),
            "{name}"
        );
        let end_to_end = entry["getTransactionDetail"]["getReference"]["getEndToEndId"].as_str();
        assert_eq!(row.order.as_ref().map(|order| order.as_str()), end_to_end, "{name}");
        if let Some(reference) = entry["getAccountServicerReference"].as_str() {
            assert_eq!(row.trade.as_ref().unwrap().as_str(), reference);
        }
    }
}

/// Whether opening and entries give the closing balance, by the other reader's numbers.
fn tallies(entries: &[Value]) -> bool {
    let number = |value: &Value| value["getAmount"]["getAmount"].as_str().unwrap().parse::<i64>().unwrap();
    let record = &entries[0]["getRecord"];
    let balance = |kind: &str| {
        let all = record["getBalances"].as_array().unwrap();
        all.iter().find(|balance| balance["getType"] == kind).map(number)
    };
    let booked: i64 = entries.iter().map(number).sum();
    balance("opening").zip(balance("closing")).is_none_or(|(opening, closing)| opening + booked == closing)
}
