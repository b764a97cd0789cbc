//! Card numbers in every place where a device can put them, whole frames and frames broken at every third byte: nothing of them
//! is written or shown beyond the first six and the last four digits.

use std::path::Path;
use std::sync::Arc;

use tillwright::link::LineKind;
use tillwright::link::fault::{Fault, FaultPlan};
use tillwright::model::Family;
use tillwright::vault::Vault;

use super::every_byte::history;
use super::history::{Act, Verb};
use super::run::World;
use super::setups::Setup;

/// A test number of a brand, and the digits of it that nobody may keep.
const CARD: &str = "4539578763621486";
const MIDDLE: &str = "876362";
/// Digits in a row that give away more than is allowed wherever they begin.
const TELLING: usize = 8;

const HOSTILE: &[Setup] = &[
    Setup {
        family: Family::Transbank,
        kind: LineKind::Serial,
        options: r#"
[[raw]]
answer = "0261"
field = "ticket"
text = "4539578763621486"
[[raw]]
answer = "0261"
field = "account"
text = "4539578763621486=25121010000012345678"
[[raw]]
answer = "1210"
field = "authorisation"
text = "4539578763621486"
"#,
        target: (2, 2500),
        lies: false,
    },
    Setup {
        family: Family::Zvt,
        kind: LineKind::Serial,
        options: r#"config = 0x8e
[[raw]]
answer = "040F"
append = "22f0f84539578763621486"
[[raw]]
answer = "06D1"
nth = 3
text = "PAN 4539578763621486"
[[raw]]
answer = "06D1"
nth = 9
text = ";4539578763621486=25121010000012345678?"
[[raw]]
answer = "06D1"
nth = 31
text = "4539 5787 6362 1486"
"#,
        target: (42, 1010),
        lies: false,
    },
    Setup {
        family: Family::Zvt,
        kind: LineKind::Network,
        options: "config = 0x08\n[[raw]]\nanswer = \"040F\"\nappend = \"3cf0f1f64539578763621486\"\n",
        target: (42, 1010),
        lies: false,
    },
];

/// What gives a card number away, in ASCII, in hex of ASCII, or as BCD in hex; digests are no text.
fn leak(text: &str) -> Option<String> {
    let dense: String = text.chars().filter(|symbol| !matches!(symbol, ' ' | '-' | ':' | '.')).collect();
    let digests = dense.split(|symbol: char| !symbol.is_ascii_hexdigit()).filter(|run| run.len() == 64);
    let dense = digests.collect::<Vec<_>>().into_iter().fold(dense.clone(), |text, digest| text.replace(digest, "#"));
    let spelt = |digits: &str| digits.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let runs = (0..=CARD.len() - TELLING).map(|from| &CARD[from..from + TELLING]).chain([MIDDLE]);
    runs.map(str::to_owned).find(|digits| dense.contains(digits) || dense.contains(&spelt(digits)))
}

/// Everything that a history left on its disks and said.
fn everything(world: &World) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    all.extend(world.log.iter().flatten().map(|line| ("said".to_owned(), line.clone())));
    for laptop in &world.laptops {
        for (path, bytes) in laptop.disk.files() {
            all.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
        let vault = Vault::read(Arc::new(laptop.disk.clone()), Path::new("vault")).unwrap();
        for info in vault.archives().unwrap() {
            let Ok(saved) = vault.load(&info.path) else { continue };
            let name = info.path.display().to_string();
            all.push((name.clone(), format!("{:?} {:?}", saved.entries, saved.anomalies)));
            for line in saved.wire {
                all.push((name.clone(), format!("{} {}", line.meaning, hex::encode(&line.bytes))));
                all.push((name.clone(), String::from_utf8_lossy(&line.bytes).into_owned()));
            }
        }
    }
    all
}

/// Plays a history; bytes of each direction that its last act took.
fn hold(setup: &'static Setup, act: Act) -> [u64; 2] {
    let name = format!("{} {act:?}", setup.name());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let mut world = World::new(setup, None, true);
        let ended = world.play(&history(setup, true, act)).await;
        assert_eq!(ended, Ok(()), "{name}");
        for (place, text) in everything(&world) {
            assert_eq!(leak(&text), None, "{name}: {place}: {text}");
        }
        world.passed
    })
}

#[test]
fn no_card_number_is_kept_or_told_wherever_a_frame_breaks() {
    let mut count = 0;
    for setup in HOSTILE {
        for verb in [Verb::Pull, Verb::Reverse, Verb::Reprint, Verb::Recover] {
            let [_, from] = hold(setup, Act::quiet(verb));
            let faults = [Fault::Lose, Fault::Double, Fault::Flip(0x01), Fault::Cut, Fault::Noise(vec![0x39])];
            for at in (0..from).step_by(3) {
                let fault = faults[at as usize % faults.len()].clone();
                // A network loses and changes no byte.
                let fault = if setup.kind == LineKind::Network { Fault::Cut } else { fault };
                hold(setup, Act { line: FaultPlan::default().reading(at, fault), ..Act::quiet(verb) });
                count += 1;
            }
        }
    }
    println!("{count} histories");
}

#[test]
fn a_card_number_would_be_seen() {
    let spelt: String = CARD.bytes().map(|byte| format!("{byte:02x}")).collect();
    for text in [CARD, "4539 5787 6362 1486", &spelt, "x45395787y", &format!("{}876362", "ab".repeat(10))] {
        assert!(leak(text).is_some(), "{text}");
    }
    for text in ["453957******1486", &"0123456789abcdef".repeat(4)] {
        assert_eq!(leak(text), None, "{text}");
    }
}
