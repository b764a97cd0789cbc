//! Dates and times as files write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::table::{narrow, trim};

/// In which order a date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Year first; its four digits show it.
    Ymd,
    /// `31/12/2024`
    Dmy,
    /// `12/31/2024`
    Mdy,
}

/// A time as written, and the offset from UTC beside it.
pub(super) type When = (DateTime, Option<Offset>);

/// Reads a date with or without a time of day. `order` decides where the year is not first. Years are 1990 to 2099; one of two
/// digits is of this century. `None` for everything else.
pub(super) fn read(text: &str, order: Order) -> Option<When> {
    let plain = plain(text);
    let (date, rest) = split_date(&plain)?;
    let date = date_of(date, order)?;
    let rest = rest.trim_start_matches([' ', 'T', 't']).trim();
    if rest.is_empty() {
        return Some((date.to_datetime(Time::midnight()), None));
    }
    let (clock, offset) = split_offset(rest)?;
    Some((date.to_datetime(time_of(clock)?), offset))
}

/// The order of a whole column: the one that the dates themselves prove. `Err` with a date that proves nothing where none
/// does, or with one that contradicts another.
pub(super) fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Order, &'a str> {
    let mut proven = None;
    let mut open = None;
    for text in texts {
        let plain = plain(text);
        let Some((date, _)) = split_date(&plain) else { continue };
        let parts: Vec<&str> = date.split(|symbol: char| !symbol.is_ascii_digit()).collect();
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok()).unwrap_or(0);
        let shown = match parts.first().map_or(0, |first| first.len()) {
            4 | 8 => Some(Order::Ymd),
            _ if number(0) > 12 => Some(Order::Dmy),
            _ if number(1) > 12 => Some(Order::Mdy),
            _ => None,
        };
        match (shown, proven) {
            (None, _) => open = open.or(Some(text)),
            (Some(shown), Some(before)) if shown != before => return Err(text),
            (Some(shown), _) => proven = Some(shown),
        }
    }
    match (proven, open) {
        // A column without any date has no order to decide; its rows say so one by one.
        (None, None) => Ok(Order::Ymd),
        (None, Some(text)) | (Some(Order::Ymd), Some(text)) => Err(text),
        (Some(order), _) => Ok(order),
    }
}

/// The day and time of a serial number of Excel (days since 1899-12-30; 1904 workbooks count 1462 fewer), to the second.
pub(super) fn of_serial(days: f64, since_1904: bool) -> Option<DateTime> {
    let days = if since_1904 { days + 1462.0 } else { days };
    // Before March 1900 Excel counts a day that never was; no bill is that old.
    if !(61.0..200_000.0).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    let start = Date::new(1899, 12, 30).ok()?.to_datetime(Time::midnight());
    start.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()
}

fn plain(text: &str) -> String {
    if text.is_ascii() {
        return trim(text).to_owned();
    }
    let narrow =
        narrow(trim(text)).replace(['年', '月'], "-").replace('日', " ").replace(['时', '分'], ":").replace('秒', "");
    narrow.trim().to_owned()
}

/// The date in front and the rest: three numbers parted by `-`, `/` or `.`, or eight digits.
fn split_date(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|symbol: char| !symbol.is_ascii_digit() && !matches!(symbol, '-' | '/' | '.'));
    let (date, rest) = text.split_at(end.unwrap_or(text.len()));
    if date.len() == 14 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.split_at(8));
    }
    (!date.is_empty()).then_some((date, rest))
}

fn date_of(text: &str, order: Order) -> Option<Date> {
    let sign = text.chars().find(|symbol| !symbol.is_ascii_digit());
    let parts: Vec<&str> = match sign {
        None if text.len() == 8 => vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?],
        None => return None,
        Some(sign) => text.split(sign).collect(),
    };
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = match (first.len(), order) {
        (4, _) => (first, second, third),
        (_, Order::Ymd) => return None,
        (_, Order::Dmy) => (third, second, first),
        (_, Order::Mdy) => (third, first, second),
    };
    let short = |part: &str| part.len() <= 2;
    let century = match year.len() {
        4 => 0,
        2 => 2000,
        _ => return None,
    };
    let year = year.parse::<i16>().ok()? + century;
    let date = (short(month) && short(day)).then(|| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok())??;
    (1990..2100).contains(&date.year()).then_some(date)
}

/// A time of day, 24 hours or 12 with a word for the half of the day.
fn time_of(text: &str) -> Option<Time> {
    let small = text.to_lowercase().replace(['.', ' ', '\u{a0}'], "");
    let half = |words: [&str; 3]| words.iter().any(|word| small.contains(word));
    let (am, pm) = (half(["am", "上午", "vorm"]), half(["pm", "下午", "nachm"]));
    let clock: &str = text.trim_matches(|symbol: char| !symbol.is_ascii_digit());
    let digits = clock.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = match clock.len() {
        6 if digits => vec![clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?],
        4 if digits => vec![clock.get(..2)?, clock.get(2..)?],
        _ => clock.split(':').collect(),
    };
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (hour, minute, "0"),
        [hour, minute, second] => (hour, minute, second.split(['.', ',']).next().unwrap_or("0")),
        _ => return None,
    };
    let hour: i8 = hour.parse().ok()?;
    let hour = match (am, pm, hour) {
        (false, false, hour) => hour,
        (true, false, 12) => 0,
        (false, true, 12) => 12,
        (true, false, 1..=11) => hour,
        (false, true, 1..=11) => hour + 12,
        _ => return None,
    };
    Time::new(hour, minute.parse().ok()?, second.parse().ok()?, 0).ok()
}

/// The clock and the offset behind it, `Z` or `+08:00` or `+0800`.
fn split_offset(text: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(Offset::UTC)));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, None)) };
    let (clock, offset) = text.split_at(at);
    let digits = offset.get(1..)?.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?.parse::<i32>().ok()?),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes) * 60;
    let signed = if offset.starts_with('-') { -seconds } else { seconds };
    Some((clock.trim(), Some(Offset::from_seconds(signed).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, order: Order) -> Option<String> {
        read(text, order).map(|(time, _)| time.to_string())
    }

    #[test]
    fn many_ways_to_write_one_time() {
        let expected = Some("2024-03-09T17:05:06".to_owned());
        for (text, order) in [
            ("2024-03-09 17:05:06", Order::Ymd),
            ("`2024/3/9 17:05:06\t", Order::Ymd),
            ("2024-03-09T17:05:06.123+01:00", Order::Ymd),
            ("20240309170506", Order::Ymd),
            ("20240309 170506", Order::Ymd),
            ("2024年03月09日 17：05：06", Order::Ymd),
            ("2024年03月09日17时05分06秒", Order::Ymd),
            ("09.03.2024 17:05:06", Order::Dmy),
            ("09/03/24 05:05:06 p. m.", Order::Dmy),
            ("3/9/2024 5:05:06 PM", Order::Mdy),
        ] {
            assert_eq!(shown(text, order), expected, "{text}");
        }
        assert_eq!(read("2024-03-09T17:05:06-0300", Order::Ymd).unwrap().1.unwrap().seconds(), -10_800);
    }

    #[test]
    fn wrong_centuries_and_days_are_refused() {
        for text in
            ["1900-01-01", "0024-03-09", "2124-03-09", "2024-13-01", "2024-02-30", "45000", "", "x", "09/03/2024"]
        {
            assert_eq!(shown(text, Order::Ymd), None, "{text}");
        }
        assert_eq!(shown("2024-03-09 25:00", Order::Ymd), None);
        assert_eq!(shown("2024-03-09 13:00 PM", Order::Ymd), None);
    }

    #[test]
    fn a_column_decides_its_order_or_none() {
        assert_eq!(order_of(["03/04/2024", "31/01/2024"].into_iter()), Ok(Order::Dmy));
        assert_eq!(order_of(["03/04/2024", "01/31/2024"].into_iter()), Ok(Order::Mdy));
        assert_eq!(order_of(["03/04/2024", "05/06/2024"].into_iter()), Err("03/04/2024"));
        assert_eq!(order_of(["31/01/2024", "01/31/2024"].into_iter()), Err("01/31/2024"));
        assert_eq!(order_of(["2024-01-02"].into_iter()), Ok(Order::Ymd));
    }

    #[test]
    fn serials_of_excel() {
        assert_eq!(of_serial(45360.5, false).unwrap().to_string(), "2024-03-09T12:00:00");
        assert_eq!(of_serial(45360.5 - 1462.0, true).unwrap().to_string(), "2024-03-09T12:00:00");
        assert_eq!(of_serial(5.0, false), None);
        assert_eq!(of_serial(f64::NAN, false), None);
    }
}
