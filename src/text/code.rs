//! What the codes of devices mean, in each language. Each family's tables have a file or folder of their own.

use super::{Lang, Phrase, transbank, zvt};
use crate::model::{Code, CodeKind, Entry, EntryResult, Family};

/// A code with its meaning, `83 Funktion nicht möglich`; the code alone where nobody assigned it.
pub fn code(code: Code, lang: Lang) -> String {
    meaning(code, lang).map_or_else(|| code.to_string(), |meaning| format!("{code} {meaning}"))
}

/// What a code means, without a full stop at its end; `None` where nobody assigned it.
pub fn meaning(code: Code, lang: Lang) -> Option<String> {
    let text: Option<Phrase> = match (code.family, code.kind) {
        (Family::Transbank, CodeKind::Result | CodeKind::Refusal) => transbank::of(code.value).map(Into::into),
        (Family::Transbank, CodeKind::Status) => None,
        (Family::Zvt, CodeKind::Result) => zvt::result(code.value).map(Into::into),
        (Family::Zvt, CodeKind::Refusal) => zvt::refusal(code.value).map(Into::into),
        (Family::Zvt, CodeKind::Status) => zvt::status(code.value).map(Into::into),
    };
    text.map(|text| text.read(lang).trim_end_matches(['.', '。']).to_owned())
}

/// The result code of an entry with its meaning; empty where none was told. An approval's own code stays alone: the result
/// beside it says the same.
pub fn of_entry(entry: &Entry, lang: Lang) -> String {
    match entry.result_code() {
        Some(told) if told.value != 0 || entry.result != EntryResult::Approved => code(told, lang),
        _ => entry.code.as_str().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Printable, Provenance, samples};

    #[test]
    fn a_code_is_said_in_the_language_where_it_is_known() {
        let zvt = |kind, value| Code { family: Family::Zvt, kind, value };
        assert_eq!(code(zvt(CodeKind::Refusal, 0x83), Lang::De), "83 Die Funktion ist nicht möglich");
        assert_eq!(code(zvt(CodeKind::Status, 0), Lang::De), "00 Bereit");
        assert_eq!(code(zvt(CodeKind::Refusal, 0x37), Lang::De), "37 Das Kassenpasswort ist falsch");
        assert_eq!(code(zvt(CodeKind::Result, 0x69), Lang::De), "69");
        assert_eq!(code(Code::result(Family::Transbank, 8), Lang::Zh), "08 借记卡消费不能撤销");
        assert_eq!(code(Code::result(Family::Transbank, 23), Lang::En), "23");
    }

    #[test]
    fn the_code_of_an_entry_is_explained_where_its_result_does_not() {
        let mut entry = samples::sale(1, 990, "2026-05-14T11:15:55", "0042");
        let mut of = |code: &str, result, provenance| {
            (entry.code, entry.result, entry.provenance) = (Printable::new(code, 3), result, provenance);
            of_entry(&entry, Lang::En)
        };
        use EntryResult::{Approved, Declined};
        assert_eq!(of("00", Approved, Provenance::Structured), "00");
        assert_eq!(of("06", Declined, Provenance::Structured), "06 The card is not supported");
        assert_eq!(of("06", Declined, Provenance::Print), "06", "a receipt may print the host's code");
        assert_eq!(of("6", Declined, Provenance::Structured), "6");
        assert_eq!(of("", Approved, Provenance::Typed), "");
    }
}
