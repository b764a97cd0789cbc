//! The index: what lists and filters need, in sled. The only file that names sled. It can always be thrown away: what it
//! answers is checked against the archives that are there, and whatever is wrong with it, it is built again.
//!
//! sled 0.34.7 needs care: its `flush` is no barrier against a power cut, a leftover `snap.*.generating` makes it
//! unopenable, a damaged file may panic, and values above some 7 kB go into files that it never syncs.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{panic, thread};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::VaultError;
use super::columns;
use super::disk::{Disk, RealDisk};
use super::merge::{self, Merged, Merger, Source};
use super::store::{Listed, Store};

/// Rows of a block.
const BLOCK: usize = 64;
/// Longest value; what is longer is kept in pieces.
const PIECE: usize = 6_000;
/// Version of what is in it; another one is thrown away.
const VERSION: u32 = 2;
/// Name of the threads that sled runs on, so that a panic hook can let a damaged index pass in silence.
pub const THREAD: &str = "index";

/// Where the index would be, the index where it is open, and what was merged last. Archives never change, so what was
/// merged once holds for as long as the same ones are there.
pub(super) struct Slot {
    dir: Option<PathBuf>,
    open: Option<Index>,
    last: Option<Arc<Merged>>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.close();
    }
}

struct Index {
    db: sled::Db,
    dir: PathBuf,
}

/// What the whole index comes to.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Meta {
    version: u32,
    rows: usize,
    archives: usize,
    /// SHA-256 over all blocks but this one, hex.
    sha256: String,
}

/// Runs what touches sled where a panic of it does no harm.
fn guarded<T: Send>(work: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    thread::scope(|scope| {
        let caught = || panic::catch_unwind(panic::AssertUnwindSafe(work));
        let spawned = thread::Builder::new().name(THREAD.to_owned()).spawn_scoped(scope, caught);
        match spawned.map_err(|error| error.to_string())?.join() {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Err("the index is damaged".to_owned()),
        }
    })
}

fn lock(slot: &Mutex<Slot>) -> MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether everything is at hand without reading every archive.
pub(super) fn is_ready(slot: &Mutex<Slot>) -> bool {
    let slot = lock(slot);
    slot.dir.is_some() || slot.last.is_some()
}

/// Everything, from memory or the index; brought up to the archives that are there, or built again. An error only where the
/// archives cannot be read.
pub(super) fn merged(slot: &Mutex<Slot>, store: &Store) -> Result<Arc<Merged>, VaultError> {
    let mut slot = lock(slot);
    let sealed = merge::sealed(store, None)?;
    let last = slot.last.take().filter(|last| leads(&last.archives, &sealed));
    let known = match last.or_else(|| slot.load().filter(|loaded| leads(&loaded.archives, &sealed))) {
        Some(known) if known.archives.len() == sealed.len() => known,
        Some(known) => extend(&mut slot, store, Arc::unwrap_or_clone(known), &sealed)?,
        None => build(&mut slot, store, &sealed)?,
    };
    slot.last = Some(Arc::clone(&known));
    Ok(known)
}

/// Throws away what is there and builds again.
pub(super) fn rebuild(slot: &Mutex<Slot>, store: &Store) -> Result<Arc<Merged>, VaultError> {
    let mut slot = lock(slot);
    slot.last = None;
    let built = build(&mut slot, store, &merge::sealed(store, None)?)?;
    slot.last = Some(Arc::clone(&built));
    Ok(built)
}

/// Whether these archives are the first of those that are there.
fn leads(known: &[Source], sealed: &[Listed]) -> bool {
    known.len() <= sealed.len() && known.iter().zip(sealed).all(|(source, listed)| *source == Source::of(listed))
}

fn extend(slot: &mut Slot, store: &Store, known: Merged, sealed: &[Listed]) -> Result<Arc<Merged>, VaultError> {
    let first = known.archives.len();
    let mut merger = Merger::onto(known);
    for listed in &sealed[first..] {
        merger.add(store, listed, |_, _| {})?;
    }
    let mut blocks: Vec<usize> = merger.touched.iter().map(|row| *row as usize / BLOCK).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let merged = merger.merged;
    match slot.open.as_ref().map(|index| guarded(|| index.save(&merged, &blocks))) {
        Some(Ok(())) => {}
        Some(Err(_)) | None => slot.save_all(&merged),
    }
    Ok(Arc::new(merged))
}

fn build(slot: &mut Slot, store: &Store, sealed: &[Listed]) -> Result<Arc<Merged>, VaultError> {
    let mut merger = Merger::onto(Merged::default());
    for listed in sealed {
        merger.add(store, listed, |_, _| {})?;
    }
    slot.save_all(&merger.merged);
    Ok(Arc::new(merger.merged))
}

impl Slot {
    /// No index: every answer comes from the archives.
    pub(super) fn none() -> Self {
        Self { dir: None, open: None, last: None }
    }

    /// An index beside the vault, on a disk of the system only. Nothing is opened yet.
    pub(super) fn new(disk: &dyn Disk, root: &Path) -> Self {
        Self { dir: disk.is_real().then(|| root.join("index")), open: None, last: None }
    }

    /// Closing a damaged index may panic too.
    fn close(&mut self) {
        if let Some(index) = self.open.take() {
            let _ = guarded(move || {
                drop(index);
                Ok(())
            });
        }
    }

    /// What the index holds, where it opens and counts right.
    fn load(&mut self) -> Option<Arc<Merged>> {
        let dir = self.dir.clone()?;
        if self.open.is_none() {
            self.open = guarded(|| Index::open(&dir)).ok();
        }
        self.open.as_ref().and_then(|index| guarded(|| index.load()).ok()).map(Arc::new)
    }

    /// A new index in place of the old one. Where that fails there is none: it is tried again when next needed.
    fn save_all(&mut self, merged: &Merged) {
        discard(self);
        let Some(dir) = self.dir.clone() else { return };
        let blocks: Vec<usize> = (0..merged.rows.len().div_ceil(BLOCK)).collect();
        let made = guarded(|| {
            let index = Index::open(&dir)?;
            index.save(merged, &blocks)?;
            Ok(index)
        });
        match made {
            Ok(index) => self.open = Some(index),
            Err(_) => discard(self),
        }
    }
}

/// Closes the index and removes its directory, nothing else.
fn discard(slot: &mut Slot) {
    slot.close();
    if let Some(dir) = &slot.dir {
        let _ = fs::remove_dir_all(dir); // what stays is found out when it is opened
    }
}

fn text<E: ToString>(error: E) -> String {
    error.to_string()
}

/// Really on the disk: sled's own flush is not.
fn sync_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).write(true).open(path)?.sync_all()
}

fn key(kind: u8, block: usize, piece: usize) -> [u8; 9] {
    let mut key = [kind; 9];
    key[1..5].copy_from_slice(&(block as u32).to_be_bytes());
    key[5..].copy_from_slice(&(piece as u32).to_be_bytes());
    key
}

/// What is stored under the name of the counts.
const META: &[u8] = b"m";

impl Index {
    fn open(dir: &Path) -> Result<Self, String> {
        RealDisk.create_dir(dir).map_err(text)?;
        for path in RealDisk.list(dir).map_err(text)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            if name.starts_with("snap.") && name.ends_with(".generating") {
                fs::remove_file(&path).map_err(text)?;
            }
        }
        let config = sled::Config::new().path(dir).cache_capacity(16 << 20).flush_every_ms(None);
        let db = config.open().map_err(text)?;
        sync_file(&dir.join("conf")).map_err(text)?;
        sync_file(&dir.join("db")).map_err(text)?;
        RealDisk.sync_dir(dir).map_err(text)?;
        Ok(Self { db, dir: dir.to_path_buf() })
    }

    /// Blocks with their pieces put together, by kind and number.
    fn blocks(&self) -> Result<BTreeMap<(u8, u32), Vec<u8>>, String> {
        let mut blocks: BTreeMap<(u8, u32), Vec<u8>> = BTreeMap::new();
        for item in self.db.iter() {
            let (key, value) = item.map_err(text)?;
            if let Ok([kind, a, b, c, d, ..]) = <[u8; 9]>::try_from(&*key) {
                blocks.entry((kind, u32::from_be_bytes([a, b, c, d]))).or_default().extend_from_slice(&value);
            }
        }
        Ok(blocks)
    }

    /// Everything, where all of it is there.
    fn load(&self) -> Result<Merged, String> {
        let meta = self.db.get(META).map_err(text)?.ok_or("it is empty")?;
        let meta: Meta = serde_json::from_slice(&meta).map_err(text)?;
        let blocks = self.blocks()?;
        if meta.version != VERSION || meta.sha256 != hash(&blocks) {
            return Err("its blocks are not those that it counts".to_owned());
        }
        let mut merged = Merged::default();
        let mut rows = Vec::with_capacity(meta.rows.min(blocks.len() * BLOCK));
        let mut devices = columns::Devices::new();
        for ((kind, _), bytes) in &blocks {
            match kind {
                b'a' => merged.archives = columns::unpack_sources(bytes)?,
                _ => columns::unpack_rows(bytes, &mut devices, &mut rows, &mut merged.seen)?,
            }
        }
        let counts = (rows.len(), merged.archives.len());
        let in_range = |seen: &Vec<merge::Sighting>| seen.iter().all(|one| (one.archive as usize) < counts.1);
        if counts != (meta.rows, meta.archives) || !merged.seen.iter().all(in_range) {
            return Err("it does not count right".to_owned());
        }
        merged.rows = Arc::new(rows);
        Ok(merged)
    }

    /// Writes these blocks of rows, the archives and the counts, in one batch; on the disk when it returns.
    fn save(&self, merged: &Merged, numbers: &[usize]) -> Result<(), String> {
        let mut blocks = self.blocks()?;
        let mut batch = sled::Batch::default();
        let mut put = |kind: u8, number: usize, bytes: Vec<u8>| {
            let name = (kind, number as u32);
            let old = blocks.get(&name).map_or(0, |old| old.len().div_ceil(PIECE));
            for (piece, part) in bytes.chunks(PIECE).enumerate() {
                batch.insert(&key(kind, number, piece), part);
            }
            for piece in bytes.len().div_ceil(PIECE)..old {
                batch.remove(&key(kind, number, piece));
            }
            blocks.insert(name, bytes);
        };
        put(b'a', 0, columns::pack_sources(&merged.archives)?);
        for number in numbers {
            let rows = number * BLOCK..((number + 1) * BLOCK).min(merged.rows.len());
            put(b'r', *number, columns::pack_rows(&merged.rows[rows.clone()], &merged.seen[rows])?);
        }
        let sha256 = hash(&blocks);
        let meta = Meta { version: VERSION, rows: merged.rows.len(), archives: merged.archives.len(), sha256 };
        batch.insert(META, serde_json::to_vec(&meta).map_err(text)?);
        self.db.apply_batch(batch).map_err(text)?;
        self.db.flush().map_err(text)?;
        sync_file(&self.dir.join("db")).map_err(text)
    }
}

fn hash(blocks: &BTreeMap<(u8, u32), Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    for ((kind, number), bytes) in blocks {
        hash.update([*kind]);
        hash.update(number.to_be_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hex::encode(hash.finalize())
}
