use super::*;
use crate::model::samples::{pesos, sale};
use crate::model::*;

fn number(text: &str) -> Option<Number> {
    Number::new(text)
}

fn traced(trace: &str, amount: i64, time: &str, last4: &str) -> Entry {
    let mut entry = sale(trace.parse().unwrap(), amount, time, last4);
    let reference = |name, value: &str| Reference { name, value: Printable::new(value, 20) };
    let code = format!("{:06}", amount % 1_000_000);
    entry.references = vec![reference(RefName::Trace, trace), reference(RefName::AuthorisationCode, &code)];
    entry
}

fn row(line: u32, trace: &str, amount: i64, time: &str, last4: &str) -> BillRow {
    let mut row = BillRow::new(line, RowKind::Payment, pesos(amount));
    row.state = RowState::Booked;
    row.at = Some(time.parse().unwrap());
    row.terminal = number("SIM00001");
    row.trace = number(trace);
    row.authorisation = number(&format!("{:06}", amount % 1_000_000));
    row.card = Card::mask(last4);
    row
}

fn bill(name: &str, rows: Vec<BillRow>) -> Bill {
    let days: Vec<_> = rows.iter().filter_map(|row| row.at).map(|at| at.date()).collect();
    Bill {
        format: BillFormat::Profile(Printable::new("test", 9)),
        sha256: name.to_owned(),
        name: Printable::new(name, 20),
        side: Side::Merchant,
        merchants: vec![number("000000000001").unwrap_or_else(|| number("1").unwrap())],
        covers: days.iter().min().copied().zip(days.iter().max().copied()),
        covers_told: true,
        zone: None,
        cut_off: Some(23),
        buffer_days: Some(2),
        rows,
        bad_rows: Vec::new(),
        totals: Vec::new(),
    }
}

fn book(entries: &[Entry]) -> Book<'_> {
    Book { device: samples::device(), entries, stands: HashMap::new(), spans: Vec::new() }
}

/// Pairs as line of the row, number of the entry, key.
fn joined(entries: &[Entry], bills: &[Bill]) -> Vec<(u32, u32, Key)> {
    let books = [book(entries)];
    let matching = compare(&books, bills);
    let mut out: Vec<_> = matching.joints().map(|one| (one.row.line, one.entry.number, one.key)).collect();
    out.sort();
    out
}

const NOON: &str = "2026-05-14T12:00:00";

#[test]
fn the_strongest_key_decides() {
    let entries = [traced("17", 500, NOON, "4242"), traced("18", 700, NOON, "1111")];
    let mut untraced = row(3, "", 700, NOON, "1111");
    untraced.terminal = None;
    let rows = vec![row(2, "000017", 500, NOON, "4242"), untraced];
    assert_eq!(joined(&entries, &[bill("a", rows)]), [(2, 17, Key::Trace), (3, 18, Key::Authorisation)]);
}

#[test]
fn another_merchant_is_a_difference_and_no_obstacle() {
    let entries = [traced("17", 500, NOON, "4242")];
    let mut other = row(2, "17", 900, NOON, "9999");
    other.merchant = number("000000000002");
    other.authorisation = number("777777");
    let bills = [bill("a", vec![other])];
    let books = [book(&entries)];
    let matching = compare(&books, &bills);
    assert_eq!(matching.pairs[0].key, Key::TerminalTrace);
    let all: Vec<What> = matching.differences(&matching.pairs[0]).into_iter().map(|one| one.what).collect();
    assert_eq!(all, [What::Amount, What::Card, What::Merchant, What::Authorisation], "all of them are told");
}

#[test]
fn a_key_that_names_two_decides_nothing() {
    let entries = [traced("17", 500, NOON, "4242")];
    let rows = vec![row(2, "17", 500, NOON, "4242"), row(3, "17", 500, NOON, "4242")];
    let bills = [bill("a", rows)];
    let books = [book(&entries)];
    let matching = compare(&books, &bills);
    assert_eq!(matching.pairs.len(), 0);
    assert_eq!(matching.doubles.len(), 1);
    assert!(matching.is_held(0) && matching.is_row_held(0) && matching.is_row_held(1));
    assert_eq!(matching.suggestions.len(), 0);
}

#[test]
fn numbers_that_come_round_are_told_apart_by_their_days() {
    let entries = [traced("17", 500, NOON, "4242"), traced("17", 500, "2026-05-16T12:00:00", "4242")];
    let rows = vec![row(2, "17", 900, "2026-05-16T12:00:30", "1111"), row(3, "17", 500, "2026-05-20T12:00:00", "4242")];
    assert_eq!(joined(&entries, &[bill("a", rows)]), [(2, 17, Key::Trace)]);
}

#[test]
fn a_clock_of_another_day_joins_only_what_agrees() {
    let entries = [traced("17", 500, NOON, "4242"), traced("18", 500, NOON, "4242")];
    let rows = vec![row(2, "17", 500, "2026-05-20T12:00:00", "4242"), row(3, "18", 900, "2026-05-20T12:00:00", "4242")];
    assert_eq!(joined(&entries, &[bill("a", rows)]), [(2, 17, Key::Trace)]);
}

#[test]
fn a_file_given_twice_and_a_booking_in_two_files_count_once() {
    let entries = [traced("17", 500, NOON, "4242")];
    let day = bill("b", vec![row(2, "17", 500, NOON, "4242")]);
    let month = bill("a", vec![row(9, "17", 500, NOON, "4242"), row(10, "18", 600, "2026-05-20T09:00:00", "1111")]);
    let books = [book(&entries)];
    let bills = [day.clone(), day.clone(), month];
    let matching = compare(&books, &bills);
    assert_eq!(matching.sides.sheets.len(), 2);
    assert_eq!((matching.pairs.len(), matching.doubles.len()), (1, 0));
    // In a file that does not cover that day it is another booking.
    let later = bill("c", vec![row(2, "17", 500, NOON, "4242"), row(3, "19", 1, "2026-05-15T09:00:00", "1111")]);
    let later = Bill { covers: Some(("2026-05-15".parse().unwrap(), "2026-05-15".parse().unwrap())), ..later };
    let bills = [day, later];
    assert_eq!(compare(&books, &bills).doubles.len(), 1);
}

#[test]
fn what_looks_alike_is_only_suggested() {
    let mut entries: Vec<Entry> =
        (1..=5).map(|at| traced(&at.to_string(), 100 + at, &format!("2026-05-14T12:0{at}:00"), "4242")).collect();
    let mut rows: Vec<BillRow> = (1..=5)
        .map(|at| row(at, &at.to_string(), 100 + i64::from(at), &format!("2026-05-14T13:0{at}:20"), "4242"))
        .collect();
    entries.push(traced("6", 900, "2026-05-14T12:30:00", "1111"));
    let mut nameless = row(6, "", 900, "2026-05-14T13:31:00", "1111");
    nameless.authorisation = None;
    rows.push(nameless);
    let bills = [bill("a", rows)];
    let books = [book(&entries)];
    let matching = compare(&books, &bills);
    assert_eq!(matching.pairs.len(), 5);
    assert_eq!(matching.clocks.get(0, 0).unwrap().offset, 3_620);
    let [only] = matching.suggestions.as_slice() else { panic!("{:?}", matching.suggestions) };
    assert_eq!((only.apart, only.window, only.measured, only.among), (Some(40), 120, true, 1));
}

#[test]
fn refunds_find_their_payment_also_in_another_file() {
    let mut sold = row(2, "17", 500, NOON, "4242");
    sold.rrn = number("613412000017");
    let refund = |line, amount, rrn: &str| {
        let mut refund = row(line, "", amount, "2026-05-15T10:00:00", "4242");
        refund.kind = RowKind::Refund;
        refund.authorisation = None;
        refund.original_rrn = number(rrn);
        refund
    };
    let later = bill("b", vec![refund(2, 100, "613412000017"), refund(3, 150, "613412000017"), refund(4, 9, "999")]);
    let bills = [bill("a", vec![sold]), later];
    let matching = compare(&[], &bills);
    assert_eq!(matching.back.of[&Original::Row(0)], [1, 2]);
    assert_eq!(matching.back.orphans, [3]);
}
