use super::*;
use crate::sim::zvt::{Deed, Entry, Standing};
use crate::sim::{ScenarioError, Setup};

#[test]
fn every_scenario_of_the_program_reads() {
    assert_eq!(Scenario::names().count(), 5);
    for name in Scenario::names() {
        Terminal::new(Scenario::named(name).unwrap());
    }
    assert!(matches!(Scenario::named("nowhere").unwrap_err(), ScenarioError::Unknown { .. }));
}

#[test]
fn what_is_wrong_in_a_file_is_told() {
    assert!(matches!(Scenario::load("seed = [").unwrap_err(), ScenarioError::Toml(_)));
    for (text, what) in [
        ("colour = 1", "colour"),
        ("terminal = \"SIM\"", "eight digits"),
        ("options.password = \"12\"", "six digits"),
        ("first_receipt = 10000", "begin at 1"),
        ("[[faults]]\ncommand = \"06\"\nthen = \"silence\"", "control field"),
        ("[[faults]]\ncommand = \"0630\"\nthen = \"burn\"", "no fault"),
        ("[[faults]]\ncommand = \"0630\"\nthen = \"lose\"", "does not fit"),
        ("[[faults]]\ncommand = \"0630\"\nat = \"result\"\nthen = \"silence\"", "does not fit"),
        ("[[faults]]\ncommand = \"0630\"\nthen = \"refuse\"", "code in hex"),
        ("[[till]]\nbefore = \"0630\"", "one moment"),
        ("[[raw]]\nanswer = \"040F\"", "one of"),
        ("[[raw]]\nanswer = \"040F\"\ndata = \"xy\"", "not hex"),
        ("[[transaction]]\namount = 0\ntime = \"2026-01-01T10:00:00\"", "no possible amount"),
        ("[[transaction]]\namount = 1\ndeed = \"booking\"\ntime = \"2026-01-01T10:00:00\"", "follows from"),
    ] {
        let error = Scenario::load(text).unwrap_err().to_string();
        assert!(error.contains(what), "{text}: {error}");
    }
    let setup = Setup { dialect: Some("loud".to_owned()), ..Setup::default() };
    assert!(Scenario::set_up(&setup).unwrap_err().to_string().contains("pax-a80"));
}

#[test]
fn trace_numbers_have_six_digits_wherever_they_begin() {
    for first in 999_990..=999_999 {
        let scenario = Scenario { first_trace: first, ..Scenario::quiet(1, 12) };
        let traces: Vec<u32> = Terminal::new(scenario).entries().iter().map(|one| one.trace).collect();
        assert!(traces.iter().all(|trace| (1..=999_999).contains(trace)), "{traces:?}");
    }
}

#[test]
fn the_demo_has_its_troubles() {
    let terminal = Terminal::new(Scenario::named("demo").unwrap());
    let all = terminal.entries();
    let of = |amount: u64| all.iter().filter(|one| one.amount == amount).collect::<Vec<_>>();
    assert!(!of(2499)[0].known_to_till && of(2499)[0].card.last4 == "8834");
    let twice = of(4598);
    assert_eq!(twice.len(), 2);
    assert_eq!((twice[1].time - twice[0].time).get_seconds(), 38);
    assert_eq!(of(1849)[0].standing, Standing::Declined);
    assert_eq!(of(1230)[0].card.entry, Entry::Contactless);
    let reversed = of(6300);
    assert!(reversed[0].closed && reversed[1].deed == Deed::Reversal);
    assert_eq!(reversed[1].original.unwrap().receipt, reversed[0].receipt);
    assert!(all.windows(2).all(|pair| pair[0].time <= pair[1].time && pair[0].receipt < pair[1].receipt));
}

#[tokio::test(start_paused = true)]
async fn the_demo_loses_the_end_of_its_first_reversal() {
    let terminal = Terminal::new(Scenario::named("demo").unwrap());
    let twice = terminal.entries().into_iter().find(|one| one.amount == 4598).unwrap();
    let mut ecr = Ecr::new(&terminal);
    let reverse = format!("06 30 0d 000000 87 {:04} 04 000000004598", twice.receipt);
    let said = ecr.ask(&reverse).await;
    assert!(said.iter().any(|apdu| apdu.starts_with("040f")));
    assert!(!said.iter().any(|apdu| apdu.starts_with("060f")), "{said:?}");
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_hostile_one_still_speaks_the_protocol() {
    let terminal = Terminal::new(Scenario::named("hostile").unwrap());
    for registration in ["06 00 06 000000 8e 0978", "06 00 0e 000000 8e 0978 06 06 26 04 0a 02 06 d3"] {
        let mut ecr = Ecr::new(&terminal);
        assert_eq!(shape(&ecr.ask(registration).await), ["8000", "060f"]);
        let mut raw = String::new();
        for command in [LAST, LAST, "06 12 07 000000 0001 0009", "06 10 03 000000", "05 01 05 000000 03 02"] {
            let said = ecr.ask(command).await;
            assert!(said.last().unwrap().starts_with("060f"), "{command}: {said:?}");
            raw.extend(said);
        }
        // It really sends what nobody should: a whole card number, a track, an escape sequence.
        assert!(raw.contains(&hex::encode("4111111111111111")) && raw.contains(&hex::encode("\u{1b}[2J")));
    }
}
