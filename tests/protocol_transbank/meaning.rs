//! What messages mean, in every form in use and out of form.

use tillwright::model::{CardType, Effect, Printable, Repeat};
use tillwright::protocol::transbank::codes::{CODES, Reach, ResultCode, VoidProof, brand};
use tillwright::protocol::transbank::{Answer, Request};

use super::{item, message, request};

#[test]
fn requests_are_read_in_every_form_in_use() {
    let sale = |ticket: &str| Request::Sale { amount: 2500, ticket: ticket.into(), status: true, provider: None };
    for text in ["0200|2500|000123|||1|", "0200|2500|000123|||1", "0200|000002500|000123|||1"] {
        assert_eq!(request(text), Ok(sale("000123")), "{text}");
    }
    assert_eq!(request("0200|2500|1234567|||1|"), Ok(sale("?(7 bytes)")));
    let multi = |provider: &str| Request::Sale {
        amount: 2500,
        ticket: "1".into(),
        status: false,
        provider: Some(provider.into()),
    };
    assert_eq!(request("0270|2500|1|| |0|000000000002|"), Ok(multi("000000000002")));
    assert_eq!(request("0270|2500|1|||0|0"), Ok(multi("0")));
    assert_eq!(request("0270|2500|1|||0|"), Ok(multi("")));
    for text in ["1200|63|", "1200|000063|", "1200|63"] {
        assert_eq!(request(text), Ok(Request::Void { operation: 63 }), "{text}");
    }
    assert_eq!(request("0290|1|"), Ok(Request::List { to_host: true, multi: true }));
    for (text, wanted) in [("0300|", Request::Leave), ("0500", Request::Close), ("0250||", Request::LastSale)] {
        assert_eq!(request(text), Ok(wanted), "{text}");
    }
}

#[test]
fn requests_that_ask_for_nothing_clear_are_refused() {
    for text in [
        "0260||",
        "0260|",
        "0260",
        "0260|2|",
        "0280",
        "0200|123|",
        "0200||1|||1|",
        "0200|1234567890|1|||1|",
        "0200|25.0|1|||1|",
        "0200|-5|1|||1|",
        "0200|5|1|0|1|",
        "0200|5|1|||2|",
        "1200||",
        "1200|1234567|",
        "1200| 63|",
        "1200|63|64|",
        "0100|x",
        "0500|1|",
        "0210|00|",
        "0261|00|",
        "9999|1|",
        "0070",
    ] {
        assert!(request(text).is_err(), "{text}");
    }
    assert_eq!(request("0260||").unwrap_err().to_string(), "0260: field 1 (to_host) is missing");
}

#[test]
fn only_poll_and_list_to_the_host_are_silent_and_may_be_repeated() {
    let silent = [Request::Poll, Request::List { to_host: true, multi: false }];
    for request in silent {
        assert_eq!((request.effect(), request.repeat()), (Effect::Silent, Repeat::OnNak));
    }
    let sale = Request::Sale { amount: 1, ticket: String::new(), status: false, provider: None };
    let others = [
        (sale, Effect::MovesMoney),
        (Request::Void { operation: 1 }, Effect::MovesMoney),
        (Request::Close, Effect::MayCloseBatch),
        (Request::LoadKeys, Effect::GoesOnline),
        (Request::Leave, Effect::ChangesConfiguration),
        (Request::LastSale, Effect::Prints),
        (Request::LastSaleMulti { voucher: true }, Effect::Prints),
        (Request::Totals, Effect::Prints),
        (Request::List { to_host: false, multi: false }, Effect::Prints),
        (Request::List { to_host: true, multi: true }, Effect::Prints),
    ];
    for (request, effect) in others {
        assert_eq!((request.effect(), request.repeat()), (effect, Repeat::Never));
    }
}

#[test]
fn the_list_ends_at_a_record_that_names_nothing() {
    for text in [
        "0261|00|000000000001|SIM00001||||||||||||||||",
        "0261|11|||| |",
        "0261|00",
        "0261|00|||||000000000|0000|000000|||||||",
    ] {
        let end = item(text);
        assert!(end.is_end, "{text}");
        assert!(!text.contains("SIM") || end.sale.terminal.as_str() == "SIM00001");
    }
    let refused = item("0261|01|000000000001|SIM00001|000125||2500|4242|000065|CR|||VI|14052024|111555|0|0|0|1|");
    assert!(!refused.is_end);
    assert_eq!(refused.odd, ["field 5 (authorisation) is missing"]);
    let sale =
        item("0261|00|000000000001|SIM00001|000123|A1B2C3|2500|0042|000063|CR|||VI|14052024|111555|0|150|833|3|");
    assert!(!sale.is_end && sale.odd.is_empty(), "{:?}", sale.odd);
    let sale = sale.sale;
    assert_eq!((sale.tip, sale.instalment_amount, sale.instalments), (Some(150), Some(833), Some(3)));
    assert_eq!((sale.card.unwrap().last4(), sale.operation, sale.amount), ("0042", Some(63), Some(2500)));
    assert_eq!(sale.time.unwrap().to_string(), "2024-05-14T11:15:55");
    let ghost = item("0261|00|||||2500||||||||");
    assert!(ghost.is_end && ghost.odd.len() == 1, "{ghost:?}");
}

#[test]
fn what_is_not_as_specified_is_told_and_not_trusted() {
    let odd = item(
        "0261|00|000000000001|SIM00001|1|A1B2C3|25OO|42x2|1234567|ZZ|||VI|31022024|111555|0|-1|9999999999|x|1|2|boo",
    );
    let sale = &odd.sale;
    assert!(!odd.is_end);
    assert_eq!((sale.amount, sale.operation, sale.tip, sale.instalment_amount), (None, None, None, None));
    assert_eq!((sale.card.clone(), sale.card_type, sale.time), (None, CardType::Unknown, None));
    for name in
        ["amount", "last4", "operation", "card_type", "date", "tip", "instalment_amount", "instalments", "field 21"]
    {
        assert!(odd.odd.iter().any(|odd| odd.contains(name)), "{name}: {:?}", odd.odd);
    }
    for date in ["00000000|000000", "29022023|101010", "14052024|240000", "14052024|", "|101010", "1405 024|101010"] {
        let text = format!("0261|00|m|t|1|A|1|4242|1|CR||||{date}|");
        let record = item(&text);
        assert!(record.sale.time.is_none() && record.odd.len() == 1, "{text}: {:?}", record.odd);
    }
    for text in ["0210", "0210|", "0210|0", "0210|0x", "0210|000", "0900|ab", "1210||x", "0200|1|1|||1|", "7777|00"] {
        assert!(Answer::of(&message(text)).is_err(), "{text}");
    }
}

#[test]
fn short_answers_and_both_commands_of_the_multi_code_sale_are_read() {
    let Ok(Answer::Sale(refused)) = Answer::of(&message("0210|07")) else { panic!() };
    assert_eq!((refused.result, refused.amount, refused.terminal.as_str()), (ResultCode(7), None, ""));
    let tail = "|00|000000000001|SIM00001|1|A|2500|0||1881|64|DB|140524|XXXXXXXXXXXXXXX1881|DB|14052024|112030|0|0|     |10|000000000002|";
    for command in ["0210", "0271"] {
        let Ok(Answer::Sale(sale)) = Answer::of(&message(&format!("{command}{tail}"))) else { panic!("{command}") };
        assert_eq!((sale.change, sale.provider.as_str()), (Some(10), "000000000002"));
        assert_eq!((sale.account.as_str(), brand(sale.brand.as_str())), ("XXXXXXXXXXXXXXX1881", Some("Redcompra")));
    }
    let Ok(Answer::Totals { count, total, .. }) = Answer::of(&message("0710|00|12|34900|")) else { panic!() };
    assert_eq!((count, total), (Some(12), Some(34900)));
    for text in ["1210|00|000000000001|SIM00001|A|63", "1210|00|000000000001|SIM00001| A |000063|"] {
        let Ok(Answer::Void { operation, authorisation, .. }) = Answer::of(&message(text)) else { panic!() };
        assert_eq!((operation, authorisation.as_str()), (Some(63), "A"));
    }
}

#[test]
fn voucher_text_comes_in_lines_of_forty() {
    let lines = [format!("{:<40}", "COMPROBANTE DE VENTA"), "TOTAL $ 2.500".to_owned()];
    let text = format!("0260|00|000000000001|SIM00001|1|A|2500|0||1881|64|DB||||||||{}|0||", lines.concat());
    let Ok(Answer::LastSale(sale)) = Answer::of(&message(&text)) else { panic!() };
    assert_eq!(sale.voucher.iter().map(Printable::as_str).collect::<Vec<_>>(), lines);
}

#[test]
fn every_code_has_its_class_and_its_proof() {
    let of = |reach: Reach| (0..=99).filter(|code| ResultCode(*code).reach() == reach).collect::<Vec<u8>>();
    assert_eq!(of(Reach::InDoubt), [2, 3, 16, 65, 94]);
    assert_eq!(of(Reach::ProbablyNotSent), [14, 22, 24, 26]);
    assert_eq!(of(Reach::Progress), [78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 89]);
    let proof =
        |proof: VoidProof| (0..=255).filter(|code| ResultCode(*code).void_proof() == proof).collect::<Vec<u8>>();
    assert_eq!(proof(VoidProof::Done), [0]);
    assert_eq!(proof(VoidProof::AlreadyVoided), [4]);
    let refused = [5, 6, 7, 8, 9, 10, 12, 17, 18, 19, 20, 21, 60, 61, 62, 70, 71, 72, 73, 75, 88];
    assert_eq!(proof(VoidProof::Refused), refused);
    let gaps: Vec<u8> = [23].into_iter().chain(28..=53).chain(55..=59).chain([63, 64, 66, 69]).chain(96..=99).collect();
    assert_eq!((0..=99).filter(|code| !ResultCode(*code).is_assigned()).collect::<Vec<u8>>(), gaps);
    let texts: Vec<u8> = tillwright::text::transbank::TABLE.iter().map(|(code, _)| *code).collect();
    assert_eq!(texts, CODES.iter().map(|(code, _)| *code).collect::<Vec<_>>());
    assert!(CODES.iter().all(|(code, name)| ResultCode(*code).meaning() == *name));
}
