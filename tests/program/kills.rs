//! SIGKILL of the real program at any moment of a pull and of a reversal, and now and then of the terminal too. The terminal's
//! state file is the witness: it says what money really did.
//!
//! `TILLWRIGHT_KILLS` says how many kills there are (of each family), `TILLWRIGHT_SEED` which. Moments are real time, so a run does not
//! repeat exactly: what was found is told with the place kept.

use std::io::Read;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use crate::harness::{Place, Ran, Terminal, is_whole_error};

const GROUNDS: [&str; 8] = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];
/// How often a person tries again where the line is not free or not heard, as after a kill in the middle of a frame.
const TRIES: usize = 20;

fn from_environment(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Family {
    Transbank,
    Zvt,
}

impl Family {
    /// Entries of the terminal's memory.
    fn entries(self) -> usize {
        match self {
            Self::Transbank => 24,
            Self::Zvt => 6,
        }
    }
}

/// A terminal, a vault, and what was done with both.
struct Round {
    family: Family,
    place: Place,
    terminal: Option<Terminal>,
    arguments: Vec<String>,
}

/// What a command that was killed had said.
struct Killed {
    /// Whether it was still running.
    alive: bool,
    /// What it had told, where that is whole.
    told: Option<Value>,
}

impl Round {
    fn new(family: Family, seed: u64) -> Self {
        let entries = family.entries().to_string();
        let arguments = ["--entries", &entries, "--seed", &seed.to_string(), "--pace", "115200"];
        let arguments = arguments.map(str::to_owned).to_vec();
        let mut round = Self { family, place: Place::new(), terminal: None, arguments };
        round.switch_on();
        round
    }

    /// Switches the terminal on, on the memory that it has.
    fn switch_on(&mut self) {
        self.terminal = None;
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        self.terminal = Some(match self.family {
            Family::Transbank => Terminal::named(&self.place, "terminal", &arguments),
            Family::Zvt => Terminal::zvt(&self.place, "terminal", &arguments),
        });
    }

    fn terminal(&self) -> &Terminal {
        self.terminal.as_ref().unwrap()
    }

    fn arguments(&self, verb: &[&str], more: &[&str]) -> Vec<String> {
        let port = self.place.path("terminal").display().to_string();
        let named: &[&str] = if self.family == Family::Zvt { &["--protocol", "zvt"] } else { &[] };
        let all = [&verb[..1], &[port.as_str()], &verb[1..], named, more].concat();
        all.into_iter().map(str::to_owned).collect()
    }

    fn run(&self, verb: &[&str], more: &[&str]) -> Ran {
        let all = self.arguments(verb, more);
        self.place.run(&all.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// As [`run`](Self::run), tried again while the line or the terminal is not ready.
    fn run_when_free(&self, verb: &[&str], more: &[&str]) -> Ran {
        for _ in 0..TRIES {
            let ran = self.run(verb, more);
            let Some(code @ 4..=6) = ran.code() else { return ran };
            is_whole_error(&ran.json("error"), code);
            std::thread::sleep(Duration::from_millis(250));
        }
        self.run(verb, more)
    }

    fn spawn(&self, verb: &[&str], more: &[&str]) -> Child {
        let all = self.arguments(verb, more);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let mut command = self.place.command(&self.place.vault(), &all);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts a command and kills it after that time; the terminal too where `both`, somewhere before.
    fn kill(&mut self, verb: &[&str], more: &[&str], after: Duration, terminal_after: Option<Duration>) -> Killed {
        let begun = Instant::now();
        let mut child = self.spawn(verb, more);
        if let Some(first) = terminal_after.filter(|first| *first < after) {
            std::thread::sleep(first.saturating_sub(begun.elapsed()));
            self.switch_on();
        }
        std::thread::sleep(after.saturating_sub(begun.elapsed()));
        let alive = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        let mut said = String::new();
        child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        Killed { alive, told: serde_json::from_str(&said).ok() }
    }

    /// How often money went back, by the terminal's own memory.
    fn back(&self) -> usize {
        self.terminal().movements().iter().filter(|moved| moved["kind"] != "sale").count()
    }

    fn archives(&self) -> Vec<Value> {
        let listed = self.place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
        listed["archives"].as_array().unwrap().clone()
    }

    /// Before anything goes on: whatever was sealed is whole, and the ledger at most torn at its end.
    fn looks_right(&self) {
        let ledger = self.place.run(&["ledger", "verify", "--json"]).json("ledger-verify");
        for chain in ledger["ledgers"].as_array().unwrap() {
            assert!(chain["verified"] == true || chain["broken"].as_str().unwrap().contains("torn line"), "{chain}");
        }
        for archive in self.archives() {
            assert!(archive["partial"] == true || archive["verified"] == true, "{archive}");
        }
    }

    /// After it went on: everything verifies, nothing is left over.
    fn is_right(&self) {
        self.place.run(&["ledger", "verify"]).exits(0);
        self.place.run(&["backup", "verify"]).exits(0);
    }

    /// The sale to be reversed: its key.
    fn sale(&self, random: &mut ChaCha8Rng) -> String {
        let filter = if self.family == Family::Zvt { "kind:sale result:approved" } else { "type:credit" };
        let journal = self.place.run(&["journal", "--json", "--filter", filter]).exits(0).json("journal");
        let entries = journal["entries"].as_array().unwrap();
        let last = random.random_range(0..2) == 0;
        let which = if last { entries.len() - 1 } else { random.random_range(0..entries.len()) };
        entries[which]["key"].as_str().unwrap().to_owned()
    }
}

/// What a run of kills came to.
#[derive(Debug, Default)]
struct Tally {
    kills: u64,
    pulls: u64,
    reversals: u64,
    terminals: u64,
    moved: u64,
    unknown: u64,
    executed_again: u64,
}

/// How long each verb takes when nobody kills it.
struct Usual {
    pull: Duration,
    reverse: Duration,
}

fn usual(family: Family, random: &mut ChaCha8Rng) -> Usual {
    let round = Round::new(family, 1);
    let begun = Instant::now();
    round.run(&["pull"], &["--json"]).exits(0);
    let pull = begun.elapsed();
    let sale = round.sale(random);
    let begun = Instant::now();
    round.run(&["reverse", &sale], &GROUNDS).exits(0);
    Usual { pull, reverse: begun.elapsed() }
}

fn moment(random: &mut ChaCha8Rng, whole: Duration) -> Duration {
    whole.mul_f64(random.random_range(0.0..1.05))
}

fn pulls(round: &mut Round, random: &mut ChaCha8Rng, usual: &Usual, tally: &mut Tally) {
    let after = moment(random, usual.pull);
    let terminal = (random.random_range(0..4) == 0).then(|| moment(random, after));
    tally.terminals += u64::from(terminal.is_some());
    let killed = round.kill(&["pull"], &["--json"], after, terminal);
    tally.kills += u64::from(killed.alive);
    tally.pulls += u64::from(killed.alive);
    round.looks_right();
    if let Some(path) = killed.told.as_ref().and_then(|told| told["archive"]["path"].as_str()) {
        assert!(round.archives().iter().any(|archive| archive["path"] == path), "{path} was told and is lost");
    }
    let pulled = round.run_when_free(&["pull"], &["--json"]).exits(0).json("pull");
    assert_eq!(pulled["entries"], round.family.entries());
    round.is_right();
}

/// What was told must be what the terminal did.
fn is_true(told: &Value, moved: usize) {
    match told["outcome"].as_str() {
        Some("done") => assert_eq!(moved, 1, "{told}"),
        Some("not_done") => assert_eq!(moved, 0, "{told}"),
        _ => {}
    }
}

fn reversals(round: &mut Round, random: &mut ChaCha8Rng, usual: &Usual, tally: &mut Tally) {
    let sale = round.sale(random);
    let after = moment(random, usual.reverse);
    let terminal = (random.random_range(0..4) == 0).then(|| moment(random, after));
    tally.terminals += u64::from(terminal.is_some());
    let killed = round.kill(&["reverse", &sale], &GROUNDS, after, terminal);
    tally.kills += u64::from(killed.alive);
    tally.reversals += u64::from(killed.alive);
    round.looks_right();
    let recovered = round.run_when_free(&["recover"], &["--json"]).json("recover");
    // The terminal may have been at work when the console was killed; the answer to `recover` came after.
    let moved = round.back();
    tally.moved += u64::from(moved > 0);
    if let Some(told) = &killed.told {
        is_true(told, moved);
    }
    let outcomes = recovered["outcomes"].as_array().unwrap();
    outcomes.iter().for_each(|told| is_true(told, moved));
    let open: Vec<&Value> = outcomes.iter().filter(|told| told["outcome"] == "unknown").collect();
    let ledger = round.place.run(&["ledger", "show", "--json"]).exits(0).json("ledger");
    let intents = ledger["lines"].as_array().unwrap().iter().filter(|line| line["event"] == "intent").count();
    assert!(intents >= moved && moved <= 1, "{moved} movements, {intents} intents");

    let again = round.run(&["reverse", &sale], &GROUNDS);
    if !open.is_empty() {
        tally.unknown += 1;
        assert_eq!(again.exits(12).json("error")["code"], "intent_unknown");
        assert_eq!(round.back(), moved, "nothing is sent while one is unknown");
        conclude(round, open[0]["intent"].as_str().unwrap(), moved);
        round.run(&["reverse", &sale], &GROUNDS).exits(if moved > 0 { 12 } else { 0 });
    } else if moved > 0 {
        again.exits(12).json("error");
    } else {
        again.exits(0);
        tally.executed_again += 1;
    }
    assert_eq!(round.back(), 1, "{:?}", round.terminal().movements());
    round.is_right();
}

/// A person looks at the statement, which says what the terminal did.
fn conclude(round: &Round, intent: &str, moved: usize) {
    let word = if moved > 0 { "done" } else { "not_done" };
    let evidence = ["--evidence", "the statement"];
    round.place.run(&[&["recover", "--conclude", intent, word], &evidence[..]].concat()).exits(0);
}

fn kills(family: Family) {
    let (kills, seed) = (from_environment("TILLWRIGHT_KILLS", 6), from_environment("TILLWRIGHT_SEED", 1));
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let usual = usual(family, &mut random);
    let mut tally = Tally::default();
    while tally.kills < kills {
        let mut round = Round::new(family, random.random_range(0..1_000_000));
        let when = format!("{family:?} after {tally:?}, {}", round.place.dir.path().display());
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            pulls(&mut round, &mut random, &usual, &mut tally);
            reversals(&mut round, &mut random, &usual, &mut tally);
        }));
        if let Err(why) = done {
            println!("failed: {when}");
            round.place.dir.disable_cleanup(true);
            std::panic::resume_unwind(why);
        }
    }
    println!("{family:?}, seed {seed}: {tally:?}");
    assert!(tally.pulls > 0 && tally.reversals > 0, "{tally:?}");
}

#[test]
fn a_console_killed_anywhere_loses_nothing_and_voids_once() {
    kills(Family::Transbank);
}

#[test]
fn a_console_killed_anywhere_loses_nothing_and_reverses_once() {
    kills(Family::Zvt);
}
