//! The terminal's messages, in the order of fields that real terminals have.

use jiff::civil::DateTime;

use super::card::Card;
use super::memory::{Memory, Totals};
use super::paper::Slip;
use super::scenario::Scenario;
use super::transaction::{Deed, Transaction};
use crate::protocol::zvt::{Charset, Control, Item, Message, Place, Tlv, tlv};

/// The euro, as BMP 49 has it.
pub(super) const EURO: [u8; 2] = [0x09, 0x78];
/// Attribute of the last line of a receipt.
const LAST_LINE: u8 = 0x80;
/// Commands that a terminal lists at registration (TLV 26), where it knows them.
const COMMANDS: &[Control] = &[
    Control::STATUS_ENQUIRY,
    Control::AUTHORISATION,
    Control::TOTALS,
    Control::REPRINT_RANGE,
    Control::SYSTEM_CONFIGURATION,
    Control::REPEAT_RECEIPT,
    Control::PRE_AUTHORISATION,
    Control::PARTIAL_REVERSAL,
    Control::BOOK_TOTAL,
    Control::PRE_AUTHORISATION_REVERSAL,
    Control::REVERSAL,
    Control::REFUND,
    Control::END_OF_DAY,
    Control::PARTIAL_RECONCILIATION,
    Control::DIAGNOSIS,
    Control::SELF_TEST,
    Control::SET_CLOCK,
    Control::INITIALISATION,
];

/// A number as BCD in so many bytes; digits that do not fit are lost.
pub(super) fn bcd(mut number: u64, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    for byte in bytes.iter_mut().rev() {
        let pair = u8::try_from(number % 100).unwrap_or_default();
        *byte = ((pair / 10) << 4) | (pair % 10);
        number /= 100;
    }
    bytes
}

/// Digits and mask letters as half bytes, an odd number of them filled with F.
fn nibbles(text: &str) -> Vec<u8> {
    let even = if text.len().is_multiple_of(2) { text.to_owned() } else { format!("{text}F") };
    hex::decode(even).unwrap_or_default()
}

fn date(time: DateTime) -> Vec<u8> {
    [bcd(time.month().unsigned_abs().into(), 1), bcd(time.day().unsigned_abs().into(), 1)].concat()
}

fn clock(time: DateTime) -> Vec<u8> {
    [time.hour(), time.minute(), time.second()].iter().flat_map(|part| bcd(part.unsigned_abs().into(), 1)).collect()
}

/// Text as the dialect encodes it.
pub(super) fn text(scenario: &Scenario, text: &str) -> Vec<u8> {
    let charset = if scenario.options.dialect.is_latin1() { Charset::Latin1 } else { Charset::Cp437 };
    charset.encode(text)
}

/// An APDU of these bytes, whatever they are: past the codec, which would redact them.
pub(super) fn apdu(control: Control, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![control.0, control.1];
    match u8::try_from(data.len()) {
        Ok(len) if len < 0xFF => bytes.push(len),
        _ => {
            let [low, high] = u16::try_from(data.len()).unwrap_or(u16::MAX).to_le_bytes();
            bytes.extend([0xFF, low, high]);
        }
    }
    bytes.extend(data.iter().take(usize::from(u16::MAX)));
    bytes
}

/// One TLV object of these bytes, past the codec.
pub(super) fn object(tag: &[u8], value: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes();
    let len = match value.len() {
        0..=0x7F => vec![low],
        0x80..=0xFF => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [tag, &len, value].concat()
}

/// `80 00 00`.
pub(super) fn accepted() -> Message {
    Message::new(Control::ACCEPTED, Vec::new())
}

/// `84 XX 00`.
pub(super) fn refused(code: u8) -> Message {
    Message::new(Control(Control::REFUSED, code), Vec::new())
}

/// `84 1E 03 6F 09 78`: the terminal works in euro only.
pub(super) fn wrong_currency(code: u8) -> Message {
    let items = vec![Item::Fixed(Place::Result, vec![code]), Item::Fixed(Place::Currency, EURO.to_vec())];
    Message::new(Control(Control::REFUSED, 0x1E), items)
}

/// `04 FF` with its timeout of one minute.
pub(super) fn intermediate(status: u8) -> Message {
    let items = vec![Item::Fixed(Place::Intermediate, vec![status]), Item::Fixed(Place::Minutes, vec![0x01])];
    Message::new(Control::INTERMEDIATE, items)
}

/// `06 0F 00`.
pub(super) fn completed() -> Message {
    Message::new(Control::COMPLETION, Vec::new())
}

/// `06 0F 02 27 XX`.
pub(super) fn completed_with(code: u8) -> Message {
    Message::new(Control::COMPLETION, vec![Item::Bmp(0x27, vec![code])])
}

/// `06 1E 01 XX`.
pub(super) fn aborted(code: u8) -> Message {
    Message::new(Control::ABORT_PT, vec![Item::Fixed(Place::Result, vec![code])])
}

/// `04 0F` of a transaction.
pub(super) fn result(scenario: &Scenario, memory: &Memory, one: &Transaction, tlv: bool) -> Message {
    let Card { scheme, expiry, entry, .. } = &one.card;
    let mut items = vec![Item::Bmp(0x27, vec![one.result]), Item::Bmp(0x04, bcd(one.amount, 6))];
    let mut push = |tag: u8, value: Vec<u8>| items.push(Item::Bmp(tag, value));
    push(0x49, EURO.to_vec());
    push(0x0C, clock(one.time));
    push(0x0D, date(one.time));
    push(0x22, nibbles(&one.card.masked()));
    push(0x17, vec![0x00, 0x01]);
    push(0x87, bcd(one.receipt.into(), 2));
    if !one.authorisation.is_empty() {
        let attribute = match scenario.options.dialect.confuses_aid() {
            true => hex::decode(scheme.aid()).unwrap_or_default(),
            false => one.authorisation.clone().into_bytes(),
        };
        push(0x3B, attribute.into_iter().chain([0; 8]).take(8).collect());
    }
    push(0x0B, bcd(one.trace.into(), 3));
    push(0x19, vec![if one.amount > 5_000 { 0x70 } else { 0x60 }]);
    push(0x29, nibbles(&memory.terminal));
    push(0x0E, nibbles(expiry));
    push(0x8A, vec![scheme.id()]);
    push(0x8B, [text(scenario, scheme.name()), vec![0]].concat());
    push(0x2A, format!("{:<15}", scheme.contract(scenario.contract)).into_bytes());
    // Last what not every client knows: an undefined field hides what stands behind it.
    push(0x88, bcd(one.turnover.into(), 3));
    push(0x8C, vec![scheme.id()]);
    if let (Deed::Reversal | Deed::Refund, Some(original)) = (one.deed, one.original) {
        push(0x37, bcd(original.trace.into(), 3));
    }
    if one.deed == Deed::Refund {
        push(0x3C, text(scenario, "GUTSCHRIFT"));
    }
    if tlv {
        let aid = hex::decode(scheme.aid()).unwrap_or_default();
        let technology = Tlv::objects(0x2F, vec![Tlv::bytes(0x1F12, [entry.technology()])]);
        items.push(container(vec![Tlv::bytes(0x43, aid), technology]));
    }
    Message::new(Control::STATUS_INFORMATION, items)
}

/// `04 0F` of a failure that no transaction was stored for.
pub(super) fn failure(memory: &Memory, code: u8) -> Message {
    let items = vec![Item::Bmp(0x27, vec![code]), Item::Bmp(0x29, nibbles(&memory.terminal))];
    Message::new(Control::STATUS_INFORMATION, items)
}

/// `04 0F` with the totals of the open batch.
pub(super) fn totals(memory: &Memory, totals: &Totals, trace: Option<u32>, now: DateTime) -> Message {
    let sum = |amount: i64| bcd(u64::try_from(amount).unwrap_or_default(), 6);
    let mut block = [bcd(totals.first.into(), 2), bcd(totals.last.into(), 2)].concat();
    for (count, amount) in totals.pairs {
        // The specification has one byte for the count; what does not fit stays at its highest.
        block.push(u8::try_from(count).unwrap_or(u8::MAX));
        block.extend(sum(amount));
    }
    let mut items = vec![Item::Bmp(0x27, vec![0]), Item::Bmp(0x04, sum(totals.all().1))];
    let mut push = |tag: u8, value: Vec<u8>| items.push(Item::Bmp(tag, value));
    push(0x49, EURO.to_vec());
    if let Some(trace) = trace {
        push(0x0B, bcd(trace.into(), 3));
    }
    push(0x0C, clock(now));
    push(0x0D, date(now));
    push(0x29, nibbles(&memory.terminal));
    push(0x60, block);
    Message::new(Control::STATUS_INFORMATION, items)
}

/// Completion of a registration.
pub(super) fn registered(scenario: &Scenario, memory: &Memory) -> Message {
    let dialect = scenario.options.dialect;
    let mut items =
        vec![Item::Bmp(0x19, vec![0]), Item::Bmp(0x29, nibbles(&memory.terminal)), Item::Bmp(0x49, EURO.to_vec())];
    if memory.registration.tlv {
        let known = COMMANDS.iter().filter(|control| dialect.knows(control.0, control.1));
        let commands = known.map(|control| Tlv::bytes(0x0A, [control.0, control.1])).collect();
        items.push(container(vec![Tlv::bytes(0x12, [0x40]), Tlv::objects(0x26, commands)]));
    }
    Message::new(Control::COMPLETION, items)
}

/// Completion of a status enquiry with service byte `service`.
pub(super) fn status(
    scenario: &Scenario,
    memory: &Memory,
    status: u8,
    service: u8,
    tlv: bool,
    now: DateTime,
) -> Message {
    let options = &scenario.options;
    let mut items = Vec::new();
    if service & 0x02 == 0 {
        items.push(Item::Fixed(Place::Version, text(scenario, &options.version)));
    }
    items.push(Item::Fixed(Place::Status, vec![status]));
    if tlv && service & 0x04 != 0 {
        let device = vec![
            Tlv::bytes(0x1F40, text(scenario, "TW SIM")),
            Tlv::bytes(0x1F41, text(scenario, &options.version)),
            Tlv::bytes(0x1F42, nibbles(&memory.terminal)),
            Tlv::bytes(0x1F43, [0]),
        ];
        let year = bcd(now.year().unsigned_abs().into(), 2);
        let moment = vec![Tlv::bytes(0x1F0E, [year, date(now)].concat()), Tlv::bytes(0x1F0F, clock(now))];
        items.push(container(vec![
            Tlv::bytes(0x1F44, nibbles(&memory.terminal)),
            Tlv::objects(0xE4, device),
            Tlv::bytes(0x1F55, options.locks),
            Tlv::objects(0x34, moment),
        ]));
    }
    Message::new(Control::COMPLETION, items)
}

/// `06 0F 01 XX`: completion of a status enquiry with nothing but the status.
pub(super) fn busy(status: u8) -> Message {
    Message::new(Control::COMPLETION, vec![Item::Fixed(Place::Status, vec![status])])
}

/// The list of open pre-authorisations: all of them in a container, or the first.
pub(super) fn reservations(code: u8, mut open: impl Iterator<Item = u16>, tlv: bool) -> Message {
    let number = |receipt: u16| bcd(receipt.into(), 2);
    let mut items = vec![Item::Fixed(Place::Result, vec![code])];
    match tlv {
        true => {
            let list = open.map(|receipt| Tlv::bytes(0x08, number(receipt))).collect();
            items.push(container(vec![Tlv::objects(0x23, list)]));
        }
        false => items.push(Item::Bmp(0x87, open.next().map_or(vec![0xFF, 0xFF], number))),
    }
    Message::new(Control::ABORT_PT, items)
}

/// `04 01`: the terminal sets the till's clock.
pub(super) fn set_clock(now: DateTime) -> Message {
    let year = bcd(u64::from(now.year().unsigned_abs()) % 100, 1);
    let items = vec![Item::Bmp(0xAA, [year, date(now)].concat()), Item::Bmp(0x0C, clock(now))];
    Message::new(Control::SET_CLOCK_ECR, items)
}

/// A block of a file, with its content as it is.
pub(super) fn file_block(id: u8, offset: usize, total: usize, content: &[u8]) -> Vec<u8> {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes();
    let file = [
        object(&[0x1C], content),
        object(&[0x1D], &[id]),
        object(&[0x1E], &number(offset)),
        object(&[0x1F, 0x00], &number(total)),
    ];
    apdu(Control::STATUS_INFORMATION, &object(&[0x06], &object(&[0x2D], &file.concat())))
}

/// A slip as print lines, one APDU each.
pub(super) fn lines(lines: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let last = lines.len().saturating_sub(1);
    let attribute = |at: usize| if at == last { LAST_LINE } else { 0 };
    let line = |(at, text): (usize, &Vec<u8>)| apdu(Control::PRINT_LINE, &[&[attribute(at)], text.as_slice()].concat());
    lines.iter().enumerate().map(line).collect()
}

/// A slip as one text block.
pub(super) fn block(slip: &Slip, lines: &[Vec<u8>]) -> Vec<u8> {
    let mut texts: Vec<u8> = lines.iter().flat_map(|line| object(&[0x07], line)).collect();
    texts.extend(object(&[0x09], &[LAST_LINE]));
    let content = [object(&[0x1F, 0x07], &[slip.whose.number()]), object(&[0x25], &texts)].concat();
    apdu(Control::PRINT_BLOCK, &object(&[0x06], &content))
}

fn container(objects: Vec<Tlv>) -> Item {
    Item::Tlv(tlv::Form::Short, objects)
}
