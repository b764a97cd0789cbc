//! Which of the printed amounts is the transaction's.

use super::SlipKind;
use super::amount::Sum;
use super::claim::Claim;
use super::label::Label;
use crate::model::{Currency, Money};

/// The amounts of a receipt.
#[derive(Default)]
pub struct Sums {
    base: Claim<Money>,
    total: Claim<Money>,
    tip: Claim<Money>,
    bare: Claim<Money>,
    negative: bool,
    unreadable: bool,
    no_currency: bool,
    stray: bool,
}

impl Sums {
    /// A line tells an amount. A bare one counts only where the line before it was understood: else it may be the value
    /// of a label that we do not know.
    pub fn tell(&mut self, label: Option<Label>, sum: &Sum<'_>, default: Option<Currency>, bare_counts: bool) {
        let Some(money) = sum.money(default) else {
            match (sum.currency, default) {
                (None, None) => self.no_currency = true,
                _ => self.unreadable = true,
            }
            return;
        };
        let claim = match label {
            Some(Label::Total) => &mut self.total,
            Some(Label::Tip) => &mut self.tip,
            Some(_) => &mut self.base,
            None if bare_counts => &mut self.bare,
            None => {
                self.stray = true;
                return;
            }
        };
        self.negative |= sum.negative;
        claim.tell_by(money, same);
    }

    /// A label of an amount stands there, and its value does not read.
    pub fn unreadable(&mut self) {
        self.unreadable = true;
    }

    /// The amount that was charged or given back, tip included, and the tip in it. Nothing is guessed: where amounts
    /// contradict each other there is none, and none where neither a total nor a result is printed (`ended`): a tip and
    /// the total may be torn off.
    pub fn settle(
        &self,
        kind: SlipKind,
        ended: bool,
        doubts: &mut Vec<&'static str>,
    ) -> (Option<Money>, Option<Money>) {
        let mut no = |why: &'static str| {
            doubts.push(why);
            (None, None)
        };
        if kind == SlipKind::Totals {
            return (None, None);
        }
        if self.unreadable {
            return no("an amount does not read");
        }
        if self.no_currency {
            return no("an amount without a currency");
        }
        if [&self.base, &self.total, &self.tip, &self.bare].iter().any(|claim| claim.clashes()) {
            return no("several amounts");
        }
        let tip = self.tip.get().copied().filter(|tip| tip.minor != 0);
        let labelled = match (self.base.get().copied(), self.total.get().copied(), tip) {
            (Some(base), Some(total), Some(tip))
                if base.checked_add(tip).is_some_and(|sum| sum.same_amount(&total)) =>
            {
                Some(total)
            }
            (Some(base), Some(total), None) if base.same_amount(&total) => Some(total),
            (Some(_), Some(_), _) => return no("several amounts"),
            (Some(_), None, Some(_)) => return no("an amount and a tip without their total"),
            (base, total, _) => total.or(base),
        };
        let of_one = matches!(kind, SlipKind::Payment | SlipKind::Reversal | SlipKind::Refund);
        let amount = match (labelled, self.bare.get().copied()) {
            (Some(labelled), Some(bare)) if !labelled.same_amount(&bare) => return no("several amounts"),
            (None, Some(bare)) if of_one => bare,
            (None, _) if self.stray => return no("an amount that may belong to something else"),
            (None, _) => return (None, None),
            (Some(labelled), _) => labelled,
        };
        if !ended && self.total.is_silent() {
            return no("an amount without a result");
        }
        if self.negative && !matches!(kind, SlipKind::Reversal | SlipKind::Refund) {
            return no("a negative amount");
        }
        (Some(amount), tip)
    }
}

fn same(left: Money, right: Money) -> Option<Money> {
    left.same_amount(&right).then_some(left)
}
