//! A million records against a million rows, for figures.

use std::collections::HashMap;
use std::time::Instant;

use jiff::civil::DateTime;
use tillwright::diagnose::matching::{Book, compare};
use tillwright::diagnose::reconcile;
use tillwright::model::*;

fn resident(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap_or("0");
    line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0) / 1024
}

/// `cargo test --release --test reconcile -- --ignored --nocapture million`
#[test]
#[ignore = "for figures: takes a gigabyte and a half"]
fn a_million_entries_and_a_million_rows() {
    let start: DateTime = "2026-01-01T00:00:00".parse().unwrap();
    let time = |at: u32| start.saturating_add(jiff::SignedDuration::from_secs(i64::from(at) * 20));
    let device = DeviceId::new(Family::Zvt, "", "52500017");
    let money = |at: u32| Money::new(i64::from(at % 977) * 10 + 10, Currency::EUR, CurrencySource::Device);
    let reference = |name, value: &str| Reference { name, value: Printable::new(value, 20) };
    let entries: Vec<Entry> = (0..1_000_000u32)
        .map(|at| Entry {
            key: EntryKey::new(&device, at, "00000000"),
            device: device.clone(),
            number: at,
            kind: Kind::Sale,
            result: EntryResult::Approved,
            code: Printable::default(),
            amount: money(at),
            tip: None,
            time: Some(DeviceTime::told(time(at))),
            card: Card::mask(&format!("{:04}", at % 10_000)),
            card_type: CardType::Credit,
            brand: Printable::new("VI", 2),
            instalments: None,
            references: vec![
                reference(RefName::Trace, &(at + 1).to_string()),
                reference(RefName::AuthorisationCode, &format!("{:06}", at % 999_983)),
            ],
            printed: Vec::new(),
            provenance: Provenance::Structured,
            void: VoidMark::NotTold,
        })
        .collect();
    let rows = (0..1_000_000u32).map(|at| {
        let mut row = BillRow::new(at + 2, RowKind::Payment, money(at));
        row.state = RowState::Booked;
        row.at = Some(time(at));
        row.terminal = Number::new("52500017");
        // One in a thousand has no trace number, one in ten thousand no number at all.
        row.trace = if at % 1_000 == 7 { None } else { Number::new(&(at + 1).to_string()) };
        row.authorisation = if at % 10_000 == 7 { None } else { Number::new(&format!("{:06}", at % 999_983)) };
        row.card = Card::mask(&format!("{:04}", at % 10_000));
        row
    });
    let bill = Bill {
        format: BillFormat::Profile(Printable::new("german", 9)),
        sha256: "a".into(),
        name: Printable::new("a.csv", 9),
        side: Side::Merchant,
        merchants: Vec::new(),
        covers: None,
        covers_told: false,
        zone: None,
        cut_off: Some(23),
        buffer_days: Some(3),
        rows: rows.collect(),
        bad_rows: Vec::new(),
        totals: Vec::new(),
    };
    let bills = [bill];
    let books = [Book { device, entries: &entries, stands: HashMap::new(), spans: Vec::new() }];
    let before = resident("VmRSS");
    let begun = Instant::now();
    let matching = compare(&books, &bills);
    let (took, pairs) = (begun.elapsed(), matching.joints().count());
    println!("{pairs} pairs in {took:?}; both sides {before} MiB, peak {} MiB", resident("VmHWM"));
    let begun = Instant::now();
    let found = reconcile::find(&matching, "2027-01-01T00:00:00Z".parse().unwrap());
    println!("{} findings in {:?}, peak {} MiB", found.len(), begun.elapsed(), resident("VmHWM"));
    assert!(pairs >= 999_000);
}
