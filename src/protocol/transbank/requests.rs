//! Requests from messages and to messages.
//!
//! Decided where the public material contradicts itself:
//! - Amounts and operation numbers are written without leading zeros and read with or without: two SDKs pad the amount to
//!   nine digits, one pads the operation number to six.
//! - The end separator is written where the SDKs agree on one, and never required: two SDKs leave it out of the sale.
//! - `0300` has no separator, as in the byte example and all SDKs (the field table has one; it is read too).
//! - `0260||`, a sample of the reference, lacks the flag and asks for nothing: it is refused, not guessed. The flag is 1
//!   for the host and 0 for paper, as in the reference and four SDKs; one SDK has it the other way round.

use super::meaning::{MeaningError, Request};
use super::message::Message;
use crate::model::Direction;

impl Request {
    /// The message, as the vendor's SDKs write it (where they differ: end separator present, numbers without leading
    /// zeros).
    pub fn message(&self) -> Message {
        let flag = |flag: bool| if flag { "1" } else { "0" }.to_owned();
        let none = String::new;
        let (command, fields, end) = match self {
            Request::Poll => ("0100", vec![], false),
            Request::LoadKeys => ("0800", vec![], false),
            Request::Leave => ("0300", vec![], false),
            Request::Sale { amount, ticket, status, provider: None } => {
                ("0200", vec![amount.to_string(), ticket.clone(), none(), none(), flag(*status)], true)
            }
            Request::Sale { amount, ticket, status, provider: Some(provider) } => {
                let fields = vec![amount.to_string(), ticket.clone(), none(), none(), flag(*status), provider.clone()];
                ("0270", fields, true)
            }
            Request::LastSale => ("0250", vec![], true),
            Request::LastSaleMulti { voucher } => ("0280", vec![flag(*voucher)], false),
            Request::List { to_host, multi } => (if *multi { "0290" } else { "0260" }, vec![flag(*to_host)], true),
            Request::Void { operation } => ("1200", vec![operation.to_string()], true),
            Request::Close => ("0500", vec![none()], true),
            Request::Totals => ("0700", vec![none()], true),
        };
        Message::new(command, fields, end)
    }

    /// Reads a request, in every form that the SDKs send. A ticket that is too long is no error here (a terminal answers
    /// it with code 70): it comes as its length, which is too long as well.
    pub fn of(message: &Message) -> Result<Self, MeaningError> {
        let layout = message.layout().ok_or_else(|| MeaningError::Unknown { command: message.command.clone() })?;
        if layout.direction != Direction::ToDevice {
            return Err(MeaningError::OtherSide { command: message.command.clone(), title: layout.title });
        }
        let reader = Reader { message };
        let request = match message.command.as_str() {
            "0100" => Request::Poll,
            "0800" => Request::LoadKeys,
            "0300" => Request::Leave,
            "0250" => Request::LastSale,
            "0500" => Request::Close,
            "0700" => Request::Totals,
            "0200" => reader.sale(None)?,
            "0270" => reader.sale(Some(reader.text(6).to_owned()))?,
            "0280" => Request::LastSaleMulti { voucher: reader.flag(1, "voucher")? },
            "0260" => Request::List { to_host: reader.flag(1, "to_host")?, multi: false },
            "0290" => Request::List { to_host: reader.flag(1, "to_host")?, multi: true },
            _ => Request::Void { operation: reader.number(1, "operation", 6)? },
        };
        let expected = match request {
            Request::Sale { provider: None, .. } => 5,
            Request::Sale { provider: Some(_), .. } => 6,
            Request::LastSaleMulti { .. } | Request::List { .. } | Request::Void { .. } => 1,
            _ => 0,
        };
        reader.nothing_after(expected)?;
        Ok(request)
    }
}

struct Reader<'a> {
    message: &'a Message,
}

impl<'a> Reader<'a> {
    fn text(&self, index: usize) -> &'a str {
        self.message.field(index).unwrap_or("")
    }

    fn error(&self, index: usize, name: &'static str, why: &str) -> MeaningError {
        MeaningError::Field { command: self.message.command.clone(), index, name, why: why.to_owned() }
    }

    fn sale(&self, provider: Option<String>) -> Result<Request, MeaningError> {
        for index in [3, 4] {
            if !self.text(index).trim().is_empty() {
                return Err(self.error(index, "filler", "is not empty"));
            }
        }
        Ok(Request::Sale {
            amount: self.number(1, "amount", 9)?,
            ticket: self.text(2).to_owned(),
            status: self.flag(5, "status")?,
            provider,
        })
    }

    fn flag(&self, index: usize, name: &'static str) -> Result<bool, MeaningError> {
        match self.text(index) {
            "0" => Ok(false),
            "1" => Ok(true),
            "" => Err(self.error(index, name, "is missing")),
            _ => Err(self.error(index, name, "is neither 0 nor 1")),
        }
    }

    fn number(&self, index: usize, name: &'static str, most: usize) -> Result<u32, MeaningError> {
        let text = self.text(index);
        if text.is_empty() {
            return Err(self.error(index, name, "is missing"));
        }
        digits(text, most).ok_or_else(|| self.error(index, name, "is not a number of the specified length"))
    }

    fn nothing_after(&self, fields: usize) -> Result<(), MeaningError> {
        match self.message.fields.iter().skip(fields).position(|field| !field.trim().is_empty()) {
            Some(at) => Err(self.error(fields + at + 1, "extra", "is not expected")),
            None => Ok(()),
        }
    }
}

/// A number of one to `most` digits, at most nine, and nothing else.
pub(super) fn digits(text: &str, most: usize) -> Option<u32> {
    let right = (1..=most.min(9)).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}
