//! One row of a bill.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Exact, Number};
use crate::model::{Card, Money, Printable};

/// What a row says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// The customer paid.
    Payment,
    /// Money given back on a request of its own.
    Refund,
    /// A payment taken back as a whole (*anulación*, *Storno*, 撤销, 冲正), or an entry that the bank reversed.
    Reversal,
    /// A fee with a row of its own.
    Fee,
    /// The acquirer pays the shop, or a transfer to a bank.
    Payout,
    /// Something else; the row's own word is kept.
    Other,
}

impl RowKind {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RowKind::Payment => "payment",
            RowKind::Refund => "refund",
            RowKind::Reversal => "reversal",
            RowKind::Fee => "fee",
            RowKind::Payout => "payout",
            RowKind::Other => "other",
        }
    }
}

/// How far a row has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowState {
    /// Final there.
    Booked,
    /// Under way: an authorisation that is held, a refund in process. It may still go away.
    Pending,
    /// Taken back there (`REVOKED`, a reversed entry).
    Reversed,
    /// Closed, declined or failed without money.
    Closed,
    /// Not told, or in a word that we do not know.
    Unknown,
}

impl RowState {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RowState::Booked => "booked",
            RowState::Pending => "pending",
            RowState::Reversed => "reversed",
            RowState::Closed => "closed",
            RowState::Unknown => "unknown",
        }
    }
}

/// Which way money went, for the account that the file is about: the shop's, or the customer's in his own export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flow {
    /// To it.
    In,
    /// Away from it.
    Out,
    /// Not told.
    NotTold,
}

impl Flow {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Flow::In => "in",
            Flow::Out => "out",
            Flow::NotTold => "not_told",
        }
    }
}

/// A row that was read. Times are as written, in the zone of the bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// Its line in the file, from 1; of XML the line on which its entry begins, of a workbook the row of the sheet.
    pub line: u32,
    /// Which one of several on that line, from 0 (details of one entry may stand on one line of XML).
    pub part: u32,
    /// What happened.
    pub kind: RowKind,
    /// The file's word for that.
    pub kind_said: Printable,
    /// How far it has come.
    pub state: RowState,
    /// The file's word for that.
    pub state_said: Printable,
    /// Which way the money went.
    pub flow: Flow,
    /// The amount of the transaction, never negative. For a wallet the order's amount, which the terminal asked for.
    pub amount: Money,
    /// What counts for the shop before fees, where it has a column of its own (应结订单金额, 商家实收), never negative.
    pub settled: Option<Money>,
    /// The fee, sign as the file writes it, in the currency of the amount.
    pub fee: Option<Exact>,
    /// When it happened or was created. Of an Alipay refund this is the time of the payment.
    pub at: Option<DateTime>,
    /// When it was finished or booked, where that has a column of its own.
    pub finished: Option<DateTime>,
    /// Offset from UTC that stands beside the time, where one does.
    pub offset: Option<Offset>,
    /// Merchant.
    pub merchant: Option<Number>,
    /// Terminal.
    pub terminal: Option<Number>,
    /// Batch.
    pub batch: Option<Number>,
    /// Trace number (STAN, 凭证号).
    pub trace: Option<Number>,
    /// Retrieval reference number (RRN, 参考号).
    pub rrn: Option<Number>,
    /// Authorisation code.
    pub authorisation: Option<Number>,
    /// Card, masked.
    pub card: Option<Card>,
    /// Card scheme, issuer or way of paying as the file writes it.
    pub scheme: Printable,
    /// The merchant's order number (商户订单号, EndToEndId).
    pub order: Option<Number>,
    /// The wallet's or bank's number. A wallet's refund carries that of the payment.
    pub trade: Option<Number>,
    /// The merchant's number of the refund.
    pub refund_order: Option<Number>,
    /// The wallet's number of the refund.
    pub refund_trade: Option<Number>,
    /// RRN of the payment that this row takes back.
    pub original_rrn: Option<Number>,
    /// Trace number of that payment.
    pub original_trace: Option<Number>,
    /// The merchant's order of that payment, where it differs from `order`.
    pub original_order: Option<Number>,
    /// Goods or note.
    pub description: Printable,
}

impl BillRow {
    /// A row with an amount and nothing else told.
    pub fn new(line: u32, kind: RowKind, amount: Money) -> Self {
        Self {
            line,
            part: 0,
            kind,
            kind_said: Printable::default(),
            state: RowState::Unknown,
            state_said: Printable::default(),
            flow: Flow::NotTold,
            amount,
            settled: None,
            fee: None,
            at: None,
            finished: None,
            offset: None,
            merchant: None,
            terminal: None,
            batch: None,
            trace: None,
            rrn: None,
            authorisation: None,
            card: None,
            scheme: Printable::default(),
            order: None,
            trade: None,
            refund_order: None,
            refund_trade: None,
            original_rrn: None,
            original_trace: None,
            original_order: None,
            description: Printable::default(),
        }
    }
}

/// A row that could not be read. The others go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The column as the file names it; empty where the whole row is meant.
    pub column: Printable,
    /// What is wrong.
    pub why: RowFault,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// More or fewer cells than the header has columns.
    Cells {
        /// Cells of this row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A cell that has to be there is empty.
    Empty,
    /// Not an amount.
    NotAnAmount {
        /// What stands there.
        text: Printable,
    },
    /// An amount that can be read in two ways (`1.234`).
    AmbiguousAmount {
        /// What stands there.
        text: Printable,
    },
    /// The sign of the amount contradicts what the row says it is.
    SignContradicts {
        /// The amount.
        text: Printable,
        /// The word for what the row is.
        word: Printable,
    },
    /// Not a date and time.
    NotATime {
        /// What stands there.
        text: Printable,
    },
    /// Not a currency (ISO 4217).
    UnknownCurrency {
        /// What stands there.
        text: Printable,
    },
    /// A word for what happened that the format or profile does not know, where the direction of the money hangs on it.
    UnknownKind {
        /// The word.
        word: Printable,
    },
    /// The details of an entry do not add up to it.
    DetailsDiffer {
        /// The entry.
        said: Exact,
        /// Its details.
        summed: Exact,
    },
}
