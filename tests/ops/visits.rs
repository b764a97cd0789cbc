//! A visit from listening to the hand-back list.

use std::sync::{Arc, Mutex};
use tillwright::device::Reprinted;

use tillwright::diagnose::dispute::{Question, Verdict};
use tillwright::link::{Fingerprint, LineKind, LineSettings, LinkError, Opened, Opener, Opening, PortSpec};
use tillwright::model::{Currency, CurrencySource, IdentityProof, Money, Outcome};
use tillwright::ops::visit::Asked;
use tillwright::ops::{Class, dispute, recover, remedy, reprint, visit};
use tillwright::sim::transbank::Terminal;
use tillwright::text::Lang;
use tillwright::vault::ledger::Event;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::bench::{Bench, MORNING, morning, morning_with, port, scenario};

fn pesos(amount: i64) -> Money {
    Money::new(amount, Currency::CLP, CurrencySource::Person)
}

#[tokio::test(start_paused = true)]
async fn a_whole_visit() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    let first = visit::identify(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert_eq!(first.identity.proof, IdentityProof::Told);
    assert_eq!(first.identity.id.as_ref().unwrap().to_string(), "transbank:000000000001:SIM00001");
    assert!(first.hand_back.iter().any(|line| line.read(Lang::En).contains("SIM00001")));

    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!((pulled.entries, pulled.new, pulled.resumed), (3, 3, 0));
    assert_eq!(bench.console.vault.load(&pulled.archive.path).unwrap().entries.len(), 3);
    assert!(!bench.console.vault.load(&pulled.archive.path).unwrap().wire.is_empty());
    let again = visit::identify(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert_eq!(again.identity.proof, IdentityProof::Continuity { matched: 3 });

    let device = again.identity.id.unwrap();
    let question = Question { amount: pesos(12_500), around: None, last4: Some("4242".to_owned()) };
    let answer = dispute::ask(&bench.console, &device, question).unwrap();
    assert_eq!(answer.verdict, Verdict::ApprovedHere);
    assert!(answer.candidates[0].evidence.in_memory);
    let question = Question { amount: pesos(77), around: None, last4: None };
    assert_eq!(dispute::ask(&bench.console, &device, question).unwrap().verdict, Verdict::NoRecord);

    let last = bench.entry(30_000);
    let printed = reprint::reprint(&mut bench.console, &mut visit, &last, &mut bench.eyes).await.unwrap();
    assert_eq!(printed, Reprinted::Wanted);
    let sale = bench.entry(12_500);
    let refused = reprint::reprint(&mut bench.console, &mut visit, &sale, &mut bench.eyes).await.unwrap_err();
    assert_eq!((refused.code, refused.class), ("not_last", Class::Rule));

    let remedies = remedy::remedies(&mut bench.console, &mut visit, &sale, &mut bench.eyes).await.unwrap();
    assert!(remedies.all[0].refusals.is_empty(), "{remedies:?}");
    let debit = bench.entry(990);
    let remedies = remedy::remedies(&mut bench.console, &mut visit, &debit, &mut bench.eyes).await.unwrap();
    assert_eq!(remedies.all[0].refusals[0].as_str(), "debit");

    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    assert_eq!(plan.archive, pulled.archive.hash);
    let done = bench.execute(&mut visit, plan).await.unwrap();
    assert!(matches!(done.outcome, Outcome::Done { .. }), "{:?}", done.outcome);
    assert_eq!(done.intent.pre_state.entries, 3);
    assert_eq!(done.intent.pre_state.total.minor, 43_490);
    assert_eq!(bench.voids(sale.number), 1);
    assert_eq!(bench.eyes.sent("1200"), 1);

    let twice = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!((twice.code, twice.class), ("already_voided", Class::Rule));
    assert!(recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap().is_empty());
    let lines = bench.console.vault.ledger().lines().unwrap();
    let events: Vec<&Event> = lines.iter().filter_map(|line| line.event.as_ref()).collect();
    assert!(matches!(events[0], Event::Visit { .. }));
    let intent = events.iter().position(|event| matches!(event, Event::Intent(_))).unwrap();
    let answer = events.iter().position(|event| matches!(event, Event::Answer { .. })).unwrap();
    let outcome = events.iter().position(|event| matches!(event, Event::Outcome { .. })).unwrap();
    assert!(intent < answer && answer < outcome, "{events:?}");
    assert!(bench.console.vault.ledger().verify().unwrap().iter().all(|writer| writer.broken.is_none()));
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_does_not_listen_is_no_device() {
    let mut bench = Bench::new(morning_with("integrated = false"));
    let failure = bench.open().await.err().unwrap();
    assert_eq!((failure.class, failure.code), (Class::NoDevice, "no_device"));
    let text = failure.to_text(Lang::En);
    assert!(text.contains("115200") && text.contains("integrated mode"), "{text}");
    assert!(
        bench
            .console
            .vault
            .ledger()
            .lines()
            .unwrap()
            .iter()
            .all(|line| { !matches!(line.event, Some(Event::Visit { .. })) })
    );
}

#[tokio::test(start_paused = true)]
async fn a_port_that_another_program_holds_is_left_alone() {
    let mut bench = Bench::new(scenario(MORNING));
    let busy = LinkError::Busy { port: "/dev/ttyUSB0".to_owned(), holder: "cash\u{1b}[2J (4711)".to_owned() };
    *bench.plug.fails.lock().unwrap() = Some(busy);
    let failure = bench.open().await.err().unwrap();
    assert_eq!((failure.class, failure.code, failure.class.exit_code()), (Class::Busy, "port_busy", 5));
    let text = failure.to_text(Lang::Es);
    assert!(text.contains("4711") && !text.contains('\u{1b}'), "{text}");
}

/// A line on which a till polls by itself; keeps what is said to it.
#[derive(Default)]
struct TillLine {
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Opener for TillLine {
    fn open<'a>(&'a self, _port: &'a PortSpec, _default: LineSettings) -> Opening<'a> {
        Box::pin(async {
            let (ours, mut theirs) = tillwright::link::memory::pair();
            let heard = self.heard.clone();
            tokio::spawn(async move {
                theirs.write_all(&[0x02, b'0', b'1', b'0', b'0', 0x03, 0x02]).await.unwrap();
                let mut byte = [0];
                while matches!(theirs.read(&mut byte).await, Ok(1)) {
                    heard.lock().unwrap().push(byte[0]);
                }
            });
            let name = "sim0".to_owned();
            let (stream, line) = (Box::new(ours), LineKind::Serial);
            Ok(Opened { stream, line, fingerprint: Fingerprint::default(), saved: None, name })
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_till_on_the_line_ends_the_visit_before_a_byte_is_sent() {
    let mut bench = Bench::new(scenario(MORNING));
    let line = TillLine::default();
    let heard = line.heard.clone();
    bench.console.opener = Arc::new(line);
    let failure = bench.open().await.err().unwrap();
    assert_eq!((failure.class, failure.code), (Class::Busy, "till_heard"));
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert_eq!(*heard.lock().unwrap(), Vec::<u8>::new());
}

#[tokio::test(start_paused = true)]
async fn the_same_terminal_comes_back_after_an_unplug() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let visit = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.unwrap();
    assert_eq!(visit.identity.unwrap().proof, IdentityProof::Continuity { matched: 3 });
}

#[tokio::test(start_paused = true)]
async fn another_terminal_on_the_cable_ends_the_visit() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    bench.plug_in(Terminal::new(morning("").clone_as("SIM00002")));
    let failure = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.err().unwrap();
    assert_eq!((failure.class, failure.code), (Class::Rule, "other_device"));
    let text = failure.to_text(Lang::En);
    assert!(text.contains("SIM00002") && text.contains("SIM00001"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn another_adapter_at_the_port_ends_the_visit() {
    let mut bench = Bench::new(scenario(MORNING));
    let print = |serial: &str| Fingerprint { serial: Some(serial.to_owned()), ..Fingerprint::default() };
    *bench.plug.fingerprint.lock().unwrap() = print("A1");
    let visit = visit::open(&mut bench.console, &port(), Asked::default(), &mut bench.eyes).await.unwrap();
    *bench.plug.fingerprint.lock().unwrap() = print("B2");
    let failure = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.err().unwrap();
    assert_eq!(failure.code, "other_adapter");
}

#[tokio::test(start_paused = true)]
async fn no_paper_is_told_and_nothing_is_claimed() {
    let mut bench = Bench::new(morning_with("paper = \"out\""));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let last = bench.entry(30_000);
    let failure = reprint::reprint(&mut bench.console, &mut visit, &last, &mut bench.eyes).await.unwrap_err();
    assert_eq!((failure.class, failure.code), (Class::Refused, "device_refused"));
    assert!(failure.to_text(Lang::En).contains("24"), "{}", failure.to_text(Lang::En));
    assert!(bench.terminal().printed().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_slip_of_another_sale_is_said_so_and_written_down() {
    // The till sells between the list and the reprint.
    let mut bench = Bench::new(morning("[[till]]\nbefore = \"0250\"\nsell = { amount = 5000 }"));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let last = bench.entry(30_000);
    let printed = reprint::reprint(&mut bench.console, &mut visit, &last, &mut bench.eyes).await.unwrap();
    let Reprinted::Other { printed } = printed else { panic!("{printed:?}") };
    assert_eq!(printed.amount.minor, 5000);
    let lines = bench.console.vault.ledger().lines().unwrap();
    let noted = lines.into_iter().find_map(|line| match line.event {
        Some(Event::Reprinted { printed, .. }) => Some(printed),
        _ => None,
    });
    assert!(noted.unwrap().contains("destroyed"));
}

#[tokio::test(start_paused = true)]
async fn a_saved_device_is_only_read() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    let sealed = bench.pull(&mut visit).await.unwrap();
    *bench.plug.read_only.lock().unwrap() = true;
    let mut saved = bench.visit().await;
    let sale = bench.entry(12_500);
    let again = bench.pull(&mut saved).await.unwrap();
    assert_eq!(again.archive.path, sealed.archive.path, "what is here already is not sealed again");
    assert_eq!(bench.console.vault.archives().unwrap().len(), 1);
    let refused = bench.plan(&mut saved, &sale).await.unwrap_err();
    assert_eq!((refused.class, refused.code), (Class::Rule, "read_only"));
    let refused = reprint::reprint(&mut bench.console, &mut saved, &sale, &mut bench.eyes).await.unwrap_err();
    assert_eq!(refused.code, "read_only");
    let refused = recover::recover(&mut bench.console, &mut saved, &mut bench.eyes).await.unwrap_err();
    assert_eq!(refused.code, "read_only");
    assert_eq!((bench.eyes.sent("0250"), bench.eyes.sent("1200")), (0, 0));
}

trait CloneAs {
    fn clone_as(self, terminal: &str) -> Self;
}

impl CloneAs for tillwright::sim::transbank::Scenario {
    fn clone_as(mut self, terminal: &str) -> Self {
        terminal.clone_into(&mut self.terminal);
        self
    }
}
