//! Wire: what passed over the line in this session, redacted, decoded, and in hex if wanted. Bounded: the oldest lines
//! go first, and the screen says how many went.
//!
//! ```text
//! 412 lines, following the newest                                        x hex
//! 14:03:22.104 -> 0260 list to host
//!              02 30 32 36 30 7c 31 7c 03 36                   .0260|1|.6
//! 14:03:22.110 <- ACK
//! ```

use std::collections::VecDeque;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::model::{Direction, WireLine};
use crate::text::tui as t;
use crate::tui::cells;
use crate::tui::keymap::Action;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::page::{Page, Step};
use crate::tui::screens::remedy::{hex, printable};
use crate::tui::theme::Tone;

/// Lines kept: what a full journal of one device takes, four times.
pub const MOST: usize = 8_000;
/// Bytes kept of one line.
const MOST_BYTES: usize = 1_024;

/// The lines of this session.
#[derive(Debug)]
pub struct State {
    /// Newest last.
    pub lines: VecDeque<WireLine>,
    /// Lines that are no longer kept.
    pub dropped: usize,
    hex: bool,
    /// The lowest line shown; `None` follows the newest.
    last: Option<usize>,
}

impl Default for State {
    fn default() -> Self {
        Self { lines: VecDeque::new(), dropped: 0, hex: true, last: None }
    }
}

/// Takes lines in.
pub(crate) fn take(model: &mut Model, lines: Vec<WireLine>, dropped: usize) {
    let state = &mut model.wire;
    state.dropped += dropped;
    for mut line in lines {
        line.bytes.truncate(MOST_BYTES);
        state.lines.push_back(line);
    }
    while state.lines.len() > MOST {
        state.lines.pop_front();
        state.dropped += 1;
        state.last = state.last.map(|last| last.saturating_sub(1));
    }
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::Hex {
        model.wire.hex = !model.wire.hex;
    }
    Vec::new()
}

/// Moves through the lines; at the end it follows again.
pub(crate) fn go(model: &mut Model, step: Step) {
    let page = model.page() / if model.wire.hex { 2 } else { 1 };
    let end = model.wire.lines.len().saturating_sub(1);
    let at = model.wire.last.unwrap_or(end).min(end);
    let to = match step {
        Step::Up => at.saturating_sub(1),
        Step::Down => at + 1,
        Step::PageUp => at.saturating_sub(page.max(1)),
        Step::PageDown => at + page.max(1),
        Step::First => 0,
        Step::Last => end,
    };
    model.wire.last = (to < end).then_some(to);
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let state = &model.wire;
    let mut page = Page::new(model.theme, area.width);
    let follow = model.say(if state.last.is_none() { &t::FOLLOWING } else { &t::STANDING });
    let counts =
        [("lines", &state.lines.len() as &dyn std::fmt::Display), ("dropped", &state.dropped), ("how", &follow)];
    let head = Rect { height: area.height.min(1), ..area };
    let text = cells::cut(&t::WIRE_SAYS.with(counts).read(model.lang), usize::from(area.width));
    frame.render_widget(Paragraph::new(text).style(model.theme.style(Tone::Label)), head);
    let area = Rect { y: head.bottom(), height: area.height - head.height, ..area };
    let rows = usize::from(area.height);
    let end = state.last.map_or(state.lines.len(), |last| (last + 1).min(state.lines.len()));
    // From the lowest line upwards until the screen is full; of the topmost its end is shown.
    let mut shown = Vec::new();
    for at in (0..end).rev() {
        if shown.len() >= rows {
            break;
        }
        if let Some(line) = state.lines.get(at) {
            shown.extend(lines_of_model(model, line, page.cells()).into_iter().rev());
        }
    }
    shown.truncate(rows);
    for (tone, text) in shown.into_iter().rev() {
        page.raw(tone, &text);
    }
    if state.lines.is_empty() {
        page.gap();
        page.text(Tone::Label, model.say(&t::WIRE_EMPTY));
    }
    page.draw(frame, area, 0);
}

/// Cells of the time and a blank.
const INDENT: usize = 13;

fn lines_of_model(model: &Model, line: &WireLine, room: usize) -> Vec<(Tone, String)> {
    let at = line.at.to_zoned_datetime(model.zone.clone()).strftime("%H:%M:%S.%3f").to_string();
    let mut lines = lines_of(line, model.wire.hex, room);
    if let Some((_, first)) = lines.first_mut() {
        *first = format!("{at} {}", first.trim_start());
    }
    lines
}

fn lines_of(line: &WireLine, with_hex: bool, room: usize) -> Vec<(Tone, String)> {
    let (sign, tone) = match line.direction {
        Direction::ToDevice => ("->", Tone::Heading),
        Direction::FromDevice => ("<-", Tone::Plain),
    };
    let (bad, tone) = if line.checksum_ok == Some(false) { ("[x] ", Tone::Bad) } else { ("", tone) };
    let mut lines = vec![(tone, format!("{}{sign} {bad}{}", " ".repeat(INDENT), line.meaning))];
    // An acknowledgement says no more in hex than in words.
    if with_hex && line.bytes.len() > 1 {
        let each = if room > INDENT + 16 * 4 { 16 } else { 8 };
        for chunk in line.bytes.chunks(each) {
            let text =
                format!("{}{}  {}", " ".repeat(INDENT), cells::left(&hex(chunk), each * 3 - 1), printable(chunk));
            lines.push((Tone::Label, text));
        }
    }
    lines
}
