//! Scripted faults: which command or which of its messages goes wrong, and whether the deed is done all the same.

use serde::Deserialize;

use crate::sim::scenario::one;

/// A fault of one command.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which command, control field in hex: `0630`.
    pub command: String,
    /// Which one of its kind, from 1, counted over all connections; every one where it is not given.
    #[serde(default)]
    pub nth: Option<u32>,
    /// Which message of the terminal it happens to; the command as a whole where it is not given.
    #[serde(default)]
    pub at: Option<Step>,
    /// Which of the messages of that kind, from 1.
    #[serde(default = "one")]
    pub record: usize,
    /// What happens.
    pub then: Play,
}

/// A kind of message within the conversation of one command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// `80 00 00` or `84 xx 00`.
    Accept,
    /// `04 FF`.
    Status,
    /// `04 0F`.
    Result,
    /// `06 D1` or `06 D3`.
    Print,
    /// `06 0F` or `06 1E`.
    End,
}

/// What happens instead of the usual. Those of a command say whether it is executed; those of a message (`at`) change
/// what travels and leave the rest to the rules of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Play {
    /// `no_answer`: not executed; nothing comes, not even the ACK of the line.
    NoAnswer,
    /// `ack_only`: not executed; the ACK of the line, then nothing.
    AckOnly,
    /// `nak N`: the block is refused by the line so many times, then taken as usual.
    Nak(u8),
    /// `lost_ack`: **executed**; the ACK of the line for the command does not come.
    LostAck,
    /// `silence`: not executed; `80 00 00`, then nothing.
    Silence,
    /// `answer_code XX`: not executed; `84 XX 00`.
    AnswerCode(u8),
    /// `refuse XX`: not executed; `80 00 00`, then `06 1E XX`.
    Refuse(u8),
    /// `execute_then_silence`: **executed** for good; `80 00 00`, then nothing.
    ExecuteThenSilence,
    /// `execute_then_answer_code XX`: **executed** for good; `84 XX 00`.
    ExecuteThenAnswerCode(u8),
    /// `execute_then_code XX`: **executed** for good; `80 00 00`, then `06 1E XX`.
    ExecuteThenCode(u8),
    /// `execute_then_drop_link`: **executed** for good; `80 00 00`, then the connection ends.
    ExecuteThenDropLink,
    /// `execute_then_wrong_answer`: **executed**; the result is that of another transaction.
    ExecuteThenWrongAnswer,
    /// `execute_then_stale_answer`: **executed**; the result is the one that was told before.
    ExecuteThenStaleAnswer,
    /// `drop_link`: of a command: not executed, the connection ends after the ACK of the line. Of a message: the
    /// connection ends before it.
    DropLink,
    /// `drop_after`: the message is sent, then the connection ends.
    DropAfter,
    /// `lose`: the message does not arrive, however often it is sent.
    Lose,
    /// `twice`: the message comes twice, as if its ACK had been lost.
    Twice,
    /// `deaf N`: so many acknowledgements of the message are not heard, so that it is repeated.
    Deaf(u8),
    /// `deaf_answer`: the ACK of the line for the answer to the message does not come, so that the answer is repeated.
    DeafAnswer,
    /// `bad_crc`: the message has a wrong CRC the first time and is right when repeated.
    BadCrc,
    /// `always_bad_crc`: the message has a wrong CRC every time.
    AlwaysBadCrc,
    /// `garbage`: garbage comes before and after the right message.
    Garbage,
    /// `late MS`: the message comes so much later.
    Late(u64),
    /// `truncated`: half of the message, every time.
    Truncated,
    /// `other_terminal`: the result is told in the name of terminal 99999999.
    OtherTerminal,
    /// `other_amount`: the amount of the result is one cent more.
    OtherAmount,
    /// `other_original`: the trace number of the original is another one.
    OtherOriginal,
    /// `no_original`: the trace number of the original is missing.
    NoOriginal,
}

impl Play {
    /// Whether it is done for good, whatever becomes of the conversation.
    pub(super) fn settles(self) -> bool {
        matches!(
            self,
            Play::ExecuteThenSilence
                | Play::ExecuteThenAnswerCode(_)
                | Play::ExecuteThenCode(_)
                | Play::ExecuteThenDropLink
        )
    }

    /// Whether it can happen to one message.
    pub(super) fn is_of_message(self) -> bool {
        matches!(
            self,
            Play::DropLink
                | Play::DropAfter
                | Play::Lose
                | Play::Twice
                | Play::Deaf(_)
                | Play::DeafAnswer
                | Play::BadCrc
                | Play::AlwaysBadCrc
                | Play::Garbage
                | Play::Late(_)
                | Play::Truncated
        )
    }

    /// Whether it can happen to a command as a whole.
    pub(super) fn is_of_command(self) -> bool {
        self == Play::DropLink || !self.is_of_message()
    }
}

impl TryFrom<String> for Play {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let code =
            || u8::from_str_radix(rest, 16).map_err(|_| format!("{text:?} needs a code in hex, like \"{word} B5\""));
        let times =
            || if rest.is_empty() { Ok(1) } else { rest.parse().map_err(|_| format!("{text:?}: how many times?")) };
        match word {
            "answer_code" => return Ok(Play::AnswerCode(code()?)),
            "refuse" => return Ok(Play::Refuse(code()?)),
            "execute_then_answer_code" => return Ok(Play::ExecuteThenAnswerCode(code()?)),
            "execute_then_code" => return Ok(Play::ExecuteThenCode(code()?)),
            "nak" => return Ok(Play::Nak(times()?)),
            "deaf" => return Ok(Play::Deaf(times()?)),
            "late" => {
                let late = rest.parse().map(Play::Late);
                return late.map_err(|_| format!("{text:?} needs milliseconds, like \"late 500\""));
            }
            _ => {}
        }
        let play = match word {
            "no_answer" => Play::NoAnswer,
            "ack_only" => Play::AckOnly,
            "lost_ack" => Play::LostAck,
            "silence" => Play::Silence,
            "execute_then_silence" => Play::ExecuteThenSilence,
            "execute_then_drop_link" => Play::ExecuteThenDropLink,
            "execute_then_wrong_answer" => Play::ExecuteThenWrongAnswer,
            "execute_then_stale_answer" => Play::ExecuteThenStaleAnswer,
            "drop_link" => Play::DropLink,
            "drop_after" => Play::DropAfter,
            "lose" => Play::Lose,
            "twice" => Play::Twice,
            "deaf_answer" => Play::DeafAnswer,
            "bad_crc" => Play::BadCrc,
            "always_bad_crc" => Play::AlwaysBadCrc,
            "garbage" => Play::Garbage,
            "truncated" => Play::Truncated,
            "other_terminal" => Play::OtherTerminal,
            "other_amount" => Play::OtherAmount,
            "other_original" => Play::OtherOriginal,
            "no_original" => Play::NoOriginal,
            _ => return Err(format!("{text:?} is no fault; the documentation of Play lists them")),
        };
        if rest.is_empty() { Ok(play) } else { Err(format!("{word:?} takes no argument")) }
    }
}
