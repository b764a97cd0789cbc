//! Amounts as they are printed: `EUR 1.234,56`, `1,234.56 EUR`, `EUR12,30-`, `€ -5,00`, `CHF 1'234.50`.

use crate::model::{Currency, CurrencySource, Money};

/// A printed amount before its currency is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum<'a> {
    number: &'a str,
    /// Whether a minus stands before or behind.
    pub negative: bool,
    /// The currency printed beside it.
    pub currency: Option<Currency>,
}

impl<'a> Sum<'a> {
    /// The amount at the beginning of `text`, and how many bytes it takes. Two different currencies, unfinished numbers
    /// and numbers that go on as something else (a date, a percentage) are none.
    pub fn read(text: &'a str) -> Option<(Self, usize)> {
        let mut at = 0;
        let before = currency_at(text);
        if let Some((_, used)) = before {
            at += used;
            at += blanks(&text[at..], ": .");
        }
        let mut negative = false;
        if let Some(rest) = text[at..].strip_prefix(['-', '−']) {
            negative = true;
            at = text.len() - rest.len();
            at += blanks(&text[at..], " ");
        }
        let rest = &text[at..];
        let length = rest.find(|symbol: char| !matches!(symbol, '0'..='9' | '.' | ',' | '\'')).unwrap_or(rest.len());
        let number = &rest[..length];
        if !number.starts_with(|first: char| first.is_ascii_digit())
            || !number.ends_with(|last: char| last.is_ascii_digit())
        {
            return None;
        }
        at += length;
        if let Some(rest) = text[at..].strip_prefix(['-', '−']) {
            if negative || rest.starts_with(|next: char| next.is_alphanumeric()) {
                return None;
            }
            negative = true;
            at = text.len() - rest.len();
        }
        let gap = blanks(&text[at..], " ");
        let behind = if gap <= 1 { currency_at(&text[at + gap..]) } else { None };
        let currency = match (before, behind) {
            (Some((left, _)), Some((right, _))) if left != right => return None,
            (left, right) => left.or(right).map(|(currency, _)| currency),
        };
        if let Some((_, used)) = behind {
            at += gap + used;
        }
        let goes_on = text[at..].starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | '%' | ':'));
        // Blanks may be thousands or two columns: not to be told apart.
        let more_digits = behind.is_none() && text[at + gap..].starts_with(|next: char| next.is_ascii_digit());
        (!goes_on && !more_digits).then_some((Self { number, negative, currency }, at))
    }

    /// The amount without its sign, in its own currency or else in `default`. `None` where neither is told, where the
    /// decimals are not those of the currency (`1,234` euro may be one or a thousand), or where groups are uneven.
    pub fn money(&self, default: Option<Currency>) -> Option<Money> {
        let (currency, learnt) = match (self.currency, default) {
            (Some(told), _) => (told, CurrencySource::Device),
            (None, Some(assumed)) => (assumed, CurrencySource::Family),
            (None, None) => return None,
        };
        let scale = usize::from(currency.exponent()?);
        let point = self.number.rfind(['.', ',']).filter(|_| scale > 0);
        if scale > 0 {
            let point = point?;
            let mark = &self.number[point..=point];
            if self.number.len() - point - 1 != scale || self.number[..point].contains(mark) {
                return None;
            }
        }
        let groups = &self.number[..point.unwrap_or(self.number.len())];
        let marks = ['.', ',', '\''].iter().filter(|mark| groups.contains(**mark)).count();
        let money = (marks <= 1).then(|| Money::parse(self.number, currency).ok()).flatten()?;
        Some(Money::new(money.minor, currency, learnt))
    }
}

fn blanks(text: &str, which: &str) -> usize {
    text.len() - text.trim_start_matches(|symbol| which.contains(symbol)).len()
}

/// The currency whose code or sign stands at the beginning of `text`, and its length in bytes.
pub fn currency_at(text: &str) -> Option<(Currency, usize)> {
    if text.starts_with('€') {
        return Some((Currency::EUR, '€'.len_utf8()));
    }
    let length = text.find(|symbol: char| !symbol.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..length];
    let currency = match word.to_ascii_uppercase().as_str() {
        "EURO" => Some(Currency::EUR),
        "SFR" => Some(Currency::CHF),
        code if code.len() == 3 && (word == code || code == "EUR" || code == "CHF") => Currency::from_code(code),
        _ => None,
    };
    currency.map(|currency| (currency, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i64, bool, Option<Currency>)> {
        let (sum, used) = Sum::read(text)?;
        assert_eq!(used, text.len(), "{text}");
        Some((sum.money(Some(Currency::EUR))?.minor, sum.negative, sum.currency))
    }

    #[test]
    fn the_forms_that_terminals_print() {
        let eur = Some(Currency::EUR);
        for (text, minor, negative, currency) in [
            ("EUR 1.234,56", 123_456, false, eur),
            ("1,234.56 EUR", 123_456, false, eur),
            ("EUR12,30-", 1_230, true, eur),
            ("EUR -12,30", 1_230, true, eur),
            ("-12,30 €", 1_230, true, eur),
            ("€ 0,05", 5, false, eur),
            ("Euro: 7,00", 700, false, eur),
            ("CHF 1'234.50", 123_450, false, Some(Currency::CHF)),
            ("1.234.567,89 EUR", 123_456_789, false, eur),
            ("12,30", 1_230, false, None),
        ] {
            assert_eq!(read(text), Some((minor, negative, currency)), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_read() {
        for text in [
            "EUR 1,234",
            "EUR 12",
            "EUR 1.234.56",
            "EUR 1,2345,00",
            "EUR 12,3O",
            "EUR 12,30 CHF",
            "-12,30-",
            "EUR",
            "12,30%",
            "14.05.2026",
            "1 234,56 EUR",
            "12,30 45,60",
            "EUR ,50",
            "EUR 99999999999999999999,00",
            "12,",
            "",
        ] {
            let sum = Sum::read(text).and_then(|(sum, _)| sum.money(Some(Currency::EUR)));
            assert_eq!(sum, None, "{text}");
        }
        assert_eq!(Sum::read("12,30").and_then(|(sum, _)| sum.money(None)), None);
    }
}
