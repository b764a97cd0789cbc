//! The use cases on a terminal whose journal silent queries do not show: what is agreed to, what is kept, and that no way
//! leads to a second reversal.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::SignedDuration;
use tillwright::diagnose::dispute::{Question, Verdict};
use tillwright::link::LineKind;
use tillwright::model::{
    Currency, CurrencySource, Direction, Entry, Extent, Intent, Kind, Money, Outcome, Provenance, RefName, Refusal,
    VoidMark,
};
use tillwright::ops::visit::Asked;
use tillwright::ops::{Class, Visit, dispute, pull, recover, remedy, visit};
use tillwright::sim::zvt::{MovementKind, Terminal};
use tillwright::text::{self, Lang};
use tillwright::vault::ledger::Event;
use tillwright::vault::memory::Fault;

use crate::bench::{Bench, console_on, port};

/// A morning with four payments, the last one over another amount.
const MORNING: &str = r#"
terminal = "52500041"
first_receipt = 41
first_trace = 17
start = "2026-03-14T18:25:00"

[options]
gap_ms = 0

[[transaction]]
amount = 2499
time = "2026-03-14T10:00:00"
last4 = "8834"

[[transaction]]
amount = 1010
time = "2026-03-14T10:05:00"
last4 = "2207"

[[transaction]]
amount = 1849
time = "2026-03-14T10:10:00"
last4 = "7316"
result = 0x05

[[transaction]]
amount = 777
time = "2026-03-14T10:20:00"
last4 = "3318"
"#;

fn morning(options: &str) -> String {
    MORNING.replace("gap_ms = 0", &format!("gap_ms = 0\n{options}"))
}

fn with(more: &str) -> String {
    format!("{MORNING}\n{more}")
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR, CurrencySource::Person)
}

/// A bench whose vault holds the morning, and the payment in question.
async fn ready(day: &str) -> (Bench, Visit, Entry) {
    let mut bench = Bench::zvt(day);
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(2499);
    (bench, visit, sale)
}

fn back(terminal: &Terminal) -> Vec<(u32, i64)> {
    let movements = terminal.movements();
    let back = movements.iter().filter(|moved| moved.kind != MovementKind::Sale);
    back.map(|moved| (moved.entry, moved.amount_minor)).collect()
}

/// How many frames of this command left.
fn sent(bench: &Bench, meaning: &str) -> usize {
    bench.eyes.lines.iter().filter(|(_, _, said)| said.contains(meaning)).count()
}

fn consents(bench: &Bench) -> Vec<String> {
    let lines = bench.console.vault.ledger().lines().unwrap();
    let consent = |event| match event {
        Some(Event::Visit { consent, .. }) => Some(consent),
        _ => None,
    };
    lines.into_iter().filter_map(|line| consent(line.event)).collect()
}

#[tokio::test(start_paused = true)]
async fn without_agreement_only_the_last_transaction_is_read_and_nothing_is_changed() {
    let mut bench = Bench::zvt(MORNING);
    bench.asked = Asked::default();
    let before = bench.zvt_terminal().config();
    let mut visit = bench.visit().await;
    let found = visit::identify(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert_eq!(found.identity.id.unwrap().to_string(), "zvt::52500041");
    let refused = bench.pull(&mut visit).await.unwrap_err();
    assert_eq!((refused.class, refused.code), (Class::Consent, "consent_missing"));
    assert!(refused.to_text(Lang::En).contains("registration (06 00) (changes a stored setting)"), "{refused:?}");
    assert_eq!((bench.zvt_terminal().config(), bench.zvt_terminal().printed().len()), (before, 0));
    assert_eq!(sent(&bench, "registration"), 0);
    assert!(bench.console.vault.archives().unwrap().is_empty());
    // Agreed on the screen it is noted, then read.
    visit::agree(&mut bench.console, &mut visit).unwrap();
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!((pulled.archive.extent, pulled.entries), (Extent::Whole, 4));
    assert_ne!(bench.zvt_terminal().config(), before);
    assert_eq!(
        consents(&bench),
        [
            "",
            "agreed on the screen",
            "pull: registration (06 00) (changes a stored setting), reprint of receipts (06 12, 06 20) (prints)"
        ]
    );
    let list = visit::hand_back(&visit).iter().map(|line| line.read(Lang::En)).collect::<Vec<_>>().join("\n");
    assert!(list.contains("have the till register again"), "{list}");
}

#[tokio::test(start_paused = true)]
async fn what_was_agreed_to_is_in_the_ledger_before_it_is_sent() {
    let mut bench = Bench::zvt(MORNING);
    let mut visit = bench.visit().await;
    let disk = bench.disk.clone();
    bench.eyes.on_wire = Some(Box::new(move |_, _, meaning| {
        if meaning.contains("registration") {
            let written =
                disk.files().iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("pull: registration"));
            assert!(written, "sent before it was noted");
        }
    }));
    bench.pull(&mut visit).await.unwrap();
    bench.eyes.on_wire = None;
    assert!(sent(&bench, "registration") > 0);
}

#[tokio::test(start_paused = true)]
async fn printed_receipts_become_entries_and_the_last_one_a_record_with_its_lines() {
    let (bench, _visit, sale) = ready(MORNING).await;
    let known = bench.console.vault.journal(None).unwrap();
    let told: Vec<_> = known.iter().map(|known| (known.entry.number, known.entry.provenance)).collect();
    use Provenance::{Print, Structured};
    assert_eq!(told, [(41, Print), (42, Print), (43, Print), (44, Structured)]);
    assert!(known.iter().all(|known| !known.entry.printed.is_empty()));
    assert_eq!(sale.reference(RefName::Trace).unwrap().as_str(), "000017");
    assert_eq!(sale.time.unwrap().to_string(), "2026-03-14 10:00:00");
}

#[tokio::test(start_paused = true)]
async fn a_reversal_goes_out_once_and_every_number_agrees() {
    let (mut bench, mut visit, sale) = ready(MORNING).await;
    let done = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(done.outcome, Outcome::Done { .. }), "{:?}", done.outcome);
    assert!(done.proof.contains("the journal shows a void of it, number 45"), "{}", done.proof);
    let last = done.intent.pre_state.last.as_ref().unwrap();
    assert_eq!((last.number, last.amount.minor, done.intent.pre_state.shown.is_none()), (44, 777, false));
    assert_eq!(back(&bench.zvt_terminal()), [(41, 2499)]);
    let again = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(again.code, "already_voided");
    let reversals = bench.eyes.lines.iter().filter(|(_, bytes, _)| bytes.starts_with(&[0x10, 0x02, 0x06, 0x30]));
    assert_eq!(reversals.count(), 1, "one 06 30 left, and no second one");
    // Read again the journal says so by itself.
    bench.pull(&mut visit).await.unwrap();
    let known = bench.console.vault.journal(None).unwrap();
    assert_eq!(known.iter().find(|known| known.entry.key == sale.key).unwrap().entry.void, VoidMark::Voided);
    assert_eq!(known.iter().find(|known| known.entry.number == 45).unwrap().entry.kind, Kind::Void);
}

#[tokio::test(start_paused = true)]
async fn a_till_that_paid_or_reversed_meanwhile_is_seen() {
    let (mut bench, mut visit, sale) = ready(MORNING).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    bench.zvt_terminal().till().pay(500).unwrap();
    let done = bench.execute(&mut visit, plan).await.unwrap();
    assert_eq!(done.intent.pre_state.last.as_ref().unwrap().amount.minor, 500, "the baseline is the one just before");
    assert!(matches!(done.outcome, Outcome::Done { .. }), "{:?}", done.outcome);

    let (mut bench, mut visit, sale) = ready(MORNING).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    bench.zvt_terminal().till().reverse(41).unwrap();
    match bench.execute(&mut visit, plan).await {
        Ok(ended) => assert!(!matches!(ended.outcome, Outcome::Done { .. }), "{:?}", ended.outcome),
        Err(refused) => assert_eq!((refused.class, refused.code), (Class::Rule, "already_voided")),
    }
    assert_eq!(back(&bench.zvt_terminal()), [(41, 2499)], "the till's own and no other");
}

#[tokio::test(start_paused = true)]
async fn another_terminal_in_its_place_ends_it_before_a_byte_that_moves_money() {
    let (mut bench, mut visit, sale) = ready(MORNING).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    bench.zvt_terminal().till().replace("99999999").unwrap();
    bench.zvt_terminal().till().pay(100).unwrap();
    let refused = bench.execute(&mut visit, plan).await.unwrap_err();
    assert_eq!((refused.class, refused.code), (Class::Rule, "other_device"));
    assert!(bench.cases().is_empty() && back(&bench.zvt_terminal()).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_lost_end_is_unknown_until_the_last_transaction_is_read() {
    let dropped = "[[faults]]\ncommand = \"0630\"\nat = \"end\"\nthen = \"drop_link\"\n";
    let (mut bench, mut visit, sale) = ready(&with(dropped)).await;
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Unknown { .. }), "{:?}", ended.outcome);
    let mut visit = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.unwrap();
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "intent_unknown");
    let recovered = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert!(matches!(recovered.as_slice(), [one] if matches!(one.outcome, Outcome::Done { .. })), "{recovered:?}");
    assert_eq!(back(&bench.zvt_terminal()), [(41, 2499)]);
    assert_eq!(bench.plan(&mut visit, &sale).await.unwrap_err().code, "already_voided");
}

/// A reading shows that a payment was taken back, not by whom: two intents do not both become done by the one reversal.
#[tokio::test(start_paused = true)]
async fn one_reversal_settles_one_intent_only() {
    let dropped = "[[faults]]\ncommand = \"0630\"\nat = \"end\"\nthen = \"drop_link\"\n";
    let (mut bench, mut visit, sale) = ready(&with(dropped)).await;
    bench.void(&mut visit, &sale).await.unwrap();
    // Another intent for this payment, as a laptop that shares this ledger may have made it; nothing was written of its end.
    let (now, case) = (bench.console.now(), bench.cases().remove(0));
    let Intent { plan, consent, pre_state, .. } = case.intent.clone();
    bench.console.vault.ledger_mut().intend(now, plan, consent, pre_state).unwrap();
    let mut visit = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.unwrap();
    let recovered = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    let words: Vec<&str> = recovered.iter().map(|one| one.outcome.as_str()).collect();
    assert_eq!(words, ["done", "unknown"], "{recovered:?}");
    assert!(recovered[1].outcome.evidence().contains(&case.intent.id.0), "{recovered:?}");
    assert_eq!(back(&bench.zvt_terminal()), [(41, 2499)]);
}

/// A network may carry a request for a minute: what counts is how old it was when the device was read, not when that was over.
#[tokio::test(start_paused = true)]
async fn a_request_is_as_old_as_it_was_when_the_device_was_read() {
    let dropped = "[[faults]]\ncommand = \"0630\"\nthen = \"drop_link\"\n";
    let (mut bench, mut visit, sale) = ready(&with(dropped)).await;
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Unknown { .. }), "{:?}", ended.outcome);
    let mut visit = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.unwrap();
    visit.line = LineKind::Network;
    let read = ended.intent.pre_state.read;
    let asked = Arc::new(AtomicBool::new(false));
    let passed = Arc::clone(&asked);
    let age = move || SignedDuration::from_secs(if passed.load(Ordering::SeqCst) { 61 } else { 59 });
    bench.console.clock = Arc::new(move || read + age());
    bench.eyes.on_wire = Some(Box::new(move |direction, bytes, _| {
        let enquiry = bytes.windows(2).any(|pair| pair == [0x05, 0x01]);
        asked.fetch_or(direction == Direction::ToDevice && enquiry, Ordering::SeqCst);
    }));
    let young = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert!(young[0].outcome.evidence().contains("still be on its way"), "{young:?}");
    let old = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert!(matches!(old[0].outcome, Outcome::NotDone { .. }), "{old:?}");
}

#[tokio::test(start_paused = true)]
async fn a_reversal_that_the_terminal_took_back_is_not_done() {
    // The result never reaches us; the terminal takes it back by itself, as one reading of the specification has it.
    let lost = "[[faults]]\ncommand = \"0630\"\nat = \"result\"\nthen = \"drop_link\"\n";
    let (mut bench, mut visit, sale) = ready(&with(lost)).await;
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Unknown { .. }), "{:?}", ended.outcome);
    let mut visit = visit::reopen(&mut bench.console, visit, &mut bench.eyes).await.unwrap();
    let recovered = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    let moved = back(&bench.zvt_terminal()).len();
    match (&recovered[0].outcome, moved) {
        (Outcome::Done { .. }, 1) | (Outcome::NotDone { .. }, 0) | (Outcome::Unknown { .. }, _) => {}
        wrong => panic!("{wrong:?}"),
    }
    assert_eq!(moved, 0, "it was taken back");
}

#[tokio::test(start_paused = true)]
async fn a_payment_typed_from_its_paper_is_reversed_once_and_known_by_its_trace() {
    for trace in [Some(17), None] {
        // Nothing was ever listed of this terminal.
        let mut bench = Bench::zvt(&morning("dialect = \"card-complete\""));
        bench.asked = Asked { consented: false, ..bench.asked };
        let mut visit = bench.visit().await;
        let pulled = pull::pull_one(&mut bench.console, &mut visit, 41, &mut bench.eyes).await.unwrap();
        assert_eq!((pulled.archive.extent, pulled.entries), (Extent::Last, 1));
        let typed = remedy::typed(&bench.console, &visit, 41, eur(2499), trace).unwrap();
        assert_eq!(typed.provenance, Provenance::Typed);
        let ended = bench.void(&mut visit, &typed).await.unwrap();
        assert_eq!(ended.intent.plan.archive, pulled.archive.hash);
        match (trace, &ended.outcome) {
            (Some(_), Outcome::Done { .. }) => {}
            (None, Outcome::Unknown { evidence, .. }) => assert!(evidence.contains("000017"), "{evidence}"),
            wrong => panic!("{wrong:?}"),
        }
        assert_eq!(back(&bench.zvt_terminal()), [(41, 2499)]);
        // Typed once more, with the trace or without: it is the same payment.
        for again in [Some(17), None] {
            let typed = remedy::typed(&bench.console, &visit, 41, eur(2499), again).unwrap();
            let refused = bench.plan(&mut visit, &typed).await.unwrap_err();
            let wanted = if trace.is_some() { "already_voided" } else { "intent_unknown" };
            assert_eq!(refused.code, wanted);
        }
        assert_eq!(back(&bench.zvt_terminal()).len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_known_of_the_typed_number_is_taken_in_its_place() {
    let (bench, visit, sale) = ready(MORNING).await;
    assert_eq!(remedy::typed(&bench.console, &visit, 41, eur(2499), None).unwrap(), sale);
    let other = remedy::typed(&bench.console, &visit, 41, eur(2499), Some(99)).unwrap();
    assert_eq!(other.provenance, Provenance::Typed, "another trace is another payment");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_amount_is_the_terminals_to_refuse() {
    let (mut bench, mut visit, _) = ready(MORNING).await;
    let typed = remedy::typed(&bench.console, &visit, 41, eur(9999), Some(17)).unwrap();
    let ended = bench.void(&mut visit, &typed).await.unwrap();
    assert!(!matches!(ended.outcome, Outcome::Done { .. }), "{:?}", ended.outcome);
    assert!(back(&bench.zvt_terminal()).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_lists_nothing_says_what_stays_unknown() {
    let mut bench = Bench::zvt(&morning("dialect = \"card-complete\""));
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!((pulled.archive.extent, pulled.entries), (Extent::Last, 1));
    let odd: Vec<String> = pulled.anomalies.iter().map(|odd| text::cli::anomaly(odd).read(Lang::De)).collect();
    assert_eq!(
        odd,
        [
            "das Gerät nennt nicht, welche Belege seit dem letzten Kassenschnitt vorliegen (83 Die Funktion ist nicht möglich); \
          wie viele Vorgänge es gab, ist nicht feststellbar"
        ]
    );
    let device = pulled.archive.device.unwrap();
    let question = Question { amount: eur(2499), around: None, last4: None };
    let answer = dispute::ask(&bench.console, &device, question).unwrap();
    assert_eq!(answer.verdict, Verdict::NoRecord);
    let said = answer.evidence.iter().map(|line| line.read(Lang::En)).collect::<Vec<_>>().join("\n");
    assert!(said.contains("Only the last transaction of this device"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn a_disk_that_fails_at_any_step_of_a_reversal_makes_no_wrong_word_and_no_second_one() {
    for (operation, fault) in (0..).flat_map(|at| [(at, Fault::Io), (at, Fault::Torn { keep: 7 })]) {
        let (mut bench, visit, sale) = ready(MORNING).await;
        // Silently, so that the disk has to do with the reversal and not with one more pull.
        drop(visit);
        bench.asked = Asked { consented: false, ..bench.asked };
        let mut visit = bench.visit().await;
        let plan = bench.plan(&mut visit, &sale).await.unwrap();
        let start = bench.disk.operations();
        bench.disk.fail_at(start + operation, fault);
        let ended = bench.execute(&mut visit, plan).await;
        let used = bench.disk.operations() - start;
        let terminal = bench.zvt_terminal();
        let moved = back(&terminal).len();
        match &ended {
            Ok(ended) => match (&ended.outcome, moved) {
                (Outcome::Done { .. }, 1) | (Outcome::NotDone { .. }, 0) | (Outcome::Unknown { .. }, 0 | 1) => {}
                wrong => panic!("{operation}: {wrong:?}"),
            },
            Err(_) => assert_eq!(moved, 0, "{operation}: an error after money moved"),
        }
        let over = operation > used;
        // The disk works again; the same laptop, a new start.
        bench.disk.heal();
        drop(visit);
        let Bench { plug, disk, console, mut eyes, asked } = bench;
        drop(console);
        let mut console = console_on(&disk, &plug);
        let mut visit = visit::open(&mut console, &port(), asked, &mut eyes).await.unwrap();
        for recovered in recover::recover(&mut console, &mut visit, &mut eyes).await.unwrap() {
            match (&recovered.outcome, moved) {
                (Outcome::Done { .. }, 1) | (Outcome::NotDone { .. }, 0) | (Outcome::Unknown { .. }, _) => {}
                wrong => panic!("{operation}: recovered {wrong:?}"),
            }
        }
        let judged = remedy::remedies(&mut console, &mut visit, &sale, &mut eyes).await.unwrap();
        let refused = judged.all.iter().all(|remedy| !remedy.refusals.is_empty());
        assert!(refused || moved == 0, "{operation}: {judged:?}");
        if let Some(Refusal::LedgerBroken { .. }) = judged.all[0].refusals.first() {
            panic!("{operation}: {judged:?}");
        }
        if over && fault == (Fault::Torn { keep: 7 }) {
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_hand_back_says_what_this_visit_did_to_the_till_settings() {
    let mut bench = Bench::zvt(MORNING);
    let mut visit = bench.visit().await;
    let mut said = Vec::new();
    let mut say = |visit: &Visit| said.push(visit::hand_back(visit)[0].read(Lang::En));
    say(&visit);
    bench.pull(&mut visit).await.unwrap();
    say(&visit);
    visit::log_off(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    say(&visit);
    let [kept, registered, ended] = said.as_slice() else { panic!("{said:?}") };
    assert!(kept.starts_with("This visit did not change"), "{kept}");
    assert!(registered.starts_with("This visit registered"), "{registered}");
    assert!(ended.contains("registration with the terminal was ended") && !ended.contains("This visit"), "{ended}");
}
