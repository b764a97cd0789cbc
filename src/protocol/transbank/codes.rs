//! Result codes, progress codes and card brands.
//!
//! The reference's own table leaves code 80 out although its text uses it, and some codes stand in the vendor's SDKs only
//! (54, 83 to 87, 89 to 92). All are here: a code that is known anywhere is explained.

use std::fmt;

/// A result or progress code: two digits as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResultCode(pub u8);

/// How far a request got, by its result code alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// 00: approved, done.
    Done,
    /// Refused before anything reached the host.
    NotSent,
    /// Probably nothing reached the host, but nobody says so.
    ProbablyNotSent,
    /// The host may have executed what the terminal calls failed.
    InDoubt,
    /// No result yet: a step of a sale.
    Progress,
    /// Refused or failed; where is not told. Codes that nobody assigned are here too.
    NotTold,
}

impl ResultCode {
    /// Approved, done.
    pub const OK: ResultCode = ResultCode(0);
    /// The sale to be voided is voided already.
    pub const ALREADY_VOIDED: ResultCode = ResultCode(4);
    /// The terminal holds no such sale to void.
    pub const NOTHING_TO_VOID: ResultCode = ResultCode(5);
    /// Debit sales cannot be voided.
    pub const DEBIT: ResultCode = ResultCode(8);
    /// No sale in memory.
    pub const NO_SALE: ResultCode = ResultCode(11);
    /// Void not permitted.
    pub const VOID_NOT_PERMITTED: ResultCode = ResultCode(21);
    /// Progress: the request went to the host. From here on a lost answer leaves the outcome unknown.
    pub const SENT_TO_HOST: ResultCode = ResultCode(82);

    /// How far the request got.
    pub fn reach(self) -> Reach {
        match self.0 {
            0 => Reach::Done,
            6 | 7 | 9 | 10 | 12 | 17..=20 | 60..=62 | 70..=73 | 75 | 88 => Reach::NotSent,
            14 | 22 | 24 | 26 => Reach::ProbablyNotSent,
            2 | 3 | 16 | 65 | 94 => Reach::InDoubt,
            78..=87 | 89 => Reach::Progress,
            _ => Reach::NotTold,
        }
    }

    /// What it proves as the answer to a void. Only codes of refusals that certainly come before the host is asked count
    /// as refusals; trouble with host or line, time-outs, codes that speak of the terminal's state (11, 13 and their
    /// like) and codes that nobody assigned prove nothing.
    pub fn void_proof(self) -> VoidProof {
        match (self, self.reach()) {
            (_, Reach::Done) => VoidProof::Done,
            (Self::ALREADY_VOIDED, _) => VoidProof::AlreadyVoided,
            (Self::NOTHING_TO_VOID | Self::DEBIT | Self::VOID_NOT_PERMITTED, _) | (_, Reach::NotSent) => {
                VoidProof::Refused
            }
            _ => VoidProof::Unknown,
        }
    }

    /// Short English name, for logs; `text::transbank` has it in every language.
    pub fn meaning(self) -> &'static str {
        CODES.iter().find(|(code, _)| *code == self.0).map_or("code not assigned", |(_, meaning)| meaning)
    }

    /// Whether the code is assigned anywhere.
    pub fn is_assigned(self) -> bool {
        CODES.iter().any(|(code, _)| *code == self.0)
    }
}

impl fmt::Display for ResultCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}", self.0)
    }
}

/// What an answer to a void proves about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoidProof {
    /// 00: done.
    Done,
    /// 04: it is voided, not known by whom.
    AlreadyVoided,
    /// Refused before execution: certainly not by this request.
    Refused,
    /// The host may have executed it.
    Unknown,
}

/// Every assigned code with its short English name, in ascending order.
pub const CODES: &[(u8, &str)] = &[
    (0, "approved"),
    (1, "refused"),
    (2, "host silent"),
    (3, "connection failed"),
    (4, "sale already voided"),
    (5, "no such sale to void"),
    (6, "card not supported"),
    (7, "cancelled at the terminal"),
    (8, "debit sale cannot be voided"),
    (9, "card read error"),
    (10, "amount below the minimum"),
    (11, "no sale in memory"),
    (12, "transaction type not supported"),
    (13, "batch must be closed first"),
    (14, "no dial tone"),
    (15, "BITMAP.DAT missing, must be loaded"),
    (16, "host answer malformed"),
    (17, "last four digits wrong"),
    (18, "invalid menu"),
    (19, "different card"),
    (20, "card invalid"),
    (21, "void not permitted"),
    (22, "timed out"),
    (24, "out of paper"),
    (25, "date invalid"),
    (26, "keys must be loaded"),
    (27, "update needed"),
    (54, "refused"),
    (60, "number of instalments wrong"),
    (61, "request could not be built"),
    (62, "built-in PIN pad fault"),
    (65, "host answer could not be processed"),
    (67, "too many sales stored, batch must be closed first"),
    (68, "general error while entering amounts"),
    (70, "ticket wrong, six characters at most"),
    (71, "print field too long"),
    (72, "amount must be above 0"),
    (73, "no terminal id configured"),
    (74, "batch must be closed first"),
    (75, "merchant has no card brands set up"),
    (76, "too many sales stored, batch must be closed first"),
    (77, "batch must be closed first"),
    (78, "waiting for the card"),
    (79, "customer confirms the amount"),
    (80, "choosing instalments"),
    (81, "PIN entry"),
    (82, "sent to the host"),
    (83, "choosing credit or debit"),
    (84, "present the card"),
    (85, "choosing instalments"),
    (86, "entering instalments"),
    (87, "confirming instalments"),
    (88, "number of instalments wrong"),
    (89, "choosing a grace month"),
    (90, "initialised"),
    (91, "initialisation failed"),
    (92, "reader not connected"),
    (93, "declined"),
    (94, "error while processing the answer"),
    (95, "could not print the rate"),
];

/// The name of a card brand as told in the field `brand`; `None` for codes that we do not know, which are shown as
/// they are. `CR` and `DB` stand in the field `card_type` too and mean something else there.
pub fn brand(code: &str) -> Option<&'static str> {
    Some(match code.trim() {
        "VI" => "Visa",
        "MC" => "Mastercard",
        "CA" => "Cabal",
        "CR" => "Credencial",
        "AX" => "American Express",
        "CE" => "closed-loop card",
        "DC" => "Diners",
        "TP" => "Presto",
        "MG" => "Magna",
        "TM" => "Más (Cencosud)",
        "RP" => "Ripley",
        "EX" => "Extra",
        "TC" => "CMR",
        "DB" => "Redcompra",
        _ => return None,
    })
}
