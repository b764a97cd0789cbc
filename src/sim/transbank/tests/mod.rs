//! The simulated terminal against a till made of raw bytes, on a paused clock.

mod commands;
mod faults;
mod memory;
mod scenarios;
mod serve;

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::task::JoinHandle;

use super::{Scenario, Terminal};
use crate::protocol::transbank::frame::frame;

/// A till that knows bytes and nothing else. `ack` is what it says to a frame.
struct Peer {
    stream: DuplexStream,
    task: JoinHandle<std::io::Result<()>>,
    buffer: Vec<u8>,
}

/// What a terminal said.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Ack,
    Nak,
    Frame(String),
    BadLrc,
    Other(u8),
}

fn said(text: &str) -> Said {
    Said::Frame(text.to_owned())
}

impl Peer {
    fn new(terminal: &Terminal) -> Self {
        let (stream, far) = duplex(64 * 1024);
        let terminal = terminal.clone();
        let task = tokio::spawn(async move { terminal.serve(far).await });
        Self { stream, task, buffer: Vec::new() }
    }

    async fn send(&mut self, data: &str) {
        let data: Vec<u8> = data.chars().map(|symbol| u8::try_from(symbol).unwrap()).collect();
        self.stream.write_all(&frame(&data)).await.unwrap();
    }

    async fn byte(&mut self, byte: u8) {
        self.stream.write_all(&[byte]).await.unwrap();
    }

    async fn ack(&mut self) {
        self.byte(6).await;
    }

    /// The next byte within `seconds`; `None` on silence or at the end of the line.
    async fn next(&mut self, seconds: u64) -> Option<u8> {
        if self.buffer.is_empty() {
            let mut bytes = [0; 1024];
            let read = tokio::time::timeout(Duration::from_secs(seconds), self.stream.read(&mut bytes)).await;
            self.buffer.extend(&bytes[..read.ok()?.unwrap()]);
        }
        (!self.buffer.is_empty()).then(|| self.buffer.remove(0))
    }

    /// The next thing it says within `seconds`.
    async fn said_within(&mut self, seconds: u64) -> Option<Said> {
        let first = self.next(seconds).await?;
        match first {
            6 => return Some(Said::Ack),
            0x15 => return Some(Said::Nak),
            2 => {}
            other => return Some(Said::Other(other)),
        }
        let mut data = Vec::new();
        loop {
            match self.next(seconds).await? {
                3 => break,
                byte => data.push(byte),
            }
        }
        let lrc = self.next(seconds).await?;
        let right = data.iter().fold(3, |sum, byte| sum ^ byte);
        if lrc != right {
            return Some(Said::BadLrc);
        }
        Some(Said::Frame(data.iter().map(|&byte| char::from(byte)).collect()))
    }

    async fn said(&mut self) -> Option<Said> {
        self.said_within(5).await
    }

    /// A command with one answer, acknowledged.
    async fn ask(&mut self, data: &str) -> String {
        self.send(data).await;
        assert_eq!(self.said().await, Some(Said::Ack), "{data}");
        self.answer().await
    }

    async fn answer(&mut self) -> String {
        match self.said().await {
            Some(Said::Frame(text)) => {
                self.ack().await;
                text
            }
            other => panic!("no frame but {other:?}"),
        }
    }

    /// A command that is acknowledged and not answered.
    async fn tell(&mut self, data: &str) {
        self.send(data).await;
        assert_eq!(self.said().await, Some(Said::Ack), "{data}");
        assert_eq!(self.said().await, None, "{data}");
    }

    /// The records of the list, without the one that ends it.
    async fn list(&mut self) -> Vec<String> {
        self.send("0260|1|").await;
        assert_eq!(self.said().await, Some(Said::Ack));
        let mut records = Vec::new();
        loop {
            let record = self.answer().await;
            if field(&record, 5).trim().is_empty() {
                return records;
            }
            records.push(record);
        }
    }
}

fn field(text: &str, index: usize) -> &str {
    text.split('|').nth(index).unwrap_or_else(|| panic!("no field {index} in {text}"))
}

fn terminal(text: &str) -> Terminal {
    Terminal::new(Scenario::load(text).unwrap())
}

/// Three sales: credit 1, debit 2, credit in instalments 3.
const THREE: &str = r#"
start = "2024-05-14T18:00:00"
[[sale]]
amount = 2500
time = "2024-05-14T11:15:55"
ticket = "000123"
auth = "A1B2C3"
[[sale]]
amount = 990
type = "debit"
last4 = "1881"
time = "2024-05-14T11:20:30"
ticket = "000124"
auth = "D4E5F6"
[[sale]]
amount = 30000
instalments = 3
tip = 1500
brand = "MC"
time = "2024-05-14T12:00:00"
ticket = "000125"
auth = "G7H8J9"
"#;
