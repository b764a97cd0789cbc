//! How an entry stands before a remedy: what the device shows now, which verified archive holds it, and every rule that
//! stands against touching it.

use super::continuity::{self, agree, difference, same_facts};
use super::{Console, Failure, Visit, pull, visit};
use jiff::{SignedDuration, Timestamp};

use crate::device::{Depth, Watch};
use crate::model::{
    Anomaly, CurrencySource, Entry, Extent, IdentityProof, Journal, Leg, Money, Outcome, Provenance, RefName, Refusal,
    Remedy, VoidMark,
};
use crate::text::failure as say;
use crate::vault::archive::Saved;
use crate::vault::ledger::Case;

/// How old a reading may be that alone tells of an entry: batches are closed daily, and over a weekend at the longest.
const FRESH: SignedDuration = SignedDuration::from_hours(72);

/// What the device shows now, and the archive that keeps it.
pub(super) struct Standing {
    /// The journal as read just now.
    pub(super) now: Journal,
    /// The last transaction, where that is all that silent queries show: what comes after it came later than this reading.
    pub(super) last: Option<Entry>,
    /// What the vault keeps of the device's memory, newest first, every archive verified.
    pub(super) archives: Vec<Saved>,
}

impl Standing {
    fn of(console: &Console, entry: &Entry, now: Journal) -> Result<Self, Failure> {
        let last = now.entries.last().filter(|_| now.extent == Extent::Last).cloned();
        Ok(Self { now, last, archives: continuity::last_seen(&console.vault, &entry.device)? })
    }

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

    /// Whether an archive shows the entry as voided, or a void of it: what the device shows now may be its last transaction only.
    fn keeps_a_void_of(&self, entry: &Entry) -> bool {
        let kept = self.archives.iter().flat_map(|archive| &archive.entries);
        let voided = |kept: &Entry| same_facts(kept, entry) && kept.void == VoidMark::Voided;
        kept.clone().any(|kept| kept.takes_back(entry) || voided(kept))
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

    /// Whether all that is known of the entry is a reading so old that its batch is likely closed and its number another's: the
    /// device does not show it now, and would be asked for a number and an amount only.
    fn is_stale(&self, entry: &Entry, now: Timestamp) -> bool {
        let holds = |archive: &&Saved| archive.entries.iter().any(|kept| same_facts(kept, entry));
        let read = self.archives.iter().filter(holds).map(|archive| archive.info.begun).max();
        self.now.extent == Extent::Last
            && entry.provenance != Provenance::Typed
            && self.shown(entry).is_none()
            && read.is_none_or(|read| now.duration_since(read) > FRESH)
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
    let money = |failure: Failure| failure.without(&say::D_NO_MONEY);
    let now = visit::read(visit, watch).await.map_err(money)?;
    let mut standing = Standing::of(console, entry, now)?;
    let last_only = standing.now.extent == Extent::Last && visit.saved.is_none();
    // What the device does not show now is asked for by its number, where a person agreed to what that takes: another payment
    // may have that number by now. Some devices name themselves only then.
    let unseen = entry.provenance != Provenance::Typed && standing.shown(entry).is_none();
    if last_only && visit.consented && (unseen || standing.now.device.is_none()) {
        let (_, one) = pull::pull_journal(console, visit, Depth::One(entry.number), watch).await.map_err(money)?;
        let last = visit::read(visit, watch).await.map_err(money)?.entries.pop();
        standing = Standing { last, ..Standing::of(console, entry, one)? };
    }
    if standing.now.device.as_ref() != Some(&entry.device) {
        return Ok(standing);
    }
    visit::settle_identity(console, visit, &standing.now)?;
    let helps = standing.shown(entry).is_some() || standing.now.extent == Extent::Last;
    if visit.saved.is_none() && helps && !standing.is_archived(entry) {
        let (_, journal) = pull::pull_journal(console, visit, Depth::Silent, watch).await?;
        standing = Standing::of(console, entry, journal)?;
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
        refusals.extend(open_case(&cases, entry, remedy.kind.leg(), console.now()));
        refusals.append(&mut remedy.refusals);
        refusals.extend(in_memory(entry, &standing.now));
        if done(&cases, entry, remedy.kind.leg(), console.now()).is_some() || standing.keeps_a_void_of(entry) {
            refusals.push(Refusal::AlreadyVoided);
        }
        if !proven {
            refusals.push(Refusal::IdentityUnproven);
        }
        if !standing.is_archived(entry) || standing.is_stale(entry, console.now()) {
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
        IdentityProof::Told => visit.device.names_itself() && !continuity::contradicts(archived, &now.entries),
        IdentityProof::Broken | IdentityProof::None => false,
    }
}

/// Whether a case is about this sale: the same key, or the number and amount of this sale under a key of another making.
///
/// Two records part when they contradict. What was read out of print or typed may be wrong in any other fact, and the request
/// would be the same bytes: while the case is open nothing parts them; once it is done a typed one is the same for as long
/// as numbers do not come round again, and a printed one unless its trace, minute or authorisation contradicts.
fn is_about(case: &Case, entry: &Entry, leg: Leg, now: Timestamp) -> bool {
    let other = &case.intent.plan.entry;
    let numbered = other.device == entry.device
        && other.number == entry.number
        && other.amount.minor == entry.amount.minor
        && (other.amount.currency == entry.amount.currency || is_assumed(&other.amount) || is_assumed(&entry.amount));
    let told = |how| other.provenance == how || entry.provenance == how;
    let same_sale = other.key == entry.key
        || (numbered
            && match () {
                () if !told(Provenance::Typed) && !told(Provenance::Print) => !contradict(other, entry),
                () if case.is_open() => true,
                () if told(Provenance::Typed) => now.duration_since(case.at) < COME_ROUND || !contradict(other, entry),
                () => !contradict(other, entry),
            });
    same_sale && case.intent.plan.kind.leg() == leg
}

/// Receipt numbers have four digits in some families: in this time no shop uses them all.
const COME_ROUND: SignedDuration = SignedDuration::from_hours(24 * 30);

fn is_assumed(amount: &Money) -> bool {
    amount.learnt != CurrencySource::Device
}

/// Whether two readings tell other facts. A year may be assumed, and print tells no seconds.
fn contradict(left: &Entry, right: &Entry) -> bool {
    let minute = |entry: &Entry| {
        let civil = entry.time?.civil;
        Some((civil.month(), civil.day(), civil.hour(), civil.minute()))
    };
    let number = |entry: &Entry, name| {
        let text = entry.reference(name)?.as_str().trim().trim_start_matches('0').to_owned();
        Some(text)
    };
    let same = |name| agree(number(left, name), number(right, name));
    !(agree(minute(left), minute(right)) && same(RefName::AuthorisationCode) && same(RefName::Trace))
}

/// The open case of this sale, whoever wrote it.
pub(super) fn open_case(cases: &[Case], entry: &Entry, leg: Leg, now: Timestamp) -> Option<Refusal> {
    let open = cases.iter().find(|case| case.is_open() && is_about(case, entry, leg, now))?;
    Some(Refusal::IntentUnknown { intent: open.intent.id.clone() })
}

/// The case of this sale that is done, whoever wrote it.
pub(super) fn done<'a>(cases: &'a [Case], entry: &Entry, leg: Leg, now: Timestamp) -> Option<&'a Case> {
    cases.iter().find(|case| matches!(case.outcome, Some(Outcome::Done { .. })) && is_about(case, entry, leg, now))
}
