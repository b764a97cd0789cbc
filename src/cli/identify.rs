//! identify: what a port has at its other end.
//!
//! Listens first, then sends only silent commands of the known families (`--protocol` names one). Says which
//! device answers, what that rests on, what it tells of its health, what its family can do, and what has to be right
//! again when you leave. Noted in the ledger.
//!
//! `--with` asks a terminal that was found for more, each by name (ZVT: status, totals, preauthorisations, configuration,
//! diagnosis, files). What of it is not silent needs `--protocol FAMILY` as well, and is refused otherwise: a status
//! enquiry, for one, may start an end-of-day that is due. `--log-off` ends the till's registration afterwards (ZVT).

use clap::Args;
use serde_json::json;

use super::context::{Context, PortArgs};
use super::{Ending, json as shapes, output};
use crate::model::HealthItem;
use crate::ops::browse::Inquiry;
use crate::ops::{Failure, visit};
use crate::text::cli as words;
use crate::text::width::pad;
use crate::text::{Lang, device, terms, told};

/// Arguments of `identify`.
#[derive(Args, Debug)]
pub(super) struct Identify {
    #[command(flatten)]
    port: PortArgs,
    /// Ask for this as well, each by name
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = parse_inquiry)]
    with: Vec<Inquiry>,
    /// End the till's registration with the terminal (ZVT): the till has to register again
    #[arg(long)]
    log_off: bool,
}

fn parse_inquiry(text: &str) -> Result<Inquiry, String> {
    let known = Inquiry::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    Inquiry::ALL.iter().copied().find(|one| one.as_str() == text).ok_or_else(|| format!("known: {known}"))
}

impl Identify {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let found = context.run(async |onlooker| {
            let mut visit = context.visit(&mut console, &self.port, onlooker).await?;
            let mut found = visit::identify(&mut console, &mut visit, onlooker).await?;
            let mut answers = Vec::new();
            for &what in &self.with {
                answers.push((what, visit::inquire(&mut console, &mut visit, what, onlooker).await?));
            }
            if self.log_off {
                visit::log_off(&mut console, &mut visit, onlooker).await?;
            }
            found.hand_back = visit::hand_back(&visit);
            Ok((found, answers))
        })?;
        let (found, answers) = found;
        let lang = context.lang;
        if context.json {
            let hand_back: Vec<String> = found.hand_back.iter().map(|line| line.read(lang)).collect();
            let body = json!({
                "identity": shapes::identity(&found.identity),
                "health": shapes::health(&found.health),
                "capabilities": shapes::capabilities(found.capabilities),
                "hand_back": hand_back,
                "answers": answers.iter().map(|(what, found)| shapes::findings(*what, found)).collect::<Vec<_>>(),
            });
            output::document("identify", body)?;
            return Ok(Ending::Done);
        }
        let id = found.identity.id.as_ref().map_or_else(|| terms::UNKNOWN.get(lang).to_owned(), ToString::to_string);
        output::text(&format!("{}  ({})", id, words::proof(found.identity.proof).read(lang)))?;
        items(&found.health.items, lang)?;
        for (what, answer) in &answers {
            output::text(&format!("{}:", what.as_str()))?;
            items(&answer.items, lang)?;
            for line in &answer.lines {
                output::text(&format!("    | {line}"))?;
            }
        }
        for line in &found.hand_back {
            output::text(&format!("  [ ] {}", line.read(lang)))?;
        }
        Ok(Ending::Done)
    }
}

/// What a device tells of itself, an item a line.
fn items(items: &[HealthItem], lang: Lang) -> Result<(), Failure> {
    for item in items {
        let mark = match item.good {
            Some(true) => "ok",
            Some(false) => "! ",
            None => "- ",
        };
        let name = device::health(item.name).map_or(item.name, |text| text.get(lang));
        output::text(&format!("  {mark} {} {}", pad(name, 28), told::told(&item.value, lang)))?;
    }
    Ok(())
}
