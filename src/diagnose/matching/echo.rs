//! The same booking in two files: a day's file and the month's, or a file that was exported twice. It counts once.

use std::collections::HashMap;

use super::book::{Sides, civil};
use super::join::hash;
use super::key::put;
use crate::model::{BillRow, Number};

/// Rows that repeat a row of another file which covers their day as well, by their numbers. Of those files the first by hash
/// keeps the row. The same booking twice in one file is no echo.
pub(super) fn echoes(sides: &Sides<'_>) -> Vec<bool> {
    let mut echo = vec![false; sides.rows as usize];
    for at in 0..sides.sheets.len() {
        let earlier: Vec<usize> = (0..at).filter(|other| overlap(sides, *other, at)).collect();
        if earlier.is_empty() {
            continue;
        }
        let mut known = HashMap::new();
        for other in earlier {
            let mut own: HashMap<u64, u32> = HashMap::new();
            let theirs = sides.rows_of(other).filter(|row| is_inside(sides, at, *row) && !echo[*row as usize]);
            for row in theirs {
                *own.entry(print(sides.row(row))).or_default() += 1;
            }
            for (print, count) in own {
                *known.entry(print).or_insert(0) += count;
            }
        }
        for row in sides.rows_of(at) {
            if let Some(count) = known.get_mut(&print(sides.row(row)))
                && *count > 0
            {
                *count -= 1;
                echo[row as usize] = true;
            }
        }
    }
    echo
}

/// Whether two files are of one kind and have a day in common.
fn overlap(sides: &Sides<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (&sides.sheets[one], &sides.sheets[other]);
    match (one.days, other.days) {
        (Some(left), Some(right)) => one.bill.format == other.bill.format && left.0 <= right.1 && right.0 <= left.1,
        _ => false,
    }
}

/// Whether the day of a row is one that the sheet covers.
fn is_inside(sides: &Sides<'_>, sheet: usize, row: u32) -> bool {
    let Some((first, last)) = sides.sheets[sheet].days else { return false };
    sides.row_at(row).is_some_and(|at| (first..=last).contains(&civil(at).date()))
}

/// All that a row tells, as one number.
fn print(row: &BillRow) -> u64 {
    let mut out = Vec::with_capacity(160);
    out.extend([row.kind as u8, row.state as u8, row.flow as u8]);
    out.extend(row.amount.minor.to_le_bytes());
    out.extend(row.amount.currency.code().bytes());
    for at in [row.at, row.finished] {
        out.extend(at.map_or(i64::MIN, super::book::seconds).to_le_bytes());
    }
    let numbers = [
        &row.merchant,
        &row.terminal,
        &row.batch,
        &row.trace,
        &row.rrn,
        &row.authorisation,
        &row.order,
        &row.trade,
        &row.refund_order,
        &row.refund_trade,
    ];
    for number in numbers {
        put(&mut out, number.as_ref().map_or("", Number::as_str));
    }
    put(&mut out, row.card.as_ref().map_or("", |card| card.last4()));
    hash(&out)
}
