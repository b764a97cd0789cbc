//! Ledger: the record of what we did, with the state of its chains and their head hashes.
//!
//! ```text
//! [+] workshop-3: 41 lines hold, head 9f86d081884c7d65
//!   when                 no.  what
//! > 2026-11-23 14:03:22   41  outcome of workshop-3-7: done
//! ------------------------------------------------------------------------------
//! the chosen line in full, and its hash
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::ops::browse::{Event, Line, describe};
use crate::text::tui as t;
use crate::tui::cells;
use crate::tui::keymap::Action;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Job};
use crate::tui::page::{Page, Place, Step};
use crate::tui::theme::Tone;
use crate::tui::update::run;

/// The chosen line, counted from the newest.
#[derive(Debug, Default)]
pub struct State {
    place: Place,
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Verify => run(model, Job::Verify),
        _ => Vec::new(),
    }
}

/// Moves the choice.
pub(crate) fn go(model: &mut Model, step: Step) {
    let (len, page) = (model.book.lines.len(), model.page());
    model.ledger.place.go(step, len, page);
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let book = &model.book;
    let mut page = Page::new(model.theme, area.width);
    for chain in book.chains.iter().take(3) {
        let head = chain.head.get(..16).unwrap_or(&chain.head);
        let values = [("writer", &chain.writer as &dyn std::fmt::Display), ("lines", &chain.lines), ("head", &head)];
        match &chain.broken {
            None => page.state(Tone::Good, &t::CHAIN_HOLDS.with(values).read(model.lang)),
            Some(why) => {
                page.state(Tone::Bad, &format!("{} {why}", t::CHAIN_BROKEN.with(values).read(model.lang)));
            }
        }
    }
    if book.lines.is_empty() {
        page.text(Tone::Label, model.say(&t::LEDGER_EMPTY));
        return page.draw(frame, area, 0);
    }
    let header = format!(
        "  {} {}  {}",
        cells::left(model.say(&t::C_WHEN), 19),
        cells::right(model.say(&t::C_NUMBER), 4),
        model.say(&t::C_WHAT)
    );
    page.raw(Tone::Heading, &header);
    let detail_rows = if area.height >= 12 { 6 } else { 0 };
    let rows = usize::from(area.height).saturating_sub(page.len() + detail_rows).max(1);
    let at = model.ledger.place.at.min(book.lines.len() - 1);
    let top = Place { at }.top(book.lines.len(), rows);
    for (index, line) in book.lines.iter().rev().enumerate().skip(top).take(rows) {
        let number = cells::right(&line.number.to_string(), 4);
        let (tone, what) = event(model, line);
        page.row(index == at, tone, &format!("{} {number}  {what}", model.stamp(line.at)));
    }
    let detail = Rect {
        y: area.bottom() - (detail_rows as u16).min(area.height),
        height: (detail_rows as u16).min(area.height),
        ..area
    };
    page.draw(frame, Rect { height: area.height - detail.height, ..area }, 0);
    if let Some(line) = book.lines.iter().rev().nth(at).filter(|_| detail.height > 1) {
        let rule = model.theme.rule(usize::from(area.width));
        frame.render_widget(Paragraph::new(rule).style(model.theme.style(Tone::Label)), Rect { height: 1, ..detail });
        let mut page = Page::new(model.theme, area.width);
        page.text(Tone::Plain, &event(model, line).1);
        page.text(Tone::Label, &format!("{} {}  {}", line.writer, line.number, line.hash));
        page.draw(frame, Rect { y: detail.y + 1, height: detail.height - 1, ..detail }, 0);
    }
}

/// What a line says, in the tone of what it means.
fn event(model: &Model, line: &Line) -> (Tone, String) {
    let tone = match &line.event {
        None | Some(Event::Intent(_)) => Tone::Warn,
        Some(Event::Outcome { outcome, .. }) => Model::outcome(Some(outcome)).0,
        Some(_) => Tone::Plain,
    };
    (tone, describe(line).read(model.lang))
}
