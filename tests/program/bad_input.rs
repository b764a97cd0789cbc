//! What a line, a disk or a hand may do to us: each time a clear error with its exit code, and nothing lost.

use std::process::Command;

use serde_json::Value;

use crate::harness::{Place, Terminal, is_whole_error};

/// A day of five sales with something wrong.
fn sick(place: &Place, more: &str) -> Terminal {
    let scenario = place.path("sick.toml");
    std::fs::write(&scenario, format!("seed = 7\nentries = 5\n[options]\ngap_ms = 0\n{more}\n")).unwrap();
    Terminal::start(place, &["--scenario", scenario.to_str().unwrap()])
}

/// The first list goes wrong at its third record.
fn at_third(then: &str) -> String {
    format!("[[on]]\ncommand = \"0260\"\nnth = 1\nrecord = 3\nthen = \"{then}\"")
}

fn anomalies(pulled: &Value) -> Vec<&str> {
    pulled["anomalies"].as_array().unwrap().iter().map(|one| one["anomaly"].as_str().unwrap()).collect()
}

#[test]
fn what_the_line_spoils_is_read_all_the_same_or_said() {
    for (then, told) in [
        ("bad_lrc", &[][..]),
        ("garbage", &[]),
        ("twice", &["repeated"]),
        // A record is missing, which the numbers show, and what came in its place is told.
        ("wrong_answer", &["unreadable", "gap"]),
    ] {
        let place = Place::new();
        let terminal = sick(&place, &at_third(then));
        let pulled = place.run(&["pull", &terminal.port(), "--json"]).exits(0).json("pull");
        assert_eq!(anomalies(&pulled), told, "{then}");
        assert_eq!(pulled["entries"], if then == "wrong_answer" { 4 } else { 5 }, "{then}");
        if then == "wrong_answer" {
            let again = place.run(&["pull", &terminal.port(), "--json"]).exits(0).json("pull");
            assert_eq!((&again["entries"], anomalies(&again).len()), (&Value::from(5), 0), "{then}");
        }
    }
}

#[test]
fn a_pull_that_breaks_off_says_so_and_keeps_what_came() {
    for (then, code, exit) in [
        ("always_bad_lrc", "protocol_error", 6),
        ("drop_link", "link_lost", 6),
        ("answer_code 26", "device_refused", 7),
    ] {
        let place = Place::new();
        let terminal = sick(&place, &at_third(then));
        let failed = place.run(&["pull", &terminal.port(), "--json"]).exits(exit);
        let error = failed.json("error");
        is_whole_error(&error, exit);
        assert_eq!(error["code"], code, "{then}");
        assert!(error["not_done"].as_str().unwrap().contains("2 entries are kept"), "{then}: {error}");
        let listed = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
        let part = &listed["archives"][0];
        assert_eq!((&part["partial"], &part["verified"], &part["damage"]), (&true.into(), &false.into(), &Value::Null));
        assert!(place.run(&["backup", "list"]).exits(0).stdout().starts_with("- partial"));
        place.run(&["backup", "verify"]).exits(9);
        let again = place.run(&["pull", &terminal.port(), "--json"]).exits(0).json("pull");
        assert_eq!(again["entries"], 5, "{then}");
        place.run(&["backup", "verify"]).exits(0);
        place.run(&["ledger", "verify"]).exits(0);
    }
}

#[test]
fn odd_records_are_told_one_by_one() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--scenario", "hostile"]);
    let pulled = place.run(&["pull", &terminal.port(), "--json"]).exits(0).json("pull");
    let told = anomalies(&pulled);
    for kind in ["unreadable", "repeated", "duplicate", "gap"] {
        assert!(told.contains(&kind), "{kind}: {told:?}");
    }
    let words = place.run(&["pull", &terminal.port(), "--lang", "es"]).exits(0).stdout();
    assert!(words.matches("  ! ").count() >= told.len(), "{words}");
    // A number that stands for two sales names neither.
    let refused = place.run(&["remedies", &terminal.port(), "6", "--json"]).exits(2).json("error");
    assert_eq!(refused["code"], "which_entry");
    let journal = place.run(&["journal", "--json", "--filter", "number:6"]).exits(0).json("journal");
    for entry in journal["entries"].as_array().unwrap() {
        let found = place.run(&["remedies", &terminal.port(), entry["key"].as_str().unwrap(), "--json"]).exits(12);
        assert!(found.stdout().contains("ambiguous"), "{}", found.stdout());
    }
}

#[test]
fn a_number_names_the_sale_that_has_it_and_no_key_that_ends_so() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--entries", "40", "--seed", "3"]);
    place.run(&["pull", &terminal.port()]).exits(0);
    for number in 1..=9 {
        let shown = place.run(&["show", &number.to_string(), "--json"]).exits(0).json("show");
        assert_eq!(shown["entry"]["number"], number);
    }
    place.run(&["show", "41"]).exits(2);
}

#[test]
fn a_full_disk_ends_a_pull_and_nothing_that_was_there_is_lost() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--entries", "400"]);
    let first = Terminal::named(&place, "small", &["--scenario", "demo"]);
    place.run(&["pull", &first.port()]).exits(0);
    // A limit of the size of files stands for the disk: it needs no rights, and ends every write that goes further.
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_tillwright"), "pull", &terminal.port(), "--json"])
        .env("TILLWRIGHT_VAULT", place.vault())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(8), "{output:?}");
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    is_whole_error(&error, 8);
    assert_eq!(error["code"], "not_stored");
    let said = error["not_done"].as_str().unwrap();
    let kept: u64 = said.split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert!(kept > 0 && kept < 400, "{said}");

    let listed = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
    let verified = listed["archives"].as_array().unwrap().iter().filter(|one| one["verified"] == true).count();
    assert_eq!(verified, 1);
    place.run(&["ledger", "verify"]).exits(0);
    let pulled = place.run(&["pull", &terminal.port(), "--json"]).exits(0).json("pull");
    assert_eq!(pulled["entries"], 400);
    let journal = place.run(&["journal", "--json"]).exits(0).json("journal");
    assert_eq!(journal["entries"].as_array().unwrap().len(), 426);
}

#[test]
fn a_ledger_with_a_cut_tail_goes_on_and_a_changed_one_is_an_alarm() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--entries", "5"]);
    place.run(&["pull", &terminal.port()]).exits(0);
    place.run(&["pull", &terminal.port()]).exits(0);
    let ledger = std::fs::read_dir(place.vault().join("ledger")).unwrap().next().unwrap().unwrap().path();
    let whole = std::fs::read(&ledger).unwrap();
    std::fs::write(&ledger, &whole[..whole.len() - 20]).unwrap();
    let torn = place.run(&["ledger", "verify", "--json"]).exits(8).json("ledger-verify");
    assert!(torn["ledgers"][0]["broken"].as_str().unwrap().contains("torn"), "{torn}");
    place.run(&["pull", &terminal.port()]).exits(0);
    place.run(&["ledger", "verify"]).exits(0);
    let said = place.run(&["ledger", "show"]).exits(0).stdout();
    assert!(said.contains("set aside"), "{said}");

    let mut changed = std::fs::read(&ledger).unwrap();
    let middle = whole.len() / 2;
    changed[middle] ^= 1;
    std::fs::write(&ledger, &changed).unwrap();
    let broken = place.run(&["ledger", "verify", "--json"]).exits(8).json("ledger-verify");
    assert_eq!(broken["ledgers"][0]["verified"], false);
    let grounds = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];
    let refused = place.run(&[&["reverse", &terminal.port(), "5"], &grounds[..]].concat()).exits(8).json("error");
    is_whole_error(&refused, 8);
    assert!(terminal.movements().is_empty(), "no money on a ledger that does not hold");
    assert_eq!(std::fs::read(&ledger).unwrap(), changed, "the evidence stays as it is");
}

#[test]
fn a_terminal_that_does_not_answer_is_said_so() {
    let place = Place::new();
    let terminal = sick(&place, "integrated = false");
    let silent = place.run(&["identify", &terminal.port(), "--json"]).exits(4).json("error");
    is_whole_error(&silent, 4);
    assert!(silent["next"].as_str().unwrap().contains("integrated mode"), "{silent}");
}

#[test]
fn no_paper_another_terminal_and_a_closed_batch_have_their_exit_codes() {
    let place = Place::new();
    let terminal = sick(&place, "paper = \"out\"");
    place.run(&["pull", &terminal.port()]).exits(0);
    let refused = place.run(&["reprint", &terminal.port(), "5", "--json"]).exits(7).json("error");
    is_whole_error(&refused, 7);
    assert!(refused["detail"].as_str().unwrap().contains("24"), "{refused}");

    let grounds = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];
    for (deed, code) in [("close = true", "not_in_memory"), ("replaced_by = \"OTHER001\"", "other_device")] {
        let place = Place::new();
        // The console lists twice before it sends: for the plan, and again for what is sent.
        let terminal = sick(&place, &format!("[[till]]\nbefore = \"0260\"\nnth = 3\n{deed}"));
        place.run(&["pull", &terminal.port()]).exits(0);
        let journal = place.run(&["journal", "--json", "--filter", "type:credit"]).exits(0).json("journal");
        let key = journal["entries"][0]["key"].as_str().unwrap();
        let refused = place.run(&[&["reverse", &terminal.port(), key], &grounds[..]].concat()).exits(12).json("error");
        is_whole_error(&refused, 12);
        assert_eq!(refused["code"], code, "{refused}");
        assert!(terminal.movements().iter().all(|movement| movement["kind"] != "void"));
    }
}
