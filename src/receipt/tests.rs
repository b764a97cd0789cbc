use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::model::is_hostile;
use crate::model::samples::{declined, pesos, sale};
use crate::model::{
    Card, CardType, DeviceId, Entry, EntryResult, Family, Instalments, IntentId, Kind, Printable, RefName, Reference,
    Stands, VoidMark, VoidedBy,
};
use crate::text::markup::escape;
use crate::text::{receipt as words, width};

fn made() -> Timestamp {
    "2026-05-15T13:05:00Z".parse().unwrap()
}

fn receipt(entry: &Entry, lang: Lang) -> Receipt {
    let marked = entry.void == VoidMark::Voided;
    let stands = if marked { Stands::Voided(VoidedBy::Journal) } else { Stands::AsRecorded };
    standing(entry, &stands, lang)
}

fn standing(entry: &Entry, stands: &Stands, lang: Lang) -> Receipt {
    compose_in(entry, stands, made(), &TimeZone::fixed(jiff::tz::offset(-4)), lang)
}

fn full() -> Entry {
    let mut entry = sale(63, 12_500, "2026-05-14T11:15:55", "411111******4242");
    entry.tip = Some(pesos(1_250));
    entry.instalments = Some(Instalments { count: 3, amount: Some(pesos(4_167)) });
    entry
}

fn debit() -> Entry {
    let mut entry = sale(64, 990, "2026-05-14T11:20:30", "1881");
    entry.card_type = CardType::Debit;
    entry.brand = Printable::new("DB", 2);
    let reference = |name, value: &str| Reference { name, value: Printable::new(value, 40) };
    entry.references.push(reference(RefName::AccountingDate, "140526"));
    entry.references.push(reference(RefName::Account, "XXXXXXXXXXXXXXX1881"));
    entry
}

#[test]
fn a_credit_sale_in_spanish() {
    insta::assert_snapshot!(to_text(&receipt(&full(), Lang::Es)));
}

#[test]
fn a_credit_sale_in_chinese() {
    insta::assert_snapshot!(to_text(&receipt(&full(), Lang::Zh)));
}

#[test]
fn a_credit_sale_in_german() {
    insta::assert_snapshot!(to_text(&receipt(&full(), Lang::De)));
}

#[test]
fn a_debit_sale_in_english() {
    insta::assert_snapshot!(to_text(&receipt(&debit(), Lang::En)));
}

#[test]
fn a_declined_attempt_does_not_look_like_a_sale() {
    let entry = declined(65, 2_500, "2026-05-14T11:22:00", "4242", "01");
    insta::assert_snapshot!(to_text(&receipt(&entry, Lang::Es)));
}

#[test]
fn a_voided_sale_says_so() {
    let mut entry = full();
    entry.void = VoidMark::Voided;
    insta::assert_snapshot!(to_text(&receipt(&entry, Lang::En)));
}

/// Every kind of entry there is.
fn kinds() -> Vec<Entry> {
    let mut all = Vec::new();
    for kind in [Kind::Sale, Kind::Void, Kind::Other] {
        for result in [EntryResult::Approved, EntryResult::Declined, EntryResult::Unknown] {
            for void in [VoidMark::NotTold, VoidMark::Voided] {
                for card_type in [CardType::Credit, CardType::Debit, CardType::Unknown] {
                    all.push(Entry { kind, result, void, card_type, ..full() });
                }
            }
        }
    }
    all
}

#[test]
fn every_receipt_is_marked_as_a_copy_above_and_below_and_keeps_its_date() {
    for entry in kinds() {
        for lang in Lang::ALL {
            let receipt = receipt(&entry, *lang);
            let text = to_text(&receipt);
            let mark = words::COPY_MARK.get(*lang);
            let rows: Vec<&str> = text.lines().collect();
            assert_eq!(rows[0].trim(), mark);
            assert_eq!(rows[receipt.slip - 1].trim(), mark);
            assert_eq!(text.matches(mark).count(), 2);
            let date = match lang {
                Lang::Es => "14/05/2026 11:15:55",
                Lang::De => "14.05.2026 11:15:55",
                Lang::En | Lang::Zh => "2026-05-14 11:15:55",
            };
            assert!(rows[..receipt.slip].iter().any(|row| row.ends_with(date)), "{text}");
            assert!(!rows[..receipt.slip].iter().any(|row| row.contains("Tillwright")), "{text}");
            assert!(rows[receipt.slip..].iter().any(|row| row.contains("Tillwright")), "{text}");
        }
    }
}

#[test]
fn nothing_but_an_approved_unvoided_sale_has_the_title_of_a_sale() {
    for entry in kinds() {
        for lang in Lang::ALL {
            let text = to_text(&receipt(&entry, *lang));
            let rows: Vec<&str> = text.lines().map(str::trim).collect();
            let titles = [words::SALE.get(*lang), words::SALE_CREDIT.get(*lang), words::SALE_DEBIT.get(*lang)];
            let stands =
                entry.kind == Kind::Sale && entry.result == EntryResult::Approved && entry.void == VoidMark::NotTold;
            assert_eq!(titles.contains(&rows[2]), stands, "{text}");
            let note = width::wrap(words::NO_PAYMENT.get(*lang), WIDTH)[0].clone();
            assert_eq!(rows.contains(&note.as_str()), !stands, "{text}");
            assert!(!text.contains("签购单"));
        }
    }
}

#[test]
fn a_void_that_only_our_ledger_knows_takes_the_look_of_a_sale_away() {
    let unknown = Stands::VoidUnknown(IntentId("w-7".into()));
    for lang in Lang::ALL {
        for (stands, title, told) in [
            (Stands::Voided(VoidedBy::Us), &words::SALE_VOIDED, &words::VOIDED_BY_US),
            (Stands::Voided(VoidedBy::Person), &words::SALE_VOIDED, &words::VOIDED_BY_PERSON),
            (unknown.clone(), &words::SALE_VOID_UNKNOWN, &words::VOID_UNKNOWN_NOTE),
        ] {
            let text = to_text(&standing(&full(), &stands, *lang));
            let rows: Vec<&str> = text.lines().map(str::trim).collect();
            assert_eq!(rows[2], title.get(*lang));
            let flat: String = text.split_whitespace().collect();
            let note: String = told.get(*lang).replace("{intent}", "w-7").split_whitespace().collect();
            assert!(flat.contains(&note), "{text}");
            assert!(rows.contains(&words::NO_PAYMENT.get(*lang)), "{text}");
            let titles = [words::SALE.get(*lang), words::SALE_CREDIT.get(*lang), words::SALE_DEBIT.get(*lang)];
            assert!(!rows.iter().any(|row| titles.contains(row)), "{text}");
        }
        let text = to_text(&standing(&full(), &Stands::VoidNotDone, *lang));
        assert_eq!(text, to_text(&standing(&full(), &Stands::AsRecorded, *lang)));
    }
}

#[test]
fn a_card_number_in_the_account_field_never_shows() {
    let mut entry = debit();
    entry.references.pop();
    entry.references.push(Reference { name: RefName::Account, value: Printable::new("123456789012", 40) });
    let text = to_text(&receipt(&entry, Lang::En));
    assert!(text.contains("123456******9012") && !text.contains("123456789012"), "{text}");
}

#[test]
fn what_the_device_did_not_tell_is_said() {
    let mut entry = full();
    entry.time = None;
    entry.card = Card::mask("");
    entry.brand = Printable::default();
    entry.code = Printable::default();
    entry.references.clear();
    let text = to_text(&receipt(&entry, Lang::En));
    assert_eq!(text.matches("not told").count(), 3, "{text}");
}

fn hostile() -> Entry {
    let evil = "\u{1b}[2J</text><script>alert('x')</script>&\u{202e}\"4111111111111234\u{0}";
    let mut entry = full();
    entry.device = DeviceId { merchant: Printable::new(evil, 90), ..DeviceId::new(Family::Transbank, "1", "2") };
    entry.brand = Printable::new(evil, 90);
    entry.code = Printable::new(evil, 90);
    entry.references = vec![Reference { name: RefName::Ticket, value: Printable::new(evil, 90) }];
    entry
}

#[test]
fn hostile_text_stays_text() {
    for lang in Lang::ALL {
        let mut receipt = receipt(&hostile(), *lang);
        receipt.lines.push(ReceiptLine::Pair { label: "\u{1b}]0;x\u{7}\u{fffe}<b>".into(), value: "a".repeat(90) });
        for (text, ends) in [(to_svg(&receipt), "</svg>\n"), (to_html(&receipt), "</html>\n")] {
            assert!(!text.contains("<script") && !text.contains("<b>") && !text.contains("alert('"), "{text}");
            assert!(!text.contains("4111111111111234"));
            assert!(!text.chars().any(|symbol| symbol != '\n' && is_hostile(symbol)));
            assert!(text.ends_with(ends));
        }
        for row in to_text(&receipt).lines() {
            assert!(width::cells(row) <= WIDTH && !row.chars().any(is_hostile), "{row:?}");
        }
    }
}

#[test]
fn pictures_and_documents_hold_every_line() {
    for lang in Lang::ALL {
        let receipt = receipt(&full(), *lang);
        for document in [to_svg(&receipt), to_html(&receipt)] {
            for line in &receipt.lines {
                match line {
                    ReceiptLine::Text { text, .. } => assert!(document.contains(&escape(text)), "{text}"),
                    ReceiptLine::Pair { label, value } => {
                        assert!(document.contains(&escape(label)) && document.contains(&escape(value)), "{label}");
                    }
                    ReceiptLine::Rule => {}
                }
            }
            for outside in ["http://", "https://", "url(", "<script", "<image", "<img", "<link", "@import"] {
                let found = document.replace("http://www.w3.org/2000/svg", "");
                assert!(!found.contains(outside), "{outside}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_paper(raw in "\\PC{0,60}", amount in any::<i64>(), count in any::<u8>()) {
        let mut entry = full();
        entry.amount = pesos(amount);
        entry.instalments = Some(Instalments { count, amount: Some(pesos(amount)) });
        entry.brand = Printable::new(&raw, 60);
        entry.code = Printable::new(&raw, 60);
        entry.references.push(Reference { name: RefName::Provider, value: Printable::new(&raw, 60) });
        for lang in Lang::ALL {
            let receipt = receipt(&entry, *lang);
            for line in &receipt.lines {
                let cells = match line {
                    ReceiptLine::Text { text, .. } => width::cells(text),
                    ReceiptLine::Pair { label, value } => width::cells(label) + 1 + width::cells(value),
                    ReceiptLine::Rule => WIDTH,
                };
                prop_assert!(cells <= WIDTH, "{:?}", line);
            }
            for row in to_text(&receipt).lines() {
                prop_assert!(width::cells(row) <= WIDTH, "{}", row);
            }
        }
    }
}
