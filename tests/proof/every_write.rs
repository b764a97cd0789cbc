//! Each verb on each device, and the disk fails or the machine stops at each of its operations.

use tillwright::vault::disk::Fault;

use super::every_byte::{history, hold_all};
use super::history::{Act, Verb};
use super::run::World;
use super::setups::{ALL, Setup};

/// Operations of the disk that a verb takes.
fn operations(setup: &'static Setup, verb: Verb) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let mut world = World::new(setup, None, false);
        world.play(&history(setup, true, Act::quiet(verb))).await.unwrap();
        world.operations
    })
}

#[test]
fn a_disk_that_fails_or_a_machine_that_stops_at_every_operation() {
    let mut all = Vec::new();
    for setup in ALL {
        for verb in [Verb::Pull, Verb::Look, Verb::Reverse, Verb::Recover] {
            let operations = operations(setup, verb);
            for at in 0..=operations {
                for (fault, image) in [
                    (Fault::Io, 0),
                    (Fault::NoSpace, 0),
                    (Fault::Torn { keep: 0 }, 0),
                    (Fault::Torn { keep: 90 }, 2),
                    (Fault::Torn { keep: 9_000 }, 1),
                ] {
                    let act = Act { disk: Some((at, fault, image)), ..Act::quiet(verb) };
                    let name = format!("{} {verb:?} {fault:?} at {at}, image {image}", setup.name());
                    all.push((name, history(setup, true, act)));
                }
            }
        }
    }
    assert!(all.len() > 2_000, "{} histories", all.len());
    println!("{:?}", hold_all(&all));
}
