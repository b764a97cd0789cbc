//! Receipts rendered from an entry, always marked as a copy. What the device prints itself is its own.

mod compose;
mod html;
mod svg;
mod text;

pub use compose::{compose, compose_in};
pub use html::to_html;
pub use svg::to_svg;
pub use text::to_text;

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

/// A receipt, in lines of at most [`width`](Self::width) cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its lines.
    pub lines: Vec<ReceiptLine>,
    /// How many of them are the slip itself; those behind them tell of the copy and stand outside it.
    pub slip: usize,
    /// Cells of a line: [`WIDTH`], or more where the device's own lines are longer.
    pub width: usize,
    /// The language it is written in.
    pub lang: Lang,
}

impl Receipt {
    /// The lines of the slip, and those that stand outside it.
    pub fn parts(&self) -> (&[ReceiptLine], &[ReceiptLine]) {
        self.lines.split_at(self.slip.min(self.lines.len()))
    }
}

/// Width in cells: what the terminals of the families print.
pub const WIDTH: usize = 40;
/// Longest line of a device that is kept in one piece.
const WIDEST: usize = 64;

#[cfg(test)]
mod tests;
