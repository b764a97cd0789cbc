//! Commands that move money or set it aside (PA00P015, chapters "Authorisation" to "Reversal of a pre-authorisation").

use std::time::Duration;

use super::Conversation;
use super::say::{Answer, bytes};
use crate::model::Currency;
use crate::protocol::zvt::{Charge, Request};
use crate::sim::state::StateError;
use crate::sim::zvt::answers;
use crate::sim::zvt::card::Entry;
use crate::sim::zvt::dialect::Dialect;
use crate::sim::zvt::fault::{Play, Step};
use crate::sim::zvt::memory::{Refused, Wanted, code};
use crate::sim::zvt::paper::{SlipKind, Whose};
use crate::sim::zvt::transaction::{Deed, Transaction};

/// Intermediate status: insert card.
const INSERT_CARD: u8 = 0x0A;
/// Intermediate status: waiting for the host.
const AT_HOST: u8 = 0x04;
/// Intermediate status: sending an auto-reversal.
const REVERSING: u8 = 0x05;
/// `84 9C` as answer to a result: tell it again in two seconds.
const AGAIN: Duration = Duration::from_secs(2);

/// What is to be done, and to what.
struct Order {
    deed: Deed,
    amount: u64,
    /// What it takes back, books or releases.
    original: Option<Transaction>,
}

impl Conversation {
    pub(super) async fn money(&mut self, request: Request) -> Result<(), StateError> {
        let order = self.order(&request);
        if self.now.play.is_none_or(|play| !matches!(play, Play::ExecuteThenAnswerCode(_))) {
            self.accept().await?;
        }
        if self.now.broken {
            return Ok(());
        }
        match order {
            Ok(order) => self.carry_out(order).await,
            Err(Refused(code)) => self.decline(code, None).await,
        }
    }

    /// What a request asks for, or why it is refused before anything is done.
    fn order(&self, request: &Request) -> Result<Order, Refused> {
        let inner = self.terminal.lock();
        let (memory, options) = (&inner.memory, &inner.scenario.options);
        let reservation = |receipt: &Option<u16>| memory.reservation(receipt.ok_or(Refused(code::RESERVATION))?);
        memory.may_begin(options)?;
        let order = match request {
            Request::Authorisation(charge) => free(Deed::Payment, charge)?,
            Request::Refund { charge, .. } => free(Deed::Refund, charge)?,
            Request::PreAuthorisation(charge) => free(Deed::Reservation, charge)?,
            Request::Reversal { receipt, charge, .. } => {
                let original = memory.may_reverse(options, *receipt, amount(charge)?)?;
                let contactless = original.card.entry == Entry::Contactless;
                let deed = if options.contactless_refund && contactless { Deed::Refund } else { Deed::Reversal };
                Order { deed, amount: original.amount, original: Some(original) }
            }
            Request::PartialReversal { receipt, charge } => part(Deed::Release, reservation(receipt)?, charge)?,
            Request::BookTotal { receipt, charge } => part(Deed::Booking, reservation(receipt)?, charge)?,
            Request::PreAuthorisationReversal { receipt, .. } => {
                let original = reservation(&Some(*receipt))?;
                Order { deed: Deed::Release, amount: original.amount, original: Some(original) }
            }
            _ => return Err(Refused(code::NOT_POSSIBLE)),
        };
        drop(inner);
        if !self.can_print(Whose::Customer) {
            return Err(Refused(code::NO_PAPER));
        }
        Ok(order)
    }

    async fn carry_out(&mut self, order: Order) -> Result<(), StateError> {
        let options = self.scenario.options.clone();
        if order.original.is_none() || (order.deed == Deed::Reversal && options.reversal_needs_card) {
            self.progress(INSERT_CARD).await;
            self.now.abortable = true;
            self.work(options.card_ms).await;
            self.now.abortable = false;
            if self.now.aborted {
                self.now.aborted = false;
                return self.decline(code::ABORTED, None).await;
            }
        }
        self.progress(AT_HOST).await;
        self.work(options.host_ms).await;
        // A closed network connection aborts what goes on, and so does a line on which nobody listens.
        if self.wire.is_gone() || self.now.broken {
            return Ok(());
        }
        if options.offline {
            return self.decline(code::HOST, None).await;
        }
        let settles = self.now.play.is_some_and(Play::settles) || !options.auto_reversal;
        let stored = self.change(|inner| {
            // The till may have been at it meanwhile: what held before has to hold now.
            if let Some(original) = &order.original
                && !options.reverses_again
            {
                let taken = |one: &Transaction| one.numbers() == original.numbers() && one.closed;
                if inner.memory.transactions.iter().any(taken) {
                    return Err(Refused(code::ALREADY_REVERSED));
                }
            }
            let stored = execute(inner, &order);
            if settles {
                inner.memory.settle(stored.trace);
            }
            Ok(stored)
        })?;
        match stored {
            Ok(stored) if stored.result != 0 => self.decline(stored.result, Some(stored)).await,
            Ok(stored) => self.executed(stored).await,
            Err(Refused(code)) => self.decline(code, None).await,
        }
    }

    /// Tells the result of what was executed; undoes it where nobody takes the result.
    async fn executed(&mut self, stored: Transaction) -> Result<(), StateError> {
        match self.now.play {
            Some(Play::ExecuteThenSilence) => return Ok(()),
            Some(Play::ExecuteThenAnswerCode(code)) => return self.refuse(code).await,
            Some(Play::ExecuteThenCode(code)) => return self.fail(code).await,
            Some(Play::ExecuteThenDropLink) => {
                self.wire.hang_up().await;
                return Ok(());
            }
            _ => {}
        }
        if self.result(&stored).await != Answer::Good {
            return self.undo(&stored).await;
        }
        if self.scenario.options.dialect.completes_first() {
            self.change(|inner| inner.memory.settle(stored.trace))?;
            self.end(&answers::completed()).await?;
            return self.receipts(&stored, &[Whose::Customer, Whose::Merchant]).await.map(|_| ());
        }
        if !self.receipts(&stored, &[Whose::Customer, Whose::Merchant]).await? {
            return self.undo(&stored).await;
        }
        self.change(|inner| inner.memory.settle(stored.trace))?;
        self.end(&answers::completed()).await
    }

    /// `04 0F`, again for each `84 9C` up to the terminal's limit.
    async fn result(&mut self, stored: &Transaction) -> Answer {
        let told = self.told(stored);
        let mut answer = self.tell(Step::Result, &told).await;
        for _ in 0..self.scenario.options.repeats_of_result {
            if answer != Answer::Bad(code::WAIT) {
                break;
            }
            self.work(u64::try_from(AGAIN.as_millis()).unwrap_or_default()).await;
            answer = self.tell(Step::Result, &told).await;
        }
        self.before = Some(told);
        answer
    }

    /// The result as it is told, rightly or as the fault wants it.
    fn told(&self, stored: &Transaction) -> Vec<u8> {
        let mut inner = self.terminal.lock();
        let mut shown = stored.clone();
        let shifted = |trace: u32| trace % 999_999 + 1;
        match self.now.play {
            Some(Play::OtherAmount) => shown.amount += 1,
            Some(Play::NoOriginal) => shown.original = None,
            Some(Play::OtherOriginal) => {
                shown.original = shown.original.map(|one| super::super::Original { trace: shifted(one.trace), ..one });
            }
            Some(Play::ExecuteThenStaleAnswer) => {
                if let Some(before) = &self.before {
                    return before.clone();
                }
                shown = inner.memory.before(stored.trace).unwrap_or(shown);
            }
            Some(Play::ExecuteThenWrongAnswer) => {
                shown = inner.memory.before(stored.trace).unwrap_or(shown);
                shown.receipt = shown.receipt % 9_999 + 1;
                shown.amount += 100;
            }
            Some(Play::OtherTerminal) => {
                // Told in another name, but still this terminal.
                let own = std::mem::replace(&mut inner.memory.terminal, "99999999".to_owned());
                let told = answers::result(&self.scenario, &inner.memory, &shown, self.tlv(&inner.memory));
                inner.memory.terminal = own;
                return bytes(&told);
            }
            _ => {}
        }
        let tlv = self.tlv(&inner.memory);
        bytes(&answers::result(&self.scenario, &inner.memory, &shown, tlv))
    }

    /// Prints a transaction's receipts; whether every one was taken.
    async fn receipts(&mut self, stored: &Transaction, copies: &[Whose]) -> Result<bool, StateError> {
        let slips = {
            let inner = self.terminal.lock();
            let head = inner.letterhead();
            copies.iter().map(|whose| head.receipt(stored, *whose, SlipKind::Receipt)).collect()
        };
        self.print(slips).await
    }

    /// Ends what was refused or declined. Where it was stored, its result is told and printed first.
    async fn decline(&mut self, code: u8, stored: Option<Transaction>) -> Result<(), StateError> {
        let told = match &stored {
            Some(stored) => Some(self.told(stored)),
            None if self.scenario.options.dialect == Dialect::Spec => None,
            None => Some(bytes(&answers::failure(&self.terminal.lock().memory, code))),
        };
        if let Some(told) = told {
            self.tell(Step::Result, &told).await;
        }
        if let Some(stored) = stored {
            self.receipts(&stored, &[Whose::Customer]).await?;
        }
        self.fail(code).await
    }

    /// Nobody took the result: the terminal undoes what it did, or leaves it, as the scenario reads the specification.
    async fn undo(&mut self, stored: &Transaction) -> Result<(), StateError> {
        if !self.scenario.options.auto_reversal {
            return self.end(&answers::completed()).await;
        }
        if self.scenario.options.undoes_behind {
            self.progress(REVERSING).await;
            self.terminal.undo_behind(stored.trace, code::ABORTED);
            return self.fail(code::ABORTED).await;
        }
        self.change(|inner| inner.memory.undo(stored.trace, code::ABORTED))?;
        let time = self.scenario.options.auto_reversal_ms;
        if self.wire.is_gone() {
            self.wire.sleep(Duration::from_millis(time)).await;
            return Ok(());
        }
        self.progress(REVERSING).await;
        self.work(time).await;
        self.fail(code::ABORTED).await
    }
}

/// Executes, as far as the terminal itself is concerned: the result still has to be taken.
fn execute(inner: &mut super::Inner, order: &Order) -> Transaction {
    let (scenario, now) = (inner.scenario.clone(), inner.clock.now());
    let (card, result) = match &order.original {
        Some(original) => (original.card.clone(), 0),
        None => inner.memory.next_card(&scenario, order.amount, now),
    };
    let original = order.original.as_ref().map(Transaction::numbers);
    inner.store(Wanted { deed: order.deed, amount: order.amount, card, original, time: now, result })
}

/// The amount of a request, in euro.
fn amount(charge: &Charge) -> Result<Option<u64>, Refused> {
    match charge.currency {
        None | Some(Currency::EUR) => Ok(charge.amount.and_then(|amount| u64::try_from(amount).ok())),
        Some(_) => Err(Refused(code::WRONG_CURRENCY)),
    }
}

/// A deed that names no other transaction. Without an amount somebody would type one at the terminal; nobody does.
fn free(deed: Deed, charge: &Charge) -> Result<Order, Refused> {
    let amount = amount(charge)?.filter(|amount| *amount > 0).ok_or(Refused(code::ABORTED))?;
    Ok(Order { deed, amount, original: None })
}

/// A deed on a part of a reservation, or all of it.
fn part(deed: Deed, original: Transaction, charge: &Charge) -> Result<Order, Refused> {
    match amount(charge)?.unwrap_or(original.amount) {
        amount if amount == 0 || amount > original.amount => Err(Refused(code::WRONG_AMOUNT)),
        amount => Ok(Order { deed, amount, original: Some(original) }),
    }
}
