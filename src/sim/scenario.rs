//! What scenarios of every family have in common: how they are found and read, and why a text is none.

use std::path::Path;

use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer};

/// Why a text is no scenario.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// It is no TOML, or has keys or values that scenarios do not have. Tells line and column.
    #[error("the scenario does not read: {0}")]
    Toml(#[from] toml::de::Error),
    /// It reads, but cannot be played.
    #[error("the scenario cannot be played: {0}")]
    Bad(String),
    /// There is none of that name.
    #[error("there is no scenario {name:?}; there are {known}")]
    Unknown {
        /// As asked for.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// The file does not open, or is no scenario.
    #[error("{file}: {why}")]
    File {
        /// As given.
        file: String,
        /// What is wrong.
        why: String,
    },
}

/// The text of a scenario that comes with the program.
pub(super) fn text_of(named: &[(&str, &'static str)], name: &str) -> Result<&'static str, ScenarioError> {
    let found = named.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text).ok_or_else(|| ScenarioError::Unknown {
        name: name.to_owned(),
        known: named.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "),
    })
}

/// A scenario by its name, or from the file of that name.
pub(super) fn find<S>(
    given: &str,
    named: impl Fn(&str) -> Result<S, ScenarioError>,
    load: impl Fn(&str) -> Result<S, ScenarioError>,
) -> Result<S, ScenarioError> {
    let unknown = match named(given) {
        Err(unknown @ ScenarioError::Unknown { .. }) => unknown,
        known => return known,
    };
    let file = |why: String| ScenarioError::File { file: given.to_owned(), why };
    match std::fs::read_to_string(given) {
        Ok(text) => load(&text).map_err(|error| file(error.to_string())),
        // What does not look like a file was meant as a name.
        Err(_) if Path::new(given).extension().is_none() && !given.contains('/') => Err(unknown),
        Err(error) => Err(file(error.to_string())),
    }
}

/// Reads a date and time of a scenario.
pub(super) fn civil<'de, D: Deserializer<'de>>(input: D) -> Result<DateTime, D::Error> {
    let text = String::deserialize(input)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("{text:?} is no date and time like 2026-03-14T18:30:00")))
}

/// What serde puts where a scenario says nothing.
pub(super) fn yes() -> bool {
    true
}

/// The same for numbers that count from 1.
pub(super) fn one<T: From<u8>>() -> T {
    T::from(1)
}

/// The same for the last four digits of a card.
pub(super) fn last4() -> String {
    "4242".to_owned()
}
