//! Colours (Okabe-Ito) and marks. A state is always a mark and a word; colour only helps.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

/// What a text is, independent of how it is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Plain,
    /// Heading of a block.
    Heading,
    /// Label of a value, less important text.
    Label,
    /// As it should be.
    Good,
    /// Needs attention.
    Warn,
    /// Wrong, or forbidden.
    Bad,
    /// Nobody knows.
    Unknown,
    /// A key to press.
    Key,
    /// The chosen line.
    Selected,
    /// The open tab, the title.
    Bar,
    /// A text field.
    Field,
    /// The text field that has the cursor.
    Focus,
}

impl Tone {
    /// The mark that goes with a state, plain ASCII and three cells wide so that it never breaks a table.
    pub fn mark(self) -> &'static str {
        match self {
            Tone::Good => "[+]",
            Tone::Warn => "[!]",
            Tone::Bad => "[x]",
            Tone::Unknown => "[?]",
            _ => "   ",
        }
    }
}

/// How things are painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// With colours; without, only bold, reverse and underline.
    pub colour: bool,
    /// Frames of plain ASCII: box-drawing characters are two cells wide in some terminals.
    pub ascii: bool,
}

// Okabe-Ito in the 256-colour palette: works over SSH, tmux and serial consoles that know no true colour.
const ORANGE: Color = Color::Indexed(214);
const SKY: Color = Color::Indexed(74);
const GREEN: Color = Color::Indexed(36);
const VERMILLION: Color = Color::Indexed(166);
const PURPLE: Color = Color::Indexed(175);

impl Theme {
    /// The style of a tone.
    pub fn style(self, tone: Tone) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let tint = |style: Style, colour: Color| if self.colour { style.fg(colour) } else { style };
        match tone {
            Tone::Plain => Style::new(),
            Tone::Heading => tint(bold, SKY),
            Tone::Label => Style::new().add_modifier(Modifier::DIM),
            Tone::Good => tint(Style::new(), GREEN),
            Tone::Warn => tint(bold, ORANGE),
            Tone::Bad => tint(bold, VERMILLION),
            Tone::Unknown => tint(bold, PURPLE),
            Tone::Key => tint(bold, SKY),
            Tone::Selected | Tone::Bar => Style::new().add_modifier(Modifier::REVERSED),
            Tone::Field => Style::new().add_modifier(Modifier::UNDERLINED),
            Tone::Focus => bold.add_modifier(Modifier::UNDERLINED),
        }
    }

    /// The characters of a frame.
    pub fn border(self) -> border::Set<'static> {
        if !self.ascii {
            return border::PLAIN;
        }
        border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        }
    }

    /// A rule across `cells` cells.
    pub fn rule(self, cells: usize) -> String {
        (if self.ascii { "-" } else { "\u{2500}" }).repeat(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_nothing_is_coloured_and_states_still_differ_by_mark() {
        let theme = Theme { colour: false, ascii: true };
        for tone in [Tone::Good, Tone::Warn, Tone::Bad, Tone::Unknown, Tone::Key, Tone::Heading, Tone::Bar] {
            let style = theme.style(tone);
            assert_eq!((style.fg, style.bg), (None, None), "{tone:?}");
        }
        let mut marks: Vec<_> = [Tone::Good, Tone::Warn, Tone::Bad, Tone::Unknown].map(Tone::mark).to_vec();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), 4);
        assert!(theme.rule(3).is_ascii());
    }
}
