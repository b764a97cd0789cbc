//! How long the driver waits, and for what. One place, so that a bench or a slow line is judged by the same numbers.
//!
//! The reference names two time-outs ("till waits for ACK", "terminal waits for ACK") without values, but for the 10 s
//! after which a terminal repeats the answer to a void. The 2 s and 150 s are those of the vendor's SDKs.

use std::time::Duration;

/// How long the line has to be quiet before the first word of a visit.
pub const LISTEN: Duration = Duration::from_millis(300);
/// How long the line has to be quiet before any other request. Longer than the latency timer of the adapters.
pub const QUIET: Duration = Duration::from_millis(50);
/// How long the line has to be quiet after a late frame: the next record of a list may follow the acknowledgement.
pub const AFTER_LATE: Duration = Duration::from_secs(1);
/// How long a conversation that was broken off, by us or before this link, may still come back: the terminal repeats after
/// 10 s.
pub const OWED: Duration = Duration::from_secs(11);
/// Longest that late frames are let pass: a full memory at the pace of the slowest documented terminal.
pub const SETTLE: Duration = Duration::from_secs(300);
/// For the acknowledgement of a request.
pub const ACKNOWLEDGE: Duration = Duration::from_secs(2);
/// For the answer to a command that calls the host or prints.
pub const ANSWER: Duration = Duration::from_secs(150);
/// For a money answer after the terminal said that it did not understand: if a flipped bit made an ACK a NAK, the
/// answer comes all the same and is repeated after 10 s and 20 s.
pub const AFTER_NAK: Duration = Duration::from_secs(35);
/// For the next record of a list: longer than the 10 s after which a terminal repeats one.
pub const RECORD: Duration = Duration::from_secs(15);
/// A frame that pauses longer than this in its middle was cut.
pub const CUT: Duration = Duration::from_secs(1);
/// A frame that has begun before a deadline may go on this much longer.
pub const GRACE: Duration = Duration::from_secs(2);
/// How often a read looks whether the person cancelled.
pub const LOOK: Duration = Duration::from_millis(250);
/// How old an intent may be for a late answer to count as its answer: the answer time-out, the terminal's repeats, and
/// a technician putting a cable back.
pub const LATE_ANSWER: Duration = Duration::from_secs(600);
