use super::*;
use crate::sim::StateError;
use crate::sim::transbank::{Refused, TillError};

async fn numbers(till: &mut Peer) -> Vec<(String, String)> {
    till.list().await.iter().map(|record| (field(record, 8).to_owned(), field(record, 1).to_owned())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(number, code)| ((*number).to_owned(), (*code).to_owned())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_voided_sale_is_shown_as_the_scenario_reads_the_reference() {
    for (voided, expected) in [
        ("stays", pairs(&[("000001", "00"), ("000002", "00"), ("000003", "00")])),
        ("disappears", pairs(&[("000002", "00"), ("000003", "00")])),
        ("record", pairs(&[("000001", "00"), ("000002", "00"), ("000003", "00"), ("000004", "04")])),
    ] {
        let terminal = terminal(&format!("{THREE}\n[options]\nvoided = \"{voided}\"\n"));
        let mut till = Peer::new(&terminal);
        assert_eq!(field(&till.ask("1200|1|").await, 1), "00");
        assert_eq!(numbers(&mut till).await, expected, "{voided}");
        assert_eq!(field(&till.ask("1200|1|").await, 1), "04", "{voided}");
        assert_eq!(terminal.movements().len(), 1, "{voided}");
        if voided == "record" {
            let record = till.list().await.pop().unwrap();
            assert_eq!((field(&record, 5), field(&record, 6), field(&record, 7)), ("A1B2C3", "2500", "4242"));
            assert_eq!(field(&till.ask("1200|4|").await, 1), "05", "a void cannot be voided");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_till_sells_in_the_middle_of_a_list() {
    let text = format!(
        "{THREE}\n[[till]]\nafter_record = 2\nsell = {{ amount = 7700, ticket = \"T1\", known_to_till = false }}\n"
    );
    let terminal = terminal(&text);
    let mut till = Peer::new(&terminal);
    assert_eq!(numbers(&mut till).await.len(), 4);
    assert_eq!(numbers(&mut till).await.len(), 4, "only the first list");
    assert_eq!(terminal.till().books().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_till_closes_or_voids_before_the_console_does() {
    for (deed, code) in [("close = true", "05"), ("void = 1", "04"), ("replaced_by = \"OTHER001\"", "05")] {
        let terminal = terminal(&format!("{THREE}\n[[till]]\nbefore = \"1200\"\n{deed}\n"));
        let mut till = Peer::new(&terminal);
        assert_eq!(field(&till.ask("1200|1|").await, 1), code, "{deed}");
        assert!(terminal.movements().len() <= 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_batch_closes_in_the_middle_of_a_list() {
    let mut till = Peer::new(&terminal(&format!("{THREE}\n[[till]]\nafter_record = 1\nclose = true\n")));
    assert_eq!(numbers(&mut till).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_till_has_to_keep_the_terminals_rules() {
    let terminal = terminal(&format!("{THREE}\n[options]\ncapacity = 4\n"));
    let till = terminal.till();
    assert_eq!(till.sell(5000, "A").unwrap(), 4);
    assert!(matches!(till.sell(5000, "B"), Err(TillError::Refused(Refused(code))) if code.0 == 67));
    assert!(matches!(till.void(2), Err(TillError::Refused(Refused(code))) if code.0 == 8));
    till.void(4).unwrap();
    till.close().unwrap();
    assert!(terminal.sales().is_empty());
    assert_eq!(terminal.movements().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_clock_runs_with_the_paused_one() {
    let terminal = terminal("start = \"2024-12-31T23:59:50\"\n");
    terminal.till().sell(5000, "A").unwrap();
    tokio::time::sleep(Duration::from_secs(15)).await;
    terminal.till().sell(5000, "B").unwrap();
    let times: Vec<String> = terminal.sales().iter().map(|sale| sale.time.to_string()).collect();
    assert_eq!(times, ["2024-12-31T23:59:50", "2025-01-01T00:00:05"]);
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_gives_the_same_bytes() {
    async fn bytes(seed: u64) -> Vec<String> {
        let terminal = Terminal::new(Scenario::quiet(seed, 60));
        let mut till = Peer::new(&terminal);
        let mut all = till.list().await;
        all.push(till.ask("0200|2500|000123|||0|").await);
        all.push(till.ask("1200|61|").await);
        all.extend(terminal.printed().into_iter().flat_map(|slip| slip.lines));
        all
    }
    assert_eq!(bytes(4).await, bytes(4).await);
    assert_ne!(bytes(4).await, bytes(5).await);
}

#[tokio::test(start_paused = true)]
async fn the_state_file_survives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("terminal.json");
    let scenario = || {
        Scenario::load(&format!("{THREE}\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_silence\"\n"))
            .unwrap()
    };
    let first = Terminal::with_state(scenario(), &path).unwrap();
    let mut till = Peer::new(&first);
    tokio::time::sleep(Duration::from_secs(3600)).await;
    till.tell("1200|1|").await;
    drop(till);

    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(json["terminal"], "SIM00001");
    assert_eq!(json["sales"].as_array().unwrap().len(), 3);
    assert_eq!(json["movements"], serde_json::json!([{ "kind": "void", "entry": 1, "amount_minor": 2500 }]));
    assert_eq!(json["printed"][0]["kind"], "void");

    let second = Terminal::with_state(scenario(), &path).unwrap();
    assert_eq!(second.movements(), first.movements());
    assert_eq!(second.sales(), first.sales());
    let mut till = Peer::new(&second);
    assert_eq!(field(&till.ask("1200|1|").await, 1), "04", "the fault was for the first one ever");
    second.till().sell(5000, "A").unwrap();
    assert!(second.sales()[3].time >= "2024-05-14T19:00:00".parse().unwrap(), "its clock went on");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else is left behind");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_kept_is_not_answered() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let terminal = Terminal::with_state(Scenario::load(THREE).unwrap(), &home.join("t.json")).unwrap();
    let mut till = Peer::new(&terminal);
    till.tell("0100").await;
    std::fs::remove_dir_all(&home).unwrap();
    till.send("1200|1|").await;
    assert_eq!(till.said().await, None);
    assert!(till.task.await.unwrap().is_err());
}

#[test]
fn a_state_file_that_is_none_is_told_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("t.json");
    for text in ["", "{}", "[1]", "{\"schema\": \"something/else\"}"] {
        std::fs::write(&path, text).unwrap();
        let error = Terminal::with_state(Scenario::quiet(1, 0), &path).err().unwrap();
        assert!(matches!(error, StateError::Bad { .. }), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_is_told_to_voids_again_what_is_voided() {
    let terminal = terminal(&format!("{THREE}\n[options]\nvoids_again = true\n"));
    let mut till = Peer::new(&terminal);
    for times in 1..=2 {
        assert_eq!(field(&till.ask("1200|1|").await, 1), "00");
        assert_eq!(terminal.movements().len(), times);
    }
}
