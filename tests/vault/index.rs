//! The index: the same answers as the archives, whatever happens to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tillwright::model::*;
use tillwright::vault::disk::{Disk, RealDisk};
use tillwright::vault::{Known, Row, Vault};

use crate::making::*;

fn real(root: &Path) -> Vault {
    Vault::open(Arc::new(RealDisk) as Arc<dyn Disk>, root).unwrap()
}

/// Rows as the archives give them, and as the index does: the same.
fn rows(root: &Path) -> Arc<Vec<Row>> {
    let direct = Vault::read(Arc::new(RealDisk) as Arc<dyn Disk>, root).unwrap();
    let vault = real(root);
    let rows = vault.rows(None).unwrap();
    assert_eq!(rows, direct.rows(None).unwrap());
    assert_eq!(vault.rows(None).unwrap(), rows, "asked again");
    for terminal in ["1", "2", "none"] {
        assert_eq!(vault.rows(Some(&device(terminal))).unwrap(), direct.rows(Some(&device(terminal))).unwrap());
    }
    let known: Vec<Known> = direct.journal(None).unwrap();
    assert_eq!(known.len(), rows.len());
    for (row, known) in rows.iter().zip(&known) {
        assert_eq!((&row.key, row.void, row.seen), (&known.entry.key, known.entry.void, known.seen.len()));
    }
    for known in known.iter().take(2).chain(known.iter().rev().take(1)) {
        assert_eq!(vault.entry(&known.entry.key).unwrap().as_ref(), Some(known));
        assert_eq!(direct.entry(&known.entry.key).unwrap().as_ref(), Some(known));
        let tail = &known.entry.key.as_str()[known.entry.key.as_str().len() - 8..];
        for text in [tail, &known.entry.number.to_string(), &format!("{:06}", known.entry.number)] {
            let found = vault.find(text).unwrap();
            assert_eq!(found, direct.find(text).unwrap(), "{text}");
            assert!(found.contains(known), "{text}");
        }
    }
    for chance in ["", "a", "b0", "0f1"] {
        assert_eq!(vault.find(chance).unwrap(), [], "{chance}");
    }
    let numbers: Vec<u32> = known.iter().map(|known| known.entry.number).collect();
    for number in 0..10 {
        let found = vault.find(&number.to_string()).unwrap();
        assert!(found.iter().all(|known| known.entry.number == number), "{number} is no ending of a key");
        assert_eq!(!found.is_empty(), numbers.contains(&number));
    }
    assert_eq!(vault.find("nothing like it").unwrap(), []);
    rows
}

/// Who types a number means the device's number. Taken for the end of a key it would name another sale, and a void of it.
#[test]
fn a_number_is_never_taken_for_the_end_of_another_sales_key() {
    let (_, mut vault) = memory();
    let device = device("1");
    let mut sale = entry(&device, 7);
    sale.key = EntryKey::new(&device, 7, "abcdef63");
    pull(&mut vault, &device, 10, std::slice::from_ref(&sale)).unwrap();
    assert_eq!(vault.find("63").unwrap(), []);
    assert_eq!(vault.find("000063").unwrap(), []);
    for text in ["7", "000007", "ef63", "7:abcdef63", sale.key.as_str()] {
        assert_eq!(vault.find(text).unwrap().len(), 1, "{text}");
    }
}

fn vault_with_history(root: &Path) {
    let mut vault = real(root);
    let (one, two) = (device("1"), device("2"));
    pull(&mut vault, &one, 10, &entries(&one, 1..200)).unwrap();
    pull(&mut vault, &two, 20, &entries(&two, 1..50)).unwrap();
    pull(&mut vault, &one, 30, &entries(&one, 1..230)).unwrap();
    let mut voided = entries(&one, 5..240);
    voided[7].void = VoidMark::Voided;
    pull(&mut vault, &one, 40, &voided).unwrap();
}

#[test]
fn it_follows_the_archives() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("vault");
    assert!(rows(&root).is_empty());
    vault_with_history(&root);
    assert_eq!(rows(&root).len(), 239 + 49);
    assert!(root.join("index/db").exists(), "it is there at all");
    let mut vault = real(&root);
    let three = device("3");
    pull(&mut vault, &three, 50, &entries(&three, 1..4)).unwrap();
    drop(vault);
    assert_eq!(rows(&root).len(), 239 + 49 + 3);
    let mut vault = real(&root);
    pull(&mut vault, &three, 5, &entries(&three, 1..9)).unwrap(); // a clock that was put back
    drop(vault);
    assert_eq!(rows(&root).len(), 239 + 49 + 8);
    let gone = real(&root).archives().unwrap().into_iter().find(|info| info.begun == at(20)).unwrap();
    fs::remove_file(&gone.path).unwrap();
    rows(&root);
    let rebuilt = real(&root).rebuild().unwrap();
    assert_eq!(rebuilt, rows(&root).len());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &to) } else { fs::copy(entry.path(), to).map(drop).unwrap() }
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[test]
fn whatever_is_done_to_it_the_answers_stay() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("vault");
    vault_with_history(&root);
    let right = rows(&root);
    let good = dir.path().join("good");
    copy(&root.join("index"), &good);

    let reset = || {
        let _ = fs::remove_dir_all(root.join("index"));
        copy(&good, &root.join("index"));
    };
    let index_files = files(&good);
    assert!(!index_files.is_empty());
    for file in &index_files {
        let name = root.join("index").join(file.strip_prefix(&good).unwrap());
        let content = fs::read(file).unwrap();
        type Harm = Box<dyn Fn(&Path, &[u8])>;
        let harms: Vec<(&str, Harm)> = vec![
            ("removed", Box::new(|name, _| fs::remove_file(name).unwrap())),
            ("emptied", Box::new(|name, _| fs::write(name, b"").unwrap())),
            ("halved", Box::new(|name, all| fs::write(name, &all[..all.len() / 2]).unwrap())),
            ("zeroed", Box::new(|name, all| fs::write(name, vec![0; all.len()]).unwrap())),
            (
                "noise",
                Box::new(|name, all| {
                    let noise: Vec<u8> =
                        (0..all.len()).map(|at| (at.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
                    fs::write(name, noise).unwrap();
                }),
            ),
            (
                "spotted",
                Box::new(|name, all| {
                    let spotted =
                        all.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at % 997 == 3)).collect::<Vec<_>>();
                    fs::write(name, spotted).unwrap();
                }),
            ),
        ];
        for (what, harm) in harms {
            reset();
            harm(&name, &content);
            assert_eq!(rows(&root), right, "{} {what}", name.display());
        }
    }

    reset();
    fs::write(root.join("index/snap.0000000000000ABC.generating"), b"left over").unwrap();
    assert_eq!(rows(&root), right);
    let _ = fs::remove_dir_all(root.join("index"));
    assert_eq!(rows(&root), right, "thrown away");
    let _ = fs::remove_dir_all(root.join("index"));
    fs::write(root.join("index"), b"a file where the directory should be").unwrap();
    assert_eq!(rows(&root), right);
}

/// Harm to a copy of the index: cut, flipped, deleted, exchanged, old, rubbish, or longer than it was.
fn harm(random: &mut ChaCha8Rng, index: &Path, stale: &Path) -> String {
    let all = files(index);
    if all.is_empty() {
        return "nothing left".to_owned();
    }
    let file = &all[random.random_range(0..all.len())];
    let other = &all[random.random_range(0..all.len())];
    let mut content = fs::read(file).unwrap();
    let spot = random.random_range(0..=content.len());
    let what = random.random_range(0..9);
    match what {
        0 => content.truncate(spot),
        1 => (0..random.random_range(1..9)).for_each(|_| {
            let at = random.random_range(0..content.len().max(1));
            content.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.random_range(0..8));
        }),
        2 => fs::remove_file(file).unwrap(),
        3 => {
            fs::copy(other, file).unwrap();
            fs::write(other, &content).unwrap();
        }
        4 => {
            let name = file.strip_prefix(index).unwrap();
            fs::copy(stale.join(name), file).unwrap_or_default();
        }
        5 => random.fill_bytes(&mut content[spot..]),
        6 => content[spot..].fill(0),
        7 => content.extend((0..random.random_range(1..9000)).map(|_| 0xA5)),
        _ => {
            let len = random.random_range(0..5000).min(content.len() - spot);
            let to = random.random_range(0..=content.len() - len);
            content.copy_within(spot..spot + len, to);
        }
    }
    if ![2, 3, 4].contains(&what) {
        fs::write(file, content).unwrap();
    }
    format!("{what} at {spot} of {}", file.strip_prefix(index).unwrap().display())
}

#[test]
fn a_hundred_seeded_harms_change_no_answer() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("vault");
    vault_with_history(&root);
    rows(&root);
    let (good, stale, index) = (dir.path().join("good"), dir.path().join("stale"), root.join("index"));
    copy(&index, &stale);
    let mut vault = real(&root);
    pull(&mut vault, &device("2"), 60, &entries(&device("2"), 1..80)).unwrap();
    drop(vault);
    let right = rows(&root);
    copy(&index, &good);
    for seed in 0..100 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let _ = fs::remove_dir_all(&index);
        copy(&good, &index);
        let harms: Vec<String> = (0..random.random_range(1..4)).map(|_| harm(&mut random, &index, &stale)).collect();
        assert_eq!(rows(&root), right, "seed {seed}: {harms:?}");
    }
}

#[test]
fn a_stale_index_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("vault");
    vault_with_history(&root);
    rows(&root);
    let stale = dir.path().join("stale");
    copy(&root.join("index"), &stale);
    let mut vault = real(&root);
    let two = device("2");
    pull(&mut vault, &two, 60, &entries(&two, 1..80)).unwrap();
    let doomed = vault.archives().unwrap().into_iter().rfind(|info| info.begun == at(40)).unwrap();
    drop(vault);
    rows(&root);
    fs::remove_file(doomed.path).unwrap();
    fs::remove_dir_all(root.join("index")).unwrap();
    copy(&stale, &root.join("index"));
    assert_eq!(rows(&root).len(), 229 + 79);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_journal_gives_the_same_rows(pulls in prop::collection::vec(prop::collection::vec(any_entry(), 0..80), 1..3)) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("vault");
        for (second, all) in (0i64..).zip(&pulls) {
            let mut vault = real(&root);
            pull(&mut vault, &device("1"), second, all).unwrap();
            drop(vault);
            rows(&root);
        }
        fs::remove_dir_all(root.join("index")).unwrap();
        rows(&root);
    }
}
