//! B13: an authorisation that is held and not posted, for what was not approved here.

use super::{Rule, Told, bank_only, say};
use crate::diagnose::finding::{FindingId, Severity};
use crate::model::{Kind, RowKind, RowState};
use crate::text::reconcile::finding as t;

pub(super) fn find(rule: &Rule<'_>, out: &mut Vec<Told>) {
    let matching = rule.matching;
    for pair in &matching.pairs {
        let (ours, theirs) = (matching.sides.entry(pair.entry), matching.sides.row(pair.row));
        let held = theirs.kind == RowKind::Payment && theirs.state == RowState::Pending;
        if held && ours.kind == Kind::Sale && bank_only::is_not_approved(ours) {
            let told = Told::new(FindingId::B13, Severity::Question, &t::HOLD).of(vec![pair.entry]).at(pair.row);
            let told = told.because(say::pair(matching, pair));
            out.push(told.doing(&t::WAIT_EXPIRY).never(&t::NOT_REFUND_HELD).never(&t::NOT_SECOND_SALE));
        }
    }
}
