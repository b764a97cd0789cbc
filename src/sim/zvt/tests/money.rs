use super::*;
use crate::sim::zvt::{Deed, MovementKind, Standing};

fn movements(terminal: &Terminal) -> Vec<(MovementKind, u32, i64)> {
    terminal.movements().iter().map(|one| (one.kind, one.entry, one.amount_minor)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_payment_over_both_kinds_of_line() {
    for kind in [LineKind::Serial, LineKind::Network] {
        let terminal = terminal(&format!("{THREE}[[payment]]\ncard = \"girocard\"\nlast4 = \"7316\"\n"));
        let mut ecr = Ecr::plug(&terminal, kind);
        // 10.10: its amount has to be doubled on a serial line.
        let said = ecr.ask("06 01 0a 04 000000001010 49 0978").await;
        assert_eq!(shape(&said), ["8000", "040f", "060f"], "{kind:?}");
        let result = &results(&said)[0];
        assert_eq!((result.result, result.amount, result.receipt), (Some(0), Some(1010), Some(44)));
        assert_eq!(result.card.as_ref().unwrap().to_string(), "672200******7316");
        assert_eq!(movements(&terminal), [(MovementKind::Sale, 44, 1010)]);
        assert_eq!(terminal.entries()[3].standing, Standing::Final);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reversal_names_its_original() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    let said = ecr.ask(REVERSE).await;
    assert_eq!(shape(&said), ["8000", "040f", "060f"]);
    let result = &results(&said)[0];
    assert_eq!((result.original_trace, result.trace, result.receipt), (Some(102), Some(104), Some(44)));
    assert_eq!((result.amount, result.turnover), (Some(1010), Some(4)));
    assert_eq!(movements(&terminal), [(MovementKind::Void, 42, 1010)]);
    assert_eq!(ecr.ask(REVERSE).await, ["800000", "061e01b4"]);
    assert_eq!(movements(&terminal).len(), 1);
    let last = &results(&ecr.ask(LAST).await)[0];
    assert_eq!((last.receipt, last.original_trace), (Some(44), Some(102)));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_reversed_is_refused_with_its_code() {
    let terminal = terminal(&format!(
        "{THREE}[[transaction]]\namount = 700\ntime = \"2026-05-14T13:00:00\"\nresult = 0x05\n\
         [[transaction]]\namount = 800\ntime = \"2026-05-14T13:10:00\"\nreversed = true\n"
    ));
    let mut ecr = Ecr::new(&terminal);
    for (receipt, amount, code) in [
        ("0042", "1011", "b7"),
        ("0099", "1010", "b5"),
        ("0044", "0700", "b5"),
        ("0045", "0800", "b4"),
        ("0046", "0800", "b5"),
    ] {
        let said = ecr.ask(&format!("06 30 0d 000000 87 {receipt} 04 00000000{amount}")).await;
        assert_eq!(said, ["800000".to_owned(), format!("061e01{code}")], "{receipt}");
    }
    assert_eq!(ecr.ask("06 30 0d 123456 87 0042 04 000000001010").await, ["849a00"]);
    assert_eq!(ecr.ask("06 30 10 000000 87 0042 04 000000001010 49 0756").await, ["800000", "061e016f"]);
    assert!(terminal.movements().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_result_that_nobody_takes_is_undone_or_stands() {
    for (auto, standing, last, moved) in [
        (true, Standing::Undone, Some(0x6C), vec![]),
        (false, Standing::Final, Some(0), vec![(MovementKind::Void, 42, 1010)]),
    ] {
        let terminal = terminal(&format!("options.auto_reversal = {auto}\n{THREE}"));
        let mut ecr = Ecr::new(&terminal);
        ecr.command(REVERSE).await;
        assert_eq!(ecr.apdu().await.unwrap(), "800000");
        assert!(ecr.apdu().await.unwrap().starts_with("040f"));
        // The line acknowledged it; the till itself says nothing.
        let end = ecr.apdu_within(20).await.unwrap();
        assert_eq!(end, if auto { "061e016c" } else { "060f00" });
        ecr.good().await;
        assert_eq!(terminal.entries()[3].standing, standing);
        assert_eq!(movements(&terminal), moved, "{auto}");
        assert_eq!(results(&ecr.ask(LAST).await)[0].result, last);
        let again = ecr.ask(REVERSE).await;
        assert_eq!(again.last().unwrap(), if auto { "060f00" } else { "061e01b4" });
    }
}

#[tokio::test(start_paused = true)]
async fn undoing_behind_the_end_of_a_command_shows_the_transaction_as_standing_until_it_is_over() {
    let terminal = terminal(&format!("options.undoes_behind = true\noptions.auto_reversal_ms = 60000\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    ecr.command(REVERSE).await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    assert!(ecr.apdu().await.unwrap().starts_with("040f"));
    assert_eq!(ecr.apdu_within(20).await.unwrap(), "061e016c");
    ecr.good().await;
    assert_eq!(results(&ecr.ask(LAST).await)[0].result, Some(0), "as if it stood");
    assert!(ecr.ask("05 01 00").await.last().unwrap().ends_with("9c"));
    assert_eq!(terminal.entries()[3].standing, Standing::Pending);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(results(&ecr.ask(LAST).await)[0].result, Some(0x6C));
    assert!(ecr.ask("05 01 00").await.last().unwrap().ends_with("00"));
    assert_eq!((terminal.entries()[3].standing, terminal.movements().len()), (Standing::Undone, 0));
}

#[tokio::test(start_paused = true)]
async fn a_refused_print_undoes_too() {
    let text = THREE.replace("options.config = 0", "options.config = 0x86");
    for (refused, undone) in [(0, true), (30, true), (usize::MAX, false)] {
        let terminal = terminal(&text);
        let mut ecr = Ecr::new(&terminal);
        ecr.command(REVERSE).await;
        let mut lines = 0;
        loop {
            let apdu = ecr.apdu().await.unwrap();
            match &apdu[..4] {
                "8000" => continue,
                "06d1" if lines == refused => ecr.command("84 cc 00").await,
                "060f" | "061e" => break,
                _ => ecr.good().await,
            }
            lines += usize::from(apdu.starts_with("06d1"));
        }
        assert_eq!(terminal.movements().is_empty(), undone, "{refused}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_till_may_ask_for_the_result_again() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    ecr.command(REVERSE).await;
    ecr.apdu().await.unwrap();
    let first = ecr.apdu().await.unwrap();
    ecr.command("84 9c 00").await;
    let begun = tokio::time::Instant::now();
    assert_eq!(ecr.apdu().await.unwrap(), first);
    assert!(begun.elapsed() >= Duration::from_secs(2));
    ecr.good().await;
    assert_eq!(ecr.rest().await, ["060f00"]);
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_till_that_always_asks_again_loses_the_transaction() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    ecr.command(REVERSE).await;
    ecr.apdu().await.unwrap();
    let mut told = 0;
    loop {
        let apdu = ecr.apdu().await.unwrap();
        if !apdu.starts_with("040f") {
            assert_eq!(apdu, "061e016c");
            break;
        }
        told += 1;
        ecr.command("84 9c 00").await;
    }
    assert_eq!(told, 4);
    assert!(terminal.movements().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_declined_payment_is_told_printed_and_moves_nothing() {
    let terminal = terminal("options.config = 0x86\n[[payment]]\nresult = 0x05\n");
    let mut ecr = Ecr::new(&terminal);
    let said = ecr.ask("06 01 07 04 000000002500").await;
    assert_eq!(shape(&said), ["8000", "040f", "06d1", "061e"]);
    assert_eq!(said.last().unwrap(), "061e0105");
    assert_eq!(results(&said)[0].result, Some(5));
    assert!(terminal.movements().is_empty());
    let text = terminal.printed()[0].lines.join("\n");
    assert!(text.contains("Zahlung nicht möglich") && !text.contains("Zahlung erfolgt"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_refund_stands_for_itself_and_a_contactless_reversal_may_become_one() {
    let terminal = terminal(&format!("options.contactless_refund = true\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    let said = ecr.ask("06 30 0d 000000 87 0043 04 000000000990").await;
    let result = &results(&said)[0];
    assert_eq!((result.original_trace, result.text.as_ref().unwrap().as_str()), (Some(103), "GUTSCHRIFT"));
    assert_eq!(ecr.ask("06 31 0a 000000 04 000000000500").await.last().unwrap(), "060f00");
    assert_eq!(movements(&terminal), [(MovementKind::Refund, 43, 990), (MovementKind::Refund, 45, 500)]);
    assert_eq!(ecr.ask("06 30 0d 000000 87 0043 04 000000000990").await.last().unwrap(), "061e01b4");
}

#[tokio::test(start_paused = true)]
async fn reservations_are_listed_booked_and_released() {
    let terminal = Terminal::new(Scenario::named("preauths").unwrap());
    let open = terminal.open_reservations();
    assert_eq!(open.len(), 3);
    let mut ecr = Ecr::new(&terminal);
    let number = |at: usize| format!("{:04}", open[at]);
    assert_eq!(ecr.ask("06 23 03 87 ffff").await, ["800000".to_owned(), format!("061e04b887{}", number(0))]);
    // Less than was set aside is given back, the rest stays open.
    let part = ecr.ask(&format!("06 23 0a 87 {} 04 000000005000", number(0))).await;
    assert_eq!(part.last().unwrap(), "060f00");
    assert_eq!(terminal.open_reservations(), open);
    assert_eq!(ecr.ask(&format!("06 24 0a 87 {} 04 000000015000", number(0))).await.last().unwrap(), "061e01b7");
    assert_eq!(ecr.ask(&format!("06 24 0a 87 {} 04 000000010000", number(0))).await.last().unwrap(), "060f00");
    assert_eq!(ecr.ask(&format!("06 25 03 87 {}", number(1))).await.last().unwrap(), "060f00");
    assert_eq!(terminal.open_reservations(), [open[2]]);
    assert_eq!(movements(&terminal), [(MovementKind::Sale, u32::from(open[0]), 10_000)]);
    // With a container in registration the whole list comes at once.
    ecr.ask("06 00 08 000000 00 0978 06 00").await;
    assert_eq!(ecr.ask("06 23 03 87 ffff").await, ["800000".to_owned(), format!("061e09b8060623040802{}", number(2))]);
    assert_eq!(ecr.ask(&format!("06 25 03 87 {}", number(2))).await.last().unwrap(), "060f00");
    ecr.ask("06 02 00").await;
    assert_eq!(ecr.ask("06 23 03 87 ffff").await, ["800000", "061e04b887ffff"]);
    assert!(terminal.entries().iter().any(|one| one.deed == Deed::Booking));
}
