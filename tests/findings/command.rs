//! The command itself.

use serde_json::Value;

use crate::harness::{Place, Terminal, is_whole_error};

fn day(place: &Place, text: &str) -> String {
    let path = place.path("day.toml");
    std::fs::write(&path, format!("[options]\ngap_ms = 0\n{text}")).unwrap();
    path.to_str().unwrap().to_owned()
}

fn sale(amount: u32, time: &str) -> String {
    format!("[[sale]]\namount = {amount}\ntime = \"2026-03-14T{time}\"\nlast4 = \"2207\"\n")
}

#[test]
fn what_is_found_is_told_in_json_and_on_a_page_and_ends_with_1() {
    let place = Place::new();
    let scenario = day(&place, &(sale(45_980, "17:03:07") + &sale(45_980, "17:03:45") + &sale(990, "18:00:00")));
    let terminal = Terminal::start(&place, &["--scenario", &scenario]);
    place.run(&["pull", &terminal.port()]).exits(0);
    drop(terminal);

    let told = place.run(&["check", "--json"]).exits(1).json("check");
    let findings = told["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{told}");
    let twice = &findings[0];
    assert_eq!((&twice["id"], &twice["severity"]), (&"J17".into(), &"question".into()));
    let keys: Vec<&str> = twice["entries"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    assert_eq!(keys.len(), 2);
    for key in &keys {
        place.run(&["show", key]).exits(0);
    }
    for list in ["evidence", "must_not"] {
        assert!(!twice[list].as_array().unwrap().is_empty(), "{list}: {twice}");
    }
    for text in ["cause", "remedy"] {
        assert!(twice[text].as_str().is_some_and(|said| said.len() > 10), "{text}: {twice}");
    }
    assert_eq!((&twice["wait_until"], &twice["device"]), (&Value::Null, &told["devices"][0]));

    for lang in ["en", "es", "zh", "de"] {
        let page = place.run(&["check", "--lang", lang]).exits(1).stdout();
        assert!(page.contains("J17"), "{page}");
        assert!(page.lines().all(|line| tillwright::text::width::cells(line) <= 80), "{page}");
    }
    let device = told["devices"][0].as_str().unwrap();
    assert_eq!(
        place.run(&["check", "--device", device, "--json"]).exits(1).json("check")["findings"],
        told["findings"]
    );
    let unknown = place.run(&["check", "--device", "transbank:000000000009:NONE0001", "--json"]).exits(2).json("error");
    is_whole_error(&unknown, 2);
}

#[test]
fn nothing_found_ends_with_0() {
    let place = Place::new();
    let empty = place.run(&["check", "--json"]).exits(0).json("check");
    assert_eq!((&empty["findings"], &empty["devices"]), (&Value::Array(vec![]), &Value::Array(vec![])));
    let terminal = Terminal::start(&place, &["--scenario", "quiet-day"]);
    place.run(&["pull", &terminal.port()]).exits(0);
    assert_eq!(place.run(&["check", "--json"]).exits(0).json("check")["findings"], Value::Array(vec![]));
    assert!(place.run(&["check"]).exits(0).stdout().contains("Nothing found."));
}

/// A damaged archive is no clean bill of health.
#[test]
fn an_archive_that_does_not_verify_is_said_and_ends_with_8() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--scenario", "quiet-day"]);
    place.run(&["pull", &terminal.port()]).exits(0);
    let list = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
    let path = list["archives"][0]["path"].as_str().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::write(path, bytes).unwrap();
    let told = place.run(&["check", "--json"]).exits(8).json("check");
    assert_eq!(told["left_out"].as_array().unwrap().len(), 1, "{told}");
}
