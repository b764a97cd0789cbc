//! A terminal's password, which may be sent and compared but never shown.

use std::fmt;

/// Six digits, two in a byte. It has no way to be shown, and no format writes it down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Password([u8; 3]);

impl Password {
    /// `000000`: what is sent where a terminal asks for none.
    pub const NONE: Password = Password([0; 3]);

    /// Six digits as typed; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 6 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let pair = |at: usize| (digits[at] - b'0') << 4 | (digits[at + 1] - b'0');
        Some(Self([pair(0), pair(2), pair(4)]))
    }

    /// The three bytes of a message, whatever they are.
    pub fn from_bytes(bytes: [u8; 3]) -> Self {
        Self(bytes)
    }

    /// The three bytes to be sent.
    pub fn as_bytes(&self) -> [u8; 3] {
        self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_and_nothing_else_and_never_shown() {
        let password = Password::parse("123456").unwrap();
        assert_eq!(password.as_bytes(), [0x12, 0x34, 0x56]);
        assert_eq!(format!("{password:?}"), "Password(***)");
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(Password::parse(text), None, "{text}");
        }
    }
}
