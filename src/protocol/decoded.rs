//! What every family tells of one piece of a stream, for people to read.

use crate::model::Direction;

/// One piece of a stream, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Which side sends such a message; `None` where both may, and where nobody can say.
    pub direction: Option<Direction>,
    /// What it is, in a few English words: `sale list item`, `reversal`, `ACK`, `bad frame`, `garbage`.
    pub name: String,
    /// The fields in their order, redacted, with the names that the family's `decode` documents; the first of a message
    /// is `command`. Names are unique.
    pub fields: Vec<(String, String)>,
    /// Whether the checksum (LRC, CRC) was right; `None` for what has none.
    pub checksum_ok: Option<bool>,
    /// The redacted bytes in the form of the line, with the checksum of the redacted bytes; empty where the content may
    /// not be shown.
    pub raw: Vec<u8>,
    /// What it says, in one English line without control characters.
    pub meaning: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl Decoded {
    /// A byte that is a piece by itself.
    pub(super) fn byte(byte: u8, name: &str, meaning: &str) -> Self {
        Self {
            direction: None,
            name: name.to_owned(),
            fields: Vec::new(),
            checksum_ok: None,
            raw: vec![byte],
            meaning: format!("{name} ({meaning})"),
            problem: None,
        }
    }

    /// A piece whose content is not shown.
    pub(super) fn unreadable(name: &str, checksum_ok: Option<bool>, why: String) -> Self {
        let meaning = format!("{name}: {why}");
        let (fields, raw) = (Vec::new(), Vec::new());
        Self { direction: None, name: name.to_owned(), fields, checksum_ok, raw, meaning, problem: Some(why) }
    }
}
