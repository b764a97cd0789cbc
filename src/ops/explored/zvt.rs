//! ZVT: one payment, reversed by up to two consoles.
//!
//! Answers do not say what they answer, so every question and answer travels here: commands and blocks in their order, the
//! acknowledgements of the line left out (a block that gets lost is one that was lost three times). The terminal executes, has
//! to be answered, prints, takes back what nobody answered, at once or behind the end of the command, or lets it stand, as the
//! specification can be read; it works on when its link is gone.
//!
//! Three things are timers in the driver and conditions here. A reversal leaves when the line was quiet for longer than a terminal
//! takes to begin an answer: so it leaves only when every earlier question was answered. A reversal that is shown is watched for longer than a terminal may
//! take to undo it: so the watch ends only when it undoes nothing any more. What a network carries arrives within a minute: so a
//! request is young as long as it is on its way.

mod console;
mod world;

use std::cell::RefCell;
use std::collections::HashMap;

use stateright::{Model, Property};

use super::ledger::{self, Book, Clerk, Line, Reading};
use super::{Bounds, Few, INTENTS, Setting, Step, Variant, Word};
use crate::device::zvt::rules::{self, Answer, End, Kind, Over, Record, Said};
use crate::link::LineKind;

/// What was said in one conversation.
type Heard = Few<Said, 12>;

/// What a console is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Doing {
    /// Not running, or without a link.
    Off,
    /// On the link, with nothing under way.
    Ready,
    /// The last transaction and the ledgers allow a reversal, and a person agreed to it.
    Planned { before: Option<Record> },
    /// The intent is written down.
    Intended { intent: u8 },
    /// The reversal has left. `seen`: the results heard on this link before.
    Reversing { intent: u8, seen: Numbers, synced: bool, heard: Heard },
    /// A question has left.
    Asking { why: Why, heard: Heard },
    /// It watches whether a reversal stands.
    Watching { case: Settling },
    /// The outcome is to be written down; behind it the last transaction is asked for, where there is doubt.
    Telling { intent: u8, word: Word, late: bool },
    /// The last transaction is to be asked for, silently.
    Late { intent: u8 },
}

/// Why a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Why {
    /// Whether a terminal is there.
    Detect,
    /// What it shows before a reversal.
    Plan,
    /// To settle a case: by the last transaction, or whether it is idle.
    Settle { case: Settling, enquiry: bool },
}

/// A case being settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Settling {
    intent: u8,
    /// What this link saw of the exchange.
    end: End,
    consented: bool,
    /// Within the command itself, behind an unknown outcome.
    late: bool,
    /// Its request was so young when this began that a network may still have carried it.
    young: bool,
    /// The last transaction as read first.
    first: Option<Answer>,
    /// How often it was read once more.
    tries: u8,
}

/// Numbers of transactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Numbers(u8);

impl Numbers {
    fn add(&mut self, number: u8) {
        self.0 |= 1 << number;
    }

    fn iter(self) -> impl Iterator<Item = u8> {
        (0..8).filter(move |number| self.0 & 1 << number != 0)
    }
}

/// What travels to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Command {
    /// `06 20`.
    Last,
    /// `05 01`.
    Enquiry,
    /// `06 30`.
    Reverse(u8),
    /// The answer to a result.
    Answer,
}

/// What travels to the console. `asks`: the terminal waits for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Block {
    said: Said,
    asks: bool,
}

/// The link and what the driver on it remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Link {
    by: usize,
    spoken: bool,
    synced: bool,
    taking_back: bool,
    seen: Numbers,
    carried_out: Option<(u8, End)>,
}

/// What the terminal is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    Idle,
    /// Not executed yet.
    Work(u8),
    /// The result was told and has to be answered.
    Told,
    /// It prints.
    Print,
}

/// Whose transaction it is, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Transaction {
    whose: Whose,
    fate: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Ours(u8),
    TillReversal,
    TillPayment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Fate {
    Pending,
    Stands,
    Undone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct State {
    books: [Book; 2],
    known: [u8; 2],
    /// What the terminal showed before each intent; stands in the intent.
    before: [Option<Record>; INTENTS],
    consoles: [Doing; 2],
    link: Option<Link>,
    to: Few<Command, 10>,
    from: Few<Block, 16>,
    /// A request that a network still carries, of a link that is gone.
    stray: Option<u8>,
    at: At,
    /// What it is at came over a link that is gone: nobody hears of it.
    alone: bool,
    /// It takes the last reversal back behind the end of its command.
    undoing: bool,
    transactions: Few<Transaction, 6>,
    intents: u8,
    faults: u8,
}

impl State {
    const START: Self = Self {
        books: [Book::EMPTY; 2],
        known: [0; 2],
        before: [None; INTENTS],
        consoles: [Doing::Off; 2],
        link: None,
        to: Few::EMPTY,
        from: Few::EMPTY,
        stray: None,
        at: At::Idle,
        alone: false,
        undoing: false,
        transactions: Few::EMPTY,
        intents: 0,
        faults: 0,
    };

    /// The last transaction as the terminal tells it.
    fn last(&self) -> Record {
        let number = self.transactions.len();
        let Some(last) = number.checked_sub(1).and_then(|at| self.transactions.get(at)) else {
            return Record::ORIGINAL;
        };
        let kind = if last.whose == Whose::TillPayment { Kind::Payment } else { Kind::Reversal };
        Record { number: u8::try_from(number).unwrap(), kind, good: last.fate != Fate::Undone }
    }

    fn reversals(&self) -> impl Iterator<Item = Transaction> {
        self.transactions.iter().filter(|one| one.whose != Whose::TillPayment && one.fate != Fate::Undone)
    }

    fn is_reversed(&self) -> bool {
        self.reversals().next().is_some()
    }

    fn of(&self, intent: usize) -> impl Iterator<Item = Transaction> {
        self.reversals().filter(move |one| matches!(one.whose, Whose::Ours(whose) if usize::from(whose) == intent))
    }

    fn is_on_its_way(&self, intent: u8) -> bool {
        self.stray == Some(intent) || self.to.contains(Command::Reverse(intent))
    }

    /// Nothing that was sent can still be executed or taken back.
    fn is_settled(&self) -> bool {
        let sent = |command| matches!(command, Command::Reverse(_));
        let idle = self.at == At::Idle && !self.undoing;
        let about_to = |doing: &Doing| matches!(doing, Doing::Intended { .. });
        idle && self.stray.is_none() && !self.to.iter().any(sent) && !self.consoles.iter().any(about_to)
    }
}

/// The model.
struct Zvt {
    bounds: Bounds,
    line: LineKind,
    setting: Setting,
    variant: Option<Variant>,
    clerk: Clerk,
}

impl Zvt {
    fn new(bounds: Bounds, line: LineKind, setting: Setting) -> Self {
        let clerk = Clerk { intent: rules::intent(Some(Record::ORIGINAL)), numbers_restart: false };
        Self { bounds, line, setting, variant: None, clerk }
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

/// An exchange of a reversal as far as it went.
type Exchange = (Option<Record>, Numbers, bool, Heard, u8);
/// What it proves.
type Judged = Option<(Word, End, bool)>;

/// What the driver makes of an exchange; there are few different ones.
fn judged(before: Option<Record>, seen: Numbers, synced: bool, heard: Heard, over: Over) -> Judged {
    thread_local! {
        static KNOWN: RefCell<HashMap<Exchange, Judged>> = RefCell::default();
    }
    let key = (before, seen, synced, heard, over as u8);
    let known = KNOWN.with_borrow(|known| known.get(&key).copied());
    known.unwrap_or_else(|| {
        let records = seen.iter().map(|number| Record { number, kind: Kind::Payment, good: true });
        let judged = rules::judged(before, records, synced, heard.iter(), over);
        let judged = judged.map(|(outcome, end, clean)| (Word::of(&outcome), end, clean));
        KNOWN.with_borrow_mut(|known| known.insert(key, judged));
        judged
    })
}

/// What a question was answered, as the driver reads it.
fn answered(enquiry: bool, heard: Heard) -> Option<(Answer, bool)> {
    type Answered = Option<(Answer, bool)>;
    thread_local! {
        static KNOWN: RefCell<HashMap<(bool, Heard), Answered>> = RefCell::default();
    }
    let known = KNOWN.with_borrow(|known| known.get(&(enquiry, heard)).copied());
    known.unwrap_or_else(|| {
        let answer = rules::answered(enquiry, heard.iter());
        KNOWN.with_borrow_mut(|known| known.insert((enquiry, heard), answer));
        answer
    })
}

const TWICE: &str = "at most one reversal by this tool takes effect";
const DONE: &str = "done is said of a reversal that took effect and stands";
const NOT_DONE: &str = "not done is said of a reversal that never takes effect";
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

impl Model for Zvt {
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
            Property::always(TWICE, |_: &Self, state: &State| {
                state.reversals().filter(|one| matches!(one.whose, Whose::Ours(_))).count() <= 1
            }),
            Property::always(DONE, |model: &Self, state| {
                model.is_true(state, Word::Done, |intent| match model.setting.refuses_second() {
                    // A reversal of another's for the same payment is the same to the terminal's memory.
                    true => state.reversals().any(|one| one.fate == Fate::Stands),
                    false => state.of(intent).any(|one| one.fate == Fate::Stands),
                })
            }),
            Property::always(NOT_DONE, |model: &Self, state| {
                model.is_true(state, Word::NotDone, |intent| state.of(intent).next().is_none())
            }),
            Property::always(UNKNOWN, |model: &Self, state: &State| {
                (0..2).all(|console| match state.consoles[console] {
                    Doing::Reversing { intent, .. } => {
                        model.reading(state, console).words[usize::from(intent)] == Some(Word::Unknown)
                    }
                    _ => true,
                })
            }),
            Property::always(INTENT, |_: &Self, state: &State| {
                (0..state.intents).all(|intent| {
                    let written = state.books.iter().any(|book| book.contains(Line::Intent(intent)));
                    let left = state.is_on_its_way(intent)
                        || state.at == At::Work(intent)
                        || state.of(usize::from(intent)).next().is_some();
                    written || !left
                })
            }),
            Property::always(ENDS, |model: &Self, state| model.comes_to_an_end(state)),
            Property::sometimes("a reversal is done", |_: &Self, state: &State| {
                is_said(state, Word::Done).next().is_some()
            }),
            Property::sometimes("a second reversal after the first was not done", |_: &Self, state: &State| {
                state.of(1).any(|one| one.fate == Fate::Stands)
            }),
            Property::sometimes("an unknown reversal that stands", |_: &Self, state: &State| {
                is_said(state, Word::Unknown).any(|intent| state.of(intent).any(|one| one.fate == Fate::Stands))
            }),
            Property::sometimes("a reversal that the terminal took back", |_: &Self, state: &State| {
                state.transactions.iter().any(|one| one.fate == Fate::Undone)
            }),
            Property::sometimes("a reversal settled as done by reading", |_: &Self, state: &State| {
                let word = |wanted| is_said(state, wanted).next().is_some();
                word(Word::Unknown) && word(Word::Done)
            }),
            Property::sometimes("a reversal settled as not done by reading", |_: &Self, state: &State| {
                is_said(state, Word::Unknown).any(|intent| is_said(state, Word::NotDone).any(|not| not == intent))
            }),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::explored::{breaks, holds};

    const FEW: Bounds = Bounds { faults: 1, intents: 2 };
    const TWO: Bounds = Bounds { faults: 2, intents: 2 };
    const FULL: Bounds = Bounds { faults: 3, intents: 2 };

    #[test]
    fn the_rules_hold_with_a_terminal_that_would_reverse_twice() {
        holds("zvt, alone", Zvt::new(FULL, LineKind::Serial, Setting::Alone));
    }

    #[test]
    fn the_rules_hold_over_a_network() {
        holds("zvt, alone, network", Zvt::new(TWO, LineKind::Network, Setting::Alone));
    }

    #[test]
    fn the_rules_hold_beside_a_till() {
        holds("zvt, till", Zvt::new(FEW, LineKind::Serial, Setting::Till));
    }

    #[test]
    fn the_rules_hold_with_two_vaults_that_know_a_part_of_each_other() {
        holds("zvt, two vaults", Zvt::new(FEW, LineKind::Serial, Setting::TwoVaults));
    }

    #[test]
    #[ignore = "minutes: as many faults as memory allows"]
    fn the_rules_hold_with_three_faults() {
        for line in [LineKind::Serial, LineKind::Network] {
            holds(&format!("zvt, {line:?}, alone, three faults"), Zvt::new(FULL, line, Setting::Alone));
            holds(&format!("zvt, {line:?}, till, two faults"), Zvt::new(TWO, line, Setting::Till));
            holds(&format!("zvt, {line:?}, two vaults, one fault"), Zvt::new(FEW, line, Setting::TwoVaults));
        }
    }

    fn broken(variant: Variant, line: LineKind, property: &'static str) {
        let model = Zvt::new(TWO, line, Setting::Alone).with(variant);
        breaks(&format!("zvt, {variant:?}"), model, property);
    }

    #[test]
    fn an_intent_that_is_written_afterwards_is_found() {
        broken(Variant::IntentAfterwards, LineKind::Serial, INTENT);
        broken(Variant::IntentAfterwards, LineKind::Serial, TWICE);
    }

    #[test]
    fn a_reversal_that_does_not_wait_for_earlier_answers_is_found() {
        broken(Variant::DoesNotWait, LineKind::Serial, NOT_DONE);
    }

    #[test]
    fn a_retry_on_time_out_is_found() {
        broken(Variant::RetryOnTimeout, LineKind::Serial, TWICE);
    }

    #[test]
    fn a_last_transaction_believed_at_once_is_found() {
        broken(Variant::StaleAnswers, LineKind::Serial, NOT_DONE);
        broken(Variant::StaleAnswers, LineKind::Serial, TWICE);
    }

    #[test]
    fn an_error_taken_for_not_done_is_found() {
        broken(Variant::ErrorIsNotDone, LineKind::Serial, NOT_DONE);
    }

    #[test]
    fn a_query_is_found_where_a_working_terminal_does_not_say_busy() {
        broken(Variant::NobodySaysBusy, LineKind::Serial, NOT_DONE);
        broken(Variant::NobodySaysBusy, LineKind::Serial, TWICE);
    }

    #[test]
    fn a_line_that_repeats_the_request_is_found_unless_the_terminal_refuses() {
        broken(Variant::LineRepeats, LineKind::Serial, TWICE);
    }

    #[test]
    fn numbers_that_begin_again_after_a_restart_are_found() {
        broken(Variant::NumbersRestart, LineKind::Serial, DONE);
        broken(Variant::NumbersRestart, LineKind::Serial, ENDS);
    }

    #[test]
    fn a_reversal_that_is_shown_and_not_known_to_stand_is_found() {
        broken(Variant::ShownIsDone, LineKind::Serial, DONE);
    }

    #[test]
    fn a_result_that_is_taken_whatever_it_names_is_found() {
        broken(Variant::AnyResult, LineKind::Serial, DONE);
    }

    #[test]
    fn a_request_that_is_still_on_its_way_is_found() {
        broken(Variant::StillOnItsWay, LineKind::Network, NOT_DONE);
    }
}
