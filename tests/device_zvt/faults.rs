//! The driver against the simulated terminal, over a line that goes wrong at every byte it can: a reversal is never executed
//! twice, and no outcome claims what did not happen.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use tillwright::device::zvt::Driver;
use tillwright::device::{Depth, DeviceError};
use tillwright::link::fault::{Fault, FaultPlan, Faulty};
use tillwright::link::{LineKind, Stream};
use tillwright::model::*;
use tillwright::sim::zvt::{MovementKind, Scenario, Terminal};
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};

use super::kit::*;

/// A payment of 10.10 euro, the last one of a short day: its amount holds the byte that the line doubles.
const SALES: &str = r#"
[[transaction]]
amount = 990
time = "2026-03-14T09:00:00"
[[transaction]]
amount = 1010
time = "2026-03-14T10:00:00"
"#;

/// The terminal prints on its own paper, so that an exchange is short.
const OWN_PAPER: &str = "config = 0x08";
/// It prints to the till, line by line.
const TO_TILL: &str = "config = 0x8e";

/// A terminal with these options and further tables.
pub(crate) fn terminal(options: &str, more: &str) -> Terminal {
    let shop = "shop = [\"Laden\"]\nterminal = \"52500001\"\nstart = \"2026-03-14T18:30:00\"\n";
    let toml = format!("{shop}\n[options]\npassword = \"{PASSWORD}\"\n{options}\n{SALES}\n{more}");
    Terminal::new(Scenario::load(&toml).unwrap())
}

/// Work with a driver on a stream.
pub(crate) async fn over<S: Stream, T>(stream: S, kind: LineKind, work: impl AsyncFnOnce(&mut Driver<S>) -> T) -> T {
    let mut driver = Driver::new(stream, terms(kind, true));
    let out = work(&mut driver).await;
    drop(driver);
    // What is on its way arrives.
    tokio::time::sleep(Duration::from_millis(5)).await;
    out
}

/// The last transaction that a terminal tells.
pub(crate) async fn last(terminal: &Terminal, kind: LineKind) -> Option<Entry> {
    let mut eye = Eye::new();
    let journal = over(terminal.plug(kind), kind, async |driver| {
        driver.pull(Depth::Silent, &mut Keep::default(), &mut eye).await.unwrap()
    });
    journal.await.entries.pop()
}

/// How a reversal ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    /// What reading over the same line made of it at once.
    pub(crate) at_once: Option<Outcome>,
    /// What reading over a new and good line made of it.
    pub(crate) resolved: Option<Result<Outcome, DeviceError>>,
    pub(crate) executed: usize,
    pub(crate) text: String,
}

impl Ended {
    pub(crate) fn resolved(&self) -> &str {
        self.resolved.as_ref().map_or("", |resolved| resolved.as_ref().map_or("error", Outcome::as_str))
    }
}

pub(crate) fn executed(terminal: &Terminal) -> usize {
    let gives_back = |kind| matches!(kind, MovementKind::Void | MovementKind::Refund);
    terminal.movements().iter().filter(|movement| gives_back(movement.kind)).count()
}

/// Reverses the last payment over a stream that `spoil` makes of a good one, reads again over a good one, and holds every
/// claim against what was executed.
pub(crate) async fn reverse<S: Stream>(
    terminal: &Terminal,
    kind: LineKind,
    spoil: impl FnOnce(DuplexStream) -> S + Send + Unpin,
) -> Ended {
    let entry = last(terminal, kind).await.unwrap();
    let intent = intent_for(&entry);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let begin = Arc::new(AtomicBool::new(false));
    let line = Switched { good: Some(terminal.plug(kind)), spoil: Some(spoil), bad: None, begin: begin.clone() };
    let (outcome, at_once) = over(line, kind, async |driver| {
        driver.detect(&mut eye).await.unwrap();
        // Our last ACK is still on its way.
        tokio::time::sleep(Duration::from_millis(20)).await;
        eye.log.lock().unwrap().clear();
        begin.store(true, Ordering::Relaxed);
        let outcome = driver.execute(&intent, &mut notes, &mut eye).await;
        let at_once = match outcome {
            Outcome::Unknown { .. } => driver.resolve(intent.get(), true, &mut eye).await.ok(),
            _ => None,
        };
        (outcome, at_once)
    })
    .await;
    assert!(eye.text().matches("> asks for 06 30 reversal").count() <= 1, "{}", eye.text());
    let resolved = match outcome {
        Outcome::Unknown { .. } => Some(settle(terminal, kind, &intent, &mut eye).await),
        _ => None,
    };
    let executed = executed(terminal);
    assert!(executed <= 1, "executed {executed} times\n{}", eye.text());
    let claims = [Some(&outcome), at_once.as_ref(), resolved.as_ref().and_then(|resolved| resolved.as_ref().ok())];
    for claim in claims.into_iter().flatten() {
        match claim {
            Outcome::Done { .. } => assert_eq!(executed, 1, "{claim:?}\n{}", eye.text()),
            Outcome::NotDone { .. } => assert_eq!(executed, 0, "{claim:?}\n{}", eye.text()),
            Outcome::Unknown { .. } => {}
        }
        assert!(!claim.evidence().contains(PASSWORD));
    }
    Ended { outcome, at_once, resolved, executed, text: eye.text() }
}

/// What a new visit makes of it.
async fn settle(
    terminal: &Terminal,
    kind: LineKind,
    intent: &tillwright::vault::ledger::Durable<Intent>,
    eye: &mut Eye,
) -> Result<Outcome, DeviceError> {
    over(terminal.plug(kind), kind, async |driver| {
        driver.listen(eye).await?;
        driver.resolve(intent.get(), true, eye).await
    })
    .await
}

async fn spoilt(terminal: &Terminal, kind: LineKind, plan: FaultPlan) -> Ended {
    reverse(terminal, kind, |stream| Faulty::new(stream, plan)).await
}

/// A good line that becomes another one when the reversal begins.
struct Switched<S, F> {
    good: Option<DuplexStream>,
    spoil: Option<F>,
    bad: Option<S>,
    begin: Arc<AtomicBool>,
}

impl<S: Stream, F: FnOnce(DuplexStream) -> S + Send + Unpin> Switched<S, F> {
    fn line(&mut self) -> Pin<&mut dyn Stream> {
        if self.begin.load(Ordering::Relaxed)
            && let (Some(good), Some(spoil)) = (self.good.take(), self.spoil.take())
        {
            self.bad = Some(spoil(good));
        }
        match (&mut self.bad, &mut self.good) {
            (Some(bad), _) => Pin::new(bad),
            (None, Some(good)) => Pin::new(good),
            (None, None) => unreachable!("one of them is there"),
        }
    }
}

impl<S: Stream, F: FnOnce(DuplexStream) -> S + Send + Unpin> AsyncRead for Switched<S, F> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        self.line().poll_read(cx, buf)
    }
}

impl<S: Stream, F: FnOnce(DuplexStream) -> S + Send + Unpin> AsyncWrite for Switched<S, F> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        self.line().poll_write(cx, bytes)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.line().poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.line().poll_shutdown(cx)
    }
}

/// Counts the bytes that pass.
struct Counted<S>(S, Arc<Mutex<[u64; 2]>>);

impl<S: Stream> AsyncRead for Counted<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.0).poll_read(cx, buf);
        self.1.lock().unwrap()[0] += (buf.filled().len() - before) as u64;
        polled
    }
}

impl<S: Stream> AsyncWrite for Counted<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let polled = Pin::new(&mut self.0).poll_write(cx, bytes);
        if let Poll::Ready(Ok(count)) = &polled {
            self.1.lock().unwrap()[1] += *count as u64;
        }
        polled
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// Bytes that a good exchange has, read and written.
async fn length(options: &str, kind: LineKind) -> [u64; 2] {
    let counts = Arc::new(Mutex::new([0, 0]));
    let ended = reverse(&terminal(options, ""), kind, |stream| Counted(stream, counts.clone())).await;
    assert_eq!((ended.outcome.as_str(), ended.executed), ("done", 1), "{ended:?}");
    *counts.lock().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_good_line_reverses_once_whatever_is_printed_where() {
    for dialect in ["spec", "card-complete", "rude"] {
        for options in [OWN_PAPER, TO_TILL] {
            for kind in [LineKind::Serial, LineKind::Network] {
                let options = format!("dialect = \"{dialect}\"\n{options}");
                let ended = reverse(&terminal(&options, ""), kind, |stream| stream).await;
                assert_eq!((ended.outcome.as_str(), ended.executed), ("done", 1), "{options} {kind:?} {ended:?}");
            }
        }
    }
}

/// Every byte of an exchange on a line of this kind, with each of these fates; every `stride`th one.
async fn every_byte(options: &str, kind: LineKind, stride: usize, fates: &[Fault]) -> [usize; 3] {
    let [read, written] = length(options, kind).await;
    let mut counts = [0; 3];
    for fate in fates {
        let plans = (0..read).step_by(stride).map(|at| FaultPlan::default().reading(at, fate.clone()));
        let plans = plans.chain((0..written).step_by(stride).map(|at| FaultPlan::default().writing(at, fate.clone())));
        for plan in plans {
            let name = plan.to_string();
            let ended = spoilt(&terminal(options, ""), kind, plan).await;
            let place =
                ["done", "not_done", "unknown"].iter().position(|name| *name == ended.outcome.as_str()).unwrap();
            counts[place] += 1;
            if ended.outcome.as_str() == "unknown" {
                assert!(ended.resolved.is_some(), "{name}");
            }
        }
    }
    counts
}

#[tokio::test(start_paused = true)]
async fn a_serial_exchange_broken_at_every_byte_claims_nothing_wrong() {
    let fates = [Fault::Cut, Fault::Stall, Fault::Lose, Fault::Flip(0x80), Fault::Double, Fault::Noise(vec![0x10])];
    let counts = every_byte(OWN_PAPER, LineKind::Serial, 1, &fates).await;
    assert!(counts[0] > 50 && counts[2] > 50, "{counts:?}");
    let fates = [Fault::Flip(0x01), Fault::Flip(0x10), Fault::Noise(vec![0x06]), Fault::Noise(vec![0x15, 0x02])];
    every_byte(OWN_PAPER, LineKind::Serial, 3, &fates).await;
    let fates = [Fault::Delay(Duration::from_millis(300)), Fault::Delay(Duration::from_secs(12))];
    every_byte(OWN_PAPER, LineKind::Serial, 3, &fates).await;
}

#[tokio::test(start_paused = true)]
async fn a_serial_exchange_with_receipts_broken_all_along_claims_nothing_wrong() {
    let fates = [Fault::Cut, Fault::Stall, Fault::Lose, Fault::Flip(0x40)];
    let counts = every_byte(TO_TILL, LineKind::Serial, 71, &fates).await;
    assert!(counts[0] > 20 && counts[2] > 20, "{counts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_network_connection_that_ends_at_every_byte_claims_nothing_wrong() {
    for (options, stride) in [(OWN_PAPER, 1), (TO_TILL, 53)] {
        let fates = [Fault::Cut, Fault::Stall, Fault::Delay(Duration::from_secs(12))];
        let counts = every_byte(options, LineKind::Network, stride, &fates).await;
        assert!(counts[2] > 5, "{counts:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_other_reading_of_the_specification_claims_nothing_wrong_either() {
    let options = format!("{OWN_PAPER}\nauto_reversal = false");
    every_byte(&options, LineKind::Serial, 1, &[Fault::Cut, Fault::Stall, Fault::Lose]).await;
    every_byte(&options, LineKind::Network, 1, &[Fault::Cut, Fault::Stall]).await;
}

#[tokio::test(start_paused = true)]
async fn every_fault_of_the_terminal() {
    for (play, outcome, resolved, executed) in [
        ("no_answer", "unknown", "not_done", 0),
        ("ack_only", "unknown", "not_done", 0),
        ("lost_ack", "done", "", 1),
        ("silence", "unknown", "not_done", 0),
        ("answer_code 83", "not_done", "", 0),
        ("answer_code 37", "not_done", "", 0),
        ("answer_code b5", "unknown", "not_done", 0),
        ("refuse 6c", "unknown", "not_done", 0),
        ("refuse b4", "unknown", "not_done", 0),
        ("execute_then_silence", "unknown", "done", 1),
        ("execute_then_answer_code b5", "unknown", "done", 1),
        ("execute_then_code 6c", "unknown", "done", 1),
        ("execute_then_drop_link", "unknown", "done", 1),
        ("execute_then_wrong_answer", "unknown", "done", 1),
        ("execute_then_stale_answer", "unknown", "done", 1),
        ("drop_link", "unknown", "not_done", 0),
        ("other_terminal", "unknown", "done", 1),
        ("other_amount", "unknown", "done", 1),
        ("other_original", "unknown", "done", 1),
        ("no_original", "unknown", "done", 1),
    ] {
        let fault = format!("[[faults]]\ncommand = \"0630\"\nthen = \"{play}\"");
        let ended = reverse(&terminal(OWN_PAPER, &fault), LineKind::Serial, |stream| stream).await;
        assert_eq!(
            (ended.outcome.as_str(), ended.resolved(), ended.executed),
            (outcome, resolved, executed),
            "{play}: {:?} {:?}\n{}",
            ended.outcome,
            ended.resolved,
            ended.text
        );
    }
}

#[tokio::test(start_paused = true)]
async fn every_fault_of_one_message_of_the_terminal() {
    let mut counts = [0; 3];
    for options in [OWN_PAPER, TO_TILL] {
        for at in ["accept", "status", "result", "print", "end"] {
            for play in [
                "drop_link",
                "drop_after",
                "lose",
                "twice",
                "deaf 1",
                "deaf 2",
                "deaf 3",
                "deaf_answer",
                "bad_crc",
                "always_bad_crc",
                "garbage",
                "late 100",
                "late 4900",
                "late 40000",
                "late 170000",
                "late 190000",
                "truncated",
            ] {
                let fault = format!("[[faults]]\ncommand = \"0630\"\nat = \"{at}\"\nthen = \"{play}\"");
                let ended = reverse(&terminal(options, &fault), LineKind::Serial, |stream| stream).await;
                let place = ["done", "not_done", "unknown"].iter().position(|name| *name == ended.outcome.as_str());
                counts[place.unwrap()] += 1;
                let harmless =
                    ["twice", "deaf 1", "deaf 2", "deaf_answer", "bad_crc", "garbage", "late 100", "late 4900"];
                if harmless.contains(&play) {
                    assert_eq!(
                        (ended.outcome.as_str(), ended.executed),
                        ("done", 1),
                        "{options} {at} {play}: {:?}\n{}",
                        ended.outcome,
                        ended.text
                    );
                }
            }
        }
    }
    assert!(counts[0] > 50 && counts[2] > 20, "{counts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_reverses_its_last_payment_is_found_out() {
    let terminal = terminal(&format!("dialect = \"pax-a80\"\n{OWN_PAPER}"), "");
    let kind = LineKind::Serial;
    // It tells its last transaction to nobody, so the payment is typed from its paper receipt.
    assert!(last(&terminal, kind).await.is_none());
    let sold = terminal.entries().into_iter().find(|sold| sold.amount == 990).unwrap();
    let mut typed = entry().await;
    typed.number = sold.receipt.into();
    typed.amount.minor = 990;
    typed.references.retain(|reference| reference.name != RefName::Trace);
    typed.provenance = Provenance::Typed;
    let intent = intent_after(&typed, None);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome =
        over(terminal.plug(kind), kind, async |driver| driver.execute(&intent, &mut notes, &mut eye).await).await;
    assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
    assert!(outcome.evidence().contains("its amount is EUR 10.10 instead of EUR 9.90"), "{outcome:?}");
    assert_eq!(executed(&terminal), 1, "the wrong one");
    let resolved = settle(&terminal, kind, &intent, &mut eye).await.unwrap();
    assert_eq!(resolved.as_str(), "unknown", "{resolved:?}");
}

#[tokio::test(start_paused = true)]
async fn a_contactless_reversal_that_comes_back_as_a_refund_is_reported() {
    let more = "[[transaction]]\namount = 1230\ntime = \"2026-03-14T11:00:00\"\nentry = \"contactless\"";
    let terminal = terminal(&format!("contactless_refund = true\n{TO_TILL}"), more);
    let ended = reverse(&terminal, LineKind::Serial, |stream| stream).await;
    assert_eq!((ended.outcome.as_str(), ended.executed), ("done", 1), "{ended:?}");
    assert!(ended.outcome.evidence().contains("Gutschrift"), "{:?}", ended.outcome);
    assert!(terminal.movements().iter().any(|movement| movement.kind == MovementKind::Refund));
}

#[tokio::test(start_paused = true)]
async fn what_a_till_did_in_between_is_never_taken_for_ours() {
    let hook = |deed: &str| format!("[[till]]\nbefore = \"0630\"\n{deed}");
    for (deed, outcome, resolved) in [
        // The till's own reversal: whose it was, nobody can tell from the last transaction.
        ("reverse = 2", "unknown", ""),
        ("close = true", "unknown", ""),
        ("replaced_by = \"52500099\"", "unknown", "unknown"),
        ("pay = 333", "done", ""),
    ] {
        let terminal = terminal(OWN_PAPER, &hook(deed));
        let entry = last(&terminal, LineKind::Serial).await.unwrap();
        let intent = intent_for(&entry);
        let (mut eye, kind) = (Eye::new(), LineKind::Serial);
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        let told =
            over(terminal.plug(kind), kind, async |driver| driver.execute(&intent, &mut notes, &mut eye).await).await;
        assert_eq!(told.as_str(), outcome, "{deed}: {told:?}");
        if resolved == "unknown" {
            let now = settle(&terminal, kind, &intent, &mut eye).await.unwrap();
            assert_eq!(now.as_str(), resolved, "{deed}: {now:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_lines_with_several_faults_never_reverse_twice_nor_claim_what_is_not() {
    const PLAYS: &[&str] = &[
        "",
        "execute_then_silence",
        "execute_then_code 6c",
        "refuse b5",
        "answer_code 83",
        "silence",
        "lost_ack",
        "nak 1",
    ];
    let mut counts = [0; 3];
    for seed in 0..1_000 {
        let mut dice = Dice(seed);
        let kind = if dice.below(4) == 0 { LineKind::Network } else { LineKind::Serial };
        let within = [60, 200, 2_000][dice.below(3)];
        // A network loses no bytes and changes none.
        let plan = match kind {
            LineKind::Serial => FaultPlan::seeded(seed, dice.below(5), within),
            LineKind::Network if dice.below(2) == 0 => FaultPlan::default().reading(dice.below(200) as u64, Fault::Cut),
            LineKind::Network => FaultPlan::default().writing(dice.below(60) as u64, Fault::Cut),
        };
        let paper = if dice.below(2) == 0 { OWN_PAPER } else { TO_TILL };
        let dialect = ["spec", "card-complete", "rude"][dice.below(3)];
        let options = format!("dialect = \"{dialect}\"\nauto_reversal = {}\n{paper}", dice.below(3) > 0);
        let play = PLAYS[dice.below(PLAYS.len())];
        let fault = match play {
            "" => String::new(),
            play => format!("[[faults]]\ncommand = \"0630\"\nthen = \"{play}\""),
        };
        let ended = spoilt(&terminal(&options, &fault), kind, plan).await;
        counts[["done", "not_done", "unknown"].iter().position(|name| *name == ended.outcome.as_str()).unwrap()] += 1;
    }
    assert!(counts.iter().all(|count| *count > 50), "all three come: {counts:?}");
}
