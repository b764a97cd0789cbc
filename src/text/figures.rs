//! Amounts and moments, as each language writes them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::Lang;
use crate::model::Money;

/// An amount with its currency code: `CLP 12.500` in Spanish and German, `CLP 12,500` elsewhere.
pub fn amount(money: &Money, lang: Lang) -> String {
    let (group, point) = match lang {
        Lang::Es | Lang::De => ('.', ','),
        Lang::En | Lang::Zh => (',', '.'),
    };
    format!("{} {}", money.currency.code(), money.grouped(group, point))
}

/// A civil time to the second, without a zone: day first in Spanish and German, year first elsewhere.
pub fn civil(time: DateTime, lang: Lang) -> String {
    let pattern = match lang {
        Lang::Es => "%d/%m/%Y %H:%M:%S",
        Lang::De => "%d.%m.%Y %H:%M:%S",
        Lang::En | Lang::Zh => "%Y-%m-%d %H:%M:%S",
    };
    time.strftime(pattern).to_string()
}

/// A day: day first in Spanish and German, year first elsewhere.
pub fn date(day: Date, lang: Lang) -> String {
    let pattern = match lang {
        Lang::Es => "%d/%m/%Y",
        Lang::De => "%d.%m.%Y",
        Lang::En | Lang::Zh => "%Y-%m-%d",
    };
    day.strftime(pattern).to_string()
}

/// A moment by this machine's clock to the minute, with its offset from UTC, so that it can be set beside the paper.
pub fn moment(at: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let pattern = match lang {
        Lang::Es => "%d/%m/%Y %H:%M UTC%:z",
        Lang::De => "%d.%m.%Y %H:%M UTC%:z",
        Lang::En | Lang::Zh => "%Y-%m-%d %H:%M UTC%:z",
    };
    at.to_zoned_datetime(zone.clone()).strftime(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Currency, CurrencySource};

    #[test]
    fn each_language_groups_in_its_own_way() {
        let pesos = Money::new(1_234_567, Currency::CLP, CurrencySource::Family);
        assert_eq!(amount(&pesos, Lang::Es), "CLP 1.234.567");
        assert_eq!(amount(&pesos, Lang::En), "CLP 1,234,567");
        let euro = Money::new(-123_450, Currency::EUR, CurrencySource::Person);
        assert_eq!(amount(&euro, Lang::Es), "EUR -1.234,50");
        assert_eq!(amount(&euro, Lang::Zh), "EUR -1,234.50");
        assert_eq!(amount(&euro, Lang::De), "EUR -1.234,50");
    }

    #[test]
    fn moments_tell_their_offset() {
        let at = "2026-05-14T15:20:59Z".parse().unwrap();
        let santiago = TimeZone::fixed(jiff::tz::offset(-4));
        assert_eq!(moment(at, &santiago, Lang::En), "2026-05-14 11:20 UTC-04:00");
        assert_eq!(moment(at, &TimeZone::UTC, Lang::Es), "14/05/2026 15:20 UTC+00:00");
        assert_eq!(moment(at, &TimeZone::UTC, Lang::De), "14.05.2026 15:20 UTC+00:00");
    }
}
