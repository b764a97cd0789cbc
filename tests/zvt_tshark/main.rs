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

use std::collections::BTreeMap;

use tillwright::protocol::zvt::{Control, Decoder, Event, Message, Wire};

use capture::Side;

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

/// Lets tshark read frames, one in a segment, and compares.
fn judge(frames: &[(Side, Vec<u8>)]) -> Verdict {
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
        assert!(same, "{name} {}\nours   {:?}\ntheirs {theirs:?}", hex::encode(bytes), ours.fields);
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
    assert_eq!(verdict.agreed() + verdict.unread(), frames.len());
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
    let theirs: Vec<String> = packets.iter().flat_map(|packet| &packet.apdus).map(|apdu| apdu_length(apdu)).collect();
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
