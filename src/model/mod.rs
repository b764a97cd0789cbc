//! Values the trade talks about. Pure data: no I/O, no clock, no serialisation format.
//!
//! Formats that leave the program (archives, ledger, JSON output) have types of their own, so that
//! these can change without breaking a file that a technician took home.

mod bill;
mod card;
mod code;
mod entry;
mod health;
mod identity;
mod money;
mod password;
mod plan;
mod printable;
#[cfg(test)]
pub(crate) mod samples;
mod short;
mod stands;
mod time;
mod told;
mod wire;

pub use bill::{
    BadRow, Bill, BillFormat, BillRefusal, BillRow, Exact, Flow, Number, RowFault, RowKind, RowState, Side, Total,
    Zone, ZoneSource,
};
pub use card::{Card, brand_name};
pub use code::{Code, CodeKind};
pub use entry::{
    Anomaly, CardType, Entry, EntryKey, EntryResult, Extent, Instalments, Journal, Kind, Provenance, RefName,
    Reference, VoidMark, Way, digest_of,
};
pub use health::{Capability, Health, HealthItem, Support};
pub use identity::{DeviceId, Family, Identity, IdentityProof};
pub use money::{Currency, CurrencySource, Money, MoneyError};
pub use password::Password;
pub use plan::{
    Consent, ConsentHow, Goods, Intent, IntentId, Leg, Outcome, Plan, PreState, Refusal, Remedies, Remedy, RemedyKind,
};
pub use printable::{Printable, identifier_at, is_hostile, mask_digits};
pub use stands::{Stands, VoidedBy};
pub use time::{DeviceTime, YearSource};
pub use told::Told;
pub use wire::{Direction, Effect, Repeat, WireLine};
