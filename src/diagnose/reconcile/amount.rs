//! B03: the amount differs, after the right columns were compared.

use super::{Rule, Told, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::diagnose::matching::{Pair, What};
use crate::model::{Exact, Side};
use crate::text::reconcile::finding as t;

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for pair in matching.pairs.iter().filter(|pair| matching.side_of(pair.row) == Side::Merchant) {
        let money = |what| matches!(what, What::Amount | What::Currency);
        if matching.may_differ(pair) && matching.differences(pair).iter().any(|one| money(one.what)) {
            let cause = if is_net(rule, pair) { &t::AMOUNT_IS_NET } else { &t::AMOUNT_CHANGED };
            let told = Told::new(FindingId::B03, Severity::Warning, cause)
                .of(vec![pair.entry])
                .at(pair.row)
                .because(say::pair(matching, pair));
            out.push(told.doing(&t::COMPARE_COLUMN).never(&t::NOT_SECOND_FOR_REST));
        }
    }
}

/// Whether the difference is exactly the fee.
fn is_net(rule: &Rule<'_>, pair: &Pair) -> bool {
    let (ours, theirs) = (rule.matching.sides.entry(pair.entry), rule.matching.sides.row(pair.row));
    let apart = || {
        let (ours, theirs) = (Exact::of_money(&ours.amount)?, Exact::of_money(&theirs.amount)?);
        ours.checked_sub(theirs)
    };
    theirs.fee.is_some_and(|fee| fee != Exact::ZERO && apart().map(Exact::abs) == Some(fee.abs()))
}
