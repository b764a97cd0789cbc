//! Blocks of the index: the columns of some rows, and the archives that were merged, as compressed JSON.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::dto;
use super::format::crc32;
use super::merge::{Row, Sighting, Source};
use super::pack;
use crate::model::{Card, DeviceId, EntryKey, Money};

/// Most bytes that a block unpacks to: a damaged length must not take the memory.
const MOST: usize = 64 << 20;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Columns {
    key: Vec<String>,
    device: Vec<String>,
    number: Vec<u32>,
    kind: Vec<String>,
    result: Vec<String>,
    code: Vec<String>,
    minor: Vec<i64>,
    currency: Vec<String>,
    time: Vec<Option<String>>,
    card: Vec<Option<String>>,
    card_type: Vec<String>,
    brand: Vec<String>,
    void: Vec<String>,
    provenance: Vec<String>,
    printed: Vec<bool>,
    varied: Vec<bool>,
    seen: Vec<Vec<(u32, u32, bool)>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SourceDto {
    hash: String,
    begun: Timestamp,
    base: Option<String>,
    entries: usize,
}

/// A checksum, then the compressed JSON.
fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    let raw = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    let packed = pack::pack(&raw, 1).map_err(|error| error.to_string())?;
    let mut out = crc32(&packed).to_le_bytes().to_vec();
    out.extend((raw.len() as u32).to_le_bytes());
    out.extend(packed);
    Ok(out)
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (sum, rest) = bytes.split_first_chunk::<4>().ok_or("a short block")?;
    let (len, packed) = rest.split_first_chunk::<4>().ok_or("a short block")?;
    let len = u32::from_le_bytes(*len) as usize;
    if u32::from_le_bytes(*sum) != crc32(packed) || len > MOST {
        return Err("a block whose checksum is wrong".to_owned());
    }
    pack::unpack(packed, len).map_err(|error| error.to_string())
}

/// The rows of a block with where they were seen.
pub(super) fn pack_rows(rows: &[Row], seen: &[Vec<Sighting>]) -> Result<Vec<u8>, String> {
    let mut all = Columns::default();
    for (row, seen) in rows.iter().zip(seen) {
        all.key.push(row.key.to_string());
        all.device.push(row.device.to_string());
        all.number.push(row.number);
        all.kind.push(row.kind.as_str().to_owned());
        all.result.push(row.result.as_str().to_owned());
        all.code.push(row.code.to_string());
        all.minor.push(row.amount.minor);
        all.currency.push(dto::currency_text(&row.amount));
        all.time.push(row.time.as_ref().map(dto::time_text));
        all.card.push(row.card.as_ref().map(Card::to_string));
        all.card_type.push(row.card_type.as_str().to_owned());
        all.brand.push(row.brand.to_string());
        all.void.push(dto::void_name(row.void).to_owned());
        all.provenance.push(row.provenance.as_str().to_owned());
        all.printed.push(row.printed);
        all.varied.push(row.varied);
        let voided = |one: &Sighting| (one.archive, one.place, dto::void_name(one.void) == "voided");
        all.seen.push(seen.iter().map(voided).collect());
    }
    pack(&all)
}

/// Devices by their text, each made once.
pub(super) type Devices = HashMap<String, Arc<DeviceId>>;

/// The rows of a block, added to `rows` and `seen`.
pub(super) fn unpack_rows(
    bytes: &[u8],
    devices: &mut Devices,
    rows: &mut Vec<Row>,
    seen: &mut Vec<Vec<Sighting>>,
) -> Result<(), String> {
    let all: Columns = serde_json::from_slice(&unpack(bytes)?).map_err(|error| error.to_string())?;
    let text = |column: &[String], at: usize| column.get(at).cloned().ok_or("a column that is too short");
    for at in 0..all.key.len() {
        let short = "a column that is too short";
        let name = all.device.get(at).ok_or(short)?;
        let device = match devices.get(name) {
            Some(device) => Arc::clone(device),
            None => {
                let device = Arc::new(dto::device(name)?);
                devices.insert(name.clone(), Arc::clone(&device));
                device
            }
        };
        let (currency, learnt) = dto::currency(all.currency.get(at).ok_or(short)?)?;
        let sightings = all.seen.get(at).ok_or(short)?;
        rows.push(Row {
            key: EntryKey::from_text(&all.key[at]),
            device,
            number: *all.number.get(at).ok_or(short)?,
            kind: dto::kind(&text(&all.kind, at)?)?,
            result: dto::result(&text(&all.result, at)?)?,
            code: dto::printable(all.code.get(at).ok_or(short)?),
            amount: Money::new(*all.minor.get(at).ok_or(short)?, currency, learnt),
            time: all.time.get(at).ok_or(short)?.as_deref().map(dto::time).transpose()?,
            card: all.card.get(at).ok_or(short)?.as_deref().map(dto::card).transpose()?,
            card_type: dto::card_type(&text(&all.card_type, at)?)?,
            brand: dto::printable(all.brand.get(at).ok_or(short)?),
            void: dto::void_mark(&text(&all.void, at)?)?,
            provenance: dto::provenance(&text(&all.provenance, at)?)?,
            printed: *all.printed.get(at).ok_or(short)?,
            varied: *all.varied.get(at).ok_or(short)?,
            seen: sightings.len(),
        });
        let mark = |voided| dto::void_mark(if voided { "voided" } else { "not_told" });
        let sighting = |(archive, place, voided): &(u32, u32, bool)| {
            Ok::<_, String>(Sighting { archive: *archive, place: *place, void: mark(*voided)? })
        };
        seen.push(sightings.iter().map(sighting).collect::<Result<_, _>>()?);
    }
    Ok(())
}

/// The archives.
pub(super) fn pack_sources(sources: &[Source]) -> Result<Vec<u8>, String> {
    let dto = |one: &Source| SourceDto {
        hash: one.hash.to_string(),
        begun: one.begun,
        base: one.base.clone(),
        entries: one.entries,
    };
    pack(&sources.iter().map(dto).collect::<Vec<_>>())
}

/// Back from [`pack_sources`].
pub(super) fn unpack_sources(bytes: &[u8]) -> Result<Vec<Source>, String> {
    let all: Vec<SourceDto> = serde_json::from_slice(&unpack(bytes)?).map_err(|error| error.to_string())?;
    let read =
        |one: SourceDto| Source { hash: one.hash.into(), begun: one.begun, base: one.base, entries: one.entries };
    Ok(all.into_iter().map(read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::is_hostile;
    use proptest::prelude::*;
    use proptest::sample::Index;

    /// Three rows as an index holds them, as JSON.
    fn written() -> String {
        let device = Arc::new(DeviceId::new(crate::model::Family::Transbank, "000000000017", "SIM00001"));
        let row = |number: u32| format!("{device}:{number}");
        let columns = serde_json::json!({
            "key": [row(1), row(2), row(3)],
            "device": [device.to_string(), device.to_string(), "zvt::52500041"],
            "number": [1, 2, 3],
            "kind": ["sale", "void", "other"],
            "result": ["approved", "declined", "unknown"],
            "code": ["00", "01", ""],
            "minor": [2500, -1, i64::MAX],
            "currency": ["CLP/family", "EUR/device", "USD/person"],
            "time": ["2026-11-23T10:00:00 told", null, "2024-02-29T23:59:59 assumed"],
            "card": ["411111******1234", null, "******42"],
            "card_type": ["credit", "debit", "unknown"],
            "brand": ["VI", "", "5554785859856655"],
            "void": ["not_told", "voided", "not_told"],
            "provenance": ["structured", "parsed_from_print", "typed"],
            "printed": [false, true, false],
            "varied": [false, false, true],
            "seen": [[[0, 1, false], [1, 1, true]], [], [[7, 0, false]]],
        });
        columns.to_string()
    }

    /// A block with a right checksum around any content.
    fn block(raw: &[u8]) -> Vec<u8> {
        let packed = zstd::bulk::compress(raw, 1).unwrap();
        [&crc32(&packed).to_le_bytes()[..], &(raw.len() as u32).to_le_bytes(), &packed].concat()
    }

    type Read = (Vec<Row>, Vec<Vec<Sighting>>);

    fn read(bytes: &[u8]) -> Result<Read, String> {
        let (mut rows, mut seen) = (Vec::new(), Vec::new());
        unpack_rows(bytes, &mut Devices::new(), &mut rows, &mut seen).map(|()| (rows, seen))
    }

    /// What holds for whatever stands in a block.
    fn holds(raw: &[u8]) {
        let Ok((rows, seen)) = read(&block(raw)) else { return };
        assert!(rows.iter().map(|row| row.seen).eq(seen.iter().map(Vec::len)));
        for row in &rows {
            for text in [row.key.as_str(), row.code.as_str(), row.brand.as_str(), row.device.terminal.as_str()] {
                assert!(!text.chars().any(is_hostile) && !text.contains("5554785859856655"), "{text:?}");
            }
        }
        assert_eq!(read(&pack_rows(&rows, &seen).unwrap()), Ok((rows, seen)), "it is written as it was read");
    }

    #[test]
    fn rows_are_read_with_their_sightings() {
        let (rows, seen) = read(&block(written().as_bytes())).unwrap();
        assert_eq!((rows.len(), seen[0].len(), seen[2][0].archive), (3, 2, 7));
        holds(written().as_bytes());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn damaged_rows_are_refused_or_harmless(
            damage in prop::collection::vec((any::<Index>(), any::<Index>(), "[\\[\\]{}\",:0-9a-z\u{1b}]{0,3}"), 1..4),
        ) {
            let mut raw = written().into_bytes();
            for (at, len, text) in damage {
                let at = at.index(raw.len() + 1);
                let end = raw.len().min(at + len.index(4));
                raw.splice(at..end, text.bytes());
            }
            holds(&raw);
        }

        #[test]
        fn arbitrary_blocks_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read(&bytes).is_err() && unpack_sources(&bytes).is_err());
            prop_assert!(read(&block(&bytes)).is_err() && unpack_sources(&block(&bytes)).is_err());
        }
    }
}
