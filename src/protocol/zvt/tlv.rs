//! TLV containers, as BMP 06 carries them (PA00P015, chapter "TLV container").
//!
//! Tags have one to three bytes (low five bits set: the next byte belongs to it, and so does every one after a byte with
//! bit 80), bit 20 of the first byte means that objects stand inside. Lengths are `00`-`7F`, `81 ll` and `82 hi lo`; 80 and
//! 83 upwards are no lengths. What is read is written in the same form.

use std::fmt;

/// Most objects within objects. Real messages go four deep.
pub const MAX_DEPTH: usize = 16;

/// A tag as it stands: `1F0E` for two bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub u32);

impl Tag {
    fn bytes(self) -> Vec<u8> {
        let bytes = self.0.to_be_bytes();
        let from = bytes.iter().position(|byte| *byte != 0).unwrap_or(3);
        bytes[from..].to_vec()
    }

    /// Whether objects stand inside.
    pub fn is_constructed(self) -> bool {
        self.bytes().first().is_some_and(|byte| byte & 0x20 != 0)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.bytes() {
            write!(out, "{byte:02X}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// How many bytes a length was written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As short as can be.
    #[default]
    Short,
    /// `81 ll`.
    Two,
    /// `82 hi lo`.
    Three,
}

/// What an object holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Bytes.
    Bytes(Vec<u8>),
    /// Objects.
    Objects(Vec<Tlv>),
}

/// One object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tlv {
    /// Its tag.
    pub tag: Tag,
    /// How its length was written.
    pub form: Form,
    /// What it holds.
    pub value: Value,
}

/// Why bytes are no container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlvError {
    /// Tag, length or value end before they should.
    #[error("an object ends too early")]
    Cut,
    /// A length that begins with 80 or 83 upwards.
    #[error("length byte {0:02X} is not allowed")]
    Length(u8),
    /// A tag of more than three bytes, or one of zeros.
    #[error("a tag that nobody can have")]
    Tag,
    /// More than [`MAX_DEPTH`] objects within each other.
    #[error("objects stand more than {MAX_DEPTH} deep")]
    Deep,
}

impl Tlv {
    /// An object that holds bytes.
    pub fn bytes(tag: u32, value: impl Into<Vec<u8>>) -> Self {
        Self { tag: Tag(tag), form: Form::Short, value: Value::Bytes(value.into()) }
    }

    /// An object that holds objects.
    pub fn objects(tag: u32, inside: Vec<Tlv>) -> Self {
        Self { tag: Tag(tag), form: Form::Short, value: Value::Objects(inside) }
    }

    /// Its bytes; nothing where it holds objects.
    pub fn content(&self) -> &[u8] {
        match &self.value {
            Value::Bytes(bytes) => bytes,
            Value::Objects(_) => &[],
        }
    }

    /// Its objects; nothing where it holds bytes.
    pub fn inside(&self) -> &[Tlv] {
        match &self.value {
            Value::Bytes(_) => &[],
            Value::Objects(inside) => inside,
        }
    }
}

/// The first object at a path of tags; tags mean different things in different places, so a path begins at the top.
pub fn find<'a>(objects: &'a [Tlv], path: &[u32]) -> Option<&'a Tlv> {
    let (first, rest) = path.split_first()?;
    let mut found = objects.iter().filter(|object| object.tag == Tag(*first));
    if rest.is_empty() { found.next() } else { found.find_map(|object| find(object.inside(), rest)) }
}

/// Reads the objects that fill `bytes`.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Tlv>, TlvError> {
    objects(bytes, 0)
}

fn objects(mut bytes: &[u8], depth: usize) -> Result<Vec<Tlv>, TlvError> {
    if depth > MAX_DEPTH {
        return Err(TlvError::Deep);
    }
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let (tag, rest) = tag(bytes)?;
        let (form, len, rest) = length(rest)?;
        let (value, rest) = rest.split_at_checked(len).ok_or(TlvError::Cut)?;
        let value = match tag.is_constructed() {
            true => Value::Objects(objects(value, depth + 1)?),
            false => Value::Bytes(value.to_vec()),
        };
        found.push(Tlv { tag, form, value });
        bytes = rest;
    }
    Ok(found)
}

fn tag(bytes: &[u8]) -> Result<(Tag, &[u8]), TlvError> {
    let (&first, mut rest) = bytes.split_first().ok_or(TlvError::Cut)?;
    let mut tag = u32::from(first);
    let mut more = first & 0x1F == 0x1F;
    let mut size = 1;
    while more {
        let (&next, behind) = rest.split_first().ok_or(TlvError::Cut)?;
        size += 1;
        if size > 3 {
            return Err(TlvError::Tag);
        }
        tag = tag << 8 | u32::from(next);
        more = next & 0x80 != 0;
        rest = behind;
    }
    if tag == 0 { Err(TlvError::Tag) } else { Ok((Tag(tag), rest)) }
}

/// A length, the form it is written in, and what stands behind it.
pub(super) fn length(bytes: &[u8]) -> Result<(Form, usize, &[u8]), TlvError> {
    match *bytes {
        [len @ 0..=0x7F, ..] => Ok((Form::Short, usize::from(len), &bytes[1..])),
        [0x81, len, ..] => Ok((if len > 0x7F { Form::Short } else { Form::Two }, usize::from(len), &bytes[2..])),
        [0x82, high, low, ..] => {
            let len = usize::from(u16::from_be_bytes([high, low]));
            Ok((if len > 0xFF { Form::Short } else { Form::Three }, len, &bytes[3..]))
        }
        [] | [0x81 | 0x82, ..] => Err(TlvError::Cut),
        [bad, ..] => Err(TlvError::Length(bad)),
    }
}

/// Writes a length, in that form or the shortest that holds it. `None` above 65535.
pub(super) fn write_length(form: Form, len: usize, out: &mut Vec<u8>) -> Option<()> {
    let short = u16::try_from(len).ok()?.to_be_bytes();
    let needed = match len {
        0..=0x7F => Form::Short,
        0x80..=0xFF => Form::Two,
        _ => Form::Three,
    };
    match form.max(needed) {
        Form::Short => out.push(short[1]),
        Form::Two => out.extend([0x81, short[1]]),
        Form::Three => out.extend([0x82, short[0], short[1]]),
    }
    Some(())
}

/// Writes objects one after the other. `None` where one is longer than a length can say.
pub(super) fn write(objects: &[Tlv], out: &mut Vec<u8>) -> Option<()> {
    for object in objects {
        out.extend(object.tag.bytes());
        let mut inner = Vec::new();
        let value = match &object.value {
            Value::Bytes(bytes) => bytes,
            Value::Objects(inside) => {
                write(inside, &mut inner)?;
                &inner
            }
        };
        write_length(object.form, value.len(), out)?;
        out.extend(value);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written_in_their_form() {
        for (bytes, len) in [
            (&[0x00][..], 0),
            (&[0x7F], 127),
            (&[0x81, 0x80], 128),
            (&[0x81, 0x05], 5),
            (&[0x82, 0x01, 0x00], 256),
            (&[0x82, 0x00, 0x80], 128),
        ] {
            let (form, found, rest) = length(bytes).unwrap();
            assert_eq!((found, rest.len()), (len, 0), "{bytes:02x?}");
            let mut out = Vec::new();
            write_length(form, found, &mut out).unwrap();
            assert_eq!(out, bytes);
        }
        for bad in [0x80, 0x83, 0x84, 0xFF] {
            assert_eq!(length(&[bad, 0, 0, 0]), Err(TlvError::Length(bad)));
        }
        for cut in [&[][..], &[0x81], &[0x82, 0]] {
            assert_eq!(length(cut), Err(TlvError::Cut));
        }
    }

    #[test]
    fn tags_have_up_to_three_bytes_and_nesting_ends() {
        let bytes = [0x1F, 0x81, 0x02, 0x01, 0xAA, 0x07, 0x00];
        let found = parse(&bytes).unwrap();
        assert_eq!(found, [Tlv::bytes(0x1F_81_02, [0xAA]), Tlv::bytes(7, [])]);
        assert_eq!(parse(&[0x1F, 0x81, 0x82, 0x03, 0x00]), Err(TlvError::Tag));
        assert_eq!(parse(&[0x00, 0x00]), Err(TlvError::Tag));
        for (deep, wanted) in [(16, Ok(())), (17, Err(TlvError::Deep)), (200, Err(TlvError::Deep))] {
            let mut bytes: Vec<u8> = Vec::new();
            for _ in 0..deep {
                let mut outer = vec![0xE4];
                write_length(Form::Short, bytes.len(), &mut outer).unwrap();
                outer.extend(&bytes);
                bytes = outer;
            }
            assert_eq!(parse(&bytes).map(|_| ()), wanted, "{deep}");
        }
    }

    #[test]
    fn a_path_leads_to_its_object_only() {
        let objects = [
            Tlv::bytes(0x1F40, *b"top"),
            Tlv::objects(0xE4, vec![]),
            Tlv::objects(0xE4, vec![Tlv::bytes(0x1F40, *b"in")]),
        ];
        assert_eq!(find(&objects, &[0x1F40]).unwrap().content(), b"top");
        assert_eq!(find(&objects, &[0xE4, 0x1F40]).unwrap().content(), b"in");
        assert_eq!(find(&objects, &[0xE4, 0x1F41]), None);
        assert_eq!(find(&objects, &[]), None);
    }
}
