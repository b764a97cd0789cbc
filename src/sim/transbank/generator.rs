//! Believable days: opening hours, amounts as shops have them, cards as people have them. The same seed gives the same
//! days, on every machine.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::sale::{CardKind, StoredSale};

/// Sales that a day has at most, unless there is only one day for them all.
const BUSY_DAY: usize = 180;
/// The shop opens, in minutes after midnight.
const OPENS: i32 = 9 * 60 + 30;
/// The shop closes.
const CLOSES: i32 = 20 * 60 + 45;
/// From here on people sit at tables and give tips.
const EVENING: i8 = 19;

/// Brands of credit cards, with their weights in hundred.
const BRANDS: &[(&str, u32)] =
    &[("VI", 46), ("MC", 38), ("AX", 4), ("TC", 4), ("RP", 3), ("DC", 2), ("TM", 1), ("TP", 1), ("MG", 1)];
/// What amounts end on.
const ENDINGS: &[u32] = &[990, 990, 990, 490, 490, 500, 500, 0, 0, 0, 190, 290, 690, 790, 890];
/// Instalments that people choose.
const INSTALMENTS: &[u8] = &[2, 3, 3, 3, 6, 6, 12];

/// A believable card.
#[derive(Clone, Debug)]
pub(super) struct Wallet {
    pub(super) card: CardKind,
    pub(super) brand: String,
    pub(super) last4: String,
    pub(super) instalments: u8,
    pub(super) tip: u32,
}

/// `n` sales from the day `start` on, in order of time, numbered from 1. As many days as it takes; the terminal's
/// capacity is not looked at, so that more can be made than one holds.
pub fn days(seed: u64, n: usize, start: Date) -> Vec<StoredSale> {
    let mut sales = Vec::with_capacity(n);
    let mut day = start;
    while sales.len() < n {
        let count = BUSY_DAY.min(n - sales.len());
        day_of(seed, day, CLOSES, count, &mut sales);
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    number(&mut sales);
    sales
}

/// `n` sales before `now`: today's up to now, the rest on the days before. Not numbered.
pub(super) fn until(seed: u64, n: usize, now: DateTime) -> Vec<StoredSale> {
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
    for (day, count) in plan.into_iter().rev() {
        day_of(seed, day, CLOSES, count, &mut sales);
    }
    day_of(seed, now.date(), minute.min(CLOSES), today, &mut sales);
    for sale in &mut sales {
        sale.operation = 0;
        sale.ticket.clear();
        sale.authorisation.clear();
    }
    sales
}

/// The till's own number for a sale: another one than the terminal's, so that nobody takes one for the other.
pub(super) fn ticket(operation: u32) -> String {
    format!("{:06}", (operation + 48_200) % 1_000_000)
}

fn number(sales: &mut [StoredSale]) {
    let mut operation = 0;
    for sale in sales {
        operation = operation % 999_999 + 1;
        sale.operation = operation;
        sale.ticket = ticket(operation);
    }
}

fn day_of(seed: u64, day: Date, closes: i32, count: usize, sales: &mut Vec<StoredSale>) {
    let mut dice = dice(seed, day.to_datetime(jiff::civil::Time::midnight()), 0);
    let span = ((closes - OPENS).max(1) as u32) * 60;
    let mut seconds: Vec<u32> = (0..count).map(|_| busy_second(&mut dice, span)).collect();
    seconds.sort_unstable();
    for second in seconds {
        let offset = (i64::from(OPENS) * 60 + i64::from(second)).seconds();
        let time = day.to_datetime(jiff::civil::Time::midnight()).saturating_add(offset);
        let amount = amount(&mut dice);
        let wallet = wallet(&mut dice, amount, time);
        let authorisation = code(&mut dice);
        sales.push(StoredSale {
            operation: 0,
            ticket: String::new(),
            authorisation,
            amount,
            tip: wallet.tip,
            instalments: wallet.instalments,
            last4: wallet.last4,
            card: wallet.card,
            brand: wallet.brand,
            time,
            employee: dice.random_range(1..=4u32).to_string(),
            provider: None,
            voided: false,
            void_of: None,
            known_to_till: true,
        });
    }
}

/// A second of the day; the middle and the end of the day are busier than the morning.
fn busy_second(dice: &mut ChaCha8Rng, span: u32) -> u32 {
    let one = dice.random_range(0..span);
    let two = dice.random_range(0..span);
    if dice.random_ratio(1, 3) { one.max(two) } else { one }
}

fn amount(dice: &mut ChaCha8Rng) -> u32 {
    let thousands = match dice.random_range(0..100u32) {
        0..55 => dice.random_range(1..=9u32),
        55..85 => dice.random_range(10..=24u32),
        85..97 => dice.random_range(25..=79u32),
        _ => dice.random_range(80..=389u32),
    };
    let ending = ENDINGS[dice.random_range(0..ENDINGS.len() as u32) as usize];
    thousands * 1000 + ending
}

/// A card for an amount at a time.
fn wallet(dice: &mut ChaCha8Rng, amount: u32, time: DateTime) -> Wallet {
    let last4 = format!("{:04}", dice.random_range(0..10_000u32));
    let tip = match time.hour() >= EVENING && dice.random_ratio(1, 4) {
        true => amount / 1000 * 100,
        false => 0,
    };
    if dice.random_ratio(45, 100) {
        return Wallet { card: CardKind::Debit, brand: "DB".to_owned(), last4, instalments: 0, tip };
    }
    let mut rest = dice.random_range(0..100u32);
    let mut brand = "VI";
    for (name, weight) in BRANDS {
        brand = name;
        match rest.checked_sub(*weight) {
            Some(left) => rest = left,
            None => break,
        }
    }
    let instalments = match amount >= 20_000 && dice.random_ratio(2, 5) {
        true => INSTALMENTS[dice.random_range(0..INSTALMENTS.len() as u32) as usize],
        false => 1,
    };
    Wallet { card: CardKind::Credit, brand: brand.to_owned(), last4, instalments, tip }
}

/// The card that pays a sale that nobody scripted.
pub(super) fn payer(seed: u64, operation: u32, amount: u32, time: DateTime) -> Wallet {
    wallet(&mut dice(seed, time, u64::from(operation)), amount, time)
}

/// An authorisation code for a sale or void that nobody scripted.
pub(super) fn authorisation(seed: u64, number: u32) -> String {
    code(&mut dice(seed, DateTime::MIN, 1 + u64::from(number)))
}

fn code(dice: &mut ChaCha8Rng) -> String {
    const SYMBOLS: &[u8] = b"0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    (0..6).map(|_| char::from(SYMBOLS[dice.random_range(0..SYMBOLS.len() as u32) as usize])).collect()
}

/// Dice of their own for every day and every number, so that a sale more or less leaves the others as they were.
fn dice(seed: u64, time: DateTime, number: u64) -> ChaCha8Rng {
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
    fn the_same_seed_gives_the_same_days_and_another_seed_others() {
        let start = jiff::civil::date(2026, 3, 2);
        assert_eq!(days(7, 999, start), days(7, 999, start));
        assert_ne!(days(7, 999, start), days(8, 999, start));
    }

    #[test]
    fn days_are_believable() {
        let sales = days(3, 5000, jiff::civil::date(2026, 3, 2));
        assert_eq!(sales.len(), 5000);
        assert!(sales.windows(2).all(|pair| pair[0].time <= pair[1].time && pair[0].operation < pair[1].operation));
        assert!(
            sales.iter().all(|sale| (9..21).contains(&sale.time.hour()) && (1_000..400_000).contains(&sale.amount))
        );
        let debit = sales.iter().filter(|sale| sale.card == CardKind::Debit).count();
        assert!((2_000..2_500).contains(&debit), "{debit}");
        assert!(sales.iter().any(|sale| sale.instalments > 1 && sale.card == CardKind::Credit));
        assert!(
            sales
                .iter()
                .all(|sale| sale.card == CardKind::Credit || (sale.instalments, sale.brand.as_str()) == (0, "DB"))
        );
        assert!(
            sales.iter().any(|sale| sale.tip > 0)
                && sales.iter().all(|sale| sale.tip == 0 || sale.time.hour() >= EVENING)
        );
    }

    #[test]
    fn what_is_in_memory_happened_before_the_terminal_was_switched_on() {
        for (entries, hour) in [(0, 12), (1, 0), (25, 10), (25, 18), (999, 18), (999, 23)] {
            let now = jiff::civil::date(2026, 3, 14).at(hour, 5, 0, 0);
            let sales = until(1, entries, now);
            assert_eq!(sales.len(), entries, "{entries} at {hour}");
            assert!(sales.iter().all(|sale| sale.time < now), "{entries} at {hour}");
        }
    }

    #[test]
    fn numbers_wrap_after_six_digits() {
        let mut sales = days(1, 3, jiff::civil::date(2026, 3, 2));
        sales[0].operation = 999_999;
        number(&mut sales);
        assert_eq!(sales[2].operation, 3);
    }
}
