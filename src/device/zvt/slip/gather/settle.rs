//! What was gathered from a receipt, judged: facts, or doubts.

use super::super::claim::Claim;
use super::super::words::Sense;
use super::super::{Slip, SlipKind};
use super::Gather;
use crate::model::{EntryResult, Printable};

impl Gather {
    /// The facts. What was told twice and differently, or may be something else, is left out with a doubt.
    pub fn slip(mut self) -> Slip {
        let outcome = self.settle_outcome();
        let ended = !self.outcome.is_silent();
        let kind = self.settle_kind(ended);
        let trace = self.settle_trace();
        let (amount, tip) = self.sums.settle(kind, ended, &mut self.doubts);
        if self.reserved {
            self.doubt("reserved amounts are not read");
        }
        if self.late_told {
            self.doubt("what stands behind the result may be another receipt's");
        } else if self.party.is_silent() {
            // Some print it at the foot.
            self.party = std::mem::take(&mut self.late_party);
        }
        let doubts = &mut self.doubts;
        let day = if self.labelled_day.is_silent() { &self.bare_day } else { &self.labelled_day };
        let clock = if self.labelled_clock.is_silent() { &self.bare_clock } else { &self.labelled_clock };
        let mut slip = Slip {
            kind,
            outcome,
            receipt: taken(&self.receipt, "several receipt numbers", doubts),
            trace,
            original_receipt: taken(&self.original_receipt, "several numbers of originals", doubts),
            original_trace: taken(&self.original_trace, "several numbers of originals", doubts),
            terminal: taken(&self.terminal, "several terminal ids", doubts).map(|text| Printable::new(&text, 16)),
            contract: taken(&self.contract, "several contract numbers", doubts).map(|text| Printable::new(&text, 24)),
            amount,
            tip,
            day: taken(day, "several dates", doubts),
            time: taken(clock, "several times", doubts).map(|clock| clock.time),
            card: taken(&self.card, "several card numbers", doubts),
            card_name: taken(&self.card_name, "several card names", doubts).map(|text| Printable::new(&text, 32)),
            authorisation: taken(&self.authorisation, "several authorisations", doubts)
                .map(|text| Printable::new(&text, 8)),
            code: taken(&self.code, "several response codes", doubts).map(|text| Printable::new(&text, 3)),
            contactless: taken(&self.contactless, "read with and without contact", doubts),
            copy: self.copy,
            party: taken(&self.party, "the customer's and the merchant's receipt", doubts),
            doubts: Vec::new(),
        };
        if kind == SlipKind::Totals {
            // A report's numbers are those of many payments.
            slip = Slip {
                kind,
                terminal: slip.terminal,
                day: slip.day,
                time: slip.time,
                copy: slip.copy,
                party: slip.party,
                ..Slip::default()
            };
            self.doubts.clear();
        }
        slip.doubts = self.doubts;
        slip
    }

    fn settle_outcome(&mut self) -> Option<EntryResult> {
        if self.outcome.clashes() {
            self.doubt("approved and declined");
            return None;
        }
        let told = self.outcome.get().copied()?;
        let zeros = self.code.get().map(|code| code.bytes().all(|digit| digit == b'0'));
        let why = match told {
            EntryResult::Unknown => Some("the result does not read"),
            EntryResult::Approved if self.refusal_mentioned => Some("approved, with a refusal mentioned"),
            EntryResult::Approved if self.code.clashes() || zeros == Some(false) => {
                Some("approved, with another response code")
            }
            EntryResult::Declined if zeros == Some(true) => Some("declined, with the response code of an approval"),
            _ => None,
        };
        let Some(why) = why else { return Some(told) };
        self.doubt(why);
        None
    }

    fn settle_kind(&mut self, ended: bool) -> SlipKind {
        let told = |wanted: Sense| self.kinds.contains(&wanted);
        let kind = match (told(Sense::Reversal), told(Sense::Refund)) {
            _ if told(Sense::Totals) => return SlipKind::Totals,
            _ if told(Sense::Reserve) || self.reserved && ended => SlipKind::PreAuthorisation,
            (true, true) => {
                self.doubt("a reversal and a refund");
                return SlipKind::Other;
            }
            (true, false) => SlipKind::Reversal,
            (false, true) => SlipKind::Refund,
            // Reversals print "Kartenzahlung" and "Purchase" too, and say what they are at the end.
            (false, false) if told(Sense::Booking) || told(Sense::Pay) && ended => SlipKind::Payment,
            (false, false) => {
                if told(Sense::Pay) {
                    self.doubt("a payment without a result");
                }
                return SlipKind::Other;
            }
        };
        let own = match kind {
            SlipKind::Reversal => Some(Sense::Reversal),
            SlipKind::Refund => Some(Sense::Refund),
            SlipKind::PreAuthorisation => Some(Sense::Reserve),
            SlipKind::Payment | SlipKind::Totals | SlipKind::Other => None,
        };
        if kind != SlipKind::PreAuthorisation && self.mentioned.iter().any(|sense| Some(*sense) != own) {
            self.doubt("another kind of transaction is mentioned");
            return SlipKind::Other;
        }
        kind
    }

    fn settle_trace(&mut self) -> Option<u32> {
        if self.short_ta && self.receipt.is_silent() {
            self.doubt("a short TA number without a receipt number may be either");
            self.ta = Claim::default();
            self.original_trace = Claim::default();
        }
        let mut trace = self.trace.clone();
        if self.ta.clashes() {
            trace = self.ta.clone();
        } else if let Some(ta) = self.ta.get() {
            trace.tell(*ta);
        }
        taken(&trace, "several trace numbers", &mut self.doubts)
    }
}

fn taken<T: PartialEq + Clone>(claim: &Claim<T>, why: &'static str, doubts: &mut Vec<&'static str>) -> Option<T> {
    if claim.clashes() && !doubts.contains(&why) {
        doubts.push(why);
    }
    claim.get().cloned()
}
