//! A conversation while it is held: what is still waited for, and where what was said belongs.

use std::time::Duration;

use tokio::time::Instant;

use super::super::Witness;
use super::allow::Situation;
use super::exchange::REPEATS;
use super::talk::{Ending, Talk};
use super::timing;
use crate::model::Effect;
use crate::protocol::zvt::{Line, Message, Reply, Request, Status};

/// Most lines of print that are kept of one conversation: a list of a full day, not a device that prints without end.
pub(super) const MOST_LINES: usize = 10_000;
/// Most results and odd things that are kept of one conversation.
const MOST_TOLD: usize = 64;

/// Most notes of odd things and intermediate states of one conversation.
const MOST_IN_PASSING: usize = 200;

/// How a conversation is held.
pub(super) struct Manner {
    /// For the acknowledgement of the command, then for its answer `80 00` or `84 xx`.
    pub(super) patience: Duration,
    /// How often the command is sent again when it was not understood.
    pub(super) on_nak: usize,
    /// How often when nothing came.
    pub(super) on_silence: usize,
    /// A person may cancel the wait, and an abort in place of the answer counts.
    pub(super) stoppable: bool,
    /// Receipts may come behind the completion.
    pub(super) prints: bool,
    /// `06 0F` or `06 1E` follows.
    pub(super) completes: bool,
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

/// A conversation being held.
pub(super) struct Turn<'a> {
    pub(super) manner: Manner,
    pub(super) sent: Message,
    pub(super) witness: &'a mut dyn Witness,
    pub(super) talk: Talk,
    pub(super) until: Instant,
    /// Spoilt blocks in a row.
    pub(super) spoilt: usize,
    /// How often the command was sent.
    pub(super) tries: usize,
    /// It is completed: what still counts is print.
    pub(super) over: bool,
    /// How often something was noted in passing.
    in_passing: usize,
}

impl<'a> Turn<'a> {
    /// One that begins now.
    pub(super) fn new(situation: Situation, request: &Request, witness: &'a mut dyn Witness) -> Self {
        Self {
            manner: Manner::of(situation, request),
            sent: request.message(),
            witness,
            talk: Talk::default(),
            until: Instant::now(),
            spoilt: 0,
            tries: 0,
            over: false,
            in_passing: 0,
        }
    }
}

impl Turn<'_> {
    /// Makes what was heard durable. The first failure is kept.
    pub(super) fn note(&mut self, text: &str) {
        if let Err(error) = self.witness.note(text) {
            self.talk.not_stored.get_or_insert(error);
        }
    }

    /// What proves nothing by itself: a babbling terminal must not fill the ledger with it.
    pub(super) fn odd(&mut self, text: &str) {
        self.note_in_passing(text);
        self.odd_only(text);
    }

    /// Notes what comes again and again, as often as anybody would read it.
    pub(super) fn note_in_passing(&mut self, text: &str) {
        self.in_passing += 1;
        match self.in_passing {
            ..=MOST_IN_PASSING => self.note(text),
            count if count == MOST_IN_PASSING + 1 => self.note("and more of the kind, which is not noted any more"),
            _ => {}
        }
    }

    pub(super) fn odd_only(&mut self, text: &str) {
        if self.talk.odd.len() < MOST_TOLD {
            self.talk.odd.push(text.to_owned());
        }
    }

    pub(super) fn is_acknowledged(&mut self) {
        self.talk.acknowledged = true;
        self.until = Instant::now() + self.manner.patience;
    }

    /// Begins T4 anew, once the command was accepted.
    pub(super) fn restart(&mut self, reply: Option<&Reply>) {
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
    pub(super) fn answered(&mut self, reply: &Reply) -> Option<Ending> {
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
    pub(super) fn told(&mut self, reply: Reply) -> Option<Ending> {
        let ends_a_question = self.manner.stoppable && matches!(reply, Reply::Abort(_));
        if !(self.talk.accepted || ends_a_question) {
            self.odd_only("a block before the command was accepted");
            return None;
        }
        match reply {
            // What the terminal is doing counts also behind the completion: it may be taking back what it completed.
            Reply::Line(_) | Reply::Block(_) | Reply::Intermediate { .. } => {}
            _ if self.over => {
                self.odd_only("a block behind the completion");
                return None;
            }
            _ => {}
        }
        match reply {
            Reply::Intermediate { status, .. } if !self.talk.doing.contains(&status) => self.talk.doing.push(status),
            Reply::Status(status) => self.told_result(*status),
            Reply::Line(line) => self.printed([line]),
            Reply::Block(block) => self.printed(block.lines),
            Reply::Completion(completion) => return Some(Ending::Completed(completion)),
            Reply::Abort(abort) => return Some(Ending::Aborted(abort)),
            _ => {}
        }
        None
    }

    /// The newest result is always kept: it is the one that counts.
    fn told_result(&mut self, status: Status) {
        if self.talk.results.len() >= MOST_TOLD {
            self.talk.results.pop();
        }
        self.talk.results.push(status);
    }

    pub(super) fn printed(&mut self, lines: impl IntoIterator<Item = Line>) {
        let room = MOST_LINES.saturating_sub(self.talk.lines.len());
        self.talk.lines.extend(lines.into_iter().take(room));
    }
}
