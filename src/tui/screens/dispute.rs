//! Dispute: what the shop asks, and what this device knows of it.
//!
//! ```text
//!   amount        12500______
//!   about when    14:05__________  HH:MM or YYYY-MM-DD HH:MM; may be empty
//!   last 4 digits 0042_  may be empty
//! ------------------------------------------------------------------------------
//! [+] APPROVED HERE                        journal as of 2026-11-23 14:00:11
//! > [+]     63  11-23 14:03:22  CLP 12,500  0042  approved here
//! What to do
//! 1. ...
//! What must not be done
//! [x] ...
//! How we know
//! ...
//! ```

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::model::{Entry, Money};
use crate::ops::browse::{Around, Candidate, Dispute, Question, Verdict, VoidKnown, case_sheet};
use crate::text::{Lang, Phrase, dispute as words, figures, terms, tui as t};
use crate::tui::cells;
use crate::tui::form::Form;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Running};
use crate::tui::msg::{Effect, Job, JobKind};
use crate::tui::page::{Page, Place, Step};
use crate::tui::screens::journal;
use crate::tui::theme::Tone;
use crate::tui::update::run;

/// The question and its answer.
#[derive(Debug)]
pub struct State {
    /// Amount, time, last four.
    pub form: Form,
    /// The answer.
    pub answer: Option<Dispute>,
    /// The chosen candidate.
    pub place: Place,
    scroll: usize,
    follow: bool,
}

impl State {
    /// An empty form.
    pub fn new() -> Self {
        let form = Form::new()
            .text(&terms::AMOUNT, Some(&t::AMOUNT_HINT), 14)
            .text(&t::ABOUT_WHEN, Some(&t::WHEN_HINT), 19)
            .text(&t::LAST4, Some(&t::MAY_BE_EMPTY), 4);
        Self { form, answer: None, place: Place::default(), scroll: 0, follow: false }
    }

    /// Writes a question into the form.
    pub fn fill(&mut self, question: &Question, lang: Lang) {
        self.form.set(0, &number(&question.amount, lang));
        self.form.set(1, &question.around.map_or_else(String::new, when));
        self.form.set(2, question.last4.as_deref().unwrap_or(""));
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

/// The number of an amount, as it is typed in a language.
fn number(amount: &Money, lang: Lang) -> String {
    let whole = figures::amount(amount, lang);
    whole.trim_start_matches(amount.currency.code()).trim_start().to_owned()
}

/// A time as it stands in the field: with the date where one was meant, and with seconds where there are some.
fn when(around: Around) -> String {
    match around {
        Around::Moment(time) if time.second() == 0 => time.strftime("%Y-%m-%d %H:%M").to_string(),
        Around::Moment(time) => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        around => around.to_string(),
    }
}

/// The language was switched: an amount in the form is written as the new one writes it.
pub(crate) fn relabel(model: &mut Model, before: Lang) {
    let (currency, lang) = (model.currency(), model.lang);
    let form = &mut model.dispute.form;
    if let Ok(amount) = Money::parse(form.value(0), currency)
        && !form.editing
        && form.value(0) == number(&amount, before)
    {
        form.set(0, &number(&amount, lang));
    }
}

/// Fills the form from an entry.
pub(crate) fn about(model: &mut Model, entry: &Entry) {
    model.dispute = State::new();
    let question = Question {
        amount: entry.amount,
        around: entry.time.map(|time| Around::Moment(time.civil)),
        last4: entry.card.as_ref().map(|card| card.last4().to_owned()),
    };
    model.dispute.fill(&question, model.lang);
}

/// Reads what people write for a time: `14:05` (on any day), `11-23 14:05`, `2026-11-23 14:05`, `2026-11-23` (the whole
/// day). A year that is missing is that of `now`.
pub(crate) fn read_time(text: &str, now: Timestamp, zone: &TimeZone) -> Option<Around> {
    let now = now.to_zoned_datetime(zone.clone()).datetime();
    let text = text.trim().replace('T', " ");
    let (date, time) = match text.split_once(' ') {
        Some((date, time)) => (Some(date), Some(time.trim())),
        None if text.contains(':') => (None, Some(text.as_str())),
        None => (Some(text.as_str()), None),
    };
    let time = match time {
        Some(time) => Some(Time::strptime("%H:%M:%S", time).or_else(|_| Time::strptime("%H:%M", time)).ok()?),
        None => None,
    };
    let Some(date) = date else { return time.map(Around::Time) };
    let with_year = format!("{}-{date}", now.year());
    let date = Date::strptime("%Y-%m-%d", date).or_else(|_| Date::strptime("%Y-%m-%d", &with_year)).ok()?;
    Some(time.map_or(Around::Day(date), |time| Around::Moment(date.to_datetime(time))))
}

fn question(model: &mut Model) -> Option<Question> {
    let currency = model.currency();
    let (now, zone) = (model.now, model.zone.clone());
    let form = &mut model.dispute.form;
    let Ok(amount) = Money::parse(form.value(0), currency) else {
        form.fail(0, &t::NO_AMOUNT);
        return None;
    };
    let around = match form.value(1) {
        "" => None,
        text => match read_time(text, now, &zone) {
            Some(time) => Some(time),
            None => {
                form.fail(1, &t::NO_TIME);
                return None;
            }
        },
    };
    let last4 = form.value(2).to_owned();
    if !last4.is_empty() && (last4.len() != 4 || !last4.bytes().all(|byte| byte.is_ascii_digit())) {
        form.fail(2, &t::NO_LAST4);
        return None;
    }
    // What was left out and is assumed is shown.
    if let Some(time) = around {
        form.set(1, &when(time));
    }
    Some(Question { amount, around, last4: (!last4.is_empty()).then_some(last4) })
}

/// Asks.
pub(crate) fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(question) = question(model) else { return Vec::new() };
    model.dispute.form.editing = false;
    model.dispute.form.error = None;
    run(model, Job::Ask(question))
}

/// An answer came. One to the same question keeps the chosen candidate and the place on the page.
pub(crate) fn answered(model: &mut Model, answer: Dispute) {
    let state = &mut model.dispute;
    let same = state.answer.as_ref().filter(|before| before.question == answer.question);
    let chosen = same.and_then(|before| listed(before).nth(state.place.at)).map(|one| one.evidence.entry.key.clone());
    let at = chosen.and_then(|key| listed(&answer).position(|one| one.evidence.entry.key == key));
    if same.is_none() {
        state.scroll = 0;
        state.follow = false;
    }
    state.place = Place { at: at.unwrap_or(0) };
    state.answer = Some(answer);
}

/// What the vault has changed: the question of the shown answer is asked again, so that the screen never advises from what
/// was so before a void, a pull or a conclusion.
pub(crate) fn ask_again(model: &mut Model) -> Vec<Effect> {
    let waits = model.running.iter().any(|job| job.kind == JobKind::Ask);
    match &model.dispute.answer {
        Some(answer) if !waits && !model.quitting && !model.broken => {
            let job = Job::Ask(answer.question.clone());
            // Not `run`: nobody pressed a key, so no news are swept away.
            model.running.push_back(Running { kind: JobKind::Ask, since: model.now });
            vec![Effect::Run(job)]
        }
        _ => Vec::new(),
    }
}

/// Candidates and near ones, as one list.
fn listed(answer: &Dispute) -> impl Iterator<Item = &Candidate> {
    answer.candidates.iter().chain(&answer.near)
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(answer) = &model.dispute.answer else {
        match action {
            Action::Ask | Action::ShowReceipt => model.dispute.form.begin(),
            _ => model.notice = Some((Tone::Warn, t::ASK_FIRST.plain())),
        }
        return Vec::new();
    };
    match action {
        Action::Ask => {
            model.dispute.form.begin();
            Vec::new()
        }
        Action::SaveSheet => {
            let sheet = Box::new(case_sheet(answer, model.device.as_ref(), model.now, &model.who, model.lang));
            run(model, Job::SaveSheet { sheet })
        }
        _ => {
            let chosen = listed(answer).nth(model.dispute.place.at).map(|one| one.evidence.entry.clone());
            match chosen {
                Some(entry) => journal::act_on(model, action, entry),
                None => {
                    model.notice = Some((Tone::Warn, t::NO_ENTRY_CHOSEN.plain()));
                    Vec::new()
                }
            }
        }
    }
}

/// Moves the choice where there is one, the page otherwise.
pub(crate) fn go(model: &mut Model, step: Step) {
    let count = model.dispute.answer.as_ref().map_or(0, |answer| listed(answer).count());
    let page = model.page();
    let state = &mut model.dispute;
    let by_line = matches!(step, Step::Up | Step::Down);
    let leaves = match step {
        Step::Up => state.place.at == 0,
        _ => state.place.at + 1 >= count,
    };
    // Past the last candidate the arrow keys go on through the advice.
    if by_line && count > 1 && !leaves && (state.scroll == 0 || step == Step::Up) {
        state.follow = true;
        state.place.go(step, count, page);
    } else {
        state.follow = false;
        crate::tui::update::scroll(&mut state.scroll, step, page.saturating_sub(4).max(1));
    }
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let state = &model.dispute;
    let rows = state.form.height().min(area.height);
    state.form.draw(frame, Rect { height: rows, ..area }, model.theme, model.lang);
    let rule = Rect { y: area.y + rows, height: (area.height - rows).min(1), ..area };
    let text = model.theme.rule(usize::from(area.width));
    frame.render_widget(Paragraph::new(text).style(model.theme.style(Tone::Label)), rule);
    let body = Rect { y: rule.bottom(), height: area.bottom().saturating_sub(rule.bottom()), ..area };
    let mut page = Page::new(model.theme, area.width);
    match &state.answer {
        Some(answer) => answer_page(&mut page, model, answer),
        None => page.text(Tone::Label, model.say(&t::DISPUTE_SAYS)),
    }
    if !state.follow {
        page.focus = None;
    }
    page.draw(frame, body, state.scroll);
}

fn verdict(answer: &Dispute) -> (Tone, &'static crate::text::Text) {
    match answer.void() {
        Some(VoidKnown::Voided) => return (Tone::Warn, &words::HEAD_VOIDED),
        Some(VoidKnown::Unknown) => return (Tone::Unknown, &words::HEAD_VOID_UNKNOWN),
        None => {}
    }
    match answer.verdict {
        Verdict::ApprovedHere => (Tone::Good, &t::V_APPROVED),
        Verdict::DeclinedHere => (Tone::Bad, &t::V_DECLINED),
        Verdict::Several => (Tone::Warn, &t::V_SEVERAL),
        Verdict::Unknown => (Tone::Unknown, &t::V_UNKNOWN),
        Verdict::NoRecord => (Tone::Unknown, &t::V_NO_RECORD),
    }
}

fn answer_page(page: &mut Page, model: &Model, answer: &Dispute) {
    let (tone, word) = verdict(answer);
    let as_of = match answer.as_of {
        Some(at) => t::AS_OF.with([("at", &model.stamp(at) as &dyn std::fmt::Display)]).read(model.lang),
        None => model.say(&t::NEVER_PULLED).to_owned(),
    };
    page.state(tone, &format!("{}  ({as_of})", model.say(word)));
    let candidates = answer.candidates.len();
    for (index, one) in listed(answer).enumerate() {
        if index == candidates {
            page.text(Tone::Label, model.say(&t::NEARLY));
        }
        let (tone, text) = candidate(model, one);
        page.row(index == model.dispute.place.at, tone, &text);
    }
    list(page, model, &t::WHAT_TO_DO, &answer.advice, None);
    list(page, model, &t::MUST_NOT, &answer.must_not, Some(Tone::Bad));
    list(page, model, &t::HOW_WE_KNOW, &answer.evidence, Some(Tone::Plain));
}

fn list(page: &mut Page, model: &Model, heading: &'static crate::text::Text, lines: &[Phrase], tone: Option<Tone>) {
    if lines.is_empty() {
        return;
    }
    page.text(Tone::Heading, model.say(heading));
    for (index, line) in lines.iter().enumerate() {
        let line = line.read(model.lang);
        match tone {
            Some(Tone::Plain) => page.item(Tone::Plain, " -", &line),
            Some(tone) => page.item(tone, tone.mark(), &line),
            None => page.item(Tone::Key, &format!("{}.", index + 1), &line),
        }
    }
}

fn candidate(model: &Model, one: &Candidate) -> (Tone, String) {
    let entry = &one.evidence.entry;
    let (tone, mark, word) = model.state_of(entry);
    let time = entry.time.map_or_else(|| "-".to_owned(), |time| time.civil.strftime("%m-%d %H:%M:%S").to_string());
    let mut text = format!(
        "{mark} {} {time}  {}  {}  {}",
        cells::right(&entry.number.to_string(), 6),
        cells::right(&model.money(&entry.amount), 13),
        cells::left(entry.card.as_ref().map_or("-", |card| card.last4()), 4),
        model.say(word),
    );
    if one.card_agrees == Some(false) {
        text.push_str(&format!("  {}", model.say(&t::OTHER_CARD)));
    }
    if let Some(minutes) = one.minutes_off {
        let minutes =
            t::MINUTES_OFF.with([("minutes", &minutes.unsigned_abs() as &dyn std::fmt::Display)]).read(model.lang);
        text.push_str(&format!("  {minutes}"));
    }
    if !one.evidence.in_memory {
        text.push_str(&format!("  {}", model.say(&t::NOT_IN_MEMORY)));
    }
    (tone, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_write_them() {
        let now: Timestamp = "2026-11-23T14:00:00Z".parse().unwrap();
        let read = |text| read_time(text, now, &TimeZone::UTC).map(|time| time.to_string());
        assert_eq!(read("13:05").as_deref(), Some("13:05"));
        assert_eq!(read("23:05").as_deref(), Some("23:05"));
        assert_eq!(read("11-20 09:30").as_deref(), Some("2026-11-20T09:30:00"));
        assert_eq!(read("2025-12-31 23:59:30").as_deref(), Some("2025-12-31T23:59:30"));
        assert_eq!(read("2026-11-20").as_deref(), Some("2026-11-20"));
        for bad in ["25:00", "yesterday", "2026-02-30", "14", "::", " "] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
