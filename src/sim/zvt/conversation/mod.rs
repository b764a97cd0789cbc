//! The conversation over one line: commands in, what the terminal does for each, messages out.
//!
//! The till is master until a command has a completion; from then on the terminal asks and the till answers, until
//! `06 0F` or `06 1E` (PA00P015, chapter "Sequences"). What a till says out of turn gets `84 9C`.

mod admin;
mod money;
mod say;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answers;
use super::fault::{Play, Step};
use super::memory::{Memory, code};
use super::scenario::{Hook, Scenario};
use super::terminal::{Inner, Terminal};
use super::wire::Wire;
use crate::protocol::zvt::{Control, Message, RawApdu, Request};
use crate::sim::state::StateError;

/// One line and what goes on over it.
pub(super) struct Conversation {
    terminal: Terminal,
    scenario: Arc<Scenario>,
    wire: Wire,
    now: Now,
    /// How many messages of each control field were sent, and how many printed lines.
    sent: BTreeMap<Control, usize>,
    lines: usize,
    /// The last result that was told.
    before: Option<Vec<u8>>,
}

/// The command that is carried out.
#[derive(Default)]
struct Now {
    /// Its control field in hex, and which one of its kind it is.
    command: String,
    nth: u32,
    /// Its fault.
    play: Option<Play>,
    /// How many messages of each kind were sent for it.
    steps: BTreeMap<Step, usize>,
    /// It brought a container, so it may get one.
    tlv: bool,
    /// A serial line gave up: nobody listens any more.
    broken: bool,
    /// An abort would be heard now.
    abortable: bool,
    /// It was aborted by the till.
    aborted: bool,
}

impl Conversation {
    pub(super) fn new(terminal: Terminal, wire: Wire) -> Self {
        let scenario = terminal.lock().scenario.clone();
        Self { terminal, scenario, wire, now: Now::default(), sent: BTreeMap::new(), lines: 0, before: None }
    }

    /// Until the line is gone and nothing is going on. Gives itself back, in case a stream was plugged in meanwhile.
    pub(super) async fn run(mut self) -> Result<Self, StateError> {
        let mut next = self.wire.command().await;
        while let Some(apdu) = next {
            next = match self.apdu(&apdu).await? {
                Some(other) => Some(other),
                None => self.wire.command().await,
            };
        }
        Ok(self)
    }

    /// A stream that waits to be served.
    pub(super) fn replug(&mut self) -> bool {
        self.wire.replug()
    }

    /// Carries a command out; what the till said in its place where it did not repeat it.
    async fn apdu(&mut self, apdu: &RawApdu) -> Result<Option<RawApdu>, StateError> {
        let control = apdu.control();
        if control.is_answer() {
            // It belongs to a message that was given up.
            self.wire.ack().await;
            return Ok(None);
        }
        let command = format!("{:02X}{:02X}", control.0, control.1);
        let nth = self.count(&command)?;
        self.hooks(|hook| hook.nth == nth && hook.before.as_deref() == Some(&command))?;
        let faults = &self.scenario.faults;
        let fault = faults
            .iter()
            .find(|fault| fault.command == command && fault.at.is_none() && fault.nth.is_none_or(|only| only == nth));
        self.now = Now { command: command.clone(), nth, play: fault.map(|fault| fault.then), ..Now::default() };
        if let Some(Play::Nak(times)) = self.now.play {
            for _ in 0..times {
                self.wire.nak().await;
                match self.wire.command().await {
                    Some(repeated) if repeated == *apdu => {}
                    other => return Ok(other),
                }
            }
        }
        if self.heard().await {
            self.message(apdu).await?;
        }
        self.hooks(|hook| hook.nth == nth && hook.after.as_deref() == Some(&command))?;
        Ok(None)
    }

    /// The acknowledgement of the line for a command; whether the command is to be looked at.
    async fn heard(&mut self) -> bool {
        match self.now.play {
            Some(Play::NoAnswer) => return false,
            Some(Play::LostAck) => return true,
            _ => {}
        }
        self.wire.ack().await;
        match self.now.play {
            Some(Play::AckOnly) => return false,
            Some(Play::DropLink) => {
                self.wire.hang_up().await;
                return false;
            }
            _ => {}
        }
        true
    }

    async fn message(&mut self, apdu: &RawApdu) -> Result<(), StateError> {
        let dialect = self.scenario.options.dialect;
        let Ok(message) = Message::parse(apdu) else {
            return self.refuse(code::PROTOCOL).await;
        };
        let control = message.control;
        // What is unknown, also a field, is told by the one code for it.
        if !dialect.knows(control.0, control.1) || control.name().is_none() || message.unread().is_some() {
            return self.refuse(code::NOT_POSSIBLE).await;
        }
        let Ok(request) = Request::of(&message) else {
            return self.refuse(code::PROTOCOL).await;
        };
        self.now.tlv = message.container().is_some();
        match self.now.play {
            Some(Play::AnswerCode(code)) => return self.refuse(code).await,
            Some(Play::Silence) => return self.accept().await,
            Some(Play::Refuse(code)) => {
                self.accept().await?;
                return self.fail(code).await;
            }
            _ => {}
        }
        if self.wrong_password(&message) {
            return self.refuse(dialect.wrong_password()).await;
        }
        if let Some(code) = self.locked(control) {
            self.accept().await?;
            return self.fail(code).await;
        }
        self.request(request).await
    }

    fn wrong_password(&self, message: &Message) -> bool {
        let right = self.terminal.lock().memory.password();
        match message.password(0) {
            Some(given) => given != right,
            None => message.control == Control::STATUS_ENQUIRY && self.scenario.options.dialect.guards_status(),
        }
    }

    /// Why a locked terminal does not carry the command out.
    fn locked(&self, control: Control) -> Option<u8> {
        let status = self.scenario.options.status;
        let is_lock = !matches!(status, 0x00 | code::WAIT | 0xDC | 0xE1);
        let always = matches!(
            control,
            Control::STATUS_ENQUIRY | Control::REGISTRATION | Control::LOG_OFF | Control::READ_CARD | Control::ABORT
        );
        (is_lock && !always).then_some(status)
    }

    async fn request(&mut self, request: Request) -> Result<(), StateError> {
        match request {
            Request::Authorisation(_)
            | Request::Reversal { .. }
            | Request::Refund { .. }
            | Request::PreAuthorisation(_)
            | Request::PartialReversal { .. }
            | Request::BookTotal { .. }
            | Request::PreAuthorisationReversal { .. } => self.money(request).await,
            _ => self.administration(request).await,
        }
    }

    /// How often this command came by now.
    fn count(&self, command: &str) -> Result<u32, StateError> {
        self.change(|inner| {
            let count = inner.memory.seen.entry(command.to_owned()).or_default();
            *count += 1;
            *count
        })
    }

    fn hooks(&self, due: impl Fn(&Hook) -> bool) -> Result<(), StateError> {
        let till = self.terminal.till();
        self.scenario.hooks.iter().filter(|hook| due(hook)).try_for_each(|hook| till.play(hook))
    }

    /// Changes what the terminal remembers, and keeps the change.
    fn change<T>(&self, deed: impl FnOnce(&mut Inner) -> T) -> Result<T, StateError> {
        let mut inner = self.terminal.lock();
        let done = deed(&mut inner);
        inner.save()?;
        Ok(done)
    }

    /// Whether containers may be sent.
    fn tlv(&self, memory: &Memory) -> bool {
        self.now.tlv || memory.registration.tlv
    }

    /// Ends a command that failed: `06 1E`, or what the dialect has instead.
    async fn fail(&mut self, code: u8) -> Result<(), StateError> {
        let message = match self.scenario.options.dialect.completes_failures() {
            true => answers::completed_with(code),
            false => answers::aborted(code),
        };
        self.end(&message).await
    }
}
