//! What our codec reads in an APDU, in the words of tshark's dissector: the same fields in the same order, up to the first
//! BMP that tshark does not know.

use tillwright::model::{Card, Currency, Printable};
use tillwright::protocol::zvt::tlv::{Form, Value};
use tillwright::protocol::zvt::{Charge, Charset, Control, Item, Line, Message, Place, Reply, Request, Tlv};

use super::data;
use super::pdml::{Apdu, Field};

/// Control fields that the dissector reads, beside 80 and 84.
pub const READ: [Control; 13] = [
    Control::STATUS_INFORMATION,
    Control::INTERMEDIATE,
    Control::REGISTRATION,
    Control::AUTHORISATION,
    Control::COMPLETION,
    Control::ABORT_PT,
    Control::REVERSAL,
    Control::REFUND,
    Control::END_OF_DAY,
    Control::DIAGNOSIS,
    Control::INITIALISATION,
    Control::PRINT_LINE,
    Control::PRINT_BLOCK,
];

/// BMPs that it knows. It knows the names of tracks (23, 24, 2D) too, but not their lengths.
const KNOWN: [u8; 23] = [
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0B, 0x0C, 0x0D, 0x0E, 0x17, 0x19, 0x22, 0x27, 0x29, 0x2A, 0x3A, 0x3B, 0x3C,
    0x49, 0x87, 0x8A, 0x8B,
];

/// Tags whose objects it reads.
const ENTERED: [u32; 4] = [0x24, 0x25, 0x26, 0x2F];

/// More than any line has.
const LINE: usize = 160;

/// What we read, and whether tshark stops before the end.
pub struct Reading {
    pub fields: Apdu,
    pub stopped: bool,
}

/// Whether the dissector says anything about it.
pub fn is_read(control: Control) -> bool {
    control.is_answer() || READ.contains(&control)
}

/// The meaning of the fields that both give a meaning to.
#[derive(Default)]
struct Meaning {
    amount: Option<i64>,
    currency: Option<Currency>,
    result: Option<u8>,
    trace: Option<u32>,
    receipt: Option<u16>,
    time: Option<String>,
    day: Option<(i8, i8)>,
    expiry: Option<(i8, i8)>,
    terminal: Option<String>,
    card: Option<Card>,
    card_name: Option<String>,
    card_type: Option<u8>,
    text: Option<String>,
    config: Option<u8>,
    intermediate: Option<u8>,
    /// Lines of a block or a display.
    lines: Vec<String>,
    /// A line of its own.
    line: Option<Line>,
}

impl Meaning {
    fn of(message: &Message) -> Self {
        if message.direction() == Some(tillwright::model::Direction::ToDevice) {
            return Self::of_request(&Request::of(message).unwrap());
        }
        match Reply::of(message, Charset::default()).unwrap() {
            Reply::Status(status) => Self {
                amount: status.amount,
                currency: status.currency,
                result: status.result,
                trace: status.trace,
                receipt: status.receipt,
                time: status.time.map(|time| time.strftime("%H:%M:%S").to_string()),
                day: status.day,
                expiry: status.expiry,
                terminal: status.terminal.map(|text| text.as_str().to_owned()),
                card: status.card,
                card_name: status.card_name.map(|text| text.as_str().to_owned()),
                card_type: status.card_type,
                text: status.text.map(|text| text.as_str().to_owned()),
                ..Self::default()
            },
            Reply::Completion(completion) => Self {
                result: completion.result,
                currency: completion.currency,
                terminal: completion.terminal.map(|text| text.as_str().to_owned()),
                text: completion.text.map(|text| text.as_str().to_owned()),
                ..Self::default()
            },
            Reply::Abort(abort) => Self {
                result: Some(abort.code),
                currency: abort.currency,
                receipt: abort.receipts.first().copied(),
                ..Self::default()
            },
            Reply::Intermediate { status, text, .. } => Self {
                intermediate: Some(status),
                lines: text.iter().map(|line| line.as_str().to_owned()).collect(),
                ..Self::default()
            },
            Reply::Block(block) => Self {
                lines: block.lines.iter().map(|line| line.text.as_str().to_owned()).collect(),
                ..Self::default()
            },
            Reply::Line(line) => Self { line: Some(line), ..Self::default() },
            _ => Self::default(),
        }
    }

    fn of_request(request: &Request) -> Self {
        let charge = |receipt: Option<u16>, charge: &Charge| Self {
            amount: charge.amount,
            currency: charge.currency,
            receipt,
            ..Self::default()
        };
        match request {
            Request::Registration { config, currency, .. } => {
                Self { config: Some(*config), currency: *currency, ..Self::default() }
            }
            Request::Authorisation(one) | Request::Refund { charge: one, .. } => charge(None, one),
            Request::Reversal { receipt, charge: one, .. } => charge(Some(*receipt), one),
            _ => Self::default(),
        }
    }

    /// What the dissector says behind a BMP; nothing where it gives its bytes only.
    fn behind(&self, tag: u8) -> Option<Field> {
        let (name, says) = match tag {
            0x04 => ("amount", self.amount.map(|amount| amount.to_string())),
            // A longer one stands in TLV 1F2B, and zeros here.
            0x0B => ("trace_number", self.trace.map(|trace| format!("{:06}", if trace > 999_999 { 0 } else { trace }))),
            0x0C => ("time", self.time.clone()),
            0x0D => ("date", self.day.map(|(month, day)| format!("{month:02}/{day:02}"))),
            0x0E => ("expiry_date", self.expiry.map(|(year, month)| format!("{year:02}/{month:02}"))),
            0x22 => ("card_number", self.card.as_ref().map(Card::to_string)),
            0x27 => ("result_code", self.result.map(|code| format!("0x{code:02x}"))),
            0x29 => ("terminal_id", self.terminal.clone()),
            0x3C => ("additional_data", self.text.clone()),
            0x49 => ("cc", self.currency.map(currency)),
            0x8A => ("card_type", self.card_type.map(|number| number.to_string())),
            0x8B => ("card_name", self.card_name.clone()),
            _ => return None,
        };
        Some(Field::new(name, says.unwrap_or_else(|| "not read".to_owned())))
    }

    /// A BMP whose bytes only tshark tells, as its meaning would be written.
    fn rewritten(&self, tag: u8) -> Option<String> {
        match tag {
            0x87 => Some(self.receipt.map_or_else(|| "ffff".to_owned(), |receipt| format!("{receipt:04}"))),
            _ => None,
        }
    }
}

/// What we read in a message whose data are `data`.
pub fn reading(message: &Message, data: &[u8]) -> Reading {
    let Control(class, instr) = message.control;
    let mut fields = if message.control.is_answer() {
        vec![Field::new("ccrc", format!("0x{class:02x}")), Field::new("aprc", format!("0x{instr:02x}"))]
    } else {
        vec![Field::new("control_field", format!("0x{class:02x}{instr:02x}"))]
    };
    fields.push(Field::new("length_field", data.len().to_string()));
    let meaning = Meaning::of(message);
    match message.control {
        // Bytes only.
        Control::END_OF_DAY | Control::DIAGNOSIS => {
            fields.extend((!data.is_empty()).then(|| Field::new("data", hex::encode(data))));
            return Reading { fields, stopped: false };
        }
        Control::PRINT_LINE => {
            let line = meaning.line.unwrap();
            let name = if line.feeds > 0 { "data" } else { "line" };
            fields.push(Field::new(name, print_line(line)));
            return Reading { fields, stopped: false };
        }
        control if control.is_answer() => {
            fields.extend((!data.is_empty()).then(|| Field::new("data", hex::encode(data))));
            return Reading { fields, stopped: false };
        }
        _ => {}
    }
    let mut lines = meaning.lines.iter();
    let mut stopped = false;
    for item in &message.items {
        match item {
            Item::Password(password) => fields.push(Field::new("password", hex::encode(password.as_bytes()))),
            Item::Fixed(Place::Config, _) => {
                fields.push(Field::new("reg.config_byte", format!("0x{:02x}", meaning.config.unwrap())));
            }
            Item::Fixed(Place::Currency, _) if message.control == Control::REGISTRATION => {
                fields.push(Field::new("cc", currency(meaning.currency.unwrap())));
            }
            Item::Fixed(Place::Intermediate, _) => {
                fields.push(Field::new("int_status", format!("0x{:02x}", meaning.intermediate.unwrap())));
            }
            Item::Fixed(Place::Result, _) => {
                fields.push(Field::new("result_code", format!("0x{:02x}", meaning.result.unwrap())));
            }
            Item::Fixed(Place::Minutes, _) => {}
            Item::Bmp(tag, value) if KNOWN.contains(tag) => {
                let value = meaning.rewritten(*tag).unwrap_or_else(|| hex::encode(value));
                fields.push(Field::new("bmp", format!("{tag:02x}{}{value}", length(*tag, value.len() / 2))));
                fields.extend(meaning.behind(*tag));
            }
            Item::Tlv(form, objects) => {
                let inside = written(objects);
                let header = ber_length(*form, inside.len());
                fields.push(Field::new("bmp", format!("06{}{}", hex::encode(header), hex::encode(&inside))));
                fields.push(Field::new("tlv.total_len", inside.len().to_string()));
                for object in objects {
                    container(object, &mut lines, &mut fields);
                }
            }
            Item::Fixed(..) | Item::Bmp(..) | Item::Unread { .. } => {
                stopped = true;
                break;
            }
        }
    }
    Reading { fields, stopped }
}

/// The data of `06 D1`: style and text as we read them, written anew.
fn print_line(line: Line) -> String {
    hex::encode(data(&Reply::Line(line).message().encode().unwrap()))
}

fn container<'a>(object: &Tlv, lines: &mut impl Iterator<Item = &'a String>, fields: &mut Apdu) {
    let (tag, inside) = (object.tag.0, content(object));
    let mut say = |name: &str, says: String| fields.push(Field::new(name, says));
    say("tlv.tag", format!("0x{tag:08x}"));
    let first = tag_bytes(tag)[0];
    say("tlv.tag.class", format!("0x{:02x}", first >> 6));
    say("tlv.tag.type", u8::from(object.tag.is_constructed()).to_string());
    say("tlv.len", inside.len().to_string());
    let line = if tag == 0x07 { lines.next() } else { None };
    match (tag, inside.as_slice()) {
        (0x07, []) => assert_eq!(line.map(String::as_str), Some("")),
        (_, []) => {}
        (0x07, _) => say("tlv.text_lines.line", line.cloned().unwrap_or_else(|| "not read".to_owned())),
        (0x0A, [class, instr]) => say("tlv.permitted_command", format!("0x{class:02x}{instr:02x}")),
        (0x12, [width]) => say("characters_per_line", format!("{width:02x}")),
        (0x1F04, [bits, ..]) => say("tlv.receipt_parameter", format!("0x{bits:02x}")),
        (0x1F07, [kind]) => say("tlv.receipt_type", format!("0x{kind:04x}")),
        (0x1F37, [bits]) => say("tlv.receipt_info", format!("0x{bits:02x}")),
        _ => {}
    }
    if let (true, Value::Objects(objects)) = (ENTERED.contains(&tag), &object.value) {
        for object in objects {
            container(object, lines, fields);
        }
    }
}

fn content(object: &Tlv) -> Vec<u8> {
    match &object.value {
        Value::Bytes(bytes) => bytes.clone(),
        Value::Objects(objects) => written(objects),
    }
}

fn written(objects: &[Tlv]) -> Vec<u8> {
    let write = |object: &Tlv| {
        let inside = content(object);
        [tag_bytes(object.tag.0), ber_length(object.form, inside.len()), inside].concat()
    };
    objects.iter().flat_map(write).collect()
}

fn tag_bytes(tag: u32) -> Vec<u8> {
    tag.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

fn ber_length(form: Form, len: usize) -> Vec<u8> {
    let [high, low] = u16::try_from(len).unwrap().to_be_bytes();
    match form {
        Form::Short if len < 0x80 => vec![low],
        Form::Short | Form::Two if len < 0x100 => vec![0x81, low],
        _ => vec![0x82, high, low],
    }
}

/// The length in front of a BMP of variable length, in hex.
fn length(tag: u8, len: usize) -> String {
    let digits = match tag {
        0x22 | 0x8B => format!("{len:02}"),
        0x3C => format!("{len:03}"),
        _ => String::new(),
    };
    digits.chars().map(|digit| format!("f{digit}")).collect()
}

fn currency(currency: Currency) -> String {
    format!("0x{:04}", currency.numeric())
}

/// Whether tshark says the same. It shows what stands on the wire: card numbers, and what looks like one in a text, are
/// masked before they are compared.
pub fn agree(ours: &Field, theirs: &Field) -> bool {
    let (says, shown) = (ours.says.as_str(), theirs.says.as_str());
    match (ours.name.as_str(), theirs.name.as_str()) {
        ("card_number", "card_number") => {
            // tshark shows E and the filling F alike.
            Card::mask(&shown.trim_end_matches('?').replace('?', "*")).is_some_and(|card| card.to_string() == says)
        }
        ("tlv.text_lines.line", "tlv.text_lines.line") => Printable::new(shown, LINE).as_str() == says,
        ("line", "data") => {
            let bytes = hex::decode(shown).unwrap();
            let text = Charset::Cp437.decode(&bytes[1..]);
            let masked = Charset::Cp437.encode(Printable::new(&text, LINE).as_str());
            hex::encode([vec![bytes[0]], masked].concat()) == says
        }
        ("bmp", "bmp") => {
            let (ours, theirs) = (hex::decode(says).unwrap(), hex::decode(shown).unwrap());
            let card = ours.first() == Some(&0x22);
            let same = |(ours, theirs): (u8, u8)| ours == theirs || is_masked(ours, theirs, card);
            ours.len() == theirs.len() && ours.into_iter().zip(theirs).all(same)
        }
        (ours, theirs) => ours == theirs && says == shown,
    }
}

/// Whether a byte is a masked one: two digits of a card number, or one digit of a text.
fn is_masked(ours: u8, theirs: u8, card: bool) -> bool {
    let nibble = |ours: u8, theirs: u8| ours == theirs || ours == 0xE && theirs < 0xA;
    match card {
        true => nibble(ours >> 4, theirs >> 4) && nibble(ours & 0xF, theirs & 0xF),
        false => ours == b'*' && theirs.is_ascii_digit(),
    }
}
