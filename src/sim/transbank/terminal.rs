//! The terminal: a shared handle on its memory, its clock and its printer.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::conversation::Conversation;
use super::generator;
use super::memory::{Memory, Movement, Paid, Refused};
use super::paper::{Letterhead, Slip, SlipKind};
use super::sale::StoredSale;
use super::scenario::{Paper, Scenario};
use super::till::{Till, TillError};
use crate::link::Stream;
use crate::protocol::transbank::codes::ResultCode;
use crate::sim::Remembers;
use crate::sim::clock::Clock;
use crate::sim::power::Power;
use crate::sim::state::{self, StateError};

/// Bytes that a cable in memory holds before the sender has to wait: more than any frame.
const CABLE: usize = 16 * 1024;

/// A simulated terminal. Clones are handles on the same one.
#[derive(Clone)]
pub struct Terminal {
    inner: Arc<Mutex<Inner>>,
    power: Power,
}

/// What is behind the handle. Never locked across an `await`.
pub(super) struct Inner {
    pub(super) scenario: Arc<Scenario>,
    pub(super) memory: Memory,
    pub(super) clock: Clock,
    file: Option<PathBuf>,
}

impl Terminal {
    /// A terminal as the scenario has it, switched on now.
    pub fn new(scenario: Scenario) -> Self {
        let memory = memory_of(&scenario);
        let clock = Clock::set(scenario.start);
        Self::from(Inner { scenario: Arc::new(scenario), memory, clock, file: None })
    }

    /// A terminal whose memory is kept in a file: read from there if it exists, else as the scenario has it; written
    /// before each answer that tells of a change.
    pub fn with_state(scenario: Scenario, path: &Path) -> Result<Self, StateError> {
        let (memory, shown) = match state::read::<Memory>(path)? {
            Some(state) => (state.memory, state.clock),
            None => (memory_of(&scenario), scenario.start),
        };
        let inner =
            Inner { scenario: Arc::new(scenario), memory, clock: Clock::set(shown), file: Some(path.to_owned()) };
        inner.save()?;
        Ok(Self::from(inner))
    }

    fn from(inner: Inner) -> Self {
        Self { inner: Arc::new(Mutex::new(inner)), power: Power::on() }
    }

    /// Serves one connection until its other end goes away. The memory survives it, the conversation does not.
    /// An error means that the state file could not be written; the answer was then not sent.
    pub async fn serve<S: Stream>(&self, stream: S) -> std::io::Result<()> {
        let conversation = Conversation::new(self.clone(), stream).run();
        self.power.while_on(conversation).await.unwrap_or(Ok(())).map_err(std::io::Error::other)
    }

    /// Its power goes and comes back: conversations end where they are. A sale or void is executed in one step, so nothing of
    /// it is ever half done, whatever it `remembers`.
    pub fn restart(&self, _remembers: Remembers) -> Result<(), StateError> {
        self.power.cut();
        self.lock().save()
    }

    /// Plugs a cable in: the console's end of it. The terminal serves the other end in a task of its own, as
    /// [`serve`](Self::serve) does; a state file that cannot be written ends the connection. Needs a tokio runtime.
    pub fn plug(&self) -> tokio::io::DuplexStream {
        let (near, far) = tokio::io::duplex(CABLE);
        let terminal = self.clone();
        tokio::spawn(async move { terminal.serve(far).await });
        near
    }

    /// The shop's till beside the console.
    pub fn till(&self) -> Till {
        Till { terminal: self.clone() }
    }

    /// Everything printed so far.
    pub fn printed(&self) -> Vec<Slip> {
        self.lock().memory.printed.clone()
    }

    /// Every movement of money so far, in order.
    pub fn movements(&self) -> Vec<Movement> {
        self.lock().memory.movements.clone()
    }

    /// The open batch, oldest first, voided sales too.
    pub fn sales(&self) -> Vec<StoredSale> {
        self.lock().memory.sales.clone()
    }

    /// Its id as it tells it.
    pub fn id(&self) -> String {
        self.lock().memory.terminal.clone()
    }

    /// Number of the open batch, from 1.
    pub fn batch(&self) -> u32 {
        self.lock().memory.batch
    }

    /// What happened inside is no reason to stop: a poisoned lock is taken as it is.
    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the terminal and keeps the change before anybody hears of it.
    pub(super) fn change<T>(&self, deed: impl FnOnce(&mut Inner) -> Result<T, Refused>) -> Result<T, TillError> {
        let mut inner = self.lock();
        let done = deed(&mut inner);
        inner.save()?;
        Ok(done?)
    }
}

fn memory_of(scenario: &Scenario) -> Memory {
    let sales = scenario.stored();
    let options = &scenario.options;
    Memory {
        merchant: scenario.merchant.clone(),
        terminal: scenario.terminal.clone(),
        batch: 1,
        next_operation: sales.last().map_or(1, |sale| sale.operation % 999_999 + 1),
        keys_loaded: !options.keys_lost,
        integrated: options.integrated,
        paper: options.paper == Paper::Ok,
        close_first: options.close_first,
        sales,
        movements: Vec::new(),
        printed: Vec::new(),
        seen: Default::default(),
        payments: 0,
    }
}

impl Inner {
    /// Writes the state file, where there is one.
    pub(super) fn save(&self) -> Result<(), StateError> {
        match &self.file {
            Some(path) => state::write(path, &self.memory, self.clock.now()),
            None => Ok(()),
        }
    }

    fn print(&mut self, slip: impl FnOnce(&Letterhead<'_>, &Memory) -> Slip) {
        let head = Letterhead {
            name: &self.scenario.shop,
            merchant: &self.memory.merchant,
            terminal: &self.memory.terminal,
            now: self.clock.now(),
        };
        let slip = slip(&head, &self.memory);
        self.memory.printed.push(slip);
    }

    fn need_paper(&self) -> Result<(), Refused> {
        if self.memory.paper { Ok(()) } else { Err(Refused(ResultCode(24))) }
    }

    /// An authorisation code that this batch does not have yet.
    pub(super) fn authorisation(&self) -> String {
        let number = self.memory.batch.wrapping_mul(1_000_003).wrapping_add(self.memory.movements.len() as u32);
        generator::authorisation(self.scenario.seed, number | 0x8000_0000)
    }

    /// Stores an approved sale and prints its voucher.
    pub(super) fn sell_and_print(&mut self, paid: Paid) -> StoredSale {
        let sale = self.memory.sell(paid);
        self.print(|head, _| head.voucher(&sale, SlipKind::Voucher));
        sale
    }

    /// Voids a sale and prints its voucher; returns the authorisation of the void.
    pub(super) fn void_and_print(&mut self, operation: u32) -> Result<String, Refused> {
        let authorisation = self.authorisation();
        let sale = self.memory.void(&self.scenario.options, operation, self.clock.now())?;
        self.print(|head, _| head.voucher(&sale, SlipKind::Void));
        Ok(authorisation)
    }

    /// Closes the batch and prints the report.
    pub(super) fn close_and_print(&mut self) -> Result<(), Refused> {
        if !self.memory.keys_loaded {
            return Err(Refused(ResultCode(26)));
        }
        self.need_paper()?;
        let (count, total) = self.memory.totals();
        self.print(|head, _| head.summary(SlipKind::Close, count, total));
        self.memory.close(&self.scenario.options);
        Ok(())
    }

    /// Count and sum, printed.
    pub(super) fn totals_and_print(&mut self) -> Result<(usize, i64), Refused> {
        self.need_paper()?;
        let (count, total) = self.memory.totals();
        self.print(|head, _| head.summary(SlipKind::Summary, count, total));
        Ok((count, total))
    }

    /// Every sale in memory, printed.
    pub(super) fn print_detail(&mut self) -> Result<(), Refused> {
        self.need_paper()?;
        let options = self.scenario.options.clone();
        self.print(|head, memory| head.detail(memory.shown(&options)));
        Ok(())
    }

    /// The last sale, printed again unless its text goes to the host.
    pub(super) fn last_and_print(&mut self, print: bool) -> Result<(StoredSale, Slip), Refused> {
        let last = self.memory.last(&self.scenario.options).cloned().ok_or(Refused(ResultCode(11)))?;
        if print {
            self.need_paper()?;
            self.print(|head, _| head.voucher(&last, SlipKind::Reprint));
            let slip = self.memory.printed.last().cloned();
            return slip.map(|slip| (last, slip)).ok_or(Refused(ResultCode(24)));
        }
        let head = Letterhead {
            name: &self.scenario.shop,
            merchant: &self.memory.merchant,
            terminal: &self.memory.terminal,
            now: self.clock.now(),
        };
        let slip = head.voucher(&last, SlipKind::Reprint);
        Ok((last, slip))
    }
}
