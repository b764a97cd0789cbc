//! The family ZVT through the whole program: every command against a simulated terminal in another process, and what
//! it said checked against what the terminal itself remembers.

use serde_json::{Value, json};

use crate::harness::{Place, Ran, Terminal, is_whole_error};

const DEMO: &[&str] = &["--scenario", "demo"];
const DAY: &[&str] = &["--scenario", "quiet-day", "--entries", "3"];
const ZVT: [&str; 2] = ["--protocol", "zvt"];
const GROUNDS: [&str; 6] = ["--reason", "doppelt gebucht", "--authoriser", "Anna", "--goods", "no"];
/// Configuration byte that the shop's till left.
const TILLS: u64 = 0xBE;

/// A command with a port, the family named, and more.
fn asked(place: &Place, command: &str, terminal: &Terminal, more: &[&str]) -> Ran {
    let port = terminal.port();
    place.run(&[&[command, &port], &ZVT[..], more].concat())
}

/// A reversal, agreed to.
fn reverse(place: &Place, terminal: &Terminal, more: &[&str]) -> Ran {
    asked(place, "reverse", terminal, &[more, &GROUNDS[..], &["--yes", "--json"]].concat())
}

/// The configuration byte that the terminal keeps.
fn configuration(terminal: &Terminal) -> Value {
    terminal.memory()["registration"]["config"].clone()
}

/// How often a command came.
fn times(terminal: &Terminal, command: &str) -> u64 {
    terminal.memory()["seen"][command].as_u64().unwrap_or(0)
}

/// The entry of the vault with this number.
fn entry(place: &Place, number: u64) -> Value {
    place.run(&["show", &number.to_string(), "--json"]).exits(0).json("show")["entry"].clone()
}

/// The archives of the vault, newest last.
fn archives(place: &Place) -> Vec<Value> {
    let listed = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
    listed["archives"].as_array().unwrap().clone()
}

/// A day of one's own.
fn scenario(place: &Place, name: &str, text: &str) -> String {
    let path = place.path(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn identify_is_silent_and_what_is_not_silent_needs_a_name() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DEMO);
    let port = terminal.port();
    // Asked as one of another family first, it stays silent to that.
    let found = place.run(&["identify", &port, "--json"]).exits(0).json("identify");
    assert_eq!((&found["identity"]["device"], &found["identity"]["proof"]), (&"zvt::52500041".into(), &"told".into()));
    for silent in ["totals", "preauthorisations", "files"] {
        let found = asked(&place, "identify", &terminal, &["--with", silent, "--json"]).exits(0).json("identify");
        assert_eq!(found["answers"][0]["what"], silent);
    }
    // Of a simulated port the name tells the family, so it answers at once; named it is not.
    for (at, loud) in [(port.as_str(), "status"), ("sim:zvt", "configuration"), ("sim:zvt", "diagnosis")] {
        let error = place.run(&["identify", at, "--with", loud, "--json"]).exits(10).json("error");
        is_whole_error(&error, 10);
        assert!(error["next"].as_str().unwrap().contains("--protocol zvt"), "{error}");
        assert!(!error["not_done"].as_str().unwrap().contains("Nothing was sent"), "it was read: {error}");
    }
    let asked_for = ["0501", "061A", "0670", "0600", "0612"].map(|command| times(&terminal, command));
    assert_eq!((asked_for, configuration(&terminal)), ([0; 5], TILLS.into()));

    let every = ["--with", "status,totals,preauthorisations,configuration,files,diagnosis", "--json"];
    let told = asked(&place, "identify", &terminal, &every).exits(0).json("identify");
    let answers = told["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 6);
    let value = |answer: &Value, name: &str| {
        let found = answer["items"].as_array().unwrap().iter().find(|item| item["name"] == name).cloned();
        found.unwrap_or_else(|| panic!("{name}: {answer}"))["value"].clone()
    };
    assert_eq!(value(&answers[0], "status"), "00");
    assert_eq!(
        (value(&answers[1], "first_receipt"), value(&answers[1], "last_receipt")),
        ("0318".into(), "0346".into())
    );
    let lines = answers[3]["lines"].as_array().unwrap();
    assert!(lines.iter().any(|line| line.as_str().unwrap().contains("Config BE")), "{lines:?}");
    assert_eq!((times(&terminal, "0501"), times(&terminal, "0670")), (1, 1));
    assert_eq!((times(&terminal, "0600"), configuration(&terminal)), (0, TILLS.into()), "nobody registered");
    let noted = place.run(&["ledger", "show"]).exits(0).stdout();
    assert!(noted.contains("status (may close the batch)") && noted.contains("diagnosis (calls the host)"), "{noted}");
}

#[test]
fn a_pull_is_announced_agreed_to_and_handed_back() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DEMO);
    let refused = place.run(&["pull", &terminal.port(), "--json"]).exits(10);
    is_whole_error(&refused.json("error"), 10);
    assert_eq!((times(&terminal, "0600"), times(&terminal, "0612")), (0, 0));
    assert_eq!(configuration(&terminal), TILLS);
    assert!(archives(&place).is_empty());

    let ran = asked(&place, "pull", &terminal, &["--json"]).exits(0);
    let pulled = ran.json("pull");
    assert_eq!((&pulled["entries"], &pulled["new"]), (&29.into(), &29.into()));
    assert_eq!((&pulled["anomalies"], &pulled["archive"]["verified"]), (&json!([]), &true.into()));
    let said = ran.stderr();
    for sentence in [
        "up to 29 receipts",
        " s on this line",
        "cannot sell",
        "(06 00): changes a stored setting",
        "(06 12, 06 20): prints",
    ] {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
    assert!(said.contains("[ ] This visit registered with the terminal"), "{said}");
    assert_ne!(configuration(&terminal), TILLS);
    assert_eq!(times(&terminal, "0612"), 29);
    let ledger = place.run(&["ledger", "show"]).exits(0).stdout();
    let place_of = |text: &str| ledger.find(text).unwrap_or_else(|| panic!("{text}: {ledger}"));
    assert!(place_of("pull: registration (06 00)") < place_of("pulled 29 entries"), "{ledger}");
    place.run(&["backup", "verify"]).exits(0);

    // The other languages say the same.
    let german = asked(&place, "pull", &terminal, &["--lang", "de"]).exits(0);
    assert!(
        german.stderr().contains("bis zu 29 Belege")
            && german.stderr().contains("[ ] Dieser Besuch hat sich am Terminal angemeldet")
    );
    assert!(german.stdout().contains("29 Einträge (0 neu)"), "{}", german.stdout());
}

#[test]
fn the_journal_says_how_it_knows_and_keeps_the_terminals_own_lines() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DEMO);
    asked(&place, "pull", &terminal, &[]).exits(0);
    let journal = place.run(&["journal", "--json"]).exits(0).json("journal");
    let entries = journal["entries"].as_array().unwrap();
    let stored = terminal.memory()["transactions"].as_array().unwrap().clone();
    assert_eq!(entries.len(), stored.len());
    for (entry, kept) in entries.iter().zip(&stored) {
        assert_eq!((&entry["number"], &entry["amount"]["minor"]), (&kept["receipt"], &kept["amount"]), "{entry}");
        assert_eq!(entry["references"]["trace"], format!("{:06}", kept["trace"].as_u64().unwrap()));
        assert_eq!((&entry["time"], &entry["last4"]), (&kept["time"], &kept["card"]["last4"]), "{entry}");
        let provenance = if kept["receipt"] == 346 { "structured" } else { "parsed_from_print" };
        assert_eq!(entry["provenance"], provenance);
        assert!(!entry["printed"].as_array().unwrap().is_empty(), "{entry}");
    }
    let kinds = |number: u64| {
        let one = entry(&place, number);
        (one["kind"].clone(), one["result"].clone(), one["void"].clone())
    };
    assert_eq!(kinds(326), ("sale".into(), "approved".into(), "voided".into()));
    assert_eq!(kinds(327), ("void".into(), "approved".into(), "not_told".into()));
    assert_eq!(kinds(338), ("sale".into(), "declined".into(), "not_told".into()));
    let shown = place.run(&["show", "345", "--lang", "de"]).exits(0).stdout();
    assert!(shown.contains("Belegnummer") && shown.contains("aus dem Ausdruck gelesen"), "{shown}");
    assert!(!shown.contains("()"), "{shown}");

    // The terminal's own lines, as they are: each as it came, in each form.
    let lines: Vec<String> = entry(&place, 326)["printed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap().to_owned())
        .collect();
    let printed = terminal.memory()["printed"].clone();
    let slip = |slip: &&Value| slip.to_string().contains("0326") && slip.to_string().contains("Kopie");
    let own = printed.as_array().unwrap().iter().find(slip).unwrap()["lines"].clone();
    assert_eq!(json!(lines), own, "unaltered");
    for (form, voided) in [("text", "SALE VOIDED"), ("svg", "SALE VOIDED"), ("html", "SALE VOIDED")] {
        let receipt = place.run(&["receipt", "326", "--to", form]).exits(0).stdout();
        let words = ["VU-Nr.:", "455601234", "Zahlung erfolgt", "63,00", voided];
        assert!(words.iter().all(|word| receipt.contains(word)), "{form}: {receipt}");
    }
    let text = place.run(&["receipt", "326", "--lang", "de"]).exits(0).stdout();
    assert!(text.contains("STORNIERT") && lines.iter().all(|line| text.contains(line.trim_end())), "{text}");
}

#[test]
fn disputes_in_euro_as_germans_write_them() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DEMO);
    asked(&place, "pull", &terminal, &[]).exits(0);
    for amount in ["24,99", "24.99"] {
        let asked = ["dispute", "--amount", amount, "--around", "18:10", "--last4", "8834", "--json"];
        let found = place.run(&asked).exits(0).json("dispute");
        assert_eq!(
            (&found["verdict"], &found["question"]["amount"]),
            (&"approved_here".into(), &json!({"minor": 2499, "currency": "EUR"}))
        );
        assert_eq!(found["candidates"][0]["entry"]["number"], 345);
    }
    for (amount, verdict, exit, candidates) in [
        ("45,98", "several", 1, 2),
        ("18,49", "declined_here", 1, 1),
        ("63,00", "approved_here", 0, 1),
        ("1.000,00", "no_record", 1, 0),
    ] {
        let found = place.run(&["dispute", "--amount", amount, "--json"]).exits(exit).json("dispute");
        assert_eq!(
            (&found["verdict"], found["candidates"].as_array().unwrap().len()),
            (&verdict.into(), candidates),
            "{amount}"
        );
    }
    let sheet = place.run(&["dispute", "--amount", "18,49", "--lang", "de"]).exits(1).stdout();
    assert!(sheet.contains("Hier abgelehnt.") && sheet.contains("EUR 18,49"), "{sheet}");
    for wrong in ["Kartenart                  Kartenart", "Ergebniscode nicht mitgeteilt."] {
        assert!(!sheet.contains(wrong), "{wrong}: {sheet}");
    }
    place.run(&["dispute", "--amount", "24,9", "--json"]).exits(2).json("error");
}

#[test]
fn a_receipt_comes_to_this_console_instead_of_paper() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DEMO);
    asked(&place, "pull", &terminal, &[]).exits(0);
    let again = asked(&place, "reprint", &terminal, &["345", "--json"]).exits(0).json("reprint");
    assert_eq!((&again["printed"], &again["lines"]), (&"received".into(), &entry(&place, 345)["printed"]));
    let remedies = asked(&place, "remedies", &terminal, &["345", "--json"]).exits(0).json("remedies");
    assert_eq!((&remedies["remedies"][0]["kind"], &remedies["remedies"][0]["allowed"]), (&"void".into(), &true.into()));
    for (number, code) in [("326", "already_voided"), ("338", "not_approved_sale"), ("327", "not_approved_sale")] {
        let refused = asked(&place, "remedies", &terminal, &[number, "--json"]).exits(12).json("remedies");
        assert_eq!(refused["remedies"][0]["refusals"][0]["code"], code, "{refused}");
    }
    assert!(terminal.movements().is_empty());
}

#[test]
fn the_cable_is_pulled_in_a_reversal_and_the_money_moves_once() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DEMO);
    asked(&place, "pull", &terminal, &[]).exits(0);
    let dry = asked(&place, "reverse", &terminal, &[&["345"], &GROUNDS[..], &["--dry-run", "--json"]].concat());
    let plan = dry.exits(0).json("reverse")["plan"].clone();
    assert_eq!(plan["request"], "06300d00000087034504000000002499", "number and amount, and no password");
    asked(&place, "reverse", &terminal, &[&["345"], &GROUNDS[..], &["--json"]].concat()).exits(10).json("error");
    assert_eq!(times(&terminal, "0630"), 0);

    let lost = reverse(&place, &terminal, &["345"]).exits(11).json("reverse");
    assert_eq!(
        (&lost["outcome"], lost["evidence"].as_str().unwrap().contains("link was lost")),
        (&"unknown".into(), true)
    );
    let void = json!([{ "kind": "void", "entry": 345, "amount_minor": 2499 }]);
    assert_eq!(json!(terminal.movements()), void);
    assert_eq!(entry(&place, 345)["remedy"], "unknown");
    let refused = reverse(&place, &terminal, &["345"]).exits(12).json("error");
    assert_eq!(refused["code"], "intent_unknown");

    let recovered = asked(&place, "recover", &terminal, &["--json"]).exits(0).json("recover");
    assert_eq!(
        (&recovered["outcomes"][0]["intent"], &recovered["outcomes"][0]["outcome"]),
        (&lost["intent"], &"done".into())
    );
    let twice = reverse(&place, &terminal, &["345"]).exits(12).json("error");
    assert_eq!(twice["code"], "already_voided");
    assert_eq!((json!(terminal.movements()), times(&terminal, "0630")), (void, 1));
    assert_eq!(entry(&place, 345)["remedy"], "done");
    let receipt = place.run(&["receipt", "345", "--lang", "de"]).exits(0).stdout();
    assert!(receipt.contains("STORNIERT"), "{receipt}");
    place.run(&["ledger", "verify"]).exits(0);
}

#[test]
fn what_is_typed_from_paper_is_voided_by_number_and_amount() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", DAY);
    let stored = terminal.memory()["transactions"].clone();
    let typed = |at: usize| {
        let euro = stored[at]["amount"].as_u64().unwrap();
        (
            stored[at]["receipt"].to_string(),
            format!("{},{:02}", euro / 100, euro % 100),
            stored[at]["trace"].to_string(),
        )
    };
    // The family named: the terminal prints the receipt again first, and what it prints must be what was typed.
    let (receipt, amount, _) = typed(0);
    let other = reverse(&place, &terminal, &["--receipt", &receipt, "--amount", "1,00"]).exits(2).json("error");
    assert_eq!(other["code"], "no_entry");
    let ran = reverse(&place, &terminal, &["--receipt", &receipt, "--amount", &amount]).exits(0);
    let told = ran.json("reverse");
    assert_eq!((&told["outcome"], &told["plan"]["entry"]["provenance"]), (&"done".into(), &"parsed_from_print".into()));
    assert!(ran.stderr().contains("(06 00): changes a stored setting"), "{}", ran.stderr());
    assert!(ran.stderr().contains("[ ] This visit registered with the terminal"), "{}", ran.stderr());

    // Not named: nothing is registered or printed, and the entry is what the person typed.
    let port = terminal.port();
    let silent = |vault: &str, more: &[&str]| {
        let vault = place.path(vault);
        place.run_on(&vault, &[&["reverse", &port], more, &GROUNDS[..], &["--yes", "--json"]].concat())
    };
    let (receipt, amount, trace) = typed(1);
    let registered = times(&terminal, "0600");
    let told = silent("two", &["--receipt", &receipt, "--amount", &amount, "--trace", &trace]).exits(0).json("reverse");
    assert_eq!((&told["outcome"], &told["plan"]["entry"]["provenance"]), (&"done".into(), &"typed".into()));
    assert_eq!(times(&terminal, "0600"), registered);

    // Without its trace number nobody can tell that the right payment was taken back.
    let (receipt, amount, _) = typed(2);
    let told = silent("three", &["--receipt", &receipt, "--amount", &amount]).exits(11).json("reverse");
    let evidence = told["evidence"].as_str().unwrap();
    assert!(evidence.contains("own trace number is not known"), "{evidence}");
    let (vault, intent) = (place.path("three"), told["intent"].as_str().unwrap());
    place.run_on(&vault, &["recover", &port, "--protocol", "zvt"]).exits(11);
    place.run_on(&vault, &["recover", "--conclude", intent, "done", "--evidence", "Händlerbeleg"]).exits(0);
    place.run_on(&vault, &["recover", &port, "--protocol", "zvt"]).exits(0);
    silent("three", &["--receipt", &receipt, "--amount", &amount]).exits(12);
    let moved: Vec<Value> = terminal.movements().iter().map(|one| one["entry"].clone()).collect();
    assert_eq!((json!(moved), times(&terminal, "0630")), (json!([212, 213, 214]), 3));
}

#[test]
fn a_terminal_that_offers_little_is_told_as_it_is() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", &[DAY, &["--dialect", "card-complete"]].concat());
    let found = asked(&place, "identify", &terminal, &["--with", "totals", "--json"]).exits(0).json("identify");
    assert!(found["answers"][0].to_string().contains("not available: 83"), "{found}");
    let pulled = asked(&place, "pull", &terminal, &["--json"]).exits(0).json("pull");
    assert_eq!((&pulled["entries"], &pulled["archive"]["extent"]), (&1.into(), &"last".into()));
    let anomalies = pulled["anomalies"].as_array().unwrap();
    assert!(!anomalies.is_empty() && anomalies.iter().all(|one| one["anomaly"] == "not_offered"), "{anomalies:?}");
    let german = asked(&place, "pull", &terminal, &["--lang", "de"]).exits(0).stdout();
    assert!(german.contains("! das Gerät nennt"), "{german}");

    let none = place.run(&["dispute", "--amount", "1,99"]).exits(1).stdout();
    assert!(none.replace("\n    ", " ").contains("Only the last transaction of this device"), "{none}");
    let done = reverse(&place, &terminal, &["--receipt", "213", "--amount", "1,99", "--trace", "102"]).exits(0);
    assert_eq!(done.json("reverse")["plan"]["entry"]["provenance"], "typed");
    assert_eq!(json!(terminal.movements()), json!([{ "kind": "void", "entry": 213, "amount_minor": 199 }]));
}

#[test]
fn a_terminal_that_voids_its_last_payment_is_never_called_done() {
    let place = Place::new();
    let terminal = Terminal::zvt(&place, "terminal", &[DAY, &["--dialect", "pax-a80"]].concat());
    let pulled = asked(&place, "pull", &terminal, &["--json"]).exits(0).json("pull");
    assert_eq!((&pulled["entries"], &pulled["anomalies"][0]["anomaly"]), (&3.into(), &"not_offered".into()));
    let told = reverse(&place, &terminal, &["--receipt", "213", "--amount", "1,99"]);
    let told = told.exits(11).json("reverse");
    assert_eq!(told["outcome"], "unknown");
    let evidence = told["evidence"].as_str().unwrap();
    assert!(evidence.contains("EUR 17.50 instead of EUR 1.99") && evidence.contains("not 000102"), "{evidence}");
    assert_eq!(terminal.voids(213), 0);
    asked(&place, "recover", &terminal, &["--json"]).exits(11);
    assert_eq!((terminal.movements().len(), times(&terminal, "0630")), (1, 1), "and it is not tried again");
}

#[test]
fn a_wrong_password_is_asked_once_and_never_guessed() {
    let place = Place::new();
    let day = scenario(&place, "day.toml", "seed = 3\nentries = 3\n[options]\ngap_ms = 0\npassword = \"246810\"\n");
    let (right, wrong, odd) = (place.path("right"), place.path("wrong"), place.path("odd"));
    for (path, text) in [(&right, "246810\n"), (&wrong, "111213\n"), (&odd, "geheim123\n")] {
        std::fs::write(path, text).unwrap();
    }
    let terminal = Terminal::zvt(&place, "terminal", &["--scenario", &day, "--dialect", "card-complete"]);
    for (asks, arguments) in [(1, vec![]), (2, vec!["--password-file", wrong.to_str().unwrap()])] {
        let error =
            asked(&place, "identify", &terminal, &[&arguments[..], &["--json"]].concat()).exits(7).json("error");
        is_whole_error(&error, 7);
        assert_eq!(error["code"], "wrong_password");
        assert!(error["next"].as_str().unwrap().contains("--password-file"), "{error}");
        assert_eq!(times(&terminal, "0620"), asks, "asked once");
        assert!(!error.to_string().contains("111213"), "{error}");
    }
    let odd = asked(&place, "identify", &terminal, &["--password-file", odd.to_str().unwrap(), "--json"]).exits(2);
    assert!(!odd.stdout().contains("geheim") && !odd.stderr().contains("geheim"));
    let right = ["--password-file", right.to_str().unwrap(), "--json"];
    asked(&place, "identify", &terminal, &right).exits(0);
    asked(&place, "pull", &terminal, &right).exits(0);
    let reversed = reverse(&place, &terminal, &[&["3"], &right[..2]].concat()).exits(0);
    assert!(!reversed.stdout().contains("246810") && !reversed.stderr().contains("246810"));
    crate::spy::files(&place.vault(), &mut |path, bytes| {
        let packed = [0x24, 0x68, 0x10];
        let shown = bytes.windows(6).any(|part| part == b"246810") || bytes.windows(3).any(|part| part == packed);
        // Compressed bytes may hold any three; what stands in the ledger is text.
        let text = path.extension().is_none_or(|end| end != "twa" && end != "sled")
            && !path.to_string_lossy().contains("index");
        assert!(!(text && shown), "{}", path.display());
    });
}

#[test]
fn over_tcp_and_from_an_archive() {
    let place = Place::new();
    let terminal = Terminal::zvt_tcp(&place, "terminal", DAY);
    let found = asked(&place, "identify", &terminal, &["--json"]).exits(0).json("identify");
    assert_eq!(found["identity"]["terminal"], "52500041");
    asked(&place, "pull", &terminal, &[]).exits(0);
    let done = reverse(&place, &terminal, &["212"]).exits(0).json("reverse");
    assert_eq!((&done["outcome"], terminal.voids(212)), (&"done".into(), 1));
    drop(terminal);

    let whole = archives(&place).into_iter().find(|archive| archive["extent"] == "whole").unwrap();
    let saved = format!("archive:{}", whole["path"].as_str().unwrap());
    let other = place.path("other");
    // Named, so that it is not asked as another family first; a saved device needs no agreement.
    let on_other = |arguments: &[&str]| place.run_on(&other, &[arguments, &ZVT[..]].concat());
    let found = on_other(&["identify", &saved, "--json"]).exits(0).json("identify");
    assert_eq!(found["identity"]["device"], "zvt::52500041");
    let pulled = on_other(&["pull", &saved]).exits(0);
    assert!(!pulled.stderr().contains("registered with the terminal"), "{}", pulled.stderr());
    let journal = place.run_on(&other, &["journal", "--json"]).exits(0).json("journal");
    assert_eq!(journal["entries"].as_array().unwrap().len(), 3, "{}", pulled.stdout());
    on_other(&["dispute", &saved, "--amount", "1,99", "--json"]).exits(0).json("dispute");
    for which in [&["213"][..], &["--receipt", "213", "--amount", "1,99", "--trace", "102"]] {
        let refused = on_other(&[&["reverse", &saved], which, &GROUNDS[..], &["--yes", "--json"]].concat());
        assert_eq!(refused.exits(12).json("error")["code"], "read_only");
    }
    on_other(&["reprint", &saved, "213", "--json"]).exits(12).json("error");
}

#[test]
fn frames_are_decoded_and_what_is_secret_in_them_is_not_shown() {
    let place = Place::new();
    let read = |hex: &str, exit: i32| {
        let told = place.run(&["decode", "zvt", hex]).exits(exit).stdout();
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    let reversal = read("06300d24681087034504000000002499", 0);
    assert_eq!(
        (&reversal[0]["message"], &reversal[0]["fields"]["amount"]),
        (&"reversal".into(), &"000000002499".into())
    );
    assert!(!reversal[0].to_string().contains("246810"), "{reversal:?}");
    let result = read("040f1022f0f841111111111111112700870345", 0);
    assert!(!result[0].to_string().contains("411111111111"), "{result:?}");
    // A serial line: ACK, a block, and the same block with a wrong CRC.
    assert_eq!(read("06 10020670001003d9f9", 0).len(), 2);
    read("10020670001003d9f8", 1);
    place.run(&["decode", "zvt", "060z"]).exits(2);
}
