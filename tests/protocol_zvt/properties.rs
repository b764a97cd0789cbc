//! What holds for every input.

use proptest::prelude::*;
use tillwright::protocol::zvt::{Charset, Decoder, Event, Message, Reply, Request, Wire, decode, decode_event, frame};

use super::inputs::*;
use super::{events, parse, raw};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop_oneof![line(), prop::collection::vec(any::<u8>(), 0..400)]) {
        decode(&bytes);
        for wire in [Wire::Serial, Wire::Network] {
            for event in events(wire, &bytes) {
                decode_event(&event, wire);
            }
        }
    }

    #[test]
    fn pieces_do_not_matter(bytes in line(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        for wire in [Wire::Serial, Wire::Network] {
            let mut decoder = Decoder::new(wire);
            let (mut found, mut at) = (Vec::new(), 0);
            for cut in cuts.iter().copied().chain([bytes.len()]) {
                found.extend(decoder.push(&bytes[at..cut]));
                at = cut;
            }
            found.extend(decoder.finish());
            prop_assert_eq!(found, events(wire, &bytes));
        }
    }

    #[test]
    fn a_good_block_is_found_between_any_garbage(before in line(), good in any_request(), after in line(), silence: bool) {
        let block = frame(Wire::Serial, &good.message().encode().unwrap());
        let mut decoder = Decoder::new(Wire::Serial);
        decoder.push(&before);
        // Inside an open block the start mark may be data or a CRC: then only silence helps.
        if silence || decoder.in_frame() {
            decoder.finish();
        }
        let found = decoder.push(&block);
        let Some(Event::Apdu(raw)) = found.last() else { return Err(TestCaseError::fail(format!("{found:?}"))) };
        prop_assert_eq!(Request::of(&Message::parse(raw).unwrap()), Ok(good));
        let mut again = decoder.push(&after);
        again.extend(decoder.finish());
        prop_assert_eq!(again, events(Wire::Serial, &after));
    }

    #[test]
    fn garbage_is_counted_once(bytes in line()) {
        let mut told = 0;
        for event in events(Wire::Serial, &bytes) {
            told += match event {
                Event::Ack | Event::Nak => 1,
                Event::Apdu(raw) => raw.size() + 6,
                Event::BadCrc { len, .. } | Event::Malformed { len } => len + 6,
                Event::Garbage { len } => len,
            };
        }
        // Doubled bytes are counted once, the rest at most once; a mark in place of a CRC may be told twice.
        let twice = bytes.windows(2).filter(|pair| *pair == [0x10, 0x02]).count() * 2 + 1;
        prop_assert!(told <= bytes.len() + twice, "{} of {}", told, bytes.len());
    }

    #[test]
    fn what_is_parsed_comes_back_and_redaction_is_idempotent(bytes in any_apdu()) {
        let Ok(once) = parse(&bytes) else { return Ok(()) };
        let _ = (Request::of(&once), Reply::of(&once, Charset::default()));
        prop_assert!(once.shown().len() <= bytes.len());
        if let Ok(again) = once.encode() {
            prop_assert_eq!(again.len(), bytes.len());
            prop_assert_eq!(parse(&again), Ok(once));
        } else {
            prop_assert!(once.unread().is_some());
        }
    }

    #[test]
    fn requests_come_back(request in any_request()) {
        let message = Message::parse(&raw(Wire::Network, &request.message().encode().unwrap())).unwrap();
        prop_assert_eq!(Request::of(&message), Ok(request));
    }

    #[test]
    fn replies_come_back(reply in any_reply()) {
        let message = Message::parse(&raw(Wire::Network, &reply.message().encode().unwrap())).unwrap();
        prop_assert_eq!(Reply::of(&message, Charset::default()), Ok(reply));
    }
}
