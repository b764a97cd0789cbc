//! The same booking in two files: a day's file and the month's, or a file that was exported twice. It counts once.

use std::collections::HashMap;

use super::book::Sides;
use super::join::hash;
use super::key::put;
use crate::model::{BillRow, Number};

/// So many rows in common show that two files tell the same days, or all rows of one of them.
const SHOWS: usize = 3;

/// Rows that repeat a row of another file that tells the same days, by their numbers. Of those files the first by hash keeps the row.
/// The same booking twice in one file is no echo, nor is one that the next day's file takes up again: there most rows differ.
pub(super) fn echoes(sides: &Sides<'_>) -> Vec<bool> {
    let mut echo = vec![false; sides.rows as usize];
    let count = sides.sheets.len();
    let pairs = (0..count).flat_map(|later| (0..later).map(move |earlier| (earlier, later)));
    let pairs: Vec<(usize, usize)> = pairs.filter(|(one, other)| overlap(sides, *one, *other).is_some()).collect();
    let mut prints: HashMap<usize, Vec<(u64, u32)>> = HashMap::new();
    for (earlier, later) in pairs {
        for sheet in [earlier, later] {
            prints.entry(sheet).or_insert_with(|| printed(sides, sheet));
        }
        let Some(window) = overlap(sides, earlier, later) else { continue };
        let repeated = repeated(&prints[&earlier], &prints[&later]);
        let inside = |sheet: usize| sides.rows_of(sheet).filter(|row| is_inside(sides, window, *row)).count();
        let whole = [earlier, later].iter().any(|sheet| sides.rows_of(*sheet).len() == repeated.len());
        let most = 2 * repeated.len() >= inside(earlier).max(inside(later));
        if !repeated.is_empty() && most && (whole || repeated.len() >= SHOWS) {
            repeated.into_iter().for_each(|row| echo[row as usize] = true);
        }
    }
    echo
}

/// The prints of a sheet's rows, in order.
fn printed(sides: &Sides<'_>, sheet: usize) -> Vec<(u64, u32)> {
    let mut all: Vec<(u64, u32)> = sides.rows_of(sheet).map(|row| (print(sides.row(row)), row)).collect();
    all.sort_unstable();
    all
}

/// Rows of `later` that stand in `earlier` too, as often as there.
fn repeated(earlier: &[(u64, u32)], later: &[(u64, u32)]) -> Vec<u32> {
    let (mut out, mut at) = (Vec::new(), 0);
    for (print, row) in later {
        while earlier.get(at).is_some_and(|(known, _)| known < print) {
            at += 1;
        }
        if earlier.get(at).is_some_and(|(known, _)| known == print) {
            out.push(*row);
            at += 1;
        }
    }
    out
}

/// From when to when two files of one kind both have rows, where they are about a common day.
fn overlap(sides: &Sides<'_>, one: usize, other: usize) -> Option<(i64, i64)> {
    let (one, other) = (&sides.sheets[one], &sides.sheets[other]);
    let (left, right) = (one.days?, other.days?);
    let common = left.0.max(right.0) <= left.1.min(right.1);
    let (left, right) = (one.ends?, other.ends?);
    let window = (left.0.max(right.0), left.1.min(right.1));
    (one.bill.format == other.bill.format && common && window.0 <= window.1).then_some(window)
}

fn is_inside(sides: &Sides<'_>, (from, to): (i64, i64), row: u32) -> bool {
    sides.row_at(row).is_some_and(|at| (from..=to).contains(&at))
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
