//! What messages mean, in every form in use and out of form.

use tillwright::model::{Currency, Effect, Password, Repeat};
use tillwright::protocol::zvt::message::EncodeError;
use tillwright::protocol::zvt::request::{config, repeat};
use tillwright::protocol::zvt::{
    Charge, Charset, Control, Item, Line, Message, ReceiptKind, Reply, Request, Status, Tlv, decode, meaning_line,
};

use super::{built, bytes, message, parse, reply};

fn request(hex: &str) -> Request {
    Request::of(&message(hex)).unwrap()
}

fn status(hex: &str) -> Status {
    match reply(hex) {
        Reply::Status(status) => *status,
        other => panic!("{other:?}"),
    }
}

fn secret() -> Password {
    Password::parse("123456").unwrap()
}

#[test]
fn requests_are_written_as_the_specification_has_them() {
    let reversal = |amount: Option<i64>| Request::Reversal {
        password: secret(),
        receipt: 42,
        charge: Charge { amount, ..Charge::default() },
    };
    let tlv = vec![Tlv::objects(0x26, vec![Tlv::bytes(0x0A, [0x06, 0xD3])])];
    let registration = |tlv| Request::Registration {
        password: secret(),
        config: config::CONSOLE,
        currency: Some(Currency::EUR),
        service: None,
        tlv,
    };
    let receipt = Request::RepeatReceipt {
        password: secret(),
        service: Some(repeat::STATUS | repeat::NO_PRINT),
        which: None,
        range: None,
    };
    for (request, hex) in [
        (reversal(None), "0630 06 123456 870042"),
        (reversal(Some(1234)), "0630 0d 123456 870042 04000000001234"),
        (registration(None), "0600 06 123456 8e 0978"),
        (registration(Some(tlv)), "0600 0e 123456 8e 0978 06 06 26 04 0a 02 06d3"),
        (receipt, "0620 05 123456 0303"),
        (Request::OpenPreAuthorisations, "0623 03 87ffff"),
        (Request::Totals { password: Password::NONE }, "0610 03 000000"),
        (Request::ReprintRange { password: Password::NONE, from: 7, to: None }, "0612 05 000000 0007"),
        (Request::Diagnosis { kind: Some(1) }, "0670 05 06 03 1b 01 01"),
        (Request::LogOff, "0602 00"),
        (Request::Abort, "06b0 00"),
        (Request::CashReport { password: secret(), detailed: true }, "0f10 05 123456 0301"),
        (Request::ReadFile { id: 1, offset: None }, "0811 07 06 05 2d 03 1d 01 01"),
    ] {
        assert_eq!(hex::encode(request.message().encode().unwrap()), hex::encode(bytes(hex)), "{request:?}");
        assert_eq!(Request::of(&message(hex)), Ok(request), "{hex}");
    }
}

#[test]
fn requests_that_ask_for_nothing_clear_are_refused() {
    for hex in [
        "0630 03 123456",
        "0630 06 123456 87ffff",
        "0630 06 123456 8700fa",
        "0630 09 123456 870042 870043",
        "0630 0d 123456 870042 0400000000123f",
        "0601 0a 04000000000100 490000",
        "0623 0a 87ffff 04000000000100",
        "0612 05 123456 ffff",
        "0691 05 123456 aa01",
        "0811 00",
        "0610 05 123456 92 01",
        "0620 0a 123456 06 05 1f0302 0001",
    ] {
        let told = parse(&bytes(hex)).map(|message| Request::of(&message));
        assert!(!matches!(told, Ok(Ok(_))), "{hex}: {told:?}");
    }
    for hex in ["800000", "849c00", "040f00", "060f00", "06d1 01 00"] {
        assert!(Request::of(&message(hex)).is_err(), "{hex}");
    }
    for hex in ["0630 06 123456 870042", "0670 00"] {
        assert!(Reply::of(&message(hex), Charset::default()).is_err(), "{hex}");
    }
}

#[test]
fn only_queries_without_paper_are_silent_and_may_be_repeated() {
    let effects = [
        ("0623 03 87ffff", Effect::Silent),
        ("0610 03 000000", Effect::Silent),
        ("0811 07 06052d031d0101", Effect::Silent),
        ("0620 05 000000 0303", Effect::Silent),
        ("0620 05 000000 0302", Effect::Silent),
        ("0620 05 000000 0301", Effect::Prints),
        ("0620 03 000000", Effect::Prints),
        ("0612 05 000000 0042", Effect::Prints),
        ("061a 00", Effect::Prints),
        ("0679 00", Effect::Prints),
        ("0f10 05 000000 0300", Effect::Prints),
        ("0670 00", Effect::GoesOnline),
        ("0600 04 000000 8e", Effect::ChangesConfiguration),
        ("0602 00", Effect::ChangesConfiguration),
        ("0693 03 000000", Effect::ChangesConfiguration),
        ("0691 0b 000000 aa260131 0c120000", Effect::ChangesConfiguration),
        ("0840 01 07", Effect::ChangesConfiguration),
        ("0501 00", Effect::MayCloseBatch),
        ("0650 03 000000", Effect::MayCloseBatch),
    ];
    for (hex, effect) in effects {
        let request = request(hex);
        let repeat = if effect == Effect::Silent { Repeat::OnNak } else { Repeat::Never };
        assert_eq!((request.effect(), request.repeat()), (effect, repeat), "{hex}");
    }
    let money = [
        "0601 00",
        "0630 06 000000 870042",
        "0631 03 000000",
        "0622 00",
        "0623 00",
        "0624 00",
        "0625 03 870042",
        "06b0 00",
        "0618 00",
        "0651 03 000000",
        "0652 00",
        "061b 03 000000",
        "0695 06 000000 000000",
        "0801 00",
        "0810 00",
        "0812 00",
        "0813 00",
        "0814 03 000000",
        "0626 00",
        "06c0 01 00",
        "0f77 02 0102",
        "07aa 00",
    ];
    for hex in money {
        let request = request_or_unread(hex);
        assert!(request.is_none_or(|request| request.effect() == Effect::MovesMoney), "{hex}");
    }
}

fn request_or_unread(hex: &str) -> Option<Request> {
    Request::of(&message(hex)).ok()
}

#[test]
fn what_a_till_adds_is_kept_for_the_terminal() {
    let request = request(&built("0630 123456 870042 04000000001234 490978 0e2710 8ab7"));
    let Request::Reversal { charge, receipt: 42, .. } = request else { panic!("{request:?}") };
    assert_eq!((charge.amount, charge.currency), (Some(1234), Some(Currency::EUR)));
    assert_eq!(charge.rest, [Item::Bmp(0x0E, vec![0x27, 0x10]), Item::Bmp(0x8A, vec![0xB7])]);
}

#[test]
fn an_undefined_bmp_ends_the_reading_and_keeps_its_length_only() {
    let message = message(&built("040f 2700 870042 92 4111111111111111 2904"));
    assert_eq!(message.unread(), Some((Some(0x92), 11)));
    assert_eq!(message.encode(), Err(EncodeError::Unread));
    assert_eq!(hex::encode(message.shown()), "040f052700870042");
    let Reply::Status(status) = Reply::of(&message, Charset::default()).unwrap() else { panic!() };
    assert_eq!((status.result, status.receipt, status.terminal), (Some(0), Some(42), None));
    assert_eq!(status.odd, ["BMP 92 is not defined: 11 bytes not read"]);
    let unknown = self::message("0f77 03 010203");
    assert_eq!(unknown.unread(), Some((None, 3)));
    assert_eq!(decode(&bytes("0f77 03 010203"))[0].fields[1], ("unread".to_owned(), "?(3 bytes)".to_owned()));
}

#[test]
fn order_does_not_matter_and_of_two_different_values_none_counts() {
    let usual = status(&built("040f 2700 04000000001234 870042 0b000777"));
    let other = status(&built("040f 0b000777 870042 04000000001234 2700"));
    assert_eq!(usual, other);
    let twice = status(&built("040f 2700 04000000001234 04000000009900"));
    assert_eq!((twice.result, twice.amount), (Some(0), None));
    assert_eq!(twice.odd, ["BMP 04 stands more than once"]);
    let same = status("040f 04 2700 2700");
    assert_eq!((same.result, same.odd.len()), (Some(0), 1));
}

#[test]
fn a_result_that_is_not_told_is_none_and_odd_values_are_said() {
    let empty = status("040f 00");
    assert!(empty.result.is_none() && !empty.names_transaction() && empty.odd.is_empty());
    let odd = status(&built("040f 0400000000123f 0c246000 0d0230 0e2713 490000 8700fa"));
    assert_eq!(
        (odd.amount, odd.time, odd.day, odd.expiry, odd.currency, odd.receipt),
        (None, None, None, None, None, None)
    );
    assert_eq!(odd.odd.len(), 6, "{:?}", odd.odd);
    assert_eq!(status("040f 03 87ffff").receipt, None);
    assert!(status("040f 03 87ffff").odd.is_empty());
}

#[test]
fn facts_of_the_container_are_found() {
    let long = status(&built("040f 0b000000 06 0e 1f2b 04 01234567 1f0e 04 20260131"));
    assert_eq!(long.trace, Some(1_234_567));
    assert_eq!(long.date().unwrap().to_string(), "2026-01-31");
    let again = Status { trace: Some(1_234_567), ..Status::default() }.message();
    let Reply::Status(again) = Reply::of(&again, Charset::default()).unwrap() else { panic!() };
    assert_eq!(again.trace, Some(1_234_567));
}

#[test]
fn money_is_in_euro_where_the_terminal_names_no_currency() {
    assert_eq!(status("040f 07 04000000001234").money().unwrap().to_string(), "EUR 12.34");
    assert_eq!(status("040f 0a 04000000001234 490756").money().unwrap().to_string(), "CHF 12.34");
}

#[test]
fn answers_tell_their_code_wherever_it_stands() {
    assert_eq!(reply("80 00 00"), Reply::accepted());
    assert_eq!(reply("84 00 00"), Reply::accepted());
    assert_eq!(reply("84 83 00"), Reply::refused(0x83));
    assert!(matches!(reply("84 1e 01 6f"), Reply::Refused { code: 0x6F, inside: true, .. }));
    // A currency has three digits; what begins otherwise is a BMP.
    let Reply::Abort(abort) = reply("06 1e 04 6f 87 00 42") else { panic!("no abort") };
    assert_eq!((abort.code, abort.currency, abort.receipts), (0x6F, None, vec![42]));
    assert!(matches!(reply("84 9d 07 04000000001000"), Reply::Refused { code: 0x9D, ref rest, .. } if rest.len() == 1));
}

#[test]
fn lines_have_their_style_and_their_end() {
    let line = |hex: &str| match reply(hex) {
        Reply::Line(line) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line("06d1 03 05 4142"), Line { indent: 5, ..Line::plain("AB") });
    let all = Line { centred: true, wide: true, high: true, last: true, ..Line::plain("A") };
    assert_eq!(line("06d1 02 f0 41"), all);
    assert_eq!(line("06d1 01 80"), Line { last: true, ..Line::default() });
    assert_eq!(line("06d1 02 ff 03"), Line { feeds: 3, ..Line::default() });
    assert_eq!(line("06d1 01 ff"), Line { feeds: 1, ..Line::default() });
    // Data behind the text, as some terminals append it.
    let tail = message(&built("06d1 00 53554d4d45 06 03 140100"));
    assert_eq!(line(&built("06d1 00 53554d4d45 06 03 140100")).text.as_str(), "SUMME");
    assert!(tail.container().is_some());
    let latin = Reply::of(&message("06d1 03 00 4b e4"), Charset::Latin1).unwrap();
    assert_eq!(latin, Reply::Line(Line::plain("Kä")));
}

#[test]
fn blocks_end_by_bit_80_wherever_it_stands() {
    let block = |hex: &str| match reply(hex) {
        Reply::Block(block) => block,
        other => panic!("{other:?}"),
    };
    // 07 A, 09 80: behind the text. 09 80, 07 A: before it. 09 FF is an end here.
    for hex in
        ["06d3 0a 06 08 25 06 070141 090180", "06d3 0a 06 08 25 06 090180 070141", "06d3 0a 06 08 25 06 070141 0901ff"]
    {
        let block = block(hex);
        assert!(block.ends && block.lines.len() == 1 && block.lines[0].last, "{hex}: {block:?}");
    }
    let none = block("06d3 07 06 05 25 03 070141");
    assert!(!none.ends && !none.lines[0].last);
    let bare = block("06d3 07 06 05 25 03 090180");
    assert!(bare.ends && bare.lines.is_empty());
    // An attribute holds until the next one.
    let styled = block("06d3 13 06 11 25 0f 090140 070141 070142 090100 070143");
    assert_eq!(styled.lines.iter().map(|line| line.centred).collect::<Vec<_>>(), [true, true, false]);
    let copies = block(&built("06d3 06 15 1f07 01 02 25 0f 070141 090180 090140 070142 090180"));
    assert_eq!(copies.kind, Some(ReceiptKind::Customer));
    assert_eq!(copies.lines.iter().map(|line| line.last).collect::<Vec<_>>(), [true, true]);
    assert_eq!(block(&hex::encode(Reply::Block(copies.clone()).message().encode().unwrap())), copies);
}

#[test]
fn the_wire_is_told_in_words() {
    for (hex, told) in [
        ("0630 0d 123456 870042 04000000001234", "06 30 reversal: receipt 42, EUR 12.34"),
        ("0600 06 123456 8e 0978", "06 00 registration: configuration 8E, EUR"),
        ("0623 03 87ffff", "06 23 partial reversal of a pre-authorisation: list those that are open"),
        ("0612 07 000000 0042 0045", "06 12 reprint receipts: receipts 42 to 45"),
        ("0620 05 000000 0303", "06 20 repeat receipt: service byte 03"),
        ("800000", "80 00 accepted"),
        ("848300", "84 83 refused: function not possible 83"),
        ("04ff 01 41", "04 FF intermediate status: watch the PIN pad 41, remove the card"),
        (
            &built("040f 2700 04000000001234 0b000780 37000777 870045 1940"),
            "04 0F status information: done 00, EUR 12.34, receipt 45, trace 780, reverses trace 777",
        ),
        ("061e 04 b8 87ffff", "06 1E abort by the terminal: pre-authorisation error B8, no open pre-authorisation"),
        ("060f 01 9c", "06 0F completion: please wait 9C"),
        ("060f 00", "06 0F completion"),
        ("06d1 03 80 4142", "06 D1 print line: \"AB\" (end of the receipt)"),
        ("06d3 0a 06 08 25 06 070141 090180", "06 D3 print text block: 1 lines, end of the receipt"),
        ("0f77 01 00", "0F 77 unknown command"),
        ("0630 03 123456", "06 30 reversal: 06 30: receipt is missing or not as specified"),
    ] {
        assert_eq!(meaning_line(&message(hex), Charset::default()), told, "{hex}");
    }
}

#[test]
fn fields_have_unique_names_and_show_no_secret() {
    let fields = |hex: &str| decode(&bytes(hex)).remove(0).fields;
    let told = fields(&built("0630 123456 870042 870043 22 f0f8 4111111111111234"));
    let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["command", "password", "receipt", "receipt_2", "card"]);
    assert_eq!((told[1].1.as_str(), told[4].1.as_str()), ("******", "411111******1234"));
    let told = fields(&built("040f 2700 06 08 24 06 0704 41421b43"));
    assert_eq!(told[2], ("tlv.24.07".to_owned(), "AB?C".to_owned()));
}

#[test]
fn a_message_that_cannot_be_written_says_so() {
    let wrong = Message::new(Control::AUTHORISATION, vec![Item::Bmp(0x04, vec![1, 2])]);
    assert_eq!(wrong.encode(), Err(EncodeError::Field));
    assert_eq!(wrong.shown(), [0x06, 0x01, 0x00]);
    let undefined = Message::new(Control::AUTHORISATION, vec![Item::Bmp(0x92, vec![])]);
    assert_eq!(undefined.encode(), Err(EncodeError::Field));
    let long =
        Message::new(Control::PRINT_BLOCK, vec![Item::Tlv(Default::default(), vec![Tlv::bytes(7, vec![0; 70_000])])]);
    assert_eq!(long.encode(), Err(EncodeError::Long));
    let text = Message::new(Control::STATUS_INFORMATION, vec![Item::Bmp(0x3C, vec![b'A'; 1000])]);
    assert_eq!(text.encode(), Err(EncodeError::Field));
}

#[test]
fn every_code_has_its_text_in_every_language() {
    use tillwright::protocol::zvt::codes::{INTERMEDIATES, RESULTS, STATUSES, intermediate, result, status};
    use tillwright::text::{Text, zvt};
    type Told<T> = &'static [(u8, T)];
    let tables: [(Told<&str>, Told<Text>); 3] =
        [(RESULTS, zvt::result::TABLE), (STATUSES, zvt::status::TABLE), (INTERMEDIATES, zvt::intermediate::TABLE)];
    for (names, texts) in tables {
        let names: Vec<u8> = names.iter().map(|(code, _)| *code).collect();
        assert_eq!(texts.iter().map(|(code, _)| *code).collect::<Vec<_>>(), names);
    }
    for code in 0..=255 {
        assert_eq!(result(code).is_some(), zvt::result(code).is_some(), "{code:02X}");
        assert_eq!(status(code).is_some(), zvt::status(code).is_some(), "{code:02X}");
        assert_eq!(intermediate(code).is_some(), zvt::intermediate(code).is_some(), "{code:02X}");
    }
}
