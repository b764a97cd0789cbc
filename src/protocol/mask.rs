//! Card numbers and tracks in free text, in place: every character stays where it was, so that columns stay columns.

use crate::model::is_hostile;

/// Shortest run of digits that is taken for a card number.
pub(super) const CARD: usize = 13;
/// Shortest run of digits that is taken for a card number between the marks of a track.
const SHORT_CARD: usize = 8;
/// Longest track behind its card number, where no end sentinel stands.
const TRACK: usize = 80;

/// Masks card numbers and tracks in free text. Masking twice changes nothing.
pub(super) fn mask(text: &str) -> String {
    let mut symbols: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < symbols.len() {
        if !symbols[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = run_from(&symbols, at);
        let end = run.last().map_or(at + 1, |last| last + 1);
        let tail = track_tail(&symbols, end);
        let sentinel = symbols[..at].ends_with(&[';']) || symbols[..at].ends_with(&['%', 'B']);
        let card = run.len() >= CARD;
        if card || (sentinel && tail.is_some() && run.len() >= SHORT_CARD) {
            let first = if card { 6 } else { 0 };
            for &place in run.iter().take(run.len().saturating_sub(4)).skip(first) {
                if symbols[place].is_ascii_digit() {
                    symbols[place] = 'X';
                }
            }
            at = tail.map_or(end, |start| mask_track(&mut symbols, start));
        } else {
            at = end;
        }
    }
    symbols.into_iter().collect()
}

/// Places of the digits of one number, from the digit at `start` to its last digit: one blank, hyphen, dot or
/// underscore may part two digits, and any number of control characters (they end up as `?`). Two or more mask symbols
/// in a row between digits are places of it too: a device may show more of a number than we may.
fn run_from(symbols: &[char], start: usize) -> Vec<usize> {
    let mut places = vec![start];
    let mut at = start + 1;
    while at < symbols.len() {
        let next = skip_gap(symbols, at);
        match symbols.get(next) {
            Some(symbol) if symbol.is_ascii_digit() => {
                places.push(next);
                at = next + 1;
            }
            Some(symbol) if is_mask(*symbol) => {
                let end = next + symbols[next..].iter().take_while(|symbol| is_mask(**symbol)).count();
                let behind = skip_gap(symbols, end);
                let goes_on = symbols.get(behind).is_some_and(|symbol| symbol.is_ascii_digit() || is_mask(*symbol));
                if end - next < 2 || !goes_on {
                    break;
                }
                places.extend(next..end);
                at = end;
            }
            _ => break,
        }
    }
    while places.len() > 1 && places.last().is_some_and(|&place| !symbols[place].is_ascii_digit()) {
        places.pop();
    }
    places
}

fn is_mask(symbol: char) -> bool {
    matches!(symbol, 'X' | 'x' | '*' | '#')
}

fn skip_gap(symbols: &[char], mut at: usize) -> usize {
    let mut blanks = 0;
    while let Some(&symbol) = symbols.get(at) {
        let blank = matches!(symbol, ' ' | '-' | '.' | '_' | '\u{a0}');
        blanks += usize::from(blank);
        if blanks > 1 || !(blank || symbol == '?' || is_hostile(symbol)) {
            break;
        }
        at += 1;
    }
    at
}

/// Where the rest of a track begins, if a number that ends before `end` is followed by one.
fn track_tail(symbols: &[char], end: usize) -> Option<usize> {
    let next = skip_gap(symbols, end);
    match symbols.get(next) {
        Some('=' | '^') => Some(next + 1),
        Some('D' | 'd') if next == end && symbols.get(next + 1).is_some_and(char::is_ascii_digit) => Some(next + 1),
        _ => None,
    }
}

/// Masks the rest of a track up to its end sentinel; tells where it ends.
fn mask_track(symbols: &mut [char], start: usize) -> usize {
    let end = symbols.len().min(start + TRACK);
    for (at, symbol) in symbols.iter_mut().enumerate().take(end).skip(start) {
        match symbol {
            '?' => return at + 1,
            ' ' => {}
            _ => *symbol = 'X',
        }
    }
    end
}
