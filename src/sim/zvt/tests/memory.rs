//! What survives: connections, restarts, batches.

use super::*;
use crate::sim::zvt::{Refused, Standing, TillError};
use crate::sim::{Remembers, StateError};

#[tokio::test(start_paused = true)]
async fn the_state_file_survives_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("t.json");
    let scenario = || Scenario::load(THREE).unwrap();
    let first = Terminal::with_state(scenario(), &path).unwrap();
    let mut ecr = Ecr::new(&first);
    ecr.ask("06 00 08 000000 8e 0978 06 00").await;
    ecr.ask(REVERSE).await;
    let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(kept["movements"], serde_json::json!([{ "kind": "void", "entry": 42, "amount_minor": 1010 }]));
    let second = Terminal::with_state(scenario(), &path).unwrap();
    assert_eq!((second.entries(), second.movements()), (first.entries(), first.movements()));
    assert_eq!((second.printed(), second.config()), (first.printed(), 0x8E));
    let mut ecr = Ecr::new(&second);
    assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), "061e01b4");
    assert!(results(&ecr.ask(LAST).await)[0].tlv.is_some(), "a registration stays until log-off");
}

#[tokio::test(start_paused = true)]
async fn a_restart_undoes_what_nobody_acknowledged_or_leaves_it() {
    for auto in [true, false] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("t.json");
        let text = format!("options.auto_reversal = {auto}\n{THREE}");
        let scenario = || Scenario::load(&text).unwrap();
        let first = Terminal::with_state(scenario(), &path).unwrap();
        let mut ecr = Ecr::new(&first);
        ecr.command(REVERSE).await;
        ecr.apdu().await.unwrap();
        assert!(ecr.apdu().await.unwrap().starts_with("040f"));
        let second = Terminal::with_state(scenario(), &path).unwrap();
        let standing = if auto { Standing::Undone } else { Standing::Final };
        assert_eq!(second.entries()[3].standing, standing);
        assert_eq!(second.movements().len(), usize::from(!auto));
        assert_eq!(second.entries()[1].closed, !auto);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_kept_is_not_told() {
    for kind in [LineKind::Serial, LineKind::Network] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep").join("t.json");
        std::fs::create_dir(path.parent().unwrap()).unwrap();
        let terminal = Terminal::with_state(Scenario::load(THREE).unwrap(), &path).unwrap();
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
        let (mut near, far) = tokio::io::duplex(4096);
        let task = tokio::spawn(async move { terminal.serve(far, kind).await });
        let command: &[u8] = match kind {
            LineKind::Serial => &[0x10, 0x02, 0x05, 0x01, 0x00, 0x10, 0x03, 0xC3, 0xD2],
            LineKind::Network => &[0x05, 0x01, 0x00],
        };
        let right = crc(&[0x05, 0x01, 0x00, 0x03]).to_le_bytes();
        let command = if kind == LineKind::Serial { [&command[..7], &right].concat() } else { command.to_vec() };
        near.write_all(&command).await.unwrap();
        let mut heard = Vec::new();
        near.read_to_end(&mut heard).await.unwrap();
        assert!(heard.is_empty(), "{heard:02x?}");
        assert!(task.await.unwrap().is_err());
    }
}

#[test]
fn what_is_no_state_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("t.json");
    for text in ["", "{}", "{\"schema\": \"tillwright/sim-state/9\"}"] {
        std::fs::write(&path, text).unwrap();
        let error = Terminal::with_state(Scenario::quiet(1, 0), &path).err().unwrap();
        assert!(matches!(error, StateError::Bad { .. }), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn receipt_numbers_wrap_and_a_range_goes_through() {
    let text = "first_receipt = 9998\nfirst_trace = 999998\nentries = 4\noptions.config = 0x86\n";
    let terminal = terminal(text);
    let receipts: Vec<u16> = terminal.entries().iter().map(|one| one.receipt).collect();
    assert_eq!(receipts, [9998, 9999, 1, 2]);
    let mut ecr = Ecr::new(&terminal);
    let totals = results(&ecr.ask("06 10 03 000000").await)[0].totals.clone().unwrap();
    assert_eq!((totals.first, totals.last), (Some(9998), Some(2)));
    ecr.ask("06 12 07 000000 9999 0001").await;
    let printed: Vec<_> = terminal.printed().iter().map(|slip| slip.receipt).collect();
    assert_eq!(printed, [Some(9999), Some(1)]);
}

#[tokio::test(start_paused = true)]
async fn the_till_has_to_keep_the_terminals_rules() {
    let terminal = terminal(THREE);
    let till = terminal.till();
    assert_eq!(till.reverse(42).unwrap(), 44);
    assert!(matches!(till.reverse(42), Err(TillError::Refused(Refused(0xB4)))));
    assert!(matches!(till.reverse(44), Err(TillError::Refused(Refused(0xB5)))));
    assert_eq!(till.pay(500).unwrap(), 45);
    assert_eq!(till.books().len(), 5);
    till.close().unwrap();
    assert!(matches!(till.reverse(45), Err(TillError::Refused(Refused(0xB5)))));
    till.replace("52500099").unwrap();
    assert_eq!((terminal.id().as_str(), terminal.entries().len(), terminal.movements().len()), ("52500099", 0, 2));
}

#[tokio::test(start_paused = true)]
async fn the_till_acts_beside_the_console() {
    for (deed, end) in
        [("reverse = 42", "061e01b4"), ("close = true", "061e01b5"), ("replaced_by = \"52500099\"", "061e01b5")]
    {
        let terminal = terminal(&format!("{THREE}[[till]]\nbefore = \"0630\"\n{deed}\n"));
        let mut ecr = Ecr::new(&terminal);
        assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), end, "{deed}");
        assert!(terminal.movements().len() <= 1);
    }
    let terminal = terminal(&format!("{THREE}[[till]]\nafter = \"0620\"\npay = 700\n"));
    let mut ecr = Ecr::new(&terminal);
    assert_eq!(results(&ecr.ask(LAST).await)[0].receipt, Some(43));
    assert_eq!(results(&ecr.ask(LAST).await)[0].receipt, Some(44));
}

#[tokio::test(start_paused = true)]
async fn a_loss_of_power_ends_the_conversation_and_leaves_what_the_terminal_remembers() {
    for (remembers, left) in [(Remembers::All, 4), (Remembers::OnlyFinal, 3)] {
        for kind in [LineKind::Serial, LineKind::Network] {
            let terminal = Terminal::new(Scenario::load(THREE).unwrap());
            let mut ecr = Ecr::plug(&terminal, kind);
            ecr.command(REVERSE).await;
            ecr.apdu().await.unwrap();
            assert!(ecr.apdu().await.unwrap().starts_with("040f"));
            terminal.restart(remembers).unwrap();
            // What was on its way may still be read; then the line ends.
            let mut rest = Vec::new();
            ecr.stream.read_to_end(&mut rest).await.unwrap();
            assert_eq!((terminal.entries().len(), terminal.movements().len()), (left, 0), "{remembers:?} {kind:?}");
            assert!(terminal.entries().iter().all(|one| one.standing != Standing::Pending && !one.closed));
            let next = terminal.till().reverse(42).unwrap();
            assert_eq!(
                next,
                if remembers == Remembers::All { 45 } else { 44 },
                "numbers of what is forgotten come again"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_is_told_to_reverses_again_what_is_reversed() {
    let terminal = Terminal::new(Scenario::load(&format!("options.reverses_again = true\n{THREE}")).unwrap());
    for times in 1..=2 {
        terminal.till().reverse(42).unwrap();
        assert_eq!(terminal.movements().len(), times);
    }
}

#[tokio::test(start_paused = true)]
async fn a_terminal_at_work_closes_no_batch() {
    let terminal = Terminal::new(Scenario::load(THREE).unwrap());
    let mut ecr = Ecr::new(&terminal);
    ecr.command(REVERSE).await;
    ecr.apdu().await.unwrap();
    assert!(ecr.apdu().await.unwrap().starts_with("040f"));
    assert!(matches!(terminal.till().close(), Err(TillError::Refused(Refused(0x9C)))));
}
