//! How a simulated terminal behaves, and in what state it is switched on.

use serde::Deserialize;

/// How the terminal behaves where the reference leaves it open, and in what state it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// What the list shows of a voided sale.
    pub voided: VoidedSales,
    /// Operation numbers begin at 1 again after a close.
    pub restart_numbers: bool,
    /// Milliseconds between ACK and answer, and between two frames. Several SDKs need more than 100; 0 for throughput.
    pub gap_ms: u64,
    /// Milliseconds that host and cardholder take on top.
    pub host_ms: u64,
    /// Milliseconds that the terminal waits for the ACK of an answer before it says it again.
    pub ack_ms: u64,
    /// How many sales fit in memory.
    pub capacity: usize,
    /// What it says when memory is full: 67 or 76.
    pub full_code: u8,
    /// Merchant code and terminal id stand in the record that ends the list.
    pub ids_in_end_record: bool,
    /// Result of that record.
    pub end_code: u8,
    /// Paper.
    pub paper: Paper,
    /// Keys were lost: sales, voids and closes say 26 until they are loaded.
    pub keys_lost: bool,
    /// Sales are refused with this code (13, 74 or 77) until the batch is closed.
    pub close_first: Option<u8>,
    /// Voids are permitted at all; otherwise 21.
    pub voids: bool,
    /// A sale that is voided already is voided again. No terminal should; one that does shows who asked twice.
    pub voids_again: bool,
    /// Smallest amount in pesos; below it 10.
    pub minimum: u32,
    /// What a command gets that comes while a sale or a void is going on.
    pub busy: Busy,
    /// Command of the answer to a multi-code sale: `0271` or `0210`.
    pub multi_answer: String,
    /// It listens to a till from the start.
    pub integrated: bool,
}

/// What the list shows of a voided sale. Not documented, so all are played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoidedSales {
    /// It stays as it was.
    #[default]
    Stays,
    /// It is no longer there.
    Disappears,
    /// It stays, and a record of the void follows at the end: same facts, result 04, an operation number of its own.
    Record,
}

/// Paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// There is some.
    #[default]
    Ok,
    /// There is none.
    Out,
}

/// What a command gets that comes while another one is worked on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Busy {
    /// NAK.
    #[default]
    Nak,
    /// Nothing.
    Silence,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            voided: VoidedSales::Stays,
            restart_numbers: false,
            gap_ms: 150,
            host_ms: 0,
            ack_ms: 10_000,
            capacity: 999,
            full_code: 67,
            ids_in_end_record: true,
            end_code: 0,
            paper: Paper::Ok,
            keys_lost: false,
            close_first: None,
            voids: true,
            voids_again: false,
            minimum: 50,
            busy: Busy::Nak,
            multi_answer: "0271".to_owned(),
            integrated: true,
        }
    }
}
