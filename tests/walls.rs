//! The walls between the rooms, read from the `use` lines and paths of the source (docs/architecture.md, "Map").
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may know whom. `room/file` entries are exceptions for one file.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("link", &[]),
    ("text", &["model"]),
    ("protocol", &["model"]),
    ("vault", &["model"]),
    ("receipt", &["model", "text"]),
    ("diagnose", &["model", "text"]),
    ("device", &["protocol", "link", "model"]),
    ("sim", &["protocol", "link", "model"]),
    ("ops", &["device", "vault", "receipt", "diagnose", "model", "link", "text"]),
    ("tui", &["ops", "model", "text", "link"]),
    // The command line puts the program together: it opens the vault, knows the simulated devices and renders receipts.
    ("cli", &["ops", "tui", "model", "text", "link", "sim", "protocol", "vault", "receipt"]),
];

/// Paths that a room may name beyond its rooms: values that pass through, never doors.
const MAY_NAME: &[(&str, &[&str])] = &[
    // Only the ledger makes a `Durable`; the driver demands one.
    ("device", &["vault::ledger::Durable"]),
];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// Paths behind `crate::` in one file, groups taken apart one level deep.
fn crate_paths(source: &str) -> Vec<String> {
    let code: String = source
        .split("#[cfg(test)]")
        .next()
        .unwrap_or("")
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for tail in code.split("crate::").skip(1) {
        let path: String =
            tail.chars().take_while(|symbol| symbol.is_alphanumeric() || matches!(symbol, '_' | ':' | '{')).collect();
        if let Some(room) = path.strip_prefix('{') {
            let inside = tail[1..].split('}').next().unwrap_or("");
            assert!(!room.is_empty() || !inside.is_empty(), "an empty group");
            found.extend(inside.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()));
        } else {
            found.push(path.trim_end_matches([':', '{']).to_owned());
        }
    }
    found
}

#[test]
fn every_room_knows_only_whom_it_may_know() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rooms: BTreeSet<&str> = MAY_KNOW.iter().map(|(room, _)| *room).collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in &files {
        let inside = file.strip_prefix(&root).unwrap();
        let Some(room) = inside.iter().next().and_then(|part| part.to_str()) else { continue };
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(name, _)| *name == room) else { continue };
        let named: &[&str] = MAY_NAME.iter().find(|(name, _)| *name == room).map_or(&[], |(_, paths)| *paths);
        for path in crate_paths(&fs::read_to_string(file).unwrap()) {
            let target = path.split("::").next().unwrap_or("");
            if !rooms.contains(target) {
                continue;
            }
            seen += 1;
            let ok = target == room
                || allowed.contains(&target)
                || named.iter().any(|name| path == *name || path.starts_with(&format!("{name}::")));
            if !ok {
                wrong.push(format!("{}: crate::{path}", inside.display()));
            }
        }
    }
    assert!(seen > 20, "the reader of `use` lines finds nothing: {seen}");
    assert!(wrong.is_empty(), "rooms that know too much:\n{}", wrong.join("\n"));
}

#[test]
fn only_one_file_names_sled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let named: Vec<_> = files
        .iter()
        .filter(|file| fs::read_to_string(file).unwrap().contains("sled::"))
        .map(|file| file.strip_prefix(&root).unwrap().display().to_string())
        .collect();
    assert_eq!(named, ["vault/index.rs"]);
}
