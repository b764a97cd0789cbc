//! Journal: the entries of the device (or of all devices in the vault), filtered, sorted, with details.
//!
//! ```text
//! 12 of 41 entries, newest first                       / amount>=1000 contactless
//!    no.   time           amount   type    card brand auth   state
//! >    63  11-23 14:03:22   12,500 credit  0042 VI    012345 [+] approved here
//!      62  11-23 13:58:10    9,990 debit   1881 MC    998877 [v] voided
//! ------------------------------------------------------------------------------
//! operation number 63           authorisation code 012345
//! ticket T00063                 ...
//! ```
//! Only the visible rows are made: a hundred thousand entries cost what twenty cost.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::widgets::{Cell, Paragraph, Row, Table};

use crate::model::{Entry, Provenance, RefName, brand_name};
use crate::ops::browse::Known;
use crate::ops::filter::Filter;
use crate::text::{Text, terms, tui as t};
use crate::tui::cells;
use crate::tui::form::Form;
use crate::tui::keymap::{Action, Screen};
use crate::tui::model::{Dialog, Model};
use crate::tui::msg::{Effect, Job, JobKind};
use crate::tui::page::{Page, Place, Step};
use crate::tui::screens::{dispute, receipt};
use crate::tui::theme::Tone;
use crate::tui::update::{go as open, refusal, run};

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sort {
    Device,
    Time,
    Amount,
    Card,
    State,
}

impl Sort {
    const ALL: &[Sort] = &[Sort::Device, Sort::Time, Sort::Amount, Sort::Card, Sort::State];

    fn name(self) -> &'static Text {
        match self {
            Sort::Device => &t::BY_ORDER,
            Sort::Time => &terms::DATE_TIME,
            Sort::Amount => &terms::AMOUNT,
            Sort::Card => &terms::CARD,
            Sort::State => &terms::RESULT,
        }
    }
}

/// Rows are places in the shelf.
#[derive(Debug)]
pub struct State {
    /// Places of the entries that are shown, in the order shown.
    pub rows: Vec<u32>,
    /// The chosen row.
    pub place: Place,
    /// Sorted by.
    pub sort: Sort,
    /// Smallest first.
    pub upwards: bool,
    /// With details.
    pub detail: bool,
    /// The filter's text field.
    pub form: Form,
    filter: Filter,
    /// The last filter that was valid when its field was left, as text and as what it means.
    good: (String, Filter),
}

impl State {
    /// Everything, newest first.
    pub fn new() -> Self {
        Self {
            rows: Vec::new(),
            place: Place::default(),
            sort: Sort::Device,
            upwards: false,
            detail: true,
            form: Form::new().text(&t::K_FILTER, None, 120),
            filter: Filter::default(),
            good: (String::new(), Filter::default()),
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

/// Up to this many entries the filter works while it is typed; beyond, when Enter is pressed.
const LIVE: usize = 20_000;

/// Makes the rows again and chooses the first: what the rows are or how they lie was asked for anew.
fn from_the_top(model: &mut Model) {
    renew(model);
    model.journal.place = Place::default();
}

/// Makes the rows again, keeping the chosen entry where it is still there.
pub(crate) fn renew(model: &mut Model) {
    let chosen = model.chosen().map(|entry| entry.key.clone());
    let known = &model.shelf.known;
    let (filter, standings) = (&model.journal.filter, &model.standings);
    let shown = |entry: &Entry| filter.matches(entry, &standings.of(entry));
    let mut rows: Vec<u32> = (0..known.len() as u32).filter(|row| shown(&known[*row as usize].entry)).collect();
    let entry = |row: &u32| &known[*row as usize].entry;
    match model.journal.sort {
        Sort::Device => {}
        Sort::Time => rows.sort_by_key(|row| entry(row).time.map(|time| time.civil)),
        Sort::Amount => rows.sort_by_key(|row| entry(row).amount.minor),
        Sort::Card => rows.sort_by(|one, other| last4(entry(one)).cmp(last4(entry(other)))),
        Sort::State => rows.sort_by_key(|row| {
            let entry = entry(row);
            (entry.result.as_str(), model.standings.of(entry).as_str())
        }),
    }
    if !model.journal.upwards {
        rows.reverse();
    }
    let at = chosen.and_then(|key| rows.iter().position(|row| entry(row).key == key));
    model.journal.place.at = at.unwrap_or(0);
    model.journal.rows = rows;
}

fn last4(entry: &Entry) -> &str {
    entry.card.as_ref().map_or("", |card| card.last4())
}

/// Reads the filter after each key.
pub(crate) fn while_typing(model: &mut Model) {
    if model.screen != Screen::Journal || !model.journal.form.editing || model.dialog.is_some() {
        return;
    }
    match Filter::parse(model.journal.form.value(0)) {
        Ok(filter) => {
            model.journal.form.error = None;
            if model.shelf.known.len() <= LIVE {
                show(model, filter);
            }
        }
        // The word under the cursor may not be finished: it is only complained about on Enter. What its beginning meant
        // does not count either.
        Err(_) => {
            model.journal.form.error = None;
            show(model, model.journal.good.1.clone());
        }
    }
}

fn show(model: &mut Model, filter: Filter) {
    if filter != model.journal.filter {
        model.journal.filter = filter;
        from_the_top(model);
    }
}

/// Out of the filter's field: a valid filter stays; one with a mistake gives way to the last valid one, and is told.
pub(crate) fn left(model: &mut Model) {
    let text = model.journal.form.value(0).to_owned();
    model.journal.form.error = None;
    match Filter::parse(&text) {
        Ok(filter) => {
            model.journal.good = (text, filter.clone());
            show(model, filter);
        }
        Err(error) => {
            let (text, filter) = model.journal.good.clone();
            model.journal.form.set(0, &text);
            show(model, filter);
            let why = error.phrase();
            model.notice = Some((Tone::Bad, t::FILTER_KEPT.plain().each("why", |lang| why.read(lang))));
        }
    }
}

/// Enter in the filter.
pub(crate) fn submit(model: &mut Model) -> Vec<Effect> {
    match Filter::parse(model.journal.form.value(0)) {
        Ok(filter) => {
            model.journal.form.editing = false;
            model.journal.form.error = None;
            model.journal.good = (model.journal.form.value(0).to_owned(), filter.clone());
            model.notice = None;
            show(model, filter);
        }
        Err(error) => {
            show(model, model.journal.good.1.clone());
            model.journal.form.fail(0, error.phrase());
        }
    }
    Vec::new()
}

/// Keys of this screen.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Filter => model.journal.form.begin(),
        Action::Sort => {
            let at = Sort::ALL.iter().position(|sort| *sort == model.journal.sort).unwrap_or(0);
            model.journal.sort = Sort::ALL[(at + 1) % Sort::ALL.len()];
            from_the_top(model);
        }
        Action::Turn => {
            model.journal.upwards = !model.journal.upwards;
            from_the_top(model);
        }
        Action::Detail => model.journal.detail = !model.journal.detail,
        _ => return with_entry(model, action),
    }
    Vec::new()
}

fn with_entry(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(entry) = model.chosen().cloned() else {
        model.notice = Some((Tone::Warn, t::NO_ENTRY_CHOSEN.plain()));
        return Vec::new();
    };
    act_on(model, action, entry)
}

/// What the keys for one entry do, from any screen that has a chosen one.
pub(crate) fn act_on(model: &mut Model, action: Action, entry: Entry) -> Vec<Effect> {
    match action {
        Action::ShowReceipt => {
            model.receipt = receipt::State { entry: Some(entry), scroll: 0 };
            open(model, Screen::Receipt);
            Vec::new()
        }
        Action::Ask => {
            dispute::about(model, &entry);
            open(model, Screen::Dispute);
            dispute::submit(model)
        }
        Action::Void => {
            open(model, Screen::Remedy);
            crate::tui::screens::remedy::about(model, entry)
        }
        Action::Reprint => {
            let entry = Box::new(entry);
            if refusal(model, JobKind::Reprint).is_some() {
                // Says why not.
                return run(model, Job::Reprint(entry));
            }
            model.dialog = Some(match receipt::later_sale(model, &entry) {
                Some(last) => receipt::not_last(&entry, last),
                None => Dialog::Reprint(entry),
            });
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Moves the choice.
pub(crate) fn go(model: &mut Model, step: Step) {
    let (len, page) = (model.journal.rows.len(), model.page());
    model.journal.place.go(step, len, page);
}

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model) {
    let state = &model.journal;
    if state.form.editing {
        let rows = state.form.height().min(area.height);
        state.form.draw(frame, Rect { height: rows, ..area }, model.theme, model.lang);
        return draw_list(frame, Rect { y: area.y + rows, height: area.height - rows, ..area }, model);
    }
    let counts = t::COUNT_OF.with([
        ("shown", &state.rows.len() as &dyn std::fmt::Display),
        ("all", &model.shelf.known.len()),
        ("sort", &state.sort.name().get(model.lang)),
        ("order", &model.say(if state.upwards { &t::UPWARDS } else { &t::DOWNWARDS })),
    ]);
    let mut line = counts.read(model.lang);
    if !state.filter.is_empty() {
        line = format!("{line}   / {}", state.form.value(0));
    }
    let head = Rect { height: area.height.min(1), ..area };
    // Which row of how many, since only one page of them is in sight.
    let place = match state.rows.len() {
        0 => String::new(),
        rows => format!("  {}/{rows}", state.place.at + 1),
    };
    let room = usize::from(area.width).saturating_sub(cells::width(&place));
    let line = format!("{}{place}", cells::left(&line, room));
    frame.render_widget(Paragraph::new(line).style(model.theme.style(Tone::Label)), head);
    draw_list(frame, Rect { y: area.y + head.height, height: area.height - head.height, ..area }, model);
}

fn draw_list(frame: &mut Frame, area: Rect, model: &Model) {
    let detail = model.journal.detail && area.height >= 14;
    if detail && area.width >= 124 {
        let side = 44.min(area.width);
        let list = Rect { width: area.width - side - 2, ..area };
        draw_table(frame, list, model);
        draw_detail(frame, Rect { x: list.right() + 2, width: side, ..area }, model);
    } else if detail {
        let rows = 8.min(area.height);
        let list = Rect { height: area.height - rows, ..area };
        draw_table(frame, list, model);
        let rule = Rect { y: list.bottom(), height: 1, ..area };
        let text = model.theme.rule(usize::from(area.width));
        frame.render_widget(Paragraph::new(text).style(model.theme.style(Tone::Label)), rule);
        draw_detail(frame, Rect { y: rule.bottom(), height: rows - 1, ..area }, model);
    } else {
        draw_table(frame, area, model);
    }
}

/// A column: heading, cells, numbers at the right edge, and from how many cells of the list on it is shown.
struct Column {
    name: &'static Text,
    cells: u16,
    right: bool,
    from: u16,
    value: fn(&Model, &Entry) -> String,
}

static COLUMNS: &[Column] = &[
    Column { name: &t::C_NUMBER, cells: 6, right: true, from: 0, value: |_, entry| entry.number.to_string() },
    Column { name: &t::C_YEAR, cells: 4, right: false, from: 96, value: |_, entry| time(entry, "%Y") },
    Column { name: &t::C_TIME, cells: 14, right: false, from: 44, value: |_, entry| time(entry, "%m-%d %H:%M:%S") },
    Column { name: &terms::AMOUNT, cells: 11, right: true, from: 0, value: |model, entry| model.number(&entry.amount) },
    Column {
        name: &t::C_CURRENCY,
        cells: 3,
        right: false,
        from: 90,
        value: |_, entry| entry.amount.currency.code().to_owned(),
    },
    Column {
        name: &t::C_TYPE,
        cells: 7,
        right: false,
        from: 64,
        value: |model, entry| model.say(card_type(entry)).to_owned(),
    },
    Column { name: &t::C_CARD, cells: 4, right: false, from: 50, value: |_, entry| last4(entry).to_owned() },
    Column { name: &t::C_BRAND, cells: 5, right: false, from: 74, value: |_, entry| entry.brand.to_string() },
    Column {
        name: &t::C_AUTH,
        cells: 6,
        right: false,
        from: 66,
        value: |_, entry| reference(entry, RefName::AuthorisationCode),
    },
    Column {
        name: &terms::TICKET,
        cells: 8,
        right: false,
        from: 104,
        value: |_, entry| reference(entry, RefName::Ticket),
    },
    Column {
        name: &terms::TIP,
        cells: 9,
        right: true,
        from: 112,
        value: |model, entry| entry.tip.map_or(String::new(), |tip| model.number(&tip)),
    },
];

fn card_type(entry: &Entry) -> &'static Text {
    match entry.card_type {
        crate::model::CardType::Unknown => &t::NOT_TOLD,
        told => terms::card_type(told),
    }
}

fn time(entry: &Entry, format: &str) -> String {
    entry.time.map_or_else(|| "-".to_owned(), |time| time.civil.strftime(format).to_string())
}

fn reference(entry: &Entry, name: RefName) -> String {
    entry.reference(name).map_or(String::new(), ToString::to_string)
}

fn draw_table(frame: &mut Frame, area: Rect, model: &Model) {
    let state = &model.journal;
    if state.rows.is_empty() {
        let empty = if model.shelf.known.is_empty() { &t::JOURNAL_EMPTY } else { &t::NOTHING_FITS };
        let mut page = Page::new(model.theme, area.width);
        page.text(Tone::Label, model.say(empty));
        return page.draw(frame, area, 0);
    }
    let columns: Vec<&Column> = COLUMNS.iter().filter(|column| column.from <= area.width).collect();
    let fit = |column: &Column, text: &str| {
        let room = usize::from(column.cells);
        if column.right { cells::right(text, room) } else { cells::left(text, room) }
    };
    let header = std::iter::once(Cell::new(""))
        .chain(columns.iter().map(|column| Cell::new(fit(column, model.say(column.name)))))
        .chain([Cell::new(model.say(&t::C_STATE))]);
    let rows = usize::from(area.height).saturating_sub(1);
    let top = state.place.top(state.rows.len(), rows);
    let visible = state.rows.iter().enumerate().skip(top).take(rows).map(|(index, row)| {
        let chosen = index == state.place.at;
        let Some(known) = model.shelf.known.get(*row as usize) else { return Row::default() };
        let entry = &known.entry;
        let (tone, mark, word) = model.state_of(entry);
        let sign = if chosen { ">" } else { " " };
        let cells = std::iter::once(Cell::new(sign))
            .chain(columns.iter().map(|column| Cell::new(fit(column, &(column.value)(model, entry)))))
            .chain([Cell::new(format!("{mark} {}", model.say(word))).style(model.theme.style(tone))]);
        let style = model.theme.style(if chosen { Tone::Selected } else { Tone::Plain });
        Row::new(cells).style(style)
    });
    let widths = std::iter::once(Constraint::Length(1))
        .chain(columns.iter().map(|column| Constraint::Length(column.cells)))
        .chain([Constraint::Fill(1)]);
    let table =
        Table::new(visible, widths).header(Row::new(header).style(model.theme.style(Tone::Heading))).column_spacing(1);
    frame.render_widget(table, area);
}

/// The brand by its name, as on the receipt, and its code, which the filter takes.
fn brand(entry: &Entry) -> String {
    match brand_name(entry.device.family, entry.brand.as_str()) {
        Some(name) => format!("{name} ({})", entry.brand.as_str().trim()),
        None => entry.brand.to_string(),
    }
}

/// Everything that one may have to quote, as labels and values.
pub(crate) fn pairs(model: &Model, entry: &Entry) -> Vec<(&'static str, String)> {
    let mut pairs = vec![
        (model.say(terms::number(entry.device.family)), entry.number.to_string()),
        (model.say(&terms::AMOUNT), model.money(&entry.amount)),
        (model.say(&terms::DATE_TIME), entry.time.map_or_else(|| "-".to_owned(), |time| time.to_string())),
        (model.say(&terms::CARD), entry.card.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)),
        (model.say(&t::C_TYPE), format!("{} {}", model.say(terms::card_type(entry.card_type)), brand(entry))),
    ];
    if let Some(tip) = entry.tip {
        pairs.push((model.say(&terms::TIP), model.money(&tip)));
    }
    for reference in entry.references.iter().filter(|reference| !reference.value.is_blank()) {
        pairs.push((model.say(terms::reference(reference.name)), reference.value.to_string()));
    }
    if let Some(instalments) = entry.instalments.filter(|instalments| instalments.count > 0) {
        let each = instalments.amount.map_or(String::new(), |amount| format!(" x {}", model.money(&amount)));
        pairs.push((model.say(&terms::INSTALMENTS), format!("{}{each}", instalments.count)));
    }
    if entry.device.family.has_merchant() {
        pairs.push((model.say(&terms::MERCHANT), entry.device.merchant.to_string()));
    }
    pairs.push((model.say(&terms::TERMINAL), entry.device.terminal.to_string()));
    if !entry.code.is_blank() {
        pairs.push((model.say(&t::RESULT_CODE), entry.code.to_string()));
    }
    if entry.provenance != Provenance::Structured {
        pairs.push((model.say(&terms::PROVENANCE), model.say(terms::provenance(entry.provenance)).to_owned()));
    }
    pairs
}

fn draw_detail(frame: &mut Frame, area: Rect, model: &Model) {
    let Some(known) =
        model.journal.rows.get(model.journal.place.at).and_then(|row| model.shelf.known.get(*row as usize))
    else {
        return;
    };
    let mut page = Page::new(model.theme, area.width);
    in_columns(&mut page, &pairs(model, &known.entry));
    page.text(Tone::Label, &seen(model, known));
    page.draw(frame, area, 0);
}

/// Labels and values, side by side where there is room.
pub(crate) fn in_columns(page: &mut Page, pairs: &[(&'static str, String)]) {
    let columns = (page.cells() / 38).clamp(1, 3);
    let room = page.cells() / columns;
    for line in pairs.chunks(columns) {
        let mut spans = Vec::new();
        for (label, value) in line {
            let label = cells::cut(label, room / 2);
            let left = room.saturating_sub(cells::width(&label) + 2);
            spans.push((Tone::Label, format!("{label} ")));
            spans.push((Tone::Plain, format!("{} ", cells::left(value, left))));
        }
        page.spans(spans);
    }
}

fn seen(model: &Model, known: &Known) -> String {
    let last = known.seen.last().map_or_else(|| "-".to_owned(), |seen| model.stamp(seen.at));
    let count = known.seen.len();
    t::SEEN_IN.with([("count", &count as &dyn std::fmt::Display), ("last", &last)]).read(model.lang)
}
