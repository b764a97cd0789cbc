//! The terminal UI with a terminal of the family ZVT, in German: the demo from the list of ports to a reversal that is
//! settled after the cable was pulled.

use crate::harness::{Place, Screen, Terminal};

/// Waits until no job runs.
fn idle(screen: &Screen) {
    screen.wait("an idle screen", |text| !text.lines().any(|line| line.starts_with("... ")));
}

#[test]
fn the_demo_reverses_a_payment_once_although_the_cable_is_pulled() {
    let place = Place::new();
    let mut screen = Screen::start(&place, &["demo", "--lang", "de"], 24, 80, &[]);
    screen.wait_for("HIER GENEHMIGT");
    idle(&screen);
    // The last one that is offered, whatever ports this machine has.
    screen.send("1");
    screen.wait_for("ein ZVT-Terminal");
    for _ in 0..200 {
        if screen.text().lines().any(|line| line.starts_with("> ") && line.contains("ZVT")) {
            break;
        }
        screen.send("\u{1b}[B");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    screen.send("\r");
    screen.wait_for("zvt::52500041");
    screen.wait_for("noch keine von diesem Gerät");
    idle(&screen);

    // What is not silent is told first; Escape sends nothing of it.
    screen.send("p");
    let asked = screen.wait_for("y ja");
    for sentence in ["bis zu 29 Belege", "Anmeldung als Kasse (06 00)", "gespeicherte Einstellung"] {
        assert!(asked.contains(sentence), "{sentence}:\n{asked}");
    }
    screen.send("n");
    screen.wait("no question", |text| !text.contains("y ja"));
    screen.wait_for("noch keine von diesem Gerät");
    screen.send("p");
    screen.wait_for("y ja");
    screen.send("y");
    screen.wait_for("29 Einträge im geprüften Archiv");
    screen.send("\u{1b}[F");
    screen.wait_for("Dieser Besuch hat sich am Terminal angemeldet");

    screen.send("3");
    screen.wait_for("29 von 29 Einträgen");
    screen.send("/");
    screen.send("number:345\r");
    screen.wait("the entry, and how it is known", |text| {
        ["1 von 29 Einträgen", "24,99", "8834", "aus dem Ausdruck gelesen"].iter().all(|part| text.contains(part))
    });
    screen.send("v");
    screen.wait_for("Ein Storno ist erlaubt.");
    screen.send("doppelt gebucht\tAnna Meier\t2\r");
    screen.wait_for("zu stornieren, tippen Sie");
    idle(&screen);
    screen.send("346\r");
    screen.wait_for("das ist nicht die Nummer");
    screen.send(&"\u{7f}".repeat(4));
    screen.send("345\r");
    screen.wait_for("Storno: unbekannt");
    screen.wait_for("Verbindung verloren");
    idle(&screen);
    screen.send("r");
    screen.wait_for("[+] verbunden");
    idle(&screen);
    screen.send("c");
    screen.wait_for("EUR 24,99: ausgeführt.");
    screen.send("\r");
    screen.wait("how it ended and nothing else", |text| {
        text.contains("Storno: ausgeführt") && !text.contains("unbekannt")
    });
    // What was changed before the cable was pulled has to be put right all the same.
    screen.send("2\u{1b}[F");
    screen.wait_for("Dieser Besuch hat sich am Terminal angemeldet");
    idle(&screen);

    // A second one is refused, and the receipt does not look like a payment.
    screen.send("3");
    screen.wait_for("1 von");
    screen.send("v");
    screen.wait_for("Ein Storno ist nicht erlaubt");
    screen.send("5");
    screen.wait_for("STORNIERT");
    screen.send("q");
    assert_eq!(screen.end(), (0, true));
}

#[test]
fn a_wrong_password_is_told_as_such() {
    let place = Place::new();
    let scenario = place.path("day.toml");
    let day = "seed = 3\nentries = 2\n[options]\ngap_ms = 0\npassword = \"246810\"\ndialect = \"card-complete\"\n";
    std::fs::write(&scenario, day).unwrap();
    let terminal = Terminal::zvt(&place, "terminal", &["--scenario", scenario.to_str().unwrap()]);
    let call = ["--port", &terminal.port(), "--family", "zvt", "--lang", "de"];
    let mut screen = Screen::start(&place, &call, 24, 80, &[]);
    screen.wait_for("lehnte das Passwort ab");
    assert_eq!(terminal.memory()["seen"]["0620"], 1, "asked once");
    screen.send("\r");
    screen.wait_for("kein Gerät");
}
