//! decode: frames from hex to JSON, one object a line.
//!
//!     tillwright decode transbank 02303130300302
//!     tillwright decode transbank < capture.hex
//!     tillwright decode zvt 1002067000 1003d9f9
//!     tillwright decode zvt 06 1e 01 6c
//!
//! White space in the hex does not matter; each line of stdin is read on its own. Card numbers, track data and
//! fields that break their specified length are masked before anything is printed. Ends with 1 when a checksum was wrong
//! or bytes could not be read.

use std::io::BufRead;

use clap::Args;
use serde_json::{Map, Value, json};

use super::context::Context;
use super::{Ending, output};
use crate::model::{Direction, Family};
use crate::ops::{Class, Failure};
use crate::protocol::{transbank, zvt};
use crate::text::cli as words;

/// Arguments of `decode`.
#[derive(Args, Debug)]
pub(super) struct Decode {
    /// Protocol family
    family: Family,
    /// Hex digits; stdin where none are given
    hex: Vec<String>,
}

impl Decode {
    pub(super) fn run(self, _: &Context) -> Result<Ending, Failure> {
        let mut good = true;
        if self.hex.is_empty() {
            for line in std::io::stdin().lock().lines() {
                let line = line.map_err(|error| unreadable(&error.to_string()))?;
                if !line.trim().is_empty() {
                    good &= decode(self.family, &line)?;
                }
            }
        } else {
            good = decode(self.family, &self.hex.concat())?;
        }
        Ok(if good { Ending::Done } else { Ending::Told(Class::Found) })
    }
}

fn decode(family: Family, text: &str) -> Result<bool, Failure> {
    let digits: String = text.chars().filter(|symbol| !symbol.is_whitespace()).collect();
    let bytes = hex::decode(&digits).map_err(|error| unreadable(&error.to_string()))?;
    let pieces = match family {
        Family::Transbank => transbank::decode(&bytes),
        Family::Zvt => zvt::decode(&bytes),
    };
    let good = pieces.iter().all(|piece| piece.checksum_ok != Some(false) && piece.problem.is_none());
    output::lines(pieces.into_iter().map(|piece| {
        let fields: Map<String, Value> = piece.fields.into_iter().map(|(name, value)| (name, json!(value))).collect();
        json!({
            "family": family.as_str(),
            "direction": piece.direction.map(Direction::as_str),
            "message": piece.name,
            "fields": fields,
            "checksum_ok": piece.checksum_ok,
            "bytes": hex::encode(&piece.raw),
            "problem": piece.problem,
        })
    }))?;
    Ok(good)
}

fn unreadable(why: &str) -> Failure {
    Failure::new(
        Class::Usage,
        "not_hex",
        words::NOT_HEX.with([("why", &why as &dyn std::fmt::Display)]),
        &words::NOTHING_DONE,
        &words::SEE_HELP,
    )
}
