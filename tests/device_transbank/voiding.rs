//! The void: what each answer proves, that it leaves once, and what reading proves afterwards.

use jiff::SignedDuration;
use tillwright::model::*;

use super::kit::*;

fn request() -> Step {
    asked("1200|63|")
}

fn answer(code: &str) -> String {
    format!("1210|{code}|{MERCHANT}|{TERMINAL}|A1B2C4|63")
}

/// A clean exchange with this answer.
fn clean(data: &str) -> Vec<Step> {
    let mut script = vec![request(), ack()];
    script.extend(told(data));
    script
}

async fn outcome(script: Vec<Step>) -> &'static str {
    void_against(script, &mut Eye::new()).await.as_str()
}

#[tokio::test(start_paused = true)]
async fn what_each_answer_proves() {
    for (code, expected) in
        [("00", "done"), ("04", "unknown"), ("05", "not_done"), ("08", "not_done"), ("21", "not_done")]
    {
        assert_eq!(outcome(clean(&answer(code))).await, expected, "{code}");
    }
    for code in ["06", "07", "09", "10", "12", "17", "18", "19", "20", "60", "61", "62", "70", "71", "72", "73", "75"] {
        assert_eq!(outcome(clean(&answer(code))).await, "not_done", "{code} comes before the host is asked");
    }
    for code in
        ["01", "02", "03", "11", "13", "14", "16", "22", "24", "26", "27", "65", "74", "82", "93", "94", "23", "99"]
    {
        assert_eq!(outcome(clean(&answer(code))).await, "unknown", "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn ours_is_the_same_terminal_and_the_same_number_however_written() {
    let done = [
        format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|63"),
        format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|000063|"),
        format!("1210|00||{TERMINAL}||63"),
    ];
    for data in done {
        assert_eq!(outcome(clean(&data)).await, "done", "{data}");
    }
    let not_ours = [
        format!("1210|00|{MERCHANT}|SIM00009|A1B2C4|63"),
        format!("1210|00|000000000009|{TERMINAL}|A1B2C4|63"),
        format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|64"),
        format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|"),
        format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|6x"),
        format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|0000063"),
        format!("1210|00|{MERCHANT}||A1B2C4|63"),
        format!("1210|0|{MERCHANT}|{TERMINAL}|A1B2C4|63"),
        format!("1210|000|{MERCHANT}|{TERMINAL}|A1B2C4|63"),
        "1210|00".to_owned(),
        "1210|08".to_owned(),
        "1210".to_owned(),
        format!("1210|08|{MERCHANT}|{TERMINAL}||64"),
        format!("1210|21|{MERCHANT}|SIM00009||63"),
        format!("0260|00|{MERCHANT}|{TERMINAL}|000123|A1B2C3|2500|1||4242|000063|CR|||VI|14032026|111555|0|0|"),
        "0510|00".to_owned(),
    ];
    for data in not_ours {
        assert_eq!(outcome(clean(&data)).await, "unknown", "{data}");
    }
    let no_message = vec![request(), ack(), say("not a message"), expect_nak(), Step::Quiet(140_000)];
    assert_eq!(outcome(no_message).await, "unknown");
}

#[tokio::test(start_paused = true)]
async fn ours_counts_after_answers_that_are_not() {
    let mut script = clean(&format!("1210|05|{MERCHANT}|{TERMINAL}||64"));
    script.extend(told(&answer("00")));
    assert_eq!(outcome(script).await, "done");

    let mut script = clean(&format!("1210|05|{MERCHANT}|{TERMINAL}||64"));
    script.extend(told(&answer("08")));
    assert_eq!(outcome(script).await, "unknown", "a refusal after a stranger's answer proves nothing");
}

#[tokio::test(start_paused = true)]
async fn progress_is_acknowledged_and_once_the_host_was_asked_no_refusal_counts() {
    let with = |steps: &[&str], code: &str| {
        let mut script = vec![request(), ack()];
        script.extend(steps.iter().flat_map(|step| told(&format!("0900|{step}|"))));
        script.extend(told(&answer(code)));
        script
    };
    assert_eq!(outcome(with(&["78", "81"], "00")).await, "done");
    assert_eq!(outcome(with(&["78", "82"], "00")).await, "done");
    assert_eq!(outcome(with(&["78"], "07")).await, "not_done");
    assert_eq!(outcome(with(&["78", "82"], "07")).await, "unknown");
}

#[tokio::test(start_paused = true)]
async fn silence_nak_and_a_lost_link_are_unknown_and_nothing_is_sent_again() {
    let quiet = Step::Quiet(200_000);
    for script in [
        vec![request(), quiet.clone()],
        vec![request(), ack(), quiet.clone()],
        vec![request(), nak(), quiet.clone()],
        vec![request(), nak(), nak(), nak(), quiet.clone()],
        vec![request(), ack(), ack(), quiet.clone()],
        vec![request(), ack(), nak(), quiet.clone()],
        vec![request(), Step::HangUp],
        vec![request(), ack(), Step::HangUp],
        vec![request(), ack(), Step::Send(framed(&answer("00"))[..20].to_vec()), Step::HangUp],
        vec![request(), ack(), Step::Send(b"\x00\xff~noise".to_vec()), quiet.clone()],
        vec![request(), ack(), say("0200|2500|000123|||1|"), quiet],
    ] {
        let shown = format!("{script:?}");
        assert_eq!(outcome(script).await, "unknown", "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_nak_the_wait_is_shorter_but_longer_than_the_terminals_repeats() {
    for (script, waited) in [
        (vec![request(), nak(), Step::Quiet(200_000)], "within 35 s"),
        (vec![request(), ack(), Step::Quiet(200_000)], "within 150 s"),
    ] {
        let outcome = void_against(script, &mut Eye::new()).await;
        assert!(outcome.evidence().contains(waited), "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_counts_without_an_ack_and_after_a_nak_but_a_refusal_then_does_not() {
    for (first, code, expected) in
        [(None, "00", "done"), (None, "08", "unknown"), (Some(nak()), "00", "done"), (Some(nak()), "08", "unknown")]
    {
        let mut script = vec![request()];
        script.extend(first);
        script.push(Step::Wait(10_000));
        script.extend(told(&answer(code)));
        assert_eq!(outcome(script).await, expected, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_spoilt_answer_is_refused_twice_and_what_comes_then_is_judged_with_care() {
    let bad = |code: &str| [Step::Send(spoilt(&answer(code))), expect_nak()];
    for (code, expected) in [("00", "done"), ("08", "unknown"), ("04", "unknown")] {
        let mut script = vec![request(), ack()];
        script.extend(bad(code).into_iter().chain(bad(code)).chain(told(&answer(code))));
        assert_eq!(outcome(script).await, expected, "{code}");
    }
    let mut script = vec![request(), ack()];
    script.extend(bad("00").into_iter().chain(bad("00")));
    script.extend([Step::Send(spoilt(&answer("00"))), Step::Quiet(200_000)]);
    assert_eq!(outcome(script).await, "unknown");
}

#[tokio::test(start_paused = true)]
async fn an_answer_cut_at_every_byte_is_never_taken_for_one() {
    for code in ["00", "08"] {
        let bytes = framed(&answer(code));
        for cut in 1..bytes.len() {
            let piece = || Step::Send(bytes[..cut].to_vec());
            let script =
                vec![request(), ack(), piece(), expect_nak(), piece(), expect_nak(), piece(), Step::Quiet(200_000)];
            assert_eq!(outcome(script).await, "unknown", "{code} cut after {cut}");

            let mut script = vec![request(), ack(), piece(), expect_nak()];
            script.extend(told(&answer(code)));
            let expected = if code == "00" { "done" } else { "unknown" };
            assert_eq!(outcome(script).await, expected, "{code} cut after {cut}, then whole");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_with_one_byte_changed_is_never_taken_for_one() {
    for code in ["00", "08"] {
        let bytes = framed(&answer(code));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut bad = bytes.clone();
                bad[at] ^= 1 << bit;
                let (console, mut terminal) = tokio::io::duplex(4096);
                let mut driver = tillwright::device::transbank::Driver::new(console);
                let intent = intent_for(&entry().await, 1);
                let mut eye = Eye::new();
                let mut notes = Notes { log: eye.log.clone(), fail: false };
                let peer = async {
                    use tokio::io::{AsyncReadExt, AsyncWriteExt};
                    let mut came = [0; 11];
                    terminal.read_exact(&mut came).await.unwrap();
                    terminal.write_all(&[6]).await.unwrap();
                    terminal.write_all(&bad).await.unwrap();
                    let mut rest = Vec::new();
                    let _ = terminal.read_to_end(&mut rest).await;
                };
                let ended = tokio::select! {
                    biased;
                    outcome = driver.execute(&intent, &mut notes, &mut eye) => outcome,
                    () = peer => unreachable!(),
                };
                assert_eq!(ended.as_str(), "unknown", "{code}: byte {at} bit {bit}: {}", ended.evidence());
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_of_an_earlier_exchange_is_drained_and_forgotten() {
    // The till's void of the same operation: its answer comes again before ours is sent.
    let mut script = told(&answer("21"));
    script.extend(clean(&answer("08")));
    assert_eq!(outcome_after_pause(script).await, "not_done");

    let mut script = told(&answer("21"));
    script.extend(clean(&answer("21")));
    assert_eq!(outcome_after_pause(script).await, "unknown", "word for word the old one: it may be the old one");
}

#[tokio::test(start_paused = true)]
async fn an_answer_heard_before_that_says_voided_keeps_the_request_back() {
    // Somebody's void of this very operation is being repeated to a till that went away.
    let intent = intent_for(&entry().await, 1);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let mut script = told(&answer("00"));
    script.push(Step::Quiet(200_000));
    let outcome = against(script, &mut eye, async |driver, eye| {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        driver.execute(&intent, &mut notes, eye).await
    });
    let outcome = outcome.await;
    assert_eq!(outcome.as_str(), "not_done");
    assert!(outcome.evidence().starts_with("nothing was sent"), "{outcome:?}");
    // Another's operation on the same terminal says nothing of ours.
    let mut script = told(&format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|64"));
    script.extend(clean(&answer("00")));
    assert_eq!(outcome_after_pause(script).await, "done");
}

#[tokio::test(start_paused = true)]
async fn the_first_void_on_a_link_waits_for_what_is_repeated_of_before() {
    // A console that went away did not acknowledge the refusal of its void: it comes again 10 s later.
    let mut before = vec![Step::Quiet(9_900)];
    before.extend(told(&answer("21")));
    let refused_again = [before.clone(), clean(&answer("21"))].concat();
    assert_eq!(outcome(refused_again).await, "unknown", "it may be the old one");
    assert_eq!(outcome([before, clean(&answer("00"))].concat()).await, "done");
    // Something else that is heard meanwhile makes that wait no shorter.
    let mut before = vec![Step::Quiet(2_900)];
    before.extend(told("0900|78|"));
    before.push(Step::Quiet(6_900));
    before.extend(told(&answer("21")));
    assert_eq!(outcome([before, clean(&answer("21"))].concat()).await, "unknown", "it may be the old one");
}

#[tokio::test(start_paused = true)]
async fn a_void_after_one_that_was_not_answered_waits_for_what_is_repeated() {
    let intent = intent_for(&entry().await, 1);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let mut script = vec![request(), ack(), Step::Quiet(150_000)];
    script.extend(list(&[item(63, "A1B2C3", 2_500)]));
    // The terminal refused the first one in the end; what it said then comes again.
    script.push(Step::Quiet(9_900));
    script.extend([told(&answer("21")), clean(&answer("21"))].concat());
    let outcomes = against(script, &mut eye, async |driver, eye| {
        let first = driver.execute(&intent, &mut notes, eye).await;
        let read = driver.resolve(intent.get(), eye).await.unwrap();
        (first, read, driver.execute(&intent, &mut notes, eye).await)
    });
    let (first, read, second) = outcomes.await;
    assert_eq!([first.as_str(), read.as_str(), second.as_str()], ["unknown"; 3], "{second:?}");
}

async fn outcome_after_pause(script: Vec<Step>) -> &'static str {
    let intent = intent_for(&entry().await, 1);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome = against(script, &mut eye, async |driver, eye| {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        driver.execute(&intent, &mut notes, eye).await
    });
    outcome.await.as_str()
}

#[tokio::test(start_paused = true)]
async fn every_answer_is_durable_before_it_is_acknowledged() {
    let mut script = vec![request(), ack()];
    script.extend(told("0900|78|").into_iter().chain(told(&answer("00"))));
    let mut eye = Eye::new();
    void_against(script, &mut eye).await;
    let log = eye.log.lock().unwrap().clone();
    let acks: Vec<usize> = (0..log.len()).filter(|&at| log[at].starts_with("> ACK")).collect();
    assert_eq!(acks.len(), 2, "{log:#?}");
    assert!(acks.iter().all(|&at| log[at - 1].starts_with("note ")), "{log:#?}");
    assert!(log.iter().any(|line| line.contains("note 1210 void: result 00, operation 63")), "{log:#?}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_stored_is_acknowledged_and_unknown() {
    for code in ["00", "08"] {
        let intent = intent_for(&entry().await, 1);
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: true };
        let work =
            against(clean(&answer(code)), &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await);
        let outcome = work.await;
        assert_eq!(outcome.as_str(), "unknown");
        assert!(outcome.evidence().contains("disk full") && outcome.evidence().contains(code), "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancellation_is_not_looked_at() {
    let mut eye = Eye { cancel_at: Some(0), ..Eye::new() };
    assert_eq!(void_against(clean(&answer("00")), &mut eye).await.as_str(), "done");
}

#[tokio::test(start_paused = true)]
async fn what_does_not_hold_together_is_never_sent() {
    let good = entry().await;
    let change = async |change: fn(&mut Plan, &mut PreState)| {
        let intent = intent_for(&good, 1).get().clone();
        let (mut plan, mut before) = (intent.plan, intent.pre_state);
        change(&mut plan, &mut before);
        let intent = durable(plan.made, plan, intent.consent, before);
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        against(Vec::new(), &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await
    };
    let outcomes = [
        change(|plan, _| plan.request = b"\x021200|64|\x03\x02".to_vec()).await,
        change(|plan, _| plan.entry.card_type = CardType::Debit).await,
        change(|plan, _| plan.entry.void = VoidMark::Voided).await,
        change(|plan, _| plan.device = DeviceId::new(Family::Transbank, MERCHANT, "SIM00099")).await,
        change(|_, before| before.shown.as_mut().unwrap().amount.minor += 1).await,
        change(|_, before| before.shown.as_mut().unwrap().number = 64).await,
        change(|_, before| before.shown.as_mut().unwrap().time = None).await,
    ];
    for outcome in outcomes {
        assert_eq!(outcome.as_str(), "not_done");
        assert!(outcome.evidence().starts_with("nothing was sent"), "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_till_heard_before_the_request_keeps_it_back() {
    let intent = intent_for(&entry().await, 1);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let script = vec![say("0200|2500|000123|||1|"), Step::Quiet(200_000)];
    let outcome = against(script, &mut eye, async |driver, eye| {
        tokio::task::yield_now().await;
        driver.execute(&intent, &mut notes, eye).await
    });
    assert_eq!(outcome.await.as_str(), "not_done");
}

/// Resolves with a list of these records.
async fn resolve(records: &[String]) -> Outcome {
    let intent = intent_for(&entry().await, 2).get().clone();
    against(list(records), &mut Eye::new(), async |driver, eye| driver.resolve(&intent, eye).await).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn reading_never_settles_a_void_but_says_what_the_list_shows() {
    let (base, other) = (item(63, "A1B2C3", 2500), item(64, "D4E5F6", 990));
    let lines: Vec<(Vec<String>, &str)> = vec![
        (vec![base.replacen("|00|", "|04|", 1), other.clone()], "as voided now; that proves a void, not whose"),
        (vec![base.clone(), other.clone(), item_as("04", 65, "A1B2C3", 2500, "CR")], "as voided now"),
        (vec![base.clone(), other.clone()], "as before; not every terminal marks"),
        (vec![other.clone()], "does not show operation 63 any more (2 entries before, 1 now)"),
        (vec![], "the list is empty"),
        (vec![item(63, "ZZZZZZ", 700)], "is another sale now"),
        (vec![base.clone(), item(63, "ZZZZZZ", 700)], "more than once"),
        (vec![base.replace(TERMINAL, "SIM00099")], "answered instead of"),
    ];
    for (records, expected) in lines {
        let outcome = match records.first() {
            Some(first) if first.contains("SIM00099") => {
                let intent = intent_for(&entry().await, 2).get().clone();
                let mut script = vec![asked("0260|1|"), ack()];
                script.extend(told(first).into_iter().chain(told("0261|00|||||||||||||||||||")));
                against(script, &mut Eye::new(), async |driver, eye| driver.resolve(&intent, eye).await).await.unwrap()
            }
            _ => resolve(&records).await,
        };
        assert_eq!(outcome.as_str(), "unknown", "{expected}");
        assert!(outcome.evidence().contains(expected), "{expected}: {}", outcome.evidence());
        assert!(matches!(outcome, Outcome::Unknown { probe, .. } if probe.contains("recover --conclude")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_sale_that_was_voided_before_the_request_was_not_voided_by_it() {
    let mut intent = intent_for(&entry().await, 1).get().clone();
    intent.pre_state.shown.as_mut().unwrap().void = VoidMark::Voided;
    let script = list(&[item_as("04", 63, "A1B2C3", 2500, "CR")]);
    let work = against(script, &mut Eye::new(), async |driver, eye| driver.resolve(&intent, eye).await).await;
    let outcome = work.unwrap();
    assert_eq!(outcome.as_str(), "unknown");
    assert!(outcome.evidence().contains("before the request already"), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_read_leaves_the_case_as_it_is() {
    let intent = intent_for(&entry().await, 1).get().clone();
    let script = vec![asked("0260|1|"), Step::Quiet(1_000)];
    let failed = against(script, &mut Eye::new(), async |driver, eye| driver.resolve(&intent, eye).await).await;
    assert!(failed.is_err());
}

/// The void's own answer comes when nobody waits for it any more: it is repeated until it is acknowledged.
async fn late(data: String, hours: i64) -> Outcome {
    let intent = intent_for(&entry().await, 1).get().clone();
    let mut script = vec![Step::Wait(100)];
    script.extend(told(&data));
    script.extend(list(&[item(63, "A1B2C3", 2500)]));
    let mut eye = Eye::new();
    eye.now += SignedDuration::from_hours(hours);
    let work = against(script, &mut eye, async |driver, eye| {
        driver.listen(eye).await.unwrap();
        driver.resolve(&intent, eye).await
    });
    work.await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_settles_what_reading_cannot() {
    assert_eq!(late(answer("00"), 0).await.as_str(), "done");
    assert_eq!(late(answer("08"), 0).await.as_str(), "unknown", "the answer before it may have been lost");
    assert_eq!(late(format!("1210|00|{MERCHANT}|{TERMINAL}||64"), 0).await.as_str(), "unknown");
    assert_eq!(late(format!("1210|00|{MERCHANT}|SIM00099||63"), 0).await.as_str(), "unknown");
    assert_eq!(late(answer("00"), 1).await.as_str(), "unknown", "whose it is cannot be told after so long");
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_on_the_same_link_settles_it_too() {
    let intent = intent_for(&entry().await, 1);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let mut script = vec![request(), ack(), Step::Wait(152_000)];
    script.extend(told(&answer("00")));
    script.extend(list(&[item(63, "A1B2C3", 2500)]));
    let outcome = against(script, &mut eye, async |driver, eye| {
        assert_eq!(driver.execute(&intent, &mut notes, eye).await.as_str(), "unknown");
        driver.resolve(intent.get(), eye).await
    });
    assert_eq!(outcome.await.unwrap().as_str(), "done");
}
