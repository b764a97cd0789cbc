//! What a profile makes of a file, for who writes one.

use super::super::detect;
use super::fit;
use super::{Field, Profile};
use crate::model::{BadRow, BillRefusal, BillRow, Printable};

/// Rows that a preview shows.
const SHOWN: usize = 5;

/// A file seen through a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Line of the header, from 1.
    pub line: u32,
    /// Which column means what, in the file's order.
    pub columns: Vec<(Field, Printable)>,
    /// Columns that mean nothing to this profile.
    pub left_over: Vec<Printable>,
    /// Fields that have to be there and are not.
    pub missing: Vec<Field>,
    /// The first rows as they are read.
    pub rows: Vec<BillRow>,
    /// The first rows that cannot be read.
    pub bad_rows: Vec<BadRow>,
    /// Rows that can be read, and rows that cannot, in the whole file.
    pub counts: (usize, usize),
    /// Why the file as a whole would be refused.
    pub refusal: Option<BillRefusal>,
}

/// Reads a file through one profile and shows what comes of it. Refused only where no line looks like the header of that
/// profile, or where the file is no table at all.
pub fn preview(bytes: &[u8], profile: &Profile) -> Result<Preview, BillRefusal> {
    let (source, records) = detect::records("", bytes, &[profile])?;
    let fit = fit::best(&records, std::iter::once(profile)).ok_or(BillRefusal::NotABill)?;
    let header = records.get(fit.header).ok_or(BillRefusal::NotABill)?;
    let (columns, left_over, missing) = fit::named(profile, header);
    let mut preview = Preview {
        line: header.line,
        columns,
        left_over,
        missing,
        rows: Vec::new(),
        bad_rows: Vec::new(),
        counts: (0, 0),
        refusal: None,
    };
    match super::read(&source, &records, &fit) {
        Ok(bill) => {
            preview.counts = (bill.rows.len(), bill.bad_rows.len());
            preview.rows = bill.rows.into_iter().take(SHOWN).collect();
            preview.bad_rows = bill.bad_rows.into_iter().take(SHOWN).collect();
        }
        Err(refusal) => preview.refusal = Some(refusal),
    }
    Ok(preview)
}
