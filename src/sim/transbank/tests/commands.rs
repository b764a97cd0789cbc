use super::*;
use crate::sim::transbank::SlipKind;

#[tokio::test(start_paused = true)]
async fn poll_is_one_byte_and_unknown_commands_are_not_understood() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    till.tell("0100").await;
    till.send("0999|1|").await;
    assert_eq!(till.said().await, Some(Said::Nak));
    till.send("hello").await;
    assert_eq!(till.said().await, Some(Said::Nak));
    till.stream.write_all(&[2, b'0', b'1', b'0', b'0', 3, 0x7f]).await.unwrap();
    assert_eq!(till.said().await, Some(Said::Nak));
    till.stream.write_all(b"noise without a frame").await.unwrap();
    till.tell("0100").await;
    assert!(terminal.movements().is_empty() && terminal.printed().is_empty());
}

#[tokio::test(start_paused = true)]
async fn last_sale_is_told_and_printed_again() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    assert_eq!(
        till.ask("0250|").await,
        "0260|00|000000000001|SIM00001|000125|G7H8J9|30000|3|10000|4242|000003|CR|||MC|14052024|120000|0|1500|"
    );
    let printed = terminal.printed();
    assert_eq!((printed.len(), printed[0].kind, printed[0].operation), (1, SlipKind::Reprint, Some(3)));
    assert!(printed[0].lines.iter().any(|line| line.starts_with("CODIGO DE AUTORIZACION") && line.ends_with("G7H8J9")));
    assert!(printed[0].lines.iter().all(|line| line.chars().count() <= 40));
}

#[tokio::test(start_paused = true)]
async fn last_sale_of_an_empty_memory_is_11_with_every_separator() {
    let mut till = Peer::new(&Terminal::new(Scenario::named("empty").unwrap()));
    assert_eq!(till.ask("0250|").await, "0260|11|000000000001|SIM00003||||||||||||||||");
}

#[tokio::test(start_paused = true)]
async fn list_gives_a_record_for_each_acknowledgement() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    till.send("0260|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    let first = "0261|00|000000000001|SIM00001|000123|A1B2C3|2500|4242|000001|CR|||VI|14052024|111555|0|0|0|1|";
    assert_eq!(till.said().await, Some(said(first)));
    assert_eq!(till.said().await, None, "the next record waits for the ACK");
    till.ack().await;
    assert_eq!(
        till.answer().await,
        "0261|00|000000000001|SIM00001|000124|D4E5F6|990|1881|000002|DB|140524|XXXXXXXXXXXXXXX1881|DB|14052024|112030|0|0|0|0|"
    );
    assert_eq!(field(&till.answer().await, 17), "10000");
    assert_eq!(till.answer().await, "0261|00|000000000001|SIM00001||||||||||||||||");
    assert_eq!(till.said().await, None);
    assert!(terminal.printed().is_empty(), "the list to the host is silent");
}

#[tokio::test(start_paused = true)]
async fn list_on_paper_sends_nothing() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    till.tell("0260|0|").await;
    let printed = terminal.printed();
    assert_eq!(printed[0].kind, SlipKind::Detail);
    assert_eq!(printed[0].lines.iter().filter(|line| line.contains('$')).count(), 3);
}

#[tokio::test(start_paused = true)]
async fn totals_count_and_print() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    let answer = till.ask("0700||").await;
    assert_eq!(answer.trim_end_matches('|'), "0710|00|3|33490");
    assert_eq!(terminal.printed()[0].kind, SlipKind::Summary);
    assert!(till.ask("1200|1|").await.starts_with("1210|00"));
    assert_eq!(till.ask("0700||").await.trim_end_matches('|'), "0710|00|2|30990", "a voided sale does not count");
}

#[tokio::test(start_paused = true)]
async fn void_answers_done_voided_nothing_debit_and_not_permitted() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    let done = till.ask("1200|000003|").await;
    assert!(done.starts_with("1210|00|000000000001|SIM00001|"), "{done}");
    assert_eq!(field(&done, 4).len(), 6);
    assert_eq!(field(&done, 5).parse::<u32>().unwrap(), 3);
    for (command, code) in [("1200|3|", "04"), ("1200|2|", "08"), ("1200|77|", "05")] {
        assert_eq!(field(&till.ask(command).await, 1), code, "{command}");
    }
    let movements = terminal.movements();
    assert_eq!(movements.len(), 1, "{movements:?}");
    assert_eq!((movements[0].kind.as_str(), movements[0].entry, movements[0].amount_minor), ("void", 3, 30000));
    assert_eq!(terminal.printed().iter().map(|slip| slip.kind).collect::<Vec<_>>(), [SlipKind::Void]);

    let strict = super::terminal(&format!("{THREE}\n[options]\nvoids = false\n"));
    assert_eq!(field(&Peer::new(&strict).ask("1200|1|").await, 1), "21");
}

#[tokio::test(start_paused = true)]
async fn sale_shows_progress_and_is_stored() {
    let terminal =
        terminal("start = \"2024-05-14T11:00:00\"\n[[payment]]\nlast4 = \"0042\"\ninstalments = 2\ntip = 100\n");
    let mut till = Peer::new(&terminal);
    till.send("0200|000002500|000123|||1").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    for step in 78..=82 {
        assert_eq!(till.answer().await.trim_end_matches('|'), format!("0900|{step}"));
    }
    let answer = till.answer().await;
    assert!(answer.starts_with("0210|00|000000000001|SIM00001|000123|"), "{answer}");
    assert!(answer.ends_with("|2500|2|1250|0042|000001|CR|||VI|14052024|110000|0|100|"), "{answer}");
    assert_eq!(till.list().await.len(), 1);
    assert_eq!(terminal.movements()[0].kind.as_str(), "sale");
    assert_eq!(terminal.printed()[0].kind, SlipKind::Voucher);
}

#[tokio::test(start_paused = true)]
async fn a_debit_sale_has_no_instalments_to_choose_and_no_status_means_no_progress() {
    let mut till = Peer::new(&terminal("[[payment]]\ntype = \"debit\"\n[[payment]]\n"));
    till.send("0200|2500|1|||1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    let mut steps = Vec::new();
    loop {
        match till.answer().await {
            text if text.starts_with("0900") => steps.push(field(&text, 1).to_owned()),
            text => break assert_eq!(field(&text, 11), "DB"),
        }
    }
    assert_eq!(steps, ["78", "79", "81", "82"]);
    assert!(till.ask("0200|2500|2|||0|").await.starts_with("0210|00"));
}

#[tokio::test(start_paused = true)]
async fn sales_are_refused_by_the_code_for_it() {
    let mut till = Peer::new(&terminal("[[payment]]\nresult = 7\n[[payment]]\nresult = 1\n"));
    let cases = [
        ("0200|0|1|||0|", "72"),
        ("0200|x|1|||0|", "72"),
        ("0200|49|1|||0|", "10"),
        ("0200|2500|1234567|||0|", "70"),
        ("0200|2500|1|||0|", "07"),
        ("0200|2500|1|||0|", "01"),
    ];
    for (command, code) in cases {
        let answer = till.ask(command).await;
        assert_eq!(field(&answer, 1), code, "{command}");
        assert_eq!(answer.matches('|').count(), 19, "refusals keep their separators: {answer}");
    }
    assert!(till.list().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn states_that_refuse_sales() {
    for (options, code) in [
        ("keys_lost = true", "26"),
        ("paper = \"out\"", "24"),
        ("close_first = 77", "77"),
        ("capacity = 3", "67"),
        ("capacity = 3\nfull_code = 76", "76"),
    ] {
        let terminal = terminal(&format!("{THREE}\n[options]\n{options}\n"));
        let answer = Peer::new(&terminal).ask("0200|2500|1|||0|").await;
        assert_eq!(field(&answer, 1), code, "{options}");
        assert!(terminal.movements().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn keys_can_be_loaded_again() {
    let mut till = Peer::new(&terminal(&format!("{THREE}\n[options]\nkeys_lost = true\n")));
    assert_eq!(field(&till.ask("1200|1|").await, 1), "26");
    assert_eq!(field(&till.ask("0500||").await, 1), "26");
    assert_eq!(till.ask("0800").await, "0810|00|000000000001|SIM00001");
    assert_eq!(field(&till.ask("1200|1|").await, 1), "00");
}

#[tokio::test(start_paused = true)]
async fn without_paper_nothing_that_prints_is_done() {
    let terminal = terminal(&format!("{THREE}\n[options]\npaper = \"out\"\n"));
    let mut till = Peer::new(&terminal);
    for command in ["0250|", "0280|0", "0700||", "1200|1|", "0500||"] {
        assert_eq!(field(&till.ask(command).await, 1), "24", "{command}");
    }
    till.tell("0260|0|").await;
    assert_eq!(till.list().await.len(), 3, "the list to the host needs no paper");
    assert!(terminal.printed().is_empty() && terminal.movements().is_empty());
    terminal.till().paper(true).unwrap();
    assert_eq!(field(&till.ask("0250|").await, 1), "00");
}

#[tokio::test(start_paused = true)]
async fn close_erases_the_batch() {
    for (restart, expected) in [(false, "000004"), (true, "000001")] {
        let terminal = terminal(&format!("{THREE}\n[options]\nrestart_numbers = {restart}\nclose_first = 13\n"));
        let mut till = Peer::new(&terminal);
        assert_eq!(till.ask("0500||").await, "0510|00|000000000001|SIM00001|");
        assert_eq!(terminal.printed()[0].kind, SlipKind::Close);
        assert!(till.list().await.is_empty());
        assert_eq!(field(&till.ask("1200|1|").await, 1), "05");
        assert_eq!(field(&till.ask("0250|").await, 1), "11");
        let sale = till.ask("0200|2500|9|||0|").await;
        assert_eq!((field(&sale, 1), field(&sale, 10)), ("00", expected));
        assert_eq!(terminal.batch(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn leaving_integrated_mode_makes_it_silent_until_a_person_puts_it_back() {
    let terminal = terminal(THREE);
    let mut till = Peer::new(&terminal);
    till.tell("0300").await;
    till.send("0100").await;
    assert_eq!(till.said().await, None);
    terminal.till().integrated(true).unwrap();
    till.tell("0100").await;
}

#[tokio::test(start_paused = true)]
async fn multi_code() {
    let terminal = terminal("start = \"2024-05-14T11:00:00\"\n[[payment]]\n[[payment]]\n");
    let mut till = Peer::new(&terminal);
    let sale = till.ask("0270|2500|000123|||0|000000000002|").await;
    assert_eq!(field(&sale, 0), "0271");
    assert_eq!((field(&sale, 19), field(&sale, 20), field(&sale, 21)), ("", "0", "000000000002"));
    let last = till.ask("0280|1").await;
    assert_eq!((field(&last, 0), field(&last, 20), field(&last, 21)), ("0260", "0", "000000000002"));
    let voucher = field(&last, 19);
    assert!(voucher.len().is_multiple_of(40) && voucher.contains("DUPLICADO"), "{voucher:?}");
    assert_eq!(terminal.printed().len(), 1, "the text went to the host, not onto paper");
    let last = till.ask("0280|0").await;
    assert_eq!((field(&last, 19), field(&last, 21)), ("", "000000000002"));
    assert_eq!(terminal.printed().len(), 2);
    for command in ["0260|1|", "0290|1|"] {
        till.send(command).await;
        assert_eq!(till.said().await, Some(Said::Ack));
        let record = till.answer().await;
        assert_eq!((field(&record, 19), field(&record, 20)), ("0", "000000000002"), "{command}");
        assert_eq!(field(&till.answer().await, 5), "", "{command}");
    }
}

#[tokio::test(start_paused = true)]
async fn multi_code_list_has_its_columns_for_plain_sales_too() {
    let mut till = Peer::new(&terminal(THREE));
    till.send("0290|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    let record = till.answer().await;
    assert_eq!((field(&record, 19), field(&record, 20)), ("0", ""));
}

#[tokio::test(start_paused = true)]
async fn the_gap_parts_ack_and_answer() {
    let mut till = Peer::new(&terminal(THREE));
    let start = tokio::time::Instant::now();
    till.send("0250|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    let acked = start.elapsed();
    till.answer().await;
    assert!(acked < Duration::from_millis(100) && start.elapsed() - acked >= Duration::from_millis(150));
}

#[tokio::test(start_paused = true)]
async fn without_a_gap_a_thousand_records_take_no_time() {
    let mut scenario = Scenario::quiet(5, 999);
    scenario.options.gap_ms = 0;
    let mut till = Peer::new(&Terminal::new(scenario));
    let start = tokio::time::Instant::now();
    assert_eq!(till.list().await.len(), 999);
    assert!(start.elapsed() < Duration::from_millis(1), "{:?}", start.elapsed());
}
