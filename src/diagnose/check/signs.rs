//! What the result code of a record is a sign of: the part of the device, or the other side, that failed.

use jiff::civil::DateTime;

use super::{Fact, Facts};
use crate::model::{Entry, Family, Provenance};

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The printer.
    Printer,
    /// Reading a card, where not the chip is named.
    Stripe,
    /// Reading a chip, or the reader as a whole.
    Chip,
    /// The way to the host.
    Network,
    /// The memory is full.
    Full,
    /// A close of the batch is due, or did not finish.
    Unclosed,
    /// The issuer or the network behind the host cannot be reached (ISO 8583 response codes 91 and 96).
    Issuer,
}

/// What the code of a record is a sign of; `None` for codes that speak of no part.
pub(super) fn of(entry: &Entry) -> Option<Sign> {
    let family = entry.device.family;
    if entry.provenance == Provenance::Print {
        // Receipts print the code of the host.
        return entry.code.as_str().trim().parse().ok().and_then(host);
    }
    let code = entry.result_code()?.value;
    match family {
        Family::Transbank => transbank(code),
        Family::Zvt => zvt(code),
    }
}

fn host(code: u8) -> Option<Sign> {
    matches!(code, 91 | 96).then_some(Sign::Issuer)
}

/// (POS Integrado reference, result codes.)
fn transbank(code: u8) -> Option<Sign> {
    match code {
        24 | 95 => Some(Sign::Printer),
        9 => Some(Sign::Stripe),
        92 => Some(Sign::Chip),
        2 | 3 | 14 | 16 => Some(Sign::Network),
        67 | 76 => Some(Sign::Full),
        13 | 74 | 77 => Some(Sign::Unclosed),
        _ => None,
    }
}

/// (PA00P015, error messages; 01 to 63, in hexadecimal, are the host's.)
fn zvt(code: u8) -> Option<Sign> {
    match code {
        0x01..=0x63 => host(code),
        0xCC => Some(Sign::Printer),
        0x64 | 0x65 => Some(Sign::Stripe),
        0x66 | 0x72 | 0x7B | 0x7C | 0x7E | 0xDD | 0xDE | 0xE2 => Some(Sign::Chip),
        0x7D | 0x9B | 0xA0 | 0xA1 | 0xA3 => Some(Sign::Network),
        0x6A | 0xB1 | 0xB2 => Some(Sign::Full),
        0x77 | 0xF0 => Some(Sign::Unclosed),
        _ => None,
    }
}

/// Records with this sign, whether they have a time or not.
pub(super) fn all(facts: &Facts, sign: Sign) -> Vec<&Fact> {
    facts.entries.iter().filter(|fact| of(&fact.entry) == Some(sign)).collect()
}

/// Bursts of at least `least` records with this sign, from the first to the last no more than `minutes` apart. A record stands
/// in one burst only.
pub(super) fn bursts(facts: &Facts, sign: Sign, least: usize, minutes: i64) -> Vec<Vec<&Fact>> {
    let signs: Vec<(DateTime, &Fact)> =
        facts.timed().into_iter().filter(|(_, fact)| of(&fact.entry) == Some(sign)).collect();
    let mut bursts = Vec::new();
    let mut rest = signs.as_slice();
    while let Some((begin, _)) = rest.first() {
        let length = rest.iter().take_while(|(time, _)| time.duration_since(*begin).as_secs() <= minutes * 60).count();
        let taken = if length >= least {
            bursts.push(rest[..length].iter().map(|(_, fact)| *fact).collect());
            length
        } else {
            1
        };
        rest = &rest[taken..];
    }
    bursts
}
