//! What a device tells of its own state, and what a family can do at all.

use super::Told;

/// One thing known about the device's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthItem {
    /// Stable name, lower case with underscores (`poll`, `sales_in_memory`).
    pub name: &'static str,
    /// The value.
    pub value: Told,
    /// Whether it is as it should be; `None` where nothing says how it should be.
    pub good: Option<bool>,
}

/// Health of a device: what it offers, which may be little.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Items in the order in which they were asked.
    pub items: Vec<HealthItem>,
}

/// How well a family supports something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Support {
    /// The protocol has it and we use it.
    Yes,
    /// In part: the note says what is missing.
    Partly,
    /// The protocol has no means.
    No,
}

/// A line of the capability table (README, Overview, `identify --json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability {
    /// Stable name (`journal`, `reprint`, `void`).
    pub name: &'static str,
    /// How well.
    pub support: Support,
    /// What one has to know, in one English sentence.
    pub note: &'static str,
}
