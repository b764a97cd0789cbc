//! Disks that are full, read-only, gone, without locks or without durability, with the real program: each time the failure says what
//! happened, what was not done and what to do next, and no money moves unless its intent is durable.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::harness::{Place, Terminal, is_whole_error};
use crate::traced;

const DAY: &[&str] = &["--entries", "6", "--seed", "5"];
const GROUNDS: [&str; 8] = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];

/// A vault with a pulled journal, its terminal, and a credit sale.
struct Ready {
    place: Place,
    terminal: Terminal,
    key: String,
}

/// What a program that something else started did.
struct Ended {
    code: Option<i32>,
    document: Value,
    said: String,
}

impl Ready {
    fn new() -> Self {
        let place = Place::new();
        let terminal = Terminal::start(&place, DAY);
        place.run(&["pull", &terminal.port()]).exits(0);
        let journal = place.run(&["journal", "--json", "--filter", "type:credit"]).exits(0).json("journal");
        let key = journal["entries"][0]["key"].as_str().unwrap().to_owned();
        Self { place, terminal, key }
    }

    fn reverse(&self) -> Vec<String> {
        let port = self.terminal.port();
        let all = [&["reverse", &port, &self.key], &GROUNDS[..]].concat();
        all.into_iter().map(str::to_owned).collect()
    }

    /// Runs the program inside another one, which gets `before` as its own arguments.
    fn inside(&self, program: &str, before: &[&str], arguments: &[String]) -> Ended {
        let output = Command::new(program)
            .args(before)
            .arg(env!("CARGO_BIN_EXE_tillwright"))
            .args(arguments)
            .env("TILLWRIGHT_VAULT", self.place.vault())
            .env("VAULT", self.place.vault())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let document = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        Ended { code: output.status.code(), document, said }
    }

    /// A failure of the vault that says everything, and no money.
    fn refused(&self, ended: &Ended, when: &str) {
        assert_eq!(ended.code, Some(8), "{when}: {} {}", ended.document, ended.said);
        is_whole_error(&ended.document, 8);
        assert_eq!(self.terminal.movements().len(), 0, "{when}");
    }

    /// The same works when the disk is well again.
    fn goes_on(&self, when: &str) {
        let reverse = self.reverse();
        let reverse: Vec<&str> = reverse.iter().map(String::as_str).collect();
        self.place.run(&reverse).exits(0);
        assert_eq!(self.terminal.movements().len(), 1, "{when}");
        self.place.run(&reverse).exits(12);
        self.place.run(&["ledger", "verify"]).exits(0);
        self.place.run(&["backup", "verify"]).exits(0);
    }
}

/// Every file and what is in it.
fn snapshot(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    crate::spy::files(dir, &mut |path, bytes| all.push((path.to_path_buf(), bytes.to_vec())));
    all.sort();
    all
}

#[test]
fn a_file_system_without_locks_is_refused_with_the_reason() {
    if !traced::ready() {
        return;
    }
    let ready = Ready::new();
    let before = snapshot(&ready.place.vault());
    for error in ["EOPNOTSUPP", "ENOLCK", "ENOSYS"] {
        let inject = format!("inject=flock:error={error}");
        let ended = ready.inside("strace", &["-f", "-o", "/dev/null", "-e", &inject], &ready.reverse());
        ready.refused(&ended, error);
        assert!(ended.document.to_string().contains("cannot lock files"), "{}", ended.document);
        let pull = ["pull".to_owned(), ready.terminal.port(), "--json".to_owned()];
        let ended = ready.inside("strace", &["-f", "-o", "/dev/null", "-e", &inject], &pull);
        ready.refused(&ended, error);
    }
    assert_eq!(snapshot(&ready.place.vault()), before, "nothing was written");
    ready.goes_on("with locks");
}

/// From one call of `fsync` on all of them fail, wherever that is: what was not durable before is not sent.
#[test]
fn a_disk_that_makes_nothing_durable_any_more_moves_no_money() {
    if !traced::ready() {
        return;
    }
    let (mut refused, mut unknown, mut done) = (0, 0, 0);
    for first in 1..=22 {
        let ready = Ready::new();
        let inject = format!("inject=fsync:error=EIO:when={first}+");
        let ended = ready.inside("strace", &["-f", "-o", "/dev/null", "-e", &inject], &ready.reverse());
        let when = format!("from call {first} on");
        match ended.code {
            Some(8) => {
                ready.refused(&ended, &when);
                refused += 1;
            }
            // The request had left: what was seen could not be written down, so it is unknown.
            Some(11) => {
                assert_eq!(ended.document["outcome"], "unknown", "{when}: {}", ended.document);
                assert!(ended.document["evidence"].as_str().unwrap().contains("could not"), "{}", ended.document);
                unknown += 1;
            }
            Some(0) => done += 1,
            code => panic!("{when}: {code:?} {} {}", ended.document, ended.said),
        }
        let moved = ready.terminal.movements().len();
        assert!(moved <= 1, "{when}");
        let again = ready.reverse();
        let again = ready.place.run(&again.iter().map(String::as_str).collect::<Vec<_>>());
        again.exits(if moved == 1 { 12 } else { 0 });
        assert_eq!(ready.terminal.movements().len(), 1, "{when}");
        if done > 0 {
            break;
        }
    }
    println!("{refused} refused, {unknown} unknown, {done} done");
    assert!(refused > 3 && unknown > 0 && done > 0, "{refused} refused, {unknown} unknown, {done} done");
}

/// Whether this process may mount in a namespace of its own; says why not.
fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    let why = match tried {
        Ok(ran) if ran.status.success() => return true,
        Ok(ran) => String::from_utf8_lossy(&ran.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    println!("skipped: nothing can be mounted here: {why}");
    false
}

/// Runs the program with something mounted on the vault, which is there again as it was afterwards.
fn mounted(ready: &Ready, prepare: &str, arguments: &[String]) -> Ended {
    let script = format!("set -e; {prepare}; exec \"$@\"");
    ready.inside("unshare", &["-rm", "sh", "-c", &script, "sh"], arguments)
}

/// Makes the ledger end so close to the end of a page that an intent needs another one.
fn fill_last_page(ready: &Ready) {
    let ledger = std::fs::read_dir(ready.place.vault().join("ledger")).unwrap().next().unwrap().unwrap().path();
    for _ in 0..60 {
        if std::fs::metadata(&ledger).unwrap().len() % 4096 > 3600 {
            return;
        }
        ready.place.run(&["vault", "rebuild"]).exits(0);
    }
    panic!("{} never came to the end of a page", ledger.display());
}

#[test]
fn a_read_only_disk_and_a_full_one_are_told_and_move_no_money() {
    if !may_mount() {
        return;
    }
    let read_only = "mount --bind \"$VAULT\" \"$VAULT\"; mount -o remount,bind,ro \"$VAULT\"";
    // The same files on a small disk, and then as much of something else as it takes.
    let full = "cp -a \"$VAULT\" \"$VAULT.copy\"; mount -t tmpfs -o size=1m none \"$VAULT\"; cp -a \"$VAULT.copy/.\" \"$VAULT\"; \
                rm -rf \"$VAULT/index\"; \
                dd if=/dev/zero of=\"$VAULT/fill\" bs=4096 2>/dev/null || true; rm -rf \"$VAULT.copy\"";
    let ready = Ready::new();
    fill_last_page(&ready);
    for (what, prepare) in [("read-only", read_only), ("full", full)] {
        let ended = mounted(&ready, prepare, &ready.reverse());
        ready.refused(&ended, what);
        let pull = ["pull".to_owned(), ready.terminal.port(), "--json".to_owned()];
        let ended = mounted(&ready, prepare, &pull);
        assert_eq!(ended.code, Some(8), "{what}: {} {}", ended.document, ended.said);
        is_whole_error(&ended.document, 8);
        // What only reads goes on.
        for verb in [&["journal"][..], &["ledger", "verify"], &["backup", "verify"], &["show", &ready.key]] {
            let verb: Vec<String> = verb.iter().map(|word| (*word).to_owned()).collect();
            let ended = mounted(&ready, prepare, &verb);
            assert_eq!(ended.code, Some(0), "{what}: {verb:?} {}", ended.said);
        }
    }
    ready.goes_on("on a disk that is well");
}

/// The ledger cannot grow, by whatever little: the intent is not whole, and its request does not leave.
#[test]
fn a_ledger_that_cannot_take_the_intent_sends_nothing() {
    let ready = Ready::new();
    let ledger = std::fs::read_dir(ready.place.vault().join("ledger")).unwrap().next().unwrap().unwrap().path();
    let size = std::fs::metadata(&ledger).unwrap().len();
    let mut refusals = 0;
    for blocks in 1..=8 {
        let limit = size / 512 + blocks;
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$@\"");
        let ended = ready.inside("sh", &["-c", &script, "sh"], &ready.reverse());
        if ended.code != Some(8) {
            // Enough for the intent, and from there on its outcome is unknown at worst.
            assert!(matches!(ended.code, Some(0 | 11)), "{:?} {}", ended.code, ended.said);
            assert_eq!(ready.terminal.movements().len(), 1);
            break;
        }
        ready.refused(&ended, &format!("{limit} blocks"));
        ready.place.run(&["ledger", "verify"]).exits(0);
        refusals += 1;
    }
    assert!(refusals > 1, "{refusals}");
    let reverse = ready.reverse();
    let again = ready.place.run(&reverse.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(matches!(again.code(), Some(0 | 12)), "{}", again.stdout());
    assert_eq!(ready.terminal.movements().len(), 1);
}

#[test]
fn a_vault_that_is_gone_in_the_middle_of_a_visit_is_told() {
    for (verb, at_ms) in [("pull", 700), ("reverse", 300), ("reverse", 600), ("reverse", 900)] {
        let ready = Ready::new();
        let vault = ready.place.vault();
        let away = ready.place.path("away");
        let arguments = match verb {
            "pull" => vec!["pull".to_owned(), ready.terminal.port(), "--json".to_owned()],
            _ => ready.reverse(),
        };
        let (from, to) = (vault.clone(), away.clone());
        let thief = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(at_ms));
            std::fs::rename(from, to).unwrap();
        });
        let ended = ready.inside("env", &[], &arguments);
        thief.join().unwrap();
        let moved = ready.terminal.movements().len();
        match ended.code {
            Some(8) => is_whole_error(&ended.document, 8),
            Some(11) => assert_eq!(ended.document["outcome"], "unknown"),
            // It was faster than the thief.
            Some(0) => {}
            code => panic!("{verb}: {code:?} {} {}", ended.document, ended.said),
        }
        let _ = std::fs::remove_dir_all(&vault); // a reader makes nothing, but a lock may have been put there
        std::fs::rename(&away, &vault).unwrap();
        let ledger = ready.place.run(&["ledger", "show", "--json"]).exits(0).json("ledger");
        let intents = ledger["lines"].as_array().unwrap().iter().filter(|line| line["event"] == "intent").count();
        assert!(moved <= intents, "{verb}: money moved without an intent");
        ready.place.run(&["ledger", "verify"]).exits(0);
        ready.place.run(&["pull", &ready.terminal.port()]).exits(0);
        let reverse = ready.reverse();
        let again = ready.place.run(&reverse.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(matches!(again.code(), Some(0 | 12)), "{}", again.stdout());
        assert!(ready.terminal.movements().len() <= 1);
    }
}

/// Consoles that start in the same moment: one has the vault, and the sale is voided once.
#[test]
fn of_consoles_that_reverse_at_the_same_time_one_does() {
    let ready = Ready::new();
    let reverse = ready.reverse();
    let reverse: Vec<&str> = reverse.iter().map(String::as_str).collect();
    let start = || {
        let mut command = ready.place.command(&ready.place.vault(), &reverse);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    };
    let started: Vec<_> = (0..4).map(|_| start()).collect();
    let mut done = 0;
    for child in started {
        let output = child.wait_with_output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        match output.status.code() {
            Some(0) => done += 1,
            Some(code @ (5 | 8)) => {
                is_whole_error(&told, code);
                assert!(["vault_in_use", "port_busy"].contains(&told["code"].as_str().unwrap()), "{told}");
            }
            // It came after the first had ended.
            Some(12) => is_whole_error(&told, 12),
            code => panic!("{code:?} {told}"),
        }
    }
    assert_eq!((done, ready.terminal.movements().len()), (1, 1));
    ready.place.run(&["ledger", "verify"]).exits(0);
}

/// Rights that were taken away. Where this runs as root, which no rights hold back, the program runs as nobody.
#[test]
fn a_vault_that_may_not_be_opened_is_told() {
    let ready = Ready::new();
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let recover = ["recover".to_owned(), "--json".to_owned()];
    let root = rustix::process::geteuid().is_root();
    let vault = ready.place.vault();
    if !root {
        rights(&vault, 0o000);
    }
    let ended = if root { ready.inside("setpriv", &nobody, &recover) } else { ready.inside("env", &[], &recover) };
    assert!(matches!(ended.code, Some(5 | 8)), "{:?} {} {}", ended.code, ended.document, ended.said);
    is_whole_error(&ended.document, ended.code.unwrap());
    if !root {
        rights(&vault, 0o700);
    }
    ready.goes_on("with the rights back");
}

fn rights(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}
