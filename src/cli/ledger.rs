//! ledger: the record of what this tool did.
//!
//!     ledger show [--jsonl]     every line of every writer
//!     ledger verify             checks every chain; 8 when one is broken
//!
//! Each line carries the hash of the line before. A chain cannot protect its own end: note the head hash that `verify`
//! prints on the service slip.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::context::Context;
use super::{Ending, output};
use crate::ops::browse::{Line, describe, kind};
use crate::ops::{Class, Failure};
use crate::text::{Lang, cli as words};

/// Arguments of `ledger`.
#[derive(Args, Debug)]
pub(super) struct Ledger {
    #[command(subcommand)]
    what: What,
}

/// What to do with the ledger.
#[derive(Subcommand, Debug)]
enum What {
    /// Every line
    Show {
        /// Print one JSON object a line
        #[arg(long)]
        jsonl: bool,
    },
    /// Check every chain
    Verify,
}

impl Ledger {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let console = context.reader()?;
        match self.what {
            What::Show { jsonl } => {
                let lines = console.vault.ledger().lines().map_err(Failure::from)?;
                if jsonl {
                    output::lines(lines.iter().map(|line| as_json(line, context.lang)))?;
                } else if context.json {
                    output::document(
                        "ledger",
                        json!({ "lines": lines.iter().map(|line| as_json(line, context.lang)).collect::<Vec<_>>() }),
                    )?;
                } else {
                    for line in &lines {
                        output::text(&format!("{} {}", output::when(line.at), describe(line).read(context.lang)))?;
                    }
                }
                Ok(Ending::Done)
            }
            What::Verify => {
                let chains = console.vault.ledger().verify().map_err(Failure::from)?;
                if context.json {
                    let list: Vec<Value> = chains
                        .iter()
                        .map(|chain| {
                            json!({
                                "writer": chain.writer,
                                "lines": chain.lines,
                                "head": chain.head,
                                "verified": chain.broken.is_none(),
                                "broken": chain.broken,
                            })
                        })
                        .collect();
                    output::document("ledger-verify", json!({ "ledgers": list }))?;
                } else {
                    for chain in &chains {
                        let (mark, broken) = chain.broken.as_deref().map_or(("ok", ""), |why| ("!", why));
                        let said = words::CHAIN.with([
                            ("mark", &mark as &dyn std::fmt::Display),
                            ("writer", &chain.writer),
                            ("lines", &chain.lines),
                            ("head", &chain.head),
                            ("broken", &broken),
                        ]);
                        output::text(&said.read(context.lang))?;
                    }
                }
                let broken = chains.iter().any(|chain| chain.broken.is_some());
                Ok(if broken { Ending::Told(Class::Vault) } else { Ending::Done })
            }
        }
    }
}

fn as_json(line: &Line, lang: Lang) -> Value {
    json!({
        "writer": line.writer,
        "number": line.number,
        "at": line.at.to_string(),
        "event": kind(line),
        "text": describe(line).read(lang),
        "hash": line.hash,
    })
}
