//! The command itself: exit codes and documents.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const HEAD: &str = "Datum;Uhrzeit;Umsatzart;Terminal-ID;Trace-Nr.;Kartennummer;Kartenart;Betrag;Entgelt;Status\n";
const ROWS: &str = "14.03.2026;10:00:05;Verkauf;52500017;000017;411111******1111;girocard;1.234,50;-0,99;Gebucht\n\
    14.03.2026;10:20:00;Verkauf;52500017;000018;************0042;Visa;10,00;0,00;Gebucht\n";

struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("tillwright-reconcile-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(place: &Place, files: &[&Path], more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillwright"));
    command.arg("--vault").arg(place.0.join("vault")).args(["--lang", "en", "reconcile"]).args(files).args(more);
    command.output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_bill_without_journals_is_read_and_nothing_is_invented() {
    let place = Place::new("clean");
    let bill = place.file("day.csv", &format!("{HEAD}{ROWS}"));
    let told = run(&place, &[&bill], &["--json"]);
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let document = json(&told);
    assert_eq!(document["schema"], "tillwright/reconcile/1");
    assert_eq!((document["bills"][0]["rows"].as_u64(), document["pairs"]["rows_left"].as_u64()), (Some(2), Some(2)));
    for line in String::from_utf8(run(&place, &[&bill], &[]).stdout).unwrap().lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn a_row_that_stands_there_twice_is_found_with_all_that_has_to_be_said() {
    let place = Place::new("twice");
    let bill = place.file("day.csv", &format!("{HEAD}{ROWS}{ROWS}"));
    let told = run(&place, &[&bill], &["--json"]);
    assert_eq!(told.status.code(), Some(1));
    let document = json(&told);
    let found = &document["findings"][0];
    assert_eq!(found["id"], "B06");
    for field in ["severity", "entries", "evidence", "cause", "remedy", "must_not", "wait_until"] {
        assert!(!found[field].is_null() || field == "wait_until", "{field}: {found}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_and_stops_everything() {
    let place = Place::new("refused");
    let good = place.file("day.csv", &format!("{HEAD}{ROWS}"));
    let page = place.file("page.csv", "<html><body>log in</body></html>");
    let told = run(&place, &[&good, &page], &["--json"]);
    assert_eq!((told.status.code(), json(&told)["code"].as_str()), (Some(12), Some("bill_refused")));
    let other_day = run(&place, &[&good], &["--day", "2026-04-01", "--json"]);
    assert_eq!(other_day.status.code(), Some(12), "{other_day:?}");
    let gone = run(&place, &[&place.0.join("none.csv")], &[]);
    assert_eq!(gone.status.code(), Some(2), "{gone:?}");
    let looked = run(&place, &[&good], &["--preview", "--json"]);
    assert_eq!((looked.status.code(), json(&looked)["files"][0]["readable"].as_u64()), (Some(0), Some(2)));
}
