//! How a terminal is, as far as silent queries tell.

use super::super::{DeviceError, Watch};
use super::Driver;
use super::entry::{entry_of, today};
use super::inquire::item;
use super::last::Last;
use super::words;
use crate::link::Stream;
use crate::model::{Entry, EntryResult, Health, HealthItem};

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
                Err(why) => vec![item("last_transaction", why.to_owned(), None)],
            },
            Last::Nothing => vec![item("last_transaction", "none told".to_owned(), None)],
            Last::Refused(code) => vec![item("last_transaction", format!("not told: {}", words::of_code(*code)), None)],
        };
        items.push(self.open_preauthorisations(watch).await?);
        Ok(Health { items })
    }
}

fn of_last(entry: &Entry, watch: &dyn Watch) -> Vec<HealthItem> {
    let number = entry.number_text();
    let time = entry.time.map_or_else(|| "no time told".to_owned(), |time| time.to_string());
    let code = u8::from_str_radix(entry.code.as_str(), 16).ok();
    let result = code.map_or_else(|| "not told".to_owned(), words::of_code);
    let mut items = vec![
        item("last_transaction", format!("receipt {number}, {}, {time}", entry.amount), None),
        item("last_result", result, Some(entry.result == EntryResult::Approved)),
    ];
    // Its clock has no zone, so an age in hours would promise too much.
    let today = today(watch.now());
    let days = entry.time.and_then(|time| today.since(time.civil.date()).ok()).map(|span| span.get_days());
    items.extend(days.map(|days| item("last_transaction_age", format!("{} days", days.max(0)), None)));
    items
}
