//! What can be learnt of an unknown void by reading only.
//!
//! The list is read again and compared with what it showed just before the request. What a terminal shows of a voided sale
//! is not documented, and a void may come from a till or from the terminal's own menu, so the list alone proves nothing
//! in either direction:
//!
//! | what is heard or shown now | outcome | because |
//! |---|---|---|
//! | the void's own answer, late: ours (see `void`), 00, within the time of a late answer | done | it is the answer |
//! | the same, any other code | unknown | it answered a request that may have been another's or the second of two |
//! | the sale, marked as voided, or with a void of its own | unknown | voided now; not whose void |
//! | the sale as before, unmarked | unknown | not every terminal marks a voided sale |
//! | no such sale, others of before are still there or newer ones are | unknown | it vanished: voided, or its batch was closed |
//! | an empty list | unknown | the batch was closed, or it was the only sale and vanished |
//! | the number with other facts | unknown | the number was used again: the batch was closed |
//! | the number more than once | unknown | which of them is meant cannot be told |
//! | another terminal, or none that says its name | unknown | nothing was learnt of ours |
//! | the sale was marked as voided before the request | unknown | it was voided by another before |
//! | the list cannot be read | an error | the case stays as it is |
//!
//! So `not done` never comes from here: a person concludes, with the acquirer's statement or the terminal's paper.

use jiff::Timestamp;

use super::super::{DeviceError, Watch};
use super::exchange::Exchange;
use super::list::Nowhere;
use super::remedies::differences;
use super::timing;
use super::void::{Target, Told, unknown};
use crate::link::Stream;
use crate::model::{Anomaly, Entry, Intent, Journal, Outcome, VoidMark};
use crate::protocol::transbank::Answer;
use crate::protocol::transbank::codes::ResultCode;

impl<S: Stream> Exchange<S> {
    pub(super) async fn resolve(
        &mut self,
        intent: &Intent,
        watch: &mut dyn Watch,
    ) -> Result<(Outcome, Journal), DeviceError> {
        let journal = self.read_list(&mut Nowhere, watch).await?;
        let outcome = match late(intent, &self.late_voids, watch.now()) {
            Some(outcome) => outcome,
            None => unknown(by_list(intent, &journal)),
        };
        Ok((outcome, journal))
    }
}

/// What late answers to a void say. Those of before the void was sent were forgotten then; a driver made since has heard its
/// first after it, and the age of the intent bounds whose it can be.
pub(super) fn late(intent: &Intent, answers: &[Answer], now: Timestamp) -> Option<Outcome> {
    let age = now.duration_since(intent.pre_state.read).unsigned_abs();
    if age > timing::LATE_ANSWER {
        return None;
    }
    let target = Target::of(intent);
    let ours = answers.iter().filter_map(|answer| match target.judge(answer) {
        Told::Ours(code) => Some(code),
        Told::NotOurs(_) => None,
    });
    let codes: Vec<ResultCode> = ours.collect();
    if codes.contains(&ResultCode::OK) {
        return Some(Outcome::Done {
            evidence: "the terminal's answer to this void came late: 00 for this terminal and operation".into(),
        });
    }
    let code = codes.first()?;
    Some(unknown(format!(
        "a late answer to a void of this operation says {code} {}; the answer before it may have been lost",
        code.meaning()
    )))
}

/// What the list shows, in words. It never settles anything.
pub(super) fn by_list(intent: &Intent, journal: &Journal) -> String {
    let before = intent.pre_state.shown.as_ref().unwrap_or(&intent.plan.entry);
    let number = before.number;
    if journal.device.as_ref() != Some(&intent.plan.device) {
        let found = journal.device.as_ref().map_or("a terminal that does not say its name".into(), ToString::to_string);
        return format!("{found} answered instead of {}: nothing was learnt", intent.plan.device);
    }
    if before.void == VoidMark::Voided {
        return format!("the list showed operation {number} as voided before the request already: not by this void");
    }
    let twice = journal.anomalies.contains(&Anomaly::Duplicate { number });
    let shown: Vec<&Entry> = journal.entries.iter().filter(|entry| entry.number == number).collect();
    if let Some(same) = shown.iter().find(|shown| shown.key == before.key)
        && same.void == VoidMark::Voided
    {
        return format!("the list shows operation {number} as voided now; that proves a void, not whose it was");
    }
    match shown.as_slice() {
        _ if twice => format!("the list shows operation {number} more than once with different facts"),
        [] if journal.entries.is_empty() => {
            "the list is empty: the batch was closed, or this was its only sale and vanished when it was voided".into()
        }
        [] => vanished(intent, journal),
        [shown] => match differences(before, shown).as_slice() {
            [] => format!(
                "the list shows operation {number} as before; not every terminal marks a voided sale, so that proves nothing"
            ),
            differs => format!("operation {number} is another sale now ({}): the batch was closed", differs.join("; ")),
        },
        _ => format!("the list shows operation {number} more than once"),
    }
}

fn vanished(intent: &Intent, journal: &Journal) -> String {
    let (was, is) = (intent.pre_state.entries, journal.entries.len());
    format!(
        "the list does not show operation {} any more ({was} entries before, {is} now): it was voided and vanished, or its \
         batch was closed",
        intent.plan.entry.number
    )
}
