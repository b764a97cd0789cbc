//! What messages say, in one English line.

use super::charset::Charset;
use super::codes;
use super::message::Message;
use super::print::{Block, Line, ReceiptKind};
use super::reply::{Abort, Completion, Reply};
use super::request::{Charge, Request};
use super::status::Status;
use crate::model::{Currency, CurrencySource, Direction, Money, Printable};

/// Longest line.
const LINE: usize = 200;

/// What a message says, and what is wrong with it; texts are in `charset` unless it names one.
pub(super) fn say(message: &Message, charset: Charset) -> (String, Option<String>) {
    let control = message.control;
    let name = control.name().unwrap_or("unknown command");
    let is_request = message.direction() == Some(Direction::ToDevice);
    let (said, mut problem) = if is_request {
        match Request::of(message) {
            Ok(request) => (say_request(&request), None),
            Err(error) => (error.to_string(), Some(error.to_string())),
        }
    } else {
        match Reply::of(message, charset) {
            Ok(reply) => say_reply(&reply),
            Err(error) => (error.to_string(), Some(error.to_string())),
        }
    };
    if let (Some((bmp, len)), None) = (message.unread(), &problem) {
        let what =
            bmp.map_or_else(|| "data of an undefined command".to_owned(), |bmp| format!("undefined BMP {bmp:02X}"));
        problem = Some(format!("{what}: {len} bytes not read"));
    }
    let colon = if said.is_empty() { "" } else { ": " };
    let line = format!("{control} {name}{colon}{said}");
    (Printable::new(&line, LINE).to_string(), problem)
}

/// Facts put together by commas.
#[derive(Default)]
struct Facts(Vec<String>);

impl Facts {
    fn add(&mut self, fact: Option<String>) {
        self.0.extend(fact);
    }

    fn join(self) -> String {
        self.0.join(", ")
    }
}

fn named(name: &str, number: Option<impl std::fmt::Display>) -> Option<String> {
    number.map(|number| format!("{name} {number}"))
}

fn money(minor: Option<i64>, currency: Option<Currency>) -> Option<String> {
    minor.map(|minor| Money::new(minor, currency.unwrap_or(Currency::EUR), CurrencySource::Family).to_string())
}

fn say_request(request: &Request) -> String {
    let mut facts = Facts::default();
    let charge = |facts: &mut Facts, charge: &Charge| facts.add(money(charge.amount, charge.currency));
    match request {
        Request::Registration { config, currency, tlv, .. } => {
            facts.add(Some(format!("configuration {config:02X}")));
            facts.add(currency.map(|currency| currency.code().to_owned()));
            facts.add(tlv.as_ref().map(|_| "with container".to_owned()));
        }
        Request::StatusEnquiry { service, .. } => {
            facts.add(service.map(|byte| format!("service byte {byte:02X}")));
        }
        Request::Authorisation(terms) | Request::PreAuthorisation(terms) | Request::Refund { charge: terms, .. } => {
            charge(&mut facts, terms);
        }
        Request::Reversal { receipt, charge: terms, .. }
        | Request::PreAuthorisationReversal { receipt, charge: terms } => {
            facts.add(named("receipt", Some(receipt)));
            charge(&mut facts, terms);
        }
        Request::PartialReversal { receipt, charge: terms } | Request::BookTotal { receipt, charge: terms } => {
            facts.add(named("receipt", *receipt));
            charge(&mut facts, terms);
        }
        Request::OpenPreAuthorisations => facts.add(Some("list those that are open".to_owned())),
        Request::RepeatReceipt { service, which, range, .. } => {
            facts.add(service.map(|byte| format!("service byte {byte:02X}")));
            facts.add(which.map(|which| format!("which {which:02X}")));
            facts.add(range.map(|(from, to)| match to {
                Some(to) => format!("numbers {from} to {to}"),
                None => format!("number {from}"),
            }));
        }
        Request::ReprintRange { from, to, .. } => facts.add(Some(match to {
            Some(to) => format!("receipts {from} to {to}"),
            None => format!("receipt {from}"),
        })),
        Request::Diagnosis { kind } => facts.add(kind.map(|kind| format!("kind {kind:02X}"))),
        Request::ReadFile { id, offset } => {
            facts.add(Some(format!("file {id:02X}")));
            facts.add(named("from", *offset));
        }
        Request::SetClock { date, time, .. } => facts.add(Some(format!("{date} {time}"))),
        Request::ChangeBaud { code } => facts.add(Some(format!("code {code:02X}"))),
        Request::CashReport { detailed, .. } => facts.add(detailed.then(|| "with transactions".to_owned())),
        Request::LogOff
        | Request::Totals { .. }
        | Request::EndOfDay { .. }
        | Request::Initialisation { .. }
        | Request::SystemConfiguration
        | Request::SelfTest
        | Request::Abort
        | Request::Other(_) => {}
    }
    facts.join()
}

fn say_reply(reply: &Reply) -> (String, Option<String>) {
    let said = match reply {
        Reply::Accepted { .. } | Reply::Other(_) => String::new(),
        Reply::Refused { code, .. } => say_result(*code),
        Reply::Intermediate { status, minutes, text } => {
            let (plain, removes) = codes::plain_intermediate(*status);
            let mut facts = Facts::default();
            let name = codes::intermediate(plain).unwrap_or("code not assigned");
            facts.add(Some(format!("{name} {status:02X}")));
            facts.add(removes.then(|| "remove the card".to_owned()));
            facts.add(named("minutes", *minutes));
            facts.0.extend(text.iter().map(|line| format!("\"{line}\"")));
            facts.join()
        }
        Reply::Status(status) => return (say_status(status), odd(status)),
        Reply::Completion(completion) => say_completion(completion),
        Reply::Abort(abort) => say_abort(abort),
        Reply::Line(line) => say_line(line),
        Reply::Block(block) => say_block(block),
        Reply::SetClock { date, time } => {
            let mut facts = Facts::default();
            facts.add(date.map(|date| date.to_string()));
            facts.add(time.map(|time| time.to_string()));
            facts.join()
        }
    };
    (said, None)
}

fn odd(status: &Status) -> Option<String> {
    (!status.odd.is_empty()).then(|| status.odd.join("; "))
}

fn say_result(code: u8) -> String {
    format!("{} {code:02X}", codes::result(code).unwrap_or("code not assigned"))
}

fn say_status(status: &Status) -> String {
    let mut facts = Facts::default();
    facts.add(status.result.map(say_result));
    facts.add(money(status.amount, status.currency));
    facts.add(named("receipt", status.receipt));
    facts.add(named("trace", status.trace));
    facts.add(named("reverses trace", status.original_trace));
    facts.add(named("terminal", status.terminal.as_ref()));
    facts.add(named("card", status.card.as_ref()));
    facts.add(status.totals.as_ref().map(|totals| match (totals.first, totals.last) {
        (Some(first), Some(last)) => format!("{} transactions, receipts {first} to {last}", totals.count()),
        _ => format!("{} transactions", totals.count()),
    }));
    facts.add(status.file().map(|(id, total)| match total {
        Some(total) => format!("file {id:02X} of {total} bytes"),
        None => format!("file {id:02X}"),
    }));
    facts.add(status.text.as_ref().map(|text| format!("\"{text}\"")));
    facts.join()
}

fn say_completion(completion: &Completion) -> String {
    let mut facts = Facts::default();
    facts.add(
        completion
            .status
            .map(|status| format!("{} {status:02X}", codes::status(status).unwrap_or("status not assigned"))),
    );
    facts.add(named("version", completion.version.as_ref()));
    facts.add(completion.result.map(say_result));
    facts.add(completion.state.map(|state| format!("state {state:02X}")));
    facts.add(named("terminal", completion.terminal.as_ref()));
    facts.add(completion.text.as_ref().map(|text| format!("\"{text}\"")));
    facts.join()
}

fn say_abort(abort: &Abort) -> String {
    let mut facts = Facts::default();
    facts.add(Some(say_result(abort.code)));
    facts.add(abort.currency.map(|currency| currency.code().to_owned()));
    facts.add(abort.none_open.then(|| "no open pre-authorisation".to_owned()));
    facts.add(match abort.receipts.as_slice() {
        [] => None,
        [one] => Some(format!("open receipt {one}")),
        all => Some(format!("{} open receipts", all.len())),
    });
    facts.add(abort.text.as_ref().map(|text| format!("\"{text}\"")));
    facts.join()
}

fn say_line(line: &Line) -> String {
    let end = if line.last { " (end of the receipt)" } else { "" };
    match line.feeds {
        0 => format!("\"{}\"{end}", line.text),
        feeds => format!("{feeds} empty"),
    }
}

fn say_block(block: &Block) -> String {
    let kind = match block.kind {
        Some(ReceiptKind::Merchant) => "merchant receipt, ",
        Some(ReceiptKind::Customer) => "customer receipt, ",
        Some(ReceiptKind::Administration) => "administrative receipt, ",
        None => "",
    };
    let end = if block.ends { ", end of the receipt" } else { "" };
    format!("{kind}{} lines{end}", block.lines.len())
}
