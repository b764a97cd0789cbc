//! identify: what a port has at its other end.
//!
//! Listens first, then sends only silent commands of the known families (`--protocol` names one). Says which
//! device answers, what that rests on, what it tells of its health, what its family can do, and what has to be right
//! again when you leave. Noted in the ledger.

use clap::Args;
use serde_json::json;

use super::context::{Context, PortArgs};
use super::{Ending, json as shapes, output};
use crate::ops::{Failure, visit};
use crate::text::cli as words;
use crate::text::width::pad;
use crate::text::{device, terms};

/// Arguments of `identify`.
#[derive(Args, Debug)]
pub(super) struct Identify {
    #[command(flatten)]
    port: PortArgs,
}

impl Identify {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let found = context.run(async |onlooker| {
            let mut visit = context.visit(&mut console, &self.port, onlooker).await?;
            visit::identify(&mut console, &mut visit, onlooker).await
        })?;
        let lang = context.lang;
        if context.json {
            let hand_back: Vec<String> = found.hand_back.iter().map(|line| line.read(lang)).collect();
            let body = json!({
                "identity": shapes::identity(&found.identity),
                "health": shapes::health(&found.health),
                "capabilities": shapes::capabilities(found.capabilities),
                "hand_back": hand_back,
            });
            output::document("identify", body)?;
            return Ok(Ending::Done);
        }
        let id = found.identity.id.as_ref().map_or_else(|| terms::UNKNOWN.get(lang).to_owned(), ToString::to_string);
        output::text(&format!("{}  ({})", id, words::proof(found.identity.proof).read(lang)))?;
        for item in &found.health.items {
            let mark = match item.good {
                Some(true) => "ok",
                Some(false) => "! ",
                None => "- ",
            };
            let name = device::health(item.name).map_or(item.name, |text| text.get(lang));
            output::text(&format!("  {mark} {} {}", pad(name, 28), item.value))?;
        }
        for line in &found.hand_back {
            output::text(&format!("  [ ] {}", line.read(lang)))?;
        }
        Ok(Ending::Done)
    }
}
