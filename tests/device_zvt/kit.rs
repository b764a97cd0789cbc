//! A peer that follows a script, and the results, entries and intents that the tests speak of.

#[path = "../kit/mod.rs"]
mod shared;

use std::collections::VecDeque;
use std::time::Duration;

use jiff::civil::time;
use tillwright::device::zvt::{Driver, request};
use tillwright::device::{Depth, Terms};
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::frame::{ACK, NAK, Wire, frame};
use tillwright::protocol::zvt::{Control, Item, Message, Place, Status};
use tillwright::vault::ledger::Durable;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::sleep;

pub(crate) use shared::*;

/// Terminal of the scripts.
pub(crate) const TERMINAL: &str = "52500001";
/// The till's password; nothing that is shown or kept may hold it.
pub(crate) const PASSWORD: &str = "372915";

/// One step of a peer. What belongs to serial lines only is passed over on a network.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// This APDU has to come.
    Asked(Vec<u8>),
    /// This APDU is sent.
    Say(Vec<u8>),
    /// ACK or NAK is sent, or has to come: serial lines only.
    Give(u8),
    Get(u8),
    /// These bytes are sent, whatever the line.
    Raw(Vec<u8>),
    /// Nothing may come for so long.
    Quiet(u64),
    /// A pause, whatever comes.
    Wait(u64),
    /// The peer goes away.
    HangUp,
}

use Step::{Asked, Get, Give, Say};

pub(crate) fn hex_of(text: &str) -> Vec<u8> {
    hex::decode(text.replace(' ', "")).unwrap()
}

pub(crate) fn ack() -> Step {
    Give(ACK)
}
pub(crate) fn nak() -> Step {
    Give(NAK)
}
pub(crate) fn expect_ack() -> Step {
    Get(ACK)
}
pub(crate) fn expect_nak() -> Step {
    Get(NAK)
}
/// A block with a wrong CRC.
pub(crate) fn spoilt(apdu: &[u8]) -> Step {
    let mut bytes = frame(Wire::Serial, apdu);
    *bytes.last_mut().unwrap() ^= 0x40;
    Step::Raw(bytes)
}
/// A command comes.
pub(crate) fn asked(hex: &str) -> Step {
    Asked(hex_of(hex))
}
/// A block goes out, nothing is said of what follows.
pub(crate) fn say(hex: &str) -> Step {
    Say(hex_of(hex))
}
/// A block goes out, is acknowledged, answered `80 00 00`, and the answer is acknowledged.
pub(crate) fn told(apdu: &[u8]) -> Vec<Step> {
    vec![Say(apdu.to_vec()), expect_ack(), asked("80 00 00"), ack()]
}
/// The command is acknowledged and accepted.
pub(crate) fn accepted() -> Vec<Step> {
    vec![ack(), say("80 00 00"), expect_ack()]
}
/// A command, accepted, and what the terminal then says.
pub(crate) fn talk(command: &str, blocks: &[Vec<u8>]) -> Vec<Step> {
    let mut steps = vec![asked(command)];
    steps.extend(accepted());
    steps.extend(blocks.iter().flat_map(|block| told(block)));
    steps
}
/// A command refused at once.
pub(crate) fn refused(command: &str, code: u8) -> Vec<Step> {
    vec![asked(command), ack(), Say(vec![0x84, code, 0]), expect_ack()]
}

/// `06 0F 00`.
pub(crate) fn done() -> Vec<u8> {
    hex_of("06 0F 00")
}
/// `06 1E 01 code`.
pub(crate) fn aborted(code: u8) -> Vec<u8> {
    vec![0x06, 0x1E, 0x01, code]
}
/// `04 FF 01 code`.
pub(crate) fn doing(code: u8) -> Vec<u8> {
    vec![0x04, 0xFF, 0x01, code]
}
/// `06 D1`: a line, and whether it is the last of its receipt.
pub(crate) fn line(text: &str, last: bool) -> Vec<u8> {
    let mut items = vec![Item::Fixed(Place::Attribute, vec![if last { 0x80 } else { 0 }])];
    if !text.is_empty() {
        items.push(Item::Fixed(Place::Line, text.as_bytes().to_vec()));
    }
    Message::new(Control::PRINT_LINE, items).encode().unwrap()
}

/// The commands, as they have to come.
pub(crate) fn last_query() -> String {
    format!("06 20 05 {PASSWORD} 03 03")
}
pub(crate) fn totals_query() -> String {
    format!("06 10 03 {PASSWORD}")
}
pub(crate) fn registration() -> String {
    format!("06 00 0E {PASSWORD} 8E 09 78 06 06 26 04 0A 02 06 D3")
}
pub(crate) fn reprint_of(number: u16) -> String {
    format!("06 12 07 {PASSWORD} {number:04} {number:04}")
}
pub(crate) fn reversal(number: u16, minor: u64) -> String {
    format!("06 30 0D {PASSWORD} 87 {number:04} 04 {minor:012}")
}
pub(crate) fn status_enquiry() -> String {
    format!("05 01 03 {PASSWORD}")
}

/// An approved payment of 10.10 euro: receipt 42, trace 123.
pub(crate) fn payment() -> Status {
    Status {
        result: Some(0),
        amount: Some(1_010),
        currency: Some(Currency::EUR),
        trace: Some(123),
        receipt: Some(42),
        turnover: Some(77),
        time: Some(time(10, 11, 12, 0)),
        day: Some((3, 14)),
        terminal: Some(Printable::new(TERMINAL, 8)),
        card: Card::mask("411111******1234"),
        card_name: Some(Printable::new("Visa", 10)),
        authorisation: Some(Printable::new("750071", 8)),
        payment_type: Some(0x70),
        ..Status::default()
    }
}
/// Its reversal: receipt 43, trace 124.
pub(crate) fn reversed() -> Status {
    Status {
        trace: Some(124),
        original_trace: Some(123),
        receipt: Some(43),
        turnover: Some(78),
        time: Some(time(10, 20, 0, 0)),
        ..payment()
    }
}
pub(crate) fn block(status: &Status) -> Vec<u8> {
    status.message().encode().unwrap()
}
/// A whole silent query for the last transaction.
pub(crate) fn last_is(status: &Status) -> Vec<Step> {
    talk(&last_query(), &[block(status), done()])
}
/// The same with nothing in it.
pub(crate) fn last_is_empty() -> Vec<Step> {
    talk(&last_query(), &[done()])
}

pub(crate) fn terms(kind: LineKind, consented: bool) -> Terms {
    Terms { line: kind, password: Password::parse(PASSWORD).unwrap(), consented }
}

/// Runs work of a driver that has consent on a serial line against a script. The script has to come to its end, and
/// nothing more may be sent than it expects.
pub(crate) async fn against<T>(
    script: Vec<Step>,
    eye: &mut Eye,
    work: impl AsyncFnOnce(&mut Driver<DuplexStream>, &mut Eye) -> T,
) -> T {
    on(terms(LineKind::Serial, true), script, eye, work).await
}

pub(crate) async fn on<T>(
    terms: Terms,
    script: Vec<Step>,
    eye: &mut Eye,
    work: impl AsyncFnOnce(&mut Driver<DuplexStream>, &mut Eye) -> T,
) -> T {
    let (console, terminal) = tokio::io::duplex(64 * 1024);
    let wire = if terms.line == LineKind::Serial { Wire::Serial } else { Wire::Network };
    let mut peer = Peer { stream: Some(terminal), wire, script: script.into(), extra: Vec::new() };
    let mut driver = Driver::new(console, terms);
    let out = tokio::select! {
        biased;
        out = work(&mut driver, eye) => out,
        () = peer.run() => unreachable!("a peer never ends by itself"),
    };
    drop(driver);
    peer.finish().await;
    assert!(peer.extra.is_empty(), "sent more than expected: {}\n{}", hex::encode(&peer.extra), eye.text());
    assert!(peer.script.is_empty(), "not all of the script came: {:02x?}\n{}", peer.script, eye.text());
    let secret = hex_of(PASSWORD);
    assert!(!eye.raw.windows(3).any(|bytes| bytes == secret), "the password was shown\n{}", eye.text());
    assert!(!eye.text().contains(PASSWORD), "the password was shown\n{}", eye.text());
    out
}

struct Peer {
    stream: Option<DuplexStream>,
    wire: Wire,
    script: VecDeque<Step>,
    extra: Vec<u8>,
}

impl Peer {
    async fn run(&mut self) {
        while let Some(step) = self.script.front().cloned() {
            let Some(stream) = &mut self.stream else { break };
            match step {
                Step::Asked(apdu) => expect(stream, &frame(self.wire, &apdu)).await,
                Step::Get(byte) if self.wire == Wire::Serial => expect(stream, &[byte]).await,
                Step::Give(byte) if self.wire == Wire::Serial => {
                    let _ = stream.write_all(&[byte]).await;
                }
                Step::Get(_) | Step::Give(_) => {}
                Step::Say(apdu) => {
                    let _ = stream.write_all(&frame(self.wire, &apdu)).await;
                }
                Step::Raw(bytes) => {
                    let _ = stream.write_all(&bytes).await;
                }
                Step::Wait(ms) => sleep(Duration::from_millis(ms)).await,
                Step::Quiet(ms) => silence(stream, ms).await,
                Step::HangUp => self.stream = None,
            }
            self.script.pop_front();
        }
        self.collect().await;
        std::future::pending().await
    }

    async fn collect(&mut self) {
        if let Some(stream) = &mut self.stream {
            let _ = stream.read_to_end(&mut self.extra).await;
        }
    }

    /// The driver is gone: what it wrote last is still to be read, and nobody is left to hear what the peer would say.
    async fn finish(&mut self) {
        while let (Some(step), Some(stream)) = (self.script.front().cloned(), &mut self.stream) {
            match step {
                Step::Asked(apdu) => expect(stream, &frame(self.wire, &apdu)).await,
                Step::Get(byte) if self.wire == Wire::Serial => expect(stream, &[byte]).await,
                Step::Get(_) | Step::Give(_) | Step::Quiet(_) | Step::Wait(_) => {}
                Step::Say(_) | Step::Raw(_) | Step::HangUp => break,
            }
            self.script.pop_front();
        }
        self.collect().await;
    }
}

/// The id of the scripted terminal.
pub(crate) fn device() -> DeviceId {
    DeviceId::new(Family::Zvt, "", TERMINAL)
}

/// What the terminal tells of its last transaction, as an entry.
pub(crate) async fn entry_of(status: &Status) -> Entry {
    let (mut keep, mut eye) = (Keep::default(), Eye::new());
    let pulled = against(last_is(status), &mut eye, async |driver, eye| {
        driver.pull(Depth::Silent, &mut keep, eye).await.unwrap()
    });
    pulled.await.entries.remove(0)
}

/// The entry of [`payment`].
pub(crate) async fn entry() -> Entry {
    entry_of(&payment()).await
}

/// An intent to reverse an entry that was the last transaction.
pub(crate) fn intent_for(entry: &Entry) -> Durable<Intent> {
    intent_after(entry, Some(entry.clone()))
}

pub(crate) fn intent_after(entry: &Entry, last: Option<Entry>) -> Durable<Intent> {
    let shown = last.clone().filter(|last| last.key == entry.key);
    let entries = usize::from(last.is_some());
    let pre_state = PreState { shown, entries, last, total: entry.amount, read: made() };
    intend(entry, request(RemedyKind::Void, entry), pre_state)
}

/// Executes the reversal of [`payment`] against a script, on a link whose baseline was read just before.
pub(crate) async fn reverse_against(script: Vec<Step>, eye: &mut Eye) -> Outcome {
    let intent = intent_for(&entry().await);
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let script = [last_is(&payment()), script].concat();
    let work = against(script, eye, async |driver, eye| {
        driver.detect(eye).await.unwrap();
        eye.log.lock().unwrap().clear();
        driver.execute(&intent, &mut notes, eye).await
    });
    work.await
}

/// A reversal with these blocks behind its `80 00 00`.
pub(crate) fn exchange(blocks: &[Vec<u8>]) -> Vec<Step> {
    talk(&reversal(42, 1_010), blocks)
}
