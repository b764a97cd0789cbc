//! The driver of ZVT terminals against scripted peers (every byte of both sides is in the test) and against the simulated
//! terminal over a line that goes wrong at every place it can. All under a paused clock.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod acceptance;
mod attacks;
mod blocks;
mod faults;
mod figures;
mod inquiring;
mod kit;
mod pulling;
mod reading;
mod remedies;
mod reprinting;
mod resolving;
mod reversing;
mod sequences;
