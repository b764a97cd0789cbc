//! What the list says of the terminal as a whole.

use super::super::DeviceError;
use crate::model::{
    Currency, CurrencySource, DeviceId, DeviceTime, EntryResult, Family, Health, HealthItem, Identity, IdentityProof,
    Journal, Kind, Money, Printable, Told, VoidMark,
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
        let item = |name, value, good| HealthItem { name, value, good };
        let polled = match &poll {
            None => Told::Text(Printable::new("ACK", TEXT)),
            Some(DeviceError::Silent { .. }) => Told::NoAnswer,
            Some(error) => Told::Text(Printable::new(&error.to_string(), TEXT)),
        };
        let newest = self.newest.map_or(Told::Nothing, |time| Told::Time(time.civil));
        let count = |count: usize| Told::Count(count as u64);
        let items = vec![
            item("poll", polled, Some(poll.is_none())),
            item("sales_in_memory", count(self.entries), Some(self.entries < NEARLY_FULL)),
            item("sum_in_memory", Told::Money(self.total), None),
            item("newest_sale", newest, None),
            item("journal_anomalies", count(self.anomalies), Some(self.anomalies == 0)),
        ];
        Health { items }
    }
}
