//! What a terminal can be asked beyond its journal.

use tillwright::device::{DeviceError, Inquiry, TillSettings};
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;
use tillwright::protocol::zvt::status::Totals;

use super::faults::{over, terminal};
use super::kit::*;

async fn ask(
    what: Inquiry,
    script: Vec<Step>,
) -> Result<(Vec<(&'static str, String, Option<bool>)>, usize), DeviceError> {
    let mut eye = Eye::new();
    let findings = against(script, &mut eye, async |driver, eye| driver.inquire(what, eye).await).await?;
    let items = findings.items.into_iter().map(|item| (item.name, item.value.to_string(), item.good)).collect();
    Ok((items, findings.lines.len()))
}

fn has(items: &[(&'static str, String, Option<bool>)], name: &str) -> String {
    items.iter().find(|item| item.0 == name).map(|item| item.1.clone()).unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn the_status_tells_version_clock_and_locks() {
    let (items, _) =
        ask(Inquiry::Status, talk(&full_enquiry(), &[hex_of("06 0F 09 F0 F0 F5 31 2E 32 2E 33 DC")])).await.unwrap();
    assert_eq!(has(&items, "software_version"), "1.2.3");
    assert_eq!(items[0], ("status", "DC".to_owned(), Some(false)));
    let (items, _) =
        ask(Inquiry::Status, talk(&full_enquiry(), &[hex_of("06 0F 08 00 06 05 1F 55 02 84 07")])).await.unwrap();
    assert_eq!(has(&items, "locks"), "reconciliation, printer, battery, contactless reader, vending machine bus");
    assert_eq!(items[0], ("status", "00".to_owned(), Some(true)));
    let clock = "06 0F 12 00 06 0F 34 0D 1F 0E 04 20 26 03 14 1F 0F 03 10 11 12";
    let (items, _) = ask(Inquiry::Status, talk(&full_enquiry(), &[hex_of(clock)])).await.unwrap();
    assert_eq!(has(&items, "clock"), "2026-03-14 10:11:12");
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_does_not_know_the_full_enquiry_is_asked_in_the_plain_form() {
    for answer in
        [refused(&full_enquiry(), 0x83), refused(&full_enquiry(), 0x9A), talk(&full_enquiry(), &[aborted(0x83)])]
    {
        let script = [answer, talk(&status_enquiry(), &[hex_of("06 0F 01 00")])].concat();
        let (items, _) = ask(Inquiry::Status, script).await.unwrap();
        assert_eq!(items, [("status", "00".to_owned(), Some(true))]);
    }
    // Not where the password was wrong, and not where the terminal may have begun to do something.
    let failed = ask(Inquiry::Status, refused(&full_enquiry(), 0x37)).await;
    assert!(matches!(failed, Err(DeviceError::WrongPassword { code, .. }) if code.value == 0x37), "{failed:?}");
    for (answer, code) in [(refused(&full_enquiry(), 0x9C), "9C"), (talk(&full_enquiry(), &[aborted(0x77)]), "77")] {
        let failed = ask(Inquiry::Status, answer).await;
        assert!(
            matches!(failed, Err(DeviceError::Refused { code: told, .. }) if told.to_string() == code),
            "{failed:?}"
        );
    }
}

/// The simulated terminal keeps to the specification: it sends a container only where one was asked for and allowed.
#[tokio::test(start_paused = true)]
async fn a_terminal_tells_name_number_clock_and_locks_when_it_is_asked_and_allowed() {
    let terminal = terminal("locks = [0x04, 0x02]", "");
    let mut eye = Eye::new();
    let kind = LineKind::Serial;
    let found =
        over(terminal.plug(kind), kind, async |driver| driver.inquire(Inquiry::Status, &mut eye).await.unwrap());
    let found = found.await;
    let names: Vec<&str> = found.items.iter().map(|item| item.name).collect();
    assert_eq!(
        names,
        ["status", "software_version", "device_name", "serial_number", "terminal_id", "clock", "locks"],
        "{found:?}"
    );
    let locks = found.items.last().map(|item| item.value.clone());
    assert_eq!(locks, Some(Told::Names(vec!["printer", "contactless reader"])));
}

#[tokio::test(start_paused = true)]
async fn totals_are_told_scheme_by_scheme() {
    let mut totals = Totals { first: Some(41), last: Some(43), ..Totals::default() };
    totals.schemes[0] = (1, 990);
    totals.schemes[4] = (2, 2_020);
    let status = Status { result: Some(0), totals: Some(totals), ..Status::default() };
    let (items, _) = ask(Inquiry::Totals, talk(&totals_query(), &[block(&status), done()])).await.unwrap();
    assert_eq!((has(&items, "first_receipt"), has(&items, "transactions")), ("0041".into(), "3".into()));
    assert_eq!((has(&items, "sum"), has(&items, "visa")), ("EUR 30.10".into(), "Visa: 2, EUR 20.20".into()));
    let (items, _) = ask(Inquiry::Totals, refused(&totals_query(), 0x83)).await.unwrap();
    assert_eq!(has(&items, "result"), "not available: 83");
    assert!(ask(Inquiry::Totals, refused(&totals_query(), 0x9A)).await.is_err());
    assert!(ask(Inquiry::Totals, talk(&totals_query(), &[done()])).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn open_preauthorisations_are_counted_where_all_are_told() {
    let list = "06 23 03 87 FF FF";
    for (answer, value, good) in [
        ("06 1E 04 B8 87 FF FF", "none", Some(true)),
        ("06 1E 04 B8 87 00 17", "at least one: 0017", Some(false)),
        ("06 1E 0D B8 06 0A 23 08 08 02 00 17 08 02 00 19", "2 (0017, 0019)", Some(false)),
        ("06 1E 01 83", "not available: 83", None),
        ("06 0F 00", "not told", None),
    ] {
        let (items, _) = ask(Inquiry::Preauthorisations, talk(list, &[hex_of(answer)])).await.unwrap();
        assert_eq!(items, [("open_preauthorisations", value.to_owned(), good)], "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_printed_comes_as_lines() {
    let lines = [line("Software 1.2.3", false), line("Config 8E", true), done()];
    let (items, count) = ask(Inquiry::Configuration, talk("06 1A 00", &lines)).await.unwrap();
    assert_eq!((items[0].1.as_str(), count), ("completed: 00", 2));
    let (items, count) = ask(Inquiry::Diagnosis, talk("06 70 00", &[doing(0x04), done()])).await.unwrap();
    assert!(items[0].1.contains("nothing was printed") && count == 0, "{items:?}");
    // The terminal sets the clock of its till, and goes on where that is taken.
    let clock = [hex_of("04 01 08 AA 26 03 14 0C 10 11 12"), line("Diagnose erfolgreich", true), done()];
    let (items, count) = ask(Inquiry::Diagnosis, talk("06 70 00", &clock)).await.unwrap();
    assert_eq!((items[0].1.as_str(), count), ("completed: 00", 1));
    let failed = ask(Inquiry::Diagnosis, talk("06 70 00", &[aborted(0xA3)])).await;
    assert!(matches!(failed, Err(DeviceError::Refused { .. })), "{failed:?}");
}

#[tokio::test(start_paused = true)]
async fn of_files_only_the_size_is_taken() {
    let query = |id: u8| format!("08 11 07 06 05 2D 03 1D 01 {id:02X}");
    // 04 0F with 2D{1C block, 1D id, 1F00 total}: its first block is refused.
    let first = "04 0F 15 06 13 2D 11 1C 05 73 65 63 72 74 1D 01 01 1F 00 04 00 00 12 34";
    let mut script = vec![asked(&query(1))];
    script.extend(accepted());
    script.extend([say(first), expect_ack(), asked("84 6C 00"), ack()]);
    script.extend(told(&aborted(0x6C)));
    for id in 2..=6 {
        script.extend(talk(&query(id), &[aborted(0x64)]));
    }
    let mut eye = Eye::new();
    let findings =
        against(script, &mut eye, async |driver, eye| driver.inquire(Inquiry::Files, eye).await.unwrap()).await;
    assert_eq!(findings.items.len(), 6);
    assert_eq!(findings.items[0].value.to_string(), "available, 4660 bytes");
    assert!(findings.items[1].value.to_string().starts_with("not available: 64"), "{:?}", findings.items[1]);
    assert!(findings.lines.is_empty());
    assert!(!eye.raw.windows(5).any(|bytes| bytes == b"secrt"), "the content is never kept");
    let (items, _) = ask(Inquiry::Files, refused(&query(1), 0x83)).await.unwrap();
    assert_eq!(items.len(), 1, "{items:?}");
}

#[tokio::test(start_paused = true)]
async fn log_off_is_accepted_and_nothing_follows() {
    let script = vec![asked("06 02 00"), ack(), say("80 00 00"), expect_ack()];
    let mut eye = Eye::new();
    let changed = against(script, &mut eye, async |driver, eye| {
        assert_eq!(driver.till_settings(), TillSettings::Kept);
        driver.log_off(eye).await.unwrap();
        driver.till_settings()
    });
    assert_eq!(changed.await, TillSettings::LoggedOff, "what the till had registered is gone");
}
