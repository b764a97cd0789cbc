//! A table as records of cells, and its header as names: columns are found by name, never by position.

use crate::model::{BadRow, BillRefusal, Printable, RowFault};

/// Longest line, in bytes: a row of 27 columns with goods has a few hundred.
pub(super) const MAX_LINE: usize = 32 * 1024;
/// Most rows of one file.
pub(super) const MAX_ROWS: usize = 300_000;
/// Most cells of a table that is kept whole while it is read.
pub(super) const MAX_CELLS: usize = 6_000_000;
/// Most lines of one record: goods with a line end in them have two or three.
const MAX_RECORD_LINES: usize = 32;
/// Most columns.
pub(super) const MAX_COLUMNS: usize = 256;

/// One record of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Line on which it begins, from 1.
    pub line: u32,
    /// Its cells, quotes taken off, not trimmed.
    pub cells: Vec<String>,
    /// Which cells of a workbook are numbers, written with a point; empty for text.
    pub numbers: Vec<bool>,
    /// Whether that workbook counts its days from 1904.
    pub since_1904: bool,
}

impl Record {
    /// A record of text.
    pub(super) fn of_text(line: u32, cells: Vec<String>) -> Self {
        Self { line, cells, ..Self::default() }
    }

    /// Whether a cell is a number of a workbook.
    pub(super) fn is_number(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.numbers.get(at)).copied().unwrap_or(false)
    }

    /// A cell without the blanks, tabs and backticks around it; empty where there is none.
    pub(super) fn cell(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| trim(cell))
    }

    /// Whether every cell is blank.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| trim(cell).is_empty())
    }
}

/// Without blanks, tabs (Alipay puts one behind every number) and backticks (WeChat puts one before every value).
pub(super) fn trim(cell: &str) -> &str {
    cell.trim_matches(|symbol: char| symbol.is_whitespace() || matches!(symbol, '`' | '\u{feff}'))
}

/// Full-width letters, digits and signs as ASCII; typographic minus and blanks as plain ones.
pub(super) fn narrow(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let plain = |symbol: char| match symbol {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(symbol as u32 - 0xfee0).unwrap_or(symbol),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2212}' | '\u{2013}' => '-',
        '\u{2019}' => '\'',
        _ => symbol,
    };
    text.chars().map(plain).collect()
}

/// Lines with their numbers from 1, LF or CRLF or CR, none longer than [`MAX_LINE`].
pub(super) fn lines(text: &str) -> Result<Vec<(u32, &str)>, BillRefusal> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    if text.matches(end).count() > MAX_ROWS {
        return Err(BillRefusal::TooLarge { what: "rows", limit: MAX_ROWS as u64 });
    }
    let all: Vec<&str> = text.split(end).collect();
    if all.iter().any(|line| line.len() > MAX_LINE) {
        return Err(BillRefusal::TooLarge { what: "bytes in a line", limit: MAX_LINE as u64 });
    }
    Ok((1..).zip(all.into_iter().map(|line| line.strip_suffix('\r').unwrap_or(line))).collect())
}

/// Splits text into records at `delimiter`. A quoted cell may hold delimiters, doubled quotes and line ends; blanks and tabs
/// behind the closing quote belong to nothing (WeChat writes `"123"<tab>,`). A quote that is never closed is a truncated file.
pub(super) fn records(text: &str, delimiter: char) -> Result<Vec<Record>, BillRefusal> {
    let mut out = Vec::new();
    let mut open: Option<(u32, String)> = None;
    let mut kept = 0;
    for (number, line) in lines(text)? {
        let (first, whole) = match open.take() {
            Some((first, before)) => (first, format!("{before}\n{line}")),
            None => (number, line.to_owned()),
        };
        if whole.len() > MAX_LINE || (number - first) as usize > MAX_RECORD_LINES {
            return Err(BillRefusal::TooLarge { what: "bytes in a line", limit: MAX_LINE as u64 });
        }
        match cells(&whole, delimiter) {
            Some(cells) if cells.len() > MAX_COLUMNS => {
                return Err(BillRefusal::TooLarge { what: "columns", limit: MAX_COLUMNS as u64 });
            }
            Some(cells) => {
                kept += cells.len();
                if kept > MAX_CELLS {
                    return Err(BillRefusal::TooLarge { what: "cells", limit: MAX_CELLS as u64 });
                }
                out.push(Record::of_text(first, cells));
            }
            None => open = Some((first, whole)),
        }
    }
    match open {
        Some((line, _)) => Err(BillRefusal::Truncated { line }),
        None => Ok(out),
    }
}

/// The cells of a line, or `None` where a quote is still open at its end.
fn cells(line: &str, delimiter: char) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = line.chars().peekable();
    loop {
        let mut cell = String::new();
        while rest.next_if(|symbol| matches!(symbol, ' ' | '\t') && *symbol != delimiter).is_some() {}
        if rest.next_if_eq(&'"').is_some() {
            loop {
                match rest.next()? {
                    '"' if rest.next_if_eq(&'"').is_some() => cell.push('"'),
                    '"' => break,
                    symbol => cell.push(symbol),
                }
            }
        }
        while let Some(symbol) = rest.next_if(|symbol| *symbol != delimiter) {
            cell.push(symbol);
        }
        out.push(cell);
        if rest.next().is_none() {
            return Some(out);
        }
    }
}

/// The names of a table's columns.
#[derive(Clone, Debug)]
pub(super) struct Head {
    names: Vec<String>,
}

impl Head {
    /// From the cells of the header. Two columns of one name are refused: nobody knows which counts.
    pub(super) fn new(cells: &[String]) -> Result<Self, BillRefusal> {
        let names: Vec<String> = cells.iter().map(|cell| plain_name(cell)).collect();
        for (at, name) in names.iter().enumerate() {
            if !name.is_empty() && names.iter().take(at).any(|before| before == name) {
                return Err(BillRefusal::ColumnDoubled { name: Printable::new(name, 40) });
            }
        }
        Ok(Self { names })
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The name at a place.
    pub(super) fn name(&self, at: usize) -> Printable {
        Printable::new(self.names.get(at).map_or("", String::as_str), 40)
    }

    /// The column with one of these names, `None` where there is none. Two such columns are refused.
    pub(super) fn find(&self, names: &[&str]) -> Result<Option<usize>, BillRefusal> {
        let names: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let mut found = self.names.iter().enumerate().filter(|(_, name)| names.contains(name)).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (_, Some(second)) => Err(BillRefusal::ColumnDoubled { name: self.name(second) }),
            (first, None) => Ok(first),
        }
    }

    /// The column with one of these names, which has to be there.
    pub(super) fn need(&self, names: &[&str]) -> Result<usize, BillRefusal> {
        let first = names.first().copied().unwrap_or_default();
        self.find(names)?.ok_or_else(|| BillRefusal::ColumnMissing { name: Printable::new(first, 40) })
    }

    /// A fault in a column.
    pub(super) fn fault(&self, line: u32, at: Option<usize>, why: RowFault) -> BadRow {
        BadRow { line, column: at.map_or_else(Printable::default, |at| self.name(at)), why }
    }
}

/// A name of a column in the form in which names are compared: narrow, small letters, single blanks, no colon behind it.
pub(super) fn plain_name(name: &str) -> String {
    let narrow = narrow(trim(name)).to_lowercase();
    let words: Vec<&str> = narrow.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '*']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<String> {
        records(line, ',').unwrap().remove(0).cells
    }

    #[test]
    fn quotes_delimiters_and_tails() {
        assert_eq!(split(r#"a,"b,""c""",d"#), ["a", "b,\"c\"", "d"]);
        assert_eq!(split("\"123\"\t,x"), ["123\t", "x"]);
        assert_eq!(split("点击\"多多\",x"), ["点击\"多多\"", "x"]);
        assert_eq!(split("a,,"), ["a", "", ""]);
        let two = records("a,\"b\nc\"\nd,e", ',').unwrap();
        assert_eq!((two[0].cells[1].as_str(), two[1].line), ("b\nc", 3));
        assert_eq!(records("a,\"b", ','), Err(BillRefusal::Truncated { line: 1 }));
    }

    #[test]
    fn names_are_compared_plainly() {
        assert_eq!(plain_name("\u{feff}订单金额（元）"), "订单金额(元)");
        assert_eq!(plain_name(" Monto  Venta: "), "monto venta");
        let doubled = Head::new(&["a".into(), "A ".into()]);
        assert!(matches!(doubled, Err(BillRefusal::ColumnDoubled { .. })));
    }
}
