//! What the terminal remembers, and the rules by which it changes. No I/O, no clock.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::dialect::Takes;
use super::generator;
use super::paper::Slip;
use super::scenario::{Options, Payer, Scenario};
use super::transaction::{Deed, Original, Standing, Transaction};
use crate::model::Password;

/// Highest receipt number; the next one is 1 again.
pub(super) const LAST_RECEIPT: u16 = 9_999;
/// Highest trace and turnover number; the next one is 1 again.
pub(super) const LAST_NUMBER: u32 = 999_999;

/// Result codes that the rules give (PA00P015, chapter "Error messages").
pub(super) mod code {
    /// The turnover store is full.
    pub(in crate::sim::zvt) const STORE_FULL: u8 = 0x6A;
    /// Time over, or the abort key.
    pub(in crate::sim::zvt) const ABORTED: u8 = 0x6C;
    /// The currency is not the terminal's.
    pub(in crate::sim::zvt) const WRONG_CURRENCY: u8 = 0x6F;
    /// The closure is not possible.
    pub(in crate::sim::zvt) const NO_CLOSURE: u8 = 0x77;
    /// The line cannot be changed.
    pub(in crate::sim::zvt) const COMMUNICATION: u8 = 0x7D;
    /// The function is not there.
    pub(in crate::sim::zvt) const NOT_POSSIBLE: u8 = 0x83;
    /// Not understood.
    pub(in crate::sim::zvt) const PROTOCOL: u8 = 0x9A;
    /// The host cannot be reached.
    pub(in crate::sim::zvt) const HOST: u8 = 0x9B;
    /// Please wait.
    pub(in crate::sim::zvt) const WAIT: u8 = 0x9C;
    /// It was reversed before.
    pub(in crate::sim::zvt) const ALREADY_REVERSED: u8 = 0xB4;
    /// It cannot be reversed.
    pub(in crate::sim::zvt) const NO_REVERSAL: u8 = 0xB5;
    /// The amount is another one.
    pub(in crate::sim::zvt) const WRONG_AMOUNT: u8 = 0xB7;
    /// Of pre-authorisations: not possible, or the end of the list.
    pub(in crate::sim::zvt) const RESERVATION: u8 = 0xB8;
    /// The printer is not ready.
    pub(in crate::sim::zvt) const NO_PAPER: u8 = 0xCC;
    /// An update begins.
    pub(in crate::sim::zvt) const UPDATE: u8 = 0xE0;
    /// A closure is needed first.
    pub(in crate::sim::zvt) const CLOSE_FIRST: u8 = 0xF0;
    /// No such speed.
    pub(in crate::sim::zvt) const NO_SUCH_SPEED: u8 = 0xFD;
}

/// What money did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MovementKind {
    /// A card was charged.
    Sale,
    /// A payment was reversed.
    Void,
    /// Money was given back by a booking of its own.
    Refund,
}

/// One movement of money that the simulated terminal executed for good. What it undid by itself is none, nor is what a
/// scenario puts into its memory at the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// What money did.
    pub kind: MovementKind,
    /// Receipt number of the original; of a payment or a free refund its own.
    pub entry: u32,
    /// Cents, never negative.
    pub amount_minor: i64,
}

/// The terminal refused, with this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the terminal refused with code {0:02X}")]
pub struct Refused(pub u8);

/// A transaction that wants to be stored. The terminal gives it its numbers.
pub(super) struct Wanted {
    pub(super) deed: Deed,
    pub(super) amount: u64,
    pub(super) card: Card,
    pub(super) original: Option<Original>,
    pub(super) time: DateTime,
    /// 0, or why it is declined.
    pub(super) result: u8,
}

/// What a till set when it registered. Kept until log-off, restarts included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Registration {
    /// Configuration byte.
    pub(super) config: u8,
    /// A till registered since the last log-off.
    pub(super) registered: bool,
    /// It sent a container, so it may be sent some.
    pub(super) tlv: bool,
    /// It takes print blocks (06 D3).
    pub(super) blocks: bool,
}

/// The memory: what survives a connection, and with a state file a restart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    /// Terminal id, eight digits.
    pub(super) terminal: String,
    /// Number of the open batch, from 1.
    pub(super) batch: u32,
    pub(super) next_receipt: u16,
    pub(super) next_trace: u32,
    pub(super) next_turnover: u32,
    /// The open batch, oldest first; before it reservations that are open since earlier batches.
    pub(super) transactions: Vec<Transaction>,
    /// How many of these reservations there are.
    pub(super) carried: usize,
    /// The last transaction and the last good one before the batch was opened.
    pub(super) last_before: Option<Transaction>,
    pub(super) good_before: Option<Transaction>,
    pub(super) registration: Registration,
    /// Six digits.
    pub(super) password: String,
    /// Has paper.
    pub(super) paper: bool,
    /// An end-of-day is due.
    pub(super) end_of_day_due: bool,
    /// So many closures will fail yet.
    pub(super) failing_closures: u32,
    /// A closure failed: until one succeeds nothing is paid.
    pub(super) close_first: bool,
    /// What money did, in order.
    pub(super) movements: Vec<Movement>,
    /// What was printed last, in order, wherever.
    pub(super) printed: Vec<Slip>,
    /// How often each command came, for scripted faults.
    pub(super) seen: BTreeMap<String, u32>,
    /// How many scripted cards were used up.
    pub(super) payments: usize,
}

impl Memory {
    /// As the scenario has it.
    pub(super) fn of(scenario: &Scenario) -> Self {
        let transactions = scenario.stored();
        let options = &scenario.options;
        let last = transactions.last();
        Self {
            terminal: scenario.terminal.clone(),
            batch: 1,
            next_receipt: last.map_or(scenario.first_receipt, |last| last.receipt % LAST_RECEIPT + 1),
            next_trace: last.map_or(scenario.first_trace, |last| last.trace % LAST_NUMBER + 1),
            next_turnover: transactions.iter().map(|one| one.turnover).max().unwrap_or(0) % LAST_NUMBER + 1,
            transactions,
            carried: 0,
            last_before: None,
            good_before: None,
            registration: Registration { config: options.config, registered: true, tlv: false, blocks: false },
            password: options.password.clone(),
            paper: options.paper,
            end_of_day_due: options.end_of_day_due,
            failing_closures: options.failing_closures,
            close_first: false,
            movements: Vec::new(),
            printed: Vec::new(),
            seen: BTreeMap::new(),
            payments: 0,
        }
    }

    /// The password as messages have it.
    pub(super) fn password(&self) -> Password {
        Password::parse(&self.password).unwrap_or(Password::NONE)
    }

    /// The open batch, oldest first.
    pub(super) fn batch(&self) -> &[Transaction] {
        self.transactions.get(self.carried..).unwrap_or_default()
    }

    /// The last transaction, good or not, in whatever batch.
    pub(super) fn last(&self) -> Option<&Transaction> {
        self.batch().last().or(self.last_before.as_ref())
    }

    /// The last one that was executed and not undone.
    pub(super) fn last_good(&self) -> Option<&Transaction> {
        self.batch().iter().rfind(|one| one.is_good()).or(self.good_before.as_ref())
    }

    /// The transaction before the one of that trace number.
    pub(super) fn before(&self, trace: u32) -> Option<Transaction> {
        let at = self.transactions.iter().rposition(|one| one.trace == trace)?;
        self.transactions.get(at.checked_sub(1)?).cloned()
    }

    /// A trace number for something that is no transaction.
    pub(super) fn take_trace(&mut self) -> u32 {
        let trace = self.next_trace;
        self.next_trace = trace % LAST_NUMBER + 1;
        trace
    }

    /// Whether anything that moves money may begin: what is refused before a card is asked for.
    pub(super) fn may_begin(&self, options: &Options) -> Result<(), Refused> {
        match () {
            () if self.close_first => Err(Refused(code::CLOSE_FIRST)),
            () if self.batch().len() >= options.capacity => Err(Refused(code::STORE_FULL)),
            () => Ok(()),
        }
    }

    /// The payment that a reversal of `receipt` would take back.
    pub(super) fn may_reverse(
        &self,
        options: &Options,
        receipt: u16,
        amount: Option<u64>,
    ) -> Result<Transaction, Refused> {
        self.may_begin(options)?;
        let takes = options.dialect.takes();
        let found = match takes {
            Takes::Last => self.batch().iter().rfind(|one| one.deed.is_reversible() && one.is_good()),
            Takes::Named | Takes::NamedOrInvented => self.batch().iter().rfind(|one| one.receipt == receipt),
        };
        let Some(found) = found else {
            let last = self.batch().iter().rfind(|one| one.deed.is_reversible() && one.is_good());
            return match (takes, last) {
                (Takes::NamedOrInvented, Some(last)) => Ok(Transaction { receipt, trace: 0, ..last.clone() }),
                _ => Err(Refused(code::NO_REVERSAL)),
            };
        };
        match () {
            () if !found.deed.is_reversible() || !found.is_good() => Err(Refused(code::NO_REVERSAL)),
            () if found.closed && !options.reverses_again => Err(Refused(code::ALREADY_REVERSED)),
            () if takes != Takes::Last && amount.is_some_and(|amount| amount != found.amount) => {
                Err(Refused(code::WRONG_AMOUNT))
            }
            () => Ok(found.clone()),
        }
    }

    /// The open reservation of that receipt number.
    pub(super) fn reservation(&self, receipt: u16) -> Result<Transaction, Refused> {
        let found = self.transactions.iter().rfind(|one| one.receipt == receipt && one.is_open_reservation());
        found.cloned().ok_or(Refused(code::RESERVATION))
    }

    /// Receipt numbers of the open reservations, oldest first.
    pub(super) fn reservations(&self) -> impl Iterator<Item = u16> {
        self.transactions.iter().filter(|one| one.is_open_reservation()).map(|one| one.receipt)
    }

    /// Stores a transaction, pending: what it takes back counts as taken back. One that was declined stays without effect.
    pub(super) fn store(&mut self, seed: u64, wanted: Wanted) -> Transaction {
        let good = wanted.result == 0;
        let (receipt, trace) = (self.next_receipt, self.take_trace());
        self.next_receipt = receipt % LAST_RECEIPT + 1;
        let mut turnover = 0;
        if good {
            turnover = self.next_turnover;
            self.next_turnover = turnover % LAST_NUMBER + 1;
            if !self.is_part(wanted.deed, wanted.amount, wanted.original) {
                self.mark(wanted.original, true);
            }
        }
        let stored = Transaction {
            deed: wanted.deed,
            standing: if good { Standing::Pending } else { Standing::Declined },
            receipt,
            trace,
            turnover,
            amount: wanted.amount,
            time: wanted.time,
            card: wanted.card,
            authorisation: if good { generator::authorisation(seed, trace) } else { String::new() },
            result: wanted.result,
            closed: false,
            original: wanted.original,
            known_to_till: true,
        };
        self.transactions.push(stored.clone());
        stored
    }

    fn mark(&mut self, original: Option<Original>, closed: bool) {
        if let Some(found) = self.original(original) {
            found.closed = closed;
        }
    }

    fn original(&mut self, original: Option<Original>) -> Option<&mut Transaction> {
        let original = original?;
        self.transactions.iter_mut().rfind(|one| one.numbers() == original)
    }

    /// Whether it gives only a part of a reservation back: the rest stays open.
    fn is_part(&mut self, deed: Deed, amount: u64, original: Option<Original>) -> bool {
        deed == Deed::Release && self.original(original).is_some_and(|original| original.amount > amount)
    }

    /// The pending transaction of that trace number is final. Money has moved.
    pub(super) fn settle(&mut self, trace: u32) {
        let Some(one) = self.pending(trace) else { return };
        one.standing = Standing::Final;
        let one = one.clone();
        let original = one.original.map_or(one.receipt, |original| original.receipt);
        let (kind, entry) = match one.deed {
            Deed::Payment => (MovementKind::Sale, one.receipt),
            Deed::Booking => (MovementKind::Sale, original),
            Deed::Reversal => (MovementKind::Void, original),
            Deed::Refund => (MovementKind::Refund, original),
            Deed::Reservation => return,
            Deed::Release => {
                if let Some(rest) = self.original(one.original).filter(|original| !original.closed) {
                    rest.amount = rest.amount.saturating_sub(one.amount);
                }
                return;
            }
        };
        let amount_minor = i64::try_from(one.amount).unwrap_or(i64::MAX);
        self.movements.push(Movement { kind, entry: u32::from(entry), amount_minor });
    }

    /// The pending transaction of that trace number is undone; `code` is its result from now on.
    pub(super) fn undo(&mut self, trace: u32, code: u8) {
        let Some(one) = self.pending(trace) else { return };
        one.standing = Standing::Undone;
        one.result = code;
        let original = one.original;
        self.mark(original, false);
    }

    /// What a restart does to transactions that nobody acknowledged.
    pub(super) fn restart(&mut self, options: &Options) {
        let open = self.transactions.iter().filter(|one| one.standing == Standing::Pending);
        for trace in open.map(|one| one.trace).collect::<Vec<_>>() {
            match options.auto_reversal {
                true => self.undo(trace, code::ABORTED),
                false => self.settle(trace),
            }
        }
    }

    /// Transactions that nobody acknowledged are gone as if they had never been, and their numbers are given again.
    pub(super) fn forget(&mut self) {
        let pending = |one: &&Transaction| one.standing == Standing::Pending;
        for one in self.transactions.iter().filter(pending).cloned().collect::<Vec<_>>() {
            self.mark(one.original, false);
            self.next_receipt = self.next_receipt.min(one.receipt);
            self.next_trace = self.next_trace.min(one.trace);
            self.next_turnover = self.next_turnover.min(one.turnover);
        }
        self.transactions.retain(|one| one.standing != Standing::Pending);
    }

    /// Whether a transaction was executed and is not final yet.
    pub(super) fn is_at_work(&self) -> bool {
        self.transactions.iter().any(|one| one.standing == Standing::Pending)
    }

    fn pending(&mut self, trace: u32) -> Option<&mut Transaction> {
        self.transactions.iter_mut().rfind(|one| one.trace == trace && one.standing == Standing::Pending)
    }

    /// The card that is there next, and its result.
    pub(super) fn next_card(&mut self, scenario: &Scenario, amount: u64, now: DateTime) -> (Card, u8) {
        let scripted = scenario.payments.get(self.payments);
        self.payments += 1;
        match scripted {
            Some(Payer { card, last4, entry, result }) => {
                let (last4, expiry) = (last4.clone(), "2712".to_owned());
                (Card { scheme: *card, last4, entry: *entry, expiry }, *result)
            }
            None => (generator::payer(scenario.seed, self.next_trace, amount, now), 0),
        }
    }

    /// The turnover of the open batch.
    pub(super) fn totals(&self) -> Totals {
        let batch = self.batch();
        let mut totals = Totals {
            first: batch.first().map_or(0, |one| one.receipt),
            last: batch.last().map_or(0, |one| one.receipt),
            pairs: [(0, 0); 7],
        };
        for one in batch.iter().filter(|one| one.standing == Standing::Final) {
            let Some((count, sum)) = totals.pairs.get_mut(one.card.scheme.total()) else { continue };
            match one.deed {
                Deed::Payment | Deed::Booking => {
                    *count += 1;
                    *sum += i64::try_from(one.amount).unwrap_or_default();
                }
                Deed::Reversal | Deed::Refund => *sum -= i64::try_from(one.amount).unwrap_or_default(),
                Deed::Reservation | Deed::Release => {}
            }
        }
        totals
    }

    /// Transactions of the receipt numbers `from` to `to`, in order of printing. A range may go through 9999.
    pub(super) fn range(&self, from: u16, to: u16) -> Vec<Transaction> {
        let inside = |number: u16| match from <= to {
            true => (from..=to).contains(&number),
            false => number >= from || number <= to,
        };
        self.batch().iter().filter(|one| inside(one.receipt)).cloned().collect()
    }

    /// Closes the batch: what was in it is gone, open reservations stay.
    pub(super) fn close(&mut self) {
        self.last_before = self.last().cloned();
        self.good_before = self.last_good().cloned();
        self.transactions.retain(Transaction::is_open_reservation);
        self.carried = self.transactions.len();
        self.batch += 1;
        self.next_turnover = 1;
        self.close_first = false;
        self.end_of_day_due = false;
    }

    /// Another terminal stands here: its id, nothing in memory, nothing set. What happened stays on record.
    pub(super) fn replace(&mut self, terminal: &str) {
        self.terminal = terminal.to_owned();
        self.transactions.clear();
        (self.last_before, self.good_before) = (None, None);
        (self.carried, self.batch) = (0, 1);
        (self.next_receipt, self.next_trace, self.next_turnover) = (1, 1, 1);
        self.registration = Registration { config: 0x86, registered: false, tlv: false, blocks: false };
    }
}

/// Counts and sums of a batch, as BMP 60 has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Totals {
    /// First receipt number; 0 where there is none.
    pub(super) first: u16,
    /// Last receipt number.
    pub(super) last: u16,
    /// How many payments and what is left of them, in cents: girocard, JCB, Mastercard, Amex, Visa, Diners, others.
    pub(super) pairs: [(u32, i64); 7],
}

impl Totals {
    /// Names of the pairs.
    pub(super) const NAMES: [&str; 7] =
        ["girocard", "JCB", "Mastercard", "American Express", "VISA", "Diners Club", "Andere"];

    /// All pairs together.
    pub(super) fn all(&self) -> (u32, i64) {
        self.pairs.iter().fold((0, 0), |(count, sum), (more, amount)| (count + more, sum + amount))
    }
}
