//! How an entry stands before a remedy: what the device shows now, which verified archive holds it, and every rule that
//! stands against touching it.

use super::continuity::{self, agree, difference, same_facts};
use super::{Console, Failure, Visit, pull, visit};
use crate::device::{Depth, Watch};
use crate::model::{
    Anomaly, Entry, Extent, IdentityProof, Journal, Leg, Outcome, Provenance, RefName, Refusal, Remedy,
};
use crate::text::failure as say;
use crate::vault::archive::Saved;
use crate::vault::ledger::Case;

/// What the device shows now, and the archive that keeps it.
pub(super) struct Standing {
    /// The journal as read just now.
    pub(super) now: Journal,
    /// What the vault keeps of the device's memory, newest first, every archive verified.
    pub(super) archives: Vec<Saved>,
}

impl Standing {
    /// The entry as the device shows it now.
    pub(super) fn shown<'a>(&'a self, entry: &Entry) -> Option<&'a Entry> {
        self.now.entries.iter().find(|now| same_facts(now, entry))
    }

    /// The entry as an archive keeps it, and that archive's content hash. One that a person typed stands in none; the newest
    /// archive then says what the device showed beside it.
    pub(super) fn kept(&self, entry: &Entry) -> Option<(Entry, String)> {
        if entry.provenance == Provenance::Typed {
            return self.archives.first().map(|archive| (entry.clone(), archive.info.hash.clone()));
        }
        self.archives.iter().find_map(|archive| {
            let kept = archive.entries.iter().find(|kept| same_facts(kept, entry))?;
            Some((kept.clone(), archive.info.hash.clone()))
        })
    }

    /// Whether everything that the device shows now is in an archive, as it shows it.
    fn shows_what_is_kept(&self) -> bool {
        let mut kept = self.archives.iter().map(|archive| &archive.entries);
        self.now
            .entries
            .iter()
            .all(|shown| kept.clone().flatten().any(|kept| same_facts(kept, shown) && kept.void == shown.void))
            && kept.next().is_some()
    }

    /// Whether archives hold the entry and everything that the device shows now. (What the device does not hold any more
    /// cannot be asked of it.)
    fn is_archived(&self, entry: &Entry) -> bool {
        let gone = self.now.extent == Extent::Whole && self.shown(entry).is_none();
        self.kept(entry).is_some() && (gone || self.shows_what_is_kept())
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
    let mut now = visit::read(visit, watch).await.map_err(|failure| failure.without(&say::D_NO_MONEY))?;
    // Some terminals name themselves only to one who registers, which a person has to have agreed to.
    if now.device.is_none() && now.extent == Extent::Last && visit.consented && visit.saved.is_none() {
        let one = Depth::One(entry.number);
        now = pull::pull_journal(console, visit, one, watch)
            .await
            .map_err(|failure| failure.without(&say::D_NO_MONEY))?
            .1;
    }
    let archives = continuity::last_seen(&console.vault, &entry.device)?;
    let mut standing = Standing { now, archives };
    if standing.now.device.as_ref() != Some(&entry.device) {
        return Ok(standing);
    }
    visit::settle_identity(console, visit, &standing.now)?;
    let helps = standing.shown(entry).is_some() || standing.now.extent == Extent::Last;
    if visit.saved.is_none() && helps && !standing.is_archived(entry) {
        let (_, journal) = pull::pull_journal(console, visit, Depth::Silent, watch).await?;
        standing = Standing { now: journal, archives: continuity::last_seen(&console.vault, &entry.device)? };
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
    let proven = is_proven(console, visit, entry, standing)?;
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
    if visit.saved.is_some() {
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
        [] if now.extent == Extent::Last => None,
        [] => Some(Refusal::NotInMemory),
        [shown] => difference(entry, shown).map(|what| Refusal::Changed { what }),
        _ => Some(Refusal::Ambiguous),
    }
}

/// Whether the device names itself as the entry's and no archive contradicts it; or, where it does not name itself, whether the
/// journal just read continues the archive, and the archives each other.
fn is_proven(console: &Console, visit: &Visit, entry: &Entry, standing: &Standing) -> Result<bool, Failure> {
    let (Some(device), Some(newest)) = (&standing.now.device, standing.archives.first()) else { return Ok(false) };
    if *device != entry.device {
        return Ok(false);
    }
    if visit.device.names_itself() {
        return Ok(standing.archives.iter().all(|archive| continues(visit, &archive.entries, &standing.now)));
    }
    let continuous = continues(visit, &newest.entries, &standing.now);
    Ok(continuous && !continuity::broken_before(&console.vault, device, newest)?)
}

/// Whether a journal read now may follow on what was archived.
pub(super) fn continues(visit: &Visit, archived: &[Entry], now: &Journal) -> bool {
    match continuity::compare(archived, &now.entries) {
        IdentityProof::Continuity { .. } => true,
        IdentityProof::Told => visit.device.names_itself(),
        IdentityProof::Broken | IdentityProof::None => false,
    }
}

/// Whether a case is about this sale: the same key, or facts under a key of another making (one was typed, the other
/// read) of which none contradicts.
fn is_about(case: &Case, entry: &Entry, leg: Leg) -> bool {
    let other = &case.intent.plan.entry;
    let reference = |of: &Entry, name| of.reference(name).cloned();
    let same = |name| agree(reference(other, name), reference(entry, name));
    let same_sale = other.key == entry.key
        || (other.device == entry.device
            && other.number == entry.number
            && other.amount.same_amount(&entry.amount)
            && agree(other.time, entry.time)
            && same(RefName::AuthorisationCode)
            && same(RefName::Trace));
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
