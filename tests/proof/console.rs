//! The console of a history: on a disk in memory, with a clock that runs with the virtual time, and eyes that see what leaves.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tillwright::device::{Progress, Watch};
use tillwright::link::{Fingerprint, LineSettings, Opened, Opener, Opening, PortSpec};
use tillwright::model::{Direction, Family, Password, Printable};
use tillwright::ops::{Clock, Console};
use tillwright::vault::disk::MemoryDisk;
use tillwright::vault::{Vault, VaultError};
use tokio::time::Instant;

use super::cable::{Site, Trip, Wires};
use super::shop::{Deed, moves_money};

impl Opener for Site {
    fn open<'a>(&'a self, _port: &'a PortSpec, _default: LineSettings) -> Opening<'a> {
        Box::pin(async move {
            Ok(Opened {
                stream: Box::new(Site::open(self)),
                line: self.kind,
                fingerprint: Fingerprint::default(),
                saved: None,
                name: "line".to_owned(),
            })
        })
    }
}

/// Virtual time on top of a fixed date.
pub(crate) fn clock(begun: Instant) -> Clock {
    let start = Timestamp::from_second(1_773_523_800).unwrap();
    Arc::new(move || start + SignedDuration::try_from(Instant::now().saturating_duration_since(begun)).unwrap())
}

/// Opens (or opens again) the vault of a disk.
pub(crate) fn console_on(disk: &MemoryDisk, site: &Site, clock: &Clock) -> Result<Console, VaultError> {
    Ok(Console {
        vault: Vault::open(Arc::new(disk.clone()), Path::new("vault"))?,
        opener: Arc::new(site.clone()),
        clock: clock.clone(),
        who: Printable::new("technician", 40),
        password: Password::NONE,
    })
}

/// Looks on: sees where frames that ask for money to move begin, and keeps what passed where somebody wants to read it.
pub(crate) struct Eyes {
    pub(crate) clock: Clock,
    pub(crate) family: Family,
    pub(crate) wires: Arc<Mutex<Wires>>,
    /// The console is killed when the first of them is answered.
    pub(crate) dies_asking: bool,
    /// Where the first of them began, in bytes of each direction.
    pub(crate) money_at: Option<[u64; 2]>,
    pub(crate) told: Option<Vec<String>>,
}

impl Watch for Eyes {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn wire(&mut self, direction: Direction, bytes: &[u8], meaning: &str, _checksum_ok: Option<bool>) {
        if direction == Direction::ToDevice && moves_money(self.family, bytes) {
            let mut wires = self.wires.lock().unwrap();
            let [to, from] = wires.passed;
            self.money_at.get_or_insert([to.saturating_sub(bytes.len() as u64), from]);
            if std::mem::take(&mut self.dies_asking) {
                // Behind the ACK of the line: the device has it.
                let deed = Deed::KillsConsole;
                wires.trips.push(Trip { direction: Direction::FromDevice, at: from + 1, after: Duration::ZERO, deed });
            }
        }
        if let Some(told) = &mut self.told {
            let arrow = if direction == Direction::ToDevice { ">" } else { "<" };
            told.push(format!("{} {arrow} {meaning}", (self.clock)().strftime("%H:%M:%S%.3f")));
        }
    }

    fn progress(&mut self, _progress: Progress) {}

    fn cancelled(&self) -> bool {
        false
    }
}
