//! Reprint: only the last sale, compared before and after.

use tillwright::device::{DeviceError, Reprinted};

use super::kit::*;

/// The answer of `0250` for [`item`]`(number, ..)`.
fn last(code: &str, number: u32, authorisation: &str, amount: u32) -> String {
    let time = 80_000 + number % 60;
    format!(
        "0260|{code}|{MERCHANT}|{TERMINAL}|000123|{authorisation}|{amount}|1||4242|{number:06}|CR|||VI|14032026|{time:06}|0|0|"
    )
}

fn listed() -> Vec<Step> {
    list(&[item(62, "A1B2C2", 990), item(63, "A1B2C3", 2500)])
}

async fn reprint(tail: Vec<Step>) -> Result<Reprinted, DeviceError> {
    let mut script = listed();
    script.push(asked("0250|"));
    script.extend(tail);
    let wanted = entry().await;
    against(script, &mut Eye::new(), async |driver, eye| driver.reprint(&wanted, eye).await).await
}

#[tokio::test(start_paused = true)]
async fn the_last_sale_is_printed_and_compared() {
    let mut script = vec![ack()];
    script.extend(told(&last("00", 63, "A1B2C3", 2500)));
    assert_eq!(reprint(script).await.unwrap(), Reprinted::Wanted);
}

#[tokio::test(start_paused = true)]
async fn another_sale_that_came_out_is_told() {
    for (number, authorisation, amount) in [(64, "D4E5F6", 700), (63, "A1B2C3", 2600), (63, "ZZZZZZ", 2500)] {
        let mut script = vec![ack()];
        script.extend(told(&last("00", number, authorisation, amount)));
        match reprint(script).await.unwrap() {
            Reprinted::Other { printed } => {
                assert_eq!((printed.number, printed.amount.minor), (number, i64::from(amount)))
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_the_last_sale_is_refused_before_anything_is_printed() {
    let wanted = entry().await;
    let newer = list(&[item(63, "A1B2C3", 2500), item(64, "D4E5F6", 990)]);
    for (script, last) in [(newer, Some(64)), (list(&[]), None)] {
        let refused = against(script, &mut Eye::new(), async |driver, eye| driver.reprint(&wanted, eye).await).await;
        match refused {
            Err(DeviceError::NotLast { last: found, .. }) => {
                assert_eq!(found.map(|key| key.as_str().contains(":64:")), last.map(|_| true));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_told_with_its_code() {
    for code in ["24", "11"] {
        let mut script = vec![ack()];
        script.extend(told(&format!("0260|{code}|{MERCHANT}|{TERMINAL}||||||||||||||||")));
        let refused = reprint(script).await;
        assert!(
            matches!(&refused, Err(DeviceError::Refused { code: told, .. }) if told.to_string() == code),
            "{refused:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_fails_after_the_request_is_unknown_and_the_request_goes_out_once() {
    let answer = last("00", 63, "A1B2C3", 2500);
    let spoilt_thrice = || {
        let mut script = vec![ack()];
        script.extend([Step::Send(spoilt(&answer)), expect_nak(), Step::Send(spoilt(&answer)), expect_nak()]);
        script.push(Step::Send(spoilt(&answer)));
        script
    };
    let mut nameless = vec![ack()];
    nameless.extend(told("0260|00"));
    let other_command = {
        let mut script = vec![ack()];
        script.extend(told("0710|00|2|3490"));
        script
    };
    for script in [
        vec![nak(), Step::Quiet(60_000)],
        vec![Step::Quiet(60_000)],
        vec![ack(), Step::Quiet(140_000)],
        vec![ack(), Step::HangUp],
        spoilt_thrice(),
        nameless,
        other_command,
    ] {
        let shown = format!("{script:?}");
        let printed = reprint(script).await;
        assert!(matches!(printed, Ok(Reprinted::Unknown { .. })), "{shown}: {printed:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_short_answer_that_names_the_sale_is_enough() {
    let mut script = vec![ack()];
    script.extend(told(&format!("0260|00|{MERCHANT}|{TERMINAL}|000123|A1B2C3|2500|1||4242|000063")));
    assert_eq!(reprint(script).await.unwrap(), Reprinted::Wanted);
}

#[tokio::test(start_paused = true)]
async fn a_till_heard_before_the_request_keeps_the_paper_in() {
    let mut script = listed();
    script.extend([say("0200|2500|000123|||1|"), Step::Quiet(200_000)]);
    let wanted = entry().await;
    let heard = against(script, &mut Eye::new(), async |driver, eye| driver.reprint(&wanted, eye).await).await;
    assert!(matches!(heard, Err(DeviceError::TillHeard(_))), "{heard:?}");
}
