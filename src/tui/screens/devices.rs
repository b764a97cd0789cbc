//! Devices: the ports of this machine as they come and go, and the devices offered beside them.
//!
//! ```text
//! Ports of this machine
//! > [+] /dev/ttyUSB0   10c4:ea60 cp210x  usb-Silicon_Labs-if00
//!   [x] /dev/ttyUSB1   held by minicom (412)
//! Offered here
//!   [+] Simulated terminal, a day with trouble in it          sim:transbank
//!
//! Before the first word the console listens; opening sends silent questions only.
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::ops::browse::PortSpec;
use crate::text::tui as t;
use crate::tui::cells;
use crate::tui::form::Form;
use crate::tui::keymap::Action;
use crate::tui::model::{Dialog, Link, Model};
use crate::tui::msg::{Effect, Job};
use crate::tui::page::{Page, Step};
use crate::tui::theme::Tone;
use crate::tui::update::run;

/// A port as it is written on the command line, without settings.
pub(crate) fn spec_text(spec: &PortSpec) -> String {
    match spec {
        PortSpec::Serial { path, .. } => path.clone(),
        PortSpec::Tcp { host, port } => format!("tcp:{host}:{port}"),
        PortSpec::Archive(path) => format!("archive:{}", path.display()),
        PortSpec::Sim(what) => format!("sim:{what}"),
    }
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::TypePort {
        let mut form = Form::new().text(&t::PORT, None, 200);
        form.begin();
        model.dialog = Some(Dialog::Port(Box::new(form), String::new()));
        return Vec::new();
    }
    if action != Action::Enter {
        return Vec::new();
    }
    let at = model.devices.at;
    let port = match (model.ports.get(at), model.offered.get(at.wrapping_sub(model.ports.len()))) {
        (Some(line), _) => line.spec.clone(),
        (None, Some((spec, _))) => spec.clone(),
        (None, None) => return Vec::new(),
    };
    run(model, Job::Open { port, protocol: model.protocol, then: None })
}

/// A port was typed, as on the command line.
pub(crate) fn typed(model: &mut Model, mut form: Box<Form>) -> Vec<Effect> {
    match form.value(0).parse() {
        Ok(port) => run(model, Job::Open { port, protocol: model.protocol, then: None }),
        Err(error) => {
            let why = error.to_string();
            form.fail(0, &t::NO_PORT);
            model.dialog = Some(Dialog::Port(form, why));
            Vec::new()
        }
    }
}

/// Moves the choice.
pub(crate) fn go(model: &mut Model, step: Step) {
    let (len, page) = (model.ports.len() + model.offered.len(), model.page());
    model.devices.go(step, len, page);
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let mut page = Page::new(model.theme, area.width);
    page.heading(model.say(&t::PORTS_HERE));
    if model.ports.is_empty() {
        page.text(Tone::Label, &format!("  {}", model.say(&t::NO_PORTS)));
    }
    let names = model.ports.iter().map(|port| cells::width(&port.name)).max().unwrap_or(0).min(28);
    for (index, port) in model.ports.iter().enumerate() {
        let open = is_open(model, &port.spec);
        let (tone, note) = match &port.trouble {
            Some(trouble) if !open => (Tone::Bad, trouble.as_str()),
            _ => (Tone::Good, port.note.as_str()),
        };
        let state = if open { format!("{}  ", model.say(&t::OPEN_HERE)) } else { String::new() };
        let text = format!("{} {}  {state}{note}", tone.mark(), cells::left(&port.name, names));
        page.row(index == model.devices.at, if tone == Tone::Bad { Tone::Bad } else { Tone::Plain }, &text);
    }
    if !model.offered.is_empty() {
        page.heading(model.say(&t::OFFERED_HERE));
    }
    let offered = model.offered.iter().map(|(_, name)| cells::width(name)).max().unwrap_or(0);
    let places = model.offered.iter().map(|(spec, _)| cells::width(&spec_text(spec))).max().unwrap_or(0);
    let offered = offered.min(page.cells().saturating_sub(places + 8).max(page.cells() / 2));
    for (index, (spec, name)) in model.offered.iter().enumerate() {
        let state = if is_open(model, spec) { format!("  {}", model.say(&t::OPEN_HERE)) } else { String::new() };
        let text = format!("{} {}  {}{state}", Tone::Good.mark(), cells::left(name, offered), spec_text(spec));
        page.row(index + model.ports.len() == model.devices.at, Tone::Plain, &text);
    }
    let focus = page.focus;
    page.gap();
    page.text(Tone::Label, model.say(&t::OPENING_SAYS));
    page.text(Tone::Label, model.say(&t::HOTPLUG_SAYS));
    page.focus = focus;
    page.draw(frame, area, 0);
}

fn is_open(model: &Model, spec: &PortSpec) -> bool {
    matches!(&model.link, Link::Open(port) if port.spec == *spec || spec_text(&port.spec) == spec_text(spec))
}
