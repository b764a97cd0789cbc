//! What a console does, step by step, as `ops::remedy`, `ops::recover` and the driver do it.

use super::{Doing, Heard, Link, Message, State, Transbank};
use crate::device::transbank::rules;
use crate::model::Outcome;
use crate::ops::explored::ledger::{self, Line};
use crate::ops::explored::{Setting, Step, Variant, Word};

impl Transbank {
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
                    step("connect", &|next| next.connect(console));
                }
                self.person(state, console, &mut step);
            }
            Doing::Ready => {
                step("leave", &|next| next.hang_up(console));
                if usize::from(state.intents) < self.bounds.intents && self.reading(state, console).may_send {
                    self.plan(state, console, &mut step);
                }
                if let Some(intent) = self.reading(state, console).open() {
                    self.recover(state, console, intent, &mut step);
                }
                self.person(state, console, &mut step);
            }
            Doing::Planned if self.is(Variant::IntentAfterwards) => {
                step("send without an intent", &|next| {
                    let intent = next.intents;
                    next.intents += 1;
                    next.send(console, intent);
                });
            }
            Doing::Planned => step("intend", &|next| {
                let intent = next.intents;
                next.intents += 1;
                next.books[console].push(Line::Intent(intent));
                next.consoles[console] = Doing::Intended { intent };
            }),
            // What was sent before this link was acknowledged within the time that the first void on it waits.
            Doing::Intended { .. } if state.link.is_some_and(|link| link.waits) && !state.to.is_empty() => {}
            Doing::Intended { intent } => step("send", &|next| {
                if let Some(link) = &mut next.link {
                    link.owed |= link.waits && !self.is(Variant::DoesNotWait);
                }
                next.settle();
                let heard = next.link.map_or(Heard::default(), |link| link.heard);
                match rules::forbids(heard.iter()) {
                    true => next.consoles[console] = Doing::Telling { intent, word: Word::NotDone, late: false },
                    false => next.send(console, intent),
                }
            }),
            Doing::Awaiting { intent, .. } => {
                if !state.from.is_empty() {
                    step("hear", &|next| self.hear(next, console));
                }
                let may_come = !state.is_settled() || !state.from.is_empty() || state.repeated.is_some();
                if !may_come || faults_left {
                    step("time out", &|next| {
                        next.faults += u8::from(may_come);
                        match self.is(Variant::RetryOnTimeout) && next.to.is_empty() {
                            true => next.to.push(intent),
                            false => next.tell(console, intent, Word::Unknown),
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
            Doing::Late { intent } => step("ask for late answers", &|next| {
                next.settle();
                let settled = self.resolve(next).filter(|word| *word != Word::Unknown);
                next.consoles[console] = match settled {
                    Some(word) => Doing::Telling { intent, word, late: false },
                    None => Doing::Ready,
                };
            }),
        }
        if state.consoles[console] != Doing::Off && faults_left {
            step("crash", &|next| {
                next.faults += 1;
                next.hang_up(console);
            });
        }
    }

    /// A vault that shares the other's history is the same vault: one process writes it at a time.
    fn runs(&self, state: &State, console: usize) -> bool {
        self.setting == Setting::TwoVaults || state.consoles[1 - console] == Doing::Off
    }

    /// Reads the list just before, and judges it; the ledgers allow it.
    fn plan(&self, state: &State, console: usize, step: &mut impl FnMut(&'static str, &dyn Fn(&mut State))) {
        if self.list_answers(state) && rules::list_allows(self.shape, state.is_voided()) {
            step("plan", &|next| {
                next.settle();
                next.read = Some(next.is_voided());
                next.consoles[console] = Doing::Planned;
            });
        }
        let stale = state.read.filter(|_| self.is(Variant::StaleAnswers) && state.faults < self.bounds.faults);
        if stale == Some(false) {
            step("plan by a stale list", &|next| {
                next.faults += 1;
                next.consoles[console] = Doing::Planned;
            });
        }
    }

    fn recover(
        &self,
        state: &State,
        console: usize,
        intent: usize,
        step: &mut impl FnMut(&'static str, &dyn Fn(&mut State)),
    ) {
        if !self.list_answers(state) {
            return;
        }
        let act = |next: &mut State, word: Option<Word>| {
            next.consoles[console] = match word {
                Some(word) if word != Word::Unknown => {
                    Doing::Telling { intent: u8::try_from(intent).unwrap(), word, late: false }
                }
                // It is unknown as before; what did not change is not written again.
                _ => Doing::Ready,
            };
        };
        step("recover", &|next| {
            next.settle();
            let word = self.resolve(next);
            act(next, word);
        });
        if self.is(Variant::StaleAnswers)
            && let Some(read) = state.read
            && state.faults < self.bounds.faults
        {
            step("recover by a stale list", &|next| {
                next.faults += 1;
                act(next, Some(if read { Word::Done } else { Word::NotDone }));
            });
        }
    }

    /// What late answers and the list come to. The list is taken at its word in the variants that believe it.
    fn resolve(&self, next: &mut State) -> Option<Word> {
        if !self.list_answers(next) {
            return None;
        }
        let late = next.link.map_or(Heard::default(), |link| link.late);
        let believed = self.is(Variant::StaleAnswers) || self.is(Variant::NobodySaysBusy);
        let voided = next.is_voided();
        next.read = Some(voided);
        let by_list = if believed { if voided { Word::Done } else { Word::NotDone } } else { Word::Unknown };
        Some(rules::came_late(late.iter()).as_ref().map_or(by_list, Word::of))
    }

    /// Whether the terminal tells its list: one that works tells none, or does so all the same.
    fn list_answers(&self, state: &State) -> bool {
        !self.is(Variant::StaleAnswers) || state.is_settled()
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
            // A statement shows a void, not by whose hand.
            true if state.is_voided() => Word::Done,
            false if state.executed[intent] > 0 => Word::Done,
            _ => Word::NotDone,
        };
        Line::Outcome { intent: u8::try_from(intent).unwrap(), word, by_person: true }
    }

    /// Takes what comes, in the exchange of a void.
    fn hear(&self, next: &mut State, console: usize) {
        let Doing::Awaiting { intent, acknowledged, odd } = next.consoles[console] else { return };
        let (Some(message), Some(link)) = (next.from.pop(), &mut next.link) else { return };
        let said = match message {
            Message::Ack => {
                next.consoles[console] = Doing::Awaiting { intent, acknowledged: true, odd: odd || acknowledged };
                return;
            }
            Message::Said(said) => said,
        };
        let again = link.heard.has(said);
        link.heard.add(said);
        let outcome = rules::taken(acknowledged, odd, again, said);
        let outcome = match outcome {
            Some(Outcome::Unknown { .. }) if self.is(Variant::ErrorIsNotDone) => Some(Word::NotDone),
            outcome => outcome.as_ref().map(Word::of),
        };
        match outcome {
            None => next.consoles[console] = Doing::Awaiting { intent, acknowledged, odd: true },
            Some(word) => {
                if !again {
                    (link.owed, link.waits) = (false, false);
                }
                next.tell(console, intent, word);
            }
        }
    }
}

impl State {
    fn connect(&mut self, console: usize) {
        self.link =
            Some(Link { by: console, heard: Heard::default(), late: Heard::default(), owed: false, waits: true });
        self.consoles[console] = Doing::Ready;
        self.settle();
    }

    /// The end of a console's link, and of what it was at.
    pub(super) fn hang_up(&mut self, console: usize) {
        if self.link.is_some_and(|link| link.by == console) {
            self.link = None;
        }
        self.consoles[console] = Doing::Off;
    }

    /// Waits until the line is quiet: hears what has arrived, and what is repeated where the driver waits for that.
    fn settle(&mut self) {
        let Some(mut link) = self.link else { return };
        while let Some(message) = self.from.pop() {
            link.overhear(message);
        }
        if std::mem::take(&mut link.owed)
            && let Some(said) = self.repeated.take()
        {
            link.overhear(Message::Said(said));
        }
        self.link = Some(link);
    }

    fn send(&mut self, console: usize, intent: u8) {
        if let Some(link) = &mut self.link {
            link.late = Heard::default();
            (link.owed, link.waits) = (true, true);
        }
        self.to.push(intent);
        self.consoles[console] = Doing::Awaiting { intent, acknowledged: false, odd: false };
    }

    fn tell(&mut self, console: usize, intent: u8, word: Word) {
        self.consoles[console] = Doing::Telling { intent, word, late: word == Word::Unknown };
    }
}

impl Link {
    fn overhear(&mut self, message: Message) {
        if let Message::Said(said) = message {
            self.heard.add(said);
            self.late.add(said);
        }
    }
}
