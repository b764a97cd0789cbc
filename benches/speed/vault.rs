//! A hundred thousand entries of a hundred devices: listed from the archives, from the index and from memory, and filtered.

use std::path::Path;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput};
use tillwright::ops::filter::Filter;
use tillwright::vault::Vault;
use tillwright::vault::disk::RealDisk;

use super::data::{DEVICES, Outcome, SALES, fill};

/// From the cheapest condition to the one that looks through everything.
const FILTERS: [&str; 4] = ["number:63", "amount>=10000 type:credit", "date:2026-03-13 -voided:yes", "contactless"];

pub fn benches(criterion: &mut Criterion) {
    let done = run(criterion);
    assert!(done.is_ok(), "vault: {done:?}");
}

fn run(criterion: &mut Criterion) -> Outcome<()> {
    let place = tempfile::tempdir()?;
    let root = place.path().join("vault");
    let disk = Arc::new(RealDisk);
    fill(disk.clone(), &root)?;
    let all = u64::from(DEVICES) * SALES as u64;
    let mut group = criterion.benchmark_group("vault of 100000");
    group.throughput(Throughput::Elements(all)).sample_size(10);

    let read = || Vault::read(disk.clone(), &root);
    assert_eq!(read()?.journal(None)?.len() as u64, all);
    group.bench_function("journal, from the archives", |bench| {
        bench.iter_batched(read, |vault| vault?.journal(None), BatchSize::PerIteration);
    });
    group.bench_function("rows, from the archives", |bench| {
        bench.iter_batched(read, |vault| vault?.rows(None), BatchSize::PerIteration);
    });
    // The first asking builds the index; then it is on the disk.
    open(&root)?.rows(None)?;
    group.bench_function("rows, from the index", |bench| {
        bench.iter_batched(|| open(&root), |vault| vault.map(|vault| vault.rows(None)), BatchSize::PerIteration);
    });
    let vault = open(&root)?;
    group.bench_function("rows, from memory", |bench| bench.iter(|| vault.rows(None)));
    group.bench_function("one entry by its key", |bench| {
        let key = vault.rows(None).ok().and_then(|rows| rows.get(77_777).map(|row| row.key.clone()));
        bench.iter(|| key.as_ref().map(|key| vault.entry(key)));
    });
    group.finish();

    let known = vault.journal(None)?;
    let mut group = criterion.benchmark_group("filter over 100000");
    group.throughput(Throughput::Elements(all)).sample_size(20);
    for text in FILTERS {
        let filter = Filter::parse(text).map_err(|_| text)?;
        let found = |known: &[tillwright::vault::Known]| {
            known.iter().filter(|one| filter.matches(&one.entry, &tillwright::model::Stands::AsRecorded)).count()
        };
        group.bench_function(text, |bench| bench.iter(|| found(&known)));
    }
    group.finish();
    Ok(())
}

fn open(root: &Path) -> Outcome<Vault> {
    Ok(Vault::open(Arc::new(RealDisk), root)?)
}
