//! The shop's till, played beside the console: it pays, reverses and closes on the same terminal.

use super::memory::{Refused, Wanted, code};
use super::paper::{SlipKind, Whose};
use super::scenario::Hook;
use super::terminal::{Inner, Terminal};
use super::transaction::{Deed, Transaction};
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

/// A handle on the terminal from the till's side. What it does takes effect at once, between two messages of whatever
/// conversation is going on, and is final.
#[derive(Clone)]
pub struct Till {
    pub(super) terminal: Terminal,
}

impl Till {
    /// A payment of so many cents by the next card; returns its receipt number.
    pub fn pay(&self, amount: u64) -> Result<u16, TillError> {
        self.terminal.change(|inner| {
            inner.memory.may_begin(&inner.scenario.options)?;
            let (scenario, now) = (inner.scenario.clone(), inner.clock.now());
            let (card, result) = inner.memory.next_card(&scenario, amount, now);
            let wanted = Wanted { deed: Deed::Payment, amount, card, original: None, time: now, result };
            let stored = finish(inner, wanted);
            if result == 0 { Ok(stored.receipt) } else { Err(Refused(result)) }
        })
    }

    /// A reversal; returns its own receipt number.
    pub fn reverse(&self, receipt: u16) -> Result<u16, TillError> {
        self.terminal.change(|inner| {
            let original = inner.memory.may_reverse(&inner.scenario.options, receipt, None)?;
            let wanted = Wanted {
                deed: Deed::Reversal,
                amount: original.amount,
                card: original.card.clone(),
                original: Some(original.numbers()),
                time: inner.clock.now(),
                result: 0,
            };
            Ok(finish(inner, wanted).receipt)
        })
    }

    /// A closure of the batch. A terminal that is in the middle of a transaction has to be waited for.
    pub fn close(&self) -> Result<(), TillError> {
        self.terminal.change(|inner| {
            if inner.memory.is_at_work() {
                return Err(Refused(code::WAIT));
            }
            let report = inner.letterhead().totals(SlipKind::Closure, &inner.memory.totals());
            inner.note(report);
            inner.memory.close();
            Ok(())
        })
    }

    /// The till registers with this configuration byte.
    pub fn register(&self, config: u8) -> Result<(), TillError> {
        self.terminal.change(|inner| {
            inner.memory.registration.config = config;
            inner.memory.registration.registered = true;
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

    /// Another terminal is put in place of this one: another id of eight digits, an empty memory. What was moved and
    /// printed stays in the record of what happened.
    pub fn replace(&self, terminal: &str) -> Result<(), TillError> {
        self.terminal.change(|inner| {
            inner.memory.replace(terminal);
            Ok(())
        })
    }

    /// The transactions of the open batch that are in the till's own books.
    pub fn books(&self) -> Vec<Transaction> {
        self.terminal.entries().into_iter().filter(|one| one.known_to_till && one.is_good()).collect()
    }

    /// A deed of a scenario. What the terminal refuses it refuses: a script may ask for what is not possible.
    pub(super) fn play(&self, hook: &Hook) -> Result<(), StateError> {
        let done = match hook {
            Hook { pay: Some(amount), .. } => self.pay(*amount).map(|_| ()),
            Hook { reverse: Some(receipt), .. } => self.reverse(*receipt).map(|_| ()),
            Hook { close: true, .. } => self.close(),
            Hook { paper: Some(there), .. } => self.paper(*there),
            Hook { register: Some(config), .. } => self.register(*config),
            Hook { replaced_by: Some(id), .. } => self.replace(id),
            _ => Ok(()),
        };
        match done {
            Ok(()) | Err(TillError::Refused(_)) => Ok(()),
            Err(TillError::State(error)) => Err(error),
        }
    }
}

/// Stores a transaction that the till acknowledged at once, and prints its receipts.
fn finish(inner: &mut Inner, wanted: Wanted) -> Transaction {
    let stored = inner.store(wanted);
    inner.memory.settle(stored.trace);
    for whose in [Whose::Customer, Whose::Merchant] {
        let slip = inner.letterhead().receipt(&stored, whose, SlipKind::Receipt);
        inner.note(slip);
    }
    stored
}
