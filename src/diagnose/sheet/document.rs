//! The case sheet as a document for A4: one self-contained file without script, that a browser prints or keeps as PDF.

use super::{About, CaseSheet, Line, Part};
use crate::text::dispute as words;
use crate::text::markup::{escape, tag};

/// Everything of how it looks. Black on white, so that a copier keeps it; the answer and what must not be done stand in boxes.
const STYLE: &str = "\
@page { size: A4; margin: 12mm 14mm }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { background: #d9d9d6; color: #1c1c1c; line-height: 1.35; font: 9pt/1.35 'Noto Sans', 'Noto Sans CJK SC', 'Source Han Sans SC', \
'Microsoft YaHei', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif }
main { background: #fff; width: 210mm; min-height: 280mm; margin: 6mm auto; padding: 12mm 14mm; display: grid; \
grid-template-columns: 1fr 1fr; column-gap: 8mm; row-gap: 3.5mm; align-content: start }
header, section, footer { grid-column: 1 / -1; overflow-wrap: anywhere }
section.half { grid-column: auto }
h1 { font-size: 14pt; border-bottom: 0.6mm solid #1c1c1c; padding-bottom: 1.5mm }
h2 { font-size: 8pt; font-weight: 600; letter-spacing: 0.04em; text-transform: uppercase; color: #555; margin-bottom: 0.8mm }
dl { display: grid; grid-template-columns: 42mm 1fr; column-gap: 3mm; row-gap: 0.4mm }
section.half dl { grid-template-columns: 30mm 1fr }
section.records dl { grid-template-columns: 32mm 1fr 32mm 1fr }
dt { color: #555 }
dd { font-variant-numeric: tabular-nums }
ol, ul { padding-left: 5mm }
li { margin-bottom: 0.6mm }
hr { border: 0; border-top: 0.2mm dashed #888; margin: 1.5mm 0 }
section.answer { border: 0.5mm solid #1c1c1c; padding: 2.5mm 3mm }
section.answer p { font-size: 12pt; font-weight: 600 }
section.stop { border-left: 1.4mm solid #1c1c1c; background: #f2f2ef; padding: 2mm 3mm }
section.sign { display: grid; grid-template-columns: repeat(3, 1fr); column-gap: 6mm; break-inside: avoid }
section.sign h2 { grid-column: 1 / -1 }
section.sign p { border-top: 0.2mm solid #1c1c1c; margin-top: 9mm; padding-top: 0.6mm; font-size: 8pt }
section { break-inside: avoid-page }
footer { border-top: 0.2mm solid #888; padding-top: 1mm; font-size: 8pt; color: #555 }
@media print { body { background: none } main { width: auto; min-height: 0; margin: 0; padding: 0 } section.stop { background: none } }
";

/// As a document for a browser and its printer.
pub fn to_html(sheet: &CaseSheet) -> String {
    let title = escape(words::SHEET_TITLE.get(sheet.lang));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header><h1>{title}</h1></header>\n",
        lang = tag(sheet.lang),
    );
    for part in &sheet.parts {
        section(&mut out, part, sheet);
    }
    out.push_str(&format!("<footer>{}</footer>\n</main>\n</body>\n</html>\n", escape(&sheet.made)));
    out
}

fn class(about: About) -> &'static str {
    match about {
        About::Device | About::Question => "half",
        About::Answer => "answer",
        About::DoNot => "stop",
        About::Signatures => "sign",
        About::Records => "records",
        About::Near | About::Evidence | About::Do => "plain",
    }
}

fn section(out: &mut String, part: &Part, sheet: &CaseSheet) {
    let heading = escape(part.about.heading().get(sheet.lang));
    out.push_str(&format!("<section class=\"{}\">\n<h2>{heading}", class(part.about)));
    if part.about == About::Signatures {
        out.push_str(&format!(" ({})", escape(words::SHEET_SIGN_LINE.get(sheet.lang))));
    }
    out.push_str("</h2>\n");
    let mut open = None;
    for line in &part.lines {
        let wanted = list(line);
        if open != wanted {
            change(out, open, wanted);
            open = wanted;
        }
        content(out, line);
    }
    change(out, open, None);
    out.push_str("</section>\n");
}

/// The list that a line belongs into.
fn list(line: &Line) -> Option<&'static str> {
    match line {
        Line::Fact { .. } => Some("dl"),
        Line::Item(_) | Line::More(_) => Some("ul"),
        Line::Step(_) => Some("ol"),
        Line::Says(_) | Line::Parting | Line::Signature(_) => None,
    }
}

fn change(out: &mut String, from: Option<&str>, to: Option<&str>) {
    if let Some(from) = from {
        out.push_str(&format!("</{from}>\n"));
    }
    if let Some(to) = to {
        out.push_str(&format!("<{to}>\n"));
    }
}

fn content(out: &mut String, line: &Line) {
    out.push_str(&match line {
        Line::Says(text) => format!("<p>{}</p>\n", escape(text)),
        Line::Fact { label, value } => format!("<dt>{}</dt><dd>{}</dd>\n", escape(label), escape(value)),
        Line::Item(text) | Line::Step(text) => format!("<li>{}</li>\n", escape(text)),
        Line::Parting => "<hr>\n".to_owned(),
        Line::More(count) => format!("<li>+ {count}</li>\n"),
        Line::Signature(who) => format!("<p>{}</p>\n", escape(who)),
    });
}
