//! Text measured in cells of a screen or a printer: a Chinese character takes two, a combining mark none.
//!
//! Nothing here ever cuts a wide character in two. Characters are measured one by one, which is never less than what
//! a terminal gives a cluster of them.

use unicode_width::UnicodeWidthChar;

/// What stands for the part that was cut away: plain ASCII, since dots and dashes of two cells break tables.
const CUT: char = '~';

/// Cells of one character. Controls count one: whoever shows them replaces them by one.
fn of(symbol: char) -> usize {
    match symbol {
        // Half-width voicing marks: terminals paint them in a cell of their own.
        '\u{ff9e}' | '\u{ff9f}' => 1,
        _ => symbol.width().unwrap_or(1),
    }
}

/// Cells that a text takes.
pub fn cells(text: &str) -> usize {
    text.chars().map(of).sum()
}

/// The text, cut to at most `limit` cells; what was cut ends in `~`.
pub fn fit(text: &str, limit: usize) -> String {
    if cells(text) <= limit {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for symbol in text.chars() {
        if used + of(symbol) + 1 > limit {
            break;
        }
        used += of(symbol);
        out.push(symbol);
    }
    if limit > 0 {
        out.push(CUT);
    }
    out
}

/// The text cut or filled with blanks at the right to exactly `limit` cells.
pub fn pad(text: &str, limit: usize) -> String {
    let mut out = fit(text, limit);
    out.extend(std::iter::repeat_n(' ', limit - cells(&out)));
    out
}

/// The text cut or filled with blanks at the left to exactly `limit` cells.
pub fn pad_left(text: &str, limit: usize) -> String {
    let out = fit(text, limit);
    " ".repeat(limit - cells(&out)) + &out
}

/// The text cut to `limit` cells and put in their middle, without blanks behind it.
pub fn centre(text: &str, limit: usize) -> String {
    let out = fit(text, limit);
    " ".repeat((limit - cells(&out)) / 2) + &out
}

/// The text in lines of at most `limit` cells, broken at blanks and around wide characters, never before closing
/// punctuation; a word that is too long is parted. Always at least one line.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for atom in atoms(text) {
        if cells(&line) + cells(atom.trim_end_matches(' ')) > limit && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if cells(atom.trim_end_matches(' ')) <= limit {
            line.push_str(atom);
        } else {
            part(atom, limit, &mut line, &mut lines);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        line.truncate(line.trim_end_matches(' ').len());
    }
    lines
}

/// Parts a word that is longer than a line. A wide character that no line can hold becomes `?`.
fn part(word: &str, limit: usize, line: &mut String, lines: &mut Vec<String>) {
    for symbol in word.chars() {
        let symbol = if of(symbol) > limit { '?' } else { symbol };
        if cells(line) + of(symbol) > limit {
            lines.push(std::mem::take(line));
        }
        line.push(symbol);
    }
}

/// The pieces between which a line may be broken; blanks belong to the piece before them.
fn atoms(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, symbol) in text.char_indices() {
        if before.is_some_and(|before| may_part(before, symbol)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(symbol);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn may_part(before: char, after: char) -> bool {
    if after == ' ' || of(after) == 0 {
        return false;
    }
    if before == ' ' {
        return true;
    }
    let opens = matches!(before, '（' | '《' | '「' | '(' | '[');
    let closes =
        matches!(after, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '》' | '」' | ')' | ']' | '.' | ',');
    (of(before) == 2 || of(after) == 2) && !opens && !closes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wide_character_is_never_cut() {
        assert_eq!(fit("信用卡消费", 10), "信用卡消费");
        assert_eq!(fit("信用卡消费", 9), "信用卡消~");
        assert_eq!(fit("信用卡消费", 8), "信用卡~");
        assert_eq!(fit("信用卡消费", 1), "~");
        assert_eq!(fit("x", 0), "");
        assert_eq!(pad("信用卡", 8), "信用卡  ");
        assert_eq!(pad("信用卡", 4), "信~ ");
        assert_eq!(pad_left("12", 4), "  12");
        assert_eq!(centre("消费", 9), "  消费");
    }

    #[test]
    fn lines_are_broken_where_people_break_them() {
        assert_eq!(wrap("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(wrap("本机没有记录。这不能证明", 12), ["本机没有记", "录。这不能证", "明"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("消", 1), ["?"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_but_blanks_is_lost(text in "\\PC{0,60}", limit in 2usize..30) {
            let lines = wrap(&text, limit);
            for line in &lines {
                prop_assert!(cells(line) <= limit, "{line:?}");
            }
            let kept: String = lines.concat().chars().filter(|symbol| *symbol != ' ').collect();
            let all: String = text.chars().filter(|symbol| *symbol != ' ').collect();
            prop_assert_eq!(kept, all);
        }

        #[test]
        fn padded_text_is_exactly_as_wide_as_asked(text in "\\PC{0,30}", limit in 0usize..40) {
            prop_assert!(cells(&fit(&text, limit)) <= limit);
            prop_assert_eq!(cells(&pad(&text, limit)), limit);
            prop_assert_eq!(cells(&pad_left(&text, limit)), limit);
        }
    }
}
