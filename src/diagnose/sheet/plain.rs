//! The case sheet as plain text, for a screen, a mail and a narrow printer.

use super::{CaseSheet, Line, Part};
use crate::model::is_hostile;
use crate::text::dispute as words;
use crate::text::{Lang, width};

/// Width of the text in cells.
pub const WIDTH: usize = 78;
/// Cells for labels.
const LABELS: usize = 26;
/// Cells for who signs.
const SIGNERS: usize = 12;

/// As lines of at most [`WIDTH`] cells.
pub fn to_text(sheet: &CaseSheet) -> String {
    let mut out = Plain(String::new());
    out.rule('=');
    out.line(&width::centre(words::SHEET_TITLE.get(sheet.lang), WIDTH));
    out.rule('=');
    for part in &sheet.parts {
        out.part(part, sheet.lang);
    }
    out.line("");
    out.rule('-');
    out.indented("", &sheet.made);
    out.0
}

struct Plain(String);

impl Plain {
    /// One line, whatever it holds made harmless and cut to the width.
    fn line(&mut self, text: &str) {
        let harmless: String = text.chars().map(|symbol| if is_hostile(symbol) { '?' } else { symbol }).collect();
        self.0.push_str(width::fit(&harmless, WIDTH).trim_end());
        self.0.push('\n');
    }

    fn rule(&mut self, symbol: char) {
        self.line(&symbol.to_string().repeat(WIDTH));
    }

    /// A text behind `mark`, further lines below its beginning.
    fn indented(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(width::cells(mark));
        for (index, part) in width::wrap(text, WIDTH - width::cells(mark)).iter().enumerate() {
            let lead = if index == 0 { mark } else { &indent };
            self.line(&format!("{lead}{part}"));
        }
    }

    fn part(&mut self, part: &Part, lang: Lang) {
        self.line("");
        self.line(&part.about.heading().get(lang).to_uppercase());
        if part.lines.iter().any(|line| matches!(line, Line::Signature(_))) {
            self.line(&format!("  ({})", words::SHEET_SIGN_LINE.get(lang)));
        }
        let mut step = 0;
        for line in &part.lines {
            match line {
                Line::Says(text) => self.indented("  ", text),
                Line::Fact { label, value } => self.indented(&format!("  {} ", width::pad(label, LABELS)), value),
                Line::Item(text) => self.indented("  - ", text),
                Line::Step(text) => {
                    step += 1;
                    self.indented(&format!("  {step}. "), text);
                }
                Line::Parting => self.line(&format!("  {}", "-".repeat(WIDTH - 2))),
                Line::More(count) => self.line(&format!("    + {count}")),
                Line::Signature(who) => {
                    self.line("");
                    self.line(&format!("  {} {}", width::pad(who, SIGNERS), "_".repeat(WIDTH - SIGNERS - 3)));
                }
            }
        }
    }
}
