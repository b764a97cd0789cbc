//! Scenarios: what a simulated terminal holds, and what goes wrong. Small TOML files; an unknown key is an error that
//! tells its line.

mod options;
mod parts;

use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::Deserialize;

use super::dialect::Dialect;
use super::fault::Fault;
use super::generator;
use super::memory::{LAST_NUMBER, LAST_RECEIPT};
use super::transaction::{Deed, Transaction};
use crate::sim::Setup;
use crate::sim::scenario::{ScenarioError, civil, find, text_of};

pub use options::Options;
pub use parts::{Hook, Payer, Raw, Stored};

/// Scenarios that come with the program, by name.
const NAMED: &[(&str, &str)] = &[
    ("quiet-day", include_str!("../scenarios/quiet-day.toml")),
    ("demo", include_str!("../scenarios/demo.toml")),
    ("empty", include_str!("../scenarios/empty.toml")),
    ("hostile", include_str!("../scenarios/hostile.toml")),
    ("preauths", include_str!("../scenarios/preauths.toml")),
];

/// Most generated payments: as many as there are receipt numbers.
const MOST_ENTRIES: usize = LAST_RECEIPT as usize;

/// A terminal and what happens to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// Lines at the top of every receipt: name and address of the shop.
    pub shop: Vec<String>,
    /// Terminal id, 8 digits.
    pub terminal: String,
    /// The shop's first contract number; each card scheme has one of its own, counted up from it.
    pub contract: u64,
    /// Everything random comes from it.
    pub seed: u64,
    /// What the terminal's clock shows when it is switched on.
    #[serde(deserialize_with = "civil")]
    pub start: DateTime,
    /// How many believable payments the generator puts into memory, all before `start`.
    pub entries: usize,
    /// First receipt number of the memory.
    pub first_receipt: u16,
    /// First trace number of the memory.
    pub first_trace: u32,
    /// How it behaves.
    pub options: Options,
    /// Transactions of its memory beside the generated ones.
    #[serde(rename = "transaction")]
    pub transactions: Vec<Stored>,
    /// The cards that pay next, in order; after them believable ones.
    #[serde(rename = "payment")]
    pub payments: Vec<Payer>,
    /// Faults.
    #[serde(rename = "faults")]
    pub faults: Vec<Fault>,
    /// What the till does meanwhile.
    #[serde(rename = "till")]
    pub hooks: Vec<Hook>,
    /// Bytes put into messages as they are.
    pub raw: Vec<Raw>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            shop: ["Bäckerei Seidel", "Marktplatz 3", "04109 Leipzig"].map(str::to_owned).into(),
            terminal: "52500041".to_owned(),
            contract: 455_601_234,
            seed: 1,
            start: jiff::civil::date(2026, 3, 14).at(18, 30, 0, 0),
            entries: 0,
            first_receipt: 1,
            first_trace: 101,
            options: Options::default(),
            transactions: Vec::new(),
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
        if let Some(name) = &setup.dialect {
            let known = || Dialect::NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            let none = || ScenarioError::Bad(format!("there is no dialect {name:?}; there are {}", known()));
            scenario.options.dialect = Dialect::named(name).ok_or_else(none)?;
        }
        scenario.seed = setup.seed.unwrap_or(scenario.seed);
        scenario.options.gap_ms = setup.gap_ms.unwrap_or(scenario.options.gap_ms);
        if let Some(entries) = setup.entries {
            scenario.entries = entries.min(MOST_ENTRIES);
            scenario.options.capacity = scenario.options.capacity.max(scenario.entries + 100);
        }
        Ok(scenario)
    }

    /// A terminal with `entries` believable payments and nothing wrong.
    pub fn quiet(seed: u64, entries: usize) -> Self {
        Self { seed, entries: entries.min(MOST_ENTRIES), ..Self::default() }
    }

    /// Refuses what reads as TOML but cannot be played.
    fn check(&self) -> Result<(), ScenarioError> {
        let bad = |why: String| Err(ScenarioError::Bad(why));
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(&self.terminal, 8) {
            return bad(format!("the terminal id {:?} has not eight digits", self.terminal));
        }
        if !digits(&self.options.password, 6) {
            return bad("the password has not six digits".to_owned());
        }
        if self.entries > MOST_ENTRIES {
            return bad(format!("{} entries are more than there are receipt numbers", self.entries));
        }
        if !(1..=LAST_RECEIPT).contains(&self.first_receipt) || !(1..=LAST_NUMBER).contains(&self.first_trace) {
            return bad("numbers begin at 1; receipts end at 9999, traces at 999999".to_owned());
        }
        for stored in &self.transactions {
            if !digits(&stored.last4, 4) || stored.amount == 0 || stored.amount > 999_999_999_999 {
                return bad(format!("the transaction of {} has no possible amount or last four digits", stored.amount));
            }
            if stored.receipt.is_some_and(|number| !(1..=LAST_RECEIPT).contains(&number)) {
                return bad(format!("the transaction of {} has no possible receipt number", stored.amount));
            }
            if !matches!(stored.deed, Deed::Payment | Deed::Refund | Deed::Reservation) {
                return bad(format!("{:?} follows from another transaction; it is not listed", stored.deed));
            }
        }
        if self.payments.iter().any(|payer| !digits(&payer.last4, 4)) {
            return bad("a card that pays has not four last digits".to_owned());
        }
        for fault in &self.faults {
            let fits = if fault.at.is_some() { fault.then.is_of_message() } else { fault.then.is_of_command() };
            if !fits {
                return bad(format!("{:?} does not fit with at = {:?}", fault.then, fault.at));
            }
            control(&fault.command)?;
        }
        for hook in &self.hooks {
            let moments = [&hook.before, &hook.after].into_iter().flatten().map(|text| control(text));
            let moments = moments.collect::<Result<Vec<_>, _>>()?.len();
            let deeds = usize::from(hook.pay.is_some())
                + usize::from(hook.reverse.is_some())
                + usize::from(hook.close)
                + usize::from(hook.paper.is_some())
                + usize::from(hook.register.is_some())
                + usize::from(hook.replaced_by.is_some());
            if (moments, deeds) != (1, 1) {
                return bad("a [[till]] needs exactly one moment (before, after) and one deed".to_owned());
            }
            if hook.replaced_by.as_deref().is_some_and(|id| !digits(id, 8)) {
                return bad("replaced_by has not eight digits".to_owned());
            }
        }
        for raw in &self.raw {
            control(&raw.answer)?;
            let bytes = [&raw.append, &raw.data, &raw.apdu];
            let given = bytes.iter().filter(|bytes| bytes.is_some()).count() + usize::from(raw.text.is_some());
            if given != 1 {
                return bad(format!("[[raw]] for {} needs one of append, data, apdu and text", raw.answer));
            }
            for hex in bytes.into_iter().flatten() {
                hex::decode(hex).map_err(|_| ScenarioError::Bad(format!("{hex:?} is not hex")))?;
            }
            if raw.text.as_deref().is_some_and(|text| text.chars().any(|symbol| symbol > '\u{ff}')) {
                return bad(format!("the text for {} has characters beyond U+00FF", raw.answer));
            }
        }
        Ok(())
    }

    /// What the memory holds at the start: generated and listed transactions in order of time, numbered; behind each
    /// one that was reversed its reversal.
    pub(super) fn stored(&self) -> Vec<Transaction> {
        let mut listed = generator::until(self.seed, self.entries, self.start);
        listed.extend(self.transactions.iter().map(Stored::transaction));
        let reversals: Vec<Transaction> = listed.iter().filter(|one| one.closed).map(reversal_of).collect();
        listed.extend(reversals);
        listed.sort_by_key(|transaction| transaction.time);
        number(&mut listed, self.first_receipt, self.first_trace);
        for transaction in &mut listed {
            if transaction.authorisation.is_empty() && transaction.is_good() {
                transaction.authorisation = generator::authorisation(self.seed, transaction.trace);
            }
        }
        listed
    }
}

/// A control field as scenarios write it.
fn control(text: &str) -> Result<(), ScenarioError> {
    match hex::decode(text) {
        Ok(bytes) if bytes.len() == 2 && text == text.to_ascii_uppercase() => Ok(()),
        _ => Err(ScenarioError::Bad(format!("{text:?} is no control field; write four hex digits like 06D1"))),
    }
}

/// The reversal of a listed transaction, four minutes later. What it reverses is found by its time until it is numbered.
fn reversal_of(payment: &Transaction) -> Transaction {
    Transaction {
        deed: Deed::Reversal,
        receipt: 0,
        time: payment.time.saturating_add(4.minutes()),
        authorisation: String::new(),
        closed: false,
        ..payment.clone()
    }
}

fn number(listed: &mut [Transaction], receipt: u16, trace: u32) {
    let (mut receipt, mut trace, mut turnover) = (receipt, trace, 0);
    for at in 0..listed.len() {
        let (before, rest) = listed.split_at_mut(at);
        let Some(one) = rest.first_mut() else { continue };
        if one.receipt == 0 {
            one.receipt = receipt;
        }
        receipt = one.receipt % LAST_RECEIPT + 1;
        one.trace = trace;
        // Now and then the terminal talks to its host about something else.
        trace = (trace + u32::from(at % 7 == 3)) % LAST_NUMBER + 1;
        if one.is_good() {
            turnover += 1;
            one.turnover = turnover;
        }
        if one.deed == Deed::Reversal {
            let original = before.iter().rfind(|earlier| earlier.closed && earlier.amount == one.amount);
            one.original = original.map(Transaction::numbers);
        }
    }
}
