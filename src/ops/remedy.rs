//! Remedies, step by step: plan, fresh verified archive, pre-state, consent, durable intent, one request, durable answer,
//! outcome, proof.

use super::{Console, Failure, Visit};
use crate::device::Watch;
use crate::model::{Consent, Entry, Goods, Intent, Outcome, Plan, Remedies, RemedyKind};

/// Why it is asked for and who agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// Why.
    pub reason: String,
    /// Who of the shop agreed.
    pub authoriser: String,
    /// Whether goods were handed over.
    pub goods: Goods,
}

/// How a remedy ended, and the proof.
#[derive(Clone, Debug)]
pub struct Remedied {
    /// What was sent, and why.
    pub intent: Intent,
    /// How it ended.
    pub outcome: Outcome,
    /// The entry as the journal shows it afterwards; `None` where it shows it no more or could not be read.
    pub after: Option<Entry>,
    /// What the journal after it says, in English: agrees, shows it as before, does not hold it any more, could not be read.
    pub proof: String,
}

/// What is allowed for an entry now, and for each refusal why. Pulls a fresh archive where there is none.
pub async fn remedies(
    console: &mut Console,
    visit: &mut Visit,
    entry: &Entry,
    watch: &mut dyn Watch,
) -> Result<Remedies, Failure> {
    let _ = (console, visit, entry, watch);
    todo!()
}

/// A frozen plan, or the refusal. Sends only silent queries.
pub async fn plan(
    console: &mut Console,
    visit: &mut Visit,
    entry: &Entry,
    kind: RemedyKind,
    grounds: Grounds,
    watch: &mut dyn Watch,
) -> Result<Plan, Failure> {
    let _ = (console, visit, entry, kind, grounds, watch);
    todo!()
}

/// Carries a plan out: pre-state by silent queries, intent durable, sent once. From the first byte on there is no failure,
/// only an outcome. Do not drop the future: give it a task of its own.
pub async fn execute(
    console: &mut Console,
    visit: &mut Visit,
    plan: Plan,
    consent: Consent,
    watch: &mut dyn Watch,
) -> Result<Remedied, Failure> {
    let _ = (console, visit, plan, consent, watch);
    todo!()
}
