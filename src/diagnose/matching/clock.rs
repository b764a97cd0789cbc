//! How far the clock of a device stands from the times of a bill, measured on the pairs that keys decided.

use std::collections::BTreeMap;

use super::Pair;
use super::book::Sides;

/// Fewer pairs measure nothing.
const ENOUGH: usize = 3;
/// A spread beyond this is no clock that is off, but a bill that writes something else (times of booking).
const STEADY: i64 = 120;
/// Window around a corrected time, seconds.
const WINDOW: i64 = 120;
/// Window where nothing was measured, seconds.
const WIDE: i64 = 15 * 60;

/// What was measured between one device and one bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Seconds that the bill is ahead of the device: the median of the pairs. Holds a difference of time zones as well.
    pub offset: i64,
    /// Median distance of the pairs from that, seconds.
    pub spread: i64,
    /// Pairs that were measured.
    pub pairs: usize,
}

impl Clock {
    /// Whether it may be built on.
    pub fn is_known(&self) -> bool {
        self.pairs >= ENOUGH && self.spread <= STEADY
    }
}

/// Clocks by book and sheet.
#[derive(Debug, Default)]
pub(crate) struct Clocks {
    of: BTreeMap<(usize, usize), Clock>,
}

impl Clocks {
    /// Measures every device against every bill. `account_of` names the account of a sheet: where one file gives too few pairs,
    /// all files of its account are taken together.
    pub(super) fn measure(sides: &Sides<'_>, pairs: &[Pair], account_of: &[usize]) -> Self {
        let mut apart: BTreeMap<(usize, usize), Vec<i64>> = BTreeMap::new();
        for pair in pairs {
            let (Some(ours), Some(theirs)) = (sides.entry_at(pair.entry), sides.row_at(pair.row)) else { continue };
            let sheet = sides.sheet_of(pair.row);
            if !sides.sheets[sheet].days_only {
                apart.entry((sides.book_of(pair.entry), sheet)).or_default().push(theirs - ours);
            }
        }
        let mut together: BTreeMap<(usize, usize), Vec<i64>> = BTreeMap::new();
        for ((book, sheet), all) in &apart {
            together.entry((*book, account_of[*sheet])).or_default().extend(all);
        }
        let whole: BTreeMap<(usize, usize), Clock> =
            together.into_iter().filter_map(|(key, mut all)| Some((key, of(&mut all)?))).collect();
        let mut clocks = BTreeMap::new();
        for (sheet, account) in account_of.iter().enumerate() {
            for book in 0..sides.books.len() {
                let own = apart.get_mut(&(book, sheet)).and_then(|all| of(all)).filter(|clock| clock.pairs >= ENOUGH);
                if let Some(clock) = own.or_else(|| whole.get(&(book, *account)).copied()) {
                    clocks.insert((book, sheet), clock);
                }
            }
        }
        Self { of: clocks }
    }

    /// The clock of a device against a bill, where it was measured.
    pub(crate) fn get(&self, book: usize, sheet: usize) -> Option<Clock> {
        self.of.get(&(book, sheet)).copied()
    }

    /// The offset to reckon with, and the window around it; `false`: nothing was measured, the window is wide.
    pub(crate) fn window(&self, book: usize, sheet: usize) -> (i64, i64, bool) {
        match self.get(book, sheet).filter(Clock::is_known) {
            Some(clock) => (clock.offset, WINDOW, true),
            None => (0, WIDE, false),
        }
    }
}

/// Median and median distance from it.
fn of(apart: &mut [i64]) -> Option<Clock> {
    let offset = median(apart)?;
    let mut off: Vec<i64> = apart.iter().map(|one| (one - offset).abs()).collect();
    Some(Clock { offset, spread: median(&mut off)?, pairs: apart.len() })
}

fn median(all: &mut [i64]) -> Option<i64> {
    if all.is_empty() {
        return None;
    }
    let middle = all.len() / 2;
    Some(*all.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wild_pair_does_not_move_the_clock() {
        let clock = of(&mut [25, 26, 24, 86_400, 25]).unwrap();
        assert_eq!((clock.offset, clock.spread, clock.pairs), (25, 1, 5));
        assert!(clock.is_known());
        assert!(!of(&mut [25, 26]).unwrap().is_known(), "two pairs measure nothing");
        assert!(!of(&mut [0, 4_000, 9_000, 20_000, 30_000]).unwrap().is_known(), "times of booking");
        assert_eq!(of(&mut []), None);
    }
}
