//! Bytes of a full memory's list to messages and their meaning, and back.

use criterion::{Criterion, Throughput};
use tillwright::protocol::transbank::frame::{Decoder, Event};
use tillwright::protocol::transbank::{Answer, Message};

use super::data::{Outcome, told};

/// The list of 999 sales: the bytes of its answers, one after the other.
fn list() -> Outcome<Vec<u8>> {
    let wire = told(0, 999)?.wire;
    let records = wire.into_iter().filter(|line| line.bytes.starts_with(b"\x020261"));
    Ok(records.flat_map(|line| line.bytes).collect())
}

fn messages(bytes: &[u8], chunk: usize) -> Vec<Message> {
    let mut decoder = Decoder::new();
    let events = bytes.chunks(chunk).flat_map(|bytes| decoder.push(bytes)).collect::<Vec<_>>();
    let frame = |event: &Event| match event {
        Event::Frame(frame) => Message::parse(frame).ok(),
        _ => None,
    };
    events.iter().filter_map(frame).collect()
}

pub fn benches(criterion: &mut Criterion) {
    let done = run(criterion);
    assert!(done.is_ok(), "codec: {done:?}");
}

fn run(criterion: &mut Criterion) -> Outcome<()> {
    let bytes = list()?;
    let decoded = messages(&bytes, 1024);
    assert_eq!(decoded.len(), 1000, "999 records and the end");
    let mut group = criterion.benchmark_group("codec, list of 999");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    for chunk in [1024, 1] {
        group
            .bench_function(format!("decode, {chunk} bytes at a time"), |bench| bench.iter(|| messages(&bytes, chunk)));
    }
    group.bench_function("meaning", |bench| {
        bench.iter(|| decoded.iter().filter(|message| Answer::of(message).is_ok()).count());
    });
    group.bench_function("encode", |bench| {
        bench.iter(|| decoded.iter().map(|message| message.encode().len()).sum::<usize>());
    });
    group.finish();
    Ok(())
}
