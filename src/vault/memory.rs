//! A disk in memory: deterministic, keeps a journal of every operation, fails where it is told to, and shows what a power
//! cut may leave.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rand::{Rng, SeedableRng};

use super::crash::{self, Files, Inode, Op};
use super::disk::{Disk, parent};

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No space: what writes fails from here on (half of it may have been written); the rest works.
    NoSpace,
    /// An input or output error, once.
    Io,
    /// Whatever changes something fails like this from here on: a disk that turned read-only, a permission that was taken away.
    Refused(io::ErrorKind),
    /// The machine is gone: this write keeps its first bytes only, and every operation after it fails.
    Torn {
        /// Bytes kept.
        keep: usize,
    },
}

#[derive(Debug, Default)]
struct State {
    /// What a power cut cannot take any more.
    durable: Files,
    /// What everybody sees.
    files: Files,
    /// What stands between the two, in order.
    loose: Vec<Op>,
    journal: Vec<String>,
    inodes: usize,
    done: usize,
    fault: Option<(usize, Fault)>,
    full: bool,
    refused: Option<io::ErrorKind>,
    gone: bool,
    locks: BTreeSet<PathBuf>,
    entropy: u64,
    now: Timestamp,
}

/// The disk. Clones share one state.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk {
    state: Arc<Mutex<State>>,
}

struct Lock {
    disk: MemoryDisk,
    path: PathBuf,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.disk.state().locks.remove(&self.path);
    }
}

impl MemoryDisk {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    fn of(files: Files, now: Timestamp, entropy: u64) -> Self {
        let inodes = files.data.keys().chain(files.names.values()).max().map_or(0, |most| most + 1);
        let state = State { durable: files.clone(), files, inodes, now, entropy, ..State::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many operations that change something (or make it durable) were asked for.
    pub fn operations(&self) -> usize {
        self.state().done
    }

    /// Lets operation number `at` (from 0) fail.
    pub fn fail_at(&self, at: usize, fault: Fault) {
        self.state().fault = Some((at, fault));
    }

    /// No faults any more; a full disk has space again.
    pub fn heal(&self) {
        let mut state = self.state();
        state.fault = None;
        state.full = false;
        state.refused = None;
        state.gone = false;
    }

    /// Sets the clock.
    pub fn set_now(&self, now: Timestamp) {
        self.state().now = now;
    }

    /// Changes a file behind everybody's back, as bit rot does. Everything written so far counts as durable from then on.
    pub fn damage(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let mut state = self.state();
        let Some(inode) = state.files.names.get(path).copied() else { return };
        change(Arc::make_mut(state.files.data.entry(inode).or_default()));
        state.durable = state.files.clone();
        state.loose.clear();
    }

    /// Another disk with the same files, all durable, and no locks.
    pub fn fork(&self) -> Self {
        let state = self.state();
        Self::of(state.files.clone(), state.now, state.entropy)
    }

    /// Every file and its content.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let state = self.state();
        let content = |inode| state.files.data.get(inode).map(|data| data.to_vec()).unwrap_or_default();
        state.files.names.iter().map(|(path, inode)| (path.to_path_buf(), content(inode))).collect()
    }

    /// Every operation that succeeded, in order: what was done, with which file, and how many bytes.
    pub fn journal(&self) -> Vec<String> {
        self.state().journal.clone()
    }

    /// What a power cut now may leave: everything synced, and of the rest any subset, in it each write whole, torn at any length,
    /// with holes, zeros or rubbish. All subsets where they are no more than `most` and of 12 operations at most, else a sample of
    /// `most` by `seed`, always with "all" and "nothing". No two images are the same.
    pub fn crash_images(&self, most: usize, seed: u64) -> Vec<MemoryDisk> {
        let state = self.state();
        let images = crash::images(&state.durable, &state.loose, most, seed);
        images.into_iter().map(|files| Self::of(files, state.now, state.entropy)).collect()
    }

    fn begin(&self, path: &Path, writes: bool) -> io::Result<(MutexGuard<'_, State>, Option<usize>)> {
        let mut state = self.state();
        let number = state.done;
        state.done += 1;
        if state.gone {
            return Err(io::Error::other("the machine is off"));
        }
        if let Some((at, fault)) = state.fault
            && at == number
        {
            match fault {
                Fault::NoSpace => state.full = true,
                Fault::Io => return Err(io::Error::other(format!("input/output error at {}", path.display()))),
                Fault::Refused(kind) => state.refused = Some(kind),
                Fault::Torn { keep } => {
                    state.gone = true;
                    return Ok((state, Some(keep)));
                }
            }
        }
        if let Some(kind) = state.refused {
            return Err(kind.into());
        }
        if state.full && writes {
            return Ok((state, Some(usize::MAX)));
        }
        Ok((state, None))
    }

    fn act(&self, path: &Path, make: impl FnOnce(&mut State) -> io::Result<String>) -> io::Result<()> {
        let (mut state, broken) = self.begin(path, false)?;
        if broken.is_some() {
            return Err(io::Error::other("the machine is off"));
        }
        let done = make(&mut state)?;
        state.journal.push(done);
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8], new: bool) -> io::Result<()> {
        let (mut state, broken) = self.begin(path, true)?;
        if state.files.dirs.contains(path) || !state.files.has_dir(parent(path)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inode = match state.files.names.get(path) {
            Some(_) if new => return Err(io::ErrorKind::AlreadyExists.into()),
            Some(inode) => *inode,
            None => {
                let inode = state.inodes;
                state.inodes += 1;
                state.push(Op::Name(path.to_path_buf(), inode));
                inode
            }
        };
        let at = state.files.data.get(&inode).map_or(0, |data| data.len());
        let kept = match broken {
            None => bytes.len(),
            Some(usize::MAX) => bytes.len() / 2,
            Some(keep) => keep.min(bytes.len()),
        };
        state.push(Op::Write { inode, at, bytes: Arc::from(&bytes[..kept]) });
        let what = if new { "create" } else { "append" };
        state.journal.push(format!("{what} {} {kept}", path.display()));
        match broken {
            None => Ok(()),
            Some(usize::MAX) => Err(io::ErrorKind::StorageFull.into()),
            Some(_) => Err(io::Error::other("the machine is off")),
        }
    }
}

impl State {
    fn push(&mut self, op: Op) {
        self.files.apply(&op);
        self.loose.push(op);
    }

    fn inode(&self, path: &Path) -> io::Result<Inode> {
        self.files.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The content of a file cannot be lost any more; its name can.
    fn keep_data(&mut self, inode: Inode) {
        if let Some(data) = self.files.data.get(&inode) {
            self.durable.data.insert(inode, Arc::clone(data));
        }
        self.loose.retain(|op| op.data_of() != Some(inode));
    }

    /// The names in a directory cannot be lost any more; the content behind them can.
    fn keep_names(&mut self, dir: &Path) {
        let (kept, loose) = std::mem::take(&mut self.loose).into_iter().partition(|op| op.names_in() == Some(dir));
        self.loose = loose;
        let kept: Vec<Op> = kept;
        kept.iter().for_each(|op| self.durable.apply(op));
    }

    fn content(&self, path: &Path) -> io::Result<&[u8]> {
        let inode = self.inode(path)?;
        Ok(self.files.data.get(&inode).map_or(&[], |data| data.as_slice()))
    }
}

impl Disk for MemoryDisk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        if path.as_os_str().is_empty() || self.state().files.dirs.contains(path) {
            return Ok(());
        }
        if let Some(above) = path.parent() {
            self.create_dir(above)?;
        }
        let (mut state, broken) = self.begin(path, true)?;
        if broken.is_some() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        state.push(Op::Dir(path.to_path_buf()));
        state.journal.push(format!("mkdir {}", path.display()));
        drop(state);
        self.sync_dir(parent(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Ok(self.state().content(path)?.to_vec())
    }

    fn read_at(&self, path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let state = self.state();
        let content = state.content(path)?;
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(content.len());
        Ok(content[from..from.saturating_add(len).min(content.len())].to_vec())
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes, false)
    }

    fn create_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes, true)
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).map_err(io::Error::other)?;
        self.act(path, |state| {
            let inode = state.inode(path)?;
            state.push(Op::Cut { inode, len });
            Ok(format!("cut {} {len}", path.display()))
        })
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.act(path, |state| {
            let inode = state.inode(path)?;
            state.keep_data(inode);
            Ok(format!("sync {}", path.display()))
        })
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.act(path, |state| match state.files.has_dir(path) {
            true => {
                state.keep_names(path);
                Ok(format!("sync {}", path.display()))
            }
            false => Err(io::ErrorKind::NotFound.into()),
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.act(from, |state| {
            if state.files.names.contains_key(to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            if parent(from) != parent(to) {
                return Err(io::ErrorKind::CrossesDevices.into());
            }
            let inode = state.inode(from)?;
            state.push(Op::Rename { from: from.to_path_buf(), to: to.to_path_buf(), inode });
            Ok(format!("rename {} {}", from.display(), to.display()))
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.act(path, |state| {
            state.inode(path)?;
            state.push(Op::Remove(path.to_path_buf()));
            Ok(format!("remove {}", path.display()))
        })
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.state();
        let all = state.files.names.keys().chain(&state.files.dirs);
        let mut names: Vec<PathBuf> =
            all.filter(|name| name.parent() == Some(path)).map(|name| name.to_path_buf()).collect();
        names.sort();
        Ok(names)
    }

    fn len(&self, path: &Path) -> io::Result<Option<u64>> {
        Ok(self.state().content(path).ok().map(|content| content.len() as u64))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Send + Sync>>> {
        if !self.state().locks.insert(path.to_path_buf()) {
            return Ok(None);
        }
        Ok(Some(Box::new(Lock { disk: self.clone(), path: path.to_path_buf() })))
    }

    fn entropy(&self) -> io::Result<[u8; 8]> {
        let mut state = self.state();
        state.entropy += 1;
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(state.entropy);
        Ok(random.next_u64().to_le_bytes())
    }

    fn now(&self) -> Timestamp {
        self.state().now
    }
}
