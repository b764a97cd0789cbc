//! A peer that follows a script, and the entries and intents that the tests speak of.

#[path = "../kit/mod.rs"]
mod shared;

use std::collections::VecDeque;
use std::time::Duration;

use tillwright::device::transbank::{Driver, request};
use tillwright::model::*;
use tillwright::protocol::transbank::frame::{self, ACK, NAK};
use tillwright::vault::ledger::Durable;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::sleep;

pub(crate) use shared::*;

pub(crate) const MERCHANT: &str = "000000000001";
pub(crate) const TERMINAL: &str = "SIM00001";

/// One step of a peer.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// These bytes have to come.
    Expect(Vec<u8>),
    /// These bytes are sent.
    Send(Vec<u8>),
    /// Nothing may come for so long.
    Quiet(u64),
    /// A pause, whatever comes.
    Wait(u64),
    /// The peer goes away.
    HangUp,
}

use Step::{Expect, Send};

/// A frame with a right LRC.
pub(crate) fn framed(data: &str) -> Vec<u8> {
    frame::frame(&data.chars().map(|symbol| symbol as u8).collect::<Vec<_>>())
}

/// A frame with a wrong LRC.
pub(crate) fn spoilt(data: &str) -> Vec<u8> {
    let mut bytes = framed(data);
    *bytes.last_mut().unwrap() ^= 0x40;
    bytes
}

pub(crate) fn ack() -> Step {
    Send(vec![ACK])
}
pub(crate) fn nak() -> Step {
    Send(vec![NAK])
}
pub(crate) fn expect_ack() -> Step {
    Expect(vec![ACK])
}
pub(crate) fn expect_nak() -> Step {
    Expect(vec![NAK])
}
/// A request comes.
pub(crate) fn asked(data: &str) -> Step {
    Expect(framed(data))
}
/// An answer goes out.
pub(crate) fn say(data: &str) -> Step {
    Send(framed(data))
}
/// An answer goes out and is acknowledged.
pub(crate) fn told(data: &str) -> Vec<Step> {
    vec![say(data), expect_ack()]
}
/// A whole list.
pub(crate) fn list(records: &[String]) -> Vec<Step> {
    let mut steps = vec![asked("0260|1|"), ack()];
    steps.extend(records.iter().chain([&end()]).flat_map(|record| told(record)));
    steps
}

/// A record of the list: credit, approved.
pub(crate) fn item(number: u32, authorisation: &str, amount: u32) -> String {
    item_as("00", number, authorisation, amount, "CR")
}
pub(crate) fn item_as(code: &str, number: u32, authorisation: &str, amount: u32, card: &str) -> String {
    let time = 80_000 + number % 60;
    format!(
        "0261|{code}|{MERCHANT}|{TERMINAL}|000123|{authorisation}|{amount}|4242|{number:06}|{card}|||VI|14032026|{time:06}|0|0|0|1|"
    )
}
/// The record that ends a list, with its ids.
pub(crate) fn end() -> String {
    format!("0261|00|{MERCHANT}|{TERMINAL}|||||||||||||||||")
}

/// Runs work against a script. The script has to come to its end, and nothing more may be sent than it expects.
pub(crate) async fn against<T>(
    script: Vec<Step>,
    eye: &mut Eye,
    work: impl AsyncFnOnce(&mut Driver<DuplexStream>, &mut Eye) -> T,
) -> T {
    let (console, terminal) = tokio::io::duplex(4096);
    let mut peer = Peer { stream: Some(terminal), script: script.into(), extra: Vec::new() };
    let mut driver = Driver::new(console);
    let out = tokio::select! {
        biased;
        out = work(&mut driver, eye) => out,
        () = peer.run() => unreachable!("a peer never ends by itself"),
    };
    drop(driver);
    peer.finish().await;
    assert!(peer.extra.is_empty(), "sent more than expected: {}\n{}", hex::encode(&peer.extra), eye.text());
    assert!(peer.script.is_empty(), "not all of the script came: {:?}\n{}", peer.script, eye.text());
    out
}

struct Peer {
    stream: Option<DuplexStream>,
    script: VecDeque<Step>,
    extra: Vec<u8>,
}

impl Peer {
    async fn run(&mut self) {
        while let Some(step) = self.script.front().cloned() {
            let Some(stream) = &mut self.stream else { break };
            match step {
                Step::Expect(bytes) => expect(stream, &bytes).await,
                Step::Send(bytes) => {
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

    /// The driver is gone: what it wrote last is still to be read.
    async fn finish(&mut self) {
        while let (Some(Step::Expect(bytes)), Some(stream)) = (self.script.front(), &mut self.stream) {
            expect(stream, bytes).await;
            self.script.pop_front();
        }
        while matches!(self.script.front(), Some(Step::Quiet(_) | Step::Wait(_))) {
            self.script.pop_front();
        }
        self.collect().await;
    }
}

/// The id of the scripted terminal.
pub(crate) fn device() -> DeviceId {
    DeviceId::new(Family::Transbank, MERCHANT, TERMINAL)
}

/// The journal that these records make.
pub(crate) async fn journal_of(records: &[String]) -> Journal {
    let mut keep = Keep::default();
    against(list(records), &mut Eye::new(), async |driver, eye| driver.pull(&mut keep, eye).await).await.unwrap()
}

/// The entry of [`item`]`(63, "A1B2C3", 2500)`.
pub(crate) async fn entry() -> Entry {
    journal_of(&[item(63, "A1B2C3", 2500)]).await.entries.remove(0)
}

/// An intent to void an entry.
pub(crate) fn intent_for(entry: &Entry, entries: usize) -> Durable<Intent> {
    let pre_state = PreState { shown: Some(entry.clone()), last: None, entries, total: entry.amount, read: made() };
    intend(entry, request(RemedyKind::Void, entry), pre_state)
}

/// Executes a void against a script.
pub(crate) async fn void_against(script: Vec<Step>, eye: &mut Eye) -> Outcome {
    let intent = intent_for(&entry().await, 1);
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    against(script, eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await
}
