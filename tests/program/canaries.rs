//! Card numbers, tracks, passwords and escape sequences in every field that a terminal can send: nothing of them comes
//! out of any command, stands in any file, or is seen on the screen.

use std::fmt::Write;

use crate::harness::{Place, Screen, Terminal};
use crate::spy::{ESCAPES, PAN, PASSWORD, SHORT_ESCAPE, SPACED, TRACK1, TRACK2, clean, clean_vault, run, secret};

const EVERY: [&str; 7] = [PAN, SPACED, TRACK1, TRACK2, PASSWORD, ESCAPES, SHORT_ESCAPE];

/// Fields of a record of the list, one more, and all of it.
const RECORD: usize = 20;

fn raw(answer: &str, nth: Option<usize>, field: &str, text: &str) -> String {
    let nth = nth.map_or_else(String::new, |nth| format!("nth = {nth}\n"));
    let text: String = text.chars().map(|symbol| format!("\\u{:04x}", u32::from(symbol))).collect();
    format!("[[raw]]\nanswer = \"{answer}\"\n{nth}field = \"{field}\"\ntext = \"{text}\"\n")
}

/// A day of `entries` sales with these texts put into answers.
fn scenario(place: &Place, name: &str, entries: usize, raws: &[String]) -> String {
    let path = place.path(name);
    let text = format!("seed = 7\nentries = {entries}\n[options]\ngap_ms = 0\n{}", raws.concat());
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Every field of a record with every canary, a record each.
fn hostile_day(place: &Place) -> (String, usize) {
    let mut raws = Vec::new();
    for canary in EVERY {
        let fields = (1..=RECORD).map(|field| field.to_string()).chain(["+".to_owned()]);
        raws.extend(
            fields
                .enumerate()
                .map(|(at, field)| raw("0261", Some(raws.len() + at + 1), &field, canary))
                .collect::<Vec<_>>(),
        );
        raws.push(raw("0261", Some(raws.len() + 1), "*", &format!("0261|{canary}|{canary}")));
    }
    let count = raws.len() + 2;
    (scenario(place, "hostile.toml", count, &raws), count)
}

#[test]
fn nothing_comes_out_of_the_commands_that_read() {
    let place = Place::new();
    let (scenario, _) = hostile_day(&place);
    let terminal = Terminal::start(&place, &["--scenario", &scenario]);
    let port = terminal.port();
    run(&place, &["identify", &port, "--json"]).exits(0);
    run(&place, &["pull", &port]).exits(0);
    run(&place, &["pull", &port, "--json"]).exits(0);
    clean_vault(&place.vault());

    let journal = run(&place, &["journal", "--json"]).exits(0).json("journal");
    let entries = journal["entries"].as_array().unwrap();
    assert!(entries.len() > 60, "{}", entries.len());
    run(&place, &["journal"]).exits(0);
    run(&place, &["journal", "--jsonl"]).exits(0);
    for filter in [PAN, "hunter2", "578763621"] {
        run(&place, &["journal", "--filter", filter, "--json"]).exits(0);
    }
    let odd = |entry: &&serde_json::Value| entry.to_string().contains("?(") || entry.to_string().contains("XXXX");
    let keys: Vec<&str> = entries.iter().filter(odd).map(|entry| entry["key"].as_str().unwrap()).collect();
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys.iter().step_by(8) {
        for call in [
            vec!["show", key],
            vec!["show", key, "--json", "--lang", "es"],
            vec!["receipt", key],
            vec!["receipt", key, "--to", "svg", "--lang", "zh"],
            vec!["receipt", key, "--to", "html"],
        ] {
            run(&place, &call).exits(0);
        }
    }
    let sheet = place.path("case.txt").display().to_string();
    let device = entries[0]["device"].as_str().unwrap();
    for lang in ["en", "es", "zh", "de"] {
        let amount = entries[0]["amount"]["minor"].to_string();
        run(&place, &["dispute", "--device", device, "--amount", &amount, "--lang", lang]);
        run(&place, &["dispute", "--device", device, "--amount", &amount, "--lang", lang, "--json"]);
    }
    let amount = entries[0]["amount"]["minor"].to_string();
    run(&place, &["dispute", &port, "--amount", &amount, "--sheet", &sheet]);
    clean(&std::fs::read_to_string(&sheet).unwrap(), "case sheet");

    run(&place, &["backup", "list"]).exits(0);
    let listed = run(&place, &["backup", "list", "--json"]).exits(0).json("backup-list");
    run(&place, &["ledger", "show"]).exits(0);
    run(&place, &["ledger", "show", "--json"]).exits(0);
    run(&place, &["recover", "--json"]).exits(0);

    // What travels, and what is read from it.
    let export = place.path("out.twx");
    run(&place, &["backup", "export", &export.display().to_string()]).exits(0);
    assert_eq!(secret(&String::from_utf8_lossy(&std::fs::read(&export).unwrap())), None);
    let other = place.path("other");
    place.run_on(&other, &["backup", "restore", &export.display().to_string()]).exits(0);
    clean_vault(&other);
    let saved = format!("archive:{}", listed["archives"][0]["path"].as_str().unwrap());
    run(&place, &["identify", &saved]);
    run(&place, &["pull", &saved, "--json"]);
    clean_vault(&place.vault());
}

/// Puts the canaries into the answers of commands that print or move money, where the sales themselves are as they should be.
fn act(place: &Place, name: &str, raws: &[String]) {
    let scenario = scenario(place, &format!("{name}.toml"), 4, raws);
    let terminal = Terminal::named(place, name, &["--scenario", &scenario]);
    let port = terminal.port();
    run(place, &["pull", &port]).exits(0);
    let journal = run(place, &["journal", "--json", "--filter", "type:credit"]).exits(0).json("journal");
    let last = journal["entries"].as_array().unwrap().last().unwrap();
    let (key, number) = (last["key"].as_str().unwrap(), last["number"].as_u64().unwrap());
    run(place, &["reprint", &port, key, "--json"]);
    run(place, &["remedies", &port, key]).exits(0);
    let reason = format!("card {PAN} {SPACED} was charged twice");
    let grounds = ["--reason", &reason, "--authoriser", PAN, "--goods", "no", "--yes"];
    let ended = run(place, &[&["reverse", &port, key], &grounds[..]].concat());
    assert_eq!(terminal.voids(number), 1, "the void was not sent: {}", ended.stderr());
    run(place, &["recover", &port]);
    run(place, &["recover", "--json"]);
    run(place, &["ledger", "show", "--json"]).exits(0);
    run(place, &["ledger", "show", "--lang", "zh"]).exits(0);
    clean_vault(&place.vault());
}

#[test]
fn nothing_comes_out_of_what_prints_and_what_moves_money() {
    for (canary, last_sale) in [(PAN, TRACK1), (ESCAPES, PASSWORD)] {
        let place = Place::new();
        // In the other fields the answer is nobody's, and the wait for another one is long: those are tried elsewhere.
        let fields = ["authorisation", "+"];
        let mut raws: Vec<String> = fields.iter().map(|field| raw("1210", None, field, canary)).collect();
        let last = ["ticket", "account", "employee", "brand", "accounting_date", "voucher", "+"];
        raws.extend(last.iter().map(|field| raw("0260", None, field, last_sale)));
        act(&place, "terminal", &raws);
    }
}

#[test]
fn decoding_a_capture_shows_none_of_it() {
    let place = Place::new();
    for command in
        ["0200", "0210", "0260", "0261", "0270", "0271", "0280", "0510", "0710", "0810", "0900", "1200", "1210", "9999"]
    {
        for canary in EVERY {
            // A voucher is any text; of a word in it nobody can say that it is a password. (Devices' wires keep its length
            // only; this command is asked for it.)
            let fields = if canary == PASSWORD { 17 } else { 21 };
            let data = format!("{command}|00|{}", vec![canary; fields].join("|"));
            let bytes: Vec<u8> = data.chars().map(|symbol| u8::try_from(symbol).unwrap()).collect();
            let mut frame = vec![2];
            frame.extend(&bytes);
            frame.push(3);
            frame.push(frame[1..].iter().fold(0, |sum, byte| sum ^ byte));
            let mut hex = String::new();
            frame.iter().for_each(|byte| write!(hex, "{byte:02x}").unwrap());
            run(&place, &["decode", "transbank", &hex]);
            run(&place, &["decode", "transbank", &hex[..hex.len() - 6]]);
        }
    }
    // Bytes of no frame are told by their length, and what is no hex is not repeated.
    let hex: String = TRACK2.bytes().map(|byte| format!("{byte:02x}")).collect();
    run(&place, &["decode", "transbank", &hex]).exits(1);
    run(&place, &["decode", "transbank", TRACK2]).exits(2);
    run(&place, &["show", PAN]).exits(2);
    run(&place, &["journal", "--filter", &format!("number:{PAN}"), "--json"]).exits(2);
    run(&place, &["dispute", "--device", "transbank:1:2", "--amount", "1", "--last4", PAN, "--json"]).exits(2);
}

#[test]
fn nothing_is_seen_on_the_screen() {
    let place = Place::new();
    let (scenario, _) = hostile_day(&place);
    let terminal = Terminal::start(&place, &["--scenario", &scenario]);
    let mut screen = Screen::start(&place, &["--port", &terminal.port()], 50, 160, &[]);
    screen.wait_for("connected");
    screen.send("2");
    screen.wait_for("odd things in the journal");
    screen.wait("an idle screen", |text| !text.lines().any(|line| line.starts_with("... ")));
    screen.send("p");
    screen.wait_for("y yes");
    screen.send("y");
    screen.wait_for("in a verified archive");
    let look = |screen: &Screen, context: &str| {
        let text = screen.text();
        assert_eq!(secret(&text), None, "{context}:\n{text}");
    };
    for key in ["1", "2", "3", "4", "5", "6", "7", "9", "8"] {
        screen.send(key);
        for _ in 0..4 {
            screen.send("\u{1b}[6~");
            std::thread::sleep(std::time::Duration::from_millis(30));
            look(&screen, key);
        }
    }
    let wire = screen.wait_for("0261");
    assert!(wire.contains("0261"), "{wire}");
    drop(screen);
    clean_vault(&place.vault());
}
