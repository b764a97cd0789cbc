//! A bill: what somebody else wrote down of a shop's transactions, as values. An acquirer, a wallet, a bank, or the app of a
//! customer; the readers are in `diagnose::bill`.
//!
//! A bill says what its writer knows. That a row is missing proves nothing by itself (a later file may hold it).

mod exact;
mod number;
mod refusal;
mod row;

use jiff::civil::Date;

pub use exact::Exact;
pub use number::Number;
pub use refusal::BillRefusal;
pub use row::{BadRow, BillRow, Flow, RowFault, RowKind, RowState};

use super::Printable;

/// Which kind of file a bill was read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BillFormat {
    /// Trade bill of WeChat Pay for merchants.
    WechatPay,
    /// Business detail of Alipay for merchants.
    Alipay,
    /// Export of a customer's WeChat.
    WechatConsumer,
    /// Export of a customer's Alipay.
    AlipayConsumer,
    /// ISO 20022 statement of a bank.
    Camt053,
    /// ISO 20022 notification of debits and credits.
    Camt054,
    /// Table of an acquirer, read through the mapping profile of this name.
    Profile(Printable),
}

impl BillFormat {
    /// Token used in files and JSON. All profiles share one; their name stands beside it.
    pub fn as_str(&self) -> &'static str {
        match self {
            BillFormat::WechatPay => "wechat_pay",
            BillFormat::Alipay => "alipay",
            BillFormat::WechatConsumer => "wechat_consumer",
            BillFormat::AlipayConsumer => "alipay_consumer",
            BillFormat::Camt053 => "camt053",
            BillFormat::Camt054 => "camt054",
            BillFormat::Profile(_) => "profile",
        }
    }
}

/// Whose account of things a bill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The shop's acquirer or wallet provider: one row a transaction.
    Merchant,
    /// The customer: evidence of what was charged, never a whole picture of the shop.
    Customer,
    /// The shop's bank: mostly payouts, several transactions a row.
    Bank,
}

impl Side {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Merchant => "merchant",
            Side::Customer => "customer",
            Side::Bank => "bank",
        }
    }
}

/// The time zone in which a bill writes its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// IANA name (`America/Santiago`).
    pub name: Printable,
    /// How it is known.
    pub source: ZoneSource,
}

/// How the zone of a bill is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneSource {
    /// The format knows only this one.
    Format,
    /// The mapping profile says so.
    Profile,
}

/// A sum or count that the file itself states, and what its rows give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The file's own word for it (`总交易单数`).
    pub what: Printable,
    /// What the file says.
    pub said: Exact,
    /// What the rows give.
    pub summed: Exact,
}

impl Total {
    /// Whether the file agrees with its rows.
    pub fn tallies(&self) -> bool {
        self.said == self.summed
    }
}

/// A bill that may be used. A file whose own totals contradict its rows never becomes one, except the export of a customer,
/// which says itself that its totals may differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// What it was read from.
    pub format: BillFormat,
    /// SHA-256 of the file, hex. With the line of a row it names that row for ever, so importing a file twice counts once.
    pub sha256: String,
    /// The file's name.
    pub name: Printable,
    /// Whose account of things it is.
    pub side: Side,
    /// Merchants (or bank accounts, their last four digits) that the file names, each once, in its order.
    pub merchants: Vec<Number>,
    /// First and last day that the file says it covers; where it does not say, of its rows. `None`: no row has a time.
    pub covers: Option<(Date, Date)>,
    /// Whether the file itself says what it covers. Otherwise absence near its ends means less.
    pub covers_told: bool,
    /// Zone of its times; `None` where nothing tells.
    pub zone: Option<Zone>,
    /// Hour (0-23) at which the acquirer's day ends, where the profile tells.
    pub cut_off: Option<u8>,
    /// Days that a row may be late by, where the profile tells.
    pub buffer_days: Option<u8>,
    /// Rows that were read, in the file's order.
    pub rows: Vec<BillRow>,
    /// Rows that were not. What is in them is unknown, so nothing may be concluded from absence while there are any.
    pub bad_rows: Vec<BadRow>,
    /// Totals that the file states, and what was summed.
    pub totals: Vec<Total>,
}

impl Bill {
    /// Whether the file states totals and all of them agree with the rows.
    pub fn is_proven(&self) -> bool {
        !self.totals.is_empty() && self.totals.iter().all(Total::tallies)
    }

    /// Whether every row of the file was read.
    pub fn is_whole(&self) -> bool {
        self.bad_rows.is_empty()
    }
}
