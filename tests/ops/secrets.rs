//! Canaries: card numbers, tracks and passwords in every field that a terminal can send, looked for in everything that is
//! kept, shown or told.

use tillwright::ops::{dispute, pull, recover, reprint, visit};
use tillwright::text::Lang;

use crate::bench::{Bench, MORNING, scenario};

const PAN: &str = "4539578763621486";
const TRACK: &str = ";4539578763621486=25121010000012345678?";
const PASSWORD: &str = "supervisor-hunter2-clave-9911";

/// What must be found nowhere: the middle of the card number, the track's tail, the password.
const CANARIES: [&str; 4] = ["578763621", "1010000012345678", "hunter2", PAN];

fn leaks(text: &str) -> Option<&'static str> {
    let dense = text.replace(':', "");
    CANARIES.into_iter().find(|canary| text.contains(canary) || dense.contains(&hex_of(canary)))
}

/// As bytes are written in evidence and wire views.
fn hex_of(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn look(bench: &Bench, told: &[String], context: &str) {
    let kept = bench.everything_kept();
    assert_eq!(leaks(&kept), None, "vault, {context}");
    for (_, bytes, meaning) in &bench.eyes.lines {
        let bytes = String::from_utf8_lossy(bytes);
        assert_eq!(leaks(&bytes).or(leaks(meaning)), None, "wire, {context}: {meaning}");
    }
    for text in told {
        assert_eq!(leaks(text), None, "{context}: {text}");
    }
}

async fn visit_with(answer: &str, field: &str, canary: &str, nth: Option<usize>) {
    let context = format!("{answer} {field} {canary}");
    let nth = nth.map_or(String::new(), |nth| format!("nth = {nth}\n"));
    let raw = format!("\n[[raw]]\nanswer = \"{answer}\"\nfield = \"{field}\"\n{nth}text = \"{canary}\"");
    let mut bench = Bench::new(scenario(&format!("{MORNING}{raw}")));
    let mut told = Vec::new();
    let mut visit = match bench.open().await {
        Ok(visit) => visit,
        Err(failure) => {
            told.extend(Lang::ALL.iter().map(|lang| failure.to_text(*lang)));
            return look(&bench, &told, &context);
        }
    };
    match visit::identify(&mut bench.console, &mut visit, &mut bench.eyes).await {
        Ok(found) => told.push(format!("{found:?}")),
        Err(failure) => told.push(failure.to_text(Lang::En)),
    }
    match pull::pull(&mut bench.console, &mut visit, &mut bench.eyes).await {
        Ok(pulled) => told.push(format!("{pulled:?}")),
        Err(failure) => told.push(failure.to_text(Lang::Zh)),
    }
    for known in bench.console.vault.journal(None).unwrap() {
        let entry = known.entry;
        told.push(format!("{entry:?}"));
        match reprint::reprint(&mut bench.console, &mut visit, &entry, &mut bench.eyes).await {
            Ok(printed) => told.push(format!("{printed:?}")),
            Err(failure) => told.push(failure.to_text(Lang::En)),
        }
        match bench.void(&mut visit, &entry).await {
            Ok(ended) => told.push(format!("{ended:?}")),
            Err(failure) => told.push(failure.to_text(Lang::Es)),
        }
    }
    match recover::recover(&mut bench.console, &mut visit, &mut bench.eyes).await {
        Ok(recovered) => told.push(format!("{recovered:?}")),
        Err(failure) => told.push(failure.to_text(Lang::En)),
    }
    look(&bench, &told, &context);
}

#[tokio::test(start_paused = true)]
async fn no_canary_is_kept_shown_or_told() {
    let item = [
        "result",
        "merchant",
        "terminal",
        "ticket",
        "authorisation",
        "amount",
        "last4",
        "operation",
        "type",
        "accounting_date",
        "account",
        "brand",
        "date",
        "time",
        "employee",
        "tip",
    ];
    for canary in [PAN, TRACK, PASSWORD] {
        for index in 1..=item.len() + 4 {
            let index = index.to_string();
            visit_with("0261", &index, canary, Some(1)).await;
        }
        visit_with("0261", "account", canary, None).await;
        visit_with("0261", "+", canary, None).await;
        visit_with("0261", "*", canary, Some(2)).await;
        for index in ["1", "2", "3", "4", "5", "9", "13", "17", "19", "+", "*"] {
            visit_with("0260", index, canary, None).await;
        }
        for index in ["1", "2", "3", "4", "5", "+", "*"] {
            visit_with("1210", index, canary, None).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_people_type_is_masked_too() {
    let mut bench = Bench::new(scenario(MORNING));
    let mut visit = bench.visit().await;
    bench.pull(&mut visit).await.unwrap();
    let sale = bench.entry(12_500);
    let grounds =
        tillwright::ops::remedy::Grounds { reason: format!("card {PAN} was charged"), ..crate::bench::grounds() };
    let kind = tillwright::model::RemedyKind::Void;
    let console = &mut bench.console;
    let plan = tillwright::ops::remedy::plan(console, &mut visit, &sale, kind, grounds, &mut bench.eyes).await.unwrap();
    let ended = bench.execute(&mut visit, plan).await.unwrap();
    let device = sale.device.clone();
    let question =
        tillwright::diagnose::dispute::Question { amount: sale.amount, around: None, last4: Some(PAN.to_owned()) };
    let answer = dispute::ask(&bench.console, &device, question).unwrap();
    look(&bench, &[format!("{ended:?}"), format!("{answer:?}")], "typed");
}
