//! The worker: a thread with a runtime of its own that owns the console and the open visit, and does one job after
//! the other. It never touches the screen.
//!
//! What only reads may be stopped, and is dropped when the program ends. A job that may move money is neither: nothing here
//! looks at the stop signs while one runs, and the end of the program waits for it.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::jobs::Desk;
use super::msg::{Job, JobKind, Report};
use crate::model::{Direction, WireLine};
use crate::ops::browse::{Progress, Watch};
use crate::ops::{Clock, Console};

/// What the worker has seen and nobody has looked at yet.
#[derive(Default)]
struct Seen {
    progress: Option<(Progress, Timestamp)>,
    wire: VecDeque<WireLine>,
    dropped: usize,
}

/// Lines that wait for a look at most; the screen keeps more.
const MOST_WAITING: usize = 4_000;

/// Between two looks: faster than anybody reads, slow enough for a screen over a slow line.
const LOOK: Duration = Duration::from_millis(40);

/// Shared between the worker and the screen.
#[derive(Default)]
pub(crate) struct Shared {
    seen: Mutex<Seen>,
    posted: AtomicBool,
    cancel: AtomicBool,
    /// The program ends: reads are dropped.
    leaving: AtomicBool,
    leave: Notify,
}

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was seen since the last look, as a report.
    pub(crate) fn look(&self) -> Report {
        self.posted.store(false, Ordering::SeqCst);
        let mut seen = self.seen();
        Report::Seen {
            progress: seen.progress.take(),
            wire: seen.wire.drain(..).collect(),
            dropped: std::mem::take(&mut seen.dropped),
        }
    }
}

/// What comes from the worker: a report, or a hint that there is something to look at.
#[derive(Debug)]
pub(crate) enum Post {
    Look,
    Report(Report),
}

/// The screen's end of the worker. Dropping it ends the worker and waits for it: whatever happens to the screen, a
/// request that moves money comes to its end.
pub(crate) struct Worker {
    jobs: Option<UnboundedSender<Job>>,
    posts: UnboundedReceiver<Post>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts it.
    pub(crate) fn start(console: Console) -> std::io::Result<Self> {
        let (jobs, waiting) = unbounded_channel();
        let (post, posts) = unbounded_channel();
        let shared = Arc::new(Shared::default());
        let for_thread = shared.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
            let outbox = Outbox { post: post.clone(), shared: for_thread };
            let whole = AssertUnwindSafe(|| runtime.block_on(work(Desk::new(console), waiting, outbox)));
            if let Err(panic) = catch_unwind(whole) {
                let why = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                    .unwrap_or_default();
                let _ = post.send(Post::Report(Report::Died(why)));
            }
        })?;
        Ok(Self { jobs: Some(jobs), posts, shared, thread: Some(thread) })
    }

    /// Gives it a job.
    pub(crate) fn run(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }

    /// Asks the running job to stop, where it only reads.
    pub(crate) fn cancel(&self) {
        self.shared.cancel.store(true, Ordering::SeqCst);
    }

    /// The next thing it says; `None` when it has ended.
    pub(crate) async fn next(&mut self) -> Option<Report> {
        self.posts.recv().await.map(|post| self.open(post))
    }

    /// The next thing it has said already.
    pub(crate) fn try_next(&mut self) -> Option<Report> {
        self.posts.try_recv().ok().map(|post| self.open(post))
    }

    fn open(&self, post: Post) -> Report {
        match post {
            Post::Look => self.shared.look(),
            Post::Report(report) => report,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.leaving.store(true, Ordering::SeqCst);
        self.shared.cancel.store(true, Ordering::SeqCst);
        self.shared.leave.notify_one();
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The worker's end.
#[derive(Clone)]
pub(crate) struct Outbox {
    post: UnboundedSender<Post>,
    shared: Arc<Shared>,
}

impl Outbox {
    /// Sends a report.
    pub(crate) fn send(&self, report: Report) {
        let _ = self.post.send(Post::Report(report));
    }

    /// Has the screen look, once until it has looked.
    fn hint(&self) {
        if !self.shared.posted.swap(true, Ordering::SeqCst) {
            let _ = self.post.send(Post::Look);
        }
    }
}

/// One job after the other until the screen is gone.
async fn work(mut desk: Desk, mut jobs: UnboundedReceiver<Job>, outbox: Outbox) {
    while let Some(job) = jobs.recv().await {
        if outbox.shared.leaving.load(Ordering::SeqCst) {
            return;
        }
        let kind = job.kind();
        outbox.shared.cancel.store(false, Ordering::SeqCst);
        let mut eyes =
            Eyes { outbox: outbox.clone(), clock: desk.clock(), may_stop: kind.may_stop(), looked: Instant::now() };
        if kind.may_stop() {
            tokio::select! {
                biased;
                () = outbox.shared.leave.notified() => return,
                () = desk.take(job, &mut eyes, &outbox) => {}
            }
        } else {
            desk.take(job, &mut eyes, &outbox).await;
        }
        finish(&outbox, kind);
        desk.after(kind, &outbox);
    }
}

fn finish(outbox: &Outbox, kind: JobKind) {
    outbox.hint();
    outbox.send(Report::Finished(kind));
}

/// Looks on for the screen: collects lines and progress, and hints now and then.
pub(crate) struct Eyes {
    outbox: Outbox,
    clock: Clock,
    may_stop: bool,
    looked: Instant,
}

impl Eyes {
    fn maybe_hint(&mut self) {
        if self.looked.elapsed() >= LOOK {
            self.looked = Instant::now();
            self.outbox.hint();
        }
    }
}

impl Watch for Eyes {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, checksum_ok: Option<bool>) {
        let line =
            WireLine { at: self.now(), direction, bytes: bytes.to_vec(), meaning: meaning.to_owned(), checksum_ok };
        {
            let mut seen = self.outbox.shared.seen();
            seen.wire.push_back(line);
            while seen.wire.len() > MOST_WAITING {
                seen.wire.pop_front();
                seen.dropped += 1;
            }
        }
        self.maybe_hint();
    }

    fn progress(&mut self, progress: Progress) {
        let at = self.now();
        self.outbox.shared.seen().progress = Some((progress, at));
        self.maybe_hint();
    }

    fn cancelled(&self) -> bool {
        self.may_stop && self.outbox.shared.cancel.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::link::{LineKind, LineSettings, LinkError, Opened, Opener, Opening, PortSpec, memory::pair};
    use crate::model::{Consent, ConsentHow, Entry, Goods, Password, Plan, Printable, RemedyKind};
    use crate::sim::transbank::{Scenario, Terminal};
    use crate::vault::{Vault, memory::MemoryDisk};

    /// Plugs a simulated terminal in; one named `broken` panics, as a defect of ours would.
    struct Plug(Terminal);

    impl Opener for Plug {
        fn open<'a>(&'a self, port: &'a PortSpec, _default: LineSettings) -> Opening<'a> {
            Box::pin(async move {
                match port {
                    PortSpec::Sim(name) if name == "broken" => panic!("a defect"),
                    PortSpec::Sim(_) => {}
                    _ => return Err(LinkError::NoSuchPort { port: "other".to_owned() }),
                }
                let (ours, theirs) = pair();
                let terminal = self.0.clone();
                tokio::spawn(async move { terminal.serve(theirs).await });
                Ok(Opened {
                    stream: Box::new(ours),
                    line: LineKind::Serial,
                    fingerprint: Default::default(),
                    saved: None,
                    name: "sim".to_owned(),
                })
            })
        }
    }

    fn terminal() -> Terminal {
        let mut scenario = Scenario::quiet(3, 6);
        scenario.options.gap_ms = 0;
        scenario.options.host_ms = 300;
        Terminal::new(scenario)
    }

    fn worker(terminal: &Terminal, disk: &MemoryDisk) -> Worker {
        let vault = Vault::open(Arc::new(disk.clone()), Path::new("/vault")).unwrap();
        let clock: Clock = Arc::new(Timestamp::now);
        let opener = Arc::new(Plug(terminal.clone()));
        Worker::start(Console { vault, opener, clock, who: Printable::new("tester", 20), password: Password::NONE })
            .unwrap()
    }

    /// Everything up to the end of the next job and to what the vault has after it.
    fn reports(worker: &mut Worker) -> Vec<Report> {
        let mut all = Vec::new();
        let mut over = false;
        while let Some(post) = worker.posts.blocking_recv() {
            let report = worker.open(post);
            over |= matches!(report, Report::Finished(_));
            let last = matches!(report, Report::Died(_)) || (over && matches!(report, Report::Ledger(_)));
            all.push(report);
            if last {
                break;
            }
        }
        all
    }

    fn open(name: &str) -> Job {
        Job::Open { port: PortSpec::Sim(name.to_owned()), protocol: None, then: None }
    }

    /// A credit sale and the plan to void it.
    fn planned(worker: &mut Worker) -> (Entry, Plan) {
        worker.run(open("transbank"));
        worker.run(Job::Pull);
        reports(worker);
        let entry = reports(worker)
            .into_iter()
            .find_map(|report| match report {
                Report::Shelf { shelf, .. } => Some(shelf.known),
                _ => None,
            })
            .unwrap()
            .into_iter()
            .map(|known| known.entry)
            .find(|entry| entry.card_type == crate::model::CardType::Credit)
            .unwrap();
        worker.run(Job::Plan {
            entry: Box::new(entry.clone()),
            kind: RemedyKind::Void,
            reason: "charged twice".to_owned(),
            authoriser: "Ana".to_owned(),
            goods: Goods::NotHandedOver,
        });
        let plan = reports(worker)
            .into_iter()
            .find_map(|report| match report {
                Report::Planned(plan) => Some(*plan),
                _ => None,
            })
            .unwrap();
        (entry, plan)
    }

    #[test]
    fn money_on_its_way_comes_to_its_end_even_when_the_screen_is_gone() {
        let (terminal, disk) = (terminal(), MemoryDisk::new());
        let mut worker = worker(&terminal, &disk);
        let (entry, plan) = planned(&mut worker);
        let consent = Consent { who: Printable::new("tester", 20), how: ConsentHow::Typed, plan_hash: plan.hash() };
        worker.run(Job::Execute { plan: Box::new(plan), consent });
        // It has begun as soon as anything is seen of it.
        let first = worker.posts.blocking_recv();
        assert!(first.is_some());
        worker.cancel();
        drop(worker);
        let voided: Vec<u32> = terminal.movements().iter().map(|movement| movement.entry).collect();
        assert_eq!(voided, [entry.number]);
        let vault = Vault::open(Arc::new(disk), Path::new("/vault")).unwrap();
        let cases = vault.ledger().cases().unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].outcome.as_ref().map(|outcome| outcome.as_str()), Some("done"));
    }

    #[test]
    fn a_read_is_dropped_when_the_screen_is_gone() {
        let (terminal, disk) = (terminal(), MemoryDisk::new());
        let mut worker = worker(&terminal, &disk);
        worker.run(open("transbank"));
        assert!(reports(&mut worker).iter().any(|report| matches!(report, Report::Identified(_))));
        worker.run(Job::Pull);
        drop(worker);
        Vault::open(Arc::new(disk), Path::new("/vault")).unwrap();
    }

    #[test]
    fn a_defect_is_told_and_ends_nothing_else() {
        let mut worker = worker(&terminal(), &MemoryDisk::new());
        worker.run(open("broken"));
        let told = reports(&mut worker);
        assert!(matches!(told.last(), Some(Report::Died(why)) if why == "a defect"), "{told:?}");
        worker.run(Job::Browse);
    }
}
