//! Independent clients judge the simulated terminal, and the console's own frames: the acquirer's official SDKs for
//! Node and Python drive it over a pseudo-terminal.
//!
//! They are found through `TILLWRIGHT_NODE_SDK` (a directory with `node_modules`) and `TILLWRIGHT_PYTHON` (a Python that
//! has the SDK). Without them these tests say so and pass, unless `TILLWRIGHT_REQUIRE_CLIENTS=1`. To install them:
//!
//! ```text
//! cd tests/clients/node && npm ci --ignore-scripts
//! python3 -m venv VENV && VENV/bin/pip install --require-hashes -r tests/clients/python/requirements.txt
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![cfg(unix)]

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tillwright::link::BoxStream;
use tillwright::protocol::transbank::Request;
use tillwright::sim::serve::Pty;
use tillwright::sim::transbank::{Scenario, SlipKind, Terminal};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

const DAY: &str = r#"
start = "2024-05-14T18:00:00"
[[sale]]
amount = 2500
time = "2024-05-14T11:15:55"
ticket = "000121"
auth = "A1B2C3"
[[sale]]
amount = 990
type = "debit"
last4 = "1881"
time = "2024-05-14T11:20:30"
ticket = "000122"
auth = "D4E5F6"
[[sale]]
amount = 30000
instalments = 3
tip = 1500
brand = "MC"
time = "2024-05-14T12:00:00"
ticket = "000122"
auth = "G7H8J9"
[[payment]]
last4 = "0042"
instalments = 2
[[payment]]
type = "debit"
last4 = "7316"
"#;

/// Remembers what the client sent.
struct Tap {
    inner: BoxStream,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Tap {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = out.filled().len();
        let done = Pin::new(&mut self.inner).poll_read(cx, out);
        self.heard.lock().unwrap().extend(&out.filled()[before..]);
        done
    }
}

impl AsyncWrite for Tap {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

/// What a client found: its steps, the frames that it sent, and the terminal as it left it.
struct Verdict {
    steps: Vec<(String, Value)>,
    frames: Vec<Vec<u8>>,
    terminal: Terminal,
}

impl Verdict {
    fn step(&self, name: &str) -> &Value {
        let found = self.steps.iter().find(|(step, _)| step == name);
        &found.unwrap_or_else(|| panic!("no step {name} in {:#?}", self.steps)).1
    }
}

/// Runs a client against a terminal on a pseudo-terminal of its own.
fn judge(client: &mut Command) -> Verdict {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("terminal");
    let terminal = Terminal::new(Scenario::load(DAY).unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (ready, is_ready) = std::sync::mpsc::channel();
    let thread = std::thread::spawn({
        let (terminal, heard, link) = (terminal.clone(), heard.clone(), link.clone());
        move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let pty = Pty::open(&link).unwrap();
                ready.send(()).unwrap();
                let wrap = |inner| -> BoxStream { Box::new(Tap { inner, heard: heard.clone() }) };
                tokio::select! {
                    done = pty.serve(terminal, wrap) => panic!("the terminal broke: {done:?}"),
                    _ = stopped => {}
                }
            });
        }
    });
    is_ready.recv().unwrap();
    let output = run(client.arg(&link));
    stop.send(()).unwrap();
    thread.join().unwrap();
    let steps = output
        .lines()
        .map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert!(line.get("error").is_none(), "{line}");
            (line["step"].as_str().unwrap().to_owned(), line["ok"].take())
        })
        .collect();
    let frames = frames(&heard.lock().unwrap());
    Verdict { steps, frames, terminal }
}

/// Runs a program and gives it two minutes: one of the SDKs waits for hours where it means seconds.
fn run(client: &mut Command) -> String {
    let mut child = client.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || io::read_to_string(&mut stdout).unwrap());
    let end = Instant::now() + Duration::from_secs(120);
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break Some(status),
            None if Instant::now() > end => {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    let output = reader.join().unwrap();
    assert!(status.is_some_and(|status| status.success()), "{status:?} after\n{output}");
    output
}

/// The frames in what a client sent; its ACKs are left out, and anything else is an error.
fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            6 => at += 1,
            2 => {
                let end = at + bytes[at..].iter().position(|byte| *byte == 3).expect("an ETX") + 2;
                frames.push(bytes[at..end].to_vec());
                at = end;
            }
            other => panic!("{other:02x} is no frame and no ACK"),
        }
    }
    frames
}

fn text(frame: &[u8]) -> String {
    String::from_utf8_lossy(&frame[1..frame.len() - 2]).into_owned()
}

/// Says why a client is not run, or fails where it has to be.
fn missing(what: &str, variable: &str) {
    assert!(
        std::env::var_os("TILLWRIGHT_REQUIRE_CLIENTS").is_none_or(|value| value != "1"),
        "{variable} is not set, but TILLWRIGHT_REQUIRE_CLIENTS is"
    );
    println!(
        "skipped: {what} is not installed ({variable} is not set). The clients run where TILLWRIGHT_NODE_SDK and \
         TILLWRIGHT_PYTHON name them; .ci/run installs both and sets these variables."
    );
}

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(path)
}

/// Compares the frames of a client with ours. `Some` names a frame in which the client is known to differ.
fn compare(found: &[Vec<u8>], expected: &[(Request, Option<&str>)]) {
    let found: Vec<String> = found.iter().map(|frame| text(frame)).collect();
    let wanted: Vec<String> = expected
        .iter()
        .map(|(request, differs)| differs.map_or_else(|| text(&request.message().encode()), str::to_owned))
        .collect();
    assert_eq!(found, wanted);
    for (request, differs) in expected {
        let ours = text(&request.message().encode());
        assert_ne!(Some(ours.as_str()), *differs, "a difference that is none");
    }
}

fn sale(amount: u32, ticket: &str, status: bool, provider: Option<&str>) -> Request {
    Request::Sale { amount, ticket: ticket.to_owned(), status, provider: provider.map(str::to_owned) }
}

/// What both SDKs have to see, each in its own words: `name` gives its word for ours.
fn same_for_both(verdict: &Verdict, name: impl Fn(&str) -> &'static str, code: fn(&Value) -> u64) {
    let get = |step: &str, field: &str| verdict.step(step)[name(field)].clone();
    let number = |step: &str, field: &str| match get(step, field) {
        Value::String(text) => text.parse::<u64>().unwrap_or_else(|_| panic!("{step}.{field}: {text:?}")),
        other => other.as_u64().unwrap_or_else(|| panic!("{step}.{field}: {other}")),
    };
    assert_eq!(verdict.step("poll"), &json!(true));
    for (step, expected) in [
        ("load_keys", 0),
        ("totals", 0),
        ("last_sale", 0),
        ("sale", 0),
        ("multicode_sale", 0),
        ("void_done", 0),
        ("void_again", 4),
        ("void_debit", 8),
        ("void_nothing", 5),
        ("close", 0),
        ("last_sale_empty", 11),
    ] {
        assert_eq!(code(&verdict.step(step)[name("code")]), expected, "{step}");
    }
    for step in ["load_keys", "last_sale", "sale", "void_done", "close"] {
        assert_eq!(number(step, "commerce"), 1, "{step}");
        assert_eq!(get(step, "terminal"), "SIM00001", "{step}");
    }
    assert_eq!((number("totals", "count"), number("totals", "total")), (3, 33490));
    assert_eq!(number("last_sale", "amount"), 30000);
    assert_eq!(number("last_sale", "shares"), 3);
    assert_eq!(number("last_sale", "tip"), 1500);
    assert_eq!(number("sale", "amount"), 2500);
    assert_eq!(number("sale", "last4"), 42);
    assert_eq!(number("sale", "operation"), 4);
    assert_eq!(verdict.step("sale")["progress"], json!([78, 79, 80, 81, 82]));
    assert_eq!(number("void_done", "operation"), 1);

    let records = verdict.step("detail").as_array().unwrap();
    let seen: Vec<_> = records
        .iter()
        .map(|record| record[name("authorisation")].as_str().unwrap().to_owned())
        .filter(|code| !code.trim().is_empty())
        .collect();
    assert_eq!(seen.len(), 5);
    assert_eq!(seen[..3], ["A1B2C3", "D4E5F6", "G7H8J9"]);
    assert_eq!(records[1][name("card_type")], "DB");
    assert_eq!(records[1][name("account")], "XXXXXXXXXXXXXXX1881");
    assert_eq!(records[2][name("brand")], "MC");

    let moved: Vec<_> = verdict
        .terminal
        .movements()
        .iter()
        .map(|moved| (moved.kind.as_str(), moved.entry, moved.amount_minor))
        .collect();
    assert_eq!(moved, [("sale", 4, 2500), ("sale", 5, 4990), ("void", 1, 2500)]);
    assert!(verdict.terminal.sales().is_empty(), "closed");
}

#[test]
fn the_node_sdk_is_satisfied() {
    let Some(home) = std::env::var_os("TILLWRIGHT_NODE_SDK") else {
        return missing("the Node SDK", "TILLWRIGHT_NODE_SDK");
    };
    let home = std::path::absolute(home).unwrap();
    let verdict = judge(Command::new("node").env("TILLWRIGHT_NODE_SDK", home).arg(script("node/drive.mjs")));
    let name = |ours: &str| match ours {
        "code" => "responseCode",
        "commerce" => "commerceCode",
        "terminal" => "terminalId",
        "count" => "txCount",
        "total" => "txTotal",
        "amount" => "amount",
        "shares" => "sharesNumber",
        "tip" => "tip",
        "last4" => "last4Digits",
        "operation" => "operationNumber",
        "authorisation" => "authorizationCode",
        "card_type" => "cardType",
        "account" => "accountNumber",
        "brand" => "cardBrand",
        other => panic!("{other}"),
    };
    // Of a void it calls the number an operation id.
    let mut verdict = verdict;
    for (step, value) in &mut verdict.steps {
        if step.starts_with("void") {
            value["operationNumber"] = value["operationId"].take();
        }
    }
    same_for_both(&verdict, name, |code| code.as_u64().unwrap());
    let multi = verdict.step("multicode_sale");
    assert_eq!(
        (&multi["functionCode"], &multi["change"], &multi["commerceCode"]),
        (&json!(271), &json!("0"), &json!("000000000002"))
    );
    assert_eq!(verdict.step("detail_empty"), &json!([]));
    assert_eq!(verdict.step("detail_print"), &json!(true));
    assert_eq!(verdict.step("normal_mode"), &json!(true));
    let printed: Vec<_> = verdict.terminal.printed().iter().map(|slip| slip.kind).collect();
    assert_eq!(
        printed,
        [
            SlipKind::Summary,
            SlipKind::Reprint,
            SlipKind::Voucher,
            SlipKind::Voucher,
            SlipKind::Void,
            SlipKind::Close,
            SlipKind::Detail,
        ]
    );

    let to_host = Request::List { to_host: true, multi: false };
    compare(
        &verdict.frames,
        &[
            (Request::Poll, None),
            (Request::Poll, None),
            (Request::LoadKeys, None),
            (Request::Totals, None),
            (Request::LastSale, None),
            // It pads amount and ticket and leaves out the last separator.
            (sale(2500, "000123", true, None), Some("0200|000002500|000123|||1")),
            (sale(4990, "000124", false, Some("000000000002")), Some("0270|000004990|000124|||0|000000000002")),
            (to_host.clone(), None),
            (Request::Poll, None),
            (Request::Void { operation: 1 }, None),
            (Request::Void { operation: 1 }, None),
            (Request::Void { operation: 2 }, None),
            (Request::Void { operation: 4711 }, None),
            (Request::Close, None),
            (to_host, None),
            (Request::Poll, None),
            (Request::LastSale, None),
            (Request::List { to_host: false, multi: false }, None),
            (Request::Leave, None),
        ],
    );
}

#[test]
fn the_python_sdk_is_satisfied() {
    let Some(python) = std::env::var_os("TILLWRIGHT_PYTHON") else {
        return missing("the Python SDK", "TILLWRIGHT_PYTHON");
    };
    let verdict = judge(Command::new(python).arg(script("python/drive.py")));
    let name = |ours: &str| match ours {
        "code" => "response_code",
        "commerce" => "commerce_code",
        "terminal" => "terminal_id",
        "count" => "tx_count",
        "total" => "tx_total",
        "amount" => "amount",
        "shares" => "shares_number",
        "tip" => "tip",
        "last4" => "last_4_digits",
        "operation" => "operation_number",
        "authorisation" => "authorization_code",
        "card_type" => "card_type",
        "account" => "account_number",
        "brand" => "card_brand",
        other => panic!("{other}"),
    };
    same_for_both(&verdict, name, |code| code.as_str().unwrap().parse().unwrap());
    let multi = verdict.step("multicode_sale");
    assert_eq!((&multi["change"], &multi["child_commerce_code"]), (&json!("0"), &json!("597029414301")));
    for step in ["multicode_last_sale", "multicode_last_voucher"] {
        assert_eq!(verdict.step(step)["child_commerce_code"], "597029414301", "{step}");
    }
    let voucher = verdict.step("multicode_last_voucher")["voucher"].as_array().unwrap();
    assert!(voucher.iter().any(|line| line.as_str().unwrap().contains("DUPLICADO")), "{voucher:?}");
    assert!(voucher.iter().all(|line| line.as_str().unwrap().chars().count() == 40), "{voucher:?}");
    // This SDK keeps the record that ends the list.
    assert_eq!(verdict.step("detail").as_array().unwrap().len(), 6);
    assert_eq!(verdict.step("detail_empty").as_array().unwrap().len(), 1);
    let records = verdict.step("multicode_detail").as_array().unwrap();
    assert_eq!((records.len(), &records[4]["child_commerce_code"]), (6, &json!("597029414301")));
    assert_eq!(verdict.step("detail")[2]["shares_number"], "3");
    assert_eq!(verdict.step("normal_mode"), &json!(true));

    let to_host = |multi| Request::List { to_host: true, multi };
    compare(
        &verdict.frames,
        &[
            (Request::Poll, None),
            (Request::LoadKeys, None),
            (Request::Totals, None),
            (Request::LastSale, None),
            (sale(2500, "123", true, None), None),
            (sale(4990, "124", false, Some("597029414301")), None),
            (Request::LastSaleMulti { voucher: false }, None),
            (Request::LastSaleMulti { voucher: true }, None),
            (to_host(false), None),
            (to_host(true), None),
            (Request::Void { operation: 1 }, None),
            (Request::Void { operation: 1 }, None),
            (Request::Void { operation: 2 }, None),
            (Request::Void { operation: 4711 }, None),
            (Request::Close, None),
            (to_host(false), None),
            (Request::LastSale, None),
            (Request::Leave, None),
        ],
    );
}
