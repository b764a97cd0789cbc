//! A conversation: one command of ours, and all that the terminal says until it is over (PA00P015, chapter "command
//! sequence").
//!
//! Nothing is judged here. Who asked a question takes what was told with [`Talk::success`]; what a reversal proves is worked out
//! in `reversal` from the same record. So the rules of the line are in one place:
//! - The command goes out once. Where that is harmless it is sent again when it was not understood, or when nothing at all
//!   came (`Manner`); the money frame never is, whatever comes.
//! - A block is acknowledged at once, noted by the witness, and answered only then. Where the note fails it is answered all the
//!   same (silence would undo what the terminal has begun), and the record says so.
//! - Every block begins T4 anew, and an intermediate status may make it longer, never shorter than its floor.
//! - What comes before the command was accepted belongs to something else: answered, told, not taken for ours. A question
//!   may be ended by `06 1E` in place of `80 00`, as locked terminals do.
//! - Answers do not say what they answer. A money frame that follows a conversation which broke off, or is the first word on
//!   its link, is therefore no clean exchange, and only its result can prove something.
//! - Three spoilt blocks in a row end it: the terminal gives up too.

use std::time::Duration;

use tokio::time::Instant;

use super::super::{DeviceError, NotDurable, Watch, Witness};
use super::allow::Situation;
use super::exchange::{Exchange, REPEATS, answer_to, not_from_a_till};
use super::line::Heard;
use super::{timing, words};
use crate::link::Stream;
use crate::model::{Effect, Printable};
use crate::protocol::zvt::reply::Abort;
use crate::protocol::zvt::{Charset, Completion, Line, Message, Reply, Request, Status};

/// Most lines of print that are kept of one conversation: a list of a full day, not a device that prints without end.
const MOST_LINES: usize = 10_000;
/// Most results, intermediate states and odd things that are kept of one conversation.
const MOST_TOLD: usize = 64;
/// Code of our answer to a block of a file: the content is not wanted.
const NOT_WANTED: u8 = 0x6C;

/// How a conversation is held.
struct Manner {
    /// For the acknowledgement of the command, then for its answer `80 00` or `84 xx`.
    patience: Duration,
    /// How often the command is sent again when it was not understood.
    on_nak: usize,
    /// How often when nothing came.
    on_silence: usize,
    /// A person may cancel the wait, and an abort in place of the answer counts.
    stoppable: bool,
    /// Receipts may come behind the completion.
    prints: bool,
    /// `06 0F` or `06 1E` follows.
    completes: bool,
}

impl Manner {
    fn of(situation: Situation, request: &Request) -> Self {
        let money = situation == Situation::Remedy;
        let silent = request.effect() == Effect::Silent;
        Self {
            patience: match situation {
                Situation::Detecting => timing::T3,
                Situation::Remedy => timing::FIRST_SIGN,
                _ => timing::T3_PATIENT,
            },
            on_nak: if money { 0 } else { REPEATS },
            on_silence: usize::from(silent && situation != Situation::Detecting),
            stoppable: !money,
            prints: money || request.effect() == Effect::Prints,
            completes: *request != Request::LogOff,
        }
    }
}

/// How a conversation ended.
#[derive(Debug, Default)]
pub(super) enum Ending {
    /// `06 0F`.
    Completed(Box<Completion>),
    /// `06 1E`.
    Aborted(Abort),
    /// `84 xx` to the command.
    Refused(u8),
    /// Accepted, and nothing more is to come.
    Accepted,
    /// Nothing came any more.
    #[default]
    Silent,
    /// It broke off.
    Failed(DeviceError),
}

/// All that was said.
#[derive(Debug, Default)]
pub(super) struct Talk {
    /// The conversation before it on this link came to its end.
    pub(super) synced: bool,
    /// The command was acknowledged, by the line or by its answer.
    pub(super) acknowledged: bool,
    /// The command was answered NAK, and not sent again.
    pub(super) not_understood: bool,
    /// `80 00` came.
    pub(super) accepted: bool,
    /// Results since then.
    pub(super) results: Vec<Status>,
    /// What was printed to us since then.
    pub(super) lines: Vec<Line>,
    /// What the terminal said that it was doing.
    pub(super) doing: Vec<u8>,
    /// Everything that is not as in a clean exchange.
    pub(super) odd: Vec<String>,
    /// The first note that could not be made durable.
    pub(super) not_stored: Option<NotDurable>,
    /// How it ended.
    pub(super) ending: Ending,
    /// How long it was silent at the end.
    pub(super) waited: Duration,
    /// Bytes that were no block.
    pub(super) noise: usize,
}

/// Nobody has to be told first.
pub(super) struct Unwitnessed;

impl Witness for Unwitnessed {
    fn note(&mut self, _text: &str) -> Result<(), NotDurable> {
        Ok(())
    }
}

impl<S: Stream> Exchange<S> {
    /// Drains the line and holds a conversation that nobody has to witness; an error where it did not begin.
    pub(super) async fn ask(
        &mut self,
        situation: Situation,
        request: &Request,
        watch: &mut dyn Watch,
    ) -> Result<Talk, DeviceError> {
        self.prepare_for(situation, request, watch).await?;
        self.talk(situation, request, &mut Unwitnessed, watch).await
    }

    /// Everything that can still go wrong before a byte of a command is sent.
    pub(super) async fn prepare_for(
        &mut self,
        situation: Situation,
        request: &Request,
        watch: &mut dyn Watch,
    ) -> Result<(), DeviceError> {
        situation.permit(request)?;
        self.settle(timing::QUIET, watch).await
    }

    /// Holds a conversation on a line that has been drained. An error means that nothing was sent.
    pub(super) async fn talk(
        &mut self,
        situation: Situation,
        request: &Request,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> Result<Talk, DeviceError> {
        situation.permit(request)?;
        let message = request.message();
        let mut turn = Turn {
            manner: Manner::of(situation, request),
            sent: message,
            witness,
            talk: Talk::default(),
            until: Instant::now(),
            spoilt: 0,
            tries: 0,
        };
        self.begin_afresh();
        turn.talk.synced = std::mem::take(&mut self.synced);
        turn.talk.ending = match self.turn(&mut turn, watch).await {
            Ok(ending) => ending,
            Err(error) => Ending::Failed(error),
        };
        self.owed = matches!(turn.talk.ending, Ending::Silent | Ending::Failed(_));
        self.synced = !self.owed;
        turn.talk.noise = self.line.noise();
        Ok(turn.talk)
    }

    async fn turn(&mut self, turn: &mut Turn<'_>, watch: &mut dyn Watch) -> Result<Ending, DeviceError> {
        self.send(turn, watch).await?;
        let longest = Instant::now() + timing::LONGEST;
        loop {
            let from = Instant::now();
            if from > longest {
                return Err(protocol("it does not come to an end"));
            }
            match self.hear_or_stop(turn, watch).await? {
                Heard::Nothing if turn.talk.acknowledged || turn.tries > turn.manner.on_silence => {
                    turn.talk.waited = Instant::now() - from;
                    return Ok(Ending::Silent);
                }
                Heard::Nothing => self.send(turn, watch).await?,
                Heard::Ack if !turn.talk.acknowledged => {
                    turn.note("ACK of the command");
                    turn.is_acknowledged();
                }
                Heard::Nak if !turn.talk.acknowledged && turn.tries <= turn.manner.on_nak => {
                    self.send(turn, watch).await?;
                }
                Heard::Nak => {
                    turn.odd("NAK");
                    if !turn.talk.acknowledged {
                        turn.talk.not_understood = true;
                        turn.until = turn.until.min(Instant::now() + timing::T3_PATIENT);
                    }
                }
                Heard::Ack => turn.odd("an ACK where none was due"),
                Heard::Noise => turn.odd("bytes that are no block"),
                Heard::Spoilt => {
                    turn.odd("a spoilt block");
                    turn.spoilt += 1;
                    if turn.spoilt > REPEATS {
                        return Err(protocol("its blocks came spoilt three times in a row"));
                    }
                    self.line.refuse(watch).await?;
                }
                Heard::NoMessage => {
                    turn.odd("a block that cannot be read");
                    self.line.acknowledge(watch).await?;
                }
                Heard::Message(message) => {
                    turn.spoilt = 0;
                    if let Some(ending) = self.block(&message, turn, watch).await? {
                        self.afterwards(&ending, turn, watch).await;
                        return Ok(ending);
                    }
                }
            }
        }
    }

    async fn send(&mut self, turn: &mut Turn<'_>, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        turn.tries += 1;
        let sent = turn.sent.clone();
        self.say(&sent, watch).await?;
        turn.until = Instant::now() + turn.manner.patience;
        if !self.line.is_serial() {
            turn.is_acknowledged();
        }
        Ok(())
    }

    async fn hear_or_stop(&mut self, turn: &mut Turn<'_>, watch: &mut dyn Watch) -> Result<Heard, DeviceError> {
        if !turn.manner.stoppable {
            return self.hear(turn.until, watch).await;
        }
        loop {
            if watch.cancelled() {
                return Err(DeviceError::Cancelled);
            }
            let slice = turn.until.min(Instant::now() + timing::LOOK);
            match self.hear(slice, watch).await? {
                Heard::Nothing if slice < turn.until => {}
                heard => return Ok(heard),
            }
        }
    }

    /// Acknowledges, notes and answers a block; the ending where it is one.
    async fn block(
        &mut self,
        message: &Message,
        turn: &mut Turn<'_>,
        watch: &mut dyn Watch,
    ) -> Result<Option<Ending>, DeviceError> {
        if *message == turn.sent {
            return Err(protocol("the line sends back what is sent (a bridge in the plug?)"));
        }
        if let Err(till) = not_from_a_till(message) {
            turn.odd(&words::quoted(message));
            return Err(till);
        }
        self.line.acknowledge(watch).await?;
        if self.answer_again(message, watch).await? {
            turn.restart(None);
            return Ok(None);
        }
        turn.note(&words::quoted(message));
        let Ok(reply) = Reply::of(message, Charset::default()) else {
            turn.odd_only("a block that lacks what it should tell");
            self.answer(message, &answer_to(message), watch).await?;
            turn.restart(None);
            return Ok(None);
        };
        if let Reply::Accepted { .. } | Reply::Refused { .. } = reply {
            return Ok(turn.answered(&reply));
        }
        let answer = match &reply {
            Reply::Status(status) if status.file().is_some() => Reply::refused(NOT_WANTED),
            _ => answer_to(message),
        };
        self.answer(message, &answer, watch).await?;
        if let Reply::Status(status) = &reply {
            self.remember(status);
        }
        turn.restart(Some(&reply));
        Ok(turn.told(reply))
    }

    /// Some terminals complete first and print then.
    async fn afterwards(&mut self, ending: &Ending, turn: &mut Turn<'_>, watch: &mut dyn Watch) {
        let printed = turn.talk.lines.iter().any(|line| line.last);
        if !turn.manner.prints || printed || !matches!(ending, Ending::Completed(_)) {
            return;
        }
        turn.manner.stoppable = false;
        for _ in 0..MOST_LINES {
            turn.until = Instant::now() + timing::AFTERWARDS;
            match self.hear(turn.until, watch).await {
                Ok(Heard::Message(message)) => {
                    if self.block(&message, turn, watch).await.is_err() {
                        return;
                    }
                }
                Ok(Heard::Spoilt) if self.line.refuse(watch).await.is_ok() => {}
                Ok(Heard::NoMessage) if self.line.acknowledge(watch).await.is_ok() => {}
                Ok(Heard::Ack | Heard::Nak | Heard::Noise) => {}
                // The link may go now: the command is completed.
                _ => return,
            }
        }
    }
}

/// A conversation being held.
struct Turn<'a> {
    manner: Manner,
    sent: Message,
    witness: &'a mut dyn Witness,
    talk: Talk,
    until: Instant,
    /// Spoilt blocks in a row.
    spoilt: usize,
    /// How often the command was sent.
    tries: usize,
}

impl Turn<'_> {
    /// Makes what was heard durable. The first failure is kept.
    fn note(&mut self, text: &str) {
        if let Err(error) = self.witness.note(text) {
            self.talk.not_stored.get_or_insert(error);
        }
    }

    fn odd(&mut self, text: &str) {
        self.note(text);
        self.odd_only(text);
    }

    fn odd_only(&mut self, text: &str) {
        if self.talk.odd.len() < MOST_TOLD {
            self.talk.odd.push(text.to_owned());
        }
    }

    fn is_acknowledged(&mut self) {
        self.talk.acknowledged = true;
        self.until = Instant::now() + self.manner.patience;
    }

    /// Begins T4 anew, once the command was accepted.
    fn restart(&mut self, reply: Option<&Reply>) {
        if !self.talk.accepted {
            self.until = self.until.max(Instant::now() + self.manner.patience);
            return;
        }
        let wanted = match reply {
            Some(Reply::Intermediate { minutes: Some(minutes), .. }) => Duration::from_secs(60 * u64::from(*minutes)),
            _ => Duration::ZERO,
        };
        self.until = Instant::now() + wanted.clamp(timing::T4, timing::T4_MOST);
    }

    /// The answer to the command.
    fn answered(&mut self, reply: &Reply) -> Option<Ending> {
        if self.talk.accepted {
            if matches!(reply, Reply::Refused { .. }) {
                self.odd_only("a refusal after the command was accepted");
            }
            return None;
        }
        self.talk.acknowledged = true;
        match reply {
            Reply::Refused { code, .. } => Some(Ending::Refused(*code)),
            _ => {
                self.talk.accepted = true;
                self.restart(None);
                (!self.manner.completes).then_some(Ending::Accepted)
            }
        }
    }

    /// What the terminal told, in its place in the conversation; the ending where it is one.
    fn told(&mut self, reply: Reply) -> Option<Ending> {
        if !self.talk.accepted && !(self.manner.stoppable && matches!(reply, Reply::Abort(_))) {
            self.odd_only("a block before the command was accepted");
            return None;
        }
        match reply {
            Reply::Intermediate { status, .. } if self.talk.doing.len() < MOST_TOLD => self.talk.doing.push(status),
            Reply::Status(status) if self.talk.results.len() < MOST_TOLD => self.talk.results.push(*status),
            Reply::Line(line) => self.printed([line]),
            Reply::Block(block) => self.printed(block.lines),
            Reply::Completion(completion) => return Some(Ending::Completed(completion)),
            Reply::Abort(abort) => return Some(Ending::Aborted(abort)),
            _ => {}
        }
        None
    }

    fn printed(&mut self, lines: impl IntoIterator<Item = Line>) {
        let room = MOST_LINES.saturating_sub(self.talk.lines.len());
        self.talk.lines.extend(lines.into_iter().take(room));
    }
}

impl Talk {
    /// The conversation as the answer to a question: an error unless it was completed (or accepted, where there is nothing to
    /// complete).
    pub(super) fn success(self, request: &Request) -> Result<Self, DeviceError> {
        let what = request.name();
        match self.ending {
            Ending::Completed(_) | Ending::Accepted => Ok(self),
            Ending::Aborted(Abort { code, .. }) | Ending::Refused(code) => Err(refused(request, code)),
            Ending::Silent if self.not_understood => {
                Err(DeviceError::Protocol { what, why: "NAK to every try".into() })
            }
            Ending::Silent if self.noise > 0 && !self.accepted => {
                Err(DeviceError::Protocol { what, why: format!("{} bytes that are no block", self.noise) })
            }
            Ending::Silent => Err(DeviceError::Silent { what, after: self.waited }),
            Ending::Failed(DeviceError::Protocol { why, .. }) => Err(DeviceError::Protocol { what, why }),
            Ending::Failed(error) => Err(error),
        }
    }

    /// Code of the refusal, by `84 xx` or `06 1E`, where it ended so.
    pub(super) fn refusal(&self) -> Option<u8> {
        match &self.ending {
            Ending::Aborted(Abort { code, .. }) | Ending::Refused(code) => Some(*code),
            _ => None,
        }
    }

    /// What ended it, where it is a completion.
    pub(super) fn completion(&self) -> Option<&Completion> {
        match &self.ending {
            Ending::Completed(completion) => Some(completion),
            _ => None,
        }
    }

    /// Whether the terminal said the last word of it, and nobody can doubt that it was of this conversation.
    pub(super) fn is_over(&self) -> bool {
        let ended = matches!(self.ending, Ending::Completed(_) | Ending::Aborted(_) | Ending::Refused(_));
        ended && self.synced
    }

    /// What was printed, line by line.
    pub(super) fn printed(&self) -> Vec<Printable> {
        self.lines.iter().map(|line| line.text.clone()).collect()
    }
}

/// The device said no, with a code of this family.
pub(super) fn refused(request: &Request, code: u8) -> DeviceError {
    let text = Printable::new(&format!("{code:02X}"), 2);
    DeviceError::Refused { what: request.name(), code: text, meaning: words::meaning(code) }
}

fn protocol(why: &str) -> DeviceError {
    DeviceError::Protocol { what: "a command", why: why.to_owned() }
}
