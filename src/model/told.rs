//! What a device told of itself, as data: the faces put it into words.

use std::fmt;

use jiff::civil::DateTime;

use super::{Code, DeviceTime, Money, Printable};

/// A value that a device told. Its `Display` is the stable form of files and JSON, in English and without what codes mean;
/// `text::told` says it in the languages of the faces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The device's own words, or a number or name that is the same in every language.
    Text(Printable),
    /// How many.
    Count(u64),
    /// An age.
    Days(u32),
    /// An amount.
    Money(Money),
    /// A time by the device's clock.
    Time(DateTime),
    /// A code.
    Code(Code),
    /// Names of which the faces know the words (`text::told::name`).
    Names(Vec<&'static str>),
    /// A transaction.
    Transaction {
        /// Its receipt number, as receipts print it.
        receipt: Printable,
        /// Its amount.
        amount: Money,
        /// Its time.
        time: Option<DeviceTime>,
    },
    /// Receipts by their numbers.
    Receipts {
        /// The first ones, as receipts print them.
        numbers: Vec<Printable>,
        /// How many there are; `None`: at least those.
        count: Option<usize>,
    },
    /// The sum of a card scheme.
    Scheme {
        /// Its name.
        name: &'static str,
        /// How many transactions.
        count: u8,
        /// Their sum.
        sum: Money,
    },
    /// A file that would be handed out.
    File {
        /// Its size in bytes, where told.
        size: Option<u32>,
    },
    /// Something came to its end.
    Ended {
        /// With this result.
        code: Code,
        /// The device sent us what it printed.
        printed: bool,
    },
    /// There is none.
    Nothing,
    /// It did not tell.
    NotTold,
    /// It refused to tell.
    Refused(Code),
    /// It did not answer.
    NoAnswer,
}

impl fmt::Display for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Text(text) => write!(out, "{text}"),
            Told::Count(count) => write!(out, "{count}"),
            Told::Days(days) => write!(out, "{days} days"),
            Told::Money(money) => write!(out, "{money}"),
            Told::Time(time) => write!(out, "{}", time.strftime("%Y-%m-%d %H:%M:%S")),
            Told::Code(code) => write!(out, "{code}"),
            Told::Names(names) => write!(out, "{}", names.join(", ")),
            Told::Transaction { receipt, amount, time } => {
                let time = time.map_or_else(|| "no time told".to_owned(), |time| time.to_string());
                write!(out, "receipt {receipt}, {amount}, {time}")
            }
            Told::Receipts { numbers, count } => {
                let list = numbers.iter().map(Printable::as_str).collect::<Vec<_>>().join(", ");
                match count {
                    Some(count) => write!(out, "{count} ({list})"),
                    None => write!(out, "at least one: {list}"),
                }
            }
            Told::Scheme { name, count, sum } => write!(out, "{name}: {count}, {sum}"),
            Told::File { size: Some(size) } => write!(out, "available, {size} bytes"),
            Told::File { size: None } => write!(out, "available, size not told"),
            Told::Ended { code, printed: true } => write!(out, "completed: {code}"),
            Told::Ended { code, printed: false } => write!(out, "completed: {code}; nothing was printed"),
            Told::Nothing => write!(out, "none"),
            Told::NotTold => write!(out, "not told"),
            Told::Refused(code) => write!(out, "not available: {code}"),
            Told::NoAnswer => write!(out, "no answer"),
        }
    }
}
