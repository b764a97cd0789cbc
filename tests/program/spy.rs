//! Looks for what must be found nowhere: in what a program said, and in everything below a directory.

use std::path::Path;
use std::sync::Arc;

use tillwright::model::is_hostile;
use tillwright::vault::Vault;
use tillwright::vault::disk::RealDisk;

use crate::harness::{Place, Ran};

pub const PAN: &str = "4539578763621486";
pub const SPACED: &str = "4539 5787 6362 1486";
pub const TRACK1: &str = "%B4539578763621486^DOE/JOHN^25121010000012345678?";
pub const TRACK2: &str = ";4539578763621486=25121010000012345678?";
pub const PASSWORD: &str = "supervisor-hunter2-clave-9911";
/// A window title, a colour, a C1 introducer, and a direction override as the bytes of its UTF-8.
pub const ESCAPES: &str = "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}2J\u{e2}\u{80}\u{ae}";
/// An override too long for a field is not kept at all; these fit into six characters.
pub const SHORT_ESCAPE: &str = "\u{1b}[2J\u{9b}";

/// The middle of the card number, what follows it in a track, the password.
const SECRETS: [&str; 4] = ["578763621", "1010000012345678", "hunter2", "DOE/JOHN"];

/// The secret that stands in `text`, also where it was written in groups or as hex digits.
pub fn secret(text: &str) -> Option<&'static str> {
    let dense: String = text.chars().filter(|symbol| !matches!(symbol, ' ' | '-' | '.' | ':')).collect();
    SECRETS.into_iter().find(|secret| {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        text.contains(secret) || dense.contains(secret) || dense.to_lowercase().contains(&hex)
    })
}

/// Asserts that a text holds no secret, and nothing that acts on a screen.
#[track_caller]
pub fn clean(text: &str, context: &str) {
    assert_eq!(secret(text), None, "{context}:\n{text}");
    let acting = text.chars().find(|symbol| is_hostile(*symbol) && *symbol != '\n');
    assert_eq!(acting, None, "{context}:\n{}", text.escape_debug());
    assert!(!text.contains("\\u00") && !text.contains("\\u20") && !text.contains("&#27;"), "{context}:\n{text}");
}

/// Runs a command and looks at everything that it said.
#[track_caller]
pub fn run(place: &Place, arguments: &[&str]) -> Ran {
    let ran = place.run(arguments);
    let call = arguments.join(" ");
    clean(&ran.stdout(), &call);
    clean(&ran.stderr(), &call);
    ran
}

/// Every file below `dir` as it is, and what the vault there holds once it is unpacked.
#[track_caller]
pub fn clean_vault(vault: &Path) {
    files(vault, &mut |path, bytes| {
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(secret(&text), None, "{}", path.display());
    });
    let opened = Vault::read(Arc::new(RealDisk), vault).unwrap();
    let archives = opened.archives().unwrap();
    assert!(!archives.is_empty(), "nothing was looked at");
    for info in archives {
        let saved = opened.load(&info.path).unwrap();
        assert!(!saved.wire.is_empty(), "{} has no frames to look at", info.path.display());
        let context = info.path.display().to_string();
        assert_eq!(secret(&format!("{:?} {:?}", saved.entries, saved.anomalies)), None, "{context}");
        for line in &saved.wire {
            assert_eq!(secret(&String::from_utf8_lossy(&line.bytes)), None, "{context}");
            clean(&line.meaning, &context);
        }
    }
}

/// Calls `look` with every file below `dir`.
pub fn files(dir: &Path, look: &mut dyn FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, look);
        } else {
            look(&path, &std::fs::read(&path).unwrap());
        }
    }
}
