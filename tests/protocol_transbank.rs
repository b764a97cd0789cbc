//! The Transbank codec, by public vectors and by properties.

use proptest::prelude::*;
use serde_json::Value;
use tillwright::model::{Card, CardType, Direction, Effect, Printable, Repeat};
use tillwright::protocol::transbank::codes::{CODES, Reach, ResultCode, VoidProof, brand};
use tillwright::protocol::transbank::frame::{Decoder, Event, MAX_DATA, frame};
use tillwright::protocol::transbank::{Answer, ItemAnswer, MeaningError, Message, Request, SaleAnswer, decode};

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
    let lines = include_str!("vectors/transbank.jsonl").lines();
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

// ---- vectors

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
            (told.pop(), again.pop());
        }
        // Refusals and the end of a list may be shorter than what we write.
        if vector.text.ends_with("||||") {
            let content = |text: &str| text.split('\u{3}').next().unwrap().trim_end_matches('|').to_owned();
            (told, again) = (content(&told), content(&again));
        }
        assert_eq!(again, told, "{}", vector.name);
    }
}

// ---- meaning

#[test]
fn requests_are_read_in_every_form_in_use() {
    let sale = |ticket: &str| Request::Sale { amount: 2500, ticket: ticket.into(), status: true, provider: None };
    for text in ["0200|2500|000123|||1|", "0200|2500|000123|||1", "0200|000002500|000123|||1"] {
        assert_eq!(request(text), Ok(sale("000123")), "{text}");
    }
    assert_eq!(request("0200|2500|1234567|||1|"), Ok(sale("?(7 bytes)")));
    let multi = |provider: &str| Request::Sale {
        amount: 2500,
        ticket: "1".into(),
        status: false,
        provider: Some(provider.into()),
    };
    assert_eq!(request("0270|2500|1|| |0|000000000002|"), Ok(multi("000000000002")));
    assert_eq!(request("0270|2500|1|||0|0"), Ok(multi("0")));
    assert_eq!(request("0270|2500|1|||0|"), Ok(multi("")));
    for text in ["1200|63|", "1200|000063|", "1200|63"] {
        assert_eq!(request(text), Ok(Request::Void { operation: 63 }), "{text}");
    }
    assert_eq!(request("0290|1|"), Ok(Request::List { to_host: true, multi: true }));
    for (text, wanted) in [("0300|", Request::Leave), ("0500", Request::Close), ("0250||", Request::LastSale)] {
        assert_eq!(request(text), Ok(wanted), "{text}");
    }
}

#[test]
fn requests_that_ask_for_nothing_clear_are_refused() {
    for text in [
        "0260||",
        "0260|",
        "0260",
        "0260|2|",
        "0280",
        "0200|123|",
        "0200||1|||1|",
        "0200|1234567890|1|||1|",
        "0200|25.0|1|||1|",
        "0200|-5|1|||1|",
        "0200|5|1|0|1|",
        "0200|5|1|||2|",
        "1200||",
        "1200|1234567|",
        "1200| 63|",
        "1200|63|64|",
        "0100|x",
        "0500|1|",
        "0210|00|",
        "0261|00|",
        "9999|1|",
        "0070",
    ] {
        assert!(request(text).is_err(), "{text}");
    }
    assert_eq!(request("0260||").unwrap_err().to_string(), "0260: field 1 (to_host) is missing");
}

#[test]
fn only_poll_and_list_to_the_host_are_silent_and_may_be_repeated() {
    let silent = [Request::Poll, Request::List { to_host: true, multi: false }];
    for request in silent {
        assert_eq!((request.effect(), request.repeat()), (Effect::Silent, Repeat::OnNak));
    }
    let sale = Request::Sale { amount: 1, ticket: String::new(), status: false, provider: None };
    let others = [
        (sale, Effect::MovesMoney),
        (Request::Void { operation: 1 }, Effect::MovesMoney),
        (Request::Close, Effect::MayCloseBatch),
        (Request::LoadKeys, Effect::GoesOnline),
        (Request::Leave, Effect::ChangesConfiguration),
        (Request::LastSale, Effect::Prints),
        (Request::LastSaleMulti { voucher: true }, Effect::Prints),
        (Request::Totals, Effect::Prints),
        (Request::List { to_host: false, multi: false }, Effect::Prints),
        (Request::List { to_host: true, multi: true }, Effect::Prints),
    ];
    for (request, effect) in others {
        assert_eq!((request.effect(), request.repeat()), (effect, Repeat::Never));
    }
}

#[test]
fn the_list_ends_at_a_record_that_names_nothing() {
    for text in [
        "0261|00|000000000001|SIM00001||||||||||||||||",
        "0261|11|||| |",
        "0261|00",
        "0261|00|||||000000000|0000|000000|||||||",
    ] {
        let end = item(text);
        assert!(end.is_end, "{text}");
        assert!(!text.contains("SIM") || end.sale.terminal.as_str() == "SIM00001");
    }
    let refused = item("0261|01|000000000001|SIM00001|000125||2500|4242|000065|CR|||VI|14052024|111555|0|0|0|1|");
    assert!(!refused.is_end);
    assert_eq!(refused.odd, ["field 5 (authorisation) is missing"]);
    let sale =
        item("0261|00|000000000001|SIM00001|000123|A1B2C3|2500|0042|000063|CR|||VI|14052024|111555|0|150|833|3|");
    assert!(!sale.is_end && sale.odd.is_empty(), "{:?}", sale.odd);
    let sale = sale.sale;
    assert_eq!((sale.tip, sale.instalment_amount, sale.instalments), (Some(150), Some(833), Some(3)));
    assert_eq!((sale.card.unwrap().last4(), sale.operation, sale.amount), ("0042", Some(63), Some(2500)));
    assert_eq!(sale.time.unwrap().to_string(), "2024-05-14T11:15:55");
    let ghost = item("0261|00|||||2500||||||||");
    assert!(ghost.is_end && ghost.odd.len() == 1, "{ghost:?}");
}

#[test]
fn what_is_not_as_specified_is_told_and_not_trusted() {
    let odd = item(
        "0261|00|000000000001|SIM00001|1|A1B2C3|25OO|42x2|1234567|ZZ|||VI|31022024|111555|0|-1|9999999999|x|1|2|boo",
    );
    let sale = &odd.sale;
    assert!(!odd.is_end);
    assert_eq!((sale.amount, sale.operation, sale.tip, sale.instalment_amount), (None, None, None, None));
    assert_eq!((sale.card.clone(), sale.card_type, sale.time), (None, CardType::Unknown, None));
    for name in
        ["amount", "last4", "operation", "card_type", "date", "tip", "instalment_amount", "instalments", "field 21"]
    {
        assert!(odd.odd.iter().any(|odd| odd.contains(name)), "{name}: {:?}", odd.odd);
    }
    for date in ["00000000|000000", "29022023|101010", "14052024|240000", "14052024|", "|101010", "1405 024|101010"] {
        let text = format!("0261|00|m|t|1|A|1|4242|1|CR||||{date}|");
        let record = item(&text);
        assert!(record.sale.time.is_none() && record.odd.len() == 1, "{text}: {:?}", record.odd);
    }
    for text in ["0210", "0210|", "0210|0", "0210|0x", "0210|000", "0900|ab", "1210||x", "0200|1|1|||1|", "7777|00"] {
        assert!(Answer::of(&message(text)).is_err(), "{text}");
    }
}

#[test]
fn short_answers_and_both_commands_of_the_multi_code_sale_are_read() {
    let Ok(Answer::Sale(refused)) = Answer::of(&message("0210|07")) else { panic!() };
    assert_eq!((refused.result, refused.amount, refused.terminal.as_str()), (ResultCode(7), None, ""));
    let tail = "|00|000000000001|SIM00001|1|A|2500|0||1881|64|DB|140524|XXXXXXXXXXXXXXX1881|DB|14052024|112030|0|0|     |10|000000000002|";
    for command in ["0210", "0271"] {
        let Ok(Answer::Sale(sale)) = Answer::of(&message(&format!("{command}{tail}"))) else { panic!("{command}") };
        assert_eq!((sale.change, sale.provider.as_str()), (Some(10), "000000000002"));
        assert_eq!((sale.account.as_str(), brand(sale.brand.as_str())), ("XXXXXXXXXXXXXXX1881", Some("Redcompra")));
    }
    let Ok(Answer::Totals { count, total, .. }) = Answer::of(&message("0710|00|12|34900|")) else { panic!() };
    assert_eq!((count, total), (Some(12), Some(34900)));
    for text in ["1210|00|000000000001|SIM00001|A|63", "1210|00|000000000001|SIM00001| A |000063|"] {
        let Ok(Answer::Void { operation, authorisation, .. }) = Answer::of(&message(text)) else { panic!() };
        assert_eq!((operation, authorisation.as_str()), (Some(63), "A"));
    }
}

#[test]
fn voucher_text_comes_in_lines_of_forty() {
    let lines = [format!("{:<40}", "COMPROBANTE DE VENTA"), "TOTAL $ 2.500".to_owned()];
    let text = format!("0260|00|000000000001|SIM00001|1|A|2500|0||1881|64|DB||||||||{}|0||", lines.concat());
    let Ok(Answer::LastSale(sale)) = Answer::of(&message(&text)) else { panic!() };
    assert_eq!(sale.voucher.iter().map(Printable::as_str).collect::<Vec<_>>(), lines);
}

#[test]
fn every_code_has_its_class_and_its_proof() {
    let of = |reach: Reach| (0..=99).filter(|code| ResultCode(*code).reach() == reach).collect::<Vec<u8>>();
    assert_eq!(of(Reach::InDoubt), [2, 3, 16, 65, 94]);
    assert_eq!(of(Reach::ProbablyNotSent), [14, 22, 24, 26]);
    assert_eq!(of(Reach::Progress), [78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 89]);
    let proof =
        |proof: VoidProof| (0..=255).filter(|code| ResultCode(*code).void_proof() == proof).collect::<Vec<u8>>();
    assert_eq!(proof(VoidProof::Done), [0]);
    assert_eq!(proof(VoidProof::AlreadyVoided), [4]);
    let refused = [5, 6, 7, 8, 9, 10, 12, 17, 18, 19, 20, 21, 60, 61, 62, 70, 71, 72, 73, 75, 88];
    assert_eq!(proof(VoidProof::Refused), refused);
    let gaps: Vec<u8> = [23].into_iter().chain(28..=53).chain(55..=59).chain([63, 64, 66, 69]).chain(96..=99).collect();
    assert_eq!((0..=99).filter(|code| !ResultCode(*code).is_assigned()).collect::<Vec<u8>>(), gaps);
    let texts: Vec<String> = tillwright::text::transbank::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(texts, CODES.iter().map(|(code, _)| format!("CODE_{code:02}")).collect::<Vec<_>>());
    assert!(CODES.iter().all(|(code, name)| ResultCode(*code).meaning() == *name));
}

// ---- streams

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

// ---- properties

/// Bytes of a bad line: control bytes, digits and pieces of frames more often than chance would have them.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => prop::sample::select(vec![2u8, 3, 6, 0x15, b'|', b'0', b'2', b'6', b'1', b'4']),
        1 => any::<u8>(),
    ];
    let piece = prop_oneof![
        prop::collection::vec(byte, 0..24),
        field_text().prop_map(|text| frame(format!("0261|{text}").as_bytes())),
        Just(b"\x020100\x03".to_vec()),
        Just(b"\x020800\x03".to_vec()),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn field_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{0,20}",
        "[0-9 XD=^?;.*-]{0,30}",
        "[^|\u{2}\u{3}]{0,12}",
        Just("?(12 bytes)".to_owned()),
        Just(String::new()),
    ]
}

const COMMANDS: &[&str] = &[
    "0100", "0200", "0210", "0250", "0260", "0261", "0270", "0271", "0280", "0290", "0300", "0500", "0510", "0700",
    "0710", "0800", "0810", "0900", "1200", "1210", "0070", "3210",
];

fn any_message() -> impl Strategy<Value = String> {
    (prop::sample::select(COMMANDS), prop::collection::vec(field_text(), 0..24))
        .prop_map(|(command, fields)| std::iter::once(command.to_owned()).chain(fields).collect::<Vec<_>>().join("|"))
}

/// Card numbers of 13 to 19 digits, written and followed in many ways; the number and the text.
fn card_text() -> impl Strategy<Value = (String, String)> {
    // Digits that our own words about a frame do not have, so that a find is a leak.
    let number = "[4-9]{13,19}";
    (number, 0usize..10, "[A-Za-z:$ ]{0,12}").prop_map(|(pan, form, noise)| {
        let parted = |by: &str| {
            let groups: Vec<&str> = pan.as_bytes().chunks(4).map(|part| std::str::from_utf8(part).unwrap()).collect();
            groups.join(by)
        };
        let shown = match form {
            0 => pan.clone(),
            1 => parted(" "),
            2 => parted("-"),
            3 => parted("\u{1}"),
            4 => parted(" \u{0}"),
            5 => format!(";{pan}=25129998887776?"),
            6 => format!("%B{pan}^DOE/JOHN MR^25129998887776?"),
            7 => format!("{noise}{pan}{noise}"),
            8 => format!("{pan}D25129998887776"),
            _ => format!("{} ={}", parted("."), "25129998887776"),
        };
        (pan, shown)
    })
}

/// Whether more of a number than its first six and last four digits stands in a text, however it is parted.
fn leaks(pan: &str, text: &str) -> bool {
    let plain: String = text.chars().filter(|symbol| symbol.is_alphanumeric() || *symbol == '*').collect();
    plain.contains(&pan[..7])
        || plain.contains(&pan[pan.len() - 5..])
        || plain.contains("2512999")
        || plain.contains("98887776")
}

fn money() -> impl Strategy<Value = Option<u32>> {
    prop::option::of(0u32..=999_999_999)
}

fn text(pattern: &'static str) -> impl Strategy<Value = Printable> {
    pattern.prop_map(|text| Printable::new(&text, 24))
}

prop_compose! {
    fn any_sale()(
        (result, merchant, terminal, ticket) in (0u8..100, text("[0-9]{12}"), text("[A-Z0-9]{8}"), text("[a-zñ0-9 ]{0,6}")),
        (authorisation, amount, instalments) in (text("[A-Z0-9]{1,6}"), 0u32..=999_999_999, prop::option::of(0u8..100)),
        (instalment_amount, card, operation) in (money(), prop::option::of("[0-9]{1,4}"), 1u32..=999_999),
        card_type in prop::sample::select(vec![CardType::Credit, CardType::Debit, CardType::Unknown]),
        (accounting_date, account, brand) in (text("[0-9]{0,6}"), text("(|X{0,15}[0-9]{4}|[0-9]{6}X{6,9}[0-9]{4})"), text("(VI|ZZ|)")),
        time in prop::option::of((1i16..=9999, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60, 0i8..60)),
        (employee, tip) in (text("[0-9]{0,4}"), money()),
        (change, provider) in (prop::option::of(0u32..=99_999), text("(|[0-9]{12})")),
    ) -> SaleAnswer {
        SaleAnswer {
            result: ResultCode(result), merchant, terminal, ticket, authorisation, amount: Some(amount), instalments,
            instalment_amount, card: card.and_then(|card| Card::mask(&card)), operation: Some(operation), card_type,
            accounting_date, account, brand,
            time: time.map(|(year, month, day, hour, minute, second)|
                jiff::civil::datetime(year, month, day, hour, minute, second, 0)),
            employee, tip, voucher: Vec::new(), change, provider,
        }
    }
}

fn voucher() -> impl Strategy<Value = Vec<Printable>> {
    let lines = prop::collection::vec("[A-Zñ $:/]{40}", 0..5);
    (lines, "([A-Z $:]{1,40})?").prop_map(|(lines, last)| {
        lines.iter().chain([&last]).filter(|line| !line.is_empty()).map(|line| Printable::new(line, 40)).collect()
    })
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let code = || (0u8..100).prop_map(ResultCode);
    let ids = || (text("[0-9]{12}"), text("[A-Z0-9]{8}"));
    prop_oneof![
        any_sale().prop_map(Answer::Sale),
        (any_sale(), voucher()).prop_map(|(sale, voucher)| Answer::LastSale(SaleAnswer { voucher, ..sale })),
        any_sale().prop_map(|sale| Answer::Item(ItemAnswer { sale, is_end: false, odd: Vec::new() })),
        (code(), prop::option::of(0u32..1000), money()).prop_map(|(result, count, total)| Answer::Totals {
            result,
            count,
            total
        }),
        (code(), ids()).prop_map(|(result, (merchant, terminal))| Answer::Close { result, merchant, terminal }),
        (code(), ids()).prop_map(|(result, (merchant, terminal))| Answer::Keys { result, merchant, terminal }),
        (code(), ids(), text("[A-Z0-9]{0,6}"), prop::option::of(0u32..1_000_000)).prop_map(
            |(result, (merchant, terminal), authorisation, operation)| Answer::Void {
                result,
                merchant,
                terminal,
                authorisation,
                operation
            }
        ),
        code().prop_map(|code| Answer::Progress { code }),
    ]
}

fn any_request() -> impl Strategy<Value = Request> {
    prop_oneof![
        prop::sample::select(vec![
            Request::Poll,
            Request::LoadKeys,
            Request::LastSale,
            Request::Close,
            Request::Totals,
            Request::Leave
        ]),
        (0u32..=999_999_999, "[A-Za-z0-9 ]{0,6}", any::<bool>(), prop::option::of("[0-9]{0,12}"))
            .prop_map(|(amount, ticket, status, provider)| Request::Sale { amount, ticket, status, provider }),
        any::<bool>().prop_map(|voucher| Request::LastSaleMulti { voucher }),
        any::<(bool, bool)>().prop_map(|(to_host, multi)| Request::List { to_host, multi }),
        (0u32..1_000_000).prop_map(|operation| Request::Void { operation }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop_oneof![line(), prop::collection::vec(any::<u8>(), 0..400)]) {
        decode(&bytes);
    }

    #[test]
    fn no_message_makes_it_panic_and_redaction_is_idempotent(text in any_message()) {
        let once = message(&text);
        let _ = (Request::of(&once), Answer::of(&once));
        prop_assert_eq!(parse(&once.encode()), once);
    }

    #[test]
    fn pieces_do_not_matter(bytes in line(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        let mut decoder = Decoder::new();
        let (mut found, mut at) = (Vec::new(), 0);
        for cut in cuts.into_iter().chain([bytes.len()]) {
            found.extend(decoder.push(&bytes[at..cut]));
            at = cut;
        }
        found.extend(decoder.finish());
        prop_assert_eq!(found, events(&bytes));
    }

    #[test]
    fn every_byte_is_told_once(bytes in line()) {
        let found = events(&bytes);
        let told: usize = found.iter().map(|event| match event {
            Event::Ack | Event::Nak => 1,
            Event::Frame(frame) => frame.wire_len(),
            Event::BadLrc { len, .. } => len + 3,
            Event::Garbage { len } => *len,
        }).sum();
        // An STX in place of an LRC may be told as both.
        let twice = found.iter().filter(|event| matches!(event, Event::BadLrc { found: 2, .. })).count();
        prop_assert!((bytes.len()..=bytes.len() + twice).contains(&told), "{} of {}: {:?}", told, bytes.len(), found);
    }

    #[test]
    fn a_good_frame_is_found_between_any_garbage(before in line(), good in any_request(), after in line()) {
        let frame = good.message().encode();
        let mut decoder = Decoder::new();
        decoder.push(&before);
        let taken = decoder.push(&frame[..1]).iter().any(|event| matches!(event, Event::Frame(_)));
        // The one exception: the garbage is a frame that lacks its LRC, which would be 02.
        if taken {
            return Ok(());
        }
        let last = decoder.push(&frame[1..]).pop();
        let Some(Event::Frame(found)) = last else { return Err(TestCaseError::fail(format!("{last:?}"))) };
        prop_assert_eq!(Request::of(&Message::parse(&found).unwrap()), Ok(good));
        let stream = [before, frame, after].concat();
        prop_assert!(events(&stream).contains(&Event::Frame(found)));
    }

    #[test]
    fn requests_come_back(request in any_request()) {
        prop_assert_eq!(Request::of(&parse(&request.message().encode())), Ok(request));
    }

    #[test]
    fn answers_come_back(answer in any_answer()) {
        prop_assert_eq!(Answer::of(&parse(&answer.message().encode())), Ok(answer));
    }
}

proptest! {
    // One case goes through every field of every command.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_card_number_comes_through_any_field((pan, shown) in card_text(), around in "[A-Za-z:$ ]{0,60}") {
        let text = format!("{around}{shown}{around}");
        for (command, at, content) in COMMANDS
            .iter()
            .flat_map(|command| (0..22).map(move |at| (command, at)))
            .flat_map(|(command, at)| [(command, at, &shown), (command, at, &text)])
        {
            let mut fields = vec![""; 22];
            fields[0] = "00";
            fields[at] = content;
            let seen = everything_seen(&format!("{command}|{}", fields.join("|")));
            prop_assert!(!leaks(&pan, &seen), "{} in {}", pan, seen);
        }
        let seen = everything_seen(&shown);
        prop_assert!(!leaks(&pan, &seen), "{} in {}", pan, seen);
    }
}

/// All that the codec gives away about one frame, however it is looked at.
fn everything_seen(data: &str) -> String {
    let data: Vec<u8> = data.chars().map(|symbol| u8::try_from(symbol).unwrap()).collect();
    let bytes = frame(&data);
    let mut pieces = decode(&bytes);
    let raws: Vec<Vec<u8>> = pieces.iter_mut().map(|piece| std::mem::take(&mut piece.raw)).collect();
    let events = events(&bytes);
    let [Event::Frame(raw)] = &events[..] else { panic!("{events:?}") };
    let mut seen = format!("{raw:?} {pieces:?} x ");
    match Message::parse(raw) {
        Ok(message) => {
            let (answer, request) = (Answer::of(&message), Request::of(&message));
            seen += &format!("{message:?} {answer:?} {request:?} x {} x ", String::from_utf8_lossy(&message.encode()));
            seen += &answer.map(|answer| format!("{:?} x ", answer.message())).unwrap_or_default();
        }
        Err(error) => seen += &format!("{error:?} {error}"),
    }
    for raw in &raws {
        seen += &String::from_utf8_lossy(raw);
    }
    seen
}
