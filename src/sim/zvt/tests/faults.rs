//! Scripted faults: what travels, and what was done.

use super::*;

/// What a well-behaved till hears of a reversal with this fault, and how many movements there were.
async fn reversal(fault: &str, kind: LineKind) -> (Vec<String>, usize) {
    let text = THREE.replace("options.config = 0", "options.config = 0x8e");
    let terminal = terminal(&format!("{text}[[faults]]\ncommand = \"0630\"\n{fault}\n"));
    let mut ecr = Ecr::plug(&terminal, kind);
    ecr.ask(LAST).await;
    ecr.send(REVERSE).await;
    let mut all = Vec::new();
    let mut sent = 1;
    while let Some(said) = ecr.said_within(20).await {
        let mut note = |text: &str| {
            if all.last().is_none_or(|last| last != text) {
                all.push(text.to_owned());
            }
        };
        match said {
            Said::Ack => {}
            Said::Nak => {
                note("nak");
                if sent < 3 {
                    ecr.send(REVERSE).await;
                    sent += 1;
                }
            }
            Said::BadCrc => {
                note("bad crc");
                ecr.byte(0x15).await;
            }
            Said::Other(_) => note("noise"),
            Said::Apdu(apdu) => {
                note(if apdu.starts_with("06d1") { "06d1" } else { &apdu });
                if kind == LineKind::Serial && ecr.stream.write_all(&[0x06]).await.is_err() {
                    break;
                }
                if !apdu.starts_with('8') && ecr.stream.write_all(&good(kind)).await.is_err() {
                    break;
                }
            }
        }
    }
    (all, terminal.movements().len())
}

fn good(kind: LineKind) -> Vec<u8> {
    match kind {
        LineKind::Network => vec![0x80, 0, 0],
        LineKind::Serial => vec![0x10, 0x02, 0x80, 0, 0, 0x10, 0x03, 0xF5, 0x1F],
    }
}

/// The same, as control fields; a code behind those that have one.
async fn shown(fault: &str) -> (Vec<String>, usize) {
    let (all, moved) = reversal(fault, LineKind::Serial).await;
    let short = |text: String| match text.get(..4) {
        Some("061e") => text[4..].replacen("01", "1e ", 1),
        Some(control @ ("8000" | "040f" | "060f" | "06d1" | "04ff")) => control.to_owned(),
        _ => text,
    };
    let mut all: Vec<String> = all.into_iter().map(short).collect();
    all.dedup();
    (all, moved)
}

#[tokio::test(start_paused = true)]
async fn faults_of_a_command_do_what_their_names_say() {
    let usual = &["8000", "04ff", "040f", "06d1", "060f"][..];
    for (fault, said, moved) in [
        ("no_answer", &[][..], 0),
        ("ack_only", &[], 0),
        ("drop_link", &[], 0),
        ("silence", &["8000"], 0),
        ("answer_code 9b", &["849b00"], 0),
        ("refuse b5", &["8000", "1e b5"], 0),
        ("execute_then_silence", &["8000", "04ff"], 1),
        ("execute_then_answer_code 9b", &["04ff", "849b00"], 1),
        ("execute_then_code 6c", &["8000", "04ff", "1e 6c"], 1),
        ("execute_then_drop_link", &["8000", "04ff"], 1),
        ("execute_then_wrong_answer", usual, 1),
        ("execute_then_stale_answer", usual, 1),
        ("other_terminal", usual, 1),
        ("other_amount", usual, 1),
        ("other_original", usual, 1),
        ("no_original", usual, 1),
        ("lost_ack", usual, 1),
        ("nak 2", &["nak", "8000", "04ff", "040f", "06d1", "060f"], 1),
        ("nak 3", &["nak"], 0),
    ] {
        let (all, count) = shown(&format!("then = \"{fault}\"")).await;
        assert_eq!((all.iter().map(String::as_str).collect::<Vec<_>>(), count), (said.to_vec(), moved), "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_command_that_was_refused_by_the_line_and_not_repeated_is_not_carried_out() {
    let terminal = terminal(&format!("{THREE}[[faults]]\ncommand = \"0630\"\nnth = 1\nthen = \"nak 1\"\n"));
    let mut ecr = Ecr::new(&terminal);
    ecr.send(REVERSE).await;
    assert_eq!(ecr.said_within(1).await, Some(Said::Nak));
    // Another command in its place is taken for what it is.
    let said = ecr.ask(LAST).await;
    assert_eq!((results(&said)[0].receipt, said.last().unwrap().as_str()), (Some(43), "060f00"));
    assert!(terminal.movements().is_empty());
    assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), "060f00");
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_result_is_told_wrongly_as_asked() {
    let told = async |fault: &str| {
        let (all, _) = reversal(&format!("then = \"{fault}\""), LineKind::Network).await;
        let result = results(&all).remove(0);
        let terminal = result.terminal.map(|id| id.to_string()).unwrap_or_default();
        (result.receipt, result.amount, result.original_trace, terminal)
    };
    let own = || "52500041".to_owned();
    assert_eq!(told("lost_ack").await, (Some(44), Some(1010), Some(102), own()), "as it should be");
    assert_eq!(told("other_terminal").await, (Some(44), Some(1010), Some(102), "99999999".to_owned()));
    assert_eq!(told("other_amount").await, (Some(44), Some(1011), Some(102), own()));
    assert_eq!(told("other_original").await, (Some(44), Some(1010), Some(103), own()));
    assert_eq!(told("no_original").await, (Some(44), Some(1010), None, own()));
    assert_eq!(told("execute_then_stale_answer").await, (Some(43), Some(990), None, own()));
    assert_eq!(told("execute_then_wrong_answer").await, (Some(44), Some(1090), None, own()));
}

#[tokio::test(start_paused = true)]
async fn faults_of_a_message_change_what_travels_and_the_rules_decide() {
    for (at, then, said, moved) in [
        ("accept", "drop_after", &["8000"][..], 0),
        ("accept", "lose", &[], 0),
        ("accept", "twice", &["8000", "04ff", "040f", "06d1", "060f"], 1),
        ("accept", "late 4000", &["8000", "04ff", "040f", "06d1", "060f"], 1),
        ("result", "drop_link", &["8000", "04ff"], 0),
        ("result", "drop_after", &["8000", "04ff", "040f"], 0),
        ("result", "lose", &["8000", "04ff"], 0),
        ("result", "bad_crc", &["8000", "04ff", "bad crc", "040f", "06d1", "060f"], 1),
        ("result", "always_bad_crc", &["8000", "04ff", "bad crc"], 0),
        ("result", "deaf 1", &["8000", "04ff", "040f", "06d1", "060f"], 1),
        ("result", "deaf_answer", &["8000", "04ff", "040f", "04ff", "1e 6c"], 0),
        ("result", "garbage", &["8000", "04ff", "noise", "040f", "noise", "06d1", "060f"], 1),
        ("print", "drop_after", &["8000", "04ff", "040f", "06d1"], 0),
        ("end", "drop_link", &["8000", "04ff", "040f", "06d1"], 1),
        ("end", "drop_after", &["8000", "04ff", "040f", "06d1", "060f"], 1),
        ("end", "lose", &["8000", "04ff", "040f", "06d1"], 1),
    ] {
        let (all, count) = shown(&format!("at = \"{at}\"\nthen = \"{then}\"")).await;
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!((all, count), (said.to_vec(), moved), "{at} {then}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_hits_the_command_and_the_message_that_it_names() {
    let text = THREE.replace("options.config = 0", "options.config = 0x86");
    let text =
        format!("{text}[[faults]]\ncommand = \"0612\"\nnth = 2\nat = \"print\"\nrecord = 3\nthen = \"drop_after\"\n");
    let terminal = terminal(&text);
    let mut ecr = Ecr::plug(&terminal, LineKind::Network);
    assert_eq!(ecr.ask("06 12 05 000000 0041").await.last().unwrap(), "060f00");
    assert_eq!(ecr.ask("06 12 05 000000 0041").await.len(), 4, "80, and three lines");
    let mut ecr = Ecr::plug(&terminal, LineKind::Network);
    assert_eq!(ecr.ask("06 12 05 000000 0041").await.last().unwrap(), "060f00");
}

#[tokio::test(start_paused = true)]
async fn raw_bytes_go_past_the_codec() {
    let text = format!(
        "{}[[raw]]\nanswer = \"040F\"\nnth = 1\ntext = \"4111111111111111\"\n\
         [[raw]]\nanswer = \"040F\"\nnth = 2\nappend = \"fe01\"\n\
         [[raw]]\nanswer = \"040F\"\nnth = 3\napdu = \"040f7f00\"\n\
         [[raw]]\nanswer = \"06D1\"\nnth = 1\ntext = \"\\u001b[2J\\u00e9\"\n",
        THREE.replace("options.config = 0", "options.config = 0x86")
    );
    let mut ecr = Ecr::new(&terminal(&text));
    assert!(ecr.ask(LAST).await[1].ends_with("3cf0f1f634313131313131313131313131313131"));
    assert!(ecr.ask(LAST).await[1].ends_with("fe01"));
    assert_eq!(ecr.ask(LAST).await[1], "040f7f00");
    let printed = ecr.ask("06 12 05 000000 0041").await;
    assert_eq!(printed[1], "06d106001b5b324ae9");
}
