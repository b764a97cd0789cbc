//! What an acquirer's acceptance test asks of a till, asked of this console (a serial line, an amount of 10.10).

use std::time::Duration;

use tillwright::device::{Depth, DeviceError, Inquiry};
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::sim::zvt::{Scenario, Terminal};

use super::faults::{executed, last, over, reverse, terminal};
use super::kit::*;

const KIND: LineKind = LineKind::Serial;

/// A cable that is pulled at a time, and put back or not.
async fn pulled(terminal: &Terminal, after: Duration, back: Option<Duration>) -> super::faults::Ended {
    reverse(terminal, KIND, |stream| {
        let (near, far) = tokio::io::duplex(64 * 1024);
        tokio::spawn(cable(far, stream, after, back));
        near
    })
    .await
}

/// Carries bytes both ways; while the cable is out what is sent is lost, and nobody is told.
async fn cable(
    console: tokio::io::DuplexStream,
    device: tokio::io::DuplexStream,
    after: Duration,
    back: Option<Duration>,
) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    // The reversal leaves once the line has been quiet for so long.
    let begun = tokio::time::Instant::now() + tillwright::device::zvt::timing::T3_PATIENT;
    let (out, again) = (begun + after, back.map(|pause| begun + after + pause));
    let is_in = move || {
        let now = tokio::time::Instant::now();
        now < out || again.is_some_and(|again| now >= again)
    };
    let ((mut from_console, mut to_console), (mut from_device, mut to_device)) =
        (tokio::io::split(console), tokio::io::split(device));
    let down = async {
        while let Ok(byte) = from_console.read_u8().await {
            if is_in() && to_device.write_u8(byte).await.is_err() {
                break;
            }
        }
    };
    let up = async {
        while let Ok(byte) = from_device.read_u8().await {
            if is_in() && to_console.write_u8(byte).await.is_err() {
                break;
            }
        }
    };
    tokio::select! {
        () = down => {}
        () = up => {}
    }
}

#[tokio::test(start_paused = true)]
async fn ten_euro_ten_over_a_serial_line() {
    for options in ["config = 0x8e", "config = 0x08"] {
        let ended = reverse(&terminal(options, ""), KIND, |stream| stream).await;
        assert_eq!((ended.outcome.as_str(), ended.executed), ("done", 1), "{ended:?}");
        assert!(ended.outcome.evidence().contains("EUR 10.10"), "{:?}", ended.outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn a_cable_out_for_five_seconds_and_back_succeeds() {
    // The card is asked for: the cable is out while the terminal works, and it repeats its result when the cable is back.
    let options = "config = 0x08\nreversal_needs_card = true\ncard_ms = 3000\nhost_ms = 2000";
    for after in [1_000, 2_500, 4_000, 4_900, 5_500] {
        let ended = pulled(&terminal(options, ""), Duration::from_millis(after), Some(Duration::from_secs(5))).await;
        let settled = ended.resolved();
        assert_eq!(ended.executed, 1, "{after} {ended:?}");
        assert!(ended.outcome.as_str() == "done" || settled == "done", "{after} {ended:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_cable_left_out_is_given_up_after_t4_and_then_read_again() {
    let begun = tokio::time::Instant::now();
    let options = "config = 0x08\nreversal_needs_card = true\ncard_ms = 3000\nhost_ms = 2000";
    // Before it had executed anything, and while it was at its host: then it took it back by itself.
    for (after, resolved, named) in [(1_000, "not_done", "ready"), (4_000, "unknown", "its result is 6C")] {
        let ended = pulled(&terminal(options, ""), Duration::from_millis(after), None).await;
        assert_eq!(ended.outcome.as_str(), "unknown", "{ended:?}");
        assert!(ended.outcome.evidence().contains("180 s"), "{:?}", ended.outcome);
        assert_eq!((ended.executed, ended.resolved()), (0, resolved), "{ended:?}");
        let resolved = ended.resolved.unwrap().unwrap();
        assert!(resolved.evidence().contains(named), "{resolved:?}");
    }
    assert!(begun.elapsed() >= Duration::from_secs(360));
}

#[tokio::test(start_paused = true)]
async fn repeat_receipt_after_each_step_tells_what_was_done() {
    let terminal = terminal("config = 0x8e", "");
    let first = last(&terminal, KIND).await.unwrap();
    assert_eq!((first.kind, first.amount.minor), (Kind::Sale, 1_010));
    let ended = reverse(&terminal, KIND, |stream| stream).await;
    assert_eq!(ended.outcome.as_str(), "done");
    let second = last(&terminal, KIND).await.unwrap();
    assert_eq!((second.kind, second.amount.minor), (Kind::Void, 1_010));
    assert_eq!(second.reference(RefName::OriginalTrace), first.reference(RefName::Trace));
    terminal.till().pay(333).unwrap();
    let third = last(&terminal, KIND).await.unwrap();
    assert_eq!((third.kind, third.amount.minor), (Kind::Sale, 333));
}

#[tokio::test(start_paused = true)]
async fn open_preauthorisations_are_told_before_anything_is_closed() {
    let terminal = Terminal::new(Scenario::named("preauths").unwrap());
    let open = terminal.open_reservations();
    let mut eye = Eye::new();
    let mut driver = tillwright::device::zvt::Driver::new(
        terminal.plug(KIND),
        tillwright::device::Terms { line: KIND, password: Password::NONE, consented: true },
    );
    let told = driver.inquire(Inquiry::Preauthorisations, &mut eye).await.unwrap();
    assert!(told.items[0].value.to_string().contains(&format!("{:04}", open[0])), "{told:?} {open:?}");
    // With containers allowed they are all told.
    driver.pull(Depth::One(1), &mut Keep::default(), &mut eye).await.unwrap();
    let told = driver.inquire(Inquiry::Preauthorisations, &mut eye).await.unwrap();
    assert!(told.items[0].value.to_string().starts_with(&open.len().to_string()), "{told:?} {open:?}");
}

#[tokio::test(start_paused = true)]
async fn a_closure_that_failed_is_told_by_the_status_and_closes_nothing_here() {
    // The due closure that the enquiry starts fails.
    let terminal = terminal("config = 0x8e\nend_of_day_due = true\nfailing_closures = 1", "");
    let mut eye = Eye::new();
    let told = over(terminal.plug(KIND), KIND, async |driver| driver.inquire(Inquiry::Status, &mut eye).await.unwrap());
    let told = told.await;
    assert!(told.items.iter().any(|item| item.value.to_string().starts_with("F0")), "{told:?}");
    let batch = terminal.batch();
    let ended = reverse(&terminal, KIND, |stream| stream).await;
    // The same link saw the end of it; a new one is told that a closure is due, which is not the same as ready.
    let at_once = ended.at_once.as_ref().map(Outcome::as_str);
    assert_eq!((ended.outcome.as_str(), at_once, ended.executed), ("unknown", Some("not_done"), 0), "{ended:?}");
    assert_eq!(ended.resolved(), "unknown", "{ended:?}");
    assert!(ended.outcome.evidence().contains("06 1E F0"), "{:?}", ended.outcome);
    assert_eq!(terminal.batch(), batch);
}

#[tokio::test(start_paused = true)]
async fn a_terminal_silent_during_its_update_is_told_and_read_afterwards() {
    for kind in [LineKind::Serial, LineKind::Network] {
        let terminal = terminal("config = 0x8e\nend_of_day_due = true\nupdate_ms = 240000", "");
        let (batch, before) = (terminal.batch(), last(&terminal, kind).await.unwrap());
        let mut eye = Eye::new();
        over(terminal.plug(kind), kind, async |driver| {
            let told = driver.inquire(Inquiry::Status, &mut eye).await.unwrap();
            assert!(eye.text().contains("06 0F completion") && eye.text().contains("E0"), "{told:?}\n{}", eye.text());
            let (closed, config, printed) = (terminal.batch(), terminal.config(), terminal.printed().len());
            assert_eq!(closed, batch + 1, "the closure that was due");
            // Silent: each question ends with a clear word, within the timers, and nothing is changed.
            for _ in 0..2 {
                let begun = tokio::time::Instant::now();
                let silent = driver.pull(Depth::Silent, &mut Keep::default(), &mut eye).await.unwrap_err();
                assert!(matches!(silent, DeviceError::Silent { .. }), "{silent}");
                assert!(silent.to_string().contains("no answer"), "{silent}");
                assert!(begun.elapsed() < Duration::from_secs(60));
            }
            assert_eq!((terminal.batch(), terminal.config(), terminal.printed().len()), (closed, config, printed));
            tokio::time::sleep(Duration::from_secs(240)).await;
            // Reading works again, on the same link; what was sent into the silence is not made up for.
            let journal = driver.pull(Depth::Silent, &mut Keep::default(), &mut eye).await.unwrap();
            assert_eq!(journal.entries.iter().map(|entry| &entry.key).collect::<Vec<_>>(), [&before.key]);
            assert_eq!((terminal.batch(), executed(&terminal)), (closed, 0));
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_status_enquiry_may_close_the_batch_which_is_why_it_needs_consent() {
    let terminal = terminal("config = 0x8e\nend_of_day_due = true", "");
    let batch = terminal.batch();
    let mut eye = Eye::new();
    over(terminal.plug(KIND), KIND, async |driver| {
        driver.detect(&mut eye).await.unwrap();
        driver.pull(Depth::Silent, &mut Keep::default(), &mut eye).await.unwrap();
        driver.health(&mut eye).await.unwrap();
        driver.survey(&mut eye).await.unwrap();
    })
    .await;
    assert_eq!(terminal.batch(), batch, "what is silent closes nothing");
    let told = over(terminal.plug(KIND), KIND, async |driver| driver.inquire(Inquiry::Status, &mut eye).await.unwrap());
    let told = told.await;
    assert_ne!(terminal.batch(), batch, "{told:?}");
    assert_eq!(executed(&terminal), 0);
    assert!(last(&terminal, KIND).await.is_some());
}
