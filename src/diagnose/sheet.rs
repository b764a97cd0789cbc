//! The case sheet: one page of plain text for shop, acquirer and file, with every reference number to quote.

use super::dispute::Dispute;
use crate::model::DeviceId;
use crate::text::Lang;

/// The sheet of a dispute, at most 78 cells wide.
pub fn case_sheet(
    dispute: &Dispute,
    device: Option<&DeviceId>,
    made: jiff::Timestamp,
    who: &str,
    lang: Lang,
) -> String {
    let _ = (dispute, device, made, who, lang);
    todo!()
}
