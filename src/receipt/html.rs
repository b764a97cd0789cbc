//! A receipt as a document that prints on a roll of 80 or 58 mm: one self-contained file without script.

use super::svg::fonts;
use super::{Align, Receipt, ReceiptLine, WIDTH};
use crate::text::markup::{escape, tag};

/// Millimetres of margin on the roll.
const MARGIN: usize = 3;
/// Line height, in hundredths of the letter size.
const LEADING: usize = 135;

/// As a document that prints well.
pub fn to_html(receipt: &Receipt) -> String {
    let (slip, outside) = receipt.parts();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{style}</style>\n</head>\n<body>\n\
         <form class=\"roll\"><label><input type=\"radio\" name=\"roll\" id=\"r80\" checked> 80 mm</label> \
         <label><input type=\"radio\" name=\"roll\" id=\"r58\"> 58 mm</label></form>\n<main>\n<section class=\"slip\">\n",
        lang = tag(receipt.lang),
        title = escape(title(slip)),
        style = style(receipt),
    );
    rows(&mut out, slip);
    out.push_str("</section>\n<footer>\n");
    rows(&mut out, outside);
    out.push_str("</footer>\n</main>\n</body>\n</html>\n");
    out
}

/// The first strong line: the mark of a copy, so that a browser's tab and a printed header say it too.
fn title(slip: &[ReceiptLine]) -> &str {
    slip.iter()
        .find_map(|line| match line {
            ReceiptLine::Text { text, strong: true, .. } => Some(text.as_str()),
            _ => None,
        })
        .unwrap_or("Tillwright")
}

fn rows(out: &mut String, lines: &[ReceiptLine]) {
    for line in lines {
        match line {
            ReceiptLine::Rule => out.push_str("<hr>\n"),
            ReceiptLine::Text { text, align, strong } => {
                let class = match (align, strong) {
                    (Align::Left, false) => "",
                    (Align::Left, true) => " class=\"strong\"",
                    (Align::Centre, false) => " class=\"centre\"",
                    (Align::Centre, true) => " class=\"centre strong\"",
                };
                out.push_str(&format!("<p{class}>{}</p>\n", escape(text)));
            }
            ReceiptLine::Pair { label, value } => {
                out.push_str(&format!(
                    "<p class=\"pair\"><span>{}</span><span>{}</span></p>\n",
                    escape(label),
                    escape(value)
                ));
            }
        }
    }
}

/// The page is as long as the slip, so that the roll is cut behind it; letters are sized so that a line fills the width
/// (a monospaced letter is 0.6 of its size wide: 3 mm on the wide roll for 40 cells, 2.1 mm on the narrow one).
fn style(receipt: &Receipt) -> String {
    let [size80, size58] = [300, 210].map(|size| size * WIDTH / receipt.width.max(1));
    let long = |size_hundredths: usize| {
        let lines = (receipt.lines.len() + 2) * size_hundredths * LEADING / 10_000;
        lines + 2 * MARGIN + 3
    };
    format!(
        "@page {{ size: 80mm {tall80}mm; margin: {MARGIN}mm }}\n\
         @page roll58 {{ size: 58mm {tall58}mm; margin: {MARGIN}mm }}\n\
         * {{ box-sizing: border-box; margin: 0; padding: 0 }}\n\
         body {{ background: #d9d9d6; color: #1c1c1c; font-family: {fonts}; line-height: {lead} }}\n\
         main {{ width: 74mm; margin: 6mm auto; font-size: {size80}mm }}\n\
         .slip {{ background: #fffef8; padding: 4mm 3mm; margin: 0 -3mm }}\n\
         .slip p {{ padding: 0 0.5mm }}\n\
         p {{ white-space: pre-wrap; overflow-wrap: anywhere; min-height: 1em }}\n\
         .pair {{ display: flex; justify-content: space-between; gap: 1ch }}\n\
         .centre {{ text-align: center }}\n\
         .strong {{ font-weight: bold }}\n\
         hr {{ border: 0; border-top: 1px dashed #1c1c1c; margin: 0.6em 0.5mm }}\n\
         footer {{ margin-top: 3mm; padding: 0 0.5mm; font-size: 0.85em; color: #555 }}\n\
         .roll {{ text-align: center; padding-top: 4mm; font-size: 4mm }}\n\
         body:has(#r58:checked) main {{ page: roll58; width: 52mm; font-size: {size58}mm }}\n\
         @media print {{\n\
         body {{ background: none }}\n\
         .roll {{ display: none }}\n\
         main {{ margin: 0 }}\n\
         .slip {{ background: none; padding: 0; margin: 0 }}\n\
         footer {{ color: #1c1c1c }}\n\
         }}\n",
        tall80 = long(size80),
        tall58 = long(size58),
        size80 = size80 as f64 / 100.0,
        size58 = size58 as f64 / 100.0,
        fonts = fonts(receipt.lang),
        lead = LEADING as f64 / 100.0,
    )
}
