//! A receipt as a picture: one self-contained SVG, paper on a grey ground, no script, no font or image from elsewhere.

use super::{Align, Receipt, ReceiptLine};
use crate::text::Lang;
use crate::text::markup::{escape, tag};

/// Size of the letters.
const SIZE: usize = 14;
/// From one baseline to the next.
const LEADING: usize = 20;
/// Between the paper's edge and the text.
const MARGIN: usize = 24;
/// Between the picture's edge and the paper.
const GROUND: usize = 20;
/// Depth of the teeth where the paper was torn off.
const TOOTH: usize = 6;

/// A monospaced letter is 0.6 of its size wide; the text stands at its edges, so other fonts do no harm.
fn text_width(receipt: &Receipt) -> usize {
    receipt.width * SIZE * 6 / 10
}

/// As a picture.
pub fn to_svg(receipt: &Receipt) -> String {
    let (slip, outside) = receipt.parts();
    let text = text_width(receipt);
    let paper = text + 2 * MARGIN;
    let width = paper + 2 * GROUND;
    let tall = slip.len() * LEADING + 2 * MARGIN;
    let below = GROUND + tall + TOOTH + LEADING / 2;
    let height = below + outside.len() * LEADING + GROUND;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         xml:lang=\"{lang}\" font-family=\"{fonts}\" font-size=\"{SIZE}\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#d9d9d6\"/>\n\
         <path d=\"{shadow}\" fill=\"#000\" fill-opacity=\"0.18\"/>\n\
         <path d=\"{sheet}\" fill=\"#fffef8\"/>\n\
         <g fill=\"#1c1c1c\">\n",
        lang = tag(receipt.lang),
        fonts = fonts(receipt.lang),
        shadow = torn(GROUND + 3, GROUND + 4, paper, tall),
        sheet = torn(GROUND, GROUND, paper, tall),
    );
    draw(&mut out, slip, GROUND + MARGIN, text);
    out.push_str("</g>\n<g fill=\"#555\" font-size=\"12\">\n");
    draw(&mut out, outside, below, text);
    out.push_str("</g>\n</svg>\n");
    out
}

/// Draws lines from `top` downwards, `wide` points wide.
fn draw(out: &mut String, lines: &[ReceiptLine], top: usize, wide: usize) {
    let left = GROUND + MARGIN;
    let right = left + wide;
    let middle = left + wide / 2;
    for (index, line) in lines.iter().enumerate() {
        let base = top + index * LEADING + SIZE;
        match line {
            ReceiptLine::Rule => {
                let y = base - SIZE / 3;
                out.push_str(&format!(
                    "<line x1=\"{left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\" stroke=\"#1c1c1c\" stroke-dasharray=\"4 3\"/>\n"
                ));
            }
            ReceiptLine::Text { text, align, strong } => {
                let weight = if *strong { " font-weight=\"bold\"" } else { "" };
                let (x, anchor) = match align {
                    Align::Left => (left, "start"),
                    Align::Centre => (middle, "middle"),
                };
                word(out, x, base, anchor, weight, text);
            }
            ReceiptLine::Pair { label, value } => {
                word(out, left, base, "start", "", label);
                word(out, right, base, "end", "", value);
            }
        }
    }
}

fn word(out: &mut String, x: usize, y: usize, anchor: &str, weight: &str, text: &str) {
    if !text.is_empty() {
        let text = escape(text);
        // Blanks count on a slip that a device laid out.
        let keep = if text.contains("  ") || text.starts_with(' ') { " xml:space=\"preserve\"" } else { "" };
        out.push_str(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{weight}{keep}>{text}</text>\n"));
    }
}

/// A sheet of paper, torn off below.
fn torn(x: usize, y: usize, width: usize, height: usize) -> String {
    let mut path = format!("M{x} {y}h{width}v{height}");
    let teeth = width / (2 * TOOTH);
    let step = width as f64 / teeth as f64 / 2.0;
    for _ in 0..teeth {
        path.push_str(&format!("l-{step:.3} {TOOTH}l-{step:.3} -{TOOTH}"));
    }
    path.push('z');
    path
}

/// Monospaced fonts of the usual systems; for Chinese one that draws its characters in the mainland's way first.
pub(super) fn fonts(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "'Noto Sans Mono CJK SC', 'Source Han Mono SC', 'NSimSun', 'DejaVu Sans Mono', monospace",
        Lang::En | Lang::Es | Lang::De => "'DejaVu Sans Mono', Consolas, Menlo, 'Liberation Mono', monospace",
    }
}
