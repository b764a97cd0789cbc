//! The only place that writes to stdout and stderr.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::ops::{Class, Failure};
use crate::text::Lang;
use crate::text::cli as words;

/// Bytes to stdout. Here as everywhere, a reader that went away (`| head`) is no failure.
pub(super) fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    unless_gone(out.write_all(bytes).and_then(|()| out.flush()))
}

fn unless_gone(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(stdout_failure(error)),
        _ => Ok(()),
    }
}

/// A moment for people: UTC, to the second.
pub(super) fn when(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// A text for people, with an end of line.
pub(super) fn text(text: &str) -> Result<(), Failure> {
    let mut line = text.trim_end_matches('\n').to_owned();
    line.push('\n');
    raw(line.as_bytes())
}

/// One JSON document, `schema` first.
pub(super) fn document(name: &str, body: Value) -> Result<(), Failure> {
    let mut whole = serde_json::Map::new();
    whole.insert("schema".into(), json!(format!("tillwright/{name}/1")));
    if let Value::Object(fields) = body {
        whole.extend(fields);
    }
    let mut bytes = serde_json::to_vec_pretty(&Value::Object(whole)).map_err(|error| stdout_failure(error.into()))?;
    bytes.push(b'\n');
    raw(&bytes)
}

/// One JSON document whose one field is a long list, written as it is made: a hundred thousand entries as one value would
/// take more than a gigabyte.
pub(super) fn long_document(
    name: &str,
    field: &str,
    items: impl IntoIterator<Item = impl Serialize>,
) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let write = || -> io::Result<()> {
        let schema = json!(format!("tillwright/{name}/1"));
        write!(out, "{{\n  \"schema\": {schema},\n  {}: [", json!(field))?;
        let mut mark = "";
        for item in items {
            write!(out, "{mark}\n    ")?;
            serde_json::to_writer(&mut out, &item)?;
            mark = ",";
        }
        let end = if mark.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" };
        out.write_all(end.as_bytes())?;
        out.flush()
    };
    unless_gone(write())
}

/// One object a line.
pub(super) fn lines(items: impl IntoIterator<Item = impl Serialize>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let write = || -> io::Result<()> {
        for item in items {
            serde_json::to_writer(&mut out, &item)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    };
    unless_gone(write())
}

/// A remark for people, on stderr.
pub(super) fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "{}", text.trim_end());
}

/// A failure: a document on stdout where JSON was asked for, otherwise sentences on stderr.
pub(super) fn failure(failure: &Failure, lang: Lang, as_json: bool) {
    if !as_json {
        remark(&failure.to_text(lang));
        return;
    }
    let body = json!({
        "code": failure.code,
        "exit": failure.class.exit_code(),
        "subject": failure.subject,
        "what": failure.what.read(lang),
        "not_done": failure.not_done.read(lang),
        "next": failure.next.read(lang),
        "detail": failure.detail,
    });
    // Nothing is left to say it with if this fails.
    let _ = document("error", body);
}

pub(super) fn stdout_failure(error: io::Error) -> Failure {
    Failure::new(Class::Partial, "stdout", &words::STDOUT, &words::STDOUT_NOT_DONE, &words::TRY_AGAIN).because(error)
}
