//! The order of files, rows and devices does not matter, and importing twice changes nothing.

use tillwright::diagnose::matching::{Book, compare};
use tillwright::diagnose::reconcile;
use tillwright::model::{Bill, Family};
use tillwright::text::Lang;

use crate::generator::{Dice, Shop, Trouble, shop};

/// All that is told, as text.
fn told(shop: &Shop, books: &[Book<'_>], files: &[Bill]) -> (Vec<String>, Vec<String>) {
    let matching = compare(books, files);
    let joints =
        matching.joints().map(|one| format!("{} {} {} {:?}", one.entry.key, one.bill.name, one.row.line, one.key));
    let mut joints: Vec<String> = joints.collect();
    joints.sort();
    let found = reconcile::find(&matching, shop.now).into_iter().map(|one| {
        let evidence: Vec<String> = one.evidence.iter().map(|line| line.read(Lang::En)).collect();
        format!("{} {:?} {:?} {:?} {}", one.id, one.entries, evidence, one.wait_until, one.remedy.read(Lang::En))
    });
    (joints, found.collect())
}

#[test]
fn order_does_not_matter_and_twice_is_once() {
    for family in Family::ALL {
        for seed in 0..12 {
            let shop = shop(*family, seed, Trouble::ALL);
            let first = told(&shop, &shop.books(), &shop.bills);
            let mut dice = Dice(seed);
            let mut shuffled = shop.bills.clone();
            dice.shuffle(&mut shuffled);
            for bill in &mut shuffled {
                dice.shuffle(&mut bill.rows);
            }
            let mut books = shop.books();
            books.reverse();
            assert_eq!(told(&shop, &books, &shuffled), first, "{family} {seed}: in another order");
            shuffled.extend(shop.bills.iter().take(3).cloned());
            assert_eq!(told(&shop, &books, &shuffled), first, "{family} {seed}: files given twice");
        }
    }
}

#[test]
fn a_file_of_all_days_beside_those_of_each_day_changes_no_pair_and_doubles_nothing() {
    for family in Family::ALL {
        for seed in 40..48 {
            let shop = shop(*family, seed, &[]);
            let mut month = shop.bills[0].clone();
            month.rows = shop.bills.iter().flat_map(|bill| bill.rows.clone()).collect();
            for (at, row) in month.rows.iter_mut().enumerate() {
                row.line = at as u32 + 2;
            }
            month.covers = shop.bills[0].covers.zip(shop.bills[4].covers).map(|(first, last)| (first.0, last.1));
            month.sha256 = "f".repeat(64);
            let mut files = shop.bills.clone();
            files.push(month);
            let books = shop.books();
            let (pairs, found) = told(&shop, &books, &files);
            assert_eq!(pairs.len(), told(&shop, &books, &shop.bills).0.len());
            assert_eq!(found, Vec::<String>::new(), "{family} {seed}");
        }
    }
}
