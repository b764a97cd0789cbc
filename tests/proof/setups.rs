//! The devices of the histories: every family, with every reading of its specification that matters to money.

use tillwright::link::LineKind;
use tillwright::model::Family;
use tillwright::sim::{Simulated, transbank, zvt};

/// A device to be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Setup {
    pub(crate) family: Family,
    pub(crate) kind: LineKind,
    /// Lines of the options of its scenario.
    pub(crate) options: &'static str,
    /// Number and amount in minor units of the payment that is to be given back, and whether it is the last one.
    pub(crate) target: (u32, i64),
    /// Its reversals take back another payment than the one named, so that what was done cannot be told by number.
    pub(crate) lies: bool,
}

const TRANSBANK: &str = r#"
[options]
voids_again = true
OPTIONS
[[sale]]
amount = 990
time = "2026-03-14T09:00:00"
type = "debit"
[[sale]]
amount = 2500
time = "2026-03-14T10:00:00"
last4 = "4242"
[[sale]]
amount = 2500
time = "2026-03-14T11:00:00"
last4 = "1881"
FAULTS
"#;

const ZVT: &str = r#"
shop = ["Laden"]
terminal = "52500041"
first_receipt = 41
first_trace = 17
start = "2026-03-14T18:25:00"
[options]
reverses_again = true
OPTIONS
[[transaction]]
amount = 990
time = "2026-03-14T10:00:42"
last4 = "8834"
[[transaction]]
amount = 1010
time = "2026-03-14T10:20:00"
last4 = "3318"
FAULTS
"#;

const fn transbank(options: &'static str) -> Setup {
    Setup { family: Family::Transbank, kind: LineKind::Serial, options, target: (2, 2500), lies: false }
}

const fn zvt(kind: LineKind, options: &'static str) -> Setup {
    Setup { family: Family::Zvt, kind, options, target: (42, 1010), lies: false }
}

use LineKind::{Network, Serial};

/// Every device.
pub(crate) const ALL: &[Setup] = &[
    transbank("voided = \"stays\""),
    transbank("voided = \"disappears\""),
    transbank("voided = \"record\""),
    transbank("voids = false"),
    zvt(Serial, "config = 0x08"),
    zvt(Serial, "config = 0x8e"),
    zvt(Network, "config = 0x08"),
    zvt(Network, "config = 0x8e"),
    zvt(Serial, "config = 0x08\nauto_reversal = false"),
    zvt(Network, "config = 0x08\nauto_reversal = false"),
    zvt(Serial, "config = 0x08\nundoes_behind = true\nauto_reversal_ms = 150000"),
    zvt(Network, "config = 0x00\nundoes_behind = true\nauto_reversal_ms = 150000"),
    zvt(Serial, "config = 0x08\ndialect = \"card-complete\""),
    zvt(Serial, "config = 0x08\ndialect = \"rude\""),
    Setup { lies: true, ..zvt(Serial, "config = 0x08\ndialect = \"pax-a80\"") },
];

/// What a device may do wrong by itself when it is asked to give money back, in the words of its scenarios. One that executes
/// and then says that it refused before it began is not among them: there its specification is taken at its word.
pub(crate) fn faults(family: Family) -> &'static [&'static str] {
    match family {
        Family::Transbank => &[
            "then = \"no_answer\"",
            "then = \"ack_only\"",
            "then = \"nak\"",
            "then = \"answer_code 05\"",
            "then = \"answer_code 96\"",
            "then = \"execute_then_code 96\"",
            "then = \"execute_then_silence\"",
            "then = \"execute_then_no_ack\"",
            "then = \"drop_link\"",
            "then = \"execute_then_drop_link\"",
            "then = \"wrong_answer\"",
            "then = \"execute_then_wrong_answer\"",
            "then = \"stale_answer\"",
            "then = \"execute_then_stale_answer\"",
            "then = \"never_ending\"",
            "then = \"execute_then_never_ending\"",
            "then = \"bad_lrc\"",
            "then = \"always_bad_lrc\"",
            "then = \"garbage\"",
            "then = \"late 155000\"",
            "then = \"late 20000\"",
            "then = \"truncated\"",
            "then = \"short_answer\"",
            "then = \"other_terminal\"",
            "then = \"twice\"",
        ],
        Family::Zvt => &[
            "then = \"no_answer\"",
            "then = \"ack_only\"",
            "then = \"nak 1\"",
            "then = \"nak 3\"",
            "then = \"lost_ack\"",
            "then = \"silence\"",
            "then = \"answer_code 83\"",
            "then = \"answer_code 9C\"",
            "then = \"refuse B5\"",
            "then = \"refuse 6C\"",
            "then = \"execute_then_silence\"",
            "then = \"execute_then_code 6C\"",
            "then = \"execute_then_drop_link\"",
            "then = \"execute_then_wrong_answer\"",
            "then = \"execute_then_stale_answer\"",
            "then = \"drop_link\"",
            "then = \"other_terminal\"",
            "then = \"other_amount\"",
            "then = \"other_original\"",
            "then = \"no_original\"",
            "at = \"accept\"\nthen = \"lose\"",
            "at = \"accept\"\nthen = \"late 7000\"",
            "at = \"result\"\nthen = \"lose\"",
            "at = \"result\"\nthen = \"twice\"",
            "at = \"result\"\nthen = \"deaf 2\"",
            "at = \"result\"\nthen = \"deaf_answer\"",
            "at = \"result\"\nthen = \"always_bad_crc\"",
            "at = \"result\"\nthen = \"truncated\"",
            "at = \"result\"\nthen = \"late 200000\"",
            "at = \"result\"\nthen = \"drop_after\"",
            "at = \"end\"\nthen = \"lose\"",
            "at = \"end\"\nthen = \"drop_link\"",
            "at = \"end\"\nthen = \"late 200000\"",
        ],
    }
}

/// Scenarios are read once: a history takes less time than reading one.
enum Read {
    Transbank(transbank::Scenario),
    Zvt(zvt::Scenario),
}

impl Setup {
    /// Switches it on, with this fault of its family, where one is given, at the first reversal.
    pub(crate) fn switch_on(&self, fault: Option<usize>) -> Simulated {
        thread_local! {
            static SCENARIOS: std::cell::RefCell<std::collections::HashMap<(Setup, Option<usize>), Read>> =
                std::cell::RefCell::default();
        }
        SCENARIOS.with_borrow_mut(|known| match known.entry((*self, fault)).or_insert_with(|| self.read(fault)) {
            Read::Transbank(scenario) => transbank::Terminal::new(scenario.clone()).into(),
            Read::Zvt(scenario) => zvt::Terminal::new(scenario.clone()).into(),
        })
    }

    fn read(&self, fault: Option<usize>) -> Read {
        let (base, command) = match self.family {
            Family::Transbank => (TRANSBANK, "1200"),
            Family::Zvt => (ZVT, "0630"),
        };
        let fault = fault.and_then(|number| faults(self.family).get(number));
        let fault =
            fault.map(|lines| format!("\n[[{}]]\ncommand = \"{command}\"\nnth = 1\n{lines}\n", table(self.family)));
        let text = base.replace("OPTIONS", self.options).replace("FAULTS", &fault.unwrap_or_default());
        match self.family {
            Family::Transbank => Read::Transbank(transbank::Scenario::load(&text).unwrap()),
            Family::Zvt => Read::Zvt(zvt::Scenario::load(&text).unwrap()),
        }
    }

    /// A name for reports.
    pub(crate) fn name(&self) -> String {
        format!("{} {:?} {}", self.family, self.kind, self.options.replace('\n', ", "))
    }
}

fn table(family: Family) -> &'static str {
    match family {
        Family::Transbank => "on",
        Family::Zvt => "faults",
    }
}
