//! J33: not the device that it was.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::say::{self, Words};
use super::{Facts, Reading};
use crate::diagnose::finding::{Finding, FindingId, Severity};
use crate::model::{Anomaly, DeviceId, Entry, IdentityProof};
use crate::text::finding::care as words;

const WORDS: Words =
    Words { cause: &words::IDENTITY_CAUSE, remedy: &words::IDENTITY_DO, must_not: &words::IDENTITY_NOT };

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let mut found: Vec<Finding> = in_list(facts);
    let broken = facts.whole_pairs().into_iter().filter(|(_, after)| after.proof == IdentityProof::Broken);
    found.extend(broken.map(|(before, after)| contradicts(facts, before, after)));
    let same = |other: &&DeviceId| {
        **other != facts.device
            && other.family == facts.device.family
            && other.terminal == facts.device.terminal
            && !other.terminal.is_blank()
    };
    found.extend(facts.others.iter().filter(same).map(|other| {
        let evidence = words::SAME_TERMINAL.with([("id", other as &dyn Display)]);
        WORDS.finding(FindingId::J33, Severity::Warning, [], vec![evidence])
    }));
    found
}

/// One finding for each other device that a journal names.
fn in_list(facts: &Facts) -> Vec<Finding> {
    let odd = facts.readings.iter().flat_map(|reading| &reading.anomalies);
    let others: BTreeSet<&DeviceId> = odd
        .filter_map(|odd| match odd {
            Anomaly::OtherDevice { id } => Some(id),
            _ => None,
        })
        .collect();
    others
        .into_iter()
        .map(|id| {
            let evidence = vec![words::OTHER_IN_LIST.with([("id", id as &dyn Display)])];
            let mut theirs: Vec<&Entry> = facts
                .readings
                .iter()
                .flat_map(|reading| &reading.entries)
                .filter(|entry| entry.device == *id)
                .collect();
            theirs.sort_by(|left, right| left.key.cmp(&right.key));
            theirs.dedup_by(|left, right| left.key == right.key);
            WORDS.finding(FindingId::J33, Severity::Urgent, theirs, evidence)
        })
        .collect()
}

fn contradicts(facts: &Facts, before: &Reading, after: &Reading) -> Finding {
    let said = say::moment(words::CONTRADICTS.plain(), "before", before.at, facts);
    WORDS.finding(FindingId::J33, Severity::Urgent, [], vec![say::moment(said, "after", after.at, facts)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::check::bench::{Archive, facts, found_in, sale};
    use crate::diagnose::check::check;
    use crate::model::Family;

    #[test]
    fn another_memory_under_the_same_numbers_is_urgent() {
        let day = || vec![sale(1, 900, "2026-05-14T10:00:00", "4242")];
        let mut broken = Archive::of(day());
        broken.proof = IdentityProof::Broken;
        let found = found_in(&[Archive::of(day()), broken], FindingId::J33);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Urgent));
        assert!(found_in(&[Archive::of(day()), Archive::of(day()).follows(1)], FindingId::J33).is_empty());
    }

    #[test]
    fn records_of_another_device_and_the_same_terminal_elsewhere_are_told() {
        let id = DeviceId::new(Family::Transbank, "000000000001", "SIM00002");
        let mut theirs = sale(2, 900, "2026-05-14T10:00:00", "4242");
        theirs.device = id.clone();
        let archive = Archive::of(vec![theirs.clone()]).odd(Anomaly::OtherDevice { id: id.clone() });
        assert_eq!(found_in(&[archive], FindingId::J33)[0].entries, [theirs.key]);
        let mut facts = facts(&[Archive::of(vec![sale(1, 900, "2026-05-14T10:00:00", "4242")])], &[]);
        facts.others = vec![id, DeviceId::new(Family::Transbank, "000000000009", "SIM00001")];
        let told: Vec<FindingId> = check(&facts).iter().map(|finding| finding.id).collect();
        assert_eq!(told, [FindingId::J33], "the same terminal, another merchant");
    }
}
