//! Receipts rendered from an entry, always marked as a copy. What the device prints itself is its own.

use crate::model::Entry;
use crate::text::Lang;

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
}

/// One line of a receipt: a text, or a label with its value at the other edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiptLine {
    /// A text.
    Text {
        /// The text, harmless.
        text: String,
        /// How it stands.
        align: Align,
        /// Large or bold.
        strong: bool,
    },
    /// A label and its value.
    Pair {
        /// Label.
        label: String,
        /// Value.
        value: String,
    },
    /// A rule across.
    Rule,
}

/// A receipt, in lines of at most [`WIDTH`] cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its lines.
    pub lines: Vec<ReceiptLine>,
}

/// Width in cells: what the terminals of the families print.
pub const WIDTH: usize = 40;

/// The receipt of an entry, marked as a copy, with the date of the original and, outside the slip body, when and by whom
/// this copy was made.
pub fn compose(entry: &Entry, made: jiff::Timestamp, lang: Lang) -> Receipt {
    let _ = (entry, made, lang);
    todo!()
}

/// As plain text, each line at most [`WIDTH`] cells.
pub fn to_text(receipt: &Receipt) -> String {
    let _ = receipt;
    todo!()
}

/// As a picture.
pub fn to_svg(receipt: &Receipt) -> String {
    let _ = receipt;
    todo!()
}

/// As a document that prints well.
pub fn to_html(receipt: &Receipt) -> String {
    let _ = receipt;
    todo!()
}
