//! Commands of administration: registration, status, repeats, totals, closure, service.

use std::time::Duration;

use super::Conversation;
use super::say::bytes;
use crate::model::Currency;
use crate::protocol::zvt::request::repeat;
use crate::protocol::zvt::{Control, Message, Request, Tlv, tlv};
use crate::sim::clock::Clock;
use crate::sim::state::StateError;
use crate::sim::zvt::answers;
use crate::sim::zvt::dialect::Repeats;
use crate::sim::zvt::fault::{Play, Step};
use crate::sim::zvt::memory::{Registration, code};
use crate::sim::zvt::paper::{Slip, SlipKind, Whose};
use crate::sim::zvt::transaction::Transaction;

/// Intermediate status: an automatic end-of-day begins.
const END_OF_DAY: u8 = 0x0F;
/// Intermediate status: automatic diagnosis.
const DIAGNOSIS: u8 = 0xC9;
/// Intermediate status: automatic initialisation.
const INITIALISATION: u8 = 0xCA;
/// Intermediate status: insert card.
const INSERT_CARD: u8 = 0x0A;
/// File id of the merchant journal.
const JOURNAL: u8 = 0x01;
/// Bytes of a file in one block.
const BLOCK: usize = 512;

impl Conversation {
    pub(super) async fn administration(&mut self, request: Request) -> Result<(), StateError> {
        match request {
            Request::Registration { config, currency, tlv, .. } => self.register(config, currency, tlv).await,
            Request::LogOff => {
                let config = self.scenario.options.dialect.default_config();
                let off = Registration { config, registered: false, tlv: false, blocks: false };
                self.change(|inner| inner.memory.registration = off)?;
                self.accept().await
            }
            Request::StatusEnquiry { service, .. } => self.status(service.unwrap_or_default()).await,
            Request::RepeatReceipt { service, which, range, .. } => {
                self.repeat_receipt(service.unwrap_or_default(), which, range.is_some()).await
            }
            Request::Totals { .. } => self.totals(false).await,
            Request::ReprintRange { from, to, .. } => self.reprint(from, to.unwrap_or(from)).await,
            Request::EndOfDay { .. } => {
                self.accept().await?;
                if self.close().await? {
                    return self.closed().await;
                }
                Ok(())
            }
            Request::OpenPreAuthorisations => {
                self.accept().await?;
                let list = {
                    let memory = &self.terminal.lock().memory;
                    answers::reservations(code::RESERVATION, memory.reservations(), self.tlv(memory))
                };
                self.end(&list).await
            }
            Request::Diagnosis { .. } => self.diagnosis().await,
            Request::Initialisation { .. } => {
                self.accept().await?;
                self.progress(INITIALISATION).await;
                self.online().await
            }
            Request::SystemConfiguration => {
                let config = self.terminal.config();
                let lines = [format!("Software {}", self.scenario.options.version), format!("Config {config:02X}")];
                self.note("Konfiguration", &lines).await
            }
            Request::SelfTest => self.note("Selbsttest", &["Drucker OK".to_owned(), "Leser OK".to_owned()]).await,
            Request::CashReport { detailed, .. } => self.cash_report(detailed).await,
            Request::ReadFile { id, offset } => self.read_file(id, offset.unwrap_or_default()).await,
            Request::SetClock { date, time, .. } => {
                self.change(|inner| inner.clock = Clock::set(date.to_datetime(time)))?;
                self.accept().await?;
                self.end(&answers::completed()).await
            }
            Request::Abort => {
                self.accept().await?;
                match self.scenario.options.dialect.completes_aborts() {
                    true => self.end(&answers::completed()).await,
                    false => Ok(()),
                }
            }
            Request::ChangeBaud { code } => match code {
                0x00 | 0x01 | 0x06 | 0x07 if self.scenario.options.other_speeds => self.accept().await,
                0x00 | 0x01 | 0x06 | 0x07 => self.refuse(code::COMMUNICATION).await,
                _ => self.refuse(code::NO_SUCH_SPEED).await,
            },
            Request::Other(message) => self.other(&message).await,
            _ => self.refuse(code::NOT_POSSIBLE).await,
        }
    }

    /// Commands for which the codec has no request of its own.
    async fn other(&mut self, message: &Message) -> Result<(), StateError> {
        match message.control {
            Control::RESET => {
                self.accept().await?;
                self.end(&answers::completed()).await?;
                self.change(|inner| inner.memory.restart(&inner.scenario.options))
            }
            Control::PARTIAL_RECONCILIATION => self.totals(true).await,
            Control::READ_CARD => {
                // Nobody holds a card against it.
                self.accept().await?;
                self.progress(INSERT_CARD).await;
                self.work(self.scenario.options.card_ms).await;
                self.now.aborted = false;
                self.fail(code::ABORTED).await
            }
            Control::SET_TERMINAL_ID => {
                // Only while the turnover store is empty.
                let id = message.bmp(0x29).map(hex::encode).filter(|id| id.bytes().all(|digit| digit.is_ascii_digit()));
                let Some(id) = id.filter(|_| self.terminal.entries().is_empty()) else {
                    return self.refuse(code::NOT_POSSIBLE).await;
                };
                self.change(|inner| inner.memory.terminal = id)?;
                self.accept().await?;
                self.end(&answers::completed()).await
            }
            Control::SELECT_LANGUAGE => {
                self.accept().await?;
                self.end(&answers::completed()).await
            }
            _ => self.refuse(code::NOT_POSSIBLE).await,
        }
    }

    async fn register(
        &mut self,
        config: u8,
        currency: Option<Currency>,
        objects: Option<Vec<Tlv>>,
    ) -> Result<(), StateError> {
        if currency.is_some_and(|currency| currency != Currency::EUR) {
            self.answer(&answers::wrong_currency(code::WRONG_CURRENCY)).await;
            return Ok(());
        }
        let list = objects.as_deref().and_then(|objects| tlv::find(objects, &[0x26])).map_or(&[][..], Tlv::inside);
        let blocks = list.iter().any(|command| command.content() == [Control::PRINT_BLOCK.0, Control::PRINT_BLOCK.1]);
        let registration = Registration { config, registered: true, tlv: objects.is_some(), blocks };
        self.change(|inner| inner.memory.registration = registration)?;
        self.accept().await?;
        self.babble().await;
        let completion = answers::registered(&self.scenario, &self.terminal.lock().memory);
        self.end(&completion).await
    }

    /// Status information where none belongs.
    async fn babble(&mut self) {
        if self.scenario.options.dialect.babbles() {
            let idle = answers::failure(&self.terminal.lock().memory, 0);
            self.tell(Step::Result, &bytes(&idle)).await;
        }
    }

    async fn status(&mut self, service: u8) -> Result<(), StateError> {
        self.accept().await?;
        if self.terminal.lock().memory.end_of_day_due {
            self.progress(END_OF_DAY).await;
            if self.close().await? && self.scenario.options.update_ms > 0 {
                return self.closed().await;
            }
        }
        self.babble().await;
        let completion = {
            let inner = self.terminal.lock();
            let tlv = self.tlv(&inner.memory);
            let status = match () {
                () if inner.undoing > 0 => code::WAIT,
                () if inner.memory.close_first => code::CLOSE_FIRST,
                () => self.scenario.options.status,
            };
            answers::status(&self.scenario, &inner.memory, status, service, tlv, inner.clock.now())
        };
        self.end(&completion).await
    }

    /// Tells and prints the last transaction again. Kinds and ranges of receipts are optional; no terminal here has them.
    async fn repeat_receipt(&mut self, service: u8, which: Option<u8>, range: bool) -> Result<(), StateError> {
        if which.is_some_and(|which| which > 3) || range {
            return self.refuse(code::NOT_POSSIBLE).await;
        }
        self.accept().await?;
        let subject: Option<Transaction> = {
            let memory = &self.terminal.lock().memory;
            match self.scenario.options.dialect.repeats() {
                Repeats::Last => memory.last().cloned(),
                Repeats::LastGood => memory.last_good().cloned(),
                Repeats::Nothing => None,
            }
        };
        if let Some(subject) = subject {
            if service & repeat::STATUS != 0 {
                let told = {
                    let memory = &self.terminal.lock().memory;
                    bytes(&answers::result(&self.scenario, memory, &subject, self.tlv(memory)))
                };
                self.tell(Step::Result, &told).await;
            }
            if service & repeat::NO_PRINT == 0 {
                let copies: &[Whose] = match which {
                    Some(2) => &[Whose::Merchant],
                    Some(3) => &[Whose::Customer],
                    _ => &[Whose::Customer, Whose::Merchant],
                };
                self.again(std::slice::from_ref(&subject), copies).await?;
            }
        }
        self.end(&answers::completed()).await
    }

    /// Prints receipts again.
    async fn again(&mut self, subjects: &[Transaction], copies: &[Whose]) -> Result<bool, StateError> {
        let slips: Vec<Slip> = {
            let inner = self.terminal.lock();
            let head = inner.letterhead();
            let receipt = |one| copies.iter().map(move |whose| (one, *whose));
            let pairs = subjects.iter().flat_map(receipt);
            pairs.map(|(one, whose)| head.receipt(one, whose, SlipKind::Reprint)).collect()
        };
        if !slips.is_empty() && !self.can_print(Whose::Merchant) {
            return Ok(false);
        }
        self.print(slips).await
    }

    async fn reprint(&mut self, from: u16, to: u16) -> Result<(), StateError> {
        self.accept().await?;
        let found = self.terminal.lock().memory.range(from, to);
        match self.again(&found, &[Whose::Merchant]).await? {
            true => self.end(&answers::completed()).await,
            false => self.fail(code::NO_PAPER).await,
        }
    }

    /// Totals of the open batch, told and on request printed; nothing is closed.
    async fn totals(&mut self, print: bool) -> Result<(), StateError> {
        self.accept().await?;
        let (told, slip) = {
            let inner = self.terminal.lock();
            let totals = inner.memory.totals();
            let told = answers::totals(&inner.memory, &totals, None, inner.clock.now());
            (bytes(&told), inner.letterhead().totals(SlipKind::Totals, &totals))
        };
        self.tell(Step::Result, &told).await;
        if print {
            self.print(vec![slip]).await?;
        }
        self.end(&answers::completed()).await
    }

    /// Closes the batch, as far as its own completion; whether it succeeded. A failure is ended here.
    async fn close(&mut self) -> Result<bool, StateError> {
        self.work(self.scenario.options.host_ms).await;
        let offline = self.scenario.options.offline;
        let failed = self.change(|inner| {
            if offline || inner.memory.failing_closures > 0 {
                inner.memory.failing_closures = inner.memory.failing_closures.saturating_sub(1);
                inner.memory.close_first = true;
                // What fails is not tried by itself again.
                inner.memory.end_of_day_due = false;
                return Some(if offline { code::HOST } else { code::NO_CLOSURE });
            }
            None
        })?;
        if let Some(code) = failed {
            let told = bytes(&answers::failure(&self.terminal.lock().memory, code));
            self.tell(Step::Result, &told).await;
            if self.now.command == "0650" {
                self.fail(code).await?;
            }
            return Ok(false);
        }
        let (told, slip) = self.change(|inner| {
            let totals = inner.memory.totals();
            let trace = inner.memory.take_trace();
            let told = answers::totals(&inner.memory, &totals, Some(trace), inner.clock.now());
            let slip = inner.letterhead().totals(SlipKind::Closure, &totals);
            inner.memory.close();
            (bytes(&told), slip)
        })?;
        match self.now.play {
            Some(Play::ExecuteThenSilence) => return Ok(false),
            Some(Play::ExecuteThenCode(code)) => return self.fail(code).await.map(|()| false),
            Some(Play::ExecuteThenDropLink) => {
                self.wire.hang_up().await;
                return Ok(false);
            }
            _ => {}
        }
        self.tell(Step::Result, &told).await;
        self.print(vec![slip]).await?;
        Ok(true)
    }

    /// The end of a closure; an update may begin then, in which the terminal is deaf and dumb.
    async fn closed(&mut self) -> Result<(), StateError> {
        let update = self.scenario.options.update_ms;
        if update == 0 {
            return self.end(&answers::completed()).await;
        }
        self.end(&answers::completed_with(code::UPDATE)).await?;
        self.wire.sleep(Duration::from_millis(update)).await;
        Ok(())
    }

    async fn diagnosis(&mut self) -> Result<(), StateError> {
        self.accept().await?;
        self.progress(DIAGNOSIS).await;
        self.work(self.scenario.options.host_ms).await;
        if self.scenario.options.offline {
            return self.fail(code::HOST).await;
        }
        let now = self.terminal.lock().clock.now();
        self.tell(Step::Status, &bytes(&answers::set_clock(now))).await;
        let slip = self.terminal.lock().letterhead().note("Diagnose", &["Diagnose erfolgreich".to_owned()]);
        self.print(vec![slip]).await?;
        self.end(&answers::completed()).await
    }

    /// Talks to the host about nothing else.
    async fn online(&mut self) -> Result<(), StateError> {
        self.work(self.scenario.options.host_ms).await;
        match self.scenario.options.offline {
            true => self.fail(code::HOST).await,
            false => self.end(&answers::completed()).await,
        }
    }

    /// A command that prints a slip of administration and nothing else.
    async fn note(&mut self, title: &str, lines: &[String]) -> Result<(), StateError> {
        self.accept().await?;
        if !self.can_print(Whose::Administration) {
            return self.fail(code::NO_PAPER).await;
        }
        let slip = self.terminal.lock().letterhead().note(title, lines);
        self.print(vec![slip]).await?;
        self.end(&answers::completed()).await
    }

    async fn cash_report(&mut self, detailed: bool) -> Result<(), StateError> {
        let entries = if detailed { self.terminal.entries() } else { Vec::new() };
        let line = |one: &Transaction| {
            let euros = format!("{},{:02}", one.amount / 100, one.amount % 100);
            format!("{:04} {} {} EUR {euros}", one.receipt, one.time.strftime("%H:%M"), one.card.scheme.name())
        };
        let mut lines: Vec<String> = entries.iter().filter(|one| one.is_good()).map(line).collect();
        let (count, sum) = self.terminal.lock().memory.totals().all();
        lines.push(format!("Summe {count} EUR {},{:02}", sum / 100, sum.unsigned_abs() % 100));
        self.note("Kassabericht", &lines).await
    }

    async fn read_file(&mut self, id: u8, offset: u32) -> Result<(), StateError> {
        let Some(total) = self.scenario.options.journal_file.filter(|_| id == JOURNAL) else {
            return self.refuse(code::NOT_POSSIBLE).await;
        };
        self.accept().await?;
        let mut at = usize::try_from(offset).unwrap_or(usize::MAX);
        while at < total {
            let end = total.min(at + BLOCK);
            // What a maker's journal looks like nobody knows; that it may hold card numbers everybody does.
            let content: Vec<u8> =
                b"PAN=4761340000000019 ".iter().copied().cycle().skip(at % 21).take(end - at).collect();
            let block = answers::file_block(id, at, total, &content);
            if self.tell(Step::Result, &block).await != super::say::Answer::Good {
                return self.fail(code::ABORTED).await;
            }
            at = end;
        }
        self.end(&answers::completed_with(0)).await
    }
}
