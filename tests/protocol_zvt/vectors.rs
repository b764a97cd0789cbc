//! Every line of the vectors: good frames decode to their expected fields and come back byte for byte, bad ones are
//! rejected. The expected fields were written by other code than ours.

use serde_json::{Value, json};
use tillwright::protocol::zvt::tlv::{Tag, Value as TlvValue};
use tillwright::protocol::zvt::{Charset, Item, Message, Place, ReceiptKind, Reply, Request, Tlv, Wire, decode, frame};

use super::{bytes, events, raw};

#[test]
fn every_vector_passes() {
    let lines: Vec<&str> = include_str!("../vectors/zvt.jsonl").lines().collect();
    let mut passed = 0;
    for line in &lines {
        let vector: Value = serde_json::from_str(line).unwrap();
        check(&vector);
        passed += 1;
    }
    println!("vectors passed {passed} of {}", lines.len());
    assert_eq!((passed, passed > 80), (lines.len(), true));
}

fn check(vector: &Value) {
    let name = vector["name"].as_str().unwrap();
    let wire = if vector["layer"] == "serial" { Wire::Serial } else { Wire::Network };
    let stream = bytes(vector["hex"].as_str().unwrap());
    let pieces = decode(&stream);
    assert_eq!(pieces.len(), 1, "{name}: {pieces:?}");
    if let Some(bad) = vector["bad"].as_str() {
        assert_eq!(pieces[0].name, bad, "{name}");
        assert!(pieces[0].problem.is_some() && pieces[0].raw.is_empty(), "{name}");
        return;
    }
    let expected = &vector["expected"];
    let found = raw(wire, &stream);
    let message = Message::parse(&found).unwrap_or_else(|error| panic!("{name}: {error}"));
    let again = message.encode().unwrap();
    if expected["masked"] != true {
        assert_eq!(hex::encode(frame(wire, &again)), hex::encode(&stream), "{name}");
    }
    assert_eq!(again.len(), found.size(), "{name}");
    assert_eq!(pieces[0].checksum_ok, (wire == Wire::Serial).then_some(true), "{name}");
    assert_eq!(pieces[0].problem, None, "{name}");
    if let Some(direction) = message.direction() {
        let wanted = if vector["direction"] == "ecr_to_pt" { "host->device" } else { "device->host" };
        assert_eq!(direction.as_str(), wanted, "{name}");
    }
    check_pieces(name, &message, expected);
    check_stream(name, wire, &stream, &again, expected);
    for (key, value) in expected.as_object().unwrap() {
        let known = check_meaning(&message, key, value);
        assert!(known.is_none_or(|right| right), "{name}: {key} is not {value}: {message:?}");
    }
}

/// Control field, length, BMPs and objects, as they stand.
fn check_pieces(name: &str, message: &Message, expected: &Value) {
    let (control, encoded) = (message.control, message.encode().unwrap());
    assert_eq!(format!("{:02x}{:02x}", control.0, control.1), expected["control_field"].as_str().unwrap(), "{name}");
    let header = if encoded[2] == 0xFF { 5 } else { 3 };
    assert_eq!(json!(encoded.len() - header), expected["data_len"], "{name}");
    let mut found = serde_json::Map::new();
    for item in &message.items {
        match item {
            Item::Bmp(tag, value) => found.insert(format!("{tag:02X}"), json!(hex::encode(value))),
            Item::Tlv(_, objects) => found.insert("06".to_owned(), objects_json(objects)),
            _ => None,
        };
    }
    let wanted = expected["bmps"].as_object().cloned().unwrap_or_default();
    assert_eq!(Value::Object(found), Value::Object(wanted), "{name}");
}

fn objects_json(objects: &[Tlv]) -> Value {
    let value = |object: &Tlv| match &object.value {
        TlvValue::Bytes(bytes) => json!(hex::encode(bytes)),
        TlvValue::Objects(inside) => objects_json(inside),
    };
    objects.iter().map(|object| json!([object.tag.to_string(), value(object)])).collect()
}

fn check_stream(name: &str, wire: Wire, stream: &[u8], apdu: &[u8], expected: &Value) {
    if wire == Wire::Serial {
        assert_eq!(
            hex::encode(&stream[stream.len() - 2..]),
            expected["crc_bytes_low_high"].as_str().unwrap(),
            "{name}"
        );
        assert_eq!(hex::encode(apdu), expected["apdu"].as_str().unwrap(), "{name}");
    }
    let doubled = [stream, stream].concat();
    assert_eq!(events(wire, &doubled).len(), 2, "{name}");
}

/// Compares one expected fact with the typed meaning; `None` for facts that are checked elsewhere.
fn check_meaning(message: &Message, key: &str, wanted: &Value) -> Option<bool> {
    let text = wanted.as_str().unwrap_or_default();
    let fixed = |place: Place| message.fixed(place).map(hex::encode);
    Some(match key {
        "control_field" | "data_len" | "bmps" | "apdu" | "crc_bytes_low_high" | "masked" => return None,
        "password" => message.password(0).unwrap().as_bytes().to_vec() == bytes(text),
        "config" => fixed(Place::Config).as_deref() == Some(text),
        "attribute" => fixed(Place::Attribute).as_deref() == Some(text),
        "intermediate" => fixed(Place::Intermediate).as_deref() == Some(text),
        "terminal_status" => fixed(Place::Status).as_deref() == Some(text),
        "baud" => fixed(Place::Baud).as_deref() == Some(text),
        "service" => message.bmp(0x03).map(hex::encode).as_deref() == Some(text),
        _ if message.direction().is_some_and(|direction| direction.as_str() == "host->device") => {
            &request_fact(&Request::of(message).unwrap(), key) == wanted
        }
        _ => {
            let charset = if key == "host_text_latin1" { Charset::Latin1 } else { Charset::default() };
            &reply_fact(&Reply::of(message, charset).unwrap(), key) == wanted
        }
    })
}

fn request_fact(request: &Request, key: &str) -> Value {
    let charge = match request {
        Request::Authorisation(charge) | Request::PreAuthorisation(charge) => Some(charge),
        Request::Reversal { charge, .. }
        | Request::PartialReversal { charge, .. }
        | Request::PreAuthorisationReversal { charge, .. } => Some(charge),
        _ => None,
    };
    match (key, request) {
        ("currency", Request::Registration { currency, .. }) => json!(currency.map(|currency| currency.numeric())),
        ("currency", _) => json!(charge.unwrap().currency.map(|currency| currency.numeric())),
        ("amount", _) => json!(charge.unwrap().amount),
        ("receipt", Request::Reversal { receipt, .. } | Request::PreAuthorisationReversal { receipt, .. }) => {
            json!(receipt)
        }
        ("receipt", Request::PartialReversal { receipt, .. }) => json!(receipt),
        ("range", Request::ReprintRange { from, to, .. }) => {
            std::iter::once(*from).chain(*to).map(Value::from).collect()
        }
        ("file", Request::ReadFile { id, .. }) => json!(id),
        ("asks_open", request) => json!(*request == Request::OpenPreAuthorisations),
        other => panic!("{other:?}"),
    }
}

fn reply_fact(reply: &Reply, key: &str) -> Value {
    let shown = |text: &Option<tillwright::model::Printable>| json!(text.as_ref().map(ToString::to_string));
    match (key, reply) {
        ("refusal", Reply::Refused { code, .. }) => json!(format!("{code:02x}")),
        ("wrong_currency", Reply::Refused { code, inside, .. }) => json!(*code == 0x6F && *inside),
        ("currency_told", Reply::Refused { rest, .. }) => match rest.as_slice() {
            [Item::Fixed(Place::Currency, bytes)] => json!(hex::encode(bytes).parse::<u16>().unwrap()),
            other => panic!("{other:?}"),
        },
        ("currency_told", Reply::Abort(abort)) => json!(abort.currency.map(|currency| currency.numeric())),
        ("minutes", Reply::Intermediate { minutes, .. }) => json!(minutes),
        ("display", Reply::Intermediate { text, .. }) => json!(text[0].to_string()),
        ("abort", Reply::Abort(abort)) => json!(format!("{:02x}", abort.code)),
        ("none_open", Reply::Abort(abort)) => json!(abort.none_open && abort.receipts.is_empty()),
        ("open", Reply::Abort(abort)) => json!(abort.receipts),
        ("version", Reply::Completion(told)) => shown(&told.version),
        ("terminal_id", Reply::Completion(told)) => shown(&told.terminal),
        ("currency", Reply::Completion(told)) => json!(told.currency.map(|currency| currency.numeric())),
        ("state", Reply::Completion(told)) => json!(told.state.map(|state| format!("{state:02x}"))),
        ("completion_result", Reply::Completion(told)) => json!(told.result),
        ("device_name", Reply::Completion(told)) => shown(&told.device_text(0x1F40)),
        ("serial", Reply::Completion(told)) => shown(&told.device_text(0x1F42)),
        ("text", Reply::Line(line)) => json!(line.text.to_string()),
        ("last", Reply::Line(line)) => json!(line.last),
        ("feeds", Reply::Line(line)) => json!(line.feeds),
        ("lines", Reply::Block(block)) => json!(block.lines.len()),
        ("ends", Reply::Block(block)) => json!(block.ends),
        ("first_line", Reply::Block(block)) => json!(block.lines[0].text.to_string()),
        ("receipt_kind", Reply::Block(block)) => json!(match block.kind {
            Some(ReceiptKind::Merchant) => 1,
            Some(ReceiptKind::Customer) => 2,
            Some(ReceiptKind::Administration) => 3,
            None => 0,
        }),
        (_, Reply::Status(status)) => match key {
            "result" => json!(status.result),
            "amount" => json!(status.amount),
            "currency" => json!(status.currency.map(|currency| currency.numeric())),
            "receipt" => json!(status.receipt),
            "trace" => json!(status.trace),
            "original_trace" => json!(status.original_trace),
            "turnover" => json!(status.turnover),
            "terminal_id" => shown(&status.terminal),
            "card_name" => shown(&status.card_name),
            "host_text" | "host_text_latin1" => shown(&status.text),
            "file" => json!(status.file().map(|(id, _)| id)),
            "file_total" => json!(status.file().and_then(|(_, total)| total)),
            "totals" => {
                let totals = status.totals.as_ref().unwrap();
                json!([totals.first, totals.last, totals.count(), totals.sum()])
            }
            other => panic!("{other}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn captured_text_blocks_keep_every_character_of_their_lines() {
    let lines = include_str!("../vectors/zvt.jsonl").lines();
    let vector = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    let vector = vector.into_iter().find(|vector| vector["name"] == "captured_text_block").unwrap();
    let message = Message::parse(&raw(Wire::Network, &bytes(vector["hex"].as_str().unwrap()))).unwrap();
    let identifier = message.container().unwrap()[1].inside()[12].clone();
    assert_eq!(identifier.tag, Tag(0x07));
    assert_eq!(identifier.content(), b"App-ID:                   A0000000041010");
}
