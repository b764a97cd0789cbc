//! The chain of a ledger file: each line holds the hash of the line before, and its own. Layout in `docs/archive-format.md`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::events::EventDto;
use super::ledger::{Event, Line, Verified};

/// Version of the line format that this program writes. Newer lines are kept and counted, not understood.
pub(super) const VERSION: u32 = 1;
/// Longest line that is read; a longer one is damage.
pub(super) const MOST_LINE: usize = 1 << 20;
const HASH_FIELD: &str = ",\"hash\":\"";

/// Everything of a line but its event and its hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Place {
    v: u32,
    n: u64,
    at: Timestamp,
    prev: String,
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    place: &'a Place,
    #[serde(flatten)]
    event: &'a EventDto,
}

/// Where a chain stands: how many lines, and the hash of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) number: u64,
    pub(super) hash: String,
}

impl Head {
    /// The start of a writer's chain, which its name goes into.
    pub(super) fn start(writer: &str) -> Self {
        let hash = Sha256::digest(format!("tillwright ledger of {writer}").as_bytes());
        Self { number: 0, hash: hex::encode(hash) }
    }
}

fn hash_of(prev: &str, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(prev.as_bytes());
    hash.update(body);
    hash.update(b"}");
    hex::encode(hash.finalize())
}

/// The next line behind `head`, with its newline, and where the chain then stands.
pub(super) fn line(head: &Head, at: Timestamp, event: &Event) -> Result<(Vec<u8>, Head), String> {
    let place = Place { v: VERSION, n: head.number + 1, at, prev: head.hash.clone() };
    let written = Written { place: &place, event: &EventDto::from(event) };
    let mut bytes = serde_json::to_vec(&written).map_err(|error| error.to_string())?;
    bytes.pop(); // the closing brace goes behind the hash, and is part of what is hashed
    let hash = hash_of(&head.hash, &bytes);
    bytes.extend(format!("{HASH_FIELD}{hash}\"}}\n").bytes());
    if bytes.len() > MOST_LINE {
        return Err("a line longer than any that is read".to_owned());
    }
    Ok((bytes, Head { number: place.n, hash }))
}

/// A line taken apart.
struct Parts<'a> {
    body: &'a [u8],
    hash: &'a str,
}

fn parts(line: &[u8]) -> Option<Parts<'_>> {
    let at = line.len().checked_sub(HASH_FIELD.len() + 66)?;
    let (body, rest) = line.split_at(at);
    let rest = std::str::from_utf8(rest).ok()?;
    let hash = rest.strip_prefix(HASH_FIELD)?.strip_suffix("\"}")?;
    let plain = hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    plain.then_some(Parts { body, hash })
}

/// A line of a ledger file as found.
#[derive(Clone, Debug)]
pub(super) struct Read {
    /// The line; `None` where it cannot be read at all.
    pub(super) line: Option<Line>,
    /// What is wrong with it or with its place in the chain.
    pub(super) bad: Option<String>,
    /// Whether its own bytes have the hash that it names.
    pub(super) holds: bool,
}

/// A ledger file as found.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) lines: Vec<Read>,
    /// Where the lines that hold from the first on end.
    pub(super) head: Head,
    /// Bytes of the lines before the torn end.
    pub(super) good: usize,
    /// Whether bytes of a torn write stand behind them.
    pub(super) torn: bool,
    /// Whether the last good line has lost its newline.
    pub(super) unended: bool,
}

impl Chain {
    /// Reads a ledger file. Never fails: what is wrong is told line by line.
    pub(super) fn read(writer: &str, bytes: &[u8]) -> Self {
        let start = Head::start(writer);
        let mut chain = Self { lines: Vec::new(), head: start, good: 0, torn: false, unended: false };
        let mut expected = chain.head.clone();
        let mut whole = true;
        for raw in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ended = raw.ends_with(b"\n");
            let content = raw.strip_suffix(b"\n").unwrap_or(raw);
            let read = read_line(writer, content, &expected);
            let last = chain.good + raw.len() == bytes.len();
            if last && is_torn(writer, content, ended, &read, &expected) {
                chain.torn = true;
                break;
            }
            chain.unended = !ended;
            chain.good += raw.len();
            whole &= read.bad.is_none();
            expected.number += 1;
            if let Some(line) = &read.line {
                expected.hash.clone_from(&line.hash);
            }
            if whole {
                chain.head = expected.clone();
            }
            chain.lines.push(read);
        }
        chain
    }

    /// What does not hold, from the first such line on.
    pub(super) fn broken(&self) -> Option<String> {
        let place = self.lines.iter().position(|read| read.bad.is_some())?;
        let why = self.lines[place].bad.as_deref().unwrap_or("");
        Some(format!("line {}: {why}", place + 1))
    }

    pub(super) fn verified(&self, writer: &str) -> Verified {
        let torn = self.torn.then(|| format!("the file ends in a torn line after line {}", self.lines.len()));
        Verified {
            writer: writer.to_owned(),
            lines: self.head.number,
            head: self.head.hash.clone(),
            broken: self.broken().or(torn),
        }
    }
}

/// Bytes never written that a torn write leaves before its own end: at least a sector of them. Fewer are damage.
const UNWRITTEN: usize = 512;

/// Whether the last piece of a file is what a write left that the power cut short: it lacks its newline, or holds a stretch
/// that was never written. A whole last line that does not verify is damage instead, and so is one whose newline alone
/// changed: cutting them off would forget something that had been acknowledged.
fn is_torn(writer: &str, content: &[u8], ended: bool, read: &Read, expected: &Head) -> bool {
    let line_alone = || content.split_last().is_some_and(|(_, line)| read_line(writer, line, expected).bad.is_none());
    let unwritten = || content.iter().filter(|byte| **byte == 0).count() >= UNWRITTEN;
    read.bad.is_some() && if ended { unwritten() } else { !line_alone() }
}

fn read_line(writer: &str, content: &[u8], expected: &Head) -> Read {
    let unreadable = |why: &str| Read { line: None, bad: Some(why.to_owned()), holds: false };
    if content.len() > MOST_LINE {
        return unreadable("longer than any line may be");
    }
    let Some(Parts { body, hash }) = parts(content) else { return unreadable("not a line of a ledger") };
    let Ok(place) = serde_json::from_slice::<Place>(content) else { return unreadable("not understood") };
    let holds = hash_of(&place.prev, body) == hash;
    let bad = if !holds {
        Some("its content does not have the hash that it names")
    } else if place.prev != expected.hash {
        Some("it does not follow the line before it")
    } else if place.n != expected.number + 1 {
        Some("its number is not the next")
    } else {
        None
    };
    let event = match place.v {
        0..=VERSION => serde_json::from_slice::<EventDto>(content).ok().and_then(|dto| dto.read().ok()),
        _ => None,
    };
    let line = Line { writer: writer.to_owned(), number: place.n, at: place.at, event, hash: hash.to_owned() };
    Read { line: Some(line), bad: bad.map(str::to_owned), holds }
}
