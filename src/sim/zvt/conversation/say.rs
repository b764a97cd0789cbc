//! How the terminal speaks: answers, messages that want an answer, printing; and working while the till may interrupt.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::Conversation;
use crate::protocol::zvt::request::config;
use crate::protocol::zvt::{Control, Message, RawApdu};
use crate::sim::state::StateError;
use crate::sim::zvt::answers;
use crate::sim::zvt::fault::{Play, Step};
use crate::sim::zvt::memory::code;
use crate::sim::zvt::paper::{Printed, Slip, Whose};
use crate::sim::zvt::wire::{Delivery, Heard, Mishap};

/// What the till said to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// `80 00`, or `84 00`.
    Good,
    /// `84 XX`.
    Bad(u8),
    /// Nothing in time, or the line gave up, or the connection ended.
    None,
}

impl Conversation {
    /// `80 00 00`.
    pub(super) async fn accept(&mut self) -> Result<(), StateError> {
        self.answer(&answers::accepted()).await;
        if self.scenario.options.dialect.waits_for_nothing() {
            self.wire.answer(true).await;
        }
        Ok(())
    }

    /// `84 XX 00`.
    pub(super) async fn refuse(&mut self, code: u8) -> Result<(), StateError> {
        self.answer(&answers::refused(code)).await;
        Ok(())
    }

    /// The answer to the command.
    pub(super) async fn answer(&mut self, message: &Message) {
        self.say(Step::Accept, &bytes(message)).await;
    }

    /// The end of the command.
    pub(super) async fn end(&mut self, message: &Message) -> Result<(), StateError> {
        self.tell(Step::End, &bytes(message)).await;
        Ok(())
    }

    /// An intermediate status, where the till wants them.
    pub(super) async fn progress(&mut self, status: u8) {
        let registration = self.terminal.lock().memory.registration.clone();
        if registration.registered && registration.config & config::INTERMEDIATE != 0 {
            self.tell(Step::Status, &bytes(&answers::intermediate(status))).await;
        }
    }

    /// Sends a message of the terminal and waits for its answer.
    pub(super) async fn tell(&mut self, step: Step, apdu: &[u8]) -> Answer {
        let play = self.play_at(step, 1);
        if self.say(step, apdu).await != Delivery::Arrived {
            return Answer::None;
        }
        let Some(answer) = self.wire.answer(play != Some(Play::DeafAnswer)).await else { return Answer::None };
        match answer.control() {
            Control::ACCEPTED | Control(Control::REFUSED, 0) => Answer::Good,
            Control(_, code) => Answer::Bad(code),
        }
    }

    /// The fault of the message of this kind that comes `ahead` from now.
    fn play_at(&self, step: Step, ahead: usize) -> Option<Play> {
        let record = self.now.steps.get(&step).copied().unwrap_or_default() + ahead;
        let fault = self.scenario.faults.iter().find(|fault| {
            let same = fault.command == self.now.command && fault.nth.is_none_or(|only| only == self.now.nth);
            same && fault.at == Some(step) && fault.record == record
        });
        fault.map(|fault| fault.then)
    }

    /// Sends a message, as its fault wants it.
    pub(super) async fn say(&mut self, step: Step, apdu: &[u8]) -> Delivery {
        if self.now.broken {
            return Delivery::GivenUp;
        }
        let play = self.play_at(step, 1);
        *self.now.steps.entry(step).or_default() += 1;
        self.work(self.scenario.options.gap_ms).await;
        let mut mishap = Mishap::default();
        match play {
            Some(Play::DropLink) => self.wire.hang_up().await,
            Some(Play::DropAfter) => mishap.hang_up = true,
            Some(Play::Late(more)) => self.work(more).await,
            Some(Play::Lose) => mishap.lost = true,
            Some(Play::Twice) => mishap.twice = true,
            Some(Play::Deaf(times)) => mishap.deaf = times,
            Some(Play::BadCrc) => mishap.bad_crc = true,
            Some(Play::AlwaysBadCrc) => (mishap.bad_crc, mishap.always) = (true, true),
            Some(Play::Garbage) => mishap.garbage = true,
            Some(Play::Truncated) => (mishap.truncated, mishap.always) = (true, true),
            _ => {}
        }
        let apdu = self.shaped(apdu);
        let delivery = self.wire.deliver(&apdu, mishap).await;
        self.now.broken = delivery != Delivery::Arrived;
        delivery
    }

    /// The bytes of a message with what the scenario puts into them.
    fn shaped(&mut self, apdu: &[u8]) -> Vec<u8> {
        let control = match apdu {
            [class, instr, ..] => Control(*class, *instr),
            _ => Control(0, 0),
        };
        let count = self.sent.entry(control).or_default();
        *count += 1;
        let (name, count) = (format!("{:02X}{:02X}", control.0, control.1), *count);
        let mut shaped = apdu.to_vec();
        for raw in &self.scenario.raw {
            if raw.answer != name || raw.nth.is_some_and(|only| only != count) {
                continue;
            }
            let head = if shaped.get(2) == Some(&0xFF) { 5 } else { 3 };
            let data = shaped.get(head..).unwrap_or_default();
            let hex = |text: &Option<String>| text.as_ref().and_then(|text| hex::decode(text).ok());
            if let Some(whole) = hex(&raw.apdu) {
                shaped = whole;
            } else if let Some(data) = hex(&raw.data) {
                shaped = answers::apdu(control, &data);
            } else if let Some(more) = hex(&raw.append) {
                shaped = answers::apdu(control, &[data, &more].concat());
            } else if let (Some(text), Control::STATUS_INFORMATION) = (&raw.text, control) {
                let text = latin1(text);
                let len = [text.len() / 100 % 10, text.len() / 10 % 10, text.len() % 10];
                let len = len.map(|digit| 0xF0 | u8::try_from(digit).unwrap_or_default());
                shaped = answers::apdu(control, &[data, &[0x3C], &len, &text].concat());
            }
        }
        shaped
    }

    /// Prints slips where the till wants them, and notes them; whether every one of them was taken.
    pub(super) async fn print(&mut self, slips: Vec<Slip>) -> Result<bool, StateError> {
        for mut slip in slips {
            let registration = self.terminal.lock().memory.registration.clone();
            let till_prints = registration.registered && registration.config & receipts(slip.whose) != 0;
            if till_prints && registration.config & config::PRINT_COMMANDS == 0 {
                // The till makes receipts of its own from the result.
                continue;
            }
            slip.printed = match (till_prints, registration.blocks) {
                (false, _) => Printed::OwnPaper,
                (true, false) => Printed::Lines,
                (true, true) => Printed::Block,
            };
            let lines: Vec<Vec<u8>> = slip.lines.iter().map(|line| self.line(line)).collect();
            let messages = match slip.printed {
                Printed::OwnPaper => Vec::new(),
                Printed::Lines => answers::lines(&lines),
                Printed::Block => vec![answers::block(&slip, &lines)],
            };
            for message in messages {
                if self.tell(Step::Print, &message).await != Answer::Good {
                    return Ok(false);
                }
            }
            self.change(|inner| inner.note(slip))?;
        }
        Ok(true)
    }

    /// A printed line's bytes, or the scenario's in its place.
    fn line(&mut self, text: &str) -> Vec<u8> {
        self.lines += 1;
        let here =
            |raw: &&super::super::scenario::Raw| raw.answer == "06D1" && raw.nth.is_none_or(|only| only == self.lines);
        let raw = self.scenario.raw.iter().filter(here).find_map(|raw| raw.text.as_deref());
        raw.map_or_else(|| answers::text(&self.scenario, text), latin1)
    }

    /// Whether a slip of this kind can be printed: by the till, or because there is paper.
    pub(super) fn can_print(&self, whose: Whose) -> bool {
        let inner = self.terminal.lock();
        let registration = &inner.memory.registration;
        inner.memory.paper || (registration.registered && registration.config & receipts(whose) != 0)
    }

    /// Works for so many milliseconds. What the till says meanwhile is out of turn.
    pub(super) async fn work(&mut self, ms: u64) {
        let end = Instant::now() + Duration::from_millis(ms);
        while ms > 0 && !self.now.aborted {
            match timeout_at(end, self.wire.next()).await {
                Err(_) | Ok(None) => return,
                Ok(Some(Heard::Apdu(apdu))) if self.wire.is_news(&apdu).await => self.out_of_turn(&apdu).await,
                Ok(Some(_)) => {}
            }
        }
    }

    async fn out_of_turn(&mut self, apdu: &RawApdu) {
        let dialect = self.scenario.options.dialect;
        match apdu.control() {
            Control::STATUS_ENQUIRY if dialect.answers_status_when_busy() => {
                self.wire.deliver(&bytes(&answers::accepted()), Mishap::default()).await;
                let busy = answers::busy(code::WAIT);
                if self.wire.deliver(&bytes(&busy), Mishap::default()).await == Delivery::Arrived {
                    self.wire.answer(true).await;
                }
            }
            Control::ABORT if self.now.abortable => {
                self.now.aborted = true;
                self.wire.deliver(&bytes(&answers::accepted()), Mishap::default()).await;
            }
            Control::ABORT if dialect.hears_aborts() => {
                let late = answers::refused(code::NOT_POSSIBLE);
                self.wire.deliver(&bytes(&late), Mishap::default()).await;
            }
            _ => self.wire.please_wait().await,
        }
    }
}

/// Bit of the configuration byte for slips of this kind.
fn receipts(whose: Whose) -> u8 {
    match whose {
        Whose::Merchant | Whose::Customer => config::PAYMENT_RECEIPTS,
        Whose::Administration => config::ADMIN_RECEIPTS,
    }
}

/// A message's bytes. One that cannot be written, which none of ours is, would be empty.
pub(super) fn bytes(message: &Message) -> Vec<u8> {
    message.encode().unwrap_or_default()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|symbol| u8::try_from(symbol).unwrap_or(b'?')).collect()
}
