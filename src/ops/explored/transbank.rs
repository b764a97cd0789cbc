//! Transbank: one sale, voided by up to two consoles.
//!
//! A reading of the list is one step: a list cannot be taken for an answer to a void, and what it shows settles nothing. What
//! stays of a conversation that broke off is modelled: bytes that wait on either side of the line, and the answer that the
//! terminal repeats later because nobody acknowledged it.
//!
//! One timer of the driver is a condition here: the first void on a link, or after one that was not answered, leaves when
//! the line was listened to for longer than a terminal takes to take a request or to repeat an answer: so when both have happened.

mod console;
mod world;

use stateright::{Model, Property};

use super::ledger::{self, Book, Clerk, Line, Reading};
use super::{Bounds, Few, INTENTS, Setting, Step, Variant, Word};
use crate::device::transbank::rules::{self, Said, Shape};

/// What a console is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Doing {
    /// Not running, or without a link.
    Off,
    /// On the link, with nothing under way.
    Ready,
    /// The list and the ledgers allow a void, and a person agreed to it.
    Planned,
    /// The intent is written down.
    Intended { intent: u8 },
    /// The request has left.
    Awaiting { intent: u8, acknowledged: bool, odd: bool },
    /// The outcome is to be written down; behind it late answers are asked for.
    Telling { intent: u8, word: Word, late: bool },
    /// Late answers are to be asked for.
    Late { intent: u8 },
}

/// What travels to the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Message {
    Ack,
    Said(Said),
}

/// A set of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Heard(u8);

impl Heard {
    fn add(&mut self, said: Said) {
        self.0 |= 1 << said as u8;
    }

    fn has(self, said: Said) -> bool {
        self.0 & 1 << said as u8 != 0
    }

    fn iter(self) -> impl Iterator<Item = Said> {
        Said::ALL.into_iter().filter(move |said| self.has(*said))
    }
}

/// The link and what the driver on it remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Link {
    by: usize,
    /// Answers heard on it.
    heard: Heard,
    /// Answers that came when nobody waited, since the last void was sent.
    late: Heard,
    /// The terminal may still repeat something: the next request waits for that.
    owed: bool,
    /// No void was sent on it yet, or the last one was not answered: the next one waits for what may be repeated of before.
    waits: bool,
}

/// What the terminal is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Work {
    /// Taken, not executed.
    Taken(u8),
    /// Executed, not answered.
    Executed(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct State {
    books: [Book; 2],
    /// How much of the other's book a vault has.
    known: [u8; 2],
    consoles: [Doing; 2],
    link: Option<Link>,
    /// Requests on their way.
    to: Few<u8, 4>,
    /// What waits on the line for a console.
    from: Few<Message, 4>,
    /// What the terminal will say again.
    repeated: Option<Said>,
    work: Option<Work>,
    executed: [u8; INTENTS],
    till_voided: bool,
    /// What the list said when it was last read.
    read: Option<bool>,
    intents: u8,
    faults: u8,
}

impl State {
    const START: Self = Self {
        books: [Book::EMPTY; 2],
        known: [0; 2],
        consoles: [Doing::Off; 2],
        link: None,
        to: Few::EMPTY,
        from: Few::EMPTY,
        repeated: None,
        work: None,
        executed: [0; INTENTS],
        till_voided: false,
        read: None,
        intents: 0,
        faults: 0,
    };

    fn by_us(&self) -> u8 {
        self.executed.iter().sum()
    }

    fn is_voided(&self) -> bool {
        self.till_voided || self.by_us() > 0
    }

    /// Nothing that was sent can still be executed.
    fn is_settled(&self) -> bool {
        let about_to = |doing: &Doing| matches!(doing, Doing::Intended { .. });
        self.work.is_none() && self.to.is_empty() && !self.consoles.iter().any(about_to)
    }
}

/// The model.
struct Transbank {
    bounds: Bounds,
    /// What its list shows of a voided sale.
    shape: Shape,
    setting: Setting,
    variant: Option<Variant>,
    clerk: Clerk,
}

impl Transbank {
    fn new(bounds: Bounds, shape: Shape, setting: Setting) -> Self {
        let clerk = Clerk { intent: rules::intent(), numbers_restart: false };
        Self { bounds, shape, setting, variant: None, clerk }
    }

    fn with(self, variant: Variant) -> Self {
        let clerk = Clerk { numbers_restart: variant == Variant::NumbersRestart, ..self.clerk };
        Self { variant: Some(variant), clerk, ..self }
    }

    fn is(&self, variant: Variant) -> bool {
        self.variant == Some(variant)
    }

    /// What a vault makes of its ledgers. But for two vaults that do not know all of each other, both hold all lines at all times.
    fn reading(&self, state: &State, console: usize) -> Reading {
        let other = &state.books[1 - console];
        let known = if self.setting == Setting::TwoVaults { usize::from(state.known[console]) } else { other.len() };
        self.clerk.read(&state.books[console], &other.first(known))
    }

    /// Whether both vaults say of every intent what is true of it, where they say `word`.
    fn is_true(&self, state: &State, word: Word, truth: impl Fn(usize) -> bool) -> bool {
        let readings = [self.reading(state, 0), self.reading(state, 1)];
        readings.iter().all(|reading| (0..INTENTS).all(|intent| reading.words[intent] != Some(word) || truth(intent)))
    }

    /// Whether persons close whatever reading leaves open, each at an own console, with ledgers exchanged between them. Two that
    /// contradict each other leave a case open until both were seen, so it may take two rounds. A case that nobody but a person
    /// settled says so.
    fn comes_to_an_end(&self, state: &State) -> bool {
        let mut state = *state;
        for _ in 0..2 {
            for console in 0..2 {
                state.known = [u8::MAX; 2];
                while let Some(intent) = self.reading(&state, console).open() {
                    self.conclude(&mut state, console, intent);
                    let after = self.reading(&state, console);
                    let settled = after.words[intent] != Some(Word::Unknown);
                    if settled && !after.by_person[intent] && !ledger::was_settled_by_reading(&state.books, intent) {
                        return false;
                    }
                    if !settled {
                        break;
                    }
                }
            }
        }
        (0..2).all(|console| self.reading(&state, console).open().is_none())
    }
}

const TWICE: &str = "at most one void by this tool takes effect";
const DONE: &str = "done is said of a void that took effect";
const NOT_DONE: &str = "not done is said of a void that never takes effect";
const UNKNOWN: &str = "between the first byte and proof the ledger says unknown";
const INTENT: &str = "no request leaves before its intent is written down";
const ENDS: &str = "every unknown comes to an end";

fn is_said(state: &State, wanted: Word) -> impl Iterator<Item = usize> {
    let lines = state.books.into_iter().flat_map(|book| book.iter().collect::<Vec<_>>());
    lines.filter_map(move |line| match line {
        Line::Outcome { intent, word, .. } if word == wanted => Some(usize::from(intent)),
        _ => None,
    })
}

impl Model for Transbank {
    type State = State;
    type Action = Step<State>;

    fn init_states(&self) -> Vec<State> {
        vec![State::START]
    }

    fn actions(&self, state: &State, steps: &mut Vec<Step<State>>) {
        for console in 0..2 {
            self.console(state, console, steps);
        }
        self.world(state, steps);
    }

    fn next_state(&self, _state: &State, step: Step<State>) -> Option<State> {
        Some(step.state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(TWICE, |_: &Self, state: &State| state.by_us() <= 1),
            Property::always(DONE, |model: &Self, state| {
                model.is_true(state, Word::Done, |intent| match model.setting.refuses_second() {
                    // Another's answer for the same sale says the same: it is voided.
                    true => state.is_voided(),
                    false => state.executed[intent] > 0,
                })
            }),
            Property::always(NOT_DONE, |model: &Self, state| {
                model.is_true(state, Word::NotDone, |intent| state.executed[intent] == 0)
            }),
            Property::always(UNKNOWN, |model: &Self, state| {
                (0..2).all(|console| {
                    let reading = model.reading(state, console);
                    let own = |intent: u8| reading.words[usize::from(intent)];
                    match state.consoles[console] {
                        Doing::Awaiting { intent, .. } => own(intent) == Some(Word::Unknown),
                        _ => true,
                    }
                })
            }),
            Property::always(INTENT, |_: &Self, state: &State| {
                let written = |intent| state.books.iter().any(|book| book.contains(Line::Intent(intent)));
                let executed = (0u8..).zip(state.executed).filter(|(_, times)| *times > 0).map(|(intent, _)| intent);
                state.to.iter().chain(executed).all(written)
            }),
            Property::always(ENDS, |model: &Self, state| model.comes_to_an_end(state)),
            Property::sometimes("a void is done", |_: &Self, state: &State| {
                is_said(state, Word::Done).next().is_some()
            }),
            Property::sometimes("a second void after the first was not done", |_: &Self, state: &State| {
                state.executed[1] > 0
            }),
            Property::sometimes("an unknown void that was executed", |_: &Self, state: &State| {
                is_said(state, Word::Unknown).any(|intent| state.executed[intent] > 0)
            }),
            Property::sometimes("an unknown void that was not", |_: &Self, state: &State| {
                state.is_settled() && is_said(state, Word::Unknown).any(|intent| state.executed[intent] == 0)
            }),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::explored::{breaks, holds};

    const FEW: Bounds = Bounds { faults: 2, intents: 2 };
    const FULL: Bounds = Bounds { faults: 3, intents: 2 };
    const MORE: Bounds = Bounds { faults: 3, intents: 3 };

    #[test]
    fn the_rules_hold_with_a_terminal_that_would_void_twice() {
        holds("transbank, alone", Transbank::new(FULL, Shape::Unmarked, Setting::Alone));
    }

    #[test]
    fn the_rules_hold_beside_a_till() {
        holds("transbank, till", Transbank::new(FULL, Shape::Unmarked, Setting::Till));
    }

    #[test]
    fn the_rules_hold_with_two_vaults_that_know_a_part_of_each_other() {
        holds("transbank, two vaults", Transbank::new(FEW, Shape::Unmarked, Setting::TwoVaults));
    }

    #[test]
    #[ignore = "minutes: every shape of the list, with three faults and three intents"]
    fn the_rules_hold_with_three_faults() {
        for shape in [Shape::Unmarked, Shape::Marked, Shape::Gone] {
            for (setting, bounds) in [(Setting::Alone, MORE), (Setting::Till, MORE), (Setting::TwoVaults, FEW)] {
                holds(&format!("transbank, {shape:?}, {setting:?}"), Transbank::new(bounds, shape, setting));
            }
        }
    }

    /// One vault's request is at work when the other's is sent behind it, and its refusal comes again as the answer to that.
    #[test]
    fn the_promise_ends_where_two_vaults_do_not_know_of_each_other_and_three_things_go_wrong() {
        breaks("transbank, two vaults", Transbank::new(FULL, Shape::Unmarked, Setting::TwoVaults), NOT_DONE);
    }

    fn broken(variant: Variant, shape: Shape, property: &'static str) {
        let model = Transbank::new(FULL, shape, Setting::Alone).with(variant);
        breaks(&format!("transbank, {variant:?}"), model, property);
    }

    #[test]
    fn an_intent_that_is_written_afterwards_is_found() {
        broken(Variant::IntentAfterwards, Shape::Unmarked, INTENT);
        broken(Variant::IntentAfterwards, Shape::Unmarked, TWICE);
    }

    #[test]
    fn a_void_that_does_not_wait_for_what_is_repeated_of_before_is_found() {
        broken(Variant::DoesNotWait, Shape::Unmarked, NOT_DONE);
    }

    #[test]
    fn a_retry_on_time_out_is_found() {
        broken(Variant::RetryOnTimeout, Shape::Unmarked, TWICE);
    }

    #[test]
    fn asking_first_is_found_where_stale_answers_count() {
        broken(Variant::StaleAnswers, Shape::Marked, NOT_DONE);
        broken(Variant::StaleAnswers, Shape::Marked, TWICE);
    }

    #[test]
    fn an_error_taken_for_not_done_is_found() {
        broken(Variant::ErrorIsNotDone, Shape::Unmarked, NOT_DONE);
    }

    #[test]
    fn a_query_is_found_where_a_working_terminal_does_not_say_busy() {
        broken(Variant::NobodySaysBusy, Shape::Marked, NOT_DONE);
        broken(Variant::NobodySaysBusy, Shape::Marked, TWICE);
    }

    #[test]
    fn a_line_that_repeats_the_request_is_found_unless_the_terminal_refuses() {
        broken(Variant::LineRepeats, Shape::Unmarked, TWICE);
    }

    #[test]
    fn numbers_that_begin_again_after_a_restart_are_found() {
        broken(Variant::NumbersRestart, Shape::Unmarked, DONE);
        broken(Variant::NumbersRestart, Shape::Unmarked, ENDS);
    }
}
