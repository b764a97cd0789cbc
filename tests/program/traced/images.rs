//! A disk made of system calls, and what a power cut leaves of it. Written apart from the disk in memory of the vault, which it checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;

use super::trace::Call;

#[derive(Clone, Default)]
struct Tree {
    dirs: BTreeSet<PathBuf>,
    names: BTreeMap<PathBuf, usize>,
    data: BTreeMap<usize, Vec<u8>>,
}

#[derive(Clone)]
enum Change {
    Dir(PathBuf),
    Name(PathBuf, usize),
    Data(usize, usize, Vec<u8>),
    Len(usize, usize),
    Rename(PathBuf, PathBuf, usize),
    Remove(PathBuf),
}

/// Everything below one directory.
#[derive(Clone, Default)]
pub struct Disk {
    root: PathBuf,
    durable: Tree,
    now: Tree,
    loose: Vec<Change>,
    next: usize,
}

impl Disk {
    /// What is there, all of it durable.
    pub fn of(root: &Path) -> Self {
        let mut disk = Self { root: root.to_path_buf(), ..Self::default() };
        disk.now.dirs.insert(root.to_path_buf());
        disk.read(root);
        disk.durable = disk.now.clone();
        disk
    }

    fn read(&mut self, dir: &Path) {
        for entry in fs::read_dir(dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.now.dirs.insert(path.clone());
                self.read(&path);
            } else {
                let number = self.new_file();
                self.now.data.insert(number, fs::read(&path).unwrap());
                self.now.names.insert(path, number);
            }
        }
    }

    fn new_file(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn change(&mut self, change: Change) {
        self.now.apply(&change);
        self.loose.push(change);
    }

    /// Carries a call out.
    pub fn call(&mut self, call: &Call) {
        let path = call.path();
        if !path.starts_with(&self.root) {
            return;
        }
        let file = self.now.names.get(path).copied();
        match call {
            Call::MakeDir(path) => self.change(Change::Dir(path.clone())),
            Call::Open { .. } if file.is_none() => {
                let number = self.new_file();
                self.change(Change::Name(path.to_path_buf(), number));
            }
            Call::Open { .. } => {}
            Call::Write { at, bytes, .. } => {
                let Some(number) = file else { return };
                let at = at.unwrap_or_else(|| self.now.data.get(&number).map_or(0, Vec::len));
                self.change(Change::Data(number, at, bytes.clone()));
            }
            Call::Cut { len, .. } => {
                let Some(number) = file else { return };
                self.change(Change::Len(number, *len));
            }
            Call::Sync(_) => self.sync(path, file),
            Call::Rename(from, to) => {
                let Some(number) = self.now.names.get(from).copied() else { return };
                self.change(Change::Rename(from.clone(), to.clone(), number));
            }
            Call::Remove(path) => {
                self.now.dirs.remove(path);
                self.change(Change::Remove(path.clone()));
            }
        }
    }

    fn sync(&mut self, path: &Path, file: Option<usize>) {
        let kept = |change: &Change| match change {
            Change::Data(number, ..) | Change::Len(number, _) => Some(*number) == file,
            Change::Dir(name) | Change::Name(name, _) | Change::Remove(name) | Change::Rename(_, name, _) => {
                file.is_none() && name.parent() == Some(path)
            }
        };
        let (kept, loose): (Vec<Change>, _) = std::mem::take(&mut self.loose).into_iter().partition(kept);
        self.loose = loose;
        kept.iter().for_each(|change| self.durable.apply(change));
    }

    /// One of the many things that a power cut now may leave.
    pub fn cut(&self, random: &mut ChaCha8Rng) -> Image {
        let mut tree = self.durable.clone();
        for change in &self.loose {
            match (random.random_range(0..4), change) {
                (0 | 1, _) => tree.apply(change),
                (2, Change::Data(number, at, bytes)) if !bytes.is_empty() => {
                    let torn = bytes[..random.random_range(0..bytes.len())].to_vec();
                    tree.apply(&Change::Data(*number, *at, torn));
                }
                (3, Change::Data(number, at, bytes)) if random.next_u32() & 1 == 1 => {
                    tree.apply(&Change::Data(*number, *at, vec![0; bytes.len()]));
                }
                _ => {}
            }
        }
        Image { tree, root: self.root.clone() }
    }
}

impl Tree {
    fn apply(&mut self, change: &Change) {
        match change {
            Change::Dir(path) => drop(self.dirs.insert(path.clone())),
            Change::Name(path, number) => drop(self.names.insert(path.clone(), *number)),
            Change::Data(number, at, bytes) => {
                let data = self.data.entry(*number).or_default();
                data.resize(data.len().max(at + bytes.len()), 0);
                data[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            Change::Len(number, len) => self.data.entry(*number).or_default().resize(*len, 0),
            Change::Rename(from, to, number) => {
                if self.names.get(from) == Some(number) {
                    self.names.remove(from);
                }
                self.names.insert(to.clone(), *number);
            }
            Change::Remove(path) => {
                self.names.remove(path);
                self.dirs.remove(path);
            }
        }
    }
}

/// What a power cut left.
pub struct Image {
    tree: Tree,
    root: PathBuf,
}

impl Image {
    /// Writes it out. Files in directories that got lost are lost.
    pub fn put(&self, to: &Path) {
        let place = |path: &Path| to.join(path.strip_prefix(&self.root).unwrap());
        for dir in &self.tree.dirs {
            // Sorted, so that what is above comes first; without it this one is lost.
            let _ = fs::create_dir(place(dir));
        }
        for (path, number) in &self.tree.names {
            let content = self.tree.data.get(number).map_or(&[][..], Vec::as_slice);
            let _ = fs::write(place(path), content);
        }
    }
}
