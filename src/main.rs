//! Tillwright: parse, run, exit code.

fn main() {}
