//! Blocks: what archives and spools are made of. Layout in `docs/archive-format.md`.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::quoted;
use super::pack;

/// First line of the file, with the format version behind it.
pub(super) const MAGIC: &str = "tillwright archive ";
/// Newest format version that this program reads, and the one it writes.
pub(super) const VERSION: u32 = 1;
/// Last four bytes of a sealed file.
pub(super) const END: [u8; 4] = *b"TWA\n";
/// Bytes of a block before its payload.
pub(super) const HEAD: usize = 17;
/// Largest file that is read.
pub(super) const MOST_FILE: u64 = 128 << 20;
/// Largest block, unpacked.
const MOST_BLOCK: usize = 8 << 20;
/// Most bytes that the blocks of one file may unpack to.
const MOST_UNPACKED: usize = 256 << 20;
/// A block is closed when it holds this much or [`FULL_LINES`]; small enough to be unpacked for a single entry.
const FULL: usize = 64 << 10;
const FULL_LINES: usize = 256;

const CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// CRC-32 (ISO-HDLC) of some bytes.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Header,
    Entries,
    Wire,
    Anomalies,
    Trailer,
}

impl Kind {
    fn byte(self) -> u8 {
        match self {
            Kind::Header => b'H',
            Kind::Entries => b'E',
            Kind::Wire => b'W',
            Kind::Anomalies => b'A',
            Kind::Trailer => b'T',
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Kind::Header, Kind::Entries, Kind::Wire, Kind::Anomalies, Kind::Trailer]
            .into_iter()
            .find(|kind| kind.byte() == byte)
    }

    fn packed(self) -> bool {
        !matches!(self, Kind::Header | Kind::Trailer)
    }
}

/// The first line of a file of this version.
pub(super) fn first_line() -> String {
    format!("{MAGIC}{VERSION}\n")
}

fn small(len: usize) -> io::Result<[u8; 4]> {
    let fits = u32::try_from(len).ok().filter(|_| len <= MOST_BLOCK);
    fits.map(u32::to_le_bytes)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a block too large to be read again"))
}

/// A block of `items` lines.
pub(super) fn block(kind: Kind, items: usize, raw: &[u8]) -> io::Result<Vec<u8>> {
    let packed;
    let payload = if kind.packed() {
        packed = pack::pack(raw, 3)?;
        &packed
    } else {
        raw
    };
    let mut out = Vec::with_capacity(HEAD + payload.len());
    out.push(kind.byte());
    out.extend(small(items)?);
    out.extend(small(raw.len())?);
    out.extend(small(payload.len())?);
    out.extend([0; 4]);
    out.extend(payload);
    let sum = checksum(&out);
    out[13..HEAD].copy_from_slice(&sum.to_le_bytes());
    Ok(out)
}

fn checksum(block: &[u8]) -> u32 {
    let mut digest = CRC.digest();
    digest.update(&block[..13]);
    digest.update(&block[HEAD..]);
    digest.finalize()
}

/// Values as JSON lines in as many blocks as they need.
pub(super) fn blocks<T: Serialize>(kind: Kind, values: impl Iterator<Item = T>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut raw = Vec::new();
    let mut items = 0;
    for value in values {
        serde_json::to_writer(&mut raw, &value)?;
        raw.push(b'\n');
        items += 1;
        if raw.len() >= FULL || items >= FULL_LINES {
            out.extend(block(kind, items, &raw)?);
            raw.clear();
            items = 0;
        }
    }
    if items > 0 {
        out.extend(block(kind, items, &raw)?);
    }
    Ok(out)
}

/// The head of a block: what it holds and how long it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) kind: Kind,
    pub(super) items: usize,
    raw: usize,
    pub(super) stored: usize,
    sum: u32,
}

impl Head {
    /// Reads a head; its lengths are within limits.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let head = bytes.get(..HEAD).ok_or("the file ends within the head of a block")?;
        let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let kind = Kind::of(head[0]).ok_or("a block of unknown kind")?;
        let [items, raw, stored] = [1, 5, 9].map(|at| number(at) as usize);
        if items > MOST_BLOCK || raw > MOST_BLOCK || stored > MOST_BLOCK {
            return Err("a block longer than any may be".to_owned());
        }
        Ok(Self { kind, items, raw, stored, sum: number(13) })
    }

    /// The content of the block whose head and payload these are.
    pub(super) fn unpack(&self, block: &[u8]) -> Result<Vec<u8>, String> {
        if checksum(block) != self.sum {
            return Err("a block whose checksum is wrong".to_owned());
        }
        let payload = &block[HEAD..];
        let raw = match self.kind.packed() {
            true => pack::unpack(payload, self.raw)
                .map_err(|error| format!("a block that cannot be unpacked ({})", quoted(error)))?,
            false => payload.to_vec(),
        };
        if raw.len() != self.raw {
            return Err("a block of another length than it says".to_owned());
        }
        Ok(raw)
    }
}

/// A block read and unpacked.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) raw: Vec<u8>,
    items: usize,
    /// Where it begins in the file.
    pub(super) at: usize,
}

impl Block {
    /// Its JSON lines as values.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<Vec<T>, String> {
        let lines = self.raw.split_inclusive(|byte| *byte == b'\n');
        let values = lines
            .map(|line| {
                serde_json::from_slice(line)
                    .map_err(|error| format!("a line that is not understood ({})", quoted(error)))
            })
            .collect::<Result<Vec<T>, String>>()?;
        if values.len() != self.items {
            return Err("a block with another number of lines than it says".to_owned());
        }
        Ok(values)
    }
}

/// Walks the blocks of a file in memory, within limits.
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    unpacked: usize,
}

impl<'a> Walk<'a> {
    /// Behind the first line. `end` is where the blocks end.
    pub(super) fn new(bytes: &'a [u8], start: usize) -> Self {
        Self { bytes, at: start, unpacked: 0 }
    }

    /// The next block; `None` at the end of the bytes. After an error it stays where it is.
    pub(super) fn next(&mut self) -> Result<Option<Block>, String> {
        let rest = &self.bytes[self.at..];
        if rest.is_empty() {
            return Ok(None);
        }
        let head = Head::read(rest)?;
        let len = HEAD + head.stored;
        let block = rest.get(..len).ok_or("the file ends within a block")?;
        self.unpacked += head.raw;
        if self.unpacked > MOST_UNPACKED {
            return Err("the file unpacks to more than any may".to_owned());
        }
        let raw = head.unpack(block)?;
        let at = self.at;
        self.at += len;
        Ok(Some(Block { kind: head.kind, raw, items: head.items, at }))
    }

    /// Whether a readable block stands anywhere behind the place where reading failed: then that place is damaged, and not
    /// the torn end of a write.
    pub(super) fn resumes(&self) -> bool {
        let tail = &self.bytes[self.at..];
        let readable = |from: usize| {
            let rest = &tail[from..];
            let head = Head::read(rest).ok();
            head.and_then(|head| Some(head.unpack(rest.get(..HEAD + head.stored)?).is_ok())).unwrap_or(false)
        };
        (1..tail.len()).any(|from| Kind::of(tail[from]).is_some() && readable(from))
    }
}

/// What the first line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum First {
    /// Ours; blocks begin at this byte.
    Known(usize),
    /// Of a newer version.
    Newer(u32),
    /// Not one of our files, or not all of its first line.
    Foreign,
}

/// Reads the first line of a file that begins with `magic` and a version up to `known`.
pub(super) fn first(bytes: &[u8], magic: &str, known: u32) -> First {
    let Some(rest) = bytes.strip_prefix(magic.as_bytes()) else { return First::Foreign };
    let Some(end) = rest.iter().take(11).position(|byte| *byte == b'\n') else { return First::Foreign };
    let text = std::str::from_utf8(&rest[..end]).unwrap_or("");
    match text.parse::<u32>() {
        Ok(version) if version == 0 || version.to_string() != text => First::Foreign,
        Ok(version) if version <= known => First::Known(magic.len() + end + 1),
        Ok(version) => First::Newer(version),
        Err(_) => First::Foreign,
    }
}

impl Walk<'_> {
    /// The first place that cannot be read, and why; `None` where every block can.
    pub(super) fn first_bad(mut self) -> Option<(usize, String)> {
        loop {
            match self.next() {
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(why) => return Some((self.at, why)),
            }
        }
    }
}
