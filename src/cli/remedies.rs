//! remedies: what may be done for an entry, and why not.
//!
//! Reads the journal as it is now (silently), takes a fresh archive where the vault has none, and lists each remedy of the
//! family with every reason against it. Sends nothing that moves money. Ends with 12 when nothing is allowed.

use clap::Args;
use serde_json::json;

use super::context::{Context, PortArgs};
use super::{Ending, entry, json as shapes, output};
use crate::model::Refusal;
use crate::ops::failure::refusal_sentences;
use crate::ops::{Class, Failure, pull, remedy};
use crate::text::cli as words;

/// Arguments of `remedies`.
#[derive(Args, Debug)]
pub(super) struct RemediesArgs {
    #[command(flatten)]
    port: PortArgs,
    /// Key, end of a key, or the device's number
    entry: String,
}

impl RemediesArgs {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let wanted = entry::one(&console.vault, &self.entry, context)?.entry;
        let lang = context.lang;
        let found = context.run(async |onlooker| {
            let mut visit = context.visit(&mut console, &self.port, onlooker).await?;
            context.remark(&pull::announce_one(&visit));
            let found = remedy::remedies(&mut console, &mut visit, &wanted, onlooker).await;
            context.hand_back(&visit);
            found
        })?;
        let explain = |refusal: &Refusal| refusal_sentences(refusal, &wanted.device).0.read(lang);
        if context.json {
            let all: Vec<_> = found.all.iter().map(|one| shapes::remedy(one, explain)).collect();
            output::document("remedies", json!({ "entry": found.entry.as_str(), "remedies": all }))?;
        } else {
            for one in &found.all {
                let allowed = if one.refusals.is_empty() { &words::ALLOWED } else { &words::NOT_ALLOWED };
                output::text(&format!("{}: {}", words::remedy(one.kind).get(lang), allowed.get(lang)))?;
                for refusal in &one.refusals {
                    output::text(&format!("  - {}", explain(refusal)))?;
                }
            }
        }
        let any = found.all.iter().any(|one| one.refusals.is_empty());
        Ok(if any { Ending::Done } else { Ending::Told(Class::Rule) })
    }
}
