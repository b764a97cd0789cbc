//! What differs between families: how the shop's till acts beside the console, what the device remembers of money, and which
//! frame moves it.

use std::collections::BTreeMap;

use tillwright::model::Family;
use tillwright::sim::{Remembers, Simulated, transbank, zvt};

/// What the till does meanwhile, or what becomes of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// It sells something else.
    Sells(u32),
    /// It voids the entry with this number.
    Voids(u32),
    /// It closes the batch.
    Closes,
    /// The device loses its power and comes back; the console's line ends (USB) or stays (a cable of its own power).
    Restarts { remembers: Remembers, line_ends: bool },
    /// The line says again what it said so many pieces ago.
    Repeats(usize),
    /// The console's process is killed: everything it wrote is there, synced or not.
    KillsConsole,
    /// The laptop loses its power: of what was not synced something is there, by this number.
    CutsLaptop(u64),
}

/// A device and what the till did with it.
pub(crate) struct Shop {
    pub(crate) device: Simulated,
    /// How often the till voided which entry, by the device's own memory.
    by_till: BTreeMap<u32, usize>,
}

impl Shop {
    pub(crate) fn new(device: Simulated) -> Self {
        Self { device, by_till: BTreeMap::new() }
    }

    /// The till acts at once, between two frames. What the device refuses it refuses.
    pub(crate) fn till(&mut self, deed: Deed) {
        let before = self.given_back();
        match &self.device {
            Simulated::Transbank(device) => transbank_till(device, deed),
            Simulated::Zvt(device) => zvt_till(device, deed),
        }
        for (number, count) in self.given_back() {
            let more = count.saturating_sub(before.get(&number).copied().unwrap_or_default());
            *self.by_till.entry(number).or_default() += more;
        }
    }

    pub(crate) fn restart(&self, remembers: Remembers) {
        self.device.restart(remembers).unwrap();
    }

    fn voided_by_till(&self, number: u32) -> usize {
        self.by_till.get(&number).copied().unwrap_or_default()
    }

    /// Every void that the device executed, by the number of its original.
    pub(crate) fn given_back(&self) -> BTreeMap<u32, usize> {
        let mut voids = BTreeMap::new();
        for number in given_back(&self.device) {
            *voids.entry(number).or_insert(0) += 1;
        }
        voids
    }

    /// Those that were not the till's.
    pub(crate) fn by_tool(&self) -> BTreeMap<u32, usize> {
        let mut voids = self.given_back();
        for (number, count) in &mut voids {
            *count -= self.voided_by_till(*number);
        }
        voids.retain(|_, count| *count > 0);
        voids
    }
}

fn transbank_till(device: &transbank::Terminal, deed: Deed) {
    let till = device.till();
    let _refused = match deed {
        Deed::Sells(amount) => till.sell(amount, "T").is_err(),
        Deed::Voids(number) => till.void(number).is_err(),
        Deed::Closes => till.close().is_err(),
        _ => false,
    };
}

fn zvt_till(device: &zvt::Terminal, deed: Deed) {
    let till = device.till();
    let _refused = match deed {
        Deed::Sells(amount) => till.pay(amount.into()).is_err(),
        Deed::Voids(number) => u16::try_from(number).is_ok_and(|number| till.reverse(number).is_err()),
        Deed::Closes => till.close().is_err(),
        _ => false,
    };
}

/// Numbers of the originals for which money went back, in order, as the device's own memory has it.
fn given_back(device: &Simulated) -> Vec<u32> {
    match device {
        Simulated::Transbank(device) => {
            let movements = device.movements();
            let voids = movements.iter().filter(|moved| moved.kind == transbank::MovementKind::Void);
            voids.map(|moved| moved.entry).collect()
        }
        Simulated::Zvt(device) => {
            let movements = device.movements();
            movements.iter().filter(|moved| moved.kind != zvt::MovementKind::Sale).map(|moved| moved.entry).collect()
        }
    }
}

/// Whether a frame that left asks for money to move.
pub(crate) fn moves_money(family: Family, bytes: &[u8]) -> bool {
    match family {
        Family::Transbank => bytes.starts_with(b"\x021200"),
        // In its serial form, or bare on a network.
        Family::Zvt => bytes.starts_with(&[0x10, 0x02, 0x06, 0x30]) || bytes.starts_with(&[0x06, 0x30]),
    }
}
