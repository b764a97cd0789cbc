//! A receipt as plain text.

use super::{Align, Receipt, ReceiptLine};
use crate::model::is_hostile;
use crate::text::width;

/// As plain text, each line at most [`Receipt::width`] cells.
pub fn to_text(receipt: &Receipt) -> String {
    let (slip, outside) = receipt.parts();
    let mut out = String::new();
    for line in slip {
        push(&mut out, line, receipt.width);
    }
    if !outside.is_empty() {
        out.push('\n');
    }
    for line in outside {
        push(&mut out, line, receipt.width);
    }
    out
}

fn push(out: &mut String, line: &ReceiptLine, wide: usize) {
    let row = match line {
        ReceiptLine::Rule => "-".repeat(wide),
        ReceiptLine::Text { text, align: Align::Left, .. } => width::fit(&harmless(text), wide),
        ReceiptLine::Text { text, align: Align::Centre, .. } => width::centre(&harmless(text), wide),
        ReceiptLine::Pair { label, value } => {
            let value = width::fit(&harmless(value), wide);
            let room = wide.saturating_sub(width::cells(&value) + 1);
            let label = width::fit(&harmless(label), room);
            let gap = wide - width::cells(&label) - width::cells(&value);
            format!("{label}{}{value}", " ".repeat(gap))
        }
    };
    out.push_str(row.trim_end());
    out.push('\n');
}

fn harmless(text: &str) -> String {
    text.chars().map(|symbol| if is_hostile(symbol) { '?' } else { symbol }).collect()
}
