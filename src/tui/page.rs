//! A page: wrapped lines of text with tones, built once and shown from any line on. And the place in a list.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::cells;
use super::theme::{Theme, Tone};

/// Lines of at most a given width.
pub(crate) struct Page {
    theme: Theme,
    cells: usize,
    lines: Vec<Line<'static>>,
    /// The line that should stay visible: that of the chosen item.
    pub(crate) focus: Option<usize>,
}

impl Page {
    /// An empty page for an area of `columns` columns; the last two are left for the signs that there is more.
    pub(crate) fn new(theme: Theme, columns: u16) -> Self {
        let cells = if columns > 20 { columns - 2 } else { columns };
        Self { theme, cells: usize::from(cells).max(8), lines: Vec::new(), focus: None }
    }

    /// Its width.
    pub(crate) fn cells(&self) -> usize {
        self.cells
    }

    /// How many lines it has.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// An empty line, never two, never the first.
    pub(crate) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    /// The heading of a block.
    pub(crate) fn heading(&mut self, text: &str) {
        self.gap();
        self.text(Tone::Heading, text);
    }

    /// A text, wrapped.
    pub(crate) fn text(&mut self, tone: Tone, text: &str) {
        for line in cells::wrap(text, self.cells) {
            self.lines.push(Line::from(Span::styled(line, self.theme.style(tone))));
        }
    }

    /// A line as it is, cut at the edge.
    pub(crate) fn raw(&mut self, tone: Tone, text: &str) {
        let text = cells::cut(text, self.cells);
        self.lines.push(Line::from(Span::styled(text, self.theme.style(tone))));
    }

    /// A line of spans as they are.
    pub(crate) fn spans(&mut self, spans: Vec<(Tone, String)>) {
        let theme = self.theme;
        self.lines.push(Line::from_iter(
            spans.into_iter().map(|(tone, text)| Span::styled(cells::safe(&text), theme.style(tone))),
        ));
    }

    /// A mark and a text behind it, hanging.
    pub(crate) fn item(&mut self, tone: Tone, mark: &str, text: &str) {
        let mark = if mark.is_empty() { String::new() } else { format!("{mark} ") };
        let indent = cells::width(&mark);
        for (index, line) in cells::wrap(text, self.cells.saturating_sub(indent)).into_iter().enumerate() {
            let before = if index == 0 { mark.clone() } else { " ".repeat(indent) };
            let body = if tone == Tone::Label { Tone::Label } else { Tone::Plain };
            self.lines.push(Line::from(vec![
                Span::styled(before, self.theme.style(tone)),
                Span::styled(line, self.theme.style(body)),
            ]));
        }
    }

    /// A state: mark and text both in its tone.
    pub(crate) fn state(&mut self, tone: Tone, text: &str) {
        for (index, line) in cells::wrap(text, self.cells.saturating_sub(4)).into_iter().enumerate() {
            let before = if index == 0 { tone.mark() } else { "   " };
            self.lines.push(Line::from(Span::styled(format!("{before} {line}"), self.theme.style(tone))));
        }
    }

    /// A label of `label` cells and its value, hanging.
    pub(crate) fn pair(&mut self, label_cells: usize, label: &str, tone: Tone, value: &str) {
        let room = self.cells.saturating_sub(label_cells + 1);
        let label_cells = if room < 12 { self.cells / 3 } else { label_cells };
        let room = self.cells.saturating_sub(label_cells + 1);
        for (index, line) in cells::wrap(value, room).into_iter().enumerate() {
            let before = if index == 0 { cells::left(label, label_cells) } else { " ".repeat(label_cells) };
            self.lines.push(Line::from(vec![
                Span::styled(format!("{before} "), self.theme.style(Tone::Label)),
                Span::styled(line, self.theme.style(tone)),
            ]));
        }
    }

    /// A row that can be chosen: whole width, reversed where it is.
    pub(crate) fn row(&mut self, chosen: bool, tone: Tone, text: &str) {
        let sign = if chosen { "> " } else { "  " };
        let text = cells::left(&format!("{sign}{text}"), self.cells);
        if chosen {
            self.focus = Some(self.lines.len());
        }
        let style = if chosen { self.theme.style(Tone::Selected) } else { self.theme.style(tone) };
        self.lines.push(Line::from(Span::styled(text, style)));
    }

    /// Draws from line `scroll` on and corrects `scroll`. Where the page has a chosen item, it is kept in sight.
    pub(crate) fn draw(self, frame: &mut Frame, area: Rect, scroll: usize) {
        let rows = usize::from(area.height);
        let most = self.lines.len().saturating_sub(rows);
        let mut top = scroll.min(most);
        if let Some(focus) = self.focus {
            top = top.min(focus);
            top = top.max((focus + 1).saturating_sub(rows));
        }
        let more = top + rows < self.lines.len();
        let shown: Vec<Line<'static>> = self.lines.into_iter().skip(top).take(rows).collect();
        frame.render_widget(Paragraph::new(shown), area);
        for (condition, y) in [(top > 0, area.y), (more, area.bottom().saturating_sub(1))] {
            if condition && area.width > 8 && area.height > 1 {
                let sign = if y == area.y { "^" } else { "v" };
                let place = Rect { x: area.right() - 1, y, width: 1, height: 1 };
                frame.render_widget(Paragraph::new(sign).style(self.theme.style(Tone::Key)), place);
            }
        }
    }
}

/// A place in a list of any length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The chosen line.
    pub at: usize,
}

/// How far a movement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl Place {
    /// Moves within a list of `len` lines, `page` of which are visible.
    pub fn go(&mut self, step: Step, len: usize, page: usize) {
        let last = len.saturating_sub(1);
        let page = page.saturating_sub(1).max(1);
        self.at = match step {
            Step::Up => self.at.min(last).saturating_sub(1),
            Step::Down => (self.at + 1).min(last),
            Step::PageUp => self.at.min(last).saturating_sub(page),
            Step::PageDown => (self.at + page).min(last),
            Step::First => 0,
            Step::Last => last,
        };
    }

    /// First visible line of a list of `len` lines when `rows` fit: the chosen one is visible, pages stay put.
    pub fn top(&self, len: usize, rows: usize) -> usize {
        let rows = rows.max(1);
        let page = self.at.min(len.saturating_sub(1)) / rows * rows;
        page.min(len.saturating_sub(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_inside() {
        let mut place = Place { at: 50 };
        place.go(Step::Down, 3, 10);
        assert_eq!(place.at, 2);
        place.go(Step::PageUp, 0, 0);
        assert_eq!(place.at, 0);
        place.go(Step::Last, 100, 10);
        assert_eq!((place.at, place.top(100, 10)), (99, 90));
        assert_eq!(Place { at: 95 }.top(96, 10), 86);
    }
}
