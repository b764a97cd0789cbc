//! A finding on its way: entries and rows are numbers until it is ready.

use jiff::civil::DateTime;

use crate::diagnose::finding::{Finding, FindingId, Severity, WaitUntil};
use crate::diagnose::matching::Matching;
use crate::text::reconcile::finding as t;
use crate::text::{Lang, Phrase, Text};

/// A finding of a bill, being put together.
#[derive(Clone)]
pub(super) struct Told {
    id: FindingId,
    severity: Severity,
    entries: Vec<u32>,
    row: Option<u32>,
    evidence: Vec<Phrase>,
    cause: &'static Text,
    remedy: Phrase,
    must_not: Vec<Phrase>,
    until: Option<DateTime>,
}

impl Told {
    pub(super) fn new(id: FindingId, severity: Severity, cause: &'static Text) -> Self {
        let (entries, evidence, must_not) = (Vec::new(), Vec::new(), Vec::new());
        Self { id, severity, entries, row: None, evidence, cause, remedy: cause.plain(), must_not, until: None }
    }

    pub(super) fn of(self, entries: Vec<u32>) -> Self {
        Self { entries, ..self }
    }

    /// Names the row by which it stands in a list.
    pub(super) fn at(self, row: u32) -> Self {
        Self { row: Some(row), ..self }
    }

    pub(super) fn because(self, evidence: Vec<Phrase>) -> Self {
        Self { evidence, ..self }
    }

    pub(super) fn doing(self, remedy: impl Into<Phrase>) -> Self {
        Self { remedy: remedy.into(), ..self }
    }

    pub(super) fn never(mut self, what: &'static Text) -> Self {
        self.must_not.push(what.plain());
        self
    }

    pub(super) fn until(self, until: Option<DateTime>) -> Self {
        Self { until, ..self }
    }

    /// Nothing is wrong yet.
    pub(super) fn lighter(self) -> Self {
        Self { severity: Severity::Question, ..self }
    }

    /// Which finding, and by which row it stands in a list.
    pub(super) fn place(&self, matching: &Matching<'_>) -> (Option<(String, u32, u32)>, String) {
        let row = self.row.map(|row| {
            let (bill, told) = (matching.sides.sheet(row).bill, matching.sides.row(row));
            (bill.sha256.clone(), told.line, told.part)
        });
        let first = self.evidence.first().map(|phrase| phrase.read(Lang::En));
        (row, first.unwrap_or_default())
    }

    pub(super) fn finish(self, matching: &Matching<'_>) -> Finding {
        let mut entries: Vec<_> = self.entries.iter().map(|entry| matching.sides.entry(*entry).key.clone()).collect();
        entries.sort();
        entries.dedup();
        Finding {
            id: self.id,
            severity: self.severity,
            entries,
            evidence: self.evidence,
            cause: self.cause.plain(),
            remedy: self.remedy,
            must_not: self.must_not,
            wait_until: self.until.map(|at| WaitUntil { at, what: t::THE_ROW.plain() }),
        }
    }
}
