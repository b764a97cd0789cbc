//! Unknown outcomes: what reading settles, what only a person can, and what a broken disk leaves.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tillwright::model::{Direction, IntentId, Outcome};
use tillwright::ops::{Class, backup, recover};
use tillwright::sim::transbank::Terminal;
use tillwright::vault::disk::Disk;
use tillwright::vault::ledger::Event;
use tillwright::vault::memory::Fault;

use crate::bench::{Bench, MORNING, console_on, morning, scenario};

const LOST: &str = "[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_silence\"";

async fn unknown() -> (Bench, tillwright::ops::Visit, tillwright::model::Entry) {
    let mut bench = Bench::new(morning(LOST));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Unknown { .. }), "{:?}", ended.outcome);
    (bench, visit, sale)
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_got_lost_is_settled_by_a_person_and_never_sent_again() {
    let (mut bench, mut visit, sale) = unknown().await;
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!((refused.class, refused.code), (Class::Rule, "intent_unknown"));

    let recovered = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert_eq!(recovered.len(), 1);
    assert!(matches!(recovered[0].outcome, Outcome::Unknown { .. }), "the list cannot prove it");
    let noted = |bench: &Bench| {
        let lines = bench.console.vault.ledger().lines().unwrap();
        lines.iter().filter(|line| matches!(line.event, Some(Event::Outcome { .. }))).count()
    };
    let before = noted(&bench);
    recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert_eq!(noted(&bench), before, "what did not change is not written again");

    let intent = recovered[0].case.intent.id.clone();
    let empty = recover::conclude(&mut bench.console, &intent, true, "  ").unwrap_err();
    assert_eq!(empty.code, "evidence_missing");
    let missing = IntentId("nobody-9".to_owned());
    assert_eq!(recover::conclude(&mut bench.console, &missing, true, "x").unwrap_err().code, "not_found");
    let evidence = "line 14 of the acquirer's statement of 15 March";
    let concluded = recover::conclude(&mut bench.console, &intent, true, evidence).unwrap();
    assert_eq!(concluded.outcome, Outcome::Done { evidence: evidence.to_owned() });
    let settled = recover::conclude(&mut bench.console, &intent, false, "no").unwrap_err();
    assert_eq!((settled.class, settled.code), (Class::Rule, "case_settled"));
    let by = bench.console.vault.ledger().lines().unwrap().into_iter().rev().find_map(|line| match line.event {
        Some(Event::Outcome { by, .. }) => Some(by),
        _ => None,
    });
    assert_eq!(by, Some(Some("technician".to_owned())), "the ledger says that it was a person");

    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "already_voided");
    assert!(recover::open_cases(&bench.console).unwrap().is_empty());
    assert_eq!((bench.voids(sale.number), bench.eyes.sent("1200")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn concluded_as_not_done_it_may_be_planned_anew() {
    let drop_it = LOST.replace("execute_then_silence", "no_answer");
    let mut bench = Bench::new(morning(&drop_it));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Unknown { .. }));
    recover::conclude(&mut bench.console, &ended.intent.id, false, "the acquirer has no void of it").unwrap();
    let again = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(again.outcome, Outcome::Done { .. }), "{:?}", again.outcome);
    assert_eq!(bench.voids(sale.number), 1);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_comes_late_is_taken_in_the_same_breath() {
    let mut bench = Bench::new(morning(&LOST.replace("execute_then_silence", "late 155000")));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Done { .. }), "{:?}", ended.outcome);
    assert!(recover::open_cases(&bench.console).unwrap().is_empty());
    assert_eq!(bench.voids(sale.number), 1);
}

#[tokio::test(start_paused = true)]
async fn cases_of_another_terminal_are_left_alone() {
    let (mut bench, visit, _sale) = unknown().await;
    drop(visit);
    let mut other = scenario(MORNING);
    other.terminal = "SIM00002".to_owned();
    bench.plug_in(Terminal::new(other));
    let mut visit = bench.visit().await;
    assert!(recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap().is_empty());
    // One that tells nothing of itself: the case is shown, with that as the reason, and not touched.
    bench.plug_in(Terminal::new(scenario("[options]\nids_in_end_record = false")));
    drop(visit);
    let mut visit = bench.visit().await;
    let before = bench.cases();
    let left = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    assert!(left[0].outcome.evidence().contains("does not tell whether it is"), "{left:?}");
    assert_eq!(bench.cases(), before);
}

/// The disk fails when the terminal's answer is on the wire, and again when the answer is written but not its outcome.
#[tokio::test(start_paused = true)]
async fn a_disk_that_fails_after_the_answer_came_leaves_it_unknown() {
    for at_the_answer in [true, false] {
        let mut bench = Bench::new(scenario(MORNING));
        let mut visit = bench.visit().await;
        bench.pull(&mut visit).await.unwrap();
        let sale = bench.entry(12_500);
        let plan = bench.plan(&mut visit, &sale).await.unwrap();
        let (disk, answered) = (bench.disk.clone(), Arc::new(AtomicBool::new(false)));
        let seen = answered.clone();
        bench.eyes.on_wire = Some(Box::new(move |way, bytes, _| {
            let answer = way == Direction::FromDevice && bytes.starts_with(b"\x021210");
            let acknowledged = seen.load(Ordering::Relaxed) && way == Direction::ToDevice && bytes == [6];
            if answer {
                seen.store(true, Ordering::Relaxed);
            }
            if (answer && at_the_answer) || (acknowledged && !at_the_answer) {
                disk.fail_at(disk.operations(), Fault::NoSpace);
            }
        }));
        let ended = bench.execute(&mut visit, plan).await.unwrap();
        assert!(answered.load(Ordering::Relaxed));
        assert!(matches!(ended.outcome, Outcome::Unknown { .. }), "{at_the_answer}: {:?}", ended.outcome);
        assert!(ended.outcome.evidence().contains("00"), "what was seen is told: {:?}", ended.outcome);
        bench.eyes.on_wire = None;
        bench.disk.heal();
        assert!(bench.cases()[0].is_open());
        let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
        assert_eq!(refused.code, "intent_unknown");
        assert_eq!(Class::of_outcome(&ended.outcome).unwrap().exit_code(), 11);

        // The laptop starts again on what is on that disk.
        let Bench { plug, disk, console, mut eyes, .. } = bench;
        drop(console);
        let mut console = console_on(&disk, &plug);
        let recovered = recover::recover(&mut console, &mut visit, &mut eyes).await.unwrap();
        assert_eq!(recovered.len(), 1);
        assert!(console.vault.ledger().verify().unwrap().iter().all(|writer| writer.broken.is_none()));
        let moved = plug.terminal().movements();
        assert_eq!(moved.len(), 1);
    }
}

/// What one laptop left open, another one that was given its export does not touch either.
#[tokio::test(start_paused = true)]
async fn an_open_case_travels_with_the_export() {
    let (mut bench, _visit, sale) = unknown().await;
    let file = Path::new("export.twx");
    let count = backup::export(&mut bench.console, file, &[], None).unwrap();
    assert_eq!(count, bench.console.vault.archives().unwrap().len());
    let again = backup::export(&mut bench.console, file, &[], None).unwrap_err();
    assert_eq!((again.class, again.code), (Class::Vault, "file_exists"));
    let bytes = bench.disk.files().into_iter().find(|(path, _)| path == file).unwrap().1;

    let mut other = Bench::elsewhere(scenario(MORNING));
    other.plug_in(bench.terminal());
    other.disk.create_new(file, &bytes).unwrap();
    let restored = backup::restore(&mut other.console, file, None).unwrap();
    assert_eq!((restored.archives.len(), restored.ledgers.len()), (count, 1));
    assert!(backup::list(&other.console).unwrap().iter().all(|archive| archive.damage.is_none()));
    let mut visit = other.visit().await;
    let refused = other.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "intent_unknown");
    let recovered = recover::recover(&mut other.console, &mut visit, &mut other.eyes).await.unwrap();
    assert!(!recovered[0].case.own);
    assert_eq!(bench.voids(sale.number), 1);
}

/// Two ledgers contradict each other. Reading settles nothing then, and must not take a proven word back either: what is left
/// would be the other's *not done*, and a second void allowed. A person who has both before them ends it, on both sides.
#[tokio::test(start_paused = true)]
async fn a_contradiction_between_ledgers_outlives_a_recovery_and_ends_with_a_person() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Done { .. }));
    // Another laptop's person concluded otherwise, and its ledger came along with a restore.
    let mut other = Bench::elsewhere(scenario(MORNING));
    let outcome = Outcome::NotDone { evidence: "the statement shows none".to_owned() };
    let event =
        Event::Outcome { intent: ended.intent.id.clone(), outcome, by: Some("somebody".to_owned()), over: Vec::new() };
    let at = other.console.now();
    other.console.vault.ledger_mut().note(at, event).unwrap();
    let writer = other.console.vault.ledger().writer().unwrap().to_owned();
    let named = |path: &Path| path.file_stem().is_some_and(|stem| *stem == *writer);
    let (path, bytes) = other.disk.files().into_iter().find(|(path, _)| named(path)).unwrap();
    bench.disk.create_new(&path, &bytes).unwrap();
    for _ in 0..2 {
        assert!(bench.cases()[0].is_open());
        let recovered = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
        assert_eq!(recovered[0].outcome.as_str(), "unknown");
    }
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "intent_unknown");
    assert_eq!(bench.cases()[0].contested.len(), 2);
    let concluded = recover::conclude(&mut bench.console, &ended.intent.id, true, "the statement shows it").unwrap();
    assert_eq!(concluded.outcome.as_str(), "done", "{:?}", concluded.outcome);
    let case = bench.cases().remove(0);
    assert!(!case.is_open() && case.contested.is_empty() && case.by.is_some(), "{:?}", case.outcome);
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "already_voided");
    assert_eq!(bench.eyes.sent("1200"), 1);
    // A word that the person did not know of contradicts again.
    let outcome = Outcome::NotDone { evidence: "another statement shows none".to_owned() };
    let by = Some("somebody".to_owned());
    let event = Event::Outcome { intent: ended.intent.id.clone(), outcome, by, over: Vec::new() };
    other.console.vault.ledger_mut().note(at, event).unwrap();
    let (_, longer) = other.disk.files().into_iter().find(|(path, _)| named(path)).unwrap();
    bench.disk.append(&path, &longer[bytes.len()..]).unwrap();
    assert!(bench.cases()[0].is_open());
}

/// A worker may be moved between threads: no use case keeps it from that.
#[test]
fn use_cases_can_run_on_any_thread() {
    fn boxed<'a>(
        console: &'a mut tillwright::ops::Console,
        visit: &'a mut tillwright::ops::Visit,
        watch: &'a mut dyn tillwright::device::Watch,
    ) -> Box<dyn Future<Output = ()> + Send + 'a> {
        Box::new(async move {
            let _ = tillwright::ops::pull::pull(console, visit, watch).await;
            let _ = recover::recover(console, visit, watch).await;
        })
    }
    let _ = boxed;
}
