//! Files of bills, read with a bound, and refused where nothing may be concluded from them (B16).

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Ask;
use crate::diagnose::bill::{self, MAX_BYTES, Preview, Profile};
use crate::diagnose::matching;
use crate::model::{Bill, BillRefusal, Number, Side};
use crate::ops::{Class, Failure};
use crate::text::{bill as say, reconcile as words};

/// Largest profile, in bytes.
const MAX_PROFILE: usize = 64 * 1024;

/// What is seen of a file before it is used.
#[derive(Debug)]
pub enum Seen {
    /// Through a profile: which column means what.
    Table(Preview),
    /// A bill of a format that names its own columns.
    Bill(Bill),
}

/// Every file as a bill.
pub(super) fn read_all(ask: &Ask) -> Result<Vec<Bill>, Failure> {
    let profiles = profiles(ask)?;
    ask.files.iter().map(|path| read(path, &profiles, ask)).collect()
}

/// What a file would be read as.
pub fn preview(ask: &Ask, path: &Path) -> Result<Seen, Failure> {
    let bytes = bytes(path, MAX_BYTES)?;
    let own = profiles(ask)?;
    let name = name_of(path);
    if let Some(profile) = own.first() {
        return bill::preview(&bytes, profile).map(Seen::Table).map_err(|refusal| refused(path, &refusal));
    }
    let bill = bill::read(&name, &bytes, &own);
    let through = |name: &str| Profile::built_in().iter().find(|profile| profile.name().as_str() == name);
    match bill {
        Ok(bill) => Ok(match &bill.format {
            crate::model::BillFormat::Profile(name) => match through(name.as_str()) {
                Some(profile) => bill::preview(&bytes, profile).map_or(Seen::Bill(bill), Seen::Table),
                None => Seen::Bill(bill),
            },
            _ => Seen::Bill(bill),
        }),
        Err(refusal) => Err(refused(path, &refusal)),
    }
}

fn read(path: &Path, profiles: &[Profile], ask: &Ask) -> Result<Bill, Failure> {
    let bytes = bytes(path, MAX_BYTES)?;
    let bill = bill::read(&name_of(path), &bytes, profiles).map_err(|refusal| refused(path, &refusal))?;
    match wrong(&bill, ask) {
        Some(refusal) => Err(refused(path, &refusal)),
        None => Ok(bill),
    }
}

/// Why a bill is not the one asked for. What a file does not tell is not held against it.
fn wrong(bill: &Bill, ask: &Ask) -> Option<BillRefusal> {
    if let (Some(asked), Side::Merchant) = (ask.merchant.as_deref().and_then(Number::new), bill.side)
        && let Some(found) = bill.merchants.first()
        && !bill.merchants.iter().any(|known| matching::same_number(known.as_str(), asked.as_str()))
    {
        return Some(BillRefusal::WrongMerchant { found: found.clone(), asked });
    }
    let (asked, (first, last)) = (ask.day?, matching::days_of(bill)?);
    let covered = bill.covers.is_some_and(|(from, to)| (from..=to).contains(&asked));
    (!covered && !(first..=last).contains(&asked)).then_some(BillRefusal::WrongDay { first, last, asked })
}

fn profiles(ask: &Ask) -> Result<Vec<Profile>, Failure> {
    let Some(path) = &ask.profile else { return Ok(Vec::new()) };
    let bytes = bytes(path, MAX_PROFILE)?;
    let text = String::from_utf8_lossy(&bytes);
    let profile = Profile::parse(&text).map_err(|error| {
        let what = &words::W_PROFILE;
        Failure::new(Class::Configuration, "bad_profile", what, say::not_concluded(), &words::N_PROFILE)
            .on(path.display())
            .because(error)
    })?;
    Ok(vec![profile])
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// At most one byte more than the limit is read, whatever the file says of its size: the reader then refuses it.
fn bytes(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let what = &words::W_UNREADABLE;
            let failure = Failure::new(Class::Usage, "no_such_file", what, say::not_concluded(), &words::N_UNREADABLE);
            Err(failure.on(path.display()).because(error))
        }
    }
}

fn refused(path: &Path, refusal: &BillRefusal) -> Failure {
    let failure =
        Failure::new(Class::Rule, "bill_refused", say::happened(refusal), say::not_concluded(), say::next(refusal));
    failure.on(path.display()).because(format!("B16: {refusal}"))
}
