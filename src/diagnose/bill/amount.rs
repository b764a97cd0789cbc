//! Amounts as files write them. What can be read in two ways is an error, never a guess.

use super::table::{narrow, trim};
use crate::model::{Currency, Exact, Money, Printable, RowFault};

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
    /// Not told: an amount is read only where it can be read in one way.
    Unknown,
}

/// An amount with its sign: digits, groups of three, a sign in front or behind or brackets for minus, a currency in letters or
/// as a sign, full-width or not, up to five decimals.
pub(super) fn exact(text: &str, mark: Mark) -> Result<Exact, RowFault> {
    let shown = || Printable::new(trim(text), 40);
    let plain = narrow(trim(text));
    let (negative, digits) = signed(&plain);
    let decimal = match mark {
        Mark::Point => Some('.'),
        Mark::Comma => Some(','),
        Mark::Unknown => match guess_free(digits) {
            Ok(mark) => mark,
            Err(()) => return Err(RowFault::AmbiguousAmount { text: shown() }),
        },
    };
    let read = join(digits, decimal).and_then(|joined| Exact::parse(&joined));
    let value = read.ok_or_else(|| RowFault::NotAnAmount { text: shown() })?;
    Ok(if negative { Exact::of_units(-value.units()) } else { value })
}

/// An amount in a currency, sign kept; more places than the currency has are refused unless they are zeros.
pub(super) fn money(text: &str, mark: Mark, currency: Currency) -> Result<Money, RowFault> {
    let value = exact(text, mark)?;
    value.money(currency).ok_or_else(|| RowFault::NotAnAmount { text: Printable::new(trim(text), 40) })
}

/// Whether it is below zero, and what is left without signs, brackets and currency.
fn signed(text: &str) -> (bool, &str) {
    let mut rest = text.trim();
    let mut negative = false;
    let bracketed = rest.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    if let Some(inside) = bracketed {
        (negative, rest) = (true, inside.trim());
    }
    let mut signs = usize::from(negative);
    // A currency may stand outside or inside of the sign: `-¥5`, `¥-5`, `5- EUR`.
    for _ in 0..3 {
        rest = without_currency(rest);
        for (stripped, minus) in
            [(rest.strip_prefix('-'), true), (rest.strip_suffix('-'), true), (rest.strip_prefix('+'), false)]
        {
            if let Some(inside) = stripped {
                (rest, negative, signs) = (inside.trim(), negative || minus, signs + 1);
            }
        }
    }
    // Two signs contradict or cancel each other: what is left then is no amount.
    if signs > 1 { (false, "") } else { (negative, rest) }
}

fn without_currency(text: &str) -> &str {
    let sign = |symbol: char| matches!(symbol, '¥' | '￥' | '$' | '€' | '£' | '元' | '円' | ' ');
    let text = text.trim_matches(sign);
    let letters = |code: &str| code.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_code = |code: &str| letters(code) && (code == "RMB" || Currency::from_code(code).is_some());
    let front = text.get(..3).filter(|code| is_code(code)).map_or(text, |_| &text[3..]);
    let behind = front.len().checked_sub(3).and_then(|at| front.get(at..)).filter(|code| is_code(code));
    behind.map_or(front, |_| &front[..front.len() - 3]).trim_matches(sign)
}

/// The decimal mark where only one reading is possible: `Ok(None)` for whole numbers, `Err` for `1.234` and `12,345`.
fn guess_free(digits: &str) -> Result<Option<char>, ()> {
    let last = digits.rfind(['.', ',']);
    let Some(at) = last else { return Ok(None) };
    let mark = if digits[at..].starts_with('.') { '.' } else { ',' };
    let other = if mark == '.' { ',' } else { '.' };
    if digits.contains(other) {
        return Ok(Some(mark));
    }
    let grouped = digits.matches(mark).count() > 1;
    let (before, behind) = (&digits[..at], &digits[at + 1..]);
    match behind.len() {
        _ if grouped => Ok(Some(other)),
        3 if before.len() <= 3 && !before.starts_with('0') => Err(()),
        _ => Ok(Some(mark)),
    }
}

/// Digits with a point before the decimals. Groups have three digits, the first one to three, all parted by the same sign.
fn join(digits: &str, decimal: Option<char>) -> Option<String> {
    let (whole, fraction) = match decimal.and_then(|mark| digits.split_once(mark)) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let parted: Vec<char> = whole.chars().filter(|symbol| !symbol.is_ascii_digit()).collect();
    let group = parted.first().copied();
    let one_sign = parted.iter().all(|sign| Some(*sign) == group && matches!(sign, '.' | ',' | '\'' | ' '));
    let groups: Vec<&str> = whole.split(|symbol: char| !symbol.is_ascii_digit()).collect();
    let sizes = groups.iter().enumerate().all(|(at, part)| match at {
        0 => groups.len() == 1 || (1..=3).contains(&part.len()),
        _ => part.len() == 3,
    });
    if !one_sign || !sizes || group.is_some_and(|sign| Some(sign) == decimal) {
        return None;
    }
    Some(fraction.map_or_else(|| groups.concat(), |fraction| format!("{}.{fraction}", groups.concat())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: Mark) -> Option<String> {
        exact(text, mark).ok().map(|value| value.to_string())
    }

    #[test]
    fn signs_currencies_and_groups() {
        for (text, mark, expected) in [
            ("¥28.16", Mark::Point, "28.16"),
            ("-0.01", Mark::Point, "-0.01"),
            ("(1,234.50)", Mark::Point, "-1234.5"),
            ("1.234,50-", Mark::Comma, "-1234.5"),
            ("CLP 12.500", Mark::Comma, "12500"),
            ("－１２．５０", Mark::Point, "-12.5"),
            ("¥-5", Mark::Point, "-5"),
            ("5,00 EUR", Mark::Comma, "5"),
            ("1'234.5", Mark::Unknown, "1234.5"),
            ("1 234,56 €", Mark::Unknown, "1234.56"),
            ("1.234.567", Mark::Unknown, "1234567"),
            ("0.123", Mark::Unknown, "0.123"),
            ("12.50", Mark::Unknown, "12.5"),
            ("0.00342", Mark::Point, "0.00342"),
        ] {
            assert_eq!(read(text, mark).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_has_two_readings_or_none_is_refused() {
        for text in ["1.234", "12,345", "999.000"] {
            assert!(matches!(exact(text, Mark::Unknown), Err(RowFault::AmbiguousAmount { .. })), "{text}");
        }
        for text in ["", "-", "--5", "(-5)", "1,23.4", "1.2.3", "=1+1", "5e3", "12,50", "1,234 567.0", "￥"] {
            assert!(exact(text, Mark::Point).is_err(), "{text}");
        }
        assert!(money("8.855", Mark::Point, Currency::EUR).is_err());
        assert_eq!(money("8.850", Mark::Point, Currency::EUR).unwrap().minor, 885);
    }
}
