//! Sealing a full memory's archive and verifying it, on a disk in memory: what the processor does, without the disk's part.

use std::path::Path;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput};
use tillwright::vault::Vault;
use tillwright::vault::memory::MemoryDisk;

use super::data::{Outcome, seal, told};

pub fn benches(criterion: &mut Criterion) {
    let done = run(criterion);
    assert!(done.is_ok(), "archives: {done:?}");
}

fn run(criterion: &mut Criterion) -> Outcome<()> {
    let told = told(0, 999)?;
    let root = Path::new("vault");
    let mut group = criterion.benchmark_group("archive of 999");
    group.throughput(Throughput::Elements(999)).sample_size(20);
    group.bench_function("spool and seal", |bench| {
        let fresh = || Vault::open(Arc::new(MemoryDisk::new()), root);
        bench.iter_batched(fresh, |vault| seal(&mut vault?, &told), BatchSize::LargeInput);
    });
    let mut vault = Vault::in_memory()?;
    let info = seal(&mut vault, &told)?;
    group.bench_function("read and verify", |bench| bench.iter(|| vault.load(&info.path)));
    group.finish();
    Ok(())
}
