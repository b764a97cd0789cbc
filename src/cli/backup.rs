//! backup: archives of the vault.
//!
//!     backup list                      every archive, each read and verified
//!     backup verify [FILE...]          the same, with an exit code: 8 when one is damaged, 9 when a pull is unfinished
//!     backup export TO [FILE...]       one portable file with archives and ledgers; --passphrase-file encrypts it
//!     backup restore FROM              takes a portable file in; nothing that is here is overwritten
//!
//! A portable file can be restored on another laptop and verifies there. Encryption is age's, with a passphrase (one
//! line in the file named by --passphrase-file), so the age tool opens it too.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::context::Context;
use super::{Ending, json as shapes, output};
use crate::ops::backup::{self, Checked};
use crate::ops::browse::ArchiveInfo;
use crate::ops::{Class, Failure};
use crate::text::{Lang, cli as words};

/// Arguments of `backup`.
#[derive(Args, Debug)]
pub(super) struct Backup {
    #[command(subcommand)]
    what: What,
}

/// What to do with archives.
#[derive(Subcommand, Debug)]
enum What {
    /// Every archive, each read and verified
    List,
    /// The same, for the named ones or all, with an exit code
    Verify {
        /// Archives; all where none is named
        archives: Vec<PathBuf>,
    },
    /// One portable file with archives and ledgers
    Export {
        /// The file to write, in a folder that is there; never over an existing one
        to: PathBuf,
        /// Archives; all where none is named
        archives: Vec<PathBuf>,
        /// Encrypt with the passphrase in this file
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    /// Take a portable file in
    Restore {
        /// The file to read
        from: PathBuf,
        /// Decrypt with the passphrase in this file
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
}

impl Backup {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        match self.what {
            What::List => list(context, &[], Ending::Done),
            What::Verify { archives } => list(context, &archives, Ending::Told(Class::Vault)),
            What::Export { to, archives, passphrase_file } => {
                let mut console = context.console()?;
                let count = backup::export(&mut console, &to, &archives, passphrase(passphrase_file)?)?;
                said(context, "backup-export", json!({ "path": to, "archives": count }), || {
                    let path = to.display().to_string();
                    words::EXPORTED.with([("count", &count as &dyn std::fmt::Display), ("path", &path)])
                })
            }
            What::Restore { from, passphrase_file } => {
                let mut console = context.console()?;
                let restored = backup::restore(&mut console, &from, passphrase(passphrase_file)?)?;
                let body = json!({
                    "archives": restored.archives,
                    "present": restored.present,
                    "ledgers": restored.ledgers,
                });
                said(context, "backup-restore", body, || {
                    words::RESTORED.with([
                        ("new", &restored.archives.len() as &dyn std::fmt::Display),
                        ("present", &restored.present),
                        ("ledgers", &restored.ledgers.len()),
                    ])
                })
            }
        }
    }
}

fn said(
    context: &Context,
    name: &str,
    body: serde_json::Value,
    words: impl FnOnce() -> crate::text::Phrase,
) -> Result<Ending, Failure> {
    if context.json {
        output::document(name, body)?;
    } else {
        output::text(&words().read(context.lang))?;
    }
    Ok(Ending::Done)
}

fn list(context: &Context, only: &[PathBuf], damaged: Ending) -> Result<Ending, Failure> {
    let console = context.reader()?;
    let mut all: Vec<Checked> = backup::list(&console)?;
    if !only.is_empty() {
        for path in only {
            if !all.iter().any(|one| one.info.path.ends_with(path)) {
                return Err(Failure::from(crate::vault::VaultError::NotFound(path.display().to_string())));
            }
        }
        all.retain(|one| only.iter().any(|path| one.info.path.ends_with(path)));
    }
    for one in &mut all {
        one.damage.take_if(|what| one.info.partial && what == backup::UNFINISHED);
    }
    if context.json {
        let archives: Vec<_> = all.iter().map(|one| shapes::archive(&one.info, one.damage.as_deref())).collect();
        output::document("backup-list", json!({ "archives": archives }))?;
    } else if all.is_empty() {
        output::remark(words::NO_ARCHIVE_AT_ALL.get(context.lang));
    } else {
        for one in &all {
            output::text(&line(&one.info, one.damage.as_deref(), context.lang))?;
        }
    }
    if damaged == Ending::Done {
        return Ok(Ending::Done);
    }
    Ok(match () {
        () if all.iter().any(|one| one.damage.is_some()) => damaged,
        () if all.iter().any(|one| one.info.partial) => Ending::Told(Class::Partial),
        () => Ending::Done,
    })
}

/// An archive in a list.
pub(super) fn line(info: &ArchiveInfo, damage: Option<&str>, lang: Lang) -> String {
    let (mark, state) = match damage {
        Some(what) => ("!", words::DAMAGED.with([("what", &what as &dyn std::fmt::Display)])),
        None if info.partial => ("-", words::PARTIAL.plain()),
        None => ("+", words::VERIFIED.plain()),
    };
    let device = info.device.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let (state, path) = (state.read(lang), info.path.display().to_string());
    words::ARCHIVE
        .with([
            ("mark", &mark as &dyn std::fmt::Display),
            ("state", &state),
            ("begun", &output::when(info.begun)),
            ("device", &device),
            ("entries", &info.entries),
            ("size", &info.size),
            ("path", &path),
        ])
        .read(lang)
}

/// The first line of the file. A passphrase is never an argument: arguments are seen by every process.
fn passphrase(file: Option<PathBuf>) -> Result<Option<String>, Failure> {
    let Some(file) = file else { return Ok(None) };
    let failure = || {
        Failure::new(
            Class::Configuration,
            "passphrase",
            &words::NO_PASSPHRASE,
            &words::NOTHING_DONE,
            &words::GIVE_PASSPHRASE,
        )
        .on(file.display())
    };
    let text = std::fs::read_to_string(&file).map_err(|error| failure().because(error))?;
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(Some(line.to_owned())),
        None => Err(failure()),
    }
}
