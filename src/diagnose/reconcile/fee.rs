//! B04: a fee that does not follow the others of its kind. No contract is known here, so the rate is that which nearly all rows
//! of one card or way of paying have; where there is no such rate (caps, fixed parts) nothing is said.

use std::collections::BTreeMap;

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::model::{Exact, RowKind, RowState, Side};
use crate::text::reconcile::{evidence as words, finding as t};
use crate::text::{Phrase, figures};

/// Fewer rows show no rate.
const ENOUGH: usize = 10;

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for sheet in 0..matching.sides.sheets.len() {
        let mut by_scheme: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for row in matching.sides.rows_of(sheet).filter(|row| counts(rule, *row)) {
            let told = matching.sides.row(row);
            let key = format!("{} {}", told.scheme.as_str().trim(), told.amount.currency.code());
            by_scheme.entry(key).or_default().push(row);
        }
        for (scheme, rows) in by_scheme {
            out.extend(of_scheme(rule, scheme.trim(), &rows));
        }
    }
}

fn counts(rule: &Rule<'_>, row: u32) -> bool {
    let told = rule.matching.sides.row(row);
    rule.matching.side_of(row) == Side::Merchant
        && !rule.matching.is_echo(row)
        && told.kind == RowKind::Payment
        && matches!(told.state, RowState::Booked | RowState::Unknown)
        && told.amount.minor > 0
        && told.fee.is_some_and(|fee| fee != Exact::ZERO)
}

/// Fee and amount of a row in hundred-thousandths, without sign.
fn figures_of(rule: &Rule<'_>, row: u32) -> Option<(i64, i64)> {
    let told = rule.matching.sides.row(row);
    let amount = Exact::of_money(&told.amount)?.units();
    (amount > 0).then_some((told.fee?.abs().units(), amount))
}

fn of_scheme(rule: &Rule<'_>, scheme: &str, rows: &[u32]) -> Option<Told> {
    let figures: Vec<(u32, i64, i64)> =
        rows.iter().filter_map(|row| figures_of(rule, *row).map(|(fee, amount)| (*row, fee, amount))).collect();
    if figures.len() < ENOUGH {
        return None;
    }
    let rate = rate(&figures);
    let minor = unit(rule, rows.first().copied()?);
    let fits = |(_, fee, amount): &&(u32, i64, i64)| (*fee as f64 - rate * *amount as f64).abs() <= minor;
    let fitting = figures.iter().filter(fits).count();
    let odd: Vec<&(u32, i64, i64)> = figures.iter().filter(|one| !fits(one)).collect();
    if odd.is_empty() || fitting * 10 < figures.len() * 9 {
        return None;
    }
    let evidence: Vec<Phrase> =
        odd.iter().take(say::TOLD).map(|(row, ..)| told(rule, *row, scheme, rate, fitting)).collect();
    let entries = odd.iter().filter_map(|(row, ..)| rule.matching.entry_of(*row)).collect();
    let finding =
        Told::new(FindingId::B04, Severity::Question, &t::FEE_ODD).of(entries).at(odd.first()?.0).because(evidence);
    Some(finding.doing(&t::ASK_FEE).never(&t::NOT_FEE_AS_PAYMENT))
}

/// The rate in the middle of the larger half of the amounts, where rounding matters least.
fn rate(figures: &[(u32, i64, i64)]) -> f64 {
    let mut by_amount: Vec<&(u32, i64, i64)> = figures.iter().collect();
    by_amount.sort_by_key(|(row, _, amount)| (*amount, *row));
    let mut rates: Vec<f64> =
        by_amount[by_amount.len() / 2..].iter().map(|(_, fee, amount)| *fee as f64 / *amount as f64).collect();
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// A unit of the currency and a little for a rate that was itself measured on rounded fees.
fn unit(rule: &Rule<'_>, row: u32) -> f64 {
    let places = rule.matching.sides.row(row).amount.currency.exponent().unwrap_or(2);
    1.5 * 10f64.powi(5 - i32::from(places))
}

fn told(rule: &Rule<'_>, row: u32, scheme: &str, rate: f64, others: usize) -> Phrase {
    let told = rule.matching.sides.row(row);
    let fee = told.fee.unwrap_or_default();
    words::FEES
        .with([
            ("others", &others as &dyn std::fmt::Display),
            ("scheme", &scheme),
            ("rate", &format!("{:.3}", rate * 100.0)),
            ("fee", &fee),
            ("line", &told.line),
        ])
        .each("amount", |lang| figures::amount(&told.amount, lang))
}
