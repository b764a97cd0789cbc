//! How the events of the ledger are written: types of their own, versioned with the ledger.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::dto::{self, EntryDto, MoneyDto, printable, token};
use super::ledger::Event;
use crate::model::{
    Consent, ConsentHow, DeviceId, EntryKey, Goods, Intent, IntentId, Outcome, Plan, PreState, RemedyKind,
};

/// An event, the part of a line between its place in the chain and its hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum EventDto {
    Visit {
        port: String,
        device: Option<String>,
        consent: String,
    },
    Pulled {
        device: Option<String>,
        archive: String,
        entries: u64,
    },
    Reprinted {
        device: Option<String>,
        wanted: String,
        printed: String,
    },
    Intent(Box<IntentDto>),
    Answer {
        intent: String,
        text: String,
    },
    Outcome {
        intent: String,
        outcome: String,
        evidence: String,
        probe: Option<String>,
        by: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        over: Vec<String>,
    },
    Upkeep {
        text: String,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct IntentDto {
    id: String,
    plan: PlanDto,
    consent: ConsentDto,
    pre_state: PreStateDto,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct PlanDto {
    kind: String,
    device: String,
    entry: EntryDto,
    request: String,
    reason: String,
    authoriser: String,
    goods: String,
    archive: String,
    made: Timestamp,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct ConsentDto {
    who: String,
    how: String,
    plan_hash: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct PreStateDto {
    /// The entry as shown then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<EntryDto>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<EntryDto>,
    entries: u64,
    total: MoneyDto,
    read: Timestamp,
}

fn name(device: &Option<DeviceId>) -> Option<String> {
    device.as_ref().map(DeviceId::to_string)
}

fn named(device: Option<&String>) -> Result<Option<DeviceId>, String> {
    device.map(|text| dto::device(text)).transpose()
}

fn count(number: u64) -> Result<usize, String> {
    usize::try_from(number).map_err(|_| "a count out of range".to_owned())
}

impl From<&Intent> for IntentDto {
    fn from(intent: &Intent) -> Self {
        let plan = &intent.plan;
        Self {
            id: intent.id.to_string(),
            plan: PlanDto {
                kind: plan.kind.as_str().to_owned(),
                device: plan.device.to_string(),
                entry: EntryDto::from(&plan.entry),
                request: hex::encode(&plan.request),
                reason: plan.reason.to_string(),
                authoriser: plan.authoriser.to_string(),
                goods: plan.goods.as_str().to_owned(),
                archive: plan.archive.clone(),
                made: plan.made,
            },
            consent: ConsentDto {
                who: intent.consent.who.to_string(),
                how: intent.consent.how.as_str().to_owned(),
                plan_hash: intent.consent.plan_hash.clone(),
            },
            pre_state: PreStateDto {
                entry: intent.pre_state.shown.as_ref().map(EntryDto::from),
                last: intent.pre_state.last.as_ref().map(EntryDto::from),
                entries: intent.pre_state.entries as u64,
                total: MoneyDto::from(&intent.pre_state.total),
                read: intent.pre_state.read,
            },
        }
    }
}

impl IntentDto {
    fn read(&self) -> Result<Intent, String> {
        let plan = &self.plan;
        let goods = [Goods::HandedOver, Goods::NotHandedOver];
        let how = [ConsentHow::Typed, ConsentHow::Flags];
        Ok(Intent {
            id: IntentId(printable(&self.id).to_string()),
            plan: Plan {
                kind: token("remedy", &[RemedyKind::Void], RemedyKind::as_str, &plan.kind)?,
                device: dto::device(&plan.device)?,
                entry: plan.entry.read()?,
                request: hex::decode(&plan.request).map_err(|_| "a request that is not hex")?,
                reason: printable(&plan.reason),
                authoriser: printable(&plan.authoriser),
                goods: token("goods", &goods, Goods::as_str, &plan.goods)?,
                archive: hash(&plan.archive),
                made: plan.made,
            },
            consent: Consent {
                who: printable(&self.consent.who),
                how: token("way of consent", &how, ConsentHow::as_str, &self.consent.how)?,
                plan_hash: hash(&self.consent.plan_hash),
            },
            pre_state: PreState {
                shown: self.pre_state.entry.as_ref().map(EntryDto::read).transpose()?,
                last: self.pre_state.last.as_ref().map(EntryDto::read).transpose()?,
                entries: count(self.pre_state.entries)?,
                total: self.pre_state.total.read()?,
                read: self.pre_state.read,
            },
        })
    }
}

/// A hash from a file: hex digits only. Not [`printable`], which would take a run of decimal digits for a card number.
fn hash(text: &str) -> String {
    text.chars().filter(char::is_ascii_hexdigit).take(128).collect()
}

/// Hashes of ledger lines: whole ones, nothing else.
fn hashes(lines: &[String]) -> Vec<String> {
    lines.iter().filter(|line| line.len() == 64 && hash(line) == **line).cloned().collect()
}

impl From<&Event> for EventDto {
    fn from(event: &Event) -> Self {
        match event {
            Event::Visit { port, device, consent } => {
                Self::Visit { port: dto::lines(port), device: name(device), consent: dto::lines(consent) }
            }
            Event::Pulled { device, archive, entries } => {
                Self::Pulled { device: name(device), archive: hash(archive), entries: *entries as u64 }
            }
            Event::Reprinted { device, wanted, printed } => {
                Self::Reprinted { device: name(device), wanted: wanted.to_string(), printed: dto::lines(printed) }
            }
            Event::Intent(intent) => Self::Intent(Box::new(IntentDto::from(intent.as_ref()))),
            Event::Answer { intent, text } => Self::Answer { intent: intent.to_string(), text: dto::lines(text) },
            Event::Outcome { intent, outcome, by, over } => Self::Outcome {
                intent: intent.to_string(),
                outcome: outcome.as_str().to_owned(),
                evidence: dto::lines(outcome.evidence()),
                probe: match outcome {
                    Outcome::Unknown { probe, .. } => Some(dto::lines(probe)),
                    Outcome::Done { .. } | Outcome::NotDone { .. } => None,
                },
                by: by.as_deref().map(dto::lines),
                over: hashes(over),
            },
            Event::Upkeep { text } => Self::Upkeep { text: dto::lines(text) },
        }
    }
}

impl EventDto {
    /// The event, or what in it is not understood.
    pub(super) fn read(&self) -> Result<Event, String> {
        let intent = |text: &str| IntentId(printable(text).to_string());
        Ok(match self {
            Self::Visit { port, device, consent } => {
                Event::Visit { port: dto::lines(port), device: named(device.as_ref())?, consent: dto::lines(consent) }
            }
            Self::Pulled { device, archive, entries } => {
                Event::Pulled { device: named(device.as_ref())?, archive: hash(archive), entries: count(*entries)? }
            }
            Self::Reprinted { device, wanted, printed } => Event::Reprinted {
                device: named(device.as_ref())?,
                wanted: EntryKey::from_text(wanted),
                printed: dto::lines(printed),
            },
            Self::Intent(dto) => Event::Intent(Box::new(dto.read()?)),
            Self::Answer { intent: id, text } => Event::Answer { intent: intent(id), text: dto::lines(text) },
            Self::Outcome { intent: id, outcome, evidence, probe, by, over } => Event::Outcome {
                intent: intent(id),
                outcome: read_outcome(outcome, dto::lines(evidence), probe.as_deref())?,
                by: by.as_deref().map(dto::lines),
                over: hashes(over),
            },
            Self::Upkeep { text } => Event::Upkeep { text: dto::lines(text) },
        })
    }
}

fn read_outcome(name: &str, evidence: String, probe: Option<&str>) -> Result<Outcome, String> {
    match name {
        "done" => Ok(Outcome::Done { evidence }),
        "not_done" => Ok(Outcome::NotDone { evidence }),
        "unknown" => Ok(Outcome::Unknown { evidence, probe: dto::lines(probe.unwrap_or("")) }),
        _ => Err("an outcome that is not known".to_owned()),
    }
}
