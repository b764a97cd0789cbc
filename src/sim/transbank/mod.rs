//! A simulated Transbank POS Integrado terminal: it has a memory, takes cards, prints, talks to a host that does not
//! exist, and makes the mistakes that its scenario asks for.
//!
//! It speaks through the same protocol code as the driver, so what it shows is tested against the vendor's own SDKs
//! (`tests/sdk.rs`) and not only against ourselves. What the public reference leaves open, and how it is played here:
//!
//! | question | played as |
//! |---|---|
//! | a voided sale in the list | option `voided`: stays, disappears, or stays and is followed by a record of its own |
//! | that record | same facts, result 04, the next operation number, the time of the void (our invention) |
//! | numbers after a close | option `restart_numbers` |
//! | the record that ends the list | authorisation empty; result `end_code`; ids by `ids_in_end_record` |
//! | a command during a sale or void | option `busy`: NAK or silence |
//! | a command in place of an ACK | the answer is given up, the command is carried out |
//! | no paper | whatever has to print is refused with 24 before anything is done |
//! | what totals count | sales that are not voided |
//! | tip | beside the amount, not in it |
//! | multi-code sale answer | option `multi_answer`, `0271` as the SDKs expect |

mod answers;
mod conversation;
mod fault;
pub mod generator;
mod memory;
mod paper;
mod sale;
mod scenario;
mod shape;
mod terminal;
#[cfg(test)]
mod tests;
mod till;
mod wire;

pub use fault::{Fault, Play};
pub use memory::{Movement, MovementKind, Refused};
pub use paper::{Slip, SlipKind};
pub use sale::{CardKind, StoredSale};
pub use scenario::{Busy, Hook, Options, Paper, Payment, Raw, SaleSpec, Scenario, Sell, VoidedSales};
pub use terminal::Terminal;
pub use till::{Till, TillError};
