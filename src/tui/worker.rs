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
