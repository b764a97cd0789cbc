//! Files of the vault made from lines of text, with every length, checksum and hash right, so that what is inside them is
//! reached. Written from `docs/archive-format.md`, not with the code that it tests.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn block(kind: u8, items: u32, content: &[u8]) -> Vec<u8> {
    let packed = match kind {
        b'H' | b'T' => content.to_vec(),
        _ => zstd::bulk::compress(content, 1).unwrap_or_default(),
    };
    let mut head = vec![kind];
    for number in [items, content.len() as u32, packed.len() as u32] {
        head.extend(number.to_le_bytes());
    }
    let sum = CRC.checksum(&[&head[..], &packed].concat());
    [&head[..], &sum.to_le_bytes(), &packed].concat()
}

/// Blocks and how many lines of each kind are in them. A line begins with the kind of its block; lines of one kind share a
/// block until a `-` closes it; a line of no kind belongs to the line before.
fn blocks(text: &[u8]) -> (Vec<u8>, [usize; 3]) {
    let mut found: Vec<(u8, u32, Vec<u8>)> = Vec::new();
    let mut closed = true;
    let mut counts = [0; 3];
    for line in text.split(|byte| *byte == b'\n') {
        match line {
            [b'-', ..] => closed = true,
            [kind @ (b'H' | b'E' | b'W' | b'A' | b'T'), content @ ..] => {
                if let Some(at) = b"EWA".iter().position(|one| one == kind) {
                    counts[at] += 1;
                }
                match found.last_mut().filter(|(last, ..)| last == kind && !closed) {
                    Some((_, items, raw)) => {
                        *items += 1;
                        raw.extend([content, b"\n"].concat());
                    }
                    None if matches!(kind, b'H' | b'T') => found.push((*kind, 1, content.to_vec())),
                    None => found.push((*kind, 1, [content, b"\n"].concat())),
                }
                closed = matches!(kind, b'H' | b'T');
            }
            other => {
                if let Some((.., raw)) = found.last_mut() {
                    raw.extend(other);
                }
            }
        }
    }
    let blocks = found.iter().flat_map(|(kind, items, content)| block(*kind, *items, content)).collect();
    (blocks, counts)
}

/// A spool.
pub fn spool(text: &[u8]) -> Vec<u8> {
    [b"tillwright archive 1\n", &blocks(text).0[..]].concat()
}

/// A sealed archive.
pub fn archive(text: &[u8]) -> Vec<u8> {
    let (blocks, [own, wire, anomalies]) = blocks(text);
    let mut bytes = [b"tillwright archive 1\n", &blocks[..]].concat();
    let header = text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"H")).unwrap_or_default();
    let header: Value = serde_json::from_slice(header).unwrap_or_default();
    let base = header["base"]["entries"].as_u64().unwrap_or(0);
    let trailer = json!({
        "entries": base.saturating_add(own as u64),
        "own": own,
        "wire": wire,
        "anomalies": anomalies,
        "devices": [],
        "sha256": sha256(&bytes),
    });
    let trailer = block(b'T', 1, trailer.to_string().as_bytes());
    bytes.extend(&trailer);
    bytes.extend((trailer.len() as u32).to_le_bytes());
    bytes.extend(b"TWA\n");
    bytes
}

/// A ledger. A line `+"event":..` becomes the next line of the chain; every other line stands as it is, and where it is a
/// line of a chain the next one goes on with it.
pub fn ledger(writer: &str, text: &[u8]) -> Vec<u8> {
    let (mut number, mut prev) = (0, sha256(format!("tillwright ledger of {writer}").as_bytes()));
    let mut bytes = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(fields) = line.strip_prefix(b"+") else {
            let read: Value = serde_json::from_slice(line).unwrap_or_default();
            if let (Some(n), Some(hash)) = (read["n"].as_u64(), read["hash"].as_str()) {
                (number, prev) = (n, hash.to_owned());
            }
            bytes.extend(line);
            continue;
        };
        let (fields, end) = fields.strip_suffix(b"\n").map_or((fields, ""), |fields| (fields, "\n"));
        number = number.saturating_add(1);
        let place = format!(r#"{{"v":1,"n":{number},"at":"2026-11-23T10:00:00Z","prev":"{prev}","#);
        let body = [place.as_bytes(), fields].concat();
        prev = sha256(&[prev.as_bytes(), &body, b"}"].concat());
        bytes.extend([&body[..], format!(r#","hash":"{prev}"}}{end}"#).as_bytes()].concat());
    }
    bytes
}

/// A portable file. A line `=archive NAME` or `=ledger NAME` begins a member, made from the lines behind it.
pub fn portable(text: &[u8]) -> Vec<u8> {
    let mut members: Vec<(&str, String, Vec<u8>)> = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let named = |prefix: &[u8]| {
            let name = line.strip_prefix(prefix)?;
            Some(String::from_utf8_lossy(name).trim_end_matches('\n').to_owned())
        };
        match (named(b"=archive "), named(b"=ledger ")) {
            (Some(name), _) => members.push(("archive", name, Vec::new())),
            (_, Some(name)) => members.push(("ledger", name, Vec::new())),
            _ => {
                if let Some((.., content)) = members.last_mut() {
                    content.extend(line);
                }
            }
        }
    }
    for (kind, name, content) in &mut members {
        *content = match *kind {
            _ if content.starts_with(b"tillwright ") => std::mem::take(content),
            "archive" => archive(content),
            _ => ledger(name, content),
        };
    }
    let list: Vec<Value> = members
        .iter()
        .map(|(kind, name, content)| {
            json!({ "kind": kind, "name": name, "size": content.len(), "sha256": sha256(content) })
        })
        .collect();
    let list = json!({ "made": "2026-11-23T10:00:00Z", "members": list }).to_string();
    let mut bytes = b"tillwright portable 1\n".to_vec();
    bytes.extend((list.len() as u32).to_le_bytes());
    bytes.extend(Sha256::digest(list.as_bytes()));
    bytes.extend(list.as_bytes());
    for (.., content) in members {
        bytes.extend(content);
    }
    bytes.extend(b"TWP\n");
    bytes
}
