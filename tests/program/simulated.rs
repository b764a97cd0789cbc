//! The simulated terminals as a program: pty and TCP, memory across restarts, pace, faults, and what is wrong in a scenario.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Place, Terminal, is_whole_error};

const GROUNDS: [&str; 8] = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];

/// One on a TCP port that the system chose.
struct Served {
    child: Child,
    port: String,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        Self::of("transbank", arguments)
    }

    fn of(family: &str, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tillwright"))
            .args(["sim", family, "--gap", "0", "--tcp", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let port =
            ready.trim().strip_prefix(&format!("ready {family} ")).unwrap_or_else(|| panic!("{ready:?}")).to_owned();
        Self { child, port }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A credit sale of the vault: key, number, pesos.
fn credit(place: &Place) -> (String, u64, i64) {
    let journal = place.run(&["journal", "--json", "--filter", "type:credit"]).exits(0).json("journal");
    let entry = &journal["entries"][0];
    let number = entry["number"].as_u64().unwrap();
    (entry["key"].as_str().unwrap().to_owned(), number, entry["amount"]["minor"].as_i64().unwrap())
}

#[test]
fn over_tcp_a_whole_visit_with_money() {
    let place = Place::new();
    let state = place.path("state.json");
    let served = Served::start(&["--entries", "8", "--state", state.to_str().unwrap()]);
    assert!(served.port.starts_with("tcp:127.0.0.1:"), "{}", served.port);
    place.run(&["pull", &served.port]).exits(0);
    let (key, number, pesos) = credit(&place);
    let done = place.run(&[&["reverse", &served.port, &key], &GROUNDS[..]].concat()).exits(0).json("reverse");
    assert_eq!(done["outcome"], "done");
    let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
    let expected = serde_json::json!([{ "kind": "void", "entry": number, "amount_minor": pesos }]);
    assert_eq!(kept["movements"], expected);
}

#[test]
fn what_it_did_survives_a_kill_and_is_not_done_again() {
    let place = Place::new();
    let day = ["--entries", "8", "--seed", "5"];
    let terminal = Terminal::start(&place, &day);
    place.run(&["pull", &terminal.port()]).exits(0);
    let (key, number, _) = credit(&place);
    place.run(&[&["reverse", &terminal.port(), &key], &GROUNDS[..]].concat()).exits(0);
    let before = std::fs::read(&terminal.state).unwrap();
    // Dropping kills it without a word.
    drop(terminal);
    let terminal = Terminal::start(&place, &day);
    assert_eq!(std::fs::read(&terminal.state).unwrap(), before);
    assert_eq!(terminal.voids(number), 1);

    // Another laptop knows nothing of the void; the terminal does.
    let other = place.path("other");
    place.run_on(&other, &["pull", &terminal.port()]).exits(0);
    let port = terminal.port();
    let reverse = [&["reverse", &port, &key], &GROUNDS[..]].concat();
    let told = place.run_on(&other, &reverse).exits(11).json("reverse");
    assert_eq!(told["outcome"], "unknown", "whose void it was cannot be told: {told}");
    assert_eq!(terminal.voids(number), 1);
}

/// Says a command to a ZVT terminal and answers all that it says; the control fields of that.
fn zvt(port: &str, command: &[u8]) -> Vec<[u8; 2]> {
    let mut line = TcpStream::connect(port.strip_prefix("tcp:").unwrap()).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    line.write_all(command).unwrap();
    let mut said = Vec::new();
    loop {
        let mut head = [0; 3];
        line.read_exact(&mut head).unwrap();
        line.read_exact(&mut vec![0; usize::from(head[2])]).unwrap();
        said.push([head[0], head[1]]);
        match head {
            [0x84, ..] => return said,
            [0x80, ..] => {}
            _ => line.write_all(&[0x80, 0, 0]).unwrap(),
        }
        if matches!(head, [0x06, 0x0F | 0x1E, _]) {
            return said;
        }
    }
}

#[test]
fn a_zvt_terminal_speaks_its_dialect_and_what_it_did_survives_a_kill() {
    let place = Place::new();
    let state = place.path("state.json");
    let day = ["--scenario", "quiet-day", "--entries", "3", "--state", state.to_str().unwrap()];
    let reverse = b"\x06\x30\x06\x00\x00\x00\x87\x02\x13";
    let first = Served::of("zvt", &day);
    assert_eq!(zvt(&first.port, reverse).last(), Some(&[0x06, 0x0F]));
    let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
    assert_eq!((&kept["movements"][0]["kind"], &kept["movements"][0]["entry"]), (&"void".into(), &213.into()));
    drop(first);
    let second = Served::of("zvt", &[&day[..], &["--dialect", "card-complete"]].concat());
    assert_eq!(zvt(&second.port, reverse).last(), Some(&[0x06, 0x1E]), "it was reversed before");
    assert_eq!(zvt(&second.port, b"\x06\x10\x03\x00\x00\x00"), [[0x84, 0x83]], "totals are not of this dialect");
}

#[test]
fn a_seed_gives_the_same_day_again_and_another_seed_another_one() {
    let keys = |seed: &str| {
        let place = Place::new();
        let terminal = Terminal::start(&place, &["--entries", "12", "--seed", seed]);
        place.run(&["pull", &terminal.port()]).exits(0);
        place.run(&["journal"]).exits(0).stdout()
    };
    let first = keys("5");
    assert_eq!(first, keys("5"));
    assert_ne!(first, keys("6"));
}

#[test]
fn its_line_has_the_pace_and_the_faults_asked_for() {
    let slow = Served::start(&["--pace", "300"]);
    let begun = Instant::now();
    let mut line = TcpStream::connect(slow.port.strip_prefix("tcp:").unwrap()).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    line.write_all(b"\x020100\x03\x02").unwrap();
    let mut ack = [0];
    line.read_exact(&mut ack).unwrap();
    assert_eq!(ack, [6]);
    // Eight characters of ten bits; nothing here is too slow, but it must not be faster than its line.
    assert!(begun.elapsed() >= Duration::from_millis(8 * 10_000 / 300), "{:?}", begun.elapsed());
    drop(slow);

    let place = Place::new();
    let cut = Served::start(&["--entries", "8", "--fault", "tx:cut@300"]);
    let failed = place.run(&["pull", &cut.port, "--json"]).exits(6).json("error");
    assert_eq!(failed["code"], "link_lost");
}

#[test]
fn what_is_wrong_is_said_before_anything_is_served() {
    let place = Place::new();
    let file = |name: &str, text: &str| {
        let path = place.path(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let unknown = file("unknown.toml", "seed = 1\nsells = 2\n");
    let fault = file("fault.toml", "[[on]]\ncommand = \"1200\"\nthen = \"explode\"\n");
    let raw = file("raw.toml", "[[raw]]\nanswer = \"0261\"\nfield = \"colour\"\ntext = \"x\"\n");
    let till = file("till.toml", "[[till]]\nclose = true\n");
    let state = file("state.json", "{\"schema\":");
    let sim = |more: &[&str]| place.run(&[&["sim", "transbank", "--tcp", "127.0.0.1:0", "--json"], more].concat());
    for (arguments, says) in [
        (vec!["--scenario", &unknown], "line 2"),
        (vec!["--scenario", &fault], "explode"),
        (vec!["--scenario", &raw], "colour"),
        (vec!["--scenario", &till], "exactly one moment"),
        (vec!["--scenario", "no-such-day"], "quiet-day"),
        (vec!["--state", &state], "state.json"),
    ] {
        let error = sim(&arguments).exits(3).json("error");
        is_whole_error(&error, 3);
        assert!(error["detail"].as_str().unwrap().contains(says), "{says}: {error}");
    }
    assert_eq!(std::fs::read_to_string(&state).unwrap(), "{\"schema\":", "what does not read is left alone");
    let error = sim(&["--fault", "rx:bogus@3"]).exits(2).json("error");
    assert!(error["what"].as_str().unwrap().contains("bogus"), "{error}");
    place.run(&["sim", "transbank", "--pty", &state, "--json"]).exits(3).json("error");
    place.run(&["sim", "transbank"]).exits(2);
}
