//! Driver for Transbank POS Integrado.
//!
//! Only two of the family's commands are silent: the poll (`0100`) and the list of sales to the host (`0260|1|`). All that
//! is told of a terminal comes from these two; reprint (`0250`) and void (`1200`) need a person's consent, and nothing else
//! can be sent at all (`allow`).

mod allow;
mod exchange;
mod journal;
mod line;
mod list;
mod record;
mod remedies;
mod reprint;
mod resolve;
#[cfg(test)]
pub(crate) mod rules;
mod summary;
pub mod timing;
mod void;
mod words;

use super::{DeviceError, Paper, PullCost, Reprinted, Sink, Watch, Witness};
use crate::link::{LineSettings, Parity, Stream};
use crate::model::{Capability, Code, Entry, Family, Health, Identity, Intent, Journal, Outcome, Support};
use crate::protocol::transbank::Request;
use crate::protocol::transbank::codes::ResultCode;
use crate::vault::ledger::Durable;
use allow::Situation;
use exchange::Exchange;
use line::Heard;
use list::Nowhere;
pub use remedies::{remedies, request};
use summary::Summary;

/// Line settings of the reference: 115200 8N1.
pub const SETTINGS: LineSettings = LineSettings { baud: 115_200, data_bits: 8, parity: Parity::None, stop_bits: 1 };

/// What this family can do, proven on simulated terminals and the vendor's own clients; no physical terminal yet.
pub const CAPABILITIES: &[Capability] = &[
    capability("detect", Support::Partly, "0100 gets an ACK; that a device answers does not prove its family"),
    capability(
        "identify",
        Support::Partly,
        "merchant code and terminal id stand in the sales of its memory; an empty memory may tell neither; no serial number or version",
    ),
    capability(
        "health",
        Support::Partly,
        "poll, sales in memory, their sum and age; the protocol tells no counters, paper or clock",
    ),
    capability("journal", Support::Yes, "every sale in memory, silently (0260|1); a close of the batch empties it"),
    capability("journal_resume", Support::No, "the list has no cursor: it is read from its beginning"),
    capability(
        "totals",
        Support::Yes,
        "added up from the list; the terminal's own totals (0700) print and are never asked for",
    ),
    capability("receipt", Support::Yes, "every entry can be rendered here from its record"),
    capability("reprint", Support::Partly, "the terminal reprints its last sale only (0250)"),
    capability(
        "void",
        Support::Partly,
        "approved credit sales whose batch is open (1200); debit sales cannot be voided",
    ),
    capability("refund", Support::No, "the protocol has none; after the batch is closed ask the acquirer"),
    capability(
        "recovery",
        Support::Partly,
        "a lost answer is looked for in the list, which shows a void but not whose; a person concludes",
    ),
    capability("clock", Support::No, "the terminal's clock can neither be read nor set; sales carry its time"),
    capability(
        "evidence",
        Support::Partly,
        "proven on simulated terminals and official clients; no physical terminal yet",
    ),
];

const fn capability(name: &'static str, support: Support, note: &'static str) -> Capability {
    Capability { name, support, note }
}

/// Bytes of one record of the list at its usual width, with its acknowledgement.
const BYTES_AN_ENTRY: u32 = 100;
/// Three digits count the sales in the totals.
const MOST_ENTRIES: u32 = 999;

/// The driver.
pub struct Driver<S> {
    exchange: Exchange<S>,
    /// What the list said when it was last read on this link: `identify` and `health` need not read it again.
    known: Option<Summary>,
}

impl<S: Stream> Driver<S> {
    /// Over a stream; sends nothing.
    pub fn new(stream: S) -> Self {
        Self { exchange: Exchange::new(stream), known: None }
    }

    /// See [`Device::listen`](super::Device::listen).
    pub async fn listen(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.exchange.settle(timing::LISTEN, watch).await.map(|_| ())
    }

    /// See [`Device::detect`](super::Device::detect). An ACK among bytes that are no frame is none.
    pub async fn detect(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.poll(Situation::Detecting, watch).await
    }

    async fn poll(&mut self, situation: Situation, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let what = allow::name(&Request::Poll);
        self.exchange.ask(situation, &Request::Poll, watch).await?;
        let until = tokio::time::Instant::now() + timing::QUIET;
        let behind = self.exchange.line.hear(until, watch).await?;
        if matches!(behind, Heard::Noise | Heard::Spoilt | Heard::Nak) || self.exchange.line.noise() > 0 {
            return Err(DeviceError::Protocol { what, why: "an ACK among bytes that are no frame".into() });
        }
        if let Heard::Message(message) = behind {
            self.exchange.let_pass(&message, watch).await?;
        }
        Ok(())
    }

    /// Who it says it is. The first call on a link reads the list (what else names the terminal prints, or calls its
    /// host); later ones repeat what was read last, so read again (`pull`) before anything that moves money.
    pub async fn identify(&mut self, watch: &mut dyn Watch) -> Result<Identity, DeviceError> {
        Ok(self.summary(watch).await?.identity())
    }

    /// See [`Device::health`](super::Device::health). Polls anew; the rest is as [`identify`](Self::identify) has it.
    pub async fn health(&mut self, watch: &mut dyn Watch) -> Result<Health, DeviceError> {
        let poll = self.poll(Situation::Reading, watch).await;
        if let Err(error @ (DeviceError::Lost(_) | DeviceError::TillHeard(_))) = poll {
            return Err(error);
        }
        Ok(self.summary(watch).await?.health(poll.err()))
    }

    async fn summary(&mut self, watch: &mut dyn Watch) -> Result<Summary, DeviceError> {
        if let Some(known) = &self.known {
            return Ok(known.clone());
        }
        Ok(Summary::of(&self.pull(&mut Nowhere, watch).await?))
    }

    /// See [`Device::pull_cost`](super::Device::pull_cost).
    pub fn pull_cost(&self) -> PullCost {
        PullCost { paper: Paper::None, bytes_an_entry: BYTES_AN_ENTRY, entries: MOST_ENTRIES, pause_ms: 0 }
    }

    /// See [`Device::pull`](super::Device::pull). An entry that has been pushed may turn out voided by a later record: the
    /// returned journal has the last word.
    pub async fn pull(&mut self, sink: &mut dyn Sink, watch: &mut dyn Watch) -> Result<Journal, DeviceError> {
        self.known = None;
        let journal = self.exchange.read_list(sink, watch).await?;
        self.known = Some(Summary::of(&journal));
        Ok(journal)
    }

    /// See [`Device::reprint`](super::Device::reprint).
    pub async fn reprint(&mut self, wanted: &Entry, watch: &mut dyn Watch) -> Result<Reprinted, DeviceError> {
        self.exchange.reprint(wanted, watch).await
    }

    /// See [`Device::execute`](super::Device::execute).
    pub async fn execute(
        &mut self,
        intent: &Durable<Intent>,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> Outcome {
        self.known = None;
        self.exchange.void(intent.get(), witness, watch).await
    }

    /// See [`Device::resolve`](super::Device::resolve).
    pub async fn resolve(&mut self, intent: &Intent, watch: &mut dyn Watch) -> Result<Outcome, DeviceError> {
        self.known = None;
        let (outcome, journal) = self.exchange.resolve(intent, watch).await?;
        self.known = Some(Summary::of(&journal));
        Ok(outcome)
    }
}

/// The device said no, with a code of this family.
fn refused(request: &Request, code: ResultCode) -> DeviceError {
    let told = Code::result(Family::Transbank, code.0);
    DeviceError::Refused { what: allow::name(request), code: told, meaning: code.meaning() }
}
