//! What goes wrong on a line, and where: as values, as text, and from a seed.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use rand::{Rng, RngExt, SeedableRng};

use crate::link::LinkError;

/// What happens to a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The link ends before it.
    Cut,
    /// It does not arrive.
    Lose,
    /// It arrives twice.
    Double,
    /// The bits of the mask change.
    Flip(u8),
    /// It arrives so much later.
    Delay(Duration),
    /// These bytes arrive before it.
    Noise(Vec<u8>),
    /// It and all that follow do not arrive.
    Stall,
}

/// Faults of both directions, each with the place of its byte, in order of place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultPlan {
    pub(super) rx: Vec<(u64, Fault)>,
    pub(super) tx: Vec<(u64, Fault)>,
}

impl FaultPlan {
    /// Adds a fault to what the holder reads.
    pub fn reading(mut self, at: u64, fault: Fault) -> Self {
        self.rx.push((at, fault));
        self.rx.sort_by_key(|(at, _)| *at);
        self
    }

    /// Adds a fault to what the holder writes.
    pub fn writing(mut self, at: u64, fault: Fault) -> Self {
        self.tx.push((at, fault));
        self.tx.sort_by_key(|(at, _)| *at);
        self
    }

    /// `count` faults within the first `within` bytes of both directions, the same ones for the same seed.
    pub fn seeded(seed: u64, count: usize, within: u64) -> Self {
        let mut dice = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
        (0..count).fold(Self::default(), |plan, _| {
            let at = dice.random_range(0..within.max(1));
            let fault = match dice.random_range(0..12) {
                0 => Fault::Cut,
                1 => Fault::Stall,
                2 | 3 => Fault::Lose,
                4 | 5 => Fault::Double,
                6 | 7 => Fault::Flip(1 << dice.random_range(0..8u8)),
                8 | 9 => Fault::Delay(Duration::from_millis(dice.random_range(1..=15_000))),
                _ => {
                    let mut noise = vec![0; dice.random_range(1..=8)];
                    dice.fill_bytes(&mut noise);
                    Fault::Noise(noise)
                }
            };
            if dice.random() { plan.reading(at, fault) } else { plan.writing(at, fault) }
        })
    }

    /// Whether there is no fault in it.
    pub fn is_empty(&self) -> bool {
        self.rx.is_empty() && self.tx.is_empty()
    }
}

impl fmt::Display for FaultPlan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [("rx", &self.rx), ("tx", &self.tx)];
        let all = lists.iter().flat_map(|(side, list)| list.iter().map(move |(at, fault)| (side, at, fault)));
        for (number, (side, at, fault)) in all.enumerate() {
            let comma = if number > 0 { "," } else { "" };
            let (word, value) = match fault {
                Fault::Cut => ("cut", String::new()),
                Fault::Lose => ("lose", String::new()),
                Fault::Double => ("double", String::new()),
                Fault::Flip(mask) => ("flip", format!("=0x{mask:02x}")),
                Fault::Delay(time) => ("delay", format!("={}ms", time.as_millis())),
                Fault::Noise(bytes) => ("noise", format!("=0x{}", hex::encode(bytes))),
                Fault::Stall => ("stall", String::new()),
            };
            write!(out, "{comma}{side}:{word}@{at}{value}")?;
        }
        Ok(())
    }
}

impl FromStr for FaultPlan {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).try_fold(Self::default(), |plan, part| {
            let wrong = |why: &str| {
                LinkError::Bad(format!(
                    "fault `{}`: {why}; write for example rx:cut@120,tx:lose@5,rx:delay@40=11s,rx:noise@7=0x00a5",
                    part.escape_debug()
                ))
            };
            let (side, rest) = part.split_once(':').ok_or_else(|| wrong("begins with neither rx: nor tx:"))?;
            let (word, place) = rest.split_once('@').ok_or_else(|| wrong("names no byte"))?;
            let (place, value) = place.split_once('=').map_or((place, None), |(place, value)| (place, Some(value)));
            let at = place.parse().map_err(|_| wrong("the place is no number"))?;
            let fault = parse_fault(word, value).map_err(wrong)?;
            match side {
                "rx" => Ok(plan.reading(at, fault)),
                "tx" => Ok(plan.writing(at, fault)),
                _ => Err(wrong("begins with neither rx: nor tx:")),
            }
        })
    }
}

fn parse_fault(word: &str, value: Option<&str>) -> Result<Fault, &'static str> {
    let bytes = |text: &str| text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
    match (word, value) {
        ("cut", None) => Ok(Fault::Cut),
        ("lose", None) => Ok(Fault::Lose),
        ("double", None) => Ok(Fault::Double),
        ("stall", None) => Ok(Fault::Stall),
        ("cut" | "lose" | "double" | "stall", Some(_)) => Err("takes no value"),
        ("flip", None) => Ok(Fault::Flip(1)),
        ("flip", Some(mask)) => match bytes(mask).as_deref() {
            Some(&[mask]) if mask != 0 => Ok(Fault::Flip(mask)),
            _ => Err("the bits to flip are one byte, such as 0x80"),
        },
        ("delay", Some(time)) => {
            parse_time(time).map(Fault::Delay).ok_or("the time is a number of ms or s, such as 11s")
        }
        ("noise", Some(noise)) => match bytes(noise) {
            Some(noise) if !noise.is_empty() => Ok(Fault::Noise(noise)),
            _ => Err("the noise is bytes in hex, such as 0x00a5"),
        },
        ("delay" | "noise", None) => Err("lacks its value after `=`"),
        _ => Err("is none of cut, lose, double, flip, delay, noise, stall"),
    }
}

fn parse_time(text: &str) -> Option<Duration> {
    let (digits, unit) = match text.strip_suffix("ms") {
        Some(digits) => (digits, 1),
        None => (text.strip_suffix('s')?, 1000),
    };
    digits.parse::<u64>().ok()?.checked_mul(unit).map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(text: &str) -> FaultPlan {
        text.parse().unwrap()
    }

    #[test]
    fn plans_are_read_or_the_mistake_is_named() {
        let text = "rx:noise@7=0x00a5,rx:flip@33=0x01,rx:delay@40=11000ms,rx:cut@120,tx:lose@5,tx:stall@6";
        assert_eq!(plan(text).to_string(), text);
        assert_eq!(plan("tx:lose@5, rx:delay@40=11s").to_string(), "rx:delay@40=11000ms,tx:lose@5");
        assert!(plan("").is_empty());
        for (text, what) in [
            ("cut@3", "neither rx: nor tx:"),
            ("up:cut@3", "neither rx: nor tx:"),
            ("rx:cut", "names no byte"),
            ("rx:cut@x", "no number"),
            ("rx:cut@3=4", "takes no value"),
            ("rx:burn@3", "is none of cut"),
            ("rx:flip@3=0x00", "one byte"),
            ("rx:delay@3=11", "such as 11s"),
            ("rx:noise@3=xyz", "bytes in hex"),
            ("rx:noise@3", "lacks its value"),
        ] {
            let error = text.parse::<FaultPlan>().unwrap_err().to_string();
            assert!(error.contains(what), "{text}: {error}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_faults_again() {
        let (one, again) = (FaultPlan::seeded(42, 40, 300), FaultPlan::seeded(42, 40, 300));
        assert_eq!(one, again);
        assert_ne!(one, FaultPlan::seeded(43, 40, 300));
        assert_eq!(one.rx.len() + one.tx.len(), 40);
        assert!(one.rx.iter().chain(&one.tx).all(|(at, _)| *at < 300));
    }

    proptest! {
        #[test]
        fn any_text_is_a_plan_or_refused(text in "\\PC*") {
            let _ = text.parse::<FaultPlan>();
        }

        #[test]
        fn any_plan_is_read_back_as_written(seed: u64, count in 0usize..40) {
            let plan = FaultPlan::seeded(seed, count, 500);
            prop_assert_eq!(plan.to_string().parse::<FaultPlan>().unwrap(), plan);
        }
    }
}
