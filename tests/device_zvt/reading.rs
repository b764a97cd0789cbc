//! Listening, finding, and what silent queries tell.

use tillwright::device::{Depth, DeviceError};
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

async fn silent(script: Vec<Step>, eye: &mut Eye) -> Result<Journal, DeviceError> {
    against(script, eye, async |driver, eye| driver.pull(Depth::Silent, &mut Keep::default(), eye).await).await
}

#[tokio::test(start_paused = true)]
async fn the_last_transaction_is_all_that_silence_tells() {
    for kind in [LineKind::Serial, LineKind::Network] {
        let (mut eye, mut keep) = (Eye::new(), Keep::default());
        let pulled = on(terms(kind, false), last_is(&payment()), &mut eye, async |driver, eye| {
            driver.listen(eye).await.unwrap();
            driver.pull(Depth::Silent, &mut keep, eye).await.unwrap()
        });
        let journal = pulled.await;
        assert_eq!((journal.device, journal.extent), (Some(device()), Extent::Last), "{kind:?}");
        assert_eq!(keep.batches.concat(), journal.entries);
        let entry = &journal.entries[0];
        assert_eq!((entry.number, entry.kind, entry.result), (42, Kind::Sale, EntryResult::Approved));
        assert_eq!(entry.amount.to_string(), "EUR 10.10");
        assert_eq!(entry.time.unwrap().to_string(), "2026-03-14 10:11:12");
        assert_eq!(entry.card.as_ref().unwrap().to_string(), "411111******1234");
        assert_eq!(entry.reference(RefName::Trace).unwrap().as_str(), "000123");
        assert_eq!(entry.reference(RefName::AuthorisationCode).unwrap().as_str(), "750071");
        let key = EntryKey::new(&device(), 42, &digest_of(["000123", "1010", "0314"]));
        assert_eq!(entry.key, key, "the same key as from its printed receipt");
        assert!(eye.text().contains("asks for 06 20 repeat receipt"), "{}", eye.text());
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_told_is_said_and_proves_nothing() {
    let unfinished = talk(&last_query(), &[aborted(0x64)]);
    for (script, why) in [
        (last_is_empty(), "tells none"),
        (refused(&last_query(), 0x83), "83"),
        (talk(&last_query(), &[aborted(0x83)]), "83"),
        (unfinished, "64"),
        (last_is(&Status { terminal: None, ..payment() }), "does not say whose"),
        (last_is(&Status { amount: None, ..payment() }), "no amount"),
    ] {
        let journal = silent(script, &mut Eye::new()).await.unwrap();
        assert!(journal.entries.is_empty() && journal.extent == Extent::Last);
        let [Anomaly::NotOffered { what }] = journal.anomalies.as_slice() else { panic!("{:?}", journal.anomalies) };
        assert!(what.contains(why) && what.contains("does not prove that there was none"), "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_told_and_no_other_one_tried() {
    let error = silent(refused(&last_query(), 0x37), &mut Eye::new()).await.unwrap_err();
    assert!(matches!(error, DeviceError::WrongPassword { ref code, .. } if code.as_str() == "37"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_busy_terminal_is_asked_again_and_not_for_ever() {
    let mut script = refused(&last_query(), 0x9C);
    script.push(Step::Quiet(1_900));
    script.extend(talk(&last_query(), &[aborted(0x9C)]));
    script.extend(last_is(&payment()));
    assert_eq!(silent(script, &mut Eye::new()).await.unwrap().entries.len(), 1);
    let script: Vec<Step> = (0..92).flat_map(|_| refused(&last_query(), 0x9C)).collect();
    let (console, mut eye) = (script, Eye::new());
    let error = against_many(console, &mut eye).await;
    assert!(matches!(error, Err(DeviceError::Refused { ref code, .. }) if code.as_str() == "9C"), "{error:?}");
}

/// A script that may have more in it than is needed: it ends with the driver.
async fn against_many(script: Vec<Step>, eye: &mut Eye) -> Result<Journal, DeviceError> {
    let (console, mut far) = tokio::io::duplex(4096);
    let peer = async move {
        use tillwright::protocol::zvt::frame::{Wire, frame};
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut buffer = [0; 256];
        for step in script {
            match step {
                Step::Asked(_) | Step::Get(_) => {
                    let _ = far.read(&mut buffer).await;
                }
                Step::Give(byte) => far.write_all(&[byte]).await.unwrap(),
                Step::Say(apdu) => far.write_all(&frame(Wire::Serial, &apdu)).await.unwrap(),
                _ => {}
            }
        }
        std::future::pending::<()>().await;
    };
    let mut driver = tillwright::device::zvt::Driver::new(console, terms(LineKind::Serial, false));
    let mut keep = Keep::default();
    tokio::select! {
        biased;
        out = driver.pull(Depth::Silent, &mut keep, eye) => out,
        () = peer => unreachable!(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_terminal_is_known_by_its_answers_and_not_by_an_acknowledgement() {
    let detect = async |script: Vec<Step>| {
        let mut eye = Eye::new();
        on(terms(LineKind::Serial, false), script, &mut eye, async |driver, eye| driver.detect(eye).await).await
    };
    for script in [
        last_is(&payment()),
        last_is_empty(),
        refused(&last_query(), 0x83),
        refused(&last_query(), 0x9C),
        talk(&last_query(), &[aborted(0x6B)]),
    ] {
        detect(script).await.unwrap();
    }
    let known = detect(refused(&last_query(), 0x37)).await.unwrap_err();
    assert!(matches!(known, DeviceError::WrongPassword { .. }), "and not asked again: {known}");
    let silent = detect(vec![asked(&last_query()), ack(), Step::Quiet(4_000)]).await.unwrap_err();
    assert!(matches!(silent, DeviceError::Silent { .. }), "{silent}");
    let silent = detect(vec![asked(&last_query()), Step::Quiet(4_000)]).await.unwrap_err();
    assert!(matches!(silent, DeviceError::Silent { .. }), "{silent}");
    let noise = detect(vec![asked(&last_query()), Step::Raw(vec![0xF8, 0x00, 0x3E]), Step::Quiet(4_000)]).await;
    assert!(matches!(noise, Err(DeviceError::Protocol { .. })), "{noise:?}");
    let echo = detect(vec![asked(&last_query()), say(&last_query())]).await.unwrap_err();
    assert!(matches!(echo, DeviceError::Protocol { ref why, .. } if why.contains("bridge")), "{echo}");
}

#[tokio::test(start_paused = true)]
async fn a_till_that_is_heard_ends_the_visit() {
    let script = vec![say("06 01 0A 04 00 00 00 00 10 10 49 09 78"), Step::Quiet(60_000)];
    let error = against(script, &mut Eye::new(), async |driver, eye| driver.listen(eye).await).await;
    assert!(matches!(error, Err(DeviceError::TillHeard(what)) if what == "authorisation"));
}

/// What a terminal says to a till before this console has said a word.
async fn overheard(script: Vec<Step>) -> (Result<(), DeviceError>, f32) {
    let begun = tokio::time::Instant::now();
    let heard = against(script, &mut Eye::new(), async |driver, eye| driver.listen(eye).await).await;
    (heard, begun.elapsed().as_secs_f32())
}

#[tokio::test(start_paused = true)]
async fn a_result_for_the_till_is_not_answered_and_its_repetitions_are_waited_for() {
    let result = Step::Say(block(&payment()));
    let thrice = vec![
        result.clone(),
        Step::Quiet(5_000),
        result.clone(),
        Step::Quiet(5_000),
        result.clone(),
        Step::Quiet(5_000),
    ];
    let (heard, seconds) = overheard(thrice).await;
    heard.unwrap();
    assert!((15.9..16.2).contains(&seconds), "{seconds}");
    // Answered by somebody, it goes on at once.
    let (heard, _) = overheard(vec![result, Step::Wait(200), Step::Say(done())]).await;
    assert!(matches!(heard, Err(DeviceError::TillHeard(what)) if what.contains("completion")));
    let (heard, seconds) = overheard(Vec::new()).await;
    heard.unwrap();
    assert!(seconds < 0.5, "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn health_tells_what_silence_knows() {
    let health = async |script: Vec<Step>| {
        let health = against(script, &mut Eye::new(), async |driver, eye| driver.health(eye).await).await.unwrap();
        health.items.into_iter().map(|item| (item.name, item.value.to_string(), item.good)).collect::<Vec<_>>()
    };
    let mut script = last_is(&payment());
    script.extend(talk("06 23 03 87 FF FF", &[hex_of("06 1E 04 B8 87 00 17")]));
    let items = health(script).await;
    assert_eq!(
        items,
        [
            ("last_transaction", "receipt 0042, EUR 10.10, 2026-03-14 10:11:12".to_owned(), None),
            ("last_result", "00 (done)".to_owned(), Some(true)),
            ("last_transaction_age", "0 days".to_owned(), None),
            ("open_preauthorisations", "at least one: 0017".to_owned(), Some(false)),
        ]
    );
    let mut script = refused(&last_query(), 0x83);
    script.extend(talk("06 23 03 87 FF FF", &[hex_of("06 1E 04 B8 87 FF FF")]));
    let items = health(script).await;
    assert!(items[0].1.starts_with("not told: 83"), "{items:?}");
    assert_eq!(items[1], ("open_preauthorisations", "none".to_owned(), Some(true)));
    let mut script = last_is_empty();
    script.extend(refused("06 23 03 87 FF FF", 0x83));
    assert!(health(script).await[1].1.starts_with("not told"));
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_not_silent_is_sent_without_consent() {
    let mut eye = Eye::new();
    let errors = on(terms(LineKind::Serial, false), Vec::new(), &mut eye, async |driver, eye| {
        use tillwright::device::Inquiry;
        let mut errors = Vec::new();
        for what in [Inquiry::Status, Inquiry::Configuration, Inquiry::Diagnosis] {
            errors.push(driver.inquire(what, eye).await.map(|_| ()));
        }
        errors
    });
    for error in errors.await {
        assert!(matches!(error, Err(DeviceError::NotAllowed { .. })), "{error:?}");
    }
    let mut eye = Eye::new();
    let pulled = on(terms(LineKind::Serial, false), last_is(&payment()), &mut eye, async |driver, eye| {
        driver.pull(Depth::Full, &mut Keep::default(), eye).await
    });
    assert!(matches!(pulled.await, Err(DeviceError::NotAllowed { what: "registration", .. })));
}
