//! Remedy: what may be done for one entry, the plan, the typed confirmation, and how it ended. Below: cases that are
//! still open.
//!
//! ```text
//! operation number 63   CLP 12,500   11-23 14:03:22   0042   [+] approved here
//! [+] A void is allowed.
//!   reason               ____________________
//!   merchant authoriser  ____________________
//!   goods handed over?   ( ) yes  ( ) no
//! ```
//! then
//! ```text
//! What will be sent, once: void of transaction 63
//!   02 31 32 30 30 7c 36 33 7c 03 ..   .1200|63|..
//! [!] This gives money back and cannot be undone.
//!   type 63 to send      __
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::model::{Consent, ConsentHow, Entry, Goods, IntentId, Outcome, Plan, Printable, Remedies, RemedyKind};
use crate::ops::browse::Case;
use crate::ops::failure::refusal_sentences;
use crate::ops::remedy::Remedied;
use crate::text::{device, terms, tui as t};
use crate::tui::cells;
use crate::tui::form::Form;
use crate::tui::keymap::Action;
use crate::tui::model::{Dialog, Model, YES_NO, goods};
use crate::tui::msg::{Effect, Job, JobKind};
use crate::tui::page::{Page, Place, Step};
use crate::tui::screens::journal;
use crate::tui::theme::Tone;
use crate::tui::update::run;

/// How far the remedy is.
#[derive(Debug, Default)]
pub enum Stage {
    /// Nothing was asked.
    #[default]
    Idle,
    /// The device is asked what may be done.
    Asking,
    /// The answer: refusals, or the form.
    Answered(Box<Remedies>),
    /// A plan is being made.
    Planning,
    /// The plan, waiting for the typed number.
    Planned(Box<Plan>),
    /// Sent; since when.
    Sending(Box<Plan>, jiff::Timestamp),
    /// Over.
    Ended(Box<Remedied>),
}

/// The entry and how far its remedy is.
#[derive(Debug, Default)]
pub struct State {
    /// The entry.
    pub entry: Option<Entry>,
    /// How far.
    pub stage: Stage,
    /// The form of this stage.
    pub form: Form,
    /// The answer and the filled form that the plan was made from: the way back from the plan.
    grounds: Option<(Box<Remedies>, Form)>,
    place: Place,
    scroll: usize,
}

static OUTCOMES: &[&crate::text::Text] = &[&terms::DONE, &terms::NOT_DONE];

fn grounds_form() -> Form {
    Form::new().text(&t::REASON, None, 80).text(&t::AUTHORISER, None, 40).choice(&t::GOODS, YES_NO)
}

/// Asks what may be done for an entry. A remedy that was sent is never left out of sight.
pub(crate) fn about(model: &mut Model, entry: Entry) -> Vec<Effect> {
    if matches!(model.remedy.stage, Stage::Sending(..)) {
        model.notice = Some((Tone::Warn, t::WAITING.plain()));
        return Vec::new();
    }
    model.remedy = State { entry: Some(entry.clone()), ..State::default() };
    let effects = run(model, Job::Remedies(Box::new(entry)));
    if !effects.is_empty() {
        model.remedy.stage = Stage::Asking;
    }
    effects
}

/// The device said what may be done.
pub(crate) fn answered(model: &mut Model, remedies: Remedies) {
    if model.remedy.entry.as_ref().is_none_or(|entry| entry.key != remedies.entry) {
        return;
    }
    let allowed = remedies.all.iter().any(|remedy| remedy.refusals.is_empty());
    model.remedy.stage = Stage::Answered(Box::new(remedies));
    model.remedy.form = if allowed { grounds_form() } else { Form::new() };
    model.remedy.form.editing = allowed;
}

/// The plan is there. One for another sale than the one that the screen shows by now is dropped: what is consented to has
/// to be what is seen.
pub(crate) fn planned(model: &mut Model, plan: Box<Plan>) {
    if model.remedy.entry.as_ref().is_none_or(|entry| entry.key != plan.entry.key) {
        return;
    }
    model.remedy.scroll = 0;
    model.remedy.stage = Stage::Planned(plan);
    model.remedy.form = Form::new().text(&t::TYPE_NUMBER, None, 10);
    model.remedy.form.begin();
}

/// It is over, one way or the other.
pub(crate) fn ended(model: &mut Model, remedied: Box<Remedied>) {
    model.remedy.stage = Stage::Ended(remedied);
    model.remedy.grounds = None;
    model.remedy.form = Form::new();
    model.remedy.scroll = 0;
}

/// A case was settled since: where it is the one on this screen, the screen says how.
pub(crate) fn settled(model: &mut Model, intent: &IntentId, outcome: &Outcome) {
    if let Stage::Ended(remedied) = &mut model.remedy.stage
        && remedied.intent.id == *intent
        && remedied.outcome != *outcome
    {
        remedied.outcome = outcome.clone();
        // What the journal said before is not what it rests on.
        remedied.proof = String::new();
        remedied.unread = None;
        model.remedy.scroll = 0;
    }
}

/// A job failed. After a failure of the sending itself nothing was sent (from the first byte on there are only
/// outcomes), so the plan is void and has to be made again.
pub(crate) fn failed(model: &mut Model, job: JobKind) {
    let again = matches!(
        (&model.remedy.stage, job),
        (Stage::Asking, JobKind::Remedies) | (Stage::Planning, JobKind::Plan) | (Stage::Sending(..), JobKind::Execute)
    );
    if again {
        model.remedy.stage = Stage::Idle;
        model.remedy.form = Form::new();
    }
    // Not in the form at once: the failure is shown first.
    if job == JobKind::Plan {
        to_grounds(model, false);
    }
}

/// Enter in the form of this stage.
pub(crate) fn submit(model: &mut Model) -> Vec<Effect> {
    match &model.remedy.stage {
        Stage::Answered(_) => make_plan(model),
        Stage::Planned(plan) => {
            let plan = plan.clone();
            send(model, plan)
        }
        _ => {
            model.remedy.form.editing = false;
            Vec::new()
        }
    }
}

fn make_plan(model: &mut Model) -> Vec<Effect> {
    let form = &mut model.remedy.form;
    for field in 0..2 {
        if form.value(field).is_empty() {
            form.fail(field, &t::MUST_BE_FILLED);
            return Vec::new();
        }
    }
    let Some(choice) = form.chosen(2) else {
        form.fail(2, &t::MUST_BE_CHOSEN);
        return Vec::new();
    };
    let (reason, authoriser) = (form.value(0).to_owned(), form.value(1).to_owned());
    let Some(entry) = model.remedy.entry.clone().map(Box::new) else { return Vec::new() };
    let job = Job::Plan { entry, kind: RemedyKind::Void, reason, authoriser, goods: goods(choice) };
    let effects = run(model, job);
    if !effects.is_empty() {
        model.remedy.form.editing = false;
        if let Stage::Answered(remedies) = std::mem::replace(&mut model.remedy.stage, Stage::Planning) {
            model.remedy.grounds = Some((remedies, model.remedy.form.clone()));
        }
    }
    effects
}

/// Out of the form of this stage: from the typed number back to what the plan was made from. The plan is dropped; another
/// one is made, and read anew, when the form is submitted again.
pub(crate) fn left(model: &mut Model) {
    if matches!(model.remedy.stage, Stage::Planned(_)) {
        to_grounds(model, true);
    }
}

fn to_grounds(model: &mut Model, editing: bool) {
    let Some((remedies, form)) = model.remedy.grounds.take() else { return };
    model.remedy.stage = Stage::Answered(remedies);
    model.remedy.form = form;
    model.remedy.form.begin();
    model.remedy.form.editing = editing;
    model.remedy.scroll = 0;
}

/// The typed number is the consent to exactly this plan.
fn send(model: &mut Model, plan: Box<Plan>) -> Vec<Effect> {
    if model.remedy.form.value(0) != plan.entry.number.to_string() {
        model.remedy.form.fail(0, &t::WRONG_NUMBER);
        return Vec::new();
    }
    let consent = Consent { who: Printable::new(&model.who, 80), how: ConsentHow::Typed, plan_hash: plan.hash() };
    let effects = run(model, Job::Execute { plan: plan.clone(), consent });
    if !effects.is_empty() {
        model.remedy.form = Form::new();
        model.remedy.stage = Stage::Sending(plan, model.now);
    }
    effects
}

/// Whether this stage has a form.
pub(crate) fn is_fillable(model: &Model) -> bool {
    matches!(model.remedy.stage, Stage::Answered(_) | Stage::Planned(_)) && model.remedy.form.height() > 0
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Enter => {
            if is_fillable(model) {
                model.remedy.form.begin();
                return Vec::new();
            }
            again(model)
        }
        Action::Void => again(model),
        Action::Recover => run(model, Job::Recover),
        Action::Conclude => {
            let chosen = model.open_cases().nth(model.remedy.place.at).map(|case| case.intent.id.clone());
            match chosen {
                Some(intent) => {
                    let mut form = Form::new().choice(&terms::RESULT, OUTCOMES).text(&t::EVIDENCE, None, 160);
                    form.begin();
                    model.dialog = Some(Dialog::Conclude(intent, Box::new(form)));
                }
                None => model.notice = Some((Tone::Good, t::NO_OPEN_CASES.plain())),
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn again(model: &mut Model) -> Vec<Effect> {
    match model.remedy.entry.clone().or_else(|| model.chosen().cloned()) {
        Some(entry) => about(model, entry),
        None => {
            model.notice = Some((Tone::Warn, t::NO_ENTRY_CHOSEN.plain()));
            Vec::new()
        }
    }
}

/// Moves the choice among the open cases, or the page.
pub(crate) fn go(model: &mut Model, step: Step) {
    let count = model.open_cases().count();
    if count > 1 && matches!(step, Step::Up | Step::Down) {
        model.remedy.place.go(step, count, 1);
    } else {
        crate::tui::update::scroll(&mut model.remedy.scroll, step, 10);
    }
}

/// What is asked of the person who settles a case.
pub(crate) fn ask_conclusion(page: &mut Page, model: &Model, intent: &IntentId) {
    if let Some(case) = model.shelf.cases.iter().find(|case| case.intent.id == *intent) {
        page.text(Tone::Heading, &case_text(model, case));
    }
    page.text(Tone::Plain, model.say(&t::CONCLUDE_SAYS));
}

/// The person's conclusion; without evidence there is none.
pub(crate) fn conclude(model: &mut Model, intent: IntentId, mut form: Box<Form>) -> Vec<Effect> {
    let (choice, evidence) = (form.chosen(0), form.value(1).to_owned());
    match choice {
        None => form.fail(0, &t::MUST_BE_CHOSEN),
        Some(_) if evidence.is_empty() => form.fail(1, &t::MUST_BE_FILLED),
        Some(choice) => return run(model, Job::Conclude { intent, done: choice == 0, evidence }),
    }
    model.dialog = Some(Dialog::Conclude(intent, form));
    Vec::new()
}

fn case_text(model: &Model, case: &Case) -> String {
    let plan = &case.intent.plan;
    t::OPEN_CASE
        .with([
            ("number", &plan.entry.number as &dyn std::fmt::Display),
            ("amount", &model.money(&plan.entry.amount)),
            ("device", &plan.device.terminal),
            ("at", &model.short_stamp(case.at)),
        ])
        .read(model.lang)
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let state = &model.remedy;
    let mut page = Page::new(model.theme, area.width);
    match &state.entry {
        Some(entry) => summary(&mut page, model, entry, area.height < ROOMY),
        None => page.text(Tone::Label, model.say(&t::REMEDY_SAYS)),
    }
    stage_page(&mut page, model, area.height < ROOMY);
    open_cases(&mut page, model);
    let rows = state.form.height().min(area.height);
    let used = (page.len() as u16).min(area.height - rows);
    page.draw(frame, Rect { height: used, ..area }, state.scroll);
    state.form.draw(frame, Rect { y: area.y + used, height: rows, ..area }, model.theme, model.lang);
}

/// With fewer rows than this what is asked of the person comes before the details.
const ROOMY: u16 = 16;

fn summary(page: &mut Page, model: &Model, entry: &Entry, small: bool) {
    let (tone, mark, word) = model.state_of(entry);
    page.spans(vec![
        (
            Tone::Heading,
            format!(
                "{} {}  {}  ",
                model.say(terms::number(entry.device.family)),
                entry.number,
                model.money(&entry.amount)
            ),
        ),
        (tone, format!("{mark} {}", model.say(word))),
    ]);
    if small && is_fillable(model) {
        return;
    }
    let pairs = journal::pairs(model, entry);
    journal::in_columns(page, &pairs[2..pairs.len().min(8)]);
}

fn stage_page(page: &mut Page, model: &Model, small: bool) {
    page.gap();
    match &model.remedy.stage {
        Stage::Idle => {}
        Stage::Asking => page.text(Tone::Heading, model.say(&t::J_REMEDIES)),
        Stage::Planning => page.text(Tone::Heading, model.say(&t::J_PLAN)),
        Stage::Answered(remedies) => answer_page(page, model, remedies),
        Stage::Planned(plan) if small => {
            plan_question(page, model, plan);
            page.gap();
            plan_page(page, model, plan);
            evidence(page, model, plan);
        }
        Stage::Planned(plan) => {
            plan_page(page, model, plan);
            evidence(page, model, plan);
            page.gap();
            plan_question(page, model, plan);
        }
        Stage::Sending(plan, since) => {
            plan_page(page, model, plan);
            page.gap();
            page.state(Tone::Warn, model.say(&t::WAITING));
            let since = t::SINCE.with([("at", &model.clock(*since) as &dyn std::fmt::Display)]);
            page.item(Tone::Plain, "   ", &since.read(model.lang));
        }
        Stage::Ended(remedied) => ended_page(page, model, remedied),
    }
}

fn answer_page(page: &mut Page, model: &Model, remedies: &Remedies) {
    for remedy in &remedies.all {
        if remedy.refusals.is_empty() {
            page.state(Tone::Good, model.say(&t::VOID_ALLOWED));
            page.item(Tone::Plain, "   ", model.say(&t::VOID_ALLOWED_SAYS));
            continue;
        }
        page.state(Tone::Bad, model.say(&t::VOID_REFUSED));
        for refusal in &remedy.refusals {
            let Some(entry) = &model.remedy.entry else { continue };
            let (why, next) = refusal_sentences(refusal, &entry.device);
            page.item(Tone::Plain, "   -", &why.read(model.lang));
            page.item(Tone::Label, "    ", &next.read(model.lang));
        }
    }
}

static PLAN_LABELS: [&crate::text::Text; 5] = [&t::REASON, &t::AUTHORISER, &t::GOODS, &t::ARCHIVE, &t::WILL_SEND];

fn plan_label(model: &Model) -> usize {
    PLAN_LABELS.iter().map(|text| cells::width(model.say(text))).max().unwrap_or(8)
}

fn plan_page(page: &mut Page, model: &Model, plan: &Plan) {
    let labels = PLAN_LABELS.map(|text| model.say(text));
    let label = plan_label(model);
    page.pair(label, labels[0], Tone::Plain, plan.reason.as_str());
    page.pair(label, labels[1], Tone::Plain, plan.authoriser.as_str());
    let handed = plan.goods == Goods::HandedOver;
    page.pair(label, labels[2], Tone::Plain, model.say(if handed { &t::YES } else { &t::NO }));
    page.pair(label, labels[3], Tone::Plain, plan.archive.get(..16).unwrap_or(&plan.archive));
    let what = t::SEND_VOID.with([("number", &plan.entry.number as &dyn std::fmt::Display)]);
    page.pair(label, labels[4], Tone::Plain, &format!("{}  {}", what.read(model.lang), printable(&plan.request)));
    page.pair(label, "", Tone::Plain, &hex(&plan.request));
}

/// What the driver was proven on.
fn evidence(page: &mut Page, model: &Model, plan: &Plan) {
    page.pair(
        plan_label(model),
        model.say(&device::EVIDENCE),
        Tone::Label,
        model.say(device::evidence(plan.device.family)),
    );
}

/// What has to be read before the number is typed.
fn plan_question(page: &mut Page, model: &Model, plan: &Plan) {
    if plan.goods == Goods::HandedOver {
        page.state(Tone::Warn, model.say(&t::GOODS_WARNING));
    }
    page.state(Tone::Warn, model.say(&t::NO_WAY_BACK));
    let amount = model.money(&plan.entry.amount);
    let values = [("number", &plan.entry.number as &dyn std::fmt::Display), ("amount", &amount)];
    page.text(Tone::Heading, &t::TYPE_TO_SEND.with(values).read(model.lang));
}

fn ended_page(page: &mut Page, model: &Model, remedied: &Remedied) {
    let (tone, word) = Model::outcome(Some(&remedied.outcome));
    page.state(tone, &format!("{}: {}", model.say(&t::VOID_ENDED), model.say(word)));
    let labels = [&t::EVIDENCE, &t::PROOF, &t::SETTLES, &t::NEXT, &t::KNOWN].map(|text| model.say(text));
    let label = labels.iter().map(|text| cells::width(text)).max().unwrap_or(8);
    let next = match &remedied.outcome {
        Outcome::Done { .. } => &t::NEXT_DONE,
        Outcome::NotDone { .. } => &t::NEXT_NOT_DONE,
        Outcome::Unknown { .. } => &t::NEXT_UNKNOWN,
    };
    // The driver's words come first where they say how it ended. Where nobody knows, what to do comes first, in the language of
    // the screen, and they follow as technical detail.
    let unknown = matches!(remedied.outcome, Outcome::Unknown { .. });
    let tone = if unknown { Tone::Label } else { Tone::Plain };
    if unknown {
        page.pair(label, labels[4], Tone::Plain, model.say(&t::UNKNOWN_SAYS));
        page.pair(label, labels[2], Tone::Plain, model.say(&t::UNKNOWN_SETTLES));
        page.pair(label, labels[3], Tone::Plain, model.say(next));
    }
    page.pair(label, labels[0], tone, remedied.outcome.evidence());
    if !remedied.proof.is_empty() {
        page.pair(label, labels[1], tone, &remedied.proof);
    }
    if !unknown {
        page.pair(label, labels[3], Tone::Plain, model.say(next));
    }
}

fn open_cases(page: &mut Page, model: &Model) {
    let open: Vec<&Case> = model.open_cases().collect();
    if open.is_empty() || matches!(model.remedy.stage, Stage::Planned(_) | Stage::Sending(..)) {
        return;
    }
    page.heading(model.say(&t::OPEN_CASES));
    for (index, case) in open.iter().enumerate() {
        page.row(index == model.remedy.place.at, Tone::Unknown, &format!("[?] {}", case_text(model, case)));
        let evidence = case.outcome.as_ref().map_or("", |outcome| outcome.evidence());
        if !evidence.is_empty() {
            page.item(Tone::Label, "     ", evidence);
        }
    }
    page.focus = None;
    page.item(Tone::Plain, "   ", model.say(&t::OPEN_CASES_SAY));
}

/// Bytes in hex, in pairs.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}

/// Bytes as text, a dot for what is none.
pub(crate) fn printable(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }).collect()
}
