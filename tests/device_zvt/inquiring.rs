//! What a terminal can be asked beyond its journal.

use tillwright::device::{DeviceError, Inquiry};
use tillwright::protocol::zvt::Status;
use tillwright::protocol::zvt::status::Totals;

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
        ask(Inquiry::Status, talk(&status_enquiry(), &[hex_of("06 0F 09 F0 F0 F5 31 2E 32 2E 33 DC")])).await.unwrap();
    assert_eq!(has(&items, "software_version"), "1.2.3");
    assert!(has(&items, "status").starts_with("DC "), "{items:?}");
    assert_eq!(items[0].2, Some(false));
    let (items, _) =
        ask(Inquiry::Status, talk(&status_enquiry(), &[hex_of("06 0F 08 00 06 05 1F 55 02 84 00")])).await.unwrap();
    assert_eq!(has(&items, "locks"), "reconciliation, printer");
    assert_eq!(items[0], ("status", "00 ready".to_owned(), Some(true)));
    let refused = ask(Inquiry::Status, refused(&status_enquiry(), 0x37)).await;
    assert!(matches!(refused, Err(DeviceError::Refused { ref code, .. }) if code.as_str() == "37"), "{refused:?}");
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
    assert!(ask(Inquiry::Totals, refused(&totals_query(), 0x83)).await.is_err());
    assert!(ask(Inquiry::Totals, talk(&totals_query(), &[done()])).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn open_preauthorisations_are_counted_where_all_are_told() {
    let list = "06 23 03 87 FF FF";
    for (answer, value, good) in [
        ("06 1E 04 B8 87 FF FF", "none", Some(true)),
        ("06 1E 04 B8 87 00 17", "at least one: 0017", Some(false)),
        ("06 1E 0D B8 06 0A 23 08 08 02 00 17 08 02 00 19", "2 (0017, 0019)", Some(false)),
        ("06 1E 01 83", "not told: 83 (function not possible)", None),
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
    assert_eq!((items[0].1.as_str(), count), ("completed", 2));
    let (items, count) = ask(Inquiry::Diagnosis, talk("06 70 00", &[doing(0x04), done()])).await.unwrap();
    assert!(items[0].1.contains("nothing was printed to this console") && count == 0, "{items:?}");
    // The terminal sets the clock of its till, and goes on where that is taken.
    let clock = [hex_of("04 01 08 AA 26 03 14 0C 10 11 12"), line("Diagnose erfolgreich", true), done()];
    let (items, count) = ask(Inquiry::Diagnosis, talk("06 70 00", &clock)).await.unwrap();
    assert_eq!((items[0].1.as_str(), count), ("completed", 1));
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
    assert_eq!(findings.items[0].value.as_str(), "available, 4660 bytes");
    assert!(findings.items[1].value.as_str().starts_with("not available: 64"), "{:?}", findings.items[1]);
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
        assert!(!driver.changed_configuration());
        driver.log_off(eye).await.unwrap();
        driver.changed_configuration()
    });
    assert!(changed.await, "what the till had registered is gone");
}
