//! Overview: the device at hand. Open cases come first.
//!
//! ```text
//! [?] 1 remedy of unknown outcome: transaction 63, CLP 12,500. c settles it by reading.
//!
//! Identity      transbank:597000000001:T0000001
//!               [+] its journal continues our newest archive (41 entries in both)
//! Backup        [+] 41 entries, 2026-11-23 14:00:11
//! State         [+] poll: answered
//! What this family can do
//! [+] journal   ...
//! Before you leave
//! [ ] the till is connected again
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::model::{IdentityProof, Support};
use crate::text::{device, told, tui as t};
use crate::tui::cells;
use crate::tui::keymap::Action;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Job};
use crate::tui::page::Page;
use crate::tui::theme::Tone;
use crate::tui::update::run;

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Recover => run(model, Job::Recover),
        _ => Vec::new(),
    }
}

/// What an identity rests on, in words.
pub(crate) fn proof(model: &Model, proof: IdentityProof) -> (Tone, String) {
    match proof {
        IdentityProof::Continuity { matched } => {
            (Tone::Good, t::PROOF_CONTINUITY.with([("matched", &matched as &dyn std::fmt::Display)]).read(model.lang))
        }
        IdentityProof::Told => (Tone::Warn, model.say(&t::PROOF_TOLD).to_owned()),
        IdentityProof::Broken => (Tone::Bad, model.say(&t::PROOF_BROKEN).to_owned()),
        IdentityProof::None => (Tone::Unknown, model.say(&t::PROOF_NONE).to_owned()),
    }
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let mut page = Page::new(model.theme, area.width);
    cases(&mut page, model);
    page.gap();
    let labels = [&t::IDENTITY, &t::BACKUP, &t::STATE].map(|text| model.say(text));
    let label = labels.iter().map(|text| cells::width(text)).max().unwrap_or(8) + 2;
    identity(&mut page, model, label, labels[0]);
    backup(&mut page, model, label, labels[1]);
    if let Some(identified) = &model.identified {
        for (index, item) in identified.health.items.iter().enumerate() {
            let (tone, mark) = match item.good {
                Some(true) => (Tone::Good, Tone::Good.mark()),
                Some(false) => (Tone::Bad, Tone::Bad.mark()),
                None => (Tone::Plain, Tone::Plain.mark()),
            };
            let name = device::health(item.name)
                .map_or_else(|| item.name.replace('_', " "), |name| model.say(name).to_owned());
            let text = format!("{mark} {name}: {}", told::told(&item.value, model.lang));
            page.pair(label, if index == 0 { labels[2] } else { "" }, tone, &text);
        }
        page.heading(model.say(&t::CAPABILITIES));
        for capability in identified.capabilities {
            let (tone, word) = match capability.support {
                Support::Yes => (Tone::Good, &t::YES),
                Support::Partly => (Tone::Warn, &t::PARTLY),
                Support::No => (Tone::Bad, &t::NO),
            };
            let (name, note) = match device::capability(identified.identity.family, capability.name) {
                Some((name, note)) => (model.say(name).to_owned(), model.say(note)),
                None => (capability.name.replace('_', " "), capability.note),
            };
            let name = format!("{} {name}", tone.mark());
            let text = format!("{}. {note}", model.say(word));
            page.pair(22, &name, Tone::Plain, &text);
        }
        page.heading(model.say(&t::HAND_BACK));
        for line in &identified.hand_back {
            page.item(Tone::Plain, "[ ]", &line.read(model.lang));
        }
    }
    page.draw(frame, area, model.overview);
}

fn cases(page: &mut Page, model: &Model) {
    for case in model.open_cases() {
        let plan = &case.intent.plan;
        let text = t::OPEN_CASE.with([
            ("number", &plan.entry.number as &dyn std::fmt::Display),
            ("amount", &model.money(&plan.entry.amount)),
            ("device", &plan.device.terminal),
            ("at", &model.short_stamp(case.at)),
        ]);
        page.state(Tone::Unknown, &text.read(model.lang));
    }
    if model.open_cases().next().is_some() {
        page.item(Tone::Plain, "   ", model.say(&t::OPEN_CASES_SAY));
    }
}

fn identity(page: &mut Page, model: &Model, label: usize, name: &str) {
    let Some(identified) = &model.identified else {
        let known = model.device.as_ref().map_or_else(|| model.say(&t::NO_DEVICE_OPEN).to_owned(), ToString::to_string);
        page.pair(label, name, Tone::Plain, &known);
        return;
    };
    let id = identified.identity.id.as_ref();
    let id = id.map_or_else(|| model.say(&t::NO_ID_TOLD).to_owned(), ToString::to_string);
    page.pair(label, name, Tone::Plain, &id);
    let (tone, text) = proof(model, identified.identity.proof);
    page.pair(label, "", tone, &format!("{} {text}", tone.mark()));
}

fn backup(page: &mut Page, model: &Model, label: usize, name: &str) {
    let partial = model.shelf.archives.iter().any(|archive| archive.partial);
    match model.newest_archive() {
        Some(archive) => {
            let (entries, at) = (archive.entries, model.stamp(archive.begun));
            let text = t::ARCHIVE_OF.with([("entries", &entries as &dyn std::fmt::Display), ("at", &at)]);
            page.pair(label, name, Tone::Good, &format!("{} {}", Tone::Good.mark(), text.read(model.lang)));
        }
        None => page.pair(label, name, Tone::Warn, &format!("{} {}", Tone::Warn.mark(), model.say(&t::NO_ARCHIVE))),
    }
    if partial {
        page.pair(label, "", Tone::Warn, &format!("{} {}", Tone::Warn.mark(), model.say(&t::PARTIAL_LEFT)));
    }
}
