//! journal: entries of the vault.
//!
//! Reads the vault only; no device is needed, and a console that is at work does not mind. `--filter` takes conditions
//! that all have to hold; a bare word is looked for in everything that an entry shows, and `-` turns a condition round:
//!
//!     amount>=1000 amount<=20000 last4:0042 result:approved type:credit kind:sale brand:VI
//!     date:2026-11-23 time>=12:00 number:63 voided:yes auth:A1B2C3 ticket:48711 device:SIM00001 -contactless
//!
//! `voided:yes` finds what the device's journal shows as voided, what was voided from here, and what a person concluded to
//! be voided; `voided:unknown` finds voids whose outcome nobody knows yet. In JSON `void` is the device's word and `remedy`
//! our ledger's: null, done, not_done or unknown.
//!
//! `--jsonl` prints one entry a line.

use clap::Args;

use super::context::Context;
use super::{Ending, entry, json as shapes, output};
use crate::model::{DeviceId, Entry};
use crate::ops::browse::Known;
use crate::ops::filter::Filter;
use crate::ops::state::Standings;
use crate::ops::{Class, Failure};
use crate::text::cli as words;

/// Arguments of `journal`.
#[derive(Args, Debug)]
pub(super) struct Journal {
    /// Only this device (family:merchant:terminal)
    #[arg(long, value_name = "ID")]
    device: Option<DeviceId>,
    /// Only entries for which this holds
    #[arg(long, value_name = "EXPR")]
    filter: Option<String>,
    /// Print one JSON object a line
    #[arg(long)]
    jsonl: bool,
}

impl Journal {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let console = context.reader()?;
        let filter = self.filter.as_deref().map(filter).transpose()?;
        let known = console.vault.journal(self.device.as_ref()).map_err(Failure::from)?;
        let standings = Standings::of_vault(&console.vault)?;
        let fits = |entry: &Entry| filter.as_ref().is_none_or(|filter| filter.matches(entry, &standings.of(entry)));
        let chosen: Vec<&Known> = known.iter().filter(|known| fits(&known.entry)).collect();
        if self.jsonl {
            output::lines(chosen.iter().map(|known| shapes::known(known, &standings)))?;
        } else if context.json {
            output::long_document("journal", "entries", chosen.iter().map(|known| shapes::known(known, &standings)))?;
        } else if chosen.is_empty() {
            output::remark(words::NO_ENTRIES.get(context.lang));
        } else {
            let row = |entry: &Entry| entry::line(entry, &standings.of(entry), context.lang);
            let list: Vec<String> = chosen.iter().map(|known| row(&known.entry)).collect();
            output::text(&format!("{}\n{}", entry::heading(context.lang), list.join("\n")))?;
        }
        Ok(Ending::Done)
    }
}

fn filter(text: &str) -> Result<Filter, Failure> {
    Filter::parse(text).map_err(|error| {
        Failure::new(Class::Usage, "filter", error.phrase(), &words::NOTHING_DONE, &words::SEE_JOURNAL_HELP)
    })
}
