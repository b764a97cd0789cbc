//! Identifiers of a bill, kept whole where that is safe.

use std::fmt;

use crate::model::short::Short;
use crate::model::{Printable, is_hostile};

/// Longest identifier that is kept; orders of wallets have up to 64 characters.
const LIMIT: usize = 64;

/// An identifier as a bill writes it: an order, a wallet's 28 digits, a trace number. [`Printable`] would mask every run
/// of 13 digits, and with it the one thing that joins two books. So here a run is masked only where it can be a card number:
/// 13 to 19 digits of an issuer's range with a right check digit. Leading zeros count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(Short, bool);

impl Number {
    /// `None` for blanks and for what files write where they have none (`/`, `-`, `0`, `null`).
    pub fn new(raw: &str) -> Option<Self> {
        let text = raw.trim_matches(|symbol: char| symbol.is_whitespace() || symbol == '`');
        let nothing = text.bytes().all(|byte| matches!(byte, b'/' | b'-' | b'0')) || text.eq_ignore_ascii_case("null");
        if nothing {
            return None;
        }
        let harmless: String = text.chars().map(|symbol| if is_hostile(symbol) { '?' } else { symbol }).collect();
        if may_hold_card(&harmless) {
            return Some(Self(Printable::new(&harmless, LIMIT).as_str().into(), false));
        }
        let end = harmless.char_indices().nth(LIMIT).map_or(harmless.len(), |(at, _)| at);
        Some(Self(Short::from(&harmless[..end]), end == harmless.len()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is all that the file wrote. Two that are not may be equal and still mean different things.
    pub fn is_whole(&self) -> bool {
        self.1
    }

    /// The digits without leading zeros, for comparing numbers that one side pads. Empty where there is anything else.
    pub fn unpadded(&self) -> &str {
        let digits = self.as_str().bytes().all(|byte| byte.is_ascii_digit());
        if digits { self.as_str().trim_start_matches('0') } else { "" }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// Whether a run of digits, blanks and hyphens not counted, can be a card number, or parts of a track stand behind one.
fn may_hold_card(text: &str) -> bool {
    let mut run: Vec<u32> = Vec::new();
    for symbol in text.chars().chain(['.']) {
        match symbol.to_digit(10) {
            Some(digit) => run.push(digit),
            None if matches!(symbol, ' ' | '-') => {}
            None => {
                if is_card(&run) || (matches!(symbol, '=' | '^') && run.len() >= 13) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

/// Length, issuer range (ISO/IEC 7812: 3 to 6, 8, 9, and 2221 to 2720) and check digit (Luhn) of a card number.
fn is_card(digits: &[u32]) -> bool {
    if !(13..=19).contains(&digits.len()) {
        return false;
    }
    let front = digits[..4].iter().fold(0, |sum, digit| sum * 10 + digit);
    let issued = matches!(front, 2221..=2720 | 3000..=6999 | 8000..=9999);
    let weighed = digits.iter().rev().enumerate().map(|(at, digit)| match at % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    issued && weighed.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(raw: &str) -> String {
        Number::new(raw).map(|number| number.to_string()).unwrap_or_default()
    }

    #[test]
    fn wallet_numbers_are_kept_whole() {
        for text in ["4200000925202101284997714292", "S20210128170702357723", "2019091622001458860515315453", "000017"]
        {
            assert_eq!(kept(text), text);
            assert!(Number::new(text).unwrap().is_whole());
        }
        assert_eq!(kept("`2022-03\t "), "2022-03");
        assert_eq!(Number::new("000017").unwrap().unpadded(), "17");
    }

    #[test]
    fn a_card_number_is_masked_wherever_it_stands() {
        for text in ["4111111111111111", "4111 1111 1111 1111", "A-4111111111111111", ";4111111111111112=2512"] {
            let number = Number::new(text).unwrap();
            assert!(number.as_str().contains("411111******111"), "{number}");
            assert!(!number.is_whole());
        }
    }

    #[test]
    fn nothing_is_none_and_long_is_cut() {
        for text in ["", " ", "/", "\t", "0", "`0", "-", "NULL"] {
            assert_eq!(Number::new(text), None, "{text}");
        }
        let long = Number::new(&"x".repeat(100)).unwrap();
        assert_eq!((long.as_str().len(), long.is_whole()), (LIMIT, false));
    }
}
