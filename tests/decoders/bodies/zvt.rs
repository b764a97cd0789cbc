//! ZVT: blocks, bare APDUs, messages, meaning, character sets.

use tillwright::model::is_hostile;
use tillwright::protocol::zvt::{
    Charset, Decoder, Event, Message, RawApdu, Reply, Request, Wire, Writing, decode, decode_event, meaning_line,
};

use super::look;

/// A serial stream: blocks, single bytes, garbage.
pub fn serial(data: &[u8]) {
    stream(Wire::Serial, data);
}

/// A network stream: bare APDUs.
pub fn network(data: &[u8]) {
    stream(Wire::Network, data);
}

/// One message: control field, then the data behind its length, which is put in here. A first byte above 0F that begins no
/// answer is taken for its low half, so that most inputs are messages.
pub fn message(data: &[u8]) {
    let [class, instr, data @ ..] = data else { return };
    let class = if matches!(class, 1..=0x0F | 0x80..=0x8F) { *class } else { class & 0x0F };
    let Ok(len) = u16::try_from(data.len()) else { return };
    let mut apdu = vec![class, *instr];
    match u8::try_from(len) {
        Ok(len) if len < 0xFF => apdu.push(len),
        _ => apdu.extend([&[0xFF][..], &len.to_le_bytes()].concat()),
    }
    apdu.extend(data);
    if let [Event::Apdu(raw)] = &events(Wire::Network, &[&apdu])[..] {
        look::decoded(&decode_event(&Event::Apdu(raw.clone()), Wire::Serial));
        read(&apdu, raw);
    }
}

/// A text: the number of a character set, then bytes of it.
pub fn charset(data: &[u8]) {
    let [number, bytes @ ..] = data else { return };
    let set = Charset::of(*number).unwrap_or_default();
    assert_eq!(Charset::of(set.number()), Some(set));
    let text = set.decode(bytes);
    assert!(text.chars().count() <= bytes.len());
    if set != Charset::Utf8 {
        assert_eq!(text.chars().count(), bytes.len(), "columns stay columns");
    }
    let written = set.encode(&text);
    let again = set.decode(&written);
    let same = |(one, other): (char, char)| one == other || other == '?';
    assert_eq!(text.chars().count(), again.chars().count());
    assert!(text.chars().zip(again.chars()).all(same), "{text:?} became {again:?}");
    if !text.contains(char::REPLACEMENT_CHARACTER) && set != Charset::Din66003 {
        assert_eq!(again, text, "what a set can say it can write");
    }
}

fn stream(wire: Wire, data: &[u8]) {
    let whole = events(wire, &[data]);
    for pieces in look::cuttings(data) {
        assert_eq!(events(wire, &pieces), whole);
    }
    let sizes = whole.iter().map(|event| match event {
        Event::Ack | Event::Nak => 1,
        Event::Apdu(raw) => raw.size(),
        Event::BadCrc { len, .. } | Event::Malformed { len } | Event::Garbage { len } => *len,
    });
    // Each byte is told once; a mark in place of a CRC may be told twice.
    let marks = data.windows(2).filter(|pair| *pair == [0x10, 0x02]).count();
    assert!(sizes.sum::<usize>() <= data.len() + marks * 2 + 1);
    look::secret_free(format!("{whole:?}").as_bytes());
    for piece in decode(data) {
        look::decoded(&piece);
    }
    for event in &whole {
        if let Event::Apdu(raw) = event {
            let apdu = raw_bytes(wire, data, raw);
            read(apdu.as_deref().unwrap_or_default(), raw);
        }
    }
}

/// The bytes of the only APDU of a network stream; of others they are not at hand.
fn raw_bytes(wire: Wire, data: &[u8], raw: &RawApdu) -> Option<Vec<u8>> {
    (wire == Wire::Network && raw.size() == data.len()).then(|| data.to_vec())
}

fn events(wire: Wire, pieces: &[&[u8]]) -> Vec<Event> {
    let mut decoder = Decoder::new(wire);
    let mut events: Vec<Event> = pieces.iter().flat_map(|piece| decoder.push(piece)).collect();
    events.extend(decoder.finish());
    assert!(!decoder.in_frame() && !decoder.has_garbage());
    events
}

/// Reads an APDU in every way; `apdu` are its bytes, or nothing where they are not at hand.
fn read(apdu: &[u8], raw: &RawApdu) {
    let Ok(message) = Message::parse(raw) else { return };
    let shown = message.shown();
    assert!(shown.len() <= raw.size());
    look::secret_free(&shown);
    look::secret_free(format!("{message:?}").as_bytes());
    match message.encode() {
        Ok(bytes) => {
            assert_eq!(parse(&bytes).as_ref(), Some(&message), "redaction is idempotent");
            if !apdu.is_empty() {
                kept(apdu, &bytes);
            }
        }
        Err(_) => assert!(message.unread().is_some(), "what was read can be written: {message:?}"),
    }
    meaning(&message);
    let mut writing = Writing::default();
    writing.hear(&message);
    look::harmless(&meaning_line(&message, writing.charset()));
}

/// Every byte is what came, or masked.
fn kept(apdu: &[u8], bytes: &[u8]) {
    assert_eq!(apdu.len(), bytes.len());
    let masked = |came: u8, kept: u8| {
        kept == 0 || kept == b'X' || kept == b'?' || half(came >> 4, kept >> 4) && half(came & 15, kept & 15)
    };
    fn half(came: u8, kept: u8) -> bool {
        came == kept || kept == 0xE
    }
    for (at, (came, kept)) in apdu.iter().zip(bytes).enumerate() {
        assert!(masked(*came, *kept), "byte {at} of {apdu:02x?} became {kept:02x}");
    }
}

fn meaning(message: &Message) {
    if let Ok(request) = Request::of(message) {
        look::secret_free(format!("{request:?}").as_bytes());
        let written = request.message();
        if written.encode().is_ok() {
            assert_eq!(Request::of(&written), Ok(request), "a request says the same when it is written");
        }
    }
    // Which set does not matter to what holds; each of them is met by a fifth of all inputs.
    let sets = [Charset::Cp437, Charset::Latin1, Charset::Utf8, Charset::Din66003, Charset::Iso(7)];
    let charset = sets[message.shown().len() % sets.len()];
    let Ok(reply) = Reply::of(message, charset) else { return };
    texts(&reply);
    look::secret_free(format!("{reply:?}").as_bytes());
    let written = reply.message();
    assert_eq!(written.control.is_answer(), message.control.is_answer());
    let once = Reply::of(&written, Charset::Cp437);
    let twice = once.as_ref().map(|once| Reply::of(&once.message(), Charset::Cp437));
    assert_eq!(twice.as_ref(), Ok(&once), "{reply:?}");
}

/// The texts of a reply that a person may see.
fn texts(reply: &Reply) {
    let shown: Vec<&str> = match reply {
        Reply::Intermediate { text, .. } => text.iter().map(|text| text.as_str()).collect(),
        Reply::Line(line) => vec![line.text.as_str()],
        Reply::Block(block) => block.lines.iter().map(|line| line.text.as_str()).collect(),
        Reply::Completion(completion) => completion.text.iter().map(|text| text.as_str()).collect(),
        _ => Vec::new(),
    };
    for text in shown {
        look::harmless(text);
        assert!(text.chars().count() <= 1000 && !text.chars().any(is_hostile));
    }
}

fn parse(apdu: &[u8]) -> Option<Message> {
    match &events(Wire::Network, &[apdu])[..] {
        [Event::Apdu(raw)] => Message::parse(raw).ok(),
        _ => None,
    }
}
