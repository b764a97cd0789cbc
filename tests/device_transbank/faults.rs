//! The driver against the simulated terminal, over a line that goes wrong at every byte it can: a void is never executed
//! twice, and no outcome claims what did not happen.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tillwright::device::transbank::Driver;
use tillwright::device::{DeviceError, Reprinted};
use tillwright::model::*;
use tillwright::sim::transbank::{MovementKind, Scenario, SlipKind, Terminal};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};

use super::kit::*;

/// Two credit sales and a debit sale; the one to be voided is number 2.
const SALES: &str = r#"
[[sale]]
amount = 990
time = "2026-03-14T09:00:00"
type = "debit"
[[sale]]
amount = 2500
time = "2026-03-14T10:00:00"
[[sale]]
amount = 12000
time = "2026-03-14T11:00:00"
"#;

fn terminal(more: &str) -> Terminal {
    // Tables of their own come last, keys of the options first.
    Terminal::new(Scenario::load(&format!("{more}\n{SALES}")).unwrap())
}

/// What becomes of a byte.
#[derive(Clone, Debug)]
enum Fate {
    Passes,
    IsLost,
    IsChanged(u8),
    ComesAfter(Vec<u8>),
    Waits(u64),
    EndsTheLink,
}

/// The fates of the bytes of both directions, by number, counted from the moment the void begins.
#[derive(Clone, Default)]
struct Line {
    to_device: Vec<(usize, Fate)>,
    from_device: Vec<(usize, Fate)>,
    /// Counts; `None` until the void begins.
    at: Arc<Mutex<Option<[usize; 2]>>>,
}

impl Line {
    fn to_device(at: usize, fate: Fate) -> Self {
        Self { to_device: vec![(at, fate)], ..Self::default() }
    }
    fn from_device(at: usize, fate: Fate) -> Self {
        Self { from_device: vec![(at, fate)], ..Self::default() }
    }
    fn begin(&self) {
        *self.at.lock().unwrap() = Some([0, 0]);
    }
    fn fate(&self, direction: Direction) -> Fate {
        let mut at = self.at.lock().unwrap();
        let Some(counts) = at.as_mut() else { return Fate::Passes };
        let (side, fates) = match direction {
            Direction::ToDevice => (0, &self.to_device),
            Direction::FromDevice => (1, &self.from_device),
        };
        let number = counts[side];
        counts[side] += 1;
        fates.iter().find(|(at, _)| *at == number).map_or(Fate::Passes, |(_, fate)| fate.clone())
    }
    async fn carry(&self, direction: Direction, mut from: ReadHalf<DuplexStream>, mut to: WriteHalf<DuplexStream>) {
        while let Ok(byte) = from.read_u8().await {
            let bytes = match self.fate(direction) {
                Fate::Passes => vec![byte],
                Fate::IsLost => continue,
                Fate::IsChanged(bits) => vec![byte ^ bits],
                Fate::ComesAfter(mut before) => {
                    before.push(byte);
                    before
                }
                Fate::Waits(ms) => {
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                    vec![byte]
                }
                Fate::EndsTheLink => return,
            };
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    }
}

/// Work with a driver on a terminal over a line.
async fn over<T>(terminal: &Terminal, line: &Line, work: impl AsyncFnOnce(&mut Driver<DuplexStream>) -> T) -> T {
    let (console, near) = tokio::io::duplex(4096);
    let (far, device) = tokio::io::duplex(4096);
    let serving = tokio::spawn({
        let terminal = terminal.clone();
        async move { terminal.serve(device).await }
    });
    let relaying = tokio::spawn({
        let line = line.clone();
        async move {
            let ((near_read, near_write), (far_read, far_write)) = (tokio::io::split(near), tokio::io::split(far));
            tokio::select! {
                () = line.carry(Direction::ToDevice, near_read, far_write) => {}
                () = line.carry(Direction::FromDevice, far_read, near_write) => {}
            }
        }
    });
    let mut driver = Driver::new(console);
    let out = work(&mut driver).await;
    drop(driver);
    // The terminal brings to its end what it has begun.
    relaying.await.unwrap();
    serving.await.unwrap().unwrap();
    out
}

#[derive(Debug)]
struct Ended {
    outcome: Outcome,
    resolved: Option<Outcome>,
    executed: usize,
}

/// Voids operation 2 over a line, then reads again over a good one, and holds every claim against what was executed.
async fn void(terminal: &Terminal, line: &Line) -> Ended {
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let (intent, outcome) = over(terminal, line, async |driver| {
        driver.listen(&mut eye).await.unwrap();
        let journal = driver.pull(&mut Keep::default(), &mut eye).await.unwrap();
        let entry = journal.by_number(2).unwrap();
        let intent = intent_for(entry, journal.entries.len());
        // Our last ACK is still on its way.
        tokio::time::sleep(Duration::from_millis(20)).await;
        line.begin();
        let outcome = driver.execute(&intent, &mut notes, &mut eye).await;
        (intent, outcome)
    })
    .await;
    assert_eq!(eye.text().matches("> asks for void (1200)").count(), 1, "{}", eye.text());
    let resolved = match outcome {
        Outcome::Unknown { .. } => {
            let good = Line::default();
            let resolved = over(terminal, &good, async |driver| {
                driver.listen(&mut eye).await?;
                driver.resolve(intent.get(), &mut eye).await
            });
            resolved.await.ok()
        }
        _ => None,
    };
    let executed = terminal.movements().iter().filter(|movement| movement.kind == MovementKind::Void).count();
    assert!(executed <= 1, "executed {executed} times\n{}", eye.text());
    for claim in [Some(&outcome), resolved.as_ref()].into_iter().flatten() {
        match claim {
            Outcome::Done { .. } => assert_eq!(executed, 1, "{claim:?}\n{}", eye.text()),
            Outcome::NotDone { .. } => assert_eq!(executed, 0, "{claim:?}\n{}", eye.text()),
            Outcome::Unknown { .. } => {}
        }
    }
    Ended { outcome, resolved, executed }
}

/// Bytes of the request.
const REQUEST: usize = 10;
/// Bytes of the ACK and the answer at most.
const ANSWER: usize = 50;

#[tokio::test(start_paused = true)]
async fn a_good_line_voids_once_whatever_the_list_then_shows() {
    for voided in ["stays", "disappears", "record"] {
        let terminal = terminal(&format!("options.voided = \"{voided}\""));
        let ended = void(&terminal, &Line::default()).await;
        assert_eq!((ended.outcome.as_str(), ended.executed), ("done", 1), "{voided}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_cut_lost_or_changed_at_every_byte_is_unknown() {
    for at in 0..REQUEST {
        let mut fates = vec![Fate::EndsTheLink, Fate::IsLost, Fate::Waits(3_000)];
        fates.extend((0..8).map(|bit| Fate::IsChanged(1 << bit)));
        for fate in fates {
            let slow = matches!(fate, Fate::Waits(_));
            let ended = void(&terminal(""), &Line::to_device(at, fate.clone())).await;
            if !slow {
                assert_eq!((ended.outcome.as_str(), ended.executed), ("unknown", 0), "byte {at} {fate:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_cut_at_every_byte_is_never_wrongly_done_or_not_done() {
    for more in ["", "options.voids = false", "options.voided = \"record\""] {
        let refused = more.contains("voids");
        for at in 0..ANSWER {
            let ended = void(&terminal(more), &Line::from_device(at, Fate::EndsTheLink)).await;
            assert_eq!(ended.executed, usize::from(!refused), "{more} {at}");
            let whole = if refused { "not_done" } else { "done" };
            assert!(
                ended.outcome.as_str() == "unknown" || (at > 30 && ended.outcome.as_str() == whole),
                "{at} {ended:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_with_a_byte_lost_changed_or_added_is_repeated_and_settles() {
    for at in 0..ANSWER {
        let mut fates = vec![Fate::IsLost, Fate::Waits(5_000)];
        fates.extend((0..8).map(|bit| Fate::IsChanged(1 << bit)));
        fates.extend(
            [&[0x02][..], &[0x03], &[0x06], &[0x15], b"\x00\xff~noise"].map(|bytes| Fate::ComesAfter(bytes.to_vec())),
        );
        for fate in fates {
            let ended = void(&terminal(""), &Line::from_device(at, fate.clone())).await;
            // An end too early may by chance make a short answer with a right checksum: no client can tell, but it names
            // no operation then.
            let by_chance =
                matches!(&fate, Fate::ComesAfter(bytes) if bytes == &[0x03]) && ended.outcome.as_str() == "unknown";
            assert!(by_chance || ended.outcome.as_str() == "done", "byte {at} {fate:?} {ended:?}");
            assert_eq!(ended.executed, 1, "byte {at} {fate:?}");
            let ended = void(&terminal("options.voids = false"), &Line::from_device(at, fate.clone())).await;
            assert_ne!(ended.outcome.as_str(), "done", "byte {at} {fate:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_acknowledgement_of_ours_that_is_lost_changes_nothing() {
    for fate in [Fate::IsLost, Fate::IsChanged(0x13), Fate::EndsTheLink] {
        let ended = void(&terminal(""), &Line::to_device(REQUEST, fate)).await;
        assert_eq!((ended.outcome.as_str(), ended.executed), ("done", 1));
    }
}

#[tokio::test(start_paused = true)]
async fn every_fault_of_the_terminal() {
    for (play, outcome, executed) in [
        ("no_answer", "unknown", 0),
        ("ack_only", "unknown", 0),
        ("nak", "unknown", 0),
        ("answer_code 21", "not_done", 0),
        ("answer_code 5", "not_done", 0),
        ("answer_code 8", "not_done", 0),
        ("answer_code 4", "unknown", 0),
        ("answer_code 2", "unknown", 0),
        ("answer_code 24", "unknown", 0),
        ("execute_then_code 2", "unknown", 1),
        ("execute_then_code 3", "unknown", 1),
        ("execute_then_code 16", "unknown", 1),
        ("execute_then_code 22", "unknown", 1),
        ("execute_then_code 65", "unknown", 1),
        ("execute_then_code 94", "unknown", 1),
        ("execute_then_code 1", "unknown", 1),
        ("execute_then_code 55", "unknown", 1),
        ("execute_then_silence", "unknown", 1),
        ("execute_then_no_ack", "unknown", 1),
        ("drop_link", "unknown", 0),
        ("execute_then_drop_link", "unknown", 1),
        ("wrong_answer", "unknown", 0),
        ("execute_then_wrong_answer", "unknown", 1),
        ("stale_answer", "unknown", 0),
        ("execute_then_stale_answer", "unknown", 1),
        ("never_ending", "unknown", 0),
        ("execute_then_never_ending", "unknown", 1),
        ("bad_lrc", "done", 1),
        ("always_bad_lrc", "unknown", 1),
        ("garbage", "done", 1),
        ("late 149000", "done", 1),
        ("late 200000", "unknown", 1),
        ("truncated", "unknown", 1),
        ("short_answer", "done", 1),
        ("other_terminal", "unknown", 1),
        ("twice", "done", 1),
    ] {
        for voided in ["stays", "disappears", "record"] {
            let more = format!("options.voided = \"{voided}\"\n[[on]]\ncommand = \"1200\"\nthen = \"{play}\"");
            let ended = void(&terminal(&more), &Line::default()).await;
            assert_eq!((ended.outcome.as_str(), ended.executed), (outcome, executed), "{play}: {ended:?}");
            if let (Some(resolved), 1) = (&ended.resolved, executed) {
                let shown = if voided == "stays" {
                    "as before"
                } else if voided == "record" {
                    "as voided now"
                } else {
                    "any more"
                };
                assert!(
                    resolved.as_str() == "done" || resolved.evidence().contains(shown),
                    "{play} {voided}: {resolved:?}"
                );
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_others_did_in_between_is_never_taken_for_ours() {
    let hook = |deed: &str| format!("[[till]]\nbefore = \"1200\"\n{deed}");
    for (deed, outcome, executed) in [
        ("void = 2", "unknown", 1),
        ("close = true", "not_done", 0),
        ("replaced_by = \"OTHER001\"", "unknown", 0),
        ("integrated = false", "unknown", 0),
        ("paper = false", "unknown", 0),
    ] {
        let ended = void(&terminal(&hook(deed)), &Line::default()).await;
        assert_eq!((ended.outcome.as_str(), ended.executed), (outcome, executed), "{deed}: {ended:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_sale_in_the_middle_of_a_pull_is_there_at_the_latest_in_the_next() {
    let terminal = terminal("[[till]]\nafter_record = 2\nsell = { amount = 700, ticket = \"9\" }");
    let (line, mut eye) = (Line::default(), Eye::new());
    let mut pull = async || {
        let journal =
            over(&terminal, &line, async |driver| driver.pull(&mut Keep::default(), &mut eye).await.unwrap()).await;
        journal.entries.iter().map(|entry| entry.number).collect::<Vec<u32>>()
    };
    let numbers = pull().await;
    assert!(numbers == [1, 2, 3] || numbers == [1, 2, 3, 4], "{numbers:?}");
    assert_eq!(pull().await, [1, 2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn a_reprint_prints_once_or_says_that_it_does_not_know() {
    for (more, printed) in [
        ("", 1),
        ("[[till]]\nbefore = \"0250\"\nsell = { amount = 700, ticket = \"9\" }", 1),
        ("options.paper = \"out\"", 0),
    ] {
        let terminal = terminal(more);
        let mut eye = Eye::new();
        let reprinted = over(&terminal, &Line::default(), async |driver| {
            let journal = driver.pull(&mut Keep::default(), &mut eye).await.unwrap();
            driver.reprint(journal.by_number(3).unwrap(), &mut eye).await
        })
        .await;
        let slips = terminal.printed().iter().filter(|slip| slip.kind == SlipKind::Reprint).count();
        assert_eq!(slips, printed, "{more}");
        match (more, reprinted) {
            ("", reprinted) => assert_eq!(reprinted.unwrap(), Reprinted::Wanted),
            (_, Ok(Reprinted::Other { printed })) => assert_eq!(printed.amount.minor, 700),
            (_, refused) => {
                assert!(
                    matches!(refused, Err(DeviceError::Refused { ref code, .. }) if code.as_str() == "24"),
                    "{refused:?}"
                );
            }
        }
    }
}

/// No change of bits: two in one frame may pass a checksum that is one byte of exclusive or, and no client can tell.
fn any_fate(dice: &mut Dice) -> Fate {
    match dice.below(8) {
        0 => Fate::EndsTheLink,
        1 | 2 => Fate::IsLost,
        3 => Fate::ComesAfter(vec![[0x02, 0x06, 0x15, 0x00, 0xff][dice.below(5)]]),
        4 => Fate::Waits([30, 800, 3_000, 12_000][dice.below(4)]),
        _ => Fate::IsChanged(0x80),
    }
}

#[tokio::test(start_paused = true)]
async fn two_thousand_lines_with_up_to_four_faults_never_void_twice_nor_claim_what_is_not() {
    const PLAYS: &[&str] = &[
        "",
        "bad_lrc",
        "execute_then_silence",
        "execute_then_no_ack",
        "late 20000",
        "garbage",
        "answer_code 21",
        "truncated",
    ];
    let mut counts = [0; 3];
    for seed in 0..2_000 {
        let mut dice = Dice(seed);
        let mut line = Line::default();
        for _ in 0..dice.below(5) {
            let fate = any_fate(&mut dice);
            match dice.below(3) {
                0 => line.to_device.push((dice.below(REQUEST + 5), fate)),
                _ => line.from_device.push((dice.below(3 * ANSWER), fate)),
            }
        }
        let voided = ["stays", "disappears", "record"][dice.below(3)];
        let mut more = format!("options.voided = \"{voided}\"\noptions.voids = {}\n", dice.below(6) > 0);
        if let play @ 1.. = dice.below(PLAYS.len()) {
            more.push_str(&format!("[[on]]\ncommand = \"1200\"\nthen = \"{}\"\n", PLAYS[play]));
        }
        let ended = void(&terminal(&more), &line).await;
        counts[["done", "not_done", "unknown"].iter().position(|name| *name == ended.outcome.as_str()).unwrap()] += 1;
    }
    assert!(counts.iter().all(|count| *count > 100), "all three come: {counts:?}");
}
