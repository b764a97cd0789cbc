//! A receipt printed again. The last one is asked for with its result (`06 20`), so that what was printed is known; any other
//! one by its number (`06 12`), where the terminal offers that. Whether the paper comes out of the terminal or its lines come
//! to us depends on what was registered last, by us or by the till: both happen.

use super::super::{DeviceError, Reprinted, Watch};
use super::Driver;
use super::allow::{MOST_RECEIPT, Situation};
use super::conversation::Unwitnessed;
use super::entry::{entry_of, trace_of};
use super::journal::parted;
use super::last::{Last, NOT_POSSIBLE};
use super::slip;
use super::talk::{Ending, Talk, refused};
use crate::link::Stream;
use crate::model::{Entry, Printable, RefName};
use crate::protocol::zvt::Request;

impl<S: Stream> Driver<S> {
    /// See [`Device::reprint`](super::super::Device::reprint).
    pub async fn reprint(&mut self, wanted: &Entry, watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        let last = match self.exchange.last(watch).await? {
            Last::Told(status) => entry_of(&status, self.device.as_ref(), watch.now()).ok(),
            Last::Nothing | Last::Refused(_) => None,
        };
        if last.as_ref().is_some_and(|last| last.key == wanted.key) {
            return self.reprint_last(wanted, watch).await;
        }
        let not_last = DeviceError::NotLast { wanted: wanted.key.clone(), last: last.map(|last| last.key) };
        let number = u16::try_from(wanted.number).ok().filter(|number| (1..=MOST_RECEIPT).contains(number));
        let Some(number) = number else { return Err(not_last) };
        let request = Request::ReprintRange { password: self.exchange.password, from: number, to: Some(number) };
        let talk = self.print(&request, watch).await?;
        match talk.refusal() {
            Some(code) if code.value == NOT_POSSIBLE => Err(not_last),
            Some(code) => Err(refused(&request, code)),
            None => Ok(by_number(wanted, number, &talk)),
        }
    }

    async fn reprint_last(&mut self, wanted: &Entry, watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        let request = self.repeat_last();
        let talk = self.print(&request, watch).await?;
        if let Some(code) = talk.refusal() {
            return Err(refused(&request, code));
        }
        if let Some(unknown) = not_completed(&talk) {
            return Ok(unknown);
        }
        let printed = talk.results.last().and_then(|status| entry_of(status, self.device.as_ref(), watch.now()).ok());
        Ok(match printed {
            Some(printed) if printed.key != wanted.key => Reprinted::Other { printed: Box::new(printed) },
            Some(_) => received_or(&talk, Reprinted::Wanted),
            None => Reprinted::Unknown { why: "the answer does not say which receipt was printed".into() },
        })
    }

    /// From the first byte on what goes wrong is no error: paper may have come out.
    async fn print(&mut self, request: &Request, watch: &mut dyn Watch) -> Result<Talk, DeviceError> {
        self.exchange.prepare_for(Situation::Printing, request, watch).await?;
        self.exchange.talk(Situation::Printing, request, &mut Unwitnessed, watch).await
    }
}

/// What came of a print by number. Paper does not tell us what is on it: the number was the terminal's to look up.
fn by_number(wanted: &Entry, number: u16, talk: &Talk) -> Reprinted {
    if let Some(unknown) = not_completed(talk) {
        return unknown;
    }
    let lines: Vec<Printable> = talk.printed();
    let texts: Vec<&str> = lines.iter().map(Printable::as_str).collect();
    let slip = slip::read(&texts, Some(wanted.amount.currency));
    let other_number = slip.receipt.filter(|other| *other != number);
    let other_trace = slip.trace.filter(|other| trace_of(wanted, RefName::Trace).is_some_and(|ours| ours != *other));
    match (other_number, other_trace) {
        (Some(other), _) => {
            Reprinted::Unknown { why: format!("receipt {other:04} was printed instead of {number:04}") }
        }
        (None, Some(other)) => {
            Reprinted::Unknown { why: format!("the receipt that was printed has trace number {other:06}, another one") }
        }
        (None, None) => received_or(talk, Reprinted::Wanted),
    }
}

/// A conversation that did not come to its end leaves open what was printed.
fn not_completed(talk: &Talk) -> Option<Reprinted> {
    match &talk.ending {
        Ending::Completed(_) => None,
        Ending::Failed(error) => Some(Reprinted::Unknown { why: error.to_string() }),
        _ => Some(Reprinted::Unknown { why: format!("no end of the command within {} s", talk.waited.as_secs()) }),
    }
}

/// The lines, where they came to us.
fn received_or(talk: &Talk, printed: Reprinted) -> Reprinted {
    match parted(&talk.lines).is_empty() {
        true => printed,
        false => Reprinted::Received { lines: talk.printed() },
    }
}
