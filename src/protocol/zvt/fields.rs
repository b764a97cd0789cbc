//! What stands where: the BMPs with their formats, and the positions without a tag (PA00P015, chapters 2 and "list of
//! bitmaps").
//!
//! An undefined BMP has no length, so that everything behind it is unreadable. Fields that may hold a card number, a track,
//! a PIN, a CVV or a password are marked, and lose it as soon as they are read (`redact`).

use super::control::Control;

/// How long a BMP is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// So many bytes.
    Fixed(usize),
    /// A length of two digits, each in the low half of a byte `Fx`.
    Llvar,
    /// A length of three digits.
    Lllvar,
    /// A TLV container.
    Tlv,
}

/// What may be kept of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// All: no room for a card number, or a number that is none.
    All,
    /// Text, without the card numbers in it.
    Text,
    /// Card number: first six and last four.
    Card,
    /// Its length.
    Length,
    /// All where it has this length, else the length only.
    Exactly(usize),
}

/// One BMP.
#[derive(Debug)]
pub(super) struct Bmp {
    pub(super) tag: u8,
    pub(super) name: &'static str,
    pub(super) size: Size,
    pub(super) keep: Keep,
}

const fn bmp(tag: u8, name: &'static str, size: Size, keep: Keep) -> Bmp {
    Bmp { tag, name, size, keep }
}

use Keep::{All, Card, Exactly, Length, Text};
use Size::{Fixed, Lllvar, Llvar, Tlv};

/// Tag of the BMP that holds a TLV container.
pub(super) const CONTAINER: u8 = 0x06;

/// Every BMP, in ascending order.
const BMPS: &[Bmp] = &[
    bmp(0x01, "timeout", Fixed(1), All),
    bmp(0x02, "max_status_informations", Fixed(1), All),
    bmp(0x03, "service_byte", Fixed(1), All),
    bmp(0x04, "amount", Fixed(6), All),
    bmp(0x05, "pump", Fixed(1), All),
    bmp(CONTAINER, "tlv", Tlv, All),
    bmp(0x0B, "trace", Fixed(3), All),
    bmp(0x0C, "time", Fixed(3), All),
    bmp(0x0D, "date", Fixed(2), All),
    bmp(0x0E, "card_expiry", Fixed(2), All),
    bmp(0x17, "card_sequence", Fixed(2), All),
    bmp(0x19, "payment_type", Fixed(1), All),
    bmp(0x22, "card", Llvar, Card),
    bmp(0x23, "track_2", Llvar, Length),
    bmp(0x24, "track_3", Lllvar, Length),
    bmp(0x27, "result", Fixed(1), All),
    bmp(0x29, "terminal", Fixed(4), All),
    bmp(0x2A, "contract", Fixed(15), Text),
    bmp(0x2D, "track_1", Llvar, Length),
    bmp(0x2E, "chip_data", Lllvar, Length),
    bmp(0x37, "original_trace", Fixed(3), All),
    bmp(0x3A, "cvv", Fixed(2), Length),
    bmp(0x3B, "authorisation", Fixed(8), All),
    bmp(0x3C, "text", Lllvar, Text),
    bmp(0x3D, "password", Fixed(3), Length),
    bmp(0x49, "currency", Fixed(2), All),
    bmp(0x4C, "blocked_goods", Llvar, Length),
    bmp(0x60, "totals", Lllvar, Exactly(53)),
    bmp(0x70, "display_image_70", Fixed(4), All),
    bmp(0x71, "display_image_71", Fixed(4), All),
    bmp(0x72, "display_image_72", Fixed(1), All),
    bmp(0x73, "display_image_73", Fixed(1), All),
    bmp(0x74, "display_image_74", Fixed(1), All),
    bmp(0x75, "display_image_75", Fixed(1), All),
    bmp(0x87, "receipt", Fixed(2), All),
    bmp(0x88, "turnover", Fixed(3), All),
    bmp(0x8A, "card_type", Fixed(1), All),
    bmp(0x8B, "card_name", Llvar, Text),
    bmp(0x8C, "operator_card_type", Fixed(1), All),
    bmp(0x9A, "geldkarte", Lllvar, Length),
    bmp(0xA0, "as_result", Fixed(1), All),
    bmp(0xA7, "ef_id", Llvar, Length),
    bmp(0xAA, "date_with_year", Fixed(3), All),
    bmp(0xAF, "ef_info", Lllvar, Length),
    bmp(0xBA, "aid_parameter", Fixed(5), All),
    bmp(0xD0, "key_algorithm", Fixed(1), All),
    bmp(0xD1, "pin_data", Llvar, Length),
    bmp(0xD2, "card_out", Fixed(1), All),
    bmp(0xD3, "dukpt_key", Fixed(1), All),
    bmp(0xE0, "min_length", Fixed(1), All),
    bmp(0xE1, "line_1", Llvar, Text),
    bmp(0xE2, "line_2", Llvar, Text),
    bmp(0xE3, "line_3", Llvar, Text),
    bmp(0xE4, "line_4", Llvar, Text),
    bmp(0xE5, "line_5", Llvar, Text),
    bmp(0xE6, "line_6", Llvar, Text),
    bmp(0xE7, "line_7", Llvar, Text),
    bmp(0xE8, "line_8", Llvar, Text),
    bmp(0xE9, "max_length", Fixed(1), All),
    bmp(0xEA, "echo", Fixed(1), All),
    bmp(0xEB, "mac", Fixed(8), Length),
    bmp(0xF0, "display_device", Fixed(1), All),
    bmp(0xF1, "display_1", Llvar, Text),
    bmp(0xF2, "display_2", Llvar, Text),
    bmp(0xF3, "display_3", Llvar, Text),
    bmp(0xF4, "display_4", Llvar, Text),
    bmp(0xF5, "display_5", Llvar, Text),
    bmp(0xF6, "display_6", Llvar, Text),
    bmp(0xF7, "display_7", Llvar, Text),
    bmp(0xF8, "display_8", Llvar, Text),
    bmp(0xF9, "beeps", Fixed(1), All),
    bmp(0xFA, "reader_activation", Fixed(1), All),
    bmp(0xFB, "ok_required", Fixed(1), All),
    bmp(0xFC, "dialog_control", Fixed(1), All),
    bmp(0xFD, "display_seconds", Fixed(1), All),
];

/// The BMP with this tag; `None` for undefined ones.
pub(super) fn known(tag: u8) -> Option<&'static Bmp> {
    BMPS.binary_search_by_key(&tag, |bmp| bmp.tag).ok().and_then(|at| BMPS.get(at))
}

/// A position without a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Configuration byte of a registration.
    Config,
    /// Currency behind it, or behind the result of a refusal.
    Currency,
    /// Result of `06 1E` and of `84 1E`.
    Result,
    /// Intermediate status of `04 FF`.
    Intermediate,
    /// Its timeout in minutes (T4).
    Minutes,
    /// Print attribute of `06 D1`.
    Attribute,
    /// Text of `06 D1`: everything behind the attribute, but for a container at its end.
    Line,
    /// First receipt number of `06 12`.
    From,
    /// Last one.
    To,
    /// Software version in the completion of `05 01`, with its length in three digits behind `F0`.
    Version,
    /// Terminal status there.
    Status,
    /// Timeout of `06 C0` in seconds.
    Timeout,
    /// Baud rate of `08 40`.
    Baud,
    /// Language of `08 30`.
    Language,
}

impl Place {
    /// Whether it holds text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Place::Line | Place::Version)
    }

    /// Name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Place::Config => "config",
            Place::Currency => "currency",
            Place::Result => "result",
            Place::Intermediate => "intermediate_status",
            Place::Minutes => "timeout_minutes",
            Place::Attribute => "attribute",
            Place::Line => "line",
            Place::From => "from",
            Place::To => "to",
            Place::Version => "software_version",
            Place::Status => "terminal_status",
            Place::Timeout => "timeout_seconds",
            Place::Baud => "baud",
            Place::Language => "language",
        }
    }
}

/// One step through the positions at the start of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Three bytes that must stand there.
    Password,
    /// Three bytes or nothing at all.
    PasswordOrNothing,
    /// So many bytes that must stand there.
    Must(Place, usize),
    /// So many bytes, if the message goes on.
    May(Place, usize),
}

/// The positions without a tag at the start of a command.
pub(super) fn prefix(control: Control) -> &'static [Step] {
    use Step::{May, Must, Password, PasswordOrNothing};
    match control {
        Control::REGISTRATION => &[Password, Must(Place::Config, 1), May(Place::Currency, 2)],
        Control::STATUS_ENQUIRY | Control::SYSTEM_INFORMATION | Control::PARTIAL_RECONCILIATION => &[PasswordOrNothing],
        Control::CHANGE_PASSWORD => &[Password, Password],
        Control::REVERSAL
        | Control::REFUND
        | Control::END_OF_DAY
        | Control::TOTALS
        | Control::REPEAT_RECEIPT
        | Control::SET_CLOCK
        | Control::INITIALISATION
        | Control::CASH_REPORT
        | Control::SET_TERMINAL_ID
        | Control::SEND_OFFLINE
        | Control::WRITE_FILE => &[Password],
        Control::REPRINT_RANGE => &[Password, Must(Place::From, 2), May(Place::To, 2)],
        Control::INTERMEDIATE => &[Must(Place::Intermediate, 1), May(Place::Minutes, 1)],
        Control::ABORT_PT => &[Must(Place::Result, 1)],
        Control::PRINT_LINE => &[Must(Place::Attribute, 1)],
        Control::READ_CARD => &[Must(Place::Timeout, 1)],
        Control::CHANGE_BAUD => &[Must(Place::Baud, 1)],
        Control::SELECT_LANGUAGE => &[Must(Place::Language, 1)],
        Control(Control::REFUSED, 0x1E) => &[May(Place::Result, 1)],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(BMPS.windows(2).all(|pair| pair[0].tag < pair[1].tag));
        assert_eq!(known(0x37).unwrap().name, "original_trace");
        assert!(known(0x92).is_none() && known(0xFF).is_none());
    }
}
