//! The frame round every screen, and what lies on top of it.
//!
//! ```text
//! Tillwright  transbank:597000000001:T0000001 on /dev/ttyUSB0          [+] open  EN
//! 1Devices 2Overview 3Journal 4Dispute 5Receipt 6Remedy 7Backups 8Wire 9Ledger
//! [!] Link lost since 14:03:22 ...                          (only while it is lost)
//!
//!   the screen
//!
//! reading: 120 entries, 31/s, about 28 s left              (what runs, or the news)
//! / filter  s sort  Enter receipt  a dispute  v void  ? help  l language  q quit
//! ```

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

use super::cells;
use super::keymap::{Action, Scope, Screen, of};
use super::model::{Dialog, Link, Model};
use super::msg::{JobKind, Key};
use super::page::Page;
use super::screens::{backups, devices, dispute, help, journal, ledger, overview, receipt, remedy, wire};
use super::theme::Tone;
use crate::model::Family;
use crate::text::tui as t;

/// Draws everything.
pub fn draw(frame: &mut Frame, model: &Model) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let mut rows = Rows { area };
    title(frame, rows.top(1), model);
    tabs(frame, rows.top(1), model);
    let hints = rows.bottom(1);
    let status = rows.bottom(1);
    let banner = banner(model, area.width);
    if !banner.is_empty() {
        let place = rows.top((banner.len() as u16).min(3));
        let lines: Vec<Line> =
            banner.into_iter().map(|line| Line::styled(line, model.theme.style(Tone::Warn))).collect();
        frame.render_widget(Paragraph::new(lines), place);
    }
    let body = rows.area;
    match model.screen {
        _ if model.help.is_some() => help::draw(frame, body, model),
        Screen::Devices => devices::draw(frame, body, model),
        Screen::Overview => overview::draw(frame, body, model),
        Screen::Journal => journal::draw(frame, body, model),
        Screen::Dispute => dispute::draw(frame, body, model),
        Screen::Receipt => receipt::draw(frame, body, model),
        Screen::Remedy => remedy::draw(frame, body, model),
        Screen::Backups => backups::draw(frame, body, model),
        Screen::Wire => wire::draw(frame, body, model),
        Screen::Ledger => ledger::draw(frame, body, model),
    }
    if let Some(dialog) = model.dialog.as_ref().filter(|_| model.help.is_none()) {
        draw_dialog(frame, area, model, dialog);
    }
    news(frame, status, model);
    frame.render_widget(Paragraph::new(hint_line(model, area.width)), hints);
}

/// Rows taken from the top and the bottom of an area, never more than there are.
struct Rows {
    area: Rect,
}

impl Rows {
    fn top(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.area.height);
        let taken = Rect { height: rows, ..self.area };
        self.area.y += rows;
        self.area.height -= rows;
        taken
    }

    fn bottom(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.area.height);
        self.area.height -= rows;
        Rect { y: self.area.bottom(), height: rows, ..self.area }
    }
}

fn title(frame: &mut Frame, area: Rect, model: &Model) {
    let (tone, state) = match &model.link {
        Link::Closed => (Tone::Plain, model.say(&t::NO_DEVICE)),
        Link::Open(port) if port.read_only => (Tone::Good, model.say(&t::SAVED_DEVICE)),
        Link::Open(_) => (Tone::Good, model.say(&t::CONNECTED)),
        Link::Lost { .. } => (Tone::Warn, model.say(&t::LOST)),
    };
    let state = format!("{} {state}  {} ", tone.mark().trim(), model.lang.as_str());
    // The whole id stands on the overview; here it gives way to the port on a narrow screen.
    let id = |device: &crate::model::DeviceId| match area.width {
        110.. => device.to_string(),
        _ => device.terminal.to_string(),
    };
    let device = match (&model.device, &model.link) {
        (Some(device), Link::Open(port) | Link::Lost { port, .. }) => format!("{}  {}", id(device), port.name),
        (Some(device), Link::Closed) => id(device),
        (None, Link::Open(port) | Link::Lost { port, .. }) => port.name.clone(),
        (None, Link::Closed) => String::new(),
    };
    let cells = usize::from(area.width);
    let room = cells.saturating_sub(cells::width(&state) + 2);
    let name = cells::left(&format!(" Tillwright  {device}"), room) + "  ";
    let line = format!("{name}{}", cells::cut(&state, cells));
    frame.render_widget(Paragraph::new(line).style(model.theme.style(Tone::Bar)), area);
}

fn tabs(frame: &mut Frame, area: Rect, model: &Model) {
    let names: Vec<&str> = Screen::ALL.iter().map(|screen| model.say(screen.name())).collect();
    let whole: usize = names.iter().map(|name| cells::width(name) + 2).sum();
    let at = Screen::ALL.iter().position(|screen| *screen == model.screen).unwrap_or(0);
    let mut spans = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let open = index == at;
        // Where not all names fit, the others are numbers.
        let text = if whole <= usize::from(area.width) + 1 || open {
            format!("{}{name}", index + 1)
        } else {
            (index + 1).to_string()
        };
        let tone = if open { Tone::Selected } else { Tone::Plain };
        spans.push(Span::styled(text, model.theme.style(tone)));
        spans.push(Span::raw(" "));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// What is always in sight while it is so: the lost link, a screen that is too small.
fn banner(model: &Model, columns: u16) -> Vec<String> {
    let cells = usize::from(columns);
    let mut lines = Vec::new();
    if let Link::Lost { since, why, .. } = &model.link {
        let since = model.clock(*since);
        let why = why.read(model.lang);
        let text = match model.newest_archive() {
            Some(archive) => {
                let as_of = model.stamp(archive.begun);
                t::BANNER_LOST.with([("since", &since as &dyn std::fmt::Display), ("why", &why), ("as_of", &as_of)])
            }
            None => t::BANNER_LOST_EMPTY.with([("since", &since as &dyn std::fmt::Display), ("why", &why)]),
        };
        lines.extend(cells::wrap(&format!("{} {}", Tone::Warn.mark(), text.read(model.lang)), cells));
    }
    if model.size.0 < 80 || model.size.1 < 24 {
        let (columns, rows) = model.size;
        let text = t::TOO_SMALL.with([("columns", &columns as &dyn std::fmt::Display), ("rows", &rows)]);
        lines.push(cells::cut(&format!("{} {}", Tone::Warn.mark(), text.read(model.lang)), cells));
    }
    lines
}

/// The second last line: what runs, else the news.
fn news(frame: &mut Frame, area: Rect, model: &Model) {
    let cells = usize::from(area.width);
    let (tone, text) = match (model.busy(), &model.notice) {
        (Some(job), _) => {
            let tone = if job.kind.moves_money() { Tone::Warn } else { Tone::Heading };
            (tone, running_text(model, job.kind))
        }
        (None, Some((tone, phrase))) => (*tone, phrase.read(model.lang)),
        (None, None) => return,
    };
    let mark = if model.busy().is_some() { "..." } else { tone.mark() };
    let text = cells::cut(&format!("{mark} {text}"), cells);
    frame.render_widget(Paragraph::new(text).style(model.theme.style(tone)), area);
}

/// What runs, how to stop it, how far it is. Of a request that moves money no progress is told: nothing may look as if it could
/// be cut short.
pub(crate) fn running_text(model: &Model, kind: JobKind) -> String {
    let mut text = model.say(job_name(kind)).to_owned();
    if kind.may_stop() {
        text.push_str(&format!(" ({})", model.say(&t::ESC_STOPS)));
    }
    if let Some(reading) = model.reading.filter(|_| !kind.moves_money()) {
        text.push_str(": ");
        text.push_str(&backups::progress_text(model, reading));
    }
    text
}

fn job_name(kind: JobKind) -> &'static crate::text::Text {
    match kind {
        JobKind::Browse => &t::J_BROWSE,
        JobKind::Open => &t::J_OPEN,
        JobKind::Reopen => &t::J_REOPEN,
        JobKind::Identify => &t::J_IDENTIFY,
        JobKind::Pull => &t::J_PULL,
        JobKind::Ask => &t::J_ASK,
        JobKind::Reprint => &t::J_REPRINT,
        JobKind::Remedies => &t::J_REMEDIES,
        JobKind::Plan => &t::J_PLAN,
        JobKind::Execute => &t::WAITING,
        JobKind::Recover => &t::J_RECOVER,
        JobKind::Conclude => &t::J_CONCLUDE,
        JobKind::Verify => &t::J_VERIFY,
        JobKind::Export => &t::J_EXPORT,
        JobKind::SaveSheet => &t::J_SHEET,
    }
}

/// Name of a key for people.
pub(crate) fn key_name(key: Key) -> String {
    match key {
        Key::Char(' ') => "Space".to_owned(),
        Key::Char(symbol) => symbol.to_string(),
        Key::Ctrl(symbol) => format!("Ctrl-{}", symbol.to_ascii_uppercase()),
        Key::F(number) => format!("F{number}"),
        Key::BackTab => "Shift-Tab".to_owned(),
        Key::PageUp => "PgUp".to_owned(),
        Key::PageDown => "PgDn".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The last line: the keys of this place that are worth a hint, as many as fit. Help and the way out always have their place;
/// the language's key gives way first.
fn hint_line(model: &Model, columns: u16) -> Line<'static> {
    let scope = model.scope();
    let mut own: Vec<_> = of(scope).filter(|binding| binding.hint && useful(model, binding.action)).collect();
    // While a case is open, its keys come first.
    if model.open_cases().next().is_some() {
        own.sort_by_key(|binding| match binding.action {
            Action::Conclude => 0,
            Action::Recover => 1,
            _ => 2,
        });
    }
    let global: Vec<_> = of(Scope::Global).filter(|binding| binding.hint && matches!(scope, Scope::On(_))).collect();
    let (always, language) = global.split_at(global.len().saturating_sub(1));
    let reserve: usize = always.iter().map(|binding| cost(model, binding)).sum();
    let mut left = usize::from(columns) + 2;
    let mut spans = Vec::new();
    let mut put = |binding: &super::keymap::Binding, keep: usize, left: &mut usize| {
        let cost = cost(model, binding);
        if cost + keep > *left {
            return;
        }
        *left -= cost;
        let key = binding.keys.first().map_or(String::new(), |key| key_name(*key));
        spans.push(Span::styled(key, model.theme.style(Tone::Key)));
        spans.push(Span::raw(format!(" {}  ", model.say(binding.text))));
    };
    for binding in own {
        put(binding, reserve, &mut left);
    }
    for binding in always.iter().chain(language) {
        put(binding, 0, &mut left);
    }
    Line::from(spans)
}

/// Whether a key of the screen does anything worth its place in the last line now.
fn useful(model: &Model, action: Action) -> bool {
    match (model.screen, action) {
        (_, Action::Recover | Action::Conclude) => model.open_cases().next().is_some(),
        (Screen::Remedy, Action::Enter) => remedy::is_fillable(model),
        _ => true,
    }
}

fn cost(model: &Model, binding: &super::keymap::Binding) -> usize {
    let key = binding.keys.first().map_or(0, |key| cells::width(&key_name(*key)));
    key + cells::width(model.say(binding.text)) + 3
}

fn draw_dialog(frame: &mut Frame, area: Rect, model: &Model, dialog: &Dialog) {
    let wide = area.width.saturating_sub(6).clamp(1, 72).min(area.width);
    let mut page = Page::new(model.theme, wide.saturating_sub(4));
    let mut form = None;
    let mut title = "";
    match dialog {
        Dialog::Reprint(entry) => {
            title = model.say(&t::K_REPRINT);
            receipt::ask(&mut page, model, entry);
        }
        Dialog::Pull => {
            title = model.say(&t::K_PULL);
            backups::ask(&mut page, model);
        }
        Dialog::Leave(number) => {
            title = model.say(&t::K_QUIT);
            let text = t::LEAVE_ASKS.with([("number", number as &dyn std::fmt::Display)]);
            page.state(Tone::Unknown, &text.read(model.lang));
            page.gap();
            page.text(Tone::Plain, model.say(&t::LEAVE_SAYS));
            page.gap();
            page.text(Tone::Plain, model.say(&t::YES_OR_NO));
        }
        Dialog::Waiting => page.state(Tone::Warn, model.say(&t::WAITING_TO_QUIT)),
        Dialog::Failure(failure) => failure_page(&mut page, model, failure),
        Dialog::Info(tone, lines) => {
            for (index, line) in lines.iter().enumerate() {
                page.gap();
                let line = line.read(model.lang);
                if index == 0 { page.state(*tone, &line) } else { page.text(Tone::Plain, &line) }
            }
        }
        Dialog::Conclude(intent, fields) => {
            title = model.say(&t::K_CONCLUDE);
            remedy::ask_conclusion(&mut page, model, intent);
            form = Some(&**fields);
        }
        Dialog::Export(fields) => {
            title = model.say(&t::K_EXPORT);
            page.text(Tone::Plain, model.say(&t::EXPORT_SAYS));
            let path = backups::target(model, fields).display().to_string();
            page.gap();
            page.text(Tone::Heading, &t::EXPORT_TO.with([("path", &path as &dyn std::fmt::Display)]).read(model.lang));
            form = Some(&**fields);
        }
        Dialog::Port(fields, why) => {
            title = model.say(&t::K_TYPE_PORT);
            let sims = Family::ALL.iter().map(|family| format!("sim:{family}")).collect::<Vec<_>>().join(", ");
            page.text(Tone::Plain, &t::PORT_SAYS.with([("sims", &sims as &dyn std::fmt::Display)]).read(model.lang));
            if fields.error.is_some() {
                page.gap();
                page.state(Tone::Bad, why);
            }
            form = Some(&**fields);
        }
    }
    let form_rows = form.map_or(0, |form| form.height() + 1);
    let rows = (page.len() as u16).saturating_add(form_rows).saturating_add(2).min(area.height);
    let place =
        Rect { x: area.x + (area.width - wide) / 2, y: area.y + (area.height - rows) / 2, width: wide, height: rows };
    // The whole rows: what would be left at both sides are torn words and halves of wide characters.
    frame.render_widget(Clear, Rect { x: area.x, width: area.width, ..place });
    let block = Block::bordered().border_set(model.theme.border()).title(format!(" {title} "));
    let block = if title.is_empty() { Block::bordered().border_set(model.theme.border()) } else { block };
    frame.render_widget(block, place);
    let inside = place.inner(Margin { horizontal: 2, vertical: 1 });
    let mut rows = Rows { area: inside };
    let fields = rows.bottom(form_rows.saturating_sub(1));
    page.draw(frame, rows.area, 0);
    if let Some(form) = form {
        form.draw(frame, fields, model.theme, model.lang);
    }
}

/// A failure as people get it: what happened, to which device, what was not done, what to do next.
fn failure_page(page: &mut Page, model: &Model, failure: &crate::ops::Failure) {
    page.state(Tone::Bad, &failure.what.read(model.lang));
    page.gap();
    let labels = [&t::SUBJECT, &t::NOT_DONE, &t::NEXT, &t::DETAIL].map(|text| model.say(text));
    let label = labels.iter().map(|text| cells::width(text)).max().unwrap_or(0);
    if let Some(subject) = &failure.subject {
        page.pair(label, labels[0], Tone::Plain, subject);
    }
    page.pair(label, labels[1], Tone::Plain, &failure.not_done.read(model.lang));
    page.pair(label, labels[2], Tone::Plain, &failure.next.read(model.lang));
    if let Some(detail) = &failure.detail {
        page.pair(label, labels[3], Tone::Label, &cells::cut(detail, 300));
    }
}
