//! What happens to a console: terminal, line, till, and the other vault's ledger.

use super::{At, Block, Command, Doing, Fate, State, Transaction, Whose, Zvt};
use crate::device::zvt::rules::{Over, Said};
use crate::link::LineKind;
use crate::ops::explored::{Few, Setting, Step, Variant, Word};

impl Zvt {
    pub(super) fn world(&self, state: &State, steps: &mut Vec<Step<State>>) {
        let mut step = |name, faults: u8, act: &dyn Fn(&mut State)| {
            let mut next = *state;
            next.faults += faults;
            act(&mut next);
            if next.faults <= self.bounds.faults {
                steps.push(Step { name, state: next });
            }
        };
        if state.from.len() <= 8 {
            self.commands(state, &mut step);
            self.terminal(state, &mut step);
        }
        self.line(state, &mut step);
        self.others(state, &mut step);
    }

    /// What the terminal does with the command that comes next.
    fn commands(&self, state: &State, step: &mut impl FnMut(&'static str, u8, &dyn Fn(&mut State))) {
        let Some(command) = state.to.iter().next() else {
            if let (Some(intent), At::Idle) = (state.stray, state.at) {
                let refused = state.undoing || (self.setting.refuses_second() && state.is_reversed());
                step("a request of before arrives", 0, &|next| {
                    next.stray = None;
                    if !refused {
                        (next.at, next.alone) = (At::Work(intent), true);
                    }
                });
            }
            return;
        };
        let idle = state.at == At::Idle;
        let silent = self.is(Variant::NobodySaysBusy);
        match command {
            Command::Answer => step("take the answer", 0, &|next| {
                next.to.pop();
                if next.at == At::Told && !next.alone {
                    next.at = At::Print;
                }
            }),
            Command::Last | Command::Enquiry if !idle => {
                step("say please wait", 0, &|next| {
                    next.to.pop();
                    next.push(&[Said::Wait]);
                });
                // A terminal that works on in the background, or for another link.
                if command == Command::Last {
                    step("tell the last while working", 0, &|next| next.tell_last());
                }
                if command == Command::Enquiry {
                    step("say busy", 0, &|next| {
                        next.to.pop();
                        next.push(&[Said::Accepted, if silent { Said::Ready } else { Said::Busy }]);
                    });
                }
            }
            Command::Last => {
                step("tell the last", 0, &|next| next.tell_last());
                step("be busy", 1, &|next| {
                    next.to.pop();
                    next.push(&[Said::Wait]);
                });
            }
            Command::Enquiry => step("tell the status", 0, &|next| {
                next.to.pop();
                let busy = next.undoing && !silent;
                next.push(&[Said::Accepted, if busy { Said::Busy } else { Said::Ready }]);
            }),
            Command::Reverse(_) if !idle || state.undoing => step("say please wait", 0, &|next| {
                next.to.pop();
                next.push(&[Said::Wait]);
            }),
            Command::Reverse(_) if self.setting.refuses_second() && state.is_reversed() => {
                step("refuse a second", 0, &|next| {
                    next.to.pop();
                    next.push(&[Said::Already]);
                })
            }
            Command::Reverse(intent) => {
                step("accept", 0, &|next| {
                    next.to.pop();
                    next.push(&[Said::Accepted]);
                    next.at = At::Work(intent);
                });
                step("refuse before execution", 1, &|next| {
                    next.to.pop();
                    next.push(&[Said::NotRegistered]);
                });
            }
        }
    }

    /// What the terminal does by itself.
    fn terminal(&self, state: &State, step: &mut impl FnMut(&'static str, u8, &dyn Fn(&mut State))) {
        // Nobody listens, or nobody answers: no fault is needed then.
        let unheard = u8::from(!(state.alone || state.link.is_none()));
        match state.at {
            At::Idle => {}
            At::Work(intent) => {
                step("execute", 0, &|next| {
                    next.execute(intent, Fate::Pending);
                    next.tell_result();
                    next.at = At::Told;
                });
                step("be declined by the host", 0, &|next| next.finish(&[Said::Aborted]));
                step("give up", unheard, &|next| next.finish(&[]));
                for (name, said) in [
                    ("execute for good and fall silent", &[][..]),
                    ("execute for good and answer with an error", &[Said::Already]),
                    ("execute for good and abort", &[Said::Aborted]),
                    ("execute for good and complete without a result", &[Said::Completed]),
                ] {
                    step(name, 1, &|next| {
                        next.execute(intent, Fate::Stands);
                        next.finish(said);
                    });
                }
            }
            At::Told | At::Print => {
                if state.at == At::Print {
                    step("complete", 0, &|next| {
                        next.decide(Fate::Stands);
                        next.finish(&[Said::Completed]);
                    });
                }
                step("take it back", unheard, &|next| {
                    next.decide(Fate::Undone);
                    next.finish(&[Said::TakingBack, Said::Aborted]);
                });
                for (name, said) in [
                    ("take it back behind", &[Said::TakingBack, Said::Aborted][..]),
                    ("take it back behind and say nothing of it", &[Said::Aborted]),
                    ("take it back behind and say nothing", &[]),
                ] {
                    step(name, unheard, &|next| {
                        next.undoing = true;
                        next.finish(said);
                    });
                }
                step("let it stand", unheard, &|next| {
                    next.decide(Fate::Stands);
                    next.finish(&[Said::Completed]);
                });
            }
        }
        if state.undoing {
            step("have taken it back", 0, &|next| {
                next.decide(Fate::Undone);
                next.undoing = false;
            });
        }
        if state.at != At::Idle || state.undoing {
            for fate in [Fate::Undone, Fate::Stands] {
                step("lose power", 1, &|next| {
                    next.decide(fate);
                    next.undoing = false;
                    next.to = Few::EMPTY;
                    next.finish(&[]);
                });
            }
        }
    }

    /// The line loses; it is cut, with or without what is on it.
    fn line(&self, state: &State, step: &mut impl FnMut(&'static str, u8, &dyn Fn(&mut State))) {
        if state.faults == self.bounds.faults {
            return;
        }
        if let Some(command) = state.to.iter().next() {
            step("lose a command", 1, &|next| {
                next.to.pop();
            });
            if self.is(Variant::LineRepeats) && matches!(command, Command::Reverse(_)) {
                step("repeat a request", 1, &|next| next.to.push(command));
            }
        }
        if !state.from.is_empty() {
            step("lose a block", 1, &|next| {
                next.from.pop();
            });
        }
        if state.link.is_some() {
            step("cut", 1, &|next| self.cut(next));
            if self.line == LineKind::Serial {
                step("cut, and lose what is on the line", 1, &|next| {
                    self.cut(next);
                    (next.to, next.from) = (Few::EMPTY, Few::EMPTY);
                });
            }
        }
        if state.stray.is_some() {
            step("lose a request of before", 1, &|next| next.stray = None);
        }
    }

    /// The link is lost under whoever has it.
    fn cut(&self, next: &mut State) {
        let Some(link) = next.link else { return };
        self.end(next, link.by, Over::Lost);
        self.lose_link(next);
        let doing = &mut next.consoles[link.by];
        *doing = match *doing {
            // Nothing was sent: the line is dead before the request.
            Doing::Intended { intent } => Doing::Telling { intent, word: Word::NotDone, late: false },
            Doing::Telling { intent, word, .. } => Doing::Telling { intent, word, late: false },
            _ => Doing::Off,
        };
    }

    /// The till reverses the payment itself, or sells; a vault gets what the other's ledger holds.
    fn others(&self, state: &State, step: &mut impl FnMut(&'static str, u8, &dyn Fn(&mut State))) {
        let once = |whose| !state.transactions.iter().any(|one| one.whose == whose);
        if self.setting == Setting::Till && state.at == At::Idle && !state.undoing {
            for (name, whose) in [("the till reverses", Whose::TillReversal), ("the till sells", Whose::TillPayment)] {
                let free = whose == Whose::TillPayment || !state.is_reversed();
                if free && once(whose) {
                    step(name, 0, &|next| next.transactions.push(Transaction { whose, fate: Fate::Stands }));
                }
            }
        }
        for vault in 0..2 {
            let whole = u8::try_from(state.books[1 - vault].len()).unwrap();
            if self.setting == Setting::TwoVaults
                && state.known[vault] != whole
                && matches!(state.consoles[vault], Doing::Off | Doing::Ready)
            {
                step("restore the other's ledger", 0, &|next| next.known[vault] = whole);
            }
        }
    }
}

impl State {
    /// Says something, where somebody may hear it.
    fn push(&mut self, said: &[Said]) {
        if !self.alone {
            for said in said {
                self.from.push(Block { said: *said, asks: false });
            }
        }
    }

    fn tell_last(&mut self) {
        self.to.pop();
        let last = self.last();
        for said in [Said::Accepted, Said::Result(last), Said::Completed] {
            self.from.push(Block { said, asks: false });
        }
    }

    fn tell_result(&mut self) {
        let said = Said::Result(self.last());
        if !self.alone {
            self.from.push(Block { said, asks: true });
        }
    }

    fn execute(&mut self, intent: u8, fate: Fate) {
        self.transactions.push(Transaction { whose: Whose::Ours(intent), fate });
    }

    /// What becomes of the pending reversal.
    fn decide(&mut self, fate: Fate) {
        let pending = (0..6).rev().find(|at| self.transactions.get(*at).is_some_and(|one| one.fate == Fate::Pending));
        if let Some(one) = pending.and_then(|at| self.transactions.get_mut(at)) {
            one.fate = fate;
        }
    }

    /// The end of a command.
    fn finish(&mut self, said: &[Said]) {
        self.push(said);
        (self.at, self.alone) = (At::Idle, false);
    }
}
