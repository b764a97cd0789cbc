//! Blocks, acknowledgements, repeats, cables.

use super::*;
use crate::sim::zvt::Standing;

#[tokio::test(start_paused = true)]
async fn a_block_is_repeated_twice_on_nak_and_twice_on_silence() {
    for nak in [true, false] {
        let terminal = terminal(THREE);
        let mut ecr = Ecr::new(&terminal);
        ecr.command("05 01 00").await;
        let mut times = Vec::new();
        while let Some(said) = ecr.said_within(60).await {
            assert_eq!(said, Said::Apdu("800000".to_owned()));
            times.push(tokio::time::Instant::now());
            if nak {
                ecr.byte(0x15).await;
            }
        }
        assert_eq!(times.len(), 3);
        let apart = times[1] - times[0];
        match nak {
            true => assert!(apart < Duration::from_secs(1), "{apart:?}"),
            false => assert!((Duration::from_secs(5)..Duration::from_secs(6)).contains(&apart), "{apart:?}"),
        }
        // It gave up, and is there for the next command.
        assert_eq!(ecr.ask("05 01 00").await.len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn bad_blocks_get_a_nak_and_half_ones_too() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    ecr.stream.write_all(&[0x10, 0x02, 0x05, 0x01, 0x00, 0x10, 0x03, 0x12, 0x34]).await.unwrap();
    assert_eq!(ecr.said().await, Some(Said::Nak));
    let begun = tokio::time::Instant::now();
    ecr.stream.write_all(&[0x10, 0x02, 0x05, 0x01]).await.unwrap();
    assert_eq!(ecr.said().await, Some(Said::Nak));
    assert!((Duration::from_millis(200)..Duration::from_millis(300)).contains(&begun.elapsed()));
    ecr.stream.write_all(b"noise").await.unwrap();
    assert_eq!(ecr.ask("05 01 00").await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_command_that_the_line_repeats_is_not_done_twice() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    // The till does not hear the ACK, and says it again while its answer is on the way.
    ecr.send(REVERSE).await;
    ecr.send(REVERSE).await;
    let mut said = Vec::new();
    while let Some(next) = ecr.said_within(20).await {
        match next {
            Said::Apdu(apdu) => {
                ecr.byte(0x06).await;
                if !apdu.starts_with('8') {
                    ecr.send("80 00 00").await;
                }
                said.push(apdu);
            }
            Said::Ack => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(shape(&said), ["8000", "040f", "060f"]);
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_cable_out_for_five_seconds_does_not_lose_the_payment() {
    let terminal = terminal(&format!("options.host_ms = 3000\n{THREE}[[payment]]\n"));
    let mut ecr = Ecr::new(&terminal);
    ecr.command("06 01 07 04 000000001010").await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    drop(ecr);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(terminal.entries()[3].standing, Standing::Pending);
    let mut ecr = Ecr::new(&terminal);
    let result = ecr.apdu().await.unwrap();
    assert!(result.starts_with("040f2700") || result.contains("2700"), "{result}");
    ecr.good().await;
    assert_eq!(ecr.rest().await, ["060f00"]);
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_cable_left_out_undoes_the_payment_or_leaves_it() {
    for auto in [true, false] {
        let terminal = terminal(&format!("options.auto_reversal = {auto}\n{THREE}[[payment]]\n"));
        let mut ecr = Ecr::new(&terminal);
        ecr.command("06 01 07 04 000000001010").await;
        assert_eq!(ecr.apdu().await.unwrap(), "800000");
        drop(ecr);
        tokio::time::sleep(Duration::from_secs(30)).await;
        assert_eq!(terminal.movements().len(), usize::from(!auto));
        let mut ecr = Ecr::new(&terminal);
        let last = &results(&ecr.ask(LAST).await)[0];
        assert_eq!((last.receipt, last.result), (Some(44), Some(if auto { 0x6C } else { 0 })));
    }
}

#[tokio::test(start_paused = true)]
async fn a_closed_network_connection_aborts_what_goes_on() {
    let terminal = terminal(&format!("options.host_ms = 3000\n{THREE}[[payment]]\n"));
    let mut ecr = Ecr::plug(&terminal, LineKind::Network);
    ecr.command("06 01 07 04 000000001010").await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    drop(ecr);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(terminal.entries().len(), 3, "it was not executed yet");
    let mut ecr = Ecr::plug(&terminal, LineKind::Network);
    ecr.command("06 01 07 04 000000001010").await;
    ecr.apdu().await.unwrap();
    assert!(ecr.apdu().await.unwrap().starts_with("040f"));
    drop(ecr);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(terminal.entries()[3].standing, Standing::Undone);
    assert!(terminal.movements().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_till_out_of_turn_has_to_wait() {
    let terminal = terminal(&format!("options.host_ms = 10000\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    ecr.command(REVERSE).await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    ecr.command("05 01 00").await;
    assert_eq!(ecr.apdu().await.unwrap(), "849c00");
    let said = ecr.rest().await;
    assert_eq!(shape(&said), ["040f", "060f"]);
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_abort_is_heard_until_the_card_was_read() {
    let text = format!("options.card_ms = 5000\noptions.host_ms = 5000\n{THREE}[[payment]]\n");
    for (wait, answer, end) in [(1, "800000", "061e016c"), (7, "849c00", "060f00")] {
        let terminal = terminal(&text);
        let mut ecr = Ecr::new(&terminal);
        ecr.command("06 01 07 04 000000001010").await;
        assert_eq!(ecr.apdu().await.unwrap(), "800000");
        tokio::time::sleep(Duration::from_secs(wait)).await;
        ecr.command("06 b0 00").await;
        assert_eq!(ecr.apdu().await.unwrap(), answer);
        assert_eq!(ecr.rest().await.last().unwrap(), end);
        assert_eq!(terminal.movements().len(), usize::from(end == "060f00"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_acknowledgement_of_a_till_that_gets_lost_is_made_up_for() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    ecr.command(REVERSE).await;
    ecr.apdu().await.unwrap();
    // The till's ACK is lost, its answer is not: the result comes again, and the answer is wanted again.
    let Some(Said::Apdu(first)) = ecr.said().await else { panic!("no result") };
    ecr.command("80 00 00").await;
    assert_eq!(ecr.apdu().await.unwrap(), first);
    ecr.good().await;
    assert_eq!(ecr.rest().await, ["060f00"]);
    assert_eq!(terminal.movements().len(), 1);
}
