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
use crate::protocol::mask::{CARD, mask};

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
