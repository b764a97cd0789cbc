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

use tokio::time::Instant;

use super::super::{DeviceError, NotDurable, Watch, Witness};
use super::allow::Situation;
use super::exchange::{Exchange, REPEATS, answer_to, not_from_a_till};
use super::line::Heard;
use super::talk::{Ending, Talk};
use super::turn::{MOST_LINES, Turn};
use super::{timing, words};
use crate::link::Stream;
use crate::protocol::zvt::{Control, Message, Reply, Request};

/// Code of our answer to a block of a file: the content is not wanted.
const NOT_WANTED: u8 = 0x6C;

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
        let mut turn = Turn::new(situation, request, witness);
        self.begin_afresh();
        turn.talk.synced = std::mem::take(&mut self.synced);
        turn.talk.ending = match self.turn(&mut turn, watch).await {
            Ok(ending) => ending,
            Err(error) => Ending::Failed(error),
        };
        // A command that was sent more than once may be answered more than once.
        let broke_off = matches!(turn.talk.ending, Ending::Silent | Ending::Failed(_));
        self.owed = broke_off || turn.tries > 1;
        self.synced = !self.owed && turn.talk.odd.is_empty();
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
            turn.odd(&words::quoted(message, self.line.charset()));
            return Err(till);
        }
        self.line.acknowledge(watch).await?;
        if self.answer_again(message, watch).await? {
            turn.restart(None);
            return Ok(None);
        }
        match message.control {
            Control::INTERMEDIATE => turn.note_in_passing(&words::quoted(message, self.line.charset())),
            _ => turn.note(&words::quoted(message, self.line.charset())),
        }
        let Ok(reply) = Reply::of(message, self.line.charset()) else {
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
        self.remember(&reply);
        turn.restart(Some(&reply));
        Ok(turn.told(reply))
    }

    /// Some terminals complete first and print then.
    async fn afterwards(&mut self, ending: &Ending, turn: &mut Turn<'_>, watch: &mut dyn Watch) {
        let printed = turn.talk.lines.iter().any(|line| line.last);
        if !turn.manner.prints || printed || !matches!(ending, Ending::Completed(_)) {
            return;
        }
        turn.over = true;
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

fn protocol(why: &str) -> DeviceError {
    DeviceError::Protocol { what: "a command", why: why.to_owned() }
}
