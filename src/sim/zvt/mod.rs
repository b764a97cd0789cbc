//! A simulated ZVT terminal, on a serial line or a network: it has a memory, takes cards, prints or lets the till print,
//! talks to a host that does not exist, and makes the mistakes that its scenario asks for.
//!
//! It follows the specification (PA00P015 rev 13.08, PA00P016 rev 04) and not one client; [`Dialect`] has what terminals in
//! the field do instead. What the specification leaves open, and how it is played here:
//!
//! | question | played as |
//! |---|---|
//! | a result that nobody acknowledges | option `auto_reversal`: undone (chapter "Authorisation") or standing (chapter "Synchronisation") |
//! | when it is undone | before the command ends, with every other command refused by `84 9C`; with `undoes_behind` afterwards, while it tells the transaction as standing |
//! | is a reversal undone too | yes, like a payment |
//! | a movement of money | counts when it is final: after the answers to the result and to every print |
//! | `06 20` after an undone transaction | tells it with result 6C; *card-complete* tells the last good one |
//! | `06 20`, `06 12` that find nothing | `80 00 00`, then `06 0F 00` with nothing between |
//! | totals of an empty batch | receipts 0000 to 0000 |
//! | reversal of an unknown, declined or undone receipt | B5; of one already reversed B4; of another amount B7; `06 1E` without `04 0F` |
//! | a contactless reversal with `contactless_refund` | a refund: 37 is there, 3C says GUTSCHRIFT |
//! | wrong password | `84 9A 00`; *card-complete* `84 37 00` |
//! | a till that speaks out of turn | `84 9C 00`; what goes on goes on |
//! | an abort `06 B0` during a payment | heard until the card was read, then 6C |
//! | the same block again while its answer is due | acknowledged, not done again; *rude* does it again |
//! | a till's ACK that gets lost | the block comes again; the answer is wanted again |
//! | a serial line that is unplugged | the terminal repeats into the air until T2 x 3, then it gives up |
//! | a network connection that is closed | what goes on is aborted; what was executed follows `auto_reversal` |
//! | partial issue `84 9D` | taken as a refusal: undone |
//! | a failed closure | 77 or 9B; until one succeeds payments get F0 |

mod answers;
mod card;
mod conversation;
mod dialect;
mod fault;
mod generator;
mod memory;
mod paper;
mod scenario;
mod terminal;
#[cfg(test)]
mod tests;
mod till;
mod transaction;
mod wire;

pub use card::{Card, Entry, Scheme};
pub use dialect::Dialect;
pub use fault::{Fault, Play, Step};
pub use memory::{Movement, MovementKind, Refused};
pub use paper::{Layout, Printed, Slip, SlipKind, Whose};
pub use scenario::{Hook, Options, Payer, Raw, Scenario, Stored};
pub use terminal::Terminal;
pub use till::{Till, TillError};
pub use transaction::{Deed, Original, Standing, Transaction};
