//! Everything that a terminal may say after a reversal was sent, in every order up to a length, and at random beyond it: held
//! against what the order allows to be claimed.

use std::time::Duration;

use tillwright::device::zvt::Driver;
use tillwright::link::LineKind;
use tillwright::model::*;
use tillwright::protocol::zvt::Status;
use tillwright::protocol::zvt::frame::{ACK, NAK, Wire, frame};
use tillwright::vault::ledger::Durable;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::timeout;

use super::kit::*;

/// What a terminal may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Ack,
    Nak,
    Accepted,
    /// `84 83`: refused before execution.
    NotPossible,
    /// `84 B5`: proves nothing.
    Refused,
    Busy,
    AutoReversal,
    /// A result that agrees in everything.
    Ours,
    /// One of another payment.
    Other,
    Print,
    Completed,
    Aborted,
    Spoilt,
}

use Word::*;

const WORDS: [Word; 13] =
    [Ack, Nak, Accepted, NotPossible, Refused, Busy, AutoReversal, Ours, Other, Print, Completed, Aborted, Spoilt];

impl Word {
    fn bytes(self) -> Vec<u8> {
        let other = Status { receipt: Some(44), trace: Some(125), original_trace: Some(99), ..reversed() };
        let apdu = match self {
            Ack => return vec![ACK],
            Nak => return vec![NAK],
            Accepted => hex_of("80 00 00"),
            NotPossible => hex_of("84 83 00"),
            Refused => hex_of("84 B5 00"),
            Busy => doing(0x0E),
            AutoReversal => doing(0x05),
            Ours => block(&reversed()),
            Other => block(&other),
            Print => line("Storno", false),
            Completed => done(),
            Aborted => aborted(0x6C),
            Spoilt => {
                let mut bytes = frame(Wire::Serial, &done());
                *bytes.last_mut().unwrap() ^= 0x40;
                return bytes;
            }
        };
        frame(Wire::Serial, &apdu)
    }

    /// Whether the console answers it with an APDU, which the terminal acknowledges.
    fn is_answered(self) -> bool {
        matches!(self, Busy | AutoReversal | Ours | Other | Print | Completed | Aborted)
    }
}

/// Says these words one after the other, whatever the console does, and is then silent.
async fn say(mut stream: DuplexStream, words: Vec<Word>) {
    let mut buffer = [0; 1024];
    let _ = stream.read(&mut buffer).await;
    for word in words {
        if stream.write_all(&word.bytes()).await.is_err() {
            return;
        }
        while let Ok(Ok(1..)) = timeout(Duration::from_millis(5), stream.read(&mut buffer)).await {}
        if word.is_answered() && stream.write_all(&[ACK]).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    while let Ok(1..) = stream.read(&mut buffer).await {}
}

/// The outcome after these words on a link whose last conversation came to its end.
async fn outcome(intent: &Durable<Intent>, words: &[Word]) -> Outcome {
    let (console, terminal) = tokio::io::duplex(4096);
    let begun = [vec![Ack, Accepted, Completed], words.to_vec()].concat();
    let (query, reversal) = begun.split_at(3);
    let (query, reversal) = (query.to_vec(), reversal.to_vec());
    let peer = tokio::spawn(async move {
        let mut stream = terminal;
        let mut buffer = [0; 1024];
        let _ = stream.read(&mut buffer).await;
        for word in query {
            let _ = stream.write_all(&word.bytes()).await;
            while let Ok(Ok(1..)) = timeout(Duration::from_millis(5), stream.read(&mut buffer)).await {}
            if word.is_answered() {
                let _ = stream.write_all(&[ACK]).await;
            }
        }
        say(stream, reversal).await;
    });
    let mut eye = Eye::new();
    let mut notes = Notes { log: eye.log.clone(), fail: false };
    let mut driver = Driver::new(console, terms(LineKind::Serial, false));
    driver.detect(&mut eye).await.unwrap();
    tokio::time::sleep(Duration::from_millis(5)).await;
    let outcome = driver.execute(intent, &mut notes, &mut eye).await;
    drop(driver);
    peer.await.unwrap();
    outcome
}

/// What the words allow to be claimed.
fn holds(words: &[Word], outcome: &Outcome) -> bool {
    let first = |wanted: &[Word]| words.iter().position(|word| wanted.contains(word));
    match outcome {
        // Accepted, told, completed, in this order; no other success, and no auto-reversal.
        Outcome::Done { .. } => {
            let Some(accepted) = first(&[Accepted]) else { return false };
            let behind = &words[accepted..];
            let Some(end) = behind.iter().position(|word| *word == Completed) else { return false };
            let told = &behind[..end];
            told.contains(&Ours) && !told.contains(&Other) && !told.contains(&AutoReversal)
        }
        // The first word of all, but for the ACK, is a refusal before execution.
        Outcome::NotDone { .. } => {
            let odd = |word: &&Word| **word != Ack;
            words.iter().find(odd) == Some(&NotPossible) && words.iter().take_while(|word| **word == Ack).count() <= 1
        }
        Outcome::Unknown { .. } => true,
    }
}

#[tokio::test(start_paused = true)]
async fn every_order_of_three_words_claims_only_what_it_allows() {
    let intent = intent_for(&entry().await);
    let mut counts = [0; 3];
    // Out of nothing, and behind the begin of a good exchange.
    for begin in [&[][..], &[Ack, Accepted]] {
        for first in WORDS {
            for second in WORDS {
                for third in WORDS {
                    let words = [begin, &[first, second, third]].concat();
                    let outcome = outcome(&intent, &words).await;
                    assert!(holds(&words, &outcome), "{words:?} {outcome:?}");
                    let tokens = ["done", "not_done", "unknown"];
                    counts[tokens.iter().position(|token| *token == outcome.as_str()).unwrap()] += 1;
                }
            }
        }
    }
    assert!(counts[0] > 10 && counts[1] > 100 && counts[2] > 3_000, "{counts:?}");
}

#[tokio::test(start_paused = true)]
async fn longer_orders_at_random_claim_only_what_they_allow() {
    let intent = intent_for(&entry().await);
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most as u64).unwrap()
    };
    let mut done = 0;
    for _ in 0..1_500 {
        // Most begin as they should, so that what follows counts.
        let mut words = if below(4) > 0 { vec![Ack, Accepted] } else { Vec::new() };
        words.extend((0..below(6)).map(|_| WORDS[below(WORDS.len())]));
        let outcome = outcome(&intent, &words).await;
        assert!(holds(&words, &outcome), "{words:?} {outcome:?}");
        done += usize::from(outcome.as_str() == "done");
    }
    assert!(done > 5, "{done}");
}
