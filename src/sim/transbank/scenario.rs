//! Scenarios: what a simulated terminal holds, and what goes wrong. Small TOML files; an unknown key is an error that
//! tells its line.

use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer};

use super::fault::Fault;
use super::sale::{CardKind, StoredSale};
use super::{generator, shape};

/// Scenarios that come with the program, by name.
const NAMED: &[(&str, &str)] = &[
    ("quiet-day", include_str!("scenarios/quiet-day.toml")),
    ("demo", include_str!("scenarios/demo.toml")),
    ("empty", include_str!("scenarios/empty.toml")),
    ("hostile", include_str!("scenarios/hostile.toml")),
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

/// How the terminal behaves where the reference leaves it open, and in what state it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// What the list shows of a voided sale.
    pub voided: VoidedSales,
    /// Operation numbers begin at 1 again after a close.
    pub restart_numbers: bool,
    /// Milliseconds between ACK and answer, and between two frames. Several SDKs need more than 100; 0 for throughput.
    pub gap_ms: u64,
    /// Milliseconds that host and cardholder take on top.
    pub host_ms: u64,
    /// Milliseconds that the terminal waits for the ACK of an answer before it says it again.
    pub ack_ms: u64,
    /// How many sales fit in memory.
    pub capacity: usize,
    /// What it says when memory is full: 67 or 76.
    pub full_code: u8,
    /// Merchant code and terminal id stand in the record that ends the list.
    pub ids_in_end_record: bool,
    /// Result of that record.
    pub end_code: u8,
    /// Paper.
    pub paper: Paper,
    /// Keys were lost: sales, voids and closes say 26 until they are loaded.
    pub keys_lost: bool,
    /// Sales are refused with this code (13, 74 or 77) until the batch is closed.
    pub close_first: Option<u8>,
    /// Voids are permitted at all; otherwise 21.
    pub voids: bool,
    /// Smallest amount in pesos; below it 10.
    pub minimum: u32,
    /// What a command gets that comes while a sale or a void is going on.
    pub busy: Busy,
    /// Command of the answer to a multi-code sale: `0271` or `0210`.
    pub multi_answer: String,
    /// It listens to a till from the start.
    pub integrated: bool,
}

/// What the list shows of a voided sale. Not documented, so all are played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoidedSales {
    /// It stays as it was.
    #[default]
    Stays,
    /// It is no longer there.
    Disappears,
    /// It stays, and a record of the void follows at the end: same facts, result 04, an operation number of its own.
    Record,
}

/// Paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// There is some.
    #[default]
    Ok,
    /// There is none.
    Out,
}

/// What a command gets that comes while another one is worked on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Busy {
    /// NAK.
    #[default]
    Nak,
    /// Nothing.
    Silence,
}

/// A sale of the memory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleSpec {
    /// Pesos.
    pub amount: u32,
    /// When.
    #[serde(deserialize_with = "civil")]
    pub time: DateTime,
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// Credit or debit.
    #[serde(default, rename = "type")]
    pub card: CardKind,
    /// Brand; Visa or Redcompra where it is not given.
    #[serde(default)]
    pub brand: Option<String>,
    /// Ticket; the number of the sale where it is not given.
    #[serde(default)]
    pub ticket: Option<String>,
    /// Authorisation code.
    #[serde(default)]
    pub auth: Option<String>,
    /// Tip in pesos.
    #[serde(default)]
    pub tip: u32,
    /// Instalments.
    #[serde(default, alias = "shares")]
    pub instalments: Option<u8>,
    /// Employee number.
    #[serde(default)]
    pub employee: String,
    /// Multi-code provider.
    #[serde(default)]
    pub provider: Option<String>,
    /// Operation number; the next one in order of time where it is not given.
    #[serde(default)]
    pub operation: Option<u32>,
    /// It was voided.
    #[serde(default)]
    pub voided: bool,
    /// The shop's till heard of it.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

/// A card that pays a sale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// Credit or debit.
    #[serde(default, rename = "type")]
    pub card: CardKind,
    /// Brand; Visa or Redcompra where it is not given.
    #[serde(default)]
    pub brand: Option<String>,
    /// Instalments.
    #[serde(default, alias = "shares")]
    pub instalments: Option<u8>,
    /// Tip in pesos.
    #[serde(default)]
    pub tip: u32,
    /// Result; anything but 0 means that no card is charged.
    #[serde(default)]
    pub result: u8,
}

/// What the till does beside the console: exactly one moment and one deed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// Moment: after this many records of a list were acknowledged.
    #[serde(default)]
    pub after_record: Option<usize>,
    /// Moment: before this command is looked at.
    #[serde(default)]
    pub before: Option<String>,
    /// Moment: after this command was answered.
    #[serde(default)]
    pub after: Option<String>,
    /// Which command of its kind (or which list), from 1.
    #[serde(default = "one")]
    pub nth: u32,
    /// Deed: a sale.
    #[serde(default)]
    pub sell: Option<Sell>,
    /// Deed: a void of this operation.
    #[serde(default)]
    pub void: Option<u32>,
    /// Deed: the batch is closed.
    #[serde(default)]
    pub close: bool,
    /// Deed: the paper runs out (`false`) or is changed (`true`).
    #[serde(default)]
    pub paper: Option<bool>,
    /// Deed: the terminal is taken out of integrated mode (`false`) or put back (`true`).
    #[serde(default)]
    pub integrated: Option<bool>,
    /// Deed: another terminal stands in its place, with this id and an empty memory.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

/// A sale that the till makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sell {
    /// Pesos.
    pub amount: u32,
    /// Ticket, at most six characters.
    #[serde(default)]
    pub ticket: String,
    /// Last four digits.
    #[serde(default = "last4")]
    pub last4: String,
    /// Credit or debit.
    #[serde(default, rename = "type")]
    pub card: CardKind,
    /// The till keeps it in its own books.
    #[serde(default = "yes")]
    pub known_to_till: bool,
}

/// Bytes put into an answer as they are: no redaction, no check of lengths. The frame's LRC is right.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    /// Command of the answer: `0261`.
    pub answer: String,
    /// Which one of a conversation, from 1; every one where it is not given.
    #[serde(default)]
    pub nth: Option<usize>,
    /// Field by name (`ticket`) or index (`4`, 0 is the command); `+` appends a field; `*` replaces all data.
    pub field: String,
    /// What to put there; characters up to U+00FF, one byte each.
    pub text: String,
}

fn yes() -> bool {
    true
}

fn one() -> u32 {
    1
}

fn last4() -> String {
    "4242".to_owned()
}

fn civil<'de, D: Deserializer<'de>>(input: D) -> Result<DateTime, D::Error> {
    let text = String::deserialize(input)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("{text:?} is no date and time like 2026-03-14T18:30:00")))
}

impl Default for Options {
    fn default() -> Self {
        Self {
            voided: VoidedSales::Stays,
            restart_numbers: false,
            gap_ms: 150,
            host_ms: 0,
            ack_ms: 10_000,
            capacity: 999,
            full_code: 67,
            ids_in_end_record: true,
            end_code: 0,
            paper: Paper::Ok,
            keys_lost: false,
            close_first: None,
            voids: true,
            minimum: 50,
            busy: Busy::Nak,
            multi_answer: "0271".to_owned(),
            integrated: true,
        }
    }
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
}

impl Scenario {
    /// Names of the scenarios that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// A scenario that comes with the program.
    pub fn named(name: &str) -> Result<Self, ScenarioError> {
        match NAMED.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::load(text),
            None => {
                let known = Self::names().collect::<Vec<_>>().join(", ");
                Err(ScenarioError::Unknown { name: name.to_owned(), known })
            }
        }
    }

    /// Reads the text of a scenario file.
    pub fn load(text: &str) -> Result<Self, ScenarioError> {
        let scenario: Self = toml::from_str(text)?;
        scenario.check()?;
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

impl SaleSpec {
    /// The sale; number 0, ticket and authorisation empty where the order of time is to give them.
    fn stored(&self) -> StoredSale {
        StoredSale {
            operation: self.operation.unwrap_or(0),
            ticket: self.ticket.clone().unwrap_or_default(),
            authorisation: self.auth.clone().unwrap_or_default(),
            amount: self.amount,
            tip: self.tip,
            instalments: instalments(self.instalments, self.card),
            last4: self.last4.clone(),
            card: self.card,
            brand: brand(self.brand.as_deref(), self.card),
            time: self.time,
            employee: self.employee.clone(),
            provider: self.provider.clone(),
            voided: self.voided,
            void_of: None,
            known_to_till: self.known_to_till,
        }
    }
}

/// Instalments as stored: none for debit, one for credit paid at once.
pub(super) fn instalments(given: Option<u8>, card: CardKind) -> u8 {
    match card {
        CardKind::Debit => 0,
        CardKind::Credit => given.unwrap_or(1).clamp(1, 99),
    }
}

/// The brand given, or the usual one of the card kind.
pub(super) fn brand(given: Option<&str>, card: CardKind) -> String {
    let usual = if card == CardKind::Debit { "DB" } else { "VI" };
    given.unwrap_or(usual).to_owned()
}
