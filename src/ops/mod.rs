//! The use cases. Every face calls these and nothing below them; they print nothing and ask nobody.

pub mod backup;
pub mod browse;
pub mod check;
mod continuity;
pub mod dispute;
#[cfg(test)]
mod explored;
pub mod failure;
pub mod filter;
pub mod pull;
pub mod reconcile;
pub mod recover;
pub mod remedy;
pub mod reprint;
mod standing;
pub mod state;
pub mod visit;

use std::sync::Arc;

use jiff::Timestamp;

use crate::link::Opener;
use crate::model::{Password, Printable};
use crate::vault::Vault;

pub use failure::{Class, Failure};
pub use visit::Visit;

/// This machine's clock, given so that tests can give another.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What every use case needs.
pub struct Console {
    /// The vault, open for writing.
    pub vault: Vault,
    /// Opens ports.
    pub opener: Arc<dyn Opener>,
    /// The clock.
    pub clock: Clock,
    /// Who sits here, for ledger and consent.
    pub who: Printable,
    /// The till's password of the device, where it asks for one. Never written anywhere.
    pub password: Password,
}

impl Console {
    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}
