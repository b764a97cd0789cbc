//! Believable sales: amounts as shops have them, cards as people have them. The same seed gives the same sales, on every
//! machine.

use jiff::civil::{Date, DateTime};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::sale::{CardKind, StoredSale};
use crate::sim::days::{self, dice};

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
    let mut sales = days::from(seed, n, start, sale);
    number(&mut sales);
    sales
}

/// `n` sales before `now`: today's up to now, the rest on the days before. Not numbered.
pub(super) fn until(seed: u64, n: usize, now: DateTime) -> Vec<StoredSale> {
    days::until(seed, n, now, |dice, time| StoredSale { authorisation: String::new(), ..sale(dice, time) })
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

fn sale(dice: &mut ChaCha8Rng, time: DateTime) -> StoredSale {
    let amount = amount(dice);
    let wallet = wallet(dice, amount, time);
    let authorisation = code(dice);
    StoredSale {
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
    }
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
    fn numbers_wrap_after_six_digits() {
        let mut sales = days(1, 3, jiff::civil::date(2026, 3, 2));
        sales[0].operation = 999_999;
        number(&mut sales);
        assert_eq!(sales[2].operation, 3);
    }
}
