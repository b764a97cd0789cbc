//! A form: text fields and choices, one of which has the cursor.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use tui_input::{Input, InputRequest};

use super::cells;
use super::keymap::Edit;
use super::msg::Key;
use super::theme::{Theme, Tone};
use crate::model::is_hostile;
use crate::text::{Lang, Phrase, Text, tui as t};

/// What a field holds.
#[derive(Clone, Debug)]
enum Content {
    /// `fresh`: filled in by the program and not touched yet; the first key replaces it.
    Text {
        input: Input,
        most: usize,
        secret: bool,
        fresh: bool,
    },
    Choice {
        options: &'static [&'static Text],
        at: Option<usize>,
    },
}

/// A field with its label.
#[derive(Clone, Debug)]
pub struct Field {
    label: &'static Text,
    hint: Option<&'static Text>,
    content: Content,
}

/// Fields, the one with the cursor, and what is wrong with one of them.
#[derive(Clone, Debug)]
pub struct Form {
    fields: Vec<Field>,
    at: usize,
    /// Whether keys go into the fields.
    pub editing: bool,
    /// What is wrong, and with which field.
    pub error: Option<(usize, Phrase)>,
}

impl Form {
    /// A form without fields.
    pub fn new() -> Self {
        Self { fields: Vec::new(), at: 0, editing: false, error: None }
    }

    /// With a text field of at most `most` characters.
    pub fn text(self, label: &'static Text, hint: Option<&'static Text>, most: usize) -> Self {
        self.with(Field {
            label,
            hint,
            content: Content::Text { input: Input::default(), most, secret: false, fresh: false },
        })
    }

    /// With a text field that shows only how long its content is.
    pub fn secret(self, label: &'static Text, hint: Option<&'static Text>, most: usize) -> Self {
        self.with(Field {
            label,
            hint,
            content: Content::Text { input: Input::default(), most, secret: true, fresh: false },
        })
    }

    /// With a choice; nothing is chosen at first.
    pub fn choice(self, label: &'static Text, options: &'static [&'static Text]) -> Self {
        self.with(Field { label, hint: None, content: Content::Choice { options, at: None } })
    }

    fn with(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// The text of a field; empty for a choice.
    pub fn value(&self, field: usize) -> &str {
        match self.fields.get(field).map(|field| &field.content) {
            Some(Content::Text { input, .. }) => input.value().trim(),
            _ => "",
        }
    }

    /// What was chosen in a field.
    pub fn chosen(&self, field: usize) -> Option<usize> {
        match self.fields.get(field).map(|field| &field.content) {
            Some(Content::Choice { at, .. }) => *at,
            _ => None,
        }
    }

    /// Fills a text field.
    pub fn set(&mut self, field: usize, value: &str) {
        if let Some(Content::Text { input, most, .. }) = self.fields.get_mut(field).map(|field| &mut field.content) {
            let value: String = value.chars().filter(|symbol| !is_hostile(*symbol)).take(*most).collect();
            *input = Input::new(value);
        }
    }

    /// Fills a text field with a proposal: the first character typed into it takes its place.
    pub fn propose(&mut self, field: usize, value: &str) {
        self.set(field, value);
        if let Some(Content::Text { fresh, .. }) = self.fields.get_mut(field).map(|field| &mut field.content) {
            *fresh = true;
        }
    }

    /// Puts the cursor into the first field.
    pub fn begin(&mut self) {
        self.at = 0;
        self.editing = true;
    }

    /// Says what is wrong and puts the cursor there.
    pub fn fail(&mut self, field: usize, why: impl Into<Phrase>) {
        self.at = field.min(self.fields.len().saturating_sub(1));
        self.editing = true;
        self.error = Some((field, why.into()));
    }

    /// To another field, round and round.
    pub fn step(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        self.at = if forward { self.at + 1 } else { self.at + count - 1 } % count;
    }

    /// A key that types something. Choices take the number or first letter of an option, and blank for the next one.
    pub fn typed(&mut self, key: Key) {
        if let Key::Char(symbol) = key {
            self.insert(symbol);
        }
    }

    /// Pasted text: one line, without what does not belong there.
    pub fn paste(&mut self, text: &str) {
        for symbol in text.trim().chars().take(512) {
            self.insert(if symbol == '\n' || symbol == '\t' { ' ' } else { symbol });
        }
    }

    fn insert(&mut self, symbol: char) {
        self.error = None;
        if let Some(Content::Text { input, fresh, .. }) = self.fields.get_mut(self.at).map(|field| &mut field.content)
            && std::mem::take(fresh)
        {
            *input = Input::default();
        }
        match self.fields.get_mut(self.at).map(|field| &mut field.content) {
            Some(Content::Text { input, most, .. }) if !is_hostile(symbol) && input.value().chars().count() < *most => {
                input.handle(InputRequest::InsertChar(symbol));
            }
            Some(Content::Text { .. }) => {}
            Some(Content::Choice { options, at }) => {
                let digit = symbol.to_digit(10).map(|digit| digit as usize);
                let by_letter = options
                    .iter()
                    .position(|text| Lang::ALL.iter().any(|lang| text.get(*lang).to_lowercase().starts_with(symbol)));
                if symbol == ' ' {
                    match at {
                        Some(at) => *at = (*at + 1) % options.len(),
                        None => self.error = Some((self.at, t::MUST_BE_CHOSEN.plain())),
                    }
                } else if let Some(index) = digit.filter(|digit| (1..=options.len()).contains(digit)) {
                    *at = Some(index - 1);
                } else if by_letter.is_some() {
                    *at = by_letter;
                }
            }
            None => {}
        }
    }

    /// Editing.
    pub fn edit(&mut self, edit: Edit) {
        self.error = None;
        match self.fields.get_mut(self.at).map(|field| &mut field.content) {
            Some(Content::Text { input, fresh, .. }) => {
                let erases = matches!(edit, Edit::Backspace | Edit::Delete);
                let edit = if std::mem::take(fresh) && erases { Edit::Clear } else { edit };
                let request = match edit {
                    Edit::Left => InputRequest::GoToPrevChar,
                    Edit::Right => InputRequest::GoToNextChar,
                    Edit::Start => InputRequest::GoToStart,
                    Edit::End => InputRequest::GoToEnd,
                    Edit::Backspace => InputRequest::DeletePrevChar,
                    Edit::Delete => InputRequest::DeleteNextChar,
                    Edit::Clear => InputRequest::DeleteLine,
                };
                input.handle(request);
            }
            Some(Content::Choice { options, at }) => match edit {
                Edit::Left | Edit::Right => {
                    let step = if edit == Edit::Right { 1 } else { options.len() - 1 };
                    match at {
                        Some(at) => *at = (*at + step) % options.len(),
                        // A first choice is made by its number or letter only: no key of passage picks one in silence.
                        None => self.error = Some((self.at, t::MUST_BE_CHOSEN.plain())),
                    }
                }
                Edit::Backspace | Edit::Delete | Edit::Clear => *at = None,
                Edit::Start | Edit::End => {}
            },
            None => {}
        }
    }

    /// Rows it takes.
    pub fn height(&self) -> u16 {
        self.fields.len() as u16 + u16::from(self.error.is_some())
    }

    /// Draws it, with the terminal's cursor in the field that has it.
    pub fn draw(&self, frame: &mut Frame, area: Rect, theme: Theme, lang: Lang) {
        let label_cells = self.fields.iter().map(|field| cells::width(field.label.get(lang))).max().unwrap_or(0);
        let label_cells = label_cells.min(usize::from(area.width) / 2);
        let mut y = area.y;
        for (index, field) in self.fields.iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            let row = Rect { x: area.x, y, width: area.width, height: 1 };
            self.draw_field(frame, row, (index, field), label_cells, theme, lang);
            y += 1;
            if let Some((_, why)) = self.error.as_ref().filter(|(wrong, _)| *wrong == index)
                && y < area.bottom()
            {
                let text = cells::cut(&format!("{} {}", Tone::Bad.mark(), why.read(lang)), usize::from(area.width));
                let row = Rect { x: area.x, y, width: area.width, height: 1 };
                frame.render_widget(Paragraph::new(text).style(theme.style(Tone::Bad)), row);
                y += 1;
            }
        }
    }

    /// The most characters of each text field.
    fn boxes(&self) -> impl Iterator<Item = usize> {
        self.fields.iter().filter_map(|field| match &field.content {
            Content::Text { most, .. } => Some(*most),
            Content::Choice { .. } => None,
        })
    }

    /// Cells of an empty text field: as wide as its content may be, less what the widest hint of the form needs beside it.
    fn box_cells(&self, most: usize, room: usize, lang: Lang) -> usize {
        let hints = self.fields.iter().filter_map(|field| field.hint);
        let hint = hints.map(|hint| cells::width(hint.get(lang)) + 2).max().unwrap_or(0);
        (most + 1).min(room.saturating_sub(hint).max(12)).min(room)
    }

    fn draw_field(
        &self,
        frame: &mut Frame,
        row: Rect,
        (index, field): (usize, &Field),
        label_cells: usize,
        theme: Theme,
        lang: Lang,
    ) {
        let focus = self.editing && index == self.at;
        let sign = if focus { "> " } else { "  " };
        let label = cells::left(field.label.get(lang), label_cells);
        let begin = 2 + label_cells + 1;
        let room = usize::from(row.width).saturating_sub(begin);
        let mut spans = vec![
            Span::styled(sign, theme.style(Tone::Key)),
            Span::styled(format!("{label} "), theme.style(if focus { Tone::Plain } else { Tone::Label })),
        ];
        match &field.content {
            Content::Text { input, most, secret, fresh } => {
                let empty = self.box_cells(*most, room, lang);
                let box_cells = if input.value().is_empty() { empty } else { (*most + 1).min(room) };
                let value =
                    if *secret { "*".repeat(input.value().chars().count()) } else { cells::safe(input.value()) };
                let cursor = if *secret { input.cursor() } else { input.visual_cursor() };
                let start = cursor.saturating_sub(box_cells.saturating_sub(1));
                let shown = cells::left(&skip_cells(&value, start), box_cells);
                let tone = match (focus, *fresh) {
                    (true, true) => Tone::Selected,
                    (true, false) => Tone::Focus,
                    (false, _) => Tone::Field,
                };
                spans.push(Span::styled(shown, theme.style(tone)));
                // A hint says what to write; beside what is written it is in the way.
                if let Some(hint) = field.hint.filter(|_| input.value().is_empty()) {
                    let widest = self.boxes().map(|most| self.box_cells(most, room, lang)).max().unwrap_or(empty);
                    let gap = " ".repeat(widest.saturating_sub(empty) + 2);
                    spans.push(Span::styled(format!("{gap}{}", hint.get(lang)), theme.style(Tone::Label)));
                }
                let x = begin + cursor - start;
                if focus && x < usize::from(row.width) && row.height > 0 {
                    frame.set_cursor_position(Position::new(row.x + x as u16, row.y));
                }
            }
            Content::Choice { options, at } => {
                for (option, text) in options.iter().enumerate() {
                    let picked = *at == Some(option);
                    let mark = if picked { "(*)" } else { "( )" };
                    let tone = if picked { Tone::Key } else { Tone::Plain };
                    spans.push(Span::styled(format!("{mark} {} {}   ", option + 1, text.get(lang)), theme.style(tone)));
                }
            }
        }
        frame.render_widget(Paragraph::new(Line::from(spans)), row);
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

/// The text from cell `start` on.
fn skip_cells(text: &str, start: usize) -> String {
    let mut used = 0;
    text.chars()
        .skip_while(|symbol| {
            let before = used < start;
            if before {
                used += cells::width(symbol.encode_utf8(&mut [0; 4]));
            }
            before
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::terms;

    #[test]
    fn fields_are_bounded_and_take_no_control_characters() {
        let mut form = Form::new().text(&terms::AMOUNT, None, 4);
        form.begin();
        form.paste("\u{1b}[2J12\u{202e}345");
        assert_eq!(form.value(0), "[2J1");
        form.edit(Edit::Clear);
        assert_eq!(form.value(0), "");
    }

    #[test]
    fn a_proposal_gives_way_to_what_is_typed() {
        let proposed = || {
            let mut form = Form::new().text(&terms::AMOUNT, None, 40);
            form.propose(0, "proposal.twb");
            form.begin();
            form
        };
        let mut form = proposed();
        form.paste("/mnt/usb");
        assert_eq!(form.value(0), "/mnt/usb");
        let mut form = proposed();
        form.edit(Edit::Start);
        form.typed(Key::Char('a'));
        assert_eq!(form.value(0), "aproposal.twb");
        let mut form = proposed();
        form.edit(Edit::Backspace);
        assert_eq!(form.value(0), "");
    }

    #[test]
    fn choices_by_blank_number_and_letter() {
        static OPTIONS: &[&Text] = &[&terms::DONE, &terms::NOT_DONE];
        let mut form = Form::new().choice(&terms::RESULT, OPTIONS);
        form.begin();
        assert_eq!(form.chosen(0), None);
        for step in [Edit::Right, Edit::Left] {
            form.edit(step);
            assert!(form.chosen(0).is_none() && form.error.is_some());
        }
        form.typed(Key::Char(' '));
        assert_eq!(form.chosen(0), None, "nothing is picked in passing");
        form.typed(Key::Char('2'));
        assert_eq!(form.chosen(0), Some(1));
        form.typed(Key::Char(' '));
        assert_eq!(form.chosen(0), Some(0));
        form.typed(Key::Char('n'));
        assert_eq!(form.chosen(0), Some(1));
        form.edit(Edit::Delete);
        assert_eq!(form.chosen(0), None);
    }
}
