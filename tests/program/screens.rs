//! The terminal UI on a pty: the real binary, its screen read back.

use crate::harness::{Place, Screen, Terminal};

const ESC: &str = "\u{1b}";

fn demo(place: &Place) -> Screen {
    Screen::start(place, &["demo"], 24, 80, &[])
}

/// Waits until no job runs: a key that has to do with the device is refused, and told so, while one does.
fn idle(screen: &Screen) {
    screen.wait("an idle screen", |text| !text.lines().any(|line| line.starts_with("... ")));
}

/// Fills in and confirms the void of the chosen entry.
fn void(screen: &mut Screen, operation: &str) {
    screen.send("v");
    screen.wait_for("A void is allowed.");
    screen.send("charged twice\tAna Rojas\t2\r");
    screen.wait_for("type the transaction number");
    idle(screen);
    screen.send(&format!("{operation}\r"));
}

#[test]
fn the_demo_begins_at_the_dispute_and_answers_it() {
    let place = Place::new();
    let mut screen = demo(&place);
    screen.wait_for("APPROVED HERE");
    let answer = screen.wait_for("Do not charge again.");
    assert!(answer.contains("24,990") && answer.contains("8834"), "{answer}");

    screen.send("3");
    screen.wait_for("26 of 26 entries");
    screen.send("/");
    screen.send("type:debit amount:18490\r");
    let list = screen.wait_for("1 of 26 entries");
    assert!(list.contains("7316"), "{list}");
    screen.send("v");
    screen.wait_for("A void is not allowed");

    screen.send("q");
    let (code, restored) = screen.end();
    assert_eq!((code, restored), (0, true));
}

#[test]
fn a_receipt_is_shown_and_printed_again() {
    let place = Place::new();
    let mut screen = demo(&place);
    screen.wait_for("APPROVED HERE");
    screen.send("3");
    screen.wait_for("26 of 26 entries");
    screen.send("\r");
    screen.wait("the copy", |text| text.contains("COPY") && text.contains("22,990"));
    screen.send("p");
    screen.wait_for("Paper will come out");
    screen.send("y");
    screen.wait_for("printed again");
    screen.send("\r");
    screen.wait("no message", |text| !text.contains("printed again"));
    screen.send("3");
    screen.wait_for("1/26");
    screen.send("G");
    screen.wait_for("26/26");
    screen.send("\rp");
    screen.wait_for("is not the last sale of this device");
}

#[test]
fn a_sale_is_voided_once_even_though_the_cable_is_pulled() {
    let place = Place::new();
    let mut screen = demo(&place);
    screen.wait_for("APPROVED HERE");
    void(&mut screen, "24");
    screen.wait_for("not the number of this transaction");
    screen.send(&"\u{7f}".repeat(4));
    screen.send("25\r");
    // The demo's first void is executed, but its answer never arrives.
    screen.wait_for("unknown");
    screen.wait_for("[!] link lost");
    idle(&screen);
    screen.send("r");
    screen.wait_for("connected");
    screen.send("3");
    screen.wait_for("26 of 26 entries");
    screen.send("/");
    screen.send("number:25\r");
    screen.wait_for("1 of 26 entries");
    screen.send("v");
    screen.wait_for("A void is not allowed");
    screen.send("9");
    let ledger = screen.wait_for("outcome of");
    assert!(ledger.contains("unknown"), "{ledger}");

    // A person settles it: the answer that is shown since the beginning is another one now, without being asked again.
    screen.send("4");
    let before = screen.wait_for("void: unknown");
    screen.send("q");
    screen.wait_for("Leave");
    screen.send("n");
    screen.wait("no question", |text| !text.contains("Leave"));
    screen.send("6k");
    screen.wait_for("( ) 1 done");
    screen.send("1\tvoid voucher on the paper\r");
    screen.wait_for("done. ");
    screen.send("\r4");
    let after = screen.wait("another answer", |text| text.contains("[v]") && text.contains("What"));
    assert_ne!(before, after);
    screen.send("q");
    assert_eq!(screen.end(), (0, true));
}

#[test]
fn files_tell_where_they_are() {
    let place = Place::new();
    let mut screen = demo(&place);
    screen.wait_for("APPROVED HERE");
    screen.wait_for("in a verified archive");
    screen.send("s");
    screen.wait_for("Case sheet saved");
    screen.wait_for("thrown away");
    screen.send("\r7");
    screen.wait_for("[+] whole");
    screen.send("x");
    screen.wait_for("Written to:");
    screen.send(&format!("{}\r", place.path("day.twb").display()));
    screen.wait_for("Written and verified");
    screen.wait_for("/day.twb");
}

#[test]
fn a_terminal_is_unplugged_and_comes_back() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--scenario", "quiet-day", "--entries", "12"]);
    let port = terminal.port();
    let mut screen = Screen::start(&place, &["--port", &port, "--family", "transbank"], 24, 80, &[]);
    screen.wait_for("connected");
    screen.send("2");
    idle(&screen);
    screen.send("p");
    screen.wait_for("y yes");
    screen.send("y");
    screen.wait_for("in a verified archive");
    screen.send("3");
    screen.wait_for("12 of 12 entries");

    let state = terminal.state.clone();
    drop(terminal);
    screen.wait_for("lost");
    assert!(screen.text().contains("12 of 12 entries"), "the journal stays readable:\n{}", screen.text());

    let terminal = Terminal::start(&place, &["--scenario", "quiet-day", "--entries", "12"]);
    assert_eq!(terminal.state, state);
    screen.send("r");
    screen.wait_for("connected");
    screen.send("q");
    assert_eq!(screen.end(), (0, true));
}

#[test]
fn languages_sizes_and_help() {
    let place = Place::new();
    let mut screen = demo(&place);
    screen.wait_for("APPROVED HERE");
    screen.send("l");
    screen.wait_for("APROBADA");
    screen.send("l");
    screen.wait_for("本机已批准");
    screen.send("l");
    screen.wait_for("HIER GENEHMIGT");
    screen.send("l");
    screen.wait_for("APPROVED HERE");
    screen.send("?");
    screen.wait_for("next screen");
    screen.send(ESC);
    screen.wait("no help", |text| !text.contains("next screen"));
    screen.resize(50, 160);
    screen.send("3");
    screen.wait("every entry on a tall screen", |text| text.matches(" 2026 03-14 ").count() == 26);
    screen.resize(10, 40);
    screen.send("4");
    screen.wait_for("APPROVED");
}

#[test]
fn without_colour_states_still_have_marks() {
    let place = Place::new();
    let screen = Screen::start(&place, &["demo"], 24, 80, &[("NO_COLOR", "1")]);
    screen.wait_for("[+] APPROVED HERE");
    let coloured = screen.with_screen(|screen| {
        let (rows, columns) = screen.size();
        let cells = (0..u16::from(rows)).flat_map(|row| (0..u16::from(columns)).map(move |column| (row, column)));
        cells
            .filter_map(|(row, column)| screen.cell(row, column))
            .filter(|cell| cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default)
            .count()
    });
    assert_eq!(coloured, 0);
}

#[test]
fn the_terminal_is_given_back_after_a_signal() {
    let place = Place::new();
    let screen = demo(&place);
    screen.wait_for("APPROVED HERE");
    let pid = rustix::process::Pid::from_raw(i32::try_from(screen.pid()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let (_, restored) = screen.end();
    assert!(restored);
}

#[test]
fn a_second_console_on_the_same_vault_is_refused() {
    let place = Place::new();
    let terminal = Terminal::start(&place, &["--scenario", "quiet-day", "--entries", "3"]);
    let port = terminal.port();
    let screen = Screen::start(&place, &["--port", &port], 24, 80, &[]);
    screen.wait_for("Tillwright");
    screen.wait_for("connected");
    let refused = place.run(&["pull", "tcp:127.0.0.1:1", "--json"]).exits(8).json("error");
    assert_eq!(refused["code"], "vault_in_use");
    place.run(&["backup", "list"]).exits(0);
}
