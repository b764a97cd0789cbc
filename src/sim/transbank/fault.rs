//! Scripted faults: which command goes wrong, and whether its deed is done all the same.

use serde::Deserialize;

use crate::sim::scenario::one;

/// A fault of one command.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which command: `1200`.
    pub command: String,
    /// Which one of its kind, from 1, counted over all connections; every one where it is not given.
    #[serde(default)]
    pub nth: Option<u32>,
    /// For the list: which record it happens to, from 1.
    #[serde(default = "one")]
    pub record: usize,
    /// What happens.
    pub then: Play,
}

/// What happens instead of the usual. Each says whether the command is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Play {
    /// `no_answer`: not executed; neither ACK nor answer.
    NoAnswer,
    /// `ack_only`: not executed; ACK, then nothing.
    AckOnly,
    /// `nak`: not executed; NAK.
    Nak,
    /// `answer_code NN`: not executed; refused with this code.
    AnswerCode(u8),
    /// `execute_then_code NN`: **executed**; answered with this code.
    ExecuteThenCode(u8),
    /// `execute_then_silence`: **executed**; ACK, then nothing.
    ExecuteThenSilence,
    /// `execute_then_no_ack`: **executed**; neither ACK nor answer.
    ExecuteThenNoAck,
    /// `drop_link`: not executed; ACK, then the connection ends.
    DropLink,
    /// `execute_then_drop_link`: **executed**; ACK, then the connection ends.
    ExecuteThenDropLink,
    /// `wrong_answer`: not executed; the answer to another command comes.
    WrongAnswer,
    /// `execute_then_wrong_answer`: **executed**; the answer to another command comes.
    ExecuteThenWrongAnswer,
    /// `stale_answer`: not executed; the answer before comes again (of this command where there was one).
    StaleAnswer,
    /// `execute_then_stale_answer`: **executed**; the answer before comes again.
    ExecuteThenStaleAnswer,
    /// `never_ending`: not executed; a frame begins and does not end.
    NeverEnding,
    /// `execute_then_never_ending`: **executed**; a frame begins and does not end.
    ExecuteThenNeverEnding,
    /// `bad_lrc`: **executed**; the answer has a wrong LRC the first time and is right when repeated.
    BadLrc,
    /// `always_bad_lrc`: **executed**; the answer has a wrong LRC every time.
    AlwaysBadLrc,
    /// `garbage`: **executed**; garbage comes before and after the right answer.
    Garbage,
    /// `late MS`: **executed**; the right answer comes this much later.
    Late(u64),
    /// `truncated`: **executed**; half of the answer, then nothing.
    Truncated,
    /// `short_answer`: **executed**; the right answer without its empty fields at the end.
    ShortAnswer,
    /// `other_terminal`: **executed**; the right answer, but in the name of terminal `OTHER001`.
    OtherTerminal,
    /// `twice`: **executed**; the right answer comes twice, unasked.
    Twice,
}

impl Play {
    /// Whether the command does what it says.
    pub fn executes(self) -> bool {
        !matches!(
            self,
            Play::NoAnswer
                | Play::AckOnly
                | Play::Nak
                | Play::AnswerCode(_)
                | Play::DropLink
                | Play::WrongAnswer
                | Play::StaleAnswer
                | Play::NeverEnding
        )
    }
}

impl TryFrom<String> for Play {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let code = || rest.parse().map_err(|_| format!("{text:?} needs a code of two digits, like \"{word} 16\""));
        let play = match word {
            "answer_code" => return Ok(Play::AnswerCode(code()?)),
            "execute_then_code" => return Ok(Play::ExecuteThenCode(code()?)),
            "late" => {
                return rest
                    .parse()
                    .map(Play::Late)
                    .map_err(|_| format!("{text:?} needs milliseconds, like \"late 500\""));
            }
            "no_answer" => Play::NoAnswer,
            "ack_only" => Play::AckOnly,
            "nak" => Play::Nak,
            "execute_then_silence" => Play::ExecuteThenSilence,
            "execute_then_no_ack" => Play::ExecuteThenNoAck,
            "drop_link" => Play::DropLink,
            "execute_then_drop_link" => Play::ExecuteThenDropLink,
            "wrong_answer" => Play::WrongAnswer,
            "execute_then_wrong_answer" => Play::ExecuteThenWrongAnswer,
            "stale_answer" => Play::StaleAnswer,
            "execute_then_stale_answer" => Play::ExecuteThenStaleAnswer,
            "never_ending" => Play::NeverEnding,
            "execute_then_never_ending" => Play::ExecuteThenNeverEnding,
            "bad_lrc" => Play::BadLrc,
            "always_bad_lrc" => Play::AlwaysBadLrc,
            "garbage" => Play::Garbage,
            "truncated" => Play::Truncated,
            "short_answer" => Play::ShortAnswer,
            "other_terminal" => Play::OtherTerminal,
            "twice" => Play::Twice,
            _ => return Err(format!("{text:?} is no fault; the documentation of Play lists them")),
        };
        if rest.is_empty() { Ok(play) } else { Err(format!("{word:?} takes no argument")) }
    }
}
