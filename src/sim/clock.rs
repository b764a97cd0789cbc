//! A device's own clock: civil time that runs with tokio's, so that it stands still where a test pauses time.

use jiff::civil::DateTime;
use tokio::time::Instant;

/// A clock that was set once. It never looks at the wall.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    set_to: DateTime,
    at: Instant,
}

impl Clock {
    /// A clock that shows `civil` now.
    pub(super) fn set(civil: DateTime) -> Self {
        Self { set_to: civil, at: Instant::now() }
    }

    /// What it shows, in whole seconds. It stops at the end of the calendar rather than fail.
    pub(super) fn now(&self) -> DateTime {
        let seconds = i64::try_from(self.at.elapsed().as_secs()).unwrap_or(i64::MAX);
        self.set_to.saturating_add(jiff::SignedDuration::from_secs(seconds))
    }
}
