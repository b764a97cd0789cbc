//! Text and card numbers from anywhere, made harmless.

use tillwright::model::{Card, DeviceId, EntryKey, Family, Printable, is_hostile, mask_digits};

use super::look;

/// Any text, whole and cut.
pub fn masking(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let masked = mask_digits(&text);
    assert_eq!(mask_digits(&masked), masked, "masking twice changes nothing");
    assert!(look::longest_run(&masked) < 13, "{masked:?}");
    for limit in [0, 7, 24, 80, usize::MAX] {
        let kept = Printable::new(&text, limit);
        look::harmless(kept.as_str());
        assert!(kept.as_str().chars().count() <= limit);
        assert_eq!(Printable::new(kept.as_str(), limit), kept, "what is harmless stays as it is");
    }
    let field = Printable::field(data, 24);
    look::harmless(field.as_str());
    assert!(field.as_str().chars().count() <= 24 + 14);
    let key = EntryKey::from_text(&text);
    look::harmless(key.as_str());
    assert_eq!(EntryKey::from_text(key.as_str()), key);
    card(&text);
    let (merchant, terminal) = text.split_once('|').unwrap_or((&text, ""));
    let device = DeviceId::new(Family::Zvt, merchant, terminal);
    let again = DeviceId::new(device.family, device.merchant.as_str(), device.terminal.as_str());
    assert_eq!(again, device, "an id made from its own parts is the same");
}

fn card(text: &str) {
    let Some(card) = Card::mask(text) else { return };
    let shown = card.to_string();
    assert!(!shown.chars().any(is_hostile));
    assert!(shown.len() <= 16 && shown.bytes().filter(u8::is_ascii_digit).count() <= 10, "{shown}");
    assert_eq!(Card::mask(&shown), Some(card), "the masked form reads back as the same card");
}
