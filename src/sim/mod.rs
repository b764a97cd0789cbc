//! Simulated devices, on the same protocol code as the drivers.

mod clock;
mod days;
mod power;
mod scenario;
pub mod serve;
mod state;
pub mod transbank;
pub mod zvt;

use std::io;
use std::path::Path;

use crate::link::{LineKind, LineSettings, Parity, Stream};
use crate::model::Family;

pub use power::Remembers;
pub use scenario::ScenarioError;
pub use state::StateError;

/// A simulated device of any family. Clones are handles on the same one.
#[derive(Clone)]
pub enum Simulated {
    /// A card terminal of Chile.
    Transbank(transbank::Terminal),
    /// A card terminal of Germany, Austria or Switzerland.
    Zvt(zvt::Terminal),
}

/// What a person may say of a simulated device, whatever its family.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Name of a scenario, or a TOML file; forty believable sales and nothing wrong where it is not given.
    pub scenario: Option<String>,
    /// Everything random comes from it.
    pub seed: Option<u64>,
    /// So many believable sales in memory.
    pub entries: Option<usize>,
    /// Milliseconds between two frames of the device.
    pub gap_ms: Option<u64>,
    /// How it deviates from its specification, by the family's names.
    pub dialect: Option<String>,
}

/// Why a simulated device cannot be switched on.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// There is no such scenario, or it cannot be played.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// Its memory does not read.
    #[error(transparent)]
    State(#[from] StateError),
}

impl Simulated {
    /// A device of that family, switched on now. Its memory is kept in the file `state`, where one is given.
    pub fn switch_on(family: Family, setup: &Setup, state: Option<&Path>) -> Result<Self, SetupError> {
        match family {
            Family::Transbank => {
                let scenario = transbank::Scenario::set_up(setup)?;
                Ok(Self::Transbank(match state {
                    Some(path) => transbank::Terminal::with_state(scenario, path)?,
                    None => transbank::Terminal::new(scenario),
                }))
            }
            Family::Zvt => {
                let scenario = zvt::Scenario::set_up(setup)?;
                Ok(Self::Zvt(match state {
                    Some(path) => zvt::Terminal::with_state(scenario, path)?,
                    None => zvt::Terminal::new(scenario),
                }))
            }
        }
    }

    /// Serves one connection until its other end goes away. The memory survives it, the conversation does not.
    /// An error means that the state file could not be written; the answer was then not sent.
    pub async fn serve<S: Stream + 'static>(&self, stream: S, kind: LineKind) -> io::Result<()> {
        match (self, kind) {
            // Its protocol has one form on every kind of line.
            (Self::Transbank(terminal), LineKind::Serial | LineKind::Network) => terminal.serve(stream).await,
            (Self::Zvt(terminal), kind) => terminal.serve(stream, kind).await,
        }
    }

    /// Its power goes and comes back: every conversation ends where it is. What a state file holds is not read again.
    pub fn restart(&self, remembers: Remembers) -> Result<(), StateError> {
        match self {
            Self::Transbank(terminal) => terminal.restart(remembers),
            Self::Zvt(terminal) => terminal.restart(remembers),
        }
    }

    /// The settings of a serial line of that speed, as devices of this family have it.
    pub fn line(&self, baud: u32) -> LineSettings {
        let stop_bits = match self {
            Self::Transbank(_) => 1,
            Self::Zvt(_) => 2,
        };
        LineSettings { baud, data_bits: 8, parity: Parity::None, stop_bits }
    }
}

impl From<transbank::Terminal> for Simulated {
    fn from(terminal: transbank::Terminal) -> Self {
        Self::Transbank(terminal)
    }
}

impl From<zvt::Terminal> for Simulated {
    fn from(terminal: zvt::Terminal) -> Self {
        Self::Zvt(terminal)
    }
}
