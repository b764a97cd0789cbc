//! Fixtures and how they are read.

use std::fs;
use std::path::{Path, PathBuf};

use tillwright::diagnose::bill;
use tillwright::model::{Bill, BillRefusal, BillRow};

/// Where the fixtures are.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bills/fixtures")
}

/// Bytes of a fixture.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(fixtures().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Reads bytes with the built-in profiles.
pub fn of(bytes: &[u8]) -> Result<Bill, BillRefusal> {
    bill::read("test", bytes, &[])
}

/// A fixture that is a bill.
pub fn bill(name: &str) -> Bill {
    of(&bytes(name)).unwrap_or_else(|refusal| panic!("{name}: {refusal}"))
}

/// Rows in short: line, kind, state, minor units, order.
pub fn short(rows: &[BillRow]) -> Vec<String> {
    let one = |row: &BillRow| {
        let order = row.order.as_ref().map_or("-", |order| order.as_str()).to_owned();
        format!("{} {} {} {} {order}", row.line, row.kind.as_str(), row.state.as_str(), row.amount.minor)
    };
    rows.iter().map(one).collect()
}

/// Every fixture that is a bill.
pub const GOOD: &[&str] = &[
    "wechat-all-27.csv",
    "wechat-success-20-bom-crlf.csv",
    "wechat-all-24.csv",
    "wechat-success-18.csv",
    "wechat-refund.csv",
    "alipay-25-gb18030-crlf.csv",
    "alipay-22-utf8.csv",
    "alipay.zip",
    "wechat-consumer-utf8.csv",
    "alipay-consumer-gb18030.csv",
    "camt053.v2.minimal.xml",
    "camt053.v2.multi.statement.xml",
    "camt053.v8.xml",
    "camt054.v2.xml",
    "transbank.csv",
    "german-1252.csv",
    "chinese-gb18030.csv",
    "english-utf16.txt",
    "spanish.csv",
    "german.xlsx",
];
