//! Why a file cannot be used as a bill (finding B16).

use jiff::civil::Date;

use super::{Exact, Number};
use crate::model::{Currency, Printable};

/// Why nothing may be concluded from a file. What people read is in `text::bill`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillRefusal {
    /// Nothing in it looks like a bill that we know, and no profile fits.
    #[error("not a bill of a known format")]
    NotABill,
    /// A file of another kind that has to be opened, unpacked or exported first.
    #[error("a {kind} file, not a bill")]
    OtherFile {
        /// `zip`, `gzip`, `pdf`, `xls` ...
        kind: &'static str,
    },
    /// A web page, mostly of an expired log-in, saved under the name of a bill.
    #[error("a web page, not a bill")]
    HtmlPage,
    /// An answer of the wallet's interface that says something went wrong.
    #[error("an error answer, not a bill: {said}")]
    ErrorAnswer {
        /// What it says.
        said: Printable,
    },
    /// There was nothing on that day: `No Bill Exist`, or a table without rows.
    #[error("no rows")]
    NoRows,
    /// The bytes are no text in the encoding that the format has.
    #[error("not text in {expected}")]
    WrongEncoding {
        /// What was expected.
        expected: &'static str,
    },
    /// The file ends in the middle of something.
    #[error("ends in the middle, in line {line}")]
    Truncated {
        /// The last line.
        line: u32,
    },
    /// The totals at the end, which this format always has, are missing.
    #[error("the totals at the end are missing")]
    FooterMissing,
    /// The totals of the file contradict its rows.
    #[error("{what}: the file says {said}, its rows give {summed}")]
    FooterDiffers {
        /// The file's word for it.
        what: Printable,
        /// What the file says.
        said: Exact,
        /// What its rows give.
        summed: Exact,
        /// Rows that could not be read, which may be the cause.
        bad_rows: usize,
    },
    /// A column that is needed is not there.
    #[error("column {name} is missing")]
    ColumnMissing {
        /// Its name.
        name: Printable,
    },
    /// Two columns have one name or one meaning, so that nobody knows which counts.
    #[error("column {name} stands there twice")]
    ColumnDoubled {
        /// Its name.
        name: Printable,
    },
    /// Larger than what is read.
    #[error("too large: {what}, more than {limit}")]
    TooLarge {
        /// What is counted: `bytes`, `rows`, `columns`, `characters in a line`, `levels`.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// XML with a document type or entities of its own, which a bank never sends and which can blow up a reader.
    #[error("XML with a document type")]
    XmlDoctype,
    /// XML that is not well formed.
    #[error("XML that is not well formed, in line {line}")]
    XmlBroken {
        /// Where.
        line: u32,
    },
    /// A message or version that we do not read.
    #[error("{said} is not read")]
    UnknownVersion {
        /// What the file says it is.
        said: Printable,
    },
    /// Amounts in several currencies under one total.
    #[error("{first} and {other} under one total")]
    CurrencyMixed {
        /// The first.
        first: Currency,
        /// Another.
        other: Currency,
    },
    /// The day and month of the dates can be read both ways.
    #[error("dates can be read both ways, as {text}")]
    DatesAmbiguous {
        /// One of them.
        text: Printable,
    },
    /// No row could be read.
    #[error("none of {rows} rows could be read")]
    NoRowReadable {
        /// How many there are.
        rows: usize,
    },
    /// The file is of other days than those asked for.
    #[error("covers {first} to {last}, not {asked}")]
    WrongDay {
        /// First day of the file.
        first: Date,
        /// Last day of the file.
        last: Date,
        /// The day asked for.
        asked: Date,
    },
    /// The file is of another merchant than the one asked for.
    #[error("of merchant {found}, not {asked}")]
    WrongMerchant {
        /// The merchant of the file.
        found: Number,
        /// The merchant asked for.
        asked: Number,
    },
}
