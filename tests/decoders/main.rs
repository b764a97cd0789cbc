//! Every decoder: each file of the corpora of `fuzz/` through its body, and damaged files and arbitrary bytes beside them.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests too

mod bodies;
mod corpus;
mod seeds;

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;

/// The body of that name.
fn body(name: &str) -> bodies::Body {
    bodies::ALL.iter().find(|(known, _)| *known == name).unwrap().1
}

/// Names of the files of a folder of `fuzz/`, without what stands behind a dot.
fn names(folder: &str) -> BTreeSet<String> {
    let path = corpus::folder("").join("..").join(folder);
    let files = fs::read_dir(path).unwrap();
    files.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

macro_rules! bodies {
    ($($name:ident)*) => {
        /// Every body that is tested here.
        const TESTED: &[&str] = &[$(stringify!($name)),*];

        $(mod $name {
            use super::*;

            #[test]
            fn every_file_of_the_corpus_holds() {
                let files = corpus::files(stringify!($name));
                assert!(!files.is_empty());
                for (_, bytes) in files {
                    body(stringify!($name))(&bytes);
                }
            }

            proptest! {
                #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

                #[test]
                fn damaged_files_hold(bytes in corpus::near(stringify!($name))) {
                    body(stringify!($name))(&bytes);
                }

                #[test]
                fn arbitrary_bytes_hold(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
                    body(stringify!($name))(&bytes);
                }

                #[test]
                fn arbitrary_text_holds(text in any::<String>()) {
                    body(stringify!($name))(text.as_bytes());
                }
            }
        })*
    };
}

bodies! {
    transbank_stream transbank_message zvt_serial zvt_network zvt_message zvt_charset slip masking archive spool ledger
    portable bill profile filter typed scenario state
}

#[test]
fn every_body_has_a_target_a_corpus_and_tests() {
    let known: BTreeSet<String> = bodies::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(known, TESTED.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(known, names("fuzz_targets"));
    assert_eq!(known, names("corpus"));
}
