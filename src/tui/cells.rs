//! Texts measured in cells: Chinese takes two, and a cut never splits a character.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::is_hostile;

/// Width of a text in cells.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text without characters that act on a terminal. Values are harmless when they are made; what is typed,
/// joined or said by the system passes here before it is shown. Half-width voicing marks are painted too wide by
/// the screen library, so they are replaced too.
pub(crate) fn safe(text: &str) -> String {
    text.chars()
        .map(|symbol| if is_hostile(symbol) || matches!(symbol, '\u{ff9e}' | '\u{ff9f}') { '?' } else { symbol })
        .collect()
}

/// At most `cells` cells; what is cut ends in `..`.
pub(crate) fn cut(text: &str, cells: usize) -> String {
    let text = safe(text);
    if width(&text) <= cells {
        return text;
    }
    let tail = if cells > 4 { 2 } else { 0 };
    let mut out = String::new();
    let mut used = 0;
    for symbol in text.chars() {
        let wide = symbol.width().unwrap_or(0);
        if used + wide > cells - tail {
            break;
        }
        used += wide;
        out.push(symbol);
    }
    out.push_str(&"..."[..tail]);
    out
}

/// Exactly `cells` cells, text at the left.
pub(crate) fn left(text: &str, cells: usize) -> String {
    let mut out = cut(text, cells);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    out
}

/// Exactly `cells` cells, text at the right.
pub(crate) fn right(text: &str, cells: usize) -> String {
    let text = cut(text, cells);
    let mut out = " ".repeat(cells.saturating_sub(width(&text)));
    out.push_str(&text);
    out
}

/// Lines of at most `cells` cells: broken at blanks, between wide characters, and inside a word only where it is
/// longer than a line. Never empty. Closing punctuation of Chinese does not begin a line.
pub(crate) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for piece in pieces(&safe(paragraph)) {
            place(&piece, cells, &mut lines, &mut line, &mut used);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Words with the blanks behind them; each wide character is a piece of its own, with closing punctuation.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for symbol in text.chars() {
        let wide = symbol.width().unwrap_or(0) > 1;
        let closing = matches!(symbol, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '」' | '”' | '》');
        match out.last_mut() {
            Some(last) if closing || symbol == ' ' || (open && !wide) => last.push(symbol),
            _ => out.push(symbol.to_string()),
        }
        open = !wide && symbol != ' ';
    }
    out
}

fn place(piece: &str, cells: usize, lines: &mut Vec<String>, line: &mut String, used: &mut usize) {
    let solid = width(piece.trim_end());
    if *used + solid > cells && *used > 0 {
        lines.push(std::mem::take(line).trim_end().to_owned());
        *used = 0;
    }
    if solid <= cells {
        line.push_str(piece);
        *used += width(piece);
        return;
    }
    for symbol in piece.chars() {
        let wide = symbol.width().unwrap_or(0);
        if *used + wide > cells {
            lines.push(std::mem::take(line));
            *used = 0;
        }
        line.push(symbol);
        *used += wide;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_between_characters() {
        assert_eq!(cut("本机已批准", 7), "本机..");
        assert_eq!(left("本机", 6), "本机  ");
        assert_eq!(right("本机", 3), " 本");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 0), "");
    }

    #[test]
    fn wraps_words_and_chinese() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("请勿再次收款。", 6), ["请勿再", "次收", "款。"]);
        assert_eq!(wrap("", 6), [""]);
        assert_eq!(wrap("a\u{1b}b", 6), ["a?b"]);
    }

    proptest::proptest! {
        #[test]
        fn never_wider_than_asked(text in "\\PC{0,60}", cells in 2usize..40) {
            proptest::prop_assert!(width(&cut(&text, cells)) <= cells);
            for line in wrap(&text, cells) {
                // A closing mark may be kept with a full line's last character.
                proptest::prop_assert!(width(&line) <= cells + 2, "{line:?}");
            }
        }
    }
}
