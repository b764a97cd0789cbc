//! Cards as the terminal knows them: schemes with their numbers in the protocol, and what is kept of a card.

use serde::{Deserialize, Serialize};

/// A card scheme that the terminal accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// The German debit scheme.
    #[default]
    Girocard,
    /// Mastercard credit.
    Mastercard,
    /// Maestro debit.
    Maestro,
    /// Visa.
    Visa,
    /// V PAY debit.
    Vpay,
    /// American Express.
    Amex,
    /// Diners Club.
    Diners,
    /// JCB.
    Jcb,
}

/// What the tables say of a scheme.
struct Facts {
    /// ZVT card type (BMP 8A).
    id: u8,
    name: &'static str,
    aid: &'static str,
    /// First six digits of a believable card.
    bin: &'static str,
    /// Digits of its card number.
    digits: usize,
    /// Which pair of the totals block (BMP 60) counts it.
    total: usize,
    /// Added to the shop's first contract number.
    contract: u64,
}

const fn facts(id: u8, name: &'static str, aid: &'static str, bin: &'static str, digits: usize, total: usize) -> Facts {
    Facts { id, name, aid, bin, digits, total, contract: 0 }
}

impl Scheme {
    /// All of them.
    pub const ALL: [Scheme; 8] = [
        Scheme::Girocard,
        Scheme::Mastercard,
        Scheme::Maestro,
        Scheme::Visa,
        Scheme::Vpay,
        Scheme::Amex,
        Scheme::Diners,
        Scheme::Jcb,
    ];

    fn facts(self) -> Facts {
        match self {
            Scheme::Girocard => facts(5, "girocard", "A0000003591010028001", "672200", 19, 0),
            Scheme::Mastercard => Facts { contract: 1, ..facts(6, "Mastercard", "A0000000041010", "541333", 16, 2) },
            Scheme::Maestro => Facts { contract: 2, ..facts(46, "Maestro", "A0000000043060", "675964", 18, 6) },
            Scheme::Visa => Facts { contract: 3, ..facts(10, "VISA", "A0000000031010", "476134", 16, 4) },
            Scheme::Vpay => Facts { contract: 4, ..facts(13, "V PAY", "A0000000032020", "482510", 19, 6) },
            Scheme::Amex => Facts { contract: 5, ..facts(8, "American Express", "A00000002501", "374245", 15, 3) },
            Scheme::Diners => Facts { contract: 6, ..facts(12, "Diners Club", "A0000001523010", "361489", 14, 5) },
            Scheme::Jcb => Facts { contract: 7, ..facts(14, "JCB", "A0000000651010", "354042", 16, 1) },
        }
    }

    /// ZVT card type (BMP 8A).
    pub fn id(self) -> u8 {
        self.facts().id
    }

    /// Name as the terminal tells and prints it.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// EMV application identifier, hex.
    pub fn aid(self) -> &'static str {
        self.facts().aid
    }

    /// Which pair of the totals block counts it, from 0: girocard, JCB, Mastercard, Amex, Visa, Diners, others.
    pub(super) fn total(self) -> usize {
        self.facts().total
    }

    /// Contract number: each scheme has its own, counted up from the shop's first one.
    pub(super) fn contract(self, first: u64) -> String {
        first.saturating_add(self.facts().contract * 137).to_string()
    }
}

/// How a card was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entry {
    /// Inserted.
    #[default]
    Chip,
    /// Held against the terminal.
    Contactless,
    /// Swiped.
    Stripe,
}

impl Entry {
    /// Its number in TLV tag 1F12.
    pub(super) fn technology(self) -> u8 {
        match self {
            Entry::Stripe => 0,
            Entry::Chip => 1,
            Entry::Contactless => 2,
        }
    }
}

/// What the terminal keeps of a card. There is no whole card number anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Scheme.
    pub scheme: Scheme,
    /// Last four digits.
    pub last4: String,
    /// How it was read.
    pub entry: Entry,
    /// Expiry, YYMM.
    pub expiry: String,
}

impl Card {
    /// The number with `E` for each masked digit, as BMP 22 has it.
    pub(super) fn masked(&self) -> String {
        let facts = self.scheme.facts();
        let hidden = facts.digits.saturating_sub(facts.bin.len() + self.last4.len());
        format!("{}{}{}", facts.bin, "E".repeat(hidden), self.last4)
    }

    /// The number as it is printed for the customer: nothing but the last four.
    pub(super) fn printed(&self, mask: char) -> String {
        let hidden = self.scheme.facts().digits.saturating_sub(self.last4.len());
        format!("{}{}", mask.to_string().repeat(hidden), self.last4)
    }
}
