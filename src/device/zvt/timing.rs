//! How long the driver waits, and for what. One place, so that a bench or a slow line is judged by the same numbers.
//!
//! T1 to T4 are those of PA00P016 (transport) and PA00P015 rev 13.08 chapter "time-outs". Where real terminals are known to be
//! slower than the specification, the driver waits longer before it says that nothing came; it never waits less.

use std::time::Duration;

/// How long the line has to be quiet before the first word of a visit.
pub const LISTEN: Duration = Duration::from_millis(300);
/// How long the line has to be quiet before any other command. Longer than the latency timer of usual USB adapters (16 ms); a
/// pull pays it once a receipt.
pub const QUIET: Duration = Duration::from_millis(20);
/// How long the line has to be quiet where a terminal may still repeat a block: longer than its T2.
pub const OWED: Duration = Duration::from_secs(6);
/// A block that is the same as the one before it and comes so much later, and not later than [`OWED`], is its repetition: T2 of
/// the sender, less what a slow line needs.
pub const REPEATED: Duration = Duration::from_millis(4_500);
/// Longest that blocks which nobody asked for are let pass: the three transmissions of a few of them.
pub const SETTLE: Duration = Duration::from_secs(60);
/// T1: between two bytes of a block. A block that pauses longer was cut, and is answered NAK.
pub const T1: Duration = Duration::from_millis(200);
/// The same over a network, where pieces of a block may be late and no NAK brings them back.
pub const CUT: Duration = Duration::from_secs(5);
/// T2: from a block to its acknowledgement.
pub const T2: Duration = Duration::from_secs(5);
/// For the first sign of life after a money frame, which is not repeated: the three transmissions of an acknowledgement that
/// got lost, and as much again.
pub const FIRST_SIGN: Duration = Duration::from_secs(30);
/// T2 and T3: from a command to its acknowledgement, and from there to its 80 00 or 84 xx, when all that is asked is whether a
/// terminal is there.
pub const T3: Duration = Duration::from_secs(5);
/// The same for everything else. Some terminals acknowledge late, others are silent for the whole of T3 first; a query that is
/// repeated too early is worse than a late one.
pub const T3_PATIENT: Duration = Duration::from_secs(15);
/// T4: from the answer 80 00 to the end of the command, begun anew by every block of the terminal. The floor: a terminal may
/// ask for more, never for less (one that asked for a minute was silent for two).
pub const T4: Duration = Duration::from_secs(180);
/// Most that a terminal can make T4: it writes minutes in two digits.
pub const T4_MOST: Duration = Duration::from_secs(99 * 60);
/// Longest that one command may take, however often it restarts T4: the limit of a babbling terminal.
pub const LONGEST: Duration = Duration::from_secs(3 * 3600);
/// How long after the end of a command its receipts may still come (some terminals complete first and print then).
pub const AFTERWARDS: Duration = Duration::from_millis(1_500);
/// From `84 9C` (please wait) to the next try, and between two status enquiries of a busy terminal.
pub const BUSY: Duration = Duration::from_secs(2);
/// How often a read looks whether the person cancelled.
pub const LOOK: Duration = Duration::from_millis(250);
