//! What a file is, told from its content.

use super::draft::{Source, text};
use super::{alipay, camt, consumer, decode, wechat_pay};
use crate::model::{Bill, BillRefusal};

/// Largest file that is read, in bytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// Lines in which a header is looked for; a customer's Alipay has 24 before it.
const HEAD_LINES: usize = 60;

/// Reads a bill of any known format. `name` is only told back, never trusted.
pub fn read(name: &str, bytes: &[u8]) -> Result<Bill, BillRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(BillRefusal::TooLarge { what: "bytes", limit: MAX_BYTES as u64 });
    }
    let source = Source::new(name, bytes);
    if let Some(kind) = other_file(bytes) {
        return Err(BillRefusal::OtherFile { kind });
    }
    let readings = decode::readings(bytes)?;
    let mut first = None;
    for reading in &readings {
        match one(&source, reading) {
            Err(BillRefusal::NotABill) => {}
            Err(refusal) => first = first.or(Some(refusal)),
            bill => return bill,
        }
    }
    Err(first.unwrap_or(BillRefusal::NotABill))
}

/// Files that begin like something else.
fn other_file(bytes: &[u8]) -> Option<&'static str> {
    let known: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "zip"),
        (b"\x1f\x8b", "gzip"),
        (b"%PDF", "PDF"),
        (b"\xd0\xcf\x11\xe0", "old Excel (.xls)"),
        (b"Rar!", "rar"),
        (b"7z\xbc\xaf", "7z"),
    ];
    known.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

fn one(source: &Source, all: &str) -> Result<Bill, BillRefusal> {
    let begin = all.trim_start_matches(|symbol: char| symbol.is_whitespace() || symbol == '\u{feff}');
    match begin.chars().next() {
        None => return Err(BillRefusal::NotABill),
        Some('<') => return xml(source, all, begin),
        Some('{' | '[') => return Err(answer(begin)),
        _ if begin.starts_with("No Bill Exist") => return Err(BillRefusal::NoRows),
        _ => {}
    }
    table(source, all)
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
        BillRefusal::NoRows
    } else {
        BillRefusal::ErrorAnswer { said: text(&head) }
    }
}

fn table(source: &Source, all: &str) -> Result<Bill, BillRefusal> {
    for line in all.lines().take(HEAD_LINES) {
        if alipay::is_header(line) {
            return alipay::read(source, all);
        }
        if let Some(format) = consumer::header_of(line) {
            return consumer::read(source, all, format);
        }
        if wechat_pay::is_header(line) {
            return wechat_pay::read(source, all);
        }
    }
    Err(BillRefusal::NotABill)
}
