//! Backups: archives with their state, a pull with its progress, export and verification.
//!
//! ```text
//! Pulling: [#########...........]  120 of about 260   31/s   4.1 kB/s   about 5 s left
//!
//!   begun                entries  kind  size     verified     device
//! > 2026-11-23 14:00:11       41  full   6.2 kB  [+] whole    transbank:597000000001:T0000001
//!   2026-11-22 18:30:02       12  part   1.1 kB  [!] never sealed
//! ```

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::ops::browse::ArchiveInfo;
use crate::ops::pull::Pulled;
use crate::text::{self, tui as t};
use crate::tui::cells;
use crate::tui::form::Form;
use crate::tui::keymap::Action;
use crate::tui::model::{Dialog, Model, Reading};
use crate::tui::msg::{Effect, Job, JobKind, Secret};
use crate::tui::page::{Page, Place, Step};
use crate::tui::screens::overview;
use crate::tui::theme::Tone;
use crate::tui::update::run;

/// What was verified, and the last pull.
#[derive(Debug, Default)]
pub struct State {
    /// When each archive was last read whole, and its damage, by content.
    pub checked: HashMap<String, (Timestamp, Option<String>)>,
    /// The last pull of this session.
    pub pulled: Option<Box<Pulled>>,
    place: Place,
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Verify => run(model, Job::Verify),
        Action::Export => {
            let mut form = Form::new()
                .text(&t::FILE, None, 200)
                .secret(&t::PASSPHRASE, Some(&t::MAY_BE_EMPTY), 100)
                .secret(&t::PASSPHRASE_AGAIN, None, 100);
            form.propose(0, &format!("tillwright-{}.twb", model.now.strftime("%Y%m%d-%H%M%S")));
            form.begin();
            model.dialog = Some(Dialog::Export(Box::new(form)));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// The whole path that the export form stands for.
pub(crate) fn target(model: &Model, form: &Form) -> PathBuf {
    model.folder.join(form.value(0))
}

/// What an archive is remembered by: its content, or its place where the content tells no hash.
fn identity(archive: &ArchiveInfo) -> String {
    if archive.hash.is_empty() { archive.path.display().to_string() } else { archive.hash.clone() }
}

/// An archive was read whole.
pub(crate) fn remember(model: &mut Model, archive: &ArchiveInfo, damage: Option<String>) {
    let now = model.now;
    model.backups.checked.insert(identity(archive), (now, damage));
}

/// The export form was submitted.
pub(crate) fn export(model: &mut Model, mut form: Box<Form>) -> Vec<Effect> {
    let to = target(model, &form);
    let passphrase = form.value(1).to_owned();
    if form.value(0).is_empty() {
        form.fail(0, &t::MUST_BE_FILLED);
    } else if passphrase != form.value(2) {
        form.fail(2, &t::NOT_THE_SAME);
    } else {
        let passphrase = (!passphrase.is_empty()).then_some(Secret(passphrase));
        return run(model, Job::Export { to, passphrase });
    }
    model.dialog = Some(Dialog::Export(form));
    Vec::new()
}

/// What is said before a pull.
pub(crate) fn ask(page: &mut Page, model: &Model) {
    for line in model.identified.iter().flat_map(|identified| &identified.pull) {
        page.text(Tone::Plain, &line.read(model.lang));
    }
    page.text(Tone::Plain, model.say(&t::PULL_CAN_STOP));
    page.gap();
    page.text(Tone::Plain, model.say(&t::YES_OR_NO));
}

/// Moves the choice.
pub(crate) fn go(model: &mut Model, step: Step) {
    let (len, page) = (model.shelf.archives.len(), model.page());
    model.backups.place.go(step, len, page);
}

/// How many entries there will be: told by the device, or as many as the last archive held.
fn total(model: &Model, reading: Reading) -> (Option<usize>, bool) {
    let told = reading.newest.0.total;
    let before = model.newest_archive().map(|archive| archive.entries);
    (told.or(before.filter(|before| *before > reading.newest.0.entries)), told.is_none())
}

/// Progress in words: entries, rate, time left.
pub(crate) fn progress_text(model: &Model, reading: Reading) -> String {
    let progress = reading.newest.0;
    let (total, guessed) = total(model, reading);
    let mut text = match total {
        Some(total) => {
            let phrase = if guessed { &t::PROGRESS_ABOUT } else { &t::PROGRESS_OF };
            phrase.with([("entries", &progress.entries as &dyn std::fmt::Display), ("total", &total)]).read(model.lang)
        }
        None => t::PROGRESS.with([("entries", &progress.entries as &dyn std::fmt::Display)]).read(model.lang),
    };
    if let Some((entries, bytes)) = reading.rate() {
        text.push_str(&format!("  {entries:.0}/s  {}/s", size(bytes as u64)));
    }
    if let Some(seconds) = total.and_then(|total| reading.seconds_left(total)) {
        let left =
            if seconds >= 60 { format!("{} min {} s", seconds / 60, seconds % 60) } else { format!("{seconds} s") };
        text.push_str("  ");
        text.push_str(&t::ETA.with([("left", &left as &dyn std::fmt::Display)]).read(model.lang));
    }
    text
}

/// Bytes for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn bar(done: usize, total: usize, cells: usize) -> String {
    let filled = (done * cells).checked_div(total).unwrap_or(0).min(cells);
    format!("[{}{}]", "#".repeat(filled), ".".repeat(cells - filled))
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let mut page = Page::new(model.theme, area.width);
    if let (Some(reading), Some(JobKind::Pull | JobKind::Open)) = (model.reading, model.busy().map(|job| job.kind)) {
        page.text(Tone::Heading, model.say(&t::J_PULL));
        if let (Some(total), _) = total(model, reading) {
            page.raw(Tone::Plain, &bar(reading.newest.0.entries, total, page.cells().saturating_sub(2).min(60)));
        }
        page.text(Tone::Plain, &progress_text(model, reading));
        page.text(Tone::Label, model.say(&t::ESC_STOPS));
    } else if let Some(pulled) = &model.backups.pulled {
        last_pull(&mut page, model, pulled);
    }
    page.gap();
    if model.shelf.archives.is_empty() {
        page.text(Tone::Label, model.say(&t::NO_ARCHIVES));
    } else {
        let header = [&t::C_BEGUN, &t::C_ENTRIES, &t::C_KIND, &t::C_SIZE, &t::C_VERIFIED, &t::C_DEVICE];
        let header = header.map(|text| model.say(text));
        page.raw(Tone::Heading, &format!("  {}", columns(header)));
    }
    let rows = usize::from(area.height).saturating_sub(page.len() + 3).max(1);
    let top = model.backups.place.top(model.shelf.archives.len(), rows);
    let mut damage = None;
    for (index, archive) in model.shelf.archives.iter().enumerate().skip(top).take(rows) {
        let checked = model.backups.checked.get(&identity(archive));
        let (tone, text) = archive_row(model, archive, checked);
        let chosen = index == model.backups.place.at;
        if chosen {
            damage = checked.and_then(|(_, damage)| damage.clone());
        }
        page.row(chosen, tone, &text);
    }
    if let Some(archive) = model.shelf.archives.get(model.backups.place.at) {
        page.gap();
        page.text(Tone::Label, &archive.path.display().to_string());
    }
    if let Some(damage) = damage {
        page.state(Tone::Bad, &damage);
    }
    page.draw(frame, area, 0);
}

fn last_pull(page: &mut Page, model: &Model, pulled: &Pulled) {
    let text = t::PULLED_FULL.with([
        ("entries", &pulled.entries as &dyn std::fmt::Display),
        ("new", &pulled.new),
        ("resumed", &pulled.resumed),
    ]);
    page.state(Tone::Good, &text.read(model.lang));
    let (tone, proof) = overview::proof(model, pulled.proof);
    page.item(tone, tone.mark(), &proof);
    for anomaly in pulled.anomalies.iter().take(4) {
        page.item(Tone::Warn, Tone::Warn.mark(), &text::cli::anomaly(anomaly).read(model.lang));
    }
    if pulled.anomalies.len() > 4 {
        page.item(Tone::Plain, "   ", &format!("+ {}", pulled.anomalies.len() - 4));
    }
}

fn columns(cells: [&str; 6]) -> String {
    format!(
        "{} {} {} {} {} {}",
        cells::left(cells[0], 19),
        cells::right(cells[1], 8),
        cells::left(cells[2], 7),
        cells::right(cells[3], 9),
        cells::left(cells[4], 19),
        cells[5]
    )
}

fn archive_row(model: &Model, archive: &ArchiveInfo, checked: Option<&(Timestamp, Option<String>)>) -> (Tone, String) {
    let kind = match (archive.partial, &archive.base) {
        (true, _) => &t::KIND_PART,
        (false, Some(_)) => &t::KIND_DELTA,
        (false, None) => &t::KIND_FULL,
    };
    let (tone, mark, state) = match checked {
        _ if archive.partial => (Tone::Warn, Tone::Warn.mark(), &t::NEVER_SEALED),
        Some((_, Some(_))) => (Tone::Bad, Tone::Bad.mark(), &t::DAMAGED),
        Some(_) => (Tone::Plain, Tone::Good.mark(), &t::WHOLE),
        None => (Tone::Plain, "[ ]", &t::NOT_CHECKED),
    };
    let at = checked.filter(|_| !archive.partial).map_or(String::new(), |(at, _)| {
        let clock = model.clock(*at);
        format!(" {}", clock.get(..5).unwrap_or(&clock))
    });
    // Family and merchant are in the title; the terminal tells archives apart.
    let device = archive.device.as_ref().map_or("-", |device| device.terminal.as_str());
    let text = columns([
        &model.stamp(archive.begun),
        &archive.entries.to_string(),
        model.say(kind),
        &size(archive.size),
        &format!("{mark} {}{at}", model.say(state)),
        device,
    ]);
    (tone, text)
}
