//! The line: blocks that come twice, spoilt, out of place or without end.

use tillwright::device::{Depth, DeviceError};
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

async fn pull(script: Vec<Step>) -> Result<Journal, DeviceError> {
    let mut eye = Eye::new();
    against(script, &mut eye, async |driver, eye| driver.pull(Depth::Silent, &mut Keep::default(), eye).await).await
}

async fn entries(script: Vec<Step>) -> usize {
    pull(script).await.unwrap().entries.len()
}

#[tokio::test(start_paused = true)]
async fn a_query_is_repeated_when_it_was_not_understood_or_nothing_came() {
    let query = || asked(&last_query());
    assert_eq!(entries([vec![query(), nak(), query(), nak()], last_is(&payment())].concat()).await, 1);
    assert_eq!(entries([vec![query(), Step::Quiet(14_000)], last_is(&payment())].concat()).await, 1);
    let refused = pull(vec![query(), nak(), query(), nak(), query(), nak(), Step::Quiet(10_000)]).await;
    assert!(matches!(refused, Err(DeviceError::Protocol { .. })), "{refused:?}");
    let late = vec![query(), Step::Wait(12_000), ack(), Step::Wait(12_000), say("80 00 00"), expect_ack()];
    let rest = [told(&block(&payment())), told(&done())].concat();
    assert_eq!(entries([late, rest].concat()).await, 1, "late is not never");
}

#[tokio::test(start_paused = true)]
async fn an_acknowledgement_may_be_lost_in_either_direction() {
    // The terminal's ACK of the command: its answer says the same.
    let mut script = vec![asked(&last_query()), say("80 00 00"), expect_ack()];
    script.extend([told(&block(&payment())), told(&done())].concat());
    assert_eq!(entries(script).await, 1);
    // Its ACK of our answer: the answer is repeated.
    let mut script = [vec![asked(&last_query())], accepted()].concat();
    script.extend([Step::Say(block(&payment())), expect_ack(), asked("80 00 00"), Step::Quiet(4_900)]);
    script.extend([asked("80 00 00"), ack()]);
    script.extend(told(&done()));
    assert_eq!(entries(script).await, 1);
    // Our ACK of its block: the block comes again, and is answered again.
    let mut script = [vec![asked(&last_query())], accepted()].concat();
    script.extend([Step::Say(block(&payment())), expect_ack(), asked("80 00 00"), Step::Wait(4_800)]);
    script.extend(told(&block(&payment())));
    script.extend(told(&done()));
    assert_eq!(entries(script).await, 1);
}

#[tokio::test(start_paused = true)]
async fn equal_lines_are_two_unless_the_second_is_a_repetition() {
    let lines = async |blocks: Vec<Step>| {
        let end = told(&done());
        let script = [vec![asked("06 1A 00")], accepted(), blocks, end].concat();
        let mut eye = Eye::new();
        let findings = against(script, &mut eye, async |driver, eye| {
            driver.inquire(tillwright::device::Inquiry::Configuration, eye).await.unwrap()
        });
        findings.await.lines.len()
    };
    let one = || told(&line("----", false));
    assert_eq!(lines([one(), one(), one()].concat()).await, 3);
    assert_eq!(lines([one(), vec![Step::Wait(5_000)], one()].concat()).await, 1, "T2 later it is the same one");
    let unanswered = vec![Step::Say(line("----", false)), expect_ack(), asked("80 00 00")];
    assert_eq!(lines([unanswered, one()].concat()).await, 1, "our answer was not acknowledged");
}

#[tokio::test(start_paused = true)]
async fn spoilt_blocks_are_refused_twice_and_then_given_up() {
    let begun = || [vec![asked(&last_query())], accepted()].concat();
    let bad = || vec![spoilt(&block(&payment())), expect_nak()];
    let rest = || [told(&block(&payment())), told(&done())].concat();
    assert_eq!(entries([begun(), bad(), bad(), rest()].concat()).await, 1);
    let third = pull([begun(), bad(), bad(), vec![spoilt(&block(&payment()))]].concat()).await;
    assert!(matches!(third, Err(DeviceError::Protocol { ref why, .. }) if why.contains("three times")), "{third:?}");
    // A block that pauses in its middle is spoilt after T1.
    let half = Step::Raw(vec![0x10, 0x02, 0x04, 0x0F, 0x09]);
    assert_eq!(entries([begun(), vec![half, expect_nak(), Step::Wait(100)], rest()].concat()).await, 1);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_belong_is_let_pass() {
    let begun = || [vec![asked(&last_query())], accepted()].concat();
    let rest = || [told(&block(&payment())), told(&done())].concat();
    let odd: Vec<(&str, Vec<Step>)> = vec![
        ("an ACK where an APDU is due", vec![ack(), nak()]),
        ("a second acceptance", vec![say("80 00 00"), expect_ack()]),
        ("noise", vec![Step::Raw(vec![0x00, 0xFF, 0x06, 0x15, 0x7E])]),
        ("an intermediate status", told(&doing(0x0E))),
        ("a command that asks for something", vec![say("04 0C 00"), expect_ack(), asked("84 83 00"), ack()]),
        ("an unknown command", vec![say("06 FE 02 01 02"), expect_ack(), asked("84 83 00"), ack()]),
        ("a result without a transaction", told(&hex_of("04 0F 02 27 00"))),
        ("a block that cannot be read", told(&hex_of("04 0F 02 04 00"))),
    ];
    for (what, steps) in odd {
        assert_eq!(entries([begun(), steps, rest()].concat()).await, 1, "{what}");
    }
    // Interleaved: the terminal's block crosses our command.
    let mut crossed = vec![asked(&last_query()), Step::Say(doing(0x0E)), expect_ack(), asked("80 00 00"), ack()];
    crossed.extend(accepted());
    assert_eq!(entries([crossed, rest()].concat()).await, 1);
}

#[tokio::test(start_paused = true)]
async fn two_blocks_in_one_piece_and_a_block_in_many_are_the_same() {
    let script = |pieces: Vec<Vec<u8>>| {
        let mut steps = vec![asked(&last_query())];
        steps.extend(pieces.into_iter().flat_map(|piece| [Step::Raw(piece), Step::Wait(50)]));
        steps.extend([asked("80 00 00"), Step::Say(done()), asked("80 00 00")]);
        steps
    };
    let whole = [hex_of("80 00 00"), block(&payment())].concat();
    let bytes: Vec<Vec<u8>> = whole.iter().map(|byte| vec![*byte]).collect();
    for pieces in [vec![whole], bytes] {
        let mut eye = Eye::new();
        let pulled = on(terms(LineKind::Network, false), script(pieces), &mut eye, async |driver, eye| {
            driver.pull(Depth::Silent, &mut Keep::default(), eye).await.unwrap()
        });
        assert_eq!(pulled.await.entries.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_comes_between_two_commands_is_answered_and_not_taken_for_an_answer() {
    let late = Status { receipt: Some(41), trace: Some(122), ..payment() };
    let mut script = last_is(&payment());
    script.extend(told(&block(&late)));
    script.extend(last_is(&payment()));
    let mut eye = Eye::new();
    let numbers = against(script, &mut eye, async |driver, eye| {
        let mut numbers = Vec::new();
        for _ in 0..2 {
            let journal = driver.pull(Depth::Silent, &mut Keep::default(), eye).await.unwrap();
            numbers.push(journal.entries[0].number);
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        numbers
    });
    assert_eq!(numbers.await, [42, 42]);
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_never_ends_is_given_up() {
    use tillwright::protocol::zvt::frame::{ACK, Wire, frame};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (console, far) = tokio::io::duplex(4096);
    tokio::spawn(async move {
        let (mut heard, mut said) = tokio::io::split(far);
        let _ = heard.read_u8().await;
        tokio::spawn(async move { while heard.read_u8().await.is_ok() {} });
        let _ = said.write_all(&[ACK]).await;
        let _ = said.write_all(&frame(Wire::Serial, &[0x80, 0, 0])).await;
        while said.write_all(&frame(Wire::Serial, &doing(0x0E))).await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let _ = said.write_all(&[ACK]).await;
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        }
    });
    let begun = tokio::time::Instant::now();
    let mut driver = tillwright::device::zvt::Driver::new(console, terms(LineKind::Serial, false));
    let given_up = driver.pull(Depth::Silent, &mut Keep::default(), &mut Eye::new()).await;
    let why = given_up.unwrap_err().to_string();
    assert!(why.contains("does not come to an end"), "{why}");
    assert!(begun.elapsed() < std::time::Duration::from_secs(3 * 3600 + 120));
}
