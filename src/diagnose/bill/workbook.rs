//! Sheets of an Excel workbook (.xlsx, ECMA-376 part 1, 18.3) as records. Only values are read: no formulas, no styles. A number
//! in a column of dates is a serial number.

use super::table::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Record};
use super::xml::{self, Node, Path, Step, Visit};
use super::zip::{Archive, Entry};
use crate::model::BillRefusal;

/// Whether an archive is a workbook.
pub(super) fn is_one(archive: &Archive<'_>) -> bool {
    archive.entries.iter().any(|entry| entry.name == "xl/workbook.xml")
}

/// The records of every sheet, in the order of their numbers.
pub(super) fn sheets(archive: &Archive<'_>) -> Result<Vec<Vec<Record>>, BillRefusal> {
    let entries = &archive.entries;
    let text = |entry: &Entry<'_>| {
        String::from_utf8(archive.unpack(entry)?).map_err(|_| BillRefusal::WrongEncoding { expected: "UTF-8" })
    };
    let shared = match entries.iter().find(|entry| entry.name == "xl/sharedStrings.xml") {
        Some(entry) => strings(&text(entry)?)?,
        None => Vec::new(),
    };
    let book = entries.iter().find(|entry| entry.name == "xl/workbook.xml").map(text).transpose()?.unwrap_or_default();
    let since_1904 = ["date1904=\"1\"", "date1904=\"true\""].iter().any(|flag| book.contains(flag));
    let mut numbered: Vec<(u32, &Entry<'_>)> = entries
        .iter()
        .filter_map(|entry| {
            let number = entry.name.strip_prefix("xl/worksheets/sheet")?.strip_suffix(".xml")?;
            Some((number.parse().unwrap_or(u32::MAX), entry))
        })
        .collect();
    numbered.sort_by_key(|(number, _)| *number);
    numbered.into_iter().map(|(_, entry)| sheet(&text(entry)?, &shared, since_1904)).collect()
}

/// Texts that cells point to.
fn strings(all: &str) -> Result<Vec<String>, BillRefusal> {
    struct Strings(Vec<String>);
    impl Visit for Strings {
        fn step(&mut self, path: &Path, _: &Node) -> Result<Step, BillRefusal> {
            Ok(if path.is_empty() { Step::Into } else { Step::Take })
        }
        fn take(&mut self, node: Node) {
            if node.name == "si" {
                self.0.push(rich(&node));
            }
        }
    }
    let mut strings = Strings(Vec::new());
    xml::walk(all, &mut strings)?;
    Ok(strings.0)
}

/// Text in one piece or in runs; readings beside it (`rPh`) are not part of it.
fn rich(node: &Node) -> String {
    let runs = node.all("r").map(|run| run.text("t"));
    std::iter::once(node.text("t")).chain(runs).collect()
}

fn sheet(all: &str, shared: &[String], since_1904: bool) -> Result<Vec<Record>, BillRefusal> {
    let mut sheet = Sheet { shared, since_1904, records: Vec::new(), cells: 0, refused: None };
    xml::walk(all, &mut sheet)?;
    match sheet.refused {
        Some(refusal) => Err(refusal),
        None => Ok(sheet.records),
    }
}

struct Sheet<'a> {
    shared: &'a [String],
    since_1904: bool,
    records: Vec<Record>,
    cells: usize,
    refused: Option<BillRefusal>,
}

impl Visit for Sheet<'_> {
    fn step(&mut self, path: &Path, node: &Node) -> Result<Step, BillRefusal> {
        Ok(if path.is_empty() || (path.len() == 1 && node.name == "sheetData") { Step::Into } else { Step::Take })
    }

    fn take(&mut self, node: Node) {
        if node.name != "row" || self.refused.is_some() {
            return;
        }
        if self.records.len() >= MAX_ROWS || self.cells > MAX_CELLS {
            self.refused = Some(BillRefusal::TooLarge { what: "rows", limit: MAX_ROWS as u64 });
            return;
        }
        match self.record(&node) {
            Some(record) => {
                self.cells += record.cells.len();
                self.records.push(record);
            }
            None => self.refused = Some(BillRefusal::TooLarge { what: "columns", limit: MAX_COLUMNS as u64 }),
        }
    }
}

impl Sheet<'_> {
    fn record(&self, row: &Node) -> Option<Record> {
        let next = self.records.last().map_or(1, |record| record.line.saturating_add(1));
        let line = row.attribute("r").parse().unwrap_or(next);
        let mut record = Record { line, ..Record::default() };
        record.since_1904 = self.since_1904;
        for cell in row.all("c") {
            let at = column(cell.attribute("r")).unwrap_or(record.cells.len());
            let (text, number) = self.value(cell);
            if text.is_empty() {
                continue;
            }
            if at >= MAX_COLUMNS {
                return None;
            }
            if record.cells.len() <= at {
                record.cells.resize(at + 1, String::new());
                record.numbers.resize(at + 1, false);
            }
            record.cells[at] = text;
            record.numbers[at] = number;
        }
        Some(record)
    }

    /// Text of a cell, and whether it is a number.
    fn value(&self, cell: &Node) -> (String, bool) {
        let value = cell.text("v");
        match cell.attribute("t") {
            "s" => (value.parse::<usize>().ok().and_then(|at| self.shared.get(at)).cloned().unwrap_or_default(), false),
            "inlineStr" => (cell.find("is").map(rich).unwrap_or_default(), false),
            "str" | "d" | "b" | "e" => (value.to_owned(), false),
            _ => (plain(value), true),
        }
    }
}

/// A number without the noise of binary fractions (`12.300000000000001`): Excel itself shows 15 digits.
fn plain(value: &str) -> String {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let noisy = digits > 15 || value.contains(['e', 'E']);
    match value.parse::<f64>() {
        Ok(number) if noisy && number.abs() < 1e9 => {
            let rounded = format!("{number:.5}");
            rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => value.to_owned(),
    }
}

/// Place of a column, from 0, out of a reference like `AB12`.
fn column(reference: &str) -> Option<usize> {
    let letters: Vec<u8> = reference.bytes().take_while(u8::is_ascii_uppercase).collect();
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.iter().fold(0usize, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    Some(number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_numbers() {
        assert_eq!((column("A1"), column("AB12"), column("7")), (Some(0), Some(27), None));
        assert_eq!(plain("12.300000000000001"), "12.3");
        assert_eq!(plain("4.2000009252021012E+27"), "4.2000009252021012E+27");
        assert_eq!(plain("1500"), "1500");
    }
}
