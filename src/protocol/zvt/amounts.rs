//! Numbers, money, days and times in BCD (PA00P015, list of bitmaps).

use jiff::civil::{Date, Time};

use crate::model::Currency;

/// The number that BCD digits say; `None` where a half byte is no digit or there are more than 18.
pub(super) fn number(bytes: &[u8]) -> Option<u64> {
    if bytes.len() > 9 {
        return None;
    }
    bytes.iter().try_fold(0, |number, byte| match (byte >> 4, byte & 0xF) {
        (tens @ 0..=9, units @ 0..=9) => Some(number * 100 + u64::from(tens) * 10 + u64::from(units)),
        _ => None,
    })
}

/// A number of at most nine digits.
pub(super) fn small(bytes: &[u8]) -> Option<u32> {
    number(bytes).and_then(|number| u32::try_from(number).ok())
}

/// A number of at most four digits.
pub(super) fn short(bytes: &[u8]) -> Option<u16> {
    number(bytes).and_then(|number| u16::try_from(number).ok())
}

/// An amount in minor units.
pub(super) fn amount(bytes: &[u8]) -> Option<i64> {
    number(bytes).and_then(|number| i64::try_from(number).ok())
}

/// A number as BCD in `len` bytes; the highest digits are lost where it is larger.
pub(super) fn bcd(number: u64, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    let mut rest = number;
    for byte in bytes.iter_mut().rev() {
        let pair = u8::try_from(rest % 100).unwrap_or(0);
        *byte = ((pair / 10) << 4) | (pair % 10);
        rest /= 100;
    }
    bytes
}

/// An amount as BCD; a negative one, which nobody can write, as zero.
pub(super) fn amount_bcd(minor: i64) -> Vec<u8> {
    bcd(u64::try_from(minor).unwrap_or(0), 6)
}

/// An ISO 4217 number.
pub(super) fn currency(bytes: &[u8]) -> Option<Currency> {
    short(bytes).and_then(Currency::from_numeric)
}

/// An ISO 4217 number in two bytes.
pub(super) fn currency_bcd(currency: Currency) -> Vec<u8> {
    bcd(u64::from(currency.numeric()), 2)
}

/// HHMMSS.
pub(super) fn time(bytes: &[u8]) -> Option<Time> {
    let [hour, minute, second] = parts(bytes)?;
    Time::new(hour, minute, second, 0).ok()
}

/// HHMMSS in three bytes.
pub(super) fn time_bcd(time: Time) -> Vec<u8> {
    [time.hour(), time.minute(), time.second()].iter().flat_map(|part| bcd(part.unsigned_abs().into(), 1)).collect()
}

/// Month and day as MMDD, where a year has such a day.
pub(super) fn day(bytes: &[u8]) -> Option<(i8, i8)> {
    let [month, day] = parts(bytes)?;
    Date::new(2024, month, day).ok().map(|_| (month, day))
}

/// MMDD in two bytes.
pub(super) fn day_bcd((month, day): (i8, i8)) -> Vec<u8> {
    [month, day].iter().flat_map(|part| bcd(part.unsigned_abs().into(), 1)).collect()
}

/// YYMMDD of this century, or YYYYMMDD.
pub(super) fn date(bytes: &[u8]) -> Option<Date> {
    let (year, rest) = match bytes.len() {
        3 => (2000 + i16::try_from(number(&bytes[..1])?).ok()?, &bytes[1..]),
        4 => (i16::try_from(number(&bytes[..2])?).ok()?, &bytes[2..]),
        _ => return None,
    };
    let [month, day] = parts(rest)?;
    Date::new(year, month, day).ok()
}

/// YYMMDD in three bytes.
pub(super) fn date_bcd(date: Date) -> Vec<u8> {
    let mut bytes = bcd(u64::from(date.year().unsigned_abs()) % 100, 1);
    bytes.extend(day_bcd((date.month(), date.day())));
    bytes
}

/// Each byte as a number of two digits.
fn parts<const N: usize>(bytes: &[u8]) -> Option<[i8; N]> {
    let bytes: [u8; N] = bytes.try_into().ok()?;
    let mut parts = [0; N];
    for (part, byte) in parts.iter_mut().zip(bytes) {
        *part = i8::try_from(number(&[byte])?).ok()?;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_and_written() {
        assert_eq!(number(&[0x00, 0x12, 0x34]), Some(1234));
        assert_eq!(number(&[0x1A]), None);
        assert_eq!(number(&[0x99; 10]), None);
        assert_eq!(bcd(1234, 3), [0x00, 0x12, 0x34]);
        assert_eq!(amount_bcd(-1), [0; 6]);
        assert_eq!(currency(&[0x09, 0x78]), Some(Currency::EUR));
        assert_eq!(currency_bcd(Currency::CHF), [0x07, 0x56]);
        assert_eq!(currency(&[0x00, 0x00]), None);
    }

    #[test]
    fn days_and_times_that_are_none_are_refused() {
        assert_eq!(time(&[0x23, 0x59, 0x58]).map(time_bcd), Some(vec![0x23, 0x59, 0x58]));
        assert_eq!(time(&[0x24, 0x00, 0x00]), None);
        assert_eq!(day(&[0x02, 0x29]), Some((2, 29)));
        assert_eq!(day(&[0x02, 0x30]), None);
        assert_eq!(date(&[0x23, 0x04, 0x05]), date(&[0x20, 0x23, 0x04, 0x05]));
        assert_eq!(date(&[0x23, 0x13, 0x05]), None);
        assert_eq!(date(&[0x24, 0x02, 0x29]).map(date_bcd), Some(vec![0x24, 0x02, 0x29]));
    }
}
