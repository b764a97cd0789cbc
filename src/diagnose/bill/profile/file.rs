//! A profile as a file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::amount::Mark;
use super::super::table::plain_name;
use super::super::when::Order;
use super::{Field, Profile, ProfileError};
use crate::model::{Currency, Printable, RowKind, RowState, Zone, ZoneSource};

/// Largest profile, in bytes.
const MAX_BYTES: usize = 64 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    decimal: Option<Decimal>,
    dates: Option<Dates>,
    currency: Option<String>,
    #[serde(default)]
    negative_is_refund: bool,
    zone: Option<String>,
    cut_off: Option<u8>,
    buffer_days: Option<u8>,
    #[serde(default)]
    totals: Vec<String>,
    columns: BTreeMap<Field, Vec<String>>,
    #[serde(default)]
    kinds: BTreeMap<Kind, Vec<String>>,
    #[serde(default)]
    states: BTreeMap<State, Vec<String>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decimal {
    Point,
    Comma,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Dates {
    Ymd,
    Dmy,
    Mdy,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Payment,
    Refund,
    Reversal,
    Fee,
    Payout,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Booked,
    Pending,
    Reversed,
    Closed,
}

impl Profile {
    /// Reads a profile. One that could mean two things is refused: a header or a word under two meanings, no amount, no date, no
    /// currency.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        if text.len() > MAX_BYTES {
            return Err(whole(format!("larger than {MAX_BYTES} bytes")));
        }
        let file: File = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
            ProfileError { line, why: Printable::new(error.message(), 200).to_string() }
        })?;
        file.check()
    }
}

fn whole(why: String) -> ProfileError {
    ProfileError { line: 1, why }
}

impl File {
    fn check(self) -> Result<Profile, ProfileError> {
        let columns: BTreeMap<Field, Vec<String>> = self
            .columns
            .iter()
            .map(|(field, names)| (*field, names.iter().map(|name| plain_name(name)).collect()))
            .collect();
        once(columns.iter().flat_map(|(field, names)| names.iter().map(|name| (name.as_str(), *field))), "header")?;
        for needed in [Field::Amount, Field::Date] {
            if columns.get(&needed).is_none_or(Vec::is_empty) {
                return Err(whole(format!("[columns] names no {}", needed.as_str())));
            }
        }
        let currency = match self.currency.as_deref() {
            Some(code) => {
                Some(Currency::from_code(code).ok_or_else(|| whole("currency is not a code of ISO 4217".into()))?)
            }
            None if columns.contains_key(&Field::Currency) => None,
            None => return Err(whole("neither a currency nor a column for it".into())),
        };
        let kinds = words(&self.kinds, Kind::meaning);
        let states = words(&self.states, State::meaning);
        once(kinds.iter().map(|(word, kind)| (word.as_str(), *kind)), "word of [kinds]")?;
        once(states.iter().map(|(word, state)| (word.as_str(), *state)), "word of [states]")?;
        if columns.contains_key(&Field::Kind) && kinds.is_empty() {
            return Err(whole("a column of kinds, but no [kinds]".into()));
        }
        if self.cut_off.is_some_and(|hour| hour > 23) {
            return Err(whole("cut_off is an hour from 0 to 23".into()));
        }
        Ok(Profile {
            name: Printable::new(&self.name, 40),
            columns,
            kinds,
            states,
            totals: self.totals.iter().map(|word| plain_name(word)).collect(),
            mark: self.decimal.map_or(Mark::Unknown, Decimal::meaning),
            order: self.dates.map(Dates::meaning),
            currency,
            negative_is_refund: self.negative_is_refund,
            zone: self.zone.as_deref().map(zone).transpose()?,
            cut_off: self.cut_off,
            buffer_days: self.buffer_days,
        })
    }
}

/// A name as in the IANA database; whether it is there is for those to say who have that database.
fn zone(name: &str) -> Result<Zone, ProfileError> {
    let like_one = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '/' | '_' | '-' | '+');
    if name.is_empty() || name.len() > 40 || !name.chars().all(like_one) {
        return Err(whole("zone is not a name like America/Santiago".into()));
    }
    Ok(Zone { name: Printable::new(name, 40), source: ZoneSource::Profile })
}

fn words<K: Copy, V>(table: &BTreeMap<K, Vec<String>>, meaning: impl Fn(K) -> V) -> Vec<(String, V)> {
    table.iter().flat_map(|(key, words)| words.iter().map(|word| (plain_name(word), meaning(*key)))).collect()
}

/// Every word has one meaning only.
fn once<'a, V: PartialEq>(words: impl Iterator<Item = (&'a str, V)>, what: &str) -> Result<(), ProfileError> {
    let mut seen: BTreeMap<&str, V> = BTreeMap::new();
    for (word, meaning) in words {
        if word.is_empty() || seen.get(word).is_some_and(|before| *before != meaning) {
            return Err(whole(format!("{what} {:?} is empty or has two meanings", Printable::new(word, 40).as_str())));
        }
        seen.insert(word, meaning);
    }
    Ok(())
}

impl Decimal {
    fn meaning(self) -> Mark {
        match self {
            Decimal::Point => Mark::Point,
            Decimal::Comma => Mark::Comma,
        }
    }
}

impl Dates {
    fn meaning(self) -> Order {
        match self {
            Dates::Ymd => Order::Ymd,
            Dates::Dmy => Order::Dmy,
            Dates::Mdy => Order::Mdy,
        }
    }
}

impl Kind {
    fn meaning(self) -> RowKind {
        match self {
            Kind::Payment => RowKind::Payment,
            Kind::Refund => RowKind::Refund,
            Kind::Reversal => RowKind::Reversal,
            Kind::Fee => RowKind::Fee,
            Kind::Payout => RowKind::Payout,
            Kind::Other => RowKind::Other,
        }
    }
}

impl State {
    fn meaning(self) -> RowState {
        match self {
            State::Booked => RowState::Booked,
            State::Pending => RowState::Pending,
            State::Reversed => RowState::Reversed,
            State::Closed => RowState::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "name = \"x\"\ncurrency = \"EUR\"\n[columns]\namount = [\"Betrag\"]\ndate = [\"Datum\"]\n";

    #[test]
    fn errors_name_line_and_reason() {
        assert_eq!(Profile::parse(GOOD).unwrap().name().as_str(), "x");
        let unknown = Profile::parse(&GOOD.replace("date =", "dat =")).unwrap_err();
        assert_eq!(unknown.line, 5, "{unknown}");
        let none = Profile::parse(&GOOD.replace("EUR", "EURO")).unwrap_err();
        assert!(none.why.contains("4217"), "{none}");
        let two = Profile::parse(&format!("{GOOD}trace = [\"BETRAG\"]\n")).unwrap_err();
        assert!(two.why.contains("two meanings"), "{two}");
        assert!(Profile::parse(&format!("position = 3\n{GOOD}")).unwrap_err().why.contains("position"));
    }
}
