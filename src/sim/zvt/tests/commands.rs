//! Commands of administration on the dialect of the specification.

use super::*;
use crate::model::Printable;
use crate::protocol::zvt::{Charset, Reply};
use crate::sim::zvt::{Printed, SlipKind, Whose};

#[tokio::test(start_paused = true)]
async fn registration_sets_the_byte_and_log_off_forgets_it() {
    let terminal = terminal("");
    let mut ecr = Ecr::new(&terminal);
    assert_eq!(terminal.config(), 0xBE);
    let said = ecr.ask("06 00 06 000000 8e 0978").await;
    assert_eq!(said, ["800000", "060f0a1900295250004149 0978"].map(|text| text.replace(' ', "")));
    assert_eq!(terminal.config(), 0x8E);
    assert_eq!(ecr.ask("06 00 06 111111 8e 0978").await, ["849a00"]);
    assert_eq!(ecr.ask("06 00 06 000000 8e 0756").await, ["841e036f0978"]);
    assert_eq!(ecr.ask("06 02 00").await, ["800000"]);
    assert_eq!(terminal.config(), 0x86);
}

#[tokio::test(start_paused = true)]
async fn containers_come_only_where_the_till_sent_one() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    assert!(message(&ecr.ask("05 01 05 000000 03 04").await[1]).container().is_none());
    assert!(message(&ecr.ask("05 01 07 000000 03 04 06 00").await[1]).container().is_some(), "for this command");
    assert!(results(&ecr.ask(LAST).await)[0].tlv.is_none());
    let said = ecr.ask("06 00 08 000000 00 0978 06 00").await;
    assert!(said[1].contains("0a020612"), "06 12 is among the commands that the container lists: {said:?}");
    assert!(results(&ecr.ask(LAST).await)[0].tlv.is_some());
    ecr.ask("06 02 00").await;
    assert!(results(&ecr.ask(LAST).await)[0].tlv.is_none());
}

#[tokio::test(start_paused = true)]
async fn status_enquiry_tells_what_is_asked_for() {
    let terminal = terminal(&format!("options.status = 0x9c\noptions.version = \"V 2.7\"\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    assert_eq!(ecr.ask("05 01 00").await, ["800000", "060f09f0f0f55620322e379c"]);
    assert_eq!(ecr.ask("05 01 05 000000 03 02").await, ["800000", "060f019c"]);
    let said = ecr.ask("05 01 07 000000 03 06 06 00").await;
    let Reply::Completion(completion) = Reply::of(&message(&said[1]), Charset::Cp437).unwrap() else {
        panic!("{said:?}")
    };
    assert_eq!(completion.terminal.unwrap().as_str(), "52500041");
}

#[tokio::test(start_paused = true)]
async fn status_enquiry_starts_a_closure_that_is_due() {
    let terminal = terminal(&format!("options.end_of_day_due = true\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    let said = ecr.ask("05 01 00").await;
    assert_eq!(shape(&said), ["8000", "040f", "060f"]);
    assert_eq!(results(&said)[0].totals.as_ref().unwrap().count(), 3);
    assert_eq!(terminal.batch(), 2);
    assert_eq!(shape(&ecr.ask("05 01 00").await), ["8000", "060f"]);
}

#[tokio::test(start_paused = true)]
async fn totals_tell_range_and_sums_and_change_nothing() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    ecr.ask(REVERSE).await;
    for _ in 0..2 {
        let said = ecr.ask("06 10 03 000000").await;
        assert_eq!(shape(&said), ["8000", "040f", "060f"]);
        let totals = results(&said)[0].totals.clone().unwrap();
        assert_eq!((totals.first, totals.last), (Some(41), Some(44)));
        assert_eq!(totals.schemes[0], (1, 1234), "girocard");
        assert_eq!(totals.schemes[4], (1, 0), "Visa, paid and reversed");
        assert_eq!(results(&said)[0].amount, Some(2224));
    }
    assert_eq!(terminal.batch(), 1);
    assert!(terminal.printed().iter().all(|slip| slip.kind == SlipKind::Receipt));
}

#[tokio::test(start_paused = true)]
async fn receipts_are_printed_again_by_number_line_by_line_or_as_blocks() {
    let terminal = terminal(THREE);
    let mut ecr = Ecr::new(&terminal);
    ecr.ask("06 00 06 000000 8e 0978").await;
    let said = ecr.ask("06 12 07 000000 0042 0043").await;
    assert_eq!(shape(&said), ["8000", "06d1", "060f"]);
    let ends = said.iter().filter(|apdu| apdu.starts_with("06d1") && &apdu[6..8] == "80").count();
    assert_eq!(ends, 2);
    ecr.ask("06 00 0e 000000 8e 0978 06 06 26 04 0a 02 06 d3").await;
    let said = ecr.ask("06 12 05 000000 0042").await;
    assert_eq!(shape(&said), ["8000", "06d3", "060f"]);
    let Reply::Block(block) = Reply::of(&message(&said[1]), Charset::Cp437).unwrap() else { panic!("{said:?}") };
    assert!(block.ends);
    let printed = terminal.printed();
    let shown: Vec<_> = block.lines.iter().map(|line| line.text.as_str().to_owned()).collect();
    let masked = |line: &String| Printable::new(line, 160).to_string();
    assert_eq!(shown, printed[2].lines.iter().map(masked).collect::<Vec<_>>());
    assert!(shown.iter().any(|line| line.contains("* * Händlerbeleg * *")), "{shown:?}");
    assert!(shown.iter().any(|line| line.starts_with("Beleg-Nr.:") && line.ends_with(" 0042")), "{shown:?}");
    assert_eq!(printed[2].printed, Printed::Block);
    assert_eq!((printed[0].kind, printed[0].whose, printed[0].receipt), (SlipKind::Reprint, Whose::Merchant, Some(42)));
    assert_eq!(ecr.ask("06 12 05 000000 0099").await, ["800000", "060f00"]);
    ecr.ask("06 00 06 000000 00 0978").await;
    assert_eq!(ecr.ask("06 12 05 000000 0041").await, ["800000", "060f00"]);
    assert_eq!(terminal.printed()[3].printed, Printed::OwnPaper);
}

#[tokio::test(start_paused = true)]
async fn repeat_receipt_prints_tells_or_both() {
    let text = THREE.replace("options.config = 0", "options.config = 0x86");
    let terminal = terminal(&text);
    let mut ecr = Ecr::new(&terminal);
    for (service, expected) in [
        ("06 20 03 000000", vec!["8000", "06d1", "060f"]),
        ("06 20 05 000000 03 01", vec!["8000", "040f", "06d1", "060f"]),
        ("06 20 05 000000 03 02", vec!["8000", "060f"]),
        (LAST, vec!["8000", "040f", "060f"]),
    ] {
        let said = ecr.ask(service).await;
        assert_eq!(shape(&said), expected, "{service}");
        assert!(results(&said).iter().all(|result| result.receipt == Some(43)), "{service}");
    }
    assert_eq!(ecr.ask("06 20 09 000000 06 04 1f01 01 05").await, ["848300"]);
    let mut empty = Ecr::new(&super::terminal(""));
    assert_eq!(empty.ask(LAST).await, ["800000", "060f00"]);
}

#[tokio::test(start_paused = true)]
async fn a_closure_ends_the_right_to_reverse() {
    let terminal = terminal(&format!("options.update_ms = 60000\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    let said = ecr.ask("06 50 03 000000").await;
    assert_eq!(shape(&said), ["8000", "040f", "060f"]);
    assert_eq!(said[2], "060f0227e0");
    ecr.send("05 01 00").await;
    assert_eq!(ecr.said_within(50).await, None, "an update: deaf and dumb");
    tokio::time::sleep(Duration::from_secs(11)).await;
    assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), "061e01b5");
    assert_eq!(results(&ecr.ask(LAST).await)[0].receipt, Some(43), "the last one is still the last one");
    let totals = results(&ecr.ask("06 10 03 000000").await)[0].totals.clone().unwrap();
    assert_eq!((totals.count(), totals.first), (0, Some(0)));
}

#[tokio::test(start_paused = true)]
async fn after_a_failed_closure_nothing_is_paid_until_one_succeeds() {
    let terminal = terminal(&format!("options.failing_closures = 1\n{THREE}"));
    let mut ecr = Ecr::new(&terminal);
    let said = ecr.ask("06 50 03 000000").await;
    assert_eq!((results(&said)[0].result, said.last().unwrap().as_str()), (Some(0x77), "061e0177"));
    assert_eq!(ecr.ask("06 01 07 04 000000001010").await.last().unwrap(), "061e01f0");
    assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), "061e01f0");
    assert_eq!(ecr.ask("05 01 05 000000 03 02").await[1], "060f01f0");
    assert_eq!(ecr.ask("06 50 03 000000").await.last().unwrap(), "060f00");
    assert_eq!(ecr.ask("06 01 07 04 000000001010").await.last().unwrap(), "060f00");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_known_is_said_with_83() {
    let mut ecr = Ecr::new(&terminal(THREE));
    for command in [
        "08 12 00",
        "06 1b 08 000000 29 12345678",
        "0f 10 03 000000",
        "06 95 06 000000 111111",
        "07 77 00",
        "08 11 07 06 05 2d 03 1d 01 01",
        "06 01 08 04 000000001010 ff",
    ] {
        assert_eq!(ecr.ask(command).await, ["848300"], "{command}");
    }
    assert_eq!(ecr.ask("06 30 03 000000").await, ["849a00"], "a reversal without a number");
    assert_eq!(ecr.ask("08 40 01 07").await, ["847d00"]);
    assert_eq!(ecr.ask("08 40 01 09").await, ["84fd00"]);
}

#[tokio::test(start_paused = true)]
async fn a_file_is_sent_in_blocks_where_it_is_offered() {
    let mut ecr = Ecr::new(&terminal(&format!("options.journal_file = 1200\n{THREE}")));
    let said = ecr.ask("08 11 07 06 05 2d 03 1d 01 01").await;
    assert_eq!(said.len(), 5);
    assert!(results(&said).iter().all(|block| block.file() == Some((1, Some(1200)))), "{said:?}");
    assert_eq!(said[4], "060f022700");
}

#[tokio::test(start_paused = true)]
async fn service_commands_print_or_go_online() {
    let text = THREE.replace("options.config = 0", "options.config = 0x8e");
    let mut ecr = Ecr::new(&terminal(&text));
    assert_eq!(shape(&ecr.ask("06 70 00").await), ["8000", "04ff", "0401", "06d1", "060f"]);
    assert_eq!(shape(&ecr.ask("06 93 03 000000").await), ["8000", "04ff", "060f"]);
    assert_eq!(shape(&ecr.ask("06 1a 00").await), ["8000", "06d1", "060f"]);
    assert_eq!(shape(&ecr.ask("06 79 00").await), ["8000", "06d1", "060f"]);
    assert_eq!(shape(&ecr.ask("06 52 03 000000").await), ["8000", "040f", "06d1", "060f"]);
    assert_eq!(shape(&ecr.ask("06 18 00").await), ["8000", "060f"]);
    assert_eq!(ecr.ask("06 91 0b 000000 aa 270101 0c 080000").await, ["800000", "060f00"]);
    assert_eq!(results(&ecr.ask("06 10 03 000000").await)[0].day, Some((1, 1)));
    assert_eq!(ecr.ask("06 c0 01 05").await.last().unwrap(), "061e016c");
    assert_eq!(ecr.ask("08 30 01 00").await, ["800000", "060f00"]);
    let empty = super::terminal("");
    assert_eq!(Ecr::new(&empty).ask("06 1b 08 000000 29 12345678").await, ["800000", "060f00"]);
    assert_eq!(empty.id(), "12345678");
    assert_eq!(ecr.ask("06 b0 00").await, ["800000"]);
}

#[tokio::test(start_paused = true)]
async fn a_locked_terminal_and_one_without_paper_say_so() {
    let mut ecr = Ecr::new(&terminal(&format!("options.status = 0xc2\n{THREE}")));
    assert_eq!(ecr.ask("06 10 03 000000").await, ["800000", "061e01c2"]);
    assert_eq!(ecr.ask("05 01 05 000000 03 02").await[1], "060f01c2");
    let no_paper = terminal(&format!("options.paper = false\n{THREE}"));
    let mut ecr = Ecr::new(&no_paper);
    assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), "061e01cc");
    ecr.ask("06 00 06 000000 86 0978").await;
    assert_eq!(ecr.ask(REVERSE).await.last().unwrap(), "060f00", "the till has paper");
}

#[tokio::test(start_paused = true)]
async fn intermediate_status_comes_where_it_is_wanted() {
    let text = format!("options.card_ms = 100\noptions.host_ms = 100\n{THREE}");
    let mut ecr = Ecr::new(&terminal(&text.replace("config = 0", "config = 0x08")));
    let said = ecr.ask("06 01 07 04 000000001010").await;
    assert_eq!(said[..3], ["800000", "04ff020a01", "04ff020401"]);
}
