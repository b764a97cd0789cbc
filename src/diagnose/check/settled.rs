//! J11: the batch was closed while a void from here was unknown.

use std::fmt::Display;

use super::Facts;
use super::say::Words;
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::IdentityProof;
use crate::text::finding::money as words;

const WORDS: Words = Words { cause: &words::SETTLED_CAUSE, remedy: &words::SETTLED_DO, must_not: &words::SETTLED_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let open = facts.remedies.iter().filter(|remedy| remedy.is_open());
    open.filter(|remedy| {
        let after = facts.whole_pairs().into_iter().filter(|(_, after)| after.at > remedy.at);
        after.into_iter().any(|(before, after)| !before.entries.is_empty() && after.proof == IdentityProof::Told)
    })
    .map(|remedy| {
        let evidence = words::SETTLED.with([("intent", &remedy.intent as &dyn Display)]);
        WORDS.finding(FindingId::J11, Severity::Urgent, [&remedy.entry], vec![evidence])
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{Archive, found_in, found_with, remedied, sale};
    use crate::model::Outcome;

    #[test]
    fn a_close_after_a_void_that_is_unknown_leaves_only_the_acquirer() {
        let sold = sale(1, 900, "2026-05-14T10:00:00", "4242");
        let next = sale(2, 1_900, "2026-05-15T10:00:00", "1881");
        let before = Archive::of(vec![sold.clone()]);
        let closed = [before.clone(), Archive::of(vec![next.clone()])];
        let grown = [before, Archive::of(vec![sold.clone(), next]).follows(1)];
        let open = [remedied(&sold, None)];
        assert_eq!(found_with(&closed, &open, FindingId::J11)[0].entries, std::slice::from_ref(&sold.key));
        assert!(found_with(&grown, &open, FindingId::J11).is_empty());
        let done = [remedied(&sold, Some(Outcome::Done { evidence: "e".into() }))];
        assert!(found_with(&closed, &done, FindingId::J11).is_empty());
        assert!(found_in(&closed, FindingId::J11).is_empty());
    }
}
