//! What holds for every input of every decoder: one body a decoder, run by the coverage-guided targets of `fuzz/` and by
//! the tests beside this folder. A body takes any bytes and panics where something does not hold.

pub mod archive;
pub mod bill;
pub mod filter;
pub mod ledger;
pub mod masking;
pub mod portable;
pub mod simulated;
pub mod slip;
pub mod transbank;
pub mod typed;
pub mod zvt;

mod assemble;
mod look;

/// Takes any bytes; panics where something does not hold.
pub type Body = fn(&[u8]);

/// Every body by its name, which is also that of its target and of its corpus.
pub const ALL: &[(&str, Body)] = &[
    ("transbank_stream", transbank::stream),
    ("transbank_message", transbank::message),
    ("zvt_serial", zvt::serial),
    ("zvt_network", zvt::network),
    ("zvt_message", zvt::message),
    ("zvt_charset", zvt::charset),
    ("slip", slip::slip),
    ("masking", masking::masking),
    ("archive", archive::sealed),
    ("spool", archive::spool),
    ("ledger", ledger::ledger),
    ("portable", portable::portable),
    ("bill", bill::bill),
    ("profile", bill::profile),
    ("filter", filter::filter),
    ("typed", typed::typed),
    ("scenario", simulated::scenario),
    ("state", simulated::state),
];
