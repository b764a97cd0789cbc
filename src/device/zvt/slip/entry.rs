//! A receipt's facts as an entry of the journal.

use jiff::civil::{Date, DateTime};

use super::{Slip, SlipKind};
use crate::model::{
    CardType, DeviceId, DeviceTime, Entry, EntryKey, EntryResult, Kind, Printable, Provenance, RefName, Reference,
    VoidMark, digest_of,
};

/// The entry that a printed receipt tells of, or why it tells of none. `printed` are the terminal's own lines; `now` settles
/// a year that was not printed. A result that is not certain is [`EntryResult::Unknown`]; without a certain kind and amount
/// there is no entry. Trace number, amount and day name the entry as they do where the terminal tells it in structured form.
pub fn entry(slip: &Slip, device: &DeviceId, printed: Vec<Printable>, now: Date) -> Result<Entry, &'static str> {
    let kind = match slip.kind {
        SlipKind::Payment => Kind::Sale,
        SlipKind::Reversal => Kind::Void,
        SlipKind::Refund => Kind::Refund,
        SlipKind::PreAuthorisation => return Err("a pre-authorisation is no payment yet"),
        SlipKind::Totals => return Err("a report over many transactions"),
        SlipKind::Other => return Err("the receipt does not say for certain what it is of"),
    };
    if slip.terminal.as_ref().is_some_and(|terminal| !same_terminal(terminal, &device.terminal)) {
        return Err("the receipt is another terminal's");
    }
    let amount = slip.amount.ok_or("the receipt tells no certain amount")?;
    let number = u32::from(slip.receipt.unwrap_or(0));
    let trace = slip.trace.map(|trace| format!("{trace:06}")).unwrap_or_default();
    let day = slip.day.map(|day| format!("{:02}{:02}", day.month, day.day)).unwrap_or_default();
    let key = EntryKey::new(device, number, &digest_of([trace.as_str(), &amount.minor.to_string(), &day]));
    let civil = slip.day.and_then(|day| day.date(now)).zip(slip.time);
    let time = civil.map(|((date, year), time)| DeviceTime { civil: DateTime::from_parts(date, time), year });
    let original = slip.original_receipt.map(|number| number.to_string());
    let original_trace = slip.original_trace.map(|trace| format!("{trace:06}"));
    let text = |told: &Option<Printable>| told.as_ref().map(|text| text.as_str().to_owned());
    let references = [
        (RefName::AuthorisationCode, text(&slip.authorisation)),
        (RefName::Trace, (!trace.is_empty()).then_some(trace)),
        (RefName::Original, original),
        (RefName::OriginalTrace, original_trace),
        (RefName::Contract, text(&slip.contract)),
    ];
    let references = references
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| Reference { name, value: Printable::new(&value, 24) }));
    Ok(Entry {
        key,
        device: device.clone(),
        number,
        kind,
        result: slip.outcome.unwrap_or(EntryResult::Unknown),
        code: slip.code.clone().unwrap_or_default(),
        amount,
        tip: slip.tip,
        time,
        card: slip.card.clone(),
        card_type: CardType::Unknown,
        brand: slip.card_name.clone().unwrap_or_default(),
        instalments: None,
        references: references.collect(),
        printed,
        provenance: Provenance::Print,
        void: VoidMark::NotTold,
    })
}

/// Terminals print their id with and without leading zeros.
fn same_terminal(printed: &Printable, told: &Printable) -> bool {
    let plain = |text: &Printable| text.as_str().trim_start_matches('0').to_ascii_uppercase();
    plain(printed) == plain(told)
}
