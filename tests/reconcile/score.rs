//! How much of what was put in is found, and what is found that was not.

use std::collections::BTreeMap;

use tillwright::diagnose::finding::Finding;
use tillwright::diagnose::matching::compare;
use tillwright::diagnose::reconcile;
use tillwright::model::Family;
use tillwright::text::Lang;

use crate::generator::{Dice, Label, Shop, Trouble, shop};

/// Seeds on which the rules were never looked at.
const HELD_OUT: std::ops::Range<u64> = 20_000..20_060;

#[derive(Default)]
struct Score {
    hit: usize,
    missed: usize,
    invented: usize,
}

fn tells(finding: &Finding, label: &Label) -> bool {
    let by_entry = label.entry.as_ref().is_some_and(|entry| finding.entries.contains(entry));
    let evidence: Vec<String> = finding.evidence.iter().map(|one| one.read(Lang::En)).collect();
    let by_row = label.rows.iter().any(|row| evidence.iter().any(|line| line.starts_with(row)));
    Some(finding.id.as_str()) == label.trouble.finding() && (by_entry || by_row)
}

fn score(shop: &Shop, scores: &mut BTreeMap<String, Score>) -> (usize, usize, usize) {
    let books = shop.books();
    let matching = compare(&books, &shop.bills);
    let (mut right, mut wrong) = (0, 0);
    for joint in matching.joints() {
        match shop.truth.get(&(joint.bill.name.to_string(), joint.row.line)) {
            Some(key) if *key == joint.entry.key => right += 1,
            other => {
                wrong += 1;
                println!("wrong pair by {:?}: {} line {} {:?}", joint.key, joint.entry.key, joint.row.line, other);
            }
        }
    }
    let found = reconcile::find(&matching, shop.now);
    for label in shop.labels.iter().filter(|label| label.trouble.finding().is_some()) {
        let id = label.trouble.finding().unwrap().to_owned();
        let score = scores.entry(id).or_default();
        match found.iter().any(|finding| tells(finding, label)) {
            true => score.hit += 1,
            false => {
                score.missed += 1;
                println!("missed {label:?}");
            }
        }
    }
    for finding in &found {
        if !shop.labels.iter().any(|label| tells(finding, label)) {
            scores.entry(finding.id.as_str().to_owned()).or_default().invented += 1;
            let evidence: Vec<String> = finding.evidence.iter().map(|one| one.read(Lang::En)).collect();
            println!("invented {} {:?}", finding.id, evidence);
        }
    }
    (right, wrong, shop.truth.len())
}

#[test]
fn troubles_are_found_and_nothing_else() {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut pairs = (0, 0, 0);
    for family in Family::ALL {
        for seed in HELD_OUT {
            let mut dice = Dice(seed);
            let mut troubles = Trouble::ALL.to_vec();
            dice.shuffle(&mut troubles);
            let shop = shop(*family, seed, &troubles);
            let (right, wrong, all) = score(&shop, &mut scores);
            pairs = (pairs.0 + right, pairs.1 + wrong, pairs.2 + all);
        }
    }
    println!("pairs: {} right, {} wrong, of {} rows that tell an entry", pairs.0, pairs.1, pairs.2);
    let (mut hit, mut missed, mut invented) = (0, 0, 0);
    for (id, score) in &scores {
        let precision = score.hit as f64 / (score.hit + score.invented).max(1) as f64;
        let recall = score.hit as f64 / (score.hit + score.missed).max(1) as f64;
        println!("{id}: precision {precision:.4}, recall {recall:.4} ({} of {})", score.hit, score.hit + score.missed);
        (hit, missed, invented) = (hit + score.hit, missed + score.missed, invented + score.invented);
    }
    let precision = hit as f64 / (hit + invented) as f64;
    let recall = hit as f64 / (hit + missed) as f64;
    println!("all: precision {precision:.4}, recall {recall:.4}");
    assert_eq!(pairs.1, 0, "keys never join what is not one");
    assert!(precision >= 0.995 && recall >= 0.98);
}

#[test]
fn nothing_is_invented_on_clean_days() {
    for family in Family::ALL {
        for seed in 30_000..30_080 {
            let shop = shop(*family, seed, &[]);
            let books = shop.books();
            let matching = compare(&books, &shop.bills);
            let found = reconcile::find(&matching, shop.now);
            let told: Vec<String> = found
                .iter()
                .flat_map(|one| one.evidence.iter().map(move |line| format!("{} {}", one.id, line.read(Lang::En))))
                .collect();
            assert!(found.is_empty(), "{family} {seed}: {told:#?}");
        }
    }
}
