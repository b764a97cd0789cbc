//! Bills set against journals: days of a shop with troubles at known places, and what has to be found of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod generator;
mod million;
mod order;
mod program;
mod rules;
mod score;
