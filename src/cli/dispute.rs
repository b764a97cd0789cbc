//! dispute: what a device knows of a disputed payment, and what to do.
//!
//! With a PORT the journal is pulled first; with `--device`, or where the vault holds only one device, the vault answers.
//! `--around 18:10` means that time on any day known, and `assumed_date` in JSON is the day of what fits; with a date that
//! date counts, and a date alone is the whole day. A sale of the same amount at another time is listed apart. Says *approved here*, *declined here*,
//! *several* (lists, never picks) or *no record*, what to do next and what must not be done. `--sheet FILE` writes the
//! case sheet with every number to quote, as text or, where the name ends in `.html`, as a page that prints on A4. A device cannot know whether a customer was charged, so this never says it.
//!
//! Ends with 0 where one approved entry fits, otherwise with 1.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::{Date, DateTime, Time};
use serde_json::{Value, json};

use super::context::{Context, PortArgs, Protocol};
use super::{Ending, json as shapes, output};
use crate::link::PortSpec;
use crate::model::DeviceId;
use crate::ops::browse::{Around, Candidate, Dispute, Question, Verdict, case_sheet, to_html, to_text};
use crate::ops::dispute::ask;
use crate::ops::{Class, Console, Failure};
use crate::text::{Lang, Phrase};

/// Arguments of `dispute`.
#[derive(Args, Debug)]
pub(super) struct DisputeArgs {
    /// Where the device is; its journal is pulled first
    #[arg(conflicts_with = "device")]
    port: Option<PortSpec>,
    #[command(flatten)]
    protocol: Protocol,
    /// Answer from the vault for this device (family:merchant:terminal)
    #[arg(long, value_name = "ID")]
    device: Option<DeviceId>,
    /// Amount as the customer sees it, for example 12.500 or 24,99
    #[arg(long, value_name = "A")]
    amount: String,
    /// About when: 12:30 (on any day), 2026-11-23, 2026-11-23T12:30
    #[arg(long, value_name = "TIME", value_parser = parse_around)]
    around: Option<Around>,
    /// Last four digits of the card
    #[arg(long, value_name = "N", value_parser = parse_last4)]
    last4: Option<String>,
    /// Write the case sheet here: text, or a page for the printer where the name ends in .html (never over an existing file)
    #[arg(long, value_name = "FILE")]
    sheet: Option<PathBuf>,
}

impl DisputeArgs {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let (console, device) = match self.port {
            Some(port) => pull_first(context, PortArgs { port, protocol: self.protocol })?,
            None => {
                let console = context.reader()?;
                let device = context.device(&console, self.device)?;
                (console, device)
            }
        };
        let amount = context.amount(&console, &device, &self.amount)?;
        let question = Question { amount, around: self.around, last4: self.last4 };
        let dispute = ask(&console, &device, question)?;
        let sheet = case_sheet(&dispute, Some(&device), console.now(), console.who.as_str(), context.lang);
        if let Some(path) = &self.sheet {
            let document = path.extension().is_some_and(|name| name.eq_ignore_ascii_case("html"));
            let content = if document { to_html(&sheet) } else { to_text(&sheet) };
            super::receipt::write_new(path, content.as_bytes())?;
        }
        if context.json {
            output::document("dispute", as_json(&dispute, &device, context.lang))?;
        } else {
            output::text(&to_text(&sheet))?;
        }
        Ok(if dispute.verdict == Verdict::ApprovedHere { Ending::Done } else { Ending::Told(Class::Found) })
    }
}

fn pull_first(context: &Context, port: PortArgs) -> Result<(Console, DeviceId), Failure> {
    let mut console = context.console()?;
    let device = context.run(async |onlooker| {
        let mut visit = context.visit(&mut console, &port, onlooker).await?;
        Ok(context.pull(&mut console, &mut visit, onlooker).await?.archive.device)
    })?;
    let device = context.device(&console, device)?;
    Ok((console, device))
}

fn as_json(dispute: &Dispute, device: &DeviceId, lang: Lang) -> Value {
    let read = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.read(lang)).collect::<Vec<_>>();
    let candidates = |list: &[Candidate]| {
        list.iter()
            .map(|candidate| {
                json!({
                    "entry": shapes::entry(&candidate.evidence.entry),
                    "in_memory": candidate.evidence.in_memory,
                    "last_seen": candidate.evidence.last_seen.to_string(),
                    "remedy": candidate.evidence.remedy.as_ref().map(|outcome| outcome.as_str()),
                    "day": candidate.day.map(|day| day.to_string()),
                    "minutes_off": candidate.minutes_off,
                    "card_agrees": candidate.card_agrees,
                })
            })
            .collect::<Vec<_>>()
    };
    json!({
        "device": device.to_string(),
        "question": {
            "amount": shapes::money(&dispute.question.amount),
            "around": dispute.question.around.map(|around| around.to_string()),
            "around_is": dispute.question.around.map(Around::as_str),
            "assumed_date": dispute.assumed_day().map(|day| day.to_string()),
            "last4": dispute.question.last4,
        },
        "verdict": dispute.verdict.as_str(),
        "headline": dispute.headline().get(lang),
        "candidates": candidates(&dispute.candidates),
        "near": candidates(&dispute.near),
        "evidence": read(&dispute.evidence),
        "advice": read(&dispute.advice),
        "must_not": read(&dispute.must_not),
        "as_of": dispute.as_of.map(|time| time.to_string()),
    })
}

/// A time as people write it. A time without a date is of any day, a date without a time is the whole day.
pub(super) fn parse_around(text: &str) -> Result<Around, String> {
    let text = text.trim().replace(' ', "T");
    // A date-time parser would make midnight of a date alone.
    if let Ok(date) = Date::strptime("%Y-%m-%d", &text) {
        return Ok(Around::Day(date));
    }
    if let Ok(time) = text.parse::<DateTime>() {
        return Ok(Around::Moment(time));
    }
    Time::strptime("%H:%M", &text)
        .or_else(|_| Time::strptime("%H:%M:%S", &text))
        .map(Around::Time)
        .map_err(|_| "write 12:30, 2026-11-23 or 2026-11-23T12:30".to_owned())
}

fn parse_last4(text: &str) -> Result<String, String> {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err("give the last four digits and nothing else of the card number".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_as_people_write_them() {
        assert_eq!(parse_around("2026-11-23T12:30").unwrap().to_string(), "2026-11-23T12:30:00");
        assert_eq!(parse_around("2026-11-23 12:30:15").unwrap().to_string(), "2026-11-23T12:30:15");
        assert_eq!(parse_around("2026-11-23").unwrap().to_string(), "2026-11-23");
        assert_eq!(parse_around("07:05").unwrap().to_string(), "07:05");
        assert_eq!(parse_around("07:05:59").unwrap().to_string(), "07:05:59");
        assert!(parse_around("yesterday").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_a_time_that_reads_back_or_refused(text in prop_oneof![any::<String>(), "[-0-9T :.]{0,20}"]) {
            if let Ok(around) = parse_around(&text) {
                prop_assert_eq!(parse_around(&around.to_string()), Ok(around));
            }
        }
    }

    #[test]
    fn a_whole_card_number_is_not_taken() {
        assert!(parse_last4("4111111111111234").is_err());
        assert_eq!(parse_last4("0042").unwrap(), "0042");
    }
}
