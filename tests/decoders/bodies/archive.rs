//! Archives and spools, on a disk in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use tillwright::model::{Anomaly, DeviceId, Direction, Entry, Extent, Family, WireLine};
use tillwright::vault::archive::{Header, Saved};
use tillwright::vault::disk::{Disk, MemoryDisk};
use tillwright::vault::{Vault, VaultError};

use super::{assemble, look};

const ROOT: &str = "vault";

/// A sealed archive: the file itself, or lines that are made into one.
pub fn sealed(data: &[u8]) {
    let bytes = match data.starts_with(b"tillwright archive ") {
        true => data.to_vec(),
        false => assemble::archive(data),
    };
    let path = Path::new(ROOT).join("archives/transbank-x-y/one.twa");
    let disk = disk_with(&path, &bytes);
    let vault = Vault::read(Arc::new(disk), Path::new(ROOT)).unwrap_or_else(|error| panic!("{error}"));
    let listed = vault.archives().unwrap_or_else(|error| panic!("a damaged archive is listed too: {error}"));
    assert_eq!(listed.len(), 1);
    for text in [Some(&listed[0].hash), listed[0].base.as_ref()].into_iter().flatten() {
        look::plain(text);
        assert!(text.len() <= 64);
    }
    match vault.load(&path) {
        Err(error) => told(&error),
        Ok(saved) => {
            assert_eq!((&saved.info.hash, saved.info.entries), (&listed[0].hash, saved.entries.len()));
            contents(&saved);
            again(&saved);
            let rows = vault.rows(None).unwrap_or_else(|error| panic!("{error}"));
            let journal = vault.journal(None).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(rows.len(), journal.len());
            for (row, known) in rows.iter().zip(&journal) {
                assert_eq!((&row.key, row.amount, row.void), (&known.entry.key, known.entry.amount, known.entry.void));
                assert_eq!(row.seen, known.seen.len());
            }
        }
    }
}

/// A spool that a pull left: what can be read of it is gone on with, and nothing of it is lost.
pub fn spool(data: &[u8]) {
    let bytes = match data.starts_with(b"tillwright archive ") {
        true => data.to_vec(),
        false => assemble::spool(data),
    };
    let path = Path::new(ROOT).join("archives/transbank-x-y/one.part");
    let disk = disk_with(&path, &bytes);
    let mut vault = open(&disk);
    let loaded = vault.load(&path);
    if let Err(error) = &loaded {
        told(error);
    }
    let info = loaded.as_ref().ok().map(|saved| &saved.info);
    let header = Header {
        family: info.map_or(Family::Transbank, |info| info.family),
        device: info.and_then(|info| info.device.clone()),
        begun: at(),
        port: "/dev/ttyUSB0".into(),
        extent: info.map_or(Extent::Whole, |info| info.extent),
        network: false,
    };
    let device = header.device.clone().unwrap_or_else(|| DeviceId::new(Family::Transbank, "17", "SIM00001"));
    let mut spool = vault.spool(header).unwrap_or_else(|error| panic!("a pull begins in any case: {error}"));
    let mut wanted = spool.resumed().to_vec();
    let left = disk.files().into_iter().map(|(_, content)| content).filter(|content| bytes.starts_with(content));
    let left = left.map(|content| content.len()).max().unwrap_or(0);
    match &loaded {
        Ok(saved) => {
            contents(saved);
            assert_eq!(left, bytes.len(), "what was pulled before is there");
            assert!(wanted == saved.entries || wanted.is_empty());
        }
        Err(_) => assert!(left > 0 || bytes.is_empty(), "at most the end of it is cut off"),
    }
    let next = entry(&device);
    wanted.push(next.clone());
    spool.wire(&[wire()]).unwrap_or_else(|error| panic!("{error}"));
    spool.entries(&[next]).unwrap_or_else(|error| panic!("{error}"));
    let info = spool.seal(None, Extent::Whole, &[]).unwrap_or_else(|error| panic!("{error}"));
    let saved = vault.load(&info.path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(saved.entries, wanted);
}

/// What the reader takes, the writer writes: pulled again it is the same.
fn again(saved: &Saved) {
    let disk = MemoryDisk::new();
    let mut vault = open(&disk);
    let header = Header {
        family: saved.info.family,
        device: saved.info.device.clone(),
        begun: saved.info.begun,
        port: String::new(),
        extent: saved.info.extent,
        network: saved.network,
    };
    let copied = vault.spool(header).and_then(|mut spool| {
        spool.wire(&saved.wire)?;
        spool.entries(&saved.entries)?;
        spool.seal(None, saved.info.extent, &saved.anomalies)
    });
    let copy = copied.and_then(|info| vault.load(&info.path)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((&copy.entries, &copy.anomalies), (&saved.entries, &saved.anomalies));
    assert_eq!((&copy.wire, copy.network), (&saved.wire, saved.network));
}

/// All texts of an archive are harmless, whoever made the file.
fn contents(saved: &Saved) {
    for entry in &saved.entries {
        look::harmless(entry.key.as_str());
        look::harmless(&entry.device.to_string());
        let references = entry.references.iter().map(|reference| &reference.value);
        for text in [&entry.code, &entry.brand].into_iter().chain(references).chain(&entry.printed) {
            look::harmless(text.as_str());
        }
        if let Some(card) = &entry.card {
            look::harmless(&card.to_string());
        }
    }
    for anomaly in &saved.anomalies {
        match anomaly {
            Anomaly::Unreadable { why, .. } => look::harmless(why),
            Anomaly::OtherDevice { id } => look::harmless(&id.to_string()),
            _ => {}
        }
    }
    for line in &saved.wire {
        look::harmless(&line.meaning);
    }
}

/// An error is for people to read, and bounded whatever the file holds.
pub fn told(error: &VaultError) {
    let text = error.to_string();
    look::plain(&text);
    assert!(text.len() < 2_000, "{text}");
}

/// A disk with one file on it.
pub fn disk_with(path: &Path, bytes: &[u8]) -> MemoryDisk {
    let disk = MemoryDisk::new();
    disk.set_now(at());
    let dir: PathBuf = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let made = disk.create_dir(&dir).and_then(|()| disk.create_new(path, bytes));
    made.unwrap_or_else(|error| panic!("{error}"));
    disk
}

/// The vault of that disk, for writing.
pub fn open(disk: &MemoryDisk) -> Vault {
    Vault::open(Arc::new(disk.clone()), Path::new(ROOT)).unwrap_or_else(|error| panic!("{error}"))
}

fn at() -> Timestamp {
    Timestamp::constant(1_795_000_000, 0)
}

fn wire() -> WireLine {
    WireLine {
        at: at(),
        direction: Direction::ToDevice,
        bytes: b"\x020260|0\x03".to_vec(),
        meaning: "0260 sale list".to_owned(),
        checksum_ok: None,
    }
}

/// An entry that is not in any corpus.
fn entry(device: &DeviceId) -> Entry {
    use tillwright::model::*;
    Entry {
        key: EntryKey::new(device, 999_999, "ffffffff"),
        device: device.clone(),
        number: 999_999,
        kind: Kind::Sale,
        result: EntryResult::Approved,
        code: Printable::new("00", 2),
        amount: Money::new(1_000, Currency::CLP, CurrencySource::Family),
        tip: None,
        time: None,
        card: None,
        card_type: CardType::Debit,
        brand: Printable::default(),
        instalments: None,
        references: Vec::new(),
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
    }
}
