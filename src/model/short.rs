//! Text that is mostly a few letters long, kept without a piece of memory of its own. An entry has a dozen such texts, and a
//! vault holds a hundred thousand entries: as `String` they would take half of all its memory.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Longest text that is kept in place; with it the whole is as large as a `String`.
const IN_PLACE: usize = 22;

/// Text that never changes; compares, sorts and hashes as the text does.
#[derive(Clone)]
pub(super) enum Short {
    /// In place: its length, and its bytes first.
    Here(u8, [u8; IN_PLACE]),
    /// Longer.
    There(Box<str>),
}

impl Short {
    pub(super) fn as_str(&self) -> &str {
        match self {
            // What was put in was text, so it reads as text.
            Short::Here(len, bytes) => {
                bytes.get(..usize::from(*len)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
            }
            Short::There(text) => text,
        }
    }
}

impl From<&str> for Short {
    fn from(text: &str) -> Self {
        let mut bytes = [0; IN_PLACE];
        match (u8::try_from(text.len()), bytes.get_mut(..text.len())) {
            (Ok(len), Some(place)) => {
                place.copy_from_slice(text.as_bytes());
                Short::Here(len, bytes)
            }
            _ => Short::There(text.into()),
        }
    }
}

impl Default for Short {
    fn default() -> Self {
        Short::from("")
    }
}

impl fmt::Debug for Short {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

impl PartialEq for Short {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Short {}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Short {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Short {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_reads_back_and_sorts_as_text() {
        let mut all: Vec<String> = (0..60).map(|len| "ñandú £12 ".chars().cycle().take(len).collect()).collect();
        all.extend(["".to_owned(), "z".repeat(22), "z".repeat(23), "a".repeat(300)]);
        let mut kept: Vec<Short> = all.iter().map(|text| Short::from(text.as_str())).collect();
        for (text, short) in all.iter().zip(&kept) {
            assert_eq!(short.as_str(), text);
            assert_eq!(format!("{short:?}"), format!("{text:?}"));
        }
        all.sort();
        kept.sort();
        assert!(all.iter().map(String::as_str).eq(kept.iter().map(Short::as_str)));
    }

    #[test]
    fn it_is_no_larger_than_a_string() {
        assert_eq!(size_of::<Short>(), size_of::<String>());
        assert_eq!(size_of::<Option<Short>>(), size_of::<String>());
    }
}
