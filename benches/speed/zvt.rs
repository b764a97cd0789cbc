//! Bytes of a day at a ZVT terminal to messages and their meaning, and back; and what a pull costs on a serial line, in
//! virtual time.

use criterion::{Criterion, Throughput};
use tillwright::device::zvt::SETTINGS;
use tillwright::device::{Depth, Device, Terms};
use tillwright::link::LineKind;
use tillwright::link::pace::Paced;
use tillwright::model::{Card, Currency, Direction, Family, Password, Printable};
use tillwright::protocol::zvt::{Block, Charset, Decoder, Event, Line, Message, Reply, Status, Wire, frame};
use tillwright::sim::zvt::{Scenario, Terminal};

use crate::data::{Nowhere, Outcome, Tape};

/// Results and receipts of so many payments, as APDUs.
fn day(payments: u16) -> Vec<Vec<u8>> {
    let one = |number: u16| {
        let status = Status {
            result: Some(0),
            amount: Some(1010 + i64::from(number)),
            currency: Some(Currency::EUR),
            trace: Some(number.into()),
            receipt: Some(number),
            terminal: Some(Printable::new("60001234", 8)),
            card: Card::mask("411111******1234"),
            card_name: Some(Printable::new("Visa", 20)),
            contract: Some(Printable::new("700000042", 15)),
            ..Status::default()
        };
        let lines = (0..20).map(|line| Line::plain(&format!("Zeile {line:02}                EUR {number:04},10")));
        let block = Block { lines: lines.collect(), ends: true, ..Block::default() };
        [Reply::Status(Box::new(status)), Reply::Block(block), Reply::Completion(Box::default())]
    };
    let replies = (1..=payments).flat_map(one);
    replies.filter_map(|reply| reply.message().encode().ok()).collect()
}

fn messages(wire: Wire, bytes: &[u8], chunk: usize) -> Vec<Message> {
    let mut decoder = Decoder::new(wire);
    let events = bytes.chunks(chunk).flat_map(|bytes| decoder.push(bytes)).collect::<Vec<_>>();
    let message = |event: &Event| match event {
        Event::Apdu(raw) => Message::parse(raw).ok(),
        _ => None,
    };
    events.iter().filter_map(message).collect()
}

/// A terminal with so many receipts, pulled over a line of 9600 8N2.
fn pull(receipts: usize, gap_ms: u64) -> Outcome<String> {
    let mut scenario = Scenario::quiet(7, receipts);
    scenario.options.gap_ms = gap_ms;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?;
    runtime.block_on(async {
        let line = Paced::new(Terminal::new(scenario).plug(LineKind::Serial), SETTINGS);
        let terms = Terms { line: LineKind::Serial, password: Password::NONE, consented: true };
        let mut device = Device::new(Family::Zvt, Box::new(line), terms);
        let mut tape = Tape::default();
        device.detect(&mut tape).await?;
        let begun = tokio::time::Instant::now();
        tape.0.clear();
        let journal = device.pull(Depth::Full, &mut Nowhere, &mut tape).await?;
        assert_eq!(journal.entries.len(), receipts, "the terminal told another number of receipts");
        let took = begun.elapsed().as_secs_f64();
        let of = |way| tape.0.iter().filter(|line| line.direction == way).map(|line| line.bytes.len()).sum::<usize>();
        let (to, from) = (of(Direction::ToDevice), of(Direction::FromDevice));
        let turns = tape.0.windows(2).filter(|pair| pair[0].direction != pair[1].direction).count();
        let least = (to + from) as f64 * f64::from(SETTINGS.bits_per_char()) / f64::from(SETTINGS.baud);
        Ok(format!(
            "zvt pull of {receipts} receipts at 9600 8N2, {gap_ms} ms between two blocks of the terminal: {} bytes \
             ({to} to it, {from} from it), {turns} turnarounds, {took:.1} s; the bytes alone take {least:.1} s: {:.1} %",
            to + from,
            100.0 * least / took
        ))
    })
}

#[allow(clippy::print_stdout)] // a figure for people
pub fn benches(criterion: &mut Criterion) {
    for gap_ms in [0, 20] {
        println!("{}", pull(500, gap_ms).unwrap_or_else(|error| error.to_string()));
    }
    let apdus = day(500);
    for (name, wire) in [("serial", Wire::Serial), ("network", Wire::Network)] {
        let bytes: Vec<u8> = apdus.iter().flat_map(|apdu| frame(wire, apdu)).collect();
        let decoded = messages(wire, &bytes, 1024);
        assert_eq!(decoded.len(), 1500, "three messages a payment");
        let mut group = criterion.benchmark_group(format!("zvt decode, {name}, 500 payments"));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        for chunk in [1024, 1] {
            group.bench_function(format!("decode, {chunk} bytes at a time"), |bench| {
                bench.iter(|| messages(wire, &bytes, chunk));
            });
        }
        group.bench_function("meaning", |bench| {
            let read = |message: &&Message| Reply::of(message, Charset::default()).is_ok();
            bench.iter(|| decoded.iter().filter(read).count());
        });
        group.bench_function("encode", |bench| {
            bench.iter(|| {
                decoded.iter().filter_map(|message| message.encode().ok()).map(|apdu| apdu.len()).sum::<usize>()
            });
        });
        group.finish();
    }
}
