//! Bills as wallets, banks and acquirers make them, whole and damaged.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod acquirers;
mod banks;
mod folder;
mod kit;
mod properties;
mod refusals;
mod wallets;
