//! Bytes of a day at a ZVT terminal to messages and their meaning, and back.

use criterion::{Criterion, Throughput};
use tillwright::model::{Card, Currency, Printable};
use tillwright::protocol::zvt::{Block, Charset, Decoder, Event, Line, Message, Reply, Status, Wire, frame};

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

pub fn benches(criterion: &mut Criterion) {
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
