//! What scripts rely on: one document with a schema from every command, the fields and exit codes that were promised,
//! and outputs for people in every language.

use serde_json::Value;

use crate::harness::{Place, Terminal, is_whole_error};

const GROUNDS: [&str; 8] = ["--reason", "r", "--authoriser", "a", "--goods", "no", "--yes", "--json"];

fn terminal(place: &Place, more: &str) -> Terminal {
    let scenario = place.path("shapes.toml");
    let sales = "[[sale]]\namount = 12500\ntime = \"2026-03-14T10:00:00\"\n\
        [[sale]]\namount = 990\ntime = \"2026-03-14T10:05:00\"\nlast4 = \"1881\"\ntype = \"debit\"\n\
        [[sale]]\namount = 12500\ntime = \"2026-03-14T11:00:00\"\nlast4 = \"5556\"\n\
        [[sale]]\namount = 7700\ntime = \"2026-03-14T12:00:00\"\nlast4 = \"7777\"\n";
    std::fs::write(&scenario, format!("[options]\ngap_ms = 0\n{sales}{more}")).unwrap();
    Terminal::start(place, &["--scenario", scenario.to_str().unwrap()])
}

fn has(value: &Value, fields: &[&str]) {
    for field in fields {
        assert!(value.get(field).is_some(), "{field} is missing: {value}");
    }
}

/// The key of the entry with this number.
fn key(place: &Place, number: u64) -> String {
    let shown = place.run(&["show", &number.to_string(), "--json"]).exits(0).json("show");
    shown["entry"]["key"].as_str().unwrap().to_owned()
}

#[test]
fn every_command_prints_one_document_and_the_promised_fields() {
    let place = Place::new();
    let terminal = terminal(&place, "");
    let port = terminal.port();
    let ports = place.run(&["ports", "--json"]).exits(0).json("ports");
    for port in ports["ports"].as_array().unwrap() {
        has(port, &["path", "by_id", "usb", "serial", "driver", "holder", "trouble"]);
    }
    has(
        &place.run(&["identify", &port, "--json"]).exits(0).json("identify"),
        &["identity", "health", "capabilities", "hand_back"],
    );
    has(
        &place.run(&["pull", &port, "--json"]).exits(0).json("pull"),
        &["archive", "entries", "new", "resumed", "anomalies", "identity"],
    );
    let journal = place.run(&["journal", "--json"]).exits(0).json("journal");
    for entry in journal["entries"].as_array().unwrap() {
        has(entry, &["key", "kind", "amount", "result", "provenance"]);
        has(&entry["amount"], &["minor", "currency"]);
    }
    let listed = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
    has(&listed["archives"][0], &["path", "device", "entries", "verified"]);
    place.run(&["backup", "verify", "--json"]).exits(0).json("backup-list");
    let (file, other) = (place.path("out.twx").display().to_string(), place.path("other"));
    has(&place.run(&["backup", "export", &file, "--json"]).exits(0).json("backup-export"), &["path", "archives"]);
    let restored = place.run_on(&other, &["backup", "restore", &file, "--json"]).exits(0).json("backup-restore");
    has(&restored, &["archives", "present", "ledgers"]);
    place.run(&["reprint", &port, &key(&place, 4), "--json"]).exits(0).json("reprint");
    let ledger = place.run(&["ledger", "show", "--json"]).exits(0).json("ledger");
    has(&ledger["lines"][0], &["writer", "number", "at", "event", "text", "hash"]);
    for line in place.run(&["ledger", "show", "--jsonl"]).exits(0).stdout().lines() {
        has(&serde_json::from_str(line).unwrap(), &["event", "hash"]);
    }
    let remedies = place.run(&["remedies", &port, "2", "--json"]).exits(12).json("remedies");
    assert_eq!(remedies["remedies"][0]["allowed"], false);
    has(&remedies["remedies"][0]["refusals"][0], &["code"]);
    let recovered = place.run(&["recover", "--json"]).exits(0).json("recover");
    assert_eq!(recovered["outcomes"], serde_json::json!([]));
    has(&place.run(&["vault", "rebuild", "--json"]).exits(0).json("vault-rebuild"), &["entries"]);
    let decoded = place.run(&["decode", "transbank", "06 15 02303731307c30307c327c333439300345"]).exits(0).stdout();
    let objects: Vec<Value> = decoded.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 3);
    objects.iter().for_each(|one| has(one, &["family", "direction", "message", "fields", "checksum_ok"]));
    assert_eq!(objects[2]["fields"]["count"], "2");
}

#[test]
fn the_four_verdicts() {
    let place = Place::new();
    // The record of the last sale says that it was refused.
    let terminal = terminal(
        &place,
        "[[raw]]\nanswer = \"0261\"\nnth = 4\nfield = \"result\"\ntext = \"93\"\n\
        [[raw]]\nanswer = \"0261\"\nnth = 4\nfield = \"authorisation\"\ntext = \"\"\n",
    );
    let pulled = place.run(&["pull", &terminal.port(), "--json"]).exits(0).json("pull");
    let device = pulled["archive"]["device"].as_str().unwrap();
    for (amount, last4, verdict, exit, candidates) in [
        ("990", "1881", "approved_here", 0, 1),
        ("7700", "7777", "declined_here", 1, 1),
        ("12500", "", "several", 1, 2),
        ("12501", "", "no_record", 1, 0),
    ] {
        let mut asked = vec!["dispute", "--device", device, "--amount", amount, "--json"];
        if !last4.is_empty() {
            asked.extend(["--last4", last4]);
        }
        let told = place.run(&asked).exits(exit).json("dispute");
        has(&told, &["verdict", "candidates", "advice", "must_not", "evidence"]);
        assert_eq!(
            (&told["verdict"], told["candidates"].as_array().unwrap().len()),
            (&verdict.into(), candidates),
            "{told}"
        );
        assert!(!told["advice"].as_array().unwrap().is_empty());
        assert!(!told["must_not"].as_array().unwrap().is_empty());
    }
}

#[test]
fn a_refused_void_is_not_done() {
    let place = Place::new();
    let terminal = terminal(&place, "[[on]]\ncommand = \"1200\"\nthen = \"answer_code 21\"\n");
    place.run(&["pull", &terminal.port()]).exits(0);
    let reverse = |more: &[&str]| place.run(&[&["reverse", &terminal.port()], more, &GROUNDS[..]].concat());
    let refused = reverse(&["--receipt", "1", "--amount", "12.500"]).exits(7).json("reverse");
    has(&refused, &["outcome", "evidence", "intent", "plan", "proof"]);
    assert_eq!(refused["outcome"], "not_done");
    assert!(refused["evidence"].to_string().contains("21"), "{refused}");
    assert_eq!(terminal.voids(1), 0);
    // A number with another amount is another sale.
    is_whole_error(&reverse(&["--receipt", "1", "--amount", "12501"]).exits(2).json("error"), 2);
    is_whole_error(&reverse(&["2"]).exits(12).json("error"), 12);
}

#[test]
fn a_restore_overwrites_nothing_and_a_purge_says_first_what_it_would_remove() {
    let place = Place::new();
    let terminal = terminal(&place, "");
    place.run(&["pull", &terminal.port()]).exits(0);
    let file = place.path("out.twx").display().to_string();
    place.run(&["backup", "export", &file]).exits(0);
    let exported = std::fs::read(&file).unwrap();
    is_whole_error(&place.run(&["backup", "export", &file, "--json"]).exits(8).json("error"), 8);
    assert_eq!(std::fs::read(&file).unwrap(), exported);

    let listed = place.run(&["backup", "list", "--json"]).exits(0).json("backup-list");
    let path = listed["archives"][0]["path"].as_str().unwrap().to_owned();
    let mut other = std::fs::read(&path).unwrap();
    other[200] ^= 4;
    std::fs::write(&path, &other).unwrap();
    let refused = place.run(&["backup", "restore", &file, "--json"]).exits(8).json("error");
    assert!(refused["detail"].as_str().unwrap().contains("move this one away"), "{refused}");
    assert_eq!(std::fs::read(&path).unwrap(), other, "what is there stays");
    std::fs::rename(&path, place.path("damaged.twa")).unwrap();
    let restored = place.run(&["backup", "restore", &file, "--json"]).exits(0).json("backup-restore");
    assert_eq!(restored["archives"].as_array().unwrap().len(), 1);
    place.run(&["backup", "verify"]).exits(0);

    let would = place.run(&["vault", "purge", "--older-than", "1ms", "--json"]).exits(0).json("vault-purge");
    assert_eq!((would["removed"].as_bool(), would["archives"].as_array().unwrap().len()), (Some(false), 1));
    assert!(std::path::Path::new(&path).exists());
    let purged = place.run(&["vault", "purge", "--older-than", "1ms", "--yes", "--json"]).exits(0).json("vault-purge");
    assert_eq!(purged["removed"], true);
    assert!(!std::path::Path::new(&path).exists());
    place.run(&["ledger", "verify"]).exits(0);
    place.run(&["backup", "verify"]).exits(0);
    assert_eq!(place.run(&["vault", "rebuild", "--json"]).exits(0).json("vault-rebuild")["entries"], 0);
    place.run(&["vault", "purge", "--older-than", "0d", "--json"]).exits(2).json("error");
}

#[test]
fn failures_in_every_class_are_whole_documents() {
    let place = Place::new();
    let locked = place.path("locked");
    std::fs::write(&locked, "a file, no directory").unwrap();
    for (arguments, exit) in [
        (vec!["pull", "/dev/does-not-exist"], 4),
        (vec!["pull", "tcp:127.0.0.1:1"], 4),
        (vec!["show", "1"], 2),
        (vec!["journal", "--filter", "amount>=x"], 2),
        (vec!["journal", "--device", "nonsense"], 2),
        (vec!["dispute", "--device", "transbank:1:2", "--amount", "much"], 2),
        (vec!["recover", "--conclude", "nothing", "done", "--evidence", "x"], 8),
        (vec!["recover", "--conclude", "nothing", "perhaps", "--evidence", "x"], 2),
        (vec!["backup", "restore", "/nowhere.twx"], 8),
        (vec!["backup", "verify", "/nowhere.twa"], 8),
        (vec!["backup", "export", "/proc/no/such", "--passphrase-file", "/nowhere"], 3),
        (vec!["identify", "archive:/nowhere.twa"], 2),
        (vec!["identify", "sim:coffee"], 2),
        (vec!["decode", "transbank", "0z"], 2),
        (vec!["reverse", "/dev/x", "1", "--reason", "r"], 2),
    ] {
        let failed = place.run(&[&arguments[..], &["--json"]].concat()).exits(exit);
        is_whole_error(&failed.json("error"), exit);
    }
    is_whole_error(&place.run_on(&locked, &["pull", "/dev/x", "--json"]).exits(8).json("error"), 8);
}

#[test]
fn people_are_told_in_their_language_and_shells_get_their_completions() {
    let place = Place::new();
    let said = |lang: &str| {
        let failed = place.run(&["identify", "/dev/does-not-exist", "--lang", lang]).exits(4);
        assert_eq!(failed.stderr().lines().count(), 3, "{}", failed.stderr());
        failed.stderr() + &place.run(&["backup", "list", "--lang", lang]).exits(0).stderr()
    };
    let (en, es, zh, de) = (said("en"), said("es"), said("zh"), said("de"));
    assert!(en.contains("Nothing was sent"), "{en}");
    assert!(es.contains("bóveda") && !es.contains("Nothing"), "{es}");
    assert!(zh.chars().filter(|symbol| ('\u{4e00}'..'\u{9fff}').contains(symbol)).count() > 20, "{zh}");
    assert!(de.contains("Ablage") && !de.contains("Nothing"), "{de}");
    place.run(&["backup", "list", "--lang", "xx"]).exits(2);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&["completions", shell]).exits(0).stdout();
        for word in ["identify", "dispute", "reverse", "authoriser"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    let page = place.run(&["man"]).exits(0).stdout();
    for (section, word) in [
        ("IDENTIFY", "Listens first"),
        ("REVERSE", "authoriser"),
        ("RECOVER", "conclude"),
        ("BACKUP EXPORT", "passphrase"),
        ("VAULT PURGE", "older"),
    ] {
        let heading = format!(".SH \"TILLWRIGHT {section}\"\n");
        let (_, tail) = page.split_once(&heading).unwrap_or_else(|| panic!("the manual page has no {section}"));
        let own = tail.split("\n.SH ").next().unwrap();
        assert!(own.contains(word), "{section} does not say {word}: {own}");
    }
    assert!(!page.contains("(1)"), "it names a page that does not exist");
}

#[test]
fn a_card_number_typed_by_mistake_is_not_repeated() {
    let place = Place::new();
    for arguments in [
        vec!["dispute", "--device", "transbank:1:2", "--amount", "1", "--last4", "4539578763621486"],
        vec!["show", "4539578763621486"],
        vec!["journal", "--filter", "number:4539578763621486"],
        vec!["4539578763621486"],
    ] {
        let refused = place.run(&arguments).exits(2);
        assert!(refused.stdout().is_empty());
        assert!(!refused.stderr().contains("578763621"), "{}", refused.stderr());
    }
}
