//! Archives: sealed files of what one device held. Layout in `docs/archive-format.md`.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::VaultError;
use super::dto::{self, AnomalyDto, EntryDto, WireDto};
use super::error::quoted;
use super::format::{self, Block, END, First, Kind, Walk};
use crate::model::{Anomaly, DeviceId, Entry, Extent, Family, Printable, WireLine};

pub use super::spool::Spool;

/// What is known when a pull begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Protocol family.
    pub family: Family,
    /// The device, where known before the first entry (`None` spools under the port's name).
    pub device: Option<DeviceId>,
    /// When the pull began.
    pub begun: Timestamp,
    /// Port, as people read it.
    pub port: String,
    /// What its entries stand for; of a pull that has not ended, what they are to stand for.
    pub extent: Extent,
    /// Whether the conversation was held over a network: some families frame otherwise on a serial line.
    pub network: bool,
}

/// An archive in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveInfo {
    /// Where it is.
    pub path: PathBuf,
    /// Whose journal.
    pub device: Option<DeviceId>,
    /// Family.
    pub family: Family,
    /// When the pull began.
    pub begun: Timestamp,
    /// Entries it stands for, with its bases.
    pub entries: usize,
    /// Content hash (SHA-256, hex); empty for a partial one, and for one too damaged to be listed.
    pub hash: String,
    /// What its entries stand for.
    pub extent: Extent,
    /// Hash of the archive it builds on; `None` for a full one.
    pub base: Option<String>,
    /// A spool that was never sealed.
    pub partial: bool,
    /// Bytes on disk.
    pub size: u64,
}

/// An archive read back and verified.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Its line in the list.
    pub info: ArchiveInfo,
    /// Entries in the device's order, those of its bases included.
    pub entries: Vec<Entry>,
    /// What was odd.
    pub anomalies: Vec<Anomaly>,
    /// The conversation, redacted.
    pub wire: Vec<WireLine>,
    /// Whether it was held over a network.
    pub network: bool,
}

/// The archive that a delta builds on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Base {
    /// Its content hash.
    #[serde(deserialize_with = "dto::hash")]
    pub(super) hash: String,
    /// How many entries it stands for.
    pub(super) entries: usize,
}

/// The header block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct HeaderDto {
    family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    begun: Timestamp,
    port: String,
    /// Left out where it is all of the device's memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extent: Option<String>,
    /// Left out where a serial line carried it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    network: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) base: Option<Base>,
    /// Name of the spool that it was sealed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) spool: Option<String>,
}

impl HeaderDto {
    pub(super) fn new(header: &Header) -> Self {
        Self {
            family: header.family.to_string(),
            device: header.device.as_ref().map(DeviceId::to_string),
            begun: header.begun,
            port: Printable::new(&header.port, 200).to_string(),
            extent: (header.extent != Extent::Whole).then(|| header.extent.as_str().to_owned()),
            network: header.network,
            base: None,
            spool: None,
        }
    }

    pub(super) fn read(&self) -> Result<Header, String> {
        Ok(Header {
            family: self.family.parse()?,
            device: self.device.as_deref().map(dto::device).transpose()?,
            begun: self.begun,
            port: Printable::new(&self.port, 200).to_string(),
            extent: match self.extent.as_deref() {
                None => Extent::Whole,
                Some(text) => dto::token("extent", Extent::ALL, Extent::as_str, text)?,
            },
            network: self.network,
        })
    }
}

/// The trailer block: counts, and the hash of everything before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TrailerDto {
    /// Entries, those of the bases included.
    pub(super) entries: usize,
    own: usize,
    wire: usize,
    anomalies: usize,
    /// Every device that an entry names.
    devices: Vec<String>,
    /// Content hash: SHA-256 of every byte before the trailer block, hex.
    #[serde(deserialize_with = "dto::hash")]
    pub(super) sha256: String,
}

impl TrailerDto {
    pub(super) fn devices(&self) -> Result<Vec<DeviceId>, String> {
        self.devices.iter().map(|text| dto::device(text)).collect()
    }
}

/// What a sealed archive is made from.
pub(super) struct Content<'a> {
    pub(super) header: HeaderDto,
    /// All entries, in order; those of the base are left out of the file.
    pub(super) entries: &'a [Entry],
    pub(super) anomalies: &'a [Anomaly],
    pub(super) wire: &'a [WireLine],
}

fn devices_of(entries: &[Entry]) -> BTreeSet<String> {
    entries.iter().map(|entry| &entry.device).collect::<BTreeSet<_>>().into_iter().map(DeviceId::to_string).collect()
}

/// The bytes of a sealed archive, and its content hash.
pub(super) fn build(content: &Content<'_>) -> io::Result<(Vec<u8>, String)> {
    let own = &content.entries[content.header.base.as_ref().map_or(0, |base| base.entries)..];
    let mut bytes = format::first_line().into_bytes();
    bytes.extend(format::block(Kind::Header, 1, &serde_json::to_vec(&content.header)?)?);
    bytes.extend(format::blocks(Kind::Entries, own.iter().map(EntryDto::from))?);
    bytes.extend(format::blocks(Kind::Wire, content.wire.iter().map(WireDto::from))?);
    bytes.extend(format::blocks(Kind::Anomalies, content.anomalies.iter().map(AnomalyDto::from))?);
    let hash = hex::encode(Sha256::digest(&bytes));
    let trailer = TrailerDto {
        entries: content.entries.len(),
        own: own.len(),
        wire: content.wire.len(),
        anomalies: content.anomalies.len(),
        devices: devices_of(content.entries).into_iter().collect(),
        sha256: hash.clone(),
    };
    let trailer = format::block(Kind::Trailer, 1, &serde_json::to_vec(&trailer)?)?;
    bytes.extend(&trailer);
    bytes.extend((trailer.len() as u32).to_le_bytes());
    bytes.extend(END);
    if bytes.len() as u64 > format::MOST_FILE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the archive would be larger than any that is read"));
    }
    Ok((bytes, hash))
}

/// A sealed archive read and verified by itself; its bases are not looked at.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) header: Header,
    pub(super) base: Option<Base>,
    pub(super) own: Vec<Entry>,
    pub(super) anomalies: Vec<Anomaly>,
    pub(super) wire: Vec<WireLine>,
    pub(super) trailer: TrailerDto,
    size: u64,
}

impl Parsed {
    pub(super) fn info(&self, path: &Path) -> ArchiveInfo {
        ArchiveInfo {
            path: path.to_path_buf(),
            device: self.header.device.clone(),
            family: self.header.family,
            begun: self.header.begun,
            entries: self.trailer.entries,
            extent: self.header.extent,
            hash: self.trailer.sha256.clone(),
            base: self.base.as_ref().map(|base| base.hash.clone()),
            partial: false,
            size: self.size,
        }
    }
}

/// Finds where the blocks begin, or says what else the file is.
pub(super) fn start(path: &Path, bytes: &[u8]) -> Result<usize, VaultError> {
    match format::first(bytes, format::MAGIC, format::VERSION) {
        First::Known(at) => Ok(at),
        First::Newer(found) => Err(VaultError::Newer { path: path.to_path_buf(), found, known: format::VERSION }),
        First::Foreign => Err(VaultError::damaged(path)("it does not begin like an archive")),
    }
}

/// Reads and verifies the bytes of a sealed archive. `with_wire` also reads the conversation (it is verified anyway).
pub(super) fn parse(path: &Path, bytes: &[u8], with_wire: bool) -> Result<Parsed, VaultError> {
    let at = start(path, bytes)?;
    let damaged = |what: String| VaultError::Damaged { path: path.to_path_buf(), what };
    let (end, trailer) = trailer(bytes).map_err(damaged)?;
    let hash = hex::encode(Sha256::digest(&bytes[..end]));
    if hash != trailer.sha256 {
        let torn = Walk::new(&bytes[..end], at).first_bad();
        let place = torn.map_or(String::new(), |(at, why)| format!(" (at byte {at}: {why})"));
        return Err(damaged(format!("its content does not have the hash that it names{place}")));
    }
    let parsed = parse_blocks(&bytes[..end], at, with_wire).map_err(damaged)?;
    let counts = (parsed.own.len(), parsed.anomalies.len(), parsed.wire_lines);
    if counts != (trailer.own, trailer.anomalies, trailer.wire)
        || parsed.base.as_ref().map_or(0, |base| base.entries).checked_add(counts.0) != Some(trailer.entries)
    {
        return Err(damaged("its counts do not tally".to_owned()));
    }
    let PartBlocks { header, base, own, anomalies, wire, .. } = parsed;
    Ok(Parsed { header, base, own, anomalies, wire, trailer, size: bytes.len() as u64 })
}

/// The trailer of a sealed file, and where it begins. Only its canonical bytes are taken.
fn trailer(bytes: &[u8]) -> Result<(usize, TrailerDto), String> {
    let cut = || "it has no end (cut, or never sealed)".to_owned();
    let tail = bytes.len().checked_sub(8).ok_or_else(cut)?;
    if bytes[tail + 4..] != END {
        return Err(cut());
    }
    let len = u32::from_le_bytes([bytes[tail], bytes[tail + 1], bytes[tail + 2], bytes[tail + 3]]) as usize;
    let at = tail.checked_sub(len).ok_or_else(cut)?;
    Ok((at, read_trailer(&bytes[at..tail])?))
}

/// Reads a trailer block that has to fill `block`.
pub(super) fn read_trailer(block: &[u8]) -> Result<TrailerDto, String> {
    let mut walk = Walk::new(block, 0);
    let found =
        walk.next()?.filter(|found| found.kind == Kind::Trailer).ok_or("its trailer is not where it should be")?;
    let trailer: TrailerDto = serde_json::from_slice(&found.raw)
        .map_err(|error| format!("its trailer is not understood ({})", quoted(error)))?;
    let canonical = serde_json::to_vec(&trailer).ok().and_then(|raw| format::block(Kind::Trailer, 1, &raw).ok());
    if canonical.as_deref() != Some(block) {
        return Err("its trailer is not as it was written".to_owned());
    }
    Ok(trailer)
}

/// The blocks of an archive or a spool, as values.
pub(super) struct PartBlocks {
    pub(super) header: Header,
    pub(super) base: Option<Base>,
    pub(super) own: Vec<Entry>,
    pub(super) anomalies: Vec<Anomaly>,
    pub(super) wire: Vec<WireLine>,
    wire_lines: usize,
}

impl PartBlocks {
    /// Begins with the header block.
    pub(super) fn begin(block: Option<Block>) -> Result<Self, String> {
        let block = block.filter(|block| block.kind == Kind::Header).ok_or("it has no header")?;
        let dto: HeaderDto = serde_json::from_slice(&block.raw)
            .map_err(|error| format!("its header is not understood ({})", quoted(error)))?;
        let header = dto.read()?;
        Ok(Self { header, base: dto.base, own: Vec::new(), anomalies: Vec::new(), wire: Vec::new(), wire_lines: 0 })
    }

    /// Takes the next block; nothing of it where it is not understood.
    pub(super) fn take(&mut self, block: &Block, with_wire: bool) -> Result<(), String> {
        match block.kind {
            Kind::Entries => self.own.extend(entries(block)?),
            Kind::Anomalies => {
                let read: Vec<AnomalyDto> = block.read()?;
                self.anomalies.extend(read.iter().map(AnomalyDto::read).collect::<Result<Vec<_>, _>>()?);
            }
            Kind::Wire if with_wire => {
                let read: Vec<WireDto> = block.read()?;
                self.wire_lines += read.len();
                self.wire.extend(read.iter().map(WireDto::read).collect::<Result<Vec<_>, _>>()?);
            }
            Kind::Wire => self.wire_lines += block.raw.iter().filter(|byte| **byte == b'\n').count(),
            Kind::Header | Kind::Trailer => return Err("a block where it does not belong".to_owned()),
        }
        Ok(())
    }
}

/// The entries of a block.
pub(super) fn entries(block: &Block) -> Result<Vec<Entry>, String> {
    let read: Vec<EntryDto> = block.read()?;
    read.iter().map(EntryDto::read).collect()
}

fn parse_blocks(bytes: &[u8], at: usize, with_wire: bool) -> Result<PartBlocks, String> {
    let mut walk = Walk::new(bytes, at);
    let mut all = PartBlocks::begin(walk.next()?)?;
    while let Some(block) = walk.next()? {
        all.take(&block, with_wire).map_err(|why| format!("at byte {}: {why}", block.at))?;
    }
    Ok(all)
}
