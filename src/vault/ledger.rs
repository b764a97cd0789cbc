//! The ledger: what we did. Append-only JSON lines, each with the hash of the line before; one file a writer.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::VaultError;
use super::cases;
use super::chain::{self, Chain, Head};
use super::disk::Disk;
use crate::model::{Consent, DeviceId, EntryKey, Intent, IntentId, Outcome, Plan, PreState};

/// A value that is on the disk, against a power cut too. Only the ledger makes one, so a function that takes it cannot
/// be called too early.
#[derive(Clone, Debug)]
pub struct Durable<T> {
    value: T,
}

impl<T> Durable<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }
}

/// What a line of the ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A visit began: port, family, identity in words.
    Visit {
        /// Port, as people read it.
        port: String,
        /// Device, where it told.
        device: Option<DeviceId>,
        /// Consent by name (`--protocol`), for what is not silent.
        consent: String,
    },
    /// A journal was sealed into an archive.
    Pulled {
        /// Device.
        device: Option<DeviceId>,
        /// Content hash.
        archive: String,
        /// Entries.
        entries: usize,
    },
    /// A receipt was printed again on the device.
    Reprinted {
        /// Device.
        device: Option<DeviceId>,
        /// What was wanted.
        wanted: EntryKey,
        /// Whether the device printed that one, and what else if not.
        printed: String,
    },
    /// An intent: from here on its outcome is unknown until an [`Event::Outcome`] says otherwise.
    Intent(Box<Intent>),
    /// Something the device said during a remedy (redacted frame in hex and its meaning).
    Answer {
        /// Which intent.
        intent: IntentId,
        /// In words and hex.
        text: String,
    },
    /// How an intent ended, or that it is still unknown.
    Outcome {
        /// Which intent.
        intent: IntentId,
        /// How.
        outcome: Outcome,
        /// The person who concluded it with `recover --conclude`; `None` when the device proved it.
        by: Option<String>,
        /// Hashes of the lines that contradicted each other and that this person had before them: they count no more.
        over: Vec<String>,
    },
    /// Archives were exported, restored, purged; a torn tail was set aside; the index was rebuilt.
    Upkeep {
        /// In words.
        text: String,
    },
}

/// A line as read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Writer it belongs to.
    pub writer: String,
    /// Number in that writer's file, from 1.
    pub number: u64,
    /// When it was written, by that machine's clock.
    pub at: Timestamp,
    /// What it says; `None` for an event of a newer version (kept, counted in the chain, shown as unknown).
    pub event: Option<Event>,
    /// Hash of the line (SHA-256, hex).
    pub hash: String,
}

/// An intent and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The intent.
    pub intent: Intent,
    /// When it was written.
    pub at: Timestamp,
    /// Its newest outcome; `None` means that not even a failure was recorded: unknown.
    pub outcome: Option<Outcome>,
    /// The person who concluded that outcome; `None` when the device proved it or none is recorded.
    pub by: Option<String>,
    /// Whether this vault's own machine wrote it.
    pub own: bool,
    /// Hashes of the lines of several ledgers that contradict each other; empty where none do.
    pub contested: Vec<String>,
}

impl Case {
    /// Whether it still has to be settled.
    pub fn is_open(&self) -> bool {
        matches!(self.outcome, None | Some(Outcome::Unknown { .. }))
    }
}

/// What verifying found for one writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Writer.
    pub writer: String,
    /// Lines that hold.
    pub lines: u64,
    /// Hash of the last one: to be noted on the service slip, as a chain does not protect its own end.
    pub head: String,
    /// What does not hold, and from which line.
    pub broken: Option<String>,
}

/// The ledgers of a vault.
pub struct Ledger {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    own: Option<Own>,
}

/// This machine's own ledger, open for writing.
struct Own {
    writer: String,
    path: PathBuf,
    head: Head,
    len: u64,
    /// Why nothing may be appended any more.
    broken: Option<String>,
}

/// Largest ledger file that is read.
const MOST_FILE: u64 = 256 << 20;

/// Letters of a writer's name, without vowels, so that no words come out.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";

/// Whether a text can be the name of a writer, and so of a file.
pub(super) fn is_writer(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

impl Ledger {
    /// For reading only.
    pub(super) fn read_only(disk: Arc<dyn Disk>, root: &Path) -> Self {
        Self { disk, root: root.to_path_buf(), own: None }
    }

    /// For writing; the caller holds the vault's lock. A torn end is set aside and noted.
    pub(super) fn open(disk: Arc<dyn Disk>, root: &Path) -> Result<Self, VaultError> {
        let mut ledger = Self::read_only(disk, root);
        let dir = ledger.dir();
        ledger.disk.create_dir(&dir).map_err(VaultError::io(&dir))?;
        let (writer, note) = ledger.writer_name()?;
        let torn = ledger.open_own(&writer)?;
        for text in note.into_iter().chain(torn) {
            if ledger.own.as_ref().is_some_and(|own| own.broken.is_none()) {
                let at = ledger.disk.now();
                ledger.note(at, Event::Upkeep { text })?;
            }
        }
        Ok(ledger)
    }

    fn dir(&self) -> PathBuf {
        self.root.join("ledger")
    }

    fn file(&self, writer: &str) -> PathBuf {
        self.dir().join(format!("{writer}.jsonl"))
    }

    /// The name in the file `writer`, which is made where there is none.
    fn writer_name(&self) -> Result<(String, Option<String>), VaultError> {
        let path = self.root.join("writer");
        let disk = &self.disk;
        let mut note = None;
        if disk.len(&path).map_err(VaultError::io(&path))?.is_some() {
            let bytes = disk.read_at(&path, 0, 64).map_err(VaultError::io(&path))?;
            let name = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if is_writer(&name) && bytes.ends_with(b"\n") {
                // Who wrote it may have been stopped before it was durable, or before the directory of the ledgers was.
                disk.sync(&path).and_then(|()| disk.sync_dir(&self.root)).map_err(VaultError::io(&path))?;
                return Ok((name, None));
            }
            let aside = free_name(disk.as_ref(), &path, "damaged")?;
            disk.rename(&path, &aside).map_err(VaultError::io(&aside))?;
            note = Some(format!("the name of this writer could not be read and was set aside as {}", aside.display()));
        }
        let entropy = disk.entropy().map_err(VaultError::io(&path))?;
        // Letters only: a name with digits could make an intent's id look like a card number, and be masked as one.
        let name: String = entropy.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
        let made = disk.create_new(&path, format!("{name}\n").as_bytes());
        made.and_then(|()| disk.sync(&path)).and_then(|()| disk.sync_dir(&self.root)).map_err(VaultError::io(&path))?;
        Ok((name, note))
    }

    /// Opens this writer's file; returns what had to be set aside.
    fn open_own(&mut self, writer: &str) -> Result<Option<String>, VaultError> {
        let path = self.file(writer);
        let io = || VaultError::io(&path);
        let found = self.disk.len(&path).map_err(io())?;
        if found.is_none() {
            let made = self.disk.create_new(&path, b"");
            made.and_then(|()| self.disk.sync(&path)).and_then(|()| self.disk.sync_dir(&self.dir())).map_err(io())?;
        }
        let bytes = self.bytes(&path)?;
        let chain = Chain::read(writer, &bytes);
        let note = if chain.torn { Some(self.cut_torn(&path, &bytes, chain.good)?) } else { None };
        let mut len = chain.good as u64;
        if chain.unended && chain.broken().is_none() {
            self.disk.append(&path, b"\n").map_err(io())?;
            len += 1;
        }
        // Whatever an earlier process wrote without a confirmed sync is made durable before anything builds on it.
        self.disk.sync(&path).map_err(io())?;
        self.disk.sync_dir(&self.dir()).map_err(io())?;
        let broken = chain.broken();
        self.own = Some(Own { writer: writer.to_owned(), path, head: chain.head, len, broken });
        Ok(note)
    }

    /// Keeps a copy of a torn end, then cuts it off.
    fn cut_torn(&self, path: &Path, bytes: &[u8], good: usize) -> Result<String, VaultError> {
        let aside = free_name(self.disk.as_ref(), path, "torn")?;
        let io = || VaultError::io(&aside);
        self.disk.create_new(&aside, &bytes[good..]).and_then(|()| self.disk.sync(&aside)).map_err(io())?;
        self.disk.sync_dir(&self.dir()).map_err(io())?;
        self.disk.truncate(path, good as u64).and_then(|()| self.disk.sync(path)).map_err(VaultError::io(path))?;
        let name = aside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(format!("the last line was torn ({} bytes) and was set aside as {name}", bytes.len() - good))
    }

    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>, VaultError> {
        match self.disk.len(path).map_err(VaultError::io(path))? {
            None => Ok(Vec::new()),
            Some(size) if size > MOST_FILE => Err(VaultError::damaged(path)("it is larger than any ledger may be")),
            Some(_) => self.disk.read(path).map_err(VaultError::io(path)),
        }
    }

    /// Every writer and its file.
    pub(super) fn files(&self) -> Result<Vec<(String, PathBuf)>, VaultError> {
        let dir = self.dir();
        let names = self.disk.list(&dir).map_err(VaultError::io(&dir))?;
        let writer = |path: PathBuf| {
            let name = path.file_name()?.to_str()?.strip_suffix(".jsonl").filter(|name| is_writer(name))?.to_owned();
            Some((name, path))
        };
        Ok(names.into_iter().filter_map(writer).collect())
    }

    fn chains(&self) -> Result<Vec<(String, Chain)>, VaultError> {
        let files = self.files()?;
        files
            .into_iter()
            .map(|(writer, path)| Ok((writer.clone(), Chain::read(&writer, &self.bytes(&path)?))))
            .collect()
    }

    /// The name of this machine's ledger; `None` where the vault was opened for reading only.
    pub fn writer(&self) -> Option<&str> {
        self.own.as_ref().map(|own| own.writer.as_str())
    }

    /// Every line of every writer, in the order of time within a writer. Lines that can be read but do not verify are
    /// among them: [`verify`](Self::verify) tells.
    pub fn lines(&self) -> Result<Vec<Line>, VaultError> {
        let reads = self.chains()?.into_iter().flat_map(|(_, chain)| chain.lines);
        Ok(reads.filter_map(|read| read.line).collect())
    }

    /// Checks every chain.
    pub fn verify(&self) -> Result<Vec<Verified>, VaultError> {
        Ok(self.chains()?.iter().map(|(writer, chain)| chain.verified(writer)).collect())
    }

    /// Every intent with what became of it, oldest first. Of one writer the newest word that settles it counts, or
    /// else its newest *unknown*. Another writer's word that settles it counts over *unknown*; two that contradict leave it unknown,
    /// until a person who had both before them concludes it. An outcome in a line that does not verify settles nothing, while
    /// an intent in such a line stands.
    pub fn cases(&self) -> Result<Vec<Case>, VaultError> {
        Ok(cases::of(&self.chains()?, self.writer()))
    }

    /// Appends an event; durable when it returns. After an error nothing of it counts.
    pub fn note(&mut self, at: Timestamp, event: Event) -> Result<(), VaultError> {
        let root = self.root.clone();
        let own = self.own.as_mut().ok_or(VaultError::ReadOnly { path: root })?;
        if let Some(why) = &own.broken {
            let next = "nothing is added to a broken chain; export what is here and begin a new vault";
            return Err(VaultError::damaged(&own.path)(format!("{why}; {next}")));
        }
        let (bytes, head) = chain::line(&own.head, at, &event).map_err(VaultError::damaged(&own.path))?;
        own.append(self.disk.as_ref(), &bytes).map_err(VaultError::io(&own.path))?;
        own.head = head;
        own.len += bytes.len() as u64;
        Ok(())
    }

    /// Gives an intent its number and makes it durable.
    pub fn intend(
        &mut self,
        at: Timestamp,
        plan: Plan,
        consent: Consent,
        pre_state: PreState,
    ) -> Result<Durable<Intent>, VaultError> {
        let own = self.own.as_ref().ok_or_else(|| VaultError::ReadOnly { path: self.root.clone() })?;
        let id = IntentId(format!("{}-{}", own.writer, own.head.number + 1));
        let intent = Intent { id, plan, consent, pre_state };
        self.note(at, Event::Intent(Box::new(intent.clone())))?;
        Ok(Durable { value: intent })
    }
}

impl Own {
    /// Appends and syncs. What a failed write left is cut off at once, and again before the next one: a line that was not
    /// acknowledged must not stand under one that is.
    fn append(&self, disk: &dyn Disk, bytes: &[u8]) -> io::Result<()> {
        if disk.len(&self.path)? != Some(self.len) {
            disk.truncate(&self.path, self.len)?;
        }
        let written = disk.append(&self.path, bytes).and_then(|()| disk.sync(&self.path));
        if written.is_err() {
            let _ = disk.truncate(&self.path, self.len).and_then(|()| disk.sync(&self.path));
        }
        written
    }
}

/// The first free `NAME.WHAT-<n>`.
fn free_name(disk: &dyn Disk, path: &Path, what: &str) -> Result<PathBuf, VaultError> {
    for number in 1..10_000 {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{what}-{number}"));
        let name = PathBuf::from(name);
        if disk.len(&name).map_err(VaultError::io(&name))?.is_none() {
            return Ok(name);
        }
    }
    Err(VaultError::Exists { path: path.to_path_buf() })
}
