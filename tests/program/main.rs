//! The real binary, as people and scripts use it: commands against a simulated terminal in another process, and the
//! terminal UI on a pty with its screen read back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![cfg(unix)]

mod bad_input;
mod canaries;
mod commands;
mod disks;
mod harness;
mod kills;
mod pictures;
mod screens;
mod shapes;
mod simulated;
mod spy;
mod traced;
mod zvt;
mod zvt_canaries;
mod zvt_screens;
