//! The vault as others use it: archives, ledger, index, portable files, and what power cuts, full disks and bit rot do.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // helpers of tests are tests too

mod archives;
mod index;
mod ledgers;
mod life;
mod making;
mod portable;
mod power;
mod purge;
mod tellings;
