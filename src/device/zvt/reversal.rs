//! The reversal (`06 30`) with its receipt number and its amount, sent once.
//!
//! **What an exchange proves** (PA00P015, chapters "reversal" and "transaction security"). A result (`04 0F`) is *ours* where
//! everything in it agrees: result 00, the amount asked for (and its currency, where told), the trace number of the payment
//! as the one that was reversed, our terminal, a receipt and a trace number that neither the payment nor the last transaction
//! before had, and not heard on this link before.
//!
//! | what happened | outcome |
//! |---|---|
//! | nothing was sent: the plan does not hold, a till speaks, the line is dead before the command | not done |
//! | `84 xx` with a code that the specification places before execution, in a clean exchange | not done |
//! | the same in an exchange that was not clean, as the first word on this link or after a broken one, or any other code | unknown |
//! | a result that is ours, answered, then `06 0F` | done |
//! | the same, but the terminal said that it sends an auto-reversal, or told another successful result as well | unknown |
//! | a result that is ours, `06 0F` missing (silence, lost link) | unknown: prints may have been due; `resolve` reads it |
//! | a result that is not ours in one point or more, then `06 0F` | unknown, each point named |
//! | the same without any original: perhaps a refund in place of a reversal, as some terminals do without contact | unknown |
//! | the payment's trace number is not known (typed from paper) | unknown, the terminal's word for it named |
//! | `06 0F` without a result, or with a result code of its own that is not 00 | unknown |
//! | `06 1E`, whatever came before | unknown: refused or aborted, as far as the terminal says |
//! | `80 00` and nothing more within T4, or no sign of life at all | unknown |
//! | NAK: it is not sent again, a flipped bit may have made it from an ACK | unknown, after a shorter wait |
//! | spoilt blocks, a lost link, a till heard after the command | unknown |
//! | something that could not be made durable | unknown, whatever it says |
//!
//! A terminal takes a transaction back whose result or receipt is not answered, so everything is answered at once, also where
//! it does not agree and where the note of it failed: an answer left out would only make another doubt.
//!
//! **Without a baseline** (the last transaction before, `06 20`) a result must still agree in everything else to be ours, but
//! nothing can be settled by reading afterwards: an unknown outcome then stays for a person to conclude. A reversal is not
//! refused for that: such terminals could not be helped at all.
//!
//! **Answers do not say what they answer.** A terminal that was slow once may be answering the question before last, in
//! conversations that look clean. So the line has to be quiet for as long as any answer may take before the command is sent,
//! and an exchange that tells a result of before has no end that counts.
//!
//! No cancellation is looked at, and the command is never repeated, neither by the line nor as a way to find out: that
//! would move money if the first one had not, and some terminals reverse their last payment whatever number is named.

use super::super::{Watch, Witness};
use super::allow::Situation;
use super::entry::{id_of, trace_of, trace_text};
use super::exchange::{Exchange, is_auto_reversal};
use super::remedies::{differences, remedies, request, reversal_of};
use super::talk::{End, Ending, Talk};
use super::{slip, timing, words};
use crate::link::Stream;
use crate::model::{DeviceId, Entry, Intent, Money, Outcome, Password, Printable, RefName};
use crate::protocol::zvt::codes::{Answer, refused_before_execution};
use crate::protocol::zvt::{Request, Status};

/// What could settle an unknown reversal.
pub(super) const PROBE: &str = "`recover` asks the terminal for its last transaction again and compares; the terminal's own \
    receipts (its merchant copy of the reversal, a reprint of the receipt number) or the acquirer's statement settle what it \
    cannot (`recover --conclude`). Do not send the reversal again, charge again or close the batch until it is settled";

/// Most odd things that evidence names.
const MOST_ODD: usize = 8;
/// Longest text of them.
const ODD: usize = 600;

/// What a reversal was asked to take back, and what was there before it.
pub(super) struct Target {
    device: DeviceId,
    amount: Money,
    trace: Option<u32>,
    /// Receipt and trace numbers that were there before: of the payment, of the last transaction, of what was heard on this
    /// link.
    old: Vec<(Option<u32>, Option<u32>)>,
}

impl Target {
    pub(super) fn of(intent: &Intent, seen: &[Status]) -> Self {
        let entry = &intent.plan.entry;
        let numbers = |entry: &Entry| (Some(entry.number), trace_of(entry, RefName::Trace));
        let mut old = vec![numbers(entry)];
        old.extend(intent.pre_state.last.as_ref().map(numbers));
        old.extend(seen.iter().map(|status| (status.receipt.map(u32::from), status.trace)));
        Self { device: intent.plan.device.clone(), amount: entry.amount, trace: trace_of(entry, RefName::Trace), old }
    }

    /// Everything in which a result is not ours; nothing where it is.
    pub(super) fn differences(&self, status: &Status) -> Vec<String> {
        let mut found = Vec::new();
        if status.result != Some(0) {
            let code = status.result.map_or_else(|| "not told".to_owned(), words::of_code);
            found.push(format!("its result is {code}"));
        }
        match status.money() {
            Some(money) if money.same_amount(&self.amount) => {}
            Some(money) if status.currency.is_none() && money.minor == self.amount.minor => {}
            Some(money) => found.push(format!("its amount is {money} instead of {}", self.amount)),
            None => found.push("it names no amount".to_owned()),
        }
        found.extend(self.original(status));
        found.extend(self.stale(status));
        match status.terminal.as_ref().and_then(id_of) {
            Some(id) if id == self.device => {}
            Some(id) => found.push(format!("it is of {id} instead of {}", self.device)),
            None => found.push("it names no terminal".to_owned()),
        }
        found
    }

    /// Whose payment was taken back, where that is not ours.
    fn original(&self, status: &Status) -> Option<String> {
        match (self.trace, status.original_trace) {
            (Some(ours), Some(told)) if ours == told => None,
            (Some(ours), Some(told)) => Some(format!(
                "the terminal says that it reversed the payment with trace number {}, not {}",
                trace_text(told),
                trace_text(ours)
            )),
            (None, Some(told)) => Some(format!(
                "the payment's own trace number is not known; the terminal says that it reversed the one with trace number {}",
                trace_text(told)
            )),
            (_, None) => Some(
                "it names no payment that was reversed: it may be a refund (Gutschrift) in place of a reversal"
                    .to_owned(),
            ),
        }
    }

    /// Whether its numbers were there before.
    fn stale(&self, status: &Status) -> Option<String> {
        let (receipt, trace) = (status.receipt.map(u32::from), status.trace);
        let (Some(receipt), Some(trace)) = (receipt, trace) else {
            return Some("it lacks a receipt or trace number of its own".to_owned());
        };
        self.was_there(status).then(|| {
            let trace = trace_text(trace);
            format!("its receipt number {receipt:04} or trace number {trace} was there before the reversal")
        })
    }

    fn was_there(&self, status: &Status) -> bool {
        let (receipt, trace) = (status.receipt.map(u32::from), status.trace);
        let same = |old: Option<u32>, told: Option<u32>| told.is_some() && old == told;
        self.old.iter().any(|(number, stan)| same(*number, receipt) || same(*stan, trace))
    }

    /// How an exchange ended. One that told a result of before answered an earlier question, and ours is still to be answered.
    pub(super) fn end(&self, talk: &Talk) -> End {
        match talk.results.iter().any(|status| self.was_there(status)) {
            true => End::Open,
            false => talk.end(),
        }
    }

    /// What an exchange proves.
    pub(super) fn judge(&self, talk: &Talk) -> Outcome {
        match &talk.ending {
            Ending::Refused(code) => refused(talk, *code),
            Ending::Completed(completion) => match completion.result {
                None | Some(0) => self.completed(talk),
                Some(code) => self.unknown(talk, format!("the terminal completed it with {}", words::of_code(code))),
            },
            Ending::Aborted(abort) => {
                let told = abort.text.as_ref().map_or_else(String::new, |text| format!(": {text}"));
                self.unknown(
                    talk,
                    format!(
                        "the terminal ended it with 06 1E {}{told}; that alone proves nothing",
                        words::of_code(abort.code)
                    ),
                )
            }
            Ending::Accepted | Ending::Silent => {
                let after = if talk.waited > timing::T3_PATIENT { "the end of it" } else { "an answer" };
                self.unknown(
                    talk,
                    format!("nothing came any more within {} s: {after} is missing", talk.waited.as_secs()),
                )
            }
            Ending::Failed(error) => self.unknown(talk, error.to_string()),
        }
    }

    /// What a completed exchange proves.
    fn completed(&self, talk: &Talk) -> Outcome {
        let Some((told, before)) = talk.results.split_last() else {
            return self.unknown(talk, "the terminal completed it without a result".to_owned());
        };
        if talk.doing.iter().any(|code| is_auto_reversal(*code)) {
            return self.unknown(talk, "the terminal said that it sends an auto-reversal".to_owned());
        }
        if before.iter().any(|other| other.result == Some(0) && other != told) {
            return self.unknown(talk, "the terminal told more than one result".to_owned());
        }
        if !self.differences(told).is_empty() {
            return self.unknown(talk, "the terminal's result is not that of this reversal".to_owned());
        }
        Outcome::Done { evidence: format!("{}{}", described(told), refund_note(talk)) }
    }

    fn unknown(&self, talk: &Talk, why: String) -> Outcome {
        let stage = match (talk.accepted, talk.acknowledged, talk.not_understood) {
            (true, ..) => "the command was accepted",
            (_, true, _) => "the command was acknowledged by the line only",
            (_, _, true) => "the command was answered NAK and not sent again",
            _ => "the command was not acknowledged",
        };
        let results: Vec<String> = talk
            .results
            .iter()
            .rev()
            .take(2)
            .map(|status| {
                let differs = self.differences(status);
                let agrees = if differs.is_empty() { "it agrees".to_owned() } else { differs.join("; ") };
                format!("; told: {} ({agrees})", described(status))
            })
            .collect();
        unknown(format!("{why}; {stage}{}{}{}", results.concat(), refund_note(talk), odd_text(talk)))
    }
}

impl<S: Stream> Exchange<S> {
    /// Sends the reversal of an intent and tells how it ended, and what was seen of the end of the exchange.
    pub(super) async fn reverse(
        &mut self,
        intent: &Intent,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> (Outcome, End) {
        let not_sent =
            |why: String| (Outcome::NotDone { evidence: format!("nothing was sent: {why}") }, End::Elsewhere);
        let request = match self.prepare(intent, watch).await {
            Ok(request) => request,
            Err(why) => return not_sent(why),
        };
        let target = Target::of(intent, &self.seen);
        self.taking_back = false;
        let talk = match self.talk(Situation::Remedy, &request, witness, watch).await {
            Ok(talk) => talk,
            Err(error) => return not_sent(error.to_string()),
        };
        let (outcome, end) = (target.judge(&talk), target.end(&talk));
        if end == End::Open {
            (self.synced, self.owed) = (false, true);
        }
        match talk.not_stored {
            None => (outcome, end),
            Some(error) => {
                let evidence = outcome.evidence();
                let evidence = format!("what the terminal said could not be stored ({error}): {evidence}");
                (unknown(evidence), end)
            }
        }
    }

    /// Everything that can still be refused without a byte.
    async fn prepare(&mut self, intent: &Intent, watch: &mut dyn Watch) -> Result<Request, String> {
        let reversal = command(intent, self.password)?;
        // An earlier question that is still to be answered would be answered in the place of this command.
        self.settle(timing::T3_PATIENT, watch).await.map_err(|error| error.to_string())?;
        Ok(reversal)
    }
}

/// The command of an intent, where its plan may be sent, judged by itself; or why not.
pub(super) fn command(intent: &Intent, password: Password) -> Result<Request, String> {
    let (plan, before) = (&intent.plan, &intent.pre_state);
    let reversal = reversal_of(&plan.entry, password).ok_or("this entry has no number or amount to reverse by")?;
    Situation::Remedy.permit(&reversal).map_err(|error| error.to_string())?;
    if plan.request != request(plan.kind, &plan.entry) {
        return Err("the bytes of the plan are not those of this reversal".into());
    }
    if plan.device != plan.entry.device {
        return Err("the plan is for another terminal than its entry".into());
    }
    if !remedies(&plan.entry, None).iter().all(|remedy| remedy.refusals.is_empty()) {
        return Err("this entry may not be reversed".into());
    }
    if let Some(shown) = &before.shown
        && (shown.number != plan.entry.number || !differences(&plan.entry, shown).is_empty())
    {
        return Err("the terminal did not show the planned entry before the reversal".into());
    }
    if let Some(last) = &before.last {
        if last.device != plan.device {
            return Err("another terminal answered before the reversal".into());
        }
        if last.takes_back(&plan.entry) {
            return Err("the terminal's last transaction is a reversal of this payment already".into());
        }
    }
    Ok(reversal)
}

/// What `84 xx` proves.
fn refused(talk: &Talk, code: u8) -> Outcome {
    let text = words::of_code(code);
    match refused_before_execution(Answer::Refusal, code) {
        true if talk.synced && talk.odd.is_empty() && talk.results.is_empty() => {
            Outcome::NotDone { evidence: format!("the terminal refused the command before it began, 84 {text}") }
        }
        true if !talk.synced => unknown(format!(
            "the terminal refused with 84 {text}, but no conversation had come to its end on this link before, so it may be \
             the answer to something else{}",
            odd_text(talk)
        )),
        true => unknown(format!(
            "the terminal refused with 84 {text}, but the exchange was not clean, so an earlier answer may have been lost{}",
            odd_text(talk)
        )),
        false => unknown(format!(
            "the terminal answered 84 {text}, which does not say that nothing was done{}",
            odd_text(talk)
        )),
    }
}

/// A result in a few words.
pub(super) fn described(status: &Status) -> String {
    let number =
        |name: &str, number: Option<String>| number.map_or_else(String::new, |number| format!(", {name} {number}"));
    format!(
        "result {}{}{}{}{}",
        status.result.map_or_else(|| "not told".to_owned(), words::of_code),
        number("amount", status.money().map(|money| money.to_string())),
        number("receipt", status.receipt.map(|receipt| format!("{receipt:04}"))),
        number("trace", status.trace.map(trace_text)),
        number("reverses trace", status.original_trace.map(trace_text)),
    )
}

/// What the receipt that was printed to us, or the text beside the result, adds: some terminals give back without contact in
/// place of a reversal.
fn refund_note(talk: &Talk) -> &'static str {
    let is_refund = |lines: &[&str]| slip::read(lines, None).kind == slip::SlipKind::Refund;
    let lines: Vec<&str> = talk.lines.iter().map(|line| line.text.as_str()).collect();
    let mut texts = talk.results.iter().filter_map(|status| status.text.as_ref());
    match () {
        () if is_refund(&lines) => "; the receipt that it printed is of a refund (Gutschrift)",
        () if texts.any(|text| is_refund(&[text.as_str()])) => "; it came back as a refund (Gutschrift), as it says",
        () => "",
    }
}

/// What was odd, bounded: a babbling line must not fill the ledger.
fn odd_text(talk: &Talk) -> String {
    if talk.odd.is_empty() {
        return String::new();
    }
    let text = talk.odd.iter().take(MOST_ODD).cloned().collect::<Vec<_>>().join(", ");
    let more = talk.odd.len().saturating_sub(MOST_ODD);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("; heard: {}{more}", Printable::new(&text, ODD))
}

/// The outcome that nobody can tell yet.
pub(super) fn unknown(evidence: String) -> Outcome {
    Outcome::Unknown { evidence, probe: PROBE.to_owned() }
}
