//! One statement: account, days, balances, summary, entries.

use super::entry;
use crate::diagnose::bill::amount::{self, Mark};
use crate::diagnose::bill::draft::Draft;
use crate::diagnose::bill::when::{self, Order};
use crate::diagnose::bill::xml::Node;
use crate::model::{Exact, Number};

/// A number with the currency that it is in.
type Amount = (String, Exact);

/// What is known of a statement while it is read.
#[derive(Default)]
pub(super) struct Statement {
    opening: Option<Amount>,
    previous: Option<Amount>,
    closing: Option<Amount>,
    /// Booked entries, each with its sign.
    booked: Vec<Amount>,
    entries: i64,
    credits: (i64, Exact),
    debits: (i64, Exact),
    summary: Vec<(&'static str, Exact)>,
}

impl Statement {
    /// Takes one element of the statement.
    pub(super) fn take(&mut self, draft: &mut Draft, node: &Node) {
        match node.name.as_str() {
            "Acct" => draft.merchants.extend(account(node)),
            "FrToDt" => days(draft, node),
            "Bal" => self.balance(node),
            "TxsSummry" => self.summary(node),
            "Ntry" => self.entry(draft, node),
            _ => {}
        }
    }

    fn balance(&mut self, node: &Node) {
        let place = match node.text("Tp/CdOrPrtry/Cd") {
            "OPBD" => &mut self.opening,
            "PRCD" => &mut self.previous,
            "CLBD" => &mut self.closing,
            _ => return,
        };
        if place.is_none() {
            *place = signed(node);
        }
    }

    fn summary(&mut self, node: &Node) {
        for (what, path) in [
            ("TtlNtries/NbOfNtries", "TtlNtries/NbOfNtries"),
            ("TtlCdtNtries/NbOfNtries", "TtlCdtNtries/NbOfNtries"),
            ("TtlCdtNtries/Sum", "TtlCdtNtries/Sum"),
            ("TtlDbtNtries/NbOfNtries", "TtlDbtNtries/NbOfNtries"),
            ("TtlDbtNtries/Sum", "TtlDbtNtries/Sum"),
        ] {
            let said = node.find(path).and_then(|said| amount::exact(&said.text, Mark::Point).ok());
            self.summary.extend(said.map(|said| (what, said)));
        }
    }

    fn entry(&mut self, draft: &mut Draft, node: &Node) {
        self.entries += 1;
        if let Some((currency, value)) = signed(node) {
            let (count, sum) = if value.is_negative() { &mut self.debits } else { &mut self.credits };
            *count += 1;
            *sum = sum.checked_add(value.abs()).unwrap_or(*sum);
            if entry::state_word(node) == "BOOK" {
                self.booked.push((currency, value));
            }
        }
        entry::read(draft, node);
    }

    /// States what the statement says beside what its entries give. Balances in different currencies say nothing.
    pub(super) fn close(self, draft: &mut Draft) {
        let whole = |count| Exact::whole(count).unwrap_or_default();
        for (what, said) in &self.summary {
            let summed = match *what {
                "TtlNtries/NbOfNtries" => whole(self.entries),
                "TtlCdtNtries/NbOfNtries" => whole(self.credits.0),
                "TtlCdtNtries/Sum" => self.credits.1,
                "TtlDbtNtries/NbOfNtries" => whole(self.debits.0),
                _ => self.debits.1,
            };
            draft.total(what, *said, summed);
        }
        let (Some((currency, opening)), Some((closing_in, closing))) = (self.opening.or(self.previous), self.closing)
        else {
            return;
        };
        if currency != closing_in || self.booked.iter().any(|(other, _)| *other != currency) {
            return;
        }
        let summed = self.booked.iter().try_fold(opening, |sum, (_, value)| sum.checked_add(*value));
        if let Some(summed) = summed {
            draft.total("CLBD", closing, summed);
        }
    }
}

/// An amount with the sign of its direction and its currency; `None` where one of them cannot be read.
pub(super) fn signed(node: &Node) -> Option<Amount> {
    let amount = node.find("Amt")?;
    let value = amount::exact(&amount.text, Mark::Point).ok()?;
    let currency = amount.attribute("Ccy").to_owned();
    match node.text("CdtDbtInd") {
        "CRDT" => Some((currency, value)),
        "DBIT" => Some((currency, Exact::of_units(-value.units()))),
        _ => None,
    }
}

/// The account, its last four characters.
fn account(node: &Node) -> Option<Number> {
    let whole = Some(node.text("Id/IBAN")).filter(|iban| !iban.is_empty()).unwrap_or_else(|| node.text("Id/Othr/Id"));
    let from = whole.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    Number::new(&whole[from..])
}

fn days(draft: &mut Draft, node: &Node) {
    let day = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| node.find(name))?;
        when::read(&found.text, Order::Ymd).map(|(time, _)| time.date())
    };
    let Some((first, last)) = day(["FrDtTm", "FrDt"]).zip(day(["ToDtTm", "ToDt"])) else { return };
    let (from, to) = draft.covers.unwrap_or((first, last));
    draft.covers = Some((from.min(first), to.max(last)));
}
