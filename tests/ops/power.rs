//! Power cuts while a console works: at every operation of its disk, with a terminal of each family at the other end. What
//! the power leaves is opened by a new console, which must know of every request that may have left, and move money at most once.

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use tillwright::model::{Direction, Entry, IntentId, Outcome};
use tillwright::ops::{Clock, Failure, recover};
use tillwright::sim::{transbank, zvt};
use tillwright::vault::Vault;
use tillwright::vault::ledger::Case;
use tillwright::vault::memory::{Fault, MemoryDisk};

use crate::bench::{Bench, MORNING, console_on, history, scenario};

/// All subsets of up to twelve operations.
const ALL: usize = 4096;

/// A morning of the other family.
const ZVT: &str = r#"
terminal = "52500041"
first_receipt = 41
first_trace = 17
start = "2026-03-14T18:25:00"

[options]
gap_ms = 0

[[transaction]]
amount = 2499
time = "2026-03-14T10:00:42"
last4 = "8834"

[[transaction]]
amount = 777
time = "2026-03-14T10:20:00"
last4 = "3318"
"#;

/// A terminal that is visited, and what it does with the reversal.
#[derive(Clone, Copy, Debug)]
enum Visited {
    Transbank(&'static str),
    Zvt(&'static str),
}

const VISITED: [Visited; 6] = [
    Visited::Transbank(""),
    Visited::Transbank("execute_then_silence"),
    Visited::Transbank("no_answer"),
    Visited::Zvt(""),
    Visited::Zvt("execute_then_silence"),
    Visited::Zvt("silence"),
];

impl Visited {
    fn bench(self) -> Bench {
        match self {
            Self::Transbank("") => Bench::new(scenario(MORNING)),
            Self::Transbank(then) => {
                Bench::new(scenario(&format!("{MORNING}\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"{then}\"")))
            }
            Self::Zvt("") => Bench::zvt(ZVT),
            Self::Zvt(then) => {
                Bench::zvt(&format!("{ZVT}\n[[faults]]\ncommand = \"0630\"\nnth = 1\nthen = \"{then}\""))
            }
        }
    }

    fn amount(self) -> i64 {
        match self {
            Self::Transbank(_) => 12_500,
            Self::Zvt(_) => 2499,
        }
    }

    /// How the request that moves money begins on the line.
    fn money(self) -> &'static [u8] {
        match self {
            Self::Transbank(_) => b"\x021200",
            Self::Zvt(_) => &[0x10, 0x02, 0x06, 0x30],
        }
    }

    /// How often money went back.
    fn back(self, bench: &Bench) -> usize {
        match self {
            Self::Transbank(_) => {
                let movements = bench.terminal().movements();
                movements.iter().filter(|moved| moved.kind == transbank::MovementKind::Void).count()
            }
            Self::Zvt(_) => {
                let movements = bench.zvt_terminal().movements();
                movements.iter().filter(|moved| moved.kind != zvt::MovementKind::Sale).count()
            }
        }
    }

    /// Whether the request left.
    fn sent(self, bench: &Bench) -> bool {
        let money = |(way, bytes, _): &(Direction, Vec<u8>, String)| {
            *way == Direction::ToDevice && bytes.starts_with(self.money())
        };
        bench.eyes.lines.iter().any(money)
    }
}

/// What the console told.
#[derive(Clone, Debug, Default)]
struct Told {
    archives: Vec<std::path::PathBuf>,
    outcome: Option<(IntentId, Outcome)>,
    concluded: bool,
}

/// A whole case: pull, reverse, recover, and where that leaves it unknown a person's conclusion.
async fn case(visited: Visited, bench: &mut Bench, told: &mut Told) -> Result<(), Failure> {
    let mut visit = bench.open().await?;
    told.archives.push(bench.pull(&mut visit).await?.archive.path);
    let known = bench.console.vault.journal(None)?;
    let sale = known.into_iter().find(|known| known.entry.amount.minor == visited.amount()).unwrap().entry;
    let plan = bench.plan(&mut visit, &sale).await?;
    let ended = bench.execute(&mut visit, plan).await?;
    told.outcome = Some((ended.intent.id.clone(), ended.outcome.clone()));
    for recovered in recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await? {
        told.outcome = Some((recovered.case.intent.id, recovered.outcome));
    }
    if let Some(open) = recover::open_cases(&bench.console)?.first() {
        let done = visited.back(bench) > 0;
        let ended = recover::conclude(&mut bench.console, &open.intent.id, done, "the statement of March")?;
        told.outcome = Some((ended.case.intent.id, ended.outcome));
        told.concluded = true;
    }
    Ok(())
}

/// Reverses at once what an earlier process left in the vault, without another pull; where it left nothing, the whole case.
async fn goes_on(visited: Visited, bench: &mut Bench) -> Result<(), Failure> {
    let known = bench.console.vault.journal(None)?;
    let Some(sale) = known.into_iter().find(|known| known.entry.amount.minor == visited.amount()) else {
        return case(visited, bench, &mut Told::default()).await;
    };
    let mut visit = bench.open().await?;
    let plan = bench.plan(&mut visit, &sale.entry).await?;
    bench.execute(&mut visit, plan).await.map(drop)
}

/// The case on a machine that stops at operation `number` of its disk.
async fn stopped(visited: Visited, number: usize, keep: usize) -> (Bench, Told) {
    let mut bench = visited.bench();
    bench.disk.fail_at(number, Fault::Torn { keep });
    let mut told = Told::default();
    // Where the last words were told before, there is no failure.
    let _ = case(visited, &mut bench, &mut told).await;
    (bench, told)
}

/// First and last operation of a case that goes well.
fn operations(visited: Visited) -> std::ops::Range<usize> {
    history(async {
        let mut bench = visited.bench();
        let first = bench.disk.operations();
        let told = &mut Told::default();
        case(visited, &mut bench, told).await.unwrap();
        assert!(matches!(told.outcome, Some((_, Outcome::Done { .. } | Outcome::NotDone { .. }))), "{told:?}");
        first..bench.disk.operations()
    })
}

fn cases(vault: &Vault) -> Vec<Case> {
    vault.ledger().cases().unwrap()
}

/// Whether what the ledger says of a case can be true.
fn is_true(case: &Case, moved: usize) -> bool {
    match &case.outcome {
        Some(Outcome::Done { .. }) => moved == 1,
        Some(Outcome::NotDone { .. }) => moved == 0,
        Some(Outcome::Unknown { .. }) | None => true,
    }
}

/// What the power left: everything told is there, and every request that left is known.
fn look(visited: Visited, image: &MemoryDisk, bench: &Bench, told: &Told, when: &str) -> bool {
    let console = console_on(image, &bench.plug);
    let found = cases(&console.vault);
    let moved = visited.back(bench);
    assert!(found.len() <= 1 && found.iter().all(|case| is_true(case, moved)), "{when}: {moved} moved, {found:?}");
    assert!(!visited.sent(bench) || found.len() == 1, "{when}: a request left that nobody knows of");
    if let Some((id, outcome)) = &told.outcome {
        let known = found.iter().find(|case| case.intent.id == *id).unwrap_or_else(|| panic!("{when}: {id} is lost"));
        let settled = !matches!(outcome, Outcome::Unknown { .. });
        assert!(!settled || known.outcome.as_ref() == Some(outcome), "{when}: {:?} for {outcome:?}", known.outcome);
    }
    for path in &told.archives {
        console.vault.load(path).unwrap_or_else(|error| panic!("{when}: {error}"));
    }
    for case in &found {
        let archived = console.vault.archives().unwrap().iter().any(|info| info.hash == case.intent.plan.archive);
        assert!(archived, "{when}: the archive of the sale");
    }
    console.vault.ledger().verify().unwrap().iter().any(|one| one.broken.is_some())
}

/// The laptop starts again on what the power left, and the same is wanted of it.
async fn again(visited: Visited, image: MemoryDisk, bench: &mut Bench, when: &str) {
    bench.console = console_on(&image, &bench.plug);
    bench.disk = image;
    let sent_before = visited.sent(bench);
    let mut visit = bench.visit().await;
    let recovered = recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await.unwrap();
    let moved = visited.back(bench);
    for one in &recovered {
        let case = Case { outcome: Some(one.outcome.clone()), ..one.case.clone() };
        assert!(is_true(&case, moved), "{when}: {moved} moved, {:?}", one.outcome);
    }
    let told = &mut Told::default();
    drop(visit);
    let ended = case(visited, bench, told).await;
    let moved = visited.back(bench);
    assert!(moved <= 1, "{when}: {moved} times");
    // One that was not done may stand beside the one that then was.
    let found = cases(&bench.console.vault);
    let done = found.iter().filter(|case| matches!(case.outcome, Some(Outcome::Done { .. }))).count();
    assert!(done <= moved && (done == moved || found.iter().any(Case::is_open)), "{when}: {moved} moved, {found:?}");
    let settled_not_done = recovered.iter().all(|one| matches!(one.outcome, Outcome::NotDone { .. }));
    assert!(ended.is_err() || !sent_before || settled_not_done, "{when}: sent again");
}

#[test]
fn whatever_a_power_cut_leaves_no_money_moves_twice_and_nothing_told_is_lost() {
    let (mut images, mut alarms, mut deep) = (0, 0, 0);
    for visited in VISITED {
        for number in operations(visited) {
            for keep in if number % 3 == 0 { [40, 5_000].as_slice() } else { &[5_000] } {
                let when = format!("{visited:?}, cut at {number} keeping {keep}");
                let stop = || stopped(visited, number, *keep);
                let broken: Vec<bool> = history(async {
                    let (bench, told) = stop().await;
                    let all = bench.disk.crash_images(ALL, number as u64);
                    all.iter().map(|image| look(visited, image, &bench, &told, &when)).collect()
                });
                images += broken.len();
                alarms += broken.iter().filter(|broken| **broken).count();
                // A history repeats exactly, so another terminal in the same state is had by running it once more.
                for (place, _) in broken.iter().enumerate().filter(|(place, broken)| place % 16 == 1 && !**broken) {
                    deep += 1;
                    history(async {
                        let (mut bench, _) = stop().await;
                        let image = bench.disk.crash_images(ALL, number as u64).swap_remove(place);
                        again(visited, image, &mut bench, &format!("{when}, image {place}")).await;
                    });
                }
            }
        }
    }
    println!("{images} images, {alarms} alarms, {deep} worked on");
    assert!(images > 3_400 && deep > 300 && alarms * 20 < images, "{images} images, {alarms} alarms, {deep} worked on");
}

/// An earlier process was killed anywhere. When another one's request leaves, each image of that moment holds its intent, and
/// the archive of the sale.
#[test]
fn not_one_byte_of_money_leaves_before_its_intent_outlives_every_power_cut() {
    let (mut images, mut requests) = (0, 0);
    for visited in [Visited::Transbank(""), Visited::Zvt("")] {
        for number in operations(visited) {
            let taken: Arc<Mutex<Vec<Vec<MemoryDisk>>>> = Arc::default();
            let at_once = taken.clone();
            let (open, plan) = history(async {
                let (mut bench, _) = stopped(visited, number, 60).await;
                bench.disk.heal();
                let disk = bench.disk.clone();
                drop(std::mem::replace(&mut bench.console.vault, Vault::in_memory().unwrap()));
                let left = visited.sent(&bench);
                bench.console = console_on(&disk, &bench.plug);
                *bench.plug.tap.lock().unwrap() = Some(Arc::new(move |bytes: &[u8]| {
                    if bytes.windows(visited.money().len()).any(|part| part == visited.money()) {
                        at_once.lock().unwrap().push(disk.crash_images(ALL, number as u64));
                    }
                }));
                let _ = goes_on(visited, &mut bench).await;
                (left, visited.back(&bench))
            });
            let taken = std::mem::take(&mut *taken.lock().unwrap());
            assert!(taken.len() + usize::from(open) <= 1 && plan <= 1, "{visited:?} at {number}: sent twice");
            for image in taken.iter().flatten() {
                let vault = Vault::open(Arc::new(image.clone()), std::path::Path::new("vault")).unwrap();
                let found = cases(&vault);
                assert!(found.len() == 1 && found[0].is_open(), "{visited:?} at {number}: {found:?}");
                let all = vault.archives().unwrap();
                let archive = all.iter().find(|info| info.hash == found[0].intent.plan.archive);
                let archive = archive.unwrap_or_else(|| panic!("{visited:?} at {number}: no archive of the sale"));
                let holds = |kept: &Entry| kept.key == found[0].intent.plan.entry.key;
                assert!(vault.load(&archive.path).unwrap().entries.iter().any(holds));
                images += 1;
            }
            requests += taken.len();
        }
    }
    println!("{requests} requests, {images} images");
    assert!(requests > 50 && images > 300, "{requests} requests, {images} images");
}

/// A laptop's clock that was put back, by hours and by years, between any two steps.
#[test]
fn a_clock_that_goes_backwards_lets_nothing_happen_twice() {
    for visited in VISITED {
        for back in [SignedDuration::from_hours(30), SignedDuration::from_hours(24 * 3650)] {
            history(async {
                let when = format!("{visited:?}, {back:#}");
                let mut bench = visited.bench();
                let mut told = Told::default();
                let later = bench.console.clock.clone();
                let earlier: Clock = Arc::new(move || later() - back);
                let mut visit = bench.visit().await;
                bench.pull(&mut visit).await.unwrap();
                let known = bench.console.vault.journal(None).unwrap();
                let sale = known.into_iter().find(|known| known.entry.amount.minor == visited.amount()).unwrap().entry;
                bench.console.clock = earlier.clone();
                let plan = bench.plan(&mut visit, &sale).await.unwrap();
                bench.console.clock = Arc::new(move || earlier() - back);
                let ended = bench.execute(&mut visit, plan).await.unwrap();
                drop(visit);
                let moved = visited.back(&bench);
                let outcome = Case { outcome: Some(ended.outcome.clone()), ..bench.cases().remove(0) };
                assert!(is_true(&outcome, moved), "{when}: {moved} moved, {:?}", ended.outcome);
                let again = case(visited, &mut bench, &mut told).await;
                let moved = visited.back(&bench);
                assert!(moved <= 1, "{when}: {moved} times");
                let may = matches!(ended.outcome, Outcome::NotDone { .. });
                assert_eq!(again.is_ok(), may, "{when}: {:?}, and then {:?}", ended.outcome, again.err());
                assert!(
                    bench.console.vault.ledger().verify().unwrap().iter().all(|one| one.broken.is_none()),
                    "{when}"
                );
                for info in bench.console.vault.archives().unwrap() {
                    bench.console.vault.load(&info.path).unwrap();
                }
            });
        }
    }
}
