//! The shop's till, played beside the console: it sells, voids and closes on the same terminal.

use super::memory::{Paid, Refused};
use super::sale::{CardKind, StoredSale};
use super::scenario::{self, Hook, Sell};
use super::terminal::Terminal;
use crate::protocol::transbank::codes::ResultCode;
use crate::sim::state::StateError;

/// Why the till did not get what it wanted.
#[derive(Debug, thiserror::Error)]
pub enum TillError {
    /// The terminal refused.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The terminal could not keep it.
    #[error(transparent)]
    State(#[from] StateError),
}

/// A handle on the terminal from the till's side. What it does takes effect at once, between two frames of whatever
/// conversation is going on.
#[derive(Clone)]
pub struct Till {
    pub(super) terminal: Terminal,
}

impl Till {
    /// A credit sale; returns its operation number.
    pub fn sell(&self, amount: u32, ticket: &str) -> Result<u32, TillError> {
        let sell = Sell {
            amount,
            ticket: ticket.to_owned(),
            last4: "4242".to_owned(),
            card: CardKind::Credit,
            known_to_till: true,
        };
        self.sell_as(&sell)
    }

    /// A sale of any kind; returns its operation number.
    pub fn sell_as(&self, sell: &Sell) -> Result<u32, TillError> {
        self.terminal.change(|inner| {
            inner.memory.may_sell(&inner.scenario.options, sell.amount, &sell.ticket)?;
            let paid = Paid {
                ticket: sell.ticket.clone(),
                amount: sell.amount,
                tip: 0,
                instalments: scenario::instalments(None, sell.card),
                last4: sell.last4.clone(),
                card: sell.card,
                brand: scenario::brand(None, sell.card),
                authorisation: inner.authorisation(),
                time: inner.clock.now(),
                employee: String::new(),
                provider: None,
                known_to_till: sell.known_to_till,
            };
            Ok(inner.sell_and_print(paid).operation)
        })
    }

    /// A void.
    pub fn void(&self, operation: u32) -> Result<(), TillError> {
        self.terminal.change(|inner| inner.void_and_print(operation).map(|_| ()))
    }

    /// A close of the batch.
    pub fn close(&self) -> Result<(), TillError> {
        self.terminal.change(|inner| inner.close_and_print())
    }

    /// A person puts the terminal into integrated mode, or takes it out.
    pub fn integrated(&self, on: bool) -> Result<(), TillError> {
        self.terminal.change(|inner| {
            inner.memory.integrated = on;
            Ok(())
        })
    }

    /// A person changes the paper, or takes it out.
    pub fn paper(&self, there: bool) -> Result<(), TillError> {
        self.terminal.change(|inner| {
            inner.memory.paper = there;
            Ok(())
        })
    }

    /// Another terminal is put in place of this one: another id, an empty memory. What was moved and printed stays in
    /// the record of what happened.
    pub fn replace(&self, terminal: &str) -> Result<(), TillError> {
        self.terminal.change(|inner| {
            inner.memory.terminal = terminal.to_owned();
            inner.memory.sales.clear();
            inner.memory.batch = 1;
            inner.memory.next_operation = 1;
            Ok(())
        })
    }

    /// The sales of the open batch that are in the till's own books.
    pub fn books(&self) -> Vec<StoredSale> {
        self.terminal.sales().into_iter().filter(|sale| sale.known_to_till && sale.void_of.is_none()).collect()
    }

    /// A deed of a scenario. What the terminal refuses it refuses: a script may ask for what is not possible.
    pub(super) fn play(&self, hook: &Hook) -> Result<(), StateError> {
        let done = match hook {
            Hook { sell: Some(sell), .. } => self.sell_as(sell).map(|_| ()),
            Hook { void: Some(operation), .. } => self.void(*operation),
            Hook { close: true, .. } => self.close(),
            Hook { paper: Some(there), .. } => self.paper(*there),
            Hook { integrated: Some(on), .. } => self.integrated(*on),
            Hook { replaced_by: Some(id), .. } => self.replace(id),
            _ => Ok(()),
        };
        match done {
            Ok(()) | Err(TillError::Refused(Refused(ResultCode(_)))) => Ok(()),
            Err(TillError::State(error)) => Err(error),
        }
    }
}
