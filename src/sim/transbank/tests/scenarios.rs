use super::*;
use crate::sim::ScenarioError;
use crate::sim::transbank::CardKind;

#[test]
fn every_scenario_of_the_program_reads() {
    for name in Scenario::names() {
        let terminal = Terminal::new(Scenario::named(name).unwrap_or_else(|error| panic!("{name}: {error}")));
        assert_eq!(terminal.sales().is_empty(), name == "empty", "{name}");
    }
    let error = Scenario::named("no-such").unwrap_err().to_string();
    assert!(error.contains("quiet-day"), "{error}");
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_line() {
    for (text, expected) in [
        ("seed = 1\nsede = 2\n", "line 2"),
        ("[options]\ngap = 3\n", "line 2"),
        ("[[sale]]\namount = 1\ntime = \"noon\"\n", "line 3"),
        ("[[on]]\ncommand = \"1200\"\nthen = \"explode\"\n", "explode"),
        ("[[on]]\ncommand = \"1200\"\nthen = \"answer_code\"\n", "code of two digits"),
        ("[[till]]\nbefore = \"1200\"\n", "exactly one moment"),
        ("[[till]]\nclose = true\n", "exactly one moment"),
        ("[[raw]]\nanswer = \"0261\"\nfield = \"colour\"\ntext = \"\"\n", "no field \"colour\""),
        ("merchant = \"1\"\n", "12 digits"),
        ("terminal = \"x\"\n", "8 letters"),
    ] {
        let error = Scenario::load(text).unwrap_err();
        assert!(error.to_string().contains(expected), "{text}: {error}");
    }
    assert!(matches!(Scenario::load("seed = [").unwrap_err(), ScenarioError::Toml(_)));
}

#[test]
fn sales_are_numbered_in_order_of_time_around_those_that_have_a_number() {
    let terminal = terminal(
        r#"
start = "2026-03-14T18:30:00"
[[sale]]
amount = 3
time = "2026-03-14T12:00:00"
[[sale]]
amount = 1
time = "2026-03-14T10:00:00"
[[sale]]
amount = 2
time = "2026-03-14T11:00:00"
operation = 999999
"#,
    );
    let sales = terminal.sales();
    let numbers: Vec<_> = sales.iter().map(|sale| (sale.amount, sale.operation)).collect();
    assert_eq!(numbers, [(1, 1), (2, 999_999), (3, 1)]);
    assert!(sales.iter().all(|sale| sale.ticket.len() == 6 && sale.authorisation.len() == 6));
    assert_eq!(terminal.till().sell(100, "A").unwrap(), 2);
}

#[test]
fn the_demo_has_its_troubles() {
    let terminal = Terminal::new(Scenario::named("demo").unwrap());
    let sales = terminal.sales();
    assert!((20..40).contains(&sales.len()));
    assert!(sales.iter().any(|sale| !sale.known_to_till), "a sale that the till never heard of");
    let double = |pair: &[crate::sim::transbank::StoredSale]| {
        let seconds = pair[1].time.duration_since(pair[0].time).as_secs();
        pair[0].amount == pair[1].amount && pair[0].last4 == pair[1].last4 && seconds < 120
    };
    assert!(sales.windows(2).any(double), "a sale made twice");
    assert!(sales.iter().any(|sale| sale.card == CardKind::Debit && sale.last4 == "7316"), "a debit sale in dispute");
}

#[tokio::test(start_paused = true)]
async fn the_demo_loses_the_answer_of_its_first_void() {
    let terminal = Terminal::new(Scenario::named("demo").unwrap());
    let credit = terminal.sales().iter().find(|sale| sale.card == CardKind::Credit).unwrap().operation;
    let mut till = Peer::new(&terminal);
    till.tell(&format!("1200|{credit}|")).await;
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_hostile_one_still_speaks_the_protocol() {
    let terminal = Terminal::new(Scenario::named("hostile").unwrap());
    let mut till = Peer::new(&terminal);
    let records = till.list().await;
    assert!(records.len() >= 5);
    assert!(records.iter().any(|record| record.contains("4111111111111111")));
    assert!(records.iter().any(|record| record.contains('\u{1b}')));
}
