use proptest::prelude::*;

use super::*;
use crate::diagnose::fit;
use crate::model::samples::{declined, pesos, sale};
use crate::model::{Card, CardType, Kind, Printable, RefName, Reference, VoidMark, is_hostile};
use crate::text::Lang;

const NOON: &str = "2026-05-14T12:00:00";

fn known(entry: Entry) -> Evidence {
    Evidence { entry, last_seen: read(), in_memory: true, remedy: None }
}

fn read() -> Timestamp {
    "2026-05-14T22:00:00Z".parse().unwrap()
}

fn question(amount: i64, around: Option<&str>, last4: Option<&str>) -> Question {
    Question {
        amount: pesos(amount),
        around: around.map(|time| Around::Moment(time.parse().unwrap())),
        last4: last4.map(str::to_owned),
    }
}

fn ask(question: Question, known: Vec<Evidence>) -> Dispute {
    judge_in(question, known, Some(read()), &TimeZone::fixed(jiff::tz::offset(-4)))
}

fn numbers(candidates: &[Candidate]) -> Vec<u32> {
    candidates.iter().map(|candidate| candidate.evidence.entry.number).collect()
}

/// Whether a text stands among phrases, told by its beginning before the first place for a value.
fn has(phrases: &[Phrase], text: &'static Text) -> bool {
    let (whole, start) = (text.plain(), text.en.split('{').next().unwrap());
    phrases.iter().any(|phrase| *phrase == whole || (text.en.contains('{') && phrase.read(Lang::En).starts_with(start)))
}

fn unknown() -> Option<Outcome> {
    Some(Outcome::Unknown { evidence: "no answer".into(), probe: "pull".into() })
}

#[test]
fn one_approved_sale_fits() {
    let dispute = ask(
        question(12_500, Some(NOON), Some("4242")),
        vec![known(sale(63, 12_500, "2026-05-14T12:03:10", "4242")), known(sale(64, 990, NOON, "4242"))],
    );
    assert_eq!(dispute.verdict, Verdict::ApprovedHere);
    assert_eq!(numbers(&dispute.candidates), [63]);
    assert_eq!(dispute.candidates[0].minutes_off, Some(4));
    assert_eq!(dispute.candidates[0].card_agrees, Some(true));
    let evidence: Vec<String> = dispute.evidence.iter().map(|phrase| phrase.read(Lang::En)).collect();
    assert!(evidence.iter().any(|line| line
        == "Transaction 63: sale, approved here, CLP 12,500, 2026-05-14 12:03:10, card Visa ******4242, credit, \
            authorisation code A1B2C3."));
    for text in [&words::DO_TILL, &words::DO_REPRINT, &words::DO_REMEDY] {
        assert!(has(&dispute.advice, text), "{}", text.en);
    }
    for text in [&words::NOT_CHARGE_AGAIN, &words::NOT_VOID_ANOTHER, &words::NOT_CLOSE_UNSAVED] {
        assert!(has(&dispute.must_not, text), "{}", text.en);
    }
}

#[test]
fn a_remedy_is_only_spoken_of_where_it_could_be_allowed() {
    let mut entry = known(sale(63, 500, NOON, "4242"));
    entry.in_memory = false;
    let dispute = ask(question(500, None, None), vec![entry.clone()]);
    assert!(has(&dispute.advice, &words::DO_REFUND_ELSEWHERE) && !has(&dispute.advice, &words::DO_REMEDY));
    assert!(has(&dispute.evidence, &words::NOT_IN_MEMORY));
    entry.in_memory = true;
    entry.entry.card_type = CardType::Debit;
    let dispute = ask(question(500, None, None), vec![entry.clone()]);
    assert!(has(&dispute.advice, &words::DO_DEBIT) && !has(&dispute.advice, &words::DO_REMEDY));
    entry.entry.card_type = CardType::Unknown;
    let dispute = ask(question(500, None, None), vec![entry]);
    assert!(has(&dispute.advice, &words::DO_TYPE_UNKNOWN) && !has(&dispute.advice, &words::DO_REMEDY));
}

#[test]
fn a_voided_sale_is_never_voided_again() {
    let mut marked = known(sale(63, 500, NOON, "4242"));
    marked.entry.void = VoidMark::Voided;
    let mut ours = known(sale(63, 500, NOON, "4242"));
    ours.remedy = Some(Outcome::Done { evidence: "1210 00".into() });
    for entry in [marked, ours] {
        let dispute = ask(question(500, Some(NOON), None), vec![entry]);
        assert_eq!(dispute.verdict, Verdict::ApprovedHere);
        assert!(has(&dispute.advice, &words::DO_VOIDED_WAIT) && !has(&dispute.advice, &words::DO_REMEDY));
        assert!(!has(&dispute.advice, &words::DO_TILL));
        assert!(has(&dispute.must_not, &words::NOT_TWICE));
    }
}

#[test]
fn a_void_leads_the_answer_for_people() {
    let mut voided = known(sale(63, 500, NOON, "4242"));
    voided.remedy = Some(Outcome::Done { evidence: "1210 00".into() });
    let mut open = known(sale(63, 500, NOON, "4242"));
    open.remedy = unknown();
    let mut marked = known(sale(63, 500, NOON, "4242"));
    marked.entry.void = VoidMark::Voided;
    for (entry, head, said, first) in [
        (voided, &words::VERDICT_VOIDED, &words::REMEDY_DONE, &words::DO_VOIDED_WAIT),
        (marked, &words::VERDICT_VOIDED, &words::MARKED_VOIDED, &words::DO_VOIDED_WAIT),
        (open, &words::VERDICT_VOID_UNKNOWN, &words::REMEDY_UNKNOWN, &words::DO_RECOVER),
    ] {
        // Read long before: the advice to pull again comes second.
        let early = Some("2026-05-14T12:00:00Z".parse().unwrap());
        let dispute = judge_in(question(500, Some(NOON), None), vec![entry], early, &TimeZone::UTC);
        assert_eq!((dispute.verdict.as_str(), dispute.headline().en), ("approved_here", head.en));
        assert_eq!(dispute.evidence[0], head.plain());
        assert!(has(&dispute.evidence[1..2], said), "{:?}", dispute.evidence);
        assert!(has(&dispute.advice[..1], first), "{:?}", dispute.advice);
        assert!(has(&dispute.advice, &words::DO_PULL));
        assert!(
            has(&dispute.must_not[..1], &words::NOT_TWICE) || has(&dispute.must_not[..1], &words::NOT_OTHER_REMEDY)
        );
    }
    let plain = ask(question(500, Some(NOON), None), vec![known(sale(63, 500, NOON, "4242"))]);
    assert_eq!(plain.headline().en, words::VERDICT_APPROVED.en);
}

#[test]
fn a_time_without_a_date_is_of_any_day() {
    let at = |time: &str| Question { around: Some(Around::Time(time.parse().unwrap())), ..question(500, None, None) };
    let one = known(sale(63, 500, "2026-03-14T18:12:00", "4242"));
    let noon = known(sale(65, 500, NOON, "4242"));
    let dispute = ask(at("18:10:00"), vec![one.clone(), noon.clone()]);
    assert_eq!((dispute.verdict, numbers(&dispute.candidates)), (Verdict::ApprovedHere, vec![63]));
    assert_eq!(dispute.candidates[0].minutes_off, Some(2));
    assert_eq!(dispute.candidates[0].day.unwrap().to_string(), "2026-03-14");
    assert_eq!(dispute.assumed_day().unwrap().to_string(), "2026-03-14");
    assert_eq!(numbers(&dispute.near), [65], "the same amount at another time");
    assert!(has(&dispute.evidence, &words::ANY_DAY) && !has(&dispute.evidence, &words::STALE));
    // Two days fit: a person tells them apart.
    let other = known(sale(64, 500, "2026-03-15T18:00:00", "1111"));
    let dispute = ask(at("18:10:00"), vec![one.clone(), other]);
    assert_eq!((dispute.verdict, dispute.assumed_day()), (Verdict::Several, None));
    // Midnight is no wall.
    let late = known(sale(66, 500, "2026-03-15T00:05:00", "4242"));
    assert_eq!(ask(at("23:55:00"), vec![late]).candidates[0].minutes_off, Some(10));
    // A date that was given counts.
    let dispute = ask(question(500, Some("2026-05-14T18:10:00"), None), vec![one.clone()]);
    assert_eq!((dispute.verdict, numbers(&dispute.near)), (Verdict::NoRecord, vec![63]));
    assert_eq!((dispute.near[0].day, dispute.assumed_day()), (None, None));
    // A date alone is the whole day.
    let day = |text: &str| Question { around: Some(Around::Day(text.parse().unwrap())), ..question(500, None, None) };
    let dispute = ask(day("2026-03-14"), vec![one.clone(), noon]);
    assert_eq!((numbers(&dispute.candidates), numbers(&dispute.near)), (vec![63], vec![65]));
    assert_eq!(ask(day("2026-03-15"), vec![one]).near[0].minutes_off, Some(-348));
}

#[test]
fn the_amount_at_another_time_is_never_left_out_unsaid() {
    let of = |number: u32| known(sale(number, 24_990, &format!("2026-01-{:02}T10:00:00", number), "8834"));
    let asked = question(24_990, Some("2026-05-14T18:10:00"), None);
    let dispute = ask(asked.clone(), vec![of(1)]);
    assert_eq!((dispute.verdict, numbers(&dispute.near)), (Verdict::NoRecord, vec![1]));
    assert!(!has(&dispute.evidence, &words::UNLISTED));
    let dispute = ask(asked, (1..=20).map(of).collect());
    assert_eq!(dispute.near.len(), 12);
    assert_eq!(dispute.near[0].evidence.entry.number, 20, "the nearest first");
    let said: Vec<String> = dispute.evidence.iter().map(|phrase| phrase.read(Lang::En)).collect();
    assert!(said.contains(&"Further records of this amount at other times, not listed: 8.".to_owned()), "{said:?}");
}

#[test]
fn an_unknown_remedy_comes_before_everything_else() {
    let mut entry = known(sale(63, 500, NOON, "4242"));
    entry.remedy = unknown();
    let twin = known(sale(70, 500, "2026-05-14T12:05:00", "1111"));
    for known in [vec![entry.clone()], vec![entry.clone(), twin]] {
        let dispute = ask(question(500, Some(NOON), None), known);
        assert_eq!(dispute.advice[0].read(Lang::En), words::DO_RECOVER.en.replace("{number}", "63"));
        assert_eq!(dispute.must_not[0].read(Lang::En), words::NOT_OTHER_REMEDY.en.replace("{number}", "63"));
        assert!(has(&dispute.evidence, &words::REMEDY_UNKNOWN));
        assert!(!has(&dispute.advice, &words::DO_REMEDY));
    }
    // Also where it only nearly fits.
    let dispute = ask(question(500, Some(NOON), Some("9999")), vec![entry]);
    assert_eq!(dispute.verdict, Verdict::NoRecord);
    assert!(has(&dispute.advice, &words::DO_RECOVER));
}

#[test]
fn one_declined_attempt_fits() {
    let dispute = ask(question(500, Some(NOON), None), vec![known(declined(63, 500, NOON, "4242", "01"))]);
    assert_eq!(dispute.verdict, Verdict::DeclinedHere);
    assert!(dispute.evidence.iter().any(|line| line.read(Lang::En).contains("result code 01: the reason is withheld")));
    assert!(has(&dispute.advice, &words::DO_STATEMENT) && has(&dispute.must_not, &words::NOT_REFUND_HOLD));
    let dispute = ask(question(500, Some(NOON), None), vec![known(declined(63, 500, NOON, "4242", "07"))]);
    assert!(!dispute.evidence.iter().any(|line| line.read(Lang::En).contains("withheld")));
}

#[test]
fn a_record_that_settles_nothing_is_unknown() {
    let mut entry = declined(63, 500, NOON, "4242", "02");
    entry.result = EntryResult::Unknown;
    let dispute = ask(question(500, Some(NOON), None), vec![known(entry)]);
    assert_eq!(dispute.verdict, Verdict::Unknown);
    assert!(has(&dispute.must_not, &words::NOT_CHARGE_AGAIN) && has(&dispute.must_not, &words::NOT_HAND_OVER));
    assert!(!has(&dispute.advice, &words::DO_REMEDY));
}

#[test]
fn two_sales_of_one_card_minutes_apart_are_asked_about() {
    let dispute = ask(
        question(20_000, Some(NOON), Some("4242")),
        vec![known(sale(64, 20_000, "2026-05-14T12:01:01", "4242")), known(sale(63, 20_000, NOON, "4242"))],
    );
    assert_eq!(dispute.verdict, Verdict::Several);
    let ask_twice = dispute.advice.iter().map(|phrase| phrase.read(Lang::En)).find(|text| text.contains("genuine"));
    assert!(ask_twice.unwrap().starts_with("Transactions 63 and 64: same card, same amount, 2 min apart"));
    assert!(has(&dispute.must_not, &words::NOT_PICK));
    assert!(!has(&dispute.advice, &words::DO_REMEDY));
}

#[test]
fn the_second_of_a_pair_may_lie_outside_the_time_asked() {
    let dispute = ask(
        question(500, Some(NOON), Some("4242")),
        vec![known(sale(63, 500, "2026-05-14T12:10:00", "4242")), known(sale(64, 500, "2026-05-14T12:20:00", "4242"))],
    );
    assert_eq!(dispute.verdict, Verdict::ApprovedHere);
    assert!(has(&dispute.advice, &words::DO_ASK_TWICE) && has(&dispute.must_not, &words::NOT_PICK));
}

#[test]
fn other_pairs_are_not_called_double() {
    let pair = |second: Entry| vec![known(sale(63, 500, NOON, "4242")), known(second)];
    let mut voided = sale(64, 500, "2026-05-14T12:01:00", "4242");
    voided.void = VoidMark::Voided;
    let mut no_card = sale(64, 500, "2026-05-14T12:01:00", "4242");
    no_card.card = None;
    let mut other_issuer = sale(64, 500, "2026-05-14T12:01:00", "510510******4242");
    other_issuer.card = Card::mask("5105105105104242");
    for second in [
        sale(64, 500, "2026-05-14T12:16:00", "4242"),
        sale(64, 500, "2026-05-14T12:01:00", "1111"),
        declined(64, 500, "2026-05-14T12:01:00", "4242", "01"),
        voided,
        no_card,
    ] {
        let dispute = ask(question(500, None, None), pair(second));
        assert_eq!(dispute.verdict, Verdict::Several);
        assert!(!has(&dispute.advice, &words::DO_ASK_TWICE), "{:?}", dispute.advice);
    }
    let mut first = sale(63, 500, NOON, "4242");
    first.card = Card::mask("4111111111114242");
    let dispute = ask(question(500, None, None), vec![known(first), known(other_issuer)]);
    assert!(!has(&dispute.advice, &words::DO_ASK_TWICE));
}

#[test]
fn no_record_says_its_sentence_and_nothing_softer() {
    let dispute = ask(question(777, Some(NOON), None), vec![known(sale(63, 500, NOON, "4242"))]);
    assert_eq!(dispute.verdict, Verdict::NoRecord);
    assert_eq!(
        dispute.evidence[0].read(Lang::En),
        "No record in this device's memory. That does not prove that there was no charge. \
         Do not void another sale, charge again or close the batch."
    );
    for text in [&words::DO_PAPER, &words::DO_OTHER_TERMINALS, &words::DO_ASK_ACQUIRER, &words::DO_STATEMENT] {
        assert!(has(&dispute.advice, text), "{}", text.en);
    }
    for text in [&words::NOT_VOID_ANOTHER, &words::NOT_CHARGE_AGAIN, &words::NOT_CLOSE] {
        assert!(has(&dispute.must_not, text), "{}", text.en);
    }
    assert!(!has(&dispute.advice, &words::DO_PULL) && !has(&dispute.evidence, &words::NOTHING_KNOWN));
    assert!(has(&ask(question(777, None, None), Vec::new()).evidence, &words::NOTHING_KNOWN));
}

#[test]
fn a_device_never_read_is_said_first() {
    let dispute = judge_in(question(777, None, None), Vec::new(), None, &TimeZone::UTC);
    assert_eq!(dispute.evidence[0], words::NEVER_PULLED.plain());
    assert_eq!(dispute.evidence[1], words::VERDICT_NO_RECORD.plain());
    assert_eq!(dispute.advice[0], words::DO_PULL.plain());
}

#[test]
fn a_journal_older_than_the_dispute_is_said() {
    let zone = TimeZone::fixed(jiff::tz::offset(-4));
    for (time, stale) in [("14:14:00Z", false), ("16:10:00Z", true), ("16:14:00Z", true), ("16:15:00Z", false)] {
        let read: Timestamp = format!("2026-05-14T{time}").parse().unwrap();
        let around = if time.starts_with("14") { "2026-05-14T09:59:00" } else { NOON };
        let dispute = judge_in(question(1, Some(around), None), Vec::new(), Some(read), &zone);
        assert_eq!(has(&dispute.evidence, &words::STALE), stale, "{time}");
        assert_eq!(has(&dispute.advice, &words::DO_PULL), stale, "{time}");
    }
}

#[test]
fn the_limits_of_time() {
    for (time, fits, near) in [
        ("2026-05-14T12:15:00", true, false),
        ("2026-05-14T12:15:01", false, true),
        ("2026-05-14T11:45:00", true, false),
        ("2026-05-14T11:44:59", false, true),
        ("2026-05-15T14:00:00", false, true),
        ("2026-05-15T14:00:01", false, true),
        ("2026-05-13T10:00:00", false, true),
        ("2026-05-13T09:59:59", false, true),
        ("2025-01-01T00:00:00", false, true),
    ] {
        let dispute = ask(question(500, Some(NOON), None), vec![known(sale(63, 500, time, "4242"))]);
        assert_eq!((dispute.candidates.len() == 1, dispute.near.len() == 1), (fits, near), "{time}");
    }
    // A clock that lost its battery: the card still ties it to the question, as a near miss.
    let old = known(sale(63, 500, "2000-01-01T00:07:00", "4242"));
    let dispute = ask(question(500, Some(NOON), Some("4242")), vec![old.clone()]);
    assert_eq!((dispute.verdict, dispute.near.len()), (Verdict::NoRecord, 1));
    assert!(has(&dispute.near[0].fit(), &words::FIT_FAR) && has(&dispute.advice, &words::DO_NEAR));
    assert!(ask(question(500, Some(NOON), Some("1111")), vec![old]).near.is_empty());
}

#[test]
fn cards_agree_disagree_or_are_not_told() {
    let with = |card: &str, asked: Option<&str>| {
        let dispute = ask(question(500, Some(NOON), asked), vec![known(sale(63, 500, NOON, card))]);
        let agrees = dispute.candidates.iter().chain(&dispute.near).next().unwrap().card_agrees;
        (dispute.verdict, agrees)
    };
    assert_eq!(with("4242", Some("4242")), (Verdict::ApprovedHere, Some(true)));
    assert_eq!(with("0042", Some("0042")), (Verdict::ApprovedHere, Some(true)));
    assert_eq!(with("4242", Some("1111")), (Verdict::NoRecord, Some(false)));
    assert_eq!(with("4242", None), (Verdict::ApprovedHere, None));
    assert_eq!(with("", Some("4242")), (Verdict::ApprovedHere, None));
    assert_eq!(with("42", Some("4242")), (Verdict::ApprovedHere, None));
    assert_eq!(with("43", Some("4242")), (Verdict::NoRecord, Some(false)));
    // A whole card number given for the last four digits is not kept.
    let dispute = ask(question(500, None, Some("4111 1111 1111 4242")), Vec::new());
    assert_eq!(dispute.question.last4.as_deref(), Some("4242"));
    assert_eq!(fit::last4("12x"), None);
}

#[test]
fn amount_or_amount_with_tip() {
    let mut tipped = sale(63, 10_000, NOON, "4242");
    tipped.tip = Some(pesos(1_000));
    let dispute = ask(question(11_000, Some(NOON), None), vec![known(tipped.clone())]);
    assert_eq!(dispute.verdict, Verdict::ApprovedHere);
    assert!(dispute.candidates[0].with_tip && has(&dispute.evidence, &words::FIT_WITH_TIP));
    let dispute = ask(question(10_000, Some(NOON), None), vec![known(tipped.clone())]);
    assert!(!dispute.candidates[0].with_tip);
    let both = vec![known(tipped.clone()), known(sale(64, 11_000, NOON, "4242"))];
    let dispute = ask(question(11_000, Some(NOON), None), both);
    assert_eq!((dispute.verdict, numbers(&dispute.candidates)), (Verdict::Several, vec![64, 63]));
    tipped.amount.minor = i64::MAX;
    assert_eq!(ask(question(11_000, None, None), vec![known(tipped)]).verdict, Verdict::NoRecord);
}

#[test]
fn voids_and_other_records_are_told_and_never_the_answer() {
    let mut void = sale(70, 500, "2026-05-14T12:10:00", "4242");
    void.kind = Kind::Void;
    void.references.push(Reference { name: RefName::Original, value: Printable::new("000063", 6) });
    let mut other = sale(71, 500, "2026-05-14T12:11:00", "4242");
    other.kind = Kind::Other;
    let dispute = ask(question(500, Some(NOON), None), vec![known(void.clone()), known(other)]);
    assert_eq!((dispute.verdict, dispute.near.len()), (Verdict::NoRecord, 0));
    let told = |dispute: &Dispute| {
        dispute.evidence.iter().filter(|phrase| phrase.read(Lang::En).starts_with("Also in the journal")).count()
    };
    assert_eq!(told(&dispute), 2);
    void.amount = pesos(1);
    let dispute = ask(question(500, Some(NOON), None), vec![known(void), known(sale(63, 500, NOON, "4242"))]);
    assert_eq!(dispute.verdict, Verdict::ApprovedHere);
    assert_eq!(told(&dispute), 1);
    assert!(
        dispute.evidence.iter().any(|phrase| phrase.read(Lang::En).contains("names transaction 63 as its original"))
    );
}

#[test]
fn a_sale_declined_then_approved_is_two_records() {
    let dispute = ask(
        question(500, Some(NOON), None),
        vec![known(declined(63, 500, NOON, "4242", "01")), known(sale(64, 500, "2026-05-14T12:01:00", "4242"))],
    );
    assert_eq!(dispute.verdict, Verdict::Several);
    assert!(has(&dispute.advice, &words::DO_MIXED));
}

#[test]
fn a_record_without_a_time_still_fits() {
    let mut entry = sale(63, 500, NOON, "4242");
    entry.time = None;
    let dispute = ask(question(500, Some(NOON), None), vec![known(entry)]);
    assert_eq!(dispute.candidates[0].minutes_off, None);
    assert!(has(&dispute.candidates[0].fit(), &words::FIT_NO_TIME));
}

#[test]
fn one_entry_seen_twice_is_one() {
    let entry = known(sale(63, 500, NOON, "4242"));
    let earlier = Evidence { last_seen: "2026-05-14T10:00:00Z".parse().unwrap(), remedy: unknown(), ..entry.clone() };
    for known in [vec![entry.clone(), earlier.clone()], vec![earlier, entry]] {
        let dispute = ask(question(500, None, None), known);
        assert_eq!(dispute.candidates.len(), 1);
        assert_eq!(dispute.candidates[0].evidence.last_seen, read());
        assert!(dispute.candidates[0].evidence.is_remedy_unknown(), "the more careful view is kept");
    }
}

#[test]
fn no_sentence_says_that_money_was_taken() {
    for (name, text) in words::ALL {
        let en = text.en.to_lowercase();
        for taken in ["money was taken", "money taken", "was not charged", "customer was charged.", "has been charged"]
        {
            assert!(!en.contains(taken), "{name}");
        }
    }
}

prop_compose! {
    fn any_evidence()(
        number in 1u32..40,
        amount in prop::sample::select(vec![500i64, 450, 600]),
        tip in prop::sample::select(vec![None, Some(50i64)]),
        minutes in -1700i64..1700,
        timed in prop::bool::weighted(0.9),
        last4 in prop::sample::select(vec!["4242", "1111", "42", ""]),
        kind in prop::sample::select(vec![Kind::Sale, Kind::Sale, Kind::Sale, Kind::Void, Kind::Other]),
        result in prop::sample::select(vec![EntryResult::Approved, EntryResult::Declined, EntryResult::Unknown]),
        voided in any::<bool>(),
        in_memory in any::<bool>(),
        remedy in 0..4,
    ) -> Evidence {
        let noon: DateTime = NOON.parse().unwrap();
        let time = noon.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
        let mut entry = sale(number, amount, &time.to_string(), last4);
        entry.kind = kind;
        entry.result = result;
        entry.tip = tip.map(pesos);
        entry.time = entry.time.filter(|_| timed);
        entry.void = if voided { VoidMark::Voided } else { VoidMark::NotTold };
        let evidence = "e\u{1b}[2J".to_owned();
        let remedy = match remedy {
            0 => None,
            1 => Some(Outcome::Done { evidence }),
            2 => Some(Outcome::NotDone { evidence }),
            _ => unknown(),
        };
        Evidence { entry, last_seen: read(), in_memory, remedy }
    }
}

fn summary(dispute: &Dispute) -> String {
    let read = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.read(Lang::En)).collect::<Vec<_>>();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        dispute.verdict,
        dispute.candidates,
        dispute.near,
        read(&dispute.evidence),
        read(&dispute.advice),
        read(&dispute.must_not)
    )
}

proptest! {
    #[test]
    fn the_answer_does_not_depend_on_the_order_and_two_are_never_one(
        (known, shuffled) in prop::collection::vec(any_evidence(), 0..12)
            .prop_flat_map(|known| (Just(known.clone()), Just(known).prop_shuffle())),
        around in prop::sample::select(vec![None, Some(NOON)]),
        last4 in prop::sample::select(vec![None, Some("4242")]),
    ) {
        let dispute = ask(question(500, around, last4), known.clone());
        prop_assert_eq!(summary(&dispute), summary(&ask(question(500, around, last4), shuffled)));
        let of_kind = |verdict| dispute.verdict == verdict;
        prop_assert_eq!(dispute.candidates.len() >= 2, of_kind(Verdict::Several));
        prop_assert_eq!(dispute.candidates.is_empty(), of_kind(Verdict::NoRecord));
        prop_assert!(dispute.candidates.iter().chain(&dispute.near).all(|one| one.evidence.entry.kind == Kind::Sale));
        prop_assert!(dispute.candidates.iter().all(|one| one.card_agrees != Some(false)));
        if of_kind(Verdict::ApprovedHere) {
            prop_assert_eq!(dispute.candidates[0].evidence.entry.result, EntryResult::Approved);
        }
        let settled = dispute.candidates.iter().all(|one| !one.evidence.is_remedy_unknown());
        prop_assert!(settled || !has(&dispute.advice, &words::DO_REMEDY));
        prop_assert!(dispute.must_not.len() >= 3);
        for phrase in dispute.evidence.iter().chain(&dispute.advice).chain(&dispute.must_not) {
            for lang in Lang::ALL {
                prop_assert!(!phrase.read(*lang).chars().any(is_hostile));
            }
        }
    }
}
