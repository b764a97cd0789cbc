//! demo: the main job on a machine with nothing attached.
//!
//! Opens the terminal UI with simulated terminals and a throw-away vault, beginning at a dispute: the till shows no payment of
//! 24.990, the customer's phone says it was charged. The day has more trouble in it: a double sale, a debit sale that
//! cannot be voided, a payment of which the terminal knows nothing, and a void whose answer gets lost. Nothing is kept.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use jiff::civil::date;

use super::Ending;
use super::context::Context;
use crate::link::ports::{PortInfo, ports};
use crate::link::watch::Hotplug;
use crate::link::{Fingerprint, PortSpec};
use crate::model::{Currency, CurrencySource, Family, Money};
use crate::ops::browse::{Around, Question};
use crate::ops::{Class, Failure};
use crate::text::cli as words;
use crate::tui::{self, PortFeed, PortLine, Start};
use crate::vault::Vault;
use crate::vault::disk::RealDisk;

/// Options of the screen.
#[derive(Args, Debug)]
pub(super) struct Screen {
    /// Open this port at once (screen only)
    #[arg(long = "port", value_name = "PORT")]
    open: Option<PortSpec>,
    /// Name the family of that port (screen only)
    #[arg(long = "family", value_name = "FAMILY")]
    family: Option<Family>,
    /// Frames of plain ASCII, for terminals that draw them too wide
    #[arg(long, env = "TILLWRIGHT_ASCII")]
    ascii: bool,
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub(super) struct Demo {}

/// The terminal UI on the person's own vault.
pub(super) fn screen(context: &Context, screen: Screen) -> Result<Ending, Failure> {
    // Before the vault: a call that cannot show anything leaves nothing behind.
    screen_there()?;
    let console = context.console()?;
    let ports = Some(port_feed(screen.open.clone()));
    let start = Start { open: screen.open, protocol: screen.family, ports, ..start(context, screen.ascii) };
    shown(tui::run(console, start))
}

impl Demo {
    pub(super) fn run(self, context: &Context, screen: Screen) -> Result<Ending, Failure> {
        screen_there()?;
        let place = tempfile::Builder::new().prefix("tillwright-demo-").tempdir().map_err(no_place)?;
        let vault = Vault::open(Arc::new(RealDisk), &place.path().join("vault"))?;
        let console = context.console_on(vault);
        let offered: Vec<(PortSpec, String)> = [
            ("transbank?scenario=demo&gap=15", words::DEMO_DAY.get(context.lang)),
            ("transbank?scenario=quiet-day&seed=11&entries=60&gap=5", words::DEMO_QUIET.get(context.lang)),
            ("transbank?scenario=empty", words::DEMO_EMPTY.get(context.lang)),
            ("zvt?scenario=demo&gap=5", words::DEMO_ZVT.get(context.lang)),
        ]
        .map(|(text, name)| (PortSpec::Sim(text.to_owned()), name.to_owned()))
        .into();
        let question = Question {
            amount: Money::new(24_990, Currency::CLP, CurrencySource::Person),
            around: Some(Around::Moment(date(2026, 3, 14).at(18, 10, 0, 0))),
            last4: Some("8834".to_owned()),
        };
        let start = Start {
            open: offered.first().map(|(port, _)| port.clone()),
            dispute: Some(question),
            offered,
            ..start(context, screen.ascii)
        };
        shown(tui::run(console, start))
    }
}

fn start(context: &Context, ascii: bool) -> Start {
    Start {
        lang: context.lang,
        ascii,
        colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        offered: Vec::new(),
        open: None,
        protocol: None,
        dispute: None,
        ports: Some(port_feed(None)),
    }
}

/// The ports of this machine, now and whenever something is plugged in or out. A port named by the person is watched too,
/// wherever it lies (a link to a pseudo-terminal, for example).
fn port_feed(named: Option<PortSpec>) -> PortFeed {
    Box::new(move |lines| {
        let named = match named {
            Some(PortSpec::Serial { path, .. }) => Some(path),
            _ => None,
        };
        let look = || {
            let mut all: Vec<PortLine> = ports().into_iter().map(line).collect();
            if let Some(path) = named.as_ref().filter(|path| Path::new(path).exists())
                && all.iter().all(|port| port.name != *path)
            {
                all.push(named_line(path));
            }
            lines.send(all).is_ok()
        };
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            // Watched before the first look, so that nothing falls between; without hot-plug the first look stays.
            let mut hotplug = Hotplug::new();
            if let (Ok(hotplug), Some(path)) = (&mut hotplug, &named) {
                // A folder that cannot be watched leaves the port to be found lost at the next word.
                let _ = hotplug.also(Path::new(path));
            }
            if let (true, Ok(mut hotplug)) = (look(), hotplug) {
                while hotplug.changed().await.is_ok() && look() {}
            }
        });
    })
}

fn named_line(path: &str) -> PortLine {
    PortLine {
        spec: PortSpec::Serial { path: path.to_owned(), settings: None },
        name: path.to_owned(),
        note: String::new(),
        trouble: None,
        fingerprint: Fingerprint { place: Some(path.to_owned()), ..Fingerprint::default() },
    }
}

fn line(port: PortInfo) -> PortLine {
    let usb = port.usb.map(|(vendor, product)| format!("{vendor:04x}:{product:04x}"));
    let note = [port.product.clone(), usb, port.driver.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    PortLine {
        fingerprint: port.fingerprint(),
        spec: PortSpec::Serial { path: port.path.clone(), settings: None },
        name: port.path,
        note,
        trouble: port.trouble,
    }
}

fn shown(ended: std::io::Result<()>) -> Result<Ending, Failure> {
    ended.map(|()| Ending::Done).map_err(|error| no_screen().because(error))
}

fn no_screen() -> Failure {
    Failure::new(Class::Configuration, "screen", &words::NO_SCREEN, &words::NOTHING_DONE, &words::USE_COMMANDS)
}

/// Whether there is a terminal to draw on and to read keys from.
fn screen_there() -> Result<(), Failure> {
    let keys = std::io::stdin().is_terminal() || cfg!(unix) && std::fs::File::open("/dev/tty").is_ok();
    if std::io::stdout().is_terminal() && keys { Ok(()) } else { Err(no_screen()) }
}

fn no_place(error: std::io::Error) -> Failure {
    Failure::new(Class::Configuration, "no_place", &words::NO_PLACE, &words::NOTHING_DONE, &words::TRY_AGAIN)
        .because(error)
}
