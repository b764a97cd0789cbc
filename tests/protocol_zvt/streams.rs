//! Blocks and APDUs in streams that are broken in every way.

use tillwright::protocol::zvt::frame::MAX_APDU;
use tillwright::protocol::zvt::{Decoder, Event, Message, Wire, decode, frame};

use super::{apdu, bytes, events, parse, raw};

const DIAGNOSIS: [u8; 3] = [0x06, 0x70, 0x00];

fn serial(apdu: &[u8]) -> Vec<u8> {
    frame(Wire::Serial, apdu)
}

fn is_apdu(event: &Event) -> bool {
    matches!(event, Event::Apdu(_))
}

#[test]
fn the_check_of_a_block_is_the_one_measured() {
    assert_eq!(hex::encode(serial(&[0x80, 0, 0])), "10028000001003f51f");
    assert_eq!(hex::encode(serial(&DIAGNOSIS)), "10020670001003d9f9");
    assert_eq!(hex::encode(serial(&[0x06, 0x0F, 0])), "1002060f001003c633");
}

#[test]
fn an_ack_is_one_outside_a_block_only() {
    let mut decoder = Decoder::new(Wire::Serial);
    assert_eq!(decoder.push(&[0x06, 0x15]), [Event::Ack, Event::Nak]);
    // The first byte of the APDU is 06 too.
    let block = serial(&[0x06, 0x06, 0x06, 0x15, 0x06, 0x15, 0x06, 0x15, 0x06]);
    let (head, tail) = block.split_at(5);
    assert_eq!(decoder.push(head), []);
    assert!(decoder.in_frame());
    let found = decoder.push(&[tail, &[0x06]].concat());
    assert!(matches!(found[..], [Event::Apdu(_), Event::Ack]), "{found:?}");
    assert!(!decoder.in_frame() && !decoder.has_garbage());
}

#[test]
fn remains_of_a_broken_block_are_no_acks() {
    // A 10 before a byte that may not follow it: the block is lost, its end mark is still waited for.
    let found = events(Wire::Serial, &bytes("1002 0606 1041 06 15 06 1003 0606 06"));
    assert_eq!(found, [Event::Garbage { len: 13 }, Event::Ack]);
    // Silence ends it as well.
    let mut decoder = Decoder::new(Wire::Serial);
    assert_eq!(decoder.push(&bytes("1002 06 1041 06 06")), []);
    assert_eq!(decoder.finish(), Some(Event::Garbage { len: 7 }));
    assert_eq!(decoder.push(&[0x06]), [Event::Ack]);
}

#[test]
fn a_broken_block_does_not_hide_the_next_one() {
    let good = serial(&DIAGNOSIS);
    for (before, garbage) in [
        (bytes("00ff00"), 3),
        (bytes("10"), 1),
        (bytes("1010"), 2),
        (bytes("1002"), 2),
        (bytes("1002 0670"), 4),
        (bytes("1002 06 1041 06"), 6),
        (bytes("1002 06 1041 1003 12"), 8),
    ] {
        let found = events(Wire::Serial, &[before.clone(), good.clone()].concat());
        let right = matches!(&found[..], [Event::Garbage { len }, Event::Apdu(_)] if *len == garbage);
        assert!(right, "{before:02x?}: {found:?}");
    }
    // The CRC got lost, wholly or by half: the next block's start mark stands in its place.
    for before in [bytes("1002 067000 1003"), bytes("1002 067000 1003 d9")] {
        let found = events(Wire::Serial, &[before, good.clone()].concat());
        assert!(matches!(found[..], [Event::BadCrc { len: 3, right: 0xF9D9, .. }, Event::Apdu(_)]), "{found:?}");
    }
}

#[test]
fn crc_errors_come_one_after_the_other() {
    let mut bad = serial(&DIAGNOSIS);
    *bad.last_mut().unwrap() ^= 1;
    let found = events(Wire::Serial, &[bad.clone(), bad.clone(), bad, serial(&DIAGNOSIS)].concat());
    assert!(matches!(found[..3], [Event::BadCrc { .. }, Event::BadCrc { .. }, Event::BadCrc { .. }]), "{found:?}");
    assert!(found.len() == 4 && is_apdu(&found[3]));
}

#[test]
fn a_length_that_does_not_agree_is_no_apdu() {
    for (hex, len) in [("06", 1), ("0670", 2), ("067001", 3), ("06700012", 4), ("0670ff01", 4), ("0670ff010000", 6)] {
        let found = events(Wire::Serial, &serial(&bytes(hex)));
        let right = if hex == "0670ff010000" { is_apdu(&found[0]) } else { found == [Event::Malformed { len }] };
        assert!(right && found.len() == 1, "{hex}: {found:?}");
    }
    assert_eq!(events(Wire::Serial, &serial(&[])), [Event::Malformed { len: 0 }]);
}

#[test]
fn the_longest_apdu_passes_and_a_longer_one_is_given_up() {
    let longest = apdu([0x06, 0xD1], &vec![0x10; 0xFFFF]);
    assert_eq!(longest.len(), MAX_APDU);
    for wire in [Wire::Serial, Wire::Network] {
        let found = raw(wire, &frame(wire, &longest));
        let message = Message::parse(&found).unwrap();
        assert_eq!(message.encode().unwrap(), longest);
    }
    let endless = [longest, vec![0x41]].concat();
    let block = serial(&endless);
    let found = events(Wire::Serial, &[block.clone(), vec![0x06]].concat());
    assert_eq!(found, [Event::Garbage { len: block.len() }, Event::Ack]);
    let mut decoder = Decoder::new(Wire::Serial);
    assert_eq!(decoder.push(&[vec![0x10, 0x02], vec![0x41; 1_000_000]].concat()), []);
    assert!(decoder.in_frame());
    assert!(is_apdu(&decoder.push(&serial(&DIAGNOSIS))[1]));
}

#[test]
fn duplicated_and_interleaved_blocks_are_told_as_they_come() {
    let (line, done) = (serial(&bytes("06d1 02 00 41")), serial(&bytes("060f 00")));
    let found = events(Wire::Serial, &[line.clone(), vec![6], line.clone(), vec![6], done.clone()].concat());
    assert!(
        matches!(&found[..], [Event::Apdu(one), Event::Ack, Event::Apdu(two), Event::Ack, Event::Apdu(_)] if one == two)
    );
    // A block inside another: the first is given up, the second is whole, the rest of the first is outside any block.
    let found = events(Wire::Serial, &[&line[..6], &done[..], &line[6..]].concat());
    assert!(matches!(found[..], [Event::Garbage { len: 6 }, Event::Apdu(_), Event::Garbage { .. }]), "{found:?}");
}

#[test]
fn network_segments_are_cut_and_joined_anywhere() {
    let long = apdu(
        [0x06, 0xD3],
        &[
            &[0x06, 0x82, 0x01, 0x04, 0x25, 0x82, 0x01, 0x00][..],
            &[0x07, 0x7E],
            &[0x41; 126],
            &[0x07, 0x7E],
            &[0x42; 126],
        ]
        .concat(),
    );
    let both = [long.clone(), DIAGNOSIS.to_vec()].concat();
    assert_eq!(events(Wire::Network, &both).iter().filter(|event| is_apdu(event)).count(), 2);
    let mut decoder = Decoder::new(Wire::Network);
    let found: Vec<Event> = both.iter().flat_map(|byte| decoder.push(&[*byte])).collect();
    assert_eq!(found, events(Wire::Network, &both));
    assert_eq!(parse(&long).unwrap().encode().unwrap(), long);
    // A short APDU may use the long length, and keeps it.
    let wide = bytes("0670 ff 0000");
    assert_eq!(parse(&wide).unwrap().encode().unwrap(), wide);
    // No 06 or 15 is an acknowledgement here.
    assert_eq!(events(Wire::Network, &[0x06]), [Event::Garbage { len: 1 }]);
}

#[test]
fn a_port_that_speaks_something_else_is_garbage() {
    let mut decoder = Decoder::new(Wire::Network);
    assert_eq!(decoder.push(b"\x00\x00\x00\x10HELLO TERMINAL\x06\x70\x00"), []);
    assert!(!decoder.in_frame() && decoder.has_garbage());
    assert_eq!(decoder.finish(), Some(Event::Garbage { len: 21 }));
    assert!(is_apdu(&decoder.push(&DIAGNOSIS)[0]));
    assert_eq!(decoder.push(&[0x06, 0x70, 0x05, 0x01]), []);
    assert_eq!(decoder.finish(), Some(Event::Garbage { len: 4 }));
}

#[test]
fn both_forms_are_recognised_where_nobody_says_which() {
    let names = |hex: &str| decode(&bytes(hex)).into_iter().map(|piece| piece.name).collect::<Vec<_>>();
    assert_eq!(names("10020670001003d9f9"), ["diagnosis"]);
    assert_eq!(names("06 10020670001003d9f9 15"), ["ACK", "diagnosis", "NAK"]);
    assert_eq!(names("067000 061e016c"), ["diagnosis", "abort by the terminal"]);
    assert_eq!(names("06"), ["ACK"]);
    assert_eq!(names("1002067000"), ["garbage"]);
    assert_eq!(names("06 1003 123456"), ["send turnover totals"]);
    assert_eq!(names("6861"), ["garbage"]);
    assert_eq!(names(""), [""; 0]);
}
