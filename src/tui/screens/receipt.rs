//! Receipt: the chosen entry as a slip, rendered here and marked as a copy; printing on the device is another matter.
//!
//! ```text
//! Copy made here. p prints on the device: paper comes out.
//!
//!            +----------------------------------------+
//!            |              ** COPY **                |
//!            | amount                      CLP 12,500 |
//!            +----------------------------------------+
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::model::{Entry, EntryKey, EntryResult, Kind};
use crate::ops::browse::{self, Reprinted};
use crate::text::{Phrase, figures, tui as t};
use crate::tui::cells;
use crate::tui::keymap::Action;
use crate::tui::model::{Dialog, Model};
use crate::tui::msg::Effect;
use crate::tui::page::Page;
use crate::tui::screens::journal;
use crate::tui::theme::Tone;

/// The entry whose receipt is shown.
#[derive(Debug, Default)]
pub struct State {
    /// The entry.
    pub entry: Option<Entry>,
    /// First line.
    pub scroll: usize,
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let entry = model.receipt.entry.clone().or_else(|| model.chosen().cloned());
    match entry {
        Some(entry) => journal::act_on(model, action, entry),
        None => {
            model.notice = Some((Tone::Warn, t::NO_ENTRY_CHOSEN.plain()));
            Vec::new()
        }
    }
}

/// The sale that the device would print in place of `entry`: one that it is known to have made later, where it can print its
/// last one only. Sales that were voided, or may have been, do not count: the
/// device may skip them when it looks for its last one.
pub(crate) fn later_sale<'a>(model: &'a Model, entry: &Entry) -> Option<&'a Entry> {
    if !browse::reprints_last_only(entry.device.family) {
        return None;
    }
    let known = &model.shelf.known;
    let at = known.iter().position(|known| known.entry.key == entry.key)?;
    known[at + 1..].iter().rev().map(|known| &known.entry).find(|later| {
        later.device == entry.device
            && later.kind == Kind::Sale
            && later.result == EntryResult::Approved
            && !is_or_may_be_voided(model, later)
    })
}

fn is_or_may_be_voided(model: &Model, entry: &Entry) -> bool {
    let stands = model.standings.of(entry);
    stands.is_voided() || stands.is_unknown()
}

/// What is said where the device would print another sale.
pub(crate) fn not_last(entry: &Entry, last: &Entry) -> Dialog {
    let text = t::REPRINT_NOT_LAST.with([("wanted", &entry.number as &dyn std::fmt::Display), ("last", &last.number)]);
    Dialog::Info(Tone::Warn, vec![text, t::REPRINT_COPY.plain()])
}

/// What is asked before paper comes out.
pub(crate) fn ask(page: &mut Page, model: &Model, entry: &Entry) {
    let amount = model.money(&entry.amount);
    let text = t::REPRINT_ASKS.with([("number", &entry.number as &dyn std::fmt::Display), ("amount", &amount)]);
    page.state(Tone::Warn, &text.read(model.lang));
    page.gap();
    let last_only = browse::reprints_last_only(entry.device.family);
    page.text(Tone::Plain, model.say(if last_only { &t::REPRINT_LIMIT } else { &t::REPRINT_BY_NUMBER }));
    page.gap();
    page.text(Tone::Plain, model.say(&t::YES_OR_NO));
}

/// What came out of the device.
pub(crate) fn reprinted(model: &mut Model, wanted: EntryKey, came: Reprinted) {
    let number = model.shelf.known.iter().find(|known| known.entry.key == wanted).map(|known| known.entry.number);
    let number = number.map_or_else(|| "?".to_owned(), |number| number.to_string());
    let (tone, lines): (Tone, Vec<Phrase>) = match came {
        Reprinted::Wanted => (Tone::Good, vec![t::REPRINTED.with([("number", &number as &dyn std::fmt::Display)])]),
        Reprinted::Other { printed } => {
            let values = [("wanted", &number as &dyn std::fmt::Display), ("number", &printed.number)];
            let text = t::REPRINTED_OTHER.with(values);
            let text = text.each("amount", |lang| figures::amount(&printed.amount, lang));
            (Tone::Bad, vec![text, t::DESTROY_SLIP.plain()])
        }
        Reprinted::Received { lines } => {
            let count = lines.len();
            (
                Tone::Good,
                vec![t::REPRINT_RECEIVED.with([("number", &number as &dyn std::fmt::Display), ("count", &count)])],
            )
        }
        Reprinted::Unknown { why } => {
            let text = t::REPRINTED_UNKNOWN.with([("why", &why as &dyn std::fmt::Display)]);
            (Tone::Unknown, vec![text, t::LOOK_AT_PAPER.plain()])
        }
    };
    model.tell(Dialog::Info(tone, lines));
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let mut page = Page::new(model.theme, area.width);
    let Some(entry) = model.receipt.entry.as_ref().or_else(|| model.chosen()) else {
        page.text(Tone::Label, model.say(&t::NO_ENTRY_CHOSEN));
        return page.draw(frame, area, 0);
    };
    page.text(Tone::Label, model.say(&t::RECEIPT_SAYS));
    page.gap();
    let slip = browse::receipt_text(entry, &model.standings.of(entry), model.now, model.lang);
    let wide = slip.lines().map(cells::width).max().unwrap_or(0);
    let frame_cells = wide + 4;
    let indent = " ".repeat(page.cells().saturating_sub(frame_cells) / 2);
    let border = model.theme.border();
    let edge = |left: &str, right: &str| format!("{indent}{left}{}{right}", border.horizontal_top.repeat(wide + 2));
    let framed = page.cells() >= frame_cells;
    if framed {
        page.raw(Tone::Plain, &edge(border.top_left, border.top_right));
    }
    for line in slip.lines() {
        let side = border.vertical_left;
        let text = if framed { format!("{indent}{side} {} {side}", cells::left(line, wide)) } else { line.to_owned() };
        page.raw(Tone::Plain, &text);
    }
    if framed {
        page.raw(Tone::Plain, &edge(border.bottom_left, border.bottom_right));
    }
    page.draw(frame, area, model.receipt.scroll);
}
