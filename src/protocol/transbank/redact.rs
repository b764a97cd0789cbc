//! Redaction: what a message may keep of what came. Everything here keeps lengths, so that texts laid out in columns stay
//! so, and is idempotent: what is redacted once comes through a second time unchanged.
//!
//! Fields are judged one by one. A card number that a device cut over neighbouring fields is not looked for: amounts,
//! dates and numbers stand side by side in every message and always make such a run. No field keeps more than it may
//! hold by the specification, none but the account and the voucher text can hold thirteen digits, and a field of which
//! we know nothing keeps its length only. So such a number could only come as pieces of at most twelve digits, each in a
//! field that is specified for something else.

use super::fields::{Field, Form};
use crate::model::is_hostile;

/// Shortest run of digits that is taken for a card number.
const CARD: usize = 13;
/// Shortest run of digits that is taken for a card number between the marks of a track.
const SHORT_CARD: usize = 8;
/// Longest track behind its card number, where no end sentinel stands.
const TRACK: usize = 80;

/// What stays of a field's text.
pub(super) fn field(raw: &str, spec: Option<&Field>) -> String {
    if is_mark(raw) {
        return raw.to_owned();
    }
    let len = raw.chars().count();
    match spec {
        _ if len == 0 => String::new(),
        Some(Field { form: Form::Voucher, .. }) => harmless(&mask(raw)),
        Some(Field { form: Form::Reserved, .. }) if raw.chars().all(|symbol| symbol == ' ') => raw.to_owned(),
        Some(Field { form: Form::Account, max, .. }) if len <= *max => harmless(&mask_account(raw)),
        // At most twelve characters: no room for a card number.
        Some(Field { form: Form::Digits | Form::Text, max, .. }) if len <= *max => harmless(raw),
        _ => format!("?({len} bytes)"),
    }
}

/// Whether a text is what [`field`] puts in place of a field that it does not keep.
pub(super) fn is_mark(text: &str) -> bool {
    text.strip_prefix("?(")
        .and_then(|rest| rest.strip_suffix(" bytes)"))
        .is_some_and(|len| (1..=5).contains(&len.len()) && len.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One byte a character, nothing that acts on a screen, no separator.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|symbol| if is_hostile(symbol) || symbol == '|' || symbol > '\u{ff}' { '?' } else { symbol })
        .collect()
}

/// Masks an account: only the last four of its digits stay, and the first six of a full card number. Text that is not
/// made of digits, masks and blanks keeps no digit at all: it may be a track.
fn mask_account(text: &str) -> String {
    let mut symbols: Vec<char> = text.chars().collect();
    let is_place = |symbol: char| symbol.is_ascii_digit() || matches!(symbol, 'X' | 'x' | '*' | '#' | '.');
    let plain = symbols.iter().all(|&symbol| is_place(symbol) || matches!(symbol, ' ' | '-'));
    let places: Vec<usize> = (0..symbols.len()).filter(|&at| is_place(symbols[at])).collect();
    let first = if places.len() >= CARD { 6 } else { 0 };
    for (place, &at) in places.iter().enumerate() {
        let kept = plain && (place < first || place + 4 >= places.len());
        if symbols[at].is_ascii_digit() && !kept {
            symbols[at] = 'X';
        }
    }
    symbols.into_iter().collect()
}

/// Masks card numbers and tracks in free text.
fn mask(text: &str) -> String {
    let mut symbols: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < symbols.len() {
        if !symbols[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = run_from(&symbols, at);
        let end = run.last().map_or(at + 1, |last| last + 1);
        let tail = track_tail(&symbols, end);
        let sentinel = symbols[..at].ends_with(&[';']) || symbols[..at].ends_with(&['%', 'B']);
        let card = run.len() >= CARD;
        if card || (sentinel && tail.is_some() && run.len() >= SHORT_CARD) {
            let first = if card { 6 } else { 0 };
            for &place in run.iter().take(run.len().saturating_sub(4)).skip(first) {
                if symbols[place].is_ascii_digit() {
                    symbols[place] = 'X';
                }
            }
            at = tail.map_or(end, |start| mask_track(&mut symbols, start));
        } else {
            at = end;
        }
    }
    symbols.into_iter().collect()
}

/// Places of the digits of one number, from the digit at `start` to its last digit: one blank, hyphen, dot or
/// underscore may part two digits, and any number of control characters (they end up as `?`). Two or more mask symbols
/// in a row between digits are places of it too: a device may show more of a number than we may.
fn run_from(symbols: &[char], start: usize) -> Vec<usize> {
    let mut places = vec![start];
    let mut at = start + 1;
    while at < symbols.len() {
        let next = skip_gap(symbols, at);
        match symbols.get(next) {
            Some(symbol) if symbol.is_ascii_digit() => {
                places.push(next);
                at = next + 1;
            }
            Some(symbol) if is_mask(*symbol) => {
                let end = next + symbols[next..].iter().take_while(|symbol| is_mask(**symbol)).count();
                let behind = skip_gap(symbols, end);
                let goes_on = symbols.get(behind).is_some_and(|symbol| symbol.is_ascii_digit() || is_mask(*symbol));
                if end - next < 2 || !goes_on {
                    break;
                }
                places.extend(next..end);
                at = end;
            }
            _ => break,
        }
    }
    while places.len() > 1 && places.last().is_some_and(|&place| !symbols[place].is_ascii_digit()) {
        places.pop();
    }
    places
}

fn is_mask(symbol: char) -> bool {
    matches!(symbol, 'X' | 'x' | '*' | '#')
}

fn skip_gap(symbols: &[char], mut at: usize) -> usize {
    let mut blanks = 0;
    while let Some(&symbol) = symbols.get(at) {
        let blank = matches!(symbol, ' ' | '-' | '.' | '_' | '\u{a0}');
        blanks += usize::from(blank);
        if blanks > 1 || !(blank || symbol == '?' || is_hostile(symbol)) {
            break;
        }
        at += 1;
    }
    at
}

/// Where the rest of a track begins, if a number that ends before `end` is followed by one.
fn track_tail(symbols: &[char], end: usize) -> Option<usize> {
    let next = skip_gap(symbols, end);
    match symbols.get(next) {
        Some('=' | '^') => Some(next + 1),
        Some('D' | 'd') if next == end && symbols.get(next + 1).is_some_and(char::is_ascii_digit) => Some(next + 1),
        _ => None,
    }
}

/// Masks the rest of a track up to its end sentinel; tells where it ends.
fn mask_track(symbols: &mut [char], start: usize) -> usize {
    let end = symbols.len().min(start + TRACK);
    for (at, symbol) in symbols.iter_mut().enumerate().take(end).skip(start) {
        match symbol {
            '?' => return at + 1,
            ' ' => {}
            _ => *symbol = 'X',
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_keep_their_length_and_what_may_be_shown() {
        for (raw, kept) in [
            ("4111111111111234", "411111XXXXXX1234"),
            ("4111 1111 1111 1234", "4111 11XX XXXX 1234"),
            ("411111******1234", "411111******1234"),
            ("XXXXXXXXXXXXXXX1881", "XXXXXXXXXXXXXXX1881"),
            ("000123456789", "XXXXXXXX6789"),
            ("1881", "1881"),
            (";411111111111=25121", ";XXXXXXXXXXXX=XXXXX"),
            ("4111\u{1}11111111123", "XXXX?XXXXXXXXXXX"),
            ("CUENTA 12345", "CUENTA XXXXX"),
            ("41111111111112341234", "?(20 bytes)"),
        ] {
            let spec = Field { name: "account", max: 19, form: Form::Account };
            assert_eq!(field(raw, Some(&spec)), kept);
            assert_eq!(field(kept, Some(&spec)), kept);
        }
    }

    #[test]
    fn free_text_loses_card_numbers_and_tracks_and_nothing_else() {
        for (raw, kept) in [
            ("TARJETA 4111111111111234 VI", "TARJETA 411111XXXXXX1234 VI"),
            ("4111 11** **** 1234", "4111 11** **** 1234"),
            ("4111 1111 **** 1234", "4111 11XX **** 1234"),
            ("4111.1111-1111 1234", "4111.11XX-XXXX 1234"),
            ("4111\u{0}1111\u{0} 1111\u{0}1234", "4111?11XX? XXXX?1234"),
            (";4111111111111234=2512101777? OK", ";411111XXXXXX1234=XXXXXXXXXX? OK"),
            ("%B4111111111111234^DOE/JOHN^2512101777?", "%B411111XXXXXX1234^XXXXXXXXXXXXXXXXXXX?"),
            ("4111111111111234D2512101777", "411111XXXXXX1234DXXXXXXXXXX"),
            (";589512345678=2512101?", ";XXXXXXXX5678=XXXXXXX?"),
            ("COMERCIO 000000000001* OP 000063", "COMERCIO 000000000001* OP 000063"),
            ("14/05/2024 11:15:55 $ 2.500 (3 CUOTAS)", "14/05/2024 11:15:55 $ 2.500 (3 CUOTAS)"),
            ("a|b\u{9b}c\u{20ac}", "a?b?c?"),
        ] {
            let spec = Field { name: "voucher", max: 0, form: Form::Voucher };
            assert_eq!(field(raw, Some(&spec)), kept);
            assert_eq!(field(kept, Some(&spec)), kept);
        }
    }

    #[test]
    fn what_is_too_long_reserved_or_unknown_tells_its_length() {
        let ticket = Field { name: "ticket", max: 6, form: Form::Text };
        let reserved = Field { name: "reserved", max: 0, form: Form::Reserved };
        assert_eq!(field("000123", Some(&ticket)), "000123");
        assert_eq!(field("secret1", Some(&ticket)), "?(7 bytes)");
        assert_eq!(field("   ", Some(&reserved)), "   ");
        assert_eq!(field("1", Some(&reserved)), "?(1 bytes)");
        assert_eq!(field("12", None), "?(2 bytes)");
        assert_eq!(field("", None), "");
    }
}
