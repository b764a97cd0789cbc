//! Remedies, step by step: plan, fresh verified archive, pre-state, consent, durable intent, one request, durable answer,
//! outcome, proof.

use std::fmt::Display;

use super::continuity::{self, same_facts};
use super::standing::{self, Standing, continues, stand};
use super::{Class, Clock, Console, Failure, Visit, pull, visit};
use crate::device::{Depth, NotDurable, Watch, Witness};
use crate::model::{
    CardType, Consent, Currency, Entry, EntryKey, EntryResult, Extent, Goods, Intent, IntentId, Journal, Kind, Money,
    Outcome, Plan, PreState, Printable, Provenance, RefName, Reference, Refusal, Remedies, RemedyKind, VoidMark,
    digest_of,
};
use crate::text::{Text, failure as say};
use crate::vault::VaultError;
use crate::vault::ledger::{Event, Ledger};

/// Longest reason and name that are kept.
const REASON: usize = 300;
const NAME: usize = 100;

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
    /// Why the journal could not be read afterwards, where it could not.
    pub unread: Option<Failure>,
}

/// What is allowed for an entry now, and for each refusal why. Pulls a fresh archive where there is none.
pub async fn remedies(
    console: &mut Console,
    visit: &mut Visit,
    entry: &Entry,
    watch: &mut dyn Watch,
) -> Result<Remedies, Failure> {
    let standing = stand(console, visit, entry, watch).await?;
    let all = standing::judge(console, visit, entry, &standing)?;
    Ok(Remedies { entry: entry.key.clone(), all })
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
    let reason = Printable::new(grounds.reason.trim(), REASON);
    let authoriser = Printable::new(grounds.authoriser.trim(), NAME);
    for (given, code, what) in [
        (&reason, "reason_missing", &say::W_REASON_MISSING),
        (&authoriser, "authoriser_missing", &say::W_AUTHORISER_MISSING),
    ] {
        if given.is_blank() {
            return Err(consent_missing(code, what, &say::N_GROUNDS_MISSING, &visit.name));
        }
    }
    let standing = stand(console, visit, entry, watch).await?;
    allow(console, visit, entry, kind, &standing)?;
    let Some((entry, archive)) = standing.kept(entry) else {
        return Err(refused(&[Refusal::NoArchive], entry, &visit.name));
    };
    Ok(Plan {
        kind,
        device: entry.device.clone(),
        request: visit.device.request(kind, &entry),
        entry,
        reason,
        authoriser,
        goods: grounds.goods,
        archive,
        made: console.now(),
    })
}

/// Carries a plan out: pre-state by silent queries, intent durable, sent once. From the first byte on there is no failure,
/// only an outcome. Do not drop the future: give it a task of its own.
///
/// Where the till sold after the plan was made, what is new is pulled first. The journal read just before the request has to
/// continue the archive that the plan names.
pub async fn execute(
    console: &mut Console,
    visit: &mut Visit,
    plan: Plan,
    consent: Consent,
    watch: &mut dyn Watch,
) -> Result<Remedied, Failure> {
    let agreed = plan.hash() == consent.plan_hash && plan.request == visit.device.request(plan.kind, &plan.entry);
    if !agreed {
        let (what, next) = (&say::W_CONSENT_OTHER_PLAN, &say::N_CONSENT_OTHER_PLAN);
        return Err(consent_missing("consent_other_plan", what, next, &visit.name));
    }
    // A consent is for one request: the plan of a case is used up, however it ended.
    if console.vault.ledger().cases()?.iter().any(|case| case.intent.consent.plan_hash == consent.plan_hash) {
        let (what, next) = (&say::W_CONSENT_USED, &say::N_CONSENT_OTHER_PLAN);
        return Err(consent_missing("consent_used", what, next, &visit.name));
    }
    let standing = stand(console, visit, &plan.entry, watch).await?;
    allow(console, visit, &plan.entry, plan.kind, &standing)?;
    check_archive(console, visit, &plan, &standing)?;
    let pre_state = pre_state(console, &plan, &standing, &visit.name)?;
    let extent = standing.now.extent;
    let now = console.now();
    let durable = console.vault.ledger_mut().intend(now, plan, consent, pre_state);
    let durable = durable.map_err(|error| Failure::from(error).without(&say::D_NO_MONEY))?;

    // From here on whatever happens is an outcome.
    let intent = durable.get().clone();
    let clock = console.clock.clone();
    let mut witness =
        LedgerWitness { ledger: console.vault.ledger_mut(), intent: intent.id.clone(), clock, heard: false };
    let told = visit.device.execute(&durable, &mut witness, watch).await;
    let heard = witness.heard;
    let told = match told {
        // Read before it is written down: a device's no that its journal contradicts is none.
        Outcome::NotDone { evidence } if heard => {
            let after = read_again(console, visit, &intent.plan, extent, watch).await;
            let outcome = remember(console, &intent.id, believed(evidence, &after));
            return Ok(after.of(intent, outcome));
        }
        told => told,
    };
    let late = matches!(told, Outcome::Unknown { .. });
    let mut outcome = remember(console, &intent.id, told);
    if late && let Some(settled) = answered_late(visit, &intent, watch).await {
        outcome = remember(console, &intent.id, settled);
    }
    let after = read_again(console, visit, &intent.plan, extent, watch).await;
    Ok(after.of(intent, outcome))
}

/// A device's no, beside what its journal shows since: before the request it held the sale, and no void of it.
fn believed(evidence: String, after: &After) -> Outcome {
    match after.changed {
        false => Outcome::NotDone { evidence },
        true => Outcome::Unknown {
            evidence: format!("{evidence}; but {}, so its refusal is not believed", after.proof),
            probe: super::recover::PROBE.to_owned(),
        },
    }
}

/// What a journal read afterwards says of the planned entry.
#[derive(Default)]
struct After {
    entry: Option<Entry>,
    proof: String,
    unread: Option<Failure>,
    /// It shows a void of the entry, or all of the memory and the entry no more.
    changed: bool,
}

impl After {
    fn of(self, intent: Intent, outcome: Outcome) -> Remedied {
        Remedied { intent, outcome, after: self.entry, proof: self.proof, unread: self.unread }
    }
}

/// The failure of the first refusal, where there is one.
fn allow(
    console: &Console,
    visit: &Visit,
    entry: &Entry,
    kind: RemedyKind,
    standing: &Standing,
) -> Result<(), Failure> {
    let judged = standing::judge(console, visit, entry, standing)?;
    let Some(remedy) = judged.into_iter().find(|remedy| remedy.kind == kind) else {
        let (what, next) = (&say::W_NO_REMEDY, &say::N_NO_REMEDY);
        return Err(Failure::new(Class::Rule, "no_remedy", what, &say::D_NO_MONEY, next).on(&visit.name));
    };
    match Failure::refused(&remedy.refusals, &entry.device, subject(&visit.name, entry)) {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// The archive that the plan names has to be here, verify, hold the entry (unless a person typed it), and be continued by
/// the journal read now.
fn check_archive(console: &Console, visit: &Visit, plan: &Plan, standing: &Standing) -> Result<(), Failure> {
    let name = &visit.name;
    let info = console.vault.archives()?.into_iter().find(|info| !info.partial && info.hash == plan.archive);
    let Some(info) = info else { return Err(refused(&[Refusal::NoArchive], &plan.entry, name)) };
    let saved = match console.vault.hold(&info.path) {
        Ok(saved) => saved,
        Err(VaultError::Damaged { .. }) => return Err(refused(&[Refusal::NoArchive], &plan.entry, name)),
        Err(error) => return Err(Failure::from(error).without(&say::D_NO_MONEY)),
    };
    let typed = plan.entry.provenance == Provenance::Typed;
    if !typed && !saved.entries.iter().any(|kept| same_facts(kept, &plan.entry)) {
        return Err(refused(&[Refusal::NoArchive], &plan.entry, name));
    }
    match continues(visit, &saved.entries, &standing.now) {
        true => Ok(()),
        false => Err(refused(&[Refusal::IdentityUnproven], &plan.entry, name)),
    }
}

/// What the device showed just before the request.
fn pre_state(console: &Console, plan: &Plan, standing: &Standing, name: &str) -> Result<PreState, Failure> {
    let shown = standing.shown(&plan.entry).cloned();
    if standing.now.extent == Extent::Whole && shown.is_none() {
        return Err(refused(&[Refusal::NotInMemory], &plan.entry, name));
    }
    let last = standing.last.clone();
    let amounts = standing.now.entries.iter().map(|entry| entry.amount);
    let currency: Currency = plan.entry.amount.currency;
    let nothing = Money::new(0, currency, plan.entry.amount.learnt);
    // An amount in another currency, or beyond the range, is left out: the sum is a hint, not a proof.
    let total = amounts.fold(nothing, |sum, amount| sum.checked_add(amount).unwrap_or(sum));
    Ok(PreState { shown, last, entries: standing.now.entries.len(), total, read: console.now() })
}

/// Writes the outcome down. Where that fails, nobody who asks the ledger can know it, so it is unknown.
fn remember(console: &mut Console, intent: &IntentId, outcome: Outcome) -> Outcome {
    let now = console.now();
    let event = Event::Outcome { intent: intent.clone(), outcome: outcome.clone(), by: None, over: Vec::new() };
    match console.vault.ledger_mut().note(now, event) {
        Ok(()) => outcome,
        Err(error) => Outcome::Unknown {
            evidence: format!(
                "the console saw `{}` ({}), but could not write that into the ledger: {error}",
                outcome.as_str(),
                outcome.evidence()
            ),
            probe: "repair the disk, then `recover` with this device; do not send it again".to_owned(),
        },
    }
}

/// The answer may come after the wait for it was given up. Who reads the line next takes it off the wire for good, so it is
/// asked for here, before anything else is read; silently, whatever was agreed to for this visit: nobody announced more.
async fn answered_late(visit: &mut Visit, intent: &Intent, watch: &mut dyn Watch) -> Option<Outcome> {
    let settled = visit.device.resolve(intent, false, watch).await.ok()?;
    (!matches!(settled, Outcome::Unknown { .. })).then_some(settled)
}

/// Reads the journal once more. What it says is shown beside the outcome; only a refusal it may contradict. A device that shows its
/// last transaction only will not show this one again: it is kept.
async fn read_again(
    console: &mut Console,
    visit: &mut Visit,
    plan: &Plan,
    extent: Extent,
    watch: &mut dyn Watch,
) -> After {
    let read = match extent {
        Extent::Whole => visit::read(visit, watch).await,
        Extent::Last => pull::pull_journal(console, visit, Depth::Silent, watch).await.map(|(_, journal)| journal),
    };
    match read {
        Ok(journal) => shown_by(journal, plan),
        Err(failure) => {
            let why = failure.detail.as_deref().unwrap_or(failure.code);
            let proof = format!("the journal could not be read afterwards: {why}");
            After { proof, unread: Some(failure), ..After::default() }
        }
    }
}

fn shown_by(journal: Journal, plan: &Plan) -> After {
    let found = journal.entries.iter().find(|shown| same_facts(shown, &plan.entry)).cloned();
    let void = journal.entries.iter().find(|shown| shown.takes_back(&plan.entry));
    let (changed, proof) = match (&journal.device, void, &found) {
        (Some(other), ..) if *other != plan.device => (false, format!("another device answered afterwards: {other}")),
        (None, ..) => (false, "the journal names no device afterwards: its memory is empty".to_owned()),
        (_, Some(void), _) => {
            (true, format!("the journal shows a {} of it, number {}", void.kind.as_str(), void.number))
        }
        (_, _, None) if journal.extent == Extent::Last => {
            (false, "the last transaction is neither the sale nor a void of it: this proves nothing".to_owned())
        }
        (_, _, None) => (true, "the journal does not hold the sale any more".to_owned()),
        (_, _, Some(shown)) if shown.void == VoidMark::Voided => {
            (true, "the journal shows the sale as voided".to_owned())
        }
        _ => (false, "the journal shows the sale as before (it need not mark a void: this proves nothing)".to_owned()),
    };
    let entry = found.filter(|_| journal.device.as_ref() == Some(&plan.device));
    After { entry, proof, unread: None, changed }
}

/// The entry that a person names from a paper receipt: the one known by that number and amount, or else as it was typed. The
/// device has to have named itself; whether it knows the receipt it alone can tell. `trace`: the trace number on the
/// receipt; without it nobody can tell afterwards that the right payment was taken back.
pub fn typed(
    console: &Console,
    visit: &Visit,
    number: u32,
    amount: Money,
    trace: Option<u32>,
) -> Result<Entry, Failure> {
    let Some(device) = visit.identity.as_ref().and_then(|identity| identity.id.clone()) else {
        let (what, next) = (&say::W_IDENTITY_UNPROVEN, &say::N_IDENTITY_UNPROVEN);
        return Err(Failure::new(Class::Rule, "identity_unproven", what, &say::D_NO_MONEY, next).on(&visit.name));
    };
    let trace = trace.map(|trace| Printable::new(&device.family.trace_text(trace), 12));
    let known = continuity::last_seen(&console.vault, &device)?.into_iter().flat_map(|saved| saved.entries);
    let fits = |entry: &Entry| {
        entry.number == number
            && entry.amount.same_amount(&amount)
            && continuity::agree(entry.reference(RefName::Trace), trace.as_ref())
    };
    if let Some(known) = known.into_iter().find(fits) {
        return Ok(known);
    }
    let parts = [trace.as_ref().map_or("", |trace| trace.as_str()).to_owned(), amount.minor.to_string()];
    let digest = digest_of(parts.iter().map(String::as_str).chain(["typed"]));
    let reference = |value| Reference { name: RefName::Trace, value };
    Ok(Entry {
        key: EntryKey::new(&device, number, &digest),
        device,
        number,
        kind: Kind::Sale,
        result: EntryResult::Approved,
        code: Printable::default(),
        amount,
        tip: None,
        time: None,
        card: None,
        card_type: CardType::Unknown,
        brand: Printable::default(),
        instalments: None,
        references: trace.map(reference).into_iter().collect(),
        printed: Vec::new(),
        provenance: Provenance::Typed,
        void: VoidMark::NotTold,
    })
}

/// Whom a refusal is about.
fn subject(name: &str, entry: &Entry) -> String {
    format!("{name}, {}", entry.key)
}

/// A refusal that was found outside the list of remedies.
fn refused(refusals: &[Refusal], entry: &Entry, name: &str) -> Failure {
    Failure::refused(refusals, &entry.device, subject(name, entry)).unwrap_or_else(|| {
        let (what, next) = (&say::W_NOT_ALLOWED, &say::N_NOT_ALLOWED);
        Failure::new(Class::Rule, "not_allowed", what, &say::D_NO_MONEY, next).on(subject(name, entry))
    })
}

fn consent_missing(code: &'static str, what: &'static Text, next: &'static Text, name: impl Display) -> Failure {
    Failure::new(Class::Consent, code, what, &say::D_NO_MONEY, next).on(name)
}

/// Writes every answer into the ledger before it is acknowledged to the device.
struct LedgerWitness<'a> {
    ledger: &'a mut Ledger,
    intent: IntentId,
    clock: Clock,
    /// The device said something since the request left; without it none did.
    heard: bool,
}

impl Witness for LedgerWitness<'_> {
    fn note(&mut self, text: &str) -> Result<(), NotDurable> {
        self.heard = true;
        let event = Event::Answer { intent: self.intent.clone(), text: text.to_owned() };
        self.ledger.note((self.clock)(), event).map_err(|error| NotDurable(error.to_string()))
    }
}
