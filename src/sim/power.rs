//! The power of a simulated device. What it is doing ends when the power goes, between two of its steps: at an `await`.

use std::future::Future;

use tokio::sync::watch;

/// Whether a device is on. Clones are the same switch.
#[derive(Clone, Debug)]
pub(super) struct Power {
    /// How often it went.
    cuts: watch::Sender<u64>,
}

impl Power {
    pub(super) fn on() -> Self {
        Self { cuts: watch::Sender::new(0) }
    }

    /// The power goes and comes back.
    pub(super) fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// What came of the work; `None` where the power went before its end.
    pub(super) async fn while_on<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut cuts = self.cuts.subscribe();
        tokio::select! {
            biased;
            // The switch outlives this borrow of it, so it is never closed.
            _ = cuts.changed() => None,
            done = work => Some(done),
        }
    }
}

/// What a device remembers when its power comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remembers {
    /// Everything that it had noted down; what it had not told to its end is dealt with as its specification says.
    All,
    /// Only what was final: what was under way is gone, and its numbers are given again.
    OnlyFinal,
}
