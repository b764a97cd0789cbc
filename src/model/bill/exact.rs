//! Decimal numbers of a bill, exact.

use std::fmt;

use crate::model::{Currency, CurrencySource, Money};

/// Decimal places that are kept; fees of WeChat Pay and amounts of ISO 20022 have five.
const PLACES: u32 = 5;

/// A decimal number with up to five places and its sign: a fee, a sum, a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Exact(i64);

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact(0);

    /// From hundred-thousandths.
    pub fn of_units(units: i64) -> Self {
        Self(units)
    }

    /// A whole number; `None` beyond the range.
    pub fn whole(number: i64) -> Option<Self> {
        number.checked_mul(10i64.pow(PLACES)).map(Self)
    }

    /// The hundred-thousandths.
    pub fn units(self) -> i64 {
        self.0
    }

    /// Reads ASCII digits with at most one point and a sign in front: the form that every reader brings its numbers into first.
    /// `None` for anything else, for more than five places and beyond the range.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let dangling = whole.is_empty() || (digits.contains('.') && fraction.is_empty());
        if dangling || fraction.len() > PLACES as usize || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let padded = format!("{whole}{fraction:0<width$}", width = PLACES as usize);
        let units: i64 = padded.parse().ok()?;
        Some(Self(if negative { -units } else { units }))
    }

    /// The sum; `None` beyond the range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` beyond the range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Without its sign.
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Whether it is below nothing.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// As money, sign kept; `None` where it has more places than the currency.
    pub fn money(self, currency: Currency) -> Option<Money> {
        let scale = u32::from(currency.exponent().unwrap_or(2)).min(PLACES);
        let unit = 10i64.pow(PLACES - scale);
        (self.0 % unit == 0).then(|| Money::new(self.0 / unit, currency, CurrencySource::Bill))
    }

    /// The amount as a decimal number; `None` beyond the range.
    pub fn of_money(amount: &Money) -> Option<Self> {
        let scale = u32::from(amount.currency.exponent().unwrap_or(2)).min(PLACES);
        amount.minor.checked_mul(10i64.pow(PLACES - scale)).map(Self)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u64.pow(PLACES);
        let sign = if self.0 < 0 { "-" } else { "" };
        let fraction = format!("{:0width$}", self.0.unsigned_abs() % unit, width = PLACES as usize);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        out.pad(&format!("{sign}{}{point}{fraction}", self.0.unsigned_abs() / unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_places_and_the_sign_are_kept() {
        assert_eq!(Exact::parse("-0.00342").unwrap().to_string(), "-0.00342");
        assert_eq!(Exact::parse("32903.450").unwrap().to_string(), "32903.45");
        assert_eq!(Exact::parse("12").unwrap(), Exact::whole(12).unwrap());
        for text in ["", "-", ".5", "5.", "1,5", "1.234567", "1e3", "--1", "92233720368547758"] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
    }

    #[test]
    fn money_needs_the_places_of_its_currency() {
        assert_eq!(Exact::parse("8.850").unwrap().money(Currency::EUR).unwrap().minor, 885);
        assert_eq!(Exact::parse("8.855").unwrap().money(Currency::EUR), None);
        assert_eq!(Exact::parse("2500.0").unwrap().money(Currency::CLP).unwrap().minor, 2500);
        let back = Exact::parse("-8.85").unwrap().money(Currency::EUR).unwrap();
        assert_eq!(Exact::of_money(&back), Exact::parse("-8.85"));
    }
}
