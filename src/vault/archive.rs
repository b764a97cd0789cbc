//! Archives: sealed files of what one device held.

use std::path::PathBuf;

use jiff::Timestamp;

use super::VaultError;
use crate::model::{Anomaly, DeviceId, Entry, Family, WireLine};

/// What is known when a pull begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Protocol family.
    pub family: Family,
    /// The device, where known before the first entry (`None` spools under the port's name).
    pub device: Option<DeviceId>,
    /// When the pull began.
    pub begun: Timestamp,
    /// Port, as people read it.
    pub port: String,
}

/// An archive in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveInfo {
    /// Where it is.
    pub path: PathBuf,
    /// Whose journal.
    pub device: Option<DeviceId>,
    /// Family.
    pub family: Family,
    /// When the pull began.
    pub begun: Timestamp,
    /// Entries it stands for, with its bases.
    pub entries: usize,
    /// Content hash (SHA-256, hex); empty for a partial one.
    pub hash: String,
    /// Hash of the archive it builds on; `None` for a full one.
    pub base: Option<String>,
    /// A spool that was never sealed.
    pub partial: bool,
    /// Bytes on disk.
    pub size: u64,
}

/// An archive read back and verified.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Its line in the list.
    pub info: ArchiveInfo,
    /// Entries in the device's order, those of its bases included.
    pub entries: Vec<Entry>,
    /// What was odd.
    pub anomalies: Vec<Anomaly>,
    /// The conversation, redacted.
    pub wire: Vec<WireLine>,
}

/// An archive being written. Dropped unsealed it stays as `.part`, to be resumed.
pub struct Spool {
    _private: (),
}

impl Spool {
    /// Entries that an interrupted pull of the same device left, in order; the device is compared with them.
    pub fn resumed(&self) -> &[Entry] {
        todo!()
    }

    /// Throws away what was resumed (set aside under another name, never deleted), because the device's journal is not
    /// its continuation.
    pub fn restart(&mut self) -> Result<(), VaultError> {
        todo!()
    }

    /// Appends a batch of entries, durable when it returns.
    pub fn entries(&mut self, batch: &[Entry]) -> Result<(), VaultError> {
        let _ = batch;
        todo!()
    }

    /// Appends frames of the conversation (durable at the next batch of entries or at the seal).
    pub fn wire(&mut self, lines: &[WireLine]) -> Result<(), VaultError> {
        let _ = lines;
        todo!()
    }

    /// Seals: checksums, fsync, rename, fsync of the directory, read back and verify. Writes a delta where the newest sealed
    /// archive of the same device is a prefix of this one.
    pub fn seal(self, device: Option<DeviceId>, anomalies: &[Anomaly]) -> Result<ArchiveInfo, VaultError> {
        let _ = (device, anomalies);
        todo!()
    }
}
