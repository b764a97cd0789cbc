//! What the terminal remembers, and the rules by which it changes. No I/O, no clock.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::paper::Slip;
use super::sale::{CardKind, StoredSale};
use super::scenario::{Options, VoidedSales};
use crate::protocol::transbank::codes::ResultCode;

/// Highest operation number; the next one is 1 again.
const LAST_OPERATION: u32 = 999_999;

/// What money did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MovementKind {
    /// A card was charged.
    Sale,
    /// Money was given back.
    Void,
}

impl MovementKind {
    /// Token used in the state file.
    pub fn as_str(self) -> &'static str {
        match self {
            MovementKind::Sale => "sale",
            MovementKind::Void => "void",
        }
    }
}

/// One movement of money that the simulated terminal really executed. Sales that a scenario puts into its memory at the
/// start happened before, and are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Sale or void.
    pub kind: MovementKind,
    /// Operation number of the original.
    pub entry: u32,
    /// Pesos, never negative, tip not included.
    pub amount_minor: i64,
    /// Tip in pesos that moved with it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tip_minor: i64,
}

fn is_zero(value: &i64) -> bool {
    *value == 0
}

/// The terminal refused, with this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the terminal refused with code {0}")]
pub struct Refused(pub ResultCode);

/// A sale that wants to be stored. The terminal gives it its number.
pub(super) struct Paid {
    pub(super) ticket: String,
    pub(super) amount: u32,
    pub(super) tip: u32,
    pub(super) instalments: u8,
    pub(super) last4: String,
    pub(super) card: CardKind,
    pub(super) brand: String,
    pub(super) authorisation: String,
    pub(super) time: jiff::civil::DateTime,
    pub(super) employee: String,
    pub(super) provider: Option<String>,
    pub(super) known_to_till: bool,
}

/// The memory: what survives a connection, and with a state file a restart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    pub(super) merchant: String,
    pub(super) terminal: String,
    /// Number of the open batch, from 1.
    pub(super) batch: u32,
    /// Next operation number.
    pub(super) next_operation: u32,
    /// Working keys are there.
    pub(super) keys_loaded: bool,
    /// Listens to a till.
    pub(super) integrated: bool,
    /// Has paper.
    pub(super) paper: bool,
    /// Has to be closed before it sells again: the code it says.
    pub(super) close_first: Option<u8>,
    /// The open batch, oldest first.
    pub(super) sales: Vec<StoredSale>,
    /// What money did, in order.
    pub(super) movements: Vec<Movement>,
    /// What was printed, in order.
    pub(super) printed: Vec<Slip>,
    /// How often each command came, for scripted faults.
    pub(super) seen: BTreeMap<String, u32>,
    /// How many scripted payments were used up.
    pub(super) payments: usize,
}

impl Memory {
    /// The next operation number, used up.
    fn take_operation(&mut self) -> u32 {
        let operation = self.next_operation;
        self.next_operation = if operation >= LAST_OPERATION { 1 } else { operation + 1 };
        operation
    }

    /// Whether a sale may begin: everything that is refused before a card is asked for.
    pub(super) fn may_sell(&self, options: &Options, amount: u32, ticket: &str) -> Result<(), Refused> {
        let refuse = |code| Err(Refused(ResultCode(code)));
        match () {
            () if ticket.chars().count() > 6 => refuse(70),
            () if amount == 0 => refuse(72),
            () if amount < options.minimum => refuse(10),
            () if !self.keys_loaded => refuse(26),
            () if self.close_first.is_some() => refuse(self.close_first.unwrap_or(74)),
            () if self.sales.len() >= options.capacity => refuse(options.full_code),
            () if !self.paper => refuse(24),
            () => Ok(()),
        }
    }

    /// Stores an approved sale. The card is charged.
    pub(super) fn sell(&mut self, paid: Paid) -> StoredSale {
        let sale = StoredSale {
            operation: self.take_operation(),
            ticket: paid.ticket,
            authorisation: paid.authorisation,
            amount: paid.amount,
            tip: paid.tip,
            instalments: paid.instalments,
            last4: paid.last4,
            card: paid.card,
            brand: paid.brand,
            time: paid.time,
            employee: paid.employee,
            provider: paid.provider,
            voided: false,
            void_of: None,
            known_to_till: paid.known_to_till,
        };
        self.moved(MovementKind::Sale, &sale);
        self.sales.push(sale.clone());
        sale
    }

    fn moved(&mut self, kind: MovementKind, sale: &StoredSale) {
        self.movements.push(Movement {
            kind,
            entry: sale.operation,
            amount_minor: i64::from(sale.amount),
            tip_minor: i64::from(sale.tip),
        });
    }

    /// Which sale a void of `operation` would give back.
    pub(super) fn may_void(&self, options: &Options, operation: u32) -> Result<StoredSale, Refused> {
        let refuse = |code| Err(Refused(ResultCode(code)));
        if !self.keys_loaded {
            return refuse(26);
        }
        if !self.paper {
            return refuse(24);
        }
        let found = self.sales.iter().rev().find(|sale| sale.operation == operation && sale.void_of.is_none());
        match found {
            None => refuse(5),
            Some(sale) if sale.voided && !options.voids_again => refuse(4),
            Some(sale) if sale.card == CardKind::Debit => refuse(8),
            Some(_) if !options.voids => refuse(21),
            Some(sale) => Ok(sale.clone()),
        }
    }

    /// Voids. The money goes back.
    pub(super) fn void(
        &mut self,
        options: &Options,
        operation: u32,
        now: jiff::civil::DateTime,
    ) -> Result<StoredSale, Refused> {
        let sale = self.may_void(options, operation)?;
        for stored in self.sales.iter_mut().filter(|stored| **stored == sale) {
            stored.voided = true;
        }
        self.moved(MovementKind::Void, &sale);
        if options.voided == VoidedSales::Record {
            let operation = self.take_operation();
            let record =
                StoredSale { operation, void_of: Some(sale.operation), time: now, voided: false, ..sale.clone() };
            self.sales.push(record);
        }
        Ok(sale)
    }

    /// The records that the list shows, oldest first.
    pub(super) fn shown<'a>(&'a self, options: &Options) -> impl Iterator<Item = &'a StoredSale> + use<'a> {
        let hide = options.voided == VoidedSales::Disappears;
        self.sales.iter().filter(move |sale| !(hide && sale.voided))
    }

    /// The last sale that is still shown.
    pub(super) fn last(&self, options: &Options) -> Option<&StoredSale> {
        self.shown(options).filter(|sale| sale.void_of.is_none()).last()
    }

    /// Count and sum of the sales that are not voided.
    pub(super) fn totals(&self) -> (usize, i64) {
        let open = self.sales.iter().filter(|sale| !sale.voided && sale.void_of.is_none());
        open.fold((0, 0), |(count, total), sale| (count + 1, total + i64::from(sale.amount)))
    }

    /// Closes the batch: the sales are gone.
    pub(super) fn close(&mut self, options: &Options) {
        self.sales.clear();
        self.batch += 1;
        self.close_first = None;
        if options.restart_numbers {
            self.next_operation = 1;
        }
    }
}
