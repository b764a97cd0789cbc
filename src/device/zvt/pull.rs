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
use super::words;
use crate::link::Stream;
use crate::model::{Entry, Extent, Journal};
use crate::protocol::zvt::request::repeat;
use crate::protocol::zvt::{Line, Request, Status};

/// The code with which some terminals refuse a wrong password.
const PROTOCOL_ERROR: u8 = 0x9A;

/// What a terminal did with the request to print one receipt.
enum Reprint {
    /// It printed these lines to us; none where it completed without a line.
    Printed(Vec<Line>),
    /// It refused with this code.
    Refused(u8),
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
            Err(_) => reading.not_offered(format!("reprint of receipt {number}: it has more than four digits")),
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
            Range::NotTold(why) => {
                reading.not_offered(format!(
                    "range of receipts (06 10): {why}; how many transactions the open batch holds cannot be known"
                ));
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
                Reprint::Refused(NOT_POSSIBLE) if at == 0 => {
                    let code = words::of_code(NOT_POSSIBLE);
                    reading.not_offered(format!(
                        "reprint of receipts (06 12): refused with {code}; what the batch holds beside the last transaction \
                         cannot be known"
                    ));
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
        let not_told = match self.exchange.last(watch).await? {
            Last::Told(status) => {
                self.learn(&status);
                match entry_of(&status, self.device.as_ref(), watch.now()) {
                    Ok(entry) => return Ok(Some(entry)),
                    Err(why) => format!("what it tells is no transaction: {why}"),
                }
            }
            Last::Nothing => "it completes the command and tells none".to_owned(),
            Last::Refused(code @ PROTOCOL_ERROR) => {
                format!("refused with {}, perhaps because of the till's password", words::of_code(code))
            }
            Last::Refused(code) => format!("refused with {}", words::of_code(code)),
        };
        reading.not_offered(format!("last transaction (06 20): {not_told}; that does not prove that there was none"));
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
