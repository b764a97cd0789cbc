//! How a terminal is, as far as silent queries tell.

use super::super::{DeviceError, Watch};
use super::Driver;
use super::entry::{entry_of, today};
use super::inquire::{item, text};
use super::last::Last;
use crate::link::Stream;
use crate::model::{Entry, EntryResult, Health, HealthItem, Told};

impl<S: Stream> Driver<S> {
    /// See [`Device::health`](super::super::Device::health).
    pub async fn health(&mut self, watch: &mut dyn Watch) -> Result<Health, DeviceError> {
        let last = self.exchange.last(watch).await?;
        if let Last::Told(status) = &last {
            self.learn(status);
        }
        let mut items = match &last {
            Last::Told(status) => match entry_of(status, self.device.as_ref(), watch.now()) {
                Ok(entry) => of_last(&entry, watch),
                Err(_) => vec![item("last_transaction", Told::NotTold, None)],
            },
            Last::Nothing => vec![item("last_transaction", Told::NotTold, None)],
            Last::Refused(code) => vec![item("last_transaction", Told::Refused(*code), None)],
        };
        items.push(self.open_preauthorisations(watch).await?);
        Ok(Health { items })
    }
}

fn of_last(entry: &Entry, watch: &dyn Watch) -> Vec<HealthItem> {
    let receipt = text(&entry.number_text());
    let result = entry.result_code().map_or(Told::NotTold, Told::Code);
    let mut items = vec![
        item("last_transaction", Told::Transaction { receipt, amount: entry.amount, time: entry.time }, None),
        item("last_result", result, Some(entry.result == EntryResult::Approved)),
    ];
    // Its clock has no zone, so an age in hours would promise too much.
    let today = today(watch.now());
    let days = entry.time.and_then(|time| today.since(time.civil.date()).ok()).map(|span| span.get_days());
    items.extend(days.map(|days| item("last_transaction_age", Told::Days(u32::try_from(days).unwrap_or(0)), None)));
    items
}
