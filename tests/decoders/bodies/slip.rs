//! Printed receipts.

use jiff::civil::Date;
use tillwright::device::zvt::slip::{self, Slip};
use tillwright::model::{Currency, DeviceId, Family, Printable};
use tillwright::protocol::zvt::Charset;

use super::look;

/// Longest printed line that the codec lets through.
const WIDTH: usize = 160;

/// The number of a character set, then the lines of a paper as a terminal sends them.
pub fn slip(data: &[u8]) {
    let [number, bytes @ ..] = data else { return };
    let charset = Charset::of(*number).unwrap_or_default();
    let printed: Vec<Printable> =
        bytes.split(|byte| *byte == b'\n').map(|line| Printable::new(&charset.decode(line), WIDTH)).collect();
    let lines: Vec<&str> = printed.iter().map(Printable::as_str).collect();
    let parts = slip::split(&lines);
    assert_eq!(parts.concat(), lines, "no line is lost and none moves");
    let device = DeviceId::new(Family::Zvt, "", "61234000");
    let now = Date::constant(2026, 5, 14);
    let currency = [None, Some(Currency::EUR), Some(Currency::JPY)][bytes.len() % 3];
    for part in parts {
        let found = slip::read(part, currency);
        facts(&found);
        if let Ok(entry) = slip::entry(&found, &device, Vec::new(), now) {
            look::harmless(entry.key.as_str());
            assert!(entry.references.iter().all(|one| !one.value.is_blank()));
        }
    }
    // What no codec has been through is as harmless.
    let raw = String::from_utf8_lossy(bytes);
    let raw: Vec<&str> = raw.lines().collect();
    if raw != lines {
        facts(&slip::read(&raw, currency));
    }
}

fn facts(slip: &Slip) {
    let texts = [&slip.terminal, &slip.contract, &slip.authorisation, &slip.code, &slip.card_name];
    for text in texts.into_iter().flatten() {
        look::harmless(text.as_str());
        assert!(!text.is_blank());
    }
    look::secret_free(format!("{slip:?}").as_bytes());
    assert!(slip.receipt.is_none_or(|number| (1..=9999).contains(&number)), "{slip:?}");
    assert!(slip.original_receipt.is_none_or(|number| (1..=9999).contains(&number)), "{slip:?}");
    for trace in [slip.trace, slip.original_trace].into_iter().flatten() {
        assert!((1..=999_999).contains(&trace), "{slip:?}");
    }
    assert!(slip.amount.is_none_or(|amount| amount.minor >= 0), "{slip:?}");
    let (amount, tip) = (slip.amount.map(|amount| amount.minor), slip.tip.map(|tip| tip.minor));
    assert!(tip.is_none_or(|tip| tip >= 0 && amount.is_none_or(|amount| tip <= amount)), "{slip:?}");
    assert!(slip.day.is_none_or(|day| (1..=12).contains(&day.month) && (1..=31).contains(&day.day)), "{slip:?}");
    assert!(slip.doubts.len() < 40);
}
