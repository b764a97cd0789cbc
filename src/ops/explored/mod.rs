//! The remedy protocol explored: every order in which two consoles, a device, a line between them, a till and a person can
//! act, with up to three faults, one model a family.
//!
//! A fault run plays one history with the real driver; this walks through all of them, with a model in place of driver and
//! device. The decisions in it are not modelled: what an answer is worth, what a reading proves, whether the ledgers let a
//! request be sent, what the words of several ledgers come to is asked of the very functions that the program uses, through
//! `rules` beside each driver and through real ledgers on a disk in memory ([`ledger`]). So a rule that is changed there is
//! explored here. What is modelled is who does what when: the steps between two things that can be seen from outside.
//!
//! It stands in this room because the use cases know drivers and vault, and inside the crate because what it asks is nobody
//! else's business.
//!
//! Taken for granted: a line keeps the order of what is on it and does not double a request; a terminal begins to answer within
//! the time that its driver allows; what its specification places before execution comes before it; a person concludes what the
//! acquirer's statement shows, and not before everything that was sent has come to rest.
//!
//! Each [`Variant`] breaks one rule. The same checker has to find the property that it breaks: a model that finds nothing is
//! worth something only if it is known to see.

mod few;
mod ledger;
mod transbank;
mod zvt;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::hash::Hash;
use std::time::Instant;

use stateright::{Checker, HasDiscoveries, Model};

use few::Few;

/// Most intents in one history: of a retry after *not done* still two are left for mischief.
const INTENTS: usize = 3;

/// A rule that is broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    /// The request leaves before its intent is written down.
    IntentAfterwards,
    /// The request is sent again when no answer came.
    RetryOnTimeout,
    /// What comes is taken for the answer to the question asked last, and the journal's silence for *not done*.
    StaleAnswers,
    /// An answer that names an error is taken for *not done*.
    ErrorIsNotDone,
    /// The journal's silence is taken for *not done*, of a device that works on and does not say that it is busy.
    NobodySaysBusy,
    /// The line sends the request a second time, and the device executes it a second time.
    LineRepeats,
    /// Intents are numbered anew after a restart.
    NumbersRestart,
    /// A request is sent while the terminal may still have something of before to say.
    DoesNotWait,
    /// ZVT: the reversal as last transaction is taken for done without knowing that it stands.
    ShownIsDone,
    /// ZVT: a result is taken for the reversal's whatever it names, and nothing is waited for before.
    AnyResult,
    /// A reading proves *not done* while the request may still be on its way.
    StillOnItsWay,
}

/// Who is there beside one vault, and whether the device helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// Two consoles, one after the other, that share all of their history; the device would execute a second remedy.
    Alone,
    /// The same with a till that acts too; the device refuses a second remedy.
    Till,
    /// Two vaults that know of each other what was restored last; the device refuses a second remedy.
    TwoVaults,
}

impl Setting {
    fn refuses_second(self) -> bool {
        self != Setting::Alone
    }
}

/// How far an exploration goes.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    faults: u8,
    intents: usize,
}

/// How an intent ended, as far as the ledger says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Word {
    Done,
    NotDone,
    Unknown,
}

impl Word {
    fn of(outcome: &crate::model::Outcome) -> Self {
        use crate::model::Outcome;
        match outcome {
            Outcome::Done { .. } => Word::Done,
            Outcome::NotDone { .. } => Word::NotDone,
            Outcome::Unknown { .. } => Word::Unknown,
        }
    }
}

/// A step and the state that it leads to. Two steps are the same where their states are.
#[derive(Clone)]
struct Step<S> {
    name: &'static str,
    state: S,
}

impl<S: PartialEq> PartialEq for Step<S> {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

impl<S> Debug for Step<S> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// Explores everything; no property may be found broken. Prints how much that was.
fn holds<M>(name: &str, model: M)
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync,
    M::Action: Clone + Debug + PartialEq,
{
    let began = Instant::now();
    let checker = model.checker().threads(2).finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let (unique, all, depth) = (checker.unique_state_count(), checker.state_count(), checker.max_depth());
    println!("{name}: {unique} states, {all} steps, depth {depth}, {:.1} s", began.elapsed().as_secs_f64());
    for property in checker.model().properties() {
        let Some(path) = checker.discovery(property.name) else { continue };
        if property.expectation.discovery_is_failure() {
            panic!("{name}: `{}` does not hold:\n{}", property.name, told(path));
        }
    }
    for property in checker.model().properties() {
        let seen = property.expectation.discovery_is_failure() || checker.discovery(property.name).is_some();
        assert!(seen, "{name}: `{}` never happens, so the model does not see what it should", property.name);
    }
}

/// Explores until this property is found broken, and prints how short a history does it.
fn breaks<M>(name: &str, model: M, property: &'static str)
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync,
    M::Action: Clone + Debug + PartialEq,
{
    let began = Instant::now();
    let finish = HasDiscoveries::AnyOf(BTreeSet::from([property]));
    let checker = model.checker().finish_when(finish).spawn_bfs().join();
    let Some(path) = checker.discovery(property) else {
        panic!("{name}: `{property}` is not found broken in {} states", checker.unique_state_count());
    };
    let (states, seconds) = (checker.unique_state_count(), began.elapsed().as_secs_f64());
    let steps: Vec<String> = path.into_actions().iter().map(|step| format!("{step:?}")).collect();
    println!(
        "{name}: `{property}` broken after {} steps ({states} states, {seconds:.1} s): {}",
        steps.len(),
        steps.join(", ")
    );
}

fn told<S: Debug, A: Debug>(path: stateright::Path<S, A>) -> String {
    let steps = path.into_vec().into_iter().map(|(state, step)| format!("  {state:?}\n    {step:?}\n"));
    steps.collect()
}
