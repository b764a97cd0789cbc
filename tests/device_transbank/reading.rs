//! Pulling the journal: what is acknowledged, what is repeated, what is told, and what the records mean.

use tillwright::device::DeviceError;
use tillwright::model::*;

use super::kit::*;

async fn pull_against(script: Vec<Step>, eye: &mut Eye) -> Result<Journal, DeviceError> {
    let mut keep = Keep::default();
    against(script, eye, async |driver, eye| driver.pull(&mut keep, eye).await).await
}

fn start() -> Vec<Step> {
    vec![asked("0260|1|"), ack()]
}

fn numbers(journal: &Journal) -> Vec<u32> {
    journal.entries.iter().map(|entry| entry.number).collect()
}

#[tokio::test(start_paused = true)]
async fn a_record_becomes_an_entry_with_every_reference() {
    let record = format!(
        "0261|00|{MERCHANT}|{TERMINAL}|T-1|D4E5F6|990|0042|000064|DB|140526|XXXXXXXXXXXXXXX1881|DB|14032026|112030|7|50|330|3|12|000000000002|"
    );
    let journal = journal_of(&[record]).await;
    let entry = &journal.entries[0];
    assert_eq!(journal.device, Some(device()));
    assert!(journal.anomalies.is_empty(), "{:?}", journal.anomalies);
    assert_eq!((entry.number, entry.kind, entry.result), (64, Kind::Sale, EntryResult::Approved));
    assert_eq!((entry.amount.minor, entry.amount.currency), (990, Currency::CLP));
    assert_eq!(entry.amount.learnt, CurrencySource::Family);
    assert_eq!(entry.tip.unwrap().minor, 50);
    assert_eq!(entry.card.as_ref().unwrap().last4(), "0042");
    assert_eq!((entry.card_type, entry.brand.as_str()), (CardType::Debit, "DB"));
    assert_eq!(entry.time.unwrap().to_string(), "2026-03-14 11:20:30");
    let instalments = entry.instalments.unwrap();
    assert_eq!((instalments.count, instalments.amount.unwrap().minor), (3, 330));
    let references: Vec<_> = entry.references.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
    assert_eq!(
        references,
        [
            ("ticket", "T-1"),
            ("authorisation_code", "D4E5F6"),
            ("accounting_date", "140526"),
            ("account", "XXXXXXXXXXXXXXX1881"),
            ("employee", "7"),
            ("provider", "000000000002"),
        ]
    );
    assert!(entry.key.as_str().starts_with("transbank:SIM00001:64:"), "{}", entry.key);
}

#[tokio::test(start_paused = true)]
async fn every_fact_that_never_changes_is_in_the_key_and_the_result_is_not() {
    let base = item(63, "A1B2C3", 2500);
    let key = |record: &str| {
        let record = record.to_owned();
        async move { journal_of(&[record]).await.entries.remove(0).key }
    };
    let original = key(&base).await;
    for (from, to) in [
        ("|2500|", "|2501|"),
        ("|A1B2C3|", "|A1B2C4|"),
        ("|4242|", "|4243|"),
        ("|14032026|", "|15032026|"),
        ("|CR|", "|DB|"),
        (MERCHANT, "000000000009"),
        (TERMINAL, "SIM00009"),
    ] {
        assert_ne!(key(&base.replace(from, to)).await, original, "{from} to {to}");
    }
    assert_eq!(key(&base.replacen("|00|", "|04|", 1)).await, original);
    assert_eq!(key(&base.replace("|000123|", "|000999|")).await, original);
}

#[tokio::test(start_paused = true)]
async fn entries_come_in_batches_in_order_with_progress() {
    let records: Vec<String> = (1..=40).map(|number| item(number, &format!("A{number:05}"), 1000)).collect();
    let (mut keep, mut eye) = (Keep::default(), Eye::new());
    let work = against(list(&records), &mut eye, async |driver, eye| driver.pull(&mut keep, eye).await);
    let journal = work.await.unwrap();
    assert_eq!(keep.batches.iter().map(Vec::len).collect::<Vec<_>>(), [16, 16, 8]);
    assert_eq!(keep.batches.concat(), journal.entries);
    assert_eq!(eye.progress.iter().map(|progress| progress.entries).max(), Some(40));
    let wire: usize = records.iter().map(|record| record.len() + 4).sum::<usize>() + end().len() + 4 + 10 + 1;
    assert_eq!(eye.progress.last().unwrap().bytes, wire as u64, "every byte of both directions is counted");
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_cannot_be_stored_ends_the_pull_before_its_record_is_acknowledged() {
    let records: Vec<String> = (1..=16).map(|number| item(number, &format!("A{number:05}"), 1000)).collect();
    let mut script = start();
    script.extend(records[..15].iter().flat_map(|record| told(record)));
    script.extend([say(&records[15]), Step::Quiet(9_000)]);
    let mut keep = Keep { fail_at: Some(1), ..Keep::default() };
    let pulled = against(script, &mut Eye::new(), async |driver, eye| driver.pull(&mut keep, eye).await).await;
    assert!(matches!(pulled, Err(DeviceError::NotStored(_))), "{pulled:?}");
}

#[tokio::test(start_paused = true)]
async fn a_spoilt_record_is_asked_for_twice_more_and_then_the_read_fails() {
    let record = item(63, "A1B2C3", 2500);
    let bad = || [Step::Send(spoilt(&record)), expect_nak()];
    let mut script = start();
    script.extend(bad().into_iter().chain(bad()).chain(told(&record)).chain(told(&end())));
    assert_eq!(numbers(&pull_against(script, &mut Eye::new()).await.unwrap()), [63]);

    let mut script = start();
    script.extend(bad().into_iter().chain(bad()));
    script.push(Step::Send(spoilt(&record)));
    let failed = pull_against(script, &mut Eye::new()).await;
    assert!(matches!(failed, Err(DeviceError::Protocol { .. })), "{failed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_record_that_was_cut_anywhere_is_asked_for_again() {
    let record = item(63, "A1B2C3", 2500);
    let bytes = framed(&record);
    for cut in 1..bytes.len() {
        let mut script = start();
        script.extend([Step::Send(bytes[..cut].to_vec()), expect_nak()]);
        script.extend(told(&record).into_iter().chain(told(&end())));
        let journal = pull_against(script, &mut Eye::new()).await.unwrap();
        assert_eq!(numbers(&journal), [63], "cut after {cut} bytes");
    }
}

#[tokio::test(start_paused = true)]
async fn garbage_around_frames_is_told_by_its_length_and_does_no_harm() {
    let noise = || Step::Send(b"4111111111111234~".to_vec());
    let mut script = vec![asked("0260|1|"), noise(), ack(), noise()];
    for record in [item(63, "A1B2C3", 2500), end()] {
        script.extend([noise(), say(&record), expect_ack()]);
    }
    let mut eye = Eye::new();
    assert_eq!(numbers(&pull_against(script, &mut eye).await.unwrap()), [63]);
    assert!(eye.text().contains("17 bytes that are no frame"), "{}", eye.text());
    assert!(!String::from_utf8_lossy(&eye.raw).contains("411111111111"), "garbage is never told itself");
}

#[tokio::test(start_paused = true)]
async fn a_frame_that_never_ends_ends_the_read() {
    let (console, mut terminal) = tokio::io::duplex(4096);
    let mut driver = tillwright::device::transbank::Driver::new(console);
    let babble = async {
        let mut asked = [0; 11];
        tokio::io::AsyncReadExt::read_exact(&mut terminal, &mut asked).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut terminal, &[6, 2]).await.unwrap();
        while tokio::io::AsyncWriteExt::write_all(&mut terminal, &[b'9'; 100]).await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(9)).await;
        }
        std::future::pending::<()>().await
    };
    let (mut keep, mut eye) = (Keep::default(), Eye::new());
    let pulled = tokio::select! {
        biased;
        pulled = driver.pull(&mut keep, &mut eye) => pulled,
        () = babble => unreachable!(),
    };
    assert!(matches!(pulled, Err(DeviceError::Protocol { .. } | DeviceError::Silent { .. })), "{pulled:?}");
}

#[tokio::test(start_paused = true)]
async fn answers_to_other_commands_are_acknowledged_and_told_and_let_pass() {
    let mut script = vec![asked("0260|1|")];
    script.extend(told(&format!("1210|00|{MERCHANT}|{TERMINAL}|A1B2C4|63")));
    script.push(ack());
    for stray in ["0900|82|".to_owned(), "0710|00|2|3490".to_owned(), "7777|what".to_owned()] {
        script.extend(told(&stray));
    }
    // What holds no command at all is no answer to anything.
    script.extend([say("no command"), expect_nak()]);
    script.extend(told(&item(63, "A1B2C3", 2500)).into_iter().chain(told(&end())));
    let mut eye = Eye::new();
    let journal = pull_against(script, &mut eye).await.unwrap();
    assert_eq!(numbers(&journal), [63]);
    assert!(eye.text().contains("1210: not what was asked for, let pass"), "{}", eye.text());
    // Each may have stood in the place of a record.
    let strange: Vec<&Anomaly> = journal.anomalies.iter().collect();
    assert_eq!(strange.len(), 3, "{strange:?}");
    assert!(matches!(strange[0], Anomaly::Unreadable { position: 1, why } if why.contains("0900")), "{strange:?}");
}

#[tokio::test(start_paused = true)]
async fn a_stale_record_before_the_request_or_its_ack_is_never_taken_for_an_answer() {
    let stale = item(7, "0LD0LD", 100);
    let mut script = told(&stale);
    script.push(asked("0260|1|"));
    script.extend(told(&stale));
    script.push(ack());
    script.extend(told(&item(63, "A1B2C3", 2500)).into_iter().chain(told(&end())));
    let mut keep = Keep::default();
    let journal = against(script, &mut Eye::new(), async |driver, eye| {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        driver.pull(&mut keep, eye).await
    })
    .await;
    assert_eq!(numbers(&journal.unwrap()), [63]);
}

#[tokio::test(start_paused = true)]
async fn the_list_is_asked_again_on_nak_twice_and_never_on_silence() {
    let mut script = vec![asked("0260|1|"), nak(), asked("0260|1|"), nak()];
    script.extend(list(&[item(63, "A1B2C3", 2500)]));
    pull_against(script, &mut Eye::new()).await.unwrap();

    let script = vec![asked("0260|1|"), nak(), asked("0260|1|"), nak(), asked("0260|1|"), nak(), Step::Quiet(60_000)];
    let failed = pull_against(script, &mut Eye::new()).await;
    assert!(matches!(failed, Err(DeviceError::Protocol { .. })), "{failed:?}");

    let failed = pull_against(vec![asked("0260|1|"), Step::Quiet(60_000)], &mut Eye::new()).await;
    assert!(matches!(failed, Err(DeviceError::Silent { .. })), "{failed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_list_that_stops_halfway_or_is_refused_is_no_journal() {
    let mut script = start();
    script.extend(told(&item(63, "A1B2C3", 2500)));
    let failed = pull_against(script.clone(), &mut Eye::new()).await;
    assert!(matches!(failed, Err(DeviceError::Silent { .. })), "{failed:?}");

    script.push(Step::HangUp);
    let failed = pull_against(script, &mut Eye::new()).await;
    assert!(matches!(failed, Err(DeviceError::Lost(_))), "{failed:?}");

    // What came is kept.
    let mut keep = Keep::default();
    let mut script = start();
    script.extend(told(&item(63, "A1B2C3", 2500)).into_iter().chain(told(&item(64, "A1B2C4", 900))));
    script.push(Step::HangUp);
    let failed = against(script, &mut Eye::new(), async |driver, eye| driver.pull(&mut keep, eye).await).await;
    assert!(matches!(failed, Err(DeviceError::Lost(_))), "{failed:?}");
    assert_eq!(keep.batches.concat().iter().map(|entry| entry.number).collect::<Vec<_>>(), [63, 64]);

    let mut script = start();
    script.extend(told(&end().replacen("|00|", "|26|", 1)));
    let failed = pull_against(script, &mut Eye::new()).await.unwrap_err();
    assert!(matches!(&failed, DeviceError::Refused { code, .. } if code.to_string() == "26"), "{failed:?}");
}

#[tokio::test(start_paused = true)]
async fn after_a_cancelled_read_the_next_request_waits_until_the_list_has_run_out() {
    let (one, two, three) = (item(1, "A00001", 1000), item(2, "A00002", 1000), item(3, "A00003", 1000));
    let mut script = start();
    script.extend(told(&one));
    // The terminal repeats its next record after 10 s; the list then runs out, and only then the console speaks.
    script.push(Step::Quiet(9_900));
    script.extend(told(&two).into_iter().chain(told(&three)).chain(told(&end())));
    script.extend(list(&[one, two, three]));
    let mut eye = Eye { cancel_at: Some(1), ..Eye::new() };
    let mut keep = Keep::default();
    let journal = against(script, &mut eye, async |driver, eye| {
        let cancelled = driver.pull(&mut keep, eye).await;
        assert!(matches!(cancelled, Err(DeviceError::Cancelled)), "{cancelled:?}");
        eye.cancel_at = None;
        driver.pull(&mut Keep::default(), eye).await
    });
    assert_eq!(numbers(&journal.await.unwrap()), [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn a_read_can_be_cancelled_while_nothing_comes() {
    let mut eye = Eye { cancel_at: Some(0), ..Eye::new() };
    let cancelled = pull_against(vec![asked("0260|1|"), ack()], &mut eye).await;
    assert!(matches!(cancelled, Err(DeviceError::Cancelled)), "{cancelled:?}");
}

#[tokio::test(start_paused = true)]
async fn duplicates_repeats_gaps_and_other_terminals_are_told() {
    let one = item(10, "A00010", 1000);
    let records = [
        one.clone(),
        one.clone(),
        item(13, "A00013", 1000),
        item(13, "B00013", 2000),
        item(14, "A00014", 1000).replace(TERMINAL, "SIM00099"),
        item(2, "A00002", 1000),
        item(3, "A00003", 1000),
    ];
    let journal = journal_of(&records).await;
    assert_eq!(numbers(&journal), [10, 13, 13, 14, 2, 3], "numbers that begin again are no gap");
    let other = DeviceId::new(Family::Transbank, MERCHANT, "SIM00099");
    assert_eq!(
        journal.anomalies,
        [
            Anomaly::Repeated { number: 10 },
            Anomaly::Gap { after: 10, before: 13 },
            Anomaly::Duplicate { number: 13 },
            Anomaly::OtherDevice { id: other.clone() },
        ]
    );
    assert_eq!(journal.device, Some(device()));
    assert_eq!(journal.entries[3].device, other, "its entries stay its own");
}

#[tokio::test(start_paused = true)]
async fn records_that_cannot_be_read_are_told_with_their_place_and_hide_nothing() {
    let good = item(63, "A1B2C3", 2500);
    let records = [
        good.clone(),
        good.replacen("|00|", "|xx|", 1).replace("|000063|", "|000064|"),
        good.replace("|2500|", "|25,0|").replace("|000063|", "|000065|"),
        good.replace("|2500|", "|12345678901234567890|").replace("|000063|", "|000066|"),
        good.replace("|000063|", "|zz|"),
        "0261|00".to_owned() + &format!("|{MERCHANT}|{TERMINAL}|000123|A1B2C9|500"),
        item(68, "A1B2C8", 700),
    ];
    let journal = journal_of(&records).await;
    assert_eq!(numbers(&journal), [63, 68]);
    let places: Vec<usize> = journal
        .anomalies
        .iter()
        .filter_map(|anomaly| match anomaly {
            Anomaly::Unreadable { position, .. } => Some(*position),
            _ => None,
        })
        .collect();
    assert_eq!(places, [2, 3, 4, 5, 6]);
}

#[tokio::test(start_paused = true)]
async fn an_odd_record_is_shown_but_never_voidable() {
    let odd = item(63, "A1B2C3", 2500).replace("|4242|", "|42AB|");
    let journal = journal_of(&[odd]).await;
    assert_eq!(numbers(&journal), [63]);
    assert_eq!(journal.entries[0].kind, Kind::Other);
    assert!(matches!(journal.anomalies[..], [Anomaly::Unreadable { position: 1, .. }]));
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_record_of_a_number_forbids_to_act_on_that_number() {
    let good = item(63, "A1B2C3", 2500);
    for records in [[good.clone(), good.replace("|2500|", "||")], [good.replace("|2500|", "||"), good.clone()]] {
        let journal = journal_of(&records).await;
        assert!(journal.anomalies.contains(&Anomaly::Duplicate { number: 63 }), "{:?}", journal.anomalies);
    }
}

#[tokio::test(start_paused = true)]
async fn every_reading_of_a_voided_sale() {
    let (sale, other) = (item(63, "A1B2C3", 2500), item(64, "D4E5F6", 990));
    let marks = |journal: &Journal| journal.entries.iter().map(|entry| entry.void).collect::<Vec<_>>();
    use VoidMark::{NotTold, Voided};

    let stays = journal_of(&[sale.clone(), other.clone()]).await;
    assert_eq!(marks(&stays), [NotTold, NotTold]);

    let marked = journal_of(&[sale.replacen("|00|", "|04|", 1), other.clone()]).await;
    assert_eq!((marks(&marked), marked.entries[0].result), (vec![Voided, NotTold], EntryResult::Approved));

    let own_number = item_as("04", 65, "A1B2C3", 2500, "CR");
    let recorded = journal_of(&[sale.clone(), other.clone(), own_number.clone()]).await;
    assert_eq!(marks(&recorded), [Voided, NotTold, NotTold]);
    assert_eq!(recorded.entries[2].kind, Kind::Void);
    assert_eq!(recorded.entries[2].reference(RefName::Original).unwrap().as_str(), "63");

    let same_number = sale.replacen("|00|", "|04|", 1);
    let followed = journal_of(&[sale.clone(), other.clone(), same_number.clone()]).await;
    assert_eq!((marks(&followed), followed.anomalies.len()), (vec![Voided, NotTold], 0));

    let same_number_later = same_number.replace("|14032026|", "|15032026|").replace("|A1B2C3|", "|V0V0V0|");
    let followed = journal_of(&[sale.clone(), other.clone(), same_number_later]).await;
    assert_eq!(marks(&followed), [Voided, NotTold, NotTold]);
    assert_eq!(followed.entries[2].kind, Kind::Void);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_certainly_a_void_marks_nothing() {
    let sale = item(63, "A1B2C3", 2500);
    let unsure = [
        (item_as("04", 65, "A1B2C3", 2400, "CR"), "another amount"),
        (item_as("04", 65, "A1B2C3", 2500, "CR").replace("|4242|", "|4243|"), "another card"),
        (item_as("04", 65, "ZZZZZZ", 2500, "CR"), "another authorisation"),
        (item(65, "A1B2C3", 2500), "approved under its own number"),
        (item_as("01", 65, "", 2500, "CR"), "a sale that was declined"),
    ];
    for (record, why) in unsure {
        let journal = journal_of(&[sale.clone(), record]).await;
        assert_eq!(journal.entries[0].void, VoidMark::NotTold, "{why}");
        assert_ne!(journal.entries[1].kind, Kind::Void, "{why}");
    }
    let copy = journal_of(&[sale.clone(), item(65, "A1B2C3", 2500)]).await;
    assert_eq!(copy.entries[1].kind, Kind::Other, "a copy under another number is not offered for a void");

    let twins = [item(62, "A1B2C3", 2500), sale, item_as("04", 65, "A1B2C3", 2500, "CR")];
    let journal = journal_of(&[twins[0].clone(), twins[1].clone(), twins[2].clone()]).await;
    assert_eq!(journal.entries[0].void, VoidMark::NotTold, "{:?}", journal.entries);
}

#[tokio::test(start_paused = true)]
async fn results_are_approved_declined_or_unknown() {
    for (code, result) in [
        ("00", EntryResult::Approved),
        ("01", EntryResult::Declined),
        ("07", EntryResult::Declined),
        ("02", EntryResult::Unknown),
        ("22", EntryResult::Unknown),
        ("94", EntryResult::Unknown),
        ("82", EntryResult::Unknown),
        ("55", EntryResult::Unknown),
    ] {
        let journal = journal_of(&[item_as(code, 63, "", 2500, "CR")]).await;
        // An approval without an authorisation is odd.
        assert_eq!(journal.entries[0].result, result, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_card_number_reaches_whoever_looks_on() {
    const PAN: &str = "4111111111111234";
    let record = format!(
        "0261|00|{MERCHANT}|{TERMINAL}|{PAN}|{PAN}|2500|{PAN}|000063|CR||{PAN}|{PAN}|14032026|111555|{PAN}|0|0|1|0|{PAN}=2512101|"
    );
    let mut eye = Eye::new();
    let mut script = vec![Step::Send(spoilt(PAN))];
    script.extend(told(&record).into_iter().chain(list(&[record])));
    let mut keep = Keep::default();
    let journal = against(script, &mut eye, async |driver, eye| {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        driver.pull(&mut keep, eye).await
    });
    let all = format!("{:?} {:?}", journal.await.unwrap(), String::from_utf8_lossy(&eye.raw));
    assert!(!all.contains("411111111111"), "{all}");
    assert!(!all.contains("2512101"), "{all}");
}
