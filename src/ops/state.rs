//! How entries stand: the device's void mark and the cases of our ledger, put together in this one place.

use std::collections::HashMap;

use super::{Failure, recover};
use crate::model::{Entry, EntryKey, IntentId, Outcome, Stands, VoidMark, VoidedBy};
use crate::vault::Vault;
use crate::vault::ledger::Case;

/// What the ledger says of remedies, by entry.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    of: HashMap<EntryKey, Word>,
}

/// The telling case of an entry.
#[derive(Clone, Debug)]
struct Word {
    intent: IntentId,
    outcome: Outcome,
    by_person: bool,
}

impl Standings {
    /// From the ledger of a vault.
    pub fn of_vault(vault: &Vault) -> Result<Self, Failure> {
        Ok(Self::of_cases(&vault.ledger().cases()?))
    }

    /// From cases, oldest first. Of several for one entry an open one tells, before one that took effect, before the
    /// newest.
    pub fn of_cases(cases: &[Case]) -> Self {
        let mut of: HashMap<EntryKey, Word> = HashMap::new();
        for case in cases {
            let outcome = case.outcome.clone().unwrap_or_else(recover::nothing_recorded);
            let key = &case.intent.plan.entry.key;
            if of.get(key).is_some_and(|before| weight(&before.outcome) > weight(&outcome)) {
                continue;
            }
            let by_person = case.by.is_some();
            of.insert(key.clone(), Word { intent: case.intent.id.clone(), outcome, by_person });
        }
        Self { of }
    }

    /// How an entry stands. A void that is unknown is said before the device's own mark: it still has to be settled.
    pub fn of(&self, entry: &Entry) -> Stands {
        let marked = entry.void == VoidMark::Voided;
        match self.of.get(&entry.key) {
            Some(Word { outcome: Outcome::Unknown { .. }, intent, .. }) => Stands::VoidUnknown(intent.clone()),
            Some(Word { outcome: Outcome::Done { .. }, by_person: true, .. }) => Stands::Voided(VoidedBy::Person),
            Some(Word { outcome: Outcome::Done { .. }, .. }) => Stands::Voided(VoidedBy::Us),
            _ if marked => Stands::Voided(VoidedBy::Journal),
            Some(Word { outcome: Outcome::NotDone { .. }, .. }) => Stands::VoidNotDone,
            None => Stands::AsRecorded,
        }
    }

    /// What our ledger alone says of an entry: the intent and how it ended.
    pub fn remedy(&self, key: &EntryKey) -> Option<(&IntentId, &Outcome)> {
        self.of.get(key).map(|word| (&word.intent, &word.outcome))
    }
}

fn weight(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::NotDone { .. } => 0,
        Outcome::Done { .. } => 1,
        Outcome::Unknown { .. } => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{device, sale};
    use crate::model::{Consent, ConsentHow, Goods, Intent, Plan, PreState, Printable, RemedyKind};

    fn entry() -> Entry {
        sale(63, 500, "2026-05-14T12:00:00", "4242")
    }

    fn case(id: &str, outcome: Option<&str>, by: Option<&str>) -> Case {
        let evidence = "e".to_owned();
        let plan = Plan {
            kind: RemedyKind::Void,
            device: device(),
            entry: entry(),
            request: Vec::new(),
            reason: Printable::new("r", 9),
            authoriser: Printable::new("a", 9),
            goods: Goods::NotHandedOver,
            archive: String::new(),
            made: jiff::Timestamp::UNIX_EPOCH,
        };
        let consent = Consent { who: Printable::new("w", 9), how: ConsentHow::Flags, plan_hash: plan.hash() };
        let pre_state = PreState {
            shown: Some(entry()),
            last: None,
            entries: 1,
            total: entry().amount,
            read: jiff::Timestamp::UNIX_EPOCH,
        };
        Case {
            intent: Intent { id: IntentId(id.to_owned()), plan, consent, pre_state },
            at: jiff::Timestamp::UNIX_EPOCH,
            outcome: outcome.map(|outcome| match outcome {
                "done" => Outcome::Done { evidence },
                "not_done" => Outcome::NotDone { evidence },
                _ => Outcome::Unknown { evidence, probe: String::new() },
            }),
            by: by.map(str::to_owned),
            own: true,
            contested: Vec::new(),
        }
    }

    fn stands(cases: &[Case], mark: VoidMark) -> Stands {
        Standings::of_cases(cases).of(&Entry { void: mark, ..entry() })
    }

    #[test]
    fn mark_and_ledger_together() {
        let unknown = |id: &str| Stands::VoidUnknown(IntentId(id.to_owned()));
        let (not_told, marked) = (VoidMark::NotTold, VoidMark::Voided);
        for (cases, mark, wanted) in [
            (vec![], not_told, Stands::AsRecorded),
            (vec![], marked, Stands::Voided(VoidedBy::Journal)),
            (vec![case("1", Some("done"), None)], not_told, Stands::Voided(VoidedBy::Us)),
            (vec![case("1", Some("done"), Some("Ana"))], marked, Stands::Voided(VoidedBy::Person)),
            (vec![case("1", Some("not_done"), None)], not_told, Stands::VoidNotDone),
            (vec![case("1", Some("not_done"), None)], marked, Stands::Voided(VoidedBy::Journal)),
            (vec![case("1", Some("unknown"), None)], not_told, unknown("1")),
            (vec![case("1", None, None)], marked, unknown("1")),
            // Several cases of one entry.
            (vec![case("1", None, None), case("2", Some("done"), None)], not_told, unknown("1")),
            (
                vec![case("1", Some("done"), None), case("2", Some("not_done"), None)],
                not_told,
                Stands::Voided(VoidedBy::Us),
            ),
            (vec![case("1", Some("unknown"), None), case("2", None, None)], not_told, unknown("2")),
        ] {
            assert_eq!(stands(&cases, mark), wanted, "{cases:?}");
        }
        let other = sale(64, 500, "2026-05-14T12:00:00", "4242");
        assert_eq!(Standings::of_cases(&[case("1", None, None)]).of(&other), Stands::AsRecorded);
    }
}
