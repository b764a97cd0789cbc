//! A receipt printed again: which one, and where it comes out.

use tillwright::device::{DeviceError, Reprinted};
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

fn repeat() -> String {
    format!("06 20 05 {PASSWORD} 03 01")
}

async fn reprint(wanted: &Entry, script: Vec<Step>) -> Result<Reprinted, DeviceError> {
    let mut eye = Eye::new();
    against(script, &mut eye, async |driver, eye| driver.reprint(wanted, eye).await).await
}

/// The payment before the last one.
async fn earlier() -> Entry {
    entry_of(&Status { receipt: Some(41), trace: Some(122), ..payment() }).await
}

#[tokio::test(start_paused = true)]
async fn the_last_one_is_named_by_its_result() {
    let wanted = entry().await;
    let again = |blocks: &[Vec<u8>]| [last_is(&payment()), talk(&repeat(), blocks)].concat();
    let paper = again(&[block(&payment()), done()]);
    assert_eq!(reprint(&wanted, paper).await.unwrap(), Reprinted::Wanted);
    let to_us = again(&[block(&payment()), line("Beleg 0042", false), line("", true), done()]);
    let received = reprint(&wanted, to_us).await.unwrap();
    assert!(matches!(received, Reprinted::Received { ref lines } if lines[0].as_str() == "Beleg 0042"), "{received:?}");
    // The till sold in between.
    let other = Status { receipt: Some(43), trace: Some(124), ..payment() };
    let printed = reprint(&wanted, again(&[block(&other), done()])).await.unwrap();
    assert!(matches!(printed, Reprinted::Other { ref printed } if printed.number == 43), "{printed:?}");
    let unnamed = reprint(&wanted, again(&[done()])).await.unwrap();
    assert!(matches!(unnamed, Reprinted::Unknown { .. }), "{unnamed:?}");
    let begun = [last_is(&payment()), vec![asked(&repeat())], accepted(), vec![Step::HangUp]].concat();
    let broken = reprint(&wanted, begun).await.unwrap();
    assert!(matches!(broken, Reprinted::Unknown { .. }), "paper may have come out: {broken:?}");
}

#[tokio::test(start_paused = true)]
async fn any_other_one_is_asked_for_by_its_number() {
    let wanted = earlier().await;
    let by_number = |blocks: &[Vec<u8>]| [last_is(&payment()), talk(&reprint_of(41), blocks)].concat();
    assert_eq!(reprint(&wanted, by_number(&[done()])).await.unwrap(), Reprinted::Wanted);
    let lines = [line("Beleg-Nr. 0041", false), line("Zahlung erfolgt", true), done()];
    let received = reprint(&wanted, by_number(&lines)).await.unwrap();
    assert!(matches!(received, Reprinted::Received { .. }), "{received:?}");
    // Some terminals complete first and print then.
    let late = [done(), line("Beleg-Nr. 0041", false), line("Zahlung erfolgt", true)];
    let received = reprint(&wanted, by_number(&late)).await.unwrap();
    assert!(matches!(received, Reprinted::Received { ref lines } if lines.len() == 2), "{received:?}");
    let other = [line("Beleg-Nr. 0007", false), line("Zahlung erfolgt", true), done()];
    let unknown = reprint(&wanted, by_number(&other)).await.unwrap();
    assert!(matches!(unknown, Reprinted::Unknown { ref why } if why.contains("0007")), "{unknown:?}");
    let script = [last_is(&payment()), refused(&reprint_of(41), 0x83)].concat();
    assert!(matches!(reprint(&wanted, script).await, Err(DeviceError::NotLast { .. })));
    let script = by_number(&[aborted(0xCC)]);
    assert!(
        matches!(reprint(&wanted, script).await, Err(DeviceError::Refused { ref code, .. }) if code.to_string() == "CC")
    );
    let mut numberless = wanted;
    numberless.number = 0;
    assert!(matches!(reprint(&numberless, last_is(&payment())).await, Err(DeviceError::NotLast { .. })));
}
