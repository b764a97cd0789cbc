//! Every failure in every language: three lines, nothing that acts on a terminal, nothing that leaks.

use std::path::PathBuf;
use std::time::Duration;

use tillwright::device::DeviceError;
use tillwright::link::LinkError;
use tillwright::model::{Code, CodeKind, DeviceId, Effect, EntryKey, Family, IntentId, Refusal};
use tillwright::ops::{Class, Failure};
use tillwright::text::{Lang, failure};
use tillwright::vault::VaultError;

const HOSTILE: &str = "x\u{1b}[2J\u{202e}\n4539578763621486";

fn device() -> DeviceId {
    DeviceId::new(Family::Transbank, "000000000001", "SIM00001")
}

fn every_failure() -> Vec<Failure> {
    let text = || HOSTILE.to_owned();
    let io = || std::io::Error::other(HOSTILE);
    let path = || PathBuf::from(HOSTILE);
    let links = [
        LinkError::NoSuchPort { port: text() },
        LinkError::Busy { port: text(), holder: text() },
        LinkError::NotPermitted { port: text(), hint: text() },
        LinkError::Bad(text()),
        LinkError::Lost { port: text(), why: text() },
        LinkError::Io { port: text(), source: io() },
    ];
    let devices = [
        DeviceError::Lost(text()),
        DeviceError::Silent { what: "poll", after: Duration::from_secs(2) },
        DeviceError::Protocol { what: "list", why: text() },
        DeviceError::Refused { what: "reprint", code: Code::result(Family::Transbank, 24), meaning: "out of paper" },
        DeviceError::NotLast { wanted: EntryKey::from_text(HOSTILE), last: None },
        DeviceError::TillHeard(text()),
        DeviceError::NotAllowed { what: "close", effect: Effect::MayCloseBatch },
        DeviceError::Cancelled,
        DeviceError::NotStored(text()),
    ];
    let vaults = [
        VaultError::Io { path: path(), source: io() },
        VaultError::InUse { path: path(), holder: text() },
        VaultError::Damaged { path: path(), what: text() },
        VaultError::Exists { path: path() },
        VaultError::NotFound(text()),
        VaultError::Newer { path: path(), found: 9, known: 1 },
        VaultError::Passphrase { path: path(), why: "the passphrase is wrong" },
        VaultError::ReadOnly { path: path() },
    ];
    let refusals = [
        Refusal::NotApprovedSale,
        Refusal::Debit,
        Refusal::CardTypeUnknown,
        Refusal::AlreadyVoided,
        Refusal::NotInMemory,
        Refusal::Changed { what: text() },
        Refusal::Ambiguous,
        Refusal::IdentityUnproven,
        Refusal::OtherDevice { found: Some(device()) },
        Refusal::OtherDevice { found: None },
        Refusal::NoArchive,
        Refusal::IntentUnknown { intent: IntentId("w-1".to_owned()) },
        Refusal::ReadOnly,
    ];
    let mut all: Vec<Failure> = links.into_iter().map(Failure::from).collect();
    all.extend(devices.iter().map(|error| Failure::device(error, Family::Zvt, HOSTILE)));
    all.extend(vaults.into_iter().map(Failure::from));
    all.extend(
        refusals.iter().filter_map(|refusal| Failure::refused(&[refusal.clone(), Refusal::Debit], &device(), HOSTILE)),
    );
    all
}

#[test]
fn every_failure_says_what_happened_what_was_not_done_and_what_to_do() {
    for failure in every_failure() {
        for lang in Lang::ALL {
            let text = failure.to_text(*lang);
            let lines: Vec<&str> = text.split('\n').collect();
            assert_eq!(lines.len(), 3, "{text}");
            assert!(lines.iter().all(|line| !line.trim().is_empty()), "{text}");
            assert!(!text.contains(['\u{1b}', '\u{202e}', '{', '}']), "{text}");
            assert!(!text.contains("578763621"), "{text}");
        }
        assert!(failure.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{}", failure.code);
        assert!((1..=12).contains(&failure.class.exit_code()) || failure.class == Class::Interrupted);
    }
}

#[test]
fn what_a_device_refused_is_said_in_the_language_of_its_family() {
    let refused = |family, kind, value| {
        let error = DeviceError::Refused { what: "it", code: Code { family, kind, value }, meaning: "no" };
        Failure::device(&error, family, "COM3").to_text(Lang::De)
    };
    let said = refused(Family::Zvt, CodeKind::Refusal, 0x37);
    assert!(said.contains("lehnte die Anfrage ab: 37 Das Kassenpasswort ist falsch."), "{said}");
    let said = refused(Family::Transbank, CodeKind::Result, 24);
    assert!(said.contains("lehnte die Anfrage ab: 24 Der Drucker hat kein Papier."), "{said}");
}

#[test]
fn a_silent_port_is_asked_about_the_families_that_were_asked_there() {
    let silent = DeviceError::Silent { what: "it", after: Duration::from_secs(2) };
    for lang in Lang::ALL {
        let said = |family| Failure::device(&silent, family, "COM3").to_text(*lang);
        assert_ne!(said(Family::Transbank), said(Family::Zvt));
        let hints = |asked| failure::no_device(asked).read(*lang);
        assert!(!hints(&[Family::Zvt]).contains("Transbank") && hints(&[Family::Zvt]).contains("20007"));
        assert!(hints(Family::ALL).contains("POS Integrado") && hints(Family::ALL).contains("20007"));
    }
}

#[test]
fn of_several_the_worst_is_told() {
    use Class::*;
    let order = [Unknown, Vault, Refused, Link, Busy, NoDevice, Rule, Consent, Partial, Found];
    for (at, worse) in order.iter().enumerate() {
        let these = order[at..].iter().rev().copied();
        assert_eq!(Class::worst(these), Some(*worse));
    }
    assert_eq!(Class::worst([]), None);
    assert_eq!(order.map(|class| class.exit_code()), [11, 8, 7, 6, 5, 4, 12, 10, 9, 1]);
}
