//! A result of the terminal (`04 0F`) as an entry.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::model::{
    CardType, DeviceId, DeviceTime, Entry, EntryKey, EntryResult, Family, Kind, Money, Printable, Provenance, RefName,
    Reference, VoidMark, YearSource, digest_of,
};
use crate::protocol::zvt::Status;

/// Longest reference kept.
const REFERENCE: usize = 24;
/// Longest name of a card kept.
const BRAND: usize = 24;
/// Payment type: the card was only checked.
const CARD_CHECKED: u8 = 0x50;

/// The id of a terminal. The merchant's contract number differs by card scheme, so it is no part of it.
pub(super) fn id_of(terminal: &Printable) -> Option<DeviceId> {
    (!terminal.is_blank()).then(|| DeviceId::new(Family::Zvt, "", terminal.as_str()))
}

/// An entry from a result, or what it lacks. A result that does not name its terminal is that of `link`, the terminal that
/// named itself on this link. The year, which a result rarely tells, is taken from `now`.
pub(super) fn entry_of(status: &Status, link: Option<&DeviceId>, now: Timestamp) -> Result<Entry, &'static str> {
    let named = status.terminal.as_ref().and_then(id_of);
    let device = named.or_else(|| link.cloned()).ok_or("it does not say whose it is")?;
    if status.totals.is_some() || !status.names_transaction() {
        return Err("it names no transaction");
    }
    let amount = status.money().ok_or("it has no amount")?;
    let number = status.receipt.map_or(0, u32::from);
    Ok(Entry {
        key: key_of(&device, number, status.trace, &amount, status.day),
        device,
        number,
        kind: kind_of(status),
        result: result_of(status.result),
        code: Printable::new(&status.result.map_or_else(String::new, |code| format!("{code:02X}")), 2),
        amount,
        tip: None,
        time: time_of(status.date(), status.day, status.time, now),
        card: status.card.clone(),
        card_type: CardType::Unknown,
        brand: Printable::new(status.card_name.as_ref().map_or("", |name| name.as_str().trim()), BRAND),
        instalments: None,
        references: references_of(status),
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
    })
}

/// Over what a result and a printed receipt both tell: trace number, amount in minor units, month and day.
pub(super) fn key_of(
    device: &DeviceId,
    number: u32,
    trace: Option<u32>,
    amount: &Money,
    day: Option<(i8, i8)>,
) -> EntryKey {
    let trace = trace.map_or_else(String::new, trace_text);
    let day = day.map_or_else(String::new, |(month, day)| format!("{month:02}{day:02}"));
    let digest = digest_of([trace.as_str(), &amount.minor.to_string(), &day]);
    EntryKey::new(device, number, &digest)
}

/// A trace number as it is printed.
pub(super) fn trace_text(trace: u32) -> String {
    format!("{trace:06}")
}

/// The trace number of an entry, or of the payment that it takes back.
pub(super) fn trace_of(entry: &Entry, name: RefName) -> Option<u32> {
    entry.reference(name).and_then(|value| value.as_str().parse().ok()).filter(|trace| *trace != 0)
}

/// A result names the payment that it takes back, or else is a payment as far as it tells: a refund (*Gutschrift*) looks the
/// same, and only its receipt says what it is.
fn kind_of(status: &Status) -> Kind {
    match (status.original_trace, status.payment_type) {
        (Some(_), _) => Kind::Void,
        (None, Some(CARD_CHECKED)) => Kind::Other,
        (None, _) => Kind::Sale,
    }
}

/// 00 is an approval; what the host or the terminal refused is declined. A result that speaks of a broken connection or of
/// nothing at all leaves open what the host did.
pub(super) fn result_of(code: Option<u8>) -> EntryResult {
    match code {
        Some(0x00) => EntryResult::Approved,
        None | Some(0x7D | 0x9B | 0x9C | 0xA0 | 0xA1 | 0xA3 | 0xFF) => EntryResult::Unknown,
        Some(_) => EntryResult::Declined,
    }
}

fn references_of(status: &Status) -> Vec<Reference> {
    let number = |number: Option<u32>| number.map(trace_text);
    let text = |text: &Option<Printable>| text.as_ref().map(|text| text.as_str().trim().to_owned());
    let told = [
        (RefName::AuthorisationCode, text(&status.authorisation)),
        (RefName::Trace, number(status.trace)),
        (RefName::OriginalTrace, number(status.original_trace)),
        (RefName::Turnover, number(status.turnover)),
        (RefName::Contract, text(&status.contract)),
    ];
    let kept = told.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    kept.map(|(name, value)| Reference { name, value: Printable::new(&value, REFERENCE) }).collect()
}

/// Today, by this machine's clock in UTC.
pub(super) fn today(now: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(now).date()
}

/// The last day that a transaction may be of: clocks of terminals and laptops differ, and so do their zones.
pub(super) fn latest_day(now: Timestamp) -> Date {
    let today = today(now);
    today.checked_add(2.days()).unwrap_or(today)
}

/// The civil time of a result: of the year that makes it the newest day that is not in the future.
pub(super) fn time_of(
    date: Option<Date>,
    day: Option<(i8, i8)>,
    time: Option<Time>,
    now: Timestamp,
) -> Option<DeviceTime> {
    let time = time?;
    if let Some(date) = date {
        return Some(DeviceTime::told(date.to_datetime(time)));
    }
    let (month, day) = day?;
    let latest = latest_day(now);
    let of_year = |year: i16| Date::new(year, month, day).ok().filter(|date| *date <= latest);
    let date = (0..=8).find_map(|back| of_year(latest.year() - back))?;
    Some(DeviceTime { civil: DateTime::from_parts(date, time), year: YearSource::Assumed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_the_newest_that_is_not_in_the_future() {
        let now: Timestamp = "2026-01-02T12:00:00Z".parse().unwrap();
        let year = |month, day| {
            time_of(None, Some((month, day)), Time::new(23, 0, 0, 0).ok(), now).map(|time| time.civil.year())
        };
        assert_eq!(year(1, 1), Some(2026));
        assert_eq!(year(1, 4), Some(2026), "a clock that is ahead");
        assert_eq!(year(1, 5), Some(2025));
        assert_eq!(year(12, 31), Some(2025));
        assert_eq!(year(2, 29), Some(2024));
        assert_eq!(time_of(None, Some((1, 1)), None, now), None);
    }

    #[test]
    fn a_result_without_terminal_is_that_of_the_link() {
        let status = Status { amount: Some(100), trace: Some(7), receipt: Some(3), ..Status::default() };
        let now: Timestamp = "2026-01-02T12:00:00Z".parse().unwrap();
        assert!(entry_of(&status, None, now).is_err());
        let link = DeviceId::new(Family::Zvt, "", "52523535");
        let entry = entry_of(&status, Some(&link), now).unwrap();
        assert_eq!((entry.number, entry.result), (3, EntryResult::Unknown));
        assert_eq!(trace_of(&entry, RefName::Trace), Some(7));
        assert!(entry_of(&Status { amount: None, ..status }, Some(&link), now).is_err());
    }
}
