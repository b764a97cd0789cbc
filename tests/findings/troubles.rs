//! Days on which something went wrong, pulled and looked through.

use tillwright::ops::browse::{FindingId, Severity};
use tillwright::sim::transbank::Scenario;
use tillwright::text::Lang;

use crate::bench::{Bench, morning, morning_with, scenario};
use crate::{found, one, trouble};

async fn pulled(scenario: Scenario) -> Bench {
    let mut bench = Bench::new(scenario);
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    bench
}

async fn pulled_zvt(scenario: &str) -> Bench {
    let mut bench = Bench::zvt(scenario);
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    bench
}

fn sale(amount: u32, time: &str, last4: &str) -> String {
    format!("[[sale]]\namount = {amount}\ntime = \"2026-03-14T{time}\"\nlast4 = \"{last4}\"\n")
}

#[tokio::test(start_paused = true)]
async fn the_demo_days_show_the_sale_that_was_charged_twice() {
    let bench = pulled(Scenario::named("demo").unwrap()).await;
    let twice = one(&bench, FindingId::J17);
    assert_eq!((twice.severity, twice.entries.len()), (Severity::Question, 2));
    assert_eq!(trouble(&bench), [(FindingId::J17, Severity::Question)]);

    let bench = pulled_zvt(include_str!("../../src/sim/zvt/scenarios/demo.toml")).await;
    let twice = one(&bench, FindingId::J17);
    assert!(twice.evidence[1].read(Lang::De).contains("EUR 45,98"), "{twice:?}");
    assert_eq!(trouble(&bench), [(FindingId::J17, Severity::Question)]);
    let voided = one(&bench, FindingId::J15);
    assert_eq!((voided.severity, voided.entries.len()), (Severity::Note, 1));
}

#[tokio::test(start_paused = true)]
async fn a_mistyped_amount_is_a_question_until_it_is_put_right() {
    let day = format!("{}{}", sale(12_990, "11:00:00", "7316"), sale(129_900, "11:03:00", "7316"));
    let bench = pulled(morning(&day)).await;
    assert_eq!(trouble(&bench), [(FindingId::J18, Severity::Question)]);
}

#[tokio::test(start_paused = true)]
async fn missing_numbers_are_not_accounted_for() {
    let day = format!("{}operation = 7\n", sale(5_000, "11:00:00", "7316"));
    let bench = pulled(morning(&day)).await;
    let gap = one(&bench, FindingId::J08);
    assert!(gap.evidence[0].read(Lang::En).ends_with("for: 4-6."), "{gap:?}");
    assert_eq!(trouble(&bench), [(FindingId::J08, Severity::Question)]);
}

/// A sale with a later number and an earlier time: the list is in the order of times here, so numbers are given.
#[tokio::test(start_paused = true)]
async fn a_terminal_whose_clock_is_ahead_is_told() {
    let late = "[[sale]]\namount = 5000\ntime = \"2027-01-05T11:00:00\"\nlast4 = \"7316\"\n";
    let bench = pulled(morning(late)).await;
    assert_eq!(trouble(&bench), [(FindingId::J21, Severity::Warning)]);
}

#[tokio::test(start_paused = true)]
async fn a_void_at_the_till_that_takes_its_sale_off_the_list_is_a_question() {
    let mut bench = pulled(morning_with("voided = \"disappears\"")).await;
    bench.terminal().till().void(1).unwrap();
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let short = one(&bench, FindingId::J13);
    assert_eq!((short.severity, short.entries.len()), (Severity::Question, 1));
    assert_eq!(trouble(&bench).len(), 1, "the number that went is accounted for: {:?}", found(&bench));
}

#[tokio::test(start_paused = true)]
async fn a_void_that_stands_in_the_list_is_noted() {
    let mut bench = pulled(morning_with("voided = \"record\"")).await;
    bench.terminal().till().void(1).unwrap();
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    assert_eq!(one(&bench, FindingId::J15).severity, Severity::Note);
    assert_eq!(trouble(&bench), []);
}

#[tokio::test(start_paused = true)]
async fn a_void_from_here_that_is_unknown_is_urgent_and_more_so_after_a_close() {
    let lost = "[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_drop_link\"\n";
    let mut bench = pulled(morning(lost)).await;
    let mut visit = bench.visit().await;
    let entry = bench.entry(12_500);
    bench.void(&mut visit, &entry).await.unwrap();
    drop(visit);
    assert_eq!(trouble(&bench), [(FindingId::J16, Severity::Urgent)]);
    let unknown = one(&bench, FindingId::J16);
    assert_eq!((unknown.entries, unknown.wait_until.is_some()), (vec![entry.key.clone()], true));
    let till = bench.terminal().till();
    till.close().unwrap();
    till.sell(7_000, "1").unwrap();
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    assert_eq!(trouble(&bench), [(FindingId::J11, Severity::Urgent), (FindingId::J16, Severity::Urgent)]);
}

#[tokio::test(start_paused = true)]
async fn a_void_from_here_that_is_done_is_noted_and_its_missing_sale_explained() {
    let mut bench = pulled(morning_with("voided = \"disappears\"")).await;
    let mut visit = bench.visit().await;
    let entry = bench.entry(12_500);
    bench.void(&mut visit, &entry).await.unwrap();
    bench.pull(&mut visit).await.unwrap();
    assert_eq!(one(&bench, FindingId::J15).entries, [entry.key]);
    assert_eq!(trouble(&bench), []);
}

#[tokio::test(start_paused = true)]
async fn another_memory_under_the_same_numbers_is_urgent() {
    let mut bench = pulled(morning("")).await;
    let other = scenario(&format!(
        "[options]\ngap_ms = 0\n{}{}",
        "[[sale]]\namount = 12500\ntime = \"2026-03-14T10:00:00\"\nlast4 = \"4242\"\n",
        sale(777, "10:01:00", "9999"),
    ));
    // The first sale is told alike, the second number is another sale.
    bench.plug_in(tillwright::sim::transbank::Terminal::new(other));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    assert_eq!(trouble(&bench), [(FindingId::J33, Severity::Urgent)]);
}

#[tokio::test(start_paused = true)]
async fn hostile_journals_are_answered() {
    let bench = pulled(Scenario::named("hostile").unwrap()).await;
    assert_eq!(one(&bench, FindingId::J14).severity, Severity::Warning);
    let zvt = pulled_zvt(include_str!("../../src/sim/zvt/scenarios/hostile.toml")).await;
    let said: Vec<String> = found(&bench)
        .iter()
        .chain(&found(&zvt))
        .flat_map(|finding| finding.evidence.iter().map(|phrase| phrase.read(Lang::En)).collect::<Vec<_>>())
        .collect();
    for secret in ["4111111111111111", "5500005555555559", "\u{1b}", "hunter2"] {
        assert!(said.iter().all(|line| !line.contains(secret)), "{said:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_payment_without_an_answer_is_unknown_until_the_next_bill() {
    let day = r#"
terminal = "52500041"
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
result = 0x9B
"#;
    let bench = pulled_zvt(day).await;
    let lost = one(&bench, FindingId::J02);
    assert_eq!(lost.wait_until.unwrap().at.to_string(), "2026-03-15T23:59:00");
}

#[tokio::test(start_paused = true)]
async fn the_printer_beside_an_approved_sale_is_a_missing_receipt() {
    let day = r#"
terminal = "52500041"
start = "2026-03-14T18:25:00"
[options]
gap_ms = 0
[[transaction]]
amount = 2499
time = "2026-03-14T10:00:00"
last4 = "8834"
[[transaction]]
amount = 2499
time = "2026-03-14T10:01:00"
last4 = "8834"
result = 0xCC
"#;
    let bench = pulled_zvt(day).await;
    assert_eq!(one(&bench, FindingId::J06).severity, Severity::Warning);
}
