//! The screen as a whole: pictures of every screen in every language, and random use that must never break a rule.

use std::collections::VecDeque;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};

use super::keymap::{KEYS, Scope, Screen};
use super::model::{Dialog, Link, Model, Running};
use super::msg::{Effect, Job, JobKind, Key, Msg, Report};
use super::update::update;
use super::{PortLine, Start, view};
use crate::model::samples::{declined, device, pesos, sale};
use crate::model::{
    Anomaly, CardType, Consent, ConsentHow, Currency, CurrencySource, Direction, Entry, Extent, Family, Goods, Health,
    HealthItem, Identity, IdentityProof, Intent, IntentId, Money, Outcome, Plan, PreState, Printable, Refusal,
    Remedies, Remedy, RemedyKind, Told, VoidMark, WireLine,
};
use crate::ops::browse::{
    ArchiveInfo, Candidate, Case, Dispute, Event, Evidence, Fingerprint, Known, LedgerView, Line, Observation,
    PortSpec, Progress, Question, Reprinted, Shelf, Verdict, Verified,
};
use crate::ops::remedy::Remedied;
use crate::ops::visit::Identified;
use crate::ops::{Class, Failure};
use crate::text::{Lang, dispute as say, failure, ops as words, tui as t};

fn now() -> Timestamp {
    "2026-11-23T14:30:00Z".parse().unwrap()
}

fn start() -> Start {
    Start {
        lang: Lang::En,
        ascii: false,
        colour: true,
        offered: vec![(
            PortSpec::Sim("transbank".to_owned()),
            "Simulated terminal, a day with trouble in it".to_owned(),
        )],
        open: None,
        protocol: None,
        dispute: None,
        ports: None,
    }
}

fn entries() -> Vec<Entry> {
    let mut all = vec![
        sale(60, 4_500, "2026-11-23T09:12:01", "0042"),
        sale(61, 12_500, "2026-11-23T10:40:33", "1881"),
        declined(62, 12_500, "2026-11-23T10:41:10", "1881", "02"),
        sale(63, 24_990, "2026-11-23T12:05:55", "8834"),
        sale(64, 1_234_567, "2026-11-23T13:59:59", "2207"),
    ];
    all[1].void = VoidMark::Voided;
    all[3].card_type = CardType::Debit;
    all
}

fn known(entry: Entry) -> Known {
    let seen = vec![Observation { at: now(), archive: "ab".repeat(32).into(), void: entry.void }];
    Known { entry, seen }
}

fn plan(entry: Entry) -> Plan {
    Plan {
        kind: RemedyKind::Void,
        device: device(),
        request: b"\x021200|64|\x03\x07".to_vec(),
        reason: Printable::new("charged twice", 80),
        authoriser: Printable::new("Ana", 40),
        goods: Goods::HandedOver,
        archive: "ab".repeat(32),
        made: now(),
        entry,
    }
}

fn intent() -> Intent {
    let entry = entries().remove(0);
    let plan = plan(entry.clone());
    let consent = Consent { who: Printable::new("tester", 20), how: ConsentHow::Typed, plan_hash: plan.hash() };
    let pre_state = PreState { shown: Some(entry), last: None, entries: 5, total: pesos(1_279_057), read: now() };
    Intent { id: IntentId("bench-7".to_owned()), plan, consent, pre_state }
}

fn unknown() -> Outcome {
    Outcome::Unknown { evidence: "no answer within 150 s".to_owned(), probe: "the acquirer's list of voids".to_owned() }
}

fn case() -> Case {
    Case { intent: intent(), at: now(), outcome: Some(unknown()), by: None, own: true, contested: Vec::new() }
}

fn archive() -> ArchiveInfo {
    ArchiveInfo {
        extent: Extent::Whole,
        path: PathBuf::from("/vault/archives/transbank-000000000001-SIM00001/20261123T141500Z-ab.twa"),
        device: Some(device()),
        family: Family::Transbank,
        begun: "2026-11-23T14:15:00Z".parse().unwrap(),
        entries: 5,
        hash: "ab".repeat(32),
        base: None,
        partial: false,
        size: 6_210,
    }
}

fn shelf() -> Shelf {
    let part = ArchiveInfo { partial: true, hash: String::new(), path: PathBuf::from("/vault/x.part"), ..archive() };
    Shelf { known: entries().into_iter().map(known).collect(), archives: vec![archive(), part], cases: vec![case()] }
}

fn book() -> LedgerView {
    let line = |number, event| Line { writer: "bench".to_owned(), number, at: now(), event, hash: "cd".repeat(32) };
    let outcome =
        Event::Outcome { intent: IntentId("bench-7".to_owned()), outcome: unknown(), by: None, over: Vec::new() };
    let visit = Event::Visit { port: "/dev/ttyUSB0".to_owned(), device: Some(device()), consent: String::new() };
    LedgerView {
        lines: vec![
            line(1, Some(visit)),
            line(2, Some(Event::Intent(Box::new(intent())))),
            line(3, Some(outcome)),
            line(4, None),
        ],
        chains: vec![Verified { writer: "bench".to_owned(), lines: 4, head: "cd".repeat(32), broken: None }],
    }
}

fn identified() -> Identified {
    let item = |name, value, good| HealthItem { name, value, good };
    let ack = Told::Text(Printable::new("ACK", 3));
    Identified {
        identity: Identity {
            family: Family::Transbank,
            id: Some(device()),
            proof: IdentityProof::Continuity { matched: 5 },
        },
        health: Health { items: vec![item("poll", ack, Some(true)), item("sales_in_memory", Told::Count(5), None)] },
        capabilities: &[],
        pull: vec![words::PULL_NO_PAPER.plain(), words::PULL_DOWN_TIME.plain()],
        hand_back: vec![t::YES_OR_NO.plain()],
    }
}

fn candidate(entry: Entry) -> Candidate {
    let evidence = Evidence { entry, last_seen: now(), in_memory: true, remedy: None };
    Candidate { evidence, minutes_off: Some(-4), card_agrees: Some(true), with_tip: false, day: None }
}

fn answer() -> Dispute {
    Dispute {
        question: question(),
        verdict: Verdict::ApprovedHere,
        candidates: vec![candidate(entries().remove(3))],
        near: vec![Candidate { card_agrees: Some(false), ..candidate(entries().remove(1)) }],
        evidence: vec![say::VERDICT_APPROVED.plain()],
        advice: vec![say::VERDICT_NO_RECORD.plain()],
        must_not: vec![say::VERDICT_UNKNOWN.plain()],
        as_of: Some(now()),
    }
}

fn question() -> Question {
    Question { amount: pesos(24_990), around: None, last4: Some("8834".to_owned()) }
}

fn remedied(outcome: Outcome) -> Remedied {
    let intent = intent();
    Remedied {
        after: Some(intent.plan.entry.clone()),
        proof: "shows it as before".to_owned(),
        intent,
        outcome,
        unread: None,
    }
}

fn ports() -> Vec<PortLine> {
    let line = |name: &str, trouble: Option<&str>| PortLine {
        spec: PortSpec::Serial { path: name.to_owned(), settings: None },
        name: name.to_owned(),
        note: "10c4:ea60 cp210x".to_owned(),
        trouble: trouble.map(str::to_owned),
        fingerprint: Fingerprint::default(),
    };
    vec![line("/dev/ttyUSB0", None), line("/dev/ttyUSB1", Some("held by minicom (412)"))]
}

fn opened(port: PortSpec) -> Report {
    Report::Opened { port, name: "/dev/ttyUSB0 (115200,8N1)".to_owned(), read_only: false }
}

fn wire() -> Vec<WireLine> {
    let line = |direction, bytes: &[u8], meaning: &str| WireLine {
        at: now(),
        direction,
        bytes: bytes.to_vec(),
        meaning: meaning.to_owned(),
        checksum_ok: Some(true),
    };
    vec![
        line(Direction::ToDevice, b"\x020260|1|\x036", "0260 list to host"),
        line(Direction::FromDevice, b"\x06", "ACK"),
        WireLine { checksum_ok: Some(false), ..line(Direction::FromDevice, b"", "37 bytes that do not decode") },
    ]
}

fn failed(job: JobKind, lost: Option<Timestamp>) -> Report {
    let failure = Failure::new(
        Class::Link,
        "link_lost",
        &failure::W_LINK_LOST,
        &failure::D_NOTHING_CHANGED,
        &failure::N_LINK_LOST,
    );
    Report::Failed { job, failure: Box::new(failure.on("/dev/ttyUSB0").because("end of file")), lost }
}

fn tell(model: &mut Model, report: Report) -> Vec<Effect> {
    update(model, Msg::Report(report))
}

/// A model with an open device and everything known of it.
fn model() -> Model {
    let mut model = Model::new(&start(), "tester".to_owned(), now(), TimeZone::UTC);
    update(&mut model, Msg::Ports(ports()));
    tell(&mut model, opened(ports()[0].spec.clone()));
    tell(&mut model, Report::Identified(Box::new(identified())));
    tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(shelf()) });
    tell(&mut model, Report::Ledger(Box::new(book())));
    tell(&mut model, Report::Seen { progress: None, wire: wire(), dropped: 0 });
    model
}

fn press(model: &mut Model, keys: &[Key]) -> Vec<Effect> {
    keys.iter().flat_map(|key| update(model, Msg::Key(*key))).collect()
}

fn typed(model: &mut Model, text: &str) {
    for symbol in text.chars() {
        update(model, Msg::Key(Key::Char(symbol)));
    }
}

/// The screen as text, and under each line that has any, the styles: one letter a cell.
fn picture(model: &Model) -> String {
    let (columns, rows) = model.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| view::draw(frame, model)).unwrap();
    let buffer = terminal.backend().buffer();
    let mut out = String::new();
    for y in 0..rows {
        let mut text = String::new();
        let mut styles = String::new();
        let mut skip = 0;
        for x in 0..columns {
            let cell = &buffer[(x, y)];
            styles.push(letter(cell.fg, cell.modifier));
            if skip > 0 {
                skip -= 1;
                continue;
            }
            text.push_str(cell.symbol());
            skip = crate::text::width::cells(cell.symbol()).saturating_sub(1);
        }
        out.push_str(&format!("|{}\n", text.trim_end()));
        if styles.contains(|letter| letter != ' ') {
            out.push_str(&format!("  ~{}\n", styles.trim_end()));
        }
    }
    out
}

fn letter(colour: Color, modifier: Modifier) -> char {
    let base = match colour {
        Color::Indexed(74) => 'k',
        Color::Indexed(36) => 'g',
        Color::Indexed(214) => 'w',
        Color::Indexed(166) => 'b',
        Color::Indexed(175) => 'u',
        _ if modifier.contains(Modifier::DIM) => 'd',
        _ if modifier.contains(Modifier::UNDERLINED) => '_',
        _ if modifier.contains(Modifier::BOLD) => 'B',
        _ => ' ',
    };
    if modifier.contains(Modifier::REVERSED) { if base == ' ' { 'r' } else { base.to_ascii_uppercase() } } else { base }
}

fn plain(model: &Model) -> String {
    let picture = picture(model);
    picture.lines().filter_map(|line| line.strip_prefix('|')).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_screen_in_every_language() {
    for lang in Lang::ALL {
        let mut model = model();
        model.lang = *lang;
        tell(&mut model, Report::Answered(Box::new(answer())));
        model.dispute.fill(&question(), *lang);
        for screen in Screen::ALL {
            model.screen = *screen;
            if *screen == Screen::Receipt {
                // Its slip has pictures of its own; here only the frame round it counts.
                continue;
            }
            insta::assert_snapshot!(format!("{screen:?}_{}", lang.as_str()).to_lowercase(), picture(&model));
        }
    }
}

#[test]
fn a_void_from_choice_to_end() {
    let mut model = model();
    model.shelf.cases.clear();
    press(&mut model, &[Key::Char('3')]);
    let asked = press(&mut model, &[Key::Char('v')]);
    assert!(matches!(asked.as_slice(), [Effect::Run(Job::Remedies(entry))] if entry.number == 64), "{asked:?}");
    let key = model.remedy.entry.clone().unwrap().key;
    tell(
        &mut model,
        Report::Remedies(Box::new(Remedies {
            entry: key,
            all: vec![Remedy { kind: RemedyKind::Void, refusals: vec![] }],
        })),
    );
    tell(&mut model, Report::Finished(JobKind::Remedies));
    assert_eq!(model.scope(), Scope::Form);
    assert!(press(&mut model, &[Key::Enter]).is_empty(), "no plan without grounds");
    typed(&mut model, "charged twice");
    press(&mut model, &[Key::Tab]);
    typed(&mut model, "Ana");
    press(&mut model, &[Key::Tab, Key::Char('2')]);
    insta::assert_snapshot!("void_grounds", picture(&model));
    let planned = press(&mut model, &[Key::Enter]);
    assert!(matches!(planned.as_slice(), [Effect::Run(Job::Plan { goods: Goods::NotHandedOver, .. })]), "{planned:?}");
    tell(&mut model, Report::Planned(Box::new(plan(entries().remove(4)))));
    tell(&mut model, Report::Finished(JobKind::Plan));
    insta::assert_snapshot!("void_plan", picture(&model));
    typed(&mut model, "63");
    assert!(press(&mut model, &[Key::Enter]).is_empty(), "another number is no consent");
    press(&mut model, &[Key::Ctrl('u')]);
    typed(&mut model, "64");
    let sent = press(&mut model, &[Key::Enter]);
    let hash = plan(entries().remove(4)).hash();
    assert!(
        matches!(sent.as_slice(), [Effect::Run(Job::Execute { consent, .. })] if consent.plan_hash == hash),
        "{sent:?}"
    );
    assert!(
        press(&mut model, &[Key::Enter, Key::Char('v'), Key::Esc]).is_empty(),
        "nothing is sent a second time or stopped"
    );
    assert!(press(&mut model, &[Key::Char('q')]).is_empty(), "the answer is waited for");
    assert!(matches!(model.dialog, Some(Dialog::Waiting)));
    insta::assert_snapshot!("void_waiting", picture(&model));
    tell(&mut model, Report::Remedied(Box::new(remedied(unknown()))));
    let end = tell(&mut model, Report::Finished(JobKind::Execute));
    assert!(end.iter().any(|effect| matches!(effect, Effect::Quit)), "{end:?}");
    model.dialog = None;
    insta::assert_snapshot!("void_unknown", picture(&model));
}

#[test]
fn a_plan_for_another_sale_than_the_one_on_the_screen_is_dropped() {
    let mut model = model();
    model.shelf.cases.clear();
    press(&mut model, &[Key::Char('3'), Key::Char('v')]);
    let entry = model.remedy.entry.clone().unwrap().key;
    let all = vec![Remedy { kind: RemedyKind::Void, refusals: vec![] }];
    tell(&mut model, Report::Remedies(Box::new(Remedies { entry, all })));
    tell(&mut model, Report::Finished(JobKind::Remedies));
    typed(&mut model, "charged twice");
    press(&mut model, &[Key::Tab]);
    typed(&mut model, "Ana");
    press(&mut model, &[Key::Tab, Key::Char('2'), Key::Enter]);
    assert!(matches!(model.remedy.stage, super::screens::remedy::Stage::Planning));
    // While it is made the person turns to another sale: its heading must never stand over this plan.
    press(&mut model, &[Key::Char('3'), Key::Down, Key::Char('v')]);
    assert_ne!(model.remedy.entry.as_ref().unwrap().number, 64);
    tell(&mut model, Report::Planned(Box::new(plan(entries().remove(4)))));
    tell(&mut model, Report::Finished(JobKind::Plan));
    assert!(!matches!(model.remedy.stage, super::screens::remedy::Stage::Planned(_)), "{:?}", model.remedy.stage);
}

#[test]
fn a_refused_void_says_why() {
    let mut model = model();
    press(&mut model, &[Key::Char('3'), Key::Down, Key::Char('v')]);
    let key = model.remedy.entry.clone().unwrap().key;
    let refusals = vec![Refusal::Debit, Refusal::IntentUnknown { intent: IntentId("bench-7".to_owned()) }];
    tell(
        &mut model,
        Report::Remedies(Box::new(Remedies { entry: key, all: vec![Remedy { kind: RemedyKind::Void, refusals }] })),
    );
    tell(&mut model, Report::Finished(JobKind::Remedies));
    insta::assert_snapshot!("void_refused", picture(&model));
}

#[test]
fn a_lost_link_leaves_the_journal_readable() {
    let mut model = model();
    press(&mut model, &[Key::Char('3')]);
    update(&mut model, Msg::Ports(vec![ports().remove(1)]));
    assert!(matches!(model.link, Link::Lost { .. }));
    insta::assert_snapshot!("lost", picture(&model));
    press(&mut model, &[Key::Char('v')]);
    assert!(!matches!(model.remedy.stage, super::screens::remedy::Stage::Asking));
    let again = press(&mut model, &[Key::Char('r')]);
    assert!(matches!(again.as_slice(), [Effect::Run(Job::Reopen { .. })]), "{again:?}");
}

#[test]
fn without_colours_the_states_are_still_told_apart() {
    let mut model = model();
    model.theme.colour = false;
    model.theme.ascii = true;
    for screen in Screen::ALL.iter().filter(|screen| **screen != Screen::Receipt) {
        model.screen = *screen;
        let (columns, rows) = model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view::draw(frame, &model)).unwrap();
        for cell in terminal.backend().buffer().content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
            assert!(cell.symbol().is_ascii(), "{:?} on {screen:?}", cell.symbol());
        }
    }
    model.screen = Screen::Journal;
    let text = plain(&model);
    for mark in ["[?] void: unknown", "[v] voided", "[x] declined here", "[+] approved here"] {
        assert!(text.contains(mark), "{mark}\n{text}");
    }
}

#[test]
fn every_key_is_in_the_help() {
    for lang in Lang::ALL {
        let mut model = model();
        model.lang = *lang;
        model.size = (100, 200);
        for screen in Screen::ALL {
            model.screen = *screen;
            model.help = Some(0);
            let help = plain(&model);
            let here = [Scope::On(*screen), Scope::Global, Scope::Form, Scope::Question, Scope::Message, Scope::Help];
            for binding in KEYS.iter().filter(|binding| here.contains(&binding.scope)) {
                assert!(help.contains(model.say(binding.text)), "{:?} {:?}\n{help}", screen, binding);
                for key in binding.keys {
                    assert!(help.contains(&view::key_name(*key)), "{key:?}");
                }
            }
        }
    }
}

#[test]
fn dialogs_are_seen_whole() {
    let mut model = model();
    tell(&mut model, failed(JobKind::Pull, None));
    insta::assert_snapshot!("dialog_failure", picture(&model));
    press(&mut model, &[Key::Esc]);
    press(&mut model, &[Key::Char('7'), Key::Char('p')]);
    insta::assert_snapshot!("dialog_pull", picture(&model));
    press(&mut model, &[Key::Char('n'), Key::Char('x')]);
    insta::assert_snapshot!("dialog_export", picture(&model));
    press(&mut model, &[Key::Esc]);
    let other = Reprinted::Other { printed: Box::new(entries().remove(0)) };
    tell(&mut model, Report::Reprinted { wanted: entries().remove(4).key, came: other });
    insta::assert_snapshot!("dialog_other_printed", picture(&model));
    press(&mut model, &[Key::Esc, Key::Char('6'), Key::Char('k')]);
    insta::assert_snapshot!("dialog_conclude", picture(&model));
}

#[test]
fn a_pull_tells_rate_and_time_left() {
    let mut model = model();
    model.running = VecDeque::from([Running { kind: JobKind::Pull, since: now() }]);
    let progress = |entries, total, seconds| Report::Seen {
        progress: Some((
            Progress { entries, total, bytes: entries as u64 * 110 },
            now() + jiff::SignedDuration::from_secs(seconds),
        )),
        wire: Vec::new(),
        dropped: 0,
    };
    tell(&mut model, progress(0, Some(260), 0));
    tell(&mut model, progress(120, Some(260), 4));
    press(&mut model, &[Key::Char('7')]);
    let text = plain(&model);
    assert!(text.contains("120 of 260 entries  30/s  3.3 kB/s  about 5 s left"), "{text}");
    let stop = press(&mut model, &[Key::Esc]);
    assert!(matches!(stop.as_slice(), [Effect::Cancel]), "{stop:?}");
}

#[test]
fn a_filter_with_a_mistake_points_at_the_word() {
    let mut model = model();
    press(&mut model, &[Key::Char('3'), Key::Char('/')]);
    typed(&mut model, "result:approved brand>VI");
    press(&mut model, &[Key::Enter]);
    assert!(plain(&model).contains("brand>VI"), "{}", plain(&model));
    assert_eq!(model.scope(), Scope::Form);
    press(&mut model, &[Key::Ctrl('u')]);
    typed(&mut model, "last4:8834");
    press(&mut model, &[Key::Enter]);
    assert_eq!(model.journal.rows.len(), 1);
    assert_eq!(model.chosen().unwrap().number, 63);
}

#[test]
fn a_hundred_thousand_entries_are_shown_from_any_place() {
    let mut model = model();
    let one = known(entries().remove(0));
    let many = (0..100_000u32).map(|number| {
        let mut known = one.clone();
        known.entry.number = number;
        known
    });
    let shelf = Shelf { known: many.collect(), ..Shelf::default() };
    tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(shelf) });
    press(&mut model, &[Key::Char('3')]);
    assert!(plain(&model).contains(">  99999"), "{}", plain(&model));
    press(&mut model, &[Key::End]);
    assert!(plain(&model).contains(">      0"), "{}", plain(&model));
}

#[test]
fn what_the_worker_says_waits_while_a_person_types() {
    let mut model = model();
    press(&mut model, &[Key::Char('6'), Key::Char('k'), Key::Char('1'), Key::Tab]);
    tell(&mut model, failed(JobKind::Pull, None));
    typed(&mut model, "slip");
    assert!(matches!(model.dialog, Some(Dialog::Conclude(..))));
    let concluded = press(&mut model, &[Key::Enter]);
    let job = concluded.first();
    assert!(
        matches!(job, Some(Effect::Run(Job::Conclude { done: true, evidence, .. })) if evidence == "slip"),
        "{job:?}"
    );
    assert!(matches!(model.dialog, Some(Dialog::Failure(_))), "then it is shown");
}

#[test]
fn what_was_typed_for_something_else_prints_nothing() {
    let mut model = model();
    press(&mut model, &[Key::Char('5'), Key::Char('p')]);
    assert!(press(&mut model, &[Key::Enter]).is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Reprint(_))));
    let yes = press(&mut model, &[Key::Char('y')]);
    assert!(matches!(yes.as_slice(), [Effect::Run(Job::Reprint(_))]), "{yes:?}");
}

/// Something that may happen at any time.
#[derive(Clone, Debug)]
enum Step {
    Press(Key),
    Paste(String),
    Size(u16, u16),
    Plug(bool),
    Tell(usize),
    /// The worker finishes its job, with its result or with a failure.
    Finish(bool),
}

fn any_key() -> impl Strategy<Value = Key> {
    let all: Vec<Key> = KEYS.iter().flat_map(|binding| binding.keys).copied().collect();
    prop_oneof![6 => proptest::sample::select(all), 1 => proptest::char::any().prop_map(Key::Char), 1 => (b'0'..=b'9').prop_map(|digit| Key::Char(digit.into()))]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => any_key().prop_map(Step::Press),
        1 => "\\PC{0,20}".prop_map(Step::Paste),
        1 => (1u16..200, 1u16..60).prop_map(|(columns, rows)| Step::Size(columns, rows)),
        1 => any::<bool>().prop_map(Step::Plug),
        3 => (0usize..12).prop_map(Step::Tell),
        4 => any::<bool>().prop_map(Step::Finish),
    ]
}

fn some_report(which: usize, model: &Model) -> Report {
    let key = model.remedy.entry.as_ref().map_or_else(|| entries().remove(0).key, |entry| entry.key.clone());
    let remedies = |refusals| {
        Report::Remedies(Box::new(Remedies {
            entry: key.clone(),
            all: vec![Remedy { kind: RemedyKind::Void, refusals }],
        }))
    };
    match which {
        0 => remedies(vec![]),
        1 => remedies(vec![Refusal::Changed { what: "amount".to_owned() }]),
        2 => Report::Answered(Box::new(answer())),
        3 => Report::Shelf { device: None, shelf: Box::default() },
        4 => Report::Shelf { device: Some(device()), shelf: Box::new(shelf()) },
        5 => Report::Seen {
            progress: Some((Progress { entries: 3, total: None, bytes: 1 }, now())),
            wire: wire(),
            dropped: 2,
        },
        6 => failed(JobKind::Pull, Some(now())),
        7 => opened(ports()[0].spec.clone()),
        8 => Report::Ledger(Box::default()),
        9 => Report::Recovered(vec![]),
        10 => Report::Died("a test".to_owned()),
        _ => Report::Reprinted { wanted: key, came: Reprinted::Unknown { why: "no answer".to_owned() } },
    }
}

/// What the worker reports at the end of a job.
fn result(job: &Job, well: bool) -> Option<Report> {
    let failing = !well && job.kind() != JobKind::Execute;
    Some(match job {
        _ if failing => failed(job.kind(), None),
        Job::Plan { entry, .. } => Report::Planned(Box::new(plan((**entry).clone()))),
        Job::Execute { .. } => Report::Remedied(Box::new(remedied(if well {
            Outcome::Done { evidence: "00".to_owned() }
        } else {
            unknown()
        }))),
        Job::Remedies(entry) => Report::Remedies(Box::new(Remedies {
            entry: entry.key.clone(),
            all: vec![Remedy { kind: RemedyKind::Void, refusals: vec![] }],
        })),
        Job::Open { port, .. } => opened(port.clone()),
        Job::Ask(_) => Report::Answered(Box::new(answer())),
        _ => return None,
    })
}

fn take_step(model: &mut Model, step: &Step, queue: &mut VecDeque<Job>) -> Vec<Effect> {
    match step {
        Step::Press(key) => update(model, Msg::Key(*key)),
        Step::Paste(text) => update(model, Msg::Paste(text.clone())),
        Step::Size(columns, rows) => update(model, Msg::Resized(*columns, *rows)),
        Step::Plug(in_place) => update(model, Msg::Ports(if *in_place { ports() } else { Vec::new() })),
        // A breakdown of the worker ends its jobs.
        Step::Tell(which) => {
            let report = some_report(*which, model);
            if matches!(report, Report::Died(_)) {
                queue.clear();
            }
            tell(model, report)
        }
        Step::Finish(well) => {
            let Some(job) = queue.pop_front() else { return Vec::new() };
            let mut effects = result(&job, *well).map_or_else(Vec::new, |report| tell(model, report));
            effects.extend(tell(model, Report::Finished(job.kind())));
            effects
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Any use whatever: nothing panics at any size, money is asked for once at a time with the consent to the very
    /// plan, and the program never ends while a request that moves money is with the worker.
    #[test]
    fn random_use_breaks_no_rule(steps in proptest::collection::vec(any_step(), 1..120), columns in 1u16..200, rows in 1u16..60) {
        let mut model = model();
        let mut queue: VecDeque<Job> = VecDeque::new();
        update(&mut model, Msg::Resized(columns, rows));
        for step in &steps {
            for effect in take_step(&mut model, step, &mut queue) {
                match effect {
                    Effect::Run(job) => {
                        if let Job::Execute { plan, consent } = &job {
                            prop_assert!(!queue.iter().any(|job| job.kind().needs_device()), "beside another job with the device");
                            prop_assert_eq!(plan.hash(), consent.plan_hash.clone());
                        }
                        queue.push_back(job);
                    }
                    Effect::Quit => {
                        prop_assert!(!queue.iter().any(|job| job.kind().moves_money()), "left while money was on its way");
                        return Ok(());
                    }
                    Effect::Cancel => {
                        prop_assert!(!queue.front().is_some_and(|job| job.kind().moves_money()));
                    }
                }
            }
            let (columns, rows) = model.size;
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
            terminal.draw(|frame| view::draw(frame, &model)).unwrap();
        }
    }
}

#[test]
fn anomalies_have_words() {
    for lang in Lang::ALL {
        let text = crate::text::cli::anomaly(&Anomaly::Gap { after: 1, before: 3 }).read(*lang);
        assert!(text.contains('1') && text.contains('3'), "{text}");
    }
}

#[test]
fn an_answer_is_asked_for_again_when_the_vault_has_changed() {
    let mut model = model();
    tell(&mut model, Report::Answered(Box::new(answer())));
    model.screen = Screen::Dispute;
    press(&mut model, &[Key::Down]);
    assert_eq!(model.dispute.place.at, 1);
    let same = tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(shelf()) });
    assert!(same.is_empty(), "nothing changed: {same:?}");
    model.notice = Some((super::theme::Tone::Good, t::UNPLUGGED.plain()));
    let mut settled = shelf();
    settled.cases[0].outcome = Some(Outcome::Done { evidence: "the slip".to_owned() });
    let again = tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(settled.clone()) });
    assert!(matches!(again.as_slice(), [Effect::Run(Job::Ask(asked))] if *asked == question()), "{again:?}");
    assert!(model.notice.is_some(), "no news are lost by it");
    settled.archives[0].path = PathBuf::from("/vault/archives/newer.twa");
    let waiting = tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(settled) });
    assert!(waiting.is_empty(), "one is asked already");
    tell(&mut model, Report::Answered(Box::new(Dispute { verdict: Verdict::Several, ..answer() })));
    tell(&mut model, Report::Finished(JobKind::Ask));
    assert!(plain(&model).contains("SEVERAL FIT"), "{}", plain(&model));
    assert_eq!(model.dispute.place.at, 1, "the chosen candidate stays chosen");
}

#[test]
fn leaving_with_an_unknown_void_of_this_device_is_asked_first() {
    let mut model = model();
    assert!(press(&mut model, &[Key::Char('q')]).is_empty());
    assert!(plain(&model).contains("The outcome of the void of transaction 60 is unknown."), "{}", plain(&model));
    assert!(press(&mut model, &[Key::Char('n')]).is_empty());
    assert!(model.dialog.is_none());
    let left = press(&mut model, &[Key::Char('q'), Key::Char('y')]);
    assert!(matches!(left.as_slice(), [.., Effect::Quit]), "{left:?}");
    // What lay on top comes back.
    let mut other = self::model();
    tell(&mut other, failed(JobKind::Pull, None));
    assert!(press(&mut other, &[Key::Ctrl('c'), Key::Char('n')]).is_empty());
    assert!(matches!(other.dialog, Some(Dialog::Failure(_))));
    let signal = update(&mut other, Msg::Terminate);
    assert!(matches!(signal.as_slice(), [.., Effect::Quit]), "{signal:?}");
    // Another device's case keeps nobody here.
    let mut elsewhere = self::model();
    elsewhere.shelf.cases[0].intent.plan.device.terminal = Printable::new("OTHER", 8);
    let left = press(&mut elsewhere, &[Key::Char('q')]);
    assert!(matches!(left.as_slice(), [.., Effect::Quit]), "{left:?}");
}

#[test]
fn the_keys_of_an_open_case_come_first_in_every_language() {
    for lang in Lang::ALL {
        let mut model = model();
        model.lang = *lang;
        for (screen, keys) in [(Screen::Remedy, ["k ", "c "]), (Screen::Overview, ["c ", "p "])] {
            model.screen = screen;
            let text = plain(&model);
            let hints = text.lines().last().unwrap().to_owned();
            let second = format!("  {}", keys[1]);
            assert!(hints.starts_with(keys[0]) && hints.contains(&second), "{screen:?} {lang:?}: {hints}");
        }
        model.shelf.cases.clear();
        model.screen = Screen::Remedy;
        let text = plain(&model);
        assert!(!text.lines().last().unwrap().starts_with("k "), "{text}");
    }
}

#[test]
fn an_unknown_outcome_is_told_in_the_language_of_the_screen() {
    for lang in Lang::ALL {
        let mut model = model();
        model.lang = *lang;
        press(&mut model, &[Key::Char('3'), Key::Char('v')]);
        tell(&mut model, Report::Remedied(Box::new(remedied(unknown()))));
        tell(&mut model, Report::Finished(JobKind::Remedies));
        let text = plain(&model);
        assert!(!text.contains("the acquirer's list of voids"), "the driver's advice is for the command line\n{text}");
        insta::assert_snapshot!(format!("unknown_{}", lang.as_str()), picture(&model));
    }
}

#[test]
fn a_filter_left_with_a_mistake_gives_way_to_the_last_good_one() {
    let mut model = model();
    press(&mut model, &[Key::Char('3'), Key::Char('/')]);
    typed(&mut model, "amount:12500");
    press(&mut model, &[Key::Enter]);
    assert_eq!(model.journal.rows.len(), 2);
    press(&mut model, &[Key::Down, Key::Char('/')]);
    typed(&mut model, " brand>VI");
    press(&mut model, &[Key::Enter]);
    assert_eq!(model.journal.rows.len(), 2, "shown meanwhile: the last good one");
    press(&mut model, &[Key::Esc]);
    let text = plain(&model);
    assert_eq!(model.scope(), Scope::On(Screen::Journal));
    assert!(text.contains("2 of 5 entries") && text.contains("/ amount:12500"), "{text}");
    assert!(text.contains("The filter before stays.") && text.contains("brand>VI"), "{text}");
}

#[test]
fn the_journal_tells_its_place_and_begins_at_the_top_when_sorted() {
    let mut model = model();
    press(&mut model, &[Key::Char('3'), Key::End]);
    assert!(plain(&model).lines().nth(2).unwrap().ends_with(" 5/5"), "{}", plain(&model));
    press(&mut model, &[Key::Char('s')]);
    assert!(plain(&model).lines().nth(2).unwrap().ends_with(" 1/5"), "{}", plain(&model));
    press(&mut model, &[Key::End, Key::Char('/')]);
    typed(&mut model, "amount>=5000");
    press(&mut model, &[Key::Enter]);
    assert_eq!((model.journal.place.at, model.journal.rows.len()), (0, 4));
    // What the worker brings leaves the choice where it is.
    press(&mut model, &[Key::Down]);
    let chosen = model.chosen().unwrap().number;
    tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(shelf()) });
    assert_eq!(model.chosen().unwrap().number, chosen);
}

#[test]
fn back_from_the_plan_the_form_is_filled_as_before() {
    let mut model = model();
    model.shelf.cases.clear();
    press(&mut model, &[Key::Char('3'), Key::Char('v')]);
    let key = model.remedy.entry.clone().unwrap().key;
    let all = vec![Remedy { kind: RemedyKind::Void, refusals: vec![] }];
    tell(&mut model, Report::Remedies(Box::new(Remedies { entry: key, all })));
    tell(&mut model, Report::Finished(JobKind::Remedies));
    typed(&mut model, "charged twice\u{0}");
    press(&mut model, &[Key::Tab]);
    typed(&mut model, "Ana");
    press(&mut model, &[Key::Tab, Key::Char('2'), Key::Enter]);
    tell(&mut model, Report::Planned(Box::new(plan(entries().remove(4)))));
    tell(&mut model, Report::Finished(JobKind::Plan));
    typed(&mut model, "6");
    press(&mut model, &[Key::Esc]);
    assert_eq!((model.remedy.form.value(0), model.remedy.form.value(1)), ("charged twice", "Ana"));
    press(&mut model, &[Key::Tab]);
    typed(&mut model, " Rojas");
    let again = press(&mut model, &[Key::Enter]);
    assert!(
        matches!(again.as_slice(), [Effect::Run(Job::Plan { authoriser, goods: Goods::NotHandedOver, .. })] if authoriser == "Ana Rojas"),
        "{again:?}"
    );
    // A plan that fails keeps what was typed too, and the failure is seen first.
    tell(&mut model, failed(JobKind::Plan, None));
    tell(&mut model, Report::Finished(JobKind::Plan));
    assert!(matches!(model.dialog, Some(Dialog::Failure(_))));
    press(&mut model, &[Key::Esc, Key::Enter]);
    assert_eq!((model.scope(), model.remedy.form.value(1)), (Scope::Form, "Ana Rojas"));
}

#[test]
fn what_lies_on_top_leaves_no_torn_words_at_its_sides() {
    for lang in Lang::ALL {
        let mut model = model();
        model.lang = *lang;
        press(&mut model, &[Key::Char('q')]);
        let text = plain(&model);
        let sides = text.lines().filter(|line| line.contains('│'));
        for line in sides {
            assert!(line.starts_with("    ") && line.ends_with('│'), "{line:?}\n{text}");
        }
    }
}

#[test]
fn an_export_tells_the_whole_path_before_and_after() {
    let mut model = model();
    model.folder = PathBuf::from("/home/technician/visits/2026/november/shop-at-the-corner-of-the-square");
    press(&mut model, &[Key::Char('7'), Key::Char('x')]);
    assert!(plain(&model).contains("tillwright-20261123-143000.twb"), "{}", plain(&model));
    insta::assert_snapshot!("dialog_export_path", picture(&model));
    typed(&mut model, "day.twb");
    let ran = press(&mut model, &[Key::Enter]);
    let whole = model.folder.join("day.twb");
    assert!(matches!(ran.as_slice(), [Effect::Run(Job::Export { to, .. })] if *to == whole), "{ran:?}");
    tell(&mut model, Report::Exported { path: whole, archives: 1 });
    tell(&mut model, Report::Finished(JobKind::Export));
    let told: String = plain(&model).split(['│', '\n']).map(str::trim).collect();
    assert!(told.contains("corner-of-the-square/day.twb") && told.contains("archives in it: 1"), "{told}");
}

#[test]
fn a_saved_sheet_tells_the_whole_path_and_whether_it_lasts() {
    for passing in [false, true] {
        let mut model = model();
        model.passing = passing;
        let path = format!("/tmp/{}/sheets/case-20261123T143000Z.txt", "long".repeat(20));
        tell(&mut model, Report::SheetSaved(PathBuf::from(&path)));
        let told: String = plain(&model).split(['│', '\n']).map(str::trim).collect();
        assert!(told.contains(&path), "{told}");
        assert_eq!(told.contains("thrown away"), passing);
    }
}

#[test]
fn a_pulled_archive_is_verified_until_shown_otherwise() {
    let mut model = model();
    model.screen = Screen::Backups;
    assert!(plain(&model).contains("[ ] not checked"), "{}", plain(&model));
    let pulled = crate::ops::pull::Pulled {
        archive: archive(),
        entries: 5,
        new: 5,
        resumed: 0,
        anomalies: vec![],
        proof: IdentityProof::Told,
    };
    tell(&mut model, Report::Pulled(Box::new(pulled)));
    let mut moved = shelf();
    moved.archives[0].path = PathBuf::from("/vault/archives/elsewhere.twa");
    tell(&mut model, Report::Shelf { device: Some(device()), shelf: Box::new(moved) });
    assert!(plain(&model).contains("[+] whole 14:30"), "{}", plain(&model));
    model.now = "2026-11-23T15:01:00Z".parse().unwrap();
    let damage = Some("block 3 does not verify".to_owned());
    tell(&mut model, Report::Checked(vec![crate::ops::backup::Checked { info: archive(), damage }]));
    assert!(plain(&model).contains("[x] damaged 15:01"), "{}", plain(&model));
    assert!(plain(&model).contains("block 3 does not verify"));
}

#[test]
fn a_port_is_typed_as_on_the_command_line() {
    let mut model = model();
    press(&mut model, &[Key::Char('1'), Key::Char('o')]);
    typed(&mut model, "/dev/ttyUSB0@9600,9N9");
    assert!(press(&mut model, &[Key::Enter]).is_empty());
    assert!(plain(&model).contains("that is no port"), "{}", plain(&model));
    insta::assert_snapshot!("dialog_port", picture(&model));
    press(&mut model, &[Key::Ctrl('u')]);
    typed(&mut model, "tcp:192.168.1.20:4000");
    let ran = press(&mut model, &[Key::Enter]);
    let wanted = PortSpec::Tcp { host: "192.168.1.20".to_owned(), port: 4000 };
    assert!(matches!(ran.as_slice(), [Effect::Run(Job::Open { port, .. })] if *port == wanted), "{ran:?}");
}

#[test]
fn a_sale_that_is_not_the_last_is_not_offered_to_the_printer() {
    let mut model = model();
    press(&mut model, &[Key::Char('3'), Key::Down, Key::Enter, Key::Char('p')]);
    assert!(plain(&model).contains("Transaction 63 is not the last sale of this device:"), "{}", plain(&model));
    assert!(press(&mut model, &[Key::Char('y')]).is_empty());
    press(&mut model, &[Key::Esc]);
    // Where the later one was voided nobody here knows which one the device calls its last.
    model.shelf.known[4].entry.void = VoidMark::Voided;
    press(&mut model, &[Key::Char('p')]);
    assert!(matches!(model.dialog, Some(Dialog::Reprint(_))));
}

#[test]
fn amounts_follow_the_language() {
    let mut model = model();
    let pesos = Money::new(1_279_057, Currency::CLP, CurrencySource::Family);
    let sum = HealthItem { name: "sum_in_memory", value: Told::Money(pesos), good: None };
    model.identified.as_mut().unwrap().health.items.push(sum);
    model.dispute.fill(&question(), Lang::En);
    press(&mut model, &[Key::Char('l')]);
    assert_eq!((model.lang, model.dispute.form.value(0)), (Lang::Es, "24.990"));
    model.screen = Screen::Overview;
    assert!(plain(&model).contains("CLP 1.279.057"), "{}", plain(&model));
    press(&mut model, &[Key::Char('3'), Key::Up, Key::Char('a')]);
    assert_eq!(model.dispute.form.value(0), "1.234.567");
}

#[test]
fn the_dispute_shows_the_year_that_it_assumes_and_assumes_no_day() {
    let mut model = model();
    press(&mut model, &[Key::Char('4'), Key::Char('a')]);
    typed(&mut model, "24990");
    press(&mut model, &[Key::Tab]);
    assert!(plain(&model).contains("may be empty"));
    typed(&mut model, "15:05:30");
    press(&mut model, &[Key::Enter]);
    assert_eq!(model.dispute.form.value(1), "15:05:30", "a time alone is of any day");
    press(&mut model, &[Key::Char('a'), Key::Tab, Key::Ctrl('u')]);
    typed(&mut model, "11-22 15:05");
    press(&mut model, &[Key::Enter]);
    assert_eq!(model.dispute.form.value(1), "2026-11-22 15:05");
}

#[test]
fn a_plan_on_a_small_screen_asks_before_it_tells_the_details() {
    let mut model = model();
    model.shelf.cases.clear();
    update(&mut model, Msg::Resized(60, 15));
    press(&mut model, &[Key::Char('3'), Key::Char('v')]);
    let key = model.remedy.entry.clone().unwrap().key;
    let all = vec![Remedy { kind: RemedyKind::Void, refusals: vec![] }];
    tell(&mut model, Report::Remedies(Box::new(Remedies { entry: key, all })));
    tell(&mut model, Report::Finished(JobKind::Remedies));
    insta::assert_snapshot!("small_grounds", picture(&model));
    tell(&mut model, Report::Planned(Box::new(plan(entries().remove(4)))));
    insta::assert_snapshot!("small_plan", picture(&model));
    let details = "1200|64|";
    assert!(!plain(&model).contains(details));
    press(&mut model, &[Key::PageDown]);
    assert!(plain(&model).contains(details), "{}", plain(&model));
}

#[test]
fn paper_and_pulls_are_asked_about_while_the_vault_is_looked_through_too() {
    let mut model = model();
    press(&mut model, &[Key::Char('4'), Key::Char('a')]);
    typed(&mut model, "24990");
    assert!(matches!(press(&mut model, &[Key::Enter]).as_slice(), [Effect::Run(Job::Ask(_))]));
    assert!(press(&mut model, &[Key::Char('5'), Key::Char('p')]).is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Reprint(_))));
    assert!(press(&mut model, &[Key::Char('n'), Key::Char('7'), Key::Char('p')]).is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Pull)));
}
