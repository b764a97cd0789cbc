//! receipt: a receipt, rendered here from the entry.
//!
//! Always marked as a copy, with the original's date. `--to text` (the default), `svg` or `html`; `-o FILE` writes a
//! file, never over an existing one. Reads the vault only: nothing is printed on the device.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::context::Context;
use super::{Ending, entry, output};
use crate::ops::state::Standings;
use crate::ops::{Class, Failure};
use crate::receipt::{compose, to_html, to_svg, to_text};
use crate::text::cli as words;

/// Forms of a receipt.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    Text,
    Svg,
    Html,
}

/// Arguments of `receipt`.
#[derive(Args, Debug)]
pub(super) struct ReceiptArgs {
    /// Key, end of a key, or the device's number
    entry: String,
    /// As what
    #[arg(long, value_enum, default_value = "text")]
    to: Form,
    /// Write here instead of to stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ReceiptArgs {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let console = context.reader()?;
        let known = entry::one(&console.vault, &self.entry, context)?;
        let stands = Standings::of_vault(&console.vault)?.of(&known.entry);
        let receipt = compose(&known.entry, &stands, console.now(), context.lang);
        let rendered = match self.to {
            Form::Text => to_text(&receipt),
            Form::Svg => to_svg(&receipt),
            Form::Html => to_html(&receipt),
        };
        match &self.output {
            Some(path) => write_new(path, rendered.as_bytes())?,
            None if context.json => {
                let body = json!({ "entry": known.entry.key.as_str(), "stands": stands.as_str(), "receipt": rendered });
                output::document("receipt", body)?;
            }
            None => output::text(&rendered)?,
        }
        Ok(Ending::Done)
    }
}

/// Writes a new file; an existing one stays as it is.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| {
        Failure::new(Class::Usage, "not_written", &words::NOT_WRITTEN, &words::FILE_AS_BEFORE, &words::OTHER_FILE)
            .on(path.display().to_string())
            .because(error)
    })
}
