//! Keys under which a record of a journal and a row of a bill are the same transaction.
//!
//! A key is a short run of bytes in one form on both sides: capitals, no blanks, no leading zeros, nothing of a number that
//! was cut or masked. Which of two dates fits is not part of it; `join` weighs that.

use crate::model::{Bill, BillRow, Card, Entry, Kind, Number, RefName, RowKind};

/// Keys, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Merchant, terminal, batch where both sides tell it, trace number.
    Trace,
    /// Terminal and trace number: the merchant is not told, or another one.
    TerminalTrace,
    /// Terminal and retrieval reference number.
    Retrieval,
    /// Authorisation code, amount and last four digits.
    Authorisation,
    /// The order or ticket that the till gave. A short one repeats, so it needs the amount as well.
    Order,
    /// The wallet's number: only between rows, no journal has it.
    Trade,
}

impl Key {
    /// Those that join a journal with a bill, in the order in which they are tried.
    pub const CASCADE: &[Key] = &[Key::Trace, Key::TerminalTrace, Key::Retrieval, Key::Authorisation, Key::Order];

    /// Token used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Key::Trace => "trace",
            Key::TerminalTrace => "terminal_trace",
            Key::Retrieval => "retrieval_reference",
            Key::Authorisation => "authorisation",
            Key::Order => "order",
            Key::Trade => "trade",
        }
    }
}

/// An order of at least so many characters is not given twice.
pub(super) const LONG_ORDER: usize = 10;

/// Which way the money went. A void and a refund are one class: acquirers name them as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The customer pays.
    Taking,
    /// The customer gets back.
    Giving,
}

/// The class of an entry; `None` for what is no transaction of a customer.
pub(super) fn class_of_entry(entry: &Entry) -> Option<Class> {
    match entry.kind {
        Kind::Sale => Some(Class::Taking),
        Kind::Void | Kind::Refund => Some(Class::Giving),
        Kind::Other => None,
    }
}

/// The class of a row; `None` for what is no transaction of a customer.
pub(super) fn class_of_row(row: &BillRow) -> Option<Class> {
    match row.kind {
        RowKind::Payment => Some(Class::Taking),
        RowKind::Refund | RowKind::Reversal => Some(Class::Giving),
        RowKind::Fee | RowKind::Payout | RowKind::Other => None,
    }
}

/// Shows every form of the key that the entry has: the amount with and without tip, an order with and without its terminal.
pub(super) fn of_entry(key: Key, entry: &Entry, buffer: &mut Vec<u8>, visit: &mut dyn FnMut(&[u8])) {
    let Some(class) = class_of_entry(entry) else { return };
    let reference = |name| entry.reference(name).map(|value| value.as_str());
    let terminal = Some(entry.device.terminal.as_str());
    let with_tip = entry.tip.and_then(|tip| entry.amount.checked_add(tip));
    let amounts = [Some(entry.amount.minor), with_tip.map(|sum| sum.minor)];
    let card = entry.card.as_ref().map(digits);
    let card = card.as_deref();
    match key {
        Key::Trace => {
            let parts = [merchant_of(entry), terminal, reference(RefName::Trace)];
            show(class, &parts, buffer, visit);
        }
        Key::TerminalTrace => show(class, &[terminal, reference(RefName::Trace)], buffer, visit),
        // No device that we read tells these.
        Key::Retrieval | Key::Trade => {}
        Key::Authorisation => {
            for amount in amounts.into_iter().flatten() {
                let amount = amount.to_string();
                show(class, &[reference(RefName::AuthorisationCode), Some(&amount), card], buffer, visit);
            }
        }
        Key::Order => {
            // A long one that was masked like a card number may be another's as well.
            let Some(order) = reference(RefName::Ticket).filter(|order| !order.contains('*')) else { return };
            if order.trim().len() >= LONG_ORDER {
                return show(class, &[Some(order)], buffer, visit);
            }
            for amount in amounts.into_iter().flatten() {
                let amount = amount.to_string();
                show(class, &[Some(order), Some(&amount)], buffer, visit);
                show(class, &[Some(order), Some(&amount), terminal], buffer, visit);
            }
        }
    }
}

/// Shows the key of a row, where it has one.
pub(super) fn of_row(key: Key, bill: &Bill, row: &BillRow, buffer: &mut Vec<u8>, visit: &mut dyn FnMut(&[u8])) {
    let Some(class) = class_of_row(row) else { return };
    let terminal = whole(&row.terminal);
    let trace = whole(&row.trace);
    match key {
        Key::Trace => show(class, &[merchant_of_row(bill, row), terminal, trace], buffer, visit),
        Key::TerminalTrace => show(class, &[terminal, trace], buffer, visit),
        Key::Retrieval => show(class, &[terminal, whole(&row.rrn)], buffer, visit),
        Key::Authorisation => {
            let amount = row.amount.minor.to_string();
            let card = row.card.as_ref().map(digits);
            show(class, &[whole(&row.authorisation), Some(&amount), card.as_deref()], buffer, visit);
        }
        Key::Order => {
            let amount = row.amount.minor.to_string();
            // Some acquirers put the till's ticket where others have the trace number.
            for order in [whole(&row.order), trace].into_iter().flatten() {
                match terminal {
                    _ if order.len() >= LONG_ORDER => show(class, &[Some(order)], buffer, visit),
                    None => show(class, &[Some(order), Some(&amount)], buffer, visit),
                    Some(_) => show(class, &[Some(order), Some(&amount), terminal], buffer, visit),
                }
            }
        }
        // Refunds of a wallet carry the number of the payment.
        Key::Trade if class == Class::Giving => show(class, &[whole(&row.refund_trade)], buffer, visit),
        Key::Trade => show(class, &[whole(&row.trade)], buffer, visit),
    }
}

/// The merchant of an entry: the device's, or that of the contract which the entry names.
pub(crate) fn merchant_of(entry: &Entry) -> Option<&str> {
    let own = entry.device.merchant.as_str();
    match own.is_empty() {
        false => Some(own),
        true => entry.reference(RefName::Contract).map(|value| value.as_str()),
    }
}

/// The merchant of a row: its own, or the only one of the bill.
pub(crate) fn merchant_of_row<'a>(bill: &'a Bill, row: &'a BillRow) -> Option<&'a str> {
    match (&row.merchant, bill.merchants.as_slice()) {
        (Some(_), _) => whole(&row.merchant),
        (None, [only]) => Some(only.as_str()),
        (None, _) => None,
    }
}

/// The last digits of a card as a part of a key: their zeros count.
pub(super) fn digits(card: &Card) -> String {
    format!("x{}", card.last4())
}

/// The text of a number that is all the file wrote.
pub(crate) fn whole(number: &Option<Number>) -> Option<&str> {
    number.as_ref().filter(|number| number.is_whole()).map(Number::as_str)
}

/// Whether two texts are one number, however they are padded and written.
pub(crate) fn same(left: &str, right: &str) -> bool {
    let (mut one, mut other) = (Vec::new(), Vec::new());
    put(&mut one, left) && put(&mut other, right) && one == other
}

/// Shows a key made of all these parts; none where one of them is missing.
fn show(class: Class, parts: &[Option<&str>], buffer: &mut Vec<u8>, visit: &mut dyn FnMut(&[u8])) {
    buffer.clear();
    buffer.push(class as u8);
    for part in parts {
        if !part.is_some_and(|part| put(buffer, part)) {
            return;
        }
    }
    visit(buffer);
}

/// Adds a part in its one form and an end mark; `false` where nothing is left of it.
pub(super) fn put(out: &mut Vec<u8>, text: &str) -> bool {
    let start = out.len();
    let kept = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    out.extend(kept.map(|byte| byte.to_ascii_uppercase()));
    if out[start..].iter().all(u8::is_ascii_digit) {
        let zeros = out[start..].iter().take_while(|byte| **byte == b'0').count();
        out.drain(start..start + zeros);
    }
    let some = out.len() > start;
    out.push(0);
    some
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    fn keys(key: Key, entry: &Entry) -> Vec<Vec<u8>> {
        let mut out = Vec::new();
        of_entry(key, entry, &mut Vec::new(), &mut |bytes| out.push(bytes.to_vec()));
        out
    }

    #[test]
    fn padding_case_and_blanks_do_not_count() {
        assert!(same("000017", "17") && same(" a1b2c3", "A1B2C3") && same("SIM_0001", "SIM0001"));
        assert!(!same("0", "00") && !same("", "") && !same("17", "170"));
    }

    #[test]
    fn a_key_needs_all_its_parts() {
        let mut entry = samples::sale(1, 500, "2026-05-14T12:00:00", "4242");
        assert_eq!(keys(Key::Trace, &entry).len(), 0);
        assert_eq!(keys(Key::Authorisation, &entry).len(), 1);
        assert_eq!(keys(Key::Order, &entry).len(), 2);
        entry.tip = Some(samples::pesos(50));
        assert_eq!(keys(Key::Authorisation, &entry).len(), 2);
        entry.card = None;
        assert_eq!(keys(Key::Authorisation, &entry).len(), 0);
    }

    #[test]
    fn the_zeros_of_a_card_count() {
        let entry = samples::sale(1, 500, "2026-05-14T12:00:00", "0000");
        assert_eq!(keys(Key::Authorisation, &entry).len(), 1);
        let other = samples::sale(1, 500, "2026-05-14T12:00:00", "0042");
        let short = samples::sale(1, 500, "2026-05-14T12:00:00", "42");
        assert_ne!(keys(Key::Authorisation, &other), keys(Key::Authorisation, &short));
    }

    #[test]
    fn a_masked_number_is_no_key() {
        let mut row = BillRow::new(1, RowKind::Payment, samples::pesos(500));
        row.terminal = Number::new("T1");
        row.trace = Number::new("4111111111111111");
        assert_eq!(whole(&row.trace), None);
    }
}
