//! How an entry stands before a remedy: what the device shows now, which verified archive holds it, and every rule that
//! stands against touching it.

use super::continuity::{self, difference, same_facts};
use super::{Console, Failure, Visit, pull, visit};
use crate::device::Watch;
use crate::model::{Anomaly, Entry, IdentityProof, Journal, Leg, Outcome, RefName, Refusal, Remedy};
use crate::text::failure as say;
use crate::vault::archive::Saved;
use crate::vault::ledger::Case;

/// What the device shows now, and the archive that keeps it.
pub(super) struct Standing {
    /// The journal as read just now.
    pub(super) now: Journal,
    /// The newest archive of the entry's device that verifies.
    pub(super) archive: Option<Saved>,
}

impl Standing {
    /// The entry as the device shows it now.
    pub(super) fn shown<'a>(&'a self, entry: &Entry) -> Option<&'a Entry> {
        self.now.entries.iter().find(|now| same_facts(now, entry))
    }

    /// Whether the archive holds the entry and everything that the device shows now, as it shows it. (What the device
    /// does not hold any more cannot be asked of it.)
    fn is_archived(&self, entry: &Entry) -> bool {
        let Some(archive) = &self.archive else { return false };
        let holds = |wanted: &Entry| archive.entries.iter().any(|kept| same_facts(kept, wanted));
        let as_shown =
            |wanted: &Entry| archive.entries.iter().any(|kept| same_facts(kept, wanted) && kept.void == wanted.void);
        holds(entry) && (self.shown(entry).is_none() || self.now.entries.iter().all(as_shown))
    }
}

/// Reads the journal silently, and pulls where no verified archive holds the entry and everything else that the device shows.
/// Where that would not help (another device, the entry not there any more, a saved device) nothing is pulled.
pub(super) async fn stand(
    console: &mut Console,
    visit: &mut Visit,
    entry: &Entry,
    watch: &mut dyn Watch,
) -> Result<Standing, Failure> {
    let now = visit::read(visit, watch).await.map_err(|failure| failure.without(&say::D_NO_MONEY))?;
    let archive = continuity::newest_readable(&console.vault, &entry.device)?;
    let mut standing = Standing { now, archive };
    if standing.now.device.as_ref() != Some(&entry.device) {
        return Ok(standing);
    }
    visit::settle_identity(console, visit, &standing.now)?;
    if !visit.read_only && standing.shown(entry).is_some() && !standing.is_archived(entry) {
        let (pulled, journal) = pull::pull_journal(console, visit, watch).await?;
        standing = Standing { now: journal, archive: Some(console.vault.load(&pulled.archive.path)?) };
    }
    Ok(standing)
}

/// The remedies of the family for the entry, each with every refusal: the family's and ours, the most telling first.
pub(super) fn judge(
    console: &Console,
    visit: &Visit,
    entry: &Entry,
    standing: &Standing,
) -> Result<Vec<Remedy>, Failure> {
    let cases = console.vault.ledger().cases()?;
    let proven = is_proven(console, entry, standing)?;
    let doubt = doubtful_ledger(console)?;
    let mut remedies = visit.device.remedies(entry, Some(&standing.now));
    for remedy in &mut remedies {
        let mut refusals = before_all(visit, entry, standing);
        refusals.extend(doubt.clone());
        refusals.extend(open_case(&cases, entry, remedy.kind.leg()));
        refusals.append(&mut remedy.refusals);
        refusals.extend(in_memory(entry, &standing.now));
        if is_done(&cases, entry, remedy.kind.leg()) {
            refusals.push(Refusal::AlreadyVoided);
        }
        if !proven {
            refusals.push(Refusal::IdentityUnproven);
        }
        if !standing.is_archived(entry) {
            refusals.push(Refusal::NoArchive);
        }
        for refusal in refusals {
            if !remedy.refusals.iter().any(|known| known.as_str() == refusal.as_str()) {
                remedy.refusals.push(refusal);
            }
        }
    }
    Ok(remedies)
}

/// The first ledger, this machine's or one that was restored, that may hide an intent: its chain is broken, or a line of it
/// is not understood.
fn doubtful_ledger(console: &Console) -> Result<Option<Refusal>, Failure> {
    let ledger = console.vault.ledger();
    let broken = ledger.verify()?.into_iter().find_map(|one| Some((one.writer, one.broken?)));
    let doubt = match broken {
        Some(broken) => Some(broken),
        None => ledger.lines()?.into_iter().find(|line| line.event.is_none()).map(|line| {
            let why = format!("line {}: not understood, a newer program may have written it", line.number);
            (line.writer, why)
        }),
    };
    Ok(doubt.map(|(writer, why)| Refusal::LedgerBroken { writer, why }))
}

/// What makes every other question idle.
fn before_all(visit: &Visit, entry: &Entry, standing: &Standing) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if visit.read_only {
        refusals.push(Refusal::ReadOnly);
    }
    if let Some(found) = &standing.now.device
        && *found != entry.device
    {
        refusals.push(Refusal::OtherDevice { found: Some(found.clone()) });
    }
    refusals.extend(standing.now.anomalies.iter().filter_map(|anomaly| match anomaly {
        Anomaly::OtherDevice { id } => Some(Refusal::OtherDevice { found: Some(id.clone()) }),
        _ => None,
    }));
    refusals
}

/// What the journal says against it, asked here again whatever the driver asked: money depends on it.
fn in_memory(entry: &Entry, now: &Journal) -> Option<Refusal> {
    let numbered: Vec<&Entry> = now.entries.iter().filter(|shown| shown.number == entry.number).collect();
    match numbered.as_slice() {
        [] => Some(Refusal::NotInMemory),
        [shown] => difference(entry, shown).map(|what| Refusal::Changed { what }),
        _ => Some(Refusal::Ambiguous),
    }
}

/// Whether the journal just read continues the archive, and the archives each other.
fn is_proven(console: &Console, entry: &Entry, standing: &Standing) -> Result<bool, Failure> {
    let (Some(device), Some(archive)) = (&standing.now.device, &standing.archive) else { return Ok(false) };
    let continuous =
        matches!(continuity::compare(&archive.entries, &standing.now.entries), IdentityProof::Continuity { .. });
    Ok(*device == entry.device && continuous && !continuity::broken_before(&console.vault, device, archive)?)
}

/// Whether a case is about this sale: the same key, or the same facts under a key of another making.
fn is_about(case: &Case, entry: &Entry, leg: Leg) -> bool {
    let other = &case.intent.plan.entry;
    let code = |of: &Entry| of.reference(RefName::AuthorisationCode).cloned();
    let same_sale = other.key == entry.key
        || (other.device == entry.device
            && other.number == entry.number
            && other.amount.same_amount(&entry.amount)
            && other.time == entry.time
            && code(other) == code(entry));
    same_sale && case.intent.plan.kind.leg() == leg
}

/// The open case of this sale, whoever wrote it.
fn open_case(cases: &[Case], entry: &Entry, leg: Leg) -> Option<Refusal> {
    let open = cases.iter().find(|case| case.is_open() && is_about(case, entry, leg))?;
    Some(Refusal::IntentUnknown { intent: open.intent.id.clone() })
}

fn is_done(cases: &[Case], entry: &Entry, leg: Leg) -> bool {
    cases.iter().any(|case| matches!(case.outcome, Some(Outcome::Done { .. })) && is_about(case, entry, leg))
}
