//! Listening, detecting, identity and health.

use tillwright::device::DeviceError;
use tillwright::model::*;

use super::kit::*;

#[tokio::test(start_paused = true)]
async fn a_quiet_line_lets_us_speak_and_listening_says_nothing() {
    let script = vec![Step::Quiet(300)];
    against(script, &mut Eye::new(), async |driver, eye| driver.listen(eye).await).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_till_that_speaks_is_heard_and_not_answered() {
    for request in ["0200|2500|000123|||1|", "0260|1|", "0250|", "0100", "1200|63|", "0500||"] {
        let script = vec![Step::Wait(100), say(request), Step::Quiet(20_000)];
        let heard = against(script, &mut Eye::new(), async |driver, eye| driver.listen(eye).await).await;
        assert!(matches!(heard, Err(DeviceError::TillHeard(_))), "{request}: {heard:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_till_heard_before_any_request_stops_it() {
    let script = vec![say("0200|2500|000123|||1|"), Step::Quiet(20_000)];
    let heard = against(script, &mut Eye::new(), async |driver, eye| {
        tokio::task::yield_now().await;
        driver.identify(eye).await
    })
    .await;
    assert!(matches!(heard, Err(DeviceError::TillHeard(what)) if what.contains("sale (0200)")));
}

#[tokio::test(start_paused = true)]
async fn late_records_of_a_cancelled_list_are_acknowledged_and_told() {
    let mut script = vec![Step::Wait(100)];
    for number in 1..4 {
        script.extend(told(&item(number, "A1B2C3", 2500)));
        script.push(Step::Wait(150));
    }
    script.extend(told(&end()));
    let mut eye = Eye::new();
    against(script, &mut eye, async |driver, eye| driver.listen(eye).await).await.unwrap();
    assert_eq!(eye.text().matches("let pass").count(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_line_that_never_falls_quiet_is_given_up() {
    let (console, mut terminal) = tokio::io::duplex(65536);
    let mut driver = tillwright::device::transbank::Driver::new(console);
    let talk = async {
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            let frame = framed(&item(1, "A1B2C3", 2500));
            if tokio::io::AsyncWriteExt::write_all(&mut terminal, &frame).await.is_err() {
                break;
            }
        }
    };
    let mut eye = Eye::new();
    let heard = tokio::select! { biased; heard = driver.listen(&mut eye) => heard, () = talk => unreachable!() };
    assert!(matches!(heard, Err(DeviceError::Protocol { .. })), "{heard:?}");
}

#[tokio::test(start_paused = true)]
async fn an_acknowledged_poll_detects() {
    let script = vec![asked("0100"), ack()];
    against(script, &mut Eye::new(), async |driver, eye| driver.detect(eye).await).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_poll_is_repeated_on_silence_and_on_nak_but_no_more_than_twice() {
    let silence = vec![asked("0100"), asked("0100"), asked("0100")];
    let found = against(silence, &mut Eye::new(), async |driver, eye| driver.detect(eye).await).await;
    assert!(matches!(found, Err(DeviceError::Silent { .. })), "{found:?}");

    let deaf = vec![asked("0100"), nak(), asked("0100"), nak(), asked("0100"), nak()];
    let found = against(deaf, &mut Eye::new(), async |driver, eye| driver.detect(eye).await).await;
    assert!(matches!(found, Err(DeviceError::Protocol { .. })), "a NAK is something, but no family: {found:?}");

    let late = vec![asked("0100"), asked("0100"), nak(), asked("0100"), ack()];
    against(late, &mut Eye::new(), async |driver, eye| driver.detect(eye).await).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_ack_in_noise_an_echo_and_plain_noise_are_no_detection() {
    let noise = || Step::Send(b"\xff\xfe~~x".to_vec());
    let scripts = [
        vec![asked("0100"), noise(), ack()],
        vec![asked("0100"), ack(), noise()],
        vec![asked("0100"), say("0100")],
        vec![asked("0100"), noise(), asked("0100"), noise(), asked("0100"), noise()],
    ];
    for script in scripts {
        let found = against(script, &mut Eye::new(), async |driver, eye| driver.detect(eye).await).await;
        assert!(matches!(found, Err(DeviceError::Protocol { .. })), "{found:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_unplugged_adapter_is_a_lost_link() {
    let script = vec![asked("0100"), Step::HangUp];
    let found = against(script, &mut Eye::new(), async |driver, eye| driver.detect(eye).await).await;
    assert!(matches!(found, Err(DeviceError::Lost(_))), "{found:?}");
}

#[tokio::test(start_paused = true)]
async fn identity_comes_from_the_end_record_of_an_empty_memory_or_not_at_all() {
    let named = list(&[]);
    let identity = against(named, &mut Eye::new(), async |driver, eye| driver.identify(eye).await).await.unwrap();
    assert_eq!((identity.id, identity.proof), (Some(device()), IdentityProof::Told));

    for bare in ["0261|11|||||||||||||||||||", "0261|00"] {
        let nameless = vec![asked("0260|1|"), ack(), say(bare), expect_ack()];
        let identity =
            against(nameless, &mut Eye::new(), async |driver, eye| driver.identify(eye).await).await.unwrap();
        assert_eq!((identity.id, identity.proof), (None, IdentityProof::None), "{bare}");
    }
}

#[tokio::test(start_paused = true)]
async fn identity_and_health_of_a_visit_read_the_list_once() {
    let mut script = list(&[item(62, "A1B2C2", 990), item_as("00", 63, "A1B2C3", 2500, "DB")]);
    script.extend([asked("0100"), ack()]);
    let health = against(script, &mut Eye::new(), async |driver, eye| {
        assert_eq!(driver.identify(eye).await.unwrap().id, Some(device()));
        driver.health(eye).await.unwrap()
    })
    .await;
    let told: Vec<_> = health.items.iter().map(|item| (item.name, item.value.to_string(), item.good)).collect();
    let expected = [
        ("poll", "ACK", Some(true)),
        ("sales_in_memory", "2", Some(true)),
        ("sum_in_memory", "CLP 3,490", None),
        ("newest_sale", "2026-03-14 08:00:03", None),
        ("journal_anomalies", "0", Some(true)),
    ]
    .map(|(name, value, good)| (name, value.to_owned(), good));
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_does_not_answer_the_poll_is_not_well_but_still_read() {
    let mut script = vec![asked("0100"), asked("0100"), asked("0100")];
    script.extend(list(&[item(63, "A1B2C3", 2500)]));
    let health = against(script, &mut Eye::new(), async |driver, eye| driver.health(eye).await).await.unwrap();
    assert_eq!((&health.items[0].value, health.items[0].good), (&Told::NoAnswer, Some(false)));
    assert_eq!(health.items[1].value, Told::Count(1));
}

#[tokio::test(start_paused = true)]
async fn a_nearly_full_memory_is_not_well() {
    let records: Vec<String> = (1..=900).map(|number| item(number, &format!("A{number:05}"), 1000)).collect();
    let mut script = list(&records);
    script.splice(0..0, [asked("0100"), ack()]);
    let health = against(script, &mut Eye::new(), async |driver, eye| driver.health(eye).await).await.unwrap();
    assert_eq!((&health.items[1].value, health.items[1].good), (&Told::Count(900), Some(false)));
}
