//! What may be done for an entry: one line for each reason.

use tillwright::device::transbank::{remedies, request};
use tillwright::model::*;

use super::kit::*;

fn tokens(entry: &Entry, now: Option<&Journal>) -> Vec<&'static str> {
    let all = remedies(entry, now);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].kind, RemedyKind::Void);
    all[0].refusals.iter().map(Refusal::as_str).collect()
}

async fn first(record: String) -> Entry {
    journal_of(&[record]).await.entries.remove(0)
}

#[tokio::test(start_paused = true)]
async fn an_approved_credit_sale_in_memory_may_be_voided() {
    let journal = journal_of(&[item(62, "A1B2C2", 990), item(63, "A1B2C3", 2500)]).await;
    let entry = &journal.entries[1];
    assert_eq!(tokens(entry, None), [""; 0]);
    assert_eq!(tokens(entry, Some(&journal)), [""; 0]);
    assert_eq!(request(RemedyKind::Void, entry), b"\x021200|63|\x03\x05", "the bytes that the vendor's SDKs send");
}

#[tokio::test(start_paused = true)]
async fn the_entry_itself_may_forbid_it() {
    let base = item(63, "A1B2C3", 2500);
    assert_eq!(tokens(&first(item_as("01", 63, "", 2500, "CR")).await, None), ["not_approved_sale"]);
    assert_eq!(tokens(&first(item_as("02", 63, "A1B2C3", 2500, "CR")).await, None), ["not_approved_sale"]);
    assert_eq!(tokens(&first(item_as("00", 63, "A1B2C3", 2500, "DB")).await, None), ["debit"]);
    assert_eq!(tokens(&first(item_as("00", 63, "A1B2C3", 2500, "")).await, None), ["card_type_unknown"]);
    assert_eq!(tokens(&first(base.replacen("|00|", "|04|", 1)).await, None), ["already_voided"]);
    let mut nameless = first(base.clone()).await;
    nameless.number = 0;
    assert_eq!(tokens(&nameless, None), ["ambiguous"]);
    let own_void = journal_of(&[base, item_as("04", 64, "A1B2C3", 2500, "CR")]).await;
    assert_eq!(tokens(&own_void.entries[1], None), ["not_approved_sale"]);
}

#[tokio::test(start_paused = true)]
async fn the_journal_as_it_is_now_may_forbid_it() {
    let base = item(63, "A1B2C3", 2500);
    let entry = first(base.clone()).await;
    let now = async |records: &[String]| tokens(&entry, Some(&journal_of(records).await));

    assert_eq!(now(&[item(64, "D4E5F6", 990)]).await, ["not_in_memory"]);
    assert_eq!(now(&[]).await, ["not_in_memory"]);
    for (from, to) in
        [("|2500|", "|2600|"), ("|A1B2C3|", "|ZZZZZZ|"), ("|14032026|", "|15032026|"), ("|4242|", "|4243|")]
    {
        assert_eq!(now(&[base.replace(from, to)]).await, ["changed"], "{from} to {to}");
    }
    assert_eq!(now(&[base.replace("|CR|", "|DB|")]).await, ["changed", "debit"]);
    assert_eq!(now(&[base.clone(), item(63, "ZZZZZZ", 700)]).await, ["ambiguous"]);
    let unreadable = base.replace("|2500|", "||");
    assert_eq!(now(&[base.clone(), unreadable]).await, ["ambiguous"], "a twin that cannot be read");
    assert_eq!(now(&[base.clone(), base.clone()]).await, [""; 0], "the same record twice is one sale");
    assert_eq!(now(&[base.clone(), base.replacen("|00|", "|04|", 1)]).await, ["already_voided"]);
    assert_eq!(now(&[base.clone(), item_as("04", 65, "A1B2C3", 2500, "CR")]).await, ["already_voided"]);
    let same_number = base.replacen("|00|", "|04|", 1).replace("|A1B2C3|", "|V0V0V0|");
    assert_eq!(now(&[base.clone(), same_number]).await, ["ambiguous", "already_voided"]);
    assert_eq!(now(&[base.replace(TERMINAL, "SIM00099")]).await, ["changed"], "another terminal's record in our list");
    let mut swapped = journal_of(std::slice::from_ref(&base)).await;
    swapped.device = Some(DeviceId::new(Family::Transbank, MERCHANT, "SIM00099"));
    assert_eq!(tokens(&entry, Some(&swapped)), ["other_device"]);
    swapped.device = None;
    assert_eq!(tokens(&entry, Some(&swapped)), ["other_device"], "nothing says which terminal it is");
}

#[tokio::test(start_paused = true)]
async fn facts_that_are_not_told_cannot_agree() {
    let base = item(63, "A1B2C3", 2500);
    let timeless = base.replace("|14032026|080003|", "|||");
    let journal = journal_of(&[timeless]).await;
    assert_eq!(tokens(&journal.entries[0], Some(&journal)), ["changed"]);
}
