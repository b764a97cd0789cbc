//! Voids: what is refused, and that no way leads to a second one.

use std::sync::{Arc, Mutex};

use tillwright::model::{Outcome, VoidMark};
use tillwright::ops::{Class, remedy};
use tillwright::sim::transbank::{Scenario, Terminal};
use tillwright::vault::disk::Disk;
use tillwright::vault::memory::MemoryDisk;

use crate::bench::{Bench, MORNING, consent, console_on, grounds, morning, morning_with, scenario};

/// A bench whose vault holds the morning, and the sale in question.
async fn ready(day: Scenario) -> (Bench, tillwright::ops::Visit, tillwright::model::Entry) {
    let mut bench = Bench::new(day);
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    (bench, visit, sale)
}

#[tokio::test(start_paused = true)]
async fn what_the_till_sold_since_is_pulled_before_the_plan_and_before_the_request() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    bench.terminal().till().sell(4000, "1").unwrap();
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    assert_eq!(bench.console.vault.archives().unwrap().len(), 2);
    bench.terminal().till().sell(4100, "2").unwrap();
    let done = bench.execute(&mut visit, plan).await.unwrap();
    assert!(matches!(done.outcome, Outcome::Done { .. }), "{:?}", done.outcome);
    assert_eq!(bench.console.vault.archives().unwrap().len(), 3);
    assert_eq!(done.intent.pre_state.entries, 5);
}

#[tokio::test(start_paused = true)]
async fn without_an_archive_one_is_pulled_first() {
    let (bench, _visit, sale) = ready(scenario(MORNING)).await;
    // The same terminal, a vault that has never seen it.
    let mut fresh = Bench::new(scenario(MORNING));
    fresh.plug_in(bench.terminal());
    let mut visit = fresh.visit().await;
    let done = fresh.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(done.outcome, Outcome::Done { .. }));
    assert_eq!(fresh.console.vault.archives().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_batch_closed_between_plan_and_send_ends_it() {
    for restart in ["", "restart_numbers = true"] {
        let (mut bench, mut visit, sale) = ready(morning_with(restart)).await;
        let plan = bench.plan(&mut visit, &sale).await.unwrap();
        bench.terminal().till().close().unwrap();
        let refused = bench.execute(&mut visit, plan).await.unwrap_err();
        assert_eq!((refused.class, refused.code), (Class::Rule, "not_in_memory"));
        assert_eq!((bench.eyes.sent("1200"), bench.cases().len(), bench.voids(sale.number)), (0, 0, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn a_number_used_again_after_a_close_is_another_sale() {
    let (mut bench, mut visit, sale) = ready(morning_with("restart_numbers = true")).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    let till = bench.terminal().till();
    till.close().unwrap();
    assert_eq!(till.sell(12_500, "1").unwrap(), sale.number);
    let refused = bench.execute(&mut visit, plan).await.unwrap_err();
    assert_eq!((refused.class, refused.code), (Class::Rule, "changed"));
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "changed");
    assert_eq!((bench.eyes.sent("1200"), bench.voids(sale.number)), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn another_terminal_between_plan_and_send_is_refused() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    let till = bench.terminal().till();
    till.replace("SIM00002").unwrap();
    till.sell(12_500, "1").unwrap();
    let refused = bench.execute(&mut visit, plan).await.unwrap_err();
    assert_eq!((refused.class, refused.code), (Class::Rule, "other_device"));
    assert_eq!(bench.eyes.sent("1200"), 0);
}

#[tokio::test(start_paused = true)]
async fn the_till_voided_first() {
    // The terminal shows it: refused before a byte.
    let (mut bench, mut visit, sale) = ready(morning_with("voided = \"record\"")).await;
    bench.terminal().till().void(sale.number).unwrap();
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "already_voided");
    // It vanished.
    let (mut bench, mut visit, sale) = ready(morning_with("voided = \"disappears\"")).await;
    bench.terminal().till().void(sale.number).unwrap();
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "not_in_memory");
    // It shows nothing: the terminal refuses with 04, and whose void it is nobody knows.
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    bench.terminal().till().void(sale.number).unwrap();
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(&ended.outcome, Outcome::Unknown { .. }), "{:?}", ended.outcome);
    assert_eq!(bench.voids(sale.number), 1, "the till's, and no other");
}

#[tokio::test(start_paused = true)]
async fn a_void_shows_in_the_proof() {
    for (reading, words, after) in [
        ("stays", "as before", Some(VoidMark::NotTold)),
        ("disappears", "not hold", None),
        ("record", "as voided", Some(VoidMark::Voided)),
    ] {
        let (mut bench, mut visit, sale) = ready(morning_with(&format!("voided = \"{reading}\""))).await;
        let done = bench.void(&mut visit, &sale).await.unwrap();
        assert!(matches!(done.outcome, Outcome::Done { .. }), "{reading}: {:?}", done.outcome);
        assert!(done.proof.contains(words), "{reading}: {}", done.proof);
        assert_eq!(done.after.map(|entry| entry.void), after, "{reading}");
        // The next pull is sealed and continues the one before, whatever is shown.
        let again = bench.pull(&mut visit).await.unwrap();
        assert!(matches!(again.proof, tillwright::model::IdentityProof::Continuity { .. }), "{reading}");
    }
}

#[tokio::test(start_paused = true)]
async fn consent_is_for_one_plan_only() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    let agreed = consent(&plan);
    let mut other = plan.clone();
    other.authoriser = tillwright::model::Printable::new("somebody else", 40);
    let refused = remedy::execute(&mut bench.console, &mut visit, other, agreed.clone(), &mut bench.eyes).await;
    let refused = refused.unwrap_err();
    assert_eq!((refused.class.exit_code(), refused.code), (10, "consent_other_plan"));
    let mut forged = plan;
    forged.request = b"\x021200|3|\x03\x00".to_vec();
    let consented = consent(&forged);
    let refused = remedy::execute(&mut bench.console, &mut visit, forged, consented, &mut bench.eyes).await;
    assert_eq!(refused.unwrap_err().code, "consent_other_plan");
    assert_eq!((bench.eyes.sent("1200"), bench.cases().len()), (0, 0));
    let mut silent = grounds();
    silent.authoriser = " \t".to_owned();
    let kind = tillwright::model::RemedyKind::Void;
    let refused = remedy::plan(&mut bench.console, &mut visit, &sale, kind, silent, &mut bench.eyes).await;
    assert_eq!(refused.unwrap_err().code, "authoriser_missing");
}

#[tokio::test(start_paused = true)]
async fn an_archive_that_does_not_verify_is_none() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    let path = bench.console.vault.archives().unwrap()[0].path.clone();
    bench.disk.damage(&path, |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    });
    let refused = bench.execute(&mut visit, plan).await.unwrap_err();
    assert_eq!(refused.code, "no_archive");
    assert_eq!(bench.eyes.sent("1200"), 0);
}

/// Whatever a terminal does with a void: the outcome never claims more than happened, and a second try never moves
/// money again unless the first certainly did not.
#[tokio::test(start_paused = true)]
async fn no_fault_of_the_terminal_leads_to_a_second_void() {
    let plays = [
        "no_answer",
        "ack_only",
        "nak",
        "answer_code 05",
        "answer_code 02",
        "answer_code 22",
        "answer_code 94",
        "answer_code 26",
        "answer_code 99",
        "execute_then_code 02",
        "execute_then_code 08",
        "execute_then_code 21",
        "execute_then_code 94",
        "execute_then_silence",
        "execute_then_no_ack",
        "drop_link",
        "execute_then_drop_link",
        "wrong_answer",
        "execute_then_wrong_answer",
        "stale_answer",
        "execute_then_stale_answer",
        "never_ending",
        "execute_then_never_ending",
        "bad_lrc",
        "always_bad_lrc",
        "garbage",
        "late 5000",
        "late 155000",
        "truncated",
        "short_answer",
        "other_terminal",
        "twice",
    ];
    for reading in ["stays", "disappears", "record"] {
        for play in plays {
            let fault = format!("\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"{play}\"");
            let day = MORNING.replace("gap_ms = 0", &format!("gap_ms = 0\nvoided = \"{reading}\""));
            let (mut bench, mut visit, sale) = ready(scenario(&format!("{day}{fault}"))).await;
            let ended = bench.void(&mut visit, &sale).await.unwrap();
            let moved = bench.voids(sale.number);
            match &ended.outcome {
                Outcome::Done { evidence } => assert_eq!(moved, 1, "{reading} {play}: {evidence}"),
                // A code that says "refused before the host" is taken at its word, as the reference has it, unless the list
                // contradicts it.
                Outcome::NotDone { evidence } if play == "execute_then_code 08" || play == "execute_then_code 21" => {
                    assert_eq!((moved, reading), (1, "stays"), "{evidence}");
                }
                Outcome::NotDone { evidence } => assert_eq!(moved, 0, "{reading} {play}: {evidence}"),
                Outcome::Unknown { .. } => {}
            }
            assert_eq!(bench.cases()[0].outcome.as_ref(), Some(&ended.outcome), "{reading} {play}");
            assert_eq!(bench.eyes.sent("1200"), 1, "{reading} {play}");

            drop(visit);
            let Ok(mut visit) = bench.open().await else { continue };
            let second = bench.void(&mut visit, &sale).await;
            match (&ended.outcome, second) {
                (Outcome::Unknown { .. }, Err(failure)) => {
                    assert_eq!((failure.class, failure.code), (Class::Rule, "intent_unknown"), "{reading} {play}");
                }
                (Outcome::Done { .. }, Err(failure)) => assert_eq!(failure.class, Class::Rule, "{reading} {play}"),
                (Outcome::NotDone { .. }, _) => {}
                (first, second) => panic!("{reading} {play}: {first:?} then {second:?}"),
            }
            assert!(bench.voids(sale.number) <= 1, "{reading} {play}");
        }
    }
}

/// Faults of the line, at every byte of the void's exchange.
#[tokio::test(start_paused = true)]
async fn no_fault_of_the_line_leads_to_a_second_void() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    drop(visit);
    bench.eyes = Default::default();
    visit = bench.visit().await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    let bytes = |bench: &Bench, way| -> usize {
        bench.eyes.lines.iter().filter(|line| line.0 == way).map(|line| line.1.len()).sum()
    };
    use tillwright::model::Direction::{FromDevice, ToDevice};
    bench.execute(&mut visit, plan).await.unwrap();
    let before = |lines: &[(tillwright::model::Direction, Vec<u8>, String)], way| -> usize {
        let until = lines.iter().position(|line| line.1.starts_with(b"\x021200")).unwrap();
        lines[..until].iter().filter(|line| line.0 == way).map(|line| line.1.len()).sum()
    };
    let sent = before(&bench.eyes.lines, ToDevice);
    let heard = before(&bench.eyes.lines, FromDevice);
    assert!(bytes(&bench, ToDevice) > sent && bytes(&bench, FromDevice) > heard);
    for fault in ["cut", "lose", "double", "flip", "stall"] {
        let places = (0..9).map(|at| ("tx", sent + at)).chain((0..44).map(|at| ("rx", heard + at)));
        for (side, at) in places {
            let (mut bench, visit, sale) = ready(scenario(MORNING)).await;
            drop(visit);
            bench.eyes = Default::default();
            bench.fault_next(&format!("{side}:{fault}@{at}"));
            let mut visit = bench.visit().await;
            let context = format!("{side}:{fault}@{at}");
            let plan = bench.plan(&mut visit, &sale).await.unwrap();
            let ended = bench.execute(&mut visit, plan).await.unwrap();
            match &ended.outcome {
                Outcome::Done { .. } => assert_eq!(bench.voids(sale.number), 1, "{context}"),
                Outcome::NotDone { .. } => assert_eq!(bench.voids(sale.number), 0, "{context}"),
                Outcome::Unknown { .. } => {
                    drop(visit);
                    let mut visit = bench.visit().await;
                    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
                    assert_eq!(refused.code, "intent_unknown", "{context}");
                }
            }
            assert!(bench.voids(sale.number) <= 1, "{context}");
            // A line that is dead before the request leaves nothing to send.
            let never_left =
                matches!(&ended.outcome, Outcome::NotDone { evidence } if evidence.contains("nothing was"));
            assert_eq!(bench.eyes.sent("1200"), usize::from(!never_left), "{context}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_intent_is_on_the_disk_before_the_first_byte() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    let images: Arc<Mutex<Vec<MemoryDisk>>> = Arc::default();
    let (disk, kept) = (bench.disk.clone(), images.clone());
    bench.eyes.on_wire = Some(Box::new(move |_, bytes, _| {
        if bytes.starts_with(b"\x021200") {
            kept.lock().unwrap().extend(disk.crash_images(64, 5));
        }
    }));
    bench.execute(&mut visit, plan).await.unwrap();
    let images = std::mem::take(&mut *images.lock().unwrap());
    assert!(!images.is_empty());
    for image in images.iter() {
        // The power fails there, the void is executed all the same, the laptop starts again.
        let mut console = console_on(image, &bench.plug);
        let cases = console.vault.ledger().cases().unwrap();
        assert_eq!(cases.len(), 1);
        assert!(cases[0].is_open());
        let mut visit = bench.visit().await;
        let kind = tillwright::model::RemedyKind::Void;
        let refused = remedy::plan(&mut console, &mut visit, &sale, kind, grounds(), &mut bench.eyes).await;
        assert_eq!(refused.unwrap_err().code, "intent_unknown");
    }
    assert_eq!(bench.voids(sale.number), 1);
}

#[tokio::test(start_paused = true)]
async fn an_intent_that_cannot_be_written_is_not_sent() {
    let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    // Writing the line, and making it durable.
    for later in 0..2 {
        bench.disk.fail_at(bench.disk.operations() + later, tillwright::vault::memory::Fault::Io);
        let failure = bench.execute(&mut visit, plan.clone()).await.unwrap_err();
        assert_eq!(failure.class, Class::Vault, "{failure:?}");
        assert!(failure.to_text(tillwright::text::Lang::En).contains("No void was sent"));
        bench.disk.heal();
    }
    assert_eq!((bench.eyes.sent("1200"), bench.voids(sale.number)), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn two_terminals_do_not_share_their_cases() {
    let (mut bench, mut visit, sale) =
        ready(morning("[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_silence\"")).await;
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(matches!(ended.outcome, Outcome::Unknown { .. }));
    drop(visit);
    let mut other = scenario(MORNING);
    other.terminal = "SIM00002".to_owned();
    bench.plug_in(Terminal::new(other));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let known = bench.console.vault.journal(None).unwrap();
    let theirs = known.into_iter().map(|known| known.entry);
    let theirs = theirs.filter(|entry| entry.device.terminal.as_str() == "SIM00002");
    let theirs = theirs.into_iter().find(|entry| entry.amount.minor == 12_500).unwrap();
    let done = bench.void(&mut visit, &theirs).await.unwrap();
    assert!(matches!(done.outcome, Outcome::Done { .. }));
}

/// A line that cannot be relied on may be the intent of this very void.
#[tokio::test(start_paused = true)]
async fn no_money_moves_while_a_ledger_does_not_verify() {
    type Harm = fn(&mut Vec<u8>);
    let harms: [(Harm, &str); 4] = [
        (|content| content[20] ^= 1, "line 1"),
        (|content| content.truncate(content.len() - 9), "torn"),
        (|content| content.extend_from_slice(b"not a line\n"), "not a line"),
        (newer_line, "newer"),
    ];
    for (harm, told) in harms {
        for own in [false, true] {
            let (mut bench, mut visit, sale) = ready(scenario(MORNING)).await;
            let mut other = Bench::elsewhere(scenario(MORNING));
            other.visit().await;
            let (path, bytes) = ledger_file(&other);
            bench.disk.create_new(&path, &bytes).unwrap();
            let plan = bench.plan(&mut visit, &sale).await.unwrap();
            let harmed = if own { ledger_file(&bench).0 } else { path };
            bench.disk.damage(&harmed, harm);
            let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
            assert_eq!((refused.class, refused.code), (Class::Rule, "ledger_broken"), "{told}, own {own}");
            let text = refused.to_text(tillwright::text::Lang::En);
            assert!(text.contains(told), "{text}");
            let refused = bench.execute(&mut visit, plan).await.unwrap_err();
            assert_eq!(refused.code, "ledger_broken", "{told}, own {own}");
            assert_eq!((bench.eyes.sent("1200"), bench.cases().len()), (0, 0));
        }
    }
}

/// The ledger of a bench's own writer.
fn ledger_file(bench: &Bench) -> (std::path::PathBuf, Vec<u8>) {
    let writer = bench.console.vault.ledger().writer().unwrap().to_owned();
    let mut files = bench.disk.files().into_iter();
    files.find(|(path, _)| path.file_stem().is_some_and(|stem| *stem == *writer)).unwrap()
}

/// The next line of a chain as a newer program would write it.
fn newer_line(content: &mut Vec<u8>) {
    use sha2::Digest;
    let text = String::from_utf8(content.clone()).unwrap();
    let prev = &text[text.rfind("\"hash\":\"").unwrap() + 8..][..64];
    let number = text.lines().count() + 1;
    let at = "2026-03-14T18:30:00Z";
    let body = format!("{{\"v\":7,\"n\":{number},\"at\":\"{at}\",\"prev\":\"{prev}\",\"event\":\"x\"}}");
    let hash = hex::encode(sha2::Sha256::digest(format!("{prev}{body}")));
    content.extend(format!("{},\"hash\":\"{hash}\"}}\n", body.strip_suffix('}').unwrap()).bytes());
}
