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
pub mod memory;
pub mod portable;
pub mod real;

mod cases;
mod chain;
mod columns;
mod crash;
mod dto;
mod error;
mod events;
mod format;
mod merge;
mod pack;
mod purge;
mod spool;
mod store;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use crate::model::{DeviceId, Entry, EntryKey};
use archive::{ArchiveInfo, Saved, Spool};
use disk::{Disk, MemoryDisk};
use ledger::{Event, Ledger};
use spool::{Active, Guard};
use store::Store;

/// Characters of the digest that a key ends in.
const DIGEST: usize = 8;
/// Fewest characters that are taken for the ending of a key.
const SHORTEST_ENDING: usize = 4;

pub use error::VaultError;
pub use merge::Row;
pub use portable::RestoredFiles;

/// What we saw of an entry, and in which archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// When the archive was pulled.
    pub at: Timestamp,
    /// Content hash of the archive, shared by all that were seen in it.
    pub archive: Arc<str>,
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
    store: Store,
    active: Active,
    guard: Option<Guard>,
    index: Mutex<index::Slot>,
}

impl Vault {
    /// Opens for writing, makes it (0700) where there is none, and takes the writer's lock. Torn ledger tails are set
    /// aside and noted; an index that does not open or count right is rebuilt when first asked.
    pub fn open(disk: Arc<dyn Disk>, root: &Path) -> Result<Self, VaultError> {
        disk.create_dir(root).map_err(VaultError::io(root))?;
        // Who made it may have been stopped before its name was durable. What is above may not be ours to open.
        let _ = disk.sync_dir(disk::parent(root));
        let path = root.join("lock");
        let Some(guard) = disk.lock(&path).map_err(VaultError::io(&path))? else {
            let holder = disk.read_at(&path, 0, 20).unwrap_or_default();
            let digits = |byte: &u8| byte.is_ascii_digit();
            let holder: String = holder.iter().copied().take_while(digits).map(char::from).collect();
            let holder = if holder.is_empty() { "unknown".to_owned() } else { holder };
            return Err(VaultError::InUse { path: root.to_path_buf(), holder });
        };
        // The number only helps a person to find the holder: the lock holds without it, also on a full disk.
        let _ = match disk.len(&path) {
            Ok(Some(_)) => disk.truncate(&path, 0),
            _ => Ok(()),
        };
        let _ = disk.append(&path, format!("{}\n", std::process::id()).as_bytes());
        let ledger = Ledger::open(Arc::clone(&disk), root)?;
        let index = index::Slot::new(&*disk, root);
        Store::new(Arc::clone(&disk), root).sweep();
        Ok(Self::with(disk, root, ledger, Some(Arc::from(guard)), index))
    }

    /// Opens for reading only: no lock, nothing is written, no index needed.
    pub fn read(disk: Arc<dyn Disk>, root: &Path) -> Result<Self, VaultError> {
        let ledger = Ledger::read_only(Arc::clone(&disk), root);
        Ok(Self::with(disk, root, ledger, None, index::Slot::none()))
    }

    fn with(disk: Arc<dyn Disk>, root: &Path, ledger: Ledger, guard: Option<Guard>, index: index::Slot) -> Self {
        let store = Store::new(Arc::clone(&disk), root);
        Self {
            disk,
            root: root.to_path_buf(),
            ledger,
            store,
            active: Active::default(),
            guard,
            index: Mutex::new(index),
        }
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

    fn guard(&self) -> Result<Guard, VaultError> {
        self.guard.clone().ok_or_else(|| VaultError::ReadOnly { path: self.root.clone() })
    }

    /// Notes something that the vault did by itself. A ledger that takes no more lines does not hinder it.
    fn upkeep(&mut self, text: String) -> Result<(), VaultError> {
        let at = self.disk.now();
        match self.ledger.note(at, Event::Upkeep { text }) {
            Err(VaultError::Damaged { .. }) => Ok(()),
            other => other,
        }
    }

    /// All archives, sealed and partial, newest first. Headers only: nothing is verified. A file too damaged to be listed has
    /// an empty hash.
    pub fn archives(&self) -> Result<Vec<ArchiveInfo>, VaultError> {
        Ok(self.store.list()?.into_iter().rev().map(|listed| listed.info).collect())
    }

    /// Newest sealed archive of a device.
    pub fn newest(&self, device: &DeviceId) -> Result<Option<ArchiveInfo>, VaultError> {
        let all = self.archives()?;
        Ok(all.into_iter().find(|info| !info.partial && info.device.as_ref() == Some(device)))
    }

    /// Reads and verifies one archive (and, for a delta, its bases). A spool (`.part`) is read as far as it goes where
    /// nothing in it is damaged.
    pub fn load(&self, path: &Path) -> Result<Saved, VaultError> {
        self.store.load(path, true)
    }

    /// The same without the conversation, which is verified and not read.
    pub fn load_entries(&self, path: &Path) -> Result<Saved, VaultError> {
        self.store.load(path, false)
    }

    /// As [`load_entries`](Self::load_entries), of a sealed archive, and sure to outlive a power cut: whoever sealed it may have been stopped
    /// before its name was durable.
    pub fn hold(&self, path: &Path) -> Result<Saved, VaultError> {
        self.store.keep_names(disk::parent(path))?;
        self.store.load(path, false)
    }

    /// Starts or resumes a spool for a pull.
    pub fn spool(&mut self, header: archive::Header) -> Result<Spool, VaultError> {
        let spool = Spool::open(self.store.clone(), header, Arc::clone(&self.active), self.guard()?)?;
        for note in spool.notes() {
            self.upkeep(note.clone())?;
        }
        Ok(spool)
    }

    /// Entries of all sealed archives, of one device or all, oldest first by the device's order. Every archive is read and
    /// verified: for lists, [`rows`](Self::rows) is lighter.
    pub fn journal(&self, device: Option<&DeviceId>) -> Result<Vec<Known>, VaultError> {
        let mut all: Vec<Known> = Vec::new();
        let merged = merge::read(&self.store, device, |number, entry| match all.get_mut(number) {
            Some(known) => known.entry.complete_with(entry),
            None => all.push(Known { entry: entry.clone(), seen: Vec::new() }),
        })?;
        for (number, known) in all.iter_mut().enumerate() {
            merged.complete(number, known);
        }
        all.retain(|known| device.is_none_or(|device| known.entry.device == *device));
        all.shrink_to_fit();
        Ok(all)
    }

    /// What lists and filters show of the entries of one device or all, oldest first by the device's order; from memory or
    /// the index where that holds it. What is handed out for all devices is shared, not copied.
    pub fn rows(&self, device: Option<&DeviceId>) -> Result<Arc<Vec<Row>>, VaultError> {
        let merged = match device {
            Some(_) if !index::is_ready(&self.index) => Arc::new(merge::read(&self.store, device, |_, _| {})?),
            _ => index::merged(&self.index, &self.store)?,
        };
        let wanted = |row: &&Row| device.is_none_or(|device| *row.device == *device);
        if merged.rows.iter().all(|row| wanted(&row)) {
            return Ok(Arc::clone(&merged.rows));
        }
        Ok(Arc::new(merged.rows.iter().filter(wanted).cloned().collect()))
    }

    /// Finds an entry by its key, by an ending of a key or by the device's own number, as people type them: all that fit
    /// are returned, so the caller can say that it is ambiguous. Digits that are fewer than those of a key's digest are a
    /// number and nothing else, and an ending has at least four characters: chance must not pick what somebody is
    /// about to void.
    pub fn find(&self, text: &str) -> Result<Vec<Known>, VaultError> {
        let text = text.trim();
        let number = text.parse::<u32>().ok();
        if number.is_some() && text.len() < DIGEST {
            return self.details(|row| Some(row.number) == number);
        }
        if text.len() < SHORTEST_ENDING {
            return Ok(Vec::new());
        }
        self.details(|row| Some(row.number) == number || row.key.as_str().ends_with(text))
    }

    /// The entry of a key.
    pub fn entry(&self, key: &EntryKey) -> Result<Option<Known>, VaultError> {
        Ok(self.details(|row| row.key == *key)?.pop())
    }

    /// What is known of the rows that `wanted` picks.
    fn details(&self, wanted: impl Fn(&Row) -> bool) -> Result<Vec<Known>, VaultError> {
        let merged = index::merged(&self.index, &self.store)?;
        merge::details(&self.store, &merged, wanted)
    }

    /// Throws the index away and builds it again; returns how many entries it holds.
    pub fn rebuild(&mut self) -> Result<usize, VaultError> {
        self.guard()?;
        let count = index::rebuild(&self.index, &self.store)?.rows.len();
        self.upkeep(format!("the index was rebuilt: {count} entries"))?;
        Ok(count)
    }
}

/// A vault on a disk in memory, for tests and the demo.
impl Vault {
    /// A new vault in memory.
    pub fn in_memory() -> Result<Self, VaultError> {
        Self::open(Arc::new(MemoryDisk::new()), Path::new("vault"))
    }
}
