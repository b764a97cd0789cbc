//! Status information `04 0F`: the result of a transaction, totals, or a file that could be read (PA00P015, chapter
//! "status information").

use jiff::civil::{Date, Time};

use super::amounts;
use super::charset::Charset;
use super::control::Control;
use super::message::{Item, Message};
use super::request::ALL_RECEIPTS;
use super::tlv::{self, Form, Tlv};
use crate::model::{Card, Currency, CurrencySource, Money, Printable};

/// Longest text of a host message or card name.
const TEXT: usize = 160;

/// What a terminal says of a transaction. A field that is not there, or not as specified, is `None`; the latter stands in
/// `odd` too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// BMP 27, see [`codes`](super::codes). A result that is not told is no success.
    pub result: Option<u8>,
    /// BMP 04, minor units.
    pub amount: Option<i64>,
    /// BMP 49.
    pub currency: Option<Currency>,
    /// BMP 0B, or TLV 1F2B where that is 000000.
    pub trace: Option<u32>,
    /// BMP 37: trace of the payment that was reversed.
    pub original_trace: Option<u32>,
    /// BMP 87; `None` for `FFFF` too.
    pub receipt: Option<u16>,
    /// BMP 88.
    pub turnover: Option<u32>,
    /// BMP 0C.
    pub time: Option<Time>,
    /// BMP 0D: month and day. No year is told here.
    pub day: Option<(i8, i8)>,
    /// BMP 29, eight digits.
    pub terminal: Option<Printable>,
    /// BMP 2A, blanks cut: contract (VU) number, which differs by card scheme.
    pub contract: Option<Printable>,
    /// BMP 22, masked.
    pub card: Option<Card>,
    /// BMP 0E: year of this century and month.
    pub expiry: Option<(i8, i8)>,
    /// BMP 17.
    pub card_sequence: Option<u16>,
    /// BMP 8B.
    pub card_name: Option<Printable>,
    /// BMP 8A.
    pub card_type: Option<u8>,
    /// BMP 8C.
    pub operator_card_type: Option<u8>,
    /// BMP 3B: approval number of the issuer, fill bytes cut.
    pub authorisation: Option<Printable>,
    /// BMP 3C: message of the host.
    pub text: Option<Printable>,
    /// BMP 19: 40 offline, 50 card checked, 60 online, 70 PIN.
    pub payment_type: Option<u8>,
    /// BMP 60.
    pub totals: Option<Totals>,
    /// Objects of the container; `None` where it has none.
    pub tlv: Option<Vec<Tlv>>,
    /// Pieces that have no field here.
    pub rest: Vec<Item>,
    /// What was there but not as specified, in English, harmless.
    pub odd: Vec<String>,
}

/// BMP 60: the open batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// First receipt number; `None` for `FFFF`.
    pub first: Option<u16>,
    /// Last receipt number.
    pub last: Option<u16>,
    /// Number and sum in minor units of each scheme, in the order of [`SCHEMES`].
    pub schemes: [(u8, i64); 7],
}

/// The schemes of [`Totals`].
pub const SCHEMES: [&str; 7] = ["girocard", "JCB", "Mastercard", "American Express", "Visa", "Diners", "others"];

impl Totals {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (numbers, pairs) = bytes.split_at_checked(4).filter(|(_, pairs)| pairs.len() == 49)?;
        let mut schemes = [(0, 0); 7];
        for (scheme, pair) in schemes.iter_mut().zip(pairs.chunks(7)) {
            *scheme = (*pair.first()?, amounts::amount(pair.get(1..)?)?);
        }
        let end = |bytes: &[u8]| if bytes == ALL_RECEIPTS { Some(None) } else { amounts::short(bytes).map(Some) };
        Some(Self { first: end(&numbers[..2])?, last: end(&numbers[2..])?, schemes })
    }

    fn bytes(&self) -> Vec<u8> {
        let end =
            |number: Option<u16>| number.map_or_else(|| ALL_RECEIPTS.to_vec(), |number| amounts::bcd(number.into(), 2));
        let mut bytes = [end(self.first), end(self.last)].concat();
        for (count, sum) in self.schemes {
            bytes.push(count);
            bytes.extend(amounts::amount_bcd(sum));
        }
        bytes
    }

    /// Number of transactions of all schemes.
    pub fn count(&self) -> u32 {
        self.schemes.iter().map(|(count, _)| u32::from(*count)).sum()
    }

    /// Sum of all schemes, minor units.
    pub fn sum(&self) -> i64 {
        self.schemes.iter().map(|(_, sum)| sum).sum()
    }
}

impl Status {
    /// Reads `04 0F`; texts are in `charset` unless the message names one. `None` for other messages.
    pub fn of(message: &Message, charset: Charset) -> Option<Self> {
        (message.control == Control::STATUS_INFORMATION).then(|| read(message, charset))
    }

    /// The message; texts in CP437, where nothing else is said.
    pub fn message(&self) -> Message {
        let mut items = Vec::new();
        let mut push = |tag: u8, value: Option<Vec<u8>>| items.extend(value.map(|value| Item::Bmp(tag, value)));
        let byte = |byte: Option<u8>| byte.map(|byte| vec![byte]);
        let long = self.trace.is_some_and(|trace| trace > 999_999);
        let trace = |trace: u32| amounts::bcd(if long { 0 } else { trace.into() }, 3);
        push(0x27, byte(self.result));
        push(0x04, self.amount.map(amounts::amount_bcd));
        push(0x0B, self.trace.map(trace));
        push(0x0C, self.time.map(amounts::time_bcd));
        push(0x0D, self.day.map(amounts::day_bcd));
        push(0x0E, self.expiry.map(amounts::day_bcd));
        push(0x17, self.card_sequence.map(|number| amounts::bcd(number.into(), 2)));
        push(0x19, byte(self.payment_type));
        push(0x22, self.card.as_ref().map(card_bcd));
        push(0x29, self.terminal.as_ref().map(|text| digits_bcd(text.as_str())));
        push(0x2A, self.contract.as_ref().map(|text| padded(text.as_str(), 15, b' ')));
        push(0x37, self.original_trace.map(|trace| amounts::bcd(trace.into(), 3)));
        push(0x3B, self.authorisation.as_ref().map(|text| padded(text.as_str(), 8, 0)));
        push(0x3C, self.text.as_ref().map(|text| Charset::Cp437.encode(text.as_str())));
        push(0x49, self.currency.map(amounts::currency_bcd));
        push(0x60, self.totals.as_ref().map(Totals::bytes));
        push(0x87, self.receipt.map(|number| amounts::bcd(number.into(), 2)));
        push(0x88, self.turnover.map(|number| amounts::bcd(number.into(), 3)));
        push(0x8A, byte(self.card_type));
        push(0x8B, self.card_name.as_ref().map(|text| [Charset::Cp437.encode(text.as_str()), vec![0]].concat()));
        push(0x8C, byte(self.operator_card_type));
        items.extend(self.rest.iter().cloned());
        let mut container = self.tlv.clone();
        let has_long = container.iter().flatten().any(|object| object.tag == tlv::Tag(0x1F2B));
        if let Some(number) = self.trace.filter(|_| long && !has_long) {
            container.get_or_insert_default().push(Tlv::bytes(0x1F2B, amounts::bcd(number.into(), 5)));
        }
        items.extend(container.map(|objects| Item::Tlv(Form::Short, objects)));
        Message::new(Control::STATUS_INFORMATION, items)
    }

    /// The amount with its currency; euro where the terminal names none, as the protocol has it.
    pub fn money(&self) -> Option<Money> {
        let learnt = if self.currency.is_some() { CurrencySource::Device } else { CurrencySource::Family };
        self.amount.map(|minor| Money::new(minor, self.currency.unwrap_or(Currency::EUR), learnt))
    }

    /// The date with its year, where the container tells one (TLV 1F0E, alone or in 34).
    pub fn date(&self) -> Option<Date> {
        let at = |path: &[u32]| self.object(path).and_then(amounts::date);
        at(&[0x1F0E]).or_else(|| at(&[0x34, 0x1F0E]))
    }

    /// Bytes of an object of the container.
    pub fn object(&self, path: &[u32]) -> Option<&[u8]> {
        tlv::find(self.tlv.as_deref()?, path).map(Tlv::content)
    }

    /// Whether it names a transaction at all. An empty one proves nothing.
    pub fn names_transaction(&self) -> bool {
        self.receipt.is_some() || self.trace.is_some() || self.turnover.is_some()
    }

    /// Id of a file and its total size, where this is a block of a file. The block itself is never kept.
    pub fn file(&self) -> Option<(u8, Option<u32>)> {
        let id = self.object(&[0x2D, 0x1D])?;
        Some((*id.first()?, self.object(&[0x2D, 0x1F00]).and_then(big_endian)))
    }
}

/// A number of up to four bytes, highest first.
pub(super) fn big_endian(bytes: &[u8]) -> Option<u32> {
    (1..=4).contains(&bytes.len()).then(|| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn read(message: &Message, charset: Charset) -> Status {
    let charset = Charset::told_by(message).unwrap_or(charset);
    let mut reader = Reader { message, odd: Vec::new() };
    let mut status = Status {
        result: reader.byte(0x27),
        amount: reader.field(0x04, amounts::amount),
        currency: reader.field(0x49, amounts::currency),
        trace: reader.field(0x0B, amounts::small),
        original_trace: reader.field(0x37, amounts::small),
        receipt: reader
            .field(0x87, |bytes| if bytes == ALL_RECEIPTS { Some(None) } else { amounts::short(bytes).map(Some) })
            .flatten(),
        turnover: reader.field(0x88, amounts::small),
        time: reader.field(0x0C, amounts::time),
        day: reader.field(0x0D, amounts::day),
        terminal: reader.field(0x29, |bytes| Some(Printable::new(&hex::encode(bytes), 8))),
        contract: reader.field(0x2A, |bytes| text(bytes, charset)),
        card: reader.field(0x22, card),
        expiry: reader.field(0x0E, expiry),
        card_sequence: reader.field(0x17, amounts::short),
        card_name: reader.field(0x8B, |bytes| text(bytes, charset)),
        card_type: reader.byte(0x8A),
        operator_card_type: reader.byte(0x8C),
        authorisation: reader.field(0x3B, |bytes| text(bytes, charset)),
        text: reader.field(0x3C, |bytes| text(bytes, charset)),
        payment_type: reader.byte(0x19),
        totals: reader.field(0x60, Totals::of),
        tlv: message.container().map(<[Tlv]>::to_vec),
        rest: message.items.iter().filter(|item| !has_field(item)).cloned().collect(),
        odd: Vec::new(),
    };
    if status.trace.is_none_or(|trace| trace == 0) {
        let long = message.tlv(&[0x1F2B]).and_then(amounts::small);
        status.trace = long.or(status.trace);
    }
    if let Some((bmp, len)) = message.unread() {
        let what = bmp.map_or_else(|| "what follows".to_owned(), |bmp| format!("BMP {bmp:02X}"));
        reader.odd.push(format!("{what} is not defined: {len} bytes not read"));
    }
    reader.odd.extend(message.duplicates().iter().map(|tag| format!("BMP {tag:02X} stands more than once")));
    status.odd = reader.odd;
    status
}

fn has_field(item: &Item) -> bool {
    match item {
        Item::Bmp(tag, _) => matches!(
            tag,
            0x27 | 0x04
                | 0x49
                | 0x0B
                | 0x37
                | 0x87
                | 0x88
                | 0x0C
                | 0x0D
                | 0x29
                | 0x2A
                | 0x22
                | 0x0E
                | 0x17
                | 0x8B
                | 0x8A
                | 0x8C
                | 0x3B
                | 0x3C
                | 0x19
                | 0x60
        ),
        Item::Tlv(..) | Item::Unread { .. } => true,
        Item::Password(_) | Item::Fixed(..) => false,
    }
}

struct Reader<'a> {
    message: &'a Message,
    odd: Vec<String>,
}

impl Reader<'_> {
    fn byte(&mut self, tag: u8) -> Option<u8> {
        self.field(tag, |bytes| bytes.first().copied())
    }

    /// A field by its BMP. Of two with different values neither counts.
    fn field<T>(&mut self, tag: u8, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let bytes = self.message.bmp(tag)?;
        if self.message.bmps(tag).any(|other| other != bytes) {
            return None;
        }
        let value = read(bytes);
        if value.is_none() {
            self.odd.push(format!("BMP {tag:02X} is not as specified"));
        }
        value
    }
}

/// Text up to the first zero byte, blanks at its end cut.
pub(super) fn text(bytes: &[u8], charset: Charset) -> Option<Printable> {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    Some(Printable::new(charset.decode(&bytes[..end]).trim_end(), TEXT))
}

/// Year of this century and month.
fn expiry(bytes: &[u8]) -> Option<(i8, i8)> {
    let number = amounts::short(bytes)?;
    let (year, month) = (i8::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?);
    (1..=12).contains(&month).then_some((year, month))
}

fn card(bytes: &[u8]) -> Option<Card> {
    let symbols = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    let number: String = symbols
        .take_while(|nibble| !matches!(nibble, 0xD | 0xF))
        .map(|nibble| if nibble < 10 { char::from(b'0' + nibble) } else { '*' })
        .collect();
    Card::mask(&number)
}

fn card_bcd(card: &Card) -> Vec<u8> {
    let middle = if card.first6().is_some() { "EEEEEE" } else { "EEEEEEEEEEEE" };
    let mut symbols = format!("{}{middle}{}", card.first6().unwrap_or(""), card.last4());
    if symbols.len() % 2 == 1 {
        symbols.push('F');
    }
    hex::decode(symbols).unwrap_or_default()
}

/// Eight digits in four bytes; what is no digit as zero.
fn digits_bcd(text: &str) -> Vec<u8> {
    let digits: String = text.chars().map(|symbol| if symbol.is_ascii_digit() { symbol } else { '0' }).collect();
    hex::decode(format!("{digits:0>8}")).ok().filter(|bytes| bytes.len() == 4).unwrap_or(vec![0; 4])
}

fn padded(text: &str, len: usize, fill: u8) -> Vec<u8> {
    let mut bytes = Charset::Cp437.encode(text);
    bytes.resize(len, fill);
    bytes
}
