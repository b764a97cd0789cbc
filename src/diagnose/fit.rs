//! Which entries fit a question, and how well.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

use super::dispute::{Around, Candidate, Evidence, Question};
use crate::model::{Entry, EntryResult, Kind, Outcome};
use crate::text::Phrase;
use crate::text::dispute as words;

/// So far from the time asked an entry still fits: people remember, and device clocks differ, by minutes.
pub(super) const FITS: i64 = 15;
/// So far all of one amount are listed: a wrong day, a wrong zone, a clock that drifted.
pub(super) const NEAR: i64 = 26 * 60;
/// Of what is farther off and has nothing but the amount in common, so many are listed.
const FAR_LISTED: usize = 12;
/// Two sales of one card and amount within so many minutes may be one sale made twice.
const TWICE: i64 = 15;

/// The last four digits of what a person gave; `None` where there are fewer.
pub(super) fn last4(given: &str) -> Option<String> {
    let digits: Vec<char> = given.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 4).then(|| digits[digits.len() - 4..].iter().collect())
}

/// Every entry once, in an order of its own. Of two views of one entry the later says where it is, and the more careful
/// one what became of a remedy.
pub(super) fn merge(mut known: Vec<Evidence>) -> Vec<Evidence> {
    known.sort_by(|a, b| {
        (a.entry.key.cmp(&b.entry.key))
            .then(b.last_seen.cmp(&a.last_seen))
            .then(b.in_memory.cmp(&a.in_memory))
            .then(care(b).cmp(&care(a)))
    });
    known.dedup_by(|later_in_list, kept| {
        let same = later_in_list.entry.key == kept.entry.key;
        if same && care(later_in_list) > care(kept) {
            kept.remedy = later_in_list.remedy.take();
        }
        same
    });
    known
}

fn care(evidence: &Evidence) -> (u8, &str) {
    let rank = match evidence.remedy {
        None => 0,
        Some(Outcome::NotDone { .. }) => 1,
        Some(Outcome::Done { .. }) => 2,
        Some(Outcome::Unknown { .. }) => 3,
    };
    (rank, evidence.remedy.as_ref().map_or("", Outcome::evidence))
}

/// What fits and what nearly fits, best first.
///
/// The third value counts what has the amount asked but is too far off in time to be listed: it is never left out unsaid.
pub(super) fn sort(question: &Question, known: &[Evidence]) -> (Vec<Candidate>, Vec<Candidate>, usize) {
    let mut fitting = Vec::new();
    let mut near = Vec::new();
    for evidence in known {
        let Some(candidate) = compare(question, evidence) else { continue };
        let far = candidate.minutes_off.is_some_and(|minutes| minutes.abs() > FITS);
        match (far, candidate.card_agrees) {
            (false, Some(true) | None) => fitting.push(candidate),
            (false, Some(false)) => near.push(candidate),
            // A clock may be wrong by years; the card then still ties the entry to the question.
            (true, Some(true)) => near.push(candidate),
            (true, None) => near.push(candidate),
            (true, Some(false)) => {}
        }
    }
    fitting.sort_by_cached_key(order);
    near.sort_by_cached_key(order);
    let mut far = 0;
    let all = near.len();
    near.retain(|candidate| {
        let amount_only = candidate.card_agrees.is_none() && candidate.evidence.remedy.is_none();
        let very_far = candidate.minutes_off.is_some_and(|minutes| minutes.abs() > NEAR);
        far += usize::from(very_far && amount_only);
        !(very_far && amount_only) || far <= FAR_LISTED
    });
    let unlisted = all - near.len();
    (fitting, near, unlisted)
}

fn order(candidate: &Candidate) -> impl Ord + use<> {
    let entry = &candidate.evidence.entry;
    let card = match candidate.card_agrees {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    let minutes = candidate.minutes_off.map_or(i64::MAX, i64::abs);
    (card, candidate.with_tip, minutes, entry.time.map(|time| time.civil), entry.number, entry.key.clone())
}

/// How an entry stands to the question; `None` where it is no payment or the amount is another.
fn compare(question: &Question, evidence: &Evidence) -> Option<Candidate> {
    let entry = &evidence.entry;
    let with_tip = amount_fit(question, entry)?;
    if entry.kind != Kind::Sale {
        return None;
    }
    let minutes_off = minutes_off(question, entry);
    let day = entry.time.filter(|_| matches!(question.around, Some(Around::Time(_)))).map(|time| time.civil.date());
    let card_agrees = card_agrees(question, entry);
    Some(Candidate { evidence: evidence.clone(), with_tip, minutes_off, card_agrees, day })
}

/// Minutes from the time asked to the device's time.
pub(super) fn minutes_off(question: &Question, entry: &Entry) -> Option<i64> {
    let told = entry.time?.civil;
    match question.around? {
        Around::Moment(asked) => Some(minutes_between(asked, told)),
        Around::Time(asked) => Some(minutes_of_day(asked, told)),
        Around::Day(asked) if told.date() == asked => None,
        Around::Day(asked) if told.date() < asked => Some(minutes_between(asked.at(0, 0, 0, 0), told)),
        Around::Day(asked) => Some(minutes_between(asked.at(23, 59, 59, 0), told)),
    }
}

/// Minutes from a time of day to a moment, by the nearest such time: 23:55 is ten minutes before 00:05 of the next day.
fn minutes_of_day(asked: Time, told: DateTime) -> i64 {
    let on = |date: jiff::civil::Date| minutes_between(date.to_datetime(asked), told);
    let day = told.date();
    let all = [Some(day), day.yesterday().ok(), day.tomorrow().ok()];
    all.into_iter().flatten().map(on).min_by_key(|minutes| minutes.abs()).unwrap_or_else(|| on(day))
}

/// Whether the sum with the tip, and not the amount alone, is what was asked; `None` where neither is.
pub(super) fn amount_fit(question: &Question, entry: &Entry) -> Option<bool> {
    if entry.amount.same_amount(&question.amount) {
        return Some(false);
    }
    let total = entry.tip.and_then(|tip| entry.amount.checked_add(tip))?;
    total.same_amount(&question.amount).then_some(true)
}

/// Begun minutes count whole, so that the limit is one of seconds.
fn minutes_between(from: DateTime, to: DateTime) -> i64 {
    let seconds = to.duration_since(from).as_secs();
    seconds.signum() * seconds.unsigned_abs().div_ceil(60).cast_signed()
}

/// Digits that the device left out are no disagreement; digits that it told are.
fn card_agrees(question: &Question, entry: &Entry) -> Option<bool> {
    let asked = question.last4.as_deref()?;
    let told = entry.card.as_ref()?.last4();
    if told.len() == asked.len() {
        return Some(told == asked);
    }
    if asked.ends_with(told) { None } else { Some(false) }
}

/// Whether the newest journal was read before the disputed time was well past.
pub(super) fn is_stale(question: &Question, as_of: Option<Timestamp>, zone: &TimeZone) -> bool {
    let Some((asked, read)) = question.around.zip(as_of) else { return false };
    let read = zone.to_datetime(read);
    match asked {
        Around::Moment(asked) => minutes_between(asked, read) < FITS,
        Around::Day(asked) => read.date() < asked,
        Around::Time(_) => false,
    }
}

/// Pairs of approved, unvoided sales of one card and one amount, minutes apart, in the order of time.
pub(super) fn twice<'a>(listed: impl Iterator<Item = &'a Candidate>) -> Vec<(&'a Candidate, &'a Candidate, i64)> {
    let mut sales: Vec<(&Candidate, DateTime)> = listed
        .filter(|candidate| candidate.evidence.entry.result == EntryResult::Approved && !candidate.evidence.is_voided())
        .filter_map(|candidate| candidate.evidence.entry.time.map(|time| (candidate, time.civil)))
        .collect();
    sales.sort_by_key(|(candidate, time)| (*time, candidate.evidence.entry.number));
    let mut pairs = Vec::new();
    for (index, (first, time)) in sales.iter().enumerate() {
        let soon = sales[index + 1..].iter().take_while(|(_, later)| minutes_between(*time, *later) <= TWICE);
        if let Some((second, later)) = soon.into_iter().find(|(second, _)| same_payment(first, second)) {
            pairs.push((*first, *second, minutes_between(*time, *later)));
        }
    }
    pairs
}

fn same_payment(first: &Candidate, second: &Candidate) -> bool {
    let (first, second) = (&first.evidence.entry, &second.evidence.entry);
    let same_card = match (&first.card, &second.card) {
        (Some(a), Some(b)) => {
            a.last4() == b.last4() && a.first6().zip(b.first6()).is_none_or(|(issuer, other)| issuer == other)
        }
        _ => false,
    };
    same_card && first.amount.same_amount(&second.amount)
}

/// How well a candidate fits, point by point.
pub(super) fn sentences(candidate: &Candidate) -> Vec<Phrase> {
    let mut out = vec![if candidate.with_tip { &words::FIT_WITH_TIP } else { &words::FIT_AMOUNT }.plain()];
    match candidate.minutes_off {
        Some(minutes) => {
            let text = if minutes.abs() <= FITS { &words::FIT_MINUTES } else { &words::FIT_FAR };
            out.push(text.with([("minutes", &format!("{minutes:+}") as &dyn std::fmt::Display)]));
        }
        None if candidate.evidence.entry.time.is_none() => out.push(words::FIT_NO_TIME.plain()),
        None => {}
    }
    out.push(
        match candidate.card_agrees {
            Some(true) => &words::FIT_CARD,
            Some(false) => &words::FIT_OTHER_CARD,
            None => &words::FIT_CARD_UNKNOWN,
        }
        .plain(),
    );
    out
}
