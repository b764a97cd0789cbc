//! Text that came from a device, a file or a bill, made harmless when it is read.

use std::fmt;

use super::short::Short;

/// Text without control characters, escape sequences, direction overrides or card numbers, and bounded in
/// length. Everything foreign that reaches a screen, a file or a log passes through here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Printable(Short);

impl Printable {
    /// Keeps at most `limit` characters of `raw`. Hostile characters become `?`; runs of 13 digits and more
    /// (card numbers, with whatever follows them in a track) keep their first six and last four.
    pub fn new(raw: &str, limit: usize) -> Self {
        if raw.len() <= limit && raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !may_hold_card(raw) {
            return Self(Short::from(raw));
        }
        let clean: String = raw.chars().map(|symbol| if is_hostile(symbol) { '?' } else { symbol }).collect();
        let masked = mask_digits(&clean);
        let end = masked.char_indices().nth(limit).map_or(masked.len(), |(at, _)| at);
        Self(Short::from(&masked[..end]))
    }

    /// A field of a message, `raw` in Latin-1. A field longer than its specified `max` is not kept at all: what a
    /// device puts where it does not belong may be anything, so only its length is told.
    pub fn field(raw: &[u8], max: usize) -> Self {
        if raw.len() > max {
            return Self(Short::from(format!("?({} bytes)", raw.len()).as_str()));
        }
        let text: String = raw.iter().map(|&byte| char::from(byte)).collect();
        Self::new(&text, max)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether nothing is left but blanks.
    pub fn is_blank(&self) -> bool {
        self.as_str().trim().is_empty()
    }
}

impl fmt::Display for Printable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// Characters that may act on a terminal, reorder a line or hide: controls, C1, direction and format marks,
/// tags, private use and the byte order mark.
pub fn is_hostile(symbol: char) -> bool {
    symbol.is_control()
        || matches!(symbol,
            '\u{00ad}' | '\u{061c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{10ffff}')
}

/// Masks every run of 13 digits or more, blanks and hyphens between digits not counted; a run parted by `=`, `D`
/// or `^` (track data) is taken whole and keeps nothing but the first six and last four of the card number.
/// Masking what is masked changes nothing, so that what was written to a file reads back the same.
pub fn mask_digits(text: &str) -> String {
    if !may_hold_card(text) {
        return text.to_owned();
    }
    let mut masked = mask_once(text);
    loop {
        let again = mask_once(&masked);
        if again == masked {
            return masked;
        }
        masked = again;
    }
}

/// Digits of the shortest card number.
const CARD: usize = 13;

/// Whether there is a run of digits (blanks and hyphens not counted) that is long enough: most text has none, and lists
/// of a hundred thousand entries are read through here.
fn may_hold_card(text: &str) -> bool {
    let mut run = 0;
    text.bytes().any(|byte| {
        run = match byte {
            b'0'..=b'9' => run + 1,
            b' ' | b'-' => run,
            _ => 0,
        };
        run >= CARD
    })
}

fn mask_once(text: &str) -> String {
    let symbols: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < symbols.len() {
        let identifier = identifier_at(&symbols, at);
        if identifier > 0 || !symbols[at].is_ascii_digit() {
            let end = at + identifier.max(1);
            out.extend(&symbols[at..end]);
            at = end;
            continue;
        }
        let mut end = at;
        let mut digits = Vec::new();
        while end < symbols.len() {
            match symbols[end] {
                digit if digit.is_ascii_digit() => digits.push(digit),
                ' ' | '-' if symbols.get(end + 1).is_some_and(char::is_ascii_digit) => {}
                _ => break,
            }
            end += 1;
        }
        if digits.len() < CARD {
            out.extend(&symbols[at..end]);
            at = end;
            continue;
        }
        out.extend(&digits[..6]);
        out.push_str("******");
        out.extend(&digits[digits.len() - 4..]);
        at = end;
        if at < symbols.len() && matches!(symbols[at], '=' | 'D' | '^') {
            while at < symbols.len() && !matches!(symbols[at], '|' | ' ' | '\n') {
                at += 1;
            }
        }
    }
    out
}

/// What the registered part of every identifier begins with.
const IDENTIFIER: &str = "A000000";

/// Length of the application identifier of a chip card (`A0000000041010`) that begins here, 0 where none does. Receipts
/// print it in hex, and its many digits are no card number; one that hides a card number behind its beginning is none.
pub fn identifier_at<S: Copy + Into<char>>(text: &[S], at: usize) -> usize {
    let symbols = |from: usize| text.iter().skip(from).map(|&symbol| symbol.into());
    let part_of_a_word = at > 0 && symbols(at - 1).next().is_some_and(|before| before.is_ascii_alphanumeric());
    if part_of_a_word || !symbols(at).take(IDENTIFIER.len()).eq(IDENTIFIER.chars()) {
        return 0;
    }
    let len = symbols(at).take_while(char::is_ascii_hexdigit).count();
    let behind = symbols(at).take(len).skip(IDENTIFIER.len());
    if (10..=20).contains(&len) && !is_card(behind) { len } else { 0 }
}

/// Whether all of these are digits, enough for a card number, and the last one is its check digit (Luhn).
fn is_card(symbols: impl Iterator<Item = char>) -> bool {
    let digits: Option<Vec<u32>> = symbols.map(|symbol| symbol.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() >= CARD) else { return false };
    let weighed = digits.iter().rev().enumerate().map(|(at, &digit)| match at % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    weighed.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_disarmed() {
        assert_eq!(Printable::new("a\u{1b}[2Jb\u{202e}c\u{9b}d", 40).as_str(), "a?[2Jb?c?d");
        assert_eq!(Printable::field(b"caf\xe9", 6).as_str(), "café");
    }

    #[test]
    fn card_numbers_and_tracks_are_masked_anywhere() {
        assert_eq!(mask_digits("a 4111111111111234 b"), "a 411111******1234 b");
        assert_eq!(mask_digits("4111-1111 1111-1234"), "411111******1234");
        assert_eq!(mask_digits(";4111111111111234=25121010000012345678?"), ";411111******1234");
        assert_eq!(mask_digits("000000000017|000063"), "000000000017|000063");
        assert_eq!(mask_digits("AID A0000000041010 OK"), "AID A0000000041010 OK");
        assert_eq!(mask_digits("A000000 4111111111111234"), "A000000******1234");
        assert_eq!(mask_digits("A00000041111111111111234"), "A000000******1234");
    }

    #[test]
    fn identifiers_are_no_card_numbers_and_hide_none() {
        for kept in ["A0000003591010028001", "A0000000041010", "A0000000031010", "A0000001523010", "A00000002501"] {
            assert_eq!(mask_digits(kept), kept);
        }
        assert_eq!(mask_digits("A0000004222222222222"), "A000000******2222", "a card number of 13 digits");
        assert_eq!(mask_digits("A0000004222222222223"), "A0000004222222222223", "no check digit");
    }

    #[test]
    fn masking_twice_changes_nothing() {
        let once = mask_digits("4111111111111234=9912 5555555555 1");
        assert_eq!(mask_digits(&once), once);
        assert!(!once.contains("5555555"), "{once}");
    }

    #[test]
    fn a_field_that_is_too_long_is_not_kept() {
        assert_eq!(Printable::field(b"secret-password", 6).as_str(), "?(15 bytes)");
    }
}
