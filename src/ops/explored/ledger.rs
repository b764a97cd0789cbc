//! The ledgers: what was written is a short list in the state, what it comes to is asked of real ledgers.
//!
//! A reading builds two vaults on disks in memory, writes the lines as the program writes them, puts the other vault's file
//! beside the own one as a restore does, and asks for the cases and for what stands against one more remedy. There are few
//! different ledgers among millions of states, so every answer is kept.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{Few, INTENTS, Word};
use crate::model::{Family, Intent, IntentId, Leg, Outcome};
use crate::ops::standing;
use crate::vault::Vault;
use crate::vault::disk::{Disk, MemoryDisk};
use crate::vault::ledger::{Case, Event};

/// A line that tells of a remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Line {
    /// An intent, by its number in the history.
    Intent(u8),
    /// How it ended.
    Outcome { intent: u8, word: Word, by_person: bool },
}

/// What one writer wrote.
pub(super) type Book = Few<Line, 14>;

/// Writes an outcome, unless it is what was written last of this intent.
pub(super) fn write(book: &mut Book, line: Line) {
    let of = |line: &Line| match line {
        Line::Intent(intent) | Line::Outcome { intent, .. } => *intent,
    };
    if book.iter().filter(|known| of(known) == of(&line)).last() != Some(line) {
        book.push(line);
    }
}

/// Whether a line that no person wrote settles an intent.
pub(super) fn was_settled_by_reading(books: &[Book; 2], intent: usize) -> bool {
    let settles = |line| match line {
        Line::Outcome { intent: of, word, by_person } => {
            usize::from(of) == intent && word != Word::Unknown && !by_person
        }
        Line::Intent(_) => false,
    };
    books.iter().any(|book| book.iter().any(settles))
}

/// What a vault makes of its ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The word for each intent; `None` where the vault does not know of it.
    pub(super) words: [Option<Word>; INTENTS],
    /// Whether a person said it.
    pub(super) by_person: [bool; INTENTS],
    /// Nothing in them stands against one more remedy for the sale.
    pub(super) may_send: bool,
}

impl Reading {
    /// The first case that still has to be settled.
    pub(super) fn open(&self) -> Option<usize> {
        self.words.iter().position(|word| *word == Some(Word::Unknown))
    }
}

/// Whose ledgers these are and how intents are named in them.
#[derive(Clone)]
pub(super) struct Clerk {
    /// An intent for the sale, as this family makes one.
    pub(super) intent: Intent,
    /// Whether every intent of a writer gets the same name ([`Variant::NumbersRestart`](super::Variant)).
    pub(super) numbers_restart: bool,
}

impl Clerk {
    /// What a vault makes of its own book and what it has of the other's.
    pub(super) fn read(&self, own: &Book, other: &Book) -> Reading {
        thread_local! {
            static KNOWN: RefCell<HashMap<(Family, bool, Book, Book), Reading>> = RefCell::default();
        }
        let key = (self.intent.plan.device.family, self.numbers_restart, *own, *other);
        let known = KNOWN.with_borrow(|known| known.get(&key).copied());
        known.unwrap_or_else(|| {
            let reading = self.read_afresh(own, other);
            KNOWN.with_borrow_mut(|known| known.insert(key, reading));
            reading
        })
    }

    fn read_afresh(&self, own: &Book, other: &Book) -> Reading {
        let (near, far) = (Shelf::new(0), Shelf::new(1));
        let names = |intent: u8| {
            let at = |book: &Book| book.iter().position(|line| line == Line::Intent(intent));
            let name = |shelf: &Shelf, at: usize| shelf.name(if self.numbers_restart { 0 } else { at });
            at(own)
                .map(|at| name(&near, at))
                .or_else(|| at(other).map(|at| name(&far, at)))
                .expect("an intent without a line")
        };
        let far_file = far.write(other, &self.intent, names);
        near.write(own, &self.intent, names);
        near.disk.create_new(&far_file.0, &far_file.1).unwrap();
        let cases = Vault::read(near.disk.clone(), &near.root).unwrap().ledger().cases().unwrap();
        self.told(&cases, names, own, other)
    }

    /// The case of an intent: where several have its name, the one that comes in its place.
    fn case<'a>(&self, cases: &'a [Case], name: IntentId, intent: u8) -> &'a Case {
        let mut named = cases.iter().filter(|case| case.intent.id == name);
        let earlier = if self.numbers_restart { usize::from(intent) } else { 0 };
        let count = named.clone().count();
        named.nth(earlier.min(count - 1)).expect("an intent without a case")
    }

    fn told(&self, cases: &[Case], names: impl Fn(u8) -> IntentId, own: &Book, other: &Book) -> Reading {
        let mut words = [None; INTENTS];
        let mut by_person = [false; INTENTS];
        for intent in own.iter().chain(other.iter()).filter_map(|line| match line {
            Line::Intent(intent) => Some(intent),
            Line::Outcome { .. } => None,
        }) {
            let case = self.case(cases, names(intent), intent);
            words[usize::from(intent)] = Some(case.outcome.as_ref().map_or(Word::Unknown, Word::of));
            by_person[usize::from(intent)] = case.by.is_some();
            assert_eq!(case.is_open(), words[usize::from(intent)] == Some(Word::Unknown));
        }
        let (entry, now) = (&self.intent.plan.entry, time(40));
        let refused = standing::open_case(cases, entry, Leg::Money, now).is_some()
            || standing::done(cases, entry, Leg::Money, now).is_some();
        Reading { words, by_person, may_send: !refused }
    }
}

/// A vault being written.
struct Shelf {
    disk: Arc<MemoryDisk>,
    root: PathBuf,
    writer: String,
}

impl Shelf {
    fn new(number: u8) -> Self {
        let disk = Arc::new(MemoryDisk::new());
        // Two disks would else give their writers the same name.
        for _ in 0..number {
            disk.entropy().unwrap();
        }
        let root = PathBuf::from("vault");
        let writer = Vault::open(disk.clone(), &root).unwrap().ledger().writer().unwrap().to_owned();
        Self { disk, root, writer }
    }

    /// What the ledger calls the intent in this line.
    fn name(&self, at: usize) -> IntentId {
        IntentId(format!("{}-{}", self.writer, at + 1))
    }

    fn write(&self, book: &Book, intent: &Intent, names: impl Fn(u8) -> IntentId) -> (PathBuf, Vec<u8>) {
        let mut vault = Vault::open(self.disk.clone(), &self.root).unwrap();
        for (at, line) in book.iter().enumerate() {
            let event = match line {
                Line::Intent(number) => Event::Intent(Box::new(Intent { id: names(number), ..intent.clone() })),
                Line::Outcome { intent, word, by_person } => {
                    let by = by_person.then(|| "a person".to_owned());
                    Event::Outcome { intent: names(intent), outcome: outcome(word), by, over: Vec::new() }
                }
            };
            vault.ledger_mut().note(time(at), event).unwrap();
        }
        let file = Path::new(&self.root).join("ledger").join(format!("{}.jsonl", self.writer));
        let bytes = self.disk.read(&file).unwrap();
        (file, bytes)
    }
}

fn outcome(word: Word) -> Outcome {
    let evidence = "as explored".to_owned();
    match word {
        Word::Done => Outcome::Done { evidence },
        Word::NotDone => Outcome::NotDone { evidence },
        Word::Unknown => Outcome::Unknown { evidence, probe: String::new() },
    }
}

fn time(step: usize) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(i64::try_from(step).unwrap())
}
