//! What holds for any paper: no panic, no fact out of noise, and a torn receipt tells less, never something else.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value};
use tillwright::device::zvt::slip::{read, split};
use tillwright::model::Currency;

use crate::corpus::{borrowed, facts, papers};

/// Lines that shops and makers print between the facts: sentences, limits, other numbers, other times.
const NOISE: &[&str] = &[
    "Limit 50,00",
    "Limit kontaktlos EUR 50,00",
    "Kontaktlos bis EUR 50,00 ohne PIN",
    "Gewinnen Sie 1.000,00 EUR",
    "Jetzt 12,00 EUR sparen",
    "Tel. 0711 123456",
    "USt-ID DE999999999",
    "AID: A0000000041010",
    "AID-Para 0F22B5",
    "EMV-Daten:",
    "0000008000/E800/1F0302",
    "TVR 0000008000  TSI E800",
    "Karte gültig bis 12/28",
    "Montag bis Samstag 08:00 - 20:00",
    "Storno nur am selben Tag",
    "Bei Storno Beleg-Nr. 4711 angeben",
    "Kassenschnitt bitte taeglich",
    "Gutschriften pruefen!",
    "Zahlung kann nicht widerrufen werden",
    "Betrag dankend erhalten",
    "Bon-Nr. 998877 Kasse 3",
    "Ref-Nr. 5551234",
    "Trx. Seq-Nr.: 99999",
    "AS-Proc-Code = 00 075 00",
    "AS-Zeit 01.01. 01:01 Uhr",
    "Naechste Inspektion am",
    "Es bediente Sie Frau Muster",
    "Offen ab 01.01.2031",
    "================================",
    "www.example.com/beleg?nr=12",
    "Vielen Dank für Ihren Einkauf!",
    "\u{1b}[2J\u{202e}EUR 66,66",
];

/// Facts that `lines` tell and that are not in `known`, or otherwise.
fn others(lines: &[&str], known: &Map<String, Value>) -> Vec<String> {
    facts(&read(lines, None))
        .iter()
        .filter(|(name, value)| known.get(*name) != Some(value))
        .map(|(name, value)| format!("{name} {value}"))
        .collect()
}

#[test]
fn a_torn_receipt_tells_less_and_never_something_else() {
    for (name, lines) in papers() {
        let lines = borrowed(&lines);
        let whole = read(&lines, None);
        let told = facts(&whole);
        for end in 0..lines.len() {
            // What contradicts itself in the whole may be told by a part.
            let torn = facts(&read(&lines[..end], None));
            for (fact, value) in &torn {
                let kept = told.get(fact) == Some(value) || !told.contains_key(fact) && !whole.doubts.is_empty();
                assert!(kept, "{name} torn at {end}: {fact} {value}, whole {:?}", told.get(fact));
            }
        }
    }
}

#[test]
fn one_line_of_noise_anywhere_adds_nothing() {
    for (name, lines) in papers() {
        let lines = borrowed(&lines);
        let known = facts(&read(&lines, None));
        for (offset, noise) in NOISE.iter().enumerate() {
            // Every ninth place; the property below tries the others.
            for at in (offset % 9..=lines.len()).step_by(9) {
                let mut noisy = lines.clone();
                noisy.insert(at, noise);
                let wrong = others(&noisy, &known);
                assert!(wrong.is_empty(), "{name}: {noise:?} at {at}: {wrong:?}");
            }
        }
    }
}

/// A receipt of one of three layouts, with numbers that belong together.
fn receipt(layout: usize, number: u16) -> Vec<String> {
    let (trace, cents) = (u32::from(number) + 5000, u32::from(number) * 7);
    let (minute, amount) = (number % 60, format!("{},{:02}", cents / 100, cents % 100));
    let text = match layout {
        0 => format!(
            "** Händlerbeleg **\nMuster\n14.05.2026 10:{minute:02}\nTerminal-ID 61234000\nTA-Nr {trace:06} BNr {number:04}\n\
             Kartenzahlung\ngirocard\nEUR {amount}\nZahlung erfolgt\nBitte Beleg aufbewahren"
        ),
        1 => format!(
            "Sample Store\n14/05/2026 10:{minute:02}\nTID 61234000\nReceipt no {number:04}\nTrace no {trace:06}\nPurchase VISA\n\
             Amount {amount} EUR\nAPPROVED\nMERCHANT COPY"
        ),
        _ => format!(
            "Muster\nKartenzahlung VISA\nBetrag EUR {amount}\nTrace-Nr {trace:06}\nBeleg-Nr {number:04}\nDatum 14.05.26 10:{minute:02}\n\
             Zahlung erfolgt"
        ),
    };
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_stream_of_receipts_is_parted_where_they_begin() {
    for layout in 0..3 {
        let lines: Vec<String> = (1..=20).flat_map(|number| receipt(layout, number)).collect();
        let lines = borrowed(&lines);
        let numbers: Vec<_> = split(&lines).into_iter().map(|part| read(part, None).receipt).collect();
        assert_eq!(numbers, (1..=20).map(Some).collect::<Vec<_>>(), "layout {layout}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn noise_adds_nothing(paper in any::<Index>(), noise in prop::collection::vec((any::<Index>(), any::<Index>()), 1..6)) {
        let papers = papers();
        let (name, lines) = &papers[paper.index(papers.len())];
        let lines = borrowed(lines);
        let known = facts(&read(&lines, None));
        let mut noisy = lines.clone();
        for (which, at) in noise {
            noisy.insert(at.index(noisy.len() + 1), NOISE[which.index(NOISE.len())]);
        }
        let wrong = others(&noisy, &known);
        prop_assert!(wrong.is_empty(), "{name}: {wrong:?} in {noisy:#?}");
    }

    #[test]
    fn parts_of_a_stream_never_mix_two_receipts(
        layout in 0usize..3, first in 1u16..900, count in 1u16..8, head in 0usize..12, tail in 0usize..12,
    ) {
        let lines: Vec<String> = (first..first + count).flat_map(|number| receipt(layout, number)).collect();
        let lines = borrowed(&lines);
        let cut = &lines[head.min(lines.len())..];
        let cut = &cut[..cut.len() - tail.min(cut.len())];
        for part in split(cut) {
            let slip = read(part, None);
            let Some(number) = slip.receipt else { continue };
            prop_assert!(slip.trace.is_none_or(|trace| trace == u32::from(number) + 5000), "{slip:?}");
            prop_assert!(slip.amount.is_none_or(|amount| amount.minor == i64::from(number) * 7), "{slip:?}");
            prop_assert!(slip.time.is_none_or(|time| time.minute() == i8::try_from(number % 60).unwrap()), "{slip:?}");
        }
    }

    #[test]
    fn any_text_is_read_without_harm(lines in prop::collection::vec(any::<String>(), 0..40)) {
        let lines = borrowed(&lines);
        let slip = read(&lines, Some(Currency::EUR));
        prop_assert!(slip.doubts.len() < 40);
        prop_assert_eq!(split(&lines).concat().len(), lines.len());
    }

    #[test]
    fn damaged_receipts_are_read_without_harm(
        paper in any::<Index>(), damage in prop::collection::vec((any::<Index>(), any::<Index>(), any::<char>()), 1..20),
    ) {
        let papers = papers();
        let mut lines = papers[paper.index(papers.len())].1.clone();
        for (line, at, symbol) in damage {
            let index = line.index(lines.len());
            let mut symbols: Vec<char> = lines[index].chars().collect();
            symbols.insert(at.index(symbols.len() + 1), symbol);
            lines[index] = symbols.into_iter().collect();
        }
        let slip = read(&borrowed(&lines), None);
        for text in [&slip.terminal, &slip.contract, &slip.authorisation, &slip.code, &slip.card_name].into_iter().flatten() {
            prop_assert!(!text.as_str().chars().any(tillwright::model::is_hostile));
        }
    }
}

#[test]
fn what_is_longer_than_a_receipt_tells_nothing() {
    let lines = vec!["Kartenzahlung EUR 1,00"; 100_000];
    assert_eq!(read(&lines, None).doubts, ["longer than a receipt"]);
    let wide = format!("Betrag EUR {}1,00", " ".repeat(1_000_000));
    assert_eq!(read(&[&wide, "Zahlung erfolgt"], None).amount, None);
}
