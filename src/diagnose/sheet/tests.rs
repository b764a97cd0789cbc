use proptest::prelude::*;

use super::*;
use crate::diagnose::dispute::{Around, Evidence, Question, judge_in};
use crate::model::samples::{declined, device, pesos, sale};
use crate::model::{Entry, Instalments, Outcome, RefName, Reference, is_hostile};
use crate::text::width;

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(-4))
}

fn made() -> Timestamp {
    "2026-05-15T13:05:00Z".parse().unwrap()
}

fn known(entry: Entry) -> Evidence {
    Evidence { entry, last_seen: "2026-05-14T22:00:00Z".parse().unwrap(), in_memory: true, remedy: None }
}

fn ask(amount: i64, last4: Option<&str>, known: Vec<Evidence>) -> Dispute {
    let around = Some(Around::Moment("2026-05-14T11:10:00".parse().unwrap()));
    let question = Question { amount: pesos(amount), around, last4: last4.map(str::to_owned) };
    judge_in(question, known, Some("2026-05-14T22:00:00Z".parse().unwrap()), &zone())
}

fn page(dispute: &Dispute, lang: Lang) -> CaseSheet {
    case_sheet_in(dispute, Some(&device()), made(), &zone(), "M. Soto", lang)
}

fn sheet(dispute: &Dispute, lang: Lang) -> String {
    to_text(&page(dispute, lang))
}

fn approved() -> Dispute {
    let mut entry = sale(63, 12_500, "2026-05-14T11:15:55", "411111******4242");
    entry.tip = Some(pesos(1_250));
    entry.instalments = Some(Instalments { count: 3, amount: Some(pesos(4_167)) });
    ask(12_500, Some("4242"), vec![known(entry), known(sale(64, 990, "2026-05-14T11:20:30", "1881"))])
}

#[test]
fn an_approved_sale_in_spanish() {
    insta::assert_snapshot!(sheet(&approved(), Lang::Es));
}

#[test]
fn an_approved_sale_in_chinese() {
    insta::assert_snapshot!(sheet(&approved(), Lang::Zh));
}

#[test]
fn an_approved_sale_in_german() {
    insta::assert_snapshot!(sheet(&approved(), Lang::De));
}

#[test]
fn no_record_in_english() {
    let dispute = ask(
        20_000,
        Some("4242"),
        vec![
            known(sale(63, 20_000, "2026-05-14T11:12:00", "1881")),
            known(sale(64, 990, "2026-05-14T11:20:30", "1881")),
        ],
    );
    insta::assert_snapshot!(sheet(&dispute, Lang::En));
}

#[test]
fn two_candidates_in_english() {
    let mut voided = known(sale(65, 5_000, "2026-05-14T11:11:00", "4242"));
    voided.remedy = Some(Outcome::Unknown { evidence: "no answer within 150 s".into(), probe: "pull".into() });
    let dispute = ask(5_000, None, vec![known(declined(64, 5_000, "2026-05-14T11:09:00", "4242", "01")), voided]);
    insta::assert_snapshot!(sheet(&dispute, Lang::En));
}

#[test]
fn every_reference_number_of_every_candidate_is_on_the_sheet() {
    let reference = |name: RefName| Reference { name, value: Printable::new(&format!("{}-7", name.as_str()), 40) };
    let mut all = Vec::new();
    for number in [63, 64, 65] {
        let mut entry = sale(number, 500, "2026-05-14T11:12:00", "4242");
        entry.references = RefName::ALL.iter().map(|name| reference(*name)).collect();
        all.push(known(entry));
    }
    let dispute = ask(500, None, all);
    for lang in Lang::ALL {
        let text = sheet(&dispute, *lang);
        for number in ["000063", "000064", "000065"] {
            assert_eq!(text.matches(&format!(" {number}\n")).count(), 1, "{text}");
        }
        for name in RefName::ALL.iter().filter(|name| **name != RefName::Account) {
            assert!(text.matches(&format!(" {}-7\n", name.as_str())).count() == 3, "{}", name.as_str());
        }
        let document = to_html(&page(&dispute, *lang));
        for key in dispute.keys() {
            assert!(text.contains(key.as_str()) && document.contains(key.as_str()));
        }
        for wanted in ["000000000001", "SIM00001", "M. Soto", env!("CARGO_PKG_VERSION")] {
            assert!(text.contains(wanted) && document.contains(wanted), "{wanted}");
        }
    }
}

#[test]
fn the_account_is_masked_whatever_the_device_sent() {
    let mut entry = sale(63, 500, "2026-05-14T11:12:00", "4242");
    entry.references.push(Reference { name: RefName::Account, value: Printable::new("123456789012", 40) });
    let text = sheet(&ask(500, None, vec![known(entry)]), Lang::En);
    assert!(text.contains("123456******9012") && !text.contains("123456789012"));
}

/// Every tag that is opened is closed again, in order; whatever came from a device is text.
#[test]
fn the_document_is_well_formed_and_says_what_the_text_says() {
    let mut entry = sale(63, 500, "2026-05-14T11:12:00", "4242");
    entry.references.push(Reference { name: RefName::Ticket, value: Printable::new("<script>&\"'", 40) });
    for lang in Lang::ALL {
        let page = page(&ask(500, None, vec![known(entry.clone())]), *lang);
        let document = to_html(&page);
        assert!(!document.contains("<script") && document.contains("&lt;script&gt;&amp;&quot;&#39;"));
        let body = document.split_once("<body>").unwrap().1;
        let mut open = Vec::new();
        for tag in body.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            match tag.strip_prefix('/') {
                Some("body" | "html") => {}
                Some(closed) => assert_eq!(open.pop(), Some(closed)),
                None if tag == "hr" => {}
                None => open.push(tag.split(' ').next().unwrap()),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        for part in &page.parts {
            for line in &part.lines {
                let (Line::Says(text) | Line::Item(text) | Line::Step(text) | Line::Fact { value: text, .. }) = line
                else {
                    continue;
                };
                assert!(document.contains(&crate::text::markup::escape(text)), "{text}");
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_too_wide_and_nothing_acts_on_a_screen(raw in any::<String>(), who in any::<String>(), amount in any::<i64>()) {
        let mut entry = sale(63, amount, "2026-05-14T11:12:00", "4242");
        entry.brand = Printable::new(&raw, 60);
        entry.code = Printable::new(&raw, 60);
        entry.references.push(Reference { name: RefName::Provider, value: Printable::new(&raw, 60) });
        let mut evidence = known(entry);
        evidence.remedy = Some(Outcome::NotDone { evidence: raw });
        let twin = known(sale(64, amount, "2026-05-14T11:12:10", "1111"));
        for dispute in [ask(amount, Some("1111"), vec![evidence.clone(), twin]), ask(amount, None, vec![evidence])] {
            for lang in Lang::ALL {
                let page = case_sheet_in(&dispute, None, made(), &zone(), &who, *lang);
                let text = to_text(&page);
                for row in text.lines() {
                    prop_assert!(width::cells(row) <= WIDTH, "{}", row);
                    prop_assert!(!row.chars().any(is_hostile), "{:?}", row);
                }
                let document = to_html(&page);
                prop_assert!(!document.chars().any(|symbol| is_hostile(symbol) && symbol != '\n'));
                prop_assert_eq!(document.matches('<').count(), document.matches('>').count());
            }
        }
    }
}
