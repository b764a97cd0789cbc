//! A history as a value: who comes when, does what, and what goes wrong at which byte and at which operation of the disk.

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tillwright::link::LineKind;
use tillwright::link::fault::{Fault, FaultPlan};
use tillwright::model::{Direction, Family};
use tillwright::sim::Remembers;
use tillwright::vault::disk;

use super::cable::Trip;
use super::setups::{self, Setup};
use super::shop::Deed;

/// What a person asks the console for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verb {
    /// `identify`.
    Identify,
    /// `pull`, all that the device offers.
    Pull,
    /// A silent look, archived.
    Look,
    /// `remedies`: what may be done.
    Remedies,
    /// `reverse` of the payment in question.
    Reverse,
    /// `recover`.
    Recover,
    /// `reprint` of it.
    Reprint,
    /// Everything that the device can be asked beyond its journal.
    Inquire,
    /// The vault is exported, and the other laptop restores it.
    Share,
}

/// One verb and what goes wrong meanwhile; places count from its beginning.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    pub(crate) verb: Verb,
    pub(crate) line: FaultPlan,
    pub(crate) trips: Vec<Trip>,
    /// The console is killed when the device answers the request for money.
    pub(crate) dies_asking: bool,
    /// At so many operations of the disk; the number chooses what a machine that stops there leaves.
    pub(crate) disk: Option<(usize, disk::Fault, u64)>,
}

impl Act {
    pub(crate) fn quiet(verb: Verb) -> Self {
        Self { verb, line: FaultPlan::default(), trips: Vec::new(), dies_asking: false, disk: None }
    }
}

/// One person with one laptop at the device.
#[derive(Clone, Debug)]
pub(crate) struct Stay {
    pub(crate) laptop: usize,
    /// The steps that are not silent are agreed to.
    pub(crate) consented: bool,
    /// How long after the last one, and what happened meanwhile.
    pub(crate) after: Duration,
    pub(crate) meanwhile: Option<Deed>,
    pub(crate) acts: Vec<Act>,
}

impl Stay {
    pub(crate) fn of(acts: Vec<Act>) -> Self {
        Self { laptop: 0, consented: true, after: Duration::ZERO, meanwhile: None, acts }
    }
}

/// What happens.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(crate) setup: &'static Setup,
    /// What the device does wrong at its first reversal, by number.
    pub(crate) fault: Option<usize>,
    pub(crate) stays: Vec<Stay>,
    /// At the end somebody asks for the same remedy once more.
    pub(crate) once_more: bool,
}

impl History {
    /// The history of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let setup = &setups::ALL[dice.random_range(0..setups::ALL.len())];
        let fault = dice.random_bool(0.4).then(|| dice.random_range(0..setups::faults(setup.family).len()));
        // Most troubles need one visit; what comes of them needs a second.
        let count = [1, 1, 1, 2, 2, 3][dice.random_range(0..6)];
        let stays = (0..count).map(|number| stay(&mut dice, setup, number)).collect();
        Self { setup, fault, stays, once_more: dice.random() }
    }
}

fn stay(dice: &mut ChaCha8Rng, setup: &Setup, number: usize) -> Stay {
    let mut acts = Vec::new();
    if number == 0 {
        acts.push(act(dice, setup, Verb::Look, 0.1));
    }
    for _ in 0..[1, 1, 2][dice.random_range(0..3)] {
        let verb = match dice.random_range(0..20) {
            0..10 => Verb::Reverse,
            10..15 => Verb::Recover,
            15 => Verb::Identify,
            16 => Verb::Look,
            17 => Verb::Remedies,
            18 => Verb::Share,
            _ if dice.random() => Verb::Pull,
            _ => Verb::Reprint,
        };
        acts.push(act(dice, setup, verb, 0.6));
    }
    Stay {
        laptop: usize::from(number > 0 && dice.random_bool(0.25)),
        consented: setup.family == Family::Zvt && dice.random_bool(0.4),
        after: Duration::from_millis(if dice.random() { 0 } else { dice.random_range(0..400_000) }),
        meanwhile: dice.random_bool(0.2).then(|| between(dice, setup)),
        acts,
    }
}

fn between(dice: &mut ChaCha8Rng, setup: &Setup) -> Deed {
    match dice.random_range(0..8) {
        0 | 1 => Deed::Sells(dice.random_range(100..3_000)),
        2 => Deed::Sells(u32::try_from(setup.target.1).unwrap()),
        3 => Deed::Voids(setup.target.0),
        4 => Deed::Closes,
        _ => restart(dice),
    }
}

fn restart(dice: &mut ChaCha8Rng) -> Deed {
    let remembers = if dice.random() { Remembers::All } else { Remembers::OnlyFinal };
    Deed::Restarts { remembers, line_ends: dice.random() }
}

fn act(dice: &mut ChaCha8Rng, setup: &Setup, verb: Verb, trouble: f64) -> Act {
    let mut act = Act::quiet(verb);
    if !dice.random_bool(trouble) {
        return act;
    }
    // Short exchanges have their troubles, too: half of the places are among the first bytes.
    let within = if dice.random() { 70 } else { 700 };
    for _ in 0..dice.random_range(1..=2) {
        match dice.random_range(0..10) {
            0..4 => act.line = line(dice, setup, within),
            4..8 => act.trips.push(trip(dice, setup, within)),
            _ => act.disk = Some(disk_fault(dice)),
        }
    }
    act
}

fn line(dice: &mut ChaCha8Rng, setup: &Setup, within: u64) -> FaultPlan {
    match setup.kind {
        LineKind::Serial => FaultPlan::seeded(dice.random(), dice.random_range(1..=2), within),
        // A network loses and changes no byte: it ends, or is slow.
        LineKind::Network => {
            let at = dice.random_range(0..within);
            let fault = match dice.random_range(0..3) {
                0 => Fault::Cut,
                1 => Fault::Stall,
                _ => Fault::Delay(Duration::from_millis(dice.random_range(1..=200_000))),
            };
            if dice.random() {
                FaultPlan::default().reading(at, fault)
            } else {
                FaultPlan::default().writing(at, fault)
            }
        }
    }
}

fn trip(dice: &mut ChaCha8Rng, setup: &Setup, within: u64) -> Trip {
    let serial = setup.kind == LineKind::Serial;
    let deed = match dice.random_range(0..10) {
        0 | 1 => Deed::KillsConsole,
        2 | 3 => Deed::CutsLaptop(dice.random()),
        4 | 5 if serial => Deed::Repeats(dice.random_range(0..6)),
        4..8 => match restart(dice) {
            // A connection of a network does not outlive the device.
            Deed::Restarts { remembers, .. } if !serial => Deed::Restarts { remembers, line_ends: true },
            deed => deed,
        },
        _ => between(dice, setup),
    };
    let after = if dice.random() { Duration::ZERO } else { Duration::from_millis(dice.random_range(1..4_000)) };
    let direction = if dice.random() { Direction::ToDevice } else { Direction::FromDevice };
    Trip { direction, at: dice.random_range(0..within), after, deed }
}

fn disk_fault(dice: &mut ChaCha8Rng) -> (usize, disk::Fault, u64) {
    let fault = match dice.random_range(0..4) {
        0 => disk::Fault::Io,
        1 => disk::Fault::NoSpace,
        _ => disk::Fault::Torn { keep: dice.random_range(0..600) },
    };
    (dice.random_range(0..14), fault, dice.random())
}
