//! The screen. A model, messages that change it, effects as data, views that only look; a loop that carries effects out, and a
//! worker thread that owns the console.
//!
//! ```text
//! terminal, ports, signals, worker --Msg--> update(model) --Effect--> worker, end
//!                                              |
//!                                            view
//! ```

mod cells;
pub mod form;
mod jobs;
pub mod keymap;
pub mod model;
pub mod msg;
mod page;
mod reports;
mod runner;
pub mod screens;
pub mod theme;
pub mod update;
pub mod view;
mod worker;

#[cfg(test)]
mod tests;

use std::io;

use tokio::sync::mpsc::UnboundedSender;

use crate::model::Family;
use crate::ops::Console;
use crate::ops::browse::Question;
use crate::ops::browse::{Fingerprint, PortSpec};
use crate::text::Lang;

/// A port of this machine as the Devices screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortLine {
    /// Where it is, without settings.
    pub spec: PortSpec,
    /// Its name: `/dev/ttyUSB0`.
    pub name: String,
    /// What is behind it, in words: by-id name, vendor and product, driver.
    pub note: String,
    /// Why it cannot be opened now, in words; `None` where nothing speaks against it.
    pub trouble: Option<String>,
    /// What stays the same when it comes back under another name.
    pub fingerprint: Fingerprint,
}

/// Tells the ports of this machine: runs on a thread of its own, sends the whole list at once and whenever it has changed, and
/// returns when sending fails. It may build a runtime of its own.
pub type PortFeed = Box<dyn FnOnce(UnboundedSender<Vec<PortLine>>) + Send>;

/// How the screen begins.
pub struct Start {
    /// Language; a key switches it.
    pub lang: Lang,
    /// Frames of plain ASCII.
    pub ascii: bool,
    /// Colours. Without them only bold, reverse and underline are used; states have marks and words anyway.
    pub colour: bool,
    /// Devices offered beside the ports of this machine, with names for people.
    pub offered: Vec<(PortSpec, String)>,
    /// A port to open at once.
    pub open: Option<PortSpec>,
    /// The family that the person named, which is consent to the steps that a visit of it needs.
    pub protocol: Option<Family>,
    /// Begin at the dispute: the form is filled with this, and after [`open`](Start::open) the journal is pulled and the
    /// question answered.
    pub dispute: Option<Question>,
    /// The ports of this machine as they come and go; `None`: no ports are listed.
    pub ports: Option<PortFeed>,
}

/// Runs the screen until the person leaves it or a signal ends it. A request that moves money is waited for in every case.
/// Only the terminal itself can fail: everything else is shown.
pub fn run(console: Console, start: Start) -> io::Result<()> {
    runner::run(console, start)
}
