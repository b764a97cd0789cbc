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
    Anomaly, CardType, Consent, ConsentHow, Direction, Entry, Family, Goods, Health, HealthItem, Identity,
    IdentityProof, Intent, IntentId, Outcome, Plan, PreState, Printable, Refusal, Remedies, Remedy, RemedyKind,
    VoidMark, WireLine,
};
use crate::ops::browse::{
    ArchiveInfo, Candidate, Case, Dispute, Event, Evidence, Fingerprint, Known, LedgerView, Line, Observation,
    PortSpec, Progress, PullCost, Question, Reprinted, Shelf, Verdict, Verified,
};
use crate::ops::remedy::Remedied;
use crate::ops::visit::Identified;
use crate::ops::{Class, Failure};
use crate::text::{Lang, dispute as say, failure, tui as t};

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
    let pre_state = PreState { entry, entries: 5, total: pesos(1_279_057), read: now() };
    Intent { id: IntentId("bench-7".to_owned()), plan, consent, pre_state }
}

fn unknown() -> Outcome {
    Outcome::Unknown { evidence: "no answer within 150 s".to_owned(), probe: "the acquirer's list of voids".to_owned() }
}

fn case() -> Case {
    Case { intent: intent(), at: now(), outcome: Some(unknown()), by: None, own: true }
}

fn archive() -> ArchiveInfo {
    ArchiveInfo {
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
    let outcome = Event::Outcome { intent: IntentId("bench-7".to_owned()), outcome: unknown(), by: None };
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
    let item = |name, value: &str, good| HealthItem { name, value: Printable::new(value, 40), good };
    Identified {
        identity: Identity {
            family: Family::Transbank,
            id: Some(device()),
            proof: IdentityProof::Continuity { matched: 5 },
        },
        health: Health { items: vec![item("poll", "ACK", Some(true)), item("sales_in_memory", "5", None)] },
        capabilities: &[],
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
    let cost = PullCost { paper: false, bytes_an_entry: 110, most_entries: 999 };
    Report::Opened { port, name: "/dev/ttyUSB0 (115200,8N1)".to_owned(), read_only: false, cost }
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
        model.dispute.fill(&question());
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
                            prop_assert!(queue.is_empty(), "beside another job");
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
