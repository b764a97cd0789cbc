//! Print: single lines `06 D1` and text blocks `06 D3` (PA00P015, chapters "print line" and "print text block").
//!
//! Decided where specification and devices disagree:
//! - In a line, attribute FF feeds the paper and ends nothing; in a block, an attribute with bit 80 (FF too) marks the end
//!   of a receipt: some terminals close their receipts with `09 01 FF`.
//! - An attribute of a block holds for all text up to the next one. Its end mark belongs to the last text it covers, or
//!   to the text before it where it covers none.
//! - Blocks of some devices have no end mark at all: a completion ends a receipt too. That is for the driver to see.

use super::charset::Charset;
use super::control::Control;
use super::fields::Place;
use super::message::{Item, Message};
use super::tlv::{self, Form, Tag, Tlv};
use crate::model::Printable;

/// Longest line that is kept; paper has 24 to 48 columns.
const WIDTH: usize = 160;
/// Bit of an attribute: last line of a receipt.
const LAST: u8 = 0x80;
/// Attribute of a line that feeds the paper.
const FEED: u8 = 0xFF;

/// One printed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The text, blanks kept. Empty for a feed.
    pub text: Printable,
    /// Columns of indent, 0 to 15.
    pub indent: u8,
    /// Bit 40.
    pub centred: bool,
    /// Bit 20: double width.
    pub wide: bool,
    /// Bit 10: double height.
    pub high: bool,
    /// Empty lines instead of text, 0 for a line of text.
    pub feeds: u8,
    /// The receipt, or one of its copies, ends behind this line.
    pub last: bool,
}

/// Who a receipt is for (TLV 1F07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptKind {
    /// 01.
    Merchant,
    /// 02.
    Customer,
    /// 03.
    Administration,
}

/// A text block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Who it is for, where it is told.
    pub kind: Option<ReceiptKind>,
    /// TLV 1F37: 01 positive, 02 signature field, 04 negative, 80 must be printed.
    pub info: Option<u8>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// An end mark stands behind the last line; it may be all that a block holds.
    pub ends: bool,
}

impl ReceiptKind {
    fn of(number: u8) -> Option<Self> {
        Some(match number {
            1 => ReceiptKind::Merchant,
            2 => ReceiptKind::Customer,
            3 => ReceiptKind::Administration,
            _ => return None,
        })
    }

    fn number(self) -> u8 {
        match self {
            ReceiptKind::Merchant => 1,
            ReceiptKind::Customer => 2,
            ReceiptKind::Administration => 3,
        }
    }
}

impl Line {
    /// A plain line.
    pub fn plain(text: &str) -> Self {
        Self { text: Printable::new(text, WIDTH), ..Self::default() }
    }

    /// Reads `06 D1`; `None` for other messages. Text is in `charset` unless the message names one.
    pub(super) fn of(message: &Message, charset: Charset) -> Option<Self> {
        let attribute = *message.fixed(Place::Attribute)?.first()?;
        let bytes = message.fixed(Place::Line).unwrap_or_default();
        if attribute == FEED {
            return Some(Self { feeds: bytes.first().copied().unwrap_or(1).max(1), ..Self::default() });
        }
        let charset = Charset::told_by(message).unwrap_or(charset);
        Some(Self { last: attribute & LAST != 0, ..Self::styled(attribute, bytes, charset) })
    }

    fn styled(attribute: u8, bytes: &[u8], charset: Charset) -> Self {
        // A feed has no style.
        let style = if attribute == FEED { 0 } else { attribute };
        Self {
            text: Printable::new(&charset.decode(bytes), WIDTH),
            indent: style & 0x0F,
            centred: style & 0x40 != 0,
            wide: style & 0x20 != 0,
            high: style & 0x10 != 0,
            feeds: 0,
            last: false,
        }
    }

    fn style(&self) -> u8 {
        let bit = |set: bool, bit: u8| if set { bit } else { 0 };
        (self.indent & 0x0F) | bit(self.centred, 0x40) | bit(self.wide, 0x20) | bit(self.high, 0x10)
    }

    pub(super) fn message(&self) -> Message {
        let (attribute, content) = match self.feeds {
            0 => {
                // All bits together would be a feed: such a line loses one column of its indent.
                let attribute = self.style() | if self.last { LAST } else { 0 };
                (if attribute == FEED { FEED - 1 } else { attribute }, Charset::Cp437.encode(self.text.as_str()))
            }
            feeds => (FEED, vec![feeds]),
        };
        let mut items = vec![Item::Fixed(Place::Attribute, vec![attribute])];
        items.extend((!content.is_empty()).then_some(Item::Fixed(Place::Line, content)));
        Message::new(Control::PRINT_LINE, items)
    }
}

impl Block {
    /// Reads `06 D3`; text is in `charset` unless the message names one.
    pub(super) fn of(message: &Message, charset: Charset) -> Self {
        let charset = Charset::told_by(message).unwrap_or(charset);
        let byte = |path: &[u32]| message.tlv(path).and_then(<[u8]>::first).copied();
        let texts = message.container().and_then(|objects| tlv::find(objects, &[0x25])).map_or(&[][..], Tlv::inside);
        let mut block =
            Self { kind: byte(&[0x1F07]).and_then(ReceiptKind::of), info: byte(&[0x1F37]), ..Self::default() };
        let mut attribute = 0;
        for object in texts {
            match object.tag {
                Tag(0x09) => {
                    block.end_by(attribute);
                    attribute = object.content().first().copied().unwrap_or(0);
                }
                Tag(0x07) => {
                    block.ends = false;
                    block.lines.push(Line::styled(attribute, object.content(), charset));
                }
                _ => {}
            }
        }
        block.end_by(attribute);
        block
    }

    /// What the attribute covered is over.
    fn end_by(&mut self, attribute: u8) {
        if attribute & LAST != 0 {
            self.ends = true;
            if let Some(line) = self.lines.last_mut() {
                line.last = true;
            }
        }
    }

    pub(super) fn message(&self) -> Message {
        let mut texts = Vec::new();
        let mut current = 0;
        let mut attribute = |texts: &mut Vec<Tlv>, wanted: u8| {
            if wanted != current {
                texts.push(Tlv::bytes(0x09, [wanted]));
                current = wanted;
            }
        };
        for (at, line) in self.lines.iter().enumerate() {
            attribute(&mut texts, line.style());
            texts.push(Tlv::bytes(0x07, Charset::Cp437.encode(line.text.as_str())));
            if line.last && at + 1 < self.lines.len() {
                attribute(&mut texts, LAST);
            }
        }
        if self.ends {
            attribute(&mut texts, LAST);
        }
        let mut container = Vec::new();
        container.extend(self.kind.map(|kind| Tlv::bytes(0x1F07, [kind.number()])));
        container.push(Tlv::objects(0x25, texts));
        container.extend(self.info.map(|info| Tlv::bytes(0x1F37, [info])));
        Message::new(Control::PRINT_BLOCK, vec![Item::Tlv(Form::Short, container)])
    }
}
