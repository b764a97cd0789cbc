//! What the worker's results change.

use super::keymap::Screen;
use super::model::{Dialog, Link, Model, Port};
use super::msg::{Effect, Job, JobKind, Report};
use super::screens::{backups, dispute, receipt, remedy};
use super::theme::Tone;
use super::update::{go, run};
use crate::ops::Failure;
use crate::ops::browse::Shelf;
use crate::ops::recover::Recovered;
use crate::text::{Phrase, figures, tui as t};

/// Takes a result in.
pub(crate) fn take(model: &mut Model, report: Report) -> Vec<Effect> {
    match report {
        Report::Closed => {
            model.link = Link::Closed;
            model.identified = None;
        }
        Report::NothingKnown => model.notice = Some((Tone::Warn, t::NEVER_PULLED.plain())),
        Report::Opened { port, name, read_only } => {
            model.link = Link::Open(Port { spec: port, name, read_only });
            model.notice = None;
        }
        Report::Identified(identified) => identified_now(model, *identified),
        Report::HandBack(lines) => {
            if let Some(identified) = &mut model.identified {
                identified.hand_back = lines;
            }
        }
        Report::Shelf { device, shelf } => {
            let stale = model.device != device || changed(&model.shelf, &shelf);
            model.take_shelf(device, *shelf);
            if stale {
                return dispute::ask_again(model);
            }
        }
        Report::Ledger(book) => model.book = *book,
        Report::Pulled(pulled) => {
            let text = t::PULLED.with([
                ("entries", &pulled.entries as &dyn std::fmt::Display),
                ("new", &pulled.new),
                ("odd", &pulled.anomalies.len()),
            ]);
            model.notice = Some((Tone::Good, text));
            backups::remember(model, &pulled.archive, None);
            model.backups.pulled = Some(pulled);
        }
        Report::Answered(answer) => dispute::answered(model, *answer),
        Report::Reprinted { wanted, came } => receipt::reprinted(model, wanted, came),
        Report::Remedies(remedies) => remedy::answered(model, *remedies),
        Report::Planned(plan) => remedy::planned(model, plan),
        Report::Remedied(remedied) => {
            if let Some(failure) = remedied.unread.as_ref().filter(|failure| failure.code == "link_lost") {
                lose(model, model.now, failure);
            }
            remedy::ended(model, remedied);
        }
        Report::Recovered(all) => recovered(model, &all),
        Report::Concluded(one) => recovered(model, std::slice::from_ref(&*one)),
        Report::Checked(all) => {
            let bad = all.iter().filter(|checked| checked.damage.is_some()).count();
            let broken = model.book.chains.iter().filter(|chain| chain.broken.is_some()).count();
            let counts = [("archives", &all.len() as &dyn std::fmt::Display), ("bad", &bad), ("broken", &broken)];
            let tone = if bad + broken == 0 { Tone::Good } else { Tone::Bad };
            model.notice = Some((
                tone,
                if bad + broken == 0 { t::ALL_VERIFIED.with(counts) } else { t::NOT_VERIFIED.with(counts) },
            ));
            for checked in all {
                backups::remember(model, &checked.info, checked.damage);
            }
        }
        Report::Exported { path, archives } => {
            let path = path.display().to_string();
            let text = t::EXPORTED.with([("path", &path as &dyn std::fmt::Display), ("archives", &archives)]);
            model.tell(Dialog::Info(Tone::Good, vec![text]));
        }
        Report::SheetSaved(path) => {
            let path = path.display().to_string();
            let mut lines = vec![t::SHEET_SAVED.with([("path", &path as &dyn std::fmt::Display)])];
            lines.extend(model.passing.then(|| t::SHEET_PASSING.plain()));
            model.tell(Dialog::Info(Tone::Good, lines));
        }
        Report::Failed { job, failure, lost } => failed(model, job, failure, lost),
        Report::Died(why) => died(model, &why),
        Report::Seen { .. } | Report::Finished(_) => {}
    }
    Vec::new()
}

fn identified_now(model: &mut Model, identified: crate::ops::visit::Identified) {
    let first = model.screen == Screen::Devices;
    model.identified = Some(identified);
    if first {
        go(model, Screen::Overview);
    }
}

fn recovered(model: &mut Model, all: &[Recovered]) {
    if all.is_empty() {
        model.notice = Some((Tone::Good, t::NO_OPEN_CASES.plain()));
        return;
    }
    let mut worst = Tone::Good;
    let mut lines: Vec<Phrase> = Vec::new();
    for one in all {
        remedy::settled(model, &one.case.intent.id, &one.outcome);
        let (tone, word) = Model::outcome(Some(&one.outcome));
        if tone == Tone::Unknown {
            worst = Tone::Unknown;
        }
        let entry = &one.case.intent.plan.entry;
        let evidence = one.outcome.evidence();
        let values = [("number", &entry.number as &dyn std::fmt::Display), ("evidence", &evidence)];
        let text = t::CASE_NOW.with(values);
        let text = text.each("amount", |lang| figures::amount(&entry.amount, lang));
        lines.push(text.each("outcome", |lang| word.get(lang).to_owned()));
        if tone == Tone::Unknown {
            lines.push(t::COULD_SETTLE.plain().each("what", |lang| t::UNKNOWN_SETTLES.get(lang).to_owned()));
            lines.push(t::NEXT_UNKNOWN.plain());
        }
    }
    model.tell(Dialog::Info(worst, lines));
}

/// Whether an answer that was made from `old` may be another one now: other archives, or other cases or outcomes.
fn changed(old: &Shelf, new: &Shelf) -> bool {
    let archives = |shelf: &Shelf| shelf.archives.iter().map(|one| (one.path.clone(), one.entries)).collect::<Vec<_>>();
    let cases = |shelf: &Shelf| {
        shelf.cases.iter().map(|case| (case.intent.id.clone(), case.outcome.clone())).collect::<Vec<_>>()
    };
    old.known.len() != new.known.len() || archives(old) != archives(new) || cases(old) != cases(new)
}

/// The link is gone; what is known stays readable.
fn lose(model: &mut Model, since: jiff::Timestamp, failure: &Failure) {
    if let Link::Open(port) = &model.link {
        model.link = Link::Lost { port: port.clone(), since, why: failure.what.clone() };
    }
}

fn failed(model: &mut Model, job: JobKind, failure: Box<Failure>, lost: Option<jiff::Timestamp>) {
    if let Some(since) = lost {
        lose(model, since, &failure);
    }
    remedy::failed(model, job);
    if failure.class == crate::ops::Class::Interrupted {
        model.notice = Some((Tone::Warn, failure.what));
        return;
    }
    model.tell(Dialog::Failure(failure));
}

/// A defect of ours: said, and nothing more is promised. A remedy that was on its way is unknown; its intent is
/// in the ledger, so recovery will find it.
fn died(model: &mut Model, why: &str) {
    let money = model.money_in_flight();
    model.running.clear();
    model.broken = true;
    model.link = Link::Closed;
    let mut lines = vec![t::DIED.with([("why", &why as &dyn std::fmt::Display)])];
    if money {
        lines.push(t::DIED_WITH_MONEY.plain());
    }
    model.tell(Dialog::Info(if money { Tone::Unknown } else { Tone::Bad }, lines));
}

/// The jobs at the beginning: the vault, and the port that was named.
pub(crate) fn begin(model: &mut Model, start: &super::Start) -> Vec<Effect> {
    let mut effects = run(model, Job::Browse);
    if let Some(port) = start.open.clone() {
        model.running.push_back(super::model::Running { kind: JobKind::Open, since: model.now });
        effects.push(Effect::Run(Job::Open { port, protocol: start.protocol, then: start.dispute.clone() }));
    }
    effects
}
