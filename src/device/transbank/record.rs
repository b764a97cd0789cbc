//! One record as an entry.

use crate::model::{
    Currency, CurrencySource, DeviceId, DeviceTime, Entry, EntryKey, EntryResult, Family, Instalments, Kind, Money,
    Printable, Provenance, RefName, Reference, VoidMark, digest_of,
};
use crate::protocol::transbank::SaleAnswer;
use crate::protocol::transbank::codes::{Reach, ResultCode};

/// Longest reference kept.
const REFERENCE: usize = 24;

/// Whole pesos. The protocol knows no other currency.
pub(super) fn pesos(amount: u32) -> Money {
    Money::new(i64::from(amount), Currency::CLP, CurrencySource::Family)
}

/// The id that an answer's merchant and terminal make, where it names both.
pub(super) fn id_of(merchant: &Printable, terminal: &Printable) -> Option<DeviceId> {
    (!merchant.is_blank() && !terminal.is_blank())
        .then(|| DeviceId::new(Family::Transbank, merchant.as_str(), terminal.as_str()))
}

/// An entry from a record of the list or from the last sale, or what it lacks. `void` is what the record itself says.
pub(super) fn entry_of(sale: &SaleAnswer) -> Result<Entry, &'static str> {
    let device = id_of(&sale.merchant, &sale.terminal).ok_or("it does not say whose it is")?;
    let number = sale.operation.filter(|number| *number > 0).ok_or("it has no operation number")?;
    let amount = sale.amount.map(pesos).ok_or("it has no amount")?;
    let key = EntryKey::new(&device, number, &digest(sale, number));
    Ok(Entry {
        key,
        device,
        number,
        kind: Kind::Sale,
        result: result_of(sale.result),
        code: Printable::new(&sale.result.to_string(), 2),
        amount,
        tip: sale.tip.filter(|tip| *tip > 0).map(pesos),
        time: sale.time.map(DeviceTime::told),
        card: sale.card.clone(),
        card_type: sale.card_type,
        brand: sale.brand.clone(),
        instalments: instalments_of(sale),
        references: references_of(sale),
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: if sale.result == ResultCode::ALREADY_VOIDED { VoidMark::Voided } else { VoidMark::NotTold },
    })
}

/// Over the facts that no later event changes; the result code is none of them, since a void may change it. The list and
/// the last sale give the same digest for the same sale.
fn digest(sale: &SaleAnswer, number: u32) -> String {
    let (number, amount) = (number.to_string(), sale.amount.map(|amount| amount.to_string()).unwrap_or_default());
    let time = sale.time.map(|time| time.to_string()).unwrap_or_default();
    digest_of([
        sale.merchant.as_str().trim(),
        sale.terminal.as_str().trim(),
        &number,
        sale.authorisation.as_str(),
        &amount,
        &time,
        sale.card.as_ref().map_or("", |card| card.last4()),
        sale.card_type.as_str(),
    ])
}

/// 04 is told of a sale that was approved before it was voided.
fn result_of(code: ResultCode) -> EntryResult {
    match (code, code.reach()) {
        (ResultCode::ALREADY_VOIDED, _) | (_, Reach::Done) => EntryResult::Approved,
        (_, Reach::InDoubt | Reach::Progress) => EntryResult::Unknown,
        _ if !code.is_assigned() => EntryResult::Unknown,
        _ if code.0 == TIMED_OUT => EntryResult::Unknown,
        _ => EntryResult::Declined,
    }
}

/// The terminal gave up waiting: the host may have approved.
const TIMED_OUT: u8 = 22;

fn instalments_of(sale: &SaleAnswer) -> Option<Instalments> {
    let count = sale.instalments.filter(|count| *count > 0)?;
    Some(Instalments { count, amount: sale.instalment_amount.filter(|amount| *amount > 0).map(pesos) })
}

/// In the order of the record.
fn references_of(sale: &SaleAnswer) -> Vec<Reference> {
    let told = [
        (RefName::Ticket, &sale.ticket),
        (RefName::AuthorisationCode, &sale.authorisation),
        (RefName::AccountingDate, &sale.accounting_date),
        (RefName::Account, &sale.account),
        (RefName::Employee, &sale.employee),
        (RefName::Provider, &sale.provider),
    ];
    let kept = told.into_iter().filter(|(_, value)| !value.is_blank());
    kept.map(|(name, value)| Reference { name, value: Printable::new(value.as_str().trim(), REFERENCE) }).collect()
}

/// A reference to the operation number that a record speaks of.
pub(super) fn original(number: u32) -> Reference {
    Reference { name: RefName::Original, value: Printable::new(&number.to_string(), REFERENCE) }
}
