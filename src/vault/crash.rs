//! What a power cut may leave of operations that nothing made durable: of the names any subset, of the data too, and of each
//! write all, a part, a hole or rubbish.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::disk::parent;

/// Operations that nothing made durable of which every subset is tried; of more a sample is.
const EXHAUSTIVE: usize = 12;
/// What a disk writes or does not, as a whole.
const SECTOR: usize = 512;

/// The number of a file, whatever its name.
pub(super) type Inode = usize;

/// An operation that changes something.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Dir(PathBuf),
    Name(PathBuf, Inode),
    Write { inode: Inode, at: usize, bytes: Arc<[u8]> },
    Cut { inode: Inode, len: usize },
    Rename { from: PathBuf, to: PathBuf, inode: Inode },
    Remove(PathBuf),
}

impl Op {
    /// The file whose data it changes.
    pub(super) fn data_of(&self) -> Option<Inode> {
        match self {
            Op::Write { inode, .. } | Op::Cut { inode, .. } => Some(*inode),
            _ => None,
        }
    }

    /// The directory in which it changes a name. (Renames stay within one.)
    pub(super) fn names_in(&self) -> Option<&Path> {
        match self {
            Op::Dir(path) | Op::Name(path, _) | Op::Remove(path) | Op::Rename { to: path, .. } => Some(parent(path)),
            Op::Write { .. } | Op::Cut { .. } => None,
        }
    }
}

/// Names, and content by the number of the file. Clones share the content.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    pub(super) dirs: BTreeSet<Arc<Path>>,
    pub(super) names: BTreeMap<Arc<Path>, Inode>,
    pub(super) data: BTreeMap<Inode, Arc<Vec<u8>>>,
}

impl Files {
    pub(super) fn apply(&mut self, op: &Op) {
        match op {
            Op::Dir(path) => {
                self.dirs.insert(Arc::from(path.as_path()));
            }
            Op::Name(path, inode) => {
                self.names.insert(Arc::from(path.as_path()), *inode);
            }
            Op::Write { inode, at, bytes } => self.write(*inode, *at, bytes),
            Op::Cut { inode, len } => Arc::make_mut(self.data.entry(*inode).or_default()).truncate(*len),
            Op::Rename { from, to, inode } => {
                if self.names.get(from.as_path()) == Some(inode) {
                    self.names.remove(from.as_path());
                }
                self.names.insert(Arc::from(to.as_path()), *inode);
            }
            Op::Remove(path) => {
                self.names.remove(path.as_path());
            }
        }
    }

    fn write(&mut self, inode: Inode, at: usize, bytes: &[u8]) {
        let data = Arc::make_mut(self.data.entry(inode).or_default());
        if data.len() < at + bytes.len() {
            data.resize(at + bytes.len(), 0);
        }
        data[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// Whether a file can be made in this directory.
    pub(super) fn has_dir(&self, dir: &Path) -> bool {
        dir == Path::new(".") || self.dirs.contains(dir)
    }

    /// Drops what is in directories whose own names got lost.
    fn drop_unreachable(&mut self) {
        let dirs = self.dirs.clone();
        let reachable = |path: &Path| {
            let mut above = path.ancestors().skip(1).take_while(|dir| !dir.as_os_str().is_empty());
            above.all(|dir| dirs.contains(dir))
        };
        self.dirs.retain(|dir| reachable(dir));
        self.names.retain(|path, _| reachable(path));
    }

    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.dirs.hash(&mut hasher);
        for (path, inode) in &self.names {
            (path, self.data.get(inode)).hash(&mut hasher);
        }
        hasher.finish()
    }
}

/// How a write that was kept ended up on the disk.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Whole,
    /// Only its first bytes.
    Torn,
    /// The file grew, the data never came.
    Zeros,
    /// The file grew over what stood there before.
    Garbage,
    /// Some sectors came, others did not.
    Hole,
}

const SPOILED: [Fate; 4] = [Fate::Torn, Fate::Zeros, Fate::Garbage, Fate::Hole];

/// What a power cut may leave: what is durable, and of the loose operations every subset where they are few, else a sample
/// of `most`, always with all and none of them; each subset once with its writes whole, and once with some spoiled. The images are
/// all different, and the same for the same seed.
pub(super) fn images(durable: &Files, loose: &[Op], most: usize, seed: u64) -> Vec<Files> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let all = 1usize << loose.len().min(EXHAUSTIVE);
    let every = loose.len() <= EXHAUSTIVE && all <= most;
    let mut seen = HashSet::new();
    let mut images = Vec::new();
    for round in 0..if every { all } else { most } {
        let keep: Vec<bool> = (0..loose.len())
            .map(|bit| match (every, round) {
                (true, mask) => mask >> bit & 1 == 1,
                (false, 0 | 1) => round == 1,
                (false, _) => random.next_u32() & 1 == 1,
            })
            .collect();
        let kept = || loose.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(op, _)| op);
        let writes = kept().filter(|op| matches!(op, Op::Write { .. })).count();
        let whole = vec![Fate::Whole; writes];
        for fates in [Some(whole), (writes > 0).then(|| spoil(writes, &mut random))].into_iter().flatten() {
            let image = image(durable, kept(), &fates, &mut random);
            if seen.insert(image.fingerprint()) {
                images.push(image);
            }
        }
    }
    images
}

/// A fate for each of so many writes, at least one of them bad.
fn spoil(writes: usize, random: &mut ChaCha8Rng) -> Vec<Fate> {
    let certain = random.random_range(0..writes);
    let fate = |number| {
        let spoiled = number == certain || random.next_u32() & 1 == 1;
        if spoiled { SPOILED[random.random_range(0..SPOILED.len())] } else { Fate::Whole }
    };
    (0..writes).map(fate).collect()
}

fn image<'a>(durable: &Files, kept: impl Iterator<Item = &'a Op>, fates: &[Fate], random: &mut ChaCha8Rng) -> Files {
    let mut files = durable.clone();
    let mut fates = fates.iter();
    for op in kept {
        let fate = if matches!(op, Op::Write { .. }) { fates.next().copied() } else { None };
        match (op, fate) {
            (Op::Write { inode, at, bytes }, Some(fate)) if !bytes.is_empty() => {
                files.write(*inode, *at, &fated(fate, *at, bytes, random));
            }
            _ => files.apply(op),
        }
    }
    files.drop_unreachable();
    files
}

/// The bytes of a write to `at` as the power cut left them.
fn fated(fate: Fate, at: usize, bytes: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    match fate {
        Fate::Whole => bytes.to_vec(),
        Fate::Torn => bytes[..random.random_range(0..bytes.len())].to_vec(),
        Fate::Zeros => vec![0; bytes.len()],
        Fate::Garbage => {
            let mut garbage = vec![0; bytes.len()];
            random.fill_bytes(&mut garbage);
            garbage
        }
        Fate::Hole => {
            let first = at / SECTOR;
            let came: Vec<bool> =
                (first..=(at + bytes.len() - 1) / SECTOR).map(|_| random.next_u32() & 1 == 1).collect();
            let arrived = |(number, byte): (usize, &u8)| if came[(at + number) / SECTOR - first] { *byte } else { 0 };
            bytes.iter().enumerate().map(arrived).collect()
        }
    }
}
