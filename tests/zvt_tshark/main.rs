//! An independent decoder judges our codec: the ZVT dissector of tshark reads what we write and what the simulated
//! terminal says, and both have to read the same.
//!
//! It needs the program `tshark` (Debian package `tshark`). Without it these tests say so and pass, unless
//! `TILLWRIGHT_REQUIRE_CLIENTS=1`.
//!
//! Where the dissector differs from the specification, the specification wins:
//!
//! | tshark | here |
//! |---|---|
//! | stops silently at a BMP that it does not know (37, 60, 88, 8C, A0 ...) | compared up to there |
//! | says nothing of a command that it does not know (05 01, 06 10, 06 12, 06 20 to 06 26 ...) | counted as unread |
//! | gives the data of 06 50, 06 70, 06 D1 and of answers as bytes | compared as bytes |
//! | neither undoes the doubling of DLE nor checks the CRC of a serial line | fed with the TCP form |
//! | reads texts as CP437 whatever TLV 14 says, card name and host text as ASCII | compared where that is the same |
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod capture;
mod frames;
mod pdml;
mod reading;
mod till;

use std::collections::BTreeMap;

use serde_json::Value;
use tillwright::model::{Currency, Password};
use tillwright::protocol::zvt::{Charge, Control, Decoder, Event, Message, Request, Tlv, Wire};
use tillwright::sim::zvt::{MovementKind, Scenario, Terminal};

use capture::Side;
use till::Till;

/// Whether tshark can be asked; says why not.
fn ready() -> bool {
    if let Some(version) = pdml::version() {
        println!("judged by {version}");
        return true;
    }
    assert!(
        std::env::var_os("TILLWRIGHT_REQUIRE_CLIENTS").is_none_or(|value| value != "1"),
        "there is no tshark, but TILLWRIGHT_REQUIRE_CLIENTS is set"
    );
    println!("skipped: tshark is not installed (Debian package tshark). .ci/run installs it.");
    false
}

/// How many frames both read alike, by control field.
#[derive(Debug, Default)]
struct Verdict {
    agreed: BTreeMap<Control, usize>,
    /// Of these, where tshark stopped at a BMP that it does not know.
    stopped: usize,
    unread: BTreeMap<Control, usize>,
    /// Where they differ, and how.
    differ: Vec<String>,
}

impl Verdict {
    fn agreed(&self) -> usize {
        self.agreed.values().sum()
    }

    fn unread(&self) -> usize {
        self.unread.values().sum()
    }

    fn print(&self, what: &str) {
        println!(
            "{what}: tshark agreed on {} frames ({} of them up to a BMP that it does not know), {} unread",
            self.agreed(),
            self.stopped,
            self.unread()
        );
    }
}

/// The one APDU of a frame.
fn parse(bytes: &[u8]) -> Message {
    let events = Decoder::new(Wire::Network).push(bytes);
    let [Event::Apdu(apdu)] = events.as_slice() else { panic!("{events:?}") };
    Message::parse(apdu).unwrap()
}

/// Where the data of an APDU begin.
fn data(bytes: &[u8]) -> &[u8] {
    &bytes[if bytes[2] == 0xFF { 5 } else { 3 }..]
}

/// Lets tshark read frames, one in a segment; both have to read all of them alike.
fn judge(frames: &[(Side, Vec<u8>)]) -> Verdict {
    let verdict = compare(frames);
    assert!(verdict.differ.is_empty(), "{}", verdict.differ.join("\n"));
    assert_eq!(verdict.agreed() + verdict.unread(), frames.len());
    verdict
}

fn compare(frames: &[(Side, Vec<u8>)]) -> Verdict {
    let packets = pdml::dissect(&capture::pcap(frames.iter().map(|(side, bytes)| (*side, bytes.as_slice()))));
    assert_eq!(packets.len(), frames.len());
    let mut verdict = Verdict::default();
    for ((_, bytes), packet) in frames.iter().zip(&packets) {
        let message = parse(bytes);
        let name = frames::name(&message);
        assert!(!packet.malformed, "{name}: {} is malformed", hex::encode(bytes));
        if !reading::is_read(message.control) {
            assert!(packet.apdus.is_empty(), "{name}: {packet:?}");
            *verdict.unread.entry(message.control).or_default() += 1;
            continue;
        }
        let [theirs] = packet.apdus.as_slice() else { panic!("{name}: {packet:?}") };
        let ours = reading::reading(&message, data(bytes));
        let same = ours.fields.len() == theirs.len()
            && ours.fields.iter().zip(theirs).all(|(ours, theirs)| reading::agree(ours, theirs));
        if !same {
            let differ = format!("{name} {}\nours   {:?}\ntheirs {theirs:?}", hex::encode(bytes), ours.fields);
            verdict.differ.push(differ);
            continue;
        }
        verdict.stopped += usize::from(ours.stopped);
        let class = if message.control.is_answer() { Control(message.control.0, 0) } else { message.control };
        *verdict.agreed.entry(class).or_default() += 1;
    }
    verdict
}

#[test]
fn what_the_codec_writes() {
    if !ready() {
        return;
    }
    let frames: Vec<_> = frames::all().into_iter().map(|(side, message)| (side, message.encode().unwrap())).collect();
    let verdict = judge(&frames);
    verdict.print("encodings");
    assert!(verdict.agreed() >= 110, "{verdict:?}");
    let answers = [Control::ACCEPTED, Control(Control::REFUSED, 0)];
    for control in reading::READ.iter().chain(&answers) {
        assert!(verdict.agreed.contains_key(control), "{control} was never judged");
    }
    for control in [Control::STATUS_ENQUIRY, Control::TOTALS, Control::REPRINT_RANGE, Control::REPEAT_RECEIPT] {
        assert!(verdict.unread.contains_key(&control), "{control} was never there");
    }
}

#[test]
fn a_stream_is_cut_into_the_same_apdus() {
    if !ready() {
        return;
    }
    let of_terminal = frames::all().into_iter().filter(|(side, _)| *side == Side::Terminal);
    let apdus: Vec<_> = of_terminal.map(|(_, message)| message.encode().unwrap()).collect();
    let stream = apdus.concat();
    // Segments in which APDUs begin and end anywhere, and several fit.
    let packets = pdml::dissect(&capture::pcap(stream.chunks(1000).map(|bytes| (Side::Terminal, bytes))));
    let theirs: Vec<String> = packets.iter().flat_map(|packet| &packet.apdus).map(apdu_length).collect();
    let mut decoder = Decoder::new(Wire::Network);
    let ours: Vec<String> = stream
        .chunks(7)
        .flat_map(|bytes| decoder.push(bytes))
        .map(|event| match event {
            Event::Apdu(apdu) => apdu,
            other => panic!("{other:?}"),
        })
        .filter(|apdu| reading::is_read(apdu.control()))
        .map(|apdu| (apdu.size() - if apdu.size() > 0xFE + 3 { 5 } else { 3 }).to_string())
        .collect();
    assert_eq!(ours, theirs);
}

fn apdu_length(apdu: &pdml::Apdu) -> String {
    apdu.iter().find(|field| field.name == "length_field").unwrap().says.clone()
}

/// A day at a terminal: payments of all cards, declined ones, and cards and receipts that are told as lines or blocks.
const DAY: &str = r#"
terminal = "52500041"
start = "2026-03-14T18:30:00"
first_receipt = 41
[options]
password = "123456"
[[transaction]]
amount = 1010
time = "2026-03-14T11:15:55"
card = "girocard"
last4 = "1881"
[[transaction]]
amount = 6300
time = "2026-03-14T12:00:00"
card = "visa"
entry = "contactless"
reversed = true
[[payment]]
card = "mastercard"
last4 = "7281"
[[payment]]
card = "maestro"
result = 0x6C
[[payment]]
card = "amex"
"#;

/// Everything that a till may ask, in the order of a day.
fn day(blocks: bool) -> Vec<(Request, Control)> {
    use Control as C;
    let password = Password::parse("123456").unwrap();
    let wrong = Password::parse("999999").unwrap();
    let commands = vec![Tlv::bytes(0x0A, [0x06, 0xD3])];
    let tlv = blocks.then(|| vec![Tlv::objects(0x26, commands)]);
    let charge = |amount| Charge { amount: Some(amount), currency: Some(Currency::EUR), ..Charge::default() };
    let reversal = |receipt, amount| Request::Reversal { password, receipt, charge: charge(amount) };
    let register = |password, currency| Request::Registration {
        password,
        config: 0x8E,
        currency: Some(currency),
        service: None,
        tlv: tlv.clone(),
    };
    let repeat = |service| Request::RepeatReceipt { password, service: Some(service), which: None, range: None };
    let refused = |code| C(C::REFUSED, code);
    vec![
        (register(wrong, Currency::EUR), refused(0x9A)),
        (register(password, Currency::CHF), refused(0x1E)),
        (register(password, Currency::EUR), C::COMPLETION),
        (Request::StatusEnquiry { password: Some(password), service: None, tlv: None }, C::COMPLETION),
        (Request::Diagnosis { kind: None }, C::COMPLETION),
        (Request::Initialisation { password }, C::COMPLETION),
        (Request::SystemConfiguration, C::COMPLETION),
        (Request::Authorisation(charge(2_499)), C::COMPLETION),
        (repeat(3), C::COMPLETION),
        (repeat(1), C::COMPLETION),
        (Request::Authorisation(charge(999)), C::ABORT_PT),
        (reversal(41, 1_010), C::COMPLETION),
        (reversal(41, 1_010), C::ABORT_PT),
        (reversal(42, 1), C::ABORT_PT),
        (Request::Refund { password, charge: charge(500) }, C::COMPLETION),
        (Request::PreAuthorisation(charge(5_000)), C::COMPLETION),
        (Request::OpenPreAuthorisations, C::ABORT_PT),
        (Request::Totals { password }, C::COMPLETION),
        (Request::ReprintRange { password, from: 41, to: Some(43) }, C::COMPLETION),
        (Request::EndOfDay { password }, C::COMPLETION),
        (Request::LogOff, C::ACCEPTED),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_day_at_the_simulated_terminal() {
    if !ready() {
        return;
    }
    for blocks in [false, true] {
        let terminal = Terminal::new(Scenario::load(DAY).unwrap());
        let mut till = Till::of(&terminal);
        for (request, ends) in day(blocks) {
            let name = request.name();
            assert_eq!(till.ask(request).await, ends, "{name}");
        }
        let moved: Vec<_> = terminal.movements().iter().map(|one| (one.kind, one.amount_minor)).collect();
        assert_eq!(moved[..2], [(MovementKind::Sale, 2_499), (MovementKind::Void, 1_010)]);
        let verdict = judge(&till.frames);
        verdict.print(if blocks { "a day with print blocks" } else { "a day with print lines" });
        assert!(verdict.agreed() >= 140, "{verdict:?}");
        let printed = if blocks { Control::PRINT_BLOCK } else { Control::PRINT_LINE };
        for control in reading::READ.iter().filter(|one| ![Control::PRINT_BLOCK, Control::PRINT_LINE].contains(one)) {
            assert!(verdict.agreed.contains_key(control), "{control} was never judged");
        }
        assert!(verdict.agreed[&printed] >= 10, "{verdict:?}");
    }
}

/// Vectors where tshark differs, and why the specification is not with it.
const EXCEPT: &[(&str, &str)] = &[
    ("batch_open_latin1", "the text is Latin-1, which tshark takes for ASCII"),
    ("intermediate_container_without_minutes", "tshark takes the byte behind the status for the timeout in any case"),
    ("text_block_utf8", "tshark does not know TLV 14"),
];

#[test]
fn the_good_vectors_captured_ones_among_them() {
    if !ready() {
        return;
    }
    let vectors = include_str!("../vectors/zvt.jsonl").lines().map(|line| serde_json::from_str(line).unwrap());
    let good: Vec<Value> = vectors.filter(|vector: &Value| vector["bad"].is_null()).collect();
    let frame = |vector: &Value| {
        let side = if vector["direction"] == "ecr_to_pt" { Side::Ecr } else { Side::Terminal };
        let bare = if vector["layer"] == "serial" { &vector["expected"]["apdu"] } else { &vector["hex"] };
        (side, hex::decode(bare.as_str().unwrap()).unwrap())
    };
    let differs = |vector: &&Value| EXCEPT.iter().any(|(name, _)| vector["name"] == *name);
    let frames: Vec<_> = good.iter().filter(|vector| !differs(vector)).map(frame).collect();
    let verdict = judge(&frames);
    verdict.print("vectors");
    assert!(verdict.agreed() >= 40, "{verdict:?}");
    // A difference that is none is to be taken off the list.
    let frames: Vec<_> = good.iter().filter(differs).map(frame).collect();
    assert_eq!((frames.len(), compare(&frames).differ.len()), (EXCEPT.len(), EXCEPT.len()));
}
