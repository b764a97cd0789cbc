//! ISO 20022 of banks: camt.053 (statement) and camt.054 (notification), versions 2 to 13. Elements are found by their local
//! names. What changed from version to version is read either way: the state as text or as a code, dates with or without a
//! time, amounts with up to five decimals.
//!
//! Opening balance plus booked entries have to give the closing balance, and the summary of a statement has to agree with its
//! entries, where a statement has them.

mod entry;
mod statement;

use super::draft::{Draft, Source, text};
use super::xml::{self, Node, Path, Step, Visit};
use crate::model::{Bill, BillFormat, BillRefusal, Side};
use statement::Statement;

/// Reads a document.
pub(super) fn read(source: &Source, all: &str) -> Result<Bill, BillRefusal> {
    let mut reading = Reading::default();
    xml::walk(all, &mut reading)?;
    let Reading { mut draft, format, open, statements } = reading;
    if let Some(done) = open {
        done.close(&mut draft);
    }
    let Some(format) = format else { return Err(BillRefusal::NotABill) };
    if statements == 0 {
        return Err(BillRefusal::ColumnMissing { name: text("Stmt") });
    }
    draft.finish(source, format, Side::Bank)
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    draft: Draft,
    format: Option<BillFormat>,
    open: Option<Statement>,
    statements: usize,
}

impl Visit for Reading {
    fn step(&mut self, path: &Path, node: &Node) -> Result<Step, BillRefusal> {
        begin(path, node, &mut self.format)?;
        if path.len() < 2 {
            return Ok(Step::Into);
        }
        if path.len() > 2 || !is_statement(&node.name) {
            return Ok(Step::Take);
        }
        if let Some(done) = self.open.replace(Statement::default()) {
            done.close(&mut self.draft);
        }
        self.statements += 1;
        Ok(Step::Into)
    }

    fn take(&mut self, node: Node) {
        if let Some(statement) = self.open.as_mut() {
            statement.take(&mut self.draft, &node);
        }
    }
}

fn is_statement(name: &str) -> bool {
    matches!(name, "Stmt" | "Ntfctn")
}

/// Learns from the outermost elements what the document is, and refuses what is not read.
fn begin(path: &[String], node: &Node, format: &mut Option<BillFormat>) -> Result<(), BillRefusal> {
    match path.len() {
        0 if node.name != "Document" => Err(BillRefusal::NotABill),
        0 => version(node),
        1 if format.is_some() => Err(BillRefusal::UnknownVersion { said: text("several messages") }),
        1 => {
            *format = Some(match node.name.as_str() {
                "BkToCstmrStmt" => BillFormat::Camt053,
                "BkToCstmrDbtCdtNtfctn" => BillFormat::Camt054,
                other => return Err(BillRefusal::UnknownVersion { said: text(other) }),
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Checks the name space, where the document has one of ISO 20022.
fn version(document: &Node) -> Result<(), BillRefusal> {
    let spaces = document.attributes.iter().filter(|(name, _)| name == "xmlns" || name.starts_with("xmlns:"));
    for (_, space) in spaces {
        let Some(message) = space.rsplit_once(":xsd:").map(|(_, message)| message) else { continue };
        let parts: Vec<&str> = message.split('.').collect();
        let number = parts.get(3).and_then(|part| part.parse::<u8>().ok()).unwrap_or(0);
        let known = matches!(parts.as_slice(), ["camt", "053" | "054", "001", _]) && (1..=13).contains(&number);
        if !known {
            return Err(BillRefusal::UnknownVersion { said: text(message) });
        }
    }
    Ok(())
}
