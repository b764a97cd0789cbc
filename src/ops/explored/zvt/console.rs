//! What a console does, step by step, as `ops::remedy`, `ops::recover` and the driver do it.

use jiff::SignedDuration;

use super::{Block, Command, Doing, Heard, Link, Numbers, Settling, State, Why, Zvt, answered, judged};
use crate::device::zvt::rules::{self, Answer, Do, End, Over, Record, Said};
use crate::link::LineKind;
use crate::model::Outcome;
use crate::ops::explored::ledger::{self, Line};
use crate::ops::explored::{Setting, Step, Variant, Word};
use crate::ops::recover;

impl Zvt {
    pub(super) fn console(&self, state: &State, console: usize, steps: &mut Vec<Step<State>>) {
        let mut step = |name, act: &dyn Fn(&mut State)| {
            let mut next = *state;
            act(&mut next);
            steps.push(Step { name, state: next });
        };
        let faults_left = state.faults < self.bounds.faults;
        match state.consoles[console] {
            Doing::Off => {
                if state.link.is_none() && self.runs(state, console) {
                    step("connect", &|next| {
                        next.link = Some(Link::NEW);
                        next.link.as_mut().unwrap().by = console;
                        next.ask(console, Why::Detect);
                    });
                }
                self.person(state, console, &mut step);
            }
            Doing::Ready => {
                step("leave", &|next| self.hang_up(next, console));
                if usize::from(state.intents) < self.bounds.intents && self.reading(state, console).may_send {
                    step("ask before", &|next| next.ask(console, Why::Plan));
                }
                if let Some(intent) = self.reading(state, console).open() {
                    let intent = u8::try_from(intent).unwrap();
                    step("recover", &|next| next.settle_case(console, intent, false, false));
                    step("recover with consent", &|next| next.settle_case(console, intent, true, false));
                }
                self.person(state, console, &mut step);
            }
            Doing::Planned { before } if self.is(Variant::IntentAfterwards) => {
                step("send without an intent", &|next| {
                    let intent = next.intend(before);
                    next.reverse(console, intent);
                });
            }
            Doing::Planned { before } => step("intend", &|next| {
                let intent = next.intend(before);
                next.books[console].push(Line::Intent(intent));
                next.consoles[console] = Doing::Intended { intent };
            }),
            Doing::Intended { intent } => {
                // It waits until every earlier question would have been answered.
                let owed = state.to.iter().any(|command| command != Command::Answer);
                if !owed || self.is(Variant::DoesNotWait) || self.is(Variant::AnyResult) {
                    step("send", &|next| next.reverse(console, intent));
                }
            }
            Doing::Reversing { intent, .. } => {
                if !state.from.is_empty() {
                    step("hear", &|next| self.hear_reversal(next, console));
                }
                let may_come = state.may_come();
                if !may_come || faults_left {
                    step("time out", &|next| {
                        next.faults += u8::from(may_come);
                        match self.is(Variant::RetryOnTimeout) {
                            true => next.to.push(Command::Reverse(intent)),
                            false => self.end(next, console, Over::Silent),
                        }
                    });
                }
            }
            Doing::Asking { why, .. } => {
                if !state.from.is_empty() {
                    step("hear", &|next| self.hear_answer(next, console));
                }
                let may_come = state.may_come();
                if !may_come || faults_left {
                    step("time out", &|next| {
                        next.faults += u8::from(may_come);
                        match why {
                            Why::Detect => self.hang_up(next, console),
                            Why::Plan | Why::Settle { .. } => next.consoles[console] = Doing::Ready,
                        }
                    });
                }
            }
            Doing::Watching { case } => {
                if !state.undoes() {
                    step("watched", &|next| match next.from.is_empty() {
                        true => next.ask(console, Why::Settle { case, enquiry: false }),
                        // It went on with something.
                        false => {
                            next.settle();
                            self.settled(next, console, case, Word::Unknown);
                        }
                    });
                }
            }
            Doing::Telling { intent, word, late } => step("write the outcome", &|next| {
                if self.is(Variant::IntentAfterwards) && !next.books[console].contains(Line::Intent(intent)) {
                    next.books[console].push(Line::Intent(intent));
                }
                ledger::write(&mut next.books[console], Line::Outcome { intent, word, by_person: false });
                let linked = next.link.is_some_and(|link| link.by == console);
                next.consoles[console] = match linked {
                    true if late => Doing::Late { intent },
                    true => Doing::Ready,
                    false => Doing::Off,
                };
            }),
            Doing::Late { intent } => step("ask at once", &|next| next.settle_case(console, intent, false, true)),
        }
        if state.consoles[console] != Doing::Off && faults_left {
            step("crash", &|next| {
                next.faults += 1;
                self.hang_up(next, console);
            });
        }
    }

    /// A vault that shares the other's history is the same vault: one process writes it at a time.
    fn runs(&self, state: &State, console: usize) -> bool {
        self.setting == Setting::TwoVaults || state.consoles[1 - console] == Doing::Off
    }

    /// A person looks at the acquirer's statement, once nothing can happen any more, and concludes.
    fn person(&self, state: &State, console: usize, step: &mut impl FnMut(&'static str, &dyn Fn(&mut State))) {
        if !state.is_settled() || !self.runs(state, console) || state.books[console].len() > 8 {
            return;
        }
        let Some(intent) = self.reading(state, console).open() else { return };
        // Said once more it changes nothing.
        if !state.books[console].contains(self.conclusion(state, intent)) {
            step("a person concludes", &|next| self.conclude(next, console, intent));
        }
    }

    pub(super) fn conclude(&self, next: &mut State, console: usize, intent: usize) {
        let line = self.conclusion(next, intent);
        next.books[console].push(line);
    }

    fn conclusion(&self, state: &State, intent: usize) -> Line {
        let word = match self.setting.refuses_second() {
            // A statement shows a reversal, not by whose hand.
            true if state.is_reversed() => Word::Done,
            false if state.of(intent).next().is_some() => Word::Done,
            _ => Word::NotDone,
        };
        Line::Outcome { intent: u8::try_from(intent).unwrap(), word, by_person: true }
    }

    /// Takes what comes, in the exchange of a reversal.
    fn hear_reversal(&self, next: &mut State, console: usize) {
        while let Doing::Reversing { heard, .. } = &mut next.consoles[console] {
            let Some(block) = next.from.pop() else { return };
            heard.push(block.said);
            next.take(block);
            self.end(next, console, Over::NotYet);
        }
    }

    /// What the exchange of a reversal came to, where it is over.
    pub(super) fn end(&self, next: &mut State, console: usize, over: Over) {
        let Doing::Reversing { intent, seen, synced, heard } = next.consoles[console] else { return };
        let Some((word, end, clean)) = judged(next.before[usize::from(intent)], seen, synced, heard, over) else {
            return;
        };
        let last = heard.iter().last();
        let refused = matches!(last, Some(Said::Aborted | Said::Already | Said::Wait | Said::NotRegistered));
        let results = || heard.iter().any(|said| matches!(said, Said::Result(_)));
        let word = match word {
            Word::Unknown if refused && self.is(Variant::ErrorIsNotDone) => Word::NotDone,
            Word::Unknown if last == Some(Said::Completed) && results() && self.is(Variant::AnyResult) => Word::Done,
            word => word,
        };
        if let Some(link) = &mut next.link {
            link.synced = clean;
            link.carried_out = Some((intent, end));
        }
        next.consoles[console] = Doing::Telling { intent, word, late: word == Word::Unknown };
    }

    /// Takes what comes as the answer to a question.
    fn hear_answer(&self, next: &mut State, console: usize) {
        while let Doing::Asking { why, heard } = &mut next.consoles[console] {
            let Some(block) = next.from.pop() else { return };
            heard.push(block.said);
            let (why, heard) = (*why, *heard);
            next.take(block);
            let enquiry = matches!(why, Why::Settle { enquiry: true, .. });
            let Some((answer, clean)) = answered(enquiry, heard) else { continue };
            if let Some(link) = &mut next.link {
                link.synced = clean;
            }
            self.answer(next, console, why, answer);
            return;
        }
    }

    fn answer(&self, next: &mut State, console: usize, why: Why, answer: Answer) {
        match (why, answer) {
            (Why::Detect, _) => next.consoles[console] = Doing::Ready,
            // It is asked again until its time is up; a person may as well try again later.
            (Why::Plan, Answer::Busy) | (Why::Settle { enquiry: false, .. }, Answer::Busy) => {
                next.consoles[console] = Doing::Ready;
            }
            (Why::Plan, answer) => {
                let before = match answer {
                    Answer::Last(record) => Some(record),
                    _ => None,
                };
                let allowed = rules::allows(before) && self.reading(next, console).may_send;
                next.consoles[console] = if allowed { Doing::Planned { before } } else { Doing::Ready };
            }
            (Why::Settle { case, enquiry: false }, last) => self.read(next, console, case, last),
            (Why::Settle { case, enquiry: true }, answer) => match answer {
                Answer::Ready => next.ask(console, Why::Settle { case, enquiry: false }),
                Answer::Busy => next.consoles[console] = Doing::Ready,
                _ => self.settled(next, console, case, Word::Unknown),
            },
        }
    }

    /// The last transaction was read, for the first time or once more.
    fn read(&self, next: &mut State, console: usize, mut case: Settling, last: Answer) {
        let before = next.before[usize::from(case.intent)];
        if let Some(first) = case.first.take() {
            if let Some(outcome) = rules::confirmed(before, first, last) {
                return self.settled(next, console, case, Word::of(&outcome));
            }
            case.tries += 1;
            if case.tries == 2 {
                return self.settled(next, console, case, Word::Unknown);
            }
        }
        if self.is(Variant::ShownIsDone) && rules::is_ours(before, last) {
            return self.settled(next, console, case, Word::Done);
        }
        let taking_back = next.link.is_some_and(|link| link.taking_back);
        let end = match taking_back {
            true => End::Open,
            false if self.is(Variant::StaleAnswers) => End::Refused,
            false => case.end,
        };
        match rules::next(before, last, end, case.consented) {
            Do::Say(outcome) => self.settled(next, console, case, Word::of(&outcome)),
            Do::Ask => {
                case.first = Some(last);
                next.ask(console, Why::Settle { case, enquiry: true });
            }
            Do::Watch => {
                case.first = Some(last);
                next.consoles[console] = Doing::Watching { case };
            }
        }
    }

    /// What reading came to. What stays unknown is not written again.
    fn settled(&self, next: &mut State, console: usize, case: Settling, word: Word) {
        let outcome = match word {
            Word::Done => Outcome::Done { evidence: String::new() },
            Word::NotDone => Outcome::NotDone { evidence: String::new() },
            Word::Unknown => Outcome::Unknown { evidence: String::new(), probe: String::new() },
        };
        let age = SignedDuration::from_secs(if case.young { 0 } else { 3_600 });
        let word = match case.late || self.is(Variant::StillOnItsWay) {
            true => word,
            false => Word::of(&recover::arrived(outcome, self.line, age)),
        };
        next.consoles[console] = match word {
            Word::Unknown => Doing::Ready,
            word => Doing::Telling { intent: case.intent, word, late: false },
        };
    }

    /// The end of a console's link, and of what it was at.
    pub(super) fn hang_up(&self, next: &mut State, console: usize) {
        if next.link.is_some_and(|link| link.by == console) {
            self.lose_link(next);
        }
        next.consoles[console] = Doing::Off;
    }

    /// A network takes the conversation with it, but for a request that is on its way; a serial line keeps what is on it.
    pub(super) fn lose_link(&self, next: &mut State) {
        next.link = None;
        if self.line == LineKind::Serial {
            return;
        }
        let sent = next.to.iter().find_map(|command| match command {
            Command::Reverse(intent) => Some(intent),
            _ => None,
        });
        next.stray = sent.or(next.stray);
        (next.to, next.from) = (super::Few::EMPTY, super::Few::EMPTY);
        next.alone = next.at != super::At::Idle;
    }
}

impl State {
    /// Whether something may still come for who waits.
    fn may_come(&self) -> bool {
        let command = |command| command != Command::Answer;
        !self.from.is_empty() || self.to.iter().any(command) || (self.at != super::At::Idle && !self.alone)
    }

    /// The terminal takes something back by itself, or will.
    fn undoes(&self) -> bool {
        self.undoing || matches!(self.at, super::At::Told | super::At::Print)
    }

    fn intend(&mut self, before: Option<Record>) -> u8 {
        let intent = self.intents;
        self.intents += 1;
        self.before[usize::from(intent)] = before;
        intent
    }

    /// Drains the line and asks.
    fn ask(&mut self, console: usize, why: Why) {
        self.settle();
        let enquiry = matches!(why, Why::Settle { enquiry: true, .. });
        self.to.push(if enquiry { Command::Enquiry } else { Command::Last });
        if let Some(link) = &mut self.link {
            (link.spoken, link.synced) = (true, false);
        }
        self.consoles[console] = Doing::Asking { why, heard: Heard::EMPTY };
    }

    fn settle_case(&mut self, console: usize, intent: u8, consented: bool, late: bool) {
        let carried_out = self.link.and_then(|link| link.carried_out);
        let end = carried_out.filter(|(carried_out, _)| *carried_out == intent).map_or(End::Elsewhere, |(_, end)| end);
        let young = self.stray == Some(intent);
        let case = Settling { intent, end, consented, late, young, first: None, tries: 0 };
        self.ask(console, Why::Settle { case, enquiry: false });
    }

    /// Drains the line and sends the reversal.
    fn reverse(&mut self, console: usize, intent: u8) {
        self.settle();
        let Some(link) = &mut self.link else { return };
        link.taking_back = false;
        let (seen, synced) = (link.seen, std::mem::take(&mut link.synced));
        self.to.push(Command::Reverse(intent));
        self.consoles[console] = Doing::Reversing { intent, seen, synced, heard: Heard::EMPTY };
    }

    /// What has arrived before a question: before this console's first word it is heard and not answered, then answered.
    fn settle(&mut self) {
        let spoken = self.link.is_some_and(|link| link.spoken);
        while let Some(block) = self.from.pop() {
            if spoken {
                self.take(block);
            }
        }
    }

    /// Answers a block and remembers what it told.
    fn take(&mut self, block: Block) {
        let Some(link) = &mut self.link else { return };
        match block.said {
            Said::Result(record) => link.seen.add(record.number),
            Said::TakingBack => link.taking_back = true,
            _ => {}
        }
        if block.asks {
            self.to.push(Command::Answer);
        }
    }
}

impl Link {
    const NEW: Self =
        Self { by: 0, spoken: false, synced: false, taking_back: false, seen: Numbers(0), carried_out: None };
}
