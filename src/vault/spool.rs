//! Spools: archives while they are being pulled. A batch is on the disk before it counts; a pull that broke off leaves a
//! `.part`, and the next one goes on with it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::VaultError;
use super::archive::{self, ArchiveInfo, Base, Content, Header, HeaderDto};
use super::disk::parent;
use super::dto::{EntryDto, WireDto};
use super::format::{self, Kind};
use super::store::{self, Listed, Store};
use crate::model::{Anomaly, DeviceId, Entry, Extent, Printable, WireLine};

/// A full archive is written instead of a delta that would stand on this many.
const MOST_DELTAS: usize = 16;
/// Frames that wait for the next batch are written when there are this many.
const WAITING: usize = 512;

/// Spools in use by this process, so that none is resumed twice.
pub(super) type Active = Arc<Mutex<BTreeSet<PathBuf>>>;
/// Keeps the vault locked for as long as anything may still write to it.
pub(super) type Guard = Arc<dyn Send + Sync>;

/// An archive being written. Dropped unsealed it stays as `.part`, to be resumed.
pub struct Spool {
    store: Store,
    header: Header,
    part: PathBuf,
    len: u64,
    resumed: Vec<Entry>,
    waiting: Vec<WireLine>,
    notes: Vec<String>,
    active: Active,
    _guard: Guard,
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = self.flush(&[]); // the conversation is a help; what it lacks is pulled again
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        active.remove(&self.part);
    }
}

impl Spool {
    pub(super) fn open(store: Store, header: Header, active: Active, guard: Guard) -> Result<Self, VaultError> {
        let port = Printable::new(&header.port, 200).to_string();
        let mut spool = Self {
            store,
            header: Header { port, ..header },
            part: PathBuf::new(),
            len: 0,
            resumed: Vec::new(),
            waiting: Vec::new(),
            notes: Vec::new(),
            active,
            _guard: guard,
        };
        if !spool.resume()? {
            spool.begin()?;
        }
        Ok(spool)
    }

    /// What had to be repaired when it was opened, for the ledger.
    pub(super) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Entries that an interrupted pull of the same device left, in order; the device is compared with them.
    pub fn resumed(&self) -> &[Entry] {
        &self.resumed
    }

    /// Throws away what was resumed (set aside under another name, never deleted), because the device's journal is not
    /// its continuation.
    pub fn restart(&mut self) -> Result<(), VaultError> {
        let old = self.part.clone();
        set_aside(&self.store, &old)?;
        self.activate(None);
        self.resumed.clear();
        self.begin()
    }

    /// Appends a batch of entries, durable when it returns.
    pub fn entries(&mut self, batch: &[Entry]) -> Result<(), VaultError> {
        let before = self.len;
        self.flush(batch)?;
        let synced = self.store.disk.sync(&self.part).map_err(VaultError::io(&self.part));
        if synced.is_err() {
            self.len = before; // what was appended does not count, and is cut off before the next write
        }
        synced
    }

    /// Appends frames of the conversation (durable at the next batch of entries or at the seal).
    pub fn wire(&mut self, lines: &[WireLine]) -> Result<(), VaultError> {
        self.waiting.extend_from_slice(lines);
        if self.waiting.len() >= WAITING { self.flush(&[]) } else { Ok(()) }
    }

    /// Seals: checksums, fsync, rename, fsync of the directory, read back and verify. Writes a delta where the newest sealed
    /// archive of the same device and extent is a prefix of this one. After an error the spool stays, to be resumed.
    pub fn seal(
        mut self,
        device: Option<DeviceId>,
        extent: Extent,
        anomalies: &[Anomaly],
    ) -> Result<ArchiveInfo, VaultError> {
        self.entries(&[])?;
        let part = self.store.read_part(&self.part)?;
        if let Some(why) = part.bad {
            return Err(VaultError::damaged(&self.part)(why));
        }
        let (entries, wire) = (part.blocks.own, part.blocks.wire);
        self.header.device = device.or(self.header.device.take());
        self.header.extent = extent;
        let mut header = HeaderDto::new(&self.header);
        header.spool = Some(name_of(&self.part));
        header.base = self.base(&entries)?;
        let content = Content { header, entries: &entries, anomalies, wire: &wire };
        let (bytes, hash) = archive::build(&content).map_err(VaultError::io(&self.part))?;
        let folder = store::folder(self.header.family, self.header.device.as_ref(), &self.header.port);
        let name = format!("{}-{}.twa", store::stamp(self.header.begun), &hash[..8]);
        let path = self.store.make_folder(&folder)?.join(name);
        self.store.install(&path, &bytes)?;
        let saved = self.store.load(&path, true)?;
        if saved.entries != entries || saved.info.hash != hash {
            return Err(VaultError::damaged(&path)("it does not read back as it was written"));
        }
        // Sealed and verified: from here on the part is a leftover, and no failure to remove it makes that untrue.
        if self.store.disk.remove(&self.part).is_ok() {
            let _ = self.store.disk.sync_dir(parent(&self.part));
        }
        self.len = 0;
        self.waiting.clear();
        Ok(saved.info)
    }

    /// The archive that this one can be a delta of.
    fn base(&self, entries: &[Entry]) -> Result<Option<Base>, VaultError> {
        let Some(device) = &self.header.device else { return Ok(None) };
        let extent = self.header.extent;
        let same = |listed: &Listed| {
            listed.sealed() && listed.info.device.as_ref() == Some(device) && listed.info.extent == extent
        };
        let Some(newest) = self.store.list()?.into_iter().rfind(same) else { return Ok(None) };
        let Ok(chain) = self.store.chain(&newest.info.path, false) else { return Ok(None) };
        let count = chain.iter().map(|parsed| parsed.own.len()).sum();
        let known = chain.iter().flat_map(|parsed| &parsed.own);
        let prefix = count > 0 && count <= entries.len() && known.eq(&entries[..count]);
        let base = Base { hash: newest.info.hash, entries: count };
        Ok((prefix && chain.len() < MOST_DELTAS).then_some(base))
    }

    /// Looks for a part of the same device or port, and goes on with it. Parts that cannot be gone on with are set aside.
    fn resume(&mut self) -> Result<bool, VaultError> {
        let listed = self.store.list()?;
        let sealed: BTreeSet<&String> = listed.iter().filter_map(|one| one.spool.as_ref()).collect();
        for path in listed.iter().rev().filter(|one| one.info.partial).map(|one| &one.info.path) {
            let used = self.active.lock().unwrap_or_else(PoisonError::into_inner).contains(path);
            if used {
                continue;
            }
            let name = name_of(path);
            if sealed.contains(&name) {
                self.drop_sealed(path, &listed, &name)?;
                continue;
            }
            let part = match self.store.read_part(path) {
                Ok(part) => part,
                Err(VaultError::Damaged { what, .. }) => {
                    set_aside(&self.store, path)?;
                    self.notes.push(format!("set aside {}: {what}", name_of(path)));
                    continue;
                }
                Err(VaultError::Newer { .. }) => continue,
                Err(error) => return Err(error),
            };
            if !self.continues(&part.blocks.header) {
                continue;
            }
            if let Some(why) = part.bad.as_ref().filter(|_| !part.torn) {
                set_aside(&self.store, path)?;
                self.notes.push(format!("set aside {}: damaged before its end: {why}", name_of(path)));
                continue;
            }
            self.take_over(path, part)?;
            return Ok(true);
        }
        Ok(false)
    }

    fn take_over(&mut self, path: &Path, part: store::Part) -> Result<(), VaultError> {
        if part.torn {
            self.store.disk.truncate(path, part.good).map_err(VaultError::io(path))?;
            let cut = part.size - part.good;
            self.notes.push(format!("cut {cut} bytes of a torn write off the end of {}", name_of(path)));
        }
        // Who wrote it may have been stopped before it was durable, and it counts as kept from here on.
        self.store.disk.sync(path).map_err(VaultError::io(path))?;
        self.store.keep_names(parent(path))?;
        self.activate(Some(path.to_path_buf()));
        self.len = part.good;
        self.resumed = part.blocks.own;
        Ok(())
    }

    fn continues(&self, header: &Header) -> bool {
        let port = header.port == self.header.port;
        let device = match (&header.device, &self.header.device) {
            (Some(theirs), Some(ours)) => theirs == ours,
            _ => port,
        };
        header.family == self.header.family && header.extent == self.header.extent && device
    }

    /// A part whose archive was sealed before the power went: its archive is verified, then the part is removed.
    fn drop_sealed(&mut self, part: &Path, listed: &[Listed], name: &str) -> Result<(), VaultError> {
        let archive = listed.iter().find(|one| one.spool.as_deref() == Some(name));
        let Some(archive) = archive else { return Ok(()) };
        let path = &archive.info.path;
        self.store.disk.sync_dir(parent(path)).map_err(VaultError::io(path))?;
        if self.store.load(path, true).is_ok() {
            self.store.disk.remove(part).map_err(VaultError::io(part))?;
            self.notes.push(format!("removed the spool of {}, which had been sealed", name_of(path)));
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), VaultError> {
        let folder = store::folder(self.header.family, self.header.device.as_ref(), &self.header.port);
        let dir = self.store.make_folder(&folder)?;
        let disk = &self.store.disk;
        let entropy = disk.entropy().map_err(VaultError::io(&dir))?;
        let path = dir.join(store::part_name(&self.header, entropy));
        let bytes = head(&self.header).map_err(VaultError::io(&path))?;
        let made = disk.create_new(&path, &bytes).and_then(|()| disk.sync(&path)).and_then(|()| disk.sync_dir(&dir));
        if let Err(error) = made {
            if error.kind() != io::ErrorKind::AlreadyExists {
                let _ = disk.remove(&path); // nothing is in it
            }
            return Err(VaultError::io(&path)(error));
        }
        self.len = bytes.len() as u64;
        self.activate(Some(path));
        Ok(())
    }

    fn activate(&mut self, path: Option<PathBuf>) {
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        active.remove(&self.part);
        self.part = path.unwrap_or_default();
        if !self.part.as_os_str().is_empty() {
            active.insert(self.part.clone());
        }
    }

    /// Appends what waits and a batch. What a failed write left is cut off first, so that a retry stands on good ground.
    fn flush(&mut self, batch: &[Entry]) -> Result<(), VaultError> {
        if (batch.is_empty() && self.waiting.is_empty()) || self.len == 0 {
            return Ok(());
        }
        let path = &self.part;
        let disk = &self.store.disk;
        let mut bytes =
            format::blocks(Kind::Wire, self.waiting.iter().map(WireDto::from)).map_err(VaultError::io(path))?;
        bytes.extend(format::blocks(Kind::Entries, batch.iter().map(EntryDto::from)).map_err(VaultError::io(path))?);
        let found = disk.len(path).map_err(VaultError::io(path))?;
        if found != Some(self.len) {
            disk.truncate(path, self.len).map_err(VaultError::io(path))?;
        }
        if let Err(error) = disk.append(path, &bytes) {
            let _ = disk.truncate(path, self.len); // tried again before the next write
            return Err(VaultError::io(path)(error));
        }
        self.len += bytes.len() as u64;
        self.waiting.clear();
        Ok(())
    }
}

/// The last part of a path. Notes name files by it alone: the folder's numbers would be masked like a card's.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn head(header: &Header) -> io::Result<Vec<u8>> {
    let mut bytes = format::first_line().into_bytes();
    bytes.extend(format::block(Kind::Header, 1, &serde_json::to_vec(&HeaderDto::new(header))?)?);
    Ok(bytes)
}

/// Renames a file to the first free `NAME.N.aside`.
pub(super) fn set_aside(store: &Store, path: &Path) -> Result<PathBuf, VaultError> {
    for number in 1..10_000 {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}.aside"));
        let aside = PathBuf::from(name);
        if store.disk.len(&aside).map_err(VaultError::io(&aside))?.is_some() {
            continue;
        }
        store.disk.rename(path, &aside).map_err(VaultError::io(&aside))?;
        store.disk.sync_dir(parent(path)).map_err(VaultError::io(path))?;
        return Ok(aside);
    }
    Err(VaultError::Exists { path: path.to_path_buf() })
}
