//! What happens to a console: device, line, till, and the other vault's ledger.

use super::{Doing, Message, State, Transbank, Work};
use crate::device::transbank::rules::Said;
use crate::ops::explored::{Few, Setting, Step, Variant, Word};

impl Transbank {
    pub(super) fn world(&self, state: &State, steps: &mut Vec<Step<State>>) {
        self.device(state, steps);
        self.line(state, steps);
        self.others(state, steps);
    }

    /// The terminal takes a request, executes it, answers. It may refuse, fall silent, answer with an error, lose power.
    fn device(&self, state: &State, steps: &mut Vec<Step<State>>) {
        let fault = state.faults < self.bounds.faults;
        let mut step = |name, faults: u8, act: &dyn Fn(&mut State)| {
            let mut next = *state;
            next.faults += faults;
            act(&mut next);
            steps.push(Step { name, state: next });
        };
        let room = state.from.len() < 3;
        match state.work {
            None if room && !state.to.is_empty() => step("take", 0, &|next| {
                let Some(intent) = next.to.pop() else { return };
                // The command that comes next ends the repeats of the one before.
                next.from.push(Message::Ack);
                next.work = Some(Work::Taken(intent));
            }),
            // A request that comes while it works is lost on it.
            Some(_) if !state.to.is_empty() => step("ignore", 0, &|next| {
                next.to.pop();
            }),
            _ => {}
        }
        let answer = |next: &mut State, said| {
            next.from.push(Message::Said(said));
            next.work = None;
        };
        match state.work {
            // What it says next has to wait until there is room for it.
            Some(_) if !room => {}
            Some(Work::Taken(_)) if self.setting.refuses_second() && state.is_voided() => {
                step("refuse a second", 0, &|next| answer(next, Said::Already));
            }
            Some(Work::Taken(intent)) => {
                let times = state.executed[usize::from(intent)];
                if times < 2 {
                    step("execute", 0, &|next| {
                        next.executed[usize::from(intent)] += 1;
                        next.work = Some(Work::Executed(intent));
                    });
                }
                if fault {
                    step("refuse before execution", 1, &|next| answer(next, Said::Refused));
                }
            }
            Some(Work::Executed(_)) => {
                step("answer", 0, &|next| answer(next, Said::Done));
                if fault {
                    step("answer with an error", 1, &|next| answer(next, Said::Doubt));
                }
            }
            None => {}
        }
        if state.work.is_some() && fault {
            step("fall silent, or lose power", 1, &|next| next.work = None);
        }
    }

    /// The line loses, doubles, delays; it is cut, with or without what is on it.
    fn line(&self, state: &State, steps: &mut Vec<Step<State>>) {
        let mut step = |name, faults: u8, act: &dyn Fn(&mut State)| {
            let mut next = *state;
            next.faults += faults;
            act(&mut next);
            steps.push(Step { name, state: next });
        };
        if let Some(said) = state.repeated
            && state.from.len() < 3
        {
            step("what is repeated arrives", 0, &|next| {
                next.repeated = None;
                next.from.push(Message::Said(said));
            });
        }
        if state.faults == self.bounds.faults {
            return;
        }
        if !state.to.is_empty() {
            step("lose a request", 1, &|next| {
                next.to.pop();
            });
            if self.is(Variant::LineRepeats) && state.to.len() == 1 {
                step("repeat a request", 1, &|next| {
                    let first = next.to.iter().next().unwrap();
                    next.to.push(first);
                });
            }
        }
        if let Some(head) = state.from.iter().next() {
            step("lose an answer", 1, &|next| {
                next.from.pop();
            });
            if let (Message::Said(said), None) = (head, state.repeated) {
                step("an answer comes later", 1, &|next| {
                    next.from.pop();
                    next.repeated = Some(said);
                });
                step("an answer comes again later", 1, &|next| next.repeated = Some(said));
            }
        }
        if state.link.is_some() {
            step("cut", 1, &State::cut);
            step("cut, and lose what is on the line", 1, &|next| {
                next.cut();
                (next.to, next.from) = (Few::EMPTY, Few::EMPTY);
            });
        }
        if state.repeated.is_none() {
            step("an answer for another sale comes", 1, &|next| next.repeated = Some(Said::Other));
        }
    }

    /// The till voids the sale itself; a vault gets what the other's ledger holds.
    fn others(&self, state: &State, steps: &mut Vec<Step<State>>) {
        let mut step = |name, act: &dyn Fn(&mut State)| {
            let mut next = *state;
            act(&mut next);
            steps.push(Step { name, state: next });
        };
        if self.setting == Setting::Till && !state.is_voided() && state.work.is_none() {
            step("the till voids the sale", &|next| next.till_voided = true);
            if state.repeated.is_none() && state.faults < self.bounds.faults {
                step("the till voids the sale and goes before its answer", &|next| {
                    next.faults += 1;
                    next.till_voided = true;
                    next.repeated = Some(Said::Done);
                });
            }
        }
        for vault in 0..2 {
            let whole = u8::try_from(state.books[1 - vault].len()).unwrap();
            if self.setting == Setting::TwoVaults
                && state.known[vault] != whole
                && matches!(state.consoles[vault], Doing::Off | Doing::Ready)
            {
                step("restore the other's ledger", &|next| next.known[vault] = whole);
            }
        }
    }
}

impl State {
    /// The link is lost under whoever has it.
    fn cut(&mut self) {
        let Some(link) = self.link.take() else { return };
        let told = |intent, word| Doing::Telling { intent, word, late: false };
        let doing = &mut self.consoles[link.by];
        *doing = match *doing {
            Doing::Awaiting { intent, .. } => told(intent, Word::Unknown),
            // Nothing was sent: the line is dead before the request.
            Doing::Intended { intent } => told(intent, Word::NotDone),
            Doing::Telling { intent, word, .. } => told(intent, word),
            _ => Doing::Off,
        };
    }
}
