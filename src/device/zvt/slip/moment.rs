//! Dates and times as they are printed.

use jiff::civil::{Date, Time};

use crate::model::YearSource;

/// A printed day. Terminals may leave the year out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year, four digits; two printed digits are of this century.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Day {
    /// The day in the calendar. Where no year was printed it is the latest one that does not put the day behind `now`.
    /// `None` where no such day exists.
    pub fn date(&self, now: Date) -> Option<(Date, YearSource)> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day).ok().map(|date| (date, YearSource::Told));
        }
        // A 29th of February may lie eight years back.
        (0..=8)
            .filter_map(|back| Date::new(now.year() - back, self.month, self.day).ok())
            .find(|date| *date <= now)
            .map(|date| (date, YearSource::Assumed))
    }

    /// The day at the beginning of `text` and its length in bytes: `14.05.2026`, `14.05.26`, `14.05.`, `14/05/2026`,
    /// `14-05-2026`, `2026-05-14`. With slashes the month may stand first: a day that could be read both ways is none.
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let (first, mut at) = digits(text)?;
        let mark = text[at..].chars().next().filter(|mark| matches!(mark, '.' | '/' | '-'))?;
        at += 1;
        let (second, used) = digits(&text[at..])?;
        at += used;
        let third = text[at..].strip_prefix(mark).and_then(digits);
        let (year, month, day) = match (first.len(), mark, third) {
            (4, '-', Some((third, used))) => {
                at += 1 + used;
                (Some(first), second, third)
            }
            (1 | 2, '.' | '-' | '/', Some((third, used))) if third.len() == 4 || third.len() == 2 && mark != '-' => {
                at += 1 + used;
                let (day, month) = if mark == '/' { in_order(first, second)? } else { (first, second) };
                (Some(third), month, day)
            }
            (1 | 2, '.', None) if text[at..].starts_with('.') => {
                at += 1;
                (None, second, first)
            }
            _ => return None,
        };
        let goes_on = text[at..].starts_with(|next: char| next.is_alphanumeric() || next == ',')
            || text[at..].starts_with(['.', '/', '-'])
                && text[at + 1..].starts_with(|next: char| next.is_ascii_digit());
        let year = match year {
            None => None,
            Some(short) if short.len() == 2 => Some(2000 + short.parse::<i16>().ok()?),
            Some(long) => Some(long.parse::<i16>().ok().filter(|year| (2000..2100).contains(year))?),
        };
        if second.len() > 2 || goes_on {
            return None;
        }
        let found = Self { year, month: month.parse().ok()?, day: day.parse().ok()? };
        // A leap year stands in where none is printed.
        Date::new(year.unwrap_or(2000), found.month, found.day).ok()?;
        Some((found, at))
    }
}

fn in_order<'a>(first: &'a str, second: &'a str) -> Option<(&'a str, &'a str)> {
    let (left, right): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    match (left > 12, right > 12) {
        (true, false) => Some((first, second)),
        (false, true) => Some((second, first)),
        _ => (left == right).then_some((first, second)),
    }
}

/// A printed time of day, and whether its seconds were printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The time; second 0 where none was printed.
    pub time: Time,
    /// Whether the seconds were printed.
    pub seconds: bool,
}

impl Clock {
    /// The time at the beginning of `text` and its length in bytes: `12:03`, `12:03:10`.
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let (hour, mut at) = digits(text)?;
        let (minute, used) = text[at..].strip_prefix(':').and_then(digits)?;
        at += 1 + used;
        let second = text[at..].strip_prefix(':').and_then(digits);
        if let Some((_, used)) = second {
            at += 1 + used;
        }
        let whole = hour.len() <= 2 && minute.len() == 2 && second.is_none_or(|(second, _)| second.len() == 2);
        if !whole || text[at..].starts_with(|next: char| next.is_alphanumeric() || matches!(next, ':' | '.' | ',')) {
            return None;
        }
        let second_value = second.map_or(Some(0), |(second, _)| second.parse().ok())?;
        let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, second_value, 0).ok()?;
        Some((Self { time, seconds: second.is_some() }, at))
    }

    /// What two prints of one time say together; `None` where they contradict each other.
    pub fn with(self, other: Self) -> Option<Self> {
        let same_minute = self.time.hour() == other.time.hour() && self.time.minute() == other.time.minute();
        match (self.seconds, other.seconds) {
            (true, true) => (self == other).then_some(self),
            (true, false) => same_minute.then_some(self),
            (false, _) => same_minute.then_some(other),
        }
    }
}

fn digits(text: &str) -> Option<(&str, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&length).then(|| (&text[..length], length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<(Option<i16>, i8, i8)> {
        Day::read(text).filter(|(_, used)| *used == text.len()).map(|(day, _)| (day.year, day.month, day.day))
    }

    #[test]
    fn days_in_every_order() {
        for text in ["14.05.26", "14.05.2026", "14/05/2026", "05/14/2026", "14-05-2026", "2026-05-14", "14/05/26"] {
            assert_eq!(day(text), Some((Some(2026), 5, 14)), "{text}");
        }
        assert_eq!(day("14.05."), Some((None, 5, 14)));
        assert_eq!(day("05/05/2026"), Some((Some(2026), 5, 5)));
        for text in
            ["05/06/2026", "14.13.2026", "31.02.2026", "24.04.20XX", "14.05", "10.20.30.40", "12,30", "1.2.3.4", ""]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_missing_year_is_the_latest_that_is_past() {
        let now = jiff::civil::date(2026, 3, 1);
        let year = |text: &str| Day::read(text).and_then(|(day, _)| day.date(now)).map(|(date, _)| date.year());
        assert_eq!(year("28.02."), Some(2026));
        assert_eq!(year("02.03."), Some(2025));
        assert_eq!(year("29.02."), Some(2024));
        assert_eq!(year("29.02.2024"), Some(2024));
    }

    #[test]
    fn times_of_day() {
        let read = |text: &str| Clock::read(text).map(|(clock, _)| (clock.time.to_string(), clock.seconds));
        assert_eq!(read("12:03 Uhr"), Some(("12:03:00".to_owned(), false)));
        assert_eq!(read("12:03:10"), Some(("12:03:10".to_owned(), true)));
        for text in ["24:00", "12:3", "12:60", "12:03:10:11", "12.03", "123:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
