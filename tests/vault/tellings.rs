//! One entry told in several ways: by a printed receipt here, by a structured record there; and archives that stand for all
//! of a memory beside archives of single entries.

use tillwright::model::*;
use tillwright::vault::Vault;
use tillwright::vault::archive::Header;

use crate::making::*;

fn terminal() -> DeviceId {
    DeviceId::new(Family::Zvt, "", "52523535")
}

fn lines(entry: &Entry) -> Vec<Printable> {
    ["** Kundenbeleg **", &format!("Beleg-Nr. {:04}", entry.number)].map(|line| Printable::new(line, 40)).to_vec()
}

/// As a printed receipt tells it: no authorisation, no seconds, but its lines.
fn printed(number: u32) -> Entry {
    let mut entry = entry(&terminal(), number);
    let civil = entry.time.unwrap().civil;
    entry.time = Some(DeviceTime { civil: civil.with().second(0).build().unwrap(), year: YearSource::Told });
    entry.references.clear();
    entry.printed = lines(&entry);
    entry.provenance = Provenance::Print;
    entry
}

fn seal(vault: &mut Vault, second: i64, extent: Extent, all: &[Entry]) {
    let header = Header {
        family: Family::Zvt,
        device: Some(terminal()),
        begun: at(second),
        port: "p".into(),
        extent,
        network: false,
    };
    let mut spool = vault.spool(header).unwrap();
    spool.entries(all).unwrap();
    let info = spool.seal(Some(terminal()), extent, &[]).unwrap();
    assert_eq!(info.extent, extent);
}

/// What every way of asking says of entry 7.
fn everywhere(vault: &Vault) -> Entry {
    let by_journal = vault.journal(Some(&terminal())).unwrap();
    let listed = by_journal.iter().find(|known| known.entry.number == 7).unwrap().entry.clone();
    assert_eq!(vault.find("7").unwrap()[0].entry, listed);
    let rows = vault.rows(Some(&terminal())).unwrap();
    let row = rows.iter().find(|row| row.number == 7).unwrap();
    assert_eq!((row.provenance, row.printed, row.time), (listed.provenance, true, listed.time));
    listed
}

#[test]
fn a_record_stands_over_a_printed_receipt_and_keeps_its_lines() {
    let record = entry(&terminal(), 7);
    assert_eq!(record.key, printed(7).key);
    for record_first in [true, false] {
        let (disk, mut vault) = memory();
        let tell = |vault: &mut Vault, second, of_record: bool| match of_record {
            true => seal(vault, second, Extent::Last, std::slice::from_ref(&record)),
            false => seal(vault, second, Extent::Whole, &[printed(6), printed(7), printed(8)]),
        };
        tell(&mut vault, 10, record_first);
        tell(&mut vault, 20, !record_first);
        let wanted = Entry { printed: lines(&record), ..record.clone() };
        assert_eq!(everywhere(&vault), wanted);
        // The same from the index on disk, and after it was built again.
        drop(vault);
        let mut again = open(&disk).unwrap();
        assert_eq!(everywhere(&again), wanted);
        again.rebuild().unwrap();
        assert_eq!(everywhere(&again), wanted);
        assert_eq!(again.journal(None).unwrap().len(), 3);
    }
}

#[test]
fn a_journal_read_twice_the_same_way_is_not_told_otherwise() {
    let (_, mut vault) = memory();
    seal(&mut vault, 10, Extent::Whole, &[printed(6), printed(7)]);
    seal(&mut vault, 20, Extent::Whole, &[printed(7), printed(8)]);
    assert!(vault.rows(None).unwrap().iter().all(|row| !row.varied));
    assert_eq!(everywhere(&vault), printed(7));
}

#[test]
fn a_cut_reading_of_all_is_not_gone_on_with_by_a_reading_of_the_last() {
    let (_, mut vault) = memory();
    let header = |extent| Header {
        family: Family::Zvt,
        device: Some(terminal()),
        begun: at(1),
        port: "p".into(),
        extent,
        network: false,
    };
    let mut whole = vault.spool(header(Extent::Whole)).unwrap();
    whole.entries(&[printed(6), printed(7)]).unwrap();
    drop(whole);
    seal(&mut vault, 2, Extent::Last, &[entry(&terminal(), 9)]);
    let whole = vault.spool(header(Extent::Whole)).unwrap();
    assert_eq!(whole.resumed().len(), 2, "what the cut reading had is still there");
}
