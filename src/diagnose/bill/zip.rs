//! Zip archives as wallets and Excel make them (APPNOTE 6.3: stored and deflated entries, no encryption, no zip64). Sizes are
//! bounded by what comes out, not by what the archive says.

use std::cell::Cell;

use crc::{CRC_32_ISO_HDLC, Crc};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::detect::MAX_BYTES;
use crate::model::BillRefusal;

/// Most entries.
const MAX_ENTRIES: usize = 200;
/// Where the end of the directory is looked for, from the back: its own 22 bytes and a comment.
const END_REACH: usize = 22 + 65_535;
const CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// An archive.
pub(super) struct Archive<'a> {
    /// Its entries, folders left out.
    pub entries: Vec<Entry<'a>>,
    /// Bytes that may still come out of it.
    left: Cell<usize>,
}

/// One entry of an archive.
pub(super) struct Entry<'a> {
    /// Its name; Alipay writes it in GBK, so it is only good for Latin names.
    pub name: String,
    method: u16,
    crc: u32,
    packed: &'a [u8],
}

/// Reads the directory of an archive.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, BillRefusal> {
    let cut = || BillRefusal::Truncated { line: 1 };
    let (count, mut at) = directory(bytes).ok_or_else(cut)?;
    if count > MAX_ENTRIES {
        return Err(BillRefusal::TooLarge { what: "entries", limit: MAX_ENTRIES as u64 });
    }
    let mut entries = Vec::new();
    for _ in 0..count {
        let header = bytes.get(at..).filter(|rest| rest.starts_with(b"PK\x01\x02")).ok_or_else(cut)?;
        if short(header, 8).is_none_or(|flags| flags & 1 == 1) {
            return Err(BillRefusal::OtherFile { kind: "encrypted zip" });
        }
        let lengths = [28, 30, 32].map(|place| usize::from(short(header, place).unwrap_or(0)));
        let name = header.get(46..46 + lengths[0]).ok_or_else(cut)?;
        let entry = entry(bytes, header, String::from_utf8_lossy(name).into_owned()).ok_or_else(cut)?;
        at += 46 + lengths.iter().sum::<usize>();
        if !entry.name.ends_with('/') {
            entries.push(entry);
        }
    }
    Ok(Archive { entries, left: Cell::new(MAX_BYTES) })
}

impl Archive<'_> {
    /// What is in an entry. All entries together give no more than [`MAX_BYTES`].
    pub(super) fn unpack(&self, entry: &Entry<'_>) -> Result<Vec<u8>, BillRefusal> {
        let plain = match entry.method {
            0 => entry.packed.to_vec(),
            8 => decompress_to_vec_with_limit(entry.packed, self.left.get()).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => {
                    BillRefusal::TooLarge { what: "bytes", limit: MAX_BYTES as u64 }
                }
                _ => BillRefusal::Truncated { line: 1 },
            })?,
            _ => return Err(BillRefusal::OtherFile { kind: "zip with an unusual packing" }),
        };
        self.left.set(self.left.get().saturating_sub(plain.len()));
        if CRC.checksum(&plain) == entry.crc { Ok(plain) } else { Err(BillRefusal::Truncated { line: 1 }) }
    }
}

/// How many entries there are, and where their directory begins.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(END_REACH);
    let tail = bytes.get(from..)?;
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let record = tail.get(end..)?;
    Some((usize::from(short(record, 10)?), long(record, 16)?))
}

fn entry<'a>(bytes: &'a [u8], header: &[u8], name: String) -> Option<Entry<'a>> {
    let local = bytes.get(long(header, 42)?..).filter(|rest| rest.starts_with(b"PK\x03\x04"))?;
    let from = 30 + usize::from(short(local, 26)?) + usize::from(short(local, 28)?);
    let packed = local.get(from..from.checked_add(long(header, 20)?)?)?;
    Some(Entry { name, method: short(header, 10)?, crc: u32::try_from(long(header, 16)?).ok()?, packed })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}
