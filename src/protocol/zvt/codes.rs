//! Result codes, terminal status and intermediate status, with short English names (PA00P015, chapters "error messages",
//! "terminal status" and "intermediate status"). `text::zvt` has them in every language.

/// How a code came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `84 xx`, in place of `80 00`: the command was not accepted.
    Refusal,
    /// `06 1E`, or BMP 27 of a status information: after the command was accepted.
    Result,
}

/// Whether the code proves that the command was not executed: only where the specification places the refusal before
/// execution. After `80 00` nothing is proved by an error code alone. `B4` (already reversed) and `B5` (reversal not
/// possible) prove nothing either: they may speak of the very request that was executed.
///
/// `37` is card complete's refusal of a wrong password; as a result it means a wrong PIN.
pub fn refused_before_execution(answer: Answer, code: u8) -> bool {
    answer == Answer::Refusal && matches!(code, 0x37 | 0x6B | 0x6F | 0x83 | 0x9C)
}

/// Name of a result code (BMP 27, `06 1E`, `84 xx`). 01 to 63 are codes of the host, which the specification leaves to
/// its operator.
pub fn result(code: u8) -> Option<&'static str> {
    match code {
        0x01..=0x63 => Some(HOST),
        _ => name(RESULTS, code),
    }
}

/// Name of the code of a refusal, `84 xx` to a command: no code of a host. 37 is card complete's.
pub fn refusal(code: u8) -> Option<&'static str> {
    match code {
        0x37 => Some("wrong password"),
        _ => name(RESULTS, code),
    }
}

/// Name of a terminal status (`05 01`).
pub fn status(code: u8) -> Option<&'static str> {
    name(STATUSES, code)
}

/// Name of an intermediate status (`04 FF`). 41 to 5D are 01 to 1D with the request to remove the card.
pub fn intermediate(code: u8) -> Option<&'static str> {
    name(INTERMEDIATES, plain_intermediate(code).0)
}

/// The code without the request to remove the card, and whether it has that.
pub fn plain_intermediate(code: u8) -> (u8, bool) {
    match code {
        0x41..=0x5D | 0x66..=0x67 => (code - 0x40, true),
        _ => (code, false),
    }
}

fn name(table: &'static [(u8, &'static str)], code: u8) -> Option<&'static str> {
    table.binary_search_by_key(&code, |(known, _)| *known).ok().and_then(|at| table.get(at)).map(|(_, name)| *name)
}

/// What every code of a host is called.
const HOST: &str = "refused by the host";

/// Result codes in ascending order.
pub const RESULTS: &[(u8, &str)] = &[
    (0x00, "done"),
    (0x64, "card not readable"),
    (0x65, "no card data"),
    (0x66, "processing error"),
    (0x67, "not allowed for girocard and Maestro"),
    (0x68, "not allowed for credit and fuel cards"),
    (0x6A, "turnover memory full"),
    (0x6B, "function off, terminal not registered"),
    (0x6C, "time-out or abort key"),
    (0x6E, "card blocked"),
    (0x6F, "wrong currency"),
    (0x71, "credit on the chip too low"),
    (0x72, "chip error"),
    (0x73, "card data wrong"),
    (0x74, "DUKPT engine exhausted"),
    (0x75, "text not authentic"),
    (0x76, "card not on the white list"),
    (0x77, "end-of-day not possible"),
    (0x78, "card expired"),
    (0x79, "card not valid yet"),
    (0x7A, "card unknown"),
    (0x7B, "no fallback to magnetic stripe (girocard)"),
    (0x7C, "no fallback to magnetic stripe"),
    (0x7D, "communication module error"),
    (0x7E, "no fallback, direct debit possible"),
    (0x83, "function not possible"),
    (0x85, "key missing"),
    (0x89, "PIN pad defective"),
    (0x9A, "protocol error"),
    (0x9B, "dial-up or communication error"),
    (0x9C, "please wait"),
    (0xA0, "receiver not ready"),
    (0xA1, "remote station silent"),
    (0xA3, "no connection"),
    (0xA4, "Geldkarte submission not possible"),
    (0xA5, "not allowed by PCI or P2PE"),
    (0xB1, "memory full"),
    (0xB2, "merchant journal full"),
    (0xB4, "already reversed"),
    (0xB5, "reversal not possible"),
    (0xB7, "pre-authorisation or amount wrong"),
    (0xB8, "pre-authorisation error"),
    (0xBF, "supply voltage low"),
    (0xC0, "card lock defective"),
    (0xC1, "merchant card locked"),
    (0xC2, "diagnosis needed"),
    (0xC3, "maximum amount exceeded"),
    (0xC4, "card profile invalid"),
    (0xC5, "payment method not supported"),
    (0xC6, "currency not applicable"),
    (0xC8, "amount too small"),
    (0xC9, "maximum transaction amount too small"),
    (0xCB, "only in euro"),
    (0xCC, "printer not ready"),
    (0xCD, "cashback not possible"),
    (0xD2, "not for service or bank customer cards"),
    (0xDC, "card inserted"),
    (0xDD, "error while ejecting the card"),
    (0xDE, "error while inserting the card"),
    (0xE0, "remote maintenance running"),
    (0xE2, "card reader does not answer"),
    (0xE3, "shutter closed"),
    (0xE4, "terminal activation needed"),
    (0xE7, "goods group missing"),
    (0xE8, "no table of goods groups"),
    (0xE9, "restriction code not allowed"),
    (0xEA, "card code not allowed"),
    (0xEB, "PIN algorithm unknown"),
    (0xEC, "PIN processing not possible"),
    (0xED, "PIN pad defective"),
    (0xF0, "batch open, reconciliation needed"),
    (0xF1, "girocard or Maestro offline error"),
    (0xF5, "OPT error"),
    (0xF6, "OPT data missing"),
    (0xFA, "offline transfer error"),
    (0xFB, "turnover record defective"),
    (0xFC, "device missing or defective"),
    (0xFD, "baud rate not supported"),
    (0xFE, "register unknown"),
    (0xFF, "system error"),
];

/// Terminal status in ascending order.
pub const STATUSES: &[(u8, &str)] = &[
    (0x00, "ready"),
    (0x51, "initialisation required"),
    (0x62, "date or time wrong"),
    (0x9C, "please wait"),
    (0x9D, "partial issue of goods"),
    (0xB1, "memory full"),
    (0xB2, "merchant journal full"),
    (0xBF, "supply voltage low"),
    (0xC0, "card lock defective"),
    (0xC1, "merchant card locked"),
    (0xC2, "diagnosis required"),
    (0xC4, "card profile invalid"),
    (0xCC, "printer not ready"),
    (0xDC, "card inserted"),
    (0xDF, "out of order"),
    (0xE0, "remote maintenance running"),
    (0xE1, "card not fully removed"),
    (0xE2, "card reader does not answer"),
    (0xE3, "shutter closed"),
    (0xE4, "terminal activation required"),
    (0xF0, "reconciliation required"),
    (0xF6, "OPT data missing"),
];

/// Intermediate status in ascending order, without those that also ask for the card to be removed.
pub const INTERMEDIATES: &[(u8, &str)] = &[
    (0x00, "waiting for the amount to be confirmed"),
    (0x01, "watch the PIN pad"),
    (0x02, "watch the PIN pad"),
    (0x03, "not accepted"),
    (0x04, "waiting for the host"),
    (0x05, "sending an auto-reversal"),
    (0x06, "sending post-bookings"),
    (0x07, "card not admitted"),
    (0x08, "card unknown"),
    (0x09, "card expired"),
    (0x0A, "insert the card"),
    (0x0B, "remove the card"),
    (0x0C, "card not readable"),
    (0x0D, "aborted"),
    (0x0E, "please wait"),
    (0x0F, "automatic end-of-day starting"),
    (0x10, "card invalid"),
    (0x11, "balance shown"),
    (0x12, "system malfunction"),
    (0x13, "payment not possible"),
    (0x14, "credit too low"),
    (0x15, "PIN wrong"),
    (0x16, "limit too low"),
    (0x17, "please wait"),
    (0x18, "PIN tries used up"),
    (0x19, "card data wrong"),
    (0x1A, "service mode"),
    (0x1B, "approved, fill up"),
    (0x1C, "approved, take the goods"),
    (0x1D, "declined"),
    (0x26, "enter the mobile number"),
    (0x27, "enter the mobile number again"),
    (0x28, "choosing the currency"),
    (0x29, "choosing the language"),
    (0x2A, "insert the card for loading"),
    (0x2B, "offline emergency operation"),
    (0x2C, "choosing debit or credit"),
    (0x68, "customer card detected"),
    (0x69, "choosing the currency (DCC)"),
    (0xC7, "enter the mileage"),
    (0xC8, "waiting for the cashier"),
    (0xC9, "automatic diagnosis"),
    (0xCA, "automatic initialisation"),
    (0xCB, "merchant journal full"),
    (0xCC, "PIN entry needed"),
    (0xD2, "dialling"),
    (0xD3, "connected"),
    (0xE0, "choosing the application"),
    (0xE1, "choosing the language"),
    (0xE2, "cleaning card"),
    (0xF1, "offline"),
    (0xF2, "online"),
    (0xF3, "offline transaction"),
    (0xFF, "see the text"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_read() {
        for table in [RESULTS, STATUSES, INTERMEDIATES] {
            assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        assert_eq!(result(0xB4), Some("already reversed"));
        assert_eq!((result(0x05), result(0x64), result(0x69)), (Some(HOST), Some("card not readable"), None));
        assert_eq!((status(0xF0), status(0x01)), (Some("reconciliation required"), None));
        assert_eq!(intermediate(0x41), intermediate(0x01));
        assert_eq!(plain_intermediate(0x5D), (0x1D, true));
        assert_eq!(plain_intermediate(0x68), (0x68, false));
    }

    #[test]
    fn only_refusals_before_execution_prove_that_nothing_was_done() {
        let proof = |answer| (0..=255).filter(|code| refused_before_execution(answer, *code)).collect::<Vec<u8>>();
        assert!(proof(Answer::Result).is_empty());
        assert_eq!(proof(Answer::Refusal), [0x37, 0x6B, 0x6F, 0x83, 0x9C]);
    }
}
