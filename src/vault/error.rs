//! Why the vault could not do something.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::Printable;

/// Why the vault could not do something.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The disk said no.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process writes to this vault.
    #[error("the vault {path} is in use by another tillwright (process {holder})")]
    InUse {
        /// Which vault.
        path: PathBuf,
        /// Process number, where it could be read.
        holder: String,
    },
    /// A file is damaged: said where, and what can still be read.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What does not verify.
        what: String,
    },
    /// Something would have been overwritten.
    #[error("{path} exists already and is never overwritten")]
    Exists {
        /// Which file.
        path: PathBuf,
    },
    /// A key, archive or intent that is not here.
    #[error("{0}")]
    NotFound(String),
    /// The file is of a newer version of this program.
    #[error("{path} was written by a newer version ({found}); this one reads up to {known}")]
    Newer {
        /// Which file.
        path: PathBuf,
        /// Its format version.
        found: u32,
        /// The newest that we know.
        known: u32,
    },
    /// The file is encrypted, and the passphrase is missing or wrong.
    #[error("{path} is encrypted: {why}")]
    Passphrase {
        /// Which file.
        path: PathBuf,
        /// What is wrong with the passphrase.
        why: &'static str,
    },
    /// The vault was opened for reading only.
    #[error("the vault {path} was opened for reading only")]
    ReadOnly {
        /// Which vault.
        path: PathBuf,
    },
}

impl VaultError {
    /// A disk error of this file; for `map_err`.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| match source.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists { path: path.to_path_buf() },
            _ => Self::Io { path: path.to_path_buf(), source },
        }
    }

    /// Damage of this file; for `map_err`.
    pub(super) fn damaged<W: Into<String>>(path: &Path) -> impl FnOnce(W) -> Self + '_ {
        move |what| Self::Damaged { path: path.to_path_buf(), what: what.into() }
    }
}

/// Most characters of what a reader of formats says.
const QUOTED: usize = 200;

/// What a reader of formats says of a file. It quotes the file, which may hold anything.
pub(super) fn quoted(error: impl Display) -> Printable {
    Printable::new(&error.to_string(), QUOTED)
}
