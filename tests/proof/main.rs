//! The proof: console and simulated device on a link and a disk in memory, under virtual time. One seed is one history, and
//! whatever goes wrong in it, a remedy takes effect at most once, no face claims what is not so, and nothing acknowledged is
//! lost. The device's own memory is the judge.
//!
//! - `every_byte`: each verb on each device, each byte of its exchange in each direction with each fate, and each step of the
//!   device at which it may lose its power.
//! - `every_write`: each verb, and the machine stops at each operation of the disk.
//! - `seeded`: histories of several visits, made from a seed; `TILLWRIGHT_HISTORIES` sets how many.
//! - `secrets`: devices that put card numbers wherever they can, and frames broken at every byte.
//! - `replay`: one history again, told step by step: `TILLWRIGHT_SEED=n cargo nextest run -E 'test(replay)' --no-capture`.
//!
//! A family joins with its arms in `shop.rs` and its lines in `setups.rs`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod cable;
mod console;
mod every_byte;
mod every_write;
mod history;
mod judge;
mod run;
mod screen;
mod secrets;
mod seeded;
mod setups;
mod shop;
