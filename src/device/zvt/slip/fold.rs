//! Printed text made comparable: damaged umlauts, spaced capitals and the words of a line.
//!
//! Terminals print in CP437, Latin-1, UTF-8 or a seven-bit German set, and say so or not. Words are therefore compared
//! in a form in which all spellings of an umlaut are the same (`Ä`, `AE`, `A`, a DIN `[`, the `?` that a lost byte left).

use std::iter::Peekable;
use std::str::Chars;

/// Characters of a line that are looked at. The widest receipts have 48 columns.
const LINE: usize = 160;

/// Characters that stand for one another when a terminal's character set was taken for another one: CP437 read as
/// Latin-1 and back, ISO 8859-15's euro, and the seven-bit DIN 66003 set.
const TAKEN_FOR: &[(char, char)] = &[
    ('Σ', 'ä'),
    ('÷', 'ö'),
    ('ⁿ', 'ü'),
    ('─', 'Ä'),
    ('╓', 'Ö'),
    ('▄', 'Ü'),
    ('▀', 'ß'),
    ('á', 'ß'),
    ('[', 'Ä'),
    ('\\', 'Ö'),
    (']', 'Ü'),
    ('{', 'ä'),
    ('|', 'ö'),
    ('}', 'ü'),
    ('~', 'ß'),
];

/// UTF-8 that was read byte by byte.
const BYTEWISE: &[(&str, &str)] =
    &[("Ã¤", "ä"), ("Ã¶", "ö"), ("Ã¼", "ü"), ("ÃŸ", "ß"), ("Ã„", "Ä"), ("Ã–", "Ö"), ("Ãœ", "Ü"), ("â‚¬", "€")];

/// A line as it is read: bounded, its umlauts repaired where the damage is certain, spaced capitals joined.
pub fn repair(raw: &str) -> String {
    let mut line: String = raw.chars().take(LINE).collect();
    for (wrong, right) in BYTEWISE {
        if line.contains(wrong) {
            line = line.replace(wrong, right);
        }
    }
    let blanks = line.replace('\t', "  ").replace(['\u{a0}', '\u{202f}'], " ").replace('¤', "€");
    umlauts(&join(blanks.trim()))
}

/// Joins capitals that were set apart by one blank or hyphen each (`B E T R A G`, `K-U-N-D-E-N-B-E-L-E-G`).
fn join(line: &str) -> String {
    let symbols: Vec<char> = line.chars().collect();
    let letter = |at: usize| {
        symbols.get(at).is_some_and(|symbol| symbol.is_alphabetic() || *symbol == '?' || stands_for(*symbol).is_some())
    };
    let alone = |at: usize| letter(at) && !letter(at + 1) && (at == 0 || !letter(at - 1));
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while at < symbols.len() {
        let mut end = at;
        while alone(end) && matches!(symbols.get(end + 1), Some(' ' | '-')) && alone(end + 2) {
            end += 2;
        }
        // Four letters at least: shorter runs are initials.
        if end >= at + 6 && symbols[at].is_alphabetic() && symbols[end].is_alphabetic() {
            out.extend(symbols[at..=end].iter().step_by(2));
        } else {
            out.extend(&symbols[at..=end]);
        }
        at = end + 1;
    }
    out
}

fn stands_for(symbol: char) -> Option<char> {
    TAKEN_FOR.iter().find(|(wrong, _)| *wrong == symbol).map(|(_, right)| *right)
}

/// Puts umlauts back where their stand-in has letters on both sides, or begins a word as `Ü` often does; elsewhere a
/// brace is a brace and a line is a line.
fn umlauts(line: &str) -> String {
    let symbols: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    for (at, &symbol) in symbols.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| symbols.get(at));
        let after = symbols.get(at + 1).is_some_and(|next| next.is_alphabetic());
        let inside = before.is_some_and(|last| last.is_alphabetic()) && after;
        let begins = before.is_none_or(|last| *last == ' ') && after && matches!(symbol, ']' | '}' | '▄' | 'ⁿ');
        match stands_for(symbol) {
            Some(right) if inside || begins => out.push(right),
            _ => out.push(symbol),
        }
    }
    out
}

/// A word of a line: letters without digits or marks.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// As printed.
    pub text: &'a str,
    /// Where it begins in the line, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The words of a repaired line. Endings that mean *number* are words of their own, so that `Belegnummer`, `BelegNr` and
/// `Beleg-No.` are one label.
pub fn words(line: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut last = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, symbol)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let lost = symbol == '?' && (last.is_alphabetic() || last == '?' && start.is_some() || next.is_alphabetic());
        let inside = symbol.is_alphabetic() || lost;
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                push(line, from, at, &mut found);
                start = None;
            }
            _ => {}
        }
        last = symbol;
    }
    if let Some(from) = start {
        push(line, from, line.len(), &mut found);
    }
    found
}

fn push<'a>(line: &'a str, start: usize, end: usize, found: &mut Vec<Word<'a>>) {
    let text = line[start..end].trim_end_matches('?');
    let end = start + text.len();
    for ending in ["NUMMER", "NUMBER", "NR"] {
        let Some(cut) = text.len().checked_sub(ending.len()).filter(|cut| *cut > 0) else { continue };
        if text.is_char_boundary(cut) && text[cut..].eq_ignore_ascii_case(ending) {
            found.push(Word { text: &text[..cut], start, end: start + cut });
            found.push(Word { text: &text[cut..], start: start + cut, end });
            return;
        }
    }
    found.push(Word { text, start, end });
}

/// A word's letters in the form in which words are compared.
struct Letters<'a>(Peekable<Chars<'a>>);

impl Iterator for Letters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let symbol = self.0.next()?;
        Some(match symbol {
            'ä' | 'Ä' => 'A',
            'ö' | 'Ö' => 'O',
            'ü' | 'Ü' => 'U',
            'ß' | 'ẞ' => 'S',
            'a' | 'A' | 'o' | 'O' | 'u' | 'U' => {
                self.0.next_if(|next| matches!(next, 'e' | 'E'));
                symbol.to_ascii_uppercase()
            }
            's' | 'S' => {
                self.0.next_if(|next| matches!(next, 's' | 'S'));
                'S'
            }
            '?' => {
                while self.0.next_if_eq(&'?').is_some() {}
                '?'
            }
            other => other.to_ascii_uppercase(),
        })
    }
}

fn letters(word: &str) -> Letters<'_> {
    Letters(word.chars().peekable())
}

/// Whether a printed word is the word `key` in any spelling. A `?` stands for a lost umlaut.
pub fn same(word: &str, key: &str) -> bool {
    if key == "NR" && ["NO", "NUM", "NUMMER", "NUMBER"].iter().any(|other| word.eq_ignore_ascii_case(other)) {
        return true;
    }
    let (mut word, mut key) = (letters(word), letters(key));
    loop {
        match (word.next(), key.next()) {
            (None, None) => return true,
            (Some('?'), Some('A' | 'O' | 'U' | 'S')) => {}
            (Some(left), Some(right)) if left == right => {}
            _ => return false,
        }
    }
}

/// A word in the form in which words are compared.
pub fn folded(word: &str) -> String {
    letters(word).collect()
}

/// The longest key of `table` whose words stand at `words[at..]`, parted by marks only; its meaning and its length in
/// words.
pub fn longest<M: Copy>(line: &str, words: &[Word<'_>], at: usize, table: &[(&[&str], M)]) -> Option<(M, usize)> {
    let first = letters(words.get(at)?.text).next()?;
    table
        .iter()
        .filter(|(key, _)| may_begin(first, key))
        .filter(|(key, _)| {
            words.len() >= at + key.len()
                && key.iter().zip(&words[at..]).all(|(key, word)| same(word.text, key))
                && words[at..at + key.len()].windows(2).all(|pair| parted_by_marks(&line[pair[0].end..pair[1].start]))
        })
        .max_by_key(|(key, _)| key.len())
        .map(|(key, meaning)| (*meaning, key.len()))
}

/// Whether a key may begin with this letter: most do not, and lists are long.
fn may_begin(first: char, key: &[&str]) -> bool {
    first == '?'
        || key
            .first()
            .and_then(|word| word.bytes().next())
            .is_some_and(|byte| !byte.is_ascii() || char::from(byte) == first)
}

fn parted_by_marks(gap: &str) -> bool {
    gap.chars().count() <= 3
        && gap.chars().all(|symbol| matches!(symbol, ' ' | '.' | '-' | '/' | '(' | ')' | '&' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_umlaut_is_the_same_word() {
        for printed in [
            "Händlerbeleg",
            "HAENDLERBELEG",
            "Handlerbeleg",
            "HÃ¤ndlerbeleg",
            "H{ndlerbeleg",
            "HΣndlerbeleg",
            "H?ndlerbeleg",
        ] {
            let line = repair(printed);
            let found = words(&line);
            assert!(found.len() == 1 && same(found[0].text, "HÄNDLERBELEG"), "{printed} {found:?}");
        }
        assert!(!same("H?ndlerbeleg", "HINDLERBELEG"));
        assert!(same("möglich", "MÖGLICH") && same("MOEGLICH", "MÖGLICH") && same("m??glich", "MÖGLICH"));
    }

    #[test]
    fn spaced_capitals_are_joined_and_initials_are_not() {
        assert_eq!(repair("-K-U-N-D-E-N-B-E-L-E-G-"), "-KUNDENBELEG-");
        assert_eq!(repair("B E T R A G  E U R O 12,30"), "BETRAG  EURO 12,30");
        assert_eq!(repair("H-[-N-D-L-E-R-B-E-L-E-G"), "HÄNDLERBELEG");
        assert_eq!(repair("A B C 12"), "A B C 12");
        assert_eq!(repair("K-U-N-D-E-N-B-E-L-E G"), "KUNDENBELEG");
    }

    #[test]
    fn numbers_in_words_part_from_their_label() {
        let line = repair("Belegnummer BNr0108 Ta-Nr.00123");
        let found: Vec<&str> = words(&line).iter().map(|word| word.text).collect();
        assert_eq!(found, ["Beleg", "nummer", "B", "Nr", "Ta", "Nr"]);
    }
}
