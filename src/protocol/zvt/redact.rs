//! Redaction: what a message may keep of what came. Everything here keeps lengths, so that what stands behind stays in
//! place, and is idempotent.
//!
//! Fields are judged one by one, by what may stand in them: a card number that a device cuts over neighbouring fields, or
//! writes as BCD where text is due, is not looked for; the text of most receipts would be lost to such a search.

use super::fields::{Keep, known};
use super::tlv::{Tag, Tlv, Value};
use crate::model::identifier_at;
use crate::protocol::mask::{CARD, mask};

/// Shortest card number whose first six digits may be shown beside its last four.
const SHOWN: usize = 12;
/// Most bytes kept of an object that we do not know: as BCD too short for a card number.
const UNKNOWN: usize = 6;
/// Most bytes of an application identifier: behind its registered first part (`A000000..`) there is no room for a card
/// number in use.
const AID: usize = 10;
/// Mask digit of a card number in BCD (PA00P015, BMP 22).
const MASK: u8 = 0xE;

/// Redacts the value of a BMP.
pub(super) fn bmp(tag: u8, value: &mut [u8]) {
    keep(known(tag).map_or(Keep::Length, |bmp| bmp.keep), value);
}

/// Redacts text.
pub(super) fn text(value: &mut [u8]) {
    keep(Keep::Text, value);
}

/// Redacts objects and what is inside them.
pub(super) fn objects(objects: &mut [Tlv]) {
    for object in objects {
        match &mut object.value {
            Value::Objects(inside) => self::objects(inside),
            Value::Bytes(bytes) => keep(object_keep(object.tag, bytes), bytes),
        }
    }
}

/// Whether an object holds text: lines, names, printed data of the card, messages of the maker.
pub(super) fn is_text(tag: Tag) -> bool {
    matches!(tag.0, 0x07 | 0x42 | 0x44 | 0x46 | 0x47 | 0x1F17 | 0x1F40 | 0x1F41 | 0x1F62 | 0x1F63)
}

/// What an object may keep. One table serves all places: where a tag has several meanings, each of them may be kept so.
fn object_keep(tag: Tag, bytes: &[u8]) -> Keep {
    let room = match tag.0 {
        _ if is_text(tag) => return Keep::Text,
        // Blocks of files: never kept, whatever they hold.
        0x1C => 0,
        // Application identifier.
        0x43 if matches!(bytes, [0xA0, 0x00, 0x00, 0x00..=0x0F, ..] | [0xD2, 0x76, 0x00, 0x00, ..]) => AID,
        // Serial number: BCD on paper, hex in practice.
        0x1F42 if !holds_digits(bytes) => 10,
        _ => UNKNOWN,
    };
    if bytes.len() <= room { Keep::All } else { Keep::Length }
}

/// Whether bytes hold a card number's digits as BCD.
fn holds_digits(bytes: &[u8]) -> bool {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    let longest = nibbles.fold((0, 0), |(longest, run), nibble| {
        let run = if nibble < 10 { run + 1 } else { 0 };
        (run.max(longest), run)
    });
    longest.0 >= CARD
}

/// Whether bytes hold a card number's digits as ASCII; as sums in BCD they would be billions.
fn holds_text(bytes: &[u8]) -> bool {
    bytes.windows(CARD).any(|window| window.iter().all(u8::is_ascii_digit))
}

fn keep(keep: Keep, value: &mut [u8]) {
    match keep {
        Keep::All => {}
        Keep::Exactly(len) if value.len() == len && !holds_text(value) => {}
        Keep::Length | Keep::Exactly(_) => value.fill(0),
        Keep::Card => card(value),
        Keep::Text => mask_text(value),
    }
}

/// Masks a card number in BCD: of its digits the last four stay, and the first six of a full one; nothing stays behind a
/// separator (D), where expiry and codes would stand.
fn card(value: &mut [u8]) {
    let nibbles: Vec<u8> = value.iter().flat_map(|byte| [byte >> 4, byte & 0xF]).collect();
    let end = nibbles.iter().rposition(|nibble| *nibble != 0xF).map_or(0, |last| last + 1);
    let number = nibbles[..end].iter().position(|nibble| *nibble == 0xD).unwrap_or(end);
    let first = if number >= SHOWN { 6 } else { 0 };
    let masked = nibbles.iter().enumerate().map(|(at, &nibble)| match nibble {
        0..=9 if at < first || (at + 4 >= number && at < number) => nibble,
        0xD if at == number => nibble,
        _ if at >= end => nibble,
        _ => MASK,
    });
    let masked: Vec<u8> = masked.collect();
    for (byte, pair) in value.iter_mut().zip(masked.chunks(2)) {
        *byte = pair.iter().fold(0, |byte, nibble| byte << 4 | nibble);
    }
}

/// Masks card numbers and tracks in text of any character set: in all of them digits and marks are those of ASCII. An
/// application identifier that a receipt prints in hex (`A0000000041010`) is none, though its digits are many.
fn mask_text(value: &mut [u8]) {
    if value.iter().filter(|byte| byte.is_ascii_digit()).count() < 8 {
        return;
    }
    let mut from = 0;
    while from < value.len() {
        let aid = (from..value.len()).map(|at| (at, identifier_at(value, at))).find(|(_, len)| *len > 0);
        let (end, next) = aid.map_or((value.len(), value.len()), |(at, len)| (at, at + len));
        mask_piece(&mut value[from..end]);
        from = next;
    }
}

fn mask_piece(piece: &mut [u8]) {
    let text: String = piece.iter().map(|&byte| char::from(byte)).collect();
    for (byte, symbol) in piece.iter_mut().zip(mask(&text).chars()) {
        *byte = u8::try_from(symbol).unwrap_or(b'?');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(tag: u8, hex: &str) -> String {
        let mut value = hex::decode(hex).unwrap();
        bmp(tag, &mut value);
        let once = value.clone();
        bmp(tag, &mut value);
        assert_eq!(value, once, "masking twice changes nothing");
        hex::encode(value)
    }

    #[test]
    fn card_numbers_keep_six_and_four() {
        for (raw, kept) in [
            ("4111111111111234", "411111eeeeee1234"),
            ("411111111111123f", "411111eeeee1123f"),
            ("4711008005757038004f", "471100eeeeeeeee8004f"),
            ("4111111111111234d25121010fff", "411111eeeeee1234deeeeeeeefff"),
            ("411111eeeeee1234", "411111eeeeee1234"),
            ("41111111", "eeee1111"),
            // Half bytes that are neither digit nor mark.
            ("41abcf1111111234", "41eeeeeeeeee1234"),
            ("ffff", "ffff"),
            ("", ""),
        ] {
            assert_eq!(masked(0x22, raw), kept);
        }
    }

    #[test]
    fn secrets_keep_their_length_only() {
        for tag in [0x23, 0x24, 0x2D, 0x2E, 0x3A, 0x3D, 0xD1, 0xEB, 0x9A, 0xA7, 0xAF, 0x92] {
            assert_eq!(masked(tag, "1234"), "0000", "{tag:02x}");
        }
        assert_eq!(masked(0x3B, "3735303037310000"), "3735303037310000");
        assert_eq!(masked(0x60, "123456"), "000000");
    }

    #[test]
    fn totals_are_kept_unless_a_card_number_stands_in_them() {
        let totals = "0001004200".to_owned() + &"01000000123456".repeat(6) + "000000000000";
        assert_eq!((totals.len(), masked(0x60, &totals)), (106, totals.clone()));
        let hidden = totals[..20].to_owned() + &hex::encode("4111111111111234") + &totals[52..];
        assert_eq!(masked(0x60, &hidden), "00".repeat(53));
    }

    #[test]
    fn text_loses_card_numbers_and_keeps_application_identifiers() {
        for (raw, kept) in [
            ("Karte 4111111111111234", "Karte 411111XXXXXX1234"),
            ("AID A0000000041010", "AID A0000000041010"),
            ("AID A0000003591010028001 4111111111111234", "AID A0000003591010028001 411111XXXXXX1234"),
            ("A00000041111111111111234", "A000000XXXXXXXXXXXXX1234"),
            ("A0000004222222222222", "A000000XXXXXXXXX2222"),
            ("xA0000000041010", "xA000000XXX1010"),
            (";4111111111111234=2512101?", ";411111XXXXXX1234=XXXXXXX?"),
        ] {
            let mut value = raw.as_bytes().to_vec();
            text(&mut value);
            assert_eq!(String::from_utf8(value).unwrap(), kept);
        }
    }

    #[test]
    fn objects_of_which_we_know_nothing_keep_what_is_short() {
        let mut found =
            [Tlv::bytes(0x1F7F, [1; 6]), Tlv::bytes(0x1F7F, [1; 7]), Tlv::objects(0x2D, vec![Tlv::bytes(0x1C, *b"x")])];
        objects(&mut found);
        assert_eq!(found[0].content(), [1; 6]);
        assert_eq!(found[1].content(), [0; 7]);
        assert_eq!(found[2].inside()[0].content(), [0]);
    }
}
