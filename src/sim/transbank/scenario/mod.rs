//! Scenarios: what a simulated terminal holds, and what goes wrong. Small TOML files; an unknown key is an error that
//! tells its line.

mod options;
mod parts;

use jiff::civil::DateTime;
use serde::Deserialize;

use super::fault::Fault;
use super::sale::StoredSale;
use super::{generator, shape};
use crate::sim::Setup;
use crate::sim::scenario::{ScenarioError, civil, find, text_of};

pub use options::{Busy, Options, Paper, VoidedSales};
pub use parts::{Hook, Payment, Raw, SaleSpec, Sell};
pub(super) use parts::{brand, instalments};

/// Scenarios that come with the program, by name.
const NAMED: &[(&str, &str)] = &[
    ("quiet-day", include_str!("../scenarios/quiet-day.toml")),
    ("demo", include_str!("../scenarios/demo.toml")),
    ("empty", include_str!("../scenarios/empty.toml")),
    ("hostile", include_str!("../scenarios/hostile.toml")),
];

/// Most generated sales; far beyond what a terminal holds.
const MOST_ENTRIES: usize = 1_000_000;

/// A terminal and what happens to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// Name of the shop, on vouchers.
    pub shop: String,
    /// Merchant code, 12 digits.
    pub merchant: String,
    /// Terminal id, 8 letters or digits.
    pub terminal: String,
    /// Everything random comes from it.
    pub seed: u64,
    /// What the terminal's clock shows when it is switched on.
    #[serde(deserialize_with = "civil")]
    pub start: DateTime,
    /// How many believable sales the generator puts into memory, all before `start`.
    pub entries: usize,
    /// How it behaves.
    pub options: Options,
    /// Sales of its memory beside the generated ones.
    #[serde(rename = "sale")]
    pub sales: Vec<SaleSpec>,
    /// The cards that pay the next sales, in order; after them believable ones.
    #[serde(rename = "payment")]
    pub payments: Vec<Payment>,
    /// Faults.
    #[serde(rename = "on")]
    pub faults: Vec<Fault>,
    /// What the till does meanwhile.
    #[serde(rename = "till")]
    pub hooks: Vec<Hook>,
    /// Bytes put into answers as they are.
    #[serde(rename = "raw")]
    pub raw: Vec<Raw>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            shop: "ALMACEN SIMULADO".to_owned(),
            merchant: "000000000001".to_owned(),
            terminal: "SIM00001".to_owned(),
            seed: 1,
            start: jiff::civil::date(2026, 3, 14).at(18, 30, 0, 0),
            entries: 0,
            options: Options::default(),
            sales: Vec::new(),
            payments: Vec::new(),
            faults: Vec::new(),
            hooks: Vec::new(),
            raw: Vec::new(),
        }
    }
}

impl Scenario {
    /// Names of the scenarios that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// A scenario that comes with the program.
    pub fn named(name: &str) -> Result<Self, ScenarioError> {
        Self::load(text_of(NAMED, name)?)
    }

    /// Reads the text of a scenario file.
    pub fn load(text: &str) -> Result<Self, ScenarioError> {
        let scenario: Self = toml::from_str(text)?;
        scenario.check()?;
        Ok(scenario)
    }

    /// The scenario that a person asks for.
    pub fn set_up(setup: &Setup) -> Result<Self, ScenarioError> {
        let mut scenario = match &setup.scenario {
            Some(given) => find(given, Self::named, Self::load)?,
            None => Self::quiet(1, 40),
        };
        if setup.dialect.is_some() {
            return Err(ScenarioError::Bad("terminals of this family have no dialects".to_owned()));
        }
        scenario.seed = setup.seed.unwrap_or(scenario.seed);
        scenario.options.gap_ms = setup.gap_ms.unwrap_or(scenario.options.gap_ms);
        if let Some(entries) = setup.entries {
            scenario.entries = entries.min(MOST_ENTRIES);
            scenario.options.capacity = scenario.options.capacity.max(scenario.entries);
        }
        Ok(scenario)
    }

    /// A terminal with `entries` believable sales and nothing wrong.
    pub fn quiet(seed: u64, entries: usize) -> Self {
        let capacity = entries.max(Options::default().capacity);
        let options = Options { capacity, ..Options::default() };
        Self { seed, entries, options, ..Self::default() }
    }

    /// Everything that TOML cannot say by itself.
    fn check(&self) -> Result<(), ScenarioError> {
        let bad = |why: String| Err(ScenarioError::Bad(why));
        if self.merchant.len() != 12 || !self.merchant.bytes().all(|byte| byte.is_ascii_digit()) {
            return bad(format!("merchant {:?} is not 12 digits", self.merchant));
        }
        if self.entries > MOST_ENTRIES {
            return bad(format!("{} entries are more than {MOST_ENTRIES}", self.entries));
        }
        let ids = self.hooks.iter().filter_map(|hook| hook.replaced_by.as_ref());
        for id in ids.chain([&self.terminal]) {
            if id.len() != 8 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return bad(format!("terminal {id:?} is not 8 letters or digits"));
            }
        }
        for sale in &self.sales {
            let last4_ok = sale.last4.len() <= 4 && sale.last4.bytes().all(|byte| byte.is_ascii_digit());
            if !last4_ok {
                return bad(format!("last4 {:?} is not up to four digits", sale.last4));
            }
            if sale.operation.is_some_and(|operation| !(1..=999_999).contains(&operation)) {
                return bad("an operation number is not in 1 to 999999".to_owned());
            }
        }
        for hook in &self.hooks {
            let moments = usize::from(hook.after_record.is_some())
                + usize::from(hook.before.is_some())
                + usize::from(hook.after.is_some());
            let deeds = usize::from(hook.sell.is_some())
                + usize::from(hook.void.is_some())
                + usize::from(hook.close)
                + usize::from(hook.paper.is_some())
                + usize::from(hook.integrated.is_some())
                + usize::from(hook.replaced_by.is_some());
            if (moments, deeds) != (1, 1) {
                return bad("a [[till]] needs exactly one moment (after_record, before, after) and one deed".to_owned());
            }
        }
        for raw in &self.raw {
            shape::index_of(&raw.answer, &raw.field).map_err(ScenarioError::Bad)?;
            if raw.text.chars().any(|symbol| symbol > '\u{ff}') {
                return bad(format!("the text for {} of {} has characters beyond U+00FF", raw.field, raw.answer));
            }
        }
        Ok(())
    }

    /// What the memory holds at the start: generated and listed sales in order of time, numbered.
    pub(super) fn stored(&self) -> Vec<StoredSale> {
        let mut sales = generator::until(self.seed, self.entries, self.start);
        sales.extend(self.sales.iter().map(SaleSpec::stored));
        sales.sort_by_key(|sale| sale.time);
        let mut next = 1;
        for sale in &mut sales {
            if sale.operation == 0 {
                sale.operation = next;
            }
            next = sale.operation % 999_999 + 1;
            if sale.ticket.is_empty() {
                sale.ticket = generator::ticket(sale.operation);
            }
            if sale.authorisation.is_empty() {
                sale.authorisation = generator::authorisation(self.seed, sale.operation);
            }
        }
        sales
    }
}
