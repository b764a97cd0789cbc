//! What a file is, told from its content.

use super::draft::{Source, text};
use super::profile::{self, Profile};
use super::table::{self, Record};
use super::{alipay, camt, consumer, decode, wechat_pay, workbook, zip};
use crate::model::{Bill, BillRefusal};

/// Largest file that is read, in bytes; what comes out of a zip counts.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// Lines in which a header is looked for; a customer's Alipay has 24 before it.
const HEAD_LINES: usize = 60;

/// Reads a bill of any known format. `name` is only told back, never trusted. Tables that no format claims are read through
/// the profile that fits best: `profiles` first, then those that come with the program.
pub fn read(name: &str, bytes: &[u8], profiles: &[Profile]) -> Result<Bill, BillRefusal> {
    let profiles: Vec<&Profile> = profiles.iter().chain(Profile::built_in()).collect();
    check(bytes)?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return plain(&Source::new(name, bytes), bytes, &profiles);
    }
    let archive = zip::open(bytes)?;
    if workbook::is_one(&archive) {
        return sheets(&Source::new(name, bytes), workbook::sheets(&archive)?, &profiles);
    }
    zipped(name, &archive, &profiles)
}

/// The table in a file with its source, for a preview.
pub(super) fn records(name: &str, bytes: &[u8], profiles: &[&Profile]) -> Result<(Source, Vec<Record>), BillRefusal> {
    check(bytes)?;
    let source = Source::new(name, bytes);
    let sheets = if bytes.starts_with(b"PK\x03\x04") {
        workbook::sheets(&zip::open(bytes)?)?
    } else {
        let readings = decode::readings(bytes)?;
        readings.iter().filter_map(|reading| profile::split(reading, profiles).transpose()).collect::<Result<_, _>>()?
    };
    let fitting = sheets.into_iter().find(|records| profile::best(records, profiles.iter().copied()).is_some());
    fitting.map(|records| (source, records)).ok_or(BillRefusal::NotABill)
}

/// Refuses what is too large, and what begins like a file of another kind.
fn check(bytes: &[u8]) -> Result<(), BillRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(BillRefusal::TooLarge { what: "bytes", limit: MAX_BYTES as u64 });
    }
    let known: &[(&[u8], &str)] = &[
        (b"\x1f\x8b", "gzip"),
        (b"%PDF", "PDF"),
        (b"\xd0\xcf\x11\xe0", "old Excel (.xls)"),
        (b"Rar!", "rar"),
        (b"7z\xbc\xaf", "7z"),
    ];
    match known.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, kind)) => Err(BillRefusal::OtherFile { kind }),
        None => Ok(()),
    }
}

/// A file that is text. Where its encoding is open, the first reading that is a bill counts.
fn plain(source: &Source, bytes: &[u8], profiles: &[&Profile]) -> Result<Bill, BillRefusal> {
    let mut first = None;
    for reading in decode::readings(bytes)? {
        match one(source, &reading, profiles) {
            Err(BillRefusal::NotABill) => {}
            Err(refusal) => first = first.or(Some(refusal)),
            bill => return bill,
        }
    }
    Err(first.unwrap_or(BillRefusal::NotABill))
}

fn one(source: &Source, all: &str, profiles: &[&Profile]) -> Result<Bill, BillRefusal> {
    let begin = all.trim_start_matches(|symbol: char| symbol.is_whitespace() || symbol == '\u{feff}');
    match begin.chars().next() {
        None => Err(BillRefusal::NotABill),
        Some('<') => xml(source, all, begin),
        Some('{' | '[') => Err(answer(begin)),
        _ if begin.starts_with("No Bill Exist") => Err(BillRefusal::NoRows),
        _ => table(source, all, profiles),
    }
}

fn xml(source: &Source, all: &str, begin: &str) -> Result<Bill, BillRefusal> {
    let head: String = begin.chars().take(2000).flat_map(char::to_lowercase).collect();
    if head.contains("<html") || head.contains("<!doctype html") {
        return Err(BillRefusal::HtmlPage);
    }
    if head.contains("<return_code>") || head.contains("<error_code>") {
        return Err(answer(begin));
    }
    camt::read(source, all)
}

/// What an interface answers instead of a bill.
fn answer(begin: &str) -> BillRefusal {
    let head: String = begin.chars().take(4000).collect();
    let none = ["No Bill Exist", "NO_STATEMENT_EXIST", "bill_not_exist"];
    if none.iter().any(|word| head.contains(word)) {
        return BillRefusal::NoRows;
    }
    let error = ["code", "error", "message", "msg"].iter().any(|word| head.contains(word));
    if error { BillRefusal::ErrorAnswer { said: text(&head) } } else { BillRefusal::NotABill }
}

fn table(source: &Source, all: &str, profiles: &[&Profile]) -> Result<Bill, BillRefusal> {
    for line in all.lines().take(HEAD_LINES) {
        if alipay::is_header(line) {
            return alipay::read(source, all);
        }
        if wechat_pay::is_header(line) {
            return wechat_pay::read(source, all);
        }
        if consumer::header_of(line).is_some() {
            return records_of(source, &table::records(all, ',')?, profiles);
        }
    }
    let records = profile::split(all, profiles)?.ok_or(BillRefusal::NotABill)?;
    records_of(source, &records, profiles)
}

/// A table that is split already: the export of a customer, or what a profile fits.
fn records_of(source: &Source, records: &[Record], profiles: &[&Profile]) -> Result<Bill, BillRefusal> {
    let front = records.iter().take(HEAD_LINES);
    let export = front.map(|record| record.cells.join(",")).find_map(|line| consumer::header_of(&line));
    if let Some(format) = export {
        return consumer::read(source, records, format);
    }
    let fit = profile::best(records, profiles.iter().copied()).ok_or(BillRefusal::NotABill)?;
    profile::read(source, records, &fit)
}

/// The one sheet of a workbook that is a bill. Two would mean that reading one is reading half.
fn sheets(source: &Source, sheets: Vec<Vec<Record>>, profiles: &[&Profile]) -> Result<Bill, BillRefusal> {
    only(sheets.iter().map(|records| records_of(source, records, profiles)), "several sheets with a bill")
}

/// The one bill in a zip. It is known by the hash of what is in the zip, so that it counts once when it is unpacked as well.
fn zipped(name: &str, archive: &zip::Archive<'_>, profiles: &[&Profile]) -> Result<Bill, BillRefusal> {
    let bills = archive.entries.iter().map(|entry| {
        let bytes = archive.unpack(entry)?;
        check(&bytes)?;
        plain(&Source::new(name, &bytes), &bytes, profiles)
    });
    only(bills, "several bills in one zip")
}

/// The only bill among several readings, or the first reason why there is none.
fn only(readings: impl Iterator<Item = Result<Bill, BillRefusal>>, several: &str) -> Result<Bill, BillRefusal> {
    let (mut found, mut first) = (None, None);
    for reading in readings {
        match reading {
            Ok(_) if found.is_some() => return Err(BillRefusal::UnknownVersion { said: text(several) }),
            Ok(bill) => found = Some(bill),
            Err(BillRefusal::NotABill) => {}
            Err(refusal) => first = first.or(Some(refusal)),
        }
    }
    found.ok_or(first.unwrap_or(BillRefusal::NotABill))
}
