//! The reversal: what each exchange proves, row by row, and that it leaves once.

use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

/// An exchange with this result and then the end.
fn with(status: &Status) -> Vec<Step> {
    exchange(&[doing(0x0A), block(status), done()])
}

async fn outcome(script: Vec<Step>) -> Outcome {
    reverse_against(script, &mut Eye::new()).await
}

#[tokio::test(start_paused = true)]
async fn done_is_what_agrees_in_everything() {
    for kind in [LineKind::Serial, LineKind::Network] {
        let intent = intent_for(&entry().await);
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        let outcome = on(terms(kind, false), with(&reversed()), &mut eye, async |driver, eye| {
            driver.execute(&intent, &mut notes, eye).await
        });
        let outcome = outcome.await;
        assert_eq!(outcome.as_str(), "done", "{outcome:?}");
        assert!(outcome.evidence().contains("receipt 0043, trace 000124, reverses trace 000123"), "{outcome:?}");
    }
    // The currency need not be told.
    let plain = Status { currency: None, ..reversed() };
    assert_eq!(outcome(with(&plain)).await.as_str(), "done");
}

#[tokio::test(start_paused = true)]
async fn whatever_does_not_agree_is_unknown_and_named() {
    let sale = Status { original_trace: None, ..reversed() };
    for (status, named) in [
        (Status { result: Some(0xB5), ..reversed() }, "its result is B5"),
        (Status { result: None, ..reversed() }, "its result is not told"),
        (Status { amount: Some(222), ..reversed() }, "its amount is EUR 2.22 instead of EUR 10.10"),
        (Status { amount: None, ..reversed() }, "it names no amount"),
        (Status { currency: Some(Currency::CHF), ..reversed() }, "its amount is CHF 10.10"),
        (Status { original_trace: Some(122), ..reversed() }, "trace number 000122, not 000123"),
        (sale.clone(), "it may be a refund (Gutschrift)"),
        (Status { receipt: Some(42), ..reversed() }, "was there before the reversal"),
        (Status { trace: Some(123), ..reversed() }, "was there before the reversal"),
        (Status { receipt: None, ..reversed() }, "lacks a receipt or trace number"),
        (Status { trace: None, ..reversed() }, "lacks a receipt or trace number"),
        (Status { terminal: Some(Printable::new("52500099", 8)), ..reversed() }, "it is of zvt::52500099"),
        (Status { terminal: None, ..reversed() }, "it names no terminal"),
    ] {
        let outcome = outcome(with(&status)).await;
        assert_eq!(outcome.as_str(), "unknown", "{named}: {outcome:?}");
        assert!(outcome.evidence().contains(named), "{named}: {outcome:?}");
        assert!(matches!(outcome, Outcome::Unknown { ref probe, .. } if probe.contains("recover --conclude")));
    }
    // The wrong one was taken back: a terminal that reverses its last payment whatever number is named.
    let other = Status { amount: Some(222), original_trace: Some(122), ..reversed() };
    let evidence = outcome(with(&other)).await;
    assert!(evidence.evidence().contains("EUR 2.22") && evidence.evidence().contains("000122"), "{evidence:?}");
}

#[tokio::test(start_paused = true)]
async fn numbers_of_the_baseline_are_not_new() {
    let later = Status { receipt: Some(50), trace: Some(150), time: reversed().time, ..payment() };
    let last = entry_of(&later).await;
    for status in [Status { receipt: Some(50), ..reversed() }, Status { trace: Some(150), ..reversed() }] {
        let intent = intent_after(&entry().await, Some(last.clone()));
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        let script = with(&status);
        let outcome = against(script, &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await);
        assert_eq!(outcome.await.as_str(), "unknown");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refund_in_place_of_a_reversal_is_reported() {
    let mut refund = vec![block(&Status { original_trace: None, ..reversed() })];
    refund.extend([line("Gutschrift", false), line("EUR 10,10", false), line("Beleg-Nr. 0043", false), line("", true)]);
    refund.push(done());
    let unknown = outcome(exchange(&refund)).await;
    assert_eq!(unknown.as_str(), "unknown");
    assert!(unknown.evidence().contains("of a refund (Gutschrift)"), "{unknown:?}");
    let named = Status { text: Some(Printable::new("GUTSCHRIFT", 20)), ..reversed() };
    let done = outcome(with(&named)).await;
    assert_eq!(done.as_str(), "done", "{done:?}");
    assert!(done.evidence().contains("as a refund (Gutschrift)"), "{done:?}");
}

#[tokio::test(start_paused = true)]
async fn refusals_before_execution_are_not_done_and_no_other_error_is() {
    for code in 0x01..=0xFFu8 {
        let outcome = outcome(refused(&reversal(42, 1_010), code)).await;
        let before = [0x37, 0x6B, 0x6F, 0x83, 0x9C].contains(&code);
        assert_eq!(outcome.as_str(), if before { "not_done" } else { "unknown" }, "84 {code:02X}: {outcome:?}");
        assert!(outcome.evidence().contains(&format!("{code:02X}")), "{outcome:?}");
    }
    for code in [0x64, 0x6C, 0x83, 0xB4, 0xB5, 0xB7, 0xF0, 0xFF] {
        let outcome = outcome(exchange(&[aborted(code)])).await;
        assert_eq!(outcome.as_str(), "unknown", "06 1E {code:02X}");
        assert!(outcome.evidence().contains(&format!("06 1E {code:02X}")), "{outcome:?}");
    }
    // As the first word on a link, and after a conversation that broke off, it may be the answer to something else.
    let intent = intent_for(&entry().await);
    for before in [vec![], vec![asked(&last_query()), ack(), Step::Wait(11_500)]] {
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        let asks = !before.is_empty();
        let script = [before, refused(&reversal(42, 1_010), 0x83)].concat();
        let outcome = against(script, &mut eye, async |driver, eye| {
            if asks {
                assert!(driver.detect(eye).await.is_err());
            }
            driver.execute(&intent, &mut notes, eye).await
        });
        let outcome = outcome.await;
        assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
        assert!(outcome.evidence().contains("answer to something else"), "{outcome:?}");
    }
    // So may an abort before the command was accepted be the end of something else.
    let begun = [vec![asked(&reversal(42, 1_010)), ack()], told(&aborted(0x6C)), vec![say("80 00 00"), expect_ack()]];
    let after = [begun.concat(), told(&block(&reversed())), told(&done())].concat();
    assert_eq!(outcome(after).await.as_str(), "done");
    // In an exchange that was not clean nothing proves that nothing was done.
    let mut odd = vec![asked(&reversal(42, 1_010)), ack(), spoilt(&hex_of("80 00 00")), expect_nak()];
    odd.extend([Step::Say(vec![0x84, 0x83, 0]), expect_ack()]);
    assert_eq!(outcome(odd).await.as_str(), "unknown");
}

#[tokio::test(start_paused = true)]
async fn what_breaks_off_is_unknown_and_nothing_is_sent_again() {
    let long = Step::Quiet(400_000);
    let request = || asked(&reversal(42, 1_010));
    let result = || told(&block(&reversed()));
    let begun = |more: Vec<Step>| [vec![request()], accepted(), more].concat();
    for (script, named) in [
        (vec![request(), long.clone()], "not acknowledged"),
        (vec![request(), ack(), long.clone()], "acknowledged by the line only"),
        (vec![request(), nak(), long.clone()], "NAK and not sent again"),
        (vec![request(), nak(), nak(), nak(), long.clone()], "NAK and not sent again"),
        (begun(vec![long.clone()]), "the command was accepted"),
        (begun([told(&doing(0x04)), vec![long.clone()]].concat()), "the end of it is missing"),
        (begun([result(), vec![long.clone()]].concat()), "it agrees"),
        (begun([result(), vec![Step::HangUp]].concat()), "it agrees"),
        (begun([result(), told(&aborted(0x6C))].concat()), "06 1E 6C"),
        (begun(told(&done())), "without a result"),
        (begun([result(), told(&hex_of("06 0F 02 27 6C"))].concat()), "completed it with 6C"),
        (begun([told(&doing(0x05)), result(), told(&done())].concat()), "auto-reversal"),
        (begun([told(&doing(0x45)), result(), told(&done())].concat()), "auto-reversal"),
        (vec![request(), Step::HangUp], "the link was lost"),
        (begun(vec![Step::HangUp]), "the link was lost"),
        (begun(vec![say("06 01 07 04 00 00 00 00 10 10")]), "a till is talking"),
    ] {
        let mut eye = Eye::new();
        let outcome = reverse_against(script, &mut eye).await;
        assert_eq!(outcome.as_str(), "unknown", "{named}: {outcome:?}");
        assert!(outcome.evidence().contains(named), "{named}: {outcome:?}");
        assert_eq!(eye.text().matches("> asks for 06 30 reversal").count(), 1, "{}", eye.text());
    }
}

#[tokio::test(start_paused = true)]
async fn more_than_one_result_is_unknown_and_the_same_one_twice_is_one() {
    let other = Status { receipt: Some(44), trace: Some(125), original_trace: Some(99), ..reversed() };
    let twice = outcome(exchange(&[block(&other), block(&reversed()), done()])).await;
    assert_eq!(twice.as_str(), "unknown", "{twice:?}");
    let failed = Status { result: Some(0x6C), receipt: Some(44), trace: Some(125), ..reversed() };
    let after = outcome(exchange(&[block(&failed), block(&reversed()), done()])).await;
    assert_eq!(after.as_str(), "done", "a failed try before it: {after:?}");
    let same = outcome(exchange(&[block(&reversed()), block(&reversed()), done()])).await;
    assert_eq!(same.as_str(), "done", "{same:?}");
}

#[tokio::test(start_paused = true)]
async fn what_was_heard_before_is_never_taken_for_ours() {
    let intent = intent_for(&entry().await);
    // A result for nobody, before the command; then the same again as if it were the answer.
    let mut script = last_is(&payment());
    script.extend(told(&block(&reversed())));
    script.extend(with(&reversed()));
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome = against(script, &mut eye, async |driver, eye| {
        driver.detect(eye).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        driver.execute(&intent, &mut notes, eye).await
    });
    let outcome = outcome.await;
    assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
    assert!(outcome.evidence().contains("was there before"), "{outcome:?}");
    // A result between the command and its acceptance is not its answer.
    let mut script = vec![asked(&reversal(42, 1_010)), ack()];
    script.extend(told(&block(&reversed())));
    script.extend([say("80 00 00"), expect_ack()]);
    script.extend(told(&done()));
    let outcome = reverse_against(script, &mut Eye::new()).await;
    assert_eq!(outcome.as_str(), "unknown", "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn without_the_trace_of_the_payment_the_terminals_word_for_it_is_told() {
    let mut typed = entry().await;
    typed.references.retain(|reference| reference.name != RefName::Trace);
    typed.provenance = Provenance::Typed;
    for last in [Some(entry().await), None] {
        let intent = intent_after(&typed, last);
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        let script = with(&reversed());
        let outcome =
            against(script, &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await;
        assert_eq!(outcome.as_str(), "unknown");
        assert!(outcome.evidence().contains("it reversed the one with trace number 000123"), "{outcome:?}");
    }
    // Without a baseline everything else can still agree.
    let intent = intent_after(&entry().await, None);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome =
        against(with(&reversed()), &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await);
    assert_eq!(outcome.await.as_str(), "done");
}

#[tokio::test(start_paused = true)]
async fn every_answer_is_durable_before_it_is_answered() {
    let mut eye = Eye::new();
    let blocks = [doing(0x0A), block(&reversed()), line("Storno", false), line("EUR 10,10", true), done()];
    assert_eq!(reverse_against(exchange(&blocks), &mut eye).await.as_str(), "done");
    let log = eye.log.lock().unwrap().clone();
    let answers: Vec<usize> = (0..log.len()).filter(|&at| log[at].starts_with("> 80 00 accepted")).collect();
    assert_eq!(answers.len(), blocks.len(), "{log:#?}");
    assert!(answers.iter().all(|&at| log[at - 1].starts_with("note ") && log[at - 2].starts_with("> ACK")), "{log:#?}");
    assert!(
        log.iter().any(|line| line.starts_with("note 04 0F status information") && line.contains("04:0f:")),
        "{log:#?}"
    );
    assert!(log.iter().any(|line| line == "note ACK of the command"), "{log:#?}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_stored_is_answered_all_the_same_and_unknown() {
    for script in [with(&reversed()), refused(&reversal(42, 1_010), 0x83)] {
        let intent = intent_for(&entry().await);
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: true };
        let outcome =
            against(script, &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await;
        assert_eq!(outcome.as_str(), "unknown");
        assert!(outcome.evidence().contains("disk full"), "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn t4_begins_anew_with_every_block_and_may_grow() {
    let pause = |seconds: u64| vec![Step::Wait(seconds * 1_000)];
    let begun = |more: Vec<Step>| [vec![asked(&reversal(42, 1_010))], accepted(), more].concat();
    let end = || [told(&block(&reversed())), told(&done())].concat();
    // The terminal asked for a minute and is silent for two: the floor holds.
    let short = begun([told(&hex_of("04 FF 02 0A 01")), pause(120), end()].concat());
    assert_eq!(outcome(short).await.as_str(), "done");
    let typing: Vec<Step> = (0..4).flat_map(|_| [told(&doing(0x0A)), pause(170)].concat()).collect();
    assert_eq!(outcome(begun([typing, end()].concat())).await.as_str(), "done");
    let long = begun([told(&hex_of("04 FF 02 17 10")), pause(590), end()].concat());
    assert_eq!(outcome(long).await.as_str(), "done");
    let over = begun([told(&doing(0x0A)), vec![Step::Quiet(179_000), Step::Quiet(500_000)]].concat());
    let outcome = outcome(over).await;
    assert!(outcome.as_str() == "unknown" && outcome.evidence().contains("180 s"), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_cancellation_is_not_looked_at() {
    let intent = intent_for(&entry().await);
    let mut eye = Eye { cancel_at: Some(0), ..Eye::new() };
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let script = with(&reversed());
    let outcome = against(script, &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await;
    assert_eq!(outcome.as_str(), "done");
}

#[tokio::test(start_paused = true)]
async fn what_does_not_hold_together_is_never_sent() {
    let good = entry().await;
    let undone = entry_of(&reversed()).await;
    let change = async |change: &dyn Fn(&mut Plan, &mut PreState)| {
        let intent = intent_for(&good).get().clone();
        let (mut plan, mut before) = (intent.plan, intent.pre_state);
        change(&mut plan, &mut before);
        let intent = durable(plan.made, plan, intent.consent, before);
        let mut eye = Eye::new();
        let mut notes = Notes { log: eye.log.clone(), fail: false };
        against(Vec::new(), &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await
    };
    let other = DeviceId::new(Family::Zvt, "", "52500099");
    let outcomes = [
        change(&|plan, _| plan.request[9] ^= 1).await,
        change(&|plan, _| plan.request.truncate(9)).await,
        change(&|plan, _| plan.entry.kind = Kind::Refund).await,
        change(&|plan, _| plan.entry.result = EntryResult::Unknown).await,
        change(&|plan, _| plan.entry.void = VoidMark::Voided).await,
        change(&|plan, _| plan.entry.number = 0).await,
        change(&|plan, _| plan.entry.amount.minor = 0).await,
        change(&|plan, _| plan.device = other.clone()).await,
        change(&|_, before| before.shown.as_mut().unwrap().amount.minor += 1).await,
        change(&|_, before| before.shown.as_mut().unwrap().number = 41).await,
        change(&|_, before| before.last.as_mut().unwrap().device = other.clone()).await,
        change(&|_, before| before.last = Some(undone.clone())).await,
    ];
    for (at, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.as_str(), "not_done", "{at} {outcome:?}");
        assert!(outcome.evidence().starts_with("nothing was sent"), "{at} {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_till_heard_before_the_command_keeps_it_back() {
    let script = vec![say("06 01 07 04 00 00 00 00 10 10"), Step::Quiet(200_000)];
    let intent = intent_for(&entry().await);
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let outcome = against(script, &mut eye, async |driver, eye| driver.execute(&intent, &mut notes, eye).await).await;
    assert_eq!(outcome.as_str(), "not_done", "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_number_with_digits_that_are_none_proves_nothing_and_is_answered_all_the_same() {
    // A length of a card number whose tens are no digit: what stands behind it cannot be placed.
    let good = block(&reversed());
    let at = good.windows(2).position(|pair| pair[0] == 0x22 && pair[1] & 0xF0 == 0xF0).unwrap() + 1;
    let mut length = good.clone();
    length[at] = 0xFA;
    // A receipt number, and an amount, with a half byte that is no digit.
    let hex = hex::encode(&good);
    let number = hex_of(&hex.replacen("870043", "8700a3", 1));
    let amount = hex_of(&hex.replacen("04000000001010", "0400000000101a", 1));
    for spoilt in [length, number, amount] {
        assert_ne!(spoilt, good);
        let mut eye = Eye::new();
        // Whether it can be read or not it is answered, before the end comes.
        let script = [vec![asked(&reversal(42, 1_010))], accepted(), told(&spoilt), told(&done())].concat();
        let outcome = reverse_against(script, &mut eye).await;
        assert_eq!(outcome.as_str(), "unknown", "{} {outcome:?}", hex::encode(&spoilt));
        let noted = eye.text().lines().any(|line| line.starts_with("note ") && line.contains("04 0F"));
        assert!(noted, "{}", eye.text());
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_that_a_terminal_says_reaches_a_screen_as_a_command_to_it() {
    const EVIL: &str = "\u{1b}[2J\u{7}\r\n\t\u{0}\u{9b}31m\u{202e}\u{7f}x";
    let evil = |len: usize| EVIL.bytes().cycle().take(len).collect::<Vec<u8>>();
    let lllvar = |tag: u8, text: Vec<u8>| {
        let len = [text.len() / 100, text.len() / 10 % 10, text.len() % 10];
        [vec![tag], len.map(|digit| 0xF0 | u8::try_from(digit).unwrap()).to_vec(), text].concat()
    };
    let llvar = |tag: u8, text: Vec<u8>| {
        let len = [text.len() / 10, text.len() % 10];
        [vec![tag], len.map(|digit| 0xF0 | u8::try_from(digit).unwrap()).to_vec(), text].concat()
    };
    let apdu = |control: [u8; 2], data: &[u8]| [&control[..], &[u8::try_from(data.len()).unwrap()], data].concat();
    let object = |tag: &[u8], value: &[u8]| [tag, &[u8::try_from(value.len()).unwrap()], value].concat();
    // Host text, name of the card, contract number, approval number.
    let texts = [
        lllvar(0x3C, evil(40)),
        llvar(0x8B, evil(20)),
        [vec![0x2A], evil(15)].concat(),
        [vec![0x3B], evil(8)].concat(),
        object(&[0x06], &object(&[0x1F, 0x17], &evil(30))),
    ];
    let plain = Status { card_name: None, authorisation: None, ..reversed() };
    let result = apdu([0x04, 0x0F], &[block(&plain)[3..].to_vec(), texts.concat()].concat());
    let display = object(&[0x06], &object(&[0x24], &object(&[0x07], &evil(30))));
    let doing = apdu([0x04, 0xFF], &[vec![0x0A, 0x01], display].concat());
    let line = apdu([0x06, 0xD1], &[vec![0x00], evil(60)].concat());
    let text = [object(&[0x14], &[0xFE]), object(&[0x07], &evil(60)), object(&[0x09], &[0x80])].concat();
    let print = apdu([0x06, 0xD3], &object(&[0x06], &object(&[0x25], &text)));
    let end = apdu([0x06, 0x0F], &lllvar(0x3C, evil(40)));
    let abort = apdu([0x06, 0x1E], &[vec![0x6C], object(&[0x06], &object(&[0x1F, 0x17], &evil(30)))].concat());
    let harmless = |what: &str, text: &str| {
        let bad = |symbol: char| (symbol.is_control() && symbol != '\n') || matches!(symbol, '\u{202e}' | '\u{9b}');
        assert!(!text.contains(bad), "{what}: {text:?}");
    };
    for last in [end, abort] {
        let mut eye = Eye::new();
        let blocks = [doing.clone(), result.clone(), line.clone(), print.clone(), last];
        let outcome = reverse_against(exchange(&blocks), &mut eye).await;
        harmless("outcome", outcome.evidence());
        harmless("wire and notes", &eye.text());
        assert!(eye.text().contains("[2J"), "it was there: {}", eye.text());
    }
    // The same as the last transaction, printed again.
    let registered = talk(&registration(), &[hex_of(&format!("06 0F 05 29 {TERMINAL}"))]);
    let told = talk(&last_query(), &[result.clone(), done()]);
    let script = [told, registered, talk(&reprint_of(43), &[line, print, done()])].concat();
    let mut eye = Eye::new();
    let journal = against(script, &mut eye, async |driver, eye| {
        driver.pull(tillwright::device::Depth::One(43), &mut Keep::default(), eye).await.unwrap()
    });
    let journal = journal.await;
    assert_eq!(journal.entries.len(), 1, "{journal:?}");
    for entry in &journal.entries {
        let references = entry.references.iter().map(|reference| &reference.value);
        for text in entry.printed.iter().chain(references).chain([&entry.brand, &entry.code]) {
            harmless("entry", text.as_str());
            assert!(!text.as_str().contains('\n'));
        }
    }
    for anomaly in &journal.anomalies {
        if let Anomaly::Unreadable { why, .. } = anomaly {
            harmless("anomaly", why);
        }
    }
    harmless("wire", &eye.text());
}

/// A terminal that was slow once answers the question before last, in conversations that look clean: its own answer to this
/// link's first question is still to come.
#[tokio::test(start_paused = true)]
async fn a_reversal_waits_until_every_earlier_question_would_have_been_answered() {
    let late =
        [vec![Step::Quiet(14_000), say("80 00 00"), expect_ack()], told(&block(&payment())), told(&done())].concat();
    let mut eye = Eye::new();
    let outcome = reverse_against([late, refused(&reversal(42, 1_010), 0x6B)].concat(), &mut eye).await;
    assert_eq!(outcome.as_str(), "not_done", "{outcome:?}");
    // Sent at once, it would have been answered in this way, and its own answer would have passed for another's.
    let busy = vec![Step::Quiet(14_000), say("84 9C 00"), expect_ack()];
    let outcome = reverse_against([busy, exchange(&[block(&reversed()), done()])].concat(), &mut eye).await;
    assert_eq!(outcome.as_str(), "done", "{outcome:?}");
}
