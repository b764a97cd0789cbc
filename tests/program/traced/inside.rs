//! The same case inside this process: a vault on the disk in memory, the same simulated terminal, virtual time.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use tillwright::device::{Progress, Watch};
use tillwright::link::memory::pair;
use tillwright::link::{Fingerprint, LineKind, LineSettings, Opened, Opener, Opening, PortSpec};
use tillwright::model::{Consent, ConsentHow, Direction, Family, Goods, Password, Printable, RemedyKind};
use tillwright::ops::remedy::Grounds;
use tillwright::ops::visit::Asked;
use tillwright::ops::{Console, pull, remedy, visit};
use tillwright::sim::{Setup, Simulated};
use tillwright::vault::Vault;
use tillwright::vault::memory::MemoryDisk;

use super::ENTRIES;

struct Plug(Simulated);

impl Opener for Plug {
    fn open<'a>(&'a self, _: &'a PortSpec, _: LineSettings) -> Opening<'a> {
        Box::pin(async move {
            let (ours, theirs) = pair();
            let device = self.0.clone();
            tokio::spawn(async move { device.serve(theirs, LineKind::Serial).await });
            Ok(Opened {
                stream: Box::new(ours),
                line: LineKind::Serial,
                fingerprint: Fingerprint::default(),
                saved: None,
                name: "sim0".to_owned(),
            })
        })
    }
}

struct Eyes;

impl Watch for Eyes {
    fn now(&self) -> Timestamp {
        now()
    }
    fn wire(&mut self, _: Direction, _: &[u8], _: &str, _: Option<bool>) {}
    fn progress(&mut self, _: Progress) {}
    fn cancelled(&self) -> bool {
        false
    }
}

fn now() -> Timestamp {
    "2026-11-27T10:00:00Z".parse().unwrap()
}

/// What a pull and a reversal of the entry with this number do to the disk.
pub fn case(family: &str, number: u64) -> [Vec<String>; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let family: Family = family.parse().unwrap();
        let asked = Asked::named((family == Family::Zvt).then_some(family));
        let setup = Setup {
            scenario: Some("quiet-day".to_owned()),
            seed: Some(5),
            entries: Some(ENTRIES.parse().unwrap()),
            gap_ms: Some(0),
            ..Setup::default()
        };
        let device = Simulated::switch_on(family, &setup, None).unwrap();
        let plug = Arc::new(Plug(device));
        let disk = MemoryDisk::new();
        let port = PortSpec::Serial { path: "sim0".to_owned(), settings: None };
        let console = || Console {
            vault: Vault::open(Arc::new(disk.clone()), Path::new("vault")).unwrap(),
            opener: plug.clone(),
            clock: Arc::new(now),
            who: Printable::new("Tester", 40),
            password: Password::NONE,
        };
        let mut first = console();
        let mut at = visit::open(&mut first, &port, asked, &mut Eyes).await.unwrap();
        pull::pull(&mut first, &mut at, &mut Eyes).await.unwrap();
        drop((first, at));
        let pulled = disk.journal();

        let mut second = console();
        let mut at = visit::open(&mut second, &port, asked, &mut Eyes).await.unwrap();
        let known = second.vault.journal(None).unwrap();
        let numbers: Vec<u32> = known.iter().map(|known| known.entry.number).collect();
        let entry = known.into_iter().find(|known| u64::from(known.entry.number) == number);
        let entry = entry.unwrap_or_else(|| panic!("{number} of {numbers:?}")).entry;
        let grounds = Grounds { reason: "r".into(), authoriser: "a".into(), goods: Goods::NotHandedOver };
        let planned = remedy::plan(&mut second, &mut at, &entry, RemedyKind::Void, grounds, &mut Eyes).await.unwrap();
        let consent = Consent { who: second.who.clone(), how: ConsentHow::Flags, plan_hash: planned.hash() };
        remedy::execute(&mut second, &mut at, planned, consent, &mut Eyes).await.unwrap();
        let reversed = disk.journal().split_off(pulled.len());
        [journal(&pulled), journal(&reversed)]
    })
}

fn journal(lines: &[String]) -> Vec<String> {
    let mut steps = Vec::new();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["rename", from, to] => steps.extend([("rename from", *from), ("rename to", *to)]),
            [what, path, ..] => steps.push((*what, *path)),
            _ => panic!("{line}"),
        }
    }
    normal(steps.iter().map(|(what, path)| (*what, Path::new(*path))), Path::new("vault"))
}

/// Operations below `root`, or on the directory above it, with of every file only its directory's and its kind; the lock and
/// the index, which the disk in memory has not, left out.
pub fn normal<'a>(steps: impl Iterator<Item = (&'a str, &'a Path)>, root: &Path) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (what, path) in steps {
        let Ok(path) = path.strip_prefix(root) else { continue };
        if path.starts_with("index") || path == Path::new("lock") {
            continue;
        }
        let names: Vec<&str> = path.iter().map(|name| name.to_str().unwrap()).collect();
        let name = match names.as_slice() {
            ["archives", _folder] => "archives/folder".to_owned(),
            [room, .., file] if file.contains('.') => format!("{room}/*.{}", file.rsplit('.').next().unwrap()),
            names => names.join("/"),
        };
        let line = format!("{what} {name}");
        if what != "append" || lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}
