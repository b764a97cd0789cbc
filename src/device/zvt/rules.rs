//! The decisions of this driver, asked one by one: each function here puts symbols into the codec's own replies, lets the
//! driver's own record of a conversation take them in, and asks the function that the driver asks. For the exploration in
//! `ops`.

use jiff::Timestamp;
use jiff::civil::time;

use super::allow::Situation;
use super::conversation::Unwitnessed;
use super::entry::entry_of;
use super::last::{BUSY, Last, told};
use super::remedies::request;
use super::resolve::{Idle, Next, shown};
use super::reversal::{Target, command};
use super::talk::{Ending, Talk};
use super::turn::Turn;
use crate::device::DeviceError;
use crate::model::{
    Consent, ConsentHow, Currency, Entry, Extent, Goods, Intent, IntentId, Journal, Outcome, Password, Plan, PreState,
    Printable, RemedyKind,
};
use crate::protocol::zvt::reply::Abort;
use crate::protocol::zvt::request::repeat;
use crate::protocol::zvt::{Completion, Reply, Request, Status};

pub(crate) use super::talk::End;

/// What kind of transaction it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A payment.
    Payment,
    /// A reversal of the payment that is in question.
    Reversal,
}

/// A transaction as the terminal tells it. Number 0 is the payment that is in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Record {
    pub(crate) number: u8,
    pub(crate) kind: Kind,
    /// It was not taken back.
    pub(crate) good: bool,
}

/// Something that a terminal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Said {
    /// `80 00`.
    Accepted,
    /// `84 6B`: before execution.
    NotRegistered,
    /// `84 9C`: before execution.
    Wait,
    /// `84 B4`: reversed before.
    Already,
    /// `04 FF 05`.
    TakingBack,
    /// `04 0F`.
    Result(Record),
    /// `06 0F`.
    Completed,
    /// `06 0F` with the status 00.
    Ready,
    /// `06 0F` with the status 9C.
    Busy,
    /// `06 1E 6C`.
    Aborted,
}

/// What an exchange of a reversal came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// It goes on.
    NotYet,
    /// Nothing came any more.
    Silent,
    /// The link was lost.
    Lost,
}

/// What a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// This last transaction.
    Last(Record),
    /// None.
    Nothing,
    /// It was refused.
    Refused,
    /// Please wait.
    Busy,
    /// It is ready.
    Ready,
    /// Something else.
    Else,
}

impl Record {
    /// The payment in question.
    pub(crate) const ORIGINAL: Self = Self { number: 0, kind: Kind::Payment, good: true };

    fn status(self) -> Status {
        let number = u32::from(self.number);
        let other_payment = self.kind == Kind::Payment && self.number > 0;
        Status {
            result: Some(if self.good { 0 } else { 0x6C }),
            amount: Some(if other_payment { 777 } else { 1_010 }),
            currency: Some(Currency::EUR),
            trace: Some(123 + number),
            original_trace: (self.kind == Kind::Reversal).then_some(123),
            receipt: Some(42 + u16::from(self.number)),
            time: Some(time(10, 11, 0, 0)),
            day: Some((3, 14)),
            terminal: Some(Printable::new("52500038", 8)),
            ..Status::default()
        }
    }

    fn of(status: &Status) -> Self {
        let number = u8::try_from(status.trace.unwrap() - 123).unwrap();
        let kind = if status.original_trace.is_some() { Kind::Reversal } else { Kind::Payment };
        Self { number, kind, good: status.result == Some(0) }
    }

    fn entry(self) -> Entry {
        entry_of(&self.status(), None, now()).unwrap()
    }
}

impl Said {
    fn reply(self) -> Reply {
        let completion = |status| Reply::Completion(Box::new(Completion { status, ..Completion::default() }));
        match self {
            Said::Accepted => Reply::accepted(),
            Said::NotRegistered => Reply::refused(0x6B),
            Said::Wait => Reply::refused(BUSY),
            Said::Already => Reply::refused(0xB4),
            Said::TakingBack => Reply::Intermediate { status: 0x05, minutes: None, text: Vec::new() },
            Said::Result(record) => Reply::Status(Box::new(record.status())),
            Said::Completed => completion(None),
            Said::Ready => completion(Some(0)),
            Said::Busy => completion(Some(BUSY)),
            Said::Aborted => Reply::Abort(Abort { code: 0x6C, ..Abort::default() }),
        }
    }
}

fn now() -> Timestamp {
    "2026-03-14T18:30:00Z".parse().unwrap()
}

/// An intent to reverse the payment, with what the terminal showed before.
pub(crate) fn intent(before: Option<Record>) -> Intent {
    let entry = Record::ORIGINAL.entry();
    let plan = Plan {
        kind: RemedyKind::Void,
        device: entry.device.clone(),
        request: request(RemedyKind::Void, &entry),
        entry: entry.clone(),
        reason: Printable::new("charged twice", 40),
        authoriser: Printable::new("the owner", 40),
        goods: Goods::NotHandedOver,
        archive: String::new(),
        made: now(),
    };
    let consent = Consent { who: Printable::new("technician", 40), how: ConsentHow::Flags, plan_hash: plan.hash() };
    let last = before.map(Record::entry);
    let pre_state = PreState { shown: None, last, entries: 1, total: entry.amount, read: now() };
    Intent { id: IntentId(String::new()), plan, consent, pre_state }
}

/// Whether nothing that the terminal shows stands against a reversal, and the driver would send it.
pub(crate) fn allows(before: Option<Record>) -> bool {
    let intent = intent(before);
    let now = Journal {
        device: Some(intent.plan.device.clone()),
        extent: Extent::Last,
        entries: intent.pre_state.last.iter().cloned().collect(),
        anomalies: Vec::new(),
    };
    let remedies = super::remedies(&intent.plan.entry, Some(&now));
    remedies.iter().all(|remedy| remedy.refusals.is_empty()) && command(&intent, Password::NONE).is_ok()
}

/// The driver's record of a conversation in which this was said; whether it came to its end.
fn talk(situation: Situation, request: &Request, synced: bool, heard: impl Iterator<Item = Said>) -> (Talk, bool) {
    let mut unwitnessed = Unwitnessed;
    let mut turn = Turn::new(situation, request, &mut unwitnessed);
    turn.talk.synced = synced;
    for said in heard {
        let reply = said.reply();
        let ending = match reply {
            Reply::Accepted { .. } | Reply::Refused { .. } => turn.answered(&reply),
            reply => turn.told(reply),
        };
        if let Some(ending) = ending {
            turn.talk.ending = ending;
            return (turn.talk, true);
        }
    }
    (turn.talk, false)
}

/// What the exchange of a reversal proves, how it ended, and whether what comes next belongs to the next one; nothing while it
/// goes on.
pub(crate) fn judged(
    before: Option<Record>,
    seen: impl Iterator<Item = Record>,
    synced: bool,
    heard: impl Iterator<Item = Said>,
    over: Over,
) -> Option<(Outcome, End, bool)> {
    let intent = intent(before);
    let request = command(&intent, Password::NONE).unwrap();
    let (mut talk, ended) = talk(Situation::Remedy, &request, synced, heard);
    match over {
        _ if ended => {}
        Over::NotYet => return None,
        Over::Silent => {}
        Over::Lost => talk.ending = Ending::Failed(DeviceError::Lost("unplugged".to_owned())),
    }
    let seen: Vec<Status> = seen.map(Record::status).collect();
    let clean = ended && talk.odd.is_empty();
    let target = Target::of(&intent, &seen);
    let end = target.end(&talk);
    Some((target.judge(&talk), end, clean && end != End::Open))
}

/// What a question was answered, and whether what comes next belongs to the next one; nothing while it goes on.
pub(crate) fn answered(enquiry: bool, heard: impl Iterator<Item = Said>) -> Option<(Answer, bool)> {
    let (situation, request) = match enquiry {
        true => {
            let password = Some(Password::NONE);
            (Situation::Resolving, Request::StatusEnquiry { password, service: None, tlv: None })
        }
        false => {
            let service = Some(repeat::STATUS | repeat::NO_PRINT);
            let password = Password::NONE;
            (Situation::Reading, Request::RepeatReceipt { password, service, which: None, range: None })
        }
    };
    let (talk, ended) = talk(situation, &request, true, heard);
    if !ended {
        return None;
    }
    let clean = talk.odd.is_empty();
    let answer = match talk.refusal() {
        Some(code) if code.value == BUSY => Answer::Busy,
        Some(_) if !enquiry => Answer::Refused,
        _ if enquiry => match Idle::told(talk, &request) {
            Ok(Idle::Ready(_)) => Answer::Ready,
            Ok(Idle::Busy) => Answer::Busy,
            Ok(Idle::Says(_)) | Err(_) => Answer::Else,
        },
        _ => match told(talk) {
            Last::Told(status) => Answer::Last(Record::of(&status)),
            Last::Nothing | Last::Refused(_) => Answer::Nothing,
        },
    };
    Some((answer, clean))
}

/// What is to be done next.
#[derive(Clone, Debug)]
pub(crate) enum Do {
    /// Nothing: it is settled, or stays unknown.
    Say(Outcome),
    /// To ask whether it is idle.
    Ask,
    /// To watch whether it stands.
    Watch,
}

/// What a last transaction calls for.
pub(crate) fn next(before: Option<Record>, last: Answer, end: End, consented: bool) -> Do {
    let intent = intent(before);
    let Some(baseline) = &intent.pre_state.last else {
        // The driver says so before it compares anything.
        return Do::Say(Outcome::Unknown { evidence: "no baseline".to_owned(), probe: String::new() });
    };
    match shown(last.last(), &Target::of(&intent, &[]), baseline, None, now()).next(end, consented) {
        Next::Settled(outcome) => Do::Say(outcome),
        Next::Ask => Do::Ask,
        Next::Watch => Do::Watch,
    }
}

/// Whether the last transaction is taken for this reversal.
pub(crate) fn is_ours(before: Option<Record>, last: Answer) -> bool {
    matches!(next(before, last, End::Completed, false), Do::Say(Outcome::Done { .. }))
}

/// What two readings with an idle terminal between them prove; nothing where they part.
pub(crate) fn confirmed(before: Option<Record>, first: Answer, second: Answer) -> Option<Outcome> {
    let intent = intent(before);
    let baseline = intent.pre_state.last.as_ref()?;
    let shown = |last: Answer| shown(last.last(), &Target::of(&intent, &[]), baseline, None, now());
    shown(first).confirmed(&shown(second), "idle")
}

impl Answer {
    fn last(self) -> Last {
        match self {
            Answer::Last(record) => Last::Told(Box::new(record.status())),
            Answer::Refused | Answer::Busy => Last::Refused(super::talk::result(0x83)),
            Answer::Nothing | Answer::Ready | Answer::Else => Last::Nothing,
        }
    }
}
