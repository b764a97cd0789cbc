//! Transbank: streams, messages, meaning.

use tillwright::protocol::transbank::frame::{Decoder, Event, frame};
use tillwright::protocol::transbank::{Answer, Message, Request, decode};

use super::look;

/// A whole stream: pieces do not matter, every byte is told, nothing shown is harmful, no more comes out than went in.
pub fn stream(data: &[u8]) {
    let whole = events(&[data]);
    for pieces in look::cuttings(data) {
        assert_eq!(events(&pieces), whole);
    }
    let told: usize = whole
        .iter()
        .map(|event| match event {
            Event::Ack | Event::Nak => 1,
            Event::Frame(frame) => frame.wire_len(),
            Event::BadLrc { len, .. } => len + 3,
            Event::Garbage { len } => *len,
        })
        .sum();
    // An STX in place of an LRC may be told as both.
    let twice = whole.iter().filter(|event| matches!(event, Event::BadLrc { found: 2, .. })).count();
    assert!((data.len()..=data.len() + twice).contains(&told), "{told} of {}", data.len());
    look::secret_free(format!("{whole:?}").as_bytes());
    let shown = decode(data);
    assert_eq!(shown.len(), whole.len());
    for piece in &shown {
        look::decoded(piece);
    }
    for event in &whole {
        if let Event::Frame(frame) = event {
            read(frame.wire_len(), Message::parse(frame).ok());
        }
    }
}

/// The data of one frame.
pub fn message(data: &[u8]) {
    let data: Vec<u8> = data.iter().copied().filter(|byte| !matches!(byte, 2 | 3)).collect();
    let bytes = frame(&data);
    let [Event::Frame(found)] = &events(&[&bytes])[..] else { return };
    let message = Message::parse(found).ok();
    if let Some(message) = &message {
        kept(&data, message);
    }
    read(bytes.len(), message);
    for piece in decode(&bytes) {
        look::decoded(&piece);
    }
}

fn events(pieces: &[&[u8]]) -> Vec<Event> {
    let mut decoder = Decoder::new();
    let mut events: Vec<Event> = pieces.iter().flat_map(|piece| decoder.push(piece)).collect();
    events.extend(decoder.finish());
    assert!(!decoder.in_frame() && !decoder.has_garbage());
    events
}

/// A message is what came but for what is masked in place or told as a length only.
fn kept(data: &[u8], message: &Message) {
    let mut raw: Vec<&[u8]> = data.split(|byte| *byte == b'|').collect();
    assert_eq!(raw.remove(0), message.command.as_bytes());
    if message.end_separator {
        assert_eq!(raw.pop(), Some(&b""[..]));
    }
    assert_eq!(raw.len(), message.fields.len());
    for (raw, field) in raw.iter().zip(&message.fields) {
        let masked = |(byte, symbol): (&u8, char)| char::from(*byte) == symbol || matches!(symbol, 'X' | '?');
        let in_place = raw.len() == field.chars().count() && raw.iter().zip(field.chars()).all(masked);
        assert!(in_place || *field == format!("?({} bytes)", raw.len()), "{field:?} of {raw:?}");
    }
}

fn read(size: usize, message: Option<Message>) {
    let Some(message) = message else { return };
    let bytes = message.encode();
    // A field whose length alone is told may be shorter than the words for that.
    assert!(bytes.len() <= size + 15 * message.fields.len());
    assert_eq!(parse(&bytes).as_ref(), Some(&message), "redaction is idempotent");
    if let Ok(request) = Request::of(&message) {
        look::secret_free(format!("{request:?}").as_bytes());
        let again = Request::of(&request.message());
        assert_eq!(again, Ok(request));
    }
    if let Ok(answer) = Answer::of(&message) {
        look::secret_free(format!("{answer:?}").as_bytes());
        // What was odd in it is not written again; what is written means the same from then on.
        let once = Answer::of(&answer.message());
        let twice = once.as_ref().ok().map(|answer| Answer::of(&answer.message()));
        assert_eq!(twice.as_ref(), Some(&once), "{answer:?}");
    }
}

fn parse(bytes: &[u8]) -> Option<Message> {
    match &events(&[bytes])[..] {
        [Event::Frame(frame)] => Message::parse(frame).ok(),
        _ => None,
    }
}
