//! B14: billed under another merchant or terminal.

use std::collections::BTreeMap;

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::{What, same};
use crate::model::Side;
use crate::text::Phrase;
use crate::text::reconcile::{evidence as words, finding as t};

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    let mut groups: BTreeMap<(usize, usize, String, String), Vec<usize>> = BTreeMap::new();
    for (number, pair) in matching.pairs.iter().enumerate() {
        if matching.side_of(pair.row) != Side::Merchant || !matching.may_differ(pair) {
            continue;
        }
        for one in matching.differences(pair) {
            if matches!(one.what, What::Merchant | What::Terminal) {
                let key = (matching.sides.book_of(pair.entry), matching.sides.sheet_of(pair.row), one.ours, one.theirs);
                groups.entry(key).or_default().push(number);
            }
        }
    }
    for ((_, sheet, ours, theirs), pairs) in groups {
        let pairs: Vec<_> = pairs.into_iter().map(|number| matching.pairs[number]).collect();
        let mut evidence = vec![numbers(rule, sheet, &ours, &theirs)];
        evidence.extend(pairs.iter().take(say::TOLD).map(|pair| say::row(matching, pair.row)));
        let entries = pairs.iter().map(|pair| pair.entry).collect();
        out.extend(pairs.first().map(|pair| tell(evidence).of(entries).at(pair.row)));
    }
    for account in matching.accounts.iter().filter(|account| account.side == Side::Merchant) {
        let ours: Vec<String> = matching.sides.books.iter().map(|book| book.device.terminal.to_string()).collect();
        let known = account.terminals.iter().any(|one| ours.iter().any(|our| same(one, our)));
        let theirs: Vec<&str> = account.terminals.iter().map(String::as_str).take(say::TOLD).collect();
        if let (true, false, false, Some(sheet)) =
            (account.pairs.is_empty(), theirs.is_empty() || ours.is_empty(), known, account.sheets.first())
        {
            let evidence = vec![numbers(rule, *sheet, &ours.join(", "), &theirs.join(", "))];
            let first = matching.sides.rows_of(*sheet).next();
            out.extend(first.map(|row| tell(evidence).at(row)));
        }
    }
}

fn numbers(rule: &Rule<'_>, sheet: usize, ours: &str, theirs: &str) -> Phrase {
    let file = &rule.matching.sides.sheets[sheet].bill.name;
    words::OTHER_NUMBERS.with([("file", file as &dyn std::fmt::Display), ("ours", &ours), ("theirs", &theirs)])
}

fn tell(evidence: Vec<Phrase>) -> Told {
    let told = Told::new(FindingId::B14, Severity::Warning, &t::MIXED_UP).because(evidence);
    told.doing(&t::CHECK_PARAMETERS).never(&t::NOT_REPEAT_ELSEWHERE)
}
