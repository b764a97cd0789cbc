//! What the list says of the terminal as a whole.

use super::super::DeviceError;
use crate::model::{
    Currency, CurrencySource, DeviceId, DeviceTime, EntryResult, Family, Health, HealthItem, Identity, IdentityProof,
    Journal, Kind, Money, Printable, VoidMark,
};

/// From so many sales on a terminal asks for a close soon (codes 67 and 76). Three digits count them.
const NEARLY_FULL: usize = 900;
/// Longest text of a health item.
const TEXT: usize = 80;

/// A journal in a few numbers.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    device: Option<DeviceId>,
    entries: usize,
    total: Money,
    newest: Option<DeviceTime>,
    anomalies: usize,
}

impl Summary {
    pub(super) fn of(journal: &Journal) -> Self {
        let nothing = Money::new(0, Currency::CLP, CurrencySource::Family);
        let standing = journal.entries.iter().filter(|entry| {
            entry.kind == Kind::Sale && entry.result == EntryResult::Approved && entry.void == VoidMark::NotTold
        });
        let total = standing.fold(nothing, |sum, entry| sum.checked_add(entry.amount).unwrap_or(sum));
        let newest = journal.entries.iter().filter_map(|entry| entry.time).max_by_key(|time| time.civil);
        Self {
            device: journal.device.clone(),
            entries: journal.entries.len(),
            total,
            newest,
            anomalies: journal.anomalies.len(),
        }
    }

    /// Who the terminal says it is.
    pub(super) fn identity(&self) -> Identity {
        let proof = if self.device.is_some() { IdentityProof::Told } else { IdentityProof::None };
        Identity { family: Family::Transbank, id: self.device.clone(), proof }
    }

    /// How it is. `poll` is what went wrong with the poll.
    pub(super) fn health(&self, poll: Option<DeviceError>) -> Health {
        let item = |name, value: String, good| HealthItem { name, value: Printable::new(&value, TEXT), good };
        let polled = poll.as_ref().map_or_else(|| "ACK".into(), ToString::to_string);
        let newest = self.newest.map_or_else(|| "none".into(), |time| time.to_string());
        let items = vec![
            item("poll", polled, Some(poll.is_none())),
            item("sales_in_memory", self.entries.to_string(), Some(self.entries < NEARLY_FULL)),
            item("sum_in_memory", self.total.to_string(), None),
            item("newest_sale", newest, None),
            item("journal_anomalies", self.anomalies.to_string(), Some(self.anomalies == 0)),
        ];
        Health { items }
    }
}
