//! Texts measured in cells: Chinese takes two, and a cut never splits a character.

use crate::model::is_hostile;
use crate::text::width as cells;

/// Width of a text in cells.
pub(crate) fn width(text: &str) -> usize {
    cells::cells(text)
}

/// The text without characters that act on a terminal. Values are harmless when they are made; what is typed,
/// joined or said by the system passes here before it is shown. Half-width voicing marks are painted too wide by
/// the screen library, so they are replaced too.
pub(crate) fn safe(text: &str) -> String {
    text.chars()
        .map(|symbol| if is_hostile(symbol) || matches!(symbol, '\u{ff9e}' | '\u{ff9f}') { '?' } else { symbol })
        .collect()
}

/// At most `room` cells.
pub(crate) fn cut(text: &str, room: usize) -> String {
    cells::fit(&safe(text), room)
}

/// Exactly `room` cells, text at the left.
pub(crate) fn left(text: &str, room: usize) -> String {
    cells::pad(&safe(text), room)
}

/// Exactly `room` cells, text at the right.
pub(crate) fn right(text: &str, room: usize) -> String {
    cells::pad_left(&safe(text), room)
}

/// Lines of at most `room` cells, never none; lines that the text itself parts stay parted.
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| cells::wrap(&safe(line), room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_shown() {
        assert_eq!(cut("a\u{1b}[2Jb", 20), "a?[2Jb");
        assert_eq!(wrap("one\ntwo\u{202e}", 20), ["one", "two?"]);
        assert_eq!(left("ｶﾞ", 4), "ｶ?  ");
        assert_eq!(right("7", 3), "  7");
    }
}
