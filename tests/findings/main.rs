//! Findings on journals that were really pulled: simulated devices in which something goes wrong, and ordinary days on which
//! nothing may be found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../ops/bench.rs"]
#[allow(dead_code)]
mod bench;
mod command;
mod days;
#[path = "../program/harness.rs"]
#[allow(dead_code)]
mod harness;
mod troubles;

use jiff::tz::{TimeZone, offset};
use tillwright::ops::browse::{Finding, FindingId, Severity};
use tillwright::ops::check::look_in;

use bench::Bench;

/// Everything that is found on the devices of a vault. The shop's clock stands in the zone of the bench.
fn found(bench: &Bench) -> Vec<Finding> {
    let look = look_in(&bench.console, None, &TimeZone::fixed(offset(-3))).unwrap();
    assert!(look.left_out.is_empty());
    look.findings().cloned().collect()
}

/// Ids and urgency of everything found that is more than a note.
fn trouble(bench: &Bench) -> Vec<(FindingId, Severity)> {
    let told = found(bench).into_iter().map(|finding| (finding.id, finding.severity));
    told.filter(|(_, severity)| *severity != Severity::Note).collect()
}

/// The only finding of this pattern.
#[track_caller]
fn one(bench: &Bench, id: FindingId) -> Finding {
    let all = found(bench);
    let mut of: Vec<Finding> = all.iter().filter(|finding| finding.id == id).cloned().collect();
    assert_eq!(of.len(), 1, "{id}: {all:?}");
    of.remove(0)
}
