//! Passwords, and card numbers in any place where one can stand, are nowhere in what the codec gives away.

use proptest::prelude::*;
use tillwright::protocol::zvt::{Charset, Control, Event, Message, Reply, Request, Wire, decode_event};

use super::inputs::*;
use super::{apdu, raw};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_password_is_shown(request in any_request()) {
        let message = request.message();
        let Some(password) = message.password(0) else { return Ok(()) };
        let digits = hex::encode(password.as_bytes());
        let seen = everything_seen(&message.encode().unwrap());
        prop_assert!(!seen.contains(&digits), "{digits} in {seen}");
    }
}

/// A card number of 13 to 19 digits that our own words do not hold.
fn card_number() -> impl Strategy<Value = String> {
    "[4-6][0-2]{5}[7-9]{3,9}[1-3]{4}"
}

proptest! {
    // One case goes through every place where a number can stand.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_card_number_comes_through_any_place(pan in card_number(), around in "[A-Z: ]{0,8}") {
        let packed = hex::decode(if pan.len() % 2 == 1 { format!("{pan}f") } else { pan.clone() }).unwrap();
        let track = format!("{around};{pan}=2512101000?");
        let texts = [pan.clone(), track, format!("{around}{pan}")].map(String::into_bytes);
        for (content, is_text) in texts.into_iter().map(|text| (text, true)).chain([(packed, false)]) {
            for data in places(&content, is_text) {
                for (control, positions) in POSITIONS {
                    // The whole of a print line is text.
                    if !is_text && *control == [0x06, 0xD1] {
                        continue;
                    }
                    let seen = everything_seen(&apdu(*control, &[vec![0; *positions], data.clone()].concat()));
                    prop_assert!(!leaks(&pan, &seen), "{pan} in {control:02x?} {data:02x?}: {seen}");
                }
            }
        }
    }
}

/// Commands and answers of every kind, and how many bytes of positions stand before the BMPs.
const POSITIONS: &[([u8; 2], usize)] = &[
    ([0x04, 0x01], 0),
    ([0x04, 0x0F], 0),
    ([0x04, 0xFF], 2),
    ([0x05, 0x01], 3),
    ([0x06, 0x00], 6),
    ([0x06, 0x01], 0),
    ([0x06, 0x0F], 0),
    ([0x06, 0x12], 7),
    ([0x06, 0x1E], 1),
    ([0x06, 0x20], 3),
    ([0x06, 0x23], 0),
    ([0x06, 0x30], 3),
    ([0x06, 0x95], 6),
    ([0x06, 0xC0], 1),
    ([0x06, 0xD1], 1),
    ([0x06, 0xD3], 0),
    ([0x08, 0x14], 3),
    ([0x0F, 0x77], 0),
    ([0x80, 0x00], 0),
    ([0x84, 0x83], 0),
];

/// BMPs and containers with this content in every field that has room for it. Fields of text are looked at as text only.
fn places(content: &[u8], is_text: bool) -> Vec<Vec<u8>> {
    let mut found = vec![[&[0x92], content].concat()];
    let text = |tags: &[u8]| if is_text { tags.to_vec() } else { Vec::new() };
    for tag in [&[0x22, 0x23, 0x2D, 0x4C, 0xA7, 0xD1], &text(&[0x8B, 0xE1, 0xE8, 0xF1, 0xF8])[..]].concat() {
        found.push(llvar(tag, content));
    }
    for tag in [&[0x24, 0x2E, 0x60, 0x9A, 0xAF], &text(&[0x3C])[..]].concat() {
        found.push(lllvar(tag, content));
    }
    if is_text && content.len() <= 15 {
        let mut padded = content.to_vec();
        padded.resize(15, b' ');
        found.push([&[0x2A], &padded[..]].concat());
    }
    let tags: &[&[u8]] = &[&[0x1C], &[0x43], &[0x5A], &[0x57], &[0x1F, 0x42], &[0x1F, 0x71]];
    let texts: &[&[u8]] = &[&[0x07], &[0x42], &[0x44], &[0x46], &[0x1F, 0x17], &[0x1F, 0x40], &[0x1F, 0x62]];
    for tag in tags.iter().chain(texts.iter().filter(|_| is_text)) {
        let object = [tag.to_vec(), length(content.len()), content.to_vec()].concat();
        found.push([vec![0x06], length(object.len()), object.clone()].concat());
        for outer in [0x24, 0x25, 0x2D, 0x60, 0xE4] {
            let inside = [vec![outer], length(object.len()), object.clone()].concat();
            found.push([vec![0x06], length(inside.len()), inside].concat());
        }
    }
    found
}

/// Whether the digits between the first six and the last four are there, in any writing.
fn leaks(pan: &str, seen: &str) -> bool {
    let middle = &pan[5..pan.len() - 4];
    let ascii = hex::encode(middle);
    let seen = seen.to_lowercase();
    seen.contains(middle) || seen.contains(&ascii)
}

/// All that the codec gives away about one APDU, however it is looked at. Bytes are in hex.
fn everything_seen(apdu: &[u8]) -> String {
    let raw = raw(Wire::Network, apdu);
    let mut pieces = vec![decode_event(&Event::Apdu(raw.clone()), Wire::Network)];
    let shown: Vec<String> = pieces.iter_mut().map(|piece| hex::encode(std::mem::take(&mut piece.raw))).collect();
    let mut seen = format!("{raw:?} {pieces:?} {shown:?} ");
    match Message::parse(&raw) {
        Ok(message) => {
            seen += &format!("{} x ", hex::encode(message.shown()));
            seen += &format!("{message:02x?} {message:?} x ");
            let (request, reply) = (Request::of(&message), Reply::of(&message, Charset::default()));
            seen += &format!("{request:?} {reply:?} x ");
            let shown = |message: Message| hex::encode(message.shown());
            seen += &request.map(|request| shown(request.message())).unwrap_or_default();
            seen += &reply.map(|reply| shown(reply.message())).unwrap_or_default();
        }
        Err(error) => seen += &format!("{error:?} {error}"),
    }
    seen
}

#[test]
fn the_places_of_the_redaction_test_would_show_a_leak() {
    // The same looks at a message that holds the digits in a field that keeps everything.
    let seen = everything_seen(&apdu([0x04, 0x0F], &[&[0x3B][..], b"00077711"].concat()));
    assert!(leaks("4100007771111", &seen));
    assert_eq!(Control::STATUS_INFORMATION.to_string(), "04 0F");
}
