//! The archives directory: what is in it, and how archives are read and put there.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::VaultError;
use super::archive::{self, ArchiveInfo, Header, HeaderDto, Parsed, PartBlocks, Saved};
use super::disk::{Disk, parent};
use super::format::{self, END, HEAD, Head, Kind, Walk};
use crate::model::{DeviceId, Entry, Extent, Family};

/// How the names of files end that are being written.
const UNFINISHED: &str = "new";
/// Most archives that a delta may stand on; a longer chain is damage (or made to harm).
const MOST_BASES: usize = 64;

/// Longest trailer that is read for a list.
const MOST_TRAILER: u32 = 1 << 20;

/// An archive in the directory, with what only the vault needs to know.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) info: ArchiveInfo,
    /// Devices that its entries name.
    pub(super) devices: Vec<DeviceId>,
    /// The spool that it was sealed from.
    pub(super) spool: Option<String>,
    /// Entries that its base stands for.
    pub(super) base_entries: usize,
}

impl Listed {
    pub(super) fn concerns(&self, device: &DeviceId) -> bool {
        self.info.device.as_ref() == Some(device) || self.devices.contains(device)
    }

    pub(super) fn sealed(&self) -> bool {
        !self.info.partial
    }
}

/// The archives directory on its disk.
#[derive(Clone)]
pub(super) struct Store {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) dir: PathBuf,
}

fn slug(text: &str) -> String {
    text.chars().take(48).map(|symbol| if symbol.is_ascii_alphanumeric() { symbol } else { '_' }).collect()
}

/// A time as part of a file name.
pub(super) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The folder of a device's archives; of a port's where the device is not known.
pub(super) fn folder(family: Family, device: Option<&DeviceId>, port: &str) -> String {
    match device {
        Some(device) => format!("{family}-{}-{}", device.merchant, device.terminal),
        None => format!("{family}-port.{}", slug(port)),
    }
}

/// Name of a part within its folder.
pub(super) fn part_name(header: &Header, entropy: [u8; 8]) -> String {
    format!("{}-{}-{}.part", stamp(header.begun), slug(&header.port), hex::encode(&entropy[..4]))
}

fn extension(path: &Path) -> &str {
    path.extension().and_then(|name| name.to_str()).unwrap_or("")
}

impl Store {
    pub(super) fn new(disk: Arc<dyn Disk>, root: &Path) -> Self {
        Self { disk, dir: root.join("archives") }
    }

    /// Every file in the folders, with an extension.
    pub(super) fn files(&self, wanted: &str) -> Result<Vec<PathBuf>, VaultError> {
        let mut files = Vec::new();
        for folder in self.disk.list(&self.dir).map_err(VaultError::io(&self.dir))? {
            if self.disk.len(&folder).map_err(VaultError::io(&folder))?.is_some() {
                continue;
            }
            let names = self.disk.list(&folder).map_err(VaultError::io(&folder))?;
            files.extend(names.into_iter().filter(|path| extension(path) == wanted));
        }
        Ok(files)
    }

    /// All archives, sealed and partial, oldest first. What cannot be read is listed too.
    pub(super) fn list(&self) -> Result<Vec<Listed>, VaultError> {
        let mut all = Vec::new();
        for path in self.files("twa")? {
            all.extend(self.peek(&path, false)?);
        }
        for path in self.files("part")? {
            all.extend(self.peek(&path, true)?);
        }
        all.sort_by(|one, other| (one.info.begun, &one.info.path).cmp(&(other.info.begun, &other.info.path)));
        Ok(all)
    }

    /// Header and trailer of one file. `None` where it went away meanwhile.
    pub(super) fn peek(&self, path: &Path, partial: bool) -> Result<Option<Listed>, VaultError> {
        let Some(size) = self.disk.len(path).map_err(VaultError::io(path))? else { return Ok(None) };
        let mut listed = Listed {
            info: ArchiveInfo {
                path: path.to_path_buf(),
                device: None,
                family: Family::Transbank,
                begun: Timestamp::UNIX_EPOCH,
                entries: 0,
                extent: Extent::Whole,
                hash: String::new(),
                base: None,
                partial,
                size,
            },
            devices: Vec::new(),
            spool: None,
            base_entries: 0,
        };
        if let Some(dto) = self.header(path)? {
            if let Ok(header) = dto.read() {
                listed.info.device = header.device;
                listed.info.family = header.family;
                listed.info.begun = header.begun;
                listed.info.extent = header.extent;
            }
            listed.base_entries = dto.base.as_ref().map_or(0, |base| base.entries);
            listed.info.base = dto.base.map(|base| base.hash);
            listed.spool = dto.spool;
        }
        match partial {
            true => listed.info.entries = self.count_part(path, size)?,
            false => {
                if let Some(trailer) = self.trailer(path, size)? {
                    listed.info.entries = trailer.entries;
                    listed.devices = trailer.devices().unwrap_or_default();
                    listed.info.hash = trailer.sha256;
                }
            }
        }
        Ok(Some(listed))
    }

    fn header(&self, path: &Path) -> Result<Option<HeaderDto>, VaultError> {
        let bytes = self.disk.read_at(path, 0, 8192).map_err(VaultError::io(path))?;
        let Ok(at) = archive::start(path, &bytes) else { return Ok(None) };
        let block = Walk::new(&bytes, at).next().ok().flatten().filter(|block| block.kind == Kind::Header);
        Ok(block.and_then(|block| serde_json::from_slice(&block.raw).ok()))
    }

    fn trailer(&self, path: &Path, size: u64) -> Result<Option<archive::TrailerDto>, VaultError> {
        let Some(end) = size.checked_sub(8) else { return Ok(None) };
        let tail = self.disk.read_at(path, end, 8).map_err(VaultError::io(path))?;
        let Some((len, END)) =
            tail.split_first_chunk::<4>().map(|(len, mark)| (len, <[u8; 4]>::try_from(mark).unwrap_or_default()))
        else {
            return Ok(None);
        };
        let len = u32::from_le_bytes(*len);
        let Some(from) = end.checked_sub(u64::from(len)).filter(|_| len <= MOST_TRAILER) else { return Ok(None) };
        let block = self.disk.read_at(path, from, len as usize).map_err(VaultError::io(path))?;
        Ok(archive::read_trailer(&block).ok())
    }

    /// Entries of a spool, by the heads of its blocks.
    fn count_part(&self, path: &Path, size: u64) -> Result<usize, VaultError> {
        let mut at = format::first_line().len() as u64;
        let mut entries = 0;
        while at < size {
            let bytes = self.disk.read_at(path, at, HEAD).map_err(VaultError::io(path))?;
            let Ok(head) = Head::read(&bytes) else { break };
            at += (HEAD + head.stored) as u64;
            if at <= size && head.kind == Kind::Entries {
                entries += head.items;
            }
        }
        Ok(entries)
    }

    /// All bytes of a file of ours, refused where it is larger than any may be.
    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>, VaultError> {
        match self.disk.len(path).map_err(VaultError::io(path))? {
            None => Err(VaultError::NotFound(format!("there is no archive {}", path.display()))),
            Some(size) if size > format::MOST_FILE => {
                Err(VaultError::damaged(path)("it is larger than any archive may be"))
            }
            Some(_) => self.disk.read(path).map_err(VaultError::io(path)),
        }
    }

    /// Reads and verifies one archive by itself.
    pub(super) fn parse(&self, path: &Path, with_wire: bool) -> Result<Parsed, VaultError> {
        archive::parse(path, &self.bytes(path)?, with_wire)
    }

    /// Where each sealed archive is, by its hash.
    pub(super) fn by_hash(&self) -> Result<HashMap<String, PathBuf>, VaultError> {
        let sealed = self.list()?.into_iter().filter(Listed::sealed);
        Ok(sealed.map(|listed| (listed.info.hash, listed.info.path)).collect())
    }

    /// An archive and all that it stands on, verified, the oldest first.
    pub(super) fn chain(&self, path: &Path, with_wire: bool) -> Result<Vec<Parsed>, VaultError> {
        let mut chain = vec![self.parse(path, with_wire)?];
        let mut places = None;
        while let Some(base) = chain.last().and_then(|last| last.base.clone()) {
            if chain.len() > MOST_BASES {
                return Err(VaultError::damaged(path)(format!("it stands on more than {MOST_BASES} archives")));
            }
            if places.is_none() {
                places = Some(self.by_hash()?);
            }
            let Some(place) = places.as_ref().and_then(|places| places.get(&base.hash)) else {
                let what = format!("it builds on archive {}, which is not here", base.hash);
                return Err(VaultError::damaged(path)(what));
            };
            let parsed = self.parse(place, false)?;
            if parsed.trailer.sha256 != base.hash || parsed.trailer.entries != base.entries {
                return Err(VaultError::damaged(path)(format!("its base {} is not as it says", place.display())));
            }
            if chain.iter().any(|seen| seen.trailer.sha256 == base.hash) {
                return Err(VaultError::damaged(path)("it builds on itself"));
            }
            chain.push(parsed);
        }
        chain.reverse();
        Ok(chain)
    }

    /// One archive with the entries of its bases; `with_wire` also reads the conversation.
    pub(super) fn load(&self, path: &Path, with_wire: bool) -> Result<Saved, VaultError> {
        if extension(path) == "part" {
            return self.load_part(path);
        }
        let mut entries = Vec::new();
        let mut chain = self.chain(path, with_wire)?;
        let Some(top) = chain.pop() else { return Err(VaultError::NotFound("no archive".to_owned())) };
        let info = top.info(path);
        let network = top.header.network;
        for parsed in chain {
            entries.extend(parsed.own);
        }
        entries.extend(top.own);
        Ok(Saved { info, entries, anomalies: top.anomalies, wire: top.wire, network })
    }

    fn load_part(&self, path: &Path) -> Result<Saved, VaultError> {
        let part = self.read_part(path)?;
        if let Some(why) = part.bad {
            return Err(VaultError::damaged(path)(format!(
                "never sealed, {} entries can be read; {why}",
                part.blocks.own.len()
            )));
        }
        let info = self.peek(path, true)?.map(|listed| listed.info);
        let info = info.ok_or_else(|| VaultError::NotFound(format!("there is no archive {}", path.display())))?;
        let PartBlocks { header, own, anomalies, wire, .. } = part.blocks;
        Ok(Saved { info, entries: own, anomalies, wire, network: header.network })
    }

    /// What can be read of a spool.
    pub(super) fn read_part(&self, path: &Path) -> Result<Part, VaultError> {
        let bytes = self.bytes(path)?;
        let mut walk = Walk::new(&bytes, archive::start(path, &bytes)?);
        let first = walk.next().map_err(VaultError::damaged(path))?;
        let mut blocks = PartBlocks::begin(first).map_err(VaultError::damaged(path))?;
        let mut good = walk.at;
        let bad = loop {
            match walk.next() {
                Ok(None) => break None,
                Ok(Some(block)) => match blocks.take(&block, true) {
                    Ok(()) => good = walk.at,
                    Err(why) => break Some(why),
                },
                Err(why) => break Some(why),
            }
        };
        let torn = bad.is_some() && walk.at == good && !walk.resumes();
        Ok(Part { blocks, good: good as u64, size: bytes.len() as u64, bad, torn })
    }

    /// Makes a folder of archives where there is none. Its name is durable then, also where an earlier attempt broke off before.
    pub(super) fn make_folder(&self, folder: &str) -> Result<PathBuf, VaultError> {
        let dir = self.dir.join(folder);
        self.disk.create_dir(&dir).map_err(VaultError::io(&dir))?;
        self.keep_names(&dir)?;
        Ok(dir)
    }

    /// Makes the names in a folder of archives durable, and the folder's own.
    pub(super) fn keep_names(&self, folder: &Path) -> Result<(), VaultError> {
        for dir in [folder, &self.dir, parent(&self.dir)] {
            self.disk.sync_dir(dir).map_err(VaultError::io(dir))?;
        }
        Ok(())
    }

    /// Puts a finished file in its place: written beside under a name of its own, synced, renamed, the directory synced, read
    /// back. The same bytes already there are fine; other ones are never overwritten.
    pub(super) fn install(&self, path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
        let dir = parent(path);
        self.disk.create_dir(dir).map_err(VaultError::io(dir))?;
        if self.disk.len(path).map_err(VaultError::io(path))?.is_none() {
            let entropy = self.disk.entropy().map_err(VaultError::io(path))?;
            let mut beside = path.as_os_str().to_owned();
            beside.push(format!(".{}.{UNFINISHED}", hex::encode(&entropy[..4])));
            let beside = PathBuf::from(beside);
            let made = self.disk.create_new(&beside, bytes).and_then(|()| self.disk.sync(&beside));
            if let Err(error) = made.and_then(|()| self.disk.rename(&beside, path)) {
                if error.kind() != io::ErrorKind::AlreadyExists || self.disk.len(path).is_ok_and(|len| len.is_some()) {
                    let _ = self.disk.remove(&beside); // what stays is swept when the vault is next opened
                }
                return Err(VaultError::io(path)(error));
            }
        } else {
            self.disk.sync(path).map_err(VaultError::io(path))?;
        }
        self.disk.sync_dir(dir).map_err(VaultError::io(dir))?;
        match self.disk.read(path).map_err(VaultError::io(path))? == bytes {
            true => Ok(()),
            false => Err(VaultError::damaged(path)("it does not read back as it was written")),
        }
    }

    /// Removes what an interrupted [`install`](Self::install) left in the folders of archives. Failures do no harm.
    pub(super) fn sweep(&self) {
        for path in self.files(UNFINISHED).unwrap_or_default() {
            let _ = self.disk.remove(&path);
        }
    }

    /// Reads one entry of an archive (its place among all that the archive stands for), unpacking one block only. The
    /// block's checksum is verified, the whole file's is not.
    pub(super) fn entry_at(
        &self,
        all: &HashMap<String, Listed>,
        hash: &str,
        place: usize,
    ) -> Result<Option<Entries>, VaultError> {
        let mut hash = hash;
        for _ in 0..=MOST_BASES {
            let Some(listed) = all.get(hash) else { return Ok(None) };
            if place < listed.base_entries {
                let Some(base) = &listed.info.base else { return Ok(None) };
                hash = base;
                continue;
            }
            return self.block_with(listed, place);
        }
        Ok(None)
    }

    fn block_with(&self, listed: &Listed, place: usize) -> Result<Option<Entries>, VaultError> {
        let path = &listed.info.path;
        let mut at = format::first_line().len() as u64;
        let mut first = listed.base_entries;
        while at < listed.info.size {
            let bytes = self.disk.read_at(path, at, HEAD).map_err(VaultError::io(path))?;
            let head = Head::read(&bytes).map_err(VaultError::damaged(path))?;
            if head.kind == Kind::Entries && (first..first + head.items).contains(&place) {
                let bytes = self.disk.read_at(path, at, HEAD + head.stored).map_err(VaultError::io(path))?;
                let block = Walk::new(&bytes, 0).next().map_err(VaultError::damaged(path))?;
                let entries = block.map(|block| archive::entries(&block)).transpose();
                let entries = entries.map_err(VaultError::damaged(path))?.unwrap_or_default();
                return Ok(Some(entries));
            }
            if head.kind == Kind::Entries {
                first += head.items;
            }
            at += (HEAD + head.stored) as u64;
        }
        Ok(None)
    }
}

/// The entries of one block.
pub(super) type Entries = Vec<Entry>;

/// A spool as far as it can be read.
pub(super) struct Part {
    pub(super) blocks: PartBlocks,
    /// Bytes up to the end of the last good block.
    pub(super) good: u64,
    pub(super) size: u64,
    /// What is wrong behind them.
    pub(super) bad: Option<String>,
    /// Whether that is the torn end of the last write, and not damage.
    pub(super) torn: bool,
}
