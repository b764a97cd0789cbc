//! Answers as messages, built from what the terminal knows.

use super::sale::{StoredSale, bare};
use super::terminal::Inner;
use crate::model::Printable;
use crate::protocol::transbank::codes::ResultCode;
use crate::protocol::transbank::{Answer, ItemAnswer, Message, Request};

fn merchant(inner: &Inner) -> Printable {
    Printable::new(&inner.memory.merchant, 12)
}

fn terminal(inner: &Inner) -> Printable {
    Printable::new(&inner.memory.terminal, 8)
}

/// `0510` or `0810`.
pub(super) fn ids(inner: &Inner, request: &Request, code: u8) -> Message {
    let (result, merchant, terminal) = (ResultCode(code), merchant(inner), terminal(inner));
    match request {
        Request::Close => Answer::Close { result, merchant, terminal }.message(),
        _ => Answer::Keys { result, merchant, terminal }.message(),
    }
}

/// `0710`. The count has three digits at most and the sum nine: larger ones are cut to what fits.
pub(super) fn totals(code: u8, count: usize, total: i64) -> Message {
    let count = u32::try_from(count.min(999)).unwrap_or(999);
    let total = u32::try_from(total.clamp(0, 999_999_999)).unwrap_or(999_999_999);
    Answer::Totals { result: ResultCode(code), count: Some(count), total: Some(total) }.message()
}

/// `1210`.
pub(super) fn void(inner: &Inner, code: u8, authorisation: &str, operation: u32) -> Message {
    Answer::Void {
        result: ResultCode(code),
        merchant: merchant(inner),
        terminal: terminal(inner),
        authorisation: Printable::new(authorisation, 6),
        operation: Some(operation),
    }
    .message()
}

/// `0210`, or what the scenario answers to a multi-code sale.
pub(super) fn sale(inner: &Inner, sale: &StoredSale, multi_answer: &str) -> Message {
    let message = Answer::Sale(sale.answer(&inner.memory.merchant, &inner.memory.terminal)).message();
    match sale.provider {
        Some(_) => Message { command: multi_answer.to_owned(), ..message },
        None => message,
    }
}

/// `0260`, with voucher text, change and provider where the multi-code form was asked for.
pub(super) fn last(inner: &Inner, sale: &StoredSale, voucher: Option<Vec<String>>) -> Message {
    let mut answer = sale.answer(&inner.memory.merchant, &inner.memory.terminal);
    match voucher {
        Some(lines) => {
            // Lines run together in one field: each has to have its full width.
            answer.voucher = lines.iter().map(|line| Printable::new(&format!("{line:<40}"), 40)).collect();
            answer.change = Some(answer.change.unwrap_or_default());
        }
        None => {
            answer.change = None;
            answer.provider = Printable::default();
        }
    }
    Answer::LastSale(answer).message()
}

/// `0261`. `multi`: with change and provider, also where the sale has none.
pub(super) fn item(inner: &Inner, sale: &StoredSale, multi: bool) -> Message {
    let mut item = sale.item(&inner.memory.merchant, &inner.memory.terminal);
    if multi {
        item.sale.change = Some(item.sale.change.unwrap_or_default());
    }
    Answer::Item(item).message()
}

/// The `0261` that ends the list.
pub(super) fn end(inner: &Inner) -> Message {
    let options = &inner.scenario.options;
    let (merchant, terminal) = match options.ids_in_end_record {
        true => (inner.memory.merchant.as_str(), inner.memory.terminal.as_str()),
        false => ("", ""),
    };
    let sale = bare(ResultCode(options.end_code), merchant, terminal);
    Answer::Item(ItemAnswer { sale, is_end: true, odd: Vec::new() }).message()
}

/// A `0261` that speaks of trouble.
pub(super) fn list_code(inner: &Inner, code: u8) -> Message {
    let sale = bare(ResultCode(code), &inner.memory.merchant, &inner.memory.terminal);
    Answer::Item(ItemAnswer { sale, is_end: true, odd: Vec::new() }).message()
}

/// `0900`.
pub(super) fn progress(code: u8) -> Message {
    Answer::Progress { code: ResultCode(code) }.message()
}

/// The answer that refuses a request; `None` for requests that are not answered.
pub(super) fn refusal(inner: &Inner, request: &Request, code: u8, multi_answer: &str) -> Option<Message> {
    let mut refused = bare(ResultCode(code), &inner.memory.merchant, &inner.memory.terminal);
    Some(match request {
        Request::Poll | Request::Leave | Request::List { .. } => return None,
        Request::LoadKeys | Request::Close => ids(inner, request, code),
        Request::Totals => totals(code, 0, 0),
        Request::Void { operation } => void(inner, code, "", *operation),
        Request::LastSale => Answer::LastSale(refused).message(),
        Request::LastSaleMulti { .. } => {
            refused.change = Some(0);
            Answer::LastSale(refused).message()
        }
        Request::Sale { amount, ticket, provider, .. } => {
            refused.ticket = Printable::new(ticket, 6);
            refused.amount = Some(*amount);
            refused.change = provider.is_some().then_some(0);
            let message = Answer::Sale(refused).message();
            match provider {
                Some(_) => Message { command: multi_answer.to_owned(), ..message },
                None => message,
            }
        }
    })
}

/// An answer of another command than `command`.
pub(super) fn other(command: &str) -> Message {
    match command {
        "0710" => Answer::Progress { code: ResultCode(78) }.message(),
        _ => Answer::Totals { result: ResultCode::OK, count: Some(1), total: Some(1000) }.message(),
    }
}
