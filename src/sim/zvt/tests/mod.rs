//! The simulated terminal against a till made of raw bytes, on a paused clock. The till has its own reading of blocks,
//! so that a mistake of the codec does not cancel itself out.

mod commands;
mod dialects;
mod faults;
mod line;
mod memory;
mod money;
mod scenarios;
mod serve;

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use super::{Scenario, Terminal};
use crate::link::LineKind;
use crate::protocol::zvt::{Decoder, Event, Message, Status, Wire};

/// A till that knows bytes and nothing else.
struct Ecr {
    stream: DuplexStream,
    kind: LineKind,
    buffer: Vec<u8>,
}

/// What a terminal said; APDUs in hex.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Ack,
    Nak,
    Apdu(String),
    BadCrc,
    Other(u8),
}

/// CRC-16/KERMIT, bit by bit.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 })
    })
}

impl Ecr {
    fn plug(terminal: &Terminal, kind: LineKind) -> Self {
        Self { stream: terminal.plug(kind), kind, buffer: Vec::new() }
    }

    fn new(terminal: &Terminal) -> Self {
        Self::plug(terminal, LineKind::Serial)
    }

    async fn send(&mut self, hex: &str) {
        let apdu = hex::decode(hex.replace(' ', "")).unwrap();
        let bytes = match self.kind {
            LineKind::Network => apdu,
            LineKind::Serial => {
                let mut bytes = vec![0x10, 0x02];
                for byte in &apdu {
                    bytes.extend(std::iter::repeat_n(*byte, if *byte == 0x10 { 2 } else { 1 }));
                }
                bytes.extend([0x10, 0x03]);
                bytes.extend(crc(&[&apdu[..], &[0x03]].concat()).to_le_bytes());
                bytes
            }
        };
        // A terminal that hung up hears nothing; what it says is looked at, not what it hears.
        let _ = self.stream.write_all(&bytes).await;
    }

    async fn byte(&mut self, byte: u8) {
        self.stream.write_all(&[byte]).await.unwrap();
    }

    /// The next byte within `seconds`; `None` on silence or at the end of the line.
    async fn next(&mut self, seconds: u64) -> Option<u8> {
        if self.buffer.is_empty() {
            let mut bytes = [0; 4096];
            let read = tokio::time::timeout(Duration::from_secs(seconds), self.stream.read(&mut bytes)).await;
            self.buffer.extend(&bytes[..read.ok()?.unwrap()]);
        }
        (!self.buffer.is_empty()).then(|| self.buffer.remove(0))
    }

    /// The next thing it says within `seconds`.
    async fn said_within(&mut self, seconds: u64) -> Option<Said> {
        let first = self.next(seconds).await?;
        match (self.kind, first) {
            (LineKind::Network, class) => {
                let (instr, len) = (self.next(seconds).await?, self.next(seconds).await?);
                let mut apdu = vec![class, instr, len];
                let mut rest = usize::from(len);
                if len == 0xFF {
                    let (low, high) = (self.next(seconds).await?, self.next(seconds).await?);
                    apdu.extend([low, high]);
                    rest = usize::from(u16::from_le_bytes([low, high]));
                }
                for _ in 0..rest {
                    apdu.push(self.next(seconds).await?);
                }
                Some(Said::Apdu(hex::encode(apdu)))
            }
            (_, 0x06) => Some(Said::Ack),
            (_, 0x15) => Some(Said::Nak),
            (_, 0x10) => {
                assert_eq!(self.next(seconds).await?, 0x02);
                let mut apdu = Vec::new();
                loop {
                    match self.next(seconds).await? {
                        0x10 => match self.next(seconds).await? {
                            0x10 => apdu.push(0x10),
                            0x03 => break,
                            other => panic!("10 {other:02x} inside a block"),
                        },
                        byte => apdu.push(byte),
                    }
                }
                let found = [self.next(seconds).await?, self.next(seconds).await?];
                let right = crc(&[&apdu[..], &[0x03]].concat()).to_le_bytes();
                Some(if found == right { Said::Apdu(hex::encode(apdu)) } else { Said::BadCrc })
            }
            (_, other) => Some(Said::Other(other)),
        }
    }

    async fn said(&mut self) -> Option<Said> {
        self.said_within(4).await
    }

    /// Sends a command; on a serial line it has to be acknowledged.
    async fn command(&mut self, hex: &str) {
        self.send(hex).await;
        if self.kind == LineKind::Serial {
            assert_eq!(self.said().await, Some(Said::Ack), "{hex}");
        }
    }

    /// The next APDU, acknowledged by the line.
    async fn apdu(&mut self) -> Option<String> {
        self.apdu_within(30).await
    }

    async fn apdu_within(&mut self, seconds: u64) -> Option<String> {
        loop {
            match self.said_within(seconds).await? {
                Said::Apdu(apdu) => {
                    if self.kind == LineKind::Serial {
                        self.byte(0x06).await;
                    }
                    return Some(apdu);
                }
                Said::Ack => {}
                other => panic!("no APDU but {other:?}"),
            }
        }
    }

    /// `80 00 00`; on a serial line it has to be acknowledged.
    async fn good(&mut self) {
        self.command("80 00 00").await;
    }

    /// Goes on with a conversation as a well-behaved till: every message is answered. Everything the terminal says, up to
    /// the completion, a refusal or silence.
    async fn rest(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(apdu) = self.apdu().await {
            let is_answer = apdu.starts_with('8');
            let is_end = apdu.starts_with("84") || apdu.starts_with("060f") || apdu.starts_with("061e");
            all.push(apdu);
            if !is_answer {
                self.good().await;
            }
            if is_end {
                break;
            }
        }
        all
    }

    /// A command and everything the terminal says to it.
    async fn ask(&mut self, hex: &str) -> Vec<String> {
        self.command(hex).await;
        self.rest().await
    }
}

/// An APDU in hex as the codec reads it.
fn message(hex: &str) -> Message {
    let events = Decoder::new(Wire::Network).push(&hex::decode(hex).unwrap());
    match &events[..] {
        [Event::Apdu(apdu)] => Message::parse(apdu).unwrap(),
        other => panic!("{hex}: {other:?}"),
    }
}

/// Status informations among what a terminal said.
fn results(said: &[String]) -> Vec<Status> {
    let results = said.iter().filter(|apdu| apdu.starts_with("040f"));
    results.map(|apdu| Status::of(&message(apdu), Default::default()).unwrap()).collect()
}

/// Control fields of what a terminal said, each run of the same one once.
fn shape(said: &[String]) -> Vec<&str> {
    let mut all: Vec<&str> = said.iter().map(|apdu| &apdu[..4]).collect();
    all.dedup();
    all
}

fn terminal(text: &str) -> Terminal {
    Terminal::new(Scenario::load(text).unwrap())
}

/// A payment of 12.34 with receipt 41 and trace 101, one of 10.10 with 42, a contactless one of 9.90 with 43; a till that
/// wants neither prints nor intermediate status.
const THREE: &str = r#"
start = "2026-05-14T18:00:00"
first_receipt = 41
options.config = 0
[[transaction]]
amount = 1234
time = "2026-05-14T11:15:55"
auth = "111111"
[[transaction]]
amount = 1010
time = "2026-05-14T11:20:30"
card = "visa"
auth = "222222"
[[transaction]]
amount = 990
time = "2026-05-14T12:00:00"
card = "mastercard"
entry = "contactless"
auth = "333333"
"#;

/// Reversal of receipt 42, with its amount.
const REVERSE: &str = "06 30 0d 000000 87 0042 04 000000001010";
/// The silent question for the last transaction.
const LAST: &str = "06 20 05 000000 03 03";
