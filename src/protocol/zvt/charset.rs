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

/// German letters in Latin-1, each of them with the sign that CP437 has in its place: `─ ╓ ▄ Σ ÷ ⁿ ▀`.
const GERMAN_LATIN1: [u8; 7] = [0xC4, 0xD6, 0xDC, 0xE4, 0xF6, 0xFC, 0xDF];
/// The same letters in CP437: five of them are control characters in Latin-1.
const GERMAN_CP437: [u8; 7] = [0x8E, 0x99, 0x9A, 0x84, 0x94, 0x81, 0xE1];

/// What the texts of a terminal say of the set in which it writes. The set that it names itself stands; without one its
/// texts are CP437, as specified, unless they prove to be Latin-1, as those of some vendors are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    told: Option<Charset>,
    cp437: bool,
    latin1: bool,
}

impl Writing {
    /// Takes a message of the terminal into account.
    pub fn hear(&mut self, message: &Message) {
        self.told = Charset::told_by(message).or(self.told);
        for text in message.texts() {
            self.cp437 |= text.iter().any(|byte| GERMAN_CP437.contains(byte));
            self.latin1 |= holds_latin1(text);
        }
    }

    /// The set of its texts, as far as it is known by now.
    pub fn charset(self) -> Charset {
        match self.told {
            Some(told) => told,
            None if self.latin1 && !self.cp437 => Charset::Latin1,
            None => Charset::Cp437,
        }
    }
}

/// Whether a text has a German letter of Latin-1 in a word: beside an ASCII letter, and not in a row with signs of CP437,
/// which draw lines and bars.
fn holds_latin1(text: &[u8]) -> bool {
    let beside = |at: Option<usize>| at.and_then(|at| text.get(at)).copied();
    text.iter().enumerate().any(|(at, byte)| {
        let sides = [beside(at.checked_sub(1)), beside(at.checked_add(1))];
        let is_sign = |side: &u8| !side.is_ascii() && (side == byte || !GERMAN_LATIN1.contains(side));
        GERMAN_LATIN1.contains(byte)
            && sides.iter().flatten().any(u8::is_ascii_alphabetic)
            && !sides.iter().flatten().any(is_sign)
    })
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
    use crate::protocol::zvt::tlv::{Form, Tlv};
    use crate::protocol::zvt::{Control, Item, Place};

    fn heard(texts: &[&[u8]]) -> Charset {
        let mut writing = Writing::default();
        for text in texts {
            let line = vec![Item::Fixed(Place::Attribute, vec![0]), Item::Fixed(Place::Line, text.to_vec())];
            writing.hear(&Message::new(Control::PRINT_LINE, line));
        }
        writing.charset()
    }

    #[test]
    fn a_german_word_in_latin1_proves_it_and_signs_of_cp437_do_not() {
        for text in [
            &b"g\xfcltig bis"[..],
            b"H\xe4ndlerbeleg",
            b"nicht m\xf6glich",
            b"\xdcbertrag",
            b"GR\xdcN",
            b"Stra\xdfe",
            b"Gr\xf6\xdfe",
            b"\xc4nderung",
            b"\xd6sterreich",
        ] {
            assert_eq!(heard(&[b"Beleg", text]), Charset::Latin1, "{text:x?}");
        }
        for text in [
            &b"Beleg"[..],
            b"\xc4\xc4\xc4\xc4",
            b"\xc4\xc4Beleg\xc4\xc4",
            b"\xdc\xdcLADEN\xdc\xdc",
            b"\xc9\xc4Beleg\xc4\xbb",
            b"10 \xf6 2",
            b"g\x81ltig bis",
            b"Stra\xe1e",
        ] {
            assert_eq!(heard(&[text]), Charset::Cp437, "{text:x?}");
        }
        // An umlaut of CP437 says that the rest are signs, whenever it comes.
        for texts in [[&b"g\x81ltig"[..], b"x\xfc"], [b"x\xfc", b"g\x81ltig"]] {
            assert_eq!(heard(&texts), Charset::Cp437, "{texts:x?}");
        }
    }

    #[test]
    fn a_set_that_was_named_stands_and_only_texts_are_looked_at() {
        let mut writing = Writing::default();
        let named = vec![Item::Tlv(Form::Short, vec![Tlv::bytes(0x14, [0xFE])])];
        writing.hear(&Message::new(Control::COMPLETION, named));
        let text = vec![Item::Bmp(0x3C, b"g\xfcltig".to_vec())];
        writing.hear(&Message::new(Control::STATUS_INFORMATION, text.clone()));
        assert_eq!(writing.charset(), Charset::Utf8);
        // Numbers and keys may hold any byte.
        let mut writing = Writing::default();
        let number = vec![Item::Bmp(0x8C, vec![0x81]), Item::Bmp(0x2E, b"a\xfcb".to_vec())];
        writing.hear(&Message::new(Control::STATUS_INFORMATION, number));
        assert_eq!(writing, Writing::default());
        writing.hear(&Message::new(Control::STATUS_INFORMATION, text));
        assert_eq!(writing.charset(), Charset::Latin1);
        let block = Tlv::objects(0x25, vec![Tlv::bytes(0x07, b"H\xe4ndlerbeleg".to_vec())]);
        let mut writing = Writing::default();
        writing.hear(&Message::new(Control::PRINT_BLOCK, vec![Item::Tlv(Form::Short, vec![block])]));
        assert_eq!(writing.charset(), Charset::Latin1);
    }

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
