//! What the benches work on: journals that a simulated terminal told a driver over a line in memory, in virtual time.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use tillwright::device::{Depth, Device, NotDurable, Progress, Sink, Terms, Watch};
use tillwright::model::{Direction, Entry, Extent, Family, Journal, WireLine};
use tillwright::sim::transbank::{Scenario, Terminal};
use tillwright::vault::Vault;
use tillwright::vault::archive::{ArchiveInfo, Header};
use tillwright::vault::disk::Disk;

/// What a bench gives when it cannot be set up.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Devices of the big vault.
pub const DEVICES: u32 = 100;
/// Sales of each of them.
pub const SALES: usize = 1_000;

/// A journal with the conversation that told it.
pub struct Told {
    /// As the driver read it.
    pub journal: Journal,
    /// Every frame, as a watcher sees it.
    pub wire: Vec<WireLine>,
}

/// Keeps what passes.
#[derive(Default)]
pub struct Tape(pub Vec<WireLine>);

impl Watch for Tape {
    fn now(&self) -> Timestamp {
        noon()
    }

    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, checksum_ok: Option<bool>) {
        let meaning = meaning.to_owned();
        self.0.push(WireLine { at: noon(), direction, bytes: bytes.to_vec(), meaning, checksum_ok });
    }

    fn progress(&mut self, _: Progress) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// Keeps the entries nowhere.
pub struct Nowhere;

impl Sink for Nowhere {
    fn batch(&mut self, _: &[Entry]) -> Result<(), NotDurable> {
        Ok(())
    }
}

fn noon() -> Timestamp {
    Timestamp::from_second(1_773_500_400).unwrap_or_default()
}

/// A terminal with so many believable sales.
pub fn scenario(number: u32, sales: usize) -> Outcome<Scenario> {
    let mut scenario = Scenario::named("empty")?;
    scenario.terminal = format!("BEN{number:05}");
    scenario.seed = u64::from(number) + 1;
    scenario.entries = sales;
    scenario.options.capacity = sales;
    scenario.options.gap_ms = 0;
    Ok(scenario)
}

/// Reads the journal of such a terminal.
pub fn told(number: u32, sales: usize) -> Outcome<Told> {
    let scenario = scenario(number, sales)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?;
    runtime.block_on(async {
        let terminal = Terminal::new(scenario);
        let mut device = Device::new(Family::Transbank, Box::new(terminal.plug()), Terms::default());
        let mut tape = Tape::default();
        device.detect(&mut tape).await?;
        let journal = device.pull(Depth::Full, &mut Nowhere, &mut tape).await?;
        assert_eq!(journal.entries.len(), sales, "the terminal told another number of sales");
        Ok(Told { journal, wire: tape.0 })
    })
}

/// Seals a journal in a vault as a pull does, in batches of sixteen.
pub fn seal(vault: &mut Vault, told: &Told) -> Outcome<ArchiveInfo> {
    let header = Header {
        family: Family::Transbank,
        device: told.journal.device.clone(),
        begun: noon(),
        port: "bench".to_owned(),
        extent: Extent::Whole,
        network: false,
    };
    let mut spool = vault.spool(header)?;
    let frames = told.wire.chunks(told.wire.len().div_ceil(told.journal.entries.len().div_ceil(16)).max(1));
    for (batch, frames) in told.journal.entries.chunks(16).zip(frames) {
        spool.wire(frames)?;
        spool.entries(batch)?;
    }
    Ok(spool.seal(told.journal.device.clone(), told.journal.extent, &told.journal.anomalies)?)
}

/// A vault with [`DEVICES`] times [`SALES`] entries.
pub fn fill(disk: Arc<dyn Disk>, root: &Path) -> Outcome<()> {
    let mut vault = Vault::open(disk, root)?;
    for number in 0..DEVICES {
        seal(&mut vault, &told(number, SALES)?)?;
    }
    Ok(())
}
