//! The conversation over one connection: commands in, what the terminal does for each, answers out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::answers;
use super::fault::Play;
use super::memory::{Paid, Refused};
use super::sale::StoredSale;
use super::scenario::{Hook, Payment, Scenario};
use super::terminal::{Inner, Terminal};
use super::till::TillError;
use super::wire::{Delivery, Wire};
use super::{generator, scenario, shape};
use crate::link::Stream;
use crate::protocol::transbank::codes::ResultCode;
use crate::protocol::transbank::frame::{self, Event, Frame, STX};
use crate::protocol::transbank::{Message, Request};
use crate::sim::state::StateError;

/// Progress of a sale: waiting for the card, amount, instalments, PIN, sent to the host.
const STEPS: [u8; 5] = [78, 79, 80, 81, 82];
/// Bytes that are no frame, no ACK and no NAK.
const GARBAGE: &[u8] = b"\x00\xff~~noise|7c\x7f\x80";

/// A sale as it was asked for.
struct Asked<'a> {
    amount: u32,
    ticket: &'a str,
    status: bool,
    provider: Option<&'a str>,
}

/// One connection.
pub(super) struct Conversation<S> {
    terminal: Terminal,
    scenario: Arc<Scenario>,
    wire: Wire<S>,
    /// How many answers of each command were sent.
    sent: BTreeMap<String, usize>,
    /// The last answer of each command, and of any (under the empty name).
    before: BTreeMap<String, Vec<u8>>,
}

impl<S: Stream> Conversation<S> {
    pub(super) fn new(terminal: Terminal, stream: S) -> Self {
        let scenario = terminal.lock().scenario.clone();
        Self { terminal, scenario, wire: Wire::new(stream), sent: BTreeMap::new(), before: BTreeMap::new() }
    }

    /// Until the other end goes away.
    pub(super) async fn run(mut self) -> Result<(), StateError> {
        while let Some(event) = self.wire.next().await {
            match event {
                Event::Frame(frame) => self.frame(&frame).await?,
                Event::BadLrc { .. } if self.integrated() => self.wire.nak().await,
                // A stray ACK or NAK belongs to an answer that was given up; noise is no command.
                _ => {}
            }
        }
        Ok(())
    }

    fn integrated(&self) -> bool {
        self.terminal.lock().memory.integrated
    }

    async fn frame(&mut self, frame: &Frame) -> Result<(), StateError> {
        let message = match Message::parse(frame) {
            Ok(message) => message,
            Err(_) if self.integrated() => {
                self.wire.nak().await;
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        let nth = self.count(&message.command)?;
        self.hooks(|hook| hook.nth == nth && hook.before.as_deref() == Some(&message.command))?;
        if self.integrated() {
            self.command(&message, nth).await?;
        }
        self.hooks(|hook| hook.nth == nth && hook.after.as_deref() == Some(&message.command))
    }

    /// How often this command came by now.
    fn count(&self, command: &str) -> Result<u32, StateError> {
        let count = self.terminal.change(|inner| {
            let count = inner.memory.seen.entry(command.to_owned()).or_default();
            *count += 1;
            Ok(*count)
        });
        kept(count).map(|count| count.unwrap_or_default())
    }

    fn hooks(&self, due: impl Fn(&Hook) -> bool) -> Result<(), StateError> {
        let till = self.terminal.till();
        self.scenario.hooks.iter().filter(|hook| due(hook)).try_for_each(|hook| till.play(hook))
    }

    async fn command(&mut self, message: &Message, nth: u32) -> Result<(), StateError> {
        let fault = self
            .scenario
            .faults
            .iter()
            .find(|fault| fault.command == message.command && fault.nth.is_none_or(|only| only == nth));
        let (play, record) = fault.map_or((None, 1), |fault| (Some(fault.then), fault.record));
        match play {
            Some(Play::NoAnswer) => return Ok(()),
            Some(Play::Nak) => {
                self.wire.nak().await;
                return Ok(());
            }
            _ => {}
        }
        let asked = Request::of(message);
        let ticket_too_long = message.field(2).is_some_and(|ticket| ticket.chars().count() > 6);
        let Ok(request) = asked else {
            // A sale with a field that is wrong is refused by its code; what is no command is not understood.
            match message.command.as_str() {
                "0200" | "0270" => {
                    self.wire.ack().await;
                    let code = if ticket_too_long { 70 } else { 72 };
                    let answer = self.refusal_by_command(&message.command, code);
                    self.pause(0).await;
                    self.say(&answer, None).await;
                }
                _ => self.wire.nak().await,
            }
            return Ok(());
        };
        if play != Some(Play::ExecuteThenNoAck) {
            self.wire.ack().await;
        }
        match &request {
            Request::List { to_host: true, multi } => self.list(*multi, nth, play.map(|play| (play, record))).await,
            Request::Sale { amount, ticket, status, provider } => {
                let asked = Asked { amount: *amount, ticket, status: *status, provider: provider.as_deref() };
                self.sale(&request, asked, play).await
            }
            _ => self.simple(&request, play).await,
        }
    }

    /// Every command that has one answer or none, sales apart.
    async fn simple(&mut self, request: &Request, play: Option<Play>) -> Result<(), StateError> {
        let options = &self.scenario.options;
        let goes_online = matches!(request, Request::Void { .. } | Request::Close | Request::LoadKeys);
        let host = if goes_online { options.host_ms } else { 0 };
        if !matches!(request, Request::Poll | Request::Leave | Request::List { .. }) {
            self.pause(host).await;
        }
        let answer = match play {
            Some(play) if !play.executes() => self.refusal(request, code_of(play)),
            _ => self.execute(request)?,
        };
        let answer = match play {
            Some(Play::ExecuteThenCode(code)) => self.refusal(request, code),
            _ => answer,
        };
        match (answer, play) {
            (Some(answer), play) => {
                self.say(&answer, play).await;
            }
            (None, Some(Play::DropLink | Play::ExecuteThenDropLink)) => self.wire.hang_up().await,
            (None, _) => {}
        }
        Ok(())
    }

    /// Does what a command says; its answer, where it has one.
    fn execute(&self, request: &Request) -> Result<Option<Message>, StateError> {
        let multi_answer = self.scenario.options.multi_answer.as_str();
        let done = self.terminal.change(|inner| {
            let done = match request {
                Request::Poll | Request::Sale { .. } => return Ok(None),
                Request::Leave => {
                    inner.memory.integrated = false;
                    return Ok(None);
                }
                Request::List { .. } => {
                    // Without paper nothing is printed, and nothing is ever answered.
                    let _ = inner.print_detail();
                    return Ok(None);
                }
                Request::LoadKeys => {
                    inner.memory.keys_loaded = true;
                    Ok(answers::ids(inner, request, 0))
                }
                Request::Close => inner.close_and_print().map(|()| answers::ids(inner, request, 0)),
                Request::Totals => inner.totals_and_print().map(|(count, total)| answers::totals(0, count, total)),
                Request::Void { operation } => inner
                    .void_and_print(*operation)
                    .map(|authorisation| answers::void(inner, 0, &authorisation, *operation)),
                Request::LastSale => inner.last_and_print(true).map(|(sale, _)| answers::last(inner, &sale, None)),
                Request::LastSaleMulti { voucher } => inner.last_and_print(!voucher).map(|(sale, slip)| {
                    let lines = if *voucher { slip.lines } else { Vec::new() };
                    answers::last(inner, &sale, Some(lines))
                }),
            };
            Ok(Some(match done {
                Ok(answer) => answer,
                Err(Refused(code)) => return Ok(answers::refusal(inner, request, code.0, multi_answer)),
            }))
        });
        kept(done).map(|done| done.ok().flatten())
    }

    /// A sale: progress, the cardholder, the host, the voucher.
    async fn sale(&mut self, request: &Request, asked: Asked<'_>, play: Option<Play>) -> Result<(), StateError> {
        let answer = match play {
            Some(play) if !play.executes() => {
                self.pause(0).await;
                self.refusal(request, code_of(play))
            }
            _ => Some(self.take_payment(request, &asked).await?),
        };
        let answer = match play {
            Some(Play::ExecuteThenCode(code)) => self.refusal(request, code),
            _ => answer,
        };
        if let Some(answer) = answer {
            self.say(&answer, play).await;
        }
        Ok(())
    }

    async fn take_payment(&mut self, request: &Request, asked: &Asked<'_>) -> Result<Message, StateError> {
        let scenario = self.scenario.clone();
        let allowed = self.terminal.lock().memory.may_sell(&scenario.options, asked.amount, asked.ticket);
        if let Err(Refused(code)) = allowed {
            self.pause(0).await;
            return Ok(self.refusal_of(request, code.0));
        }
        let payment = kept(self.terminal.change(|inner| Ok(next_payment(inner, asked.amount))))?;
        let Ok(payment) = payment else { return Ok(self.refusal_of(request, 68)) };
        if asked.status {
            self.progress(&payment).await;
        }
        self.pause(scenario.options.host_ms).await;
        if payment.result != 0 {
            return Ok(self.refusal_of(request, payment.result));
        }
        let sold = self.terminal.change(|inner| {
            // The till may have sold meanwhile: what held before has to hold now.
            inner.memory.may_sell(&scenario.options, asked.amount, asked.ticket)?;
            let paid = paid(inner, asked, &payment);
            let sale = inner.sell_and_print(paid);
            Ok(answers::sale(inner, &sale, &scenario.options.multi_answer))
        });
        Ok(match kept(sold)? {
            Ok(answer) => answer,
            Err(Refused(code)) => self.refusal_of(request, code.0),
        })
    }

    /// Progress frames, as far as the sale gets. One that is not acknowledged holds the sale up, but does not stop it.
    async fn progress(&mut self, payment: &Payment) {
        let reaches_host = !matches!(payment.result, 6 | 7 | 9 | 10 | 12 | 17..=20 | 60..=62 | 88);
        for step in STEPS {
            let skipped = step == 80 && payment.card == super::CardKind::Debit;
            if skipped || (!reaches_host && step > 79) {
                continue;
            }
            self.pause(0).await;
            self.say(&answers::progress(step), None).await;
        }
    }

    /// The list: one record after the other, each when the one before was acknowledged. It is read from memory as it
    /// goes, so that a sale made meanwhile comes too.
    async fn list(&mut self, multi: bool, nth: u32, play: Option<(Play, usize)>) -> Result<(), StateError> {
        let mut next = 0;
        for record in 1.. {
            self.pause(0).await;
            let (answer, is_end) = {
                let inner = self.terminal.lock();
                match shown_from(&inner, next) {
                    Some((at, sale)) => {
                        next = at + 1;
                        (answers::item(&inner, sale, multi), false)
                    }
                    None => (answers::end(&inner), true),
                }
            };
            let play = play.filter(|(_, at)| *at == record).map(|(play, _)| play);
            let answer = match play {
                Some(Play::AnswerCode(code) | Play::ExecuteThenCode(code)) => {
                    answers::list_code(&self.terminal.lock(), code)
                }
                _ => answer,
            };
            let delivery = self.say(&answer, play).await;
            if is_end || delivery != Delivery::Acked {
                break;
            }
            self.hooks(|hook| hook.nth == nth && hook.after_record == Some(record))?;
        }
        Ok(())
    }

    /// Waits as long as the scenario wants between two frames, and `more` milliseconds.
    async fn pause(&mut self, more: u64) {
        let options = &self.scenario.options;
        self.wire.work(Duration::from_millis(options.gap_ms.saturating_add(more)), options.busy).await;
    }

    fn refusal(&self, request: &Request, code: u8) -> Option<Message> {
        answers::refusal(&self.terminal.lock(), request, code, &self.scenario.options.multi_answer)
    }

    fn refusal_of(&self, request: &Request, code: u8) -> Message {
        self.refusal(request, code).unwrap_or_else(|| answers::progress(code))
    }

    fn refusal_by_command(&self, command: &str, code: u8) -> Message {
        let provider = (command == "0270").then(String::new);
        let request = Request::Sale { amount: 0, ticket: String::new(), status: false, provider };
        self.refusal_of(&request, code)
    }

    /// Sends an answer, as the fault wants it, until it is acknowledged.
    async fn say(&mut self, answer: &Message, play: Option<Play>) -> Delivery {
        let nth = {
            let count = self.sent.entry(answer.command.clone()).or_default();
            *count += 1;
            *count
        };
        let bytes = match play {
            Some(Play::OtherTerminal) => {
                let mut answer = answer.clone();
                if let Some(id) = answer.fields.get_mut(2) {
                    *id = "OTHER001".to_owned();
                }
                shape::bytes(&answer, nth, &self.scenario.raw)
            }
            Some(Play::ShortAnswer) => shape::short(answer),
            Some(Play::WrongAnswer | Play::ExecuteThenWrongAnswer) => answers::other(&answer.command).encode(),
            Some(Play::StaleAnswer | Play::ExecuteThenStaleAnswer) => {
                let before = self.before.get(&answer.command).or_else(|| self.before.get(""));
                before.cloned().unwrap_or_else(|| answers::other(&answer.command).encode())
            }
            _ => shape::bytes(answer, nth, &self.scenario.raw),
        };
        let delivery = self.send_as(&bytes, play).await;
        self.before.insert(answer.command.clone(), bytes.clone());
        self.before.insert(String::new(), bytes);
        delivery
    }

    async fn send_as(&mut self, bytes: &[u8], play: Option<Play>) -> Delivery {
        let options = &self.scenario.options;
        let patience = Duration::from_millis(options.ack_ms);
        let wrong: Vec<u8> = match bytes.split_last() {
            Some((lrc, data)) => data.iter().copied().chain([lrc ^ 0x55]).collect(),
            None => Vec::new(),
        };
        match play {
            Some(Play::AckOnly | Play::ExecuteThenSilence | Play::ExecuteThenNoAck | Play::NoAnswer | Play::Nak) => {
                Delivery::GivenUp
            }
            Some(Play::DropLink | Play::ExecuteThenDropLink) => {
                self.wire.hang_up().await;
                Delivery::Gone
            }
            Some(Play::NeverEnding | Play::ExecuteThenNeverEnding) => {
                let mut endless = vec![STX];
                endless.extend(bytes.iter().filter(|byte| byte.is_ascii_graphic()).cycle().take(3 * frame::MAX_DATA));
                self.wire.send(&endless).await;
                Delivery::GivenUp
            }
            Some(Play::Truncated) => {
                self.wire.send(&bytes[..bytes.len() / 2]).await;
                Delivery::GivenUp
            }
            Some(Play::BadLrc) => self.wire.deliver(bytes, Some(&wrong), patience).await,
            Some(Play::AlwaysBadLrc) => self.wire.deliver(&wrong, None, patience).await,
            Some(Play::Garbage) => {
                let noisy = [GARBAGE, bytes, GARBAGE].concat();
                self.wire.deliver(bytes, Some(&noisy), patience).await
            }
            Some(Play::Late(more)) => {
                self.wire.work(Duration::from_millis(more), options.busy).await;
                self.wire.deliver(bytes, None, patience).await
            }
            Some(Play::Twice) => {
                let twice = [bytes, bytes].concat();
                self.wire.deliver(bytes, Some(&twice), patience).await
            }
            _ => self.wire.deliver(bytes, None, patience).await,
        }
    }
}

/// Parts a refusal, which is an answer, from a disk that said no, which ends the connection.
fn kept<T>(done: Result<T, TillError>) -> Result<Result<T, Refused>, StateError> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(TillError::Refused(refused)) => Ok(Err(refused)),
        Err(TillError::State(error)) => Err(error),
    }
}

/// The code of a fault that refuses; of the others nothing of the answer is sent.
fn code_of(play: Play) -> u8 {
    match play {
        Play::AnswerCode(code) => code,
        _ => 1,
    }
}

fn shown_from(inner: &Inner, from: usize) -> Option<(usize, &StoredSale)> {
    let options = &inner.scenario.options;
    let hidden = |sale: &StoredSale| options.voided == super::VoidedSales::Disappears && sale.voided;
    inner.memory.sales.iter().enumerate().skip(from).find(|(_, sale)| !hidden(sale))
}

/// The card that is held against the terminal next.
fn next_payment(inner: &mut Inner, amount: u32) -> Payment {
    let scripted = inner.scenario.payments.get(inner.memory.payments).cloned();
    inner.memory.payments += 1;
    scripted.unwrap_or_else(|| {
        let next = inner.memory.next_operation;
        let wallet = generator::payer(inner.scenario.seed, next, amount, inner.clock.now());
        Payment {
            last4: wallet.last4,
            card: wallet.card,
            brand: Some(wallet.brand),
            instalments: Some(wallet.instalments),
            tip: 0,
            result: ResultCode::OK.0,
        }
    })
}

fn paid(inner: &Inner, asked: &Asked<'_>, payment: &Payment) -> Paid {
    Paid {
        ticket: asked.ticket.to_owned(),
        amount: asked.amount,
        tip: payment.tip,
        instalments: scenario::instalments(payment.instalments, payment.card),
        last4: payment.last4.clone(),
        card: payment.card,
        brand: scenario::brand(payment.brand.as_deref(), payment.card),
        authorisation: inner.authorisation(),
        time: inner.clock.now(),
        employee: String::new(),
        provider: asked.provider.map(str::to_owned),
        known_to_till: true,
    }
}
