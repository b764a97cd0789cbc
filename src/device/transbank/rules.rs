//! The decisions of this driver, asked one by one: each function here puts a symbol into the codec's own message and asks the
//! function that the driver asks. For the exploration in `ops`.

use std::sync::LazyLock;

use jiff::Timestamp;

use super::resolve::late;
use super::void::{Heed, Target};
use crate::model::samples::{device, pesos, sale};
use crate::model::{
    Consent, ConsentHow, Entry, Extent, Goods, Intent, IntentId, Journal, Outcome, Plan, PreState, Printable,
    RemedyKind, VoidMark,
};
use crate::protocol::transbank::codes::ResultCode;
use crate::protocol::transbank::{Answer, Message};

/// Something that a terminal says to a void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Said {
    /// 00.
    Done,
    /// 04: voided before.
    Already,
    /// 05: no such sale, a refusal before the host is asked.
    Refused,
    /// 16: trouble behind the terminal.
    Doubt,
    /// 00, for another operation.
    Other,
}

impl Said {
    pub(crate) const ALL: [Said; 5] = [Said::Done, Said::Already, Said::Refused, Said::Doubt, Said::Other];

    fn answer(self) -> Answer {
        let (code, operation) = match self {
            Said::Done => (0, 63),
            Said::Already => (4, 63),
            Said::Refused => (5, 63),
            Said::Doubt => (16, 63),
            Said::Other => (0, 62),
        };
        Answer::Void {
            result: ResultCode(code),
            merchant: device().merchant,
            terminal: device().terminal,
            authorisation: Printable::default(),
            operation: Some(operation),
        }
    }

    fn message(self) -> Message {
        self.answer().message()
    }
}

/// How a sale that was voided stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// As before.
    Unmarked,
    /// With the mark of a void.
    Marked,
    /// Not at all.
    Gone,
}

fn original() -> Entry {
    sale(63, 12_500, "2026-03-14T12:00:00", "4242")
}

/// An intent to void the sale.
pub(crate) fn intent() -> Intent {
    let entry = original();
    let plan = Plan {
        kind: RemedyKind::Void,
        device: device(),
        request: super::request(RemedyKind::Void, &entry),
        entry: entry.clone(),
        reason: Printable::new("charged twice", 40),
        authoriser: Printable::new("the owner", 40),
        goods: Goods::NotHandedOver,
        archive: String::new(),
        made: Timestamp::UNIX_EPOCH,
    };
    let consent = Consent { who: Printable::new("technician", 40), how: ConsentHow::Flags, plan_hash: plan.hash() };
    let read = Timestamp::UNIX_EPOCH;
    let pre_state = PreState { shown: Some(entry), last: None, entries: 2, total: pesos(13_000), read };
    Intent { id: IntentId(String::new()), plan, consent, pre_state }
}

/// Whether nothing that the list shows stands against a void.
pub(crate) fn list_allows(shape: Shape, voided: bool) -> bool {
    let entry = original();
    let shown = match (shape, voided) {
        (Shape::Gone, true) => None,
        (Shape::Marked, true) => Some(Entry { void: VoidMark::Voided, ..entry.clone() }),
        _ => Some(entry.clone()),
    };
    let entries = shown.into_iter().chain([sale(62, 500, "2026-03-14T11:00:00", "1111")]).collect();
    let now = Journal { device: Some(device()), extent: Extent::Whole, entries, anomalies: Vec::new() };
    super::remedies(&entry, Some(&now)).iter().all(|remedy| remedy.refusals.is_empty())
}

/// What an answer settles in an exchange of which this was heard; nothing where it is to be waited on.
pub(crate) fn taken(acknowledged: bool, odd: bool, again: bool, said: Said) -> Option<Outcome> {
    let odd = if odd { vec!["something".to_owned()] } else { Vec::new() };
    let mut heed = Heed { acknowledged, odd, ..Heed::default() };
    heed.take(&said.message(), again, &TARGET)
}

static TARGET: LazyLock<Target> = LazyLock::new(|| Target::of(&intent()));

/// Whether answers that were heard before forbid the request.
pub(crate) fn forbids(heard: impl Iterator<Item = Said>) -> bool {
    TARGET.was_voided(&heard.map(Said::message).collect::<Vec<_>>())
}

/// What answers that came when nobody waited settle; nothing where the list has to be asked.
pub(crate) fn came_late(heard: impl Iterator<Item = Said>) -> Option<Outcome> {
    late(&intent(), &heard.map(Said::answer).collect::<Vec<_>>(), Timestamp::UNIX_EPOCH)
}
