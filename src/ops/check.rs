//! Findings, from what the vault has of devices and from our ledger. No device is needed, and nothing is written.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Display;
use std::path::Path;

use jiff::tz::TimeZone;

use super::state::Standings;
use super::{Console, Failure, continuity};
use crate::diagnose::check::{self, Facts, Given, Reading, Remedied};
use crate::diagnose::finding::Finding;
use crate::model::{DeviceId, Entry, EntryKey, Extent, IdentityProof};
use crate::text::{Phrase, ops as words};
use crate::vault::archive::{ArchiveInfo, Saved};
use crate::vault::ledger::Case;

/// What was found on one device.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Which device.
    pub device: DeviceId,
    /// The most urgent first.
    pub findings: Vec<Finding>,
}

/// What was found, and what could not be looked at.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Each device that was looked through, in the order of their ids.
    pub devices: Vec<Checked>,
    /// A sentence for each archive that does not verify and had to be left out. One that is too damaged to tell its device is
    /// among them whichever device was asked for.
    pub left_out: Vec<Phrase>,
}

impl Look {
    /// Everything that was found, device by device.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.devices.iter().flat_map(|checked| &checked.findings)
    }
}

/// Looks through everything that the vault has of a device, or of each device that it knows. The shop's clock is taken to be in
/// the time zone of this machine.
pub fn look(console: &Console, device: Option<&DeviceId>) -> Result<Look, Failure> {
    look_in(console, device, &TimeZone::system())
}

/// The same, for shops whose clocks are in `zone`.
pub fn look_in(console: &Console, device: Option<&DeviceId>, zone: &TimeZone) -> Result<Look, Failure> {
    let cases = console.vault.ledger().cases()?;
    let sealed: Vec<ArchiveInfo> = console.vault.archives()?.into_iter().filter(|archive| !archive.partial).collect();
    // A remedy that is unknown counts where its archives are gone too.
    let known: BTreeSet<DeviceId> = sealed
        .iter()
        .filter_map(|archive| archive.device.clone())
        .chain(cases.iter().map(|case| case.intent.plan.device.clone()))
        .collect();
    let unlisted = sealed.iter().filter(|archive| archive.device.is_none() && archive.hash.is_empty());
    let mut look = Look { devices: Vec::new(), left_out: unlisted.map(|archive| left_out(&archive.path)).collect() };
    let standings = Standings::of_cases(&cases);
    for id in known.iter().filter(|id| device.is_none_or(|device| device == *id)) {
        let (archives, damaged) = continuity::all_readable(&console.vault, id)?;
        look.left_out.extend(damaged.iter().map(|path| left_out(path)));
        let facts = Facts::new(Given {
            device: id.clone(),
            readings: readings(archives),
            remedies: cases.iter().filter(|case| case.intent.plan.device == *id).map(remedied).collect(),
            others: known.iter().filter(|other| *other != id).cloned().collect(),
            stands: &|entry| standings.of(entry),
            zone: zone.clone(),
        });
        look.devices.push(Checked { device: id.clone(), findings: check::check(&facts) });
    }
    Ok(look)
}

/// Archives as readings, each with how it follows the whole one before it.
fn readings(mut archives: Vec<Saved>) -> Vec<Reading> {
    archives.sort_by(|left, right| (left.info.begun, &left.info.hash).cmp(&(right.info.begun, &right.info.hash)));
    let mut readings: Vec<Reading> = Vec::new();
    for archive in archives {
        let before = readings.iter().rfind(|reading| reading.extent == Extent::Whole);
        let proof = before.map_or(IdentityProof::Told, |before| follows(before, &archive));
        readings.push(Reading {
            at: archive.info.begun,
            hash: archive.info.hash,
            extent: archive.info.extent,
            entries: archive.entries,
            anomalies: archive.anomalies,
            proof,
        });
    }
    readings
}

/// Two memories without an entry follow each other like any that did not change. Where journals are read by receipt, one of which
/// nothing was printed again was closed: what was only told may be of the batch before.
fn follows(before: &Reading, archive: &Saved) -> IdentityProof {
    if before.entries.is_empty() && archive.entries.is_empty() {
        return IdentityProof::Continuity { matched: 0 };
    }
    let proof = continuity::compare(&before.entries, &archive.entries);
    let printed = |entries: &[Entry]| -> HashSet<EntryKey> {
        entries.iter().filter(|entry| !entry.printed.is_empty()).map(|entry| entry.key.clone()).collect()
    };
    let closed = || {
        let earlier = printed(&before.entries);
        !earlier.is_empty() && printed(&archive.entries).is_disjoint(&earlier)
    };
    match proof {
        IdentityProof::Continuity { .. } if archive.info.family.reads_by_receipt() && closed() => IdentityProof::Told,
        proof => proof,
    }
}

fn remedied(case: &Case) -> Remedied {
    Remedied {
        intent: case.intent.id.clone(),
        entry: case.intent.plan.entry.clone(),
        at: case.at,
        outcome: case.outcome.clone(),
    }
}

fn left_out(path: &Path) -> Phrase {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    words::ARCHIVE_LEFT_OUT.with([("file", &name as &dyn Display)])
}
