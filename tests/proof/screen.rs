//! What a person is told of a remedy: the screen in its smallest size, and the exit code.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tillwright::model::Outcome;
use tillwright::ops::Class;
use tillwright::ops::remedy::Remedied;
use tillwright::text::Lang;
use tillwright::tui::keymap::Screen;
use tillwright::tui::model::Model;
use tillwright::tui::screens::remedy::Stage;
use tillwright::tui::{Start, view};

use super::run::Broken;

/// The exit code fits the outcome, and so does the screen where it is `drawn`.
pub(crate) fn holds(remedied: &Remedied, drawn: bool) -> Result<(), Broken> {
    let code = Class::of_outcome(&remedied.outcome).map_or(0, Class::exit_code);
    let wanted = match &remedied.outcome {
        Outcome::Done { .. } => 0,
        Outcome::NotDone { .. } => 7,
        Outcome::Unknown { .. } => 11,
    };
    if code != wanted {
        return Err(format!("exit code {code} for {:?}", remedied.outcome));
    }
    if !drawn {
        return Ok(());
    }
    let text = draw(remedied);
    let says = |word: &str| text.contains(&format!("Void: {word}"));
    let words = [says("done"), says("not done"), says("unknown")];
    let right = words == ["done", "not_done", "unknown"].map(|word| word == remedied.outcome.as_str());
    if right { Ok(()) } else { Err(format!("the screen does not say {:?}:\n{text}", remedied.outcome)) }
}

fn draw(remedied: &Remedied) -> String {
    let start = Start {
        lang: Lang::En,
        ascii: true,
        colour: false,
        offered: Vec::new(),
        open: None,
        protocol: None,
        dispute: None,
        ports: None,
    };
    let mut model = Model::new(&start, "technician".to_owned(), Timestamp::UNIX_EPOCH, TimeZone::UTC);
    model.size = (80, 24);
    model.screen = Screen::Remedy;
    model.remedy.entry = Some(remedied.intent.plan.entry.clone());
    model.remedy.stage = Stage::Ended(Box::new(remedied.clone()));
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| view::draw(frame, &model)).unwrap();
    let buffer = terminal.backend().buffer();
    let rows = buffer.content().chunks(usize::from(buffer.area.width));
    rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>() + "\n").collect()
}
