//! sim: a simulated device on a pty or a TCP port.
//!
//!     tillwright sim transbank --pty /tmp/pos --scenario demo --state /tmp/pos.json
//!     tillwright sim transbank --tcp 127.0.0.1:7777 --entries 999 --pace 115200 --gap 0
//!
//! Prints one line, `ready FAMILY WHERE`, when it can be opened, and runs until it is interrupted. `--scenario` is a
//! name (quiet-day, demo, empty, hostile) or a TOML file; `--seed`, `--entries` and `--gap` override what it says.
//! `--state` is its memory as JSON, kept across restarts and replaced before it answers; `movements` in it lists each
//! money movement that it really executed. `--pace` imitates a line of that speed (8N1), `--fault` a broken one:
//! `rx:cut@120,tx:lose@5,rx:flip@33=0x80,rx:delay@40=11s`, where rx is what the device reads.

use std::path::PathBuf;

use clap::Args;

use super::context::{Context, until_interrupted};
use super::{Ending, output};
use crate::link::fault::{FaultPlan, Faulty};
use crate::link::pace::Paced;
use crate::link::{BoxStream, LineSettings, Parity};
use crate::model::Family;
use crate::ops::{Class, Failure};
use crate::sim::transbank::{Scenario, Terminal, serve};
use crate::text::cli as words;

/// Arguments of `sim`.
#[derive(Args, Debug)]
pub(super) struct Sim {
    /// Protocol family
    family: Family,
    /// Serve on a pseudo-terminal and put a link to it here
    #[arg(long, value_name = "LINK", required_unless_present = "tcp", conflicts_with = "tcp")]
    pty: Option<PathBuf>,
    /// Serve on this TCP address (port 0: any)
    #[arg(long, value_name = "ADDR")]
    tcp: Option<String>,
    /// Name of a scenario, or a TOML file
    #[arg(long, value_name = "F", default_value = "quiet-day")]
    scenario: String,
    /// Everything random comes from it
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Believable sales in memory
    #[arg(long, value_name = "N")]
    entries: Option<usize>,
    /// Milliseconds between two frames of the device
    #[arg(long, value_name = "MS")]
    gap: Option<u64>,
    /// Imitate a line of so many bits a second
    #[arg(long, value_name = "BAUD")]
    pace: Option<u32>,
    /// Its memory, kept across restarts
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Faults of the line
    #[arg(long, value_name = "SPEC")]
    fault: Option<FaultPlan>,
}

impl Sim {
    pub(super) fn run(self, _: &Context) -> Result<Ending, Failure> {
        match self.family {
            Family::Transbank => self.transbank(),
            Family::Zvt => Err(failed("not yet")),
        }
    }

    fn transbank(self) -> Result<Ending, Failure> {
        let terminal = match &self.state {
            Some(path) => Terminal::with_state(self.scenario()?, path).map_err(failed)?,
            None => Terminal::new(self.scenario()?),
        };
        let wrap = |stream: BoxStream| -> BoxStream {
            let stream = match self.pace {
                Some(baud) => {
                    let line = LineSettings { baud, data_bits: 8, parity: Parity::None, stop_bits: 1 };
                    Box::new(Paced::new(stream, line))
                }
                None => stream,
            };
            match &self.fault {
                Some(plan) => Box::new(Faulty::new(stream, plan.clone())),
                None => stream,
            }
        };
        until_interrupted(async {
            match (&self.pty, &self.tcp) {
                #[cfg(unix)]
                (Some(link), _) => {
                    let pty = serve::Pty::open(link).map_err(failed)?;
                    output::text(&format!("ready {} {}", self.family, link.display()))?;
                    pty.serve(terminal, wrap).await.map_err(failed)
                }
                (_, Some(address)) => {
                    let tcp = serve::Tcp::bind(address.as_str()).await.map_err(failed)?;
                    let bound = tcp.address().map_err(failed)?;
                    output::text(&format!("ready {} tcp:{bound}", self.family))?;
                    tcp.serve(terminal, wrap).await.map_err(failed)
                }
                _ => Err(failed(words::SIM_PTY.en)),
            }
        })?;
        Ok(Ending::Done)
    }

    fn scenario(&self) -> Result<Scenario, Failure> {
        let mut scenario = if Scenario::names().any(|name| name == self.scenario) {
            Scenario::named(&self.scenario).map_err(failed)?
        } else {
            let text = std::fs::read_to_string(&self.scenario).map_err(|error| {
                let known = Scenario::names().collect::<Vec<_>>().join(", ");
                failed(format!("{}: {error}; scenarios with a name are {known}", self.scenario))
            })?;
            Scenario::load(&text).map_err(failed)?
        };
        scenario.seed = self.seed.unwrap_or(scenario.seed);
        if let Some(entries) = self.entries {
            scenario.entries = entries;
            scenario.options.capacity = scenario.options.capacity.max(entries);
        }
        scenario.options.gap_ms = self.gap.unwrap_or(scenario.options.gap_ms);
        Ok(scenario)
    }
}

fn failed(why: impl std::fmt::Display) -> Failure {
    Failure::new(Class::Configuration, "sim", &words::SIM_FAILED, &words::NOTHING_DONE, &words::SEE_HELP).because(why)
}
