//! What can be learnt of an unknown reversal by reading only.
//!
//! The terminal's last transaction (`06 20`, silent) is compared with what it was just before the command:
//!
//! | the last transaction now | outcome | because |
//! |---|---|---|
//! | a result that is ours in every point (see `reversal`), and there was another last one before | done | nothing else can have made it |
//! | exactly the one of before, and the terminal is idle | not done | it made no transaction since |
//! | exactly the one of before, but nobody knows that it is idle | unknown | it may still be at work |
//! | none told, or the command refused | unknown | an empty answer proves nothing |
//! | anything else: a reversal of another payment, another amount, a sale in between, a failed one | unknown, named | it does not say what became of ours |
//! | no last transaction was known before | unknown | what is shown now may be older than the command |
//! | another terminal | unknown | nothing was learnt of ours |
//!
//! The terminal is **idle** where this link saw the exchange come to its end (`06 0F`, `06 1E` or `84 xx`), or where it says
//! *ready* to a status enquiry (`05 01`), asked every two seconds while it says *please wait*. Such an enquiry may start a
//! due end-of-day on some terminals, so it is sent only with a person's consent, and only where the answer hangs on it.
//! The reversal itself is never sent again to find out.

use tokio::time::{Instant, sleep};

use super::super::{DeviceError, Watch};
use super::allow::Situation;
use super::entry::{entry_of, trace_of};
use super::exchange::Exchange;
use super::last::{BUSY, Last};
use super::reversal::{Target, described, unknown};
use super::{timing, words};
use crate::link::Stream;
use crate::model::{DeviceId, Entry, Intent, Outcome, RefName};
use crate::protocol::zvt::{Request, Status, codes};

/// What a terminal says of itself.
enum Idle {
    /// Ready: nothing is under way.
    Ready,
    /// Something else, in words.
    Says(String),
}

impl<S: Stream> Exchange<S> {
    /// Reads and compares. `ended`: this link saw the exchange come to its end; `consented`: `05 01` may be sent; `link`: the
    /// terminal that named itself on this link.
    pub(super) async fn resolve(
        &mut self,
        intent: &Intent,
        ended: bool,
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
        let now = self.last(watch).await?;
        if !is_same(&now, before, link, watch) {
            return Ok(compared(&target, &now));
        }
        if ended {
            return Ok(not_done("the exchange came to its end"));
        }
        if !consented {
            return Ok(unknown(
                "the terminal's last transaction is the one of before, but it may still be at work; whether it is idle is asked \
                 with consent only (`recover --protocol zvt`)"
                    .to_owned(),
            ));
        }
        match self.idle(watch).await? {
            Idle::Says(state) => Ok(unknown(format!(
                "the terminal's last transaction is the one of before, but it is not known to be idle: {state}"
            ))),
            Idle::Ready => {
                let now = self.last(watch).await?;
                let same = is_same(&now, before, link, watch);
                Ok(if same { not_done("it says that it is ready") } else { compared(&target, &now) })
            }
        }
    }

    /// Asks for the status until the terminal is not busy any more.
    async fn idle(&mut self, watch: &mut dyn Watch) -> Result<Idle, DeviceError> {
        let request = Request::StatusEnquiry { password: Some(self.password), service: None, tlv: None };
        let end = Instant::now() + timing::T4;
        loop {
            let talk = self.ask(Situation::Resolving, &request, watch).await?;
            let status = match talk.refusal() {
                Some(code) if code.value == BUSY => Some(BUSY),
                Some(code) => {
                    return Ok(Idle::Says(format!("status enquiry refused with {}", words::of_refusal(code))));
                }
                None => talk.success(&request)?.completion().and_then(|completion| completion.status),
            };
            match status {
                Some(0) => return Ok(Idle::Ready),
                Some(BUSY) if Instant::now() < end && !watch.cancelled() => sleep(timing::BUSY).await,
                Some(code) => {
                    let meaning = codes::status(code).unwrap_or("a status that the specification does not define");
                    return Ok(Idle::Says(format!("status {code:02X} ({meaning})")));
                }
                None => return Ok(Idle::Says("it told no status".to_owned())),
            }
        }
    }
}

fn not_done(idle: &str) -> Outcome {
    Outcome::NotDone {
        evidence: format!("the terminal's last transaction is the one of before the command, and {idle}"),
    }
}

/// Whether the last transaction is exactly the one of before.
fn is_same(now: &Last, before: &Entry, link: Option<&DeviceId>, watch: &dyn Watch) -> bool {
    let Last::Told(status) = now else { return false };
    let link = link.or(Some(&before.device));
    let Ok(now) = entry_of(status, link, watch.now()) else { return false };
    let traces = |entry: &Entry| (trace_of(entry, RefName::Trace), trace_of(entry, RefName::OriginalTrace));
    let clock = |entry: &Entry| entry.time.map(|time| time.civil.time());
    now.key == before.key
        && now.device == before.device
        && now.code == before.code
        && now.amount.same_amount(&before.amount)
        && traces(&now) == traces(before)
        && clock(&now) == clock(before)
}

/// What a last transaction proves that is not the one of before.
fn compared(target: &Target, now: &Last) -> Outcome {
    match now {
        Last::Told(status) => by_status(target, status),
        Last::Nothing => unknown("the terminal told no last transaction; that proves nothing".to_owned()),
        Last::Refused(code) => {
            unknown(format!("the terminal does not tell its last transaction: {}", words::of_refusal(*code)))
        }
    }
}

fn by_status(target: &Target, status: &Status) -> Outcome {
    let shown = described(status);
    match target.differences(status).as_slice() {
        [] => Outcome::Done { evidence: format!("the terminal's last transaction is this reversal: {shown}") },
        differs => unknown(format!(
            "the terminal's last transaction is neither this reversal nor the one of before: {shown} ({})",
            differs.join("; ")
        )),
    }
}
