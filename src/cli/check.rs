//! check: what is wrong or worth asking, from the journals of the vault and from our ledger.
//!
//! Reads the vault only; no device is needed. Looks through every device, or the one named with `--device`. A finding is
//! *urgent* (money may be wrong, or evidence is about to be lost), a *warning*, a *question* that only a person can answer, or
//! a *note* (nothing is wrong). Each says what shows it, its likely cause, what to do, what must not be done, and where it helps
//! until when to wait. docs/findings.md lists the patterns (J01 to J33) and what each family can show at all.
//!
//! In JSON `findings` is `[{device, id, severity, entries, evidence, cause, remedy, must_not, wait_until}]`, the most urgent first
//! of each device; `devices` are those that were looked through, `left_out` archives that do not verify.
//!
//! Ends with 0 where nothing was found but notes, with 1 where something was, with 8 where an archive had to be left out.

use std::fmt::Display;
use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::context::Context;
use super::{Ending, json as shapes, output};
use crate::model::DeviceId;
use crate::ops::browse::{Finding, Severity};
use crate::ops::check::{Look, look};
use crate::ops::{Class, Failure};
use crate::text::finding::shared as words;
use crate::text::width::wrap;
use crate::text::{Lang, Text, cli, figures};

/// Cells of a line.
const WIDTH: usize = 78;

/// Arguments of `check`.
#[derive(Args, Debug)]
pub(super) struct Check {
    /// Only this device (family:merchant:terminal)
    #[arg(long, value_name = "ID")]
    device: Option<DeviceId>,
}

impl Check {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let console = context.reader()?;
        let look = look(&console, self.device.as_ref())?;
        if let (Some(device), []) = (&self.device, look.devices.as_slice()) {
            let what = words::NO_ARCHIVE_OF.with([("device", device as &dyn Display)]);
            return Err(Failure::new(Class::Usage, "no_archive", what, &cli::NOTHING_DONE, &cli::NAME_DEVICE_OR_PULL));
        }
        if context.json {
            output::document("check", as_json(&look, context.lang))?;
        } else if look.devices.is_empty() {
            output::remark(cli::NO_ARCHIVE_AT_ALL.get(context.lang));
        } else {
            output::text(&page(&look, context.lang))?;
        }
        if !context.json {
            context.remark(&look.left_out);
        }
        Ok(ending(&look))
    }
}

fn ending(look: &Look) -> Ending {
    match () {
        () if !look.left_out.is_empty() => Ending::Told(Class::Vault),
        () if look.findings().any(|finding| finding.severity != Severity::Note) => Ending::Told(Class::Found),
        () => Ending::Done,
    }
}

fn as_json(look: &Look, lang: Lang) -> Value {
    let findings = look.devices.iter().flat_map(|checked| {
        checked.findings.iter().map(move |finding| {
            let mut fields = serde_json::Map::new();
            fields.insert("device".into(), json!(checked.device.to_string()));
            fields.extend(shapes::finding(finding, lang));
            Value::Object(fields)
        })
    });
    json!({
        "devices": look.devices.iter().map(|checked| checked.device.to_string()).collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
        "left_out": look.left_out.iter().map(|said| said.read(lang)).collect::<Vec<_>>(),
    })
}

fn page(look: &Look, lang: Lang) -> String {
    let mut out = String::new();
    for checked in &look.devices {
        let _ = writeln!(out, "{}", checked.device);
        if checked.findings.is_empty() {
            indented(&mut out, "  ", words::NOTHING_FOUND.get(lang));
        }
        for finding in &checked.findings {
            out.push('\n');
            one(&mut out, finding, lang);
        }
        out.push('\n');
    }
    let count = |severity| look.findings().filter(|finding| finding.severity == severity).count();
    let counts = words::COUNTS.with([
        ("urgent", &count(Severity::Urgent) as &dyn Display),
        ("warning", &count(Severity::Warning)),
        ("question", &count(Severity::Question)),
        ("note", &count(Severity::Note)),
    ]);
    indented(&mut out, "", &counts.read(lang));
    indented(&mut out, "", words::NO_PROOF.get(lang));
    out
}

fn one(out: &mut String, finding: &Finding, lang: Lang) {
    let (mark, word) = severity(finding.severity);
    let mut evidence = finding.evidence.iter().map(|phrase| phrase.read(lang));
    let head = format!("{mark} {} {}: ", word.get(lang), finding.id);
    indented(out, "", &(head + &evidence.next().unwrap_or_default()));
    for said in evidence {
        indented(out, "    - ", &said);
    }
    let labelled = |label: &str, said: String| format!("{label}: {said}");
    indented(out, "  ", &labelled(words::L_CAUSE.get(lang), finding.cause.read(lang)));
    indented(out, "  ", &labelled(words::L_DO.get(lang), finding.remedy.read(lang)));
    for said in &finding.must_not {
        indented(out, "  x ", &said.read(lang));
    }
    if let Some(wait) = &finding.wait_until {
        let until = words::L_WAIT.plain().each("when", |lang| figures::civil(wait.at, lang)).read(lang);
        indented(out, "  ", &labelled(&until, wait.what.read(lang)));
    }
}

/// Mark and word.
fn severity(severity: Severity) -> (char, &'static Text) {
    match severity {
        Severity::Urgent => ('!', &words::URGENT),
        Severity::Warning => ('*', &words::WARNING),
        Severity::Question => ('?', &words::QUESTION),
        Severity::Note => ('-', &words::NOTE),
    }
}

/// A text behind `mark`, further lines below its beginning.
fn indented(out: &mut String, mark: &str, text: &str) {
    for (index, line) in wrap(text, WIDTH - mark.len()).iter().enumerate() {
        let lead = if index == 0 { mark.to_owned() } else { " ".repeat(mark.len()) };
        let _ = writeln!(out, "{lead}{line}");
    }
}
