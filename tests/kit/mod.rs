//! What the tests of every driver share: who looks on, keeps and notes, what a scripted peer waits for, and intents.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tillwright::device::{NotDurable, Progress, Sink, Watch, Witness};
use tillwright::model::*;
use tillwright::vault::Vault;
use tillwright::vault::ledger::Durable;
use tokio::io::{AsyncReadExt, DuplexStream};

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

/// These bytes have to come.
pub(crate) async fn expect(stream: &mut DuplexStream, bytes: &[u8]) {
    let mut came = Vec::new();
    while came.len() < bytes.len() {
        let mut byte = [0];
        match stream.read(&mut byte).await {
            Ok(1) => came.push(byte[0]),
            _ => panic!("the line ended after {came:02x?} of {bytes:02x?}"),
        }
        assert_eq!(came, bytes[..came.len()], "expected {bytes:02x?} ({})", String::from_utf8_lossy(bytes));
    }
}

/// Nothing may come for so many milliseconds.
pub(crate) async fn silence(stream: &mut DuplexStream, ms: u64) {
    let mut byte = [0];
    let heard = tokio::time::timeout(Duration::from_millis(ms), stream.read(&mut byte)).await;
    assert!(heard.is_err() || matches!(heard, Ok(Ok(0))), "{byte:02x?} came in a silence");
}

/// When the pre-state of the intents was read, and the intents were made.
pub(crate) fn made() -> Timestamp {
    "2026-03-14T18:29:00Z".parse().unwrap()
}

/// An intent to void an entry by this request, made durable by a real ledger on a disk in memory.
pub(crate) fn intend(entry: &Entry, request: Vec<u8>, pre_state: PreState) -> Durable<Intent> {
    let text = |raw: &str| Printable::new(raw, 80);
    let plan = Plan {
        kind: RemedyKind::Void,
        device: entry.device.clone(),
        entry: entry.clone(),
        request,
        reason: text("charged twice"),
        authoriser: text("the owner"),
        goods: Goods::NotHandedOver,
        archive: "00".repeat(32),
        made: made(),
    };
    let consent = Consent { who: text("technician"), how: ConsentHow::Typed, plan_hash: plan.hash() };
    durable(made(), plan, consent, pre_state)
}

pub(crate) fn durable(made: Timestamp, plan: Plan, consent: Consent, pre_state: PreState) -> Durable<Intent> {
    thread_local! {
        static VAULT: RefCell<Vault> = RefCell::new(Vault::in_memory().unwrap());
    }
    VAULT.with_borrow_mut(|vault| vault.ledger_mut().intend(made, plan, consent, pre_state).unwrap())
}

/// Numbers that repeat exactly for a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap()
    }
}
