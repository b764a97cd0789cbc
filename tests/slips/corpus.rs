//! Every receipt in `paper/` beside its expected facts. All are made up after the layouts of many terminals, but for
//! `captured_*`: the text of a block that a terminal sent (public capture of the crate `zvt`, MIT OR Apache-2.0).

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tillwright::device::zvt::slip::{Slip, SlipKind, read};
use tillwright::model::{Currency, Money};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slips/paper")
}

/// Names and lines of all receipts, in the order of their names.
pub fn papers() -> Vec<(String, Vec<String>)> {
    let mut found: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|item| item.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect())
        })
        .collect();
    found.sort();
    found
}

pub fn borrowed(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// A slip's facts by name; what it does not tell is not there.
pub fn facts(slip: &Slip) -> Map<String, Value> {
    let money = |money: &Money| json!(format!("{} {}", money.currency.code(), money.minor));
    let text = |text: &tillwright::model::Printable| json!(text.as_str());
    let all = [
        ("kind", (slip.kind != SlipKind::Other).then(|| json!(slip.kind.as_str()))),
        ("outcome", slip.outcome.map(|outcome| json!(outcome.as_str()))),
        ("receipt", slip.receipt.map(|number| json!(number))),
        ("trace", slip.trace.map(|number| json!(number))),
        ("original_receipt", slip.original_receipt.map(|number| json!(number))),
        ("original_trace", slip.original_trace.map(|number| json!(number))),
        ("terminal", slip.terminal.as_ref().map(text)),
        ("contract", slip.contract.as_ref().map(text)),
        ("amount", slip.amount.as_ref().map(money)),
        ("tip", slip.tip.as_ref().map(money)),
        ("day", slip.day.map(|day| json!([day.year, day.month, day.day]))),
        ("time", slip.time.map(|time| json!(time.to_string()))),
        ("card", slip.card.as_ref().map(|card| json!(card.to_string()))),
        ("card_name", slip.card_name.as_ref().map(text)),
        ("authorisation", slip.authorisation.as_ref().map(text)),
        ("code", slip.code.as_ref().map(text)),
        ("contactless", slip.contactless.map(|yes| json!(yes))),
        ("copy", slip.copy.then(|| json!(true))),
        ("party", slip.party.map(|party| json!(format!("{party:?}").to_lowercase()))),
    ];
    all.into_iter().filter_map(|(name, value)| value.map(|value| (name.to_owned(), value))).collect()
}

#[test]
fn every_receipt_tells_its_facts_and_no_others() {
    let papers = papers();
    assert!(papers.len() >= 30, "{}", papers.len());
    let mut wrong = Vec::new();
    for (name, lines) in papers {
        let slip = read(&borrowed(&lines), None);
        let mut found = facts(&slip);
        if !slip.doubts.is_empty() {
            found.insert("doubts".to_owned(), json!(slip.doubts));
        }
        let path = folder().join(format!("{name}.json"));
        let expected: Value =
            fs::read_to_string(&path).map_or(Value::Null, |text| serde_json::from_str(&text).unwrap());
        if expected != Value::Object(found.clone()) {
            wrong.push(format!("{name}: {}", serde_json::to_string_pretty(&Value::Object(found)).unwrap()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_amount_without_a_currency_needs_one_from_the_caller() {
    let lines = ["Kundenbeleg", "Kartenzahlung girocard", "Betrag 12,30", "Zahlung erfolgt"];
    assert_eq!(read(&lines, None).amount, None);
    assert_eq!(
        read(&lines, Some(Currency::CHF)).amount.map(|money| (money.minor, money.currency)),
        Some((1_230, Currency::CHF))
    );
}

/// What must never be read, however much it looks like a fact.
#[test]
fn what_misleads_is_not_read() {
    let told = |paper: &str| {
        let slip = read(&paper.split('|').collect::<Vec<_>>(), None);
        assert!(!slip.doubts.is_empty() || slip.amount.is_some(), "{paper}");
        slip
    };
    // Cash paid out is in the total and in no amount of its own.
    assert_eq!(told("Kartenzahlung|girocard|Kauf EUR 20,00|Gesamt EUR 70,00|Zahlung erfolgt").amount, None);
    // A practice transaction moves no money.
    for practice in ["Schulungsbetrieb", "TRAINING MODE"] {
        let slip = told(&format!("{practice}|Kartenzahlung VISA|EUR 5,00|Zahlung erfolgt"));
        assert_eq!((slip.kind, slip.amount), (SlipKind::Other, None), "{practice}");
    }
    // Two numbers under one label, one of them perhaps the original's.
    let slip = told("Storno|TA-Nr 000124|BNr 0109|TA-Nr 000123|Betrag EUR 5,00|Storno erfolgt");
    assert_eq!((slip.trace, slip.receipt), (None, Some(109)));
    // An amount with more behind it than we know.
    assert_eq!(told("Kartenzahlung|Betrag 12,30 EUR inkl. Porto|Zahlung erfolgt").amount, None);
    assert_eq!(told("Kartenzahlung VISA|Betrag EUR 9,20|Teilstorno EUR 3,00|Zahlung erfolgt").kind, SlipKind::Other);
    // A day that may be in May or in June.
    assert_eq!(told("Kartenzahlung VISA|Datum 05/06/2026|Zahlung erfolgt").day, None);
    // What stands behind the result may be the next receipt's.
    let slip = told("Kartenzahlung VISA|Betrag EUR 9,20|Zahlung erfolgt|Beleg-Nr. 0109");
    assert_eq!((slip.receipt, slip.amount.map(|money| money.minor)), (None, Some(920)));
    // Lines to write on are no amounts, and an amount to be written is none of ours.
    let slip = told("Bezahlung VISA|Betrag EUR 20,00|Trinkgeld: ______|Gesamt: ______|Zahlung erfolgt");
    assert_eq!((slip.amount.map(|money| money.minor), slip.tip), (Some(2_000), None));
}
