//! Character sets of texts (PA00P015, TLV 14): CP437 where nothing is said.
//!
//! Set 00 is a 7-bit set in which some terminals write German letters in the places of brackets (DIN 66003). Brackets are
//! hardly ever printed on receipts, umlauts always: it is read so.

use encoding_rs::Encoding;
use oem_cp::code_table::DECODING_TABLE_CP437;

use super::message::Message;

/// A character set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// 00.
    Din66003,
    /// 01: also what some vendors send where CP437 is due.
    Latin1,
    /// 02 to 10: the part of ISO 8859.
    Iso(u8),
    /// FE.
    Utf8,
    /// FF, and the default.
    #[default]
    Cp437,
}

/// Places of the seven letters of DIN 66003.
const DIN: [(u8, char); 7] =
    [(b'[', 'Ä'), (b'\\', 'Ö'), (b']', 'Ü'), (b'{', 'ä'), (b'|', 'ö'), (b'}', 'ü'), (b'~', 'ß')];

impl Charset {
    /// The set with this number; `None` where nobody defined it.
    pub fn of(number: u8) -> Option<Self> {
        Some(match number {
            0x00 => Charset::Din66003,
            0x01 => Charset::Latin1,
            part @ 0x02..=0x10 if iso(part).is_some() => Charset::Iso(part),
            0xFE => Charset::Utf8,
            0xFF => Charset::Cp437,
            _ => return None,
        })
    }

    /// Its number in TLV 14.
    pub fn number(self) -> u8 {
        match self {
            Charset::Din66003 => 0x00,
            Charset::Latin1 => 0x01,
            Charset::Iso(part) => part,
            Charset::Utf8 => 0xFE,
            Charset::Cp437 => 0xFF,
        }
    }

    /// The set that a message names, at the top of its container or inside its texts.
    pub(super) fn told_by(message: &Message) -> Option<Self> {
        let paths: [&[u32]; 3] = [&[0x14], &[0x25, 0x14], &[0x24, 0x14]];
        paths.iter().find_map(|path| message.tlv(path)).and_then(|bytes| bytes.first()).and_then(|set| Self::of(*set))
    }

    /// Text from bytes; what the set does not define becomes a replacement mark.
    pub fn decode(self, bytes: &[u8]) -> String {
        let each = |read: fn(u8) -> char| bytes.iter().map(|byte| read(*byte)).collect();
        match self {
            Charset::Din66003 => each(|byte| {
                let letter = DIN.iter().find(|(place, _)| *place == byte).map(|(_, letter)| *letter);
                letter.unwrap_or(if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER })
            }),
            Charset::Latin1 => each(char::from),
            Charset::Cp437 => each(|byte| match byte.checked_sub(0x80) {
                Some(high) => DECODING_TABLE_CP437.get(usize::from(high)).copied().unwrap_or('?'),
                None => char::from(byte),
            }),
            Charset::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Charset::Iso(part) => {
                iso(part).unwrap_or(encoding_rs::WINDOWS_1252).decode_without_bom_handling(bytes).0.into()
            }
        }
    }

    /// Bytes of a text; what the set cannot write becomes `?`.
    pub fn encode(self, text: &str) -> Vec<u8> {
        if self == Charset::Utf8 {
            return text.as_bytes().to_vec();
        }
        text.chars().map(|symbol| self.byte(symbol).unwrap_or(b'?')).collect()
    }

    fn byte(self, symbol: char) -> Option<u8> {
        match self {
            Charset::Din66003 => match DIN.iter().find(|(_, letter)| *letter == symbol) {
                Some((place, _)) => Some(*place),
                None => {
                    u8::try_from(symbol).ok().filter(|byte| byte.is_ascii() && DIN.iter().all(|(at, _)| at != byte))
                }
            },
            _ if symbol.is_ascii() => u8::try_from(symbol).ok(),
            Charset::Latin1 => u8::try_from(symbol).ok(),
            Charset::Cp437 => {
                let at = DECODING_TABLE_CP437.iter().position(|known| *known == symbol)?;
                u8::try_from(at + 0x80).ok()
            }
            Charset::Iso(part) => {
                let text = symbol.to_string();
                let (bytes, _, unknown) = iso(part)?.encode(&text);
                (!unknown && bytes.len() == 1).then(|| bytes.first().copied()).flatten()
            }
            Charset::Utf8 => None,
        }
    }
}

/// The parts of ISO 8859 that exist, but for the first. Parts 9 and 11 are read by the Windows code pages that hold them.
fn iso(part: u8) -> Option<&'static Encoding> {
    Some(match part {
        2 => encoding_rs::ISO_8859_2,
        3 => encoding_rs::ISO_8859_3,
        4 => encoding_rs::ISO_8859_4,
        5 => encoding_rs::ISO_8859_5,
        6 => encoding_rs::ISO_8859_6,
        7 => encoding_rs::ISO_8859_7,
        8 => encoding_rs::ISO_8859_8,
        9 => encoding_rs::WINDOWS_1254,
        10 => encoding_rs::ISO_8859_10,
        11 => encoding_rs::WINDOWS_874,
        13 => encoding_rs::ISO_8859_13,
        14 => encoding_rs::ISO_8859_14,
        15 => encoding_rs::ISO_8859_15,
        16 => encoding_rs::ISO_8859_16,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_in_every_set() {
        for (set, bytes) in [
            (Charset::Cp437, &b"K\x84se \x9a\xe1"[..]),
            (Charset::Latin1, b"K\xe4se \xdc\xdf"),
            (Charset::Iso(15), b"K\xe4se \xdc\xdf"),
            (Charset::Iso(2), b"K\xe4se \xdc\xdf"),
            (Charset::Iso(9), b"K\xe4se \xdc\xdf"),
            (Charset::Utf8, "Käse Üß".as_bytes()),
            (Charset::Din66003, b"K{se ]~"),
        ] {
            assert_eq!(set.decode(bytes), "Käse Üß", "{set:?}");
            assert_eq!(set.encode("Käse Üß"), bytes, "{set:?}");
            assert_eq!(Charset::of(set.number()), Some(set));
        }
        assert_eq!(Charset::Iso(15).decode(b"\xa4"), "€");
        assert_eq!(Charset::Cp437.encode("€"), b"?");
        assert_eq!((Charset::of(0x0C), Charset::of(0x11)), (None, None));
    }
}
