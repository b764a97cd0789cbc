//! Pulling the journal of a terminal that has no journal command.
//!
//! | depth | what is asked | what it stands for |
//! |---|---|---|
//! | silent | the last transaction (`06 20`) | the last one |
//! | one | that; registration; its receipt number printed to us (`06 12`) | the last one, and that one |
//! | full | the same; the range of receipts (`06 10`); each of them printed to us (`06 12`, once a number) | the whole, where all of it was offered |
//!
//! Where a terminal does not offer a way, the journal says which and what cannot be known for that. A number that prints
//! nothing is a gap, told as one. A pull may be cancelled between two receipts; what came is with the sink.

use super::super::{DeviceError, Progress, Sink, Watch};
use super::Driver;
use super::allow::Situation;
use super::entry::{entry_of, id_of, latest_day};
use super::journal::Reading;
use super::last::{Last, NOT_POSSIBLE};
use super::range::Range;
use crate::link::Stream;
use crate::model::{Code, Entry, Extent, Journal, Way};
use crate::protocol::zvt::request::repeat;
use crate::protocol::zvt::{Line, Request, Status};

/// What a terminal did with the request to print one receipt.
enum Reprint {
    /// It printed these lines to us; none where it completed without a line.
    Printed(Vec<Line>),
    /// It refused with this code.
    Refused(Code),
}

impl<S: Stream> Driver<S> {
    /// The last transaction: the only one that is known silently.
    pub(super) async fn pull_silent(
        &mut self,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        let mut reading = Reading::default();
        if let Some(last) = self.ask_last(&mut reading, watch).await? {
            push(std::slice::from_ref(&last), sink)?;
            reading.tell(last);
        }
        self.tell_progress(reading.known(), None, watch);
        Ok(reading.of(self.device.clone()).end(Extent::Last))
    }

    /// The receipt with this number, and the last transaction.
    pub(super) async fn pull_one(
        &mut self,
        number: u32,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        let mut reading = self.begin(watch).await?;
        match u16::try_from(number) {
            Ok(number) => self.receipts(&[number], &mut reading, sink, watch).await.map(|_| ())?,
            // No receipt has more than four digits.
            Err(_) => reading.not_offered(Way::Receipt, None),
        }
        self.finish(reading, Extent::Last, sink, watch)
    }

    /// Everything that the terminal offers.
    pub(super) async fn pull_full(
        &mut self,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        let mut reading = self.begin(watch).await?;
        let range = self.ask_range(watch).await?;
        self.range = Some(range.clone());
        let mut extent = match &range {
            Range::Numbers(..) | Range::Empty => Extent::Whole,
            Range::NotTold(answer) => {
                reading.not_offered(Way::Range, *answer);
                Extent::Last
            }
        };
        if !self.receipts(&range.numbers(), &mut reading, sink, watch).await? {
            extent = Extent::Last;
        }
        if extent == Extent::Last {
            self.print_last(&mut reading, watch).await?;
        }
        self.finish(reading, extent, sink, watch)
    }

    /// What is known silently, and the registration that everything printed needs.
    async fn begin(&mut self, watch: &mut dyn Watch) -> Result<Reading, DeviceError> {
        let mut reading = Reading::default();
        let mut last = self.ask_last(&mut reading, watch).await?;
        self.register(watch).await?;
        if last.is_none() {
            // Some terminals tell it to a registered till only.
            reading = Reading::default();
            last = self.ask_last(&mut reading, watch).await?;
        }
        for entry in self.seen(watch) {
            reading.tell(entry);
        }
        if let Some(last) = last {
            reading.tell(last);
        }
        Ok(reading.of(self.device.clone()))
    }

    /// Prints receipts one by one and reads them; whether the terminal offers that at all.
    async fn receipts(
        &mut self,
        numbers: &[u16],
        reading: &mut Reading,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<bool, DeviceError> {
        let today = latest_day(watch.now());
        for (at, &number) in numbers.iter().enumerate() {
            if watch.cancelled() {
                return Err(DeviceError::Cancelled);
            }
            let lines = match self.reprinted(number, watch).await? {
                Reprint::Printed(lines) => lines,
                Reprint::Refused(code) if code.value == NOT_POSSIBLE && at == 0 => {
                    reading.not_offered(Way::Receipt, Some(code));
                    return Ok(false);
                }
                Reprint::Refused(_) => Vec::new(),
            };
            let from = reading.entries().len();
            reading.receipt(number, &lines, self.currency, today);
            push(&reading.entries()[from..], sink)?;
            self.tell_progress(reading.entries().len(), Some(numbers.len()), watch);
        }
        Ok(true)
    }

    /// Makes the terminal print one receipt to us.
    async fn reprinted(&mut self, number: u16, watch: &mut dyn Watch) -> Result<Reprint, DeviceError> {
        let request = Request::ReprintRange { password: self.exchange.password, from: number, to: Some(number) };
        let talk = self.exchange.ask(Situation::Printing, &request, watch).await?;
        match talk.refusal() {
            Some(code) => Ok(Reprint::Refused(code)),
            None => Ok(Reprint::Printed(talk.success(&request)?.lines)),
        }
    }

    /// Where receipts cannot be asked for by number, the last one still can.
    async fn print_last(&mut self, reading: &mut Reading, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let request = self.repeat_last();
        let talk = self.exchange.ask(Situation::Printing, &request, watch).await?;
        if talk.refusal().is_none() {
            let talk = talk.success(&request)?;
            let last = talk.results.last().and_then(|status| self.entry(status, watch));
            reading.last_printed(last.as_ref(), &talk.lines);
        }
        Ok(())
    }

    /// The last receipt, printed, with its result.
    pub(super) fn repeat_last(&self) -> Request {
        let (password, service) = (self.exchange.password, Some(repeat::STATUS));
        Request::RepeatReceipt { password, service, which: None, range: None }
    }

    fn finish(
        &mut self,
        mut reading: Reading,
        extent: Extent,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        let from = reading.add_told();
        push(&reading.entries()[from..], sink)?;
        self.tell_progress(reading.entries().len(), None, watch);
        Ok(reading.end(extent))
    }

    /// The last transaction as an entry. Where the terminal tells none, the reading says so.
    pub(super) async fn ask_last(
        &mut self,
        reading: &mut Reading,
        watch: &mut dyn Watch,
    ) -> Result<Option<Entry>, DeviceError> {
        let answer = match self.exchange.last(watch).await? {
            Last::Told(status) => {
                self.learn(&status);
                match self.entry(&status, watch) {
                    Some(entry) => return Ok(Some(entry)),
                    None => None,
                }
            }
            Last::Nothing => None,
            Last::Refused(code) => Some(code),
        };
        reading.not_offered(Way::Last, answer);
        Ok(None)
    }

    /// Results that this console saw on this link, as entries.
    fn seen(&self, watch: &dyn Watch) -> Vec<Entry> {
        self.exchange.seen.iter().filter_map(|status| self.entry(status, watch)).collect()
    }

    fn entry(&self, status: &Status, watch: &dyn Watch) -> Option<Entry> {
        entry_of(status, self.device.as_ref(), watch.now()).ok()
    }

    /// Keeps what a result says of the terminal itself.
    pub(super) fn learn(&mut self, status: &Status) {
        if let Some(id) = status.terminal.as_ref().and_then(id_of) {
            self.device = Some(id);
        }
        if let Some(currency) = status.currency {
            self.currency = currency;
        }
    }

    fn tell_progress(&self, entries: usize, total: Option<usize>, watch: &mut dyn Watch) {
        watch.progress(Progress { entries, total, bytes: self.exchange.line.bytes() });
    }
}

fn push(entries: &[Entry], sink: &mut dyn Sink) -> Result<(), DeviceError> {
    match entries {
        [] => Ok(()),
        batch => sink.batch(batch).map_err(|error| DeviceError::NotStored(error.to_string())),
    }
}
