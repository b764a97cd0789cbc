//! A frame of the screen over a hundred thousand entries, and a key that moves in them.

use std::sync::Arc;

use criterion::Criterion;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tillwright::ops::browse::Shelf;
use tillwright::text::Lang;
use tillwright::tui::Start;
use tillwright::tui::model::Model;
use tillwright::tui::msg::{Key, Msg, Report};
use tillwright::tui::update::update;
use tillwright::tui::view;
use tillwright::vault::Vault;
use tillwright::vault::memory::MemoryDisk;

use super::data::{Outcome, fill};

pub fn benches(criterion: &mut Criterion) {
    let done = run(criterion);
    assert!(done.is_ok(), "screen: {done:?}");
}

fn shelf() -> Outcome<Shelf> {
    let disk = Arc::new(MemoryDisk::new());
    let root = std::path::Path::new("vault");
    fill(disk.clone(), root)?;
    let vault = Vault::read(disk, root)?;
    Ok(Shelf { known: vault.journal(None)?, archives: vault.archives()?, cases: Vec::new() })
}

fn model(shelf: Shelf) -> Model {
    let start = Start {
        lang: Lang::En,
        ascii: false,
        colour: true,
        offered: Vec::new(),
        open: None,
        protocol: None,
        dispute: None,
        ports: None,
    };
    let mut model = Model::new(&start, "bench".to_owned(), Timestamp::UNIX_EPOCH, TimeZone::UTC);
    update(&mut model, Msg::Report(Report::Shelf { device: None, shelf: Box::new(shelf) }));
    update(&mut model, Msg::Key(Key::Char('3')));
    model
}

fn run(criterion: &mut Criterion) -> Outcome<()> {
    let mut model = model(shelf()?);
    let mut group = criterion.benchmark_group("screen, journal of 100000");
    for (columns, rows) in [(80, 24), (200, 50)] {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows))?;
        update(&mut model, Msg::Resized(columns, rows));
        group.bench_function(format!("frame {columns}x{rows}"), |bench| {
            bench.iter(|| terminal.draw(|frame| view::draw(frame, &model)).is_ok());
        });
        group.bench_function(format!("key and frame {columns}x{rows}"), |bench| {
            bench.iter(|| {
                update(&mut model, Msg::Key(Key::Down));
                terminal.draw(|frame| view::draw(frame, &model)).is_ok()
            });
        });
    }
    group.sample_size(10);
    group.bench_function("sorted another way", |bench| {
        bench.iter(|| update(&mut model, Msg::Key(Key::Char('s'))));
    });
    group.finish();
    Ok(())
}
