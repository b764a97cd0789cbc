//! The password that a device asks of its till.

use std::fmt;

/// Six digits as a device takes them, BCD. Kept in memory only: it has no text form, so that nothing made from it can
/// leak it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Password([u8; 3]);

impl Password {
    /// `000000`: what stands for none.
    pub const NONE: Password = Password([0; 3]);

    /// Six digits; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text.bytes().map(|byte| byte.wrapping_sub(b'0')).collect();
        match digits.as_slice() {
            [a, b, c, d, e, f] if digits.iter().all(|digit| *digit <= 9) => {
                Some(Self([a << 4 | b, c << 4 | d, e << 4 | f]))
            }
            _ => None,
        }
    }

    /// From the three bytes of a frame, whatever they are.
    pub fn from_bytes(bytes: [u8; 3]) -> Self {
        Self(bytes)
    }

    /// The three bytes, for a frame.
    pub fn as_bytes(&self) -> [u8; 3] {
        self.0
    }
}

impl Default for Password {
    fn default() -> Self {
        Self::NONE
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
    fn six_digits_and_nothing_else() {
        assert_eq!(Password::parse("123456").unwrap().as_bytes(), [0x12, 0x34, 0x56]);
        assert_eq!(Password::parse("000000"), Some(Password::NONE));
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(Password::parse(text), None, "{text}");
        }
        assert_eq!(format!("{:?}", Password::parse("123456").unwrap()), "Password(***)");
    }
}
