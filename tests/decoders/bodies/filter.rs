//! Filter expressions.

use tillwright::model::{
    Card, CardType, Currency, CurrencySource, DeviceId, DeviceTime, Entry, EntryKey, EntryResult, Family, Kind, Money,
    Printable, Provenance, RefName, Reference, Stands, VoidMark, VoidedBy,
};
use tillwright::ops::filter::Filter;
use tillwright::text::Lang;

use super::look;

/// Any text as a filter.
pub fn filter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let filter = match Filter::parse(&text) {
        Ok(filter) => filter,
        Err(error) => {
            let behind = text.get(error.at..).unwrap_or_else(|| panic!("{} is no place in {text:?}", error.at));
            assert!(behind.starts_with(|symbol: char| !symbol.is_whitespace()), "a condition begins there");
            look::harmless(&error.word);
            assert!(error.word.chars().count() <= 40);
            for lang in Lang::ALL.iter().copied() {
                look::harmless(&error.phrase().read(lang));
            }
            return;
        }
    };
    let single = !filter.is_empty() && !text.starts_with('-') && !text.contains(char::is_whitespace);
    let turned = single.then(|| Filter::parse(&format!("-{text}")).unwrap_or_else(|error| panic!("{error:?}")));
    let doubled = Filter::parse(&format!("{text} {text}")).ok();
    for (entry, stands) in samples() {
        let fits = filter.matches(&entry, &stands);
        assert!(!filter.is_empty() || fits, "an empty filter lets all through");
        if let Some(turned) = &turned {
            assert_ne!(turned.matches(&entry, &stands), fits, "- turns {text:?} round");
        }
        if let (Some(doubled), 0) = (&doubled, text.matches('"').count() % 2) {
            assert_eq!(doubled.matches(&entry, &stands), fits, "said twice it means the same: {text:?}");
        }
    }
}

/// Two entries that differ in everything.
fn samples() -> [(Entry, Stands); 2] {
    let device = DeviceId::new(Family::Transbank, "597000000001", "T0000001");
    let full = Entry {
        key: EntryKey::new(&device, 63, "cafe0001"),
        number: 63,
        kind: Kind::Sale,
        result: EntryResult::Approved,
        code: Printable::new("00", 2),
        amount: Money::new(12_500, Currency::CLP, CurrencySource::Family),
        tip: Some(Money::new(500, Currency::CLP, CurrencySource::Family)),
        time: "2026-11-23T14:03:22".parse().ok().map(DeviceTime::told),
        card: Card::mask("XXXXXXXXXXXX0042"),
        card_type: CardType::Credit,
        brand: Printable::new("VI", 2),
        instalments: None,
        references: vec![Reference { name: RefName::Ticket, value: Printable::new("Mesa Ñ4", 7) }],
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
        device,
    };
    let device = DeviceId::new(Family::Zvt, "", "52500041");
    let bare = Entry {
        key: EntryKey::new(&device, 7, "cafe0002"),
        number: 7,
        kind: Kind::Other,
        result: EntryResult::Unknown,
        code: Printable::default(),
        amount: Money::new(i64::MAX, Currency::EUR, CurrencySource::Device),
        tip: None,
        time: None,
        card: None,
        card_type: CardType::Unknown,
        brand: Printable::default(),
        references: Vec::new(),
        void: VoidMark::Voided,
        device,
        ..full.clone()
    };
    [(full, Stands::AsRecorded), (bare, Stands::Voided(VoidedBy::Us))]
}
