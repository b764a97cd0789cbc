//! A sale as the terminal stores it, and as it tells it.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::model::{Card, CardType, Printable};
use crate::protocol::transbank::codes::ResultCode;
use crate::protocol::transbank::{ItemAnswer, SaleAnswer};

/// What kind of card paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CardKind {
    /// Credit: can be voided while the batch is open.
    #[default]
    Credit,
    /// Debit: cannot be voided by this protocol.
    Debit,
}

/// One record of the terminal's memory. Texts are Latin-1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSale {
    /// Operation number, 1 to 999999.
    pub operation: u32,
    /// Ticket, as the till gave it.
    pub ticket: String,
    /// Authorisation code.
    pub authorisation: String,
    /// Whole pesos, tip not included.
    pub amount: u32,
    /// Tip in pesos.
    #[serde(default)]
    pub tip: u32,
    /// Number of instalments; 0 for debit, 1 for a credit sale paid at once.
    pub instalments: u8,
    /// Last four digits.
    pub last4: String,
    /// Credit or debit.
    pub card: CardKind,
    /// Brand, two letters.
    pub brand: String,
    /// When, by the terminal's clock.
    pub time: DateTime,
    /// Employee number.
    #[serde(default)]
    pub employee: String,
    /// Multi-code: the provider's merchant code, or empty; `None` for a plain sale.
    #[serde(default)]
    pub provider: Option<String>,
    /// Whether it was voided.
    #[serde(default)]
    pub voided: bool,
    /// This is the record of a void: the operation that was voided. Only where `voided = "record"`.
    #[serde(default)]
    pub void_of: Option<u32>,
    /// Whether the shop's till ever heard of it.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

fn yes() -> bool {
    true
}

impl StoredSale {
    /// The amount of one instalment, where there is more than one.
    pub fn instalment_amount(&self) -> Option<u32> {
        (self.instalments > 1).then(|| self.amount.div_ceil(u32::from(self.instalments)))
    }

    /// The facts as `0210` and `0260` tell them.
    pub fn answer(&self, merchant: &str, terminal: &str) -> SaleAnswer {
        let debit = self.card == CardKind::Debit;
        let accounting_date = match debit {
            true => self.time.strftime("%d%m%y").to_string(),
            false => String::new(),
        };
        let account = match debit {
            true => format!("XXXXXXXXXXXXXXX{}", self.last4),
            false => String::new(),
        };
        SaleAnswer {
            result: if self.void_of.is_some() { ResultCode(4) } else { ResultCode::OK },
            merchant: Printable::new(merchant, 12),
            terminal: Printable::new(terminal, 8),
            ticket: Printable::new(&self.ticket, 6),
            authorisation: Printable::new(&self.authorisation, 6),
            amount: Some(self.amount),
            instalments: Some(self.instalments),
            instalment_amount: self.instalment_amount(),
            card: Card::mask(&self.last4),
            operation: Some(self.operation),
            card_type: if debit { CardType::Debit } else { CardType::Credit },
            accounting_date: Printable::new(&accounting_date, 6),
            account: Printable::new(&account, 19),
            brand: Printable::new(&self.brand, 2),
            time: Some(self.time),
            employee: Printable::new(if self.employee.is_empty() { "0" } else { &self.employee }, 4),
            tip: Some(self.tip),
            voucher: Vec::new(),
            change: self.provider.is_some().then_some(0),
            provider: Printable::new(self.provider.as_deref().unwrap_or_default(), 12),
        }
    }

    /// The facts as a record of the list tells them.
    pub fn item(&self, merchant: &str, terminal: &str) -> ItemAnswer {
        let mut sale = self.answer(merchant, terminal);
        sale.instalment_amount = Some(self.instalment_amount().unwrap_or_default());
        ItemAnswer { sale, is_end: false, odd: Vec::new() }
    }
}

/// An answer that tells nothing but its result and who gives it: a refusal, or the end of the list.
pub(super) fn bare(result: ResultCode, merchant: &str, terminal: &str) -> SaleAnswer {
    SaleAnswer {
        result,
        merchant: Printable::new(merchant, 12),
        terminal: Printable::new(terminal, 8),
        ticket: Printable::default(),
        authorisation: Printable::default(),
        amount: None,
        instalments: None,
        instalment_amount: None,
        card: None,
        operation: None,
        card_type: CardType::Unknown,
        accounting_date: Printable::default(),
        account: Printable::default(),
        brand: Printable::default(),
        time: None,
        employee: Printable::default(),
        tip: None,
        voucher: Vec::new(),
        change: None,
        provider: Printable::default(),
    }
}
