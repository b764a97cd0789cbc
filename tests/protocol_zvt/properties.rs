//! What holds for every input.

use jiff::civil::{Date, Time};
use proptest::prelude::*;
use tillwright::model::{Card, Currency, Password, Printable};
use tillwright::protocol::zvt::reply::Abort;
use tillwright::protocol::zvt::{
    Block, Charge, Charset, Completion, Control, Decoder, Event, Item, Line, Message, ReceiptKind, Reply, Request,
    Status, Tlv, Totals, Wire, decode, decode_event, frame,
};

use super::{apdu, events, parse, raw};

/// Bytes of a bad line: marks and pieces of blocks more often than chance would have them.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => prop::sample::select(vec![0x10u8, 0x02, 0x03, 0x06, 0x15, 0xFF, 0x80]),
        1 => any::<u8>(),
    ];
    let piece = prop_oneof![
        prop::collection::vec(byte, 0..24),
        any_apdu().prop_map(|apdu| frame(Wire::Serial, &apdu)),
        any_apdu(),
        Just(b"\x10\x02\x06\x70\x00\x10\x03".to_vec()),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn control() -> impl Strategy<Value = [u8; 2]> {
    prop_oneof![
        4 => prop::sample::select(CONTROLS.to_vec()),
        1 => (prop_oneof![1u8..=0x0F, 0x80u8..=0x8F], any::<u8>()).prop_map(|(class, instr)| [class, instr]),
    ]
}

const CONTROLS: &[[u8; 2]] = &[
    [0x04, 0x01],
    [0x04, 0x0F],
    [0x04, 0xFF],
    [0x05, 0x01],
    [0x06, 0x00],
    [0x06, 0x01],
    [0x06, 0x02],
    [0x06, 0x0F],
    [0x06, 0x10],
    [0x06, 0x12],
    [0x06, 0x1E],
    [0x06, 0x20],
    [0x06, 0x22],
    [0x06, 0x23],
    [0x06, 0x24],
    [0x06, 0x25],
    [0x06, 0x30],
    [0x06, 0x31],
    [0x06, 0x50],
    [0x06, 0x70],
    [0x06, 0x91],
    [0x06, 0x93],
    [0x06, 0x95],
    [0x06, 0xB0],
    [0x06, 0xC0],
    [0x06, 0xD1],
    [0x06, 0xD3],
    [0x06, 0xE0],
    [0x08, 0x11],
    [0x08, 0x14],
    [0x08, 0x30],
    [0x08, 0x40],
    [0x0F, 0x10],
    [0x0F, 0x77],
    [0x80, 0x00],
    [0x84, 0x1E],
    [0x84, 0x83],
    [0x84, 0x9D],
];

/// BMPs of a right length, some TLV, some rubbish.
fn field() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(vec![
        (0x04u8, 6usize),
        (0x0B, 3),
        (0x0C, 3),
        (0x0D, 2),
        (0x27, 1),
        (0x29, 4),
        (0x37, 3),
        (0x49, 2),
        (0x87, 2),
        (0x88, 3),
        (0x19, 1),
        (0x3A, 2),
        (0xEB, 8),
        (0x2A, 15),
        (0x3B, 8),
    ]);
    let fixed = (fixed, prop::collection::vec(any::<u8>(), 15))
        .prop_map(|((tag, len), bytes)| [&[tag], &bytes[..len]].concat());
    let variable = (prop::sample::select(vec![0x22u8, 0x23, 0x2D, 0x8B, 0xD1, 0xF1]), value())
        .prop_map(|(tag, value)| llvar(tag, &value));
    let long = (prop::sample::select(vec![0x24u8, 0x3C, 0x60]), value()).prop_map(|(tag, value)| lllvar(tag, &value));
    prop_oneof![
        4 => fixed,
        2 => variable,
        2 => long,
        2 => objects().prop_map(|inside| [vec![0x06], length(inside.len()), inside].concat()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ]
}

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..20),
        "[0-9A-Z ;=?]{0,40}".prop_map(String::into_bytes),
        prop::collection::vec(prop_oneof![Just(0x41u8), Just(0x11), Just(0x99)], 0..12),
    ]
}

fn objects() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop::sample::select(vec![
        &[0x07u8][..],
        &[0x09],
        &[0x14],
        &[0x1C],
        &[0x1F, 0x07],
        &[0x1F, 0x2B],
        &[0x43],
        &[0x60],
    ]);
    let leaf = (tag, value())
        .prop_filter("constructed", |(tag, _)| tag[0] & 0x20 == 0)
        .prop_map(|(tag, value)| [tag.to_vec(), length(value.len()), value].concat());
    leaf.prop_recursive(3, 12, 4, |inner| {
        (prop::sample::select(vec![0x24u8, 0x25, 0x2D, 0xE4]), prop::collection::vec(inner, 0..4)).prop_map(
            |(tag, inside)| {
                let inside = inside.concat();
                [vec![tag], length(inside.len()), inside].concat()
            },
        )
    })
}

fn length(len: usize) -> Vec<u8> {
    match u8::try_from(len).unwrap() {
        len @ 0..=0x7F => vec![len],
        len => vec![0x81, len],
    }
}

fn llvar(tag: u8, value: &[u8]) -> Vec<u8> {
    let digit = |number: usize| 0xF0 | u8::try_from(number % 10).unwrap();
    [&[tag, digit(value.len() / 10), digit(value.len())], value].concat()
}

fn lllvar(tag: u8, value: &[u8]) -> Vec<u8> {
    let digit = |number: usize| 0xF0 | u8::try_from(number % 10).unwrap();
    [&[tag, digit(value.len() / 100), digit(value.len() / 10), digit(value.len())], value].concat()
}

fn any_apdu() -> impl Strategy<Value = Vec<u8>> {
    (control(), prop::collection::vec(any::<u8>(), 0..8), prop::collection::vec(field(), 0..6)).prop_map(
        |(control, prefix, fields)| {
            let data = [prefix, fields.concat()].concat();
            apdu(control, &data[..data.len().min(250)])
        },
    )
}

fn password() -> impl Strategy<Value = Password> {
    "[7-9]{6}".prop_map(|digits| Password::parse(&digits).unwrap())
}

fn money() -> impl Strategy<Value = i64> {
    prop_oneof![0i64..1_000_000_000_000, Just(0), Just(1010)]
}

fn currency() -> impl Strategy<Value = Option<Currency>> {
    prop::option::of(prop::sample::select(vec![Currency::EUR, Currency::CHF]))
}

fn charge() -> impl Strategy<Value = Charge> {
    (prop::option::of(money()), currency(), prop::option::of(any::<u8>())).prop_map(
        |(amount, currency, payment_type)| Charge {
            amount,
            currency,
            payment_type,
            rest: vec![Item::Bmp(0x0E, vec![0x27, 0x10])],
        },
    )
}

fn moment() -> impl Strategy<Value = (Date, Time)> {
    (2000i16..2100, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60, 0i8..60).prop_map(
        |(year, month, day, hour, minute, second)| {
            (Date::new(year, month, day).unwrap(), Time::new(hour, minute, second, 0).unwrap())
        },
    )
}

fn any_request() -> impl Strategy<Value = Request> {
    let receipt = 0u16..10_000;
    prop_oneof![
        prop::sample::select(vec![
            Request::LogOff,
            Request::OpenPreAuthorisations,
            Request::SystemConfiguration,
            Request::SelfTest,
            Request::Abort,
        ]),
        (password(), any::<u8>(), currency(), any::<bool>()).prop_map(|(password, config, currency, tlv)| {
            let tlv = tlv.then(|| vec![Tlv::objects(0x26, vec![Tlv::bytes(0x0A, [0x06, 0xD3])])]);
            Request::Registration {
                password,
                config,
                currency: currency.or(tlv.as_ref().map(|_| Currency::EUR)),
                service: None,
                tlv,
            }
        }),
        (prop::option::of(password()), any::<u8>()).prop_map(|(password, service)| Request::StatusEnquiry {
            service: password.map(|_| service),
            password,
            tlv: None
        }),
        charge().prop_map(Request::Authorisation),
        charge().prop_map(Request::PreAuthorisation),
        (password(), receipt.clone(), charge()).prop_map(|(password, receipt, charge)| Request::Reversal {
            password,
            receipt,
            charge
        }),
        (password(), charge()).prop_map(|(password, charge)| Request::Refund { password, charge }),
        (prop::option::of(receipt.clone()), charge())
            .prop_map(|(receipt, charge)| Request::PartialReversal { receipt, charge }),
        (receipt.clone(), charge()).prop_map(|(receipt, charge)| Request::PreAuthorisationReversal { receipt, charge }),
        (
            password(),
            prop::option::of(any::<u8>()),
            prop::option::of(any::<u8>()),
            prop::option::of((0u32..1_000_000, prop::option::of(0u32..1_000_000)))
        )
            .prop_map(|(password, service, which, range)| Request::RepeatReceipt {
                password,
                service,
                which,
                range
            }),
        (password(), receipt.clone(), prop::option::of(receipt))
            .prop_map(|(password, from, to)| Request::ReprintRange { password, from, to }),
        password().prop_map(|password| Request::Totals { password }),
        (any::<u8>(), prop::option::of(any::<u32>())).prop_map(|(id, offset)| Request::ReadFile { id, offset }),
        (password(), moment()).prop_map(|(password, (date, time))| Request::SetClock { password, date, time }),
        prop::option::of(any::<u8>()).prop_map(|kind| Request::Diagnosis { kind }),
        (password(), any::<bool>()).prop_map(|(password, detailed)| Request::CashReport { password, detailed }),
    ]
}

fn text(most: usize) -> impl Strategy<Value = Printable> {
    "[A-Za-zäöüß][A-Za-z0-9äöü.,:-]{0,11}".prop_map(move |text| Printable::new(&text, most))
}

fn any_status() -> impl Strategy<Value = Status> {
    let numbers = (
        prop::option::of(any::<u8>()),
        prop::option::of(money()),
        currency(),
        prop::option::of(0u32..10_000_000),
        prop::option::of(0u32..1_000_000),
        prop::option::of(0u16..10_000),
    );
    let when = prop::option::of(moment());
    let texts = (prop::option::of(text(15)), prop::option::of(text(24)), prop::option::of("[0-9]{8}"));
    let card = prop::option::of("[1-9][0-9]{15}");
    let totals = prop::option::of((prop::option::of(0u16..10_000), prop::array::uniform7((any::<u8>(), money()))));
    (numbers, when, texts, card, totals).prop_map(|(numbers, when, texts, card, totals)| Status {
        result: numbers.0,
        amount: numbers.1,
        currency: numbers.2,
        original_trace: numbers.4,
        turnover: numbers.4,
        receipt: numbers.5,
        time: when.map(|(_, time)| time),
        day: when.map(|(date, _)| (date.month(), date.day())),
        contract: texts.0,
        card_name: texts.1.clone(),
        text: texts.1,
        terminal: texts.2.map(|digits| Printable::new(&digits, 8)),
        card: card.and_then(|number| Card::mask(&number)),
        totals: totals.map(|(first, schemes)| Totals { first, last: first, schemes }),
        trace: numbers.3.filter(|trace| *trace < 1_000_000),
        ..Status::default()
    })
}

fn any_line() -> impl Strategy<Value = Line> {
    (text(40), 0u8..15, any::<(bool, bool, bool, bool)>(), prop::option::of(1u8..)).prop_map(
        |(text, indent, (centred, wide, high, last), feeds)| match feeds {
            Some(feeds) => Line { feeds, ..Line::default() },
            None => Line { text, indent, centred, wide, high, feeds: 0, last },
        },
    )
}

fn any_block() -> impl Strategy<Value = Block> {
    let kind = prop::option::of(prop::sample::select(vec![
        ReceiptKind::Merchant,
        ReceiptKind::Customer,
        ReceiptKind::Administration,
    ]));
    (kind, prop::option::of(any::<u8>()), prop::collection::vec(any_line(), 0..6), any::<bool>()).prop_map(
        |(kind, info, mut lines, ends)| {
            lines.retain(|line| line.feeds == 0);
            let count = lines.len();
            for (at, line) in lines.iter_mut().enumerate() {
                line.last = if at + 1 == count { ends } else { line.last };
            }
            Block { kind, info, lines, ends }
        },
    )
}

fn any_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(Reply::accepted()),
        (1u8..).prop_filter("84 1E has its code inside", |code| *code != 0x1E).prop_map(Reply::refused),
        any::<u8>().prop_map(|code| Reply::Refused { code, inside: true, rest: vec![] }),
        (any::<u8>(), prop::option::of(0u8..100), prop::collection::vec(text(40), 0..3)).prop_map(
            |(status, minutes, text)| Reply::Intermediate {
                status,
                minutes: minutes.or((!text.is_empty()).then_some(0)),
                text
            }
        ),
        any_status().prop_map(|status| Reply::Status(Box::new(status))),
        (prop::option::of(text(40)), any::<u8>()).prop_map(|(version, status)| {
            Reply::Completion(Box::new(Completion { version, status: Some(status), ..Completion::default() }))
        }),
        (any::<u8>(), any::<u8>(), "[0-9]{8}", currency()).prop_map(|(result, state, terminal, currency)| {
            let terminal = Some(Printable::new(&terminal, 8));
            Reply::Completion(Box::new(Completion {
                result: Some(result),
                state: Some(state),
                terminal,
                currency,
                ..Completion::default()
            }))
        }),
        (0u8..0x6F, prop::collection::vec(0u16..10_000, 0..4)).prop_map(|(code, receipts)| {
            Reply::Abort(Abort { code, none_open: receipts.is_empty(), all_told: true, receipts, ..Abort::default() })
        }),
        any_line().prop_map(Reply::Line),
        any_block().prop_map(Reply::Block),
        moment().prop_map(|(date, time)| Reply::SetClock { date: Some(date), time: Some(time) }),
    ]
}

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
