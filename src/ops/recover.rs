//! Outcomes that are unknown: settled by reading, or by a person.

use jiff::SignedDuration;

use super::{Class, Console, Failure, Visit, pull, standing, visit};
use crate::device::{Step, Watch};
use crate::link::LineKind;
use crate::model::{Intent, IntentId, Journal, Outcome, Printable};
use crate::text::{Phrase, failure as say};
use crate::vault::ledger::{Case, Event};

/// A case and what became of it now.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// The case as it was.
    pub case: Case,
    /// How it stands now.
    pub outcome: Outcome,
}

/// Cases of this vault that are still open, of every device and every writer.
pub fn open_cases(console: &Console) -> Result<Vec<Case>, Failure> {
    Ok(console.vault.ledger().cases()?.into_iter().filter(Case::is_open).collect())
}

/// Tries to settle every open case of the device at hand, reading only. Cases of other devices are left out; where the
/// device tells no numbers, every case of its family is returned as it stands, with that as the reason. What a saved
/// device shows is the past, so it settles nothing.
pub async fn recover(
    console: &mut Console,
    visit: &mut Visit,
    watch: &mut dyn Watch,
) -> Result<Vec<Recovered>, Failure> {
    if visit.saved.is_some() {
        let failure =
            Failure::new(Class::Rule, "read_only", &say::W_READ_ONLY, &say::D_CASE_AS_IT_WAS, &say::N_READ_ONLY);
        return Err(failure.on(&visit.name));
    }
    let family = visit.device.family();
    let open = open_cases(console)?.into_iter().filter(|case| case.intent.plan.device.family == family);
    let open: Vec<Case> = open.collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let journal = visit::read(visit, watch).await?;
    visit::settle_identity(console, visit, &journal)?;
    let mut recovered = Vec::new();
    for case in open {
        if let Some(outcome) = settle(console, visit, &journal, &case, watch).await? {
            recovered.push(Recovered { case, outcome });
        }
    }
    Ok(recovered)
}

/// What settling will do beside silent queries, in sentences; nothing where nobody agreed to it, as it is not done then.
pub fn announce(visit: &Visit) -> Vec<Phrase> {
    agreed_steps(visit).iter().map(pull::step).collect()
}

fn agreed_steps(visit: &Visit) -> &'static [Step] {
    if visit.consented { visit.device.resolve_steps() } else { &[] }
}

/// Reads what the device says of an intent. What of it may not be silent goes into the ledger before.
async fn resolve(
    console: &mut Console,
    visit: &mut Visit,
    intent: &Intent,
    watch: &mut dyn Watch,
) -> Result<Outcome, Failure> {
    let steps = agreed_steps(visit);
    if !steps.is_empty() {
        visit::note(console, visit, format!("settling {}: {}", intent.id, pull::told(steps)))?;
    }
    let steps = !steps.is_empty();
    // As old as it is when the device is read: it may arrive right behind that.
    let age = console.now().duration_since(intent.pre_state.read);
    let resolved = visit.device.resolve(intent, steps, watch).await;
    resolved.map(|outcome| arrived(outcome, visit.line, age)).map_err(|error| visit.failed(&error))
}

/// What a reading proves of a request so old: what was written to a network may arrive as long as the system keeps trying to
/// send it.
pub(super) fn arrived(outcome: Outcome, line: LineKind, age: SignedDuration) -> Outcome {
    match outcome {
        Outcome::NotDone { evidence } if line == LineKind::Network && age < SETTLES_AFTER => Outcome::Unknown {
            evidence: format!("the request may still be on its way through the network; {evidence}"),
            probe: "`recover` once more in a minute".to_owned(),
        },
        outcome => outcome,
    }
}

/// Settles one case where the device at hand is the one it was sent to; `None` where it is another one.
async fn settle(
    console: &mut Console,
    visit: &mut Visit,
    journal: &Journal,
    case: &Case,
    watch: &mut dyn Watch,
) -> Result<Option<Outcome>, Failure> {
    let wanted = &case.intent.plan.device;
    match &journal.device {
        Some(found) if found != wanted => return Ok(None),
        Some(_) => {}
        None => {
            let evidence = format!("the device at hand does not tell whether it is {wanted}; nothing was concluded");
            return Ok(Some(Outcome::Unknown { evidence, probe: PROBE.to_owned() }));
        }
    }
    let resolved = resolve(console, visit, &case.intent, watch).await;
    let outcome = resolved.map_err(|failure| failure.without(&say::D_CASE_AS_IT_WAS))?;
    let outcome = by_whom(console, case, outcome)?;
    if case.outcome.as_ref() != Some(&outcome) {
        let event =
            Event::Outcome { intent: case.intent.id.clone(), outcome: outcome.clone(), by: None, over: Vec::new() };
        let now = console.now();
        console.vault.ledger_mut().note(now, event)?;
    }
    Ok(Some(outcome))
}

/// A reading shows that the payment was taken back, not by whom: where another intent for it is done already, what is seen may
/// be that one's work.
fn by_whom(console: &Console, case: &Case, outcome: Outcome) -> Result<Outcome, Failure> {
    let Outcome::Done { evidence } = outcome else { return Ok(outcome) };
    let cases = console.vault.ledger().cases()?;
    let plan = &case.intent.plan;
    let others = cases.into_iter().filter(|other| other.intent.id != case.intent.id);
    Ok(match standing::done(&others.collect::<Vec<_>>(), &plan.entry, plan.kind.leg(), console.now()) {
        None => Outcome::Done { evidence },
        Some(other) => Outcome::Unknown {
            evidence: format!(
                "intent {} for this payment is done, and what is seen may be that one: {evidence}",
                other.intent.id
            ),
            probe: PROBE.to_owned(),
        },
    })
}

/// A person concludes a case: `done` or not, with evidence. The ledger says that it was a person.
pub fn conclude(console: &mut Console, intent: &IntentId, done: bool, evidence: &str) -> Result<Recovered, Failure> {
    let subject = Printable::new(&intent.0, 80);
    let evidence = Printable::new(evidence.trim(), 1000);
    if evidence.is_blank() {
        let (what, next) = (&say::W_EVIDENCE_MISSING, &say::N_EVIDENCE_MISSING);
        return Err(Failure::new(Class::Usage, "evidence_missing", what, &say::D_CASE_AS_IT_WAS, next).on(subject));
    }
    let cases = console.vault.ledger().cases()?;
    let Some(case) = cases.into_iter().find(|case| case.intent.id == *intent) else {
        let (what, next) = (&say::W_NOT_FOUND, &say::N_NOT_FOUND);
        return Err(Failure::new(Class::Vault, "not_found", what, &say::D_NOTHING_WRITTEN, next).on(subject));
    };
    if let (false, Some(outcome)) = (case.is_open(), &case.outcome) {
        let what = say::W_CASE_SETTLED.with([("outcome", &outcome.as_str() as &dyn std::fmt::Display)]);
        let (not_done, next) = (&say::D_CASE_AS_IT_WAS, &say::N_CASE_SETTLED);
        return Err(Failure::new(Class::Rule, "case_settled", what, not_done, next).on(subject));
    }
    let over = case.contested.clone();
    let evidence = evidence.to_string();
    let outcome = if done { Outcome::Done { evidence } } else { Outcome::NotDone { evidence } };
    let by = Some(console.who.to_string());
    let event = Event::Outcome { intent: intent.clone(), outcome: outcome.clone(), by, over };
    let now = console.now();
    console.vault.ledger_mut().note(now, event)?;
    Ok(Recovered { case, outcome })
}

/// How old a request has to be before a network can be taken not to carry it any more: longer than the system tries.
const SETTLES_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// What can settle a case that reading did not.
pub(super) const PROBE: &str = "the acquirer's statement, or a slip of the void";

/// The outcome of an intent whose end nobody wrote down.
pub fn nothing_recorded() -> Outcome {
    Outcome::Unknown {
        evidence: "the intent was written down, but not how it ended".to_owned(),
        probe: PROBE.to_owned(),
    }
}
