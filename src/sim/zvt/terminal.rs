//! The terminal: a shared handle on its memory, its clock and its printer.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::DuplexStream;
use tokio::sync::{mpsc, oneshot};

use super::conversation::Conversation;
use super::memory::{Memory, Movement, Refused, Wanted};
use super::paper::{Letterhead, Slip};
use super::scenario::Scenario;
use super::till::{Till, TillError};
use super::transaction::Transaction;
use super::wire::{Plug, Wire};
use crate::link::{LineKind, Stream};
use crate::sim::Remembers;
use crate::sim::clock::Clock;
use crate::sim::power::Power;
use crate::sim::state::{self, StateError};

/// Bytes that a cable in memory holds before the sender has to wait: more than a long receipt.
const CABLE: usize = 16 * 1024;
/// Slips that are remembered.
const SLIPS: usize = 2_000;

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
    /// How many transactions are being undone behind the end of their commands.
    pub(super) undoing: u32,
    /// The serial line, while its task runs: streams are handed to it.
    line: Option<mpsc::UnboundedSender<Plug>>,
    /// Why the state file could not be written, until somebody is told.
    broken: Option<StateError>,
}

impl Terminal {
    /// A terminal as the scenario has it, switched on now.
    pub fn new(scenario: Scenario) -> Self {
        let memory = Memory::of(&scenario);
        let clock = Clock::set(scenario.start);
        Self::from(scenario, memory, clock, None)
    }

    /// A terminal whose memory is kept in a file: read from there if it exists, else as the scenario has it; written
    /// before each message that tells of a change. What was pending when it was last written is undone or stands, as
    /// `auto_reversal` says.
    pub fn with_state(scenario: Scenario, path: &Path) -> Result<Self, StateError> {
        let (mut memory, shown) = match state::read::<Memory>(path)? {
            Some(state) => (state.memory, state.clock),
            None => (Memory::of(&scenario), scenario.start),
        };
        memory.restart(&scenario.options);
        let terminal = Self::from(scenario, memory, Clock::set(shown), Some(path.to_owned()));
        terminal.lock().save()?;
        Ok(terminal)
    }

    fn from(scenario: Scenario, memory: Memory, clock: Clock, file: Option<PathBuf>) -> Self {
        let scenario = Arc::new(scenario);
        let inner = Inner { scenario, memory, clock, file, undoing: 0, line: None, broken: None };
        Self { inner: Arc::new(Mutex::new(inner)), power: Power::on() }
    }

    /// Serves one connection until its other end goes away. A network connection takes its conversation with it; on a
    /// serial line the conversation goes on in a task of its own, and the next stream joins it where it is.
    /// An error means that the state file could not be written; the message was then not sent.
    pub async fn serve<S: Stream + 'static>(&self, stream: S, kind: LineKind) -> std::io::Result<()> {
        match kind {
            LineKind::Network => {
                let conversation = Conversation::new(self.clone(), Wire::network(Box::new(stream)));
                let ended = self.power.while_on(conversation.run()).await;
                ended.map_or(Ok(()), |ended| ended.map(|_| ())).map_err(std::io::Error::other)
            }
            LineKind::Serial => {
                let (gone, ended) = oneshot::channel();
                self.plug_serial(Plug { stream: Box::new(stream), gone });
                // An error means that the task itself ended: because of the state file, or with the runtime.
                let _ = ended.await;
                let broken = self.lock().broken.take();
                broken.map_or(Ok(()), |error| Err(std::io::Error::other(error)))
            }
        }
    }

    /// Hands a stream to the task of the serial line, which is started where there is none.
    fn plug_serial(&self, plug: Plug) {
        let mut inner = self.lock();
        let plug = match &inner.line {
            Some(line) => match line.send(plug) {
                Ok(()) => return,
                Err(back) => back.0,
            },
            None => plug,
        };
        let (line, plugs) = mpsc::unbounded_channel();
        // The receiver is alive: it is right here.
        let _ = line.send(plug);
        inner.line = Some(line);
        let takes_repeats = inner.scenario.options.dialect.does_twice();
        drop(inner);
        let power = self.power.clone();
        let line = self.clone().serial_line(Wire::serial(plugs, takes_repeats));
        tokio::spawn(async move { power.while_on(line).await });
    }

    /// Undoes a pending transaction by itself, whoever is served meanwhile.
    pub(super) fn undo_behind(&self, trace: u32, code: u8) {
        let terminal = self.clone();
        let time = Duration::from_millis(self.lock().scenario.options.auto_reversal_ms);
        self.lock().undoing += 1;
        tokio::spawn(async move {
            if terminal.power.while_on(tokio::time::sleep(time)).await.is_none() {
                return;
            }
            let mut inner = terminal.lock();
            inner.undoing = inner.undoing.saturating_sub(1);
            inner.memory.undo(trace, code);
            // Nobody waits for it; who is served next is told.
            if let Err(error) = inner.save() {
                inner.broken = Some(error);
            }
        });
    }

    /// Its power goes and comes back: conversations end where they are, and so does what it undoes behind them.
    pub fn restart(&self, remembers: Remembers) -> Result<(), StateError> {
        self.power.cut();
        let mut inner = self.lock();
        (inner.line, inner.undoing) = (None, 0);
        let scenario = inner.scenario.clone();
        match remembers {
            Remembers::All => inner.memory.restart(&scenario.options),
            Remembers::OnlyFinal => inner.memory.forget(),
        }
        inner.save()
    }

    async fn serial_line(self, wire: Wire) {
        let mut conversation = Conversation::new(self.clone(), wire);
        loop {
            let ended = conversation.run().await;
            let mut inner = self.lock();
            match ended {
                Ok(mut back) => {
                    // Under the lock nobody can plug in between the look and the end.
                    if !back.replug() {
                        inner.line = None;
                        return;
                    }
                    drop(inner);
                    conversation = back;
                }
                Err(error) => {
                    (inner.broken, inner.line) = (Some(error), None);
                    return;
                }
            }
        }
    }

    /// Plugs a cable in: the console's end of it. The terminal serves the other end in a task of its own, as
    /// [`serve`](Self::serve) does; a state file that cannot be written ends the connection. Needs a tokio runtime.
    pub fn plug(&self, kind: LineKind) -> DuplexStream {
        let (near, far) = tokio::io::duplex(CABLE);
        let terminal = self.clone();
        tokio::spawn(async move { terminal.serve(far, kind).await });
        near
    }

    /// The shop's till beside the console.
    pub fn till(&self) -> Till {
        Till { terminal: self.clone() }
    }

    /// What was printed, on its own paper or by the till; the last two thousand slips.
    pub fn printed(&self) -> Vec<Slip> {
        self.lock().memory.printed.clone()
    }

    /// Every movement of money that was final, in order.
    pub fn movements(&self) -> Vec<Movement> {
        self.lock().memory.movements.clone()
    }

    /// The open batch, oldest first: good, declined and undone transactions.
    pub fn entries(&self) -> Vec<Transaction> {
        self.lock().memory.batch().to_vec()
    }

    /// Receipt numbers of open pre-authorisations.
    pub fn open_reservations(&self) -> Vec<u16> {
        self.lock().memory.reservations().collect()
    }

    /// Its id as it tells it, eight digits.
    pub fn id(&self) -> String {
        self.lock().memory.terminal.clone()
    }

    /// The configuration byte that the last till set.
    pub fn config(&self) -> u8 {
        self.lock().memory.registration.config
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

impl Inner {
    /// Writes the state file, where there is one.
    pub(super) fn save(&self) -> Result<(), StateError> {
        match &self.file {
            Some(path) => state::write(path, &self.memory, self.clock.now()),
            None => Ok(()),
        }
    }

    /// Whose paper it is.
    pub(super) fn letterhead(&self) -> Letterhead<'_> {
        Letterhead {
            shop: &self.scenario.shop,
            terminal: &self.memory.terminal,
            contract: self.scenario.contract,
            layout: self.scenario.options.layout,
            now: self.clock.now(),
        }
    }

    /// Stores a transaction of now.
    pub(super) fn store(&mut self, wanted: Wanted) -> Transaction {
        self.memory.store(self.scenario.seed, wanted)
    }

    /// Notes what was printed; what is older than the last [`SLIPS`] is forgotten.
    pub(super) fn note(&mut self, slip: Slip) {
        let printed = &mut self.memory.printed;
        printed.push(slip);
        let old = printed.len().saturating_sub(SLIPS);
        printed.drain(..old);
    }
}
