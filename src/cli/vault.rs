//! vault: upkeep.
//!
//!     vault rebuild                         throws the index away and builds it again from the archives
//!     vault purge --older-than 365d --yes   removes old archives, leaving tombstones so that chains still verify
//!
//! Archives that a newer one builds on, or that hold an entry whose outcome is unknown, stay. Without `--yes` the purge
//! only says what it would remove.

use clap::{Args, Subcommand};
use jiff::{Span, ToSpan};
use serde_json::json;

use super::context::Context;
use super::{Ending, json as shapes, output};
use crate::ops::{Failure, backup};
use crate::text::cli as words;

/// Arguments of `vault`.
#[derive(Args, Debug)]
pub(super) struct VaultArgs {
    #[command(subcommand)]
    what: What,
}

/// Upkeep.
#[derive(Subcommand, Debug)]
enum What {
    /// Build the index again
    Rebuild,
    /// Remove old archives
    Purge {
        /// Age, for example 365d, 12w or 18mo
        #[arg(long, value_name = "AGE", value_parser = parse_age)]
        older_than: Span,
        /// Really remove
        #[arg(long)]
        yes: bool,
    },
}

fn parse_age(text: &str) -> Result<Span, String> {
    let span: Span = text.parse().map_err(|_| "write an age like 365d, 12w or 18mo".to_owned())?;
    if span.is_positive() { Ok(span) } else { Err("the age has to be more than nothing".to_owned()) }
}

impl VaultArgs {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        match self.what {
            What::Rebuild => {
                let entries = backup::rebuild(&mut console)?;
                if context.json {
                    output::document("vault-rebuild", json!({ "entries": entries }))?;
                } else {
                    let said = words::REBUILT.with([("entries", &entries as &dyn std::fmt::Display)]);
                    output::text(&said.read(context.lang))?;
                }
            }
            What::Purge { older_than, yes } => {
                let now = console.now().to_zoned_datetime(jiff::tz::TimeZone::UTC);
                let before =
                    now.checked_sub(older_than).unwrap_or_else(|_| now.saturating_sub(100.years())).timestamp();
                let removed = backup::purge(&mut console, before, !yes)?;
                if context.json {
                    let list: Vec<_> = removed.iter().map(|info| shapes::archive(info, None)).collect();
                    output::document("vault-purge", json!({ "removed": yes, "archives": list }))?;
                } else {
                    for info in &removed {
                        output::text(&super::backup::line(info, None, context.lang))?;
                    }
                    let said = if yes { &words::PURGED } else { &words::WOULD_PURGE };
                    let said = said.with([("count", &removed.len() as &dyn std::fmt::Display)]);
                    output::text(&said.read(context.lang))?;
                }
            }
        }
        Ok(Ending::Done)
    }
}
