//! What is said outside a conversation, and how blocks are acknowledged and answered.
//!
//! **Before this console's first word** it answers nothing, neither ACK nor `80 00`. What a terminal says then belongs to a
//! conversation with its till. A result (`04 0F`) that nobody answers makes the terminal take the payment back, which
//! agrees with a till that never got the result; answered by a stranger it would stand, and the till would not know of
//! it. So the console waits until the terminal has given up (it sends a block three times). Blocks that follow each other
//! faster than that are being answered: somebody is there, and the visit ends.
//!
//! **After its first word** the terminal takes it for its till, and whatever it says is acknowledged and answered at once,
//! also where nobody waited for it: silence would undo what the terminal has begun. That is told, and results are kept in
//! `seen`, but a late word is never taken for the answer to a later command.
//!
//! **A block that comes twice.** Blocks have no number. The same block again is a repetition if our answer to it had not
//! been acknowledged when it came, if it is a result, or if it comes about T2 after the first; it is acknowledged and
//! answered again, and nothing is done twice. Otherwise it is new: a receipt may well hold two equal lines.

use std::collections::VecDeque;

use tokio::time::Instant;

use super::super::{DeviceError, Terms, Watch};
use super::line::{Heard, Line};
use super::timing;
use crate::link::Stream;
use crate::model::{Direction, Password};
use crate::protocol::zvt::codes::plain_intermediate;
use crate::protocol::zvt::{Control, Message, Reply, Status};

/// How often the sender of a block that was not acknowledged may send it again (PA00P016: two more times).
pub(super) const REPEATS: usize = 2;
/// Most blocks that are let pass in a row.
const MOST_LATE: usize = 2_000;
/// Most results that are kept of what was heard on a link.
const MOST_SEEN: usize = 64;
/// Intermediate status: the terminal sends an auto-reversal.
const AUTO_REVERSAL: u8 = 0x05;
/// Code of an answer to what this console does not do (PA00P015, chapter "error messages": function not possible).
const NOT_POSSIBLE: u8 = 0x83;

/// A line with what the conversations on it have left.
pub(super) struct Exchange<S> {
    pub(super) line: Line<S>,
    /// The till's password, for the commands that need one.
    pub(super) password: Password,
    /// Blocks heard while something else was waited for, oldest first.
    pub(super) ahead: VecDeque<Heard>,
    /// A conversation was left in its middle: the terminal may still repeat or go on.
    pub(super) owed: bool,
    /// The last conversation on this link came to its end, so that what is said next belongs to the next one. Answers do
    /// not say what they answer.
    pub(super) synced: bool,
    /// Results that were heard and answered on this link, oldest first.
    pub(super) seen: Vec<Status>,
    /// The terminal said on this link that it sends an auto-reversal, and no reversal was begun since.
    pub(super) taking_back: bool,
    /// This console has spoken on this link.
    spoken: bool,
    last: Option<Answered>,
}

/// The block that was answered last.
struct Answered {
    block: Message,
    came: Instant,
    answer: Message,
    /// The answer was acknowledged.
    settled: bool,
}

impl<S: Stream> Exchange<S> {
    pub(super) fn new(stream: S, terms: Terms) -> Self {
        Self {
            line: Line::new(stream, terms.line),
            password: terms.password,
            ahead: VecDeque::new(),
            owed: false,
            synced: false,
            seen: Vec::new(),
            taking_back: false,
            spoken: false,
            last: None,
        }
    }

    /// Listens for `time` and lets pass what is said; whether that was nothing.
    pub(super) async fn stays_quiet(
        &mut self,
        time: std::time::Duration,
        watch: &mut dyn Watch,
    ) -> Result<bool, DeviceError> {
        let (end, mut quiet) = (Instant::now() + time, true);
        while Instant::now() < end {
            if watch.cancelled() {
                return Err(DeviceError::Cancelled);
            }
            let heard = self.hear(end.min(Instant::now() + timing::LOOK), watch).await?;
            quiet &= matches!(heard, Heard::Nothing);
            match heard {
                Heard::Message(message) => self.let_pass(&message, watch).await?,
                Heard::NoMessage => self.line.acknowledge(watch).await?,
                Heard::Spoilt => self.line.refuse(watch).await?,
                Heard::Nothing | Heard::Ack | Heard::Nak | Heard::Noise => {}
            }
        }
        Ok(quiet)
    }

    /// Waits until the line has been quiet for `quiet`.
    pub(super) async fn settle(
        &mut self,
        quiet: std::time::Duration,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        self.line.forget_noise();
        if !self.spoken {
            return self.overhear(quiet, watch).await;
        }
        let quiet = if std::mem::take(&mut self.owed) { quiet.max(timing::OWED) } else { quiet };
        let end = Instant::now() + timing::SETTLE;
        for _ in 0..MOST_LATE {
            match self.hear(Instant::now() + quiet, watch).await? {
                Heard::Nothing => return Ok(()),
                Heard::Message(message) => self.let_pass(&message, watch).await?,
                Heard::NoMessage => self.line.acknowledge(watch).await?,
                Heard::Spoilt => self.line.refuse(watch).await?,
                Heard::Ack | Heard::Nak | Heard::Noise => {}
            }
            if Instant::now() > end {
                break;
            }
        }
        Err(DeviceError::Protocol { what: "listening", why: "the line does not fall quiet".into() })
    }

    /// Listens without a word until nobody speaks any more.
    async fn overhear(&mut self, quiet: std::time::Duration, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let end = Instant::now() + timing::SETTLE;
        let mut quiet = quiet;
        let mut before: Option<(Message, Instant)> = None;
        while Instant::now() < end {
            match self.line.hear(Instant::now() + quiet, watch).await? {
                Heard::Nothing => return Ok(()),
                Heard::Message(message) => {
                    not_from_a_till(&message)?;
                    let now = Instant::now();
                    if let Some((last, at)) = &before
                        && *last != message
                        && now - *at < timing::REPEATED
                    {
                        let what = message.control.name().unwrap_or("an unknown command");
                        return Err(DeviceError::TillHeard(format!("the terminal is telling somebody {what}")));
                    }
                    before = Some((message, now));
                    quiet = timing::OWED;
                }
                Heard::Ack | Heard::Nak | Heard::Spoilt | Heard::NoMessage | Heard::Noise => {}
            }
        }
        Err(DeviceError::Protocol { what: "listening", why: "the line does not fall quiet".into() })
    }

    /// Answers a block that nobody waits for.
    pub(super) async fn let_pass(&mut self, message: &Message, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        not_from_a_till(message)?;
        let meaning = format!("{}: not what was asked for, let pass", message.control);
        watch.wire(Direction::FromDevice, &[], &meaning, None);
        self.line.acknowledge(watch).await?;
        if self.answer_again(message, watch).await? || message.control.is_answer() {
            return Ok(());
        }
        if let Ok(reply) = Reply::of(message, self.line.charset()) {
            self.remember(&reply);
        }
        self.answer(message, &answer_to(message), watch).await
    }

    /// A new conversation begins: what it says again of an earlier one is no repetition.
    pub(super) fn begin_afresh(&mut self) {
        self.last = None;
    }

    /// The next thing heard, or kept back while an acknowledgement was waited for.
    pub(super) async fn hear(&mut self, until: Instant, watch: &mut dyn Watch) -> Result<Heard, DeviceError> {
        match self.ahead.pop_front() {
            Some(heard) => Ok(heard),
            None => self.line.hear(until, watch).await,
        }
    }

    /// Says a message of ours.
    pub(super) async fn say(&mut self, message: &Message, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let unsendable = |error| DeviceError::Protocol { what: "encoding", why: format!("{error}") };
        let apdu = message.encode().map_err(unsendable)?;
        self.spoken = true;
        self.line.say(&apdu, message, watch).await
    }

    /// Answers a block if it is a repetition of the one answered last; tells whether it was.
    pub(super) async fn answer_again(&mut self, message: &Message, watch: &mut dyn Watch) -> Result<bool, DeviceError> {
        let Some(last) = &self.last else { return Ok(false) };
        let pause = Instant::now() - last.came;
        let late = self.line.is_serial() && pause >= timing::REPEATED && pause <= timing::OWED;
        let result = message.control == Control::STATUS_INFORMATION;
        if last.block != *message || !(late || result || !last.settled) {
            return Ok(false);
        }
        let answer = last.answer.clone();
        watch.wire(Direction::FromDevice, &[], &format!("{}: the same block again", message.control), None);
        self.give(message, answer, watch).await?;
        Ok(true)
    }

    /// Answers a block, and waits for the acknowledgement of the answer.
    pub(super) async fn answer(
        &mut self,
        block: &Message,
        answer: &Reply,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        self.give(block, answer.message(), watch).await
    }

    async fn give(&mut self, block: &Message, answer: Message, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let came = Instant::now();
        let mut settled = !self.line.is_serial();
        for _ in 0..=REPEATS {
            self.say(&answer, watch).await?;
            if !settled {
                settled = self.taken(block, watch).await?;
            }
            // What came instead of an acknowledgement is dealt with first.
            if settled || !self.ahead.is_empty() {
                break;
            }
        }
        self.last = Some(Answered { block: block.clone(), came, answer, settled });
        Ok(())
    }

    /// Whether the answer to a block was acknowledged: by an ACK, or by the terminal going on.
    async fn taken(&mut self, block: &Message, watch: &mut dyn Watch) -> Result<bool, DeviceError> {
        let until = Instant::now() + timing::T2;
        loop {
            match self.line.hear(until, watch).await? {
                Heard::Ack => return Ok(true),
                Heard::Nak | Heard::Nothing => return Ok(false),
                Heard::Noise => {}
                Heard::Message(message) => {
                    let went_on = message != *block;
                    self.ahead.push_back(Heard::Message(message));
                    return Ok(went_on);
                }
                spoilt @ (Heard::Spoilt | Heard::NoMessage) => {
                    self.ahead.push_back(spoilt);
                    return Ok(false);
                }
            }
        }
    }

    /// Keeps a result that was heard, and that an auto-reversal was announced.
    pub(super) fn remember(&mut self, reply: &Reply) {
        match reply {
            Reply::Intermediate { status, .. } => self.taking_back |= is_auto_reversal(*status),
            Reply::Status(status) if status.names_transaction() && !self.seen.contains(status) => {
                if self.seen.len() == MOST_SEEN {
                    self.seen.remove(0);
                }
                self.seen.push((**status).clone());
            }
            _ => {}
        }
    }
}

/// Whether an intermediate status says that the terminal takes a transaction back.
pub(super) fn is_auto_reversal(status: u8) -> bool {
    plain_intermediate(status).0 == AUTO_REVERSAL
}

/// The answer to a command of a terminal: `80 00 00` to everything that only tells, `84 83 00` to what asks for something. The
/// time (`04 01`, in a diagnosis) is taken too: this console keeps no clock of its own, but a refusal could end the diagnosis
/// that brings it.
pub(super) fn answer_to(message: &Message) -> Reply {
    match message.control {
        Control::INTERMEDIATE
        | Control::STATUS_INFORMATION
        | Control::COMPLETION
        | Control::ABORT_PT
        | Control::SET_CLOCK_ECR
        | Control::PRINT_LINE
        | Control::PRINT_BLOCK => Reply::accepted(),
        _ => Reply::refused(NOT_POSSIBLE),
    }
}

/// A command to a terminal in another's hand means that a till speaks on this line.
pub(super) fn not_from_a_till(message: &Message) -> Result<(), DeviceError> {
    match message.direction() {
        Some(Direction::ToDevice) => {
            Err(DeviceError::TillHeard(message.control.name().unwrap_or("an unknown command").to_owned()))
        }
        _ => Ok(()),
    }
}
