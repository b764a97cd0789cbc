//! What reading settles of an unknown reversal.

use tillwright::device::DeviceError;
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

async fn resolve(consented: bool, script: Vec<Step>) -> Outcome {
    let intent = intent_for(&entry().await).get().clone();
    let mut eye = Eye::new();
    let resolved = on(terms(LineKind::Serial, consented), script, &mut eye, async |driver, eye| {
        driver.resolve(&intent, true, eye).await
    });
    resolved.await.unwrap()
}

/// `05 01` that answers with this status.
fn state(code: u8) -> Vec<Step> {
    talk(&status_enquiry(), &[vec![0x06, 0x0F, 0x01, code]])
}

/// No word for as long as a terminal may be taking something back by itself.
fn watched() -> Vec<Step> {
    vec![Step::Quiet(199_900), Step::Wait(100)]
}

#[tokio::test(start_paused = true)]
async fn the_reversal_as_last_transaction_is_done_where_it_still_is_once_the_terminal_is_idle() {
    let outcome = resolve(true, [last_is(&reversed()), state(0x00), last_is(&reversed())].concat()).await;
    assert!(outcome.as_str() == "done" && outcome.evidence().contains("ready"), "{outcome:?}");
    let busy = [last_is(&reversed()), state(0x9C), vec![Step::Quiet(1_900)], state(0x9C), state(0x00)].concat();
    let outcome = resolve(true, [busy.clone(), last_is(&reversed())].concat()).await;
    assert_eq!(outcome.as_str(), "done", "{outcome:?}");
    // It was taken back meanwhile: told as failed, or not told any more.
    let undone = Status { result: Some(0x6C), ..reversed() };
    let outcome = resolve(true, [busy.clone(), last_is(&undone)].concat()).await;
    assert!(outcome.as_str() == "unknown" && outcome.evidence().contains("6C"), "{outcome:?}");
    let script = [busy.clone(), last_is(&payment()), state(0x00), last_is(&payment())].concat();
    assert_eq!(resolve(true, script).await.as_str(), "not_done");
    let script = [busy, last_is(&payment()), state(0x00), last_is(&reversed())].concat();
    let outcome = resolve(true, script).await;
    assert!(outcome.as_str() == "unknown" && outcome.evidence().contains("each time"), "{outcome:?}");
    // Another one that agrees as well is not the same one.
    let other = Status { receipt: Some(44), trace: Some(125), ..reversed() };
    let outcome = resolve(true, [last_is(&reversed()), state(0x00), last_is(&other), state(0xF0)].concat()).await;
    assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
    for (script, named) in [
        (state(0xF0), "F0"),
        (refused(&status_enquiry(), 0x83), "83"),
        (talk(&status_enquiry(), &[done()]), "no status"),
    ] {
        let outcome = resolve(true, [last_is(&reversed()), script].concat()).await;
        assert!(outcome.as_str() == "unknown" && outcome.evidence().contains(named), "{named}: {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_consent_it_is_done_where_it_stood_for_as_long_as_it_could_be_taken_back() {
    let outcome = resolve(false, [last_is(&reversed()), watched(), last_is(&reversed())].concat()).await;
    assert!(outcome.as_str() == "done" && outcome.evidence().contains("stood"), "{outcome:?}");
    let undone = Status { result: Some(0x6C), ..reversed() };
    for (after, named) in
        [(last_is(&undone), "6C"), (last_is(&payment()), "consent only"), (last_is_empty(), "proves nothing")]
    {
        let outcome = resolve(false, [last_is(&reversed()), watched(), after].concat()).await;
        assert!(outcome.as_str() == "unknown" && outcome.evidence().contains(named), "{named}: {outcome:?}");
    }
    // Whatever it says meanwhile is of something that goes on.
    for block in [doing(0x05), doing(0x0E), block(&reversed()), done()] {
        let said = [vec![Step::Quiet(60_000)], told(&block), vec![Step::Quiet(139_000), Step::Wait(900)]].concat();
        let outcome = resolve(false, [last_is(&reversed()), said].concat()).await;
        assert!(outcome.as_str() == "unknown" && outcome.evidence().contains("--protocol zvt"), "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_person_may_end_the_watch_and_leaves_the_case_as_it_is() {
    let intent = intent_for(&entry().await).get().clone();
    let mut eye = Eye { cancel_on: Some("whether it still stands"), ..Eye::new() };
    let work = on(terms(LineKind::Serial, false), last_is(&reversed()), &mut eye, async |driver, eye| {
        driver.resolve(&intent, true, eye).await
    });
    let ended = work.await;
    assert!(matches!(ended, Err(DeviceError::Cancelled)), "{ended:?}");
}

#[tokio::test(start_paused = true)]
async fn the_transaction_of_before_is_not_done_only_where_the_terminal_is_idle() {
    let outcome = resolve(false, last_is(&payment())).await;
    assert!(outcome.as_str() == "unknown" && outcome.evidence().contains("may still be at work"), "{outcome:?}");
    let outcome = resolve(true, [last_is(&payment()), state(0x00), last_is(&payment())].concat()).await;
    assert!(outcome.as_str() == "not_done" && outcome.evidence().contains("ready"), "{outcome:?}");
    let busy = [last_is(&payment()), state(0x9C), vec![Step::Quiet(1_900)], state(0x9C), state(0x00)].concat();
    let outcome = resolve(true, [busy.clone(), last_is(&payment())].concat()).await;
    assert_eq!(outcome.as_str(), "not_done");
    // What it was at work on was the reversal.
    let outcome = resolve(true, [busy, last_is(&reversed()), state(0x00), last_is(&reversed())].concat()).await;
    assert_eq!(outcome.as_str(), "done");
    for (script, named) in [
        ([last_is(&payment()), state(0xDC)].concat(), "DC"),
        ([last_is(&payment()), state(0xF0)].concat(), "F0"),
        ([last_is(&payment()), refused(&status_enquiry(), 0x83)].concat(), "83"),
        ([last_is(&payment()), talk(&status_enquiry(), &[done()])].concat(), "no status"),
        ([last_is(&payment()), state(0x00), last_is_empty()].concat(), "proves nothing"),
    ] {
        let outcome = resolve(true, script).await;
        assert!(outcome.as_str() == "unknown" && outcome.evidence().contains(named), "{named}: {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_status_enquiry_that_starts_an_end_of_day_is_followed_to_its_end() {
    let mut closing = vec![asked(&status_enquiry())];
    closing.extend(accepted());
    for block in [doing(0x0F), hex_of("04 0F 09 27 00 04 00 00 00 00 10 10"), line("Kassenschnitt", true)] {
        closing.extend(told(&block));
        closing.push(Step::Wait(60_000));
    }
    closing.extend(told(&hex_of("06 0F 01 00")));
    let outcome = resolve(true, [last_is(&payment()), closing, last_is_empty()].concat()).await;
    assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn everything_else_is_unknown_and_named() {
    for (status, named) in [
        (Status { receipt: Some(43), trace: Some(124), ..payment() }, "refund"),
        (Status { original_trace: Some(99), ..reversed() }, "trace number 000099, not 000123"),
        (Status { amount: Some(222), ..reversed() }, "EUR 2.22"),
        (Status { result: Some(0x6C), ..reversed() }, "its result is 6C"),
        (Status { terminal: Some(Printable::new("52500099", 8)), ..reversed() }, "zvt::52500099"),
        (Status { result: Some(0x6C), ..payment() }, "its result is 6C"),
        (Status { time: reversed().time, ..payment() }, "was there before"),
    ] {
        let outcome = resolve(true, last_is(&status)).await;
        assert_eq!(outcome.as_str(), "unknown", "{named}: {outcome:?}");
        assert!(outcome.evidence().contains(named), "{named}: {outcome:?}");
    }
    for (script, named) in [
        (last_is_empty(), "proves nothing"),
        (refused(&last_query(), 0x83), "83"),
        (talk(&last_query(), &[aborted(0x6B)]), "6B"),
    ] {
        let outcome = resolve(true, script).await;
        assert!(outcome.as_str() == "unknown" && outcome.evidence().contains(named), "{named}: {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_baseline_nothing_is_settled() {
    let intent = intent_after(&entry().await, None).get().clone();
    for (script, named) in [(last_is(&reversed()), "receipt 0043"), (last_is_empty(), "shows none")] {
        let mut eye = Eye::new();
        let resolved =
            against(script, &mut eye, async |driver, eye| driver.resolve(&intent, true, eye).await).await.unwrap();
        assert!(resolved.as_str() == "unknown" && resolved.evidence().contains(named), "{named}: {resolved:?}");
    }
}

/// Executes, then resolves on the same link, without consent.
async fn execute_and_resolve(script: Vec<Step>) -> (Outcome, Result<Outcome, DeviceError>) {
    execute_and_resolve_as(false, script).await
}

async fn execute_and_resolve_as(consented: bool, script: Vec<Step>) -> (Outcome, Result<Outcome, DeviceError>) {
    let intent = intent_for(&entry().await);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let script = [last_is(&payment()), script].concat();
    let work = on(terms(LineKind::Serial, consented), script, &mut eye, async |driver, eye| {
        driver.detect(eye).await.unwrap();
        let outcome = driver.execute(&intent, &mut notes, eye).await;
        (outcome, driver.resolve(intent.get(), true, eye).await)
    });
    work.await
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_came_to_its_end_needs_no_status_enquiry() {
    let (outcome, resolved) = execute_and_resolve([exchange(&[aborted(0xB5)]), last_is(&payment())].concat()).await;
    assert_eq!((outcome.as_str(), resolved.unwrap().as_str()), ("unknown", "not_done"));
    // Its own result was lost; it completed the exchange, and the reversal stands.
    let other = Status { original_trace: None, ..reversed() };
    let script = [exchange(&[block(&other), done()]), last_is(&reversed())].concat();
    let (outcome, resolved) = execute_and_resolve(script).await;
    assert_eq!((outcome.as_str(), resolved.unwrap().as_str()), ("unknown", "done"));
    let code = refused(&reversal(42, 1_010), 0xB5);
    let (outcome, resolved) = execute_and_resolve([code, last_is(&payment())].concat()).await;
    assert_eq!((outcome.as_str(), resolved.unwrap().as_str()), ("unknown", "not_done"));
}

#[tokio::test(start_paused = true)]
async fn an_exchange_that_told_a_result_of_before_has_no_end_that_counts() {
    // The answer to an earlier question: what was asked then is told, and the reversal is still to be carried out.
    let script = [exchange(&[block(&payment()), done()]), last_is(&payment())].concat();
    let (outcome, resolved) = execute_and_resolve(script).await;
    let resolved = resolved.unwrap();
    assert_eq!((outcome.as_str(), resolved.as_str()), ("unknown", "unknown"), "{resolved:?}");
    let script = [exchange(&[block(&payment()), done()]), last_is(&reversed())].concat();
    let (_, resolved) = execute_and_resolve(script).await;
    assert_eq!(resolved.unwrap().as_str(), "unknown", "it may be taken back yet");
}

#[tokio::test(start_paused = true)]
async fn a_reversal_that_may_be_taken_back_yet_is_not_done_by_being_shown() {
    let idle = || [state(0x00), last_is(&reversed())].concat();
    let undoing = [block(&reversed()), doing(0x05)];
    for (blocks, why) in [
        ([undoing.to_vec(), vec![aborted(0x6C)]].concat(), "an auto-reversal, then 06 1E"),
        ([undoing.to_vec(), vec![done()]].concat(), "an auto-reversal, then 06 0F"),
        (vec![block(&reversed()), aborted(0x6C)], "06 1E behind a good result"),
        (vec![aborted(0x6C)], "06 1E"),
        (vec![hex_of("06 0F 02 27 6C")], "06 0F with a code"),
    ] {
        let script = [exchange(&blocks), last_is(&reversed())].concat();
        let (outcome, resolved) = execute_and_resolve(script.clone()).await;
        let resolved = resolved.unwrap();
        assert_eq!((outcome.as_str(), resolved.as_str()), ("unknown", "unknown"), "{why}: {resolved:?}");
        assert!(resolved.evidence().contains("`recover --protocol zvt`"), "{why}: {resolved:?}");
        let (_, resolved) = execute_and_resolve_as(true, [script, idle()].concat()).await;
        assert_eq!(resolved.unwrap().as_str(), "done", "{why}: idle, and it stands");
    }
    // What is announced is not forgotten where the one of before is shown.
    let script = [exchange(&[block(&reversed()), doing(0x05), aborted(0x6C)]), last_is(&payment())].concat();
    assert_eq!(execute_and_resolve(script).await.1.unwrap().as_str(), "unknown");
    // Announced behind the completion.
    let late = [exchange(&[block(&reversed()), done(), doing(0x05)]), last_is(&reversed())].concat();
    let (outcome, resolved) = execute_and_resolve(late).await;
    assert_eq!((outcome.as_str(), resolved.unwrap().as_str()), ("unknown", "unknown"), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_completion_that_never_came_is_settled_by_reading() {
    let mut script = [vec![asked(&reversal(42, 1_010))], accepted(), told(&block(&reversed()))].concat();
    script.push(Step::Wait(187_000));
    let read = [script.clone(), last_is(&reversed())].concat();
    let (outcome, resolved) = execute_and_resolve(read.clone()).await;
    assert_eq!((outcome.as_str(), resolved.unwrap().as_str()), ("unknown", "unknown"), "it is not known to be idle");
    let (_, resolved) = execute_and_resolve_as(true, [read, state(0x00), last_is(&reversed())].concat()).await;
    assert_eq!(resolved.unwrap().as_str(), "done");
    // It was taken back all the same: receipts had been due.
    let (_, resolved) = execute_and_resolve([script, last_is(&payment())].concat()).await;
    assert_eq!(resolved.unwrap().as_str(), "unknown", "it is not known to be idle");
}

#[tokio::test(start_paused = true)]
async fn a_result_that_comes_late_is_answered_and_the_terminal_asked() {
    let mut script = [vec![asked(&reversal(42, 1_010))], accepted(), vec![Step::Wait(182_000)]].concat();
    script.extend(told(&block(&reversed())));
    script.extend(told(&done()));
    script.push(Step::Wait(6_500));
    let script = [script, last_is(&reversed()), state(0x00), last_is(&reversed())].concat();
    let (outcome, resolved) = execute_and_resolve_as(true, script).await;
    assert_eq!((outcome.as_str(), resolved.unwrap().as_str()), ("unknown", "done"));
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_cannot_be_read_leaves_the_case_as_it_is() {
    let intent = intent_for(&entry().await).get().clone();
    let mut eye = Eye::new();
    let script = vec![asked(&last_query()), Step::Quiet(14_000), asked(&last_query()), Step::Quiet(14_000)];
    let failed = against(script, &mut eye, async |driver, eye| driver.resolve(&intent, true, eye).await).await;
    assert!(matches!(failed, Err(DeviceError::Silent { .. })), "{failed:?}");
}
