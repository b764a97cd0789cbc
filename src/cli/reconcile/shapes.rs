//! The shapes of `tillwright/reconcile/1` and `tillwright/reconcile-preview/1`.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::cli::json as common;
use crate::model::{BadRow, Bill, BillFormat, BillRow, Number};
use crate::ops::reconcile::{Ambiguous, Differing, Reconciled, Seen, Spot};
use crate::text::{Lang, bill as faults};

pub(super) fn reconciled(found: &Reconciled, lang: Lang) -> Value {
    let by_key: Map<String, Value> =
        found.pairs.iter().map(|(key, count)| (key.as_str().to_owned(), json!(count))).collect();
    let bad = found.bills.iter().flat_map(|bill| bill.bad_rows.iter().map(move |row| bad_row(bill, row, lang)));
    json!({
        "bills": found.bills.iter().map(bill).collect::<Vec<_>>(),
        "devices": found.devices.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "findings": found.findings.iter().map(|one| common::finding(one, lang)).collect::<Vec<_>>(),
        "pairs": {
            "count": found.pairs.iter().map(|(_, count)| count).sum::<usize>(),
            "by_key": by_key,
            "differing": found.differing.iter().map(differing).collect::<Vec<_>>(),
            "ambiguous": found.ambiguous.iter().map(ambiguous).collect::<Vec<_>>(),
            "entries_left": found.left.0,
            "rows_left": found.left.1,
            "rows_repeated": found.repeated,
        },
        "clocks": found.clocks.iter().map(|one| json!({
            "device": one.device.to_string(),
            "file": one.file.as_str(),
            "offset": one.clock.offset,
            "spread": one.clock.spread,
            "pairs": one.clock.pairs,
        })).collect::<Vec<_>>(),
        "suggestions": found.suggestions.iter().map(|one| json!({
            "entry": one.entry.as_str(),
            "row": spot(&one.row),
            "seconds": one.seconds,
            "window": one.window,
            "clock_measured": one.measured,
            "card_agrees": one.card,
            "among": one.among,
        })).collect::<Vec<_>>(),
        "bad_rows": bad.collect::<Vec<_>>(),
    })
}

fn bill(bill: &Bill) -> Value {
    let profile = match &bill.format {
        BillFormat::Profile(name) => Some(name.as_str()),
        _ => None,
    };
    json!({
        "name": bill.name.as_str(),
        "sha256": bill.sha256,
        "format": bill.format.as_str(),
        "profile": profile,
        "side": bill.side.as_str(),
        "merchants": bill.merchants.iter().map(Number::as_str).collect::<Vec<_>>(),
        "covers": bill.covers.map(|(first, last)| [first.to_string(), last.to_string()]),
        "covers_told": bill.covers_told,
        "zone": bill.zone.as_ref().map(|zone| zone.name.as_str()),
        "cut_off": bill.cut_off,
        "buffer_days": bill.buffer_days,
        "rows": bill.rows.len(),
        "bad_rows": bill.bad_rows.len(),
        "totals_prove_it": bill.is_proven(),
    })
}

fn bad_row(bill: &Bill, row: &BadRow, lang: Lang) -> Value {
    json!({
        "file": bill.name.as_str(),
        "sha256": bill.sha256,
        "line": row.line,
        "column": row.column.as_str(),
        "why": faults::row_fault(&row.why).read(lang),
    })
}

fn spot(spot: &Spot) -> Value {
    json!({ "file": spot.file.as_str(), "sha256": spot.sha256, "line": spot.line, "part": spot.part })
}

fn differing(one: &Differing) -> Value {
    let differences = one.differences.iter().map(
        |difference| json!({ "what": difference.what.as_str(), "ours": difference.ours, "theirs": difference.theirs }),
    );
    json!({
        "entry": one.entry.as_str(),
        "row": spot(&one.row),
        "key": one.key.as_str(),
        "differences": differences.collect::<Vec<_>>(),
    })
}

fn ambiguous(one: &Ambiguous) -> Value {
    json!({
        "key": one.key.as_str(),
        "entries": one.entries.iter().map(|entry| entry.as_str()).collect::<Vec<_>>(),
        "rows": one.rows.iter().map(spot).collect::<Vec<_>>(),
    })
}

/// What a file would be read as.
pub(super) fn seen(path: &Path, seen: &Seen, lang: Lang) -> Value {
    let file = path.display().to_string();
    match seen {
        Seen::Bill(one) => json!({
            "file": file,
            "bill": bill(one),
            "rows": one.rows.iter().take(5).map(row).collect::<Vec<_>>(),
        }),
        Seen::Table(preview) => json!({
            "file": file,
            "header_line": preview.line,
            "columns": preview.columns.iter().map(|(field, name)| json!({ "field": field.as_str(), "column": name.as_str() })).collect::<Vec<_>>(),
            "left_over": preview.left_over.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
            "missing": preview.missing.iter().map(|field| field.as_str()).collect::<Vec<_>>(),
            "rows": preview.rows.iter().map(row).collect::<Vec<_>>(),
            "readable": preview.counts.0,
            "unreadable": preview.counts.1,
            "refused": preview.refusal.as_ref().map(|refusal| faults::happened(refusal).read(lang)),
        }),
    }
}

fn row(row: &BillRow) -> Value {
    let number = |number: &Option<Number>| number.as_ref().map(|number| number.as_str().to_owned());
    json!({
        "line": row.line,
        "kind": row.kind.as_str(),
        "state": row.state.as_str(),
        "amount": common::money(&row.amount),
        "at": row.at.map(|at| at.strftime("%Y-%m-%dT%H:%M:%S").to_string()),
        "terminal": number(&row.terminal),
        "trace": number(&row.trace),
        "rrn": number(&row.rrn),
        "authorisation": number(&row.authorisation),
        "order": number(&row.order),
        "card": row.card.as_ref().map(ToString::to_string),
    })
}
