//! Frames in streams that are broken in every way.

use tillwright::protocol::transbank::decode;
use tillwright::protocol::transbank::frame::{Decoder, Event, MAX_DATA, frame};

use super::{events, message};

#[test]
fn a_broken_frame_does_not_hide_the_next_one() {
    let good = frame(b"0900|78|");
    let is_good = |event: &Event| matches!(event, Event::Frame(_));
    for (before, garbage) in [
        (b"\x00\xff\x00".to_vec(), 3),
        (b"\x02".to_vec(), 1),
        (b"\x020261|00|1".to_vec(), 10),
        (b"\x02\x02".to_vec(), 2),
    ] {
        let found = events(&[before.clone(), good.clone()].concat());
        assert_eq!(found.len(), 2, "{before:?}");
        assert!(found[0] == Event::Garbage { len: garbage } && is_good(&found[1]), "{found:?}");
    }
    // The LRC got lost: the STX behind it stands in its place.
    let found = events(&[b"\x020100\x03".to_vec(), good.clone()].concat());
    assert!(matches!(found[..], [Event::BadLrc { len: 4, found: 2, right: 2 }, _] | [Event::Frame(_), _]), "{found:?}");
    let found = events(&[b"\x020800\x03".to_vec(), good.clone()].concat());
    assert!(matches!(found[..], [Event::BadLrc { len: 4, found: 2, right: 0x0b }, Event::Frame(_)]), "{found:?}");
    // An acknowledgement behind a stray STX.
    assert_eq!(events(b"\x02\x06"), [Event::Garbage { len: 1 }, Event::Ack]);
    assert_eq!(events(b"\x15\x00\x06"), [Event::Nak, Event::Garbage { len: 1 }, Event::Ack]);
}

#[test]
fn the_check_byte_may_have_any_value() {
    for wanted in [0x02, 0x03, 0x06, 0x15, 0x00] {
        let data = (0u8..=255)
            .filter(|byte| !matches!(byte, 2 | 3))
            .map(|byte| [b"0900|".as_slice(), &[byte]].concat())
            .find(|data| frame(data).last() == Some(&wanted))
            .unwrap();
        let found = events(&[frame(&data), vec![6]].concat());
        assert!(matches!(found[..], [Event::Frame(_), Event::Ack]), "{wanted:02x}: {found:?}");
    }
}

#[test]
fn a_frame_that_never_ends_is_given_up() {
    let mut decoder = Decoder::new();
    assert!(decoder.push(&[2]).is_empty());
    assert!(decoder.push(&vec![b'7'; MAX_DATA]).is_empty());
    assert!(decoder.in_frame());
    assert!(decoder.push(b"7").is_empty());
    assert!(!decoder.in_frame() && decoder.has_garbage());
    let found = decoder.push(&[6]);
    assert_eq!(found, [Event::Garbage { len: MAX_DATA + 2 }, Event::Ack]);
    assert_eq!(decoder.finish(), None);
    decoder.push(b"\x020261|00\x03");
    assert_eq!(decoder.finish(), Some(Event::Garbage { len: 9 }));
    let longest = frame(&vec![b'0'; MAX_DATA]);
    assert!(matches!(events(&longest)[..], [Event::Frame(_)]));
}

#[test]
fn the_wire_is_told_in_words() {
    let told = |bytes: &[u8]| decode(bytes).into_iter().map(|piece| piece.meaning).collect::<Vec<_>>();
    let list = [
        frame(b"0261|00|000000000001|SIM00001|000123|A1B2C3|2500|4242|000063|CR|||VI|14052024|111555|0|0|0|1|"),
        frame(b"0261|00|000000000001|SIM00001||||||||||||||||"),
        frame(b"1200|63|"),
        frame(b"0260||"),
        frame(b"9999|secret"),
        frame(b"hello"),
        vec![6, 0x15, 0, 0],
    ];
    assert_eq!(
        told(&list.concat()),
        [
            "0261 sale list item: operation 63, 2500, approved 00",
            "0261 sale list item: end of the list, approved 00",
            "1200 void: operation 63",
            "0260 sale list: field 1 (to_host) is missing",
            "9999 unknown command: is no command of this protocol",
            "unknown frame: the frame does not begin with a command of four digits (5 bytes)",
            "ACK (understood)",
            "NAK (not understood)",
            "garbage: 2 bytes outside any frame",
        ]
    );
    let odd = &decode(&frame(b"9999|secret|x"))[0];
    let fields: Vec<_> = odd.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, [("command", "9999"), ("extra_1", "?(6 bytes)"), ("extra_2", "?(1 bytes)")]);
    assert!(odd.problem.is_some() && odd.direction.is_none() && odd.checksum_ok == Some(true));
    let bad = &decode(b"\x020800\x03\x00")[0];
    assert!(bad.raw.is_empty() && bad.checksum_ok == Some(false) && bad.problem.is_some());
}

#[test]
fn control_characters_never_come_through() {
    let hostile = message("0210|00|000000000001|\u{1b}[2J\u{7}\r\n|a\u{9b}c|");
    assert_eq!(hostile.field(3), Some("?[2J???"));
    // One character of two bytes in UTF-8: two Latin-1 bytes, the second a C1 control.
    assert_eq!(hostile.field(4), Some("aÂ?c"));
}
