//! Each verb on each device: each byte of its exchange in each direction, and what may happen there.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tillwright::device::inquiries;
use tillwright::link::LineKind;
use tillwright::link::fault::{Fault, FaultPlan};
use tillwright::model::Direction::{self, FromDevice, ToDevice};
use tillwright::model::Family;
use tillwright::sim::Remembers;

use super::cable::Trip;
use super::history::{Act, History, Stay, Verb};
use super::judge::Tally;
use super::run::World;
use super::seeded::{play, tell};
use super::setups::{ALL, Setup};
use super::shop::Deed;

/// What may happen at a byte.
#[derive(Clone, Debug)]
enum Fate {
    Line(Fault),
    Deed(Deed, Duration),
}

/// Delays beyond each timer of the drivers and devices, shortest first.
const DELAYS: [u64; 5] = [300, 3_000, 12_000, 40_000, 190_000];

/// Everything that may happen at a byte of such a line.
fn fates(kind: LineKind) -> Vec<Fate> {
    let delays = DELAYS.map(|ms| Fault::Delay(Duration::from_millis(ms)));
    let mut line = vec![Fault::Cut, Fault::Stall];
    if kind == LineKind::Serial {
        line.extend([Fault::Lose, Fault::Double, Fault::Flip(0x01), Fault::Flip(0x80), Fault::Flip(0x10)]);
        line.extend([Fault::Noise(vec![0x06]), Fault::Noise(vec![0x15]), Fault::Noise(vec![0x10, 0x02])]);
    }
    line.extend(delays);
    let mut fates: Vec<Fate> = line.into_iter().map(Fate::Line).collect();
    let mut deeds =
        vec![Deed::KillsConsole, Deed::CutsLaptop(1), Deed::CutsLaptop(2), Deed::Voids(0), Deed::Sells(700)];
    for remembers in [Remembers::All, Remembers::OnlyFinal] {
        deeds.push(Deed::Restarts { remembers, line_ends: true });
        if kind == LineKind::Serial {
            deeds.push(Deed::Restarts { remembers, line_ends: false });
        }
    }
    if kind == LineKind::Serial {
        deeds.extend([0, 1, 2, 4].map(Deed::Repeats));
    }
    for deed in deeds {
        fates.push(Fate::Deed(deed, Duration::ZERO));
        // Between two steps of the device.
        if matches!(deed, Deed::Restarts { .. } | Deed::Voids(_) | Deed::KillsConsole) {
            fates.push(Fate::Deed(deed, Duration::from_millis(10)));
            fates.push(Fate::Deed(deed, Duration::from_millis(75)));
        }
    }
    fates
}

/// The act with one thing that happens.
fn spoilt(setup: &Setup, verb: Verb, direction: Direction, at: u64, fate: &Fate) -> Act {
    let quiet = Act::quiet(verb);
    match fate {
        Fate::Line(fault) if direction == FromDevice => {
            Act { line: FaultPlan::default().reading(at, fault.clone()), ..quiet }
        }
        Fate::Line(fault) => Act { line: FaultPlan::default().writing(at, fault.clone()), ..quiet },
        Fate::Deed(deed, after) => {
            let deed = if *deed == Deed::Voids(0) { Deed::Voids(setup.target.0) } else { *deed };
            Act { trips: vec![Trip { direction, at, after: *after, deed }], ..quiet }
        }
    }
}

/// A history whose last act is the one in question.
pub(crate) fn history(setup: &'static Setup, consented: bool, act: Act) -> History {
    let verb = act.verb;
    let mut stays = vec![Stay { consented, ..Stay::of(vec![Act::quiet(Verb::Look)]) }];
    if verb == Verb::Recover {
        // A remedy whose console died as soon as it had asked.
        let reverse = Act { dies_asking: true, ..Act::quiet(Verb::Reverse) };
        stays.push(Stay { consented, ..Stay::of(vec![reverse]) });
    }
    stays.push(Stay { consented, ..Stay::of(vec![act]) });
    // Where nothing was asked for there is nothing to ask for again.
    let once_more = matches!(verb, Verb::Reverse | Verb::Recover);
    History { setup, fault: None, stays, once_more }
}

/// What an exchange takes where nothing happens.
struct Exchange {
    /// Bytes of each direction, to the device first.
    length: [u64; 2],
    /// Where the request for money begins.
    money: Option<[u64; 2]>,
}

fn measure(setup: &'static Setup, consented: bool, verb: Verb) -> Exchange {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let history = history(setup, consented, Act::quiet(verb));
        let mut world = World::new(setup, None, false);
        world.play(&history).await.unwrap();
        Exchange { length: world.passed, money: world.money_at }
    })
}

/// Whether every fate is tried at every byte of the [`AROUND`] from the request for money on, as in a long run. Otherwise, and
/// elsewhere, each byte has its share of them, in turn, and its neighbours have the others.
fn everything() -> bool {
    std::env::var("TILLWRIGHT_EVERYTHING").is_ok_and(|text| text == "1")
}

/// Bytes from the request on that have most fates.
const AROUND: u64 = 130;

/// One in so many fates is tried at a byte. Devices that differ only in what they do to money are not asked where no money is.
fn share(setup: &Setup, verb: Verb, at: u64, from: Option<u64>) -> Option<usize> {
    let near = from.is_some_and(|from| at >= from && at - from < AROUND);
    match (near, is_plain(setup)) {
        (true, _) if everything() => Some(1),
        (true, true) => Some(8),
        (true, false) => Some(24),
        (false, plain) if plain || verb == Verb::Recover => Some(usize::MAX),
        (false, _) => None,
    }
}

/// All histories of a verb on a device.
fn histories(setup: &'static Setup, consented: bool, verb: Verb) -> Vec<(String, History)> {
    let exchange = measure(setup, consented, verb);
    let fates = fates(setup.kind);
    let mut all = Vec::new();
    for (side, direction) in [(0, ToDevice), (1, FromDevice)] {
        for at in 0..=exchange.length[side] {
            let Some(share) = share(setup, verb, at, exchange.money.map(|money| money[side])) else { continue };
            let share = share.min(fates.len());
            for (number, fate) in fates.iter().enumerate() {
                if number % share == (at as usize + side) % share {
                    let act = spoilt(setup, verb, direction, at, fate);
                    let name = format!("{} consented {consented} {verb:?} {direction:?} {at} {fate:?}", setup.name());
                    all.push((name, history(setup, consented, act)));
                }
            }
        }
    }
    all
}

/// Plays all of them on every core; the figures, or what broke.
pub(crate) fn hold_all(all: &[(String, History)]) -> Tally {
    let (next, tally, broken) = (AtomicUsize::new(0), Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut own = Tally::default();
                while let Some((name, history)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match std::panic::catch_unwind(|| play(history, false).0) {
                        Ok(Ok(one)) => own.add(one),
                        Ok(Err(why)) => broken.lock().unwrap().push((name, history, why)),
                        Err(_) => broken.lock().unwrap().push((name, history, "a panic".to_owned())),
                    }
                }
                tally.lock().unwrap().add(own);
            });
        }
    });
    let broken = broken.into_inner().unwrap();
    for (name, _, why) in broken.iter().take(30) {
        println!("{name}: {why}");
    }
    if let Some((name, history, _)) = broken.first() {
        println!("{}", tell(name, history));
        panic!("{} of {} histories broke a promise", broken.len(), all.len());
    }
    tally.into_inner().unwrap()
}

fn every_byte_of(verb: Verb, setups: impl Iterator<Item = &'static Setup>) {
    let mut all = Vec::new();
    for setup in setups {
        for consented in [true, false] {
            // Whether steps are agreed to makes no difference where there are none; without, nothing is pulled.
            let same = !consented && (setup.family == Family::Transbank || (verb == Verb::Recover && !is_plain(setup)));
            if !(same || (!consented && matches!(verb, Verb::Pull | Verb::Reprint | Verb::Inquire))) {
                all.extend(histories(setup, consented, verb));
            }
        }
    }
    println!("{verb:?}: {} histories", all.len());
    assert!(all.len() > 500);
    println!("{:?}", hold_all(&all));
}

/// One device of each kind on each kind of line: the others do otherwise with money, but read alike.
fn is_plain(setup: &Setup) -> bool {
    ["voided = \"record\"", "config = 0x08"].contains(&setup.options)
}

#[test]
fn a_remedy_at_every_byte() {
    every_byte_of(Verb::Reverse, ALL.iter());
}

#[test]
fn a_recovery_at_every_byte() {
    every_byte_of(Verb::Recover, ALL.iter());
}

#[test]
fn what_only_reads_or_prints_at_every_byte() {
    for verb in [Verb::Identify, Verb::Pull, Verb::Look, Verb::Remedies, Verb::Reprint] {
        every_byte_of(verb, ALL.iter().filter(|setup| is_plain(setup)));
    }
    let asked = |setup: &&Setup| is_plain(setup) && !inquiries(setup.family).is_empty();
    every_byte_of(Verb::Inquire, ALL.iter().filter(asked));
}
