//! Slips as entries of the journal.

use jiff::civil::{Date, date};
use tillwright::device::zvt::slip::{entry, read};
use tillwright::model::{
    DeviceId, Entry, EntryKey, EntryResult, Family, Kind, Printable, Provenance, RefName, YearSource, digest_of,
};

fn device() -> DeviceId {
    DeviceId::new(Family::Zvt, "", "61234000")
}

fn told(lines: &[&str], now: Date) -> Result<Entry, &'static str> {
    let printed = lines.iter().map(|line| Printable::new(line, 48)).collect();
    entry(&read(lines, None), &device(), printed, now)
}

const STORNO: &[&str] = &[
    "Händlerbeleg",
    "Terminal-ID 61234000",
    "TA-Nr. 000124  Beleg-Nr. 0109",
    "TA-Nr. (alt) 000123",
    "Storno",
    "VISA",
    "Betrag EUR 12,30",
    "14.05. 12:03",
    "Storno erfolgt",
];

#[test]
fn an_entry_carries_the_key_that_structured_data_would_give_it() {
    let entry = told(STORNO, date(2026, 7, 1)).unwrap();
    assert_eq!(entry.key, EntryKey::new(&device(), 109, &digest_of(["000124", "1230", "0514"])));
    assert_eq!((entry.kind, entry.result, entry.provenance), (Kind::Void, EntryResult::Approved, Provenance::Print));
    assert_eq!(entry.reference(RefName::OriginalTrace).map(Printable::as_str), Some("000123"));
    assert_eq!(entry.printed.len(), STORNO.len());
}

#[test]
fn a_year_that_is_not_printed_is_assumed_and_never_in_the_future() {
    for (now, year) in [(date(2026, 5, 14), 2026), (date(2026, 5, 13), 2025)] {
        let time = told(STORNO, now).unwrap().time.unwrap();
        assert_eq!((time.civil.date(), time.year), (date(year, 5, 14), YearSource::Assumed));
    }
}

#[test]
fn what_is_not_certain_makes_no_entry() {
    let now = date(2026, 7, 1);
    let without = |line: &str| STORNO.iter().copied().filter(|other| *other != line).collect::<Vec<_>>();
    assert!(told(&without("Betrag EUR 12,30"), now).is_err());
    let mut other = STORNO.to_vec();
    other[1] = "Terminal-ID 61234999";
    assert!(told(&other, now).is_err());
    assert!(told(&["Kassenschnitt", "Betrag EUR 12,30", "Kassenschnitt erfolgreich"], now).is_err());
    let declined = ["Kartenzahlung VISA", "Betrag EUR 12,30", "Zahlung nicht erfolgt"];
    assert_eq!(told(&declined, now).unwrap().result, EntryResult::Declined);
}

#[test]
fn a_result_that_is_not_certain_is_unknown() {
    let lines = ["Kartenzahlung VISA", "Betrag EUR 12,30", "Zahlung nicht erfolgt", "Zahlung erfolgt"];
    assert_eq!(told(&lines, date(2026, 7, 1)).unwrap().result, EntryResult::Unknown);
}
