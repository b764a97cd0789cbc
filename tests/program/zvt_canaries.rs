//! The canaries of the family ZVT: card numbers, tracks, a password and escape sequences in the fields of results and in
//! printed lines. Nothing of them comes out of any command, stands in any file, or is seen on the screen.

use crate::harness::{Place, Screen, Terminal};
use crate::spy::{
    ESCAPES, PAN, PASSWORD, SHORT_ESCAPE, SPACED, TRACK1, TRACK2, clean, clean_vault, files, run, secret,
};

/// The till's password of the terminal, and its bytes as they travel.
const TILLS: (&str, &str) = ("246813", "24:68:13");
const ZVT: [&str; 2] = ["--protocol", "zvt"];

/// A length before a field, as LLVAR and LLLVAR have it.
fn length(len: usize, digits: u32) -> Vec<u8> {
    (0..digits).rev().map(|at| 0xF0 | u8::try_from(len / 10_usize.pow(at) % 10).unwrap()).collect()
}

/// A field of a result with a text in it: tag, length, the text a byte a character.
fn field(tag: u8, digits: u32, text: &str) -> String {
    let text: Vec<u8> = text.chars().map(|symbol| u8::try_from(symbol).unwrap()).collect();
    hex::encode([&[tag], &length(text.len(), digits)[..], &text].concat())
}

fn appended(answer: &str, nth: usize, bytes: &str) -> String {
    format!("[[raw]]\nanswer = \"{answer}\"\nnth = {nth}\nappend = \"{bytes}\"\n")
}

fn printed(nth: usize, text: &str) -> String {
    let text: String = text.chars().map(|symbol| format!("\\u{:04x}", u32::from(symbol))).collect();
    format!("[[raw]]\nanswer = \"06D1\"\nnth = {nth}\ntext = \"{text}\"\n")
}

/// A day whose results and receipts are full of what must not be kept. What is counted is counted over one connection.
fn hostile_day(place: &Place) -> String {
    let pan = "22f0f84539578763621486";
    let track = "23f1f54539578763621486d25121010000012345678f";
    let mut fields = vec![pan.to_owned(), track.to_owned()];
    for canary in [PAN, SPACED, TRACK1, TRACK2, ESCAPES, SHORT_ESCAPE] {
        // Additional text, card name, track 1.
        fields.extend([field(0x3C, 3, canary), field(0x8B, 2, canary), field(0x2D, 2, canary)]);
    }
    let results = fields.iter().enumerate().map(|(at, bytes)| appended("040F", at + 1, bytes));
    let mut text = format!(
        "seed = 7\nentries = 30\n[options]\ngap_ms = 0\npassword = \"{}\"\n{}",
        TILLS.0,
        results.collect::<String>()
    );
    // A receipt has some twenty-five lines: one of each of these in the midst of several receipts.
    let lines = [
        PAN,
        SPACED,
        TRACK1,
        TRACK2,
        ESCAPES,
        SHORT_ESCAPE,
        &format!("Karten-Nr. {PAN}"),
        &format!("Kunde {SPACED} DOE"),
    ];
    for (at, line) in lines.iter().cycle().take(120).enumerate() {
        text.push_str(&printed(7 * at + 3, line));
    }
    let path = place.path("hostile.toml");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// The file that holds the till's password.
fn password_file(place: &Place, text: &str) -> String {
    let path = place.path("till.password");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Nothing of the till's password stands in a text.
#[track_caller]
fn without_password(text: &str, context: &str) {
    assert!(!text.contains(TILLS.0) && !text.contains(TILLS.1), "{context}: {text}");
}

#[test]
fn nothing_comes_out_of_a_hostile_terminal() {
    let place = Place::new();
    let scenario = hostile_day(&place);
    let terminal = Terminal::zvt(&place, "terminal", &["--scenario", &scenario]);
    let (port, password) = (terminal.port(), password_file(&place, TILLS.0));
    let told = |command: &str, more: &[&str]| {
        let call = [&[command, &port, "--password-file", &password], &ZVT[..], more].concat();
        let ran = run(&place, &call);
        without_password(&ran.stdout(), command);
        without_password(&ran.stderr(), command);
        ran
    };
    told("identify", &["--with", "status,totals,configuration,diagnosis,files", "--json"]).exits(0);
    told("pull", &[]).exits(0);
    told("pull", &["--json"]).exits(0);
    clean_vault(&place.vault());

    let journal = run(&place, &["journal", "--json"]).exits(0).json("journal");
    let entries = journal["entries"].as_array().unwrap();
    assert!(entries.len() > 20, "{}", entries.len());
    // It did come here, and was masked.
    assert!(entries.iter().any(|entry| entry["printed"].to_string().contains("453957")), "no canary was printed");
    for entry in entries.iter().step_by(4) {
        let key = entry["key"].as_str().unwrap();
        for call in [
            vec!["show", key],
            vec!["show", key, "--json", "--lang", "de"],
            vec!["receipt", key, "--lang", "de"],
            vec!["receipt", key, "--to", "svg"],
            vec!["receipt", key, "--to", "html", "--lang", "zh"],
        ] {
            run(&place, &call).exits(0);
        }
    }
    let sale = entries.iter().find(|entry| entry["kind"] == "sale" && entry["result"] == "approved").unwrap();
    let (key, minor) = (sale["key"].as_str().unwrap(), sale["amount"]["minor"].as_u64().unwrap());
    let (euro, sheet) = (format!("{},{:02}", minor / 100, minor % 100), place.path("sheet.txt").display().to_string());
    run(&place, &["dispute", "--amount", &euro, "--lang", "de", "--sheet", &sheet]);
    clean(&std::fs::read_to_string(&sheet).unwrap(), "case sheet");
    told("reprint", &[key, "--json"]);
    let reason = format!("Karte {PAN} {SPACED} doppelt, {PASSWORD}");
    told("reverse", &[key, "--reason", &reason.replace(PASSWORD, ""), "--authoriser", PAN, "--goods", "no", "--yes"]);
    assert_eq!(terminal.voids(sale["number"].as_u64().unwrap()), 1, "it was sent");
    told("recover", &["--json"]);
    run(&place, &["ledger", "show", "--json"]).exits(0);
    run(&place, &["ledger", "show", "--lang", "de"]).exits(0);
    clean_vault(&place.vault());

    let export = place.path("out.twx");
    run(&place, &["backup", "export", &export.display().to_string()]).exits(0);
    assert_eq!(secret(&String::from_utf8_lossy(&std::fs::read(&export).unwrap())), None);
    files(&place.vault(), &mut |path, bytes| {
        // What is packed is looked at unpacked, above; the ledger is text.
        if path.extension().is_some_and(|end| end == "jsonl") {
            without_password(&String::from_utf8_lossy(bytes), &path.display().to_string());
        }
    });
    for line in wire(&place) {
        without_password(&line, "wire");
    }
}

/// Every frame that the vault keeps, as hex with colons and without, and its meaning.
fn wire(place: &Place) -> Vec<String> {
    use tillwright::vault::{Vault, disk::RealDisk};
    let vault = Vault::read(std::sync::Arc::new(RealDisk), &place.vault()).unwrap();
    let mut lines = Vec::new();
    for info in vault.archives().unwrap() {
        for line in vault.load(&info.path).unwrap().wire {
            lines.push(format!("{} {}", hex::encode(&line.bytes), line.meaning));
        }
    }
    assert!(lines.len() > 100, "nothing was looked at");
    lines
}

#[test]
fn nothing_is_seen_of_it_on_the_screen() {
    let place = Place::new();
    let scenario = hostile_day(&place);
    let terminal = Terminal::zvt(&place, "terminal", &["--scenario", &scenario]);
    let (port, password) = (terminal.port(), password_file(&place, TILLS.0));
    let call = ["--port", &port, "--family", "zvt", "--password-file", &password, "--lang", "de"];
    let mut screen = Screen::start(&place, &call, 50, 160, &[]);
    screen.wait_for("verbunden");
    screen.wait("an idle screen", |text| !text.lines().any(|line| line.starts_with("... ")));
    screen.send("p");
    screen.wait_for("y ja");
    screen.send("y");
    screen.wait_for("im geprüften Archiv");
    for key in ["1", "2", "3", "4", "5", "6", "7", "9", "8"] {
        screen.send(key);
        for _ in 0..4 {
            screen.send("\u{1b}[6~");
            std::thread::sleep(std::time::Duration::from_millis(30));
            let text = screen.text();
            assert_eq!(secret(&text), None, "{key}:\n{text}");
            without_password(&text, key);
        }
    }
    screen.wait("the wire", |text| text.contains(" <- "));
    drop(screen);
    clean_vault(&place.vault());
}
