//! One transaction of a device's journal.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Card, Code, CodeKind, DeviceId, DeviceTime, Family, Money, Printable};

/// Names one entry for ever: `family:terminal:number:digest`. The device's own numbers wrap and restart, so a digest
/// of the immutable fields is part of the key. Clones share one text: lists, filters and indexes all hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(Arc<str>);

impl EntryKey {
    /// The key of an entry with these immutable facts.
    pub fn new(device: &DeviceId, number: u32, digest: &str) -> Self {
        Self(format!("{}:{}:{number}:{digest}", device.family, device.terminal).into())
    }

    /// A key read back from a file or a command line; it is only ever compared.
    pub fn from_text(text: &str) -> Self {
        Self(Printable::new(text, 80).as_str().into())
    }

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

/// Eight hex digits over the given immutable fields (SHA-256, each field closed by a zero byte).
pub fn digest_of<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update(field.as_bytes());
        hash.update([0]);
    }
    hex::encode(&hash.finalize()[..4])
}

/// What kind of transaction an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A payment.
    Sale,
    /// A void (*anulación*, *Storno*) recorded as a transaction of its own.
    Void,
    /// Money given back without taking a payment away (*devolución*, *Gutschrift*).
    Refund,
    /// Something else, or a record that we cannot place.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: &[Kind] = &[Kind::Sale, Kind::Void, Kind::Refund, Kind::Other];

    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Sale => "sale",
            Kind::Void => "void",
            Kind::Refund => "refund",
            Kind::Other => "other",
        }
    }
}

/// How the transaction ended as far as this device knows. Never "money taken".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryResult {
    /// Approved here.
    Approved,
    /// Declined here.
    Declined,
    /// The device's record does not settle it.
    Unknown,
}

impl EntryResult {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EntryResult::Approved => "approved",
            EntryResult::Declined => "declined",
            EntryResult::Unknown => "unknown",
        }
    }
}

/// Which account a card draws on, where it matters for what may be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardType {
    /// Credit.
    Credit,
    /// Debit.
    Debit,
    /// Not told, or a word that we do not know.
    Unknown,
}

impl CardType {
    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            CardType::Credit => "credit",
            CardType::Debit => "debit",
            CardType::Unknown => "unknown",
        }
    }
}

/// How we know an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// A structured record of the device.
    Structured,
    /// Read out of a receipt that the device printed to us: for display; money asks the device again.
    Print,
    /// Typed by a person from a paper receipt.
    Typed,
}

impl Provenance {
    /// All ways.
    pub const ALL: &[Provenance] = &[Provenance::Structured, Provenance::Print, Provenance::Typed];

    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Provenance::Structured => "structured",
            Provenance::Print => "parsed_from_print",
            Provenance::Typed => "typed",
        }
    }
}

/// What the device's journal shows of a void of this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoidMark {
    /// Nothing in the journal speaks of a void (which proves nothing where the family does not mark voids).
    NotTold,
    /// The journal shows this entry as voided, or a void of it.
    Voided,
}

/// Names of references, in the words of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RefName {
    /// Authorisation code of the issuer.
    AuthorisationCode,
    /// Ticket or invoice number that the till gave.
    Ticket,
    /// Employee or cashier number.
    Employee,
    /// Accounting date (debit), as the device writes it.
    AccountingDate,
    /// Account, masked.
    Account,
    /// Merchant code of the provider in multi-code shops.
    Provider,
    /// The operation number of another entry which this record speaks of.
    Original,
    /// Trace number that the terminal gave (STAN).
    Trace,
    /// Trace number of the payment that this record takes back.
    OriginalTrace,
    /// Turnover record number.
    Turnover,
    /// Number of the merchant's contract, which may differ by card scheme.
    Contract,
}

impl RefName {
    /// All names.
    pub const ALL: &[RefName] = &[
        RefName::AuthorisationCode,
        RefName::Ticket,
        RefName::Employee,
        RefName::AccountingDate,
        RefName::Account,
        RefName::Provider,
        RefName::Original,
        RefName::Trace,
        RefName::OriginalTrace,
        RefName::Turnover,
        RefName::Contract,
    ];

    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RefName::AuthorisationCode => "authorisation_code",
            RefName::Ticket => "ticket",
            RefName::Employee => "employee",
            RefName::AccountingDate => "accounting_date",
            RefName::Account => "account",
            RefName::Provider => "provider",
            RefName::Original => "original",
            RefName::Trace => "trace",
            RefName::OriginalTrace => "original_trace",
            RefName::Turnover => "turnover_record",
            RefName::Contract => "contract",
        }
    }
}

/// A reference with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Which reference.
    pub name: RefName,
    /// Its value, harmless.
    pub value: Printable,
}

impl Reference {
    /// The value as it may be shown. An account may be a card number that the device did not mask: never more than its
    /// first six and last four.
    pub fn shown(&self) -> String {
        match self.name {
            RefName::Account => {
                Card::mask(self.value.as_str().trim()).map_or_else(|| "******".to_owned(), |card| card.to_string())
            }
            _ => self.value.as_str().trim().to_owned(),
        }
    }
}

/// Payment in instalments (*cuotas*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalments {
    /// How many.
    pub count: u8,
    /// Amount of one, where told.
    pub amount: Option<Money>,
}

/// One entry of a journal: facts that never change, and what the journal showed of it when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names it for ever.
    pub key: EntryKey,
    /// Whose journal.
    pub device: DeviceId,
    /// The device's own number (Transbank: operation number; ZVT: receipt number); 0 where it told none.
    pub number: u32,
    /// Kind of transaction.
    pub kind: Kind,
    /// How it ended here.
    pub result: EntryResult,
    /// The family's result code as told.
    pub code: Printable,
    /// Amount, tip and change not included unless the device includes them.
    pub amount: Money,
    /// Tip.
    pub tip: Option<Money>,
    /// Time by the device's clock.
    pub time: Option<DeviceTime>,
    /// Card, masked.
    pub card: Option<Card>,
    /// Credit or debit.
    pub card_type: CardType,
    /// Brand as the family writes it (`VI`), shown as it is where unknown.
    pub brand: Printable,
    /// Instalments.
    pub instalments: Option<Instalments>,
    /// Every other number one may have to quote, in the family's order.
    pub references: Vec<Reference>,
    /// The device's own receipt, line by line as it printed it to us; empty where it never did.
    pub printed: Vec<Printable>,
    /// How we know it.
    pub provenance: Provenance,
    /// What the journal shows of a void.
    pub void: VoidMark,
}

impl Entry {
    /// The value of a reference, where the entry has it.
    pub fn reference(&self, name: RefName) -> Option<&Printable> {
        self.references.iter().find(|reference| reference.name == name).map(|reference| &reference.value)
    }

    /// Whether this entry says that it took `sale` back: an approved void, or the refund that some devices make of one, of the
    /// same device, which names the trace number of the sale (its own, known) and has its amount.
    pub fn takes_back(&self, sale: &Entry) -> bool {
        // Receipts print trace numbers with leading zeros or without; one of nothing but zeros is none.
        let trace = |entry: &Entry, name| {
            let value = entry.reference(name)?.as_str().trim().trim_start_matches('0').to_owned();
            (!value.is_empty()).then_some(value)
        };
        let own = trace(sale, RefName::Trace);
        matches!(self.kind, Kind::Void | Kind::Refund)
            && self.result == EntryResult::Approved
            && self.device == sale.device
            && own.is_some()
            && trace(self, RefName::OriginalTrace) == own
            && self.amount.same_amount(&sale.amount)
    }

    /// The device's own number as its receipts print it.
    pub fn number_text(&self) -> String {
        match self.device.family {
            Family::Transbank => format!("{:06}", self.number),
            Family::Zvt => format!("{:04}", self.number),
        }
    }

    /// The result code, where it is one of the family's. What a receipt prints may be the code of the host.
    pub fn result_code(&self) -> Option<Code> {
        match self.provenance {
            Provenance::Structured => Code::parse(self.device.family, CodeKind::Result, self.code.as_str().trim()),
            Provenance::Print | Provenance::Typed => None,
        }
    }

    /// Puts together what two readings tell of the same transaction: a structured record stands over what was read out of
    /// print, and only what it lacks is taken from the other. The void mark is left to who knows which reading is newer.
    pub fn complete_with(&mut self, other: &Entry) {
        let other = if self.provenance != Provenance::Structured && other.provenance == Provenance::Structured {
            &std::mem::replace(self, other.clone())
        } else {
            other
        };
        if self.printed.is_empty() {
            self.printed.clone_from(&other.printed);
        }
        if self.time.is_none() {
            self.time = other.time;
        }
        if self.card.is_none() {
            self.card.clone_from(&other.card);
        }
        for reference in &other.references {
            if self.reference(reference.name).is_none() {
                self.references.push(reference.clone());
            }
        }
    }
}

/// Something odd in a journal, told rather than repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anomaly {
    /// The same number stands more than once with different facts: none of them may be voided by number.
    Duplicate {
        /// The device's number.
        number: u32,
    },
    /// The same record was sent more than once; it is kept once.
    Repeated {
        /// The device's number.
        number: u32,
    },
    /// Numbers are missing between two neighbours (a refused sale may have used one).
    Gap {
        /// Last number before the gap.
        after: u32,
        /// First number behind it.
        before: u32,
    },
    /// A record that could not be read, kept as redacted bytes in the archive.
    Unreadable {
        /// Its place in the list, from 1.
        position: usize,
        /// What was wrong, in English, harmless.
        why: String,
    },
    /// Records of more than one terminal came in one list.
    OtherDevice {
        /// The other id.
        id: DeviceId,
    },
    /// The device does not offer a way to read that others of its family have: what it would tell stays unknown.
    NotOffered {
        /// Which way.
        way: Way,
        /// The code with which it refused; `None`: it told nothing that can be used.
        answer: Option<Code>,
    },
}

/// A way to read that a device may not offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// The last transaction.
    Last,
    /// Which receipts the open batch holds.
    Range,
    /// A receipt by its number.
    Receipt,
}

impl Way {
    /// All ways.
    pub const ALL: &[Way] = &[Way::Last, Way::Range, Way::Receipt];

    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Last => "last_transaction",
            Way::Range => "receipt_range",
            Way::Receipt => "receipt_by_number",
        }
    }
}

/// What the entries of a journal stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// All of the device's memory: what is not there is not in it.
    #[default]
    Whole,
    /// The last transaction, and what else silent queries tell. That another one is not there says nothing.
    Last,
}

impl Extent {
    /// Both.
    pub const ALL: &[Extent] = &[Extent::Whole, Extent::Last];

    /// Token used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Extent::Whole => "whole",
            Extent::Last => "last",
        }
    }
}

/// A journal as read at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// Who told it; `None` when nothing in it named the device.
    pub device: Option<DeviceId>,
    /// What the entries stand for.
    pub extent: Extent,
    /// Entries in the device's order.
    pub entries: Vec<Entry>,
    /// What was odd.
    pub anomalies: Vec<Anomaly>,
}

impl Journal {
    /// The one entry with this number, or `None` where there is none or more than one.
    pub fn by_number(&self, number: u32) -> Option<&Entry> {
        let mut found = self.entries.iter().filter(|entry| entry.number == number);
        match (found.next(), found.next()) {
            (Some(entry), None) => Some(entry),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    #[test]
    fn only_an_approved_void_or_refund_that_names_the_trace_and_the_amount_takes_a_sale_back() {
        let reference = |name, value: &str| Reference { name, value: Printable::new(value, 12) };
        let traced = |trace: &str| {
            let mut sale = samples::sale(41, 2_499, "2026-03-14T10:00:00", "8834");
            sale.references = vec![reference(RefName::Trace, trace)];
            sale
        };
        let sale = traced("17");
        let back = |change: &dyn Fn(&mut Entry)| {
            let mut void = samples::sale(45, 2_499, "2026-03-14T10:30:00", "8834");
            void.kind = Kind::Void;
            void.references = vec![reference(RefName::Trace, "000021"), reference(RefName::OriginalTrace, "000017")];
            change(&mut void);
            void
        };
        for yes in [back(&|_| {}), back(&|void| void.kind = Kind::Refund)] {
            assert!(yes.takes_back(&sale) && !sale.takes_back(&yes), "{yes:?}");
        }
        let nothing: [&dyn Fn(&mut Entry); 8] = [
            &|void| void.kind = Kind::Sale,
            &|void| void.kind = Kind::Other,
            &|void| void.result = EntryResult::Declined,
            &|void| void.result = EntryResult::Unknown,
            &|void| void.amount.minor += 1,
            &|void| void.device = DeviceId::new(Family::Zvt, "", "52500099"),
            &|void| void.references[1].value = Printable::new("000018", 12),
            &|void| void.references.truncate(1),
        ];
        for change in nothing {
            let no = back(change);
            assert!(!no.takes_back(&sale), "{no:?}");
        }
        // A sale whose trace number is not known is taken back by nobody, whatever names nothing.
        let mut unnamed = back(&|void| void.references[1].value = Printable::new("000000", 12));
        assert!(!unnamed.takes_back(&traced("000000")));
        unnamed.references.clear();
        assert!(!unnamed.takes_back(&Entry { references: Vec::new(), ..sale.clone() }));
    }
}
