//! The command line: one file a subcommand, its module doc is its manual.

pub mod opener;
