//! A disk in memory: deterministic, keeps a journal of every operation, fails where it is told to, and shows what a power
//! cut may leave.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rand::{Rng, SeedableRng};

use super::disk::{Disk, parent};

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No space: what writes fails from here on (half of it may have been written); the rest works.
    NoSpace,
    /// An input or output error, once.
    Io,
    /// The machine is gone: this write keeps its first bytes only, and every operation after it fails.
    Torn {
        /// Bytes kept.
        keep: usize,
    },
}

type Inode = usize;

#[derive(Clone, Debug)]
enum Op {
    Dir(PathBuf),
    Name(PathBuf, Inode),
    Write { inode: Inode, at: usize, bytes: Vec<u8> },
    Cut { inode: Inode, len: usize },
    Sync(Inode),
    SyncDir(PathBuf),
    Rename { from: PathBuf, to: PathBuf, inode: Inode },
    Remove(PathBuf),
}

impl Op {
    fn data_of(&self) -> Option<Inode> {
        match self {
            Op::Write { inode, .. } | Op::Cut { inode, .. } => Some(*inode),
            _ => None,
        }
    }

    fn name_dirs(&self) -> Vec<&Path> {
        match self {
            Op::Name(path, _) | Op::Remove(path) => vec![parent(path)],
            Op::Rename { from, to, .. } => vec![parent(from), parent(to)],
            _ => Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Files {
    dirs: BTreeSet<PathBuf>,
    names: BTreeMap<PathBuf, Inode>,
    data: BTreeMap<Inode, Vec<u8>>,
}

impl Files {
    fn apply(&mut self, op: &Op) {
        match op {
            Op::Dir(path) => {
                self.dirs.insert(path.clone());
            }
            Op::Name(path, inode) => {
                self.names.insert(path.clone(), *inode);
            }
            Op::Write { inode, at, bytes } => {
                let data = self.data.entry(*inode).or_default();
                if data.len() < at + bytes.len() {
                    data.resize(at + bytes.len(), 0);
                }
                data[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            Op::Cut { inode, len } => self.data.entry(*inode).or_default().truncate(*len),
            Op::Rename { from, to, inode } => {
                if self.names.get(from) == Some(inode) {
                    self.names.remove(from);
                }
                self.names.insert(to.clone(), *inode);
            }
            Op::Remove(path) => {
                self.names.remove(path);
            }
            Op::Sync(_) | Op::SyncDir(_) => {}
        }
    }

    fn content(&self, path: &Path) -> io::Result<&[u8]> {
        let inode = self.names.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(self.data.get(inode).map_or(&[], Vec::as_slice))
    }
}

#[derive(Debug, Default)]
struct State {
    base: Files,
    files: Files,
    journal: Vec<Op>,
    inodes: usize,
    done: usize,
    fault: Option<(usize, Fault)>,
    full: bool,
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
        let state = State { base: files.clone(), files, inodes, now, entropy, ..State::default() };
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
        change(state.files.data.entry(inode).or_default());
        state.base = state.files.clone();
        state.journal.clear();
    }

    /// Another disk with the same files, all durable, and no locks.
    pub fn fork(&self) -> Self {
        let state = self.state();
        Self::of(state.files.clone(), state.now, state.entropy)
    }

    /// Every file and its content.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let state = self.state();
        let content = |inode| state.files.data.get(inode).cloned().unwrap_or_default();
        state.files.names.iter().map(|(path, inode)| (path.clone(), content(inode))).collect()
    }

    /// What a power cut now may leave: everything synced, and of the rest any subset, the last write of a file perhaps in
    /// part. All subsets where they are few, else a sample of `most` by `seed`, always with "all" and "nothing".
    pub fn crash_images(&self, most: usize, seed: u64) -> Vec<MemoryDisk> {
        let state = self.state();
        let loose = loose(&state.journal);
        let subsets = 1usize.checked_shl(loose.len() as u32).filter(|count| *count <= most);
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
        let keeps: Vec<BTreeSet<usize>> = match subsets {
            Some(count) => (0..count)
                .map(|mask| {
                    loose.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, op)| *op).collect()
                })
                .collect(),
            None => (0..most)
                .map(|round| match round {
                    0 => BTreeSet::new(),
                    1 => loose.iter().copied().collect(),
                    _ => loose.iter().copied().filter(|_| random.next_u32() & 1 == 1).collect(),
                })
                .collect(),
        };
        let mut images = Vec::new();
        for keep in keeps {
            images.push(image(&state, &loose, &keep, None));
            let last = keep.iter().rev().copied().find(|op| matches!(state.journal[*op], Op::Write { .. }));
            if let Some(last) = last {
                images.push(image(&state, &loose, &keep, Some((last, random.next_u32() as usize))));
            }
        }
        images
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
                Fault::Torn { keep } => {
                    state.gone = true;
                    return Ok((state, Some(keep)));
                }
            }
        }
        if state.full && writes {
            return Ok((state, Some(usize::MAX)));
        }
        Ok((state, None))
    }

    fn act(&self, path: &Path, make: impl FnOnce(&State) -> io::Result<Op>) -> io::Result<()> {
        let (mut state, broken) = self.begin(path, false)?;
        if broken.is_some() {
            return Err(io::Error::other("the machine is off"));
        }
        let op = make(&state)?;
        state.push(op);
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8], new: bool) -> io::Result<()> {
        let (mut state, broken) = self.begin(path, true)?;
        if state.files.dirs.contains(path)
            || !(state.files.dirs.contains(parent(path)) || parent(path) == Path::new("."))
        {
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
        let at = state.files.data.get(&inode).map_or(0, Vec::len);
        let kept = match broken {
            None => bytes.len(),
            Some(usize::MAX) => bytes.len() / 2,
            Some(keep) => keep.min(bytes.len()),
        };
        state.push(Op::Write { inode, at, bytes: bytes[..kept].to_vec() });
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
        self.journal.push(op);
    }

    fn inode(&self, path: &Path) -> io::Result<Inode> {
        self.files.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Operations that nothing made durable.
fn loose(journal: &[Op]) -> Vec<usize> {
    let durable = |index: usize, op: &Op| {
        let later = &journal[index + 1..];
        match op.data_of() {
            Some(inode) => later.iter().any(|after| matches!(after, Op::Sync(synced) if *synced == inode)),
            None => op
                .name_dirs()
                .iter()
                .all(|dir| later.iter().any(|after| matches!(after, Op::SyncDir(synced) if synced == dir))),
        }
    };
    journal
        .iter()
        .enumerate()
        .filter(|(index, op)| !matches!(op, Op::Sync(_) | Op::SyncDir(_) | Op::Dir(_)) && !durable(*index, op))
        .map(|(index, _)| index)
        .collect()
}

fn image(state: &State, loose: &[usize], keep: &BTreeSet<usize>, torn: Option<(usize, usize)>) -> MemoryDisk {
    let mut files = state.base.clone();
    for (index, op) in state.journal.iter().enumerate() {
        if loose.contains(&index) && !keep.contains(&index) {
            continue;
        }
        match (op, torn) {
            (Op::Write { inode, at, bytes }, Some((last, cut))) if last == index && !bytes.is_empty() => {
                let bytes = bytes[..cut % bytes.len()].to_vec();
                files.apply(&Op::Write { inode: *inode, at: *at, bytes });
            }
            _ => files.apply(op),
        }
    }
    MemoryDisk::of(files, state.now, state.entropy)
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
        Ok(())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Ok(self.state().files.content(path)?.to_vec())
    }

    fn read_at(&self, path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let state = self.state();
        let content = state.files.content(path)?;
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
        self.act(path, |state| Ok(Op::Cut { inode: state.inode(path)?, len }))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.act(path, |state| Ok(Op::Sync(state.inode(path)?)))
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.act(path, |_| Ok(Op::SyncDir(path.to_path_buf())))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.act(from, |state| {
            if state.files.names.contains_key(to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            Ok(Op::Rename { from: from.to_path_buf(), to: to.to_path_buf(), inode: state.inode(from)? })
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.act(path, |state| state.inode(path).map(|_| Op::Remove(path.to_path_buf())))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.state();
        let all = state.files.names.keys().chain(&state.files.dirs);
        let mut names: Vec<PathBuf> = all.filter(|name| name.parent() == Some(path)).cloned().collect();
        names.sort();
        Ok(names)
    }

    fn len(&self, path: &Path) -> io::Result<Option<u64>> {
        Ok(self.state().files.content(path).ok().map(|content| content.len() as u64))
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
