//! Believable payments: amounts as bakeries and corner shops have them, cards as people in Germany have them. The same
//! seed gives the same payments, on every machine.

use jiff::civil::DateTime;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::card::{Card, Entry, Scheme};
use super::transaction::{Deed, Standing, Transaction};
use crate::sim::days::{self, dice};

/// Schemes, with their weights in hundred.
const SCHEMES: &[(Scheme, u32)] = &[
    (Scheme::Girocard, 62),
    (Scheme::Mastercard, 14),
    (Scheme::Visa, 13),
    (Scheme::Maestro, 4),
    (Scheme::Vpay, 3),
    (Scheme::Amex, 2),
    (Scheme::Diners, 1),
    (Scheme::Jcb, 1),
];
/// What amounts end on, in cents.
const ENDINGS: &[u64] = &[99, 99, 95, 90, 80, 75, 50, 49, 45, 40, 25, 20, 10, 5, 0, 0];

/// `n` payments before `now`. Not numbered.
pub(super) fn until(seed: u64, n: usize, now: DateTime) -> Vec<Transaction> {
    days::until(seed, n, now, |dice, time| {
        let amount = amount(dice);
        Transaction {
            deed: Deed::Payment,
            standing: Standing::Final,
            receipt: 0,
            trace: 0,
            turnover: 0,
            amount,
            time,
            card: card(dice, amount),
            authorisation: String::new(),
            result: 0,
            closed: false,
            original: None,
            known_to_till: true,
        }
    })
}

/// The card that pays when nobody scripted one.
pub(super) fn payer(seed: u64, trace: u32, amount: u64, time: DateTime) -> Card {
    card(&mut dice(seed, time, u64::from(trace)), amount)
}

/// An approval number for a transaction that nobody scripted.
pub(super) fn authorisation(seed: u64, trace: u32) -> String {
    format!("{:06}", dice(seed, DateTime::MIN, 1 + u64::from(trace)).random_range(1..1_000_000u32))
}

fn amount(dice: &mut ChaCha8Rng) -> u64 {
    let euros = match dice.random_range(0..100u32) {
        0..50 => dice.random_range(1..=9u64),
        50..85 => dice.random_range(10..=39u64),
        85..97 => dice.random_range(40..=149u64),
        _ => dice.random_range(150..=899u64),
    };
    let ending = ENDINGS.get(dice.random_range(0..ENDINGS.len() as u32) as usize);
    euros * 100 + ending.copied().unwrap_or_default()
}

fn card(dice: &mut ChaCha8Rng, amount: u64) -> Card {
    let mut rest = dice.random_range(0..100u32);
    let mut scheme = Scheme::Girocard;
    for (one, weight) in SCHEMES {
        scheme = *one;
        match rest.checked_sub(*weight) {
            Some(left) => rest = left,
            None => break,
        }
    }
    let last4 = format!("{:04}", dice.random_range(0..10_000u32));
    // Small amounts are held against the terminal, large ones are put in.
    let contactless = dice.random_ratio(if amount <= 5_000 { 4 } else { 1 }, 5);
    let entry = if contactless { Entry::Contactless } else { Entry::Chip };
    let expiry = format!("{:02}{:02}", dice.random_range(26..=30u32), dice.random_range(1..=12u32));
    Card { scheme, last4, entry, expiry }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_are_believable_and_the_same_for_the_same_seed() {
        let now = jiff::civil::date(2026, 3, 14).at(18, 30, 0, 0);
        let payments = until(3, 2000, now);
        assert_eq!(payments, until(3, 2000, now));
        assert_ne!(payments, until(4, 2000, now));
        assert!(payments.iter().all(|one| (100..90_000).contains(&one.amount) && one.time < now));
        let giro = payments.iter().filter(|one| one.card.scheme == Scheme::Girocard).count();
        assert!((1_100..1_400).contains(&giro), "{giro}");
        assert!(payments.iter().any(|one| one.card.entry == Entry::Contactless));
    }
}
