//! What messages mean: requests, answers, and the rules of each. How they are read from messages and written to them
//! stands in `requests` and `answers` beside this file.

use super::codes::ResultCode;
use crate::model::{Card, CardType, Effect, Printable, Repeat};

/// Everything a till or console may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// `0100`: is anybody there?
    Poll,
    /// `0800`: load the working keys.
    LoadKeys,
    /// `0200`, or `0270` with a provider: a sale.
    Sale {
        /// Whole pesos, 1 to 9 digits.
        amount: u32,
        /// Up to six characters.
        ticket: String,
        /// Progress frames wanted.
        status: bool,
        /// Multi-code: the provider's merchant code (may be empty); `None` is the plain `0200`.
        provider: Option<String>,
    },
    /// `0250`: last sale, printed again and returned.
    LastSale,
    /// `0280`: last sale of a multi-code shop; with the voucher text in the answer if asked.
    LastSaleMulti {
        /// Text wanted.
        voucher: bool,
    },
    /// `0260` (or `0290` as one SDK sends for multi-code): the sales in memory.
    List {
        /// To the host (1) or onto paper (0).
        to_host: bool,
        /// Asked by `0290`.
        multi: bool,
    },
    /// `1200`: void by operation number.
    Void {
        /// Operation number, 1 to 6 digits.
        operation: u32,
    },
    /// `0500`: close the batch.
    Close,
    /// `0700`: count and sum; prints.
    Totals,
    /// `0300`: leave integrated mode.
    Leave,
}

/// A sale as `0210`, `0271` and `0260` answer it. Texts are empty where the field was empty or missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleAnswer {
    /// Result.
    pub result: ResultCode,
    /// Merchant code.
    pub merchant: Printable,
    /// Terminal id.
    pub terminal: Printable,
    /// Ticket.
    pub ticket: Printable,
    /// Authorisation code, trimmed.
    pub authorisation: Printable,
    /// Whole pesos.
    pub amount: Option<u32>,
    /// Number of instalments.
    pub instalments: Option<u8>,
    /// Amount of one instalment.
    pub instalment_amount: Option<u32>,
    /// Last four digits.
    pub card: Option<Card>,
    /// Operation number.
    pub operation: Option<u32>,
    /// Credit or debit.
    pub card_type: CardType,
    /// Accounting date, as text.
    pub accounting_date: Printable,
    /// Account, masked.
    pub account: Printable,
    /// Brand, see [`codes::brand`](super::codes::brand).
    pub brand: Printable,
    /// Date and time by the terminal's clock; `None` where absent or impossible.
    pub time: Option<jiff::civil::DateTime>,
    /// Employee.
    pub employee: Printable,
    /// Tip.
    pub tip: Option<u32>,
    /// Voucher text of the multi-code last sale, in lines of 40.
    pub voucher: Vec<Printable>,
    /// Change (multi-code).
    pub change: Option<u32>,
    /// Provider's merchant code (multi-code).
    pub provider: Printable,
}

/// One record of the list (`0261`): the same facts as a sale, in another order.
///
/// What ends a list is not in the reference. All SDKs stop at a record whose authorisation is empty or one blank. A refused
/// sale has no authorisation either: if a terminal kept one in its list, a reader that stopped there would hide every
/// sale behind it. So a record without authorisation that names an operation does not end the list, and is odd.
/// (Operation number 0 names none: fields may be filled with zeros.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemAnswer {
    /// The facts.
    pub sale: SaleAnswer,
    /// The record that ends the list: its authorisation is empty or blank, **and** it names no operation.
    pub is_end: bool,
    /// Fields that were there but not as specified, in English, harmless; such a record is told, not trusted.
    pub odd: Vec<String>,
}

/// Everything a terminal may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `0210` or `0271`.
    Sale(SaleAnswer),
    /// `0260`.
    LastSale(SaleAnswer),
    /// `0261`.
    Item(ItemAnswer),
    /// `0710`.
    Totals {
        /// Result.
        result: ResultCode,
        /// Number of sales.
        count: Option<u32>,
        /// Their sum in pesos.
        total: Option<u32>,
    },
    /// `0510`.
    Close {
        /// Result.
        result: ResultCode,
        /// Merchant code.
        merchant: Printable,
        /// Terminal id.
        terminal: Printable,
    },
    /// `0810`.
    Keys {
        /// Result.
        result: ResultCode,
        /// Merchant code.
        merchant: Printable,
        /// Terminal id.
        terminal: Printable,
    },
    /// `1210`.
    Void {
        /// Result.
        result: ResultCode,
        /// Merchant code.
        merchant: Printable,
        /// Terminal id.
        terminal: Printable,
        /// Authorisation of the void.
        authorisation: Printable,
        /// The operation that was voided, compared as a number.
        operation: Option<u32>,
    },
    /// `0900`.
    Progress {
        /// How far the sale is.
        code: ResultCode,
    },
}

/// Why a message means nothing that we know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeaningError {
    /// A command of neither side.
    #[error("{command} is no command of this protocol")]
    Unknown {
        /// The command.
        command: String,
    },
    /// A command of the other side: a request where an answer was expected, or the other way round.
    #[error("{command} ({title}) comes from the other side")]
    OtherSide {
        /// The command.
        command: String,
        /// What it is.
        title: &'static str,
    },
    /// A field that the meaning depends on is missing or not as specified.
    #[error("{command}: field {index} ({name}) {why}")]
    Field {
        /// The command.
        command: String,
        /// Index, 0 is the command.
        index: usize,
        /// Its name.
        name: &'static str,
        /// What is wrong with it, harmless.
        why: String,
    },
}

impl Request {
    /// What it does to terminal and shop. What the reference does not describe counts as the worse case: `0290` is known
    /// from one SDK only, so it is not among the silent ones.
    pub fn effect(&self) -> Effect {
        match self {
            Request::Poll | Request::List { to_host: true, multi: false } => Effect::Silent,
            Request::LastSale | Request::LastSaleMulti { .. } | Request::List { .. } | Request::Totals => {
                Effect::Prints
            }
            Request::LoadKeys => Effect::GoesOnline,
            Request::Leave => Effect::ChangesConfiguration,
            Request::Close => Effect::MayCloseBatch,
            Request::Sale { .. } | Request::Void { .. } => Effect::MovesMoney,
        }
    }

    /// When it may be sent again.
    pub fn repeat(&self) -> Repeat {
        match self.effect() {
            Effect::Silent => Repeat::OnNak,
            _ => Repeat::Never,
        }
    }
}

impl Answer {
    /// The result or progress code that every answer begins with.
    pub fn code(&self) -> ResultCode {
        match self {
            Answer::Sale(sale) | Answer::LastSale(sale) | Answer::Item(ItemAnswer { sale, .. }) => sale.result,
            Answer::Totals { result, .. }
            | Answer::Close { result, .. }
            | Answer::Keys { result, .. }
            | Answer::Void { result, .. } => *result,
            Answer::Progress { code } => *code,
        }
    }
}
