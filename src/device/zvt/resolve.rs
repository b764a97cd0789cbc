//! What can be learnt of an unknown reversal by reading only.
//!
//! The terminal's last transaction (`06 20`, silent) is compared with what it was just before the command. It is **ours** where
//! it agrees in every point (see `reversal`), and **the one of before** where nothing in it changed:
//!
//! | the last transaction | seen of the exchange on this link | asked then | outcome |
//! |---|---|---|---|
//! | ours | `06 0F`, no auto-reversal announced | nothing | done |
//! | ours | anything else, with consent | `05 01` until *ready*, `06 20` again: ours, the same one | done |
//! | ours | nothing (another link), no consent | `06 20` again after [`STANDING`](timing::STANDING) in which it said nothing: the same | done |
//! | ours | no end, a refusal, or an auto-reversal announced, no consent | nothing | unknown: it may be taken back yet |
//! | the one of before | `06 0F`, `06 1E` or `84 xx`, no auto-reversal announced | nothing | not done: it made no transaction since |
//! | the one of before | anything else, with consent | `05 01` until *ready*, `06 20` again: the one of before | not done |
//! | the one of before | anything else, no consent | nothing | unknown: it may still be at work |
//! | either, then another one | | `05 01` and `06 20` once more, then it counts as above | |
//! | either | | `05 01` says something else than *ready* | unknown, named |
//! | none told, or the command refused | | | unknown: an empty answer proves nothing |
//! | anything else: a reversal of another payment, another amount, a sale in between, a failed one | | | unknown, named |
//! | whatever, and none was known before the command | | | unknown: what is shown may be older than the command |
//! | one of another terminal | | | unknown: nothing was learnt of ours |
//!
//! **Why ours is not enough.** A terminal whose result or receipt was not acknowledged takes the reversal back, and shows it as
//! standing until it has done so (PA00P015, chapter "transaction security"). It may have given the word back to us by then: a
//! link that was lost ends its conversation, and `06 1E` does. Nobody knows after a restart whether it announced that (`04 FF
//! 05`), and a terminal that was not asked for intermediate states announces nothing.
//!
//! **Idle** is a terminal that says *ready* to a status enquiry (`05 01`), asked every two seconds while it says *please wait*.
//! Such an enquiry may start a due end-of-day on some terminals, so it is sent only with a person's consent, and only where the
//! answer hangs on it. Without consent a terminal is watched instead: it is its till's servant again, since it carried `06 20`
//! out, and whatever it was left to do by itself is over after its own timers. Only *done* may be concluded so, on a link on
//! which the command was not sent: there everything that it says belongs to something older, and is a sign that it is at work.
//! The reversal itself is never sent again to find out.

use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use super::super::{DeviceError, Watch};
use super::allow::Situation;
use super::entry::{entry_of, trace_of};
use super::exchange::Exchange;
use super::last::{BUSY, Last};
use super::reversal::{Target, described, unknown};
use super::talk::{End, Talk};
use super::{timing, words};
use crate::link::Stream;
use crate::model::{DeviceId, Direction, Entry, Intent, Outcome, RefName};
use crate::protocol::zvt::{Request, Status, codes};

/// How often the last transaction is read again because it was another one than before.
const TRIES: usize = 2;
/// What a person may do where idleness was not asked.
const WITH_CONSENT: &str = "whether it is idle is asked with consent only (`recover --protocol zvt`)";

/// What the last transaction is.
pub(super) enum Shown {
    /// Exactly the one of before the command.
    Before,
    /// This reversal.
    Ours(Box<Status>),
    /// Something that settles nothing.
    Else(Outcome),
}

/// What a last transaction calls for.
pub(super) enum Next {
    /// Nothing: it settles the outcome, or leaves it unknown.
    Settled(Outcome),
    /// To ask whether the terminal is idle (`05 01`).
    Ask,
    /// To watch whether it stands.
    Watch,
}

impl Shown {
    /// What it calls for, by what was seen of the end of the exchange and by consent.
    pub(super) fn next(&self, end: End, consented: bool) -> Next {
        match (self, end) {
            (Shown::Else(outcome), _) => Next::Settled(outcome.clone()),
            (Shown::Ours(status), End::Completed) => Next::Settled(done(status, "the exchange was completed")),
            (Shown::Before, End::Completed | End::Refused) => Next::Settled(not_done("the exchange came to its end")),
            _ if consented => Next::Ask,
            (Shown::Ours(_), End::Elsewhere) => Next::Watch,
            _ => Next::Settled(not_settled(self, WITH_CONSENT)),
        }
    }

    /// What it proves together with what the terminal shows again, being idle; nothing where they part.
    pub(super) fn confirmed(&self, again: &Shown, idle: &str) -> Option<Outcome> {
        match (self, again) {
            (Shown::Before, Shown::Before) => Some(not_done(idle)),
            (Shown::Ours(first), Shown::Ours(second)) if numbers(first) == numbers(second) => Some(done(second, idle)),
            _ => None,
        }
    }
}

/// What a terminal says of itself.
pub(super) enum Idle {
    /// Nothing is under way, and how we know.
    Ready(&'static str),
    /// It is busy.
    Busy,
    /// Something else, in words.
    Says(String),
}

impl Idle {
    /// What the answer to a status enquiry says.
    pub(super) fn told(talk: Talk, request: &Request) -> Result<Self, DeviceError> {
        let status = match talk.refusal() {
            Some(code) if code.value == BUSY => Some(BUSY),
            Some(code) => return Ok(Idle::Says(format!("status enquiry refused with {}", words::of_refusal(code)))),
            None => talk.success(request)?.completion().and_then(|completion| completion.status),
        };
        Ok(match status {
            Some(0) => Idle::Ready("it says that it is ready"),
            Some(BUSY) => Idle::Busy,
            Some(code) => Idle::Says(status_text(code)),
            None => Idle::Says("it told no status".to_owned()),
        })
    }
}

fn status_text(code: u8) -> String {
    let meaning = codes::status(code).unwrap_or("a status that the specification does not define");
    format!("status {code:02X} ({meaning})")
}

impl<S: Stream> Exchange<S> {
    /// Reads and compares. `end`: what this link saw of the exchange; `consented`: `05 01` may be sent; `link`: the terminal
    /// that named itself on this link.
    pub(super) async fn resolve(
        &mut self,
        intent: &Intent,
        end: End,
        consented: bool,
        link: Option<&DeviceId>,
        watch: &mut dyn Watch,
    ) -> Result<Outcome, DeviceError> {
        // What was heard since the command is no proof that a transaction is older than it.
        let target = Target::of(intent, &[]);
        let Some(before) = &intent.pre_state.last else {
            let shows = match self.last(watch).await? {
                Last::Told(status) => format!("it shows now: {}", described(&status)),
                Last::Nothing | Last::Refused(_) => "and it shows none now".to_owned(),
            };
            return Ok(unknown(format!("the terminal's last transaction before the command is not known; {shows}")));
        };
        let mut found = shown(self.last(watch).await?, &target, before, link, watch.now());
        for _ in 0..TRIES {
            let end = if self.taking_back { End::Open } else { end };
            let idle = match found.next(end, consented) {
                Next::Settled(outcome) => return Ok(outcome),
                Next::Ask => self.idle(watch).await?,
                Next::Watch => self.stands(watch).await?,
            };
            let why = match idle {
                Idle::Ready(why) => why,
                Idle::Busy => return Ok(not_settled(&found, &status_text(BUSY))),
                Idle::Says(state) => return Ok(not_settled(&found, &state)),
            };
            let again = shown(self.last(watch).await?, &target, before, link, watch.now());
            match found.confirmed(&again, why) {
                Some(outcome) => return Ok(outcome),
                None => found = again,
            }
        }
        Ok(match found {
            Shown::Else(outcome) => outcome,
            changing => not_settled(&changing, "it was another one each time that it was read"),
        })
    }

    /// Asks for the status until the terminal is not busy any more.
    async fn idle(&mut self, watch: &mut dyn Watch) -> Result<Idle, DeviceError> {
        let request = Request::StatusEnquiry { password: Some(self.password), service: None, tlv: None };
        let end = Instant::now() + timing::T4;
        loop {
            let talk = self.ask(Situation::Resolving, &request, watch).await?;
            match Idle::told(talk, &request)? {
                Idle::Busy if Instant::now() < end && !watch.cancelled() => sleep(timing::BUSY).await,
                idle => return Ok(idle),
            }
        }
    }

    /// Watches the terminal for as long as it may be taking a reversal back by itself.
    async fn stands(&mut self, watch: &mut dyn Watch) -> Result<Idle, DeviceError> {
        let seconds = timing::STANDING.as_secs();
        let told = format!("whether it still stands is read again after {seconds} s");
        watch.wire(Direction::FromDevice, &[], &told, None);
        Ok(match self.stays_quiet(timing::STANDING, watch).await? {
            true => Idle::Ready("it stood for as long as the terminal could have taken it back by itself"),
            false => Idle::Says(format!("the terminal went on with something meanwhile; {WITH_CONSENT}")),
        })
    }
}

fn done(status: &Status, idle: &str) -> Outcome {
    Outcome::Done {
        evidence: format!(
            "the terminal's last transaction is a reversal of this payment: {}; {idle}",
            described(status)
        ),
    }
}

fn not_done(idle: &str) -> Outcome {
    Outcome::NotDone {
        evidence: format!("the terminal's last transaction is the one of before the command, and {idle}"),
    }
}

/// What is shown would settle it if the terminal were known to be idle.
fn not_settled(found: &Shown, state: &str) -> Outcome {
    unknown(match found {
        Shown::Ours(status) => format!(
            "the terminal's last transaction is a reversal of this payment ({}), but it may still be taking it back: {state}",
            described(status)
        ),
        _ => format!(
            "the terminal's last transaction is the one of before, but it may still be at work, it is not known to be idle: \
             {state}"
        ),
    })
}

/// The numbers of its own that a terminal gave a transaction.
fn numbers(status: &Status) -> (Option<u16>, Option<u32>) {
    (status.receipt, status.trace)
}

/// What a last transaction is.
pub(super) fn shown(told: Last, target: &Target, before: &Entry, link: Option<&DeviceId>, now: Timestamp) -> Shown {
    let status = match told {
        Last::Told(status) => status,
        Last::Nothing => {
            return Shown::Else(unknown("the terminal told no last transaction; that proves nothing".to_owned()));
        }
        Last::Refused(code) => {
            let code = words::of_refusal(code);
            return Shown::Else(unknown(format!("the terminal does not tell its last transaction: {code}")));
        }
    };
    if is_same(&status, before, link, now) {
        return Shown::Before;
    }
    match target.differences(&status).as_slice() {
        [] => Shown::Ours(status),
        differs => Shown::Else(unknown(format!(
            "the terminal's last transaction is neither this reversal nor the one of before: {} ({})",
            described(&status),
            differs.join("; ")
        ))),
    }
}

/// Whether the last transaction is exactly the one of before.
fn is_same(status: &Status, before: &Entry, link: Option<&DeviceId>, now: Timestamp) -> bool {
    let link = link.or(Some(&before.device));
    let Ok(now) = entry_of(status, link, now) else { return false };
    let traces = |entry: &Entry| (trace_of(entry, RefName::Trace), trace_of(entry, RefName::OriginalTrace));
    let clock = |entry: &Entry| entry.time.map(|time| time.civil.time());
    // Two transactions that tell no trace number may look alike.
    trace_of(&now, RefName::Trace).is_some()
        && now.key == before.key
        && now.device == before.device
        && now.code == before.code
        && now.amount.same_amount(&before.amount)
        && traces(&now) == traces(before)
        && clock(&now) == clock(before)
}
