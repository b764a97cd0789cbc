//! A saved device answering again: the conversation that an archive keeps, played back to whoever asks the same.
//!
//! Works on the bytes of the frames, so it serves every family. What was never asked gets no answer, as from a device
//! that is switched off, or a refusal where the family has one for commands that a device does not know. The wire was
//! redacted when it was kept, so no card number can come out of here.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::link::{LineKind, Stream};
use crate::model::{Direction, Family, WireLine};
use crate::protocol::zvt::frame::ACK;
use crate::protocol::zvt::{Control, Decoder, Event, Wire, frame};

/// Longest that unknown bytes are kept in the hope that they become a known request.
const PATIENCE: usize = 64 * 1024;

/// One thing that the host said, and what the device said before the host spoke again.
struct Step {
    said: Vec<u8>,
    answered: Vec<u8>,
}

/// `84 83 00`: a command that this terminal does not know (PA00P015, chapter "Error messages").
const NOT_POSSIBLE: [u8; 3] = [Control::REFUSED, 0x83, 0x00];

/// How commands are met that the archive has no answer to.
pub(super) enum Unasked {
    /// Without a word.
    Silence,
    /// With `84 83 00`, as a ZVT terminal has it.
    Refused(Box<Decoder>, Wire),
}

impl Unasked {
    /// As the family and what carries it have it.
    pub(super) fn of(family: Family, line: LineKind) -> Self {
        let form = match line {
            LineKind::Serial => Wire::Serial,
            LineKind::Network => Wire::Network,
        };
        match family {
            Family::Transbank => Unasked::Silence,
            Family::Zvt => Unasked::Refused(Box::new(Decoder::new(form)), form),
        }
    }

    /// What is said to these bytes where they end a command and nothing else answers it.
    fn answer(&mut self, heard: &[u8]) -> Option<Vec<u8>> {
        let Unasked::Refused(decoder, form) = self else { return None };
        let answers = [Control::ACCEPTED.0, Control::REFUSED];
        let command = |event: &Event| matches!(event, Event::Apdu(apdu) if !answers.contains(&apdu.control().0));
        let commanded = decoder.push(heard).iter().any(command);
        let acknowledged: &[u8] = if *form == Wire::Serial { &[ACK] } else { &[] };
        commanded.then(|| [acknowledged, &frame(*form, &NOT_POSSIBLE)].concat())
    }
}

/// Whether there is anything to answer with.
pub(super) fn is_playable(lines: &[WireLine]) -> bool {
    steps(lines).iter().any(|step| !step.answered.is_empty())
}

/// Frames that could not be decoded were kept as a length only and are left out.
fn steps(lines: &[WireLine]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in lines.iter().filter(|line| !line.bytes.is_empty()) {
        match (line.direction, steps.last_mut()) {
            (Direction::ToDevice, _) => steps.push(Step { said: line.bytes.clone(), answered: Vec::new() }),
            (Direction::FromDevice, Some(step)) => step.answered.extend_from_slice(&line.bytes),
            (Direction::FromDevice, None) => {}
        }
    }
    steps
}

/// Serves one connection until its other end goes away.
pub(super) async fn serve(lines: Vec<WireLine>, mut unasked: Unasked, mut stream: impl Stream) -> io::Result<()> {
    let steps = steps(&lines);
    let mut next = 0;
    let mut heard = Vec::new();
    let mut bytes = [0; 512];
    loop {
        let count = stream.read(&mut bytes).await?;
        if count == 0 {
            return Ok(());
        }
        heard.extend_from_slice(&bytes[..count]);
        let mut refusal = unasked.answer(&bytes[..count]);
        while let Some((at, skipped)) = find(&steps, next, &heard) {
            heard.drain(..skipped + steps[at].said.len());
            stream.write_all(&steps[at].answered).await?;
            next = at + 1;
            refusal = None;
        }
        if let Some(refusal) = refusal {
            heard.clear();
            stream.write_all(&refusal).await?;
        }
        if heard.len() > PATIENCE {
            heard.clear();
        }
    }
}

/// The step that what was heard asks for, and how many bytes of no meaning stand before it: the one that is next in
/// the conversation, or else the nearest later one (then an earlier one) that begins with a whole request. A single
/// byte acknowledges something, so it only counts as the next step.
fn find(steps: &[Step], next: usize, heard: &[u8]) -> Option<(usize, usize)> {
    if steps.get(next).is_some_and(|step| heard.starts_with(&step.said)) {
        return Some((next, 0));
    }
    let all = (next..steps.len()).chain(0..next.min(steps.len()));
    let requests = all.filter(|&at| steps[at].said.len() > 1);
    let place = |at: usize| heard.windows(steps[at].said.len()).position(|part| part == steps[at].said);
    requests.filter_map(|at| place(at).map(|skipped| (at, skipped))).min_by_key(|&(_, skipped)| skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::memory::pair;
    use std::time::Duration;
    use tokio::time::timeout;

    /// `>text` from the host, `<text` from the device.
    fn wire(script: &[&str]) -> Vec<WireLine> {
        let line = |text: &&str| WireLine {
            at: jiff::Timestamp::UNIX_EPOCH,
            direction: if text.starts_with('>') { Direction::ToDevice } else { Direction::FromDevice },
            bytes: text.as_bytes()[1..].to_vec(),
            meaning: String::new(),
            checksum_ok: None,
        };
        script.iter().map(line).collect()
    }

    async fn ask(stream: &mut (impl Stream + 'static), question: &str) -> String {
        stream.write_all(question.as_bytes()).await.unwrap();
        let mut got = String::new();
        let mut byte = [0];
        while let Ok(Ok(1)) = timeout(Duration::from_secs(1), stream.read(&mut byte)).await {
            got.push(char::from(byte[0]));
        }
        got
    }

    #[tokio::test(start_paused = true)]
    async fn a_conversation_is_played_again_from_any_of_its_requests() {
        let lines =
            wire(&["<noise", ">poll", "<A", ">list", "<A", "<one", ">A", "<two", ">A", "<end", ">A", ">last", "<L"]);
        let (mut near, far) = pair();
        tokio::spawn(serve(lines, Unasked::Silence, far));
        assert_eq!(ask(&mut near, "poll").await, "A");
        assert_eq!(ask(&mut near, "list").await, "Aone");
        assert_eq!(ask(&mut near, "A").await, "two");
        assert_eq!(ask(&mut near, "A").await, "end");
        assert_eq!(ask(&mut near, "A").await, "");
        assert_eq!(ask(&mut near, "last").await, "L");
        assert_eq!(ask(&mut near, "A").await, "", "an acknowledgement of nothing is no question");
        assert_eq!(ask(&mut near, "pay").await, "", "what was never asked has no answer");
        assert_eq!(ask(&mut near, "lis").await, "");
        assert_eq!(ask(&mut near, "t").await, "Aone", "requests may come in pieces, and again");
    }

    #[tokio::test(start_paused = true)]
    async fn a_family_with_a_word_for_it_refuses_what_was_never_asked() {
        let (mut near, far) = pair();
        let line = |direction, bytes: &[u8]| WireLine {
            at: jiff::Timestamp::UNIX_EPOCH,
            direction,
            bytes: bytes.to_vec(),
            meaning: String::new(),
            checksum_ok: None,
        };
        let lines = vec![line(Direction::ToDevice, b"\x06\x70\x00"), line(Direction::FromDevice, b"\x80\x00\x00")];
        tokio::spawn(serve(lines, Unasked::of(Family::Zvt, LineKind::Network), far));
        for (said, answered) in [(b"\x06\x70\x00", b"\x80\x00\x00"), (b"\x06\x1a\x00", b"\x84\x83\x00")] {
            near.write_all(said).await.unwrap();
            let mut heard = [0; 3];
            near.read_exact(&mut heard).await.unwrap();
            assert_eq!(&heard, answered);
        }
        near.write_all(b"\x80\x00\x00").await.unwrap();
        let silence = timeout(Duration::from_secs(1), near.read_u8()).await;
        assert!(silence.is_err(), "an answer is no question: {silence:?}");
    }

    #[test]
    fn only_answers_can_be_played() {
        assert!(!is_playable(&[]));
        assert!(!is_playable(&wire(&["<late", ">poll", ">poll"])));
        assert!(is_playable(&wire(&[">poll", "<A"])));
    }
}
