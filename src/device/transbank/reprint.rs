//! A receipt printed again. `0250` always prints the last sale and nothing else, so the list is read first (silently): where
//! its last sale is not the wanted one, nothing is sent. What the terminal then says that it printed is compared again,
//! since a till may have sold in between.

use super::super::{DeviceError, Reprinted, Watch};
use super::allow::{Situation, name};
use super::exchange::Exchange;
use super::list::Nowhere;
use super::record::{entry_of, id_of};
use super::{refused, timing};
use crate::link::Stream;
use crate::model::{Entry, EntryResult, Journal, Kind, RefName};
use crate::protocol::transbank::codes::ResultCode;
use crate::protocol::transbank::{Answer, Request, SaleAnswer};

impl<S: Stream> Exchange<S> {
    pub(super) async fn reprint(&mut self, wanted: &Entry, watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        let journal = self.read_list(&mut Nowhere, watch).await?;
        let last = last_sale(&journal);
        if last.is_none_or(|last| last.key != wanted.key) {
            return Err(DeviceError::NotLast { wanted: wanted.key.clone(), last: last.map(|last| last.key.clone()) });
        }
        let request = Request::LastSale;
        match self.print(&request, watch).await {
            Ok(sale) if sale.result == ResultCode::OK => Ok(compare(wanted, &sale)),
            Ok(sale) => Err(refused(&request, sale.result)),
            Err(Failed::BeforeTheRequest(error)) => Err(error),
            Err(Failed::After(error)) => Ok(Reprinted::Unknown { why: error.to_string() }),
        }
    }

    async fn print(&mut self, request: &Request, watch: &mut dyn Watch) -> Result<SaleAnswer, Failed> {
        Situation::Printing.permit(request).map_err(Failed::BeforeTheRequest)?;
        self.settle(timing::QUIET, watch).await.map_err(Failed::BeforeTheRequest)?;
        self.printed(request, watch).await.map_err(Failed::After)
    }

    async fn printed(&mut self, request: &Request, watch: &mut dyn Watch) -> Result<SaleAnswer, DeviceError> {
        self.owed = true;
        self.send(Situation::Printing, request, watch).await?;
        let message = self.answer(name(request), "0260", timing::ANSWER, false, watch).await?;
        let answer = Answer::of(&message);
        self.line.acknowledge(watch).await?;
        self.owed = false;
        match answer {
            Ok(Answer::LastSale(sale)) => Ok(sale),
            Ok(_) => Err(DeviceError::Protocol { what: name(request), why: "no last sale in it".into() }),
            Err(error) => Err(DeviceError::Protocol { what: name(request), why: error.to_string() }),
        }
    }
}

/// What went wrong, and whether paper may have come out.
enum Failed {
    BeforeTheRequest(DeviceError),
    After(DeviceError),
}

/// The sale that the terminal takes for its last: the last approved one of the list, voids not counted.
fn last_sale(journal: &Journal) -> Option<&Entry> {
    journal.entries.iter().rev().find(|entry| entry.kind != Kind::Void && entry.result == EntryResult::Approved)
}

/// Compares what was printed with what was wanted. Facts that a short answer does not tell cannot differ, but number,
/// authorisation and amount have to be there.
fn compare(wanted: &Entry, sale: &SaleAnswer) -> Reprinted {
    let Ok(printed) = entry_of(sale) else {
        return same_or_unknown(wanted, sale);
    };
    if printed.key == wanted.key || agrees(wanted, &printed) {
        return Reprinted::Wanted;
    }
    Reprinted::Other { printed: Box::new(printed) }
}

fn agrees(wanted: &Entry, printed: &Entry) -> bool {
    let authorisation = |entry: &Entry| entry.reference(RefName::AuthorisationCode).cloned();
    printed.device == wanted.device
        && printed.number == wanted.number
        && authorisation(printed).is_some()
        && authorisation(printed) == authorisation(wanted)
        && printed.amount.same_amount(&wanted.amount)
        && (printed.time.is_none() || printed.time == wanted.time)
        && (printed.card.is_none() || printed.card == wanted.card)
}

/// An answer too short to name a sale: whose it is can still be told apart.
fn same_or_unknown(wanted: &Entry, sale: &SaleAnswer) -> Reprinted {
    let other = id_of(&sale.merchant, &sale.terminal).filter(|id| *id != wanted.device);
    let why = match other {
        Some(id) => format!("the answer came from {id} and does not say which sale was printed"),
        None => "the answer does not say which sale was printed".into(),
    };
    Reprinted::Unknown { why }
}
