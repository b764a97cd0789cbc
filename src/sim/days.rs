//! Believable days, whatever is sold: opening hours, busy hours, and dice that every machine throws alike.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Sales that a day has at most, unless there is only one day for them all.
const BUSY_DAY: usize = 180;
/// The shop opens, in minutes after midnight.
const OPENS: i32 = 9 * 60 + 30;
/// The shop closes.
const CLOSES: i32 = 20 * 60 + 45;

/// `n` sales from the day `start` on, in order of time; as many days as it takes. `sale` throws what is sold at a time.
pub(super) fn from<T>(
    seed: u64,
    n: usize,
    start: Date,
    mut sale: impl FnMut(&mut ChaCha8Rng, DateTime) -> T,
) -> Vec<T> {
    let mut sales = Vec::with_capacity(n);
    let mut day = start;
    while sales.len() < n {
        let count = BUSY_DAY.min(n - sales.len());
        day_of(seed, day, CLOSES, count, &mut |dice, time| sales.push(sale(dice, time)));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    sales
}

/// `n` sales before `now`: today's up to now, the rest on the days before.
pub(super) fn until<T>(
    seed: u64,
    n: usize,
    now: DateTime,
    mut sale: impl FnMut(&mut ChaCha8Rng, DateTime) -> T,
) -> Vec<T> {
    let minute = i32::from(now.hour()) * 60 + i32::from(now.minute());
    let open_today = (minute.min(CLOSES) - OPENS).max(0);
    let share = usize::try_from(open_today).unwrap_or(0) * BUSY_DAY / 675;
    // A short history is all of today, however busy that makes it; at least some minutes have to have passed.
    let today = if open_today >= 30 { n.min(share.max(40)) } else { 0 };
    let mut rest = n - today;
    let mut plan = Vec::new();
    let mut day = now.date();
    while rest > 0 {
        let Ok(before) = day.yesterday() else { break };
        let count = BUSY_DAY.min(rest);
        plan.push((before, count));
        rest -= count;
        day = before;
    }
    let mut sales = Vec::with_capacity(n);
    let mut sell = |dice: &mut ChaCha8Rng, time: DateTime| sales.push(sale(dice, time));
    for (day, count) in plan.into_iter().rev() {
        day_of(seed, day, CLOSES, count, &mut sell);
    }
    day_of(seed, now.date(), minute.min(CLOSES), today, &mut sell);
    sales
}

fn day_of(seed: u64, day: Date, closes: i32, count: usize, sell: &mut impl FnMut(&mut ChaCha8Rng, DateTime)) {
    let mut dice = dice(seed, day.to_datetime(Time::midnight()), 0);
    let span = ((closes - OPENS).max(1) as u32) * 60;
    let mut seconds: Vec<u32> = (0..count).map(|_| busy_second(&mut dice, span)).collect();
    seconds.sort_unstable();
    for second in seconds {
        let offset = (i64::from(OPENS) * 60 + i64::from(second)).seconds();
        sell(&mut dice, day.to_datetime(Time::midnight()).saturating_add(offset));
    }
}

/// A second of the day; the middle and the end of the day are busier than the morning.
fn busy_second(dice: &mut ChaCha8Rng, span: u32) -> u32 {
    let one = dice.random_range(0..span);
    let two = dice.random_range(0..span);
    if dice.random_ratio(1, 3) { one.max(two) } else { one }
}

/// Dice of their own for every day and every number, so that a sale more or less leaves the others as they were.
pub(super) fn dice(seed: u64, time: DateTime, number: u64) -> ChaCha8Rng {
    let date = time.date();
    let day = (i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day())).unsigned_abs();
    let mut bytes = [0u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&day.to_le_bytes());
    bytes[16..24].copy_from_slice(&number.to_le_bytes());
    ChaCha8Rng::from_seed(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_memory_happened_before_the_device_was_switched_on() {
        for (entries, hour) in [(0, 12), (1, 0), (25, 10), (25, 18), (999, 18), (999, 23)] {
            let now = jiff::civil::date(2026, 3, 14).at(hour, 5, 0, 0);
            let times = until(1, entries, now, |_, time| time);
            assert_eq!(times.len(), entries, "{entries} at {hour}");
            assert!(times.iter().all(|time| *time < now), "{entries} at {hour}");
        }
    }
}
