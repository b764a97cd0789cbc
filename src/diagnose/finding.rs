//! A finding: something wrong or worth asking, with what shows it, its likely cause, what to do and what must not be done.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::DateTime;

use crate::model::EntryKey;
use crate::text::Phrase;

macro_rules! ids {
    ($($id:ident)+) => {
        /// Which pattern a finding is of. `J`: seen in a journal and our own records of it. `B`: seen with a bill only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the names are those of the table in docs/findings.md")]
        pub enum FindingId {
            $($id),+
        }

        impl FindingId {
            /// All of them, in order.
            pub const ALL: &[FindingId] = &[$(FindingId::$id),+];

            /// Token used in JSON and on screen: `J06`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(FindingId::$id => stringify!($id)),+
                }
            }
        }
    };
}

ids! {
    J01 J02 J03 J04 J05 J06 J07 J08 J09 J10 J11 J12 J13 J14 J15 J16 J17 J18 J19 J20 J21 J22 J23 J24 J25 J26 J27 J28 J29 J30
    J31 J32 J33
    B01 B02 B03 B04 B05 B06 B07 B08 B09 B10 B11 B12 B13 B14 B15 B16
}

impl fmt::Display for FindingId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// How much a finding presses. The order is that of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Money may be wrong, or evidence is about to be lost.
    Urgent,
    /// Something is wrong and has to be looked at.
    Warning,
    /// Only a person can tell whether anything is wrong.
    Question,
    /// Good to know; nothing is wrong.
    Note,
}

impl Severity {
    /// All of them, the most urgent first.
    pub const ALL: &[Severity] = &[Severity::Urgent, Severity::Warning, Severity::Question, Severity::Note];

    /// Token used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Urgent => "urgent",
            Severity::Warning => "warning",
            Severity::Question => "question",
            Severity::Note => "note",
        }
    }
}

/// Until when nothing can be concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitUntil {
    /// The moment, by the clock of the shop.
    pub at: DateTime,
    /// What should have arrived by then.
    pub what: Phrase,
}

/// Something wrong, or a question for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which pattern.
    pub id: FindingId,
    /// How much it presses.
    pub severity: Severity,
    /// The entries that it speaks of; empty where it speaks of the journal as a whole.
    pub entries: Vec<EntryKey>,
    /// What shows it.
    pub evidence: Vec<Phrase>,
    /// The likely cause.
    pub cause: Phrase,
    /// What to do.
    pub remedy: Phrase,
    /// What must not be done.
    pub must_not: Vec<Phrase>,
    /// Until when nothing can be concluded, where waiting is part of the remedy.
    pub wait_until: Option<WaitUntil>,
}

impl Finding {
    /// The order of a list: by urgency, then by id, then by entries.
    pub fn order(&self, other: &Self) -> Ordering {
        (self.severity, self.id, &self.entries).cmp(&(other.severity, other.id, &other.entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    static TEXT: Text = Text { en: "a", es: "b", zh: "c", de: "d" };

    fn finding(severity: Severity, id: FindingId, entry: &str) -> Finding {
        Finding {
            id,
            severity,
            entries: vec![EntryKey::from_text(entry)],
            evidence: Vec::new(),
            cause: TEXT.plain(),
            remedy: TEXT.plain(),
            must_not: Vec::new(),
            wait_until: None,
        }
    }

    #[test]
    fn ids_are_named_as_in_the_table() {
        let names: Vec<&str> = FindingId::ALL.iter().map(|id| id.as_str()).collect();
        let wanted: Vec<String> =
            (1..=33).map(|n| format!("J{n:02}")).chain((1..=16).map(|n| format!("B{n:02}"))).collect();
        assert_eq!(names, wanted);
        assert_eq!(format!("{:>5}", FindingId::J06), "  J06");
    }

    #[test]
    fn the_most_urgent_comes_first_then_the_id_then_the_entries() {
        let mut list = [
            finding(Severity::Note, FindingId::J01, "a"),
            finding(Severity::Question, FindingId::J17, "b"),
            finding(Severity::Question, FindingId::J17, "a"),
            finding(Severity::Urgent, FindingId::B16, "a"),
            finding(Severity::Warning, FindingId::J33, "a"),
            finding(Severity::Warning, FindingId::J08, "z"),
        ];
        list.sort_by(Finding::order);
        let told: Vec<String> =
            list.iter().map(|one| format!("{} {} {}", one.severity.as_str(), one.id, one.entries[0])).collect();
        assert_eq!(
            told,
            ["urgent B16 a", "warning J08 z", "warning J33 a", "question J17 a", "question J17 b", "note J01 a"]
        );
        assert!(Severity::ALL.is_sorted());
    }
}
