//! What the tests of the rules share: archives of made-up entries, read one day after the other.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Facts, Given, Reading, Remedied, check};
use crate::diagnose::finding::{Finding, FindingId};
use crate::model::samples::device;
use crate::model::{Anomaly, Entry, Extent, IdentityProof, IntentId, Outcome, Stands, VoidMark, VoidedBy};

pub(super) use crate::model::samples::sale;

/// An archive of a whole memory.
#[derive(Clone, Debug)]
pub(super) struct Archive {
    entries: Vec<Entry>,
    anomalies: Vec<Anomaly>,
    pub(super) proof: IdentityProof,
}

impl Archive {
    /// One that follows nothing.
    pub(super) fn of(entries: Vec<Entry>) -> Self {
        Self { entries, anomalies: Vec::new(), proof: IdentityProof::Told }
    }

    /// With something odd.
    pub(super) fn odd(mut self, anomaly: Anomaly) -> Self {
        self.anomalies.push(anomaly);
        self
    }

    /// One that continues the archive before it.
    pub(super) fn follows(self, matched: usize) -> Self {
        Self { proof: IdentityProof::Continuity { matched }, ..self }
    }
}

/// The first archive is read then, each later one a day after.
fn noon() -> Timestamp {
    "2026-05-20T12:00:00Z".parse().unwrap()
}

pub(super) fn readings(archives: &[Archive]) -> Vec<Reading> {
    let reading = |(day, archive): (i64, &Archive)| Reading {
        at: noon() + (24 * day).hours(),
        hash: format!("{day:064}"),
        extent: Extent::Whole,
        entries: archive.entries.clone(),
        anomalies: archive.anomalies.clone(),
        proof: archive.proof,
    };
    (0..).zip(archives).map(reading).collect()
}

/// Facts of these archives and remedies; the device's own marks say what is voided.
pub(super) fn facts(archives: &[Archive], remedies: &[Remedied]) -> Facts {
    of_readings(readings(archives), remedies)
}

pub(super) fn of_readings(readings: Vec<Reading>, remedies: &[Remedied]) -> Facts {
    let stands = |entry: &Entry| match entry.void {
        VoidMark::Voided => Stands::Voided(VoidedBy::Journal),
        VoidMark::NotTold => Stands::AsRecorded,
    };
    let others = Vec::new();
    Facts::new(Given {
        device: device(),
        readings,
        remedies: remedies.to_vec(),
        others,
        stands: &stands,
        zone: TimeZone::UTC,
    })
}

/// A void of this sale from here, made durable between the first archive and the second.
pub(super) fn remedied(sale: &Entry, outcome: Option<Outcome>) -> Remedied {
    Remedied { intent: IntentId("writer-1".into()), entry: sale.clone(), at: noon() + 1.hours(), outcome }
}

pub(super) fn found_with(archives: &[Archive], remedies: &[Remedied], id: FindingId) -> Vec<Finding> {
    check(&facts(archives, remedies)).into_iter().filter(|finding| finding.id == id).collect()
}

pub(super) fn found_in(archives: &[Archive], id: FindingId) -> Vec<Finding> {
    found_with(archives, &[], id)
}

/// What is found in one archive with these entries.
pub(super) fn found(entries: &[Entry], id: FindingId) -> Vec<Finding> {
    found_in(&[Archive::of(entries.to_vec())], id)
}

/// The only finding.
#[track_caller]
pub(super) fn one(entries: &[Entry], id: FindingId) -> Finding {
    let mut found = found(entries, id);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}
