//! Everything the screen shows, as one value.

use std::collections::VecDeque;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::form::Form;
use super::keymap::{Scope, Screen};
use super::msg::JobKind;
use super::page::Place;
use super::screens::{backups, dispute, journal, ledger, receipt, remedy, wire};
use super::theme::{Theme, Tone};
use super::{PortLine, Start};
use crate::model::{Currency, DeviceId, Entry, EntryResult, Family, Goods, IntentId, Kind, Money, Outcome, Stands};
use crate::ops::Failure;
use crate::ops::browse::PortSpec;
use crate::ops::browse::{ArchiveInfo, Case, LedgerView, Progress, Shelf};
use crate::ops::state::Standings;
use crate::ops::visit::Identified;
use crate::text::{Lang, Phrase, Text, figures, terms, tui as t};

/// The link to a device.
#[derive(Debug)]
pub enum Link {
    /// No device was opened yet.
    Closed,
    /// Open.
    Open(Port),
    /// It was open and is gone.
    Lost {
        /// Where it was.
        port: Port,
        /// Since when.
        since: Timestamp,
        /// Why, in words.
        why: Phrase,
    },
}

/// A port that is or was open.
#[derive(Clone, Debug)]
pub struct Port {
    /// Where.
    pub spec: PortSpec,
    /// For people.
    pub name: String,
    /// A saved device.
    pub read_only: bool,
}

/// A job that was given to the worker.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    /// Which.
    pub kind: JobKind,
    /// Since when.
    pub since: Timestamp,
}

/// How the running read goes.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// First progress, and when.
    pub first: (Progress, Timestamp),
    /// Newest progress, and when.
    pub newest: (Progress, Timestamp),
}

impl Reading {
    /// Entries and bytes a second since the first progress; `None` in the first moments.
    pub fn rate(&self) -> Option<(f64, f64)> {
        let seconds = self.newest.1.duration_since(self.first.1).as_secs_f64();
        (seconds > 0.2).then(|| {
            let entries = self.newest.0.entries.saturating_sub(self.first.0.entries) as f64;
            let bytes = self.newest.0.bytes.saturating_sub(self.first.0.bytes) as f64;
            (entries / seconds, bytes / seconds)
        })
    }

    /// Seconds left, where the total is known.
    pub fn seconds_left(&self, total: usize) -> Option<u64> {
        let (entries, _) = self.rate()?;
        let left = total.saturating_sub(self.newest.0.entries) as f64;
        (entries > 0.0).then(|| (left / entries).ceil() as u64)
    }
}

/// Something on top of the screen.
#[derive(Debug)]
pub enum Dialog {
    /// Paper will come out: really?
    Reprint(Box<Entry>),
    /// What a pull will do: really?
    Pull,
    /// Money is on its way: the program ends when the answer is there.
    Waiting,
    /// A void of the device at hand is of unknown outcome: leave anyway? The number is that of its operation.
    Leave(u32),
    /// Something failed.
    Failure(Box<Failure>),
    /// Something to know, in paragraphs.
    Info(Tone, Vec<Phrase>),
    /// A person settles a case.
    Conclude(IntentId, Box<Form>),
    /// Where to write a portable file.
    Export(Box<Form>),
    /// A port to open, and what is wrong with what was typed.
    Port(Box<Form>, String),
}

/// Everything.
pub struct Model {
    /// Language.
    pub lang: Lang,
    /// Colours and frames.
    pub theme: Theme,
    /// Zone in which this machine's times are shown.
    pub zone: TimeZone,
    /// Now; set before each message.
    pub now: Timestamp,
    /// The folder in which relative paths begin.
    pub folder: PathBuf,
    /// What is kept here lies in a folder for temporary files.
    pub passing: bool,
    /// Who sits here.
    pub who: String,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The screen that is shown.
    pub screen: Screen,
    /// Where one came from.
    pub before: Vec<Screen>,
    /// The help is open, from this line on.
    pub help: Option<usize>,
    /// Something on top.
    pub dialog: Option<Dialog>,
    /// What comes on top when nobody types: the worker's words never take the keys away from a person.
    pub waiting: VecDeque<Dialog>,
    /// One line of news.
    pub notice: Option<(Tone, Phrase)>,
    /// The link.
    pub link: Link,
    /// Jobs given and not finished, oldest first.
    pub running: VecDeque<Running>,
    /// Progress of the running read.
    pub reading: Option<Reading>,
    /// The program ends as soon as it may.
    pub quitting: bool,
    /// The worker broke down: nothing can be done any more but to leave.
    pub broken: bool,
    /// Ports of this machine.
    pub ports: Vec<PortLine>,
    /// Devices offered beside them.
    pub offered: Vec<(PortSpec, String)>,
    /// The chosen line of the devices.
    pub devices: Place,
    /// Family named by the person.
    pub protocol: Option<Family>,
    /// The device at hand or last at hand.
    pub identified: Option<Identified>,
    /// Whose shelf is shown; `None`: all devices'.
    pub device: Option<DeviceId>,
    /// What the vault has.
    pub shelf: Shelf,
    /// What the ledger says of entries.
    pub standings: Standings,
    /// First line of the overview.
    pub overview: usize,
    /// Journal.
    pub journal: journal::State,
    /// Dispute.
    pub dispute: dispute::State,
    /// Receipt.
    pub receipt: receipt::State,
    /// Remedy.
    pub remedy: remedy::State,
    /// Backups.
    pub backups: backups::State,
    /// Wire.
    pub wire: wire::State,
    /// Ledger.
    pub ledger: ledger::State,
    /// The ledger as last read.
    pub book: LedgerView,
}

impl Model {
    /// The model at the start.
    pub fn new(start: &Start, who: String, now: Timestamp, zone: TimeZone) -> Self {
        let mut dispute = dispute::State::new();
        if let Some(question) = &start.dispute {
            dispute.fill(question, start.lang);
        }
        Self {
            lang: start.lang,
            theme: Theme { colour: start.colour, ascii: start.ascii },
            zone,
            now,
            folder: PathBuf::new(),
            passing: false,
            who,
            size: (80, 24),
            screen: if start.dispute.is_some() { Screen::Dispute } else { Screen::Devices },
            before: Vec::new(),
            help: None,
            dialog: None,
            waiting: VecDeque::new(),
            notice: None,
            link: Link::Closed,
            running: VecDeque::new(),
            reading: None,
            quitting: false,
            broken: false,
            ports: Vec::new(),
            offered: start.offered.clone(),
            devices: Place::default(),
            protocol: start.protocol,
            identified: None,
            device: None,
            shelf: Shelf::default(),
            standings: Standings::default(),
            overview: 0,
            journal: journal::State::new(),
            dispute,
            receipt: receipt::State::default(),
            remedy: remedy::State::default(),
            backups: backups::State::default(),
            wire: wire::State::default(),
            ledger: ledger::State::default(),
            book: LedgerView::default(),
        }
    }

    /// A sentence in the language of the moment.
    pub fn say(&self, text: &'static Text) -> &'static str {
        text.get(self.lang)
    }

    /// Where keys count now.
    pub fn scope(&self) -> Scope {
        if self.help.is_some() {
            return Scope::Help;
        }
        match &self.dialog {
            Some(Dialog::Reprint(_) | Dialog::Pull | Dialog::Leave(_)) => return Scope::Question,
            Some(Dialog::Waiting | Dialog::Failure(_) | Dialog::Info(..)) => return Scope::Message,
            Some(Dialog::Conclude(..) | Dialog::Export(_) | Dialog::Port(..)) => return Scope::Form,
            None => {}
        }
        match self.screen {
            Screen::Journal if self.journal.form.editing => Scope::Form,
            Screen::Dispute if self.dispute.form.editing => Scope::Form,
            Screen::Remedy if self.remedy.form.editing => Scope::Form,
            screen => Scope::On(screen),
        }
    }

    /// The form that has the keys.
    pub fn form(&mut self) -> Option<&mut Form> {
        match &mut self.dialog {
            Some(Dialog::Conclude(_, form) | Dialog::Export(form) | Dialog::Port(form, _)) => return Some(form),
            Some(_) => return None,
            None => {}
        }
        match self.screen {
            Screen::Journal => Some(&mut self.journal.form),
            Screen::Dispute => Some(&mut self.dispute.form),
            Screen::Remedy => Some(&mut self.remedy.form),
            _ => None,
        }
        .filter(|form| form.editing)
    }

    /// Puts something on top, now or when the person is done typing.
    pub fn tell(&mut self, dialog: Dialog) {
        self.waiting.push_back(dialog);
    }

    /// Shows what waits, where nothing has the keys.
    pub fn show_waiting(&mut self) {
        if self.dialog.is_none() && self.help.is_none() && self.form().is_none() {
            self.dialog = self.waiting.pop_front();
        }
    }

    /// Whether a request that moves money is with the worker.
    pub fn money_in_flight(&self) -> bool {
        self.running.iter().any(|job| job.kind.moves_money())
    }

    /// The running job.
    pub fn busy(&self) -> Option<Running> {
        self.running.front().copied()
    }

    /// Lines that a list on the open screen shows, about.
    pub fn page(&self) -> usize {
        usize::from(self.size.1).saturating_sub(8).max(1)
    }

    /// The journal's chosen entry.
    pub fn chosen(&self) -> Option<&Entry> {
        let row = *self.journal.rows.get(self.journal.place.at)?;
        self.shelf.known.get(row as usize).map(|known| &known.entry)
    }

    /// Newest sealed archive of the device at hand (of any, where none is at hand).
    pub fn newest_archive(&self) -> Option<&ArchiveInfo> {
        self.shelf
            .archives
            .iter()
            .find(|archive| !archive.partial && (self.device.is_none() || archive.device == self.device))
    }

    /// Cases that are still open, of every device.
    pub fn open_cases(&self) -> impl Iterator<Item = &Case> {
        self.shelf.cases.iter().filter(|case| case.is_open())
    }

    /// The first case of the device at hand that is still open.
    pub fn own_case(&self) -> Option<&Case> {
        let device = self.device.as_ref()?;
        self.open_cases().find(|case| case.intent.plan.device == *device)
    }

    /// The currency that amounts are typed in.
    pub fn currency(&self) -> Currency {
        let family = self.device.as_ref().map(|device| device.family).or(self.protocol).unwrap_or(Family::Transbank);
        self.shelf.known.last().map_or(family.currency(), |known| known.entry.amount.currency)
    }

    /// Takes a shelf in and counts what the ledger says of entries.
    pub fn take_shelf(&mut self, device: Option<DeviceId>, shelf: Shelf) {
        self.device = device;
        self.standings = Standings::of_cases(&shelf.cases);
        self.shelf = shelf;
        journal::renew(self);
    }

    /// Mark, tone and word for an entry: what the device says of it, and what our ledger adds.
    pub fn state_of(&self, entry: &Entry) -> (Tone, &'static str, &'static Text) {
        match (self.standings.of(entry), entry.result) {
            // What takes a sale back must not look like one.
            (_, EntryResult::Approved) if entry.kind == Kind::Void => (Tone::Good, Tone::Good.mark(), &t::A_VOID),
            (_, EntryResult::Approved) if entry.kind == Kind::Refund => (Tone::Good, Tone::Good.mark(), &t::A_REFUND),
            (Stands::VoidUnknown(_), _) => (Tone::Unknown, Tone::Unknown.mark(), &t::VOID_UNKNOWN),
            (Stands::Voided(_), _) => (Tone::Warn, "[v]", &t::VOIDED),
            (_, EntryResult::Approved) => (Tone::Good, Tone::Good.mark(), &terms::APPROVED_HERE),
            (_, EntryResult::Declined) => (Tone::Bad, Tone::Bad.mark(), &terms::DECLINED_HERE),
            (_, EntryResult::Unknown) => (Tone::Unknown, Tone::Unknown.mark(), &terms::UNKNOWN),
        }
    }

    /// Tone and word for an outcome.
    pub fn outcome(outcome: Option<&Outcome>) -> (Tone, &'static Text) {
        match outcome {
            Some(Outcome::Done { .. }) => (Tone::Good, &terms::DONE),
            Some(Outcome::NotDone { .. }) => (Tone::Bad, &terms::NOT_DONE),
            Some(Outcome::Unknown { .. }) | None => (Tone::Unknown, &terms::UNKNOWN),
        }
    }

    /// An amount with its currency, as this language writes it.
    pub fn money(&self, money: &Money) -> String {
        figures::amount(money, self.lang)
    }

    /// The number of an amount, as this language writes it.
    pub fn number(&self, money: &Money) -> String {
        let code = money.currency.code();
        self.money(money).trim_start_matches(code).trim_start().to_owned()
    }

    /// Day and time to the minute in this machine's zone, for places with little room.
    pub fn short_stamp(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%m-%d %H:%M").to_string()
    }

    /// Date and time in this machine's zone.
    pub fn stamp(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// Time of day in this machine's zone.
    pub fn clock(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%H:%M:%S").to_string()
    }
}

/// The words for yes and no, in the order of the choice "goods handed over?".
pub(crate) static YES_NO: &[&Text] = &[&t::YES, &t::NO];

/// What was chosen in [`YES_NO`].
pub(crate) fn goods(choice: usize) -> Goods {
    if choice == 0 { Goods::HandedOver } else { Goods::NotHandedOver }
}
