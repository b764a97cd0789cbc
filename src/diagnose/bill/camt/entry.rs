//! One entry: a row, or a row for each of its details where these have amounts of their own that add up to it.

use super::statement::signed;
use crate::diagnose::bill::amount::{self, Mark};
use crate::diagnose::bill::draft::{Draft, text};
use crate::diagnose::bill::when::{self, Order, When};
use crate::diagnose::bill::xml::Node;
use crate::model::{
    BadRow, BillRow, Card, Currency, Exact, Flow, Money, Number, Printable, RowFault, RowKind, RowState,
};

/// Reads an entry into rows.
pub(super) fn read(draft: &mut Draft, entry: &Node) {
    let whole = match row_of(entry) {
        Ok(row) => row,
        Err(bad) => return draft.bad.push(bad),
    };
    let details: Vec<&Node> = entry.all("NtryDtls").flat_map(|group| group.all("TxDtls")).collect();
    match parts(entry, &whole, &details) {
        Ok(Some(rows)) => draft.rows.extend(rows),
        Ok(None) => draft.rows.push(together(whole, &details)),
        Err(bad) => draft.bad.push(bad),
    }
}

/// The state in whichever form: text (to version 7), or a code (since 8).
pub(super) fn state_word(entry: &Node) -> &str {
    let code = entry.text("Sts/Cd");
    if code.is_empty() { entry.text("Sts") } else { code }
}

fn fault(node: &Node, column: &str, why: RowFault) -> BadRow {
    BadRow { line: node.line, column: Printable::new(column, 40), why }
}

/// The entry as one row, without what stands in its details.
fn row_of(entry: &Node) -> Result<BillRow, BadRow> {
    let amount = money(entry)?;
    let credit = match entry.text("CdtDbtInd") {
        "CRDT" => true,
        "DBIT" => false,
        word => return Err(fault(entry, "CdtDbtInd", RowFault::UnknownKind { word: text(word) })),
    };
    let mut row = BillRow::new(entry.line, RowKind::Other, amount);
    row.flow = if credit { Flow::In } else { Flow::Out };
    row.kind = kind(entry, credit);
    row.kind_said = text(&code(entry));
    row.state_said = text(state_word(entry));
    row.state = match state_word(entry) {
        "BOOK" => RowState::Booked,
        "PDNG" | "FUTR" => RowState::Pending,
        _ => RowState::Unknown,
    };
    let booked = date(entry, "BookgDt")?;
    row.at = booked.map(|(time, _)| time);
    row.finished = row.at;
    row.offset = booked.and_then(|(_, offset)| offset);
    row.trade = Number::new(entry.text("AcctSvcrRef")).or_else(|| Number::new(entry.text("NtryRef")));
    row.description = text(entry.text("AddtlNtryInf"));
    row.fee = charges(entry);
    card(&mut row, entry);
    Ok(row)
}

fn money(node: &Node) -> Result<Money, BadRow> {
    let Some(amount) = node.find("Amt") else { return Err(fault(node, "Amt", RowFault::Empty)) };
    let code = amount.attribute("Ccy");
    let currency =
        Currency::from_code(code).ok_or_else(|| fault(node, "Ccy", RowFault::UnknownCurrency { text: text(code) }))?;
    let money = amount::money(&amount.text, Mark::Point, currency).map_err(|why| fault(node, "Amt", why))?;
    let negative = || RowFault::NotAnAmount { text: text(&amount.text) };
    if money.minor < 0 { Err(fault(node, "Amt", negative())) } else { Ok(money) }
}

/// What a bank's entry is. Banks know little: apart from reversals, fees and cards it is [`RowKind::Other`], and the flow says
/// which way the money went.
fn kind(entry: &Node, credit: bool) -> RowKind {
    let sub_family = entry.text("BkTxCd/Domn/Fmly/SubFmlyCd");
    let card = entry.find("CardTx").is_some();
    let merchant = entry.text("BkTxCd/Domn/Fmly/Cd") == "MCRD";
    match entry.text("RvslInd") {
        "true" | "1" => RowKind::Reversal,
        _ if matches!(sub_family, "CHRG" | "COMM" | "FEES") => RowKind::Fee,
        _ if card && credit => RowKind::Payment,
        _ if card => RowKind::Refund,
        _ if merchant && credit => RowKind::Payout,
        _ => RowKind::Other,
    }
}

/// The bank's code of the transaction: its own, or `PMNT/RCDT/ESCT`.
fn code(entry: &Node) -> String {
    let parts = ["BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd"].map(|path| entry.text(path));
    let domain: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if domain.is_empty() { entry.text("BkTxCd/Prtry/Cd").to_owned() } else { domain.join("/") }
}

fn date(node: &Node, name: &str) -> Result<Option<When>, BadRow> {
    let Some(found) = node.find(name) else { return Ok(None) };
    let said = Some(found.text("DtTm")).filter(|time| !time.is_empty()).unwrap_or_else(|| found.text("Dt"));
    let why = || RowFault::NotATime { text: text(said) };
    when::read(said, Order::Ymd).map(Some).ok_or_else(|| fault(node, name, why()))
}

/// Sum of the charges of an entry, below zero: what was taken.
fn charges(node: &Node) -> Option<Exact> {
    let charges = node.find("Chrgs")?;
    let one = |amount: &Node| amount::exact(&amount.text, Mark::Point).ok();
    let total = charges.find("TtlChrgsAndTaxAmt").and_then(one);
    let records = || {
        let amounts: Vec<Exact> = charges.all("Rcrd").filter_map(|record| record.find("Amt").and_then(one)).collect();
        amounts.into_iter().try_fold(Exact::ZERO, Exact::checked_add)
    };
    total.or_else(records).map(|sum| Exact::of_units(-sum.units()))
}

/// Card, terminal and references of a card transaction (since version 3).
fn card(row: &mut BillRow, node: &Node) {
    let Some(card) = node.find("CardTx") else { return };
    let number = ["Card/PlainCardData/PAN", "Card/MskdPAN", "Card/PlainCardData/PmtCardNb"].map(|path| card.text(path));
    row.card = number.iter().find(|number| !number.is_empty()).and_then(|number| Card::mask(number));
    row.terminal = Number::new(card.text("POI/Id/Id"));
    row.trace = Number::new(card.text("Tx/Indv/TxId/TxRef")).or_else(|| Number::new(card.text("Tx/Indv/SeqNb")));
    row.batch = Number::new(card.text("Tx/Indv/SaleRcncltnId"));
    row.order = Number::new(card.text("Tx/Indv/SaleRefNb"));
    row.scheme = text(card.text("Card/CardBrnd/Id"));
    if let Some((time, offset)) = when::read(card.text("Tx/Indv/TxId/TxDtTm"), Order::Ymd) {
        (row.at, row.offset) = (Some(time), offset);
    }
}

/// The amount of a detail, `None` where it has none of its own (its element changed place after version 2).
fn part_amount(detail: &Node) -> Option<&Node> {
    detail.find("Amt").or_else(|| detail.find("AmtDtls/TxAmt/Amt"))
}

/// A row for each detail; `None` where there is at most one, or where one has no amount in the currency of the entry.
fn parts(entry: &Node, whole: &BillRow, details: &[&Node]) -> Result<Option<Vec<BillRow>>, BadRow> {
    let currency = whole.amount.currency;
    let own = |detail: &&Node| part_amount(detail).is_some_and(|amount| amount.attribute("Ccy") == currency.code());
    if details.len() < 2 || !details.iter().all(own) {
        return Ok(None);
    }
    let mut rows = Vec::with_capacity(details.len());
    let mut sum = Exact::ZERO;
    for (part, detail) in (0..).zip(details) {
        let Some(amount) = part_amount(detail) else { continue };
        let money = amount::money(&amount.text, Mark::Point, currency).map_err(|why| fault(detail, "Amt", why))?;
        let back = matches!((detail.text("CdtDbtInd"), whole.flow), ("CRDT", Flow::Out) | ("DBIT", Flow::In));
        let exact = Exact::of_money(&money).unwrap_or_default();
        let signed = if back { Exact::of_units(-exact.units()) } else { exact };
        sum = sum.checked_add(signed).unwrap_or(sum);
        let mut row = BillRow { part, line: detail.line, amount: money, fee: charges(detail), ..whole.clone() };
        if back {
            row.flow = if whole.flow == Flow::In { Flow::Out } else { Flow::In };
        }
        references(&mut row, detail);
        rows.push(row);
    }
    adds_up(entry, whole, sum)?;
    Ok(Some(rows))
}

/// Details give the entry, or the entry and its charges.
fn adds_up(entry: &Node, whole: &BillRow, sum: Exact) -> Result<(), BadRow> {
    let said = signed(entry).map_or(Exact::ZERO, |(_, value)| value.abs());
    let charged = whole.fee.unwrap_or_default();
    let net = if whole.flow == Flow::In { sum.checked_add(charged) } else { sum.checked_sub(charged) };
    if sum == said || net == Some(said) {
        return Ok(());
    }
    Err(fault(entry, "TxDtls", RowFault::DetailsDiffer { said, summed: sum }))
}

/// The entry as one row with what all its details agree on.
fn together(whole: BillRow, details: &[&Node]) -> BillRow {
    let mut told = details.iter().map(|detail| {
        let mut row = whole.clone();
        references(&mut row, detail);
        row
    });
    let Some(mut row) = told.next() else { return whole };
    for other in told {
        let agree = |mine: &mut Option<Number>, theirs: &Option<Number>| {
            if mine != theirs {
                *mine = None;
            }
        };
        agree(&mut row.order, &other.order);
        agree(&mut row.trade, &other.trade);
        agree(&mut row.batch, &other.batch);
        agree(&mut row.rrn, &other.rrn);
        agree(&mut row.trace, &other.trace);
        agree(&mut row.terminal, &other.terminal);
        if row.card != other.card {
            row.card = None;
        }
        if row.description != other.description {
            row.description = whole.description.clone();
        }
    }
    row
}

/// Puts in what a detail tells.
fn references(row: &mut BillRow, detail: &Node) {
    card(row, detail);
    let named = |path: &str| Number::new(detail.text(path)).filter(|number| number.as_str() != "NOTPROVIDED");
    row.order = named("Refs/EndToEndId").or(row.order.take());
    row.trade = named("Refs/AcctSvcrRef").or(row.trade.take());
    row.batch = named("Refs/PmtInfId").or_else(|| named("Refs/MsgId")).or(row.batch.take());
    row.refund_trade = named("Refs/TxId");
    for other in detail.find("Refs").into_iter().flat_map(|refs| refs.all("Prtry")) {
        match other.text("Tp").to_ascii_uppercase().as_str() {
            "RRN" => row.rrn = Number::new(other.text("Ref")),
            "STAN" => row.trace = Number::new(other.text("Ref")),
            _ => {}
        }
    }
    if let Some((time, offset)) = when::read(detail.text("RltdDts/AccptncDtTm"), Order::Ymd) {
        (row.at, row.offset) = (Some(time), offset);
    }
    let note = ["RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "AddtlTxInf"];
    if let Some(note) = note.into_iter().map(|path| detail.text(path)).find(|note| !note.is_empty()) {
        row.description = text(note);
    }
}
