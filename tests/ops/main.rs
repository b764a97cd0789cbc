//! The use cases on a simulated terminal, a vault in memory and virtual time.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod bench;
mod failures;
mod power;
mod pulls;
mod recovery;
mod remedies;
mod secrets;
mod visits;
mod zvt;
mod zvt_attacks;
