//! The shapes of JSON output, versioned by their `schema` and apart from the model. Amounts are
//! `{minor, currency}` in minor units; times of a device are `YYYY-MM-DDTHH:MM:SS` without a zone; times of this
//! machine are RFC 3339 in UTC.

use serde_json::{Map, Value, json};

use crate::model::{
    Anomaly, Capability, Entry, Health, HealthItem, Identity, IdentityProof, Money, Outcome, Plan, Refusal, Remedy,
    Support, VoidMark,
};
use crate::ops::browse::{ArchiveInfo, Finding, Findings, Inquiry, Known};
use crate::ops::state::Standings;
use crate::text::{Lang, Phrase};

pub(super) fn money(money: &Money) -> Value {
    json!({ "minor": money.minor, "currency": money.currency.code() })
}

pub(super) fn entry(entry: &Entry) -> Value {
    let references: Map<String, Value> = entry
        .references
        .iter()
        .map(|reference| (reference.name.as_str().to_owned(), json!(reference.value.as_str())))
        .collect();
    json!({
        "key": entry.key.as_str(),
        "device": entry.device.to_string(),
        "number": entry.number,
        "kind": entry.kind.as_str(),
        "amount": money(&entry.amount),
        "tip": entry.tip.as_ref().map(money),
        "result": entry.result.as_str(),
        "code": entry.code.as_str(),
        "time": entry.time.map(|time| time.civil.strftime("%Y-%m-%dT%H:%M:%S").to_string()),
        "card": entry.card.as_ref().map(ToString::to_string),
        "last4": entry.card.as_ref().map(|card| card.last4().to_owned()),
        "card_type": entry.card_type.as_str(),
        "brand": entry.brand.as_str(),
        "instalments": entry.instalments.map(|plan| json!({
            "count": plan.count,
            "amount": plan.amount.as_ref().map(money),
        })),
        "references": references,
        "printed": entry.printed.iter().map(|line| line.as_str()).collect::<Vec<_>>(),
        "void": void(entry.void),
        "provenance": entry.provenance.as_str(),
    })
}

fn void(mark: VoidMark) -> &'static str {
    match mark {
        VoidMark::NotTold => "not_told",
        VoidMark::Voided => "voided",
    }
}

/// `void` is the word of the device's journal, `remedy` that of our ledger.
pub(super) fn known(known: &Known, standings: &Standings) -> Value {
    let mut value = entry(&known.entry);
    let seen: Vec<Value> = known
        .seen
        .iter()
        .map(|seen| json!({ "at": seen.at.to_string(), "archive": &*seen.archive, "void": void(seen.void) }))
        .collect();
    if let Value::Object(fields) = &mut value {
        let remedy = standings.remedy(&known.entry.key).map(|(_, outcome)| outcome.as_str());
        fields.insert("remedy".into(), json!(remedy));
        fields.insert("seen".into(), json!(seen));
    }
    value
}

pub(super) fn archive(info: &ArchiveInfo, damage: Option<&str>) -> Value {
    json!({
        "path": info.path,
        "device": info.device.as_ref().map(ToString::to_string),
        "family": info.family.as_str(),
        "begun": info.begun.to_string(),
        "entries": info.entries,
        "extent": info.extent.as_str(),
        "hash": info.hash,
        "base": info.base,
        "partial": info.partial,
        "size": info.size,
        "verified": !info.partial && damage.is_none(),
        "damage": damage,
    })
}

pub(super) fn anomaly(anomaly: &Anomaly) -> Value {
    match anomaly {
        Anomaly::Duplicate { number } => json!({ "anomaly": "duplicate", "number": number }),
        Anomaly::Repeated { number } => json!({ "anomaly": "repeated", "number": number }),
        Anomaly::Gap { after, before } => json!({ "anomaly": "gap", "after": after, "before": before }),
        Anomaly::Unreadable { position, why } => {
            json!({ "anomaly": "unreadable", "position": position, "why": why })
        }
        Anomaly::OtherDevice { id } => json!({ "anomaly": "other_device", "device": id.to_string() }),
        Anomaly::NotOffered { way, answer } => {
            let code = answer.map(|code| code.to_string());
            json!({ "anomaly": "not_offered", "way": way.as_str(), "code": code })
        }
    }
}

pub(super) fn proof(proof: IdentityProof) -> Value {
    match proof {
        IdentityProof::Continuity { matched } => json!({ "proof": "continuity", "matched": matched }),
        IdentityProof::Told => json!({ "proof": "told" }),
        IdentityProof::Broken => json!({ "proof": "broken" }),
        IdentityProof::None => json!({ "proof": "none" }),
    }
}

pub(super) fn identity(identity: &Identity) -> Value {
    let mut value = json!({
        "family": identity.family.as_str(),
        "device": identity.id.as_ref().map(ToString::to_string),
        "merchant": identity.id.as_ref().map(|id| id.merchant.as_str().to_owned()),
        "terminal": identity.id.as_ref().map(|id| id.terminal.as_str().to_owned()),
    });
    if let (Value::Object(fields), Value::Object(more)) = (&mut value, proof(identity.proof)) {
        fields.extend(more);
    }
    value
}

pub(super) fn health(health: &Health) -> Value {
    items(&health.items)
}

/// `value` is the same in every language: numbers, names, amounts as `EUR 10.10`, codes without their meaning, and the few
/// English words of [`Told`](crate::model::Told).
fn items(items: &[HealthItem]) -> Value {
    items.iter().map(|item| json!({ "name": item.name, "value": item.value.to_string(), "good": item.good })).collect()
}

/// What a device answered beyond its journal.
pub(super) fn findings(what: Inquiry, found: &Findings) -> Value {
    let lines: Vec<&str> = found.lines.iter().map(|line| line.as_str()).collect();
    json!({ "what": what.as_str(), "items": items(&found.items), "lines": lines })
}

/// A finding of `check` or `reconcile`. `wait_until` is null, or `{at, what}` by the clock of the shop.
pub(super) fn finding(finding: &Finding, lang: Lang) -> Map<String, Value> {
    let read = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.read(lang)).collect::<Vec<_>>();
    let wait = finding
        .wait_until
        .as_ref()
        .map(|wait| json!({ "at": wait.at.strftime("%Y-%m-%dT%H:%M:%S").to_string(), "what": wait.what.read(lang) }));
    let mut fields = Map::new();
    fields.insert("id".into(), json!(finding.id.as_str()));
    fields.insert("severity".into(), json!(finding.severity.as_str()));
    fields.insert("entries".into(), finding.entries.iter().map(|key| key.as_str()).collect());
    fields.insert("evidence".into(), json!(read(&finding.evidence)));
    fields.insert("cause".into(), json!(finding.cause.read(lang)));
    fields.insert("remedy".into(), json!(finding.remedy.read(lang)));
    fields.insert("must_not".into(), json!(read(&finding.must_not)));
    fields.insert("wait_until".into(), json!(wait));
    fields
}

pub(super) fn capabilities(all: &[Capability]) -> Value {
    all.iter()
        .map(|one| {
            let support = match one.support {
                Support::Yes => "yes",
                Support::Partly => "partly",
                Support::No => "no",
            };
            json!({ "name": one.name, "support": support, "note": one.note })
        })
        .collect()
}

pub(super) fn remedy(remedy: &Remedy, explain: impl Fn(&Refusal) -> String) -> Value {
    let refusals: Vec<Value> =
        remedy.refusals.iter().map(|refusal| json!({ "code": refusal.as_str(), "why": explain(refusal) })).collect();
    json!({ "kind": remedy.kind.as_str(), "allowed": remedy.refusals.is_empty(), "refusals": refusals })
}

pub(super) fn plan(plan: &Plan) -> Value {
    json!({
        "hash": plan.hash(),
        "kind": plan.kind.as_str(),
        "device": plan.device.to_string(),
        "entry": entry(&plan.entry),
        "request": hex::encode(&plan.request),
        "reason": plan.reason.as_str(),
        "authoriser": plan.authoriser.as_str(),
        "goods": plan.goods.as_str(),
        "archive": plan.archive,
        "made": plan.made.to_string(),
    })
}

pub(super) fn outcome(outcome: &Outcome) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("outcome".into(), json!(outcome.as_str()));
    fields.insert("evidence".into(), json!(outcome.evidence()));
    if let Outcome::Unknown { probe, .. } = outcome {
        fields.insert("probe".into(), json!(probe));
    }
    fields
}
