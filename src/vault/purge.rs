//! Old archives leave, and a tombstone stays for each.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::archive::ArchiveInfo;
use super::disk::parent;
use super::spool::name_of;
use super::store::Listed;
use super::{Vault, VaultError};
use crate::model::{EntryKey, Printable};

/// What is left of an archive that was purged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// Content hash; empty for a spool that was never sealed.
    pub hash: String,
    /// Whose journal, as text.
    pub device: Option<String>,
    /// File name that it had.
    pub name: String,
    /// When the pull had begun.
    pub begun: Timestamp,
    /// Entries that it stood for.
    pub entries: usize,
    /// When it was purged.
    pub at: Timestamp,
    /// Writer that purged it.
    pub by: String,
}

impl Vault {
    fn tombstones_path(&self) -> PathBuf {
        self.root.join("archives").join("tombstones.jsonl")
    }

    /// What was purged, oldest first. Lines that cannot be read are left out: they prove nothing.
    pub fn tombstones(&self) -> Result<Vec<Tombstone>, VaultError> {
        let path = self.tombstones_path();
        if self.disk.len(&path).map_err(VaultError::io(&path))?.is_none() {
            return Ok(Vec::new());
        }
        let bytes = self.ledger.bytes(&path)?;
        Ok(bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
    }

    /// Removes archives pulled before `before`, leaving tombstones so that chains still verify; returns what was
    /// removed; spools that were given up or set aside are among them. Archives that a delta needs, or that hold an entry with an open intent, stay, and so do damaged ones, of
    /// which nobody can say what they hold. With `dry_run` nothing is removed.
    pub fn purge(&mut self, before: Timestamp, dry_run: bool) -> Result<Vec<ArchiveInfo>, VaultError> {
        self.guard()?;
        let mut listed = self.store.list()?;
        for aside in self.store.files("aside")? {
            listed.extend(self.store.peek(&aside, true)?);
        }
        let mut doomed = self.doomed(&listed, before)?;
        // A delta goes before what it builds on, so that an interruption leaves none without its base.
        let bases: HashMap<&String, &String> =
            listed.iter().filter_map(|one| Some((&one.info.hash, one.info.base.as_ref()?))).collect();
        let depth = |info: &ArchiveInfo| {
            let up = |hash: &&String| bases.get(*hash).copied();
            std::iter::successors(Some(&info.hash), up).take(listed.len()).count()
        };
        doomed.sort_by_cached_key(|info| std::cmp::Reverse((depth(info), info.begun)));
        if dry_run || doomed.is_empty() {
            return Ok(doomed);
        }
        self.bury(&doomed)?;
        // Durably so: after a power cut one removal may be there without an earlier one.
        for same in doomed.chunk_by(|one, other| depth(one) == depth(other)) {
            let mut dirs = BTreeSet::new();
            for info in same {
                self.disk.remove(&info.path).map_err(VaultError::io(&info.path))?;
                dirs.insert(parent(&info.path).to_path_buf());
            }
            for dir in dirs {
                self.disk.sync_dir(&dir).map_err(VaultError::io(&dir))?;
            }
        }
        let names: Vec<String> = doomed.iter().map(|info| name_of(&info.path)).collect();
        self.upkeep(format!("purged {} archives pulled before {before}: {}", names.len(), names.join(", ")))?;
        Ok(doomed)
    }

    fn doomed(&self, listed: &[Listed], before: Timestamp) -> Result<Vec<ArchiveInfo>, VaultError> {
        let open = self.ledger.cases()?.into_iter().filter(|case| case.is_open());
        let (mut archives, mut keys) = (HashSet::new(), HashSet::new());
        for case in open {
            archives.insert(case.intent.plan.archive);
            keys.insert(case.intent.plan.entry.key);
        }
        let active: BTreeSet<PathBuf> = self.active.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let mut doomed: Vec<&ArchiveInfo> = Vec::new();
        for info in listed.iter().map(|one| &one.info).filter(|info| info.begun < before) {
            let used = active.contains(&info.path) || archives.contains(&info.hash);
            if !used && self.lets_go(info, &keys) {
                doomed.push(info);
            }
        }
        // What a kept archive builds on is kept; each round may keep more.
        loop {
            let gone: HashSet<&PathBuf> = doomed.iter().map(|info| &info.path).collect();
            let kept = listed.iter().map(|one| &one.info).filter(|info| !gone.contains(&info.path));
            let needed: HashSet<&String> = kept.filter_map(|info| info.base.as_ref()).collect();
            let count = doomed.len();
            doomed.retain(|info| !needed.contains(&info.hash));
            if doomed.len() == count {
                return Ok(doomed.into_iter().cloned().collect());
            }
        }
    }

    /// Whether an archive reads well and holds none of these entries.
    fn lets_go(&self, info: &ArchiveInfo, keys: &HashSet<EntryKey>) -> bool {
        let entries = match info.partial {
            true => self.store.read_part(&info.path).map(|part| part.blocks.own),
            false => self.load(&info.path).map(|saved| saved.entries),
        };
        entries.is_ok_and(|entries| !entries.iter().any(|entry| keys.contains(&entry.key)))
    }

    /// Tombstones are durable before the first archive goes.
    fn bury(&self, doomed: &[ArchiveInfo]) -> Result<(), VaultError> {
        let path = self.tombstones_path();
        let (at, by) = (self.disk.now(), self.ledger.writer().unwrap_or_default().to_owned());
        let mut lines = Vec::new();
        if self.disk.len(&path).map_err(VaultError::io(&path))?.is_some_and(|len| len > 0) {
            lines.push(b'\n'); // an earlier line may have been torn
        }
        for info in doomed {
            let stone = Tombstone {
                hash: info.hash.clone(),
                device: info.device.as_ref().map(ToString::to_string),
                name: Printable::new(&name_of(&info.path), 200).to_string(),
                begun: info.begun,
                entries: info.entries,
                at,
                by: by.clone(),
            };
            let line = serde_json::to_vec(&stone).map_err(|error| VaultError::io(&path)(error.into()))?;
            lines.extend(line);
            lines.push(b'\n');
        }
        let written = self.disk.append(&path, &lines).and_then(|()| self.disk.sync(&path));
        written.and_then(|()| self.disk.sync_dir(parent(&path))).map_err(VaultError::io(&path))
    }
}
