//! Texts in documents of markup: SVG and HTML.

use super::Lang;
use crate::model::is_hostile;

/// Text for the inside of an XML or HTML element or attribute: markup escaped, and whatever may act on a reader or is no
/// character of XML replaced by `?`.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for symbol in text.chars() {
        match symbol {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('?'),
            symbol if is_hostile(symbol) => out.push('?'),
            symbol => out.push(symbol),
        }
    }
    out
}

/// The language as documents name it.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-Hans",
        other => other.as_str(),
    }
}
