//! Entries, plans and vaults to test with.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use proptest::prelude::*;
use tillwright::model::*;
use tillwright::vault::archive::{ArchiveInfo, Header};
use tillwright::vault::disk::{Disk, MemoryDisk};
use tillwright::vault::{Vault, VaultError};

pub(crate) const ROOT: &str = "vault";

pub(crate) fn root() -> &'static Path {
    Path::new(ROOT)
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

pub(crate) fn device(terminal: &str) -> DeviceId {
    DeviceId::new(Family::Transbank, "000000000017", terminal)
}

pub(crate) fn clp(minor: i64) -> Money {
    Money::new(minor, Currency::CLP, CurrencySource::Family)
}

pub(crate) fn entry(device: &DeviceId, number: u32) -> Entry {
    let amount = 1_000 + i64::from(number) * 7 % 9_000;
    let civil: DateTime = "2026-11-23T10:00:00".parse().unwrap();
    Entry {
        key: EntryKey::new(device, number, &digest_of([number.to_string().as_str(), device.terminal.as_str()])),
        device: device.clone(),
        number,
        kind: Kind::Sale,
        result: EntryResult::Approved,
        code: Printable::new("00", 2),
        amount: clp(amount),
        tip: None,
        time: Some(DeviceTime::told(civil + jiff::Span::new().seconds(number))),
        card: Card::mask(&format!("XXXXXXXXXXXX{:04}", number % 10_000)),
        card_type: CardType::Credit,
        brand: Printable::new("VI", 2),
        instalments: Some(Instalments { count: 3, amount: Some(clp(amount / 3)) }),
        references: vec![Reference {
            name: RefName::AuthorisationCode,
            value: Printable::new(&format!("{number:06}"), 6),
        }],
        printed: Vec::new(),
        provenance: Provenance::Structured,
        void: VoidMark::NotTold,
    }
}

pub(crate) fn entries(device: &DeviceId, numbers: std::ops::Range<u32>) -> Vec<Entry> {
    numbers.map(|number| entry(device, number)).collect()
}

pub(crate) fn header(device: Option<&DeviceId>, second: i64) -> Header {
    Header {
        family: Family::Transbank,
        device: device.cloned(),
        begun: at(second),
        port: "/dev/ttyUSB0".into(),
        extent: Extent::Whole,
        network: false,
    }
}

pub(crate) fn wire(text: &str) -> WireLine {
    WireLine {
        at: at(1),
        direction: Direction::FromDevice,
        bytes: b"\x020261|00\x03".to_vec(),
        meaning: text.to_owned(),
        checksum_ok: Some(true),
    }
}

/// A whole pull: everything appended in batches of three, sealed.
pub(crate) fn pull(
    vault: &mut Vault,
    device: &DeviceId,
    second: i64,
    all: &[Entry],
) -> Result<ArchiveInfo, VaultError> {
    let mut spool = vault.spool(header(Some(device), second))?;
    if !all.starts_with(spool.resumed()) {
        spool.restart()?;
    }
    let rest = all[spool.resumed().len()..].to_vec();
    for batch in rest.chunks(3) {
        spool.wire(&[wire("0261 sale")])?;
        spool.entries(batch)?;
    }
    spool.seal(None, Extent::Whole, &[Anomaly::Gap { after: 3, before: 5 }])
}

pub(crate) fn memory() -> (MemoryDisk, Vault) {
    let disk = MemoryDisk::new();
    disk.set_now(at(0));
    let vault = open(&disk).unwrap();
    (disk, vault)
}

pub(crate) fn open(disk: &MemoryDisk) -> Result<Vault, VaultError> {
    Vault::open(Arc::new(disk.clone()) as Arc<dyn Disk>, root())
}

pub(crate) fn plan(entry: &Entry, archive: &str) -> (Plan, Consent, PreState) {
    let plan = Plan {
        kind: RemedyKind::Void,
        device: entry.device.clone(),
        entry: entry.clone(),
        request: b"\x021200|000012|\x03".to_vec(),
        reason: Printable::new("typed the amount twice", 80),
        authoriser: Printable::new("Señora Muñoz", 80),
        goods: Goods::NotHandedOver,
        archive: archive.to_owned(),
        made: at(5),
    };
    let consent = Consent { who: Printable::new("Ana", 40), how: ConsentHow::Typed, plan_hash: plan.hash() };
    let pre_state = PreState { shown: Some(entry.clone()), last: None, entries: 12, total: clp(45_000), read: at(6) };
    (plan, consent, pre_state)
}

fn text() -> impl Strategy<Value = Printable> {
    let hostile = prop_oneof![
        any::<String>(),
        "[0-9 =D^|-]{0,60}",
        "4[0-9]{15}(=[0-9]{1,20}( [0-9]{9,20})?)?",
        "[a-zA-Z0-9\"\\\\\u{1b}\u{202e}{}]{0,20}",
    ];
    (hostile, 0usize..80).prop_map(|(raw, limit)| Printable::new(&raw, limit))
}

fn money() -> impl Strategy<Value = Money> {
    let currency = prop_oneof![Just(Currency::CLP), Just(Currency::EUR), Just(Currency::USD)];
    let source = prop_oneof![Just(CurrencySource::Device), Just(CurrencySource::Family), Just(CurrencySource::Person)];
    (any::<i64>(), currency, source).prop_map(|(minor, currency, learnt)| Money::new(minor, currency, learnt))
}

fn card() -> impl Strategy<Value = Option<Card>> {
    prop_oneof!["[0-9X*]{1,20}", "[0-9]{12,19}"].prop_map(|raw| Card::mask(&raw))
}

fn device_id() -> impl Strategy<Value = DeviceId> {
    let part = || prop_oneof!["[0-9A-Za-z]{0,12}", "[0-9]{10,20}", any::<String>()];
    (part(), part()).prop_map(|(merchant, terminal)| DeviceId::new(Family::Transbank, &merchant, &terminal))
}

fn time() -> impl Strategy<Value = Option<DeviceTime>> {
    let parts = (2000i16..2100, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60, 0i8..60);
    let time = (parts, any::<bool>()).prop_map(|((year, month, day, hour, minute, second), told)| DeviceTime {
        civil: DateTime::new(year, month, day, hour, minute, second, 0).unwrap(),
        year: if told { YearSource::Told } else { YearSource::Assumed },
    });
    prop::option::of(time)
}

/// Any entry at all.
pub(crate) fn any_entry() -> impl Strategy<Value = Entry> {
    let kind = prop_oneof![Just(Kind::Sale), Just(Kind::Void), Just(Kind::Other)];
    let result = prop_oneof![Just(EntryResult::Approved), Just(EntryResult::Declined), Just(EntryResult::Unknown)];
    let card_type = prop_oneof![Just(CardType::Credit), Just(CardType::Debit), Just(CardType::Unknown)];
    let void = prop_oneof![Just(VoidMark::NotTold), Just(VoidMark::Voided)];
    let reference =
        (0..RefName::ALL.len(), text()).prop_map(|(name, value)| Reference { name: RefName::ALL[name], value });
    let instalments =
        (any::<u8>(), prop::option::of(money())).prop_map(|(count, amount)| Instalments { count, amount });
    let facts = (device_id(), any::<u32>(), kind, result, text(), money(), prop::option::of(money()));
    let more =
        (time(), card(), card_type, text(), prop::option::of(instalments), prop::collection::vec(reference, 0..5));
    (facts, more, void).prop_map(
        |(
            (device, number, kind, result, code, amount, tip),
            (time, card, card_type, brand, instalments, references),
            void,
        )| {
            let digest = digest_of([code.as_str(), brand.as_str()]);
            Entry {
                key: EntryKey::new(&device, number, &digest),
                device,
                number,
                kind,
                result,
                code,
                amount,
                tip,
                time,
                card,
                card_type,
                brand,
                instalments,
                references,
                printed: Vec::new(),
                provenance: Provenance::Structured,
                void,
            }
        },
    )
}
