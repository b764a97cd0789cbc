//! What holds for every input.

use proptest::prelude::*;
use tillwright::model::{Card, CardType, Printable};
use tillwright::protocol::transbank::codes::ResultCode;
use tillwright::protocol::transbank::frame::{Decoder, Event, frame};
use tillwright::protocol::transbank::{Answer, ItemAnswer, Message, Request, SaleAnswer, decode};

use super::{events, message, parse};

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
            5 => format!(";{pan}=2512987654?"),
            6 => format!("%B{pan}^DOE/JOHN MR^2512987654?"),
            7 => format!("{noise}{pan}{noise}"),
            8 => format!("{pan}D2512987654"),
            _ => format!("{} ={}", parted("."), "2512987654"),
        };
        (pan, shown)
    })
}

/// Whether more of a number than its first six and last four digits stands in a text, however it is parted.
fn leaks(pan: &str, text: &str) -> bool {
    let plain: String = text.chars().filter(|symbol| symbol.is_alphanumeric() || *symbol == '*').collect();
    plain.contains(&pan[..7])
        || plain.contains(&pan[pan.len() - 5..])
        || plain.contains("251298")
        || plain.contains("987654")
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
