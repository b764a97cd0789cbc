//! A console on a vault in memory, a simulated terminal at the other end of an in-memory link, and a clock that stands
//! still unless the virtual time of the run moves it.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use jiff::Timestamp;
use tillwright::device::{Progress, Watch};
use tillwright::link::fault::{FaultPlan, Faulty};
use tillwright::link::memory::pair;
use tillwright::link::{
    BoxStream, Fingerprint, LineKind, LineSettings, LinkError, Opened, Opener, Opening, PortSpec, Saved,
};
use tillwright::model::{Consent, ConsentHow, Direction, Entry, Family, Goods, Password, Plan, Printable, RemedyKind};
use tillwright::ops::remedy::{Grounds, Remedied};
use tillwright::ops::visit::Asked;
use tillwright::ops::{Clock, Console, Failure, Visit, pull, remedy, visit};
use tillwright::sim::transbank::{MovementKind, Scenario, Terminal};
use tillwright::sim::{Simulated, zvt};
use tillwright::vault::Vault;
use tillwright::vault::disk::Disk;
use tillwright::vault::ledger::Case;
use tillwright::vault::memory::MemoryDisk;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// A morning: two credit sales with a debit sale between them.
pub(crate) const MORNING: &str = r#"
[options]
gap_ms = 0

[[sale]]
amount = 12500
time = "2026-03-14T10:00:00"
last4 = "4242"

[[sale]]
amount = 990
time = "2026-03-14T10:05:00"
last4 = "1881"
type = "debit"

[[sale]]
amount = 30000
time = "2026-03-14T10:10:00"
last4 = "5556"
"#;

pub(crate) fn scenario(text: &str) -> Scenario {
    Scenario::load(text).unwrap()
}

/// The morning with something added.
pub(crate) fn morning(more: &str) -> Scenario {
    scenario(&format!("{MORNING}\n{more}"))
}

/// The morning with other options.
pub(crate) fn morning_with(options: &str) -> Scenario {
    scenario(&MORNING.replace("gap_ms = 0", &format!("gap_ms = 0\n{options}")))
}

/// What is plugged in at the port.
pub(crate) struct Plug {
    pub(crate) device: Mutex<Simulated>,
    /// Faults of the next openings, one plan each.
    pub(crate) faults: Mutex<VecDeque<FaultPlan>>,
    pub(crate) read_only: Mutex<bool>,
    pub(crate) fingerprint: Mutex<Fingerprint>,
    pub(crate) fails: Mutex<Option<LinkError>>,
    /// Called with what is about to leave, before any of it does.
    pub(crate) tap: Mutex<Option<Tap>>,
}

pub(crate) type Tap = Arc<dyn Fn(&[u8]) + Send + Sync>;

/// A line with a tap.
struct Tapped {
    line: BoxStream,
    tap: Option<Tap>,
}

impl AsyncRead for Tapped {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_read(context, into)
    }
}

impl AsyncWrite for Tapped {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Some(tap) = &self.tap {
            tap(bytes);
        }
        Pin::new(&mut self.line).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_shutdown(context)
    }
}

impl Plug {
    /// The Transbank terminal that is plugged in.
    pub(crate) fn terminal(&self) -> Terminal {
        match &*self.device.lock().unwrap() {
            Simulated::Transbank(terminal) => terminal.clone(),
            Simulated::Zvt(_) => panic!("a ZVT terminal is plugged in"),
        }
    }
}

impl Opener for Plug {
    fn open<'a>(&'a self, _port: &'a PortSpec, _default: LineSettings) -> Opening<'a> {
        Box::pin(async move {
            if let Some(error) = self.fails.lock().unwrap().take() {
                return Err(error);
            }
            let (ours, theirs) = pair();
            let device = self.device.lock().unwrap().clone();
            tokio::spawn(async move { device.serve(theirs, LineKind::Serial).await });
            let plan = self.faults.lock().unwrap().pop_front().unwrap_or_default();
            let tap = self.tap.lock().unwrap().clone();
            let stream: BoxStream = Box::new(Tapped { line: Box::new(Faulty::new(ours, plan)), tap });
            Ok(Opened {
                stream,
                line: LineKind::Serial,
                fingerprint: self.fingerprint.lock().unwrap().clone(),
                saved: self.read_only.lock().unwrap().then_some(Saved::Whole),
                name: "sim0 (115200,8N1)".to_owned(),
            })
        })
    }
}

/// Looks on, keeps what passed, and does things at chosen moments.
#[derive(Default)]
pub(crate) struct Eyes {
    pub(crate) lines: Vec<(Direction, Vec<u8>, String)>,
    /// Cancels when so many entries were read.
    pub(crate) cancel_after: Option<usize>,
    pub(crate) read: usize,
    /// Called with every line, before the conversation goes on.
    #[allow(clippy::type_complexity)]
    pub(crate) on_wire: Option<Box<dyn FnMut(Direction, &[u8], &str) + Send>>,
}

impl Watch for Eyes {
    fn now(&self) -> Timestamp {
        now()
    }

    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, _checksum_ok: Option<bool>) {
        self.lines.push((direction, bytes.to_vec(), meaning.to_owned()));
        if let Some(call) = &mut self.on_wire {
            call(direction, bytes, meaning);
        }
    }

    fn progress(&mut self, progress: Progress) {
        self.read = progress.entries;
    }

    fn cancelled(&self) -> bool {
        self.cancel_after.is_some_and(|most| self.read >= most)
    }
}

impl Eyes {
    /// How many requests with this command left.
    pub(crate) fn sent(&self, command: &str) -> usize {
        let head = [&[2], command.as_bytes()].concat();
        self.lines.iter().filter(|(way, bytes, _)| *way == Direction::ToDevice && bytes.starts_with(&head)).count()
    }
}

thread_local!(static START: Cell<Option<Instant>> = const { Cell::new(None) });

/// Virtual time on top of a fixed date.
fn now() -> Timestamp {
    let start: Timestamp = "2026-03-14T18:30:00-03:00".parse().unwrap();
    let began = START.get().unwrap_or_else(Instant::now);
    START.set(Some(began));
    let passed = Instant::now().saturating_duration_since(began);
    start + jiff::SignedDuration::try_from(passed).unwrap()
}

/// Runs something on a clock of its own that begins anew, so that it runs the same every time.
pub(crate) fn history<T>(work: impl Future<Output = T>) -> T {
    START.set(None);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(work)
}

pub(crate) struct Bench {
    pub(crate) plug: Arc<Plug>,
    pub(crate) disk: MemoryDisk,
    pub(crate) console: Console,
    pub(crate) eyes: Eyes,
    /// What the person says of the port.
    pub(crate) asked: Asked,
}

/// Opens (or opens again) the vault of a disk.
pub(crate) fn console_on(disk: &MemoryDisk, plug: &Arc<Plug>) -> Console {
    let clock: Clock = Arc::new(now);
    Console {
        vault: Vault::open(Arc::new(disk.clone()), Path::new("vault")).unwrap(),
        opener: plug.clone(),
        clock,
        who: Printable::new("technician", 40),
        password: Password::NONE,
    }
}

impl Bench {
    pub(crate) fn new(scenario: Scenario) -> Self {
        Self::on(MemoryDisk::new(), Terminal::new(scenario))
    }

    /// A ZVT terminal, named and so agreed to.
    pub(crate) fn zvt(scenario: &str) -> Self {
        let terminal = zvt::Terminal::new(zvt::Scenario::load(scenario).unwrap());
        let asked = Asked::named(Some(Family::Zvt));
        Self { asked, ..Self::on(MemoryDisk::new(), terminal) }
    }

    /// On another laptop: its vault names its writer otherwise.
    pub(crate) fn elsewhere(scenario: Scenario) -> Self {
        let disk = MemoryDisk::new();
        disk.entropy().unwrap();
        Self::on(disk, Terminal::new(scenario))
    }

    fn on(disk: MemoryDisk, device: impl Into<Simulated>) -> Self {
        let plug = Arc::new(Plug {
            device: Mutex::new(device.into()),
            faults: Mutex::default(),
            read_only: Mutex::new(false),
            fingerprint: Mutex::default(),
            fails: Mutex::default(),
            tap: Mutex::default(),
        });
        let console = console_on(&disk, &plug);
        Self { plug, disk, console, eyes: Eyes::default(), asked: Asked::default() }
    }

    pub(crate) fn terminal(&self) -> Terminal {
        self.plug.terminal()
    }

    pub(crate) fn zvt_terminal(&self) -> zvt::Terminal {
        match &*self.plug.device.lock().unwrap() {
            Simulated::Zvt(terminal) => terminal.clone(),
            Simulated::Transbank(_) => panic!("a Transbank terminal is plugged in"),
        }
    }

    pub(crate) fn plug_in(&self, device: impl Into<Simulated>) {
        *self.plug.device.lock().unwrap() = device.into();
    }

    pub(crate) fn fault_next(&self, plan: &str) {
        self.plug.faults.lock().unwrap().push_back(plan.parse().unwrap());
    }

    pub(crate) async fn open(&mut self) -> Result<Visit, Failure> {
        visit::open(&mut self.console, &port(), self.asked, &mut self.eyes).await
    }

    pub(crate) async fn visit(&mut self) -> Visit {
        self.open().await.unwrap()
    }

    pub(crate) async fn pull(&mut self, visit: &mut Visit) -> Result<pull::Pulled, Failure> {
        pull::pull(&mut self.console, visit, &mut self.eyes).await
    }

    /// The entry with this amount, as the vault has it.
    pub(crate) fn entry(&self, amount: i64) -> Entry {
        let known = self.console.vault.journal(None).unwrap();
        let found = known.into_iter().find(|known| known.entry.amount.minor == amount);
        found.unwrap_or_else(|| panic!("no entry of {amount}")).entry
    }

    pub(crate) async fn plan(&mut self, visit: &mut Visit, entry: &Entry) -> Result<Plan, Failure> {
        remedy::plan(&mut self.console, visit, entry, RemedyKind::Void, grounds(), &mut self.eyes).await
    }

    pub(crate) async fn execute(&mut self, visit: &mut Visit, plan: Plan) -> Result<Remedied, Failure> {
        let consent = consent(&plan);
        remedy::execute(&mut self.console, visit, plan, consent, &mut self.eyes).await
    }

    /// Plan and execute in one breath.
    pub(crate) async fn void(&mut self, visit: &mut Visit, entry: &Entry) -> Result<Remedied, Failure> {
        let plan = self.plan(visit, entry).await?;
        self.execute(visit, plan).await
    }

    /// How often money went back for an operation.
    pub(crate) fn voids(&self, number: u32) -> usize {
        let movements = self.terminal().movements();
        movements.iter().filter(|moved| moved.kind == MovementKind::Void && moved.entry == number).count()
    }

    pub(crate) fn cases(&self) -> Vec<Case> {
        self.console.vault.ledger().cases().unwrap()
    }

    /// Every file of the vault as text, archives unpacked.
    pub(crate) fn everything_kept(&self) -> String {
        let mut text = String::new();
        for (path, bytes) in self.disk.files() {
            text.push_str(&path.to_string_lossy());
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        for info in self.console.vault.archives().unwrap() {
            let saved = self.console.vault.load(&info.path).unwrap();
            text.push_str(&format!("{:?}{:?}", saved.entries, saved.anomalies));
            for line in saved.wire {
                text.push_str(&line.meaning);
                text.push_str(&String::from_utf8_lossy(&line.bytes));
            }
        }
        text
    }
}

pub(crate) fn port() -> PortSpec {
    PortSpec::Serial { path: "sim0".to_owned(), settings: None }
}

pub(crate) fn grounds() -> Grounds {
    Grounds {
        reason: "customer paid in cash".to_owned(),
        authoriser: "Ana Soto".to_owned(),
        goods: Goods::NotHandedOver,
    }
}

pub(crate) fn consent(plan: &Plan) -> Consent {
    Consent { who: Printable::new("technician", 40), how: ConsentHow::Typed, plan_hash: plan.hash() }
}
