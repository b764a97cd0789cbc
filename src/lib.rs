//! Tillwright: a maintenance console for POS devices.
//!
//! The rooms, from the wire upwards. Each knows only those it is allowed to know (`tests/walls.rs` keeps it so;
//! `docs/architecture.md` says why).

pub mod cli; // the command line
pub mod device; // drivers: conversations over a link
pub mod diagnose; // from entries to answers
pub mod link; // byte streams that can come and go
pub mod model; // values the trade talks about
pub mod ops; // the use cases
pub mod protocol; // bytes <-> messages, one folder a family
pub mod receipt; // receipts as text, picture, document
pub mod sim; // simulated devices
pub mod text; // what people read, in each language
pub mod tui;
pub mod vault; // archives, ledger, index // the screen
