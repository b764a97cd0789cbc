//! How a simulated terminal behaves, and in what state it is switched on.

use serde::Deserialize;

use crate::sim::zvt::dialect::Dialect;
use crate::sim::zvt::paper::Layout;

/// How the terminal behaves where the specification leaves it open, and in what state it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How it deviates from the specification.
    pub dialect: Dialect,
    /// A result that is not acknowledged is undone by the terminal itself (PA00P015, payment); otherwise it stands, as
    /// the chapter on synchronisation has it.
    pub auto_reversal: bool,
    /// Milliseconds that undoing takes; a status enquiry meanwhile says that it is busy.
    pub auto_reversal_ms: u64,
    /// Undoing goes on behind the end of the command and counts at its own end: until then a repeat receipt tells the
    /// transaction as if it stood.
    pub undoes_behind: bool,
    /// Milliseconds before each message.
    pub gap_ms: u64,
    /// Milliseconds until a card is there and the PIN is typed.
    pub card_ms: u64,
    /// Milliseconds that the host takes.
    pub host_ms: u64,
    /// Configuration byte that the last till left.
    pub config: u8,
    /// Six digits.
    pub password: String,
    /// Look of its receipts.
    pub layout: Layout,
    /// How many turnover records fit in memory; then 6A.
    pub capacity: usize,
    /// There is paper.
    pub paper: bool,
    /// A reversal of a contactless payment is booked as a refund: no trace of the original in the result.
    pub contactless_refund: bool,
    /// A reversal needs the card: without one in time it ends with 6C.
    pub reversal_needs_card: bool,
    /// A payment that is reversed already is reversed again. No terminal should; one that does shows who asked twice.
    pub reverses_again: bool,
    /// An end-of-day is due: the next status enquiry starts it.
    pub end_of_day_due: bool,
    /// So many closures fail (77); until one succeeds payments get F0.
    pub failing_closures: u32,
    /// Milliseconds of silence after a closure that began an update (06 0F 27 E0); 0 where none begins.
    pub update_ms: u64,
    /// Terminal status that status enquiry tells; 00 is ready.
    pub status: u8,
    /// Locks (TLV 1F55), two bytes.
    pub locks: [u8; 2],
    /// The host cannot be reached: payments, reversals and closures get 9B.
    pub offline: bool,
    /// Size of the merchant journal as a file (08 11); not offered where it is not given.
    pub journal_file: Option<usize>,
    /// Its line can change speed.
    pub other_speeds: bool,
    /// How often a result is told again for `84 9C`; the specification has no limit, terminals have.
    pub repeats_of_result: u32,
    /// Software version.
    pub version: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dialect: Dialect::Spec,
            auto_reversal: true,
            auto_reversal_ms: 3_000,
            undoes_behind: false,
            gap_ms: 20,
            card_ms: 0,
            host_ms: 0,
            config: 0xBE,
            password: "000000".to_owned(),
            layout: Layout::German,
            capacity: 5_000,
            paper: true,
            contactless_refund: false,
            reversal_needs_card: false,
            reverses_again: false,
            end_of_day_due: false,
            failing_closures: 0,
            update_ms: 0,
            status: 0,
            locks: [0, 0],
            offline: false,
            journal_file: None,
            other_speeds: false,
            repeats_of_result: 3,
            version: "TWSIM 1.0".to_owned(),
        }
    }
}
