//! Ways in which a ZVT payment could be given back twice, or another one in its place: each found once, each closed.

use tillwright::model::{
    Currency, CurrencySource, DeviceTime, Entry, EntryKey, Extent, Family, Money, Outcome, Provenance, RefName,
    YearSource, digest_of,
};
use tillwright::ops::visit::Asked;
use tillwright::ops::{Visit, pull, remedy};
use tillwright::sim::zvt::{MovementKind, Scenario, Terminal};
use tillwright::vault::archive::Header;

use crate::bench::Bench;

const MORNING: &str = r#"
terminal = "52500041"
first_receipt = 41
first_trace = 17
start = "2026-03-14T18:25:00"

[options]
gap_ms = 0

[[transaction]]
amount = 2499
time = "2026-03-14T10:00:42"
last4 = "8834"

[[transaction]]
amount = 777
time = "2026-03-14T10:20:00"
last4 = "3318"
"#;

fn morning(options: &str) -> String {
    MORNING.replace("gap_ms = 0", &format!("gap_ms = 0\n{options}"))
}

fn faulty(options: &str, then: &str) -> String {
    format!("{}\n[[faults]]\ncommand = \"0630\"\nnth = 1\nthen = \"{then}\"\n", morning(options))
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR, CurrencySource::Person)
}

fn back(terminal: &Terminal) -> Vec<(u32, i64)> {
    let movements = terminal.movements();
    let back = movements.iter().filter(|moved| moved.kind != MovementKind::Sale);
    back.map(|moved| (moved.entry, moved.amount_minor)).collect()
}

/// How many `06 30` left.
fn reversals(bench: &Bench) -> usize {
    bench.eyes.lines.iter().filter(|(_, bytes, _)| bytes.starts_with(&[0x10, 0x02, 0x06, 0x30])).count()
}

/// Nothing but silent queries is agreed to.
fn silent(mut bench: Bench) -> Bench {
    bench.asked = Asked { consented: false, ..bench.asked };
    bench
}

/// The morning in the vault, and the first payment of it.
async fn ready(day: &str) -> (Bench, Visit, Entry) {
    let mut bench = Bench::zvt(day);
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(2499);
    (bench, visit, sale)
}

#[tokio::test(start_paused = true)]
async fn a_mistyped_trace_that_is_corrected_is_the_same_payment() {
    for (first, second) in [(18, 17), (17, 18)] {
        for sold_between in [false, true] {
            let mut bench = silent(Bench::zvt(&morning("dialect = \"card-complete\"")));
            let mut visit = bench.visit().await;
            pull::pull_one(&mut bench.console, &mut visit, 41, &mut bench.eyes).await.unwrap();
            let typed = remedy::typed(&bench.console, &visit, 41, eur(2499), Some(first)).unwrap();
            bench.void(&mut visit, &typed).await.unwrap();
            if sold_between {
                bench.zvt_terminal().till().pay(500).unwrap();
            }
            let typed = remedy::typed(&bench.console, &visit, 41, eur(2499), Some(second)).unwrap();
            let refused = bench.plan(&mut visit, &typed).await.unwrap_err();
            assert!(["intent_unknown", "already_voided"].contains(&refused.code), "{refused:?}");
            assert_eq!((reversals(&bench), back(&bench.zvt_terminal())), (1, vec![(41, 2499)]));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_payment_read_from_a_receipt_without_trace_is_the_one_that_was_reversed() {
    for then in ["execute_then_silence", "answer_code 83"] {
        let mut bench = silent(Bench::zvt(&faulty("", then)));
        bench.zvt_terminal().till().pay(1234).unwrap();
        let mut visit = bench.visit().await;
        pull::pull_one(&mut bench.console, &mut visit, 43, &mut bench.eyes).await.unwrap();
        let sale = bench.entry(1234);
        let first = bench.void(&mut visit, &sale).await.unwrap();
        bench.zvt_terminal().till().pay(500).unwrap();
        // The same payment as its receipt tells it: no trace, no seconds, another key.
        let civil = sale.time.unwrap().civil;
        let minute = civil.with().second(0).build().unwrap();
        let mut print = Entry {
            provenance: Provenance::Print,
            time: Some(DeviceTime { civil: minute, year: YearSource::Told }),
            key: EntryKey::new(&sale.device, 43, &digest_of(["", "1234", "0314"])),
            ..sale.clone()
        };
        print.references.retain(|one| !matches!(one.name, RefName::Trace | RefName::Turnover));
        let header = Header {
            family: Family::Zvt,
            device: Some(print.device.clone()),
            begun: bench.console.now(),
            port: "x".into(),
            extent: Extent::Last,
            network: false,
        };
        let mut spool = bench.console.vault.spool(header).unwrap();
        spool.entries(std::slice::from_ref(&print)).unwrap();
        spool.seal(Some(print.device.clone()), Extent::Last, &[]).unwrap();
        match (&first.outcome, bench.plan(&mut visit, &print).await) {
            // What certainly was not done may be tried again.
            (Outcome::NotDone { .. }, _) => assert_eq!(back(&bench.zvt_terminal()), []),
            (_, planned) => assert!(planned.is_err(), "{:?}, and planned again", first.outcome),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_void_that_only_our_archive_still_shows_counts() {
    let (bench, visit, sale) = ready(MORNING).await;
    bench.zvt_terminal().till().reverse(41).unwrap();
    // A silent look, archived; then the shop goes on.
    drop(visit);
    let mut bench = silent(bench);
    let mut visit = bench.visit().await;
    pull::pull_one(&mut bench.console, &mut visit, 41, &mut bench.eyes).await.unwrap();
    bench.zvt_terminal().till().pay(500).unwrap();
    assert_eq!(bench.plan(&mut visit, &sale).await.unwrap_err().code, "already_voided");
}

#[tokio::test(start_paused = true)]
async fn an_entry_of_an_old_batch_is_not_the_payment_that_has_its_number_now() {
    for consented in [true, false] {
        let (mut bench, visit, sale) = ready(MORNING).await;
        drop(visit);
        // The batch was closed, numbers began again, another customer paid the same.
        let later = MORNING
            .replace("first_trace = 17", "first_trace = 900")
            .replace("amount = 777", "amount = 888")
            .replace("2026-03-14T10", "2026-03-14T16");
        bench.plug_in(Terminal::new(Scenario::load(&later).unwrap()));
        bench.asked = Asked { consented, ..bench.asked };
        let mut visit = bench.visit().await;
        let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
        assert!(["changed", "identity_unproven"].contains(&refused.code), "{refused:?}");
        assert_eq!((reversals(&bench), back(&bench.zvt_terminal())), (0, vec![]));
    }
}

#[tokio::test(start_paused = true)]
async fn a_reversal_never_asks_what_may_close_the_batch() {
    let (mut bench, mut visit, sale) = ready(&faulty("end_of_day_due = true", "silence")).await;
    let before = bench.zvt_terminal().till().books().len();
    let ended = bench.void(&mut visit, &sale).await.unwrap();
    assert!(!matches!(ended.outcome, Outcome::Done { .. }), "{:?}", ended.outcome);
    let enquiries =
        bench.eyes.lines.iter().filter(|(_, bytes, _)| bytes.starts_with(&[0x10, 0x02, 0x05, 0x01])).count();
    assert_eq!((enquiries, bench.zvt_terminal().till().books().len()), (0, before));
}

#[tokio::test(start_paused = true)]
async fn a_consent_is_for_one_request() {
    let (mut bench, mut visit, sale) = ready(&faulty("", "answer_code 9C")).await;
    let plan = bench.plan(&mut visit, &sale).await.unwrap();
    bench.execute(&mut visit, plan.clone()).await.unwrap();
    let refused = bench.execute(&mut visit, plan).await.unwrap_err();
    assert_eq!(refused.code, "consent_used");
    assert_eq!(reversals(&bench), 1);
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_names_itself_only_when_registered_is_reversed_at_and_never_believed() {
    // Its reversal takes back the last payment, whatever the number; one over the same amount is the hardest.
    for last in [777, 2499] {
        let day = morning("dialect = \"pax-a80\"").replace("amount = 777", &format!("amount = {last}"));
        let (mut bench, mut visit, _) = ready(&day).await;
        let known = bench.console.vault.journal(None).unwrap();
        let sale = known.into_iter().find(|known| known.entry.number == 41).unwrap().entry;
        let ended = bench.void(&mut visit, &sale).await.unwrap();
        assert!(matches!(ended.outcome, Outcome::Unknown { .. }), "{:?}", ended.outcome);
        assert_eq!((reversals(&bench), back(&bench.zvt_terminal())), (1, vec![(42, last)]));
        assert_eq!(bench.plan(&mut visit, &sale).await.unwrap_err().code, "intent_unknown");
    }
}
