//! Made-up entries for tests. No number here belongs to anybody.

use super::*;

/// The device of the samples.
pub(crate) fn device() -> DeviceId {
    DeviceId::new(Family::Transbank, "000000000001", "SIM00001")
}

/// Pesos.
pub(crate) fn pesos(minor: i64) -> Money {
    Money::new(minor, Currency::CLP, CurrencySource::Family)
}

/// An approved credit sale of `amount` pesos at `time` (`2026-05-14T11:15:55`) with a card that ends in `last4`.
pub(crate) fn sale(number: u32, amount: i64, time: &str, last4: &str) -> Entry {
    let reference = |name, value: &str| Reference { name, value: Printable::new(value, 40) };
    let parts = [number.to_string(), amount.to_string(), time.to_owned(), last4.to_owned()];
    Entry {
        key: EntryKey::new(&device(), number, &digest_of(parts.iter().map(String::as_str))),
        device: device(),
        number,
        kind: Kind::Sale,
        result: EntryResult::Approved,
        code: Printable::new("00", 2),
        amount: pesos(amount),
        tip: None,
        time: Some(DeviceTime::told(time.parse().unwrap())),
        card: Card::mask(last4),
        card_type: CardType::Credit,
        brand: Printable::new("VI", 2),
        instalments: None,
        references: vec![
            reference(RefName::AuthorisationCode, "A1B2C3"),
            reference(RefName::Ticket, "000123"),
            reference(RefName::Employee, "0007"),
        ],
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
    }
}

/// The same sale, declined with a code.
pub(crate) fn declined(number: u32, amount: i64, time: &str, last4: &str, code: &str) -> Entry {
    let mut entry = sale(number, amount, time, last4);
    entry.result = EntryResult::Declined;
    entry.code = Printable::new(code, 2);
    entry.references.remove(0);
    entry
}
