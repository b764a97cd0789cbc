//! Control fields: the first two bytes of every APDU, which command or answer it is (PA00P015, chapters 2 and 3).

use std::fmt;

use crate::model::Direction;

/// A control field: class and instruction. Of an answer (80 or 84) the second byte says what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Control(pub u8, pub u8);

impl fmt::Display for Control {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02X} {:02X}", self.0, self.1)
    }
}

macro_rules! controls {
    ($($name:ident $class:literal $instr:literal $to:ident $title:literal)+) => {
        impl Control {
            $(
                #[doc = $title]
                pub const $name: Control = Control($class, $instr);
            )+
        }
        /// Every known command with the side that receives it and its name, in ascending order.
        const COMMANDS: &[(Control, Direction, &str)] =
            &[$((Control::$name, Direction::$to, $title)),+];
    };
}

controls! {
    SET_CLOCK_ECR 0x04 0x01 FromDevice "set date and time in ECR"
    FILE_BLOCK 0x04 0x0C FromDevice "request file block"
    INPUT_REQUEST 0x04 0x0D FromDevice "input request"
    MENU_REQUEST 0x04 0x0E FromDevice "menu request"
    STATUS_INFORMATION 0x04 0x0F FromDevice "status information"
    INTERMEDIATE 0x04 0xFF FromDevice "intermediate status"
    STATUS_ENQUIRY 0x05 0x01 ToDevice "status enquiry"
    REGISTRATION 0x06 0x00 ToDevice "registration"
    AUTHORISATION 0x06 0x01 ToDevice "authorisation"
    LOG_OFF 0x06 0x02 ToDevice "log-off"
    BALANCE 0x06 0x03 ToDevice "account balance request"
    ACTIVATE_CARD 0x06 0x04 ToDevice "activate card"
    PREPAID_TOP_UP 0x06 0x09 ToDevice "prepaid top-up"
    TAX_FREE 0x06 0x0A ToDevice "tax free"
    TIP 0x06 0x0C ToDevice "tip"
    COMPLETION 0x06 0x0F FromDevice "completion"
    TOTALS 0x06 0x10 ToDevice "send turnover totals"
    REPRINT_RANGE 0x06 0x12 ToDevice "reprint receipts"
    RESET 0x06 0x18 ToDevice "reset terminal"
    SYSTEM_CONFIGURATION 0x06 0x1A ToDevice "print system configuration"
    SET_TERMINAL_ID 0x06 0x1B ToDevice "set or reset terminal id"
    ABORT_PT 0x06 0x1E FromDevice "abort by the terminal"
    REPEAT_RECEIPT 0x06 0x20 ToDevice "repeat receipt"
    TELEPHONIC_AUTHORISATION 0x06 0x21 ToDevice "telephonic authorisation"
    PRE_AUTHORISATION 0x06 0x22 ToDevice "pre-authorisation"
    PARTIAL_REVERSAL 0x06 0x23 ToDevice "partial reversal of a pre-authorisation"
    BOOK_TOTAL 0x06 0x24 ToDevice "book total of a pre-authorisation"
    PRE_AUTHORISATION_REVERSAL 0x06 0x25 ToDevice "reversal of a pre-authorisation"
    FOREIGN_REVERSAL 0x06 0x26 ToDevice "reversal of a foreign pre-authorisation"
    REVERSAL 0x06 0x30 ToDevice "reversal"
    REFUND 0x06 0x31 ToDevice "refund"
    END_OF_DAY 0x06 0x50 ToDevice "end-of-day"
    SEND_OFFLINE 0x06 0x51 ToDevice "send offline transactions"
    PARTIAL_RECONCILIATION 0x06 0x52 ToDevice "partial reconciliation"
    DIAGNOSIS 0x06 0x70 ToDevice "diagnosis"
    SELF_TEST 0x06 0x79 ToDevice "self-test"
    DISPLAY_TEXT_OLD 0x06 0x85 ToDevice "display text (old)"
    DISPLAY_KEYS_OLD 0x06 0x86 ToDevice "display text with function keys (old)"
    DISPLAY_INPUT_OLD 0x06 0x87 ToDevice "display text with numeric input (old)"
    PIN_CHECK_OLD 0x06 0x88 ToDevice "check PIN of a customer card (old)"
    SET_CLOCK 0x06 0x91 ToDevice "set date and time in the terminal"
    INITIALISATION 0x06 0x93 ToDevice "initialisation"
    CHANGE_PASSWORD 0x06 0x95 ToDevice "change password"
    ABORT 0x06 0xB0 ToDevice "abort"
    READ_CARD 0x06 0xC0 ToDevice "read card"
    CLOSE_CARD_SESSION 0x06 0xC5 ToDevice "close card session"
    PRINT_LINE 0x06 0xD1 FromDevice "print line"
    PRINT_BLOCK 0x06 0xD3 FromDevice "print text block"
    DIAL_UP 0x06 0xD8 FromDevice "dial up"
    TRANSMIT 0x06 0xD9 FromDevice "transmit data"
    RECEIVE 0x06 0xDA FromDevice "receive data"
    HANG_UP 0x06 0xDB FromDevice "hang up"
    TRANSPARENT 0x06 0xDD FromDevice "transparent mode"
    DISPLAY_TEXT 0x06 0xE0 ToDevice "display text"
    DISPLAY_KEYS 0x06 0xE1 ToDevice "display text with function keys"
    DISPLAY_INPUT 0x06 0xE2 ToDevice "display text with numeric input"
    PIN_CHECK 0x06 0xE3 ToDevice "check PIN of a customer card"
    BLOCKED_LIST 0x06 0xE4 FromDevice "ask the ECR's list of blocked cards"
    MAC 0x06 0xE5 ToDevice "calculate MAC"
    CARD_POLL 0x06 0xE6 ToDevice "card poll with authorisation"
    SERVICE_MODE 0x08 0x01 ToDevice "activate service mode"
    SWITCH_PROTOCOL 0x08 0x02 ToDevice "switch protocol"
    SOFTWARE_UPDATE 0x08 0x10 ToDevice "software update"
    READ_FILE 0x08 0x11 ToDevice "read file"
    DELETE_FILE 0x08 0x12 ToDevice "delete file"
    CHANGE_CONFIGURATION 0x08 0x13 ToDevice "change configuration"
    WRITE_FILE 0x08 0x14 ToDevice "write file"
    SELECT_LANGUAGE 0x08 0x30 ToDevice "select language"
    CHANGE_BAUD 0x08 0x40 ToDevice "change baud rate"
    ACTIVATE_READER 0x08 0x50 ToDevice "activate card reader"
    CASH_REPORT 0x0F 0x10 ToDevice "cash report (card complete)"
    SYSTEM_INFORMATION 0x0F 0x11 ToDevice "system information (card complete)"
}

impl Control {
    /// `80 00`, done or accepted.
    pub const ACCEPTED: Control = Control(0x80, 0x00);
    /// Class of a refusal; the second byte is the code.
    pub const REFUSED: u8 = 0x84;

    /// Whether it answers a command (80 or 84) and is none itself.
    pub fn is_answer(self) -> bool {
        matches!(self.0, 0x80 | Self::REFUSED)
    }

    /// The way it goes: the side that receives it. `None` for answers, which both sides give, and for unknown ones.
    pub fn direction(self) -> Option<Direction> {
        self.entry().map(|(_, direction, _)| *direction)
    }

    /// What it is, in a few English words; `None` where nobody defined it.
    pub fn name(self) -> Option<&'static str> {
        match self.0 {
            0x80 => Some("accepted"),
            Self::REFUSED => Some("refused"),
            _ => self.entry().map(|(_, _, name)| *name),
        }
    }

    fn entry(self) -> Option<&'static (Control, Direction, &'static str)> {
        COMMANDS.binary_search_by_key(&self, |(control, _, _)| *control).ok().and_then(|at| COMMANDS.get(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_names_both_sides() {
        assert!(COMMANDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(Control::REVERSAL.name(), Some("reversal"));
        assert_eq!(Control::STATUS_INFORMATION.direction(), Some(Direction::FromDevice));
        assert_eq!((Control(0x06, 0x0E).name(), Control(0x80, 0).direction()), (None, None));
        assert_eq!(Control(0x84, 0x83).name(), Some("refused"));
        assert_eq!(Control::REVERSAL.to_string(), "06 30");
    }
}
