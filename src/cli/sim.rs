//! sim: a simulated device on a pty or a TCP port.
//!
//!     tillwright sim transbank --pty /tmp/pos --scenario demo --state /tmp/pos.json
//!     tillwright sim transbank --tcp 127.0.0.1:7777 --entries 999 --pace 115200 --gap 0
//!
//! Prints one line, `ready FAMILY WHERE`, when it can be opened, and runs until it is interrupted. `--scenario` is a
//! name (quiet-day, demo, empty, hostile) or a TOML file; `--seed`, `--entries` and `--gap` override what it says.
//! `--state` is its memory as JSON, kept across restarts and replaced before it answers; `movements` in it lists each
//! money movement that it really executed. `--dialect` is how it deviates from its specification, where the family has
//! such. `--pace` imitates a line of that speed, `--fault` a broken one: `rx:cut@120,tx:lose@5,rx:flip@33=0x80,rx:delay@40=11s`,
//! where rx is what the device reads.

use std::path::PathBuf;

use clap::Args;

use super::context::{Context, until_interrupted};
use super::{Ending, output};
use crate::link::BoxStream;
use crate::link::fault::{FaultPlan, Faulty};
use crate::link::pace::Paced;
use crate::model::Family;
use crate::ops::{Class, Failure};
use crate::sim::{Setup, Simulated, serve};
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
    /// How it deviates from its specification
    #[arg(long, value_name = "NAME")]
    dialect: Option<String>,
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
        let setup = Setup {
            scenario: Some(self.scenario),
            seed: self.seed,
            entries: self.entries,
            gap_ms: self.gap,
            dialect: self.dialect,
        };
        let device = Simulated::switch_on(self.family, &setup, self.state.as_deref()).map_err(failed)?;
        let pace = self.pace.map(|baud| device.line(baud));
        let wrap = |stream: BoxStream| -> BoxStream {
            let stream = match pace {
                Some(line) => Box::new(Paced::new(stream, line)),
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
                    pty.serve(device, wrap).await.map_err(failed)
                }
                (_, Some(address)) => {
                    let tcp = serve::Tcp::bind(address.as_str()).await.map_err(failed)?;
                    let bound = tcp.address().map_err(failed)?;
                    output::text(&format!("ready {} tcp:{bound}", self.family))?;
                    tcp.serve(device, wrap).await.map_err(failed)
                }
                _ => Err(failed(words::SIM_PTY.en)),
            }
        })?;
        Ok(Ending::Done)
    }
}

fn failed(why: impl std::fmt::Display) -> Failure {
    Failure::new(Class::Configuration, "sim", &words::SIM_FAILED, &words::NOTHING_DONE, &words::SEE_HELP).because(why)
}
