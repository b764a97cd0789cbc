//! Driver for ZVT terminals (Germany, Austria, Switzerland), on serial lines and networks.
//!
//! ZVT has no command that lists transactions. Silent are the last transaction (`06 20`), the totals (`06 10`) and the list of
//! open pre-authorisations (`06 23` with `FFFF`); everything else needs a person's consent and is told before it is done: the
//! registration that makes a terminal print to us, receipts printed again, the status enquiry. Money moves by one command
//! (`reversal`). What is on no allowlist cannot be sent at all (`allow`).

mod allow;
mod conversation;
mod entry;
mod exchange;
mod health;
mod inquire;
mod journal;
mod last;
mod line;
mod pull;
mod range;
mod register;
mod remedies;
mod reprint;
mod resolve;
mod reversal;
#[cfg(test)]
pub(crate) mod rules;
pub mod slip;
mod talk;
pub mod timing;
mod turn;
mod words;

use super::{Depth, DeviceError, Paper, PullCost, Sink, Step, Terms, TillSettings, Watch, Witness};
use crate::link::{LineSettings, Parity, Stream};
use crate::model::{Capability, Currency, DeviceId, Effect, Family, Intent, IntentId, Journal, Outcome, Support};
use crate::vault::ledger::Durable;
use exchange::Exchange;
pub use inquire::INQUIRIES;
use range::Range;
pub use remedies::{remedies, request};
use talk::End;

/// Line settings of PA00P016: 9600 8N2.
pub const SETTINGS: LineSettings = LineSettings { baud: 9_600, data_bits: 8, parity: Parity::None, stop_bits: 2 };

/// What this family can do, proven on simulated terminals, an independent client and an independent decoder; no physical
/// terminal yet. What of it a terminal offers is asked, not assumed.
pub const CAPABILITIES: &[Capability] = &[
    capability("detect", Support::Yes, "asks for the last transaction (06 20); only a ZVT terminal answers like that"),
    capability(
        "identify",
        Support::Partly,
        "the terminal id stands in the last transaction; an empty memory tells it only at registration",
    ),
    capability(
        "health",
        Support::Partly,
        "last transaction and open pre-authorisations silently; status, version and diagnosis when asked for by name",
    ),
    capability(
        "journal",
        Support::Partly,
        "no journal command: receipts are printed again, one by one, to this console and read (06 12), where the terminal offers it; otherwise only the last transaction",
    ),
    capability("journal_resume", Support::No, "a cut pull reads the range from its beginning and compares"),
    capability("totals", Support::Partly, "the terminal's own totals without closing (06 10), where it offers them"),
    capability(
        "receipt",
        Support::Yes,
        "the terminal's own lines, card numbers masked; rendered here where it printed none",
    ),
    capability(
        "reprint",
        Support::Partly,
        "any receipt of the batch by its number (06 12), or the last one (06 20); on paper or to this console, as the terminal is set",
    ),
    capability(
        "void",
        Support::Partly,
        "approved payments before the end-of-day, always with the amount (06 30); some terminals void their last one only, or want the card",
    ),
    capability("refund", Support::No, "never sent: it needs the card and takes no payment back; ask the acquirer"),
    capability(
        "recovery",
        Support::Partly,
        "by the last transaction (06 20): done where receipt, trace, original trace and amount agree",
    ),
    capability("clock", Support::Partly, "shown by the last transaction and the status; never set"),
    capability(
        "evidence",
        Support::Partly,
        "simulated terminals, an independent client and an independent decoder; no physical terminal yet",
    ),
];

const fn capability(name: &'static str, support: Support, note: &'static str) -> Capability {
    Capability { name, support, note }
}

/// What settling an unknown outcome may do beside silent queries.
pub const RESOLVE_STEPS: &[Step] = &[Step { what: "status enquiry (05 01)", effect: Effect::MayCloseBatch }];

/// What a full pull does beside silent queries.
pub const PULL_STEPS: &[Step] = &[
    Step { what: "registration (06 00)", effect: Effect::ChangesConfiguration },
    Step { what: "reprint of receipts (06 12, 06 20)", effect: Effect::Prints },
];

/// Bytes of one receipt in two copies, line by line, with every acknowledgement.
const BYTES_AN_ENTRY: u32 = 3_000;
/// Milliseconds that a terminal needs to look a receipt up.
const PAUSE_MS: u32 = 300;

/// The driver.
pub struct Driver<S> {
    exchange: Exchange<S>,
    /// A person agreed to what is not silent.
    consented: bool,
    /// The terminal as it named itself on this link.
    device: Option<DeviceId>,
    /// The currency in which it works, as far as it told.
    currency: Currency,
    /// Which receipts it holds, once asked.
    range: Option<Range>,
    /// This link registered with it.
    registered: bool,
    /// What we did to the till settings that it stores.
    settings: TillSettings,
    /// The intent that was carried out last on this link, and what was seen of the end of its exchange.
    carried_out: Option<(IntentId, End)>,
}

impl<S: Stream> Driver<S> {
    /// Over a stream; sends nothing.
    pub fn new(stream: S, terms: Terms) -> Self {
        Self {
            exchange: Exchange::new(stream, terms),
            consented: terms.consented,
            device: None,
            currency: Family::Zvt.currency(),
            range: None,
            registered: false,
            settings: TillSettings::Kept,
            carried_out: None,
        }
    }

    /// See [`Device::agree`](super::Device::agree).
    pub fn agree(&mut self) {
        self.consented = true;
    }

    /// See [`Device::listen`](super::Device::listen). Nothing is answered: see `exchange`.
    pub async fn listen(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.exchange.settle(timing::LISTEN, watch).await
    }

    /// See [`Device::detect`](super::Device::detect). An acknowledgement alone is no answer.
    pub async fn detect(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.exchange.detect(watch).await
    }

    /// See [`Device::survey`](super::Device::survey).
    pub async fn survey(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.range = Some(self.ask_range(watch).await?);
        Ok(())
    }

    /// See [`Device::pull_cost`](super::Device::pull_cost).
    pub fn pull_cost(&self) -> PullCost {
        let most = u32::from(allow::MOST_RECEIPT);
        let entries = match &self.range {
            None => most,
            Some(Range::NotTold(_)) => 1,
            Some(range) => u32::from(range.len()),
        };
        PullCost { paper: Paper::Redirected, bytes_an_entry: BYTES_AN_ENTRY, entries, pause_ms: PAUSE_MS }
    }

    /// See [`Device::pull`](super::Device::pull). An entry that has been pushed may turn out reversed by a later one: the returned
    /// journal has the last word.
    pub async fn pull(
        &mut self,
        depth: Depth,
        sink: &mut dyn Sink,
        watch: &mut dyn Watch,
    ) -> Result<Journal, DeviceError> {
        match depth {
            Depth::Silent => self.pull_silent(sink, watch).await,
            Depth::One(number) => self.pull_one(number, sink, watch).await,
            Depth::Full => self.pull_full(sink, watch).await,
        }
    }

    /// See [`Device::execute`](super::Device::execute).
    pub async fn execute(
        &mut self,
        intent: &Durable<Intent>,
        witness: &mut dyn Witness,
        watch: &mut dyn Watch,
    ) -> Outcome {
        let intent = intent.get();
        let (outcome, end) = self.exchange.reverse(intent, witness, watch).await;
        self.carried_out = Some((intent.id.clone(), end));
        outcome
    }

    /// See [`Device::resolve`](super::Device::resolve).
    pub async fn resolve(
        &mut self,
        intent: &Intent,
        steps: bool,
        watch: &mut dyn Watch,
    ) -> Result<Outcome, DeviceError> {
        let here = self.carried_out.as_ref().filter(|(id, _)| *id == intent.id);
        let end = here.map_or(End::Elsewhere, |(_, end)| *end);
        self.exchange.resolve(intent, end, steps && self.consented, self.device.as_ref(), watch).await
    }

    /// See [`Device::till_settings`](super::Device::till_settings).
    pub fn till_settings(&self) -> TillSettings {
        self.settings
    }
}
