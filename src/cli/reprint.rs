//! reprint: a receipt, printed again on the device.
//!
//! Paper comes out, so this is never part of anything else. A Transbank terminal can only print its last sale again:
//! for any other entry nothing is sent, and `receipt` renders it here. A ZVT terminal that was told to print through its
//! till sends the receipt here instead, and it is shown. What was printed is compared with what was
//! wanted; if another sale came out, that slip is to be destroyed, and this ends with 7. Noted in the ledger.

use clap::Args;
use serde_json::json;

use super::context::{Context, PortArgs};
use super::{Ending, entry, json as shapes, output};
use crate::model::Printable;
use crate::ops::browse::Reprinted;
use crate::ops::{Class, Failure, reprint};
use crate::text::cli as words;

/// Arguments of `reprint`.
#[derive(Args, Debug)]
pub(super) struct Reprint {
    #[command(flatten)]
    port: PortArgs,
    /// Key, end of a key, or the device's number
    entry: String,
}

impl Reprint {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let wanted = entry::one(&console.vault, &self.entry, context)?.entry;
        let lang = context.lang;
        let printed = context.run_money(async |onlooker| {
            let mut visit = context.visit(&mut console, &self.port, onlooker).await?;
            reprint::reprint(&mut console, &mut visit, &wanted, onlooker).await
        })?;
        let (token, said, other, ending) = match &printed {
            Reprinted::Wanted => ("wanted", words::REPRINTED.plain(), None, Ending::Done),
            Reprinted::Other { printed } => {
                let number: &dyn std::fmt::Display = &printed.number;
                (
                    "other",
                    words::REPRINTED_OTHER.with([("number", number)]),
                    Some(printed),
                    Ending::Told(Class::Refused),
                )
            }
            Reprinted::Received { lines } => (
                "received",
                words::REPRINT_RECEIVED.with([("count", &lines.len() as &dyn std::fmt::Display)]),
                None,
                Ending::Done,
            ),
            Reprinted::Unknown { why } => (
                "unknown",
                words::REPRINT_UNKNOWN.with([("why", why as &dyn std::fmt::Display)]),
                None,
                Ending::Told(Class::Unknown),
            ),
        };
        let lines: &[Printable] = match &printed {
            Reprinted::Received { lines } => lines,
            _ => &[],
        };
        if context.json {
            let body = json!({
                "printed": token,
                "wanted": wanted.key.as_str(),
                "other": other.map(|entry| shapes::entry(entry)),
                "what": said.read(lang),
                "lines": lines.iter().map(|line| line.as_str()).collect::<Vec<_>>(),
            });
            output::document("reprint", body)?;
        } else {
            output::text(&said.read(lang))?;
            for line in lines {
                output::text(line.as_str())?;
            }
        }
        Ok(ending)
    }
}
