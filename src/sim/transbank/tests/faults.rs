use super::*;

#[tokio::test(start_paused = true)]
async fn an_answer_is_repeated_twice_on_nak_and_twice_on_silence() {
    for nak in [true, false] {
        let terminal = terminal(THREE);
        let mut till = Peer::new(&terminal);
        till.send("1200|1|").await;
        assert_eq!(till.said().await, Some(Said::Ack));
        let mut times = Vec::new();
        let mut answers = Vec::new();
        while let Some(Said::Frame(text)) = till.said_within(60).await {
            times.push(tokio::time::Instant::now());
            answers.push(text);
            if nak {
                till.byte(0x15).await;
            }
        }
        assert_eq!(answers.len(), 3);
        assert!(answers.iter().all(|answer| *answer == answers[0] && field(answer, 1) == "00"));
        let apart = times[1] - times[0];
        match nak {
            true => assert!(apart < Duration::from_secs(1), "{apart:?}"),
            false => assert!((Duration::from_secs(10)..Duration::from_secs(11)).contains(&apart), "{apart:?}"),
        }
        assert_eq!(terminal.movements().len(), 1, "repeating the answer does not repeat the deed");
        till.tell("0100").await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_acknowledged_answer_is_not_repeated() {
    let mut till = Peer::new(&terminal(THREE));
    till.ask("1200|1|").await;
    assert_eq!(till.said_within(60).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_nobody_acknowledges_is_given_up() {
    let mut till = Peer::new(&terminal(THREE));
    till.send("0260|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    let mut same = Vec::new();
    while let Some(Said::Frame(text)) = till.said_within(60).await {
        same.push(field(&text, 8).to_owned());
    }
    assert_eq!(same, ["000001"; 3]);
    assert_eq!(till.list().await.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_command_in_place_of_an_ack_is_carried_out() {
    let mut till = Peer::new(&terminal(THREE));
    till.send("0260|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    assert!(matches!(till.said().await, Some(Said::Frame(_))));
    assert_eq!(field(&till.ask("1200|2|").await, 1), "08");
    assert_eq!(till.said().await, None, "the list was given up");
}

#[tokio::test(start_paused = true)]
async fn a_command_during_a_sale_gets_nak_or_nothing_and_the_sale_goes_on() {
    for (busy, answer) in [("nak", Some(Said::Nak)), ("silence", None)] {
        let terminal = terminal(&format!("{THREE}\n[options]\nhost_ms = 20000\nbusy = \"{busy}\"\n"));
        let mut till = Peer::new(&terminal);
        till.send("0200|2500|000123|||0|").await;
        assert_eq!(till.said().await, Some(Said::Ack));
        till.send("1200|1|").await;
        assert_eq!(till.said().await, answer, "{busy}");
        match till.said_within(60).await {
            Some(Said::Frame(text)) => assert!(text.starts_with("0210|00"), "{text}"),
            other => panic!("{other:?}"),
        }
        till.ack().await;
        assert_eq!(terminal.movements().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_sale_outlives_its_connection() {
    let terminal = terminal(&format!("{THREE}\n[options]\nhost_ms = 3000\n"));
    let mut till = Peer::new(&terminal);
    till.send("1200|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    drop(till.stream);
    assert!(terminal.movements().is_empty(), "not yet");
    till.task.await.unwrap().unwrap();
    assert_eq!(terminal.movements().len(), 1);
    let mut again = Peer::new(&terminal);
    again.tell("0100").await;
    assert_eq!(field(&again.ask("1200|1|").await, 1), "04");
}

/// What a void gets when `fault` is scripted for it, and whether it was executed.
async fn void_with(fault: &str) -> (Vec<Said>, bool) {
    let terminal = terminal(&format!("{THREE}\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"{fault}\"\n"));
    let mut till = Peer::new(&terminal);
    till.ask("0250|").await;
    till.send("1200|1|").await;
    let mut all = Vec::new();
    while let Some(said) = till.said_within(3).await {
        let answer = matches!(said, Said::Frame(_));
        let bad = said == Said::BadLrc;
        // Noise is of no interest byte by byte.
        if !(matches!(said, Said::Other(_)) && matches!(all.last(), Some(Said::Other(_)))) {
            all.push(said);
        }
        if answer {
            till.ack().await;
        }
        if bad {
            till.byte(0x15).await;
        }
    }
    let executed = terminal.sales()[0].voided;
    if !till.task.is_finished() {
        let code = field(&till.ask("1200|1|").await, 1).to_owned();
        assert_eq!(code, if executed { "04" } else { "00" }, "{fault}");
    }
    (all, executed)
}

#[tokio::test(start_paused = true)]
async fn every_fault_does_what_its_name_says() {
    let done = |text: &Said| matches!(text, Said::Frame(text) if text.starts_with("1210|00|000000000001|SIM00001|"));
    let wrong = |text: &Said| matches!(text, Said::Frame(text) if text.starts_with("0710"));
    let code = |text: &Said, code: &str| matches!(text, Said::Frame(text) if field(text, 1) == code);

    assert_eq!(void_with("drop_link").await, (vec![Said::Ack], false));
    assert_eq!(void_with("execute_then_drop_link").await, (vec![Said::Ack], true));
    assert_eq!(void_with("execute_then_silence").await, (vec![Said::Ack], true));

    let (said, executed) = void_with("execute_then_code 02").await;
    assert!(executed && said.len() == 2 && code(&said[1], "02"), "{said:?}");
    let (said, executed) = void_with("execute_then_wrong_answer").await;
    assert!(executed && said.len() == 2 && wrong(&said[1]), "{said:?}");
    let (said, executed) = void_with("execute_then_stale_answer").await;
    assert!(
        executed && said.len() == 2 && matches!(&said[1], Said::Frame(text) if text.starts_with("0260|")),
        "{said:?}"
    );
    let (said, executed) = void_with("bad_lrc").await;
    assert!(executed && said.len() == 3 && said[1] == Said::BadLrc && done(&said[2]), "{said:?}");
    let (said, executed) = void_with("always_bad_lrc").await;
    assert!(executed && said[1..] == [Said::BadLrc, Said::BadLrc, Said::BadLrc], "{said:?}");
    let (said, executed) = void_with("garbage").await;
    assert!(executed && said.len() == 4 && done(&said[2]), "{said:?}");
    let (said, executed) = void_with("late 2000").await;
    assert!(executed && said.len() == 2 && done(&said[1]), "{said:?}");
    let (said, executed) = void_with("twice").await;
    assert!(executed && said.len() == 3 && done(&said[1]) && said[1] == said[2], "{said:?}");
    let (said, executed) = void_with("other_terminal").await;
    assert!(executed && matches!(&said[1], Said::Frame(text) if field(text, 3) == "OTHER001"), "{said:?}");
    assert_eq!(void_with("truncated").await, (vec![Said::Ack], true));
    assert_eq!(void_with("execute_then_no_ack").await, (vec![], true));
    assert_eq!(void_with("execute_then_never_ending").await, (vec![Said::Ack], true));
}

#[tokio::test(start_paused = true)]
async fn faults_that_do_not_execute_leave_the_sale_alone() {
    for (fault, expected) in [
        ("no_answer", vec![]),
        ("nak", vec![Said::Nak]),
        ("ack_only", vec![Said::Ack]),
        ("answer_code 16", vec![Said::Ack, said("1210|16|000000000001|SIM00001||000001")]),
        ("wrong_answer", vec![Said::Ack, said("0710|00|1|1000")]),
        ("never_ending", vec![Said::Ack]),
    ] {
        let terminal = terminal(&format!("{THREE}\n[[on]]\ncommand = \"1200\"\nthen = \"{fault}\"\n"));
        let mut till = Peer::new(&terminal);
        till.send("1200|1|").await;
        let mut all = Vec::new();
        while let Some(said) = till.said_within(3).await {
            till.ack().await;
            all.push(said);
        }
        let normal = |said: &Said| match said {
            Said::Frame(text) => {
                let fields: Vec<_> =
                    text.trim_end_matches('|').split('|').map(|one| one.trim_start_matches('0').to_owned()).collect();
                fields.join("|")
            }
            other => format!("{other:?}"),
        };
        assert_eq!(
            all.iter().map(normal).collect::<Vec<_>>(),
            expected.iter().map(normal).collect::<Vec<_>>(),
            "{fault}"
        );
        assert!(terminal.movements().is_empty(), "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_hits_the_record_it_names() {
    let terminal = terminal(&format!("{THREE}\n[[on]]\ncommand = \"0260\"\nrecord = 2\nthen = \"drop_link\"\n"));
    let mut till = Peer::new(&terminal);
    till.send("0260|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    assert_eq!(field(&till.answer().await, 8), "000001");
    assert_eq!(till.said().await, None);
    assert!(till.task.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_sale_can_be_charged_and_its_answer_lost() {
    let terminal = terminal("[[on]]\ncommand = \"0200\"\nthen = \"execute_then_silence\"\n");
    let mut till = Peer::new(&terminal);
    till.tell("0200|2500|000123|||0|").await;
    assert_eq!(terminal.movements().len(), 1);
    assert_eq!(field(&till.ask("0250|").await, 4), "000123");
}

#[tokio::test(start_paused = true)]
async fn raw_texts_go_past_the_codec() {
    let text = format!(
        "{THREE}
[[raw]]
answer = \"0261\"
nth = 1
field = \"ticket\"
text = \"4111111111111111\"
[[raw]]
answer = \"0261\"
nth = 1
field = \"employee\"
text = \"\\u001b[2J\\u00e9\"
[[raw]]
answer = \"0261\"
nth = 2
field = \"+\"
text = \"EXTRA\"
[[raw]]
answer = \"0261\"
nth = 3
field = \"*\"
text = \"0261|00\"
"
    );
    let mut till = Peer::new(&terminal(&text));
    till.send("0260|1|").await;
    assert_eq!(till.said().await, Some(Said::Ack));
    let first = till.answer().await;
    assert_eq!((field(&first, 4), field(&first, 15)), ("4111111111111111", "\u{1b}[2J\u{e9}"));
    assert!(till.answer().await.ends_with("|EXTRA|"));
    assert_eq!(till.answer().await, "0261|00");
}
