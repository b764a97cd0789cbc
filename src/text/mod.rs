//! What people read, in each language. A text is complete by construction: a language that lacks it does not compile.
//!
//! [`Text`] is a sentence with `{named}` places; [`Phrase`] is such a sentence with its values, still in no language,
//! so that it can be made deep in the program and read at the face in the language of the moment.

use std::fmt;
use std::str::FromStr;

/// A language of the faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Simplified Chinese.
    Zh,
    /// German.
    De,
}

impl Lang {
    /// All languages, in the order in which the key switches them.
    pub const ALL: &[Lang] = &[Lang::En, Lang::Es, Lang::Zh, Lang::De];

    /// ISO 639-1 code.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Es => "es",
            Lang::Zh => "zh",
            Lang::De => "de",
        }
    }

    /// The language after this one, round and round.
    pub fn next(self) -> Lang {
        let at = Lang::ALL.iter().position(|lang| *lang == self).unwrap_or(0);
        Lang::ALL[(at + 1) % Lang::ALL.len()]
    }

    /// The language of a POSIX locale name (`zh_CN.UTF-8`); English for others and for locales that are not UTF-8.
    pub fn of_locale(locale: &str) -> Lang {
        let utf8 = locale.to_ascii_lowercase().replace('-', "").contains("utf8");
        let code = locale.split(['_', '.', '@']).next().unwrap_or("");
        Lang::ALL.iter().copied().find(|lang| utf8 && lang.as_str() == code).unwrap_or_default()
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known: Vec<_> = Lang::ALL.iter().map(|lang| lang.as_str()).collect();
        Lang::ALL
            .iter()
            .copied()
            .find(|lang| lang.as_str() == text)
            .ok_or_else(|| format!("known languages: {}", known.join(", ")))
    }
}

/// One sentence in every language. Places for values are written `{name}`.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
    /// German.
    pub de: &'static str,
}

impl Text {
    /// The sentence as it stands, for texts without places.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Es => self.es,
            Lang::Zh => self.zh,
            Lang::De => self.de,
        }
    }

    /// The sentence with values put in its places.
    pub fn with<'a>(&'static self, values: impl IntoIterator<Item = (&'static str, &'a dyn fmt::Display)>) -> Phrase {
        let values = values.into_iter().map(|(name, value)| (name, Value::Same(value.to_string()))).collect();
        Phrase { text: self, values }
    }

    /// The sentence as a phrase without values.
    pub fn plain(&'static self) -> Phrase {
        Phrase { text: self, values: Vec::new() }
    }
}

/// A sentence with its values, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    text: &'static Text,
    values: Vec<(&'static str, Value)>,
}

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    /// Written the same in every language.
    Same(String),
    /// Written differently, in the order of [`Lang::ALL`].
    Each(Vec<String>),
}

impl Phrase {
    /// Puts in a value that every language writes in its own way: a word, an amount, another sentence.
    pub fn each(mut self, name: &'static str, of: impl Fn(Lang) -> String) -> Self {
        self.values.push((name, Value::Each(Lang::ALL.iter().map(|lang| of(*lang)).collect())));
        self
    }

    /// The sentence in a language.
    pub fn read(&self, lang: Lang) -> String {
        let mut rest = self.text.get(lang);
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, tail)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = tail.split_once('}') else { break };
            match self.values.iter().find(|(known, _)| *known == name) {
                Some((_, Value::Same(value))) => out.push_str(value),
                Some((_, Value::Each(all))) => {
                    let at = Lang::ALL.iter().position(|known| *known == lang).unwrap_or(0);
                    out.push_str(all.get(at).map_or("", String::as_str));
                }
                None => out.push_str(name),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

impl From<&'static Text> for Phrase {
    fn from(text: &'static Text) -> Self {
        text.plain()
    }
}

/// An amount with its currency, grouped as the language does it: `CLP 12.500` in Spanish and German, `CLP 12,500` elsewhere.
pub fn money(amount: &crate::model::Money, lang: Lang) -> String {
    let (group, point) = match lang {
        Lang::Es | Lang::De => ('.', ','),
        Lang::En | Lang::Zh => (',', '.'),
    };
    format!("{} {}", amount.currency.code(), amount.grouped(group, point))
}

/// Declares texts, and `ALL`, which the tests walk.
macro_rules! texts {
    ($($name:ident { en: $en:expr, es: $es:expr, zh: $zh:expr, de: $de:expr $(,)? })+) => {
        $(
            #[doc = $en]
            pub static $name: crate::text::Text = crate::text::Text { en: $en, es: $es, zh: $zh, de: $de };
        )+
        /// Every text of this file with its name.
        pub static ALL: &[(&str, &crate::text::Text)] = &[$((stringify!($name), &$name)),+];
    };
}

/// Declares the texts of a table of codes, in ascending order: `TABLE`, which the tests walk, and `of`, which looks a code up.
macro_rules! codes {
    ($($code:literal { en: $en:expr, es: $es:expr, zh: $zh:expr, de: $de:expr $(,)? })+) => {
        /// Every code of this table with its text.
        pub static TABLE: &[(u8, crate::text::Text)] =
            &[$(($code, crate::text::Text { en: $en, es: $es, zh: $zh, de: $de })),+];

        /// What a code of this table means; `None` where it does not stand there.
        pub fn of(code: u8) -> Option<&'static crate::text::Text> {
            let at = TABLE.binary_search_by_key(&code, |(known, _)| *known).ok()?;
            TABLE.get(at).map(|(_, text)| text)
        }
    };
}

pub mod bill;
pub mod cli;
pub mod code;
pub mod device;
pub mod dispute;
pub mod failure;
pub mod figures;
pub mod filter;
pub mod finding;
pub mod markup;
pub mod ops;
pub mod receipt;
pub mod reconcile;
pub mod terms;
pub mod told;
pub mod transbank;
pub mod tui;
pub mod width;
pub mod zvt;

#[cfg(test)]
mod tests {
    use super::*;

    fn places(sentence: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            sentence.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }

    /// Every table of codes.
    const CODES: &[(&str, &[(u8, Text)])] = &[
        ("transbank", transbank::TABLE),
        ("zvt result", zvt::result::TABLE),
        ("zvt status", zvt::status::TABLE),
        ("zvt intermediate", zvt::intermediate::TABLE),
    ];

    /// Every text of every file.
    fn all() -> impl Iterator<Item = (String, &'static Text)> {
        let codes = CODES
            .iter()
            .flat_map(|(table, texts)| texts.iter().map(move |(code, text)| (format!("{table} {code:02X}"), text)));
        let named = [
            bill::ALL,
            cli::ALL,
            device::ALL,
            dispute::ALL,
            failure::ALL,
            filter::ALL,
            finding::care::ALL,
            finding::memory::ALL,
            finding::money::ALL,
            finding::shared::ALL,
            ops::ALL,
            receipt::ALL,
            reconcile::ALL,
            reconcile::evidence::ALL,
            reconcile::finding::ALL,
            terms::ALL,
            told::ALL,
            tui::ALL,
            zvt::ALL,
        ]
        .into_iter()
        .flatten()
        .map(|(name, text)| ((*name).to_owned(), *text));
        named.chain(codes)
    }

    #[test]
    fn tables_of_codes_ascend() {
        for (name, table) in CODES {
            assert!(table.is_sorted_by(|(left, _), (right, _)| left < right), "{name}");
        }
    }

    #[test]
    fn every_text_has_the_same_places_in_every_language() {
        for (name, text) in all() {
            for lang in Lang::ALL {
                assert!(!text.get(*lang).trim().is_empty(), "{name} is empty in {}", lang.as_str());
                assert_eq!(places(text.en), places(text.get(*lang)), "{name} in {}", lang.as_str());
            }
        }
    }

    #[test]
    fn unknown_is_never_weaker_in_german() {
        for (name, text) in all().filter(|(_, text)| text.en.to_lowercase().contains("unknown")) {
            // The values of a filter are the same in every language.
            let said = text.de.to_lowercase();
            assert!(said.contains("unbekannt") || said.contains("unknown"), "{name}: {}", text.de);
        }
    }

    #[test]
    fn a_phrase_is_read_in_any_language() {
        static TEXT: Text = Text { en: "{a} of {b}", es: "{b}: {a}", zh: "{b}之{a}", de: "{a} von {b}" };
        let phrase = TEXT.with([("a", &1 as &dyn fmt::Display), ("b", &"x{a}")]);
        assert_eq!(phrase.read(Lang::En), "1 of x{a}");
        assert_eq!(phrase.read(Lang::Zh), "x{a}之1");
        assert_eq!(phrase.read(Lang::De), "1 von x{a}");
        let own = TEXT.plain().each("a", |lang| lang.as_str().to_uppercase()).each("b", |_| "all".into());
        assert_eq!(own.read(Lang::Es), "all: ES");
    }

    #[test]
    fn locales() {
        assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::of_locale("es_CL.utf8"), Lang::Es);
        assert_eq!(Lang::of_locale("de_AT.UTF-8"), Lang::De);
        assert_eq!(Lang::of_locale("zh_CN.GB18030"), Lang::En);
        assert_eq!(Lang::of_locale("C"), Lang::En);
    }
}
