//! Which patterns are looked for in which family.

use crate::diagnose::finding::FindingId;
use crate::model::Family;

/// Whether a pattern is looked for. The words are those of the table in `docs/findings.md`, which gives the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// It is found where it happened and the journal was pulled.
    Detected,
    /// Some of its cases are found.
    Partly,
    /// The family tells nothing that could show it.
    NotVisible,
    /// The family tells it, or might; we do not look.
    NotDetected,
}

impl Cover {
    /// The words of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Cover::Detected => "detected",
            Cover::Partly => "partly",
            Cover::NotVisible => "not visible",
            Cover::NotDetected => "not detected",
        }
    }

    /// Whether a rule runs for it.
    pub fn is_looked_for(self) -> bool {
        matches!(self, Cover::Detected | Cover::Partly)
    }
}

use Cover::{Detected, NotDetected, NotVisible, Partly};
use FindingId as Id;

/// Every pattern of a journal with what is looked for, in the order Transbank, ZVT.
pub const COVERAGE: &[(FindingId, Cover, Cover)] = &[
    (Id::J01, NotVisible, NotVisible),
    (Id::J02, Partly, Partly),
    (Id::J03, NotVisible, NotVisible),
    (Id::J04, NotVisible, NotVisible),
    (Id::J05, NotVisible, NotVisible),
    (Id::J06, Partly, Partly),
    (Id::J07, Partly, Partly),
    (Id::J08, Detected, Partly),
    (Id::J09, NotVisible, NotVisible),
    (Id::J10, Partly, Partly),
    (Id::J11, Partly, Partly),
    (Id::J12, Partly, Partly),
    (Id::J13, Partly, Partly),
    (Id::J14, Partly, Partly),
    (Id::J15, Partly, Detected),
    (Id::J16, Partly, Partly),
    (Id::J17, Detected, Detected),
    (Id::J18, Partly, Partly),
    (Id::J19, NotVisible, NotVisible),
    (Id::J20, NotVisible, NotVisible),
    (Id::J21, Partly, Partly),
    (Id::J22, Partly, Partly),
    (Id::J23, Partly, Partly),
    (Id::J24, Partly, Partly),
    (Id::J25, NotVisible, NotVisible),
    (Id::J26, NotVisible, NotDetected),
    (Id::J27, Detected, Detected),
    (Id::J28, NotVisible, NotVisible),
    (Id::J29, NotVisible, NotVisible),
    (Id::J30, NotVisible, NotDetected),
    (Id::J31, NotVisible, NotVisible),
    (Id::J32, Partly, Partly),
    (Id::J33, Partly, Partly),
];

/// Whether a pattern is looked for in a family. Patterns of bills are not.
pub(super) fn of(id: FindingId, family: Family) -> Cover {
    let line = COVERAGE.iter().find(|(known, ..)| *known == id);
    line.map_or(NotVisible, |(_, transbank, zvt)| match family {
        Family::Transbank => *transbank,
        Family::Zvt => *zvt,
    })
}
