//! What may be done for an entry, and why not.

use tillwright::device::zvt::{remedies, request};
use tillwright::model::*;
use tillwright::protocol::zvt::Status;

use super::kit::*;

fn why_not(entry: &Entry, now: Option<&Journal>) -> Vec<&'static str> {
    remedies(entry, now).remove(0).refusals.iter().map(Refusal::as_str).collect()
}

fn journal(extent: Extent, entries: Vec<Entry>) -> Journal {
    Journal { device: Some(device()), extent, entries, anomalies: Vec::new() }
}

#[tokio::test(start_paused = true)]
async fn an_approved_payment_with_number_and_amount_may_be_reversed() {
    let good = entry().await;
    assert!(why_not(&good, None).is_empty());
    let with = |change: &dyn Fn(&mut Entry)| {
        let mut entry = good.clone();
        change(&mut entry);
        why_not(&entry, None)
    };
    assert_eq!(with(&|entry| entry.kind = Kind::Refund), ["not_approved_sale"]);
    assert_eq!(with(&|entry| entry.kind = Kind::Void), ["not_approved_sale"]);
    assert_eq!(with(&|entry| entry.result = EntryResult::Declined), ["not_approved_sale"]);
    assert_eq!(with(&|entry| entry.void = VoidMark::Voided), ["already_voided"]);
    for number in [0, 10_000] {
        assert_eq!(with(&|entry| entry.number = number), ["ambiguous"]);
    }
    assert_eq!(with(&|entry| entry.amount.minor = 1_000_000_000_000), ["ambiguous"]);
    assert!(with(&|entry| entry.provenance = Provenance::Typed).is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_the_terminal_shows_now_may_stand_against_it() {
    let good = entry().await;
    let void = entry_of(&reversed()).await;
    let refund = Entry { kind: Kind::Refund, ..void.clone() };
    let other = entry_of(&Status { receipt: Some(50), trace: Some(150), ..payment() }).await;
    let again = entry_of(&Status { amount: Some(500), trace: Some(900), ..payment() }).await;
    let now = |extent, entries: &[&Entry]| journal(extent, entries.iter().map(|entry| (*entry).clone()).collect());
    for (now, expected) in [
        (now(Extent::Last, &[&good]), vec![]),
        (now(Extent::Last, &[&other]), vec![]),
        (now(Extent::Last, &[]), vec![]),
        (now(Extent::Whole, &[&other]), vec!["not_in_memory"]),
        (now(Extent::Whole, &[&good, &other]), vec![]),
        (now(Extent::Last, &[&void]), vec!["already_voided"]),
        (now(Extent::Last, &[&refund]), vec!["already_voided"]),
        (now(Extent::Last, &[&again]), vec!["changed"]),
        (now(Extent::Whole, &[&good, &again]), vec!["ambiguous"]),
    ] {
        assert_eq!(why_not(&good, Some(&now)), expected, "{now:?}");
    }
    let mut elsewhere = now(Extent::Last, &[&other]);
    elsewhere.device = Some(DeviceId::new(Family::Zvt, "", "52500099"));
    assert_eq!(why_not(&good, Some(&elsewhere)), ["other_device"]);
    let mut twice = now(Extent::Whole, &[&good]);
    twice.anomalies.push(Anomaly::Duplicate { number: 42 });
    assert_eq!(why_not(&good, Some(&twice)), ["ambiguous"]);
}

#[tokio::test(start_paused = true)]
async fn a_request_names_number_and_amount_and_no_password() {
    let mut entry = entry().await;
    assert_eq!(hex::encode(request(RemedyKind::Void, &entry)), "06300d00000087004204000000001010");
    entry.number = 0;
    assert!(request(RemedyKind::Void, &entry).is_empty());
}
