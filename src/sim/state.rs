//! The state file: a device's memory as JSON, replaced atomically, so that it survives the program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What the file says that it is.
const SCHEMA: &str = "tillwright/sim-state/1";

/// The content of the file.
#[derive(Serialize, Deserialize)]
pub(super) struct State<M> {
    schema: String,
    /// What the device's clock showed when it was written.
    pub(super) clock: DateTime,
    #[serde(flatten)]
    pub(super) memory: M,
}

/// Why a state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The disk said no.
    #[error("state file {path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no state of such a simulated device.
    #[error("state file {path} does not read: {why}")]
    Bad {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
}

/// Reads the file; `None` where there is none yet.
pub(super) fn read<M: DeserializeOwned>(path: &Path) -> Result<Option<State<M>>, StateError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(StateError::Io { path: path.to_owned(), source }),
    };
    let bad = |why: String| StateError::Bad { path: path.to_owned(), why };
    let state: State<M> = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    if state.schema != SCHEMA {
        return Err(bad(format!("its schema is not {SCHEMA}")));
    }
    Ok(Some(state))
}

/// Replaces the file: whoever reads it, also after a crash, finds the old state or the new one.
pub(super) fn write<M: Serialize>(path: &Path, memory: &M, clock: DateTime) -> Result<(), StateError> {
    replace(path, memory, clock).map_err(|source| StateError::Io { path: path.to_owned(), source })
}

fn replace<M: Serialize>(path: &Path, memory: &M, clock: DateTime) -> io::Result<()> {
    let state = State { schema: SCHEMA.to_owned(), clock, memory };
    let text = serde_json::to_vec_pretty(&state)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh = path.with_file_name(name);
    let mut file = File::create(&fresh)?;
    file.write_all(&text)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}
