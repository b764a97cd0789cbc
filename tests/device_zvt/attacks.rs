//! Conversations in which something that a terminal said was once taken for more than it proves, or left unanswered.

use tillwright::device::Depth;
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

/// A reversal after `last`, and what reading says of it afterwards, silently.
async fn both(last: &Status, script: Vec<Step>) -> (Outcome, Outcome, String) {
    let base = entry_of(last).await;
    let intent = intent_after(&entry().await, Some(base));
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let (first, then) = on(terms(LineKind::Serial, true), script, &mut eye, async |driver, eye| {
        let outcome = driver.execute(&intent, &mut notes, eye).await;
        (outcome, driver.resolve(intent.get(), false, eye).await.unwrap())
    })
    .await;
    (first, then, eye.text())
}

#[tokio::test(start_paused = true)]
async fn an_auto_reversal_is_heard_however_many_states_came_before() {
    let mut blocks: Vec<Vec<u8>> = (0..64).map(|at| doing(if at % 2 == 0 { 0x04 } else { 0x0E })).collect();
    blocks.extend([block(&reversed()), doing(0x05), done()]);
    let mut eye = Eye::new();
    let outcome = reverse_against([exchange(&blocks), vec![]].concat(), &mut eye).await;
    assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn an_announced_auto_reversal_is_not_forgotten_by_the_next_reading() {
    let script = [exchange(&[block(&reversed()), doing(0x05), done()]), last_is(&reversed())].concat();
    let (first, then, _) = both(&payment(), script).await;
    assert_eq!(first.as_str(), "unknown");
    assert_eq!(then.as_str(), "unknown", "{then:?}");
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_tells_too_little_is_not_the_same_as_before() {
    let sparse = Status {
        trace: None,
        time: None,
        day: None,
        turnover: None,
        card: None,
        card_name: None,
        authorisation: None,
        payment_type: None,
        ..payment()
    };
    // The exchange: result of the reversal, told as sparsely.
    let script = [exchange(&[block(&sparse), done()]), last_is(&sparse)].concat();
    let (first, then, _) = both(&sparse, script).await;
    assert_eq!(first.as_str(), "unknown", "{first:?}");
    assert_eq!(then.as_str(), "unknown", "{then:?}");
}

#[tokio::test(start_paused = true)]
async fn the_second_answer_to_a_query_that_was_sent_twice_refuses_nothing() {
    let intent = intent_for(&entry().await);
    let mut script = vec![asked(&last_query()), nak(), asked(&last_query())];
    script.extend(accepted());
    script.extend(told(&block(&payment())));
    script.extend(told(&done()));
    script.push(asked(&reversal(42, 1_010)));
    // Answer to the second 06 20.
    script.extend([ack(), say("84 9C 00"), expect_ack()]);
    // And now the reversal.
    script.extend([ack(), say("80 00 00"), expect_ack()]);
    script.extend(told(&block(&reversed())));
    script.extend(told(&done()));
    script.extend(last_is(&reversed()));
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome = on(terms(LineKind::Serial, false), script, &mut eye, async |driver, eye| {
        let mut keep = Keep::default();
        driver.pull(Depth::Silent, &mut keep, eye).await.unwrap();
        let outcome = driver.execute(&intent, &mut notes, eye).await;
        driver.pull(Depth::Silent, &mut keep, eye).await.unwrap();
        outcome
    })
    .await;
    assert_ne!(outcome.as_str(), "not_done", "{outcome:?}\n{}", eye.text());
}

#[tokio::test(start_paused = true)]
async fn the_second_answer_to_a_query_that_was_sent_twice_is_waited_for() {
    let intent = intent_for(&entry().await);
    let mut script = vec![asked(&last_query()), nak(), asked(&last_query())];
    script.extend(accepted());
    script.extend(told(&block(&payment())));
    script.extend(told(&done()));
    script.extend([Step::Wait(100), ack(), say("84 9C 00"), expect_ack()]);
    script.extend(exchange(&[block(&reversed()), done()]));
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome = on(terms(LineKind::Serial, false), script, &mut eye, async |driver, eye| {
        let mut keep = Keep::default();
        driver.pull(Depth::Silent, &mut keep, eye).await.unwrap();
        driver.execute(&intent, &mut notes, eye).await
    })
    .await;
    assert_eq!(outcome.as_str(), "done", "{outcome:?}\n{}", eye.text());
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_is_answered_all_the_same() {
    let mut script = exchange(&[block(&reversed())]);
    // 06 D3 whose container claims more than there is.
    script.extend([say("06 D3 05 06 20 1F 07 01"), expect_ack(), asked("80 00 00"), ack()]);
    script.extend(told(&done()));
    let mut eye = Eye::new();
    // The script goes on only when the block was answered.
    let outcome = reverse_against(script, &mut eye).await;
    assert_eq!(outcome.as_str(), "done", "{outcome:?}\n{}", eye.text());
}

#[tokio::test(start_paused = true)]
async fn a_babbling_line_does_not_fill_the_ledger() {
    let mut script = vec![asked(&reversal(42, 1_010))];
    script.extend(accepted());
    script.push(Step::Raw(vec![0x06; 50_000]));
    script.push(Step::Wait(200_000));
    let intent = intent_for(&entry().await);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let _ = on(terms(LineKind::Serial, false), script, &mut eye, async |driver, eye| {
        driver.execute(&intent, &mut notes, eye).await
    })
    .await;
    let noted = eye.log.lock().unwrap().iter().filter(|line| line.starts_with("note")).count();
    assert!(noted < 500, "{noted}");
}

#[tokio::test(start_paused = true)]
async fn an_abort_before_the_command_was_accepted_ends_no_reversal() {
    let mut script = vec![asked(&reversal(42, 1_010)), ack()];
    script.extend(told(&aborted(0x6C)));
    script.extend(last_is(&payment()));
    let (first, then, _) = both(&payment(), script).await;
    assert_eq!((first.as_str(), then.as_str()), ("unknown", "unknown"), "{then:?}");
}
