//! Codes as devices tell them. What one means is said by the faces, in their language.

use std::fmt;

use super::{Family, Printable};

/// What a code was told as: the same number means different things in different places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// The result of what was asked for.
    Result,
    /// The answer to a command that was not even accepted (ZVT: `84 xx`).
    Refusal,
    /// The state of the device.
    Status,
}

impl CodeKind {
    /// All kinds.
    pub const ALL: &[CodeKind] = &[CodeKind::Result, CodeKind::Refusal, CodeKind::Status];

    /// Token used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            CodeKind::Result => "result",
            CodeKind::Refusal => "refusal",
            CodeKind::Status => "status",
        }
    }
}

/// A code of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Whose.
    pub family: Family,
    /// What it was told as.
    pub kind: CodeKind,
    /// Its number.
    pub value: u8,
}

impl Code {
    /// A result code.
    pub fn result(family: Family, value: u8) -> Self {
        Self { family, kind: CodeKind::Result, value }
    }

    /// A code as [`Display`](fmt::Display) writes it; `None` for what the family does not write so.
    pub fn parse(family: Family, kind: CodeKind, text: &str) -> Option<Self> {
        let radix = match family {
            Family::Transbank => 10,
            Family::Zvt => 16,
        };
        let written = text.len() == 2 && text.bytes().all(|byte| char::from(byte).is_digit(radix));
        let value = u8::from_str_radix(text, radix).ok().filter(|_| written)?;
        Some(Self { family, kind, value })
    }
}

/// As the family writes it: two decimal digits (Transbank), two hexadecimal ones (ZVT).
impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            Family::Transbank => write!(out, "{:02}", self.value),
            Family::Zvt => write!(out, "{:02X}", self.value),
        }
    }
}

impl From<Code> for Printable {
    fn from(code: Code) -> Self {
        Printable::new(&code.to_string(), 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_writes_its_codes_in_its_own_way() {
        for family in Family::ALL {
            for value in 0..=99 {
                let code = Code::result(*family, value);
                assert_eq!(Code::parse(*family, CodeKind::Result, &code.to_string()), Some(code));
            }
        }
        assert_eq!(Code::result(Family::Zvt, 0x9C).to_string(), "9C");
        assert_eq!(Code::result(Family::Transbank, 8).to_string(), "08");
        for text in ["", "8", "+8", "083", " 8", "8 ", "ß", "9C"] {
            assert_eq!(Code::parse(Family::Transbank, CodeKind::Result, text), None, "{text}");
        }
        assert_eq!(Code::parse(Family::Zvt, CodeKind::Result, "+C"), None);
    }
}
