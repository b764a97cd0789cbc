//! What terminals do that deviate from the specification.

use super::*;

fn dialect(name: &str, more: &str) -> Terminal {
    terminal(&format!("options.dialect = \"{name}\"\n{THREE}{more}"))
}

#[tokio::test(start_paused = true)]
async fn card_complete_lacks_commands_and_has_codes_of_its_own() {
    let mut ecr = Ecr::new(&dialect("card-complete", ""));
    for missing in [
        "06 10 03 000000",
        "06 12 05 000000 0041",
        "06 1a 00",
        "06 79 00",
        "06 91 0b 000000 aa 270101 0c 080000",
        "06 93 03 000000",
        "08 11 07 06 05 2d 03 1d 01 01",
        "08 12 00",
        "06 1b 08 000000 29 12345678",
        "06 51 03 000000",
        "08 01 00",
    ] {
        assert_eq!(ecr.ask(missing).await, ["848300"], "{missing}");
    }
    assert_eq!(ecr.ask("06 20 05 123456 03 03").await, ["843700"]);
    assert_eq!(ecr.ask("05 01 00").await, ["843700"], "it needs the password");
    assert_eq!(ecr.ask("05 01 05 000000 03 02").await, ["800000", "060f0100"]);
    assert_eq!(shape(&ecr.ask("0f 10 05 000000 03 01").await), ["8000", "060f"]);
    let refused = ecr.ask("06 30 0d 000000 87 0042 04 000000001011").await;
    assert_eq!(shape(&refused), ["8000", "040f", "061e"], "it tells a result first");
    ecr.ask("06 02 00").await;
}

#[tokio::test(start_paused = true)]
async fn card_complete_repeats_the_last_that_was_good_and_writes_latin1() {
    let terminal = dialect("card-complete", "[[payment]]\nresult = 5\n");
    let mut ecr = Ecr::new(&terminal);
    assert_eq!(ecr.ask("06 01 07 04 000000002500").await.last().unwrap(), "061e0105");
    assert_eq!(results(&ecr.ask(LAST).await)[0].receipt, Some(43));
    ecr.ask("06 00 06 000000 8e 0978").await;
    let said = ecr.ask("06 20 03 000000").await;
    assert!(said.iter().any(|apdu| apdu.starts_with("06d1") && apdu.contains("48e46e646c6572")), "{said:?}");
    // An undone reversal was never the last good one.
    ecr.command(REVERSE).await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    while let Some(apdu) = ecr.apdu().await {
        match &apdu[..4] {
            "040f" => ecr.command("84 05 00").await,
            "061e" => break,
            _ => ecr.good().await,
        }
    }
    ecr.good().await;
    assert_eq!(results(&ecr.ask(LAST).await)[0].receipt, Some(43));
    assert!(terminal.movements().is_empty());
}

#[tokio::test(start_paused = true)]
async fn card_complete_answers_a_status_enquiry_in_the_middle_of_a_payment() {
    let terminal =
        terminal(&format!("options.dialect = \"card-complete\"\noptions.host_ms = 9000\n{THREE}[[payment]]\n"));
    let mut ecr = Ecr::new(&terminal);
    ecr.command("06 01 07 04 000000001010").await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    for _ in 0..2 {
        ecr.command("05 01 03 000000").await;
        assert_eq!(ecr.apdu().await.unwrap(), "800000");
        assert_eq!(ecr.apdu().await.unwrap(), "060f019c");
        ecr.good().await;
    }
    assert_eq!(ecr.rest().await.last().unwrap(), "060f00");
    assert_eq!(terminal.movements().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn pax_a80_reverses_its_last_payment_whatever_is_asked_and_repeats_nothing() {
    let terminal = dialect("pax-a80", "");
    let mut ecr = Ecr::new(&terminal);
    assert_eq!(ecr.ask(LAST).await, ["800000", "060f00"]);
    let said = ecr.ask("06 30 0d 000000 87 0041 04 000000001234").await;
    let result = &results(&said)[0];
    assert_eq!((result.amount, result.original_trace), (Some(990), Some(103)));
    assert_eq!(terminal.movements()[0].entry, 43);
}

#[tokio::test(start_paused = true)]
async fn rude_says_what_it_should_not() {
    let text = format!("options.dialect = \"rude\"\n{}", THREE.replace("config = 0", "config = 0x86"));
    let rude = terminal(&text);
    let mut ecr = Ecr::new(&rude);
    assert_eq!(shape(&ecr.ask("06 00 06 000000 86 0978").await), ["8000", "040f", "060f"]);
    assert_eq!(shape(&ecr.ask("05 01 00").await), ["8000", "040f", "060f"]);
    assert_eq!(ecr.ask("06 b0 00").await, ["800000", "060f00"]);
    let failed = ecr.ask("06 30 0d 000000 87 0042 04 000000001011").await;
    assert_eq!(failed.last().unwrap(), "060f0227b7");
    // A number that it does not know, and the amount of its last payment.
    ecr.command("06 30 0d 000000 87 0777 04 000000005500").await;
    assert_eq!(ecr.apdu().await.unwrap(), "800000");
    let begun = tokio::time::Instant::now();
    let result = ecr.apdu().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(5), "it waits for an answer to its own 80 00 00");
    ecr.good().await;
    let invented = &results(std::slice::from_ref(&result))[0];
    assert_eq!((invented.result, invented.amount, invented.original_trace), (Some(0), Some(990), Some(0)));
    assert_eq!(hex::encode(message(&result).bmp(0x3B).unwrap()), "a000000004101000", "the EMV application");
    assert_eq!(ecr.apdu().await.unwrap(), "060f00", "the end before the receipts");
    ecr.good().await;
    assert!(ecr.apdu().await.unwrap().starts_with("06d1"));
    assert_eq!((rude.movements()[0].entry, rude.movements()[0].amount_minor), (777, 990));
}

#[tokio::test(start_paused = true)]
async fn rude_does_twice_what_the_line_repeats() {
    let terminal = terminal(&format!("options.dialect = \"rude\"\n{THREE}[[payment]]\n[[payment]]\n"));
    let mut ecr = Ecr::new(&terminal);
    let pay = "06 01 07 04 000000001010";
    ecr.send(pay).await;
    ecr.send(pay).await;
    let mut ends = 0;
    while let Some(said) = ecr.said_within(20).await {
        if let Said::Apdu(apdu) = said {
            ecr.byte(0x06).await;
            ends += usize::from(apdu.starts_with("060f"));
            if !apdu.starts_with('8') {
                ecr.send("80 00 00").await;
            }
        }
    }
    assert_eq!((ends, terminal.movements().len()), (2, 2));
}

#[test]
fn every_dialect_has_its_name() {
    for (name, dialect) in crate::sim::zvt::Dialect::NAMES {
        let scenario = Scenario::load(&format!("options.dialect = \"{name}\"")).unwrap();
        assert_eq!(scenario.options.dialect, *dialect, "{name}");
    }
}
