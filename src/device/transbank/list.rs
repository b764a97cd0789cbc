//! Reading the list of sales (`0260|1|`), the one silent source of everything this family tells.

use super::super::{DeviceError, Progress, Sink, Watch};
use super::allow::{Situation, name};
use super::exchange::Exchange;
use super::journal::Reading;
use super::timing;
use crate::link::Stream;
use crate::model::Journal;
use crate::protocol::transbank::codes::ResultCode;
use crate::protocol::transbank::{Answer, ItemAnswer, Request};

/// Entries pushed at a time: few at first, so that a read that breaks off soon leaves something, then more, because the line
/// stands still while a disk makes them durable.
const FIRST_BATCH: usize = 16;
const BATCH: usize = 64;
/// Most records of one list: three digits count them in the totals; a list ten times as long never ends.
const MOST_RECORDS: usize = 9_999;

/// The request.
const LIST: Request = Request::List { to_host: true, multi: false };

impl<S: Stream> Exchange<S> {
    /// Reads the whole list. Entries go to `sink` in batches as they come; a batch is durable before the record that filled
    /// it is acknowledged. Cancelled or failed, what came is pushed too, and the list is left where it is: the terminal
    /// repeats its record for a while, and the next request waits for that.
    pub(super) async fn read_list(
        &mut self,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        self.ask(Situation::Reading, &LIST, watch).await?;
        let read = self.records(sink, watch).await;
        self.owed = matches!(read, Err(ref error) if !matches!(error, DeviceError::Silent { .. }));
        read
    }

    async fn records(&mut self, sink: &mut dyn Sink, watch: &mut dyn Watch) -> Result<Journal, DeviceError> {
        let mut reading = Reading::new();
        let mut pushed = 0;
        loop {
            let answer = self.answer(name(&LIST), "0261", timing::RECORD, true, watch).await;
            // Its acknowledgement may have been taken for that of a record.
            self.strays.drain(..).for_each(|command| reading.stray(&command));
            let message = match answer {
                Ok(message) => message,
                Err(error) => {
                    // What broke the list off is told, also where what came before cannot be stored.
                    let _ = push(&reading, pushed, sink);
                    return Err(error);
                }
            };
            match Answer::of(&message) {
                Ok(Answer::Item(item)) if item.is_end => {
                    push(&reading, pushed, sink)?;
                    self.line.acknowledge(watch).await?;
                    self.tell_progress(&reading, watch);
                    return end(reading, &item);
                }
                Ok(Answer::Item(item)) => reading.record(&item),
                Ok(_) => reading.unreadable("it is no record of the list".into()),
                Err(error) => reading.unreadable(error.to_string()),
            }
            if reading.entries().len() >= pushed + pushed.clamp(FIRST_BATCH, BATCH) {
                push(&reading, pushed, sink)?;
                pushed = reading.entries().len();
            }
            self.line.acknowledge(watch).await?;
            self.tell_progress(&reading, watch);
            if reading.records() > MOST_RECORDS {
                return Err(DeviceError::Protocol { what: name(&LIST), why: "the list does not end".into() });
            }
        }
    }

    fn tell_progress(&self, reading: &Reading, watch: &mut dyn Watch) {
        let entries = reading.entries().len();
        watch.progress(Progress { entries, total: None, bytes: self.line.bytes() });
    }
}

fn push(reading: &Reading, from: usize, sink: &mut dyn Sink) -> Result<(), DeviceError> {
    match &reading.entries()[from..] {
        [] => Ok(()),
        batch => sink.batch(batch).map_err(|error| DeviceError::NotStored(error.to_string())),
    }
}

/// The last record's result says whether the list is whole. An empty memory may say so (11); anything else but 00 is a
/// refusal, and no list.
fn end(reading: Reading, last: &ItemAnswer) -> Result<Journal, DeviceError> {
    let code = last.sale.result;
    if code == ResultCode::OK || code == ResultCode::NO_SALE {
        return Ok(reading.end(last));
    }
    Err(super::refused(&LIST, code))
}

/// A sink for reads whose entries nobody keeps.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn batch(&mut self, _entries: &[crate::model::Entry]) -> Result<(), super::super::NotDurable> {
        Ok(())
    }
}
