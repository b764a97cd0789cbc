//! The journal into a sealed, verified archive.

use super::{Console, Failure, Visit};
use crate::device::{PullCost, Watch};
use crate::model::{Anomaly, IdentityProof};
use crate::vault::archive::ArchiveInfo;

/// What a pull brought.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// The sealed archive, read back and verified.
    pub archive: ArchiveInfo,
    /// Entries it stands for.
    pub entries: usize,
    /// Entries that no earlier archive of this device had.
    pub new: usize,
    /// Entries taken over from an interrupted pull.
    pub resumed: usize,
    /// What was odd.
    pub anomalies: Vec<Anomaly>,
    /// How the journal relates to what we knew.
    pub proof: IdentityProof,
}

/// What it will do to device and shop.
pub fn cost(visit: &Visit) -> PullCost {
    visit.device.pull_cost()
}

/// Pulls. Cancelled or cut, what arrived stays in a `.part`, and the next pull compares with it and goes on.
pub async fn pull(console: &mut Console, visit: &mut Visit, watch: &mut dyn Watch) -> Result<Pulled, Failure> {
    let _ = (console, visit, watch);
    todo!()
}
