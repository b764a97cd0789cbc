//! Days of a shop: one truth, from which a journal and bills are made, with troubles at known places.
//!
//! All of it is made up. The same seed gives the same shop.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, ToSpan};
use tillwright::diagnose::matching::{Book, Span};
use tillwright::model::*;

/// Numbers that repeat exactly for a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// Troubles, each with what has to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Trouble {
    RowMissing,
    EntryMissing,
    DeclinedHere,
    RowTwice,
    NextFileToo,
    ReversedThere,
    ReversedLater,
    PartlyRefunded,
    RefundedBesideVoid,
    AmountChanged,
    OtherMerchant,
    HeldThere,
    VoidMissingThere,
    InNextFile,
    RefundOfNothing,
    FeeOdd,
    AfterCutOff,
}

impl Trouble {
    pub(crate) const ALL: &[Trouble] = &[
        Trouble::RowMissing,
        Trouble::EntryMissing,
        Trouble::DeclinedHere,
        Trouble::RowTwice,
        Trouble::NextFileToo,
        Trouble::ReversedThere,
        Trouble::ReversedLater,
        Trouble::PartlyRefunded,
        Trouble::RefundedBesideVoid,
        Trouble::AmountChanged,
        Trouble::OtherMerchant,
        Trouble::HeldThere,
        Trouble::VoidMissingThere,
        Trouble::InNextFile,
        Trouble::RefundOfNothing,
        Trouble::FeeOdd,
        Trouble::AfterCutOff,
    ];

    /// What has to be found; `None`: nothing is wrong.
    pub(crate) fn finding(self) -> Option<&'static str> {
        Some(match self {
            Trouble::RowMissing => "B02",
            Trouble::EntryMissing | Trouble::DeclinedHere => "B01",
            Trouble::RowTwice | Trouble::NextFileToo => "B06",
            Trouble::ReversedThere | Trouble::VoidMissingThere => "B05",
            Trouble::ReversedLater => "B10",
            Trouble::RefundedBesideVoid => "B07",
            Trouble::AmountChanged => "B03",
            Trouble::OtherMerchant => "B14",
            Trouble::HeldThere => "B13",
            Trouble::RefundOfNothing => "B08",
            Trouble::FeeOdd => "B04",
            Trouble::AfterCutOff => "B09",
            Trouble::PartlyRefunded | Trouble::InNextFile => return None,
        })
    }

    /// Whether a bill of this family tells what is needed to see it.
    fn is_seen(self, family: Family) -> bool {
        // Bills of Transbank join by authorisation code and amount, and a declined attempt has none.
        let needs_trace = matches!(
            self,
            Trouble::AmountChanged
                | Trouble::HeldThere
                | Trouble::VoidMissingThere
                | Trouble::RefundedBesideVoid
                | Trouble::RefundOfNothing
        );
        family == Family::Zvt || !needs_trace
    }
}

/// What was done to one payment, and what has to be found.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) trouble: Trouble,
    pub(crate) entry: Option<EntryKey>,
    /// `file, line N:` as evidence says it.
    pub(crate) rows: Vec<String>,
}

/// A shop with its labels.
pub(crate) struct Shop {
    pub(crate) devices: Vec<(DeviceId, Vec<Entry>, Vec<Span>)>,
    pub(crate) bills: Vec<Bill>,
    pub(crate) labels: Vec<Label>,
    /// Which row (file, line) tells which entry.
    pub(crate) truth: HashMap<(String, u32), EntryKey>,
    pub(crate) now: Timestamp,
}

impl Shop {
    pub(crate) fn books(&self) -> Vec<Book<'_>> {
        self.devices
            .iter()
            .map(|(device, entries, spans)| Book {
                device: device.clone(),
                entries,
                stands: HashMap::new(),
                spans: spans.clone(),
            })
            .collect()
    }
}

/// One transaction as it really was.
#[derive(Clone)]
struct Fact {
    terminal: usize,
    kind: Kind,
    at: DateTime,
    amount: i64,
    card: String,
    brand: &'static str,
    trace: u32,
    auth: String,
    ticket: u32,
    declined: bool,
    /// Trace number of the sale that this takes back.
    takes_back: Option<u32>,
    voided: bool,
    /// Place of the file among all, by the acquirer's day.
    file: usize,
    trouble: Option<Trouble>,
}

/// A row, the entry that it tells, and the label that it belongs to.
type Placed = (BillRow, Option<EntryKey>, Option<usize>);

struct Maker {
    family: Family,
    dice: Dice,
    first: Date,
    days: usize,
    told: bool,
}

const CUT_OFF: i8 = 23;

/// A shop with two terminals. `troubles` are put in one each, at payments that nothing else touches.
pub(crate) fn shop(family: Family, seed: u64, troubles: &[Trouble]) -> Shop {
    let mut dice = Dice(seed.wrapping_mul(7919) ^ family as u64);
    let told = dice.below(2) == 0;
    let mut maker = Maker { family, dice, first: "2026-03-10".parse().unwrap(), days: 5, told };
    let mut facts = maker.facts();
    maker.trouble(&mut facts, troubles);
    maker.build(facts)
}

impl Maker {
    fn facts(&mut self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for terminal in 0..2 {
            let mut trace = 100 + self.dice.below(900) as u32;
            for day in 0..self.days {
                self.day(terminal, day, &mut trace, &mut facts);
            }
        }
        facts
    }

    fn day(&mut self, terminal: usize, day: usize, trace: &mut u32, facts: &mut Vec<Fact>) {
        let date = self.first.checked_add((day as i64).days()).unwrap();
        let mut at = date.at(0, 20, 0, 0);
        let mut ticket = 1;
        // From just after midnight to just before it, so that the acquirer's hour falls into the day.
        for step in 0..46 {
            at = at.saturating_add(SignedDuration::from_secs(900 + self.dice.below(1800) as i64));
            if at.date() != date || (day == 0 && step < 2) {
                continue;
            }
            *trace += 1;
            ticket += 1;
            let mut sale = self.sale(terminal, at, *trace, ticket, day);
            if at.hour() >= CUT_OFF && day + 1 == self.days {
                break;
            }
            if self.dice.below(15) == 0 {
                // A declined attempt, then the same ticket again.
                let mut attempt = sale.clone();
                attempt.declined = true;
                facts.push(attempt);
                *trace += 1;
                sale.trace = *trace;
                sale.at = at.saturating_add(SignedDuration::from_secs(40));
            }
            match self.dice.below(30) {
                0 => {
                    let mut void = sale.clone();
                    *trace += 1;
                    (void.kind, void.takes_back, void.trace) = (Kind::Void, Some(sale.trace), *trace);
                    void.at = sale.at.saturating_add(SignedDuration::from_secs(60));
                    void.file = self.file_of(void.at);
                    sale.voided = true;
                    facts.extend([sale, void]);
                }
                1 if self.family == Family::Zvt => {
                    // Money back for a payment of last month.
                    sale.kind = Kind::Refund;
                    facts.push(sale);
                }
                _ => facts.push(sale),
            }
        }
    }

    fn file_of(&self, at: DateTime) -> usize {
        let date = if at.hour() >= CUT_OFF { at.date().tomorrow().unwrap() } else { at.date() };
        (date.since(self.first).unwrap().get_days()) as usize
    }

    fn sale(&mut self, terminal: usize, at: DateTime, trace: u32, ticket: u32, _day: usize) -> Fact {
        // A coffee has one price, and a regular comes twice a day.
        let amount = match self.dice.below(4) {
            0 => 250,
            _ => 100 + self.dice.below(30_000) as i64,
        };
        let card = if self.dice.below(6) == 0 { 4242 } else { self.dice.below(10_000) };
        Fact {
            terminal,
            kind: Kind::Sale,
            at,
            amount,
            card: format!("{card:04}"),
            brand: self.dice.pick(&["girocard", "VI", "MC"]),
            trace,
            auth: format!("{:06}", self.dice.below(999_999) + 1),
            ticket,
            declined: false,
            takes_back: None,
            voided: false,
            file: self.file_of(at),
            trouble: None,
        }
    }

    /// Puts troubles in: at plain sales in the middle of the days, each at its own.
    fn trouble(&mut self, facts: &mut [Fact], troubles: &[Trouble]) {
        let mut plain: Vec<usize> = (0..facts.len())
            .filter(|at| {
                let fact = &facts[*at];
                let alone =
                    facts.iter().filter(|other| other.ticket == fact.ticket && other.at.date() == fact.at.date());
                fact.kind == Kind::Sale
                    && !fact.declined
                    && !fact.voided
                    && (1..self.days - 1).contains(&fact.file)
                    && (9..19).contains(&fact.at.hour())
                    && fact.card != "4242"
                    && alone.filter(|other| other.terminal == fact.terminal).count() == 1
            })
            .collect();
        self.dice.shuffle(&mut plain);
        for trouble in troubles.iter().filter(|trouble| trouble.is_seen(self.family)) {
            let at = plain.pop().unwrap();
            facts[at].trouble = Some(*trouble);
        }
    }

    fn device(&self, terminal: usize) -> DeviceId {
        match self.family {
            Family::Transbank => DeviceId::new(self.family, "597000000001", &format!("TW00001{terminal}")),
            Family::Zvt => DeviceId::new(self.family, "", &format!("5250001{terminal}")),
        }
    }

    fn money(&self, minor: i64, learnt: CurrencySource) -> Money {
        Money::new(minor, self.family.currency(), learnt)
    }

    fn entry(&mut self, fact: &Fact, ahead: i64) -> Entry {
        let device = self.device(fact.terminal);
        let at = fact.at.saturating_add(SignedDuration::from_secs(ahead + self.dice.below(4) as i64));
        let reference = |name, value: String| Reference { name, value: Printable::new(&value, 20) };
        let mut references = Vec::new();
        if !fact.declined {
            references.push(reference(RefName::AuthorisationCode, fact.auth.clone()));
        }
        match self.family {
            Family::Transbank => references.push(reference(RefName::Ticket, format!("{:06}", fact.ticket))),
            Family::Zvt => {
                references.push(reference(RefName::Trace, format!("{:06}", fact.trace)));
                references.push(reference(RefName::Contract, "4711000001".into()));
                references
                    .extend(fact.takes_back.map(|trace| reference(RefName::OriginalTrace, format!("{trace:06}"))));
            }
        }
        let parts = [fact.trace.to_string(), fact.amount.to_string(), fact.at.to_string()];
        Entry {
            key: EntryKey::new(&device, fact.trace, &digest_of(parts.iter().map(String::as_str))),
            device,
            number: fact.trace,
            kind: fact.kind,
            result: if fact.declined { EntryResult::Declined } else { EntryResult::Approved },
            code: Printable::new("00", 2),
            amount: self.money(fact.amount, CurrencySource::Device),
            tip: None,
            time: Some(DeviceTime::told(at)),
            card: Card::mask(&fact.card),
            card_type: CardType::Credit,
            brand: Printable::new(fact.brand, 10),
            instalments: None,
            references,
            printed: Vec::new(),
            provenance: Provenance::Structured,
            void: if fact.voided && self.family == Family::Transbank { VoidMark::Voided } else { VoidMark::NotTold },
        }
    }

    fn row(&mut self, fact: &Fact) -> BillRow {
        let kind = match fact.kind {
            Kind::Void => RowKind::Reversal,
            Kind::Refund => RowKind::Refund,
            _ => RowKind::Payment,
        };
        let mut row = BillRow::new(0, kind, self.money(fact.amount, CurrencySource::Bill));
        row.state = RowState::Booked;
        row.at = Some(fact.at);
        row.terminal = Number::new(self.device(fact.terminal).terminal.as_str());
        row.authorisation = Number::new(&fact.auth);
        row.card = Card::mask(&fact.card);
        row.scheme = Printable::new(fact.brand, 10);
        let places = i64::from(self.family.currency().exponent().unwrap_or(2));
        let fee = (fact.amount * 12 + 500) / 1000;
        row.fee = Some(Exact::of_units(-fee * 10i64.pow(5 - places as u32)));
        match self.family {
            Family::Transbank => row.merchant = Number::new("597000000001"),
            Family::Zvt => {
                row.merchant = Number::new("4711000001");
                row.trace = Number::new(&fact.trace.to_string());
                row.original_trace = fact.takes_back.and_then(|trace| Number::new(&trace.to_string()));
                if fact.kind == Kind::Refund {
                    // Of last month: the file names a payment that it does not have.
                    row.original_rrn = Number::new(&format!("6{:011}", fact.trace));
                }
            }
        }
        row
    }

    fn build(mut self, facts: Vec<Fact>) -> Shop {
        let ahead = [self.dice.below(180) as i64 - 90, self.dice.below(7200) as i64 - 3600];
        let mut entries: [Vec<Entry>; 2] = [Vec::new(), Vec::new()];
        let mut files: Vec<Vec<Placed>> = vec![Vec::new(); self.days];
        let mut labels: Vec<Label> = Vec::new();
        for fact in &facts {
            let mut entry = self.entry(fact, ahead[fact.terminal]);
            let key = entry.key.clone();
            let mut row = self.row(fact);
            let label = fact.trouble.map(|trouble| {
                labels.push(Label { trouble, entry: Some(key.clone()), rows: Vec::new() });
                labels.len() - 1
            });
            let mut more: Vec<(usize, BillRow)> = Vec::new();
            let (mut here, mut there, mut file) = (true, !fact.declined, fact.file);
            let back = |row: &BillRow, kind, amount: i64, later: i64| {
                let mut back = row.clone();
                back.kind = kind;
                back.amount.minor = amount;
                back.at = back.at.map(|at| at.saturating_add(SignedDuration::from_secs(later)));
                back.fee = None;
                back
            };
            match fact.trouble {
                None => {}
                Some(Trouble::RowMissing) => there = false,
                Some(Trouble::EntryMissing) => here = false,
                Some(Trouble::DeclinedHere) => {
                    entry.result = EntryResult::Declined;
                    entry.references.retain(|one| one.name != RefName::AuthorisationCode);
                    // Without a number that joins them only the row is told.
                    if self.family == Family::Transbank {
                        entry.amount.minor += 1;
                        labels[label.unwrap()].entry = None;
                    }
                }
                Some(Trouble::RowTwice) => more.push((file, row.clone())),
                Some(Trouble::NextFileToo) => more.push((file + 1, row.clone())),
                Some(Trouble::ReversedThere) => more.push((file, back(&row, RowKind::Reversal, fact.amount, 90))),
                Some(Trouble::ReversedLater) => {
                    more.push((file + 1, back(&row, RowKind::Reversal, fact.amount, 86_400)))
                }
                Some(Trouble::PartlyRefunded) => {
                    let mut refund = back(&row, RowKind::Refund, fact.amount / 3, 80_000);
                    refund.original_trace = refund.trace.take();
                    (refund.authorisation, refund.original_rrn) = (None, None);
                    row.rrn = Number::new(&format!("7{:011}", fact.trace));
                    if self.family == Family::Transbank {
                        refund.original_rrn = row.rrn.clone();
                    }
                    more.extend([
                        (file + 1, refund.clone()),
                        (file + 1, BillRow { amount: Money { minor: fact.amount / 4, ..refund.amount }, ..refund }),
                    ]);
                }
                Some(Trouble::RefundedBesideVoid) => {
                    let mut void = fact.clone();
                    (void.kind, void.takes_back, void.trace) = (Kind::Void, Some(fact.trace), fact.trace + 50_000);
                    void.at = fact.at.saturating_add(SignedDuration::from_secs(120));
                    let entry = self.entry(&void, ahead[fact.terminal]);
                    let row_of_void = self.row(&void);
                    files[void.file].push((row_of_void, Some(entry.key.clone()), label));
                    entries[fact.terminal].push(entry);
                    let mut refund = back(&row, RowKind::Refund, fact.amount, 70_000);
                    refund.original_trace = refund.trace.take();
                    refund.authorisation = None;
                    more.push((file + 1, refund));
                }
                Some(Trouble::AmountChanged) => {
                    let mut changed = fact.clone();
                    changed.amount += 100 + self.dice.below(500) as i64;
                    row = self.row(&changed);
                }
                Some(Trouble::FeeOdd) => row.fee = row.fee.map(|fee| Exact::of_units(fee.units() * 3 - 500_000)),
                Some(Trouble::AfterCutOff) => {
                    // On the evening of the last day, and in no file.
                    let mut late = fact.clone();
                    late.at = self.first.checked_add((self.days as i64 - 1).days()).unwrap().at(23, 30, 0, 0);
                    (late.trace, late.ticket) = (fact.trace + 60_000, fact.ticket + 500);
                    let late = self.entry(&late, ahead[fact.terminal]);
                    labels[label.unwrap()].entry = Some(late.key.clone());
                    entries[fact.terminal].push(late);
                }
                Some(Trouble::OtherMerchant) => {
                    row.merchant = Number::new(if self.family == Family::Zvt { "4711000002" } else { "597000000002" });
                }
                Some(Trouble::HeldThere) => {
                    entry.result = EntryResult::Declined;
                    row.state = RowState::Pending;
                }
                Some(Trouble::VoidMissingThere) => {
                    let mut void = fact.clone();
                    (void.kind, void.takes_back, void.trace) = (Kind::Void, Some(fact.trace), fact.trace + 50_000);
                    void.at = fact.at.saturating_add(SignedDuration::from_secs(120));
                    let void = self.entry(&void, ahead[fact.terminal]);
                    entries[fact.terminal].push(void);
                }
                Some(Trouble::InNextFile) => file += 1,
                Some(Trouble::RefundOfNothing) => {
                    let mut refund = back(&row, RowKind::Refund, fact.amount + 7, 600);
                    (refund.trace, refund.authorisation, refund.order) = (None, None, None);
                    // Another refund of this bill names its payment; this one does not.
                    let mut named = back(&row, RowKind::Refund, 1, 900);
                    named.original_trace = named.trace.take();
                    named.authorisation = None;
                    files[file].push((named, None, None));
                    labels[label.unwrap()].entry = None;
                    more.push((file, refund));
                }
            }
            if here {
                entries[fact.terminal].push(entry);
            } else {
                labels[label.unwrap()].entry = None;
            }
            if there {
                let told = here.then(|| key.clone());
                // What is told of a declined attempt that a bill of Transbank has no number for is nothing.
                let told =
                    told.filter(|_| !(fact.trouble == Some(Trouble::DeclinedHere) && self.family == Family::Transbank));
                files[file].push((row, told, label));
            }
            for (file, row) in more {
                let told = (row.kind == RowKind::Payment).then(|| key.clone());
                files[file].push((row, told, label));
            }
        }
        self.finish(entries, files, labels)
    }

    fn finish(mut self, entries: [Vec<Entry>; 2], files: Vec<Vec<Placed>>, mut labels: Vec<Label>) -> Shop {
        let mut truth = HashMap::new();
        let mut bills = Vec::new();
        for (place, mut rows) in files.into_iter().enumerate() {
            self.dice.shuffle(&mut rows);
            let name = format!("day-{place}.csv");
            let mut told = Vec::new();
            for (at, (mut row, entry, label)) in rows.into_iter().enumerate() {
                row.line = at as u32 + 2;
                if let Some(key) = entry {
                    truth.insert((name.clone(), row.line), key);
                }
                if let Some(label) = label {
                    labels[label].rows.push(format!("{name}, line {}:", row.line));
                }
                told.push(row);
            }
            bills.push(self.bill(place, &name, told));
        }
        let mut devices = Vec::new();
        for (terminal, mut entries) in entries.into_iter().enumerate() {
            self.dice.shuffle(&mut entries);
            let times = || entries.iter().filter_map(|entry| entry.time.map(|time| time.civil));
            let read = "2026-03-15T12:00:00Z".parse().unwrap();
            let span = Span { first: times().min().unwrap(), last: times().max().unwrap(), read };
            devices.push((self.device(terminal), entries, vec![span]));
        }
        Shop { devices, bills, labels, truth, now: "2026-03-25T12:00:00Z".parse().unwrap() }
    }

    fn bill(&self, place: usize, name: &str, rows: Vec<BillRow>) -> Bill {
        let day = self.first.checked_add((place as i64).days()).unwrap();
        let days: Vec<Date> = rows.iter().filter_map(|row| row.at).map(|at| at.date()).collect();
        let covers = match self.told {
            true => Some((day, day)),
            false => days.iter().min().copied().zip(days.iter().max().copied()),
        };
        let (profile, zone) = match self.family {
            Family::Transbank => ("transbank", "America/Santiago"),
            Family::Zvt => ("german", "Europe/Berlin"),
        };
        Bill {
            format: BillFormat::Profile(Printable::new(profile, 20)),
            sha256: format!("{:064x}", place + 1),
            name: Printable::new(name, 40),
            side: Side::Merchant,
            merchants: Vec::new(),
            covers,
            covers_told: self.told,
            zone: Some(Zone { name: Printable::new(zone, 40), source: ZoneSource::Profile }),
            cut_off: Some(CUT_OFF as u8),
            buffer_days: Some(3),
            rows,
            bad_rows: Vec::new(),
            totals: Vec::new(),
        }
    }
}
