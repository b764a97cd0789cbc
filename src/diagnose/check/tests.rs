//! What holds of all rules together.

use proptest::prelude::*;

use super::bench::{Archive, of_readings, readings, sale};
use super::{COVERAGE, RULES, check, coverage};
use crate::diagnose::finding::{Finding, FindingId};
use crate::model::samples::device;
use crate::model::{
    Anomaly, Card, DeviceId, DeviceTime, Entry, EntryKey, EntryResult, Family, IdentityProof, Kind, Money, Printable,
    Provenance, RefName, Reference, VoidMark,
};
use crate::text::Lang;

#[test]
fn every_pattern_of_a_journal_has_a_line_and_a_rule_where_it_is_looked_for() {
    let patterns: Vec<FindingId> = FindingId::ALL.iter().copied().filter(|id| id.as_str().starts_with('J')).collect();
    assert_eq!(COVERAGE.iter().map(|(id, ..)| *id).collect::<Vec<_>>(), patterns);
    for id in patterns {
        let looked_for = Family::ALL.iter().any(|family| coverage::of(id, *family).is_looked_for());
        assert_eq!(RULES.iter().filter(|rule| rule.id == id).count(), usize::from(looked_for), "{id}");
    }
}

/// The table of `docs/findings.md` says what the code does.
#[test]
fn the_table_is_that_of_the_rules() {
    let text = include_str!("../../../docs/findings.md");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| J"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), COVERAGE.len());
    for (row, (id, transbank, zvt)) in rows.iter().zip(COVERAGE) {
        assert_eq!(row[0].split(' ').next(), Some(id.as_str()));
        for (cell, cover) in [(row[1], transbank), (row[2], zvt)] {
            let word = cell.split(':').next().unwrap();
            assert_eq!(word, cover.as_str(), "{id}: {cell}");
            assert!(cell.len() > word.len() + 5, "{id}: {cell} gives no reason");
        }
    }
}

#[test]
fn an_ordinary_day_and_no_day_at_all_give_nothing() {
    let day: Vec<Entry> = (1..=40)
        .map(|number| {
            let time = format!("2026-05-14T{:02}:{:02}:00", 10 + number / 6, (number % 6) * 10);
            sale(number, 1_990 + i64::from(number) * 10, &time, &format!("{:04}", 1_000 + number))
        })
        .collect();
    for archives in [vec![], vec![Archive::of(vec![])], vec![Archive::of(day)]] {
        assert_eq!(check(&super::bench::facts(&archives, &[])), []);
    }
}

fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![prop::sample::select(vec![0, 1, 990, 9_900, 12_500, 15_200, i64::MAX, i64::MIN]), any::<i64>()]
}

prop_compose! {
    fn entries()(
        family in any::<bool>(),
        number in prop_oneof![0u32..8, any::<u32>()],
        kind in prop::sample::select(Kind::ALL),
        result in prop::sample::select(vec![EntryResult::Approved, EntryResult::Declined, EntryResult::Unknown]),
        provenance in prop::sample::select(Provenance::ALL),
        code in "[0-9A-F]{0,2}",
        amount in amounts(),
        time in prop::option::of((-9_999i16..=9_999, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60)),
        last4 in prop::option::of(prop::sample::select(vec!["4242", "1881", "1"])),
        original in prop::option::of(0u32..8),
        voided in any::<bool>(),
    ) -> Entry {
        let mut entry = sale(number, amount, "2026-05-14T10:00:00", "4242");
        if family {
            entry.device = DeviceId::new(Family::Zvt, "", "52500041");
        }
        let parts = format!("{amount}{time:?}{last4:?}{kind:?}");
        entry.key = EntryKey::new(&entry.device, number, &parts);
        (entry.kind, entry.result, entry.provenance, entry.code) = (kind, result, provenance, Printable::new(&code, 2));
        entry.amount = Money { minor: amount, ..entry.amount };
        entry.time = time.map(|(year, month, day, hour, minute)| {
            DeviceTime::told(jiff::civil::date(year, month, day).at(hour, minute, 0, 0))
        });
        entry.card = last4.and_then(Card::mask);
        entry.references.extend(original.map(|number| Reference {
            name: RefName::Original,
            value: Printable::new(&number.to_string(), 6),
        }));
        entry.void = if voided { VoidMark::Voided } else { VoidMark::NotTold };
        entry
    }
}

fn anomalies() -> impl Strategy<Value = Anomaly> {
    prop_oneof![
        (any::<u32>(), any::<u32>()).prop_map(|(after, before)| Anomaly::Gap { after, before }),
        (0u32..8, 0u32..20).prop_map(|(after, before)| Anomaly::Gap { after, before }),
        any::<u32>().prop_map(|number| Anomaly::Duplicate { number }),
        any::<usize>().prop_map(|position| Anomaly::Unreadable { position, why: "why".into() }),
        Just(Anomaly::OtherDevice { id: DeviceId::new(Family::Zvt, "", "52500041") }),
    ]
}

prop_compose! {
    fn archives()(
        entries in prop::collection::vec(entries(), 0..12),
        anomalies in prop::collection::vec(anomalies(), 0..3),
        proof in prop::sample::select(vec![
            IdentityProof::Told, IdentityProof::Broken, IdentityProof::Continuity { matched: 1 },
        ]),
    ) -> Archive {
        let mut archive = anomalies.into_iter().fold(Archive::of(entries), Archive::odd);
        archive.proof = proof;
        archive
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_an_archive_holds_is_answered_and_the_order_of_archives_does_not_matter(
        archives in prop::collection::vec(archives(), 0..4),
        zvt in any::<bool>(),
    ) {
        let ask = |readings: Vec<super::Reading>| -> Vec<Finding> {
            let mut facts = of_readings(readings, &[]);
            facts.device = if zvt { DeviceId::new(Family::Zvt, "", "52500041") } else { device() };
            check(&facts)
        };
        let given = readings(&archives);
        let found = ask(given.clone());
        prop_assert_eq!(&ask(given.into_iter().rev().collect()), &found);
        prop_assert!(found.is_sorted_by(|left, right| left.order(right).is_le()));
        for finding in &found {
            for phrase in finding.evidence.iter().chain([&finding.cause, &finding.remedy]).chain(&finding.must_not) {
                for lang in Lang::ALL {
                    let said = phrase.read(*lang);
                    prop_assert!(!said.is_empty() && !said.contains('{'), "{}", said);
                }
            }
        }
    }
}
