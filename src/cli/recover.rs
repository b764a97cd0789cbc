//! recover: settle outcomes that are unknown, by reading only.
//!
//! For every open case of the device at PORT the journal is read and compared with what it showed before the request.
//! What that cannot settle needs a person: ask the acquirer or look at the statement, then
//!
//!     tillwright recover --conclude INTENT done|not_done --evidence TEXT
//!
//! and the ledger says that it was a person. Without PORT the open cases are listed. Ends with 11 while any is unknown.

use clap::Args;
use serde_json::{Value, json};

use super::context::{Context, PortArgs, Protocol};
use super::reverse::unheard;
use super::{Ending, json as shapes, output};
use crate::link::PortSpec;
use crate::model::{IntentId, Outcome};
use crate::ops::recover::{self, Recovered};
use crate::ops::{Class, Failure};
use crate::text::cli as words;

/// Arguments of `recover`.
#[derive(Args, Debug)]
pub(super) struct Recover {
    /// Where the device is
    port: Option<PortSpec>,
    #[command(flatten)]
    protocol: Protocol,
    /// Conclude a case as a person
    #[arg(long, num_args = 2, value_names = ["INTENT", "done|not_done"], requires = "evidence", conflicts_with = "port")]
    conclude: Option<Vec<String>>,
    /// What the conclusion rests on
    #[arg(long, value_name = "TEXT", requires = "conclude")]
    evidence: Option<String>,
}

impl Recover {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let recovered = if let (Some(words), Some(evidence)) = (&self.conclude, &self.evidence) {
            vec![recover::conclude(&mut console, &intent(words), concluded(words)?, evidence)?]
        } else if let Some(port) = self.port {
            let port = PortArgs { port, protocol: self.protocol };
            context.run(async |onlooker| {
                let mut visit = context.visit(&mut console, &port, onlooker).await?;
                context.remark(&recover::announce(&visit));
                recover::recover(&mut console, &mut visit, onlooker).await
            })?
        } else {
            recover::open_cases(&console)?
                .into_iter()
                .map(|case| {
                    let outcome = case.outcome.clone().unwrap_or_else(recover::nothing_recorded);
                    Recovered { case, outcome }
                })
                .collect()
        };
        report(context, &recovered)
    }
}

fn intent(words: &[String]) -> IntentId {
    IntentId(words.first().cloned().unwrap_or_default())
}

fn concluded(given: &[String]) -> Result<bool, Failure> {
    match given.get(1).map(String::as_str) {
        Some("done") => Ok(true),
        Some("not_done") => Ok(false),
        _ => Err(Failure::new(
            Class::Usage,
            "usage",
            words::USAGE.with([("why", &"--conclude INTENT done|not_done" as &dyn std::fmt::Display)]),
            &words::NOTHING_DONE,
            &words::SEE_HELP,
        )),
    }
}

fn report(context: &Context, recovered: &[Recovered]) -> Result<Ending, Failure> {
    let unknown = recovered.iter().any(|one| matches!(one.outcome, Outcome::Unknown { .. }));
    let class = unknown.then_some(Class::Unknown);
    tell(context, recovered).map_err(|failure| unheard(failure, class))?;
    Ok(class.map_or(Ending::Done, Ending::Told))
}

fn tell(context: &Context, recovered: &[Recovered]) -> Result<(), Failure> {
    let lang = context.lang;
    if context.json {
        let outcomes: Vec<Value> = recovered
            .iter()
            .map(|one| {
                let mut fields = shapes::outcome(&one.outcome);
                fields.insert("intent".into(), json!(one.case.intent.id.0));
                fields.insert("entry".into(), json!(one.case.intent.plan.entry.key.as_str()));
                fields.insert("device".into(), json!(one.case.intent.plan.device.to_string()));
                fields.insert("plan".into(), shapes::plan(&one.case.intent.plan));
                Value::Object(fields)
            })
            .collect();
        output::document("recover", json!({ "outcomes": outcomes }))?;
    } else if recovered.is_empty() {
        output::text(words::NO_OPEN_CASES.get(lang))?;
    } else {
        for one in recovered {
            output::text(&format!("{}", one.case.intent.plan.entry.key))?;
            output::text(&words::outcome(&one.case.intent.id, &one.outcome, lang))?;
        }
    }
    Ok(())
}
