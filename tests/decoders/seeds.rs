//! Makes the first files of the corpora: `cargo nextest run --test decoders --run-ignored only`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use tillwright::model::*;
use tillwright::sim::{transbank, zvt};
use tillwright::vault::Vault;
use tillwright::vault::archive::Header;
use tillwright::vault::disk::{Disk, MemoryDisk};
use tillwright::vault::ledger::Event;

use crate::corpus::folder;

fn seed(body: &str, name: &str, bytes: impl AsRef<[u8]>) {
    let folder = folder(body);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("seed-{name}")), bytes).unwrap();
}

fn seeds<T: AsRef<[u8]>>(body: &str, all: impl IntoIterator<Item = T>) {
    for (number, bytes) in all.into_iter().enumerate() {
        seed(body, &format!("{number:02}"), bytes);
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

fn hex_of(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

#[test]
#[ignore = "writes the corpora"]
fn seeds_of_the_protocols() {
    for vector in lines(include_str!("../vectors/transbank.jsonl")) {
        let (name, bytes) = (vector["name"].as_str().unwrap(), hex_of(&vector["bytes"]));
        seed("transbank_message", name, &bytes[1..bytes.len() - 2]);
        seed("transbank_stream", name, bytes);
    }
    seeds(
        "transbank_stream",
        [&b"\x06\x020100\x03\x02\x15\x020800\x03\x07\x06"[..], b"\x020261|00\x02\x030100\x03\x02"],
    );
    seeds(
        "transbank_message",
        [
            "0261|00|597000000001|SIM00001|5554785859856655|123456|2500|6655|000063|CR||5554 7858 5985 6655|VI",
            "0260|00|0|T|1|2|3|0|0|6655|9|CR||;5554785859856655=2512101?|VI|01012026|101010|||%B5466956855868^DOE/J^2512?",
            "0210|00|000000000017|SIM00001|ABC|000063|000002500|3|833|0042|000063|CR|260314|XXXXXXXXXXXXXXX0042|VI|14032026|183000|1|0| |0|",
            "1210|00|000000000017|SIM00001|A1|63|",
            "0900|81",
        ],
    );
    for vector in lines(include_str!("../vectors/zvt.jsonl")) {
        let (name, bytes) = (vector["name"].as_str().unwrap(), hex_of(&vector["hex"]));
        let apdu = vector["expected"]["apdu"].as_str().map(|text| hex::decode(text).unwrap());
        match vector["layer"].as_str().unwrap() {
            "serial" => seed("zvt_serial", name, bytes),
            _ => seed("zvt_network", name, bytes),
        }
        if let Some(apdu) = apdu.filter(|apdu| apdu.len() >= 3) {
            let data = if apdu[2] == 0xFF { 5 } else { 3 };
            seed("zvt_message", name, [&apdu[..2], &apdu[data..]].concat());
        }
    }
    let card = b"5554785859856655";
    let packed = hex::decode(card).unwrap();
    seeds(
        "zvt_message",
        [
            [&b"\x04\x0f\x27\x00\x22\xf0\xf8"[..], &packed, b"\x3c\xf0\xf1\xf9  ", card, b" "].concat(),
            [&b"\x06\xd1\x00;"[..], card, b"=25121010000012345678?"].concat(),
            [&b"\x06\xd3\x06\x1e\x25\x1c\x07\x12"[..], card, b"  \x09\x01\x80\x07\x03abc"].concat(),
            [&b"\x04\x0f\x60\xf0\xf5\xf3"[..], &[0; 20], card, &[0; 17]].concat(),
            [&b"\x04\x0f\x06\x20\x1f\x17\x12M:"[..], card, b"\x43\x07\xa0\x00\x00\x00\x04\x10\x10"].concat(),
        ],
    );
    let sets = [0x00, 0x01, 0x02, 0x07, 0x09, 0x0B, 0x0F, 0xFE, 0xFF];
    seeds("zvt_charset", sets.map(|set| [&[set][..], "Käse Üß[]{}~".as_bytes(), b"\x84\x81\xe1\xa4\xdb\xfc"].concat()));
}

#[test]
#[ignore = "writes the corpora"]
fn seeds_of_paper_and_text() {
    for file in fs::read_dir("tests/slips/paper").unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|name| name == "txt") {
            let name = file.file_stem().unwrap().to_str().unwrap();
            seed("slip", name, [&[0xFE][..], &fs::read(&file).unwrap()].concat());
        }
    }
    seeds(
        "masking",
        [
            "a 5554785859856655 b",
            "5554-7858 5985-6655|5466956855868",
            ";6985845544844458564=25121010000012345678?",
            "%B5554785859856655^DOE/JOHN^2512101777?",
            "AID A0000000041010 A0000005466956855868",
            "\u{1b}[2J\u{202e}XXXXXXXXXXXX0042",
            "411111******1234",
            "5554785859856655D2512 5554785859856655",
        ],
    );
    seeds(
        "filter",
        [
            "amount>=1000 amount<=20.000 -tip:5",
            "number>62 last4:0042 result:approved type:CREDIT kind:sale",
            "brand:vi date>=2026-11-01 time<14:04:05",
            "voided:yes auth:\"12 34\" ticket:\"mesa ñ4\" device:5970 text:x word",
            "-\"a b\" amount:12,50",
        ],
    );
    seeds(
        "typed",
        [
            "12.500",
            "1'234.50",
            "1 234,5678",
            "/dev/ttyUSB0@9600,8N2",
            "tcp:[fe80::1%eth0]:4000",
            "tcp:192.168.1.20:20007",
            "archive:day.twa",
            "sim:zvt",
            "115200,7E1",
            "rx:noise@7=0x00a5,rx:flip@33=0x01,rx:delay@40=11s,tx:stall@6",
            "transbank:000000000017:SIM00001",
            "zvt::52500041",
            "de_DE.UTF-8",
            "zh",
            "9C",
            "000000",
        ],
    );
    for (family, folder) in [("transbank", "src/sim/transbank/scenarios"), ("zvt", "src/sim/zvt/scenarios")] {
        for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            let name = format!("{family}-{}", file.file_stem().unwrap().to_str().unwrap());
            seed("scenario", &name, fs::read(&file).unwrap());
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for entries in [0, 2] {
        let path = folder.path().join(format!("transbank-{entries}"));
        drop(transbank::Terminal::with_state(transbank::Scenario::quiet(1, entries), &path).unwrap());
        seed("state", &format!("transbank-{entries}"), compact(&path));
        let path = folder.path().join(format!("zvt-{entries}"));
        drop(zvt::Terminal::with_state(zvt::Scenario::quiet(1, entries), &path).unwrap());
        seed("state", &format!("zvt-{entries}"), compact(&path));
    }
}

fn compact(path: &Path) -> String {
    serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap().to_string()
}

#[test]
#[ignore = "writes the corpora"]
fn seeds_of_the_vault() {
    let disk = MemoryDisk::new();
    disk.set_now(at(0));
    let mut vault = Vault::open(Arc::new(disk.clone()), Path::new("vault")).unwrap();
    let device = DeviceId::new(Family::Transbank, "000000000017", "SIM00001");
    let first: Vec<Entry> = (1..3).map(|number| entry(&device, number)).collect();
    let full = pull(&mut vault, &device, 10, &first);
    let (plan, consent, pre_state) = plan(&first[0], &vault.load(&full).unwrap().info.hash);
    let ledger = vault.ledger_mut();
    let visit = Event::Visit { port: "/dev/ttyUSB0".into(), device: Some(device.clone()), consent: "none".into() };
    ledger.note(at(11), visit).unwrap();
    let intent = ledger.intend(at(12), plan, consent, pre_state).unwrap().get().id.clone();
    ledger.note(at(13), Event::Answer { intent: intent.clone(), text: "1210 void answer\n06".into() }).unwrap();
    let unknown = Outcome::Unknown { evidence: "silence".into(), probe: "sale list".into() };
    ledger
        .note(at(14), Event::Outcome { intent: intent.clone(), outcome: unknown, by: None, over: Vec::new() })
        .unwrap();
    let done = Outcome::Done { evidence: "the list does not show it any more".into() };
    ledger.note(at(15), Event::Outcome { intent, outcome: done, by: Some("Ana".into()), over: Vec::new() }).unwrap();
    let printed =
        Event::Reprinted { device: Some(device.clone()), wanted: first[0].key.clone(), printed: "that".into() };
    ledger.note(at(16), printed).unwrap();
    let second: Vec<Entry> = (1..4).map(|number| entry(&device, number)).collect();
    let delta = pull(&mut vault, &device, 20, &second);
    let out = Path::new("vault/out.twp");
    vault.export(out, &[], None).unwrap();

    let raw = |path: &Path| disk.read(path).unwrap();
    for (name, path) in [("full", &full), ("delta", &delta)] {
        seed("archive", &format!("raw-{name}"), raw(path));
        seed("archive", name, as_lines(&raw(path)));
        seed("spool", name, as_lines(&raw(path)));
    }
    seed("portable", "raw", raw(out));
    let mut spool = vault.spool(header(&device, 30)).unwrap();
    spool.wire(&[wire()]).unwrap();
    spool.entries(&first).unwrap();
    let part = |(path, _): &(PathBuf, Vec<u8>)| path.extension().is_some_and(|name| name == "part");
    seed("spool", "raw", disk.files().into_iter().find(part).unwrap().1);
    let own = vault.ledger().writer().unwrap().to_owned();
    let text = String::from_utf8(raw(&PathBuf::from(format!("vault/ledger/{own}.jsonl")))).unwrap();
    let text = text.replace(&own, "bcdfghjk");
    seed("ledger", "raw", &text);
    let events = as_events(&text);
    seed("ledger", "events", &events);
    seed("ledger", "torn", &events[..events.len() - 40]);
    let (full, delta) = (as_lines(&raw(&full)), as_lines(&raw(&delta)));
    seed("portable", "archives", format!("=archive a.twa\n{full}=ledger bcd\n{events}"));
    seed("portable", "delta", format!("=archive a.twa\n{full}=archive b.twa\n{delta}"));
    let event = |text: &str| format!("+\"event\":\"upkeep\",\"text\":\"{text}\"\n");
    let ledger = |texts: &[&str]| format!("=ledger zzz\n{}", texts.iter().map(|text| event(text)).collect::<String>());
    seed("portable", "longer", ledger(&["one", "two", "three"]));
    seed("portable", "shorter", ledger(&["one"]));
    seed("portable", "contradicts", ledger(&["one", "other"]));
    seed("portable", "twice", format!("{}{}", ledger(&["one", "two", "three"]), ledger(&["one", "two", "three"])));
    seed("portable", "archive_twice", format!("=archive a.twa\n{full}=archive b.twa\n{full}"));
    seed("portable", "encrypted", b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 2\nAAAA\n--- AAAA\n");
}

/// The lines that `assemble` makes the same blocks from.
fn as_lines(archive: &[u8]) -> String {
    let mut rest = archive.strip_prefix(b"tillwright archive 1\n").unwrap();
    let mut text = String::new();
    while rest.len() > 17 {
        let number = |at: usize| u32::from_le_bytes(rest[at..at + 4].try_into().unwrap()) as usize;
        let (raw, stored) = (number(5), number(9));
        let payload = &rest[17..17 + stored];
        let kind = char::from(rest[0]);
        let content = match kind {
            'H' | 'T' => payload.to_vec(),
            _ => zstd::bulk::decompress(payload, raw).unwrap(),
        };
        if kind != 'T' {
            for line in String::from_utf8(content).unwrap().lines() {
                text.push_str(&format!("{kind}{line}\n"));
            }
        }
        rest = &rest[17 + stored..];
    }
    text
}

/// The lines that `assemble` makes the same chain from.
fn as_events(ledger: &str) -> String {
    let event = |line: &str| {
        let (from, to) = (line.find("\"event\"").unwrap(), line.find(",\"hash\":").unwrap());
        format!("+{}\n", &line[from..to])
    };
    ledger.lines().map(event).collect()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn header(device: &DeviceId, second: i64) -> Header {
    Header {
        family: Family::Transbank,
        device: Some(device.clone()),
        begun: at(second),
        port: "/dev/ttyUSB0".into(),
        extent: Extent::Whole,
        network: false,
    }
}

fn wire() -> WireLine {
    WireLine {
        at: at(1),
        direction: Direction::FromDevice,
        bytes: b"\x020261|00\x03".to_vec(),
        meaning: "0261 sale list item".to_owned(),
        checksum_ok: Some(true),
    }
}

fn pull(vault: &mut Vault, device: &DeviceId, second: i64, all: &[Entry]) -> PathBuf {
    let mut spool = vault.spool(header(device, second)).unwrap();
    spool.wire(&[wire()]).unwrap();
    spool.entries(all).unwrap();
    let answer = Some(Code { family: Family::Zvt, kind: CodeKind::Refusal, value: 0x83 });
    let odd = [
        Anomaly::Gap { after: 3, before: 5 },
        Anomaly::Unreadable { position: 4, why: "a record of another length".into() },
        Anomaly::OtherDevice { id: device.clone() },
        Anomaly::NotOffered { way: Way::Range, answer },
    ];
    spool.seal(None, Extent::Whole, &odd).unwrap().path
}

fn money(minor: i64) -> Money {
    Money::new(minor, Currency::CLP, CurrencySource::Family)
}

fn entry(device: &DeviceId, number: u32) -> Entry {
    Entry {
        key: EntryKey::new(device, number, &digest_of([number.to_string().as_str()])),
        device: device.clone(),
        number,
        kind: Kind::Sale,
        result: EntryResult::Approved,
        code: Printable::new("00", 2),
        amount: money(2_500),
        tip: Some(money(100)),
        time: Some(DeviceTime::told("2026-11-23T10:00:00".parse().unwrap())),
        card: Card::mask("411111******1234"),
        card_type: CardType::Credit,
        brand: Printable::new("VI", 2),
        instalments: Some(Instalments { count: 3, amount: Some(money(833)) }),
        references: vec![Reference { name: RefName::Ticket, value: Printable::new("Mesa 4", 6) }],
        printed: vec![Printable::new("COMERCIO 000000000017", 40)],
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
    }
}

fn plan(entry: &Entry, archive: &str) -> (Plan, Consent, PreState) {
    let plan = Plan {
        kind: RemedyKind::Void,
        device: entry.device.clone(),
        entry: entry.clone(),
        request: b"\x021200|000001|\x03".to_vec(),
        reason: Printable::new("typed the amount twice", 80),
        authoriser: Printable::new("Señora Muñoz", 80),
        goods: Goods::NotHandedOver,
        archive: archive.to_owned(),
        made: at(5),
    };
    let consent = Consent { who: Printable::new("Ana", 40), how: ConsentHow::Typed, plan_hash: plan.hash() };
    (plan, consent, PreState { shown: Some(entry.clone()), last: None, entries: 2, total: money(5_000), read: at(6) })
}

#[test]
#[ignore = "writes the corpora"]
fn seeds_of_bills() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in fs::read_dir(here.join("tests/bills/fixtures")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name != "README.md" {
            seed("bill", name, fs::read(&path).unwrap());
        }
    }
    for file in fs::read_dir(here.join("src/diagnose/bill/profiles")).unwrap() {
        let path = file.unwrap().path();
        seed("profile", path.file_stem().unwrap().to_str().unwrap(), fs::read(&path).unwrap());
    }
}
