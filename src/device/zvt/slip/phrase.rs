//! What the phrases of a line say together: how a transaction ended, of which kind it is, with which card.

use super::line::Item;
use super::words::Sense;
use crate::model::EntryResult;

/// The senses of a line.
pub fn senses<'i>(items: &'i [Item<'_>]) -> impl Iterator<Item = Sense> + Clone + 'i {
    items.iter().filter_map(|item| match item {
        Item::Sense(sense, _) => Some(*sense),
        _ => None,
    })
}

/// The result that a line tells, [`EntryResult::Unknown`] where it says yes and no, and `None` where it tells none.
pub fn outcome(items: &[Item<'_>]) -> Option<EntryResult> {
    let has = |wanted: Sense| senses(items).any(|sense| sense == wanted);
    let what = senses(items).any(|sense| kind(sense) || matches!(sense, Sense::Pay | Sense::Booking | Sense::Deed));
    let done = has(Sense::Approved) || what && (has(Sense::Happened) || has(Sense::Reversed));
    match (done, has(Sense::Declined), has(Sense::Not)) {
        (true, false, false) => Some(EntryResult::Approved),
        (true, false, true) | (false, true, false) => Some(EntryResult::Declined),
        (false, false, true) if has(Sense::Possible) => Some(EntryResult::Declined),
        (false, false, false) => None,
        _ => Some(EntryResult::Unknown),
    }
}

/// Whether a sense names a kind that no receipt of a plain payment prints.
pub fn kind(sense: Sense) -> bool {
    matches!(sense, Sense::Reversal | Sense::Refund | Sense::Reserve | Sense::Totals)
}

/// The card's name in a line: a brand with the words that belong to it, as printed.
pub fn card_name(items: &[Item<'_>]) -> Option<String> {
    let is_name = |item: &Item<'_>| matches!(item, Item::Sense(Sense::Brand | Sense::Means, _));
    items.iter().any(|item| matches!(item, Item::Sense(Sense::Brand, _))).then(|| {
        let words = items.iter().filter(|item| is_name(item));
        let printed: Vec<&str> =
            words.filter_map(|item| if let Item::Sense(_, printed) = item { Some(*printed) } else { None }).collect();
        printed.join(" ")
    })
}
