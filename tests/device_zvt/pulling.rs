//! Pulling: what a terminal prints becomes a journal, and what it does not offer is said.

use tillwright::device::{Depth, DeviceError};
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;
use tillwright::protocol::zvt::status::Totals;
use tillwright::sim::zvt::{Deed, Scenario, Terminal};

use super::faults::{over, terminal};
use super::kit::*;

/// `06 10` that names this range.
fn range(first: u16, last: u16) -> Vec<Step> {
    let mut totals = Totals { first: Some(first), last: Some(last), ..Totals::default() };
    totals.schemes[4] = (2, 2_020);
    let status = Status { result: Some(0), totals: Some(totals), ..Status::default() };
    talk(&totals_query(), &[block(&status), done()])
}

fn registered() -> Vec<Step> {
    talk(&registration(), &[hex_of(&format!("06 0F 05 29 {TERMINAL}"))])
}

/// The lines of a printed payment.
fn receipt(number: u16, trace: u32, amount: &str) -> Vec<String> {
    [
        "Kundenbeleg",
        "Kartenzahlung",
        &format!("Terminal-ID: {TERMINAL}"),
        &format!("TA-Nr. {trace:06} Beleg-Nr. {number:04}"),
        "14.03.2026 10:11",
        &format!("Betrag EUR {amount}"),
        "Zahlung erfolgt",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The blocks that print it, closed by an end mark.
fn print(lines: &[String]) -> Vec<Vec<u8>> {
    let mut blocks: Vec<Vec<u8>> = lines.iter().map(|text| line(text, false)).collect();
    blocks.push(line("", true));
    blocks
}

/// `06 12` for a number that prints these receipts.
fn prints(number: u16, receipts: &[Vec<String>]) -> Vec<Step> {
    let blocks = receipts.iter().flat_map(|receipt| print(receipt)).chain([done()]);
    talk(&reprint_of(number), &blocks.collect::<Vec<_>>())
}

async fn full(script: Vec<Step>, eye: &mut Eye, keep: &mut Keep) -> Result<Journal, DeviceError> {
    against(script, eye, async |driver, eye| driver.pull(Depth::Full, keep, eye).await).await
}

async fn whole(script: Vec<Step>) -> Journal {
    full(script, &mut Eye::new(), &mut Keep::default()).await.unwrap()
}

fn begun() -> Vec<Step> {
    [last_is(&payment()), registered()].concat()
}

#[tokio::test(start_paused = true)]
async fn every_receipt_of_the_range_is_printed_to_us_once_and_read() {
    let old = receipt(41, 122, "9,90");
    let merchant = [vec!["Händlerbeleg".to_owned()], old[1..].to_vec()].concat();
    let script =
        [begun(), range(41, 42), prints(41, &[old.clone(), merchant]), prints(42, &[receipt(42, 123, "10,10")])];
    let (mut eye, mut keep) = (Eye::new(), Keep::default());
    let journal = full(script.concat(), &mut eye, &mut keep).await.unwrap();
    assert_eq!((journal.extent, journal.device), (Extent::Whole, Some(device())));
    assert_eq!(journal.anomalies, []);
    let [printed, last] = journal.entries.as_slice() else { panic!("{:?}", journal.entries) };
    assert_eq!((printed.number, printed.provenance, printed.kind), (41, Provenance::Print, Kind::Sale));
    assert_eq!(printed.amount.to_string(), "EUR 9.90");
    assert_eq!(printed.key, EntryKey::new(&device(), 41, &digest_of(["000122", "990", "0314"])));
    assert_eq!(printed.printed.iter().map(Printable::as_str).collect::<Vec<_>>(), old);
    // The same transaction, told and printed: the result stands, with the lines of the receipt.
    assert_eq!((last.number, last.provenance), (42, Provenance::Structured));
    assert_eq!(last.key, entry().await.key);
    assert_eq!(last.printed.len(), 7);
    assert_eq!(keep.batches.concat(), journal.entries, "pushed as they came");
    assert_eq!(keep.batches.len(), 2);
    let totals: Vec<Option<usize>> = eye.progress.iter().map(|progress| progress.total).collect();
    assert_eq!(totals, [Some(2), Some(2), None]);
}

#[tokio::test(start_paused = true)]
async fn ranges_wrap_have_gaps_and_may_be_empty() {
    let script = [
        begun(),
        range(9_998, 2),
        prints(9_998, &[receipt(9_998, 100, "1,00")]),
        prints(9_999, &[]),
        talk(&reprint_of(1), &[aborted(0x64)]),
        prints(2, &[receipt(2, 103, "2,00")]),
    ];
    let journal = whole(script.concat()).await;
    assert_eq!(journal.extent, Extent::Whole);
    assert_eq!(journal.entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [9_998, 2, 42]);
    assert_eq!(journal.anomalies, [Anomaly::Gap { after: 9_998, before: 2 }]);
    let journal = whole([begun(), range(0, 0)].concat()).await;
    assert_eq!((journal.extent, journal.entries.len(), journal.anomalies.len()), (Extent::Whole, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn what_is_odd_is_told() {
    // Another terminal's receipt, one that is none, a number used twice, another number than asked for.
    let foreign: Vec<String> = receipt(1, 50, "5,00").iter().map(|line| line.replace(TERMINAL, "52500099")).collect();
    let note = vec!["Wartung 14.03.2026".to_owned()];
    let script = [
        begun(),
        range(1, 4),
        prints(1, &[foreign]),
        prints(2, &[note]),
        prints(3, &[receipt(3, 60, "6,00"), receipt(3, 70, "7,00")]),
        prints(4, &[receipt(9, 80, "8,00")]),
    ];
    let journal = whole(script.concat()).await;
    let told = |wanted: &str| {
        journal.anomalies.iter().any(|anomaly| match anomaly {
            Anomaly::Unreadable { why, .. } => why.contains(wanted),
            _ => false,
        })
    };
    assert!(told("receipt 0002: ") && told("asked for receipt 0004, and 0009 was printed"), "{:?}", journal.anomalies);
    assert!(journal.anomalies.contains(&Anomaly::Duplicate { number: 3 }), "{:?}", journal.anomalies);
    let other = DeviceId::new(Family::Zvt, "", "52500099");
    assert!(journal.anomalies.contains(&Anomaly::OtherDevice { id: other }), "{:?}", journal.anomalies);
    assert_eq!(journal.device, Some(device()));
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_does_not_offer_it_says_what_cannot_be_known() {
    let last_receipt = || {
        let blocks = [vec![block(&payment())], print(&receipt(42, 123, "10,10")), vec![done()]].concat();
        talk(&format!("06 20 05 {PASSWORD} 03 01"), &blocks)
    };
    let no_reprint = [begun(), range(41, 42), refused(&reprint_of(41), 0x83), last_receipt()].concat();
    let no_range = [begun(), refused(&totals_query(), 0x83), last_receipt()].concat();
    for (script, way) in [(no_reprint, Way::Receipt), (no_range, Way::Range)] {
        let journal = whole(script).await;
        assert_eq!(journal.extent, Extent::Last);
        let [entry] = journal.entries.as_slice() else { panic!("{:?}", journal.entries) };
        assert_eq!((entry.number, entry.printed.len()), (42, 7));
        let answer = Some(Code { family: Family::Zvt, kind: CodeKind::Refusal, value: 0x83 });
        assert_eq!(journal.anomalies, [Anomaly::NotOffered { way, answer }]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reversal_marks_its_payment_and_a_refund_is_told_by_its_receipt_only() {
    let mut storno = receipt(43, 124, "10,10");
    (storno[1], storno[6]) = ("Storno".to_owned(), "Storno erfolgt".to_owned());
    storno.insert(4, "Original TA-Nr. 000123".to_owned());
    let last = Status { time: reversed().time, ..reversed() };
    let script =
        [last_is(&last), registered(), range(42, 43), prints(42, &[receipt(42, 123, "10,10")]), prints(43, &[storno])];
    let journal = whole(script.concat()).await;
    let [sale, void] = journal.entries.as_slice() else { panic!("{:?}", journal.entries) };
    assert_eq!((sale.kind, sale.void), (Kind::Sale, VoidMark::Voided));
    assert_eq!((void.kind, void.provenance), (Kind::Void, Provenance::Structured));
    let mut credit = receipt(42, 123, "10,10");
    (credit[1], credit[6]) = ("Gutschrift".to_owned(), "Gutschrift erfolgt".to_owned());
    let journal = whole([begun(), range(42, 42), prints(42, &[credit])].concat()).await;
    assert_eq!(journal.entries[0].kind, Kind::Refund, "{:?}", journal.entries);
}

#[tokio::test(start_paused = true)]
async fn one_receipt_can_be_asked_for() {
    let script = [begun(), prints(41, &[receipt(41, 122, "9,90")])].concat();
    let mut eye = Eye::new();
    let journal =
        against(script, &mut eye, async |driver, eye| driver.pull(Depth::One(41), &mut Keep::default(), eye).await)
            .await;
    let journal = journal.unwrap();
    assert_eq!(journal.extent, Extent::Last);
    assert_eq!(journal.entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [41, 42], "the last one is last");
}

#[tokio::test(start_paused = true)]
async fn a_pull_is_cancelled_between_receipts_and_what_came_is_kept() {
    let script = [begun(), range(41, 43), prints(41, &[receipt(41, 122, "9,90")])].concat();
    let (mut eye, mut keep) = (Eye { cancel_at: Some(1), ..Eye::new() }, Keep::default());
    let cancelled = full(script, &mut eye, &mut keep).await;
    assert!(matches!(cancelled, Err(DeviceError::Cancelled)), "{cancelled:?}");
    assert_eq!(keep.batches.concat().len(), 1);
    let script = [begun(), range(41, 43), prints(41, &[receipt(41, 122, "9,90")])].concat();
    let mut keep = Keep { fail_at: Some(1), ..Keep::default() };
    let failed = full(script, &mut Eye::new(), &mut keep).await;
    assert!(matches!(failed, Err(DeviceError::NotStored(_))), "{failed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_registration_that_is_refused_ends_the_pull_and_may_have_changed_something() {
    let script = [last_is(&payment()), vec![asked(&registration()), ack(), say("84 1E 01 6F"), expect_ack()]].concat();
    let mut eye = Eye::new();
    let changed = against(script, &mut eye, async |driver, eye| {
        let refused = driver.pull(Depth::Full, &mut Keep::default(), eye).await;
        assert!(
            matches!(refused, Err(DeviceError::Refused { ref code, .. }) if code.to_string() == "6F"),
            "{refused:?}"
        );
        driver.till_settings().changed()
    });
    assert!(changed.await);
    let francs = Status { currency: Some(Currency::CHF), ..payment() };
    let registration = registration().replace("09 78", "07 56");
    let script = [last_is(&francs), talk(&registration, &[done()]), range(0, 0)].concat();
    assert_eq!(whole(script).await.entries[0].amount.currency, Currency::CHF);
}

#[tokio::test(start_paused = true)]
async fn the_cost_is_known_once_the_terminal_was_asked() {
    let mut eye = Eye::new();
    let costs = against([range(9_998, 2), refused(&totals_query(), 0x83)].concat(), &mut eye, async |driver, eye| {
        assert_eq!(driver.pull_cost().entries, 9_999);
        driver.survey(eye).await.unwrap();
        let first = driver.pull_cost().entries;
        driver.survey(eye).await.unwrap();
        (first, driver.pull_cost().entries)
    });
    assert_eq!(costs.await, (4, 1));
}

/// Everything that a simulated terminal offers.
async fn pulled(terminal: &Terminal, kind: LineKind) -> Journal {
    let mut eye = Eye::new();
    let pull = over(terminal.plug(kind), kind, async |driver| {
        driver.listen(&mut eye).await.unwrap();
        driver.detect(&mut eye).await.unwrap();
        driver.pull(Depth::Full, &mut Keep::default(), &mut eye).await.unwrap()
    });
    pull.await
}

fn simulated(dialect: &str, layout: &str) -> Terminal {
    let toml = format!(
        "shop = [\"Laden\"]\nseed = 7\nterminal = \"52500001\"\nstart = \"2026-03-14T18:30:00\"\nentries = 14\nfirst_receipt = 9995\n\
         [options]\npassword = \"{PASSWORD}\"\ndialect = \"{dialect}\"\nlayout = \"{layout}\"\n\
         [[transaction]]\namount = 1010\ntime = \"2026-03-14T17:00:00\"\nreversed = true\n\
         [[transaction]]\namount = 777\ntime = \"2026-03-14T17:30:00\"\ndeed = \"refund\"\n\
         [[transaction]]\namount = 888\ntime = \"2026-03-14T17:40:00\"\nresult = 5"
    );
    Terminal::new(Scenario::load(&toml).unwrap())
}

#[tokio::test(start_paused = true)]
async fn simulated_terminals_are_read_as_they_remember() {
    for kind in [LineKind::Serial, LineKind::Network] {
        for layout in ["german", "german-narrow", "english"] {
            for dialect in ["spec", "rude"] {
                let terminal = simulated(dialect, layout);
                let journal = pulled(&terminal, kind).await;
                let held = terminal.entries();
                assert_eq!(journal.extent, Extent::Whole, "{dialect} {layout} {:?}", journal.anomalies);
                assert_eq!(journal.entries.len(), held.len(), "{dialect} {layout} {:?}", journal.anomalies);
                for (entry, held) in journal.entries.iter().zip(&held) {
                    let name = format!("{dialect} {layout} {entry:?} {held:?}");
                    assert_eq!(entry.number, u32::from(held.receipt), "{name}");
                    assert_eq!(entry.amount.minor, i64::try_from(held.amount).unwrap(), "{name}");
                    assert_eq!(
                        entry.reference(RefName::Trace).unwrap().as_str(),
                        format!("{:06}", held.trace),
                        "{name}"
                    );
                    let kind = match held.deed {
                        Deed::Payment => Kind::Sale,
                        Deed::Reversal => Kind::Void,
                        Deed::Refund => Kind::Refund,
                        _ => Kind::Other,
                    };
                    assert_eq!(entry.kind, kind, "{name}");
                    let approved = if held.result == 0 { EntryResult::Approved } else { EntryResult::Declined };
                    assert_eq!(entry.result, approved, "{name}");
                    // A narrow receipt abbreviates what it takes back more than the reader of receipts takes for certain.
                    let taken_back = held.deed == Deed::Payment && held.closed && layout != "german-narrow";
                    assert_eq!(entry.void == VoidMark::Voided, taken_back, "{name}");
                    assert!(!entry.printed.is_empty(), "{name}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn terminals_that_lack_commands_tell_their_last_transaction() {
    let journal = pulled(&simulated("card-complete", "german"), LineKind::Serial).await;
    assert_eq!((journal.extent, journal.entries.len()), (Extent::Last, 1));
    let ranges = |odd: &Anomaly| matches!(odd, Anomaly::NotOffered { way: Way::Range, answer: Some(_) });
    assert!(journal.anomalies.iter().any(ranges), "{:?}", journal.anomalies);
    let journal = pulled(&simulated("pax-a80", "german"), LineKind::Serial).await;
    assert_eq!(journal.device, Some(device()), "told at registration");
    assert!(!journal.anomalies.is_empty());
}

#[tokio::test(start_paused = true)]
async fn umlauts_are_read_as_the_terminal_writes_them() {
    // One dialect writes Latin-1 where CP437 is due, and says so nowhere.
    let raw = "[[raw]]\nanswer = \"040F\"\nnth = 1\ntext = \"Zahlung nicht m\u{f6}glich\"";
    for (dialect, raw) in [("card-complete", raw), ("spec", "")] {
        let terminal = terminal(&format!("dialect = \"{dialect}\"\nconfig = 0x8e"), raw);
        let mut eye = Eye::new();
        let journal = over(terminal.plug(LineKind::Serial), LineKind::Serial, async |driver| {
            driver.pull(Depth::Full, &mut Keep::default(), &mut eye).await.unwrap()
        });
        let lines: Vec<Printable> = journal.await.entries.into_iter().flat_map(|entry| entry.printed).collect();
        let text = lines.iter().map(Printable::as_str).collect::<Vec<_>>().join("\n");
        assert!(text.contains("gültig bis"), "{dialect}: {text}");
        assert!(!text.contains(['ⁿ', 'Σ', '÷', '\u{fffd}']), "{dialect}: {text}");
        assert_eq!(eye.text().contains("\"Zahlung nicht möglich\""), !raw.is_empty(), "{dialect}: {}", eye.text());
    }
}
