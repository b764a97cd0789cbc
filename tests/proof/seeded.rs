//! Histories from seeds, and one of them again.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::history::History;
use super::judge::{Tally, conclude};
use super::run::World;

/// Plays a history to its end. What it tells, and what it broke.
pub(crate) fn play(history: &History, told: bool) -> (Result<Tally, String>, Vec<String>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let mut world = World::new(history.setup, history.fault, told);
        let ended = match world.play(history).await {
            Ok(()) => conclude(&mut world, history.once_more).await,
            Err(broken) => Err(broken),
        };
        (ended, world.log.take().unwrap_or_default())
    })
}

/// A history that broke a promise, told so that it can be understood.
pub(crate) fn tell(name: &str, history: &History) -> String {
    let (ended, log) = play(history, true);
    let fault = history.fault.map_or("none", |number| super::setups::faults(history.setup.family)[number]);
    format!(
        "{name}: {}\ndevice: {}\nits fault: {fault}\n{}\n",
        ended.err().unwrap_or_else(|| "it does not break when it is told".to_owned()),
        history.setup.name(),
        log.join("\n")
    )
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

#[test]
fn histories_from_seeds_break_no_promise() {
    let (first, count) = (number("TILLWRIGHT_FIRST_SEED", 0), number("TILLWRIGHT_HISTORIES", 100_000));
    let (next, tally, broken) = (AtomicU64::new(first), Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    let begun = std::time::Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = Tally::default();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        break;
                    }
                    match std::panic::catch_unwind(|| play(&History::of(seed), false).0) {
                        Ok(Ok(one)) => own.add(one),
                        Ok(Err(why)) => broken.lock().unwrap().push((seed, why)),
                        Err(_) => broken.lock().unwrap().push((seed, "a panic".to_owned())),
                    }
                }
                tally.lock().unwrap().add(own);
            });
        }
    });
    let (tally, mut broken) = (tally.into_inner().unwrap(), broken.into_inner().unwrap());
    println!("{tally:?} in {:.1} s", begun.elapsed().as_secs_f64());
    broken.sort();
    for (seed, why) in broken.iter().take(20) {
        println!("{seed}: {why}");
    }
    if let Some((seed, _)) = broken.first() {
        println!("{}", tell(&format!("seed {seed}"), &History::of(*seed)));
        panic!(
            "{} of {count} histories broke a promise; again: TILLWRIGHT_SEED={seed} cargo nextest run --test proof -E \
             'test(replay)' --no-capture",
            broken.len()
        );
    }
    assert_eq!(tally.histories, count);
    // Histories in which nothing happens prove nothing.
    assert!(tally.requests * 2 > count && tally.done * 4 > count && tally.not_done > 0 && tally.by_person * 50 > count);
}

#[test]
fn a_seed_is_always_the_same_history() {
    for seed in 0..40 {
        let history = History::of(seed);
        let [first, second] = [(); 2].map(|()| play(&history, true));
        assert_eq!(first.1, second.1, "seed {seed}");
        assert_eq!(first.0, second.0, "seed {seed}");
    }
}

#[test]
fn replay() {
    let seed = number("TILLWRIGHT_SEED", 0);
    let history = History::of(seed);
    println!("{}", tell(&format!("seed {seed}"), &history));
    play(&history, false).0.unwrap();
}
