//! Which profile fits a table, with which delimiter, and on which line its header stands.

use std::collections::BTreeMap;

use super::super::table::{self, Head, Record, plain_name};
use super::{Field, Profile};
use crate::model::{BillRefusal, Printable};

/// Records in which the header is looked for.
const HEAD_RECORDS: usize = 60;
/// Fields without which a line is no header: two may stand in any text.
const ENOUGH: usize = 3;
/// What may part cells.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// A profile on a table.
pub(in super::super) struct Fit<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// Which record is the header.
    pub header: usize,
    /// Fields that were found there.
    found: usize,
    /// Whether all are there that have to be.
    complete: bool,
}

/// The best fit, the earlier profile where two are equal; `None` where nothing looks like a header.
pub(in super::super) fn best<'a>(records: &[Record], profiles: impl Iterator<Item = &'a Profile>) -> Option<Fit<'a>> {
    let mut best: Option<Fit<'a>> = None;
    for profile in profiles {
        for (header, record) in records.iter().take(HEAD_RECORDS).enumerate() {
            let fields = fields_of(profile, &record.cells);
            let complete = profile.required().all(|field| fields.contains_key(&field));
            let fit = Fit { profile, header, found: fields.len(), complete };
            let better = best.as_ref().is_none_or(|before| (complete, fit.found) > (before.complete, before.found));
            if fit.found >= ENOUGH && better {
                best = Some(fit);
            }
        }
    }
    best
}

/// Splits text at the delimiter with which a profile fits best; with that of its first line where none does.
pub(in super::super) fn split(text: &str, profiles: &[&Profile]) -> Result<Option<Vec<Record>>, BillRefusal> {
    let front: String = text.lines().take(HEAD_RECORDS).flat_map(|line| [line, "\n"]).collect();
    let mut choice: Option<(bool, usize, char)> = None;
    for delimiter in DELIMITERS {
        let Ok(records) = table::records(&front, delimiter) else { continue };
        if let Some(fit) = best(&records, profiles.iter().copied()) {
            let rank = (fit.complete, fit.found, delimiter);
            if choice.is_none_or(|before| (rank.0, rank.1) > (before.0, before.1)) {
                choice = Some(rank);
            }
        }
    }
    choice.map(|(_, _, delimiter)| table::records(text, delimiter)).transpose()
}

fn fields_of(profile: &Profile, cells: &[String]) -> BTreeMap<Field, usize> {
    let mut fields = BTreeMap::new();
    for (at, cell) in cells.iter().enumerate() {
        let name = plain_name(cell);
        let field = profile.columns.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field);
        if let Some(field) = field {
            fields.entry(field).or_insert(at);
        }
    }
    fields
}

/// Where each field of a profile stands. Two columns with one meaning are refused, and so is a missing one that is needed.
pub(super) fn columns(profile: &Profile, head: &Head) -> Result<BTreeMap<Field, usize>, BillRefusal> {
    let mut columns = BTreeMap::new();
    for (field, names) in &profile.columns {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(at) = head.find(&names)? {
            columns.insert(*field, at);
        }
    }
    match missing(profile, &columns).first() {
        Some(field) => Err(BillRefusal::ColumnMissing { name: name_of(profile, *field) }),
        None => Ok(columns),
    }
}

/// Fields that have to be there and are not.
pub(super) fn missing(profile: &Profile, columns: &BTreeMap<Field, usize>) -> Vec<Field> {
    profile.required().filter(|field| !columns.contains_key(field)).collect()
}

/// How people would look for a field: by the first of its headers.
fn name_of(profile: &Profile, field: Field) -> Printable {
    let first = profile.columns.get(&field).and_then(|names| names.first());
    Printable::new(first.map_or(field.as_str(), String::as_str), 40)
}

/// What a preview shows of a header: which column means what, and which mean nothing.
pub(super) fn named(profile: &Profile, head: &Record) -> (Vec<(Field, Printable)>, Vec<Printable>, Vec<Field>) {
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for cell in &head.cells {
        let name = plain_name(cell);
        let shown = Printable::new(table::trim(cell), 40);
        match profile.columns.iter().find(|(_, names)| names.contains(&name)) {
            Some((field, _)) => found.push((*field, shown)),
            None if !name.is_empty() => left.push(shown),
            None => {}
        }
    }
    (found, left, missing(profile, &fields_of(profile, &head.cells)))
}
