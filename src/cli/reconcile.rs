//! reconcile: bills of acquirers, wallets, banks and customers against the journals of the vault.
//!
//!     reconcile BILL...                  every file, against all journals
//!     reconcile BILL... --device ID      against one journal
//!     reconcile BILL --preview           what a file would be read as, nothing else
//!
//! Numbers decide which record and which row are one transaction; what only looks alike is listed and closes nothing. A
//! payment counts as missing only after the acquirer's cut-off and buffer, inside what whole files cover; before that a
//! finding says until when to wait. A file that contradicts itself, or is of another merchant (`--merchant`) or day
//! (`--day`), is refused, and then nothing is concluded from any of them. Nothing is sent to a device.
//!
//! Ends with 0 where nothing was found, 1 where something was, 12 where a file was refused.

mod page;
mod shapes;

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::context::Context;
use super::{Ending, output};
use crate::model::DeviceId;
use crate::ops::reconcile::{Ask, preview, reconcile};
use crate::ops::{Class, Failure};

/// Arguments of `reconcile`.
#[derive(Args, Debug)]
pub(super) struct ReconcileArgs {
    /// Files: csv, txt, xlsx, xml, or a zip with one of these
    #[arg(required = true, value_name = "BILL")]
    files: Vec<PathBuf>,
    /// Only the journal of this device (family:merchant:terminal)
    #[arg(long, value_name = "ID")]
    device: Option<DeviceId>,
    /// A mapping profile for an acquirer's table (TOML)
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// The merchant number that the bills have to be of
    #[arg(long, value_name = "ID")]
    merchant: Option<String>,
    /// A day that the bills have to cover (2026-11-23)
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,
    /// Show which column means what and the first rows, and end
    #[arg(long)]
    preview: bool,
}

impl ReconcileArgs {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let only_look = self.preview;
        let ask = Ask {
            files: self.files,
            device: self.device,
            profile: self.profile,
            merchant: self.merchant,
            day: self.day,
        };
        if only_look {
            return look(context, &ask);
        }
        let console = context.reader()?;
        let found = reconcile(&console, &ask)?;
        context.remark(&found.remarks);
        if context.json {
            output::document("reconcile", shapes::reconciled(&found, context.lang))?;
        } else {
            output::text(&page::reconciled(&found, context.lang))?;
        }
        Ok(if found.is_clean() { Ending::Done } else { Ending::Told(Class::Found) })
    }
}

fn look(context: &Context, ask: &Ask) -> Result<Ending, Failure> {
    let mut all = Vec::new();
    for path in &ask.files {
        let seen = preview(ask, path)?;
        if context.json {
            all.push(shapes::seen(path, &seen, context.lang));
        } else {
            output::text(&page::seen(path, &seen, context.lang))?;
        }
    }
    if context.json {
        output::document("reconcile-preview", serde_json::json!({ "files": all }))?;
    }
    Ok(Ending::Done)
}
