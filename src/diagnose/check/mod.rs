//! Findings from a device's own journal and from our record of it: one small file a pattern or two, all of them pure.
//!
//! What a family does not tell is not guessed at. [`COVERAGE`] says for every pattern and family whether it is looked for, and
//! `docs/findings.md` says why; a test holds the two together.

mod amount;
mod cleared;
mod clock;
mod closing;
mod coverage;
mod declines;
mod details;
mod facts;
mod gaps;
mod identity;
mod network;
mod night;
mod reader;
mod say;
mod settled;
mod signs;
mod twice;
mod unanswered;
mod unprinted;
mod voided;

pub use coverage::{COVERAGE, Cover};
pub use facts::{Fact, Facts, Given, Reading, Remedied};

use super::finding::{Finding, FindingId};

/// A pattern that is looked for.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Which.
    pub id: FindingId,
    /// What finds it.
    find: fn(&Facts) -> Vec<Finding>,
}

/// Every pattern that is looked for, in order.
pub const RULES: &[Rule] = &[
    Rule { id: FindingId::J02, find: unanswered::find },
    Rule { id: FindingId::J06, find: unprinted::find },
    Rule { id: FindingId::J07, find: gaps::restarts },
    Rule { id: FindingId::J08, find: gaps::unaccounted },
    Rule { id: FindingId::J10, find: closing::unclosed },
    Rule { id: FindingId::J11, find: settled::find },
    Rule { id: FindingId::J12, find: closing::full },
    Rule { id: FindingId::J13, find: cleared::find },
    Rule { id: FindingId::J14, find: details::find },
    Rule { id: FindingId::J15, find: voided::find },
    Rule { id: FindingId::J16, find: voided::unknown },
    Rule { id: FindingId::J17, find: twice::find },
    Rule { id: FindingId::J18, find: amount::find },
    Rule { id: FindingId::J21, find: clock::find },
    Rule { id: FindingId::J22, find: reader::stripe },
    Rule { id: FindingId::J23, find: reader::chip },
    Rule { id: FindingId::J24, find: network::find },
    Rule { id: FindingId::J27, find: night::find },
    Rule { id: FindingId::J32, find: declines::find },
    Rule { id: FindingId::J33, find: identity::find },
];

/// Everything found, the most urgent first. The answer does not depend on the order in which archives were given.
pub fn check(facts: &Facts) -> Vec<Finding> {
    let family = facts.device.family;
    let looked_for = RULES.iter().filter(|rule| coverage::of(rule.id, family).is_looked_for());
    let mut found: Vec<Finding> = looked_for.flat_map(|rule| (rule.find)(facts)).collect();
    found.sort_by(Finding::order);
    found
}

#[cfg(test)]
mod bench;
#[cfg(test)]
mod tests;
