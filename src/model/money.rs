//! Money: integer minor units with their currency, and where the currency was learnt.

use std::fmt;

pub use iso_currency::Currency;

/// How we know in which currency an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CurrencySource {
    /// The device named it beside the amount.
    Device,
    /// The protocol family works in this currency only.
    Family,
    /// A person said so.
    Person,
    /// A bill named it, or its format or profile knows only this one.
    Bill,
}

/// An amount in minor units (CLP has none below the peso: 2500 is 2500 pesos; EUR 2500 is 25.00 euro).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units; negative only in sums and differences.
    pub minor: i64,
    /// ISO 4217 currency.
    pub currency: Currency,
    /// How the currency was learnt.
    pub learnt: CurrencySource,
}

/// A text that is no amount of the currency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an amount in {currency}: write whole units{example}", example = example(*.currency))]
pub struct MoneyError {
    /// What was given, with control characters replaced.
    pub text: String,
    /// The currency it was read in.
    pub currency: Currency,
}

fn example(currency: Currency) -> &'static str {
    match decimals(currency) {
        0 => ", for example 12500 or 12.500",
        _ => " and decimals, for example 12.50 or 1,234.50",
    }
}

fn decimals(currency: Currency) -> u32 {
    u32::from(currency.exponent().unwrap_or(2))
}

impl Money {
    /// An amount of `minor` units.
    pub fn new(minor: i64, currency: Currency, learnt: CurrencySource) -> Self {
        Self { minor, currency, learnt }
    }

    /// Reads what a person types: digits, with `.`, `,`, `'` or blanks between groups of three and
    /// the last `.` or `,` before the decimals where the currency has any. The sign, the currency and an
    /// ambiguous grouping are refused rather than guessed.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let bad = || MoneyError { text: super::Printable::new(text, 40).to_string(), currency };
        let text = text.trim();
        let scale = decimals(currency);
        let (whole, fraction) = match text.rfind(['.', ',']) {
            Some(at) if scale > 0 && text.len() - at - 1 == scale as usize => (&text[..at], &text[at + 1..]),
            _ => (text, ""),
        };
        let groups: Vec<&str> = whole.split(['.', ',', '\'', ' ', '\u{a0}', '\u{202f}']).collect();
        let grouped = groups.len() > 1;
        for (index, group) in groups.iter().enumerate() {
            let right_size = match (grouped, index) {
                (false, _) => !group.is_empty(),
                (true, 0) => (1..=3).contains(&group.len()),
                (true, _) => group.len() == 3,
            };
            if !right_size || !group.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(bad());
            }
        }
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        let major: i64 = groups.concat().parse().map_err(|_| bad())?;
        let cents: i64 = if fraction.is_empty() { 0 } else { fraction.parse().map_err(|_| bad())? };
        let minor = major.checked_mul(10i64.pow(scale)).and_then(|units| units.checked_add(cents)).ok_or_else(bad)?;
        Ok(Self::new(minor, currency, CurrencySource::Person))
    }

    /// The sum, or `None` where the currencies differ or the range ends.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self { minor, ..self })
    }

    /// Same currency and same number of minor units, however the currency was learnt.
    pub fn same_amount(&self, other: &Self) -> bool {
        self.currency == other.currency && self.minor == other.minor
    }

    /// The number alone, groups of three parted by `group`, decimals after `point`.
    pub fn grouped(&self, group: char, point: char) -> String {
        let scale = decimals(self.currency) as usize;
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let mut out = String::with_capacity(digits.len() * 2);
        if self.minor < 0 {
            out.push('-');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if scale > 0 {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.currency.code(), self.grouped(',', '.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pesos_are_whole_and_groups_are_not_decimals() {
        for text in ["12500", "12.500", "12,500", "12 500", "12'500"] {
            assert_eq!(Money::parse(text, Currency::CLP).unwrap().minor, 12500, "{text}");
        }
        for text in ["", "-5", "1.25", "12.50", "1..000", "CLP 5", "5\u{1b}[2J", "99999999999999999999"] {
            assert!(Money::parse(text, Currency::CLP).is_err(), "{text}");
        }
    }

    #[test]
    fn euro_has_decimals() {
        assert_eq!(Money::parse("1.234,50", Currency::EUR).unwrap().minor, 123_450);
        assert_eq!(Money::parse("12", Currency::EUR).unwrap().minor, 1_200);
        assert_eq!(Money::new(-5, Currency::EUR, CurrencySource::Person).to_string(), "EUR -0.05");
        assert_eq!(Money::new(1_234_567, Currency::CLP, CurrencySource::Family).to_string(), "CLP 1,234,567");
    }
}
