//! What happens (messages) and what is to be done about it (effects), as data.

use std::path::PathBuf;

use jiff::Timestamp;

use super::PortLine;
use crate::model::{Consent, DeviceId, Entry, EntryKey, Family, Goods, IntentId, Plan, Remedies, RemedyKind, WireLine};
use crate::ops::Failure;
use crate::ops::backup::Checked;
use crate::ops::browse::{CaseSheet, Dispute, LedgerView, Progress, Question, Reprinted, Shelf};
use crate::ops::browse::{Fingerprint, PortSpec};
use crate::ops::pull::Pulled;
use crate::ops::recover::Recovered;
use crate::ops::remedy::Remedied;
use crate::ops::visit::Identified;
use crate::text::Phrase;

/// A key, as far as this program tells keys apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Key {
    Char(char),
    Ctrl(char),
    F(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
}

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The screen has this many columns and rows now.
    Resized(u16, u16),
    /// The system asks the program to end.
    Terminate,
    /// The ports of this machine, all of them, whenever they change.
    Ports(Vec<PortLine>),
    /// The worker reports.
    Report(Report),
}

/// Something is to be done.
#[derive(Debug)]
pub enum Effect {
    /// Give a job to the worker.
    Run(Job),
    /// Ask the running job to stop, where it only reads.
    Cancel,
    /// Leave the loop.
    Quit,
}

/// Work for the worker, one at a time, in order.
#[derive(Debug)]
pub enum Job {
    /// Look into the vault before any device is there.
    Browse,
    /// Open a port, ask who is there, show what the vault has of it.
    Open {
        /// Where.
        port: PortSpec,
        /// Family named by the person.
        protocol: Option<Family>,
        /// Go on with a pull and this question (the demo's beginning).
        then: Option<Question>,
    },
    /// Open the lost link again; another device there is refused.
    Reopen {
        /// The ports there are now, should the adapter have another name.
        ports: Vec<(PortSpec, Fingerprint)>,
    },
    /// Ask again who it is and how it is.
    Identify,
    /// Pull the journal.
    Pull,
    /// Answer a question from the vault.
    Ask(Question),
    /// Print on the device.
    Reprint(Box<Entry>),
    /// What may be done for an entry.
    Remedies(Box<Entry>),
    /// Make a plan.
    Plan {
        /// For which entry.
        entry: Box<Entry>,
        /// What.
        kind: RemedyKind,
        /// Why.
        reason: String,
        /// Who of the shop agreed.
        authoriser: String,
        /// Whether goods were handed over.
        goods: Goods,
    },
    /// Carry a plan out.
    Execute {
        /// The plan as shown.
        plan: Box<Plan>,
        /// Consent to it, typed; who sits here is filled in by the worker.
        consent: Consent,
    },
    /// Settle open cases by reading.
    Recover,
    /// A person settles a case.
    Conclude {
        /// Which.
        intent: IntentId,
        /// Done or not.
        done: bool,
        /// Evidence.
        evidence: String,
    },
    /// Verify all archives and the ledger.
    Verify,
    /// Write a portable file.
    Export {
        /// Where to.
        to: PathBuf,
        /// Encrypted for this passphrase.
        passphrase: Option<Secret>,
    },
    /// Save a case sheet.
    SaveSheet {
        /// The sheet.
        sheet: Box<CaseSheet>,
    },
}

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("(secret)")
    }
}

/// Which job, without its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum JobKind {
    Browse,
    Open,
    Reopen,
    Identify,
    Pull,
    Ask,
    Reprint,
    Remedies,
    Plan,
    Execute,
    Recover,
    Conclude,
    Verify,
    Export,
    SaveSheet,
}

impl Job {
    /// Which job.
    pub fn kind(&self) -> JobKind {
        match self {
            Job::Browse => JobKind::Browse,
            Job::Open { .. } => JobKind::Open,
            Job::Reopen { .. } => JobKind::Reopen,
            Job::Identify => JobKind::Identify,
            Job::Pull => JobKind::Pull,
            Job::Ask(_) => JobKind::Ask,
            Job::Reprint(_) => JobKind::Reprint,
            Job::Remedies(_) => JobKind::Remedies,
            Job::Plan { .. } => JobKind::Plan,
            Job::Execute { .. } => JobKind::Execute,
            Job::Recover => JobKind::Recover,
            Job::Conclude { .. } => JobKind::Conclude,
            Job::Verify => JobKind::Verify,
            Job::Export { .. } => JobKind::Export,
            Job::SaveSheet { .. } => JobKind::SaveSheet,
        }
    }
}

impl JobKind {
    /// All kinds.
    pub const ALL: &[JobKind] = &[
        JobKind::Browse,
        JobKind::Open,
        JobKind::Reopen,
        JobKind::Identify,
        JobKind::Pull,
        JobKind::Ask,
        JobKind::Reprint,
        JobKind::Remedies,
        JobKind::Plan,
        JobKind::Execute,
        JobKind::Recover,
        JobKind::Conclude,
        JobKind::Verify,
        JobKind::Export,
        JobKind::SaveSheet,
    ];

    /// Whether money may move: never stopped, never dropped, waited for at the end.
    pub fn moves_money(self) -> bool {
        self == JobKind::Execute
    }

    /// Whether a person may stop it, and whether the end of the program may drop it: what only reads.
    pub fn may_stop(self) -> bool {
        matches!(
            self,
            JobKind::Open
                | JobKind::Reopen
                | JobKind::Identify
                | JobKind::Pull
                | JobKind::Remedies
                | JobKind::Plan
                | JobKind::Recover
        )
    }

    /// Whether it may not wait for its turn behind `other`: the same again, or something that prints, moves money or changes
    /// the link behind a conversation with the device, so that nothing happens long after the key.
    pub fn cannot_follow(self, other: JobKind) -> bool {
        let opens = |kind| matches!(kind, JobKind::Open | JobKind::Reopen);
        let acts = opens(self) || matches!(self, JobKind::Reprint | JobKind::Execute);
        self == other || (acts && (other.needs_device() || opens(other)))
    }

    /// Whether it speaks with the device.
    pub fn needs_device(self) -> bool {
        matches!(
            self,
            JobKind::Identify
                | JobKind::Pull
                | JobKind::Reprint
                | JobKind::Remedies
                | JobKind::Plan
                | JobKind::Execute
                | JobKind::Recover
        )
    }
}

/// What the worker tells.
#[derive(Debug)]
pub enum Report {
    /// What passed since the last look: newest progress, and lines of the wire (with the number of lines that were
    /// left out because nobody looked).
    Seen {
        /// Progress of the running read and when it was so.
        progress: Option<(Progress, Timestamp)>,
        /// Redacted lines.
        wire: Vec<WireLine>,
        /// Lines left out.
        dropped: usize,
    },
    /// The port that was open is closed, to open another.
    Closed,
    /// The vault knows no device, so nobody can be asked.
    NothingKnown,
    /// A port is open.
    Opened {
        /// Where.
        port: PortSpec,
        /// Its name for people.
        name: String,
        /// A saved device.
        read_only: bool,
    },
    /// Who is there.
    Identified(Box<Identified>),
    /// What has to be right again when the technician leaves, after what was done by now.
    HandBack(Vec<Phrase>),
    /// What the vault has: of this device, or of all where none is named.
    Shelf {
        /// Which device.
        device: Option<DeviceId>,
        /// What there is.
        shelf: Box<Shelf>,
    },
    /// The ledger.
    Ledger(Box<LedgerView>),
    /// A journal was pulled.
    Pulled(Box<Pulled>),
    /// A question was answered.
    Answered(Box<Dispute>),
    /// A receipt was printed, or something else was.
    Reprinted {
        /// What was wanted.
        wanted: EntryKey,
        /// What came out.
        came: Reprinted,
    },
    /// What may be done.
    Remedies(Box<Remedies>),
    /// A frozen plan.
    Planned(Box<Plan>),
    /// A plan was carried out.
    Remedied(Box<Remedied>),
    /// Open cases were looked at.
    Recovered(Vec<Recovered>),
    /// A person settled a case.
    Concluded(Box<Recovered>),
    /// Archives and ledger were verified.
    Checked(Vec<Checked>),
    /// A portable file was written.
    Exported {
        /// Where.
        path: PathBuf,
        /// With how many archives.
        archives: usize,
    },
    /// A sheet was saved.
    SheetSaved(PathBuf),
    /// A job failed.
    Failed {
        /// Which.
        job: JobKind,
        /// How.
        failure: Box<Failure>,
        /// The link is gone: since when.
        lost: Option<Timestamp>,
    },
    /// A job is over, well or not. Always the last report of a job.
    Finished(JobKind),
    /// The worker broke down (a defect); in words.
    Died(String),
}
