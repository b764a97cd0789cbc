//! What our codec writes: every request and every reply, with amounts, numbers and texts at their ends.

use jiff::civil::{date, time};
use tillwright::model::{Card, Currency, Password, Printable};
use tillwright::protocol::zvt::reply::Abort;
use tillwright::protocol::zvt::request::config;
use tillwright::protocol::zvt::{
    Block, Charge, Completion, Control, Item, Line, Message, ReceiptKind, Reply, Request, Status, Tlv, Totals,
};

use super::capture::Side;

/// Amounts at the ends of the field, and one with bytes that a serial line would double.
const AMOUNTS: [i64; 6] = [0, 1, 1010, 101_010, 1_234_567_890, 999_999_999_999];

/// Every frame, and who sends it.
pub fn all() -> Vec<(Side, Message)> {
    let requests = requests().into_iter().map(|request| (Side::Ecr, request.message()));
    let replies = replies().into_iter().map(|reply| (Side::Terminal, reply.message()));
    // Answers go both ways.
    let answers = [Reply::accepted(), Reply::refused(0xCC)].map(|reply| (Side::Ecr, reply.message()));
    requests.chain(replies).chain(answers).collect()
}

fn requests() -> Vec<Request> {
    let password = Password::from_bytes([0x12, 0x34, 0x56]);
    let tlv = |objects: Vec<Tlv>| Some(objects);
    let register =
        |currency, service, tlv| Request::Registration { password, config: config::CONSOLE, currency, service, tlv };
    let mut all = vec![
        register(None, None, None),
        register(Some(Currency::EUR), None, None),
        register(Some(Currency::CHF), Some(0x02), None),
        register(Some(Currency::EUR), None, tlv(vec![])),
        register(
            Some(Currency::EUR),
            Some(0),
            tlv(vec![
                Tlv::objects(0x26, vec![Tlv::bytes(0x0A, [0x06, 0xD3]), Tlv::bytes(0x0A, [0x06, 0xD1])]),
                Tlv::bytes(0x12, [0x32]),
                Tlv::bytes(0x1A, [0x04, 0x00]),
                Tlv::bytes(0x1F04, [0xA0]),
                Tlv::objects(0x27, vec![Tlv::bytes(0x14, [0xFF]), Tlv::bytes(0x14, [0xFE])]),
                Tlv::objects(0x28, vec![Tlv::bytes(0x15, b"de".to_vec())]),
            ]),
        ),
        Request::LogOff,
        Request::StatusEnquiry { password: None, service: None, tlv: None },
        Request::StatusEnquiry { password: Some(password), service: Some(2), tlv: None },
        Request::OpenPreAuthorisations,
        Request::RepeatReceipt { password, service: Some(3), which: None, range: None },
        Request::RepeatReceipt { password, service: None, which: Some(5), range: Some((1, Some(99))) },
        Request::Totals { password },
        Request::ReprintRange { password, from: 1, to: None },
        Request::ReprintRange { password, from: 1, to: Some(9999) },
        Request::EndOfDay { password },
        Request::Diagnosis { kind: None },
        Request::Diagnosis { kind: Some(2) },
        Request::Initialisation { password },
        Request::SystemConfiguration,
        Request::SelfTest,
        Request::ReadFile { id: 1, offset: Some(1024) },
        Request::SetClock { password, date: date(2026, 3, 14), time: time(18, 30, 59, 0) },
        Request::Abort,
        Request::ChangeBaud { code: 7 },
        Request::CashReport { password, detailed: true },
    ];
    for (amount, receipt) in AMOUNTS.into_iter().zip([0, 1, 42, 1010, 9998, 9999]) {
        let charge = Charge {
            amount: Some(amount),
            currency: Some(Currency::EUR),
            payment_type: Some(0x40),
            rest: vec![Item::Bmp(0x02, vec![0x0A]), Item::Bmp(0x05, vec![3])],
        };
        let bare = Charge { amount: Some(amount), ..Charge::default() };
        all.extend([
            Request::Authorisation(charge.clone()),
            Request::Authorisation(bare.clone()),
            Request::Reversal { password, receipt, charge: bare.clone() },
            Request::Reversal { password, receipt, charge: charge.clone() },
            Request::Reversal { password, receipt, charge: Charge::default() },
            Request::Refund { password, charge: bare.clone() },
            Request::Refund { password, charge: charge.clone() },
            Request::PreAuthorisation(charge.clone()),
            Request::PartialReversal { receipt: Some(receipt), charge: bare.clone() },
            Request::BookTotal { receipt: Some(receipt), charge: bare },
            Request::PreAuthorisationReversal { receipt, charge },
        ]);
    }
    all
}

fn replies() -> Vec<Reply> {
    let mut all = vec![Reply::accepted()];
    all.extend([0x01, 0x37, 0x83, 0x9C, 0xFF].map(Reply::refused));
    all.push(Reply::Refused { code: 0x6F, inside: true, rest: vec![Item::Bmp(0x49, vec![0x09, 0x78])] });
    for status in [0x00, 0x0A, 0x17, 0x5D, 0xFF] {
        all.push(Reply::Intermediate { status, minutes: None, text: vec![] });
        all.push(Reply::Intermediate { status, minutes: Some(3), text: vec![] });
        all.push(Reply::Intermediate { status, minutes: Some(3), text: ["Bitte warten", "Grüße"].map(text).into() });
    }
    all.extend(statuses().map(|status| Reply::Status(Box::new(status))));
    all.extend(completions().map(|completion| Reply::Completion(Box::new(completion))));
    all.extend(aborts().map(Reply::Abort));
    all.extend(lines().map(Reply::Line));
    all.extend(blocks().map(Reply::Block));
    all.push(Reply::SetClock { date: Some(date(2026, 3, 14)), time: Some(time(0, 0, 0, 0)) });
    all
}

fn text(text: &str) -> Printable {
    Printable::new(text, 160)
}

/// Results of payments up to what tshark knows; of reversals, which have BMP 37; totals, which have BMP 60.
fn statuses() -> impl Iterator<Item = Status> {
    let plain = |amount: i64| Status {
        result: Some(0),
        amount: Some(amount),
        currency: Some(Currency::EUR),
        trace: Some(101),
        receipt: Some(42),
        time: Some(time(23, 59, 1, 0)),
        day: Some((12, 31)),
        terminal: Some(text("52500041")),
        contract: Some(text("455601234")),
        card: Card::mask("557344******7281"),
        expiry: Some((29, 12)),
        card_sequence: Some(2),
        card_name: Some(text("Mastercard")),
        card_type: Some(6),
        authorisation: Some(text("750071")),
        text: Some(text("VIELEN DANK")),
        payment_type: Some(0x60),
        ..Status::default()
    };
    let full = |amount: i64| {
        let container = vec![
            Tlv::objects(0x60, vec![Tlv::bytes(0x43, [0xA0, 0, 0, 0, 4, 0x10, 0x10])]),
            Tlv::objects(0x2F, vec![Tlv::bytes(0x1F10, [2]), Tlv::bytes(0x1F11, [1]), Tlv::bytes(0x1F12, [2])]),
            Tlv::bytes(0x1F0E, [0x20, 0x26, 0x12, 0x31]),
        ];
        Status { turnover: Some(7), tlv: Some(container), ..plain(amount) }
    };
    let reversal = Status { original_trace: Some(100), ..plain(1010) };
    let totals = Status {
        result: Some(0),
        amount: Some(5045),
        totals: Some(Totals { first: Some(1), last: Some(42), ..Totals::default() }),
        ..Status::default()
    };
    let declined = Status { result: Some(0x6C), ..Status::default() };
    let long = Status { trace: Some(1_234_567), tlv: Some(vec![]), ..plain(1) };
    let plains = AMOUNTS.map(plain).into_iter();
    plains.chain(AMOUNTS.map(full)).chain([reversal, totals, declined, long, Status::default()])
}

fn completions() -> impl Iterator<Item = Completion> {
    let list = vec![Tlv::objects(0x26, vec![Tlv::bytes(0x0A, [0x06, 0x30]), Tlv::bytes(0x0A, [0x06, 0x12])])];
    let registered = Completion {
        state: Some(0),
        terminal: Some(text("52500041")),
        currency: Some(Currency::EUR),
        tlv: Some(list),
        ..Completion::default()
    };
    let device = vec![Tlv::bytes(0x1F44, [0x52, 0x50, 0, 0x41]), Tlv::objects(0xE4, vec![Tlv::bytes(0x1F43, [0])])];
    let status = Completion { status: Some(0x9C), version: Some(text("SIM 1.0")), ..Completion::default() };
    let device = Completion { tlv: Some(device), ..status.clone() };
    let result = Completion { result: Some(0xE0), ..Completion::default() };
    [Completion::default(), registered, status, device, result].into_iter()
}

fn aborts() -> impl Iterator<Item = Abort> {
    let abort = |code| Abort { code, ..Abort::default() };
    [
        abort(0x6C),
        abort(0x00),
        Abort { currency: Some(Currency::EUR), ..abort(0x6F) },
        Abort { receipts: vec![1010], ..abort(0xB8) },
        Abort { none_open: true, ..abort(0xB8) },
        Abort { receipts: vec![1, 2, 3], all_told: true, ..abort(0xB8) },
        Abort { text: Some(text("see service")), ..abort(0xFF) },
    ]
    .into_iter()
}

fn lines() -> impl Iterator<Item = Line> {
    let line = Line::plain("  BETRAG   EUR 10,10");
    [
        Line::plain(""),
        line.clone(),
        Line::plain("Bäckerei Süß"),
        Line { centred: true, wide: true, high: true, ..line.clone() },
        Line { indent: 4, ..line.clone() },
        Line { last: true, ..line },
        Line { feeds: 3, ..Line::default() },
    ]
    .into_iter()
}

fn blocks() -> impl Iterator<Item = Block> {
    let line = |text: &str| Line::plain(text);
    let last = Line { last: true, ..line("** Kopie **") };
    let few = Block {
        kind: Some(ReceiptKind::Customer),
        info: Some(0x81),
        lines: vec![Line { centred: true, wide: true, ..line("Bäckerei Seidel") }, line(""), line("EUR 10,10"), last],
        ends: true,
    };
    // Longer than 127, 255 and 65535 of nothing: TLV lengths in all three forms, and the long length of an APDU.
    let many = |count: usize| Block {
        kind: Some(ReceiptKind::Administration),
        lines: (0..count).map(|number| line(&format!("line {number:<4} of {count:<4} <&\">"))).collect(),
        ..Block::default()
    };
    [few, Block::default(), many(5), many(9), many(60), many(1000)].into_iter()
}

/// A name for a frame in messages of the tests.
pub fn name(message: &Message) -> String {
    format!("{} {}", message.control, Control::name(message.control).unwrap_or("unknown"))
}
