//! Sentences about rows, entries and pairs.

use crate::diagnose::matching::{Difference, Key, Matching, Pair, What};
use crate::model::{Bill, BillFormat, BillRow, Entry, Money, Number, RefName, RowKind, RowState};
use crate::text::reconcile::{evidence as words, finding};
use crate::text::{Lang, Phrase, Text, figures, terms};

/// More rows than this are counted, not told one by one.
pub(super) const TOLD: usize = 5;

/// What a bill says in a row.
pub(super) fn row(matching: &Matching<'_>, number: u32) -> Phrase {
    let (bill, told) = (matching.sides.sheet(number).bill, matching.sides.row(number));
    words::ROW
        .with([("file", &bill.name as &dyn std::fmt::Display), ("line", &told.line)])
        .each("kind", |lang| kind(told.kind).get(lang).to_owned())
        .each("amount", |lang| figures::amount(&told.amount, lang))
        .each("state", |lang| state(told.state).get(lang).to_owned())
        .each("told", |lang| numbers_of_row(told, lang))
}

/// What a device recorded.
pub(super) fn entry(matching: &Matching<'_>, number: u32) -> Phrase {
    let told = matching.sides.entry(number);
    words::ENTRY
        .with([("terminal", &told.device.terminal as &dyn std::fmt::Display), ("number", &told.number_text())])
        .each("kind", |lang| terms::kind(told.kind).get(lang).to_owned())
        .each("amount", |lang| figures::amount(&told.amount, lang))
        .each("result", |lang| terms::result(told.result).get(lang).to_owned())
        .each("told", |lang| numbers_of_entry(told, lang))
}

/// Both sides of a pair, what joins them and everything that differs.
pub(super) fn pair(matching: &Matching<'_>, pair: &Pair) -> Vec<Phrase> {
    let joined = words::JOINED.plain().each("key", |lang| key(pair.key).get(lang).to_owned());
    let mut out = vec![entry(matching, pair.entry), row(matching, pair.row), joined];
    out.extend(matching.differences(pair).iter().map(difference));
    out
}

/// One fact that both sides tell differently.
pub fn difference(difference: &Difference) -> Phrase {
    words::DIFFERS
        .with([("ours", &difference.ours as &dyn std::fmt::Display), ("theirs", &difference.theirs)])
        .each("what", |lang| what(difference.what).get(lang).to_owned())
}

/// What looks like this on the other side, where anything does.
pub(super) fn alike(matching: &Matching<'_>, of: impl Fn(u32, u32) -> bool) -> Vec<Phrase> {
    let all: Vec<_> = matching.suggestions.iter().filter(|one| of(one.entry, one.row)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let places = all.iter().take(TOLD).map(|one| {
        let (bill, told) = (matching.sides.sheet(one.row).bill, matching.sides.row(one.row));
        format!("{}:{} = {}", bill.name, told.line, matching.sides.entry(one.entry).number_text())
    });
    let places: Vec<String> = places.collect();
    let mut out =
        vec![words::ALIKE.with([("count", &all.len() as &dyn std::fmt::Display), ("where", &places.join(", "))])];
    if !first.measured {
        out.push(words::CLOCK_UNKNOWN.with([("minutes", &(first.window / 60) as &dyn std::fmt::Display)]));
    }
    out
}

/// A sum that was given back, of an amount.
pub(super) fn given_back(sum: Money, amount: Money) -> Phrase {
    words::GIVEN_BACK
        .plain()
        .each("sum", |lang| figures::amount(&sum, lang))
        .each("amount", |lang| figures::amount(&amount, lang))
}

/// What to do with the order of a wallet; `None` for a card.
pub(super) fn wallet(bill: &Bill, row: &BillRow) -> Option<Phrase> {
    let text = match bill.format {
        BillFormat::WechatPay | BillFormat::WechatConsumer => &finding::WECHAT_ORDER,
        BillFormat::Alipay | BillFormat::AlipayConsumer => &finding::ALIPAY_ORDER,
        _ => return None,
    };
    let order = row.order.as_ref().or(row.trade.as_ref()).map_or("?", Number::as_str);
    Some(text.with([("order", &order as &dyn std::fmt::Display)]))
}

fn numbers_of_row(row: &BillRow, lang: Lang) -> String {
    let text = |number: &Option<Number>| number.as_ref().map(ToString::to_string);
    let time = row.at.or(row.finished).map(|at| figures::civil(at, lang));
    let mut out = vec![time.unwrap_or_else(|| words::NO_TIME.get(lang).to_owned())];
    let numbers = [
        (&words::TERMINAL, text(&row.terminal)),
        (&terms::TRACE, text(&row.trace)),
        (&words::AUTHORISATION, text(&row.authorisation)),
        (&words::ORDER, text(&row.order)),
        (&words::CARD, row.card.as_ref().map(ToString::to_string)),
    ];
    named(&mut out, numbers, lang);
    text(&row.rrn).into_iter().for_each(|rrn| out.push(format!("RRN {rrn}")));
    out.join(", ")
}

fn numbers_of_entry(entry: &Entry, lang: Lang) -> String {
    let text = |name| entry.reference(name).map(|value| value.as_str().trim().to_owned());
    let time = entry.time.map(|time| figures::civil(time.civil, lang));
    let mut out = vec![time.unwrap_or_else(|| words::NO_TIME.get(lang).to_owned())];
    let numbers = [
        (&terms::TRACE, text(RefName::Trace)),
        (&words::AUTHORISATION, text(RefName::AuthorisationCode)),
        (&terms::TICKET, text(RefName::Ticket)),
        (&words::CARD, entry.card.as_ref().map(ToString::to_string)),
    ];
    named(&mut out, numbers, lang);
    out.join(", ")
}

fn named<const N: usize>(out: &mut Vec<String>, numbers: [(&'static Text, Option<String>); N], lang: Lang) {
    let told = numbers.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    out.extend(told.map(|(name, value)| format!("{} {value}", name.get(lang))));
}

fn kind(kind: RowKind) -> &'static Text {
    match kind {
        RowKind::Payment => &words::PAYMENT,
        RowKind::Refund => &words::REFUND,
        RowKind::Reversal => &words::REVERSAL,
        RowKind::Fee => &words::FEE,
        RowKind::Payout => &words::PAYOUT_ROW,
        RowKind::Other => &words::OTHER,
    }
}

fn state(state: RowState) -> &'static Text {
    match state {
        RowState::Booked => &words::BOOKED,
        RowState::Pending => &words::PENDING,
        RowState::Reversed => &words::REVERSED,
        RowState::Closed => &words::CLOSED,
        RowState::Unknown => &words::STATE_NOT_TOLD,
    }
}

/// The words for a key.
pub fn key(key: Key) -> &'static Text {
    match key {
        Key::Trace => &words::BY_TRACE,
        Key::TerminalTrace => &words::BY_TERMINAL_TRACE,
        Key::Retrieval => &words::BY_RETRIEVAL,
        Key::Authorisation => &words::BY_AUTHORISATION,
        Key::Order => &words::BY_ORDER,
        Key::Trade => &words::BY_TRADE,
    }
}

fn what(what: What) -> &'static Text {
    match what {
        What::Amount => &words::AMOUNT,
        What::Currency => &words::CURRENCY,
        What::State => &words::STATE,
        What::Card => &words::CARD,
        What::Time => &words::TIME,
        What::Merchant => &words::MERCHANT,
        What::Terminal => &words::TERMINAL,
        What::Authorisation => &words::AUTHORISATION,
    }
}
