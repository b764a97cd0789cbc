//! The real program's system calls, as strace records them: a request that moves money leaves after its intent is durable, a record is
//! acknowledged after its batch is, the disk in memory does what the real one does, and what a power cut leaves of the calls opens.
//!
//! It needs the program `strace` (Debian package `strace`) and leave to trace. Without it these tests say so and pass, unless
//! `TILLWRIGHT_REQUIRE_CLIENTS=1`.

mod images;
mod inside;
mod trace;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tillwright::vault::Vault;
use tillwright::vault::disk::RealDisk;

use crate::harness::{Place, Terminal};
use images::Disk;
use trace::Call;

/// Images a trace; every tenth is shown to the program too.
const IMAGES: usize = 60;
const ENTRIES: &str = "40";
const GROUNDS: [&str; 8] = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];

/// Whether strace can be asked; says why not.
pub fn ready() -> bool {
    let traced = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let why = match traced {
        Ok(ran) if ran.status.success() => return true,
        Ok(ran) => String::from_utf8_lossy(&ran.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    assert!(
        std::env::var_os("TILLWRIGHT_REQUIRE_CLIENTS").is_none_or(|value| value != "1"),
        "strace does not run ({why}), but TILLWRIGHT_REQUIRE_CLIENTS is set"
    );
    println!("skipped: strace does not run: {why} (Debian package strace). .ci/run installs it.");
    false
}

/// How a family is visited.
#[derive(Clone, Copy)]
struct Visited {
    family: &'static str,
    named: &'static [&'static str],
    /// How the request that moves money begins on the line.
    money: &'static [u8],
    filter: &'static str,
}

const VISITED: [Visited; 2] = [
    Visited { family: "transbank", named: &[], money: b"\x021200", filter: "type:credit" },
    Visited { family: "zvt", named: &["--protocol", "zvt"], money: &[0x10, 0x02, 0x06, 0x30], filter: "kind:sale" },
];

/// A command under strace: its calls, and what the vault was before.
struct Traced {
    before: Disk,
    calls: Vec<Call>,
    root: PathBuf,
}

fn traced(place: &Place, arguments: &[&str]) -> Traced {
    let root = place.vault();
    let above = root.parent().unwrap().to_path_buf();
    let before = Disk::of(&root);
    let file = place.path("trace.txt");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-xx", "-s", "16777216", "-e", trace::CALLS, "-o"]).arg(&file);
    let output = command
        .arg(env!("CARGO_BIN_EXE_tillwright"))
        .args(arguments)
        .env("TILLWRIGHT_VAULT", &root)
        .env("TILLWRIGHT_WHO", "Tester")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let calls = trace::read(&std::fs::read_to_string(&file).unwrap());
    assert!(calls.iter().any(|call| call.path().starts_with(&above)), "the trace shows the vault");
    Traced { before, calls, root }
}

fn is_line(path: &Path) -> bool {
    path.starts_with("/dev/pts")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

impl Traced {
    /// The place of the only call to the line that begins like this.
    fn left(&self, head: &[u8]) -> usize {
        let sent =
            |call: &Call| matches!(call, Call::Write { path, bytes, .. } if is_line(path) && contains(bytes, head));
        let all: Vec<usize> = (0..self.calls.len()).filter(|at| sent(&self.calls[*at])).collect();
        assert_eq!(all.len(), 1, "the request left once");
        all[0]
    }

    /// When the intent was written, it was synced, and so was its name and each directory above it, all before the request left.
    fn intent_is_durable_first(&self, money: &[u8]) {
        let left = self.left(money);
        let is_intent =
            |call: &Call| matches!(call, Call::Write { bytes, .. } if contains(bytes, b"\"event\":\"intent\""));
        let written = self.calls[..left].iter().position(is_intent).expect("the intent is written before it is sent");
        let ledger = self.calls[written].path();
        assert_eq!(ledger.parent(), Some(self.root.join("ledger").as_path()));
        let synced = |path: &Path, from: usize| {
            self.calls[from..left].iter().any(|call| matches!(call, Call::Sync(synced) if synced == path))
        };
        assert!(synced(ledger, written), "and fsynced");
        for dir in [self.root.join("ledger"), self.root.clone(), self.root.parent().unwrap().to_path_buf()] {
            assert!(synced(&dir, 0), "{} too", dir.display());
        }
    }

    /// No byte goes to the device while something of a spool or of the ledger is written and not synced.
    fn nothing_is_said_before_it_is_durable(&self) {
        let mut unsynced: BTreeSet<&Path> = BTreeSet::new();
        let (mut said, mut batches) = (0, 0);
        for call in &self.calls {
            let path = call.path();
            let watched =
                path.starts_with(&self.root) && path.extension().is_some_and(|end| end == "part" || end == "jsonl");
            match call {
                Call::Write { .. } if is_line(path) => {
                    assert!(unsynced.is_empty(), "said to the device before {unsynced:?} was durable");
                    said += 1;
                }
                Call::Write { .. } if watched => drop(unsynced.insert(path)),
                Call::Sync(_) => batches += usize::from(unsynced.remove(path) && said > 0),
                _ => {}
            }
        }
        assert!(said > 3 && batches > 1, "{said} writes to the line, {batches} to the disk between them");
    }

    /// What it did to archives and ledger, without the parts of names that are never the same.
    fn journal(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut new: Option<&Path> = None;
        let index = Call::MakeDir(self.root.join("index"));
        for (number, call) in self.calls.iter().enumerate() {
            // The name of the index; the disk in memory has none.
            let of_index = self.calls[..number].iter().rfind(|call| !matches!(call, Call::Open { .. })) == Some(&index);
            if of_index && *call == Call::Sync(self.root.clone()) {
                continue;
            }
            let what = match call {
                Call::MakeDir(_) => "mkdir",
                Call::Open { path, new: true } => {
                    new = Some(path);
                    "create"
                }
                // The first write of a new file is its making.
                Call::Open { .. } => continue,
                Call::Write { path, .. } if new.take_if(|new| *new == path).is_some() => continue,
                Call::Write { .. } => "append",
                Call::Cut { .. } => "cut",
                Call::Sync(_) => {
                    new = None;
                    "sync"
                }
                Call::Rename(from, _) => {
                    lines.push(("rename from", from.as_path()));
                    "rename to"
                }
                Call::Remove(_) => "remove",
            };
            lines.push((what, call.path()));
        }
        inside::normal(lines.iter().map(|(what, path)| (*what, *path)), &self.root)
    }
}

/// Opens what a power cut left of these calls.
fn check(traced: &Traced, seed: u64, place: &Place) -> usize {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut programs = 0;
    for number in 0..IMAGES {
        let stop = random.random_range(0..=traced.calls.len());
        let mut disk = traced.before.clone();
        traced.calls[..stop].iter().for_each(|call| disk.call(call));
        let dir = place.path(&format!("image-{seed}-{number}"));
        disk.cut(&mut random).put(&dir);
        let when = format!("seed {seed}, image {number}, cut at {stop} of {}", traced.calls.len());
        look(&dir, &acknowledged(&traced.calls[..stop], &traced.root), &when);
        if number % 10 == 0 {
            programs += 1;
            place.run_on(&dir, &["ledger", "verify", "--json"]).exits(0).json("ledger-verify");
            place.run_on(&dir, &["backup", "list", "--json"]).exits(0).json("backup-list");
            place.run_on(&dir, &["journal", "--json"]).exits(0).json("journal");
            place.run_on(&dir, &["recover", "--json"]).json("recover");
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }
    programs
}

/// Hashes of the ledger's lines that were written and synced.
fn acknowledged(calls: &[Call], root: &Path) -> Vec<String> {
    let (mut all, mut waiting) = (Vec::new(), Vec::new());
    for call in calls.iter().filter(|call| call.path().starts_with(root.join("ledger"))) {
        match call {
            Call::Write { bytes, .. } => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let hash =
                    text.trim_end().rsplit("\"hash\":\"").next().map(|rest| rest.trim_end_matches("\"}").to_owned());
                waiting.extend(hash);
            }
            Call::Sync(path) if path.extension().is_some() => all.append(&mut waiting),
            _ => {}
        }
    }
    all
}

/// The library on the real disk, index and all: every acknowledged line is there, every sealed archive verifies, and the index
/// shows what the archives hold.
fn look(dir: &Path, acknowledged: &[String], when: &str) {
    let vault = Vault::open(Arc::new(RealDisk), dir).unwrap_or_else(|error| panic!("{when}: {error}"));
    let lines = vault.ledger().lines().unwrap();
    for hash in acknowledged {
        assert!(lines.iter().any(|line| line.hash == *hash), "{when}: line {hash} is lost");
    }
    assert!(vault.ledger().verify().unwrap().iter().all(|chain| chain.broken.is_none()), "{when}");
    for info in vault.archives().unwrap().iter().filter(|info| !info.partial) {
        vault.load(&info.path).unwrap_or_else(|error| panic!("{when}: {error}"));
    }
    let direct = Vault::read(Arc::new(RealDisk), dir).unwrap();
    assert_eq!(vault.rows(None).unwrap(), direct.rows(None).unwrap(), "{when}: the index");
}

fn whole_case(visited: Visited, seed: u64) {
    if !ready() {
        return;
    }
    let place = Place::new();
    let more = ["--entries", ENTRIES, "--seed", "5"];
    let terminal = match visited.family {
        "zvt" => Terminal::zvt(&place, "terminal", &more),
        _ => Terminal::named(&place, "terminal", &more),
    };
    let port = terminal.port();
    let pull = traced(&place, &[&["pull", &port], visited.named].concat());
    place.run(&["journal"]).exits(0);
    let journal = place.run(&["journal", "--json", "--filter", visited.filter]).exits(0).json("journal");
    let key = journal["entries"][0]["key"].as_str().unwrap().to_owned();
    let reverse = traced(&place, &[&["reverse", &port, &key], visited.named, &GROUNDS].concat());
    pull.nothing_is_said_before_it_is_durable();
    reverse.nothing_is_said_before_it_is_durable();
    reverse.intent_is_durable_first(visited.money);

    let in_memory = inside::case(visited.family, journal["entries"][0]["number"].as_u64().unwrap());
    assert_eq!([pull.journal(), reverse.journal()], in_memory, "the disk in memory does what the real one does");
    let programs = check(&pull, seed, &place) + check(&reverse, seed + 1, &place);
    println!(
        "{}: {} and {} calls, {} images, {programs} shown to the program",
        visited.family,
        pull.calls.len(),
        reverse.calls.len(),
        2 * IMAGES
    );
}

#[test]
fn a_transbank_case_in_system_calls() {
    whole_case(VISITED[0], 11);
}

#[test]
fn a_zvt_case_in_system_calls() {
    whole_case(VISITED[1], 21);
}
