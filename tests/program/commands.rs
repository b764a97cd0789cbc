//! The command line against a simulated terminal in another process.

use serde_json::Value;

use crate::harness::{Place, Terminal};

const DAY: &[&str] = &["--scenario", "quiet-day", "--seed", "7", "--entries", "40"];

/// The first approved credit sale of a pulled journal: key, number, amount.
fn credit_sale(place: &Place) -> (String, u64, i64) {
    let journal = place.run(&["journal", "--json", "--filter", "type:credit result:approved"]).exits(0).json("journal");
    let entry = &journal["entries"][0];
    (
        entry["key"].as_str().unwrap().to_owned(),
        entry["number"].as_u64().unwrap(),
        entry["amount"]["minor"].as_i64().unwrap(),
    )
}

#[test]
fn a_whole_visit() {
    let place = Place::new();
    let terminal = Terminal::start(&place, DAY);
    let port = terminal.port();

    let found = place.run(&["identify", &port, "--json"]).exits(0).json("identify");
    assert_eq!(found["identity"]["family"], "transbank");
    assert_eq!(found["identity"]["proof"], "told");

    let pulled = place.run(&["pull", &port, "--json"]).exits(0).json("pull");
    assert_eq!(pulled["entries"], 40);
    assert_eq!(pulled["new"], 40);
    let again = place.run(&["pull", &port, "--json"]).exits(0).json("pull");
    assert_eq!((again["new"].as_u64(), again["identity"]["proof"].as_str()), (Some(0), Some("continuity")));

    let journal = place.run(&["journal", "--json"]).exits(0).json("journal");
    let entries = journal["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 40);
    assert!(entries.iter().all(|entry| entry["amount"]["currency"] == "CLP" && entry["provenance"] == "structured"));
    let lines = place.run(&["journal", "--jsonl"]).exits(0).stdout();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 40);

    let (key, number, amount) = credit_sale(&place);
    let shown = place.run(&["show", &key, "--json"]).exits(0).json("show");
    assert_eq!(shown["entry"]["number"], number);
    assert_eq!(shown["entry"]["seen"].as_array().unwrap().len(), 2);

    let receipt = place.run(&["receipt", &key]).exits(0).stdout();
    assert!(receipt.contains("COPY"), "{receipt}");
    let svg = place.run(&["receipt", &key, "--to", "svg"]).exits(0).stdout();
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{svg}");

    let remedies = place.run(&["remedies", &port, &key, "--json"]).exits(0).json("remedies");
    assert_eq!(remedies["remedies"][0]["kind"], "void");
    assert_eq!(remedies["remedies"][0]["allowed"], true);

    let grounds = ["--reason", "charged twice", "--authoriser", "Ana", "--goods", "no"];
    let reverse = |more: &[&str]| place.run(&[&["reverse", &port, &key], &grounds[..], more].concat());
    let dry = reverse(&["--dry-run", "--json"]).exits(0).json("reverse");
    assert_eq!(dry["plan"]["entry"]["number"], number);
    reverse(&["--json"]).exits(10).json("error");
    assert_eq!(terminal.voids(number), 0, "nothing may move without consent");

    let done = reverse(&["--yes", "--json"]).exits(0).json("reverse");
    assert_eq!(done["outcome"], "done");
    assert_eq!(terminal.voids(number), 1);
    let moved = terminal.movements().into_iter().rfind(|movement| movement["kind"] == "void").unwrap();
    assert_eq!(moved["amount_minor"], amount);
    let refused = reverse(&["--yes", "--json"]).exits(12).json("error");
    assert!(refused["what"].as_str().unwrap().len() > 10);
    assert_eq!(terminal.voids(number), 1);

    place.run(&["recover", &port, "--json"]).exits(0).json("recover");
    let ledger = place.run(&["ledger", "verify", "--json"]).exits(0).json("ledger-verify");
    assert_eq!(ledger["ledgers"][0]["verified"], true);
    place.run(&["vault", "rebuild", "--json"]).exits(0).json("vault-rebuild");
}

#[test]
fn a_dispute_is_answered_and_never_guessed() {
    let place = Place::new();
    let terminal = Terminal::start(&place, DAY);
    let port = terminal.port();
    place.run(&["pull", &port]).exits(0);
    let (key, _, amount) = credit_sale(&place);
    let entry = place.run(&["show", &key, "--json"]).exits(0).json("show")["entry"].clone();
    let asked = [
        "dispute",
        "--device",
        entry["device"].as_str().unwrap(),
        "--amount",
        &amount.to_string(),
        "--around",
        entry["time"].as_str().unwrap(),
        "--last4",
        entry["last4"].as_str().unwrap(),
        "--json",
    ];
    let found = place.run(&asked).exits(0).json("dispute");
    assert_eq!(found["verdict"], "approved_here");
    assert_eq!(found["candidates"][0]["entry"]["key"], key.as_str());

    let nothing = place.run(&["dispute", &port, "--amount", "987654321", "--json"]).exits(1).json("dispute");
    assert_eq!(nothing["verdict"], "no_record");
    let said = place.run(&["dispute", &port, "--amount", "987654321"]).exits(1).stdout();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("That does not prove that there was no charge."), "{said}");
    assert!(said.contains("Do not void another sale, charge again or close the batch."), "{said}");
}

/// What every face says of the sale with this key: word in `journal` and `show`, JSON, receipt, dispute, filters.
#[track_caller]
fn told(place: &Place, key: &str, remedy: &str, word: &str, title: &str, headline: &str) {
    let listed = place.run(&["journal", "--filter", "result:approved"]).exits(0).stdout();
    let line = listed.lines().find(|line| line.ends_with(key)).unwrap();
    assert!(line.contains(word) && !line.contains("+ approved"), "{line}");
    let shown = place.run(&["show", key]).exits(0).stdout();
    assert!(shown.contains(word) && !shown.contains("+ approved"), "{shown}");
    let entry = place.run(&["show", key, "--json"]).exits(0).json("show")["entry"].clone();
    assert_eq!((&entry["void"], &entry["remedy"]), (&"not_told".into(), &remedy.into()), "{entry}");
    for (form, mark) in [("text", title), ("svg", title), ("html", title)] {
        let receipt = place.run(&["receipt", key, "--to", form]).exits(0).stdout();
        assert!(receipt.contains(mark) && !receipt.contains("CREDIT CARD SALE"), "{receipt}");
    }
    for (filter, holds) in
        [("voided:yes", remedy == "done"), ("voided:unknown", remedy == "unknown"), ("voided:no", false)]
    {
        let found = place.run(&["journal", "--filter", filter, "--json"]).exits(0).json("journal");
        let keys: Vec<&str> =
            found["entries"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
        assert_eq!(keys.contains(&key), holds, "{filter}: {keys:?}");
    }
    let (amount, time) = (entry["amount"]["minor"].to_string(), entry["time"].as_str().unwrap());
    let asked = ["dispute", "--amount", &amount, "--around", time, "--last4", entry["last4"].as_str().unwrap()];
    let answer = place.run(&[&asked[..], &["--json"]].concat()).exits(0).json("dispute");
    assert_eq!(answer["verdict"], "approved_here");
    assert_eq!(answer["candidates"][0]["remedy"], remedy);
    assert!(answer["headline"].as_str().unwrap().starts_with(headline), "{answer}");
    assert_eq!(answer["evidence"][0], answer["headline"]);
    assert!(answer["evidence"][1].as_str().unwrap().starts_with("Our ledger: a void of transaction"), "{answer}");
    let sheet = place.run(&asked).exits(0).stdout();
    assert!(sheet.contains(headline), "{sheet}");
}

#[test]
fn after_a_void_every_face_says_the_same() {
    let place = Place::new();
    let terminal = Terminal::start(&place, DAY);
    let port = terminal.port();
    place.run(&["pull", &port]).exits(0);
    let (key, _, _) = credit_sale(&place);
    let plain = place.run(&["show", &key, "--json"]).exits(0).json("show");
    assert_eq!(plain["entry"]["remedy"], Value::Null);
    let goods = ["--reason", "r", "--authoriser", "Ana", "--goods", "yes"];
    let reverse = |more: &[&str]| place.run(&[&["reverse", &port, &key], &goods[..], more].concat());
    // Both warnings of the screen.
    let planned = reverse(&["--dry-run"]).exits(0).stdout();
    assert!(planned.contains("This gives the money back. It cannot be undone."), "{planned}");
    assert!(planned.contains("after a void the shop has neither goods nor money"), "{planned}");
    reverse(&["--yes"]).exits(0);
    told(&place, &key, "done", "x approved here, voided", "SALE VOIDED", "Approved here, then voided.");
}

#[test]
fn a_void_that_is_unknown_is_said_until_a_person_concludes_it() {
    let place = Place::new();
    let scenario = place.path("silent.toml");
    let sale = "[[sale]]\namount = 24990\ntime = \"2026-03-14T18:12:00\"\nlast4 = \"8834\"\n";
    let silent = "[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_drop_link\"\n";
    std::fs::write(&scenario, format!("[options]\ngap_ms = 0\n{sale}{silent}")).unwrap();
    let terminal = Terminal::start(&place, &["--scenario", scenario.to_str().unwrap()]);
    place.run(&["pull", &terminal.port()]).exits(0);
    let (key, _, _) = credit_sale(&place);
    let grounds = ["--reason", "r", "--authoriser", "Ana", "--goods", "no", "--yes", "--json"];
    let ended = place.run(&[&["reverse", &terminal.port(), &key], &grounds[..]].concat()).exits(11).json("reverse");
    told(
        &place,
        &key,
        "unknown",
        "? approved here, void UNKNOWN",
        "VOID UNKNOWN",
        "Approved here; a void of it is UNKNOWN.",
    );
    let intent = ended["intent"].as_str().unwrap();
    place.run(&["recover", "--conclude", intent, "done", "--evidence", "slip"]).exits(0);
    told(&place, &key, "done", "x approved here, voided", "SALE VOIDED", "Approved here, then voided.");
    let receipt = place.run(&["receipt", &key]).exits(0).stdout();
    assert!(receipt.contains("A person concluded"), "{receipt}");
}

#[test]
fn a_time_without_a_date_finds_the_sale_on_its_day() {
    let place = Place::new();
    let scenario = place.path("day.toml");
    let sale = "[[sale]]\namount = 24990\ntime = \"2026-03-14T18:12:00\"\nlast4 = \"8834\"\n";
    std::fs::write(&scenario, format!("[options]\ngap_ms = 0\n{sale}")).unwrap();
    let terminal = Terminal::start(&place, &["--scenario", scenario.to_str().unwrap()]);
    place.run(&["pull", &terminal.port()]).exits(0);
    let ask = |around: &str, exit: i32| {
        let asked = ["dispute", "--amount", "24990", "--around", around, "--json"];
        place.run(&asked).exits(exit).json("dispute")
    };
    let found = ask("18:10", 0);
    assert_eq!((&found["verdict"], &found["question"]["around"]), (&"approved_here".into(), &"18:10".into()));
    assert_eq!(
        (&found["question"]["around_is"], &found["question"]["assumed_date"]),
        (&"time".into(), &"2026-03-14".into())
    );
    assert_eq!(
        (&found["candidates"][0]["day"], &found["candidates"][0]["minutes_off"]),
        (&"2026-03-14".into(), &2.into())
    );
    for other in ["2026-11-23T18:10", "2026-11-23", "09:00"] {
        let near = ask(other, 1);
        assert_eq!((&near["verdict"], near["near"].as_array().unwrap().len()), (&"no_record".into(), 1), "{near}");
        assert_eq!(near["question"]["assumed_date"], Value::Null);
    }
}

#[test]
fn nothing_is_made_where_nothing_can_be_done() {
    let place = Place::new();
    let refused = place.run(&["--json"]).exits(3).json("error");
    assert_eq!(refused["code"], "screen");
    assert!(!place.vault().exists(), "a vault without a screen");
    let terminal = Terminal::start(&place, DAY);
    place.run(&["pull", &terminal.port()]).exits(0);
    let stick = place.path("stick");
    let file = stick.join("deep").join("out.twx").display().to_string();
    let refused = place.run(&["backup", "export", &file, "--json"]).exits(2).json("error");
    assert_eq!(refused["code"], "not_written");
    assert!(!stick.exists(), "a folder that was not there");
    std::fs::create_dir_all(stick.join("deep")).unwrap();
    place.run(&["backup", "export", &file]).exits(0);
}

#[test]
fn backups_travel() {
    let place = Place::new();
    let terminal = Terminal::start(&place, DAY);
    place.run(&["pull", &terminal.port()]).exits(0);
    let listed = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
    let archive = listed["archives"][0].clone();
    assert_eq!((archive["entries"].as_u64(), archive["verified"].as_bool()), (Some(40), Some(true)));

    let secret = place.path("passphrase");
    std::fs::write(&secret, "correct horse battery staple\n").unwrap();
    let (file, secret) = (place.path("visit.twx").display().to_string(), secret.display().to_string());
    place.run(&["backup", "export", &file, "--passphrase-file", &secret]).exits(0);
    place.run(&["backup", "export", &file, "--passphrase-file", &secret]).exits(8);

    let other = place.path("other");
    place.run_on(&other, &["backup", "restore", &file]).exits(8);
    place.run_on(&other, &["backup", "restore", &file, "--passphrase-file", &secret]).exits(0);
    let there = place.run_on(&other, &["journal", "--json"]).exits(0).json("journal");
    assert_eq!(there["entries"].as_array().unwrap().len(), 40);
    place.run_on(&other, &["ledger", "verify"]).exits(0);

    let path = archive["path"].as_str().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    std::fs::write(path, bytes).unwrap();
    place.run(&["backup", "verify", "--json"]).exits(8);

    // The saved device stands in for the live one, but only to read.
    let saved = place.run_on(&other, &["backup", "list", "--json"]).exits(0).json("backup-list");
    let saved = format!("archive:{}", saved["archives"][0]["path"].as_str().unwrap());
    let found = place.run_on(&other, &["identify", &saved, "--json"]).exits(0).json("identify");
    assert_eq!(found["identity"]["family"], "transbank");
    let key = there["entries"][0]["key"].as_str().unwrap();
    place
        .run_on(
            &other,
            &["reverse", &saved, key, "--reason", "x", "--authoriser", "y", "--goods", "no", "--yes", "--json"],
        )
        .exits(12)
        .json("error");
}

#[test]
fn the_answer_to_a_void_is_lost() {
    let place = Place::new();
    let scenario = place.path("lost.toml");
    std::fs::write(
        &scenario,
        "seed = 7\nentries = 20\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_drop_link\"\n",
    )
    .unwrap();
    let terminal = Terminal::start(&place, &["--scenario", scenario.to_str().unwrap()]);
    let port = terminal.port();
    place.run(&["pull", &port]).exits(0);
    let (key, number, _) = credit_sale(&place);
    let reverse = ["reverse", &port, &key, "--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];
    let lost = place.run(&reverse).exits(11).json("reverse");
    assert_eq!(lost["outcome"], "unknown");
    let intent = lost["intent"].as_str().unwrap().to_owned();
    assert_eq!(terminal.voids(number), 1);

    place.run(&reverse).exits(12).json("error");
    let still = place.run(&["recover", &port, "--json"]).exits(11).json("recover");
    assert_eq!(still["outcomes"][0]["intent"], intent.as_str());
    assert_eq!(terminal.voids(number), 1, "recover only reads");

    place
        .run(&["recover", "--conclude", &intent, "done", "--evidence", "acquirer's portal shows the void", "--json"])
        .exits(0)
        .json("recover");
    place.run(&["recover", &port]).exits(0);
    place.run(&reverse).exits(12);
    assert_eq!(terminal.voids(number), 1);
    place.run(&["ledger", "verify"]).exits(0);
}

/// The exit code is the last thing that a script has: an unknown outcome stays one where nothing can be written.
#[cfg(target_os = "linux")]
#[test]
fn an_unknown_outcome_is_told_by_the_exit_code_whatever_becomes_of_stdout() {
    let place = Place::new();
    let scenario = place.path("lost.toml");
    let lost = "seed = 7\nentries = 20\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_drop_link\"\n";
    std::fs::write(&scenario, lost).unwrap();
    let terminal = Terminal::start(&place, &["--scenario", scenario.to_str().unwrap()]);
    let port = terminal.port();
    place.run(&["pull", &port]).exits(0);
    let (key, number, _) = credit_sale(&place);
    let reverse = ["reverse", &port, &key, "--reason", "r", "--authoriser", "a", "--goods", "no", "--yes"];
    let said = place.run_unheard(&reverse).exits(11).stderr();
    assert!(said.contains("Do not send it again") && !said.contains("Try again"), "{said}");
    place.run_unheard(&["recover", &port, "--json"]).exits(11);
    assert_eq!(terminal.voids(number), 1);
}

#[test]
fn errors_say_what_happened_what_was_not_done_and_what_next() {
    let place = Place::new();
    let missing = place.run(&["identify", "/dev/does-not-exist", "--json"]).exits(4).json("error");
    for field in ["what", "not_done", "next", "code"] {
        assert!(missing[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {missing}");
    }
    place.run(&["identify", "tcp:127.0.0.1:1", "--json"]).exits(4).json("error");
    place.run(&["frobnicate", "--json"]).exits(2).json("error");
    place.run(&["pull"]).exits(2);
    place.run(&["decode", "transbank", "zz"]).exits(2);
    place.run(&["show", "63"]).exits(2);
    let decoded = place.run(&["decode", "transbank", "02303130300302"]).exits(0).stdout();
    let decoded: Value = serde_json::from_str(decoded.trim()).unwrap();
    assert_eq!((&decoded["family"], &decoded["checksum_ok"]), (&Value::from("transbank"), &Value::from(true)));
    place.run(&["decode", "transbank", "02303130300303"]).exits(1);
    let decoded = place.run(&["decode", "zvt", "0630 0d 123456 870042", "04000000001234"]).exits(0).stdout();
    let decoded: Value = serde_json::from_str(decoded.trim()).unwrap();
    assert_eq!((&decoded["message"], &decoded["checksum_ok"]), (&Value::from("reversal"), &Value::Null));
    assert_eq!(
        (&decoded["fields"]["amount"], &decoded["bytes"]),
        (&"000000001234".into(), &"06300d00000087004204000000001234".into())
    );
    let pieces = place.run(&["decode", "zvt", "06 10020670001003d9f9"]).exits(0).stdout();
    assert_eq!(pieces.lines().count(), 2);
    place.run(&["decode", "zvt", "10020670001003d9f8"]).exits(1);
}

#[test]
fn the_port_is_held_by_another_process() {
    let place = Place::new();
    let terminal = Terminal::start(&place, DAY);
    let mut holder = std::process::Command::new("sh")
        .args(["-c", &format!("exec 3<>{} && echo held && read wait", terminal.port())])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(holder.stdout.take().unwrap()), &mut line).unwrap();
    let busy = place.run(&["pull", &terminal.port(), "--json"]).exits(5).json("error");
    assert!(busy["detail"].as_str().unwrap().contains(&holder.id().to_string()), "{busy}");
    holder.kill().unwrap();
    holder.wait().unwrap();
    place.run(&["pull", &terminal.port()]).exits(0);
}

#[test]
fn help_and_manuals_are_whole() {
    let place = Place::new();
    let help = place.run(&["--help"]).exits(0).stdout();
    for command in
        ["demo", "ports", "identify", "pull", "dispute", "check", "reverse", "recover", "backup", "sim", "decode"]
    {
        assert!(help.contains(command), "{command} is missing:\n{help}");
        let manual = place.run(&[command, "--help"]).exits(0).stdout();
        assert!(manual.contains(&format!("{command}:")), "{command} has no manual:\n{manual}");
    }
    assert!(place.run(&["man"]).exits(0).stdout().contains(".TH"));
    assert!(place.run(&["completions", "bash"]).exits(0).stdout().contains("tillwright"));
}

#[test]
fn what_a_zvt_terminal_tells_of_itself_is_said_in_german() {
    let place = Place::new();
    let call =
        ["identify", "sim:zvt?scenario=demo", "--protocol", "zvt", "--with", "status,files,preauthorisations,totals"];
    let said = place.run(&[&call[..], &["--lang", "de"]].concat()).exits(0).stdout();
    for wanted in
        [" 00 Bereit", " 00 Ausgeführt", " Tage", "nicht verfügbar: 83 Die Funktion ist nicht möglich", "EUR "]
    {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    for english in ["available", "none", "not told", "done", "ready", "days", "receipt "] {
        assert!(!said.contains(english), "{english}: {said}");
    }
    let json = place.run(&[&call[..], &["--lang", "de", "--json"]].concat()).exits(0).json("identify");
    let items = json["answers"][0]["items"].as_array().unwrap();
    assert!(items.iter().any(|item| item["name"] == "status" && item["value"] == "00"), "{items:?}");
    assert!(items.iter().any(|item| item["name"] == "locks" && item["value"] == "none"), "{items:?}");
}
