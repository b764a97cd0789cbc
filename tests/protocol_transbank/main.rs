//! The Transbank codec, by public vectors and by properties.

// The helpers of tests stand outside test functions, where the lints do not know them for tests.
#![allow(clippy::unwrap_used, clippy::panic)]

mod meaning;
mod properties;
mod streams;

use serde_json::Value;
use tillwright::model::Direction;
use tillwright::protocol::transbank::frame::{Decoder, Event, frame};
use tillwright::protocol::transbank::{Answer, ItemAnswer, MeaningError, Message, Request, decode};

fn events(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::new();
    let mut events = decoder.push(bytes);
    events.extend(decoder.finish());
    events
}

/// The one message of a stream that is one good frame.
fn parse(bytes: &[u8]) -> Message {
    match events(bytes).as_slice() {
        [Event::Frame(frame)] => Message::parse(frame).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn message(text: &str) -> Message {
    parse(&frame(text.as_bytes()))
}

fn request(text: &str) -> Result<Request, MeaningError> {
    Request::of(&message(text))
}

fn item(text: &str) -> ItemAnswer {
    match Answer::of(&message(text)).unwrap() {
        Answer::Item(item) => item,
        other => panic!("{other:?}"),
    }
}

struct Vector {
    name: String,
    bytes: Vec<u8>,
    text: String,
    lrc_ok: bool,
    lrc: u8,
    to_device: bool,
}

fn vectors() -> Vec<Vector> {
    let lines = include_str!("../vectors/transbank.jsonl").lines();
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    lines
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            Vector {
                name: text(&value, "name"),
                bytes: hex::decode(text(&value, "bytes")).unwrap(),
                text: text(&value, "text"),
                lrc_ok: value["lrc_ok"].as_bool().unwrap(),
                lrc: hex::decode(text(&value, "lrc")).unwrap()[0],
                to_device: text(&value, "direction") == "host->device",
            }
        })
        .collect()
}

#[test]
fn good_vectors_come_back_byte_for_byte_and_wrong_checksums_are_rejected() {
    let mut wrong = 0;
    for vector in vectors() {
        if !vector.lrc_ok {
            wrong += 1;
            let [Event::BadLrc { found, right, len }] = events(&vector.bytes)[..] else { panic!("{}", vector.name) };
            assert_eq!((found, right), (*vector.bytes.last().unwrap(), vector.lrc), "{}", vector.name);
            assert_eq!(len, vector.bytes.len() - 3);
            continue;
        }
        let message = parse(&vector.bytes);
        assert_eq!(hex::encode(message.encode()), hex::encode(&vector.bytes), "{}", vector.name);
        let wanted = if vector.to_device { Direction::ToDevice } else { Direction::FromDevice };
        assert_eq!(message.direction(), Some(wanted), "{}", vector.name);
        let shown = decode(&vector.bytes);
        assert_eq!((shown.len(), shown[0].raw.as_slice()), (1, vector.bytes.as_slice()), "{}", vector.name);
    }
    assert_eq!(wrong, 4);
}

#[test]
fn every_good_vector_has_a_meaning_that_writes_the_same_bytes() {
    for vector in vectors().into_iter().filter(|vector| vector.lrc_ok) {
        let message = parse(&vector.bytes);
        let again = if vector.to_device {
            match Request::of(&message) {
                Ok(request) => request.message(),
                Err(error) => {
                    assert!(matches!(vector.name.as_str(), "lrc_example" | "details_request_doc_sample"), "{error}");
                    continue;
                }
            }
        } else {
            Answer::of(&message).unwrap().message()
        };
        let mut again = String::from_utf8(again.encode()).unwrap();
        let mut told = String::from_utf8(vector.bytes.clone()).unwrap();
        if vector.name == "totals_response" {
            // An end separator that the reference does not have.
            told = told.replace('|', "");
            again = again.replace('|', "");
            told.pop();
            again.pop();
        }
        // Refusals and the end of a list may be shorter than what we write.
        if vector.text.ends_with("||||") {
            let content = |text: &str| text.split('\u{3}').next().unwrap().trim_end_matches('|').to_owned();
            (told, again) = (content(&told), content(&again));
        }
        assert_eq!(again, told, "{}", vector.name);
    }
}
