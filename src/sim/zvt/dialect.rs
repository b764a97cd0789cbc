//! How terminals deviate from the specification. Each deviation was seen in the field or in public simulators; a
//! question that the conversation asks of its dialect is a method here, so that one place says who does what.

use serde::Deserialize;

/// A way to speak the protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// As the specification has it.
    #[default]
    Spec,
    /// An Austrian acquirer's terminals: commands missing, passwords checked with a code of their own, repeat receipt of
    /// the last *successful* transaction, Latin-1 texts.
    CardComplete,
    /// A terminal whose reversal takes back its last transaction whatever number is named, and whose repeat receipt is
    /// empty.
    PaxA80,
    /// Everything that public simulators and careless terminals were seen to do.
    Rude,
}

/// What a reversal of a receipt number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// The one with this number.
    Named,
    /// The last one, whatever the number.
    Last,
    /// The one with this number; where there is none it "succeeds" with the amount of the last payment.
    NamedOrInvented,
}

/// What repeat receipt repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// The last one, good or not.
    Last,
    /// The last good one.
    LastGood,
    /// Nothing.
    Nothing,
}

impl Dialect {
    /// All of them, by name.
    pub const NAMES: &[(&str, Dialect)] = &[
        ("spec", Dialect::Spec),
        ("card-complete", Dialect::CardComplete),
        ("pax-a80", Dialect::PaxA80),
        ("rude", Dialect::Rude),
    ];

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, dialect)| *dialect)
    }

    /// Whether it knows a command that the specification has.
    pub(super) fn knows(self, class: u8, instr: u8) -> bool {
        let missing = matches!(
            (class, instr),
            (0x06, 0x10 | 0x12 | 0x1A | 0x1B | 0x51 | 0x79 | 0x91 | 0x93) | (0x08, 0x01 | 0x11 | 0x12)
        );
        match (self, class, instr) {
            (Dialect::CardComplete, 0x0F, 0x10) => true,
            (_, 0x0F, _) => false,
            (Dialect::CardComplete, ..) => !missing,
            _ => true,
        }
    }

    /// The code that a wrong password gets, by `84 xx 00`. The specification names none.
    pub(super) fn wrong_password(self) -> u8 {
        if self == Dialect::CardComplete { 0x37 } else { 0x9A }
    }

    /// Whether status enquiry needs the password.
    pub(super) fn guards_status(self) -> bool {
        self == Dialect::CardComplete
    }

    /// Whether a status enquiry is answered in the middle of a payment.
    pub(super) fn answers_status_when_busy(self) -> bool {
        self == Dialect::CardComplete
    }

    /// Whether an abort is looked at while the terminal works.
    pub(super) fn hears_aborts(self) -> bool {
        matches!(self, Dialect::CardComplete | Dialect::Rude)
    }

    pub(super) fn takes(self) -> Takes {
        match self {
            Dialect::PaxA80 => Takes::Last,
            Dialect::Rude => Takes::NamedOrInvented,
            Dialect::Spec | Dialect::CardComplete => Takes::Named,
        }
    }

    pub(super) fn repeats(self) -> Repeats {
        match self {
            Dialect::CardComplete => Repeats::LastGood,
            Dialect::PaxA80 => Repeats::Nothing,
            Dialect::Spec | Dialect::Rude => Repeats::Last,
        }
    }

    /// Whether texts are Latin-1 instead of CP437.
    pub(super) fn is_latin1(self) -> bool {
        self == Dialect::CardComplete
    }

    /// Whether it repeats a block that it already carried out when the line repeats it.
    pub(super) fn does_twice(self) -> bool {
        self == Dialect::Rude
    }

    /// Whether status information comes where none belongs: in registration and status enquiry.
    pub(super) fn babbles(self) -> bool {
        self == Dialect::Rude
    }

    /// Whether failures end by 06 0F instead of 06 1E.
    pub(super) fn completes_failures(self) -> bool {
        self == Dialect::Rude
    }

    /// Whether an abort gets a completion that it should not get.
    pub(super) fn completes_aborts(self) -> bool {
        self == Dialect::Rude
    }

    /// Whether the EMV application stands where the approval number belongs (BMP 3B).
    pub(super) fn confuses_aid(self) -> bool {
        self == Dialect::Rude
    }

    /// Whether it waits for an answer to its own `80 00 00`.
    pub(super) fn waits_for_nothing(self) -> bool {
        self == Dialect::Rude
    }

    /// Whether the completion comes before the receipts.
    pub(super) fn completes_first(self) -> bool {
        self == Dialect::Rude
    }

    /// Configuration byte after log-off.
    pub(super) fn default_config(self) -> u8 {
        if self == Dialect::CardComplete { 0xBE } else { 0x86 }
    }
}
