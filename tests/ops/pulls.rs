//! Pulls: whole, cut, cancelled, resumed, and of odd journals.

use tillwright::diagnose::dispute::{Question, Verdict};
use tillwright::model::{Anomaly, Currency, CurrencySource, IdentityProof, Money};
use tillwright::ops::{Class, dispute};
use tillwright::sim::transbank::{Scenario, Terminal};
use tillwright::text::Lang;
use tillwright::vault::memory::Fault;

use crate::bench::{Bench, Eyes, MORNING, morning, scenario};

fn long_day(entries: usize) -> Scenario {
    let mut day = Scenario::quiet(7, entries);
    day.options.gap_ms = 0;
    day
}

/// What a pull without trouble seals.
async fn undisturbed(day: Scenario) -> Vec<tillwright::model::Entry> {
    let mut bench = Bench::new(day);
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    bench.console.vault.load(&pulled.archive.path).unwrap().entries
}

#[tokio::test(start_paused = true)]
async fn a_cut_pull_goes_on_where_it_was_and_seals_the_same() {
    let wanted = undisturbed(long_day(40)).await;
    for (cut, kept) in [(60, false), (200, true), (2000, true), (3000, true), (4000, true)] {
        let mut bench = Bench::new(long_day(40));
        bench.fault_next(&format!("rx:cut@{cut}"));
        let mut visit = bench.visit().await;
        let failure = bench.pull(&mut visit).await.unwrap_err();
        assert_eq!(failure.class, Class::Link, "{failure:?}");
        assert!(failure.to_text(Lang::En).contains("entries are kept"), "{}", failure.to_text(Lang::En));
        drop(visit);
        let mut visit = bench.visit().await;
        let pulled = bench.pull(&mut visit).await.unwrap();
        assert_eq!(pulled.resumed > 0, kept, "{cut}: {}", pulled.resumed);
        assert_eq!((pulled.entries, pulled.new), (40, 40));
        let sealed = bench.console.vault.load(&pulled.archive.path).unwrap();
        assert_eq!(sealed.entries, wanted, "cut at {cut}");
        assert!(bench.console.vault.archives().unwrap().iter().all(|archive| !archive.partial));
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_pull_is_partial_and_can_be_resumed() {
    let mut bench = Bench::new(long_day(40));
    let mut visit = bench.visit().await;
    bench.eyes.cancel_after = Some(20);
    let failure = bench.pull(&mut visit).await.unwrap_err();
    assert_eq!((failure.class, failure.code, failure.class.exit_code()), (Class::Partial, "pull_cancelled", 9));
    let kept: usize = failure.not_done.read(Lang::En).split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert!(kept >= 1, "{failure:?}");
    bench.eyes = Eyes::default();
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!((pulled.entries, pulled.resumed), (40, kept));
}

#[tokio::test(start_paused = true)]
async fn a_batch_closed_between_two_halves_of_a_pull_is_pulled_anew() {
    // Fewer sales afterwards than were kept, and more.
    for sold in [1u32, 30] {
        let mut bench = Bench::new(long_day(40));
        bench.fault_next("rx:cut@3000");
        let mut visit = bench.visit().await;
        bench.pull(&mut visit).await.unwrap_err();
        let till = bench.terminal().till();
        till.close().unwrap();
        for amount in 0..sold {
            till.sell(4000 + amount, "1").unwrap();
        }
        drop(visit);
        let mut visit = bench.visit().await;
        let pulled = bench.pull(&mut visit).await.unwrap();
        assert_eq!((pulled.entries, pulled.resumed), (sold as usize, 0));
        let sealed = bench.console.vault.load(&pulled.archive.path).unwrap();
        assert_eq!(sealed.entries.len(), sold as usize);
        assert!(sealed.entries.iter().all(|entry| (4000..4030).contains(&entry.amount.minor)));
    }
}

#[tokio::test(start_paused = true)]
async fn a_till_that_sells_in_the_middle_loses_nothing() {
    let mut bench = Bench::new(morning("[[till]]\nafter_record = 1\nsell = { amount = 7700 }"));
    let mut visit = bench.visit().await;
    let first = bench.pull(&mut visit).await.unwrap();
    assert!(first.entries >= 3, "{first:?}");
    let second = bench.pull(&mut visit).await.unwrap();
    assert_eq!(second.entries, 4);
    assert!(matches!(second.proof, IdentityProof::Continuity { .. }), "{:?}", second.proof);
    assert_eq!(bench.entry(7700).amount.minor, 7700);
}

#[tokio::test(start_paused = true)]
async fn an_empty_memory_is_an_archive_too() {
    let mut bench = Bench::new(scenario("[options]\nids_in_end_record = false"));
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!((pulled.entries, pulled.new, pulled.proof), (0, 0, IdentityProof::None));
    assert_eq!(pulled.archive.device, None);
}

#[tokio::test(start_paused = true)]
async fn gaps_and_duplicates_are_reported() {
    let gap = MORNING.replacen("last4 = \"1881\"", "last4 = \"1881\"\noperation = 5", 1);
    let mut bench = Bench::new(scenario(&gap));
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert!(pulled.anomalies.iter().any(|odd| matches!(odd, Anomaly::Gap { .. })), "{:?}", pulled.anomalies);

    let twice = "[[raw]]\nanswer = \"0261\"\nfield = \"operation\"\nnth = 3\ntext = \"1\"";
    let mut bench = Bench::new(morning(twice));
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert!(pulled.anomalies.contains(&Anomaly::Duplicate { number: 1 }), "{:?}", pulled.anomalies);
    assert_eq!(bench.console.vault.load(&pulled.archive.path).unwrap().anomalies, pulled.anomalies);
}

#[tokio::test(start_paused = true)]
async fn a_void_shown_by_a_later_record_is_in_the_archive() {
    let voided = MORNING.replacen("last4 = \"4242\"", "last4 = \"4242\"\nvoided = true", 1);
    let mut bench = Bench::new(scenario(&voided.replace("gap_ms = 0", "gap_ms = 0\nvoided = \"record\"")));
    let till = bench.terminal().till();
    let number = till.sell(8800, "9").unwrap();
    till.void(number).unwrap();
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    let sealed = bench.console.vault.load(&pulled.archive.path).unwrap();
    let sold = sealed.entries.iter().find(|entry| entry.number == number).unwrap();
    assert_eq!(sold.void, tillwright::model::VoidMark::Voided);
}

#[tokio::test(start_paused = true)]
async fn a_full_disk_keeps_what_was_stored_and_says_so() {
    let mut bench = Bench::new(long_day(40));
    let mut visit = bench.visit().await;
    bench.disk.fail_at(bench.disk.operations() + 12, Fault::NoSpace);
    let failure = bench.pull(&mut visit).await.unwrap_err();
    assert_eq!(failure.class, Class::Vault, "{failure:?}");
    bench.disk.heal();
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!(pulled.entries, 40);
}

#[tokio::test(start_paused = true)]
async fn another_memory_under_the_same_ids_is_broken_and_stays_broken() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    // The same first sale, another second one under the same number.
    let other = MORNING.replacen("amount = 990", "amount = 991", 1);
    bench.plug_in(Terminal::new(scenario(&other)));
    drop(visit);
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    assert_eq!(pulled.proof, IdentityProof::Broken);
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    let refused = bench.plan(&mut visit, &sale).await.unwrap_err();
    assert_eq!(refused.code, "identity_unproven", "one more pull does not make a break good");
    assert_eq!(bench.eyes.sent("1200"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_damaged_newest_archive_does_not_stand_in_the_way() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    let pulled = bench.pull(&mut visit).await.unwrap();
    bench.disk.damage(&pulled.archive.path, |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
    });
    let listed = tillwright::ops::backup::list(&bench.console).unwrap();
    assert!(listed[0].damage.is_some(), "{listed:?}");
    let device = pulled.archive.device.clone().unwrap();
    let ask = |bench: &Bench| {
        let amount = Money::new(12_500, Currency::CLP, CurrencySource::Person);
        let question = Question { amount, around: None, last4: None };
        dispute::ask(&bench.console, &device, question).unwrap()
    };
    let answer = ask(&bench);
    assert!(answer.evidence.iter().any(|line| line.read(Lang::En).contains("does not verify")), "{answer:?}");
    let again = bench.pull(&mut visit).await.unwrap();
    assert_eq!(again.entries, 3);
    assert_eq!(bench.console.vault.load(&again.archive.path).unwrap().entries.len(), 3);
    assert_eq!(ask(&bench).verdict, Verdict::ApprovedHere);
}
