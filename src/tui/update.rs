//! `update`: a message changes the model and gives back what is to be done. No I/O, no clock.

use super::form::Form;
use super::keymap::{Action, Screen, lookup};
use super::model::{Dialog, Link, Model, Reading, Running};
use super::msg::{Effect, Job, JobKind, Key, Msg, Report};
use super::page::Step;
use super::screens::{backups, devices, dispute, journal, ledger, overview, receipt, remedy, wire};
use super::theme::Tone;
use super::{PortLine, reports};
use crate::ops::browse::PortSpec;
use crate::text::{Text, tui as t};

/// Takes a message in.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = take(model, msg);
    model.show_waiting();
    effects
}

fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => on_key(model, key),
        Msg::Paste(text) => {
            if let Some(form) = model.form() {
                form.paste(&text);
            }
            journal::while_typing(model);
            Vec::new()
        }
        Msg::Resized(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Msg::Terminate => quit(model),
        Msg::Ports(ports) => {
            on_ports(model, ports);
            Vec::new()
        }
        Msg::Report(report) => on_report(model, report),
    }
}

/// Why a job cannot be given to the worker now.
pub(crate) fn refusal(model: &Model, kind: JobKind) -> Option<&'static Text> {
    match &model.link {
        _ if model.broken => Some(&t::BROKEN),
        Link::Closed if kind.needs_device() => Some(&t::NO_DEVICE_OPEN),
        Link::Lost { .. } if kind.needs_device() => Some(&t::LINK_IS_LOST),
        _ if model.running.iter().any(|job| kind.cannot_follow(job.kind)) => Some(&t::BUSY),
        _ if model.running.len() > 8 => Some(&t::BUSY),
        _ => None,
    }
}

/// Gives a job to the worker, or says why not.
pub(crate) fn run(model: &mut Model, job: Job) -> Vec<Effect> {
    let kind = job.kind();
    if model.quitting {
        return Vec::new();
    }
    if let Some(text) = refusal(model, kind) {
        model.notice = Some((Tone::Warn, text.plain()));
        return Vec::new();
    }
    model.notice = None;
    model.running.push_back(Running { kind, since: model.now });
    model.reading = model.reading.filter(|_| model.running.len() > 1);
    vec![Effect::Run(job)]
}

/// Ends the program, or says that it will end when the answer is there.
pub(crate) fn quit(model: &mut Model) -> Vec<Effect> {
    model.quitting = true;
    model.help = None;
    if model.money_in_flight() {
        model.dialog = Some(Dialog::Waiting);
        return Vec::new();
    }
    vec![Effect::Cancel, Effect::Quit]
}

/// The key for leaving: asks first where a void of this device is of unknown outcome. Pressed again, or a signal, leaves.
fn leave(model: &mut Model) -> Vec<Effect> {
    let asked = matches!(model.dialog, Some(Dialog::Leave(_)));
    let case = model.own_case().map(|case| case.intent.plan.entry.number);
    match case {
        Some(number) if !asked && !model.broken && !model.quitting && !model.money_in_flight() => {
            model.help = None;
            if let Some(covered) = model.dialog.replace(Dialog::Leave(number)) {
                model.waiting.push_front(covered);
            }
            Vec::new()
        }
        _ => quit(model),
    }
}

/// Goes to a screen, remembering this one.
pub(crate) fn go(model: &mut Model, screen: Screen) {
    if model.screen != screen {
        model.before.retain(|before| *before != screen);
        model.before.push(model.screen);
        model.screen = screen;
        // News belong to the screen on which they were made.
        model.notice = None;
    }
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(action) = lookup(model.scope(), key) else {
        if let Some(form) = model.form() {
            form.typed(key);
            journal::while_typing(model);
        }
        return Vec::new();
    };
    match action {
        Action::Quit => leave(model),
        Action::Language => {
            let before = model.lang;
            model.lang = model.lang.next();
            dispute::relabel(model, before);
            Vec::new()
        }
        Action::Help => {
            model.help = Some(0);
            Vec::new()
        }
        _ if model.help.is_some() => in_help(model, action),
        _ if model.dialog.is_some() => in_dialog(model, action),
        _ if model.form().is_some() => in_form(model, action),
        _ => on_screen(model, action),
    }
}

fn in_help(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.page();
    let line = model.help.unwrap_or(0);
    model.help = match action {
        Action::Back => None,
        Action::Up => Some(line.saturating_sub(1)),
        Action::Down => Some((line + 1).min(200)),
        Action::PageUp => Some(line.saturating_sub(page)),
        Action::PageDown => Some((line + page).min(200)),
        _ => Some(line),
    };
    Vec::new()
}

/// Field keys that every form has; `true` when it was one.
fn field_key(form: &mut Form, action: Action) -> bool {
    match action {
        Action::NextField => form.step(true),
        Action::PreviousField => form.step(false),
        Action::Edit(edit) => form.edit(edit),
        _ => return false,
    }
    true
}

fn in_dialog(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(form) = model.form()
        && field_key(form, action)
    {
        return Vec::new();
    }
    let Some(dialog) = model.dialog.take() else { return Vec::new() };
    match (dialog, action) {
        (Dialog::Reprint(entry), Action::Yes) => run(model, Job::Reprint(entry)),
        (Dialog::Pull, Action::Yes) => run(model, Job::Pull),
        (Dialog::Leave(_), Action::Yes) => quit(model),
        (Dialog::Conclude(intent, form), Action::Enter) => remedy::conclude(model, intent, form),
        (Dialog::Export(form), Action::Enter) => backups::export(model, form),
        (Dialog::Port(form, _), Action::Enter) => devices::typed(model, form),
        (_, Action::Back | Action::No | Action::Yes | Action::Enter) => Vec::new(),
        (dialog, _) => {
            model.dialog = Some(dialog);
            Vec::new()
        }
    }
}

fn in_form(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(form) = model.form() {
        if field_key(form, action) {
            journal::while_typing(model);
            return Vec::new();
        }
        if action == Action::Back {
            form.editing = false;
            form.error = None;
            match model.screen {
                Screen::Journal => journal::left(model),
                Screen::Remedy => remedy::left(model),
                _ => {}
            }
            return Vec::new();
        }
    }
    match (model.screen, action) {
        (Screen::Journal, Action::Enter) => journal::submit(model),
        (Screen::Dispute, Action::Enter) => dispute::submit(model),
        (Screen::Remedy, Action::Enter) => remedy::submit(model),
        // A plan longer than the screen is read before its number is typed.
        (_, Action::PageUp | Action::PageDown) => {
            move_by(model, if action == Action::PageUp { Step::PageUp } else { Step::PageDown });
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn on_screen(model: &mut Model, action: Action) -> Vec<Effect> {
    let all = Screen::ALL.len();
    let at = Screen::ALL.iter().position(|screen| *screen == model.screen).unwrap_or(0);
    match action {
        Action::NextScreen => go(model, Screen::ALL[(at + 1) % all]),
        Action::PreviousScreen => go(model, Screen::ALL[(at + all - 1) % all]),
        Action::Go(screen) => go(model, screen),
        Action::Back => return back(model),
        Action::Up => move_by(model, Step::Up),
        Action::Down => move_by(model, Step::Down),
        Action::PageUp => move_by(model, Step::PageUp),
        Action::PageDown => move_by(model, Step::PageDown),
        Action::First => move_by(model, Step::First),
        Action::Last => move_by(model, Step::Last),
        Action::Reconnect => {
            return match model.link {
                Link::Lost { .. } => {
                    let ports = model.ports.iter().map(|port| (port.spec.clone(), port.fingerprint.clone())).collect();
                    run(model, Job::Reopen { ports })
                }
                _ => run(model, Job::Identify),
            };
        }
        Action::Pull => return ask_pull(model),
        _ => return on_own_key(model, action),
    }
    Vec::new()
}

fn on_own_key(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.screen {
        Screen::Devices => devices::act(model, action),
        Screen::Overview => overview::act(model, action),
        Screen::Journal => journal::act(model, action),
        Screen::Dispute => dispute::act(model, action),
        Screen::Receipt => receipt::act(model, action),
        Screen::Remedy => remedy::act(model, action),
        Screen::Backups => backups::act(model, action),
        Screen::Wire => wire::act(model, action),
        Screen::Ledger => ledger::act(model, action),
    }
}

/// Out of here: stops a running read first, then the news, then the screen.
fn back(model: &mut Model) -> Vec<Effect> {
    if let Some(job) = model.busy() {
        if job.kind.may_stop() {
            model.notice = Some((Tone::Warn, t::STOPPING.plain()));
            return vec![Effect::Cancel];
        }
        if job.kind.moves_money() {
            model.notice = Some((Tone::Warn, t::WAITING.plain()));
            return Vec::new();
        }
    }
    if model.notice.take().is_none()
        && let Some(screen) = model.before.pop()
    {
        model.screen = screen;
    }
    Vec::new()
}

fn move_by(model: &mut Model, step: Step) {
    match model.screen {
        Screen::Devices => devices::go(model, step),
        Screen::Overview => scroll(&mut model.overview, step, 20),
        Screen::Journal => journal::go(model, step),
        Screen::Dispute => dispute::go(model, step),
        Screen::Receipt => scroll(&mut model.receipt.scroll, step, 20),
        Screen::Remedy => remedy::go(model, step),
        Screen::Backups => backups::go(model, step),
        Screen::Wire => wire::go(model, step),
        Screen::Ledger => ledger::go(model, step),
    }
}

/// Moves the first line of a page; the view corrects what is beyond its end, and 400 lines are more than any has.
pub(crate) fn scroll(line: &mut usize, step: Step, page: usize) {
    *line = match step {
        Step::Up => line.saturating_sub(1),
        Step::Down => *line + 1,
        Step::PageUp => line.saturating_sub(page),
        Step::PageDown => *line + page,
        Step::First => 0,
        Step::Last => 400,
    }
    .min(400);
}

fn ask_pull(model: &mut Model) -> Vec<Effect> {
    if refusal(model, JobKind::Pull).is_some() {
        // Says why not.
        return run(model, Job::Pull);
    }
    model.dialog = Some(Dialog::Pull);
    Vec::new()
}

/// New ports; the port of the open device is among them or it was unplugged.
fn on_ports(model: &mut Model, ports: Vec<PortLine>) {
    let listed = |ports: &[PortLine], spec: &PortSpec| ports.iter().any(|port| same_place(&port.spec, spec));
    if let Link::Open(port) = &model.link
        && listed(&model.ports, &port.spec)
        && !listed(&ports, &port.spec)
        && !model.money_in_flight()
    {
        model.link = Link::Lost { port: port.clone(), since: model.now, why: t::UNPLUGGED.plain() };
    }
    model.ports = ports;
    let count = model.ports.len() + model.offered.len();
    model.devices.at = model.devices.at.min(count.saturating_sub(1));
}

/// The same port, whatever its line settings.
fn same_place(one: &PortSpec, other: &PortSpec) -> bool {
    match (one, other) {
        (PortSpec::Serial { path: one, .. }, PortSpec::Serial { path: other, .. }) => one == other,
        _ => one == other,
    }
}

fn on_report(model: &mut Model, report: Report) -> Vec<Effect> {
    match report {
        Report::Seen { progress, wire, dropped } => {
            if let Some(newest) = progress {
                let first = model.reading.map_or(newest, |reading| reading.first);
                model.reading = Some(Reading { first, newest });
            }
            wire::take(model, wire, dropped);
            Vec::new()
        }
        Report::Finished(kind) => {
            if let Some(at) = model.running.iter().position(|job| job.kind == kind) {
                model.running.remove(at);
            }
            model.reading = None;
            // What was said about the job while it ran is true no more.
            let about_it = [t::WAITING.plain(), t::STOPPING.plain()];
            if model.notice.as_ref().is_some_and(|(_, news)| about_it.contains(news)) {
                model.notice = None;
            }
            let may_end = model.quitting && !model.money_in_flight();
            if may_end { vec![Effect::Cancel, Effect::Quit] } else { Vec::new() }
        }
        report => reports::take(model, report),
    }
}
