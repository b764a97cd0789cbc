//! Reads printed receipts of card terminals, German and English.
//!
//! A terminal without a structured journal prints it receipt by receipt (PA00P015 rev 13.08, *Print Turnover Receipts*
//! 06 12 and *Repeat Receipt* 06 20). The specification does not lay down what a receipt looks like: every maker and
//! every network operator prints its own. So the reader knows labels, words and forms of values, and one rule: **what is
//! not certain is absent, with a doubt noted, and never wrong.** A line counts only where all of it is understood; two lines
//! that contradict each other leave nothing; what a footer mentions is no fact but may make one doubtful.
//!
//! What is read here is for people to look at. It never says what a reversal may send.

mod amount;
mod claim;
mod entry;
mod fold;
mod gather;
mod label;
mod line;
mod moment;
mod pan;
mod phrase;
mod split;
mod total;
mod words;

use jiff::civil::Time;

pub use entry::entry;
pub use moment::Day;
pub use split::split;

use crate::model::{Card, Currency, EntryResult, Money, Printable};

/// Lines of the longest receipt that is read. What is longer is a report.
const LINES: usize = 300;

/// What a printed receipt is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// A payment.
    Payment,
    /// A reversal (*Storno*).
    Reversal,
    /// A refund (*Gutschrift*).
    Refund,
    /// A pre-authorisation, its booking or its end.
    PreAuthorisation,
    /// A report over many transactions (*Kassenschnitt*, totals, journal).
    Totals,
    /// Something else, or not certain.
    #[default]
    Other,
}

impl SlipKind {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SlipKind::Payment => "payment",
            SlipKind::Reversal => "reversal",
            SlipKind::Refund => "refund",
            SlipKind::PreAuthorisation => "pre_authorisation",
            SlipKind::Totals => "totals",
            SlipKind::Other => "other",
        }
    }
}

/// Whose receipt it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// The customer's.
    Customer,
    /// The merchant's.
    Merchant,
}

/// The facts that one printed receipt tells. Paper tells what it tells: everything may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slip {
    /// What it is of. A payment only where a result is printed too, or the word for a payment is one that nothing else
    /// prints.
    pub kind: SlipKind,
    /// How it ended, in the words of the paper.
    pub outcome: Option<EntryResult>,
    /// Receipt number (BMP 87), 1 to 9999.
    pub receipt: Option<u16>,
    /// Trace number (BMP 0B or TLV 1F2B).
    pub trace: Option<u32>,
    /// Receipt number of the transaction that this one undoes.
    pub original_receipt: Option<u16>,
    /// Trace number of the transaction that this one undoes (BMP 37).
    pub original_trace: Option<u32>,
    /// Terminal id (BMP 29).
    pub terminal: Option<Printable>,
    /// Contract (VU) number (BMP 2A); differs by card scheme.
    pub contract: Option<Printable>,
    /// What was charged or given back, tip included; never negative.
    pub amount: Option<Money>,
    /// The tip in it.
    pub tip: Option<Money>,
    /// The day, perhaps without its year.
    pub day: Option<Day>,
    /// The time of day; second 0 where none is printed.
    pub time: Option<Time>,
    /// The card, masked.
    pub card: Option<Card>,
    /// The card's name as printed.
    pub card_name: Option<Printable>,
    /// The authorisation (BMP 3B).
    pub authorisation: Option<Printable>,
    /// The response code of the host.
    pub code: Option<Printable>,
    /// Whether the card was read without contact.
    pub contactless: Option<bool>,
    /// Whether it is marked as a copy of a receipt that was printed before.
    pub copy: bool,
    /// Whose receipt it is.
    pub party: Option<Party>,
    /// What is not certain, in English.
    pub doubts: Vec<&'static str>,
}

/// Reads the lines of one receipt, in the order in which they were printed. `currency` is that of amounts without one.
///
/// The customer's and the merchant's receipt of one transaction may stand one behind the other; receipts of several
/// transactions tell nothing (see [`split`]).
pub fn read(lines: &[&str], currency: Option<Currency>) -> Slip {
    if lines.len() > LINES {
        return Slip { doubts: vec!["longer than a receipt"], ..Slip::default() };
    }
    let mut slips = split(lines).into_iter().map(|part| gather::Gather::new(part, currency).slip());
    let Some(first) = slips.next() else { return Slip::default() };
    slips.fold(first, both)
}

/// Two receipts as one, where they are of the same transaction.
fn both(left: Slip, right: Slip) -> Slip {
    let same = left.receipt.is_some()
        && (left.kind, left.outcome, left.receipt, left.trace)
            == (right.kind, right.outcome, right.receipt, right.trace)
        && (&left.terminal, left.amount, left.day, left.time) == (&right.terminal, right.amount, right.day, right.time);
    if !same {
        return Slip { doubts: vec!["several receipts"], ..Slip::default() };
    }
    let party = left.party.filter(|party| right.party == Some(*party));
    let mut doubts = left.doubts;
    if party.is_none() {
        doubts.push("the customer's and the merchant's receipt");
    }
    Slip { party, copy: left.copy && right.copy, doubts, ..left }
}
