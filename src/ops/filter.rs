//! A small language to pick entries, the same on the screen and in `journal --filter`.
//!
//! A filter is a list of conditions parted by blanks; an entry has to meet all of them. An empty filter lets all through.
//!
//! ```text
//! condition = ["-"] (word | field operator value)         "-" turns it round
//! operator  = ":" | "=" | ">" | ">=" | "<" | "<="         ":" and "=" are the same
//! value     = anything without blanks, or "in quotes"
//!
//! amount    as people write it: 12500, 12.500, 9,990      all operators
//! tip       as amount                                     all operators
//! number    the device's own number                       all operators
//! date      YYYY-MM-DD                                    all operators
//! time      HH:MM or HH:MM:SS (12:00 is the whole minute)  all operators
//! last4     last digits of the card                       : =
//! result    approved declined unknown                     : =
//! type      credit debit unknown                          : =
//! kind      sale void other                               : =
//! brand     as the family writes it, VI                   : =
//! voided    yes no unknown: a void by the journal or by us : =
//! auth      authorisation code                            : =
//! ticket    ticket number                                 : =
//! device    part of the device's id                       : =
//! text      part of anything that the entry shows         : =
//! ```
//! A bare word is `text:word`. Capital and small letters are the same everywhere.

use std::cmp::Ordering;

use jiff::civil::{Date, Time};

use crate::model::{CardType, Currency, Entry, EntryResult, Kind, Money, Printable, RefName, Stands, VoidMark};
use crate::text::{Phrase, Text, filter as t};

/// Conditions, all of which an entry has to meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    conditions: Vec<Condition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    Amount(Compare, Amount),
    Tip(Compare, Amount),
    Number(Compare, u32),
    Date(Compare, Date),
    /// First and last second that the value stands for.
    Time(Compare, Time, Time),
    Last4(String),
    Result(EntryResult),
    Type(CardType),
    Kind(Kind),
    Brand(String),
    Voided(Wanted),
    Reference(RefName, String),
    Device(String),
    Text(String),
}

/// What is wanted of a void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Yes,
    No,
    Unknown,
}

/// An amount in minor units for 0, 1, 2, 3 and 4 decimals, as the text reads in currencies that have so many: the
/// currency is the entry's.
type Amount = [Option<i64>; 5];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    Is,
    Over,
    OverOrIs,
    Under,
    UnderOrIs,
}

impl Compare {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Compare::Is => order.is_eq(),
            Compare::Over => order.is_gt(),
            Compare::OverOrIs => order.is_ge(),
            Compare::Under => order.is_lt(),
            Compare::UnderOrIs => order.is_le(),
        }
    }
}

/// What is wrong with a filter, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// First byte of the condition in the text.
    pub at: usize,
    /// The condition, harmless and bounded.
    pub word: String,
    why: &'static Text,
}

impl FilterError {
    /// In a sentence that names the condition.
    pub fn phrase(&self) -> Phrase {
        self.why.with([("word", &self.word as &dyn std::fmt::Display), ("place", &(self.at + 1))])
    }
}

impl Filter {
    /// Reads a filter.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut conditions = Vec::new();
        for (at, word) in words(text) {
            let fail = |why| FilterError { at, word: Printable::new(word, 40).to_string(), why };
            let (negated, body) = match word.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, word),
            };
            let test = condition(body).map_err(fail)?;
            conditions.push(Condition { negated, test });
        }
        Ok(Self { conditions })
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether an entry that stands so meets all conditions.
    pub fn matches(&self, entry: &Entry, stands: &Stands) -> bool {
        self.conditions.iter().all(|condition| condition.test.holds(entry, stands) != condition.negated)
    }
}

/// Words with the place of their first byte; blanks inside quotes do not part.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, symbol) in text.char_indices() {
        if symbol == '"' {
            quoted = !quoted;
        }
        match (symbol.is_whitespace() && !quoted, start) {
            (true, Some(begin)) => {
                found.push((begin, &text[begin..at]));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    found.extend(start.map(|begin| (begin, &text[begin..])));
    found.into_iter()
}

fn condition(word: &str) -> Result<Test, &'static Text> {
    let Some(at) = word.find([':', '=', '<', '>']).filter(|at| !word[..*at].contains('"')) else {
        return Ok(Test::Text(plain(word)));
    };
    let (field, rest) = word.split_at(at);
    let (compare, value) = operator(rest);
    let value = unquoted(value);
    if value.is_empty() {
        return Err(&t::NO_VALUE);
    }
    let field = field.to_ascii_lowercase();
    let test = match field.as_str() {
        "amount" => Test::Amount(compare, amount(value)?),
        "tip" => Test::Tip(compare, amount(value)?),
        "number" => Test::Number(compare, value.parse().map_err(|_| &t::NO_NUMBER)?),
        "date" => Test::Date(compare, Date::strptime("%Y-%m-%d", value).map_err(|_| &t::NO_DATE)?),
        "time" => {
            let (first, last) = time(value)?;
            Test::Time(compare, first, last)
        }
        _ => equal_only(&field, value)?,
    };
    let ordered = matches!(test, Test::Amount(..) | Test::Tip(..) | Test::Number(..) | Test::Date(..) | Test::Time(..));
    if !ordered && compare != Compare::Is {
        return Err(&t::NO_ORDER);
    }
    Ok(test)
}

fn equal_only(field: &str, value: &str) -> Result<Test, &'static Text> {
    let small = value.to_lowercase();
    Ok(match field {
        "last4" if value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit()) => Test::Last4(small),
        "last4" => return Err(&t::NO_LAST4),
        "result" => Test::Result(match small.as_str() {
            "approved" => EntryResult::Approved,
            "declined" => EntryResult::Declined,
            "unknown" => EntryResult::Unknown,
            _ => return Err(&t::NO_RESULT),
        }),
        "type" => Test::Type(match small.as_str() {
            "credit" => CardType::Credit,
            "debit" => CardType::Debit,
            "unknown" => CardType::Unknown,
            _ => return Err(&t::NO_TYPE),
        }),
        "kind" => Test::Kind(match small.as_str() {
            "sale" => Kind::Sale,
            "void" => Kind::Void,
            "other" => Kind::Other,
            _ => return Err(&t::NO_KIND),
        }),
        "voided" => Test::Voided(match small.as_str() {
            "yes" => Wanted::Yes,
            "no" => Wanted::No,
            "unknown" => Wanted::Unknown,
            _ => return Err(&t::NO_YES),
        }),
        "brand" => Test::Brand(small),
        "auth" => Test::Reference(RefName::AuthorisationCode, small),
        "ticket" => Test::Reference(RefName::Ticket, small),
        "device" => Test::Device(small),
        "text" => Test::Text(small),
        _ => return Err(&t::NO_FIELD),
    })
}

fn operator(rest: &str) -> (Compare, &str) {
    for (sign, compare) in [
        (">=", Compare::OverOrIs),
        ("<=", Compare::UnderOrIs),
        (">", Compare::Over),
        ("<", Compare::Under),
        (":", Compare::Is),
        ("=", Compare::Is),
    ] {
        if let Some(value) = rest.strip_prefix(sign) {
            return (compare, value);
        }
    }
    (Compare::Is, rest)
}

fn unquoted(value: &str) -> &str {
    value.trim_matches('"').trim()
}

fn plain(word: &str) -> String {
    unquoted(word).to_lowercase()
}

/// Currencies that stand for their number of decimals.
const BY_DECIMALS: [Option<Currency>; 5] =
    [Some(Currency::CLP), None, Some(Currency::EUR), Some(Currency::KWD), Some(Currency::CLF)];

fn amount(text: &str) -> Result<Amount, &'static Text> {
    let read = BY_DECIMALS.map(|currency| currency.and_then(|currency| Money::parse(text, currency).ok()));
    let values = read.map(|money| money.map(|money| money.minor));
    if values.iter().all(Option::is_none) { Err(&t::NO_AMOUNT) } else { Ok(values) }
}

/// `12:00` is the whole minute.
fn time(text: &str) -> Result<(Time, Time), &'static Text> {
    if let Ok(exact) = Time::strptime("%H:%M:%S", text) {
        return Ok((exact, exact));
    }
    let first = Time::strptime("%H:%M", text).map_err(|_| &t::NO_TIME)?;
    let last = first.with().second(59).build().map_err(|_| &t::NO_TIME)?;
    Ok((first, last))
}

impl Test {
    fn holds(&self, entry: &Entry, stands: &Stands) -> bool {
        match self {
            Test::Amount(compare, wanted) => money(entry.amount, *compare, wanted),
            Test::Tip(compare, wanted) => entry.tip.is_some_and(|tip| money(tip, *compare, wanted)),
            Test::Number(compare, wanted) => compare.holds(entry.number.cmp(wanted)),
            Test::Date(compare, wanted) => entry.time.is_some_and(|time| compare.holds(time.civil.date().cmp(wanted))),
            Test::Time(compare, first, last) => entry.time.is_some_and(|time| {
                let time = time.civil.time();
                match compare {
                    Compare::Is => (*first..=*last).contains(&time),
                    Compare::Over => time > *last,
                    Compare::OverOrIs => time >= *first,
                    Compare::Under => time < *first,
                    Compare::UnderOrIs => time <= *last,
                }
            }),
            Test::Last4(wanted) => entry.card.as_ref().is_some_and(|card| card.last4().ends_with(wanted.as_str())),
            Test::Result(wanted) => entry.result == *wanted,
            Test::Type(wanted) => entry.card_type == *wanted,
            Test::Kind(wanted) => entry.kind == *wanted,
            Test::Brand(wanted) => entry.brand.as_str().trim().eq_ignore_ascii_case(wanted),
            Test::Voided(wanted) => voided(entry, stands, *wanted),
            Test::Reference(name, wanted) => {
                entry.reference(*name).is_some_and(|value| value.as_str().trim().to_lowercase() == *wanted)
            }
            Test::Device(wanted) => entry.device.to_string().to_lowercase().contains(wanted.as_str()),
            Test::Text(wanted) => has_text(entry, wanted),
        }
    }
}

/// A void that is unknown is neither *yes* nor *no*, unless the device's journal shows it.
fn voided(entry: &Entry, stands: &Stands, wanted: Wanted) -> bool {
    let yes = stands.is_voided() || entry.void == VoidMark::Voided;
    match wanted {
        Wanted::Yes => yes,
        Wanted::No => !yes && !stands.is_unknown(),
        Wanted::Unknown => stands.is_unknown(),
    }
}

fn money(money: Money, compare: Compare, wanted: &Amount) -> bool {
    let decimals = usize::from(money.currency.exponent().unwrap_or(2));
    wanted.get(decimals).copied().flatten().is_some_and(|wanted| compare.holds(money.minor.cmp(&wanted)))
}

/// Whether anything that the entry shows holds the text, which is in small letters.
fn has_text(entry: &Entry, wanted: &str) -> bool {
    holds(entry.code.as_str(), wanted)
        || holds(entry.brand.as_str(), wanted)
        || entry.references.iter().any(|reference| holds(reference.value.as_str(), wanted))
        || holds(entry.result.as_str(), wanted)
        || holds(entry.card_type.as_str(), wanted)
        || holds(entry.kind.as_str(), wanted)
        || holds(&entry.number.to_string(), wanted)
        || entry.card.as_ref().is_some_and(|card| holds(&card.to_string(), wanted))
        || entry.time.is_some_and(|time| holds(&time.to_string(), wanted))
        || holds(entry.key.as_str(), wanted)
        || holds(&entry.amount.minor.to_string(), wanted)
        || holds(&entry.amount.grouped(',', '.'), wanted)
        || holds(&entry.amount.grouped('.', ','), wanted)
}

/// Without a copy for plain ASCII, which is what nearly all values are.
fn holds(text: &str, wanted: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(wanted);
    }
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    wanted.is_empty() || text.windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Card, CurrencySource, DeviceId, DeviceTime, EntryKey, Family, IntentId, Provenance, Reference, VoidedBy,
    };

    fn entry() -> Entry {
        let device = DeviceId::new(Family::Transbank, "597000000001", "T0000001");
        Entry {
            key: EntryKey::new(&device, 63, "cafe0001"),
            number: 63,
            kind: Kind::Sale,
            result: EntryResult::Approved,
            code: Printable::new("00", 2),
            amount: Money::new(12_500, Currency::CLP, CurrencySource::Family),
            tip: None,
            time: Some(DeviceTime::told("2026-11-23T14:03:22".parse().unwrap())),
            card: Card::mask("XXXXXXXXXXXX0042"),
            card_type: CardType::Credit,
            brand: Printable::new("VI", 2),
            instalments: None,
            references: vec![Reference { name: RefName::Ticket, value: Printable::new("Mesa 4", 6) }],
            printed: Vec::new(),
            provenance: Provenance::Structured,
            void: VoidMark::NotTold,
            device,
        }
    }

    fn fits(text: &str) -> bool {
        Filter::parse(text).unwrap().matches(&entry(), &Stands::AsRecorded)
    }

    #[test]
    fn every_field_matches_and_does_not() {
        for yes in [
            "",
            "amount:12500",
            "amount=12.500",
            "amount>=1000 amount<=20000",
            "amount<12501",
            "tip:5 -tip:5".split_at(6).1,
            "number:63",
            "number>62",
            "last4:0042",
            "last4:42",
            "result:approved",
            "type:CREDIT",
            "kind:sale",
            "brand:vi",
            "date:2026-11-23",
            "date>=2026-11-01",
            "time:14:03",
            "time>=12:00",
            "time<=14:03",
            "time<14:04",
            "voided:no",
            "-voided:yes",
            "ticket:\"mesa 4\"",
            "text:mesa",
            "MESA",
            "\"mesa 4\"",
            "12,500",
            "device:t0000001",
        ] {
            assert!(fits(yes), "{yes}");
        }
        for no in [
            "amount:125",
            "amount>12500",
            "tip:0",
            "number<63",
            "last4:0043",
            "result:declined",
            "type:debit",
            "kind:void",
            "brand:MC",
            "date<2026-11-23",
            "time:14:04",
            "time>14:03",
            "voided:yes",
            "mesa -text:mesa",
            "nowhere",
        ] {
            assert!(!fits(no), "{no}");
        }
    }

    #[test]
    fn a_void_that_only_our_ledger_knows_is_found() {
        let unknown = Stands::VoidUnknown(IntentId("w-1".into()));
        let done = Stands::Voided(VoidedBy::Us);
        let marked = Entry { void: VoidMark::Voided, ..entry() };
        for (entry, stands, yes, no, open) in [
            (entry(), Stands::AsRecorded, false, true, false),
            (entry(), Stands::VoidNotDone, false, true, false),
            (entry(), done, true, false, false),
            (entry(), Stands::Voided(VoidedBy::Person), true, false, false),
            (entry(), unknown.clone(), false, false, true),
            (marked.clone(), Stands::Voided(VoidedBy::Journal), true, false, false),
            (marked, unknown, true, false, true),
        ] {
            for (text, wanted) in [("voided:yes", yes), ("voided:no", no), ("voided:unknown", open)] {
                assert_eq!(Filter::parse(text).unwrap().matches(&entry, &stands), wanted, "{text} {stands:?}");
            }
        }
    }

    #[test]
    fn errors_point_at_the_word() {
        for (text, word, at) in [
            ("mesa amount>=x", "amount>=x", 5),
            ("colour:red", "colour:red", 0),
            ("brand>VI", "brand>VI", 0),
            ("a b date:23.11.", "date:23.11.", 4),
            ("last4:004x", "last4:004x", 0),
            ("time:25:00", "time:25:00", 0),
            ("number:", "number:", 0),
            ("voided:perhaps", "voided:perhaps", 0),
        ] {
            let error = Filter::parse(text).unwrap_err();
            assert_eq!((error.word.as_str(), error.at), (word, at), "{text}");
            for lang in crate::text::Lang::ALL {
                assert!(error.phrase().read(*lang).contains(word));
            }
        }
    }

    #[test]
    fn an_error_shows_no_card_number() {
        let error = Filter::parse("pan:4111111111111234").unwrap_err();
        assert!(!error.word.contains("4111111111111234"), "{}", error.word);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(filter) = Filter::parse(&text) {
                filter.matches(&entry(), &Stands::AsRecorded);
            }
        }

        #[test]
        fn pieces_of_the_grammar_in_any_order(
            words in proptest::collection::vec("(-?)(amount|time|date|text|last4|tip|voided)?([:=<>]|>=|<=)?(\"?[0-9a-z:.,é本-]{0,8}\"?)", 0..5)
        ) {
            if let Ok(filter) = Filter::parse(&words.join(" ")) {
                filter.matches(&entry(), &Stands::AsRecorded);
            }
        }
    }
}
