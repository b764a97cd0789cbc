//! Help: every key, made from the key table, and what the marks mean.
//!
//! ```text
//! Keys of this screen: Journal
//!   / f          filter
//! Everywhere
//!   1 .. 9       screens
//! Marks
//!   [+] approved here   [x] declined here   [?] unknown   [v] voided
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::tui as t;
use crate::tui::keymap::{Scope, of};
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::theme::Tone;
use crate::tui::view::key_name;

/// Draws the help.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    page(model, area.width).draw(frame, area, model.help.unwrap_or(0));
}

pub(crate) fn page(model: &Model, width: u16) -> Page {
    let mut page = Page::new(model.theme, width);
    page.heading(&format!("{}: {}", model.say(&t::HELP_HERE), model.say(model.screen.name())));
    keys(&mut page, model, Scope::On(model.screen));
    page.heading(model.say(&t::HELP_EVERYWHERE));
    keys(&mut page, model, Scope::Global);
    page.heading(model.say(&t::HELP_FIELDS));
    keys(&mut page, model, Scope::Form);
    page.heading(model.say(&t::HELP_QUESTIONS));
    for scope in [Scope::Question, Scope::Message, Scope::Help] {
        keys(&mut page, model, scope);
    }
    page.heading(model.say(&t::HELP_MARKS));
    for (mark, text) in [
        ("[+]", &t::MARK_GOOD),
        ("[x]", &t::MARK_BAD),
        ("[?]", &t::MARK_UNKNOWN),
        ("[v]", &t::MARK_VOIDED),
        ("[!]", &t::MARK_WARN),
    ] {
        page.pair(18, &format!("  {mark}"), Tone::Plain, model.say(text));
    }
    page.heading(model.say(&t::HELP_FILTER));
    page.text(Tone::Plain, "  amount>=1000 amount<=20000 last4:0042 result:approved type:debit brand:VI");
    page.text(Tone::Plain, "  date:2026-11-23 time>=12:00 number:63 kind:sale voided:yes -voided:yes contactless");
    page
}

fn keys(page: &mut Page, model: &Model, scope: Scope) {
    for binding in of(scope) {
        let names: Vec<String> = binding.keys.iter().map(|key| key_name(*key)).collect();
        page.pair(18, &format!("  {}", names.join(" ")), Tone::Plain, model.say(binding.text));
    }
}
