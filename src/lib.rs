//! Tillwright: a maintenance console for POS devices.
//!
//! The rooms, from the wire upwards. Each knows only those it may know (`tests/walls.rs` keeps it so, and
//! `docs/architecture.md` says why); data flows from a face through the use cases down to the wire and comes back as
//! values.
//!
//! | room | what is in it |
//! |---|---|
//! | [`model`] | values the trade talks about |
//! | [`text`] | what people read, in each language |
//! | [`link`] | byte streams that can come and go |
//! | [`protocol`] | bytes to messages and back, one folder a family |
//! | [`device`] | drivers: conversations over a link |
//! | [`sim`] | simulated devices, on the same protocol code |
//! | [`vault`] | archives, ledger, index |
//! | [`receipt`] | receipts as text, picture, document |
//! | [`diagnose`] | from entries to answers |
//! | [`ops`] | the use cases |
//! | [`tui`] | the screen |
//! | [`cli`] | the command line |

pub mod cli;
pub mod device;
pub mod diagnose;
pub mod link;
pub mod model;
pub mod ops;
pub mod protocol;
pub mod receipt;
pub mod sim;
pub mod text;
pub mod tui;
pub mod vault;
