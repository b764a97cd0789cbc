//! Scenarios and state files of the simulated devices.

use std::fs;

use tillwright::sim::{transbank, zvt};

/// More than these are not switched on: making them takes longer than reading them.
const MOST: usize = 200;

/// A scenario: what reads can be switched on.
pub fn scenario(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match transbank::Scenario::load(&text) {
        Err(error) => bounded(&error.to_string(), &text),
        Ok(scenario) if scenario.entries <= MOST => drop(transbank::Terminal::new(scenario)),
        Ok(_) => {}
    }
    match zvt::Scenario::load(&text) {
        Err(error) => bounded(&error.to_string(), &text),
        Ok(scenario) if scenario.entries <= MOST => drop(zvt::Terminal::new(scenario)),
        Ok(_) => {}
    }
}

/// A state file: what reads is switched on with, written again, and then reads as the same.
pub fn state(data: &[u8]) {
    thread_local! {
        static FOLDER: tempfile::TempDir = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    }
    let path = FOLDER.with(|folder| folder.path().join("state.json"));
    let write = || fs::write(&path, data).unwrap_or_else(|error| panic!("{error}"));
    let content = || fs::read(&path).unwrap_or_else(|error| panic!("{error}"));
    write();
    match transbank::Terminal::with_state(transbank::Scenario::quiet(1, 2), &path) {
        Err(error) => bounded(&error.to_string(), &String::from_utf8_lossy(data)),
        Ok(_) => {
            let once = content();
            transbank::Terminal::with_state(transbank::Scenario::quiet(1, 2), &path)
                .unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(same_but_clock(&content()), same_but_clock(&once));
        }
    }
    write();
    match zvt::Terminal::with_state(zvt::Scenario::quiet(1, 2), &path) {
        Err(error) => bounded(&error.to_string(), &String::from_utf8_lossy(data)),
        Ok(_) => {
            let once = content();
            zvt::Terminal::with_state(zvt::Scenario::quiet(1, 2), &path).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(same_but_clock(&content()), same_but_clock(&once));
        }
    }
}

/// The clock of a device runs while it is switched on.
fn same_but_clock(bytes: &[u8]) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error}"));
    value["clock"].take();
    value
}

/// An error may quote the text, and little more.
fn bounded(error: &str, text: &str) {
    assert!(error.len() <= 4 * text.len() + 2_000, "{error}");
}
