//! Where one receipt ends and the next begins, when the terminal did not say.

use super::fold::repair;
use super::label::Label;
use super::line::{Item, Line};
use super::words::Sense;

/// What a receipt may begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Copy,
    Kind,
    Terminal,
    Number,
    Day,
    Sum,
}

/// Parts lines into receipts. A receipt ends after its result (`Zahlung erfolgt`) where that comes again with which the
/// first receipt began: layouts do not change within a stream. Where that is not sure, all lines are one part, and reading
/// it finds contradictions instead of facts.
pub fn split<'b, 'a>(lines: &'b [&'a str]) -> Vec<&'b [&'a str]> {
    let marks: Vec<(Vec<Mark>, bool)> = lines.iter().map(|line| marks(line)).collect();
    let Some(first) = marks.iter().find_map(|(marks, _)| marks.first().copied()) else { return vec![lines] };
    let mut cuts = vec![0];
    let mut ended = false;
    for (at, (marks, result)) in marks.iter().enumerate() {
        if ended && marks.contains(&first) {
            cuts.push(at);
            ended = false;
        }
        ended |= *result;
    }
    let ends = cuts.iter().skip(1).copied().chain([lines.len()]);
    let parts: Vec<(usize, usize)> = cuts.iter().copied().zip(ends).collect();
    // A stream that begins in the middle of a receipt would be cut there every time: then numbers stand behind results.
    let sure = first != Mark::Sum
        && parts.iter().all(|&(from, to)| {
            let result = marks[from..to].iter().rposition(|(_, result)| *result).map_or(to, |last| from + last + 1);
            !marks[result..to]
                .iter()
                .any(|(marks, _)| marks.iter().any(|mark| !matches!(mark, Mark::Copy | Mark::Kind)))
        });
    if sure { parts.into_iter().map(|(from, to)| &lines[from..to]).collect() } else { vec![lines] }
}

/// What a line may begin a receipt with, and whether it tells a result.
fn marks(line: &str) -> (Vec<Mark>, bool) {
    let text = repair(line);
    let read = Line::read(&text);
    let mut found = Vec::new();
    for item in read.items() {
        match item {
            Item::Sense(Sense::Customer | Sense::Merchant, _) => found.push(Mark::Copy),
            Item::Sense(Sense::Pay | Sense::Booking | Sense::Reversal | Sense::Refund | Sense::Reserve, _) => {
                found.push(Mark::Kind);
            }
            Item::Number(..) => found.push(Mark::Number),
            Item::Text(Label::Terminal, _) => found.push(Mark::Terminal),
            Item::Day(..) => found.push(Mark::Day),
            Item::Sum(..) => found.push(Mark::Sum),
            Item::Missing(label, _) => found.extend(match label {
                Label::Terminal => Some(Mark::Terminal),
                Label::Date | Label::DateTime => Some(Mark::Day),
                Label::Amount | Label::Total => Some(Mark::Sum),
                Label::Receipt | Label::Trace | Label::Ta => Some(Mark::Number),
                _ => None,
            }),
            _ => {}
        }
    }
    let result = super::phrase::outcome(read.items()).is_some();
    // "Zahlung erfolgt" ends a receipt and begins none.
    found.retain(|mark| !result || *mark != Mark::Kind);
    (found, result)
}
