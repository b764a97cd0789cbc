//! The onlooker of a scripted conversation: progress on stderr where a person sits, nothing else.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::model::Direction;
use crate::ops::browse::{Progress, Watch};
use crate::text::Lang;
use crate::text::cli as words;

/// Shows progress, and passes interrupts on.
pub(super) struct Onlooker {
    cancel: Arc<AtomicBool>,
    lang: Lang,
    /// `None` where stderr is no terminal: scripts get no progress lines.
    shown: Option<Instant>,
    begun: Option<Instant>,
    drawn: bool,
}

impl Onlooker {
    pub(super) fn new(cancel: Arc<AtomicBool>, lang: Lang) -> Self {
        let shown = std::io::stderr().is_terminal().then(Instant::now);
        Self { cancel, lang, shown, begun: None, drawn: false }
    }

    /// Ends the progress line, so that what follows stands on its own.
    pub(super) fn done(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = writeln!(std::io::stderr());
        }
        self.begun = None;
    }
}

impl Watch for Onlooker {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wire(&mut self, _: Direction, _: &[u8], _: &str, _: Option<bool>) {}

    fn progress(&mut self, progress: Progress) {
        let Some(shown) = self.shown else { return };
        let begun = *self.begun.get_or_insert_with(Instant::now);
        if self.drawn && shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        self.shown = Some(Instant::now());
        self.drawn = true;
        let seconds = begun.elapsed().as_secs_f64().max(0.001);
        let rate = format!("{:.0}", progress.bytes as f64 / seconds);
        let of = progress.total.map(|total| format!("/{total}")).unwrap_or_default();
        let entries = format!("{}{of}", progress.entries);
        let line = words::PROGRESS.with([("entries", &entries as &dyn std::fmt::Display), ("rate", &rate)]);
        let _ = write!(std::io::stderr(), "\r\u{1b}[K{}", line.read(self.lang));
    }

    fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

impl Drop for Onlooker {
    fn drop(&mut self) {
        self.done();
    }
}
