//! Requests and answers: who speaks when, what is repeated, what is let pass.
//!
//! The protocol has no sequence numbers, so an answer belongs to a request only by its place in the conversation and by
//! its content. Therefore:
//! - Before every request the line is drained. What comes then is late: acknowledged (or the terminal would repeat it),
//!   told, never taken for an answer. So is a frame that comes before the request is acknowledged.
//! - A frame that answers another command is acknowledged, told and let pass.
//! - A request in another's hand means that a till speaks on this line: the conversation ends.
//! - A query is repeated up to twice on NAK, the poll on silence too; nothing else is ever sent twice.
//! - A spoilt answer is answered NAK twice, then given up. So is a frame without a command, although its LRC is right: a
//!   byte too much can make one of any frame, and one byte of exclusive or finds that out less often than one thinks.

use tokio::time::Instant;

use super::super::{DeviceError, Watch};
use super::allow::{Situation, name};
use super::line::{Heard, Line};
use super::timing;
use crate::link::Stream;
use crate::model::{Direction, Repeat};
use crate::protocol::transbank::{Answer, Message, Request};

/// How often the sender of a frame that was not understood may send it again (reference: two more times).
pub(super) const REPEATS: usize = 2;
/// Most late frames that are let pass: more than any memory holds.
const MOST_LATE: usize = 3000;

/// What came in place of an acknowledgement.
enum Start {
    Acknowledged,
    NotUnderstood,
    Silent,
}

/// A line with what the conversation on it has left open.
pub(super) struct Exchange<S> {
    pub(super) line: Line<S>,
    /// The terminal may still owe us something that it will repeat: a read was broken off.
    pub(super) owed: bool,
    /// Since when this link is listened to.
    opened: Instant,
    /// A void was sent on this link and its answer did not come: it may come yet.
    pub(super) unanswered: bool,
    /// Answers to a void that came when nobody waited for one, since the last void was sent.
    pub(super) late_voids: Vec<Answer>,
    /// Everything that was heard on this link in answer to a void: what comes again may be an old one.
    pub(super) heard_voids: Vec<Message>,
    /// Commands of the answers that came where another was waited for, since the last request.
    pub(super) strays: Vec<String>,
}

impl<S: Stream> Exchange<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            line: Line::new(stream),
            owed: false,
            opened: Instant::now(),
            unanswered: false,
            late_voids: Vec::new(),
            heard_voids: Vec::new(),
            strays: Vec::new(),
        }
    }

    /// Waits until the line has been quiet for `quiet`, acknowledging what a device still had to say. Tells how many
    /// things were heard.
    pub(super) async fn settle(
        &mut self,
        quiet: std::time::Duration,
        watch: &mut dyn Watch,
    ) -> Result<usize, DeviceError> {
        self.line.forget_noise();
        let mut quiet = if std::mem::take(&mut self.owed) { timing::OWED } else { quiet };
        let end = Instant::now() + timing::SETTLE;
        let mut heard = 0;
        loop {
            match self.line.hear(Instant::now() + quiet, watch).await? {
                Heard::Nothing => return Ok(heard),
                Heard::Message(message) => {
                    self.let_pass(&message, watch).await?;
                    quiet = timing::AFTER_LATE;
                }
                Heard::NoMessage => {
                    self.line.acknowledge(watch).await?;
                    quiet = timing::AFTER_LATE;
                }
                Heard::Ack | Heard::Nak | Heard::Spoilt | Heard::Noise => {}
            }
            heard += 1;
            if heard > MOST_LATE || Instant::now() > end {
                return Err(DeviceError::Protocol { what: "listening", why: "the line does not fall quiet".into() });
            }
        }
    }

    /// Waits until the line is quiet and an answer to a void of before, on this link or an earlier one, was repeated and
    /// heard here. What else is heard meanwhile does not shorten that.
    pub(super) async fn settle_before_money(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let since = if self.unanswered { Instant::now() } else { self.opened };
        let until = since + timing::OWED;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            self.settle(timing::QUIET.max(left), watch).await?;
            if Instant::now() >= until {
                return Ok(());
            }
        }
    }

    /// Acknowledges a message that nobody waits for. A request in it is a till's.
    pub(super) async fn let_pass(&mut self, message: &Message, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        if message.direction() == Some(Direction::ToDevice) {
            let heard = Request::of(message).map_or_else(|_| message.command.clone(), |request| name(&request).into());
            return Err(DeviceError::TillHeard(heard));
        }
        watch.wire(Direction::FromDevice, &[], &format!("{}: not what was asked for, let pass", message.command), None);
        if let Ok(answer @ Answer::Void { .. }) = Answer::of(message) {
            self.late_voids.push(answer);
            self.heard_voids.push(message.clone());
        }
        self.line.acknowledge(watch).await
    }

    /// Drains the line, sends a request and waits until it is acknowledged.
    pub(super) async fn ask(
        &mut self,
        situation: Situation,
        request: &Request,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        situation.permit(request)?;
        self.settle(timing::QUIET, watch).await?;
        self.send(situation, request, watch).await
    }

    /// Sends a request on a line that has been drained, and waits until it is acknowledged.
    pub(super) async fn send(
        &mut self,
        situation: Situation,
        request: &Request,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        situation.permit(request)?;
        let what = name(request);
        self.strays.clear();
        let mut tries = 0;
        loop {
            tries += 1;
            let message = request.message();
            self.line.say(&message, watch).await?;
            let start = self.start(&message, what, watch).await?;
            let again = tries <= REPEATS;
            match start {
                Start::Acknowledged => return Ok(()),
                Start::NotUnderstood if again && request.repeat() == Repeat::OnNak => {}
                Start::NotUnderstood => {
                    return Err(DeviceError::Protocol { what, why: format!("NAK to {tries} of {tries} tries") });
                }
                Start::Silent if again && *request == Request::Poll => {}
                Start::Silent if self.line.noise() > 0 => {
                    let why = format!("{} bytes that are no frame", self.line.noise());
                    return Err(DeviceError::Protocol { what, why });
                }
                Start::Silent => return Err(DeviceError::Silent { what, after: timing::ACKNOWLEDGE }),
            }
        }
    }

    async fn start(&mut self, sent: &Message, what: &'static str, watch: &mut dyn Watch) -> Result<Start, DeviceError> {
        let mut until = Instant::now() + timing::ACKNOWLEDGE;
        for _ in 0..MOST_LATE {
            match self.line.hear(until, watch).await? {
                Heard::Ack => return Ok(Start::Acknowledged),
                Heard::Nak => return Ok(Start::NotUnderstood),
                Heard::Nothing => return Ok(Start::Silent),
                Heard::Message(message) if message == *sent => {
                    let why = "the line sends back what is sent (a bridge in the plug?)".into();
                    return Err(DeviceError::Protocol { what, why });
                }
                Heard::Message(message) => {
                    self.let_pass(&message, watch).await?;
                    until = Instant::now() + timing::ACKNOWLEDGE;
                }
                Heard::NoMessage => self.line.acknowledge(watch).await?,
                Heard::Spoilt | Heard::Noise => {}
            }
        }
        Err(DeviceError::Protocol { what, why: "answers without end, none of them to this".into() })
    }

    /// Waits for the answer to a query or a reprint: a message of this command, not acknowledged yet. With `stoppable` the
    /// person may cancel the wait.
    pub(super) async fn answer(
        &mut self,
        what: &'static str,
        command: &str,
        wait: std::time::Duration,
        stoppable: bool,
        watch: &mut dyn Watch,
    ) -> Result<Message, DeviceError> {
        let until = Instant::now() + wait;
        let mut refused = 0;
        for _ in 0..MOST_LATE {
            match self.hear_or_stop(until, stoppable, watch).await? {
                Heard::Message(message) if message.command == command && !is_request(&message) => return Ok(message),
                Heard::Message(message) => {
                    self.let_pass(&message, watch).await?;
                    self.strays.push(message.command);
                }
                Heard::Spoilt | Heard::NoMessage if refused < REPEATS => {
                    refused += 1;
                    self.line.refuse(watch).await?;
                }
                Heard::Spoilt | Heard::NoMessage => {
                    let why = format!("the answer came spoilt {} times", refused + 1);
                    return Err(DeviceError::Protocol { what, why });
                }
                Heard::Ack | Heard::Nak | Heard::Noise => {}
                Heard::Nothing => return Err(DeviceError::Silent { what, after: wait }),
            }
        }
        Err(DeviceError::Protocol { what, why: "answers without end, none of them to this".into() })
    }

    async fn hear_or_stop(
        &mut self,
        until: Instant,
        stoppable: bool,
        watch: &mut dyn Watch,
    ) -> Result<Heard, DeviceError> {
        loop {
            if stoppable && watch.cancelled() {
                return Err(DeviceError::Cancelled);
            }
            let slice = if stoppable { until.min(Instant::now() + timing::LOOK) } else { until };
            match self.line.hear(slice, watch).await? {
                Heard::Nothing if slice < until => {}
                heard => return Ok(heard),
            }
        }
    }
}

/// Whether a message is a request (`0260` is both).
pub(super) fn is_request(message: &Message) -> bool {
    message.direction() == Some(Direction::ToDevice)
}
