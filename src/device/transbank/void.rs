//! The void (`1200`), sent once.
//!
//! **What each answer proves.** "Ours" is a `1210` with a right LRC that names our terminal (and merchant, where told) and
//! our operation number, compared as numbers.
//!
//! | what happened | outcome |
//! |---|---|
//! | nothing was sent: the plan does not hold, a till speaks, the line is dead before the request | not done |
//! | nothing was sent: a `1210` that is ours with 00 was heard on this link before the request | not done |
//! | ours, 00 | done, whatever else was heard |
//! | ours, 04 | unknown: it is voided, not known by whom |
//! | ours, 05, 08, 21 or a refusal before the host, and nothing else was heard since the request but its ACK | not done |
//! | the same, but something spoilt, a NAK or another answer was heard too, or no ACK | unknown |
//! | the same, word for word as an answer heard on this link before the request: it may be that one again | unknown |
//! | the same, after the progress code 82 (sent to the host) | unknown |
//! | ours, any other code (02, 03, 16, 22, 65, 94, not assigned) | unknown |
//! | a `1210` of another terminal or operation, or one that does not name them | unknown, after waiting on for ours |
//! | NAK to the request: a flipped bit may have made it from an ACK; it is not sent again | unknown, after a shorter wait |
//! | silence, spoilt answers, a lost link, a till heard after the request | unknown |
//! | an answer that could not be made durable | unknown, whatever it says |
//!
//! So that an answer of before cannot pass for ours, the first void on a link, and one after a void that was not answered, wait
//! until the terminal would have repeated it (11 s).
//!
//! Every answer is noted durably before it is acknowledged. Where the note fails it is acknowledged all the same (the
//! terminal would only repeat it). No cancellation is looked at.

use tokio::time::Instant;

use super::super::{NotDurable, Watch, Witness};
use super::allow::Situation;
use super::exchange::{Exchange, REPEATS, is_request};
use super::line::Heard;
use super::remedies::void_of;
use super::{timing, words};
use crate::link::Stream;
use crate::model::{DeviceId, Family, Intent, Outcome, Printable, RemedyKind};
use crate::protocol::transbank::codes::{ResultCode, VoidProof};
use crate::protocol::transbank::{Answer, Message};

/// What could settle an unknown void.
pub(super) const PROBE: &str = "`recover` reads the list again but this family's list cannot prove whose void it is; the \
    acquirer's statement or the void voucher on the terminal's paper can (`recover --conclude`). A second void as a probe \
    is a new plan that a person confirms: 04 then proves a void, not whose. Do not void another sale, charge again or close \
    the batch until it is settled";

/// What a void has to be answered with.
pub(super) struct Target {
    device: DeviceId,
    operation: u32,
}

/// What an answer is worth to a target.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It is the answer to this void.
    Ours(ResultCode),
    /// It is not, or does not say so.
    NotOurs(String),
}

impl Target {
    pub(super) fn of(intent: &Intent) -> Self {
        Self { device: intent.plan.device.clone(), operation: intent.plan.entry.number }
    }

    /// Judges an answer to a void.
    pub(super) fn judge(&self, answer: &Answer) -> Told {
        let Answer::Void { result, merchant, terminal, operation, .. } = answer else {
            return Told::NotOurs(format!("{} of another command", answer.code()));
        };
        // Both parts through the same sieve as the id that they are compared with.
        let id = DeviceId::new(Family::Transbank, merchant.as_str(), terminal.as_str());
        let same_merchant = merchant.is_blank() || id.merchant == self.device.merchant;
        if terminal.is_blank() || id.terminal != self.device.terminal || !same_merchant {
            let whose = if terminal.is_blank() { "no terminal".into() } else { id.to_string() };
            return Told::NotOurs(format!("result {result} of {whose} instead of {}", self.device));
        }
        match operation {
            Some(operation) if *operation == self.operation => Told::Ours(*result),
            Some(operation) => Told::NotOurs(format!("result {result} for operation {operation}")),
            None => Told::NotOurs(format!("result {result} for no operation")),
        }
    }

    /// Whether one of the answers heard says that it is voided.
    pub(super) fn was_voided(&self, heard: &[Message]) -> bool {
        let told = |heard: &Message| Answer::of(heard).map(|answer| self.judge(&answer));
        heard.iter().any(|heard| matches!(told(heard), Ok(Told::Ours(ResultCode::OK))))
    }
}

/// What was heard since the request.
#[derive(Default)]
pub(super) struct Heed {
    pub(super) acknowledged: bool,
    pub(super) refused: usize,
    pub(super) not_understood: bool,
    /// Everything that is not as in a clean exchange.
    pub(super) odd: Vec<String>,
    pub(super) not_stored: Option<NotDurable>,
}

impl<S: Stream> Exchange<S> {
    /// Sends the void of an intent and tells how it ended.
    pub(super) async fn void(&mut self, intent: &Intent, witness: &mut dyn Witness, watch: &mut dyn Watch) -> Outcome {
        if let Err(why) = self.prepare(intent, watch).await {
            return Outcome::NotDone { evidence: format!("nothing was sent: {why}") };
        }
        self.late_voids.clear();
        // The terminal repeats what is not acknowledged, so after a failure the next request waits for that.
        (self.owed, self.unanswered) = (true, true);
        let message = void_of(intent.plan.entry.number).message();
        if let Err(error) = self.line.say(&message, watch).await {
            return unknown(format!("the request may have left in part: {error}"));
        }
        let mut heed = Heed::default();
        let outcome = self.attend(&Target::of(intent), &mut heed, witness, watch).await;
        match heed.not_stored {
            None => outcome,
            Some(error) => {
                unknown(format!("what the terminal said could not be stored ({error}): {}", outcome.evidence()))
            }
        }
    }

    /// Everything that can still be refused without a byte.
    async fn prepare(&mut self, intent: &Intent, watch: &mut dyn Watch) -> Result<(), String> {
        holds(intent)?;
        // The answer to a void of before, heard only now, would pass for the answer to this one.
        self.settle_before_money(watch).await.map_err(|error| error.to_string())?;
        match Target::of(intent).was_voided(&self.heard_voids) {
            true => Err("an answer that was heard on this link says that this operation is voided already".into()),
            false => Ok(()),
        }
    }

    /// Listens after the request until its answer is there or the time is up.
    async fn attend(
        &mut self,
        target: &Target,
        heed: &mut Heed,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> Outcome {
        let sent = Instant::now();
        let mut until = sent + timing::ANSWER;
        loop {
            let heard = match self.line.hear(until, watch).await {
                Ok(heard) => heard,
                Err(error) => return heed.unknown(error.to_string()),
            };
            match heard {
                Heard::Nothing => {
                    let waited = (Instant::now() - sent).as_secs();
                    return heed.unknown(format!("no answer to this void within {waited} s"));
                }
                Heard::Ack if !heed.acknowledged => {
                    heed.acknowledged = true;
                    heed.note("ACK of the request", witness);
                }
                Heard::Nak => {
                    heed.not_understood = true;
                    heed.odd("NAK", witness);
                    until = until.min(Instant::now() + timing::AFTER_NAK);
                }
                Heard::Ack => heed.odd("a second ACK", witness),
                Heard::Noise => heed.odd("bytes that are no frame", witness),
                Heard::Spoilt | Heard::NoMessage => {
                    heed.odd("a spoilt frame", witness);
                    heed.refused += 1;
                    if heed.refused > REPEATS {
                        return heed.unknown("the answer came spoilt three times".into());
                    }
                    if let Err(error) = self.line.refuse(watch).await {
                        return heed.unknown(error.to_string());
                    }
                }
                Heard::Message(message) => {
                    if let Some(outcome) = self.message(&message, target, heed, witness, watch).await {
                        return outcome;
                    }
                }
            }
        }
    }

    /// Notes, acknowledges and judges a message; the outcome where it settles it.
    async fn message(
        &mut self,
        message: &Message,
        target: &Target,
        heed: &mut Heed,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> Option<Outcome> {
        let text = text_of(message);
        if is_request(message) {
            heed.odd(&text, witness);
            return Some(heed.unknown(format!("a till spoke on this line: {}", words::of_message(message))));
        }
        heed.note(&text, witness);
        let acknowledged = self.line.acknowledge(watch).await;
        let again = self.heard_voids.contains(message);
        self.heard_voids.push(message.clone());
        match heed.take(message, again, target) {
            Some(outcome) => {
                // An answer that may be an old one leaves the one to this void still to come.
                if !again {
                    (self.owed, self.unanswered) = (false, false);
                }
                Some(outcome)
            }
            None => acknowledged.err().map(|error| heed.unknown(error.to_string())),
        }
    }
}

/// A message in words and hex.
fn text_of(message: &Message) -> String {
    format!("{} [{}]", words::of_message(message), words::in_hex(&words::shown(message)))
}

/// Whether the plan of an intent is one that may be sent, judged by itself; or why not.
fn holds(intent: &Intent) -> Result<(), String> {
    let plan = &intent.plan;
    let Some(before) = &intent.pre_state.shown else {
        return Err("the list did not show the planned entry before the void".into());
    };
    let RemedyKind::Void = plan.kind;
    let request = void_of(plan.entry.number);
    Situation::Remedy.permit(&request).map_err(|error| error.to_string())?;
    if plan.request != request.message().encode() {
        return Err("the bytes of the plan are not those of this void".into());
    }
    if plan.device != plan.entry.device {
        return Err("the plan is for another terminal than its entry".into());
    }
    if !super::remedies(&plan.entry, None).iter().all(|remedy| remedy.refusals.is_empty()) {
        return Err("this entry may not be voided".into());
    }
    let differs = super::remedies::differences(&plan.entry, before);
    if before.number != plan.entry.number || before.device != plan.device || !differs.is_empty() {
        return Err("the list did not show the planned entry before the void".into());
    }
    Ok(())
}

impl Heed {
    /// Makes what was heard durable. The first failure is kept.
    fn note(&mut self, text: &str, witness: &mut dyn Witness) {
        if let Err(error) = witness.note(text) {
            self.not_stored.get_or_insert(error);
        }
    }

    fn odd(&mut self, text: &str, witness: &mut dyn Witness) {
        self.odd.push(text.to_owned());
        self.note(text, witness);
    }

    /// Takes an answer in; the outcome where it settles it. `again`: the same was heard on this link before.
    pub(super) fn take(&mut self, message: &Message, again: bool, target: &Target) -> Option<Outcome> {
        let told = match Answer::of(message) {
            // A step on the way is no answer; but once the host was asked, no refusal proves anything.
            Ok(Answer::Progress { code }) if code != ResultCode::SENT_TO_HOST => return None,
            Ok(answer) => target.judge(&answer),
            Err(error) => Told::NotOurs(error.to_string()),
        };
        match told {
            Told::Ours(code) => {
                if again {
                    self.odd.push("the same answer came before this void".into());
                }
                Some(self.judge(code, &text_of(message)))
            }
            Told::NotOurs(what) => {
                self.odd.push(format!("not the answer to this void: {what}"));
                None
            }
        }
    }

    /// What our answer proves.
    fn judge(&self, code: ResultCode, text: &str) -> Outcome {
        let meaning = code.meaning();
        match code.void_proof() {
            VoidProof::Done => Outcome::Done { evidence: format!("the terminal answered {code} {meaning}: {text}") },
            VoidProof::AlreadyVoided => self.unknown(format!(
                "the terminal answered {code} {meaning}: the sale is voided, but not known by whom: {text}"
            )),
            VoidProof::Refused if self.acknowledged && self.odd.is_empty() => Outcome::NotDone {
                evidence: format!("the terminal refused before it asked the host, {code} {meaning}: {text}"),
            },
            VoidProof::Refused => self.unknown(format!(
                "the terminal answered {code} {meaning}, but the exchange was not clean, so an earlier answer may have been lost: {text}"
            )),
            VoidProof::Unknown => {
                self.unknown(format!("the terminal answered {code} {meaning}; the host may have voided all the same: {text}"))
            }
        }
    }

    fn unknown(&self, why: String) -> Outcome {
        let start = match (self.acknowledged, self.not_understood) {
            (true, _) => "the request was acknowledged",
            (false, true) => "the request was answered NAK and not sent again",
            (false, false) => "the request was not acknowledged",
        };
        let odd = if self.odd.is_empty() { String::new() } else { format!("; heard: {}", self.odd_text()) };
        unknown(format!("{why}; {start}{odd}"))
    }

    /// What was odd, bounded: a babbling line must not fill the ledger.
    fn odd_text(&self) -> String {
        const MOST: usize = 8;
        const LONGEST: usize = 600;
        let mut text = self.odd.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
        if self.odd.len() > MOST {
            text.push_str(&format!(", and {} more", self.odd.len() - MOST));
        }
        Printable::new(&text, LONGEST).to_string()
    }
}

/// The outcome that nobody can tell yet.
pub(super) fn unknown(evidence: String) -> Outcome {
    Outcome::Unknown { evidence, probe: PROBE.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(terminal: &str, merchant: &str, operation: Option<u32>) -> Answer {
        Answer::Void {
            result: ResultCode::OK,
            merchant: Printable::new(merchant, 12),
            terminal: Printable::new(terminal, 8),
            authorisation: Printable::default(),
            operation,
        }
    }

    #[test]
    fn only_an_answer_that_names_terminal_and_operation_is_ours() {
        let device = DeviceId::new(Family::Transbank, "000000000001", "SIM00001");
        let target = Target { device, operation: 63 };
        let ours = Told::Ours(ResultCode::OK);
        assert_eq!(target.judge(&answer("SIM00001", "000000000001", Some(63))), ours);
        assert_eq!(target.judge(&answer("SIM00001", "", Some(63))), ours, "the merchant may be left out");
        for (terminal, merchant, operation) in [
            ("SIM00002", "000000000001", Some(63)),
            ("SIM00001", "000000000002", Some(63)),
            ("SIM00001", "000000000001", Some(64)),
            ("SIM00001", "000000000001", None),
            ("", "000000000001", Some(63)),
        ] {
            assert_ne!(
                target.judge(&answer(terminal, merchant, operation)),
                ours,
                "{terminal} {merchant} {operation:?}"
            );
        }
        assert!(matches!(target.judge(&Answer::Progress { code: ResultCode::OK }), Told::NotOurs(_)));
    }
}
