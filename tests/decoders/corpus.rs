//! The corpora of `fuzz/`, and inputs near them.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::Index;

/// Where the corpus of a body is.
pub fn folder(body: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(body)
}

/// Every file of a corpus, in order of its name.
pub fn files(body: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = fs::read_dir(folder(body))
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

/// Files of a corpus with damage, and two of them joined.
pub fn near(body: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let contents: Vec<Vec<u8>> = files(body).into_iter().map(|(_, bytes)| bytes).collect();
    let file = prop::sample::select(contents);
    let damage = (any::<Index>(), 0..6u8, any::<u8>(), prop::collection::vec(any::<u8>(), 0..12));
    prop_oneof![
        3 => (file.clone(), prop::collection::vec(damage, 1..6)).prop_map(|(mut bytes, all)| {
            for (place, how, byte, some) in all {
                hurt(&mut bytes, place, how, byte, some);
            }
            bytes
        }),
        1 => (file.clone(), file, any::<Index>(), any::<Index>()).prop_map(|(mut one, other, end, from)| {
            one.truncate(end.index(one.len() + 1));
            one.extend(&other[from.index(other.len() + 1)..]);
            one
        }),
    ]
}

fn hurt(bytes: &mut Vec<u8>, place: Index, how: u8, byte: u8, some: Vec<u8>) {
    let at = place.index(bytes.len() + 1);
    match how {
        0 if at < bytes.len() => bytes[at] = byte,
        1 if at < bytes.len() => bytes[at] ^= 1 << (byte % 8),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..bytes.len().min(at + usize::from(byte % 16)))),
        4 => {
            let again = bytes[at..bytes.len().min(at + usize::from(byte))].to_vec();
            bytes.splice(at..at, again);
        }
        _ => drop(bytes.splice(at..at, some)),
    }
}
