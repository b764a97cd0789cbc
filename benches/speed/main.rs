//! How fast the parts are: codec, archives, vault, filter and screen, with full memories and a hundred thousand entries.
//!
//! `cargo bench --bench speed` runs them all, `cargo bench --bench speed -- vault` those with that word in their name. The figures of the whole program
//! (start, memory, a pull at the pace of a line) are taken by `benches/figures.py`.

mod archives;
mod codec;
mod data;
mod screen;
mod vault;
mod zvt;

use criterion::{criterion_group, criterion_main};

criterion_group!(all, codec::benches, zvt::benches, archives::benches, vault::benches, screen::benches);
criterion_main!(all);
