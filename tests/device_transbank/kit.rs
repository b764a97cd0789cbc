//! A peer that follows a script, a watch that remembers, and the entries and intents that the tests speak of.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tillwright::device::transbank::Driver;
use tillwright::device::{NotDurable, Progress, Sink, Watch, Witness};
use tillwright::model::*;
use tillwright::protocol::transbank::frame::{self, ACK, NAK};
use tillwright::vault::Vault;
use tillwright::vault::ledger::Durable;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::sleep;

pub(crate) const MERCHANT: &str = "000000000001";
pub(crate) const TERMINAL: &str = "SIM00001";

/// What was seen, in order: wire lines and notes of the witness, so that their order can be asserted.
pub(crate) type Log = Arc<Mutex<Vec<String>>>;

/// Looks on.
pub(crate) struct Eye {
    pub(crate) log: Log,
    pub(crate) now: Timestamp,
    pub(crate) progress: Vec<Progress>,
    /// Cancels once so many entries were read.
    pub(crate) cancel_at: Option<usize>,
    pub(crate) raw: Vec<u8>,
}

impl Eye {
    pub(crate) fn new() -> Self {
        let now = "2026-03-14T18:30:00Z".parse().unwrap();
        Self { log: Log::default(), now, progress: Vec::new(), cancel_at: None, raw: Vec::new() }
    }

    pub(crate) fn text(&self) -> String {
        self.log.lock().unwrap().join("\n")
    }
}

impl Watch for Eye {
    fn now(&self) -> Timestamp {
        self.now
    }
    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, checksum_ok: Option<bool>) {
        let arrow = if direction == Direction::ToDevice { ">" } else { "<" };
        self.log.lock().unwrap().push(format!("{arrow} {meaning} {checksum_ok:?}"));
        self.raw.extend_from_slice(bytes);
        self.raw.extend_from_slice(meaning.as_bytes());
    }
    fn progress(&mut self, progress: Progress) {
        self.progress.push(progress);
    }
    fn cancelled(&self) -> bool {
        self.cancel_at.is_some_and(|at| self.progress.last().map_or(0, |progress| progress.entries) >= at)
    }
}

/// Keeps batches; fails at batch `fail_at`, from 1.
#[derive(Default)]
pub(crate) struct Keep {
    pub(crate) batches: Vec<Vec<Entry>>,
    pub(crate) fail_at: Option<usize>,
}

impl Sink for Keep {
    fn batch(&mut self, entries: &[Entry]) -> Result<(), NotDurable> {
        if self.fail_at == Some(self.batches.len() + 1) {
            return Err(NotDurable("disk full".into()));
        }
        self.batches.push(entries.to_vec());
        Ok(())
    }
}

/// Notes into the same log as the eye; fails where told to.
pub(crate) struct Notes {
    pub(crate) log: Log,
    pub(crate) fail: bool,
}

impl Witness for Notes {
    fn note(&mut self, text: &str) -> Result<(), NotDurable> {
        if self.fail {
            return Err(NotDurable("disk full".into()));
        }
        self.log.lock().unwrap().push(format!("note {text}"));
        Ok(())
    }
}

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
                Step::Quiet(ms) => {
                    let mut byte = [0];
                    let heard = tokio::time::timeout(Duration::from_millis(ms), stream.read(&mut byte)).await;
                    assert!(heard.is_err() || matches!(heard, Ok(Ok(0))), "{byte:02x?} came in a silence");
                }
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

async fn expect(stream: &mut DuplexStream, bytes: &[u8]) {
    let mut came = vec![0; bytes.len()];
    for (at, place) in came.iter_mut().enumerate() {
        let mut byte = [0];
        match stream.read(&mut byte).await {
            Ok(1) => *place = byte[0],
            _ => panic!("the line ended before {} of {} bytes ({bytes:02x?})", at + 1, bytes.len()),
        }
    }
    assert_eq!(came, bytes, "expected {:?}", String::from_utf8_lossy(bytes));
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

/// An intent to void an entry, made durable by a real ledger on a disk in memory.
pub(crate) fn intent_for(entry: &Entry, entries: usize) -> Durable<Intent> {
    let made: Timestamp = "2026-03-14T18:29:00Z".parse().unwrap();
    let text = |raw: &str| Printable::new(raw, 80);
    let plan = Plan {
        kind: RemedyKind::Void,
        device: entry.device.clone(),
        entry: entry.clone(),
        request: tillwright::device::transbank::request(RemedyKind::Void, entry),
        reason: text("charged twice"),
        authoriser: text("the owner"),
        goods: Goods::NotHandedOver,
        archive: "00".repeat(32),
        made,
    };
    let consent = Consent { who: text("technician"), how: ConsentHow::Typed, plan_hash: plan.hash() };
    let pre_state = PreState { shown: Some(entry.clone()), last: None, entries, total: entry.amount, read: made };
    durable(made, plan, consent, pre_state)
}

pub(crate) fn durable(made: Timestamp, plan: Plan, consent: Consent, pre_state: PreState) -> Durable<Intent> {
    thread_local! {
        static VAULT: RefCell<Vault> = RefCell::new(Vault::in_memory().unwrap());
    }
    VAULT.with_borrow_mut(|vault| vault.ledger_mut().intend(made, plan, consent, pre_state).unwrap())
}

/// Executes a void against a script.
pub(crate) async fn void_against(script: Vec<Step>, eye: &mut Eye) -> Outcome {
    let intent = intent_for(&entry().await, 1);
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    against(script, eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await
}
