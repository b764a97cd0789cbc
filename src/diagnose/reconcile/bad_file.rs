//! B16: a file of which not every row could be read. (One that contradicts itself never gets here.)

use super::{Rule, Told};
use crate::diagnose::finding::{FindingId, Severity};
use crate::text::reconcile::{evidence as words, finding as t};

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    for (number, sheet) in rule.matching.sides.sheets.iter().enumerate() {
        let Some(first) = sheet.bill.bad_rows.iter().map(|row| row.line).min() else { continue };
        let count = sheet.bill.bad_rows.len();
        let evidence = words::BAD_ROWS.with([
            ("file", &sheet.bill.name as &dyn std::fmt::Display),
            ("count", &count),
            ("line", &first),
        ]);
        let told = Told::new(FindingId::B16, Severity::Warning, &t::ROWS_UNREAD).because(vec![evidence]);
        let told = rule.matching.sides.rows_of(number).next().map_or(told.clone(), |row| told.at(row));
        out.push(told.doing(&t::GET_FILE_AGAIN).never(&t::NOT_FROM_ABSENCE));
    }
}
