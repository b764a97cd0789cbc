//! Ordinary days: nothing may be found on them beyond notes.

use tillwright::sim::transbank::Scenario;

use crate::bench::Bench;
use crate::{found, trouble};

const SEEDS: [u64; 6] = [1, 2, 3, 11, 42, 2026];

fn quiet(seed: u64, entries: usize) -> Scenario {
    let mut day = Scenario::quiet(seed, entries);
    day.options.gap_ms = 0;
    day
}

#[tokio::test(start_paused = true)]
async fn ordinary_days_of_a_list_give_no_trouble() {
    for seed in SEEDS {
        let mut bench = Bench::new(quiet(seed, 400));
        let mut visit = bench.visit().await;
        assert_eq!(bench.pull(&mut visit).await.unwrap().entries, 400);
        assert_eq!(found(&bench), [], "seed {seed}");
    }
    let mut bench = Bench::new(Scenario::named("quiet-day").unwrap());
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    assert_eq!(found(&bench), []);
}

#[tokio::test(start_paused = true)]
async fn ordinary_days_of_printed_receipts_give_no_trouble() {
    for seed in SEEDS {
        let day = format!("seed = {seed}\nentries = 120\nstart = \"2026-03-14T18:30:00\"\n[options]\ngap_ms = 0\n");
        let mut bench = Bench::zvt(&day);
        let mut visit = bench.visit().await;
        assert_eq!(bench.pull(&mut visit).await.unwrap().entries, 120);
        assert_eq!(found(&bench), [], "seed {seed}");
    }
}

/// Two visits with ordinary trade between them: sales, a close, numbers that begin again.
#[tokio::test(start_paused = true)]
async fn trade_between_two_visits_gives_notes_at_most() {
    for restart in [false, true] {
        let mut day = quiet(7, 40);
        day.options.restart_numbers = restart;
        let mut bench = Bench::new(day);
        let mut visit = bench.visit().await;
        bench.pull(&mut visit).await.unwrap();
        let till = bench.terminal().till();
        till.sell(4_500, "1").unwrap();
        bench.pull(&mut visit).await.unwrap();
        assert_eq!(found(&bench), []);
        till.close().unwrap();
        bench.pull(&mut visit).await.unwrap();
        for amount in [1_990, 2_990] {
            till.sell(amount, "2").unwrap();
        }
        bench.pull(&mut visit).await.unwrap();
        assert_eq!(trouble(&bench), [], "numbers begin again: {restart}");
        assert_eq!(found(&bench).len(), 1, "the memory was emptied once");
    }
}

/// A terminal tells its last transaction also when its batch was closed since, and it then stands behind later ones: that is
/// neither a memory of which most is gone nor a clock that stepped back.
#[tokio::test(start_paused = true)]
async fn an_end_of_day_between_two_visits_gives_notes_at_most() {
    let day = "seed = 5\nentries = 30\nstart = \"2026-03-14T18:30:00\"\n[options]\ngap_ms = 0\n";
    for sold in [0, 1, 3] {
        let mut bench = Bench::zvt(day);
        let mut visit = bench.visit().await;
        bench.pull(&mut visit).await.unwrap();
        let till = bench.zvt_terminal().till();
        till.close().unwrap();
        for amount in 0..sold {
            till.pay(500 + amount).unwrap();
        }
        bench.pull(&mut visit).await.unwrap();
        assert_eq!(trouble(&bench), [], "{sold} sold: {:?}", found(&bench));
        assert!(found(&bench).iter().any(|finding| finding.id.as_str() == "J13"), "the memory was emptied");
        bench.pull(&mut visit).await.unwrap();
        assert_eq!(trouble(&bench), [], "{sold} sold, and pulled again");
    }
}

/// A slip that is of no payment is none of a damaged memory.
#[tokio::test(start_paused = true)]
async fn money_set_aside_is_no_trouble() {
    let text = include_str!("../../src/sim/zvt/scenarios/preauths.toml");
    let mut bench = Bench::zvt(text);
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    // Its summer day lies ahead of the clock of the bench, which is true of that clock only.
    let told: Vec<_> = trouble(&bench).into_iter().map(|(id, _)| id.as_str()).collect();
    assert!(told.iter().all(|id| *id == "J21"), "{told:?}");
}
