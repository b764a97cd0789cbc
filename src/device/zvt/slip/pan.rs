//! Card numbers as they are printed, masked in every style: `############1234`, `XXXX XXXX XXXX 1234`, `471100******1234`.

use crate::model::Card;

/// Marks that terminals print for hidden digits.
fn hides(symbol: char) -> bool {
    matches!(symbol, '#' | 'X' | 'x' | '*' | '•')
}

/// The masked card number at the beginning of `text` and its length in bytes. At least one digit must be hidden, and four
/// must stand behind the last hidden one. A group of two to four digits behind that is the card's sequence number, as
/// German terminals print it, and no part of the number.
pub fn read(text: &str) -> Option<(Card, usize)> {
    let end = text
        .find(|symbol: char| !(hides(symbol) || symbol.is_ascii_digit() || matches!(symbol, ' ' | '-')))
        .unwrap_or(text.len());
    // Two blanks part columns.
    let end = text[..end].find("  ").unwrap_or(end);
    let run = text[..end].trim_end_matches([' ', '-']);
    if text[run.len()..].starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | ',' | '.' | ':')) {
        return None;
    }
    let hidden = run.rfind(hides)?;
    let mark = run[hidden..].chars().next()?.len_utf8();
    let behind = &run[hidden + mark..];
    let mut groups = behind.split([' ', '-']);
    let glued = groups.next().unwrap_or("");
    let tail = if glued.is_empty() { groups.next().unwrap_or("") } else { glued };
    let sequence: Vec<&str> = groups.collect();
    let one_sequence = match sequence.as_slice() {
        [] => true,
        [one] => (2..=4).contains(&one.len()),
        _ => false,
    };
    // Behind hidden digits only the last four may stand open; three where the terminal hides one more.
    let open = (3..=4).contains(&tail.len()) && tail.bytes().all(|byte| byte.is_ascii_digit());
    let enough = run[..hidden + mark].chars().filter(|symbol| hides(*symbol)).count() >= 4;
    if !open || !enough || !one_sequence || (tail.len() == 3 && !sequence.is_empty()) {
        return None;
    }
    let number: String = run[..hidden + mark].chars().chain(tail.chars()).collect();
    Card::mask(&number).map(|card| (card, run.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        read(text).map(|(card, _)| card.to_string())
    }

    #[test]
    fn every_style_of_masking() {
        for text in [
            "############1234",
            "XXXX XXXX XXXX 1234",
            "**** 1234",
            "4711******1234",
            "xxxxxxxxxxxx1234",
            "XXXX-XXXX-XXXX-1234",
            "############1234 0000",
            "##########1234 00",
            "**** **** **** 1234 01",
        ] {
            assert_eq!(shown(text).as_deref(), Some("******1234"), "{text}");
        }
        assert_eq!(shown("471100******1234").as_deref(), Some("471100******1234"));
        assert_eq!(shown("4711 00** **** 1234").as_deref(), Some("471100******1234"));
        assert_eq!(shown("xxxxxxxxxxxx074").as_deref(), Some("******074"));
    }

    #[test]
    fn what_is_no_masked_number_is_none() {
        for text in [
            "",
            "1234",
            "4111111111111111",
            "XXXX",
            "##/##",
            "12/XX",
            "* 1234",
            "XXXX12 34 56 78",
            "************",
            "**** 12,30",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
