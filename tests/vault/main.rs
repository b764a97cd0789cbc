//! The vault as others use it: archives, ledger, index, portable files, and what power cuts, full disks and bit rot do.

mod archives;
mod index;
mod ledgers;
mod making;
mod portable;
mod power;
mod purge;
