//! What we keep: archives (the record of devices), the ledger (the record of what we did) and an index that can be
//! thrown away.
//!
//! ```text
//! vault/                 0700
//!   lock                 held by the one writer
//!   writer               name of this machine's ledger
//!   archives/<device>/   *.twa sealed, *.part being pulled
//!   ledger/<writer>.jsonl
//!   index/               sled, rebuilt from the other two
//! ```

pub mod archive;
pub mod disk;
pub mod index;
pub mod ledger;
pub mod portable;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{DeviceId, Entry, EntryKey};
use archive::{ArchiveInfo, Saved, Spool};
use disk::Disk;
use ledger::Ledger;

/// Why the vault could not do something.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The disk said no.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process writes to this vault.
    #[error("the vault {path} is in use by another tillwright (process {holder})")]
    InUse {
        /// Which vault.
        path: PathBuf,
        /// Process number, where it could be read.
        holder: String,
    },
    /// A file is damaged: said where, and what can still be read.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What does not verify.
        what: String,
    },
    /// Something would have been overwritten.
    #[error("{path} exists already and is never overwritten")]
    Exists {
        /// Which file.
        path: PathBuf,
    },
    /// A key, archive or intent that is not here.
    #[error("{0}")]
    NotFound(String),
    /// The file is of a newer version of this program.
    #[error("{path} was written by a newer version ({found}); this one reads up to {known}")]
    Newer {
        /// Which file.
        path: PathBuf,
        /// Its format version.
        found: u32,
        /// The newest that we know.
        known: u32,
    },
}

/// What we saw of an entry, and in which archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// When the archive was pulled.
    pub at: Timestamp,
    /// Content hash of the archive.
    pub archive: String,
    /// What the journal showed of a void then.
    pub void: crate::model::VoidMark,
}

/// An entry as the vault knows it: its facts once, and every observation, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The facts; `void` is that of the newest observation.
    pub entry: Entry,
    /// In which archives it was seen.
    pub seen: Vec<Observation>,
}

/// The vault of this machine.
pub struct Vault {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    ledger: Ledger,
}

impl Vault {
    /// Opens for writing, makes it (0700) where there is none, and takes the writer's lock. Torn ledger tails are set
    /// aside and noted; an index that does not open or count right is rebuilt when first asked.
    pub fn open(disk: Arc<dyn Disk>, root: &Path) -> Result<Self, VaultError> {
        let _ = (disk, root);
        todo!()
    }

    /// Opens for reading only: no lock, nothing is written, no index needed.
    pub fn read(disk: Arc<dyn Disk>, root: &Path) -> Result<Self, VaultError> {
        let _ = (disk, root);
        todo!()
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The disk under it.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// The ledger, to read.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The ledger, to append.
    pub fn ledger_mut(&mut self) -> &mut Ledger {
        &mut self.ledger
    }

    /// All archives, sealed and partial, newest first. Headers only: nothing is verified.
    pub fn archives(&self) -> Result<Vec<ArchiveInfo>, VaultError> {
        todo!()
    }

    /// Newest sealed archive of a device.
    pub fn newest(&self, device: &DeviceId) -> Result<Option<ArchiveInfo>, VaultError> {
        let _ = device;
        todo!()
    }

    /// Reads and verifies one archive (and, for a delta, its bases).
    pub fn load(&self, path: &Path) -> Result<Saved, VaultError> {
        let _ = path;
        todo!()
    }

    /// Starts or resumes a spool for a pull.
    pub fn spool(&mut self, header: archive::Header) -> Result<Spool, VaultError> {
        let _ = header;
        todo!()
    }

    /// Entries of all sealed archives, of one device or all, oldest first by the device's order.
    pub fn journal(&self, device: Option<&DeviceId>) -> Result<Vec<Known>, VaultError> {
        let _ = device;
        todo!()
    }

    /// Finds an entry by its key, or by any ending of a key or by the device's own number, as people type them: all
    /// that fit are returned, so the caller can say that it is ambiguous.
    pub fn find(&self, text: &str) -> Result<Vec<Known>, VaultError> {
        let _ = text;
        todo!()
    }

    /// The entry of a key.
    pub fn entry(&self, key: &EntryKey) -> Result<Option<Known>, VaultError> {
        let _ = key;
        todo!()
    }

    /// Throws the index away and builds it again; returns how many entries it holds.
    pub fn rebuild(&mut self) -> Result<usize, VaultError> {
        todo!()
    }

    /// Removes archives pulled before `before`, leaving tombstones so that chains still verify; returns what was
    /// removed. Archives that a delta needs, or that hold an entry with an open intent, stay. With `dry_run` nothing is removed.
    pub fn purge(&mut self, before: Timestamp, dry_run: bool) -> Result<Vec<ArchiveInfo>, VaultError> {
        let _ = (before, dry_run);
        todo!()
    }
}
