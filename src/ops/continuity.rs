//! Whether a journal continues what the vault has of a device: the only proof of identity that some families offer.
//!
//! The rule. A device's memory only grows until its batch is closed, and a close empties it as a whole. So a journal
//! read now, compared with the newest archive of the same numbers, is
//! - **continuous** where at least one archived entry is there with the same facts, the shared entries come in the same
//!   order, nothing new stands between them, and no archived number is there with other facts;
//! - **broken** where some archived entries are there and one of these conditions fails: memory does not change like
//!   that, so another device, or another memory, answers under these numbers;
//! - **told** where nothing of the archive is there (a close explains that; numbers may begin again after it), or
//!   where there is no archive;
//! - **none** where the journal names no device.
//!
//! Archived entries that are missing while others are there do not break it: a void may take its sale off the list.
//! A break is remembered as long as its batch lasts: archives are compared with each other back to the last close, so
//! that one more pull does not make a break good.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::model::{DeviceId, Entry, Extent, IdentityProof, Journal, Kind, RefName};
use crate::vault::archive::Saved;
use crate::vault::{Vault, VaultError};

/// Whether two records tell the same facts of the same entry; what the journal showed of a void is no fact of it. Two
/// records of one kind have to tell the same; a printed receipt may lack what a structured record tells, its seconds too.
pub(super) fn same_facts(left: &Entry, right: &Entry) -> bool {
    let code = |entry: &Entry| entry.reference(RefName::AuthorisationCode).cloned();
    let same = left.key == right.key
        && left.device == right.device
        && left.number == right.number
        && left.amount.same_amount(&right.amount);
    if left.provenance == right.provenance {
        return same && left.time == right.time && left.card == right.card && code(left) == code(right);
    }
    let minute = |entry: &Entry| entry.time.map(|time| (time.civil.date(), time.civil.hour(), time.civil.minute()));
    let last4 = |entry: &Entry| entry.card.as_ref().map(|card| card.last4().to_owned());
    same && agree(minute(left), minute(right)) && agree(last4(left), last4(right)) && agree(code(left), code(right))
}

/// Whether two readings of a fact do not contradict: one that is not told contradicts nothing.
pub(super) fn agree<T: PartialEq>(left: Option<T>, right: Option<T>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    }
}

/// What differs between two records of one number, for people; `None` where they tell the same facts.
pub(super) fn difference(archived: &Entry, now: &Entry) -> Option<String> {
    if same_facts(archived, now) {
        return None;
    }
    let code = |entry: &Entry| entry.reference(RefName::AuthorisationCode).map(ToString::to_string).unwrap_or_default();
    let time = |entry: &Entry| entry.time.map(|time| time.to_string()).unwrap_or_default();
    let pairs = [
        (archived.amount.to_string(), now.amount.to_string()),
        (code(archived), code(now)),
        (time(archived), time(now)),
        (archived.device.to_string(), now.device.to_string()),
    ];
    let differing = pairs.into_iter().find(|(was, is)| was != is);
    Some(differing.map_or_else(|| "card or type differ".to_owned(), |(was, is)| format!("{was} -> {is}")))
}

/// Compares what was archived with what is there now, by the rule above.
pub(super) fn compare(archived: &[Entry], now: &[Entry]) -> IdentityProof {
    let mut by_number: HashMap<u32, Vec<(usize, &Entry)>> = HashMap::new();
    for (place, entry) in now.iter().enumerate() {
        by_number.entry(entry.number).or_default().push((place, entry));
    }
    let mut places: Vec<usize> = Vec::new();
    let mut contradicted = false;
    for old in archived {
        let Some(there) = by_number.get(&old.number) else { continue };
        match there.iter().find(|(_, entry)| same_facts(old, entry)) {
            Some((place, _)) => places.push(*place),
            None => contradicted = true,
        }
    }
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return IdentityProof::Told };
    if contradicted || !places.is_sorted() {
        return IdentityProof::Broken;
    }
    let known: HashSet<usize> = places.iter().copied().collect();
    let inserted = (first..last).any(|place| !known.contains(&place) && now[place].kind == Kind::Sale);
    if inserted {
        return IdentityProof::Broken;
    }
    IdentityProof::Continuity { matched: known.len() }
}

/// Whether a number that was archived is there now with other facts.
pub(super) fn contradicts(archived: &[Entry], now: &[Entry]) -> bool {
    now.iter().filter(|now| now.number != 0).any(|now| {
        let mut same = archived.iter().filter(|old| old.number == now.number).peekable();
        same.peek().is_some() && !same.any(|old| same_facts(old, now))
    })
}

/// What the vault keeps of a device's memory as it was last seen: the newest sealed archive that stands for all of it, and
/// those of single entries since, newest first. Archives that do not verify are passed over (listing them says so), since
/// a damaged archive must not stand in the way of a new one.
pub(super) fn last_seen(vault: &Vault, device: &DeviceId) -> Result<Vec<Saved>, VaultError> {
    let mut seen = Vec::new();
    for info in vault.archives()? {
        if info.device.as_ref() == Some(device)
            && !info.partial
            && let Some(saved) = readable(vault, &info.path)?
        {
            let whole = saved.info.extent == Extent::Whole;
            seen.push(saved);
            if whole {
                break;
            }
        }
    }
    Ok(seen)
}

/// Every sealed archive of a device that verifies, newest first, and the paths of those that do not.
pub(super) fn all_readable(vault: &Vault, device: &DeviceId) -> Result<(Vec<Saved>, Vec<PathBuf>), VaultError> {
    let (mut saved, mut damaged) = (Vec::new(), Vec::new());
    for info in vault.archives()? {
        if info.device.as_ref() == Some(device) && !info.partial {
            match readable(vault, &info.path)? {
                Some(archive) => saved.push(archive),
                None => damaged.push(info.path),
            }
        }
    }
    Ok((saved, damaged))
}

fn readable(vault: &Vault, path: &Path) -> Result<Option<Saved>, VaultError> {
    match vault.load_entries(path) {
        Ok(saved) => Ok(Some(saved)),
        Err(VaultError::Damaged { .. } | VaultError::Newer { .. } | VaultError::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// How a journal read now relates to the newest readable archive of the device that it names.
pub(super) fn judge(vault: &Vault, now: &Journal) -> Result<IdentityProof, VaultError> {
    let Some(device) = &now.device else { return Ok(IdentityProof::None) };
    Ok(match last_seen(vault, device)?.first() {
        None => IdentityProof::Told,
        Some(saved) => compare(&saved.entries, &now.entries),
    })
}

/// Whether the archives of a device contradict each other within the batch that `newest` shows.
pub(super) fn broken_before(vault: &Vault, device: &DeviceId, newest: &Saved) -> Result<bool, VaultError> {
    let mut later = newest.entries.clone();
    for info in vault.archives()? {
        let of_device = info.device.as_ref() == Some(device) && !info.partial && info.hash != newest.info.hash;
        if !of_device || info.begun > newest.info.begun {
            continue;
        }
        let Some(earlier) = readable(vault, &info.path)? else { continue };
        match compare(&earlier.entries, &later) {
            IdentityProof::Broken => return Ok(true),
            IdentityProof::Continuity { .. } => later = earlier.entries,
            IdentityProof::Told | IdentityProof::None => return Ok(false),
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Card, CardType, Currency, CurrencySource, EntryKey, EntryResult, Family, Money, Printable, Provenance, VoidMark,
    };

    fn sale(number: u32, amount: i64) -> Entry {
        let device = DeviceId::new(Family::Transbank, "000000000001", "SIM00001");
        Entry {
            key: EntryKey::new(&device, number, &amount.to_string()),
            device,
            number,
            kind: Kind::Sale,
            result: EntryResult::Approved,
            code: Printable::new("00", 2),
            amount: Money::new(amount, Currency::CLP, CurrencySource::Family),
            tip: None,
            time: None,
            card: Card::mask("4242"),
            card_type: CardType::Credit,
            brand: Printable::new("VI", 2),
            instalments: None,
            references: Vec::new(),
            printed: Vec::new(),
            provenance: Provenance::Structured,
            void: VoidMark::NotTold,
        }
    }

    fn sales(list: &[(u32, i64)]) -> Vec<Entry> {
        list.iter().map(|&(number, amount)| sale(number, amount)).collect()
    }

    #[test]
    fn a_memory_that_grew_or_lost_a_voided_sale_is_continuous() {
        let archived = sales(&[(1, 100), (2, 200), (3, 300)]);
        let grown = sales(&[(1, 100), (2, 200), (3, 300), (4, 400)]);
        assert_eq!(compare(&archived, &grown), IdentityProof::Continuity { matched: 3 });
        let lost = sales(&[(1, 100), (3, 300), (4, 400)]);
        assert_eq!(compare(&archived, &lost), IdentityProof::Continuity { matched: 2 });
        let mut marked = grown.clone();
        marked[1].void = VoidMark::Voided;
        assert_eq!(compare(&archived, &marked), IdentityProof::Continuity { matched: 3 });
    }

    #[test]
    fn a_closed_batch_is_told_even_where_numbers_begin_again() {
        let archived = sales(&[(1, 100), (2, 200)]);
        assert_eq!(compare(&archived, &[]), IdentityProof::Told);
        assert_eq!(compare(&archived, &sales(&[(1, 150), (2, 250)])), IdentityProof::Told);
        assert_eq!(compare(&[], &sales(&[(1, 150)])), IdentityProof::Told);
    }

    #[test]
    fn a_memory_that_contradicts_is_broken() {
        let archived = sales(&[(1, 100), (2, 200), (3, 300)]);
        for now in [
            sales(&[(1, 100), (2, 999), (3, 300)]),
            sales(&[(3, 300), (2, 200), (1, 100)]),
            sales(&[(1, 100), (9, 900), (2, 200), (3, 300)]),
        ] {
            assert_eq!(compare(&archived, &now), IdentityProof::Broken, "{now:?}");
        }
    }
}
