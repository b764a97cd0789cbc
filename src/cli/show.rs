//! show: one entry with everything known of it.
//!
//! ENTRY is a key as `journal` prints it, the end of one, or the device's own number where that is unambiguous. Reads
//! the vault only.

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::{Ending, entry, json as shapes, output};
use crate::ops::Failure;
use crate::ops::state::Standings;

/// Arguments of `show`.
#[derive(Args, Debug)]
pub(super) struct Show {
    /// Key, end of a key, or the device's number
    entry: String,
}

impl Show {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let console = context.reader()?;
        let known = entry::one(&console.vault, &self.entry, context)?;
        let standings = Standings::of_vault(&console.vault)?;
        if context.json {
            output::document("show", json!({ "entry": shapes::known(&known, &standings) }))?;
        } else {
            output::text(&entry::full(&known, &standings, context.lang))?;
        }
        Ok(Ending::Done)
    }
}
